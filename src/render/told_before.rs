//! What earlier letters told a recipient of the opinions of its letter, and what it said that no letter has told yet.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::narrowed;
use crate::decide::asked::{answer_to, sole};
use crate::model::cycle::Cycle;
use crate::model::letter::{Letter, RecipientFilter};
use crate::model::opinion::{Answer, Opinion};
use crate::model::recipient::Recipient;
use crate::model::stage::Stage;
use crate::model::submission::Opinions;
use crate::model::value::Cell;

/// The documents of letters that tell what was said, each with what the prefecture makes of it.
const TELLING: [&str; 2] = ["answers", "feedback"];

/// What a recipient was told before.
#[derive(Debug, Clone, Default)]
pub struct ToldBefore<'a> {
    /// The earlier stages whose letter told it of some of what it is told now.
    pub stages: Vec<&'a Stage>,
    /// The numbers of its own opinions that stand neither in this letter nor in an earlier one.
    pub untold: Vec<&'a Cell>,
}

impl<'a> ToldBefore<'a> {
    /// What a recipient of a stage was told before, of the opinions of its letter.
    pub fn of(
        (cycle, opinions): (&'a Cycle, &'a Opinions),
        stage: &Stage,
        recipient: &Recipient<'_>,
        now: &[&Opinion],
    ) -> Self {
        let stages = &cycle.settings.stages;
        let earlier = stages.iter().take_while(|other| other.id.get_ref() != stage.id.get_ref());
        let told: Vec<(&Stage, BTreeSet<&str>)> = earlier
            .filter(|earlier| writes_to(cycle, earlier, recipient))
            .map(|s| (s, told((cycle, opinions), s, recipient)))
            .collect();
        let now: BTreeSet<&str> = now.iter().map(|opinion| opinion.number.text.as_str()).collect();
        let own = opinions.opinions.iter().filter(|opinion| {
            came_by(opinion, stage.cutoff()) && narrowed::is_spoken_by(opinion, recipient, cycle)
        });
        let is_told =
            |number: &str| now.contains(number) || told.iter().any(|(_, told)| told.contains(number));
        Self {
            untold: own
                .filter(|opinion| !is_told(&opinion.number.text))
                .map(|opinion| &opinion.number)
                .collect(),
            stages: told
                .iter()
                .filter(|(_, told)| !told.is_disjoint(&now))
                .map(|(stage, _)| *stage)
                .collect(),
        }
    }
}

/// Whether a stage's letters tell a recipient what was said.
fn writes_to(cycle: &Cycle, stage: &Stage, recipient: &Recipient<'_>) -> bool {
    let tells = |letter: &Letter| {
        let documents = letter.documents.iter().map(|document| document.get_ref().as_str());
        let is_to_all = matches!(letter.only, RecipientFilter::All | RecipientFilter::WithOpinions);
        letter.to == recipient.kind()
            && is_to_all
            && documents.into_iter().any(|name| TELLING.contains(&name))
    };
    let is_of_body = match recipient {
        Recipient::Member(member) => stage.body_id() == Some(member.body.text.as_str()),
        Recipient::Department(_) | Recipient::Bureau(_) | Recipient::Organization(_) => true,
    };
    let office = &cycle.settings.secretariat;
    is_of_body
        && stage.is_for(recipient.code())
        && !recipient.is_omitted(office, stage)
        && stage.letters.iter().any(tells)
}

/// The numbers of what a stage's letter tells a recipient; those who spoke, of what was settled by then.
fn told<'a>(
    (cycle, opinions): (&'a Cycle, &'a Opinions),
    stage: &Stage,
    recipient: &Recipient<'_>,
) -> BTreeSet<&'a str> {
    let day = stage.cutoff();
    let answers =
        opinions.answers.iter().filter(|answer| answer.decided.value().is_some_and(|on| *on <= day));
    let answers: BTreeMap<&str, &Answer> = sole(answers, opinions);
    let is_settled = |opinion: &Opinion| {
        recipient.department().is_some() || answer_to(&answers, &opinion.number.text).is_some()
    };
    let said = opinions.opinions.iter().filter(|opinion| {
        came_by(opinion, day)
            && stage.is_about(&opinion.measure.text)
            && narrowed::is_own(opinion, recipient, cycle)
            && is_settled(opinion)
    });
    said.map(|opinion| opinion.number.text.as_str()).collect()
}

fn came_by(opinion: &Opinion, day: NaiveDate) -> bool {
    opinion.received.value().is_some_and(|received| *received <= day)
}
