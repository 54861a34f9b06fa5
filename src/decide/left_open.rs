//! What a year leaves open of advice and opinions, which the next one asks again.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::answers::asked_of;
use super::asked::{Asked, Reported, reported};
use super::question::Question;
use super::sent_in::SentIn;
use crate::ground::wareki::Year;
use crate::model::choice::Choice;
use crate::model::department_report::{CarriedOpinion, NO_MEASURE, ReportState, Unasked};
use crate::model::stage::FormKind;
use crate::model::value::{Cell, Field, Reading};

/// What is not settled on a day, of what departments were asked to report on: this year's, and what was carried over before
/// and is still open. What was carried over and asked of nobody is still open too, unless it was over before.
pub fn left_open(sent: SentIn<'_>, day: NaiveDate) -> Vec<CarriedOpinion> {
    let mut open = Vec::new();
    let mut asked_again = BTreeSet::new();
    for (recipient, question) in Question::last_of_each(sent, FormKind::Report, None) {
        let code = recipient.code();
        let asked = asked_of(sent, code, question.stage.cutoff());
        let reported = reported(&asked, sent.reports, code, day);
        for one in &asked {
            asked_again.extend(one.carried.map(|carried| &carried.number.origin));
            open.extend(still_open(sent, code, one, reported.get(&one.number)));
        }
    }
    let is_over = |carried: &CarriedOpinion| {
        matches!(carried.unasked, Some(Unasked::Settled | Unasked::Twice { says_same: true, .. }))
    };
    let unasked = sent.reports.carried.iter().filter(|carried| !asked_again.contains(&carried.number.origin));
    let unasked = unasked.filter(|carried| !is_over(carried));
    let unasked = unasked.cloned().map(|mut carried| {
        let measure = carried.measure.text.trim_start_matches(NO_MEASURE).to_owned();
        carried.measure.text = measure;
        carried
    });
    unasked.chain(open).collect()
}

/// What is asked again of one department; none if it is settled.
fn still_open(
    sent: SentIn<'_>,
    code: &str,
    one: &Asked<'_>,
    reported: Option<&Reported<'_>>,
) -> Option<CarriedOpinion> {
    let row = match reported {
        Some(Reported::Row(row)) => Some(*row),
        Some(Reported::Disputed) | None => None,
    };
    let state = row.and_then(|row| row.state.value().copied());
    if state.is_some_and(ReportState::is_settled) {
        return None;
    }
    let cell = |text: &str| Cell { text: text.into(), ..Cell::default() };
    let (year, number, from, sender) = match (one.carried, one.opinion) {
        (Some(carried), _) => {
            let (from, sender) = (carried.from.clone(), carried.sender.clone());
            (carried.year.clone(), carried.number.clone(), from, sender)
        }
        (None, Some(opinion)) => {
            let year = Year { western: sent.cycle.settings.cycle.fiscal_year, fiscal: true };
            let year = Field { cell: cell(&year.print()), reading: Reading::Value(year) };
            (year, opinion.number.clone(), opinion.from.clone(), cell(&opinion.submitter))
        }
        (None, None) => return None,
    };
    let kind = one.kind.map(|kind| Field { cell: cell(kind.label()), reading: Reading::Value(kind) });
    let state = state.map(|state| Field { cell: cell(state.label()), reading: Reading::Value(state) });
    Some(CarriedOpinion {
        year,
        number,
        kind: kind.unwrap_or_default(),
        measure: one.measure.clone(),
        department: cell(code),
        from,
        sender,
        text: cell(one.text),
        state: state.unwrap_or_default(),
        report: row.map(|row| row.text.clone()).unwrap_or_default(),
        when: row.map(|row| row.when.clone()).unwrap_or_default(),
        unasked: None,
    })
}
