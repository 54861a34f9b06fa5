//! What reading found in a cell that is one matter with the same in the cells below it, although each names its own value:
//! a column that is shown rounded, or in which years have no era.

use crate::ground::written_date::DateSlip;
use crate::ground::written_year::YearSlip;
use crate::model::cause::Cause;

/// What is wrong, without the value of the cell; none where each value is a matter of its own.
pub(super) fn what(cause: &Cause) -> Option<String> {
    Some(match cause {
        Cause::Rounded { shown, .. } if shown.is_empty() => "何も見えない０".into(),
        Cause::Rounded { .. } => "丸めた値".into(),
        Cause::Unit { found, expected, .. } => format!("{expected}の列の{found}"),
        Cause::PercentScale { .. } => "百倍違う値".into(),
        Cause::Number { hint, .. } if hint.contains("Excel") || hint.contains("表示形式") => {
            (*hint).into()
        }
        Cause::Year { slip: Some(YearSlip::NoEra), .. } => "元号のない年".into(),
        Cause::Year { slip: Some(YearSlip::Undecided), .. } => "決まらない年".into(),
        Cause::CountedOn { .. } => "終わった元号の年".into(),
        Cause::MonthAsYear { .. } => "年度でなく月".into(),
        Cause::FarDay { meant: Some(_), .. } => "元号の違う日".into(),
        Cause::NoDay { .. } => "届いた日".into(),
        Cause::Date { slip: Some(DateSlip::Era(slip)), .. } => slip.bound.clone(),
        _ => return None,
    })
}
