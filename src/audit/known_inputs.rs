//! What an audit knows of the inputs.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::audit_report::{AuditFault, FaultKind};
use super::exempt::Exempt;
use super::known_days::{KnownDays, WrongDay};
use super::listed_names::ListedNames;
use super::number_tokens::{NumberToken, half_width, numbers, squeezed};
use crate::model::cycle::Cycle;
use crate::model::stage::Stage;

/// What an audit knows of the inputs.
pub struct KnownInputs {
    /// The numbers that may stand anywhere without being figures.
    pub exempt: Exempt,
    /// The names in the lists.
    names: ListedNames,
    /// The days that they tell.
    days: KnownDays,
    /// The numbers that they have, in one spelling.
    numbers: BTreeSet<String>,
    /// Of each stage by its id, the days of its meeting and of those that it is about.
    meetings: BTreeMap<String, BTreeSet<NaiveDate>>,
}

impl KnownInputs {
    /// `typed` is all that the inputs and the templates say, `opinions` how many opinions there are, which lists number
    /// through.
    pub fn of(cycle: &Cycle, typed: &[String], opinions: usize) -> Self {
        let mut all = String::new();
        let mut days = KnownDays::default();
        let mut seen = BTreeSet::new();
        for text in typed {
            days.take_in(text);
            seen.extend(numbers(&half_width(text)).iter().filter_map(in_one_spelling));
            all.push_str(&squeezed(text));
            all.push('\n');
        }
        let exempt = Exempt::new(plan_numbers(cycle), judging_numbers(cycle), all, opinions);
        Self { exempt, names: ListedNames::of(cycle), days, numbers: seen, meetings: meetings(cycle) }
    }

    /// Whether the inputs or the templates say this.
    pub fn says(&self, text: &str) -> bool {
        self.exempt.says(&squeezed(text))
    }

    /// What is wrong with the names and the days of a text without white space, which stands in a file.
    pub fn faults_of_words(&self, path: &str, text: &str) -> Vec<AuditFault> {
        let almost = self.names.almost(text, |found| self.says(found));
        let names =
            almost.into_iter().map(|name| AuditFault::of(path, FaultKind::Name, name.found, name.name));
        let days = self.days.wrong(text).into_iter().map(|wrong| match wrong {
            WrongDay::Unknown(day) => AuditFault::of(path, FaultKind::Date, day, "入力にある日"),
            WrongDay::Weekday(day, right) => {
                AuditFault::of(path, FaultKind::Date, day, format!("（{right}）"))
            }
        });
        names.chain(days).collect()
    }

    /// Whether the inputs have a number, in whatever spelling.
    pub fn has_number(&self, number: f64) -> bool {
        self.numbers.contains(&number.to_string())
    }

    /// Whether the inputs have an address to which a link leads.
    pub fn has_address(&self, link: &str) -> bool {
        self.says(link.strip_prefix("mailto:").unwrap_or(link))
    }

    /// The days of the meeting of a stage, and of the meeting that it is about.
    pub fn meetings(&self, stage: &Stage) -> BTreeSet<NaiveDate> {
        self.meetings.get(stage.id.get_ref()).cloned().unwrap_or_default()
    }
}

/// 「1,234.50」 as 1234.5.
fn in_one_spelling(number: &NumberToken) -> Option<String> {
    let plain = number.text.replace(',', "").replace('▲', "-");
    plain.parse::<f64>().ok().map(|number| number.to_string())
}

fn meetings(cycle: &Cycle) -> BTreeMap<String, BTreeSet<NaiveDate>> {
    let stages = &cycle.settings.stages;
    let of = |stage: &Stage| {
        // A notice names the meeting, or its body and session.
        let is_about = |other: &&Stage| {
            let named = stage.meeting.as_ref().is_some_and(|id| *id.get_ref() == *other.id.get_ref());
            let body = |stage: &Stage| stage.body.as_ref().map(|body| body.get_ref().clone());
            let same = body(stage).is_some() && body(stage) == body(other) && stage.session == other.session;
            named || same
        };
        stages
            .iter()
            .filter(is_about)
            .chain([stage])
            .flat_map(|stage| stage.postponed.iter().map(|was| was.from).chain([stage.date]))
            .collect()
    };
    stages.iter().map(|stage| (stage.id.get_ref().clone(), of(stage))).collect()
}

/// The numbers and labels of the plan's tree. One that is digits alone says too little: it is what a heading counts.
fn plan_numbers(cycle: &Cycle) -> BTreeSet<String> {
    let categories = &cycle.settings.categories;
    let nodes = categories.iter().flat_map(|node| [node.id.get_ref().as_str(), node.label.as_str()]);
    let all = cycle.measures.iter().map(|measure| measure.number.text.as_str()).chain(nodes);
    all.map(half_width).filter(|number| number.contains(|c: char| !c.is_ascii_digit())).collect()
}

/// The numbers by which `[evaluation]` says that figures are judged: thresholds, points, caps.
fn judging_numbers(cycle: &Cycle) -> BTreeSet<String> {
    let mut all = BTreeSet::from(["0".to_owned()]);
    if let Ok(settings) = cycle.source.text.parse::<toml::Table>()
        && let Some(evaluation) = settings.get("evaluation")
    {
        numbers_in(evaluation, &mut all);
    }
    all
}

fn numbers_in(value: &toml::Value, all: &mut BTreeSet<String>) {
    match value {
        toml::Value::Array(list) => list.iter().for_each(|one| numbers_in(one, all)),
        toml::Value::Table(table) => table.values().for_each(|one| numbers_in(one, all)),
        other => {
            all.extend(numbers(&half_width(&other.to_string())).into_iter().map(|number| number.text));
        }
    }
}
