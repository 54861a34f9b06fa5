//! `date-format`

use crate::decide::check::rule::{Rule, Topic, Wording};
use chrono::{Datelike, NaiveDate};

use crate::ground::era::OutOfEra;
use crate::ground::finding::Severity;
use crate::ground::text;
use crate::ground::wareki;
use crate::ground::written_date::DateSlip;

/// A date is one that the calendar has, and its weekday is the right one.
pub const RULE: Rule = Rule {
    id: "date-format",
    severity: Severity::Error,
    asks: Some("日付を確認できませんでした。正しい日付を御回答ください。"),
    topic: Topic::Values,
    what: "日付として読めない。曜日が合わない。その元号にない日（令和元年４月30日）、この一年の日でないもの（年度の初めより前、三つ先の年度から後）である",
    why: "受領日や期限を取り違えないため。",
    mend: "`2020-02-07` のように書く",
    bad: "令和２年２月30日",
    good: "令和2年2月28日",
    check: None,
};

/// What is said of a text that is no date, of a day that there never was, or of one with another day of the week.
pub fn not_a_date(written: &str, slip: Option<&DateSlip>) -> Wording {
    match slip {
        None => RULE.says(
            format!("「{written}」は日付として読めません。"),
            "2020-02-07 又は 令和2年2月7日 のように書いてください。",
        ),
        Some(DateSlip::Era(OutOfEra { bound, meant })) => RULE.says(
            format!("「{written}」という日はありません（{bound}）。"),
            format!("{} の書き誤りでないか確かめ、正しい日を書いてください。", meant.join(" か ")),
        ),
        Some(DateSlip::Month(first)) => RULE.says(
            format!(
                "「{written}」という日はありません（{}年{}月は{}日まで）。",
                first.year(),
                full(first.month()),
                first.num_days_in_month()
            ),
            "正しい日を書いてください。",
        ),
        Some(DateSlip::Weekday(day)) => RULE.says(
            format!(
                "「{written}」は、日と曜日が合いません（{}は{}曜日）。",
                wareki::date(*day),
                wareki::weekday(*day)
            ),
            "日と曜日のどちらが正しいか確かめ、正しい日を書いてください。",
        ),
    }
}

/// A month's number as running text prints it.
fn full(month: u32) -> String {
    text::running_digits(&month.to_string())
}

/// What is said of a day before the cycle or years after it, as one with another year or era is.
pub fn far(text: &str, day: NaiveDate, meant: Option<NaiveDate>) -> Wording {
    let mend = match meant {
        Some(meant) => {
            format!("{} の書き誤りでないか確かめ、正しい日を書いてください。", wareki::date(meant))
        }
        None => "年と元号を確かめ、正しい日を書いてください。".into(),
    };
    RULE.says(format!("「{text}」（{}年）は、この一年の日ではありません。", day.year()), mend)
}
