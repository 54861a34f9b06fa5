//! The values of indicators that are to be within a range, or to reach a grade.

use std::sync::Arc;

use super::number;
use super::word_of_list::{no_value, place_of_word};
use crate::ground::number::whole;
use crate::ground::text;
use crate::model::cause::Cause;
use crate::model::value::{Quantity, Reading};

type Read = (Reading<Quantity>, Option<Cause>);

/// What stands between the ends of a range.
const BETWEEN: [char; 3] = ['～', '〜', '~'];

/// Reads a range, 「40～60」, or one number.
pub(super) fn range(written: &str, unit: &str) -> Read {
    let Some((from, to)) = written.split_once(BETWEEN) else { return number::parse(written, unit) };
    let bare = |end: &str| text::trim(end).strip_suffix(unit).map_or(text::trim(end), text::trim).to_owned();
    match (number::parse(&bare(from), unit).0, number::parse(&bare(to), unit).0) {
        (Reading::Value(from), Reading::Value(to)) if from.value < to.value => {
            let decimals = from.decimals.max(to.decimals);
            (Reading::Value(Quantity { decimals, upper: Some(to.value), ..from }), None)
        }
        _ => {
            let hint = "範囲は、小さい方から「40～60」のように、数字で書いてください";
            (Reading::Unreadable, Some(Cause::Number { text: text::excerpt(written), hint }))
        }
    }
}

/// Reads a grade of a list, the best first.
pub(super) fn grade(column: &str, written: &str, grades: &[String]) -> Read {
    if let Some(reason) = no_value(written) {
        return (Reading::Absent(reason), None);
    }
    match place_of_word(written, grades.iter().map(String::as_str)) {
        Some(place) => {
            let number = Quantity::new(whole(i64::try_from(place).unwrap_or(i64::MAX)), 0);
            (Reading::Value(Quantity { grade: Some(grades[place].clone()), ..number }), None)
        }
        None => {
            let choices = grades.iter().map(|grade| Arc::from(grade.as_str())).collect();
            let cause = Cause::Choice { column: column.into(), text: text::excerpt(written), choices };
            (Reading::Unreadable, Some(cause))
        }
    }
}
