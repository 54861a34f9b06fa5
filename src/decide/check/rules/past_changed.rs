//! `past-changed`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::text;
use crate::ground::wareki::Year;
use crate::model::by_year::{Series, YearSource, YearValue};
use crate::model::indicator::{Certainty, Indicator};
use crate::model::value::{Field, Quantity};

/// What was certain last year is the same this year, unless the department says that it was revised (遡及改定).
///
/// A baseline of the same year, the actual value of a year that was 確定, the target of the same year.
pub const RULE: Rule = Rule {
    id: "past-changed",
    severity: Severity::Warning,
    asks: Some("前年に公表した値と異なります。遡及改定などがあれば、その旨を御回答ください。"),
    topic: Topic::Targets,
    what: "前の年（`previous/`）に確定していた年度の実績値、同じ年度の基準値が、前の年と違う（備考に、遡及、改定、改訂、訂正、見直し のどれかがあるものと、`series.csv` に改定日か区切りのあるものを除く）",
    why: "公表した過去の値が、断りなく変わらないため。",
    mend: "値を確かめる。改めたのなら、備考に「遡及改定」などと書くか、`series.csv` に改定日を書く",
    bad: "前の年に令和３年度の実績 41.0（確定）、この年の令和３年度の欄に 40.1",
    good: "備考に「遡及改定による」",
    check: Some(check),
};

/// Words by which a department says that a past figure was changed on purpose.
const REVISED: [&str; 5] = ["遡及", "改定", "改訂", "訂正", "見直し"];

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for row in facts.rows().filter(|row| !row.is_repeat()) {
        let Some(before) = facts.year_before(row) else { continue };
        if REVISED.iter().any(|word| row.note.text.contains(word)) {
            continue;
        }
        for (what, now, was) in changed(row, before) {
            check.report_alike(
                &row.department,
                &now.cell.origin,
                what.clone(),
                format!(
                    "{what} {} が、前の年の {} と違います。",
                    text::excerpt(&now.cell.text),
                    was.cell.text
                ),
                "値を確かめてください。改めたのなら、⟨備考⟩に「遡及改定」などと書いてください。",
            );
        }
    }
}

fn named(year: i32) -> String {
    format!("{}の⟨実績値⟩", Year { western: year, fiscal: true }.print())
}

/// The actual value of a year as this year has it, unless it is said that it changed.
fn of_year(row: &Indicator, year: i32) -> Option<&Field<Quantity>> {
    let value = row.value_of(&Series::Actual, year)?;
    (value.source != YearSource::LastYear && !value.said.says_change()).then_some(&value.field)
}

/// The figures that are not what they were: what each is, now and then.
fn changed<'a>(
    row: &'a Indicator,
    before: &'a Indicator,
) -> Vec<(String, &'a Field<Quantity>, &'a Field<Quantity>)> {
    let year = |field: &'a Field<_>| field.value().map(|year: &crate::ground::wareki::Year| year.western);
    let mut pairs = Vec::new();
    if year(&row.baseline_year).is_some_and(|now| year(&before.baseline_year) == Some(now)) {
        pairs.push(("⟨基準値⟩".to_owned(), &row.baseline, &before.baseline));
    }
    let was_final = before.certainty.value() == Some(&Certainty::Final);
    if let (true, Some(then)) = (was_final, year(&before.actual_year)) {
        pairs.extend(of_year(row, then).map(|now| (named(then), now, &before.actual)));
    }
    // Years before the last were certain then.
    let earlier = |value: &&YearValue| {
        value.series == Series::Actual && year(&before.actual_year).is_some_and(|then| value.year < then)
    };
    for value in before.by_year.iter().filter(earlier) {
        pairs.extend(of_year(row, value.year).map(|now| (named(value.year), now, &value.field)));
    }
    let differs = |now: &Field<Quantity>, was: &Field<Quantity>| {
        now.value().zip(was.value()).is_some_and(|(now, was)| now.value != was.value)
    };
    pairs.into_iter().filter(|(_, now, was)| differs(now, was)).collect()
}
