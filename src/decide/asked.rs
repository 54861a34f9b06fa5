//! What a department is asked to report on, and what it has reported by a day.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::ground::text::running_digits;
use crate::model::cycle::Cycle;
use crate::model::department_report::{CarriedOpinion, Report, ReportRow, Reports};
use crate::model::opinion::{Answer, Opinion, OpinionKind};
use crate::model::submission::Opinions;
use crate::model::value::Cell;

/// A piece of advice or an opinion on which a department reports: a row of its form.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// Its number; of one that was carried over with its year, 「R1-3」.
    pub number: String,
    /// 助言 or 意見; none where that can't be read.
    pub kind: Option<OpinionKind>,
    /// The measure that it is on; empty where it concerns all.
    pub measure: &'a Cell,
    /// What it says.
    pub text: &'a str,
    /// The numbers of those that are put together with it: one report is for all of them.
    pub like: Vec<&'a str>,
    /// This year's opinion; none if it was carried over.
    pub opinion: Option<&'a Opinion>,
    /// What was carried over; none if it is this year's.
    pub carried: Option<&'a CarriedOpinion>,
}

impl Asked<'_> {
    /// Its number in running text: 「番号５」, 「番号R3-7」.
    pub fn shown(&self) -> String {
        match self.carried {
            Some(_) => format!("番号{}", self.number),
            None => running_digits(&format!("番号{}", self.number)),
        }
    }

    /// What it says, as the form has it: what was carried over says so, and last what was reported of it.
    pub fn words(&self) -> String {
        let Some(carried) = self.carried else { return self.text.to_owned() };
        let said = [carried.state.cell.text.as_str(), &carried.report.text, &carried.when.text];
        let said: Vec<&str> = said.into_iter().filter(|part| !part.is_empty()).collect();
        let last = if said.is_empty() { "未報告".to_owned() } else { said.join("、") };
        format!("（前年度から）{}（前年度の報告：{last}）", self.text)
    }
}

/// Which of the advice and the opinions are asked about: those that were carried over, then this year's by their numbers.
/// One that is put together with another of them is asked about with that.
pub fn asked<'a>(
    carried: impl IntoIterator<Item = &'a CarriedOpinion>,
    opinions: &[&'a Opinion],
    answers: &BTreeMap<&'a str, &'a Answer>,
) -> Vec<Asked<'a>> {
    let main = |opinion: &Opinion| {
        let main = put_together_with(answers, &opinion.number.text)?;
        opinions.iter().any(|other| other.number.text == main).then_some(main)
    };
    let like = |number: &str| {
        let like = opinions.iter().filter(|other| main(other) == Some(number));
        like.map(|other| other.number.text.as_str()).collect()
    };
    let carried = carried.into_iter().map(|carried| Asked {
        number: carried.label(),
        kind: carried.kind.value().copied(),
        measure: &carried.measure,
        text: &carried.text.text,
        like: Vec::new(),
        opinion: None,
        carried: Some(carried),
    });
    let own = opinions.iter().filter(|opinion| main(opinion).is_none()).map(|opinion| Asked {
        number: opinion.number.text.clone(),
        kind: opinion.kind.value().copied(),
        measure: &opinion.measure,
        text: &opinion.text.text,
        like: like(&opinion.number.text),
        opinion: Some(opinion),
        carried: None,
    });
    let mut own: Vec<Asked<'a>> = own.collect();
    own.sort_by_key(|one| (one.number.parse::<u32>().unwrap_or(u32::MAX), one.number.clone()));
    carried.chain(own).collect()
}

/// What a department is asked of what was known on a day: on its own measures, and on all.
pub fn of_department<'a>(
    cycle: &Cycle,
    opinions: impl IntoIterator<Item = &'a Opinion>,
    answers: &BTreeMap<&'a str, &'a Answer>,
    carried: &'a [CarriedOpinion],
    code: &str,
    day: NaiveDate,
) -> Vec<Asked<'a>> {
    let by_then = |received: Option<&NaiveDate>| received.is_some_and(|received| *received <= day);
    let is_own = |opinion: &&Opinion| concerns(cycle, code, opinion);
    let settled = answers.iter().filter(|(_, answer)| by_then(answer.decided.value()));
    let answers: BTreeMap<&str, &Answer> = settled.map(|(number, answer)| (*number, *answer)).collect();
    let own = opinions.into_iter().filter(|opinion| by_then(opinion.received.value())).filter(is_own);
    // What was said at a meeting is asked about once it is settled what the prefecture makes of it.
    let own =
        own.filter(|o| o.kind.value() != Some(&OpinionKind::Remark) || answers.contains_key(&*o.number.text));
    let carried = carried.iter().filter(|carried| is_asked(cycle, code, carried));
    asked(carried, &own.collect::<Vec<_>>(), &answers)
}

/// Whether an opinion is on a measure of a department, or on all.
pub fn concerns(cycle: &Cycle, code: &str, opinion: &Opinion) -> bool {
    opinion.measure.is_empty() || owns(cycle, code, &opinion.measure)
}

/// Whether a department is asked about what was carried over: it owns the measure now, or was asked by name.
pub fn is_asked(cycle: &Cycle, code: &str, carried: &CarriedOpinion) -> bool {
    match carried.measure.is_empty() {
        _ if carried.unasked.is_some() => false,
        true => carried.department.text == code,
        false => owns(cycle, code, &carried.measure),
    }
}

fn owns(cycle: &Cycle, code: &str, measure: &Cell) -> bool {
    cycle.measure(&measure.text).is_some_and(|measure| measure.owner.text == code)
}

/// The answers by their opinions' numbers. A number that stands twice is nobody's: its answer could be another's.
pub fn sole<'a>(
    answers: impl Iterator<Item = &'a Answer>,
    opinions: &Opinions,
) -> BTreeMap<&'a str, &'a Answer> {
    let mut asked: BTreeMap<&str, u32> = BTreeMap::new();
    for opinion in opinions.all() {
        *asked.entry(opinion.number.text.as_str()).or_default() += 1;
    }
    let mut sole: BTreeMap<&str, Option<&Answer>> = BTreeMap::new();
    for answer in answers {
        let number = answer.number.text.as_str();
        let once = !number.is_empty() && asked.get(number) == Some(&1) && !sole.contains_key(number);
        sole.insert(number, once.then_some(answer));
    }
    sole.into_iter().filter_map(|(number, answer)| Some((number, answer?))).collect()
}

/// The number of the opinion that one is put together with, by its answer. None where it stands by itself: also where its
/// answer names itself, or one that is itself put together with another, since of two that name each other neither would
/// be left.
pub fn put_together_with<'a>(answers: &BTreeMap<&'a str, &'a Answer>, number: &str) -> Option<&'a str> {
    let main = answers.get(number)?.same_as.text.as_str();
    let stands_by_itself = answers.get(main).is_none_or(|answer| answer.same_as.is_empty());
    (!main.is_empty() && main != number && stands_by_itself).then_some(main)
}

/// The answer to an opinion: its own, or that of the one that it is put together with. None where nothing is settled, where
/// that one has none of its own, and where its own row says something else, until one of the two is struck.
pub fn answer_to<'a>(answers: &BTreeMap<&'a str, &'a Answer>, number: &str) -> Option<&'a Answer> {
    let own = *answers.get(number)?;
    let answer = match own.same_as.is_empty() {
        true => Some(own),
        false => {
            let main = answers.get(own.same_as.text.as_str()).copied();
            main.filter(|main| main.same_as.is_empty() && !own.says_otherwise(main))
        }
    };
    answer.filter(|answer| answer.is_settled())
}

/// What a department has reported of one piece of advice or one opinion.
#[derive(Debug, Clone, Copy)]
pub enum Reported<'a> {
    /// This row holds: the one that came last.
    Row(&'a ReportRow),
    /// Rows of one day say different things, or nobody knows when they came, or a file came that can't be read.
    Disputed,
}

/// The reports of a department that came by a day, in the order in which they came. One without a noted day was there
/// from the start; those whose day can't be known are the last.
pub fn reports_of<'a>(
    reports: &'a Reports,
    code: &str,
    day: NaiveDate,
) -> impl Iterator<Item = &'a Report> + use<'a> {
    let by_then = |report: &&Report| report.received.is_none_or(|received| received <= day);
    let own = reports.files.iter().filter(by_then).filter(|report| report.department == code);
    let mut own: Vec<&Report> = own.collect();
    own.sort_by_key(|report| (report.waits, report.received, report.file.clone()));
    own.into_iter()
}

/// What a department has reported by a day of what it is asked, by its number. A row that was left open takes nothing back
/// that was written before.
pub fn reported<'a>(
    asked: &[Asked<'_>],
    reports: &'a Reports,
    code: &str,
    day: NaiveDate,
) -> BTreeMap<String, Reported<'a>> {
    let number = |written: &str| {
        let is_meant = |one: &&Asked<'_>| one.number == written || one.like.contains(&written);
        asked.iter().find(is_meant).map(|one| one.number.clone())
    };
    let mut in_force: BTreeMap<String, (Option<NaiveDate>, Reported<'a>)> = BTreeMap::new();
    let mut is_unread = false;
    for report in reports_of(reports, code, day) {
        is_unread |= report.rows.is_empty();
        for row in report.rows.iter().filter(|row| !row.is_open()) {
            let Some(number) = number(&row.number.text) else { continue };
            let before = in_force.get(&number);
            let is_same =
                before.is_some_and(|(_, said)| matches!(said, Reported::Row(b) if b.says_same(row)));
            let is_one_day = before.is_some_and(|(received, _)| *received == report.received);
            let disputed = row.is_of_another || (report.waits || is_one_day) && !is_same;
            let now = if disputed { Reported::Disputed } else { Reported::Row(row) };
            in_force.insert(number, (report.received, now));
        }
    }
    let reported = in_force.into_iter().map(|(number, (_, reported))| (number, reported));
    let unknown = asked.iter().filter(|_| is_unread).map(|one| (one.number.clone(), Reported::Disputed));
    // What a file holds of which nothing could be read may be any of what else is open.
    unknown.chain(reported).collect()
}

/// The rows that a later report of the same department replaced.
pub fn replaced<'a>(reports: &[&'a Report]) -> Vec<&'a ReportRow> {
    let reports = || reports.iter().filter(|report| !report.waits);
    let rows = || reports().flat_map(|report| report.rows.iter().map(|row| (report.received, row)));
    let mut last: BTreeMap<&str, Option<NaiveDate>> = BTreeMap::new();
    for (received, row) in rows().filter(|(_, row)| !row.is_open()) {
        let known = last.entry(&row.number.text).or_default();
        *known = received.max(*known);
    }
    let is_replaced = |(received, row): &(Option<NaiveDate>, &ReportRow)| {
        last.get(row.number.text.as_str()).is_some_and(|last| last > received)
    };
    rows().filter(is_replaced).map(|(_, row)| row).collect()
}
