//! What a recipient's words may name of it.

use std::collections::BTreeSet;

use minijinja::Value;
use serde::Serialize;

use super::derivation::Items;
use super::figure::Figure;
use super::figure_facts::FigureFacts;
use super::filled_text::FilledText;
use super::narrowed;
use super::scope::Scope;
use crate::ground::text::running_digits;
use crate::ground::wareki;
use crate::model::department_report::CarriedOpinion;
use crate::model::letter::RecipientFilter;
use crate::model::opinion::{Handling, Opinion, OpinionKind};
use crate::model::own_section::MEMO;
use crate::model::recipient::Recipient;
use crate::model::stage::Stage;

/// The facts of the recipient of a letter or a message.
#[derive(Serialize)]
pub(super) struct RecipientFacts<'a> {
    /// department, bureau, organization or member.
    kind: &'static str,
    addressee: &'a str,
    /// 様 or 殿.
    honorific: String,
    /// The division of a department, the bureau (部) of one that gathers, the name of another.
    name: &'a str,
    /// Of one that gathers, the divisions of which it gets something, in their order; of a letter that reminds it, or asks it
    /// about what came, those whom that is about.
    divisions: Vec<&'a str>,
    /// The titles of its measures.
    measures: Vec<&'a str>,
    /// How many measures it has besides the first.
    other_measures: Value,
    /// How many pieces of advice and opinions it gets, and how many remarks of a meeting (発言).
    advice: Value,
    opinions: Value,
    remarks: Value,
    /// Of a notice about some measures the titles of those that are its own, or of which it spoke.
    about: Vec<&'a str>,
    /// How many of these pieces of advice and opinions are answered, how many are not yet, and how many are to be acted on:
    /// 反映, 一部反映.
    answered: Value,
    pending: Value,
    to_act: Value,
    /// How earlier letters that told it some of this are cited: 「令和２年３月23日付け政企第121号」.
    told: Vec<String>,
    /// How many of its own opinions no letter has told yet.
    untold: Value,
    /// Whether it answered that it has no opinion.
    no_opinion: bool,
    /// The numbers of its pieces of advice and opinions, those of earlier years first: 「R1-3」, 「13」.
    numbers: Vec<String>,
    /// The numbers of those that changed the strategy: 「13」.
    changed: Vec<String>,
    /// What is open of a question that it answered in part: 「議案２」, 「番号５」.
    open: Vec<String>,
}

impl<'a> RecipientFacts<'a> {
    /// The facts of a scope's recipient; none in the scope of a whole stage.
    pub(super) fn of(scope: &'a Scope<'_>, figures: &mut FigureFacts) -> Option<Self> {
        let recipient = scope.recipient.as_ref()?;
        let mut own = |what: &str, items| fact(figures, Figure::counted(scope.own_id(what), items, ""));
        let opinions = |is_one: &dyn Fn(&Opinion) -> bool| {
            let counted = scope.opinions.iter().filter(|opinion| is_one(opinion));
            Items::cells(counted.map(|opinion| &opinion.number))
        };
        let is_answered = |opinion: &Opinion| scope.responses.to_one(opinion).is_some();
        let is_to_act = |opinion: &Opinion| {
            let handling = scope.responses.to_one(opinion).and_then(|answer| answer.handling.value());
            matches!(handling, Some(Handling::Adopted | Handling::PartlyAdopted))
        };
        let other_measures = scope.measures.iter().skip(1).map(|measure| measure.number.text.clone());
        Some(Self {
            kind: match recipient {
                Recipient::Department(_) => "department",
                Recipient::Bureau(_) => "bureau",
                Recipient::Organization(_) => "organization",
                Recipient::Member(_) => "member",
            },
            addressee: recipient.addressee(),
            honorific: scope.honorific(recipient),
            name: recipient.name(),
            divisions: divisions(scope, recipient),
            measures: scope.measures.iter().map(|m| m.title.text.as_str()).collect(),
            other_measures: own("other-measures", Items::measures(other_measures.collect())),
            advice: own("advice", opinions(&|opinion| opinion.counted_kind() == OpinionKind::Advice)),
            opinions: own("opinions", opinions(&|opinion| opinion.counted_kind() == OpinionKind::Opinion)),
            remarks: own("remarks", Items::cells(scope.remarks.iter().map(|remark| &remark.number))),
            about: about(scope, recipient),
            answered: own("answered", opinions(&is_answered)),
            pending: own("pending", opinions(&|opinion| !is_answered(opinion))),
            to_act: own("to-act", opinions(&is_to_act)),
            told: scope.told.stages.iter().map(|stage| cited(scope, stage)).collect(),
            untold: own("untold", Items::cells(scope.told.untold.iter().copied())),
            no_opinion: !scope.without_opinion.is_empty(),
            numbers: {
                // What concerns all is carried over once for each department.
                let carried = scope.reports.carried.iter().map(CarriedOpinion::label);
                let carried: BTreeSet<String> = carried.collect();
                carried.into_iter().chain(numbers(scope.opinions.iter().copied())).collect()
            },
            changed: numbers(scope.opinions.iter().copied().filter(|o| !scope.changed_by(o).is_empty())),
            open: scope.standing.as_ref().map(|standing| standing.state.open()).unwrap_or_default(),
        })
    }
}

/// Of one that gathers what concerns others, those of its divisions that own a measure, or of which a letter reminds it.
fn divisions<'a>(scope: &Scope<'a>, recipient: &Recipient<'_>) -> Vec<&'a str> {
    let Recipient::Bureau(_) = recipient else { return Vec::new() };
    let owns = |code: &str| match &scope.reminded {
        Some(reminded) => reminded.contains(&code),
        None => scope.measures.iter().any(|measure| measure.owner.text == code),
    };
    let owning = scope.cycle.departments.iter().filter(|department| owns(&department.code.text));
    owning.map(|department| department.division.text.as_str()).collect()
}

/// The numbers of opinions in their order, in the digits of running text.
fn numbers<'o>(opinions: impl Iterator<Item = &'o Opinion>) -> Vec<String> {
    let mut opinions: Vec<&Opinion> = opinions.collect();
    opinions.sort_by_key(|opinion| opinion.place());
    opinions.iter().map(|opinion| running_digits(&opinion.number.text)).collect()
}

/// Of a notice about some measures the titles of those that are the recipient's, in the plan's order.
fn about<'a>(scope: &'a Scope<'_>, recipient: &Recipient<'_>) -> Vec<&'a str> {
    let Some(meant) = &scope.stage.measures else { return Vec::new() };
    let spoken = scope.opinions.iter().filter(|o| narrowed::is_own(o, recipient, scope.cycle));
    let spoken: BTreeSet<&str> = spoken.map(|opinion| opinion.measure.text.as_str()).collect();
    let owned = |number: &str| scope.measures.iter().any(|measure| measure.number.text == number);
    let own = meant.iter().map(|number| number.get_ref().as_str());
    let own = own.filter(|number| match recipient {
        Recipient::Department(_) | Recipient::Bureau(_) => owned(number),
        Recipient::Organization(_) | Recipient::Member(_) => spoken.contains(number),
    });
    own.filter_map(|number| Some(scope.cycle.measure(number)?.title.text.as_str())).collect()
}

/// The day and number of a stage's letter: in a recipient's words of the one to its kind, the first that went to all.
pub(super) fn cited(scope: &Scope<'_>, stage: &Stage) -> String {
    let recipient = scope.recipient.as_ref();
    let to = recipient.map(Recipient::kind);
    let letters = || stage.letters.iter().filter(|letter| to.is_none_or(|to| letter.to == to));
    let of_all = letters().find(|letter| letter.only == RecipientFilter::All);
    let letter = of_all.or_else(|| letters().next());
    let is_memo = recipient.is_some_and(|one| one.gets_memo(&scope.cycle.settings.secretariat, stage));
    let number = match letter.and_then(|letter| letter.number.as_ref()) {
        _ if is_memo => MEMO,
        number => number.map_or("", |number| number.get_ref()),
    };
    let date = letter.and_then(|letter| letter.date).unwrap_or(stage.date);
    format!("{}付け{number}", wareki::date(date))
}

/// A fact that is a figure.
pub(super) fn fact(figures: &mut FigureFacts, figure: Figure) -> Value {
    figures.fact(&FilledText::default().figure(figure))
}
