//! What prose may name: the public facts of the cycle and of the stage, and of the recipient its own.

use std::collections::BTreeMap;

use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;

use super::body_figures;
use super::count_facts::{self, CountFacts};
use super::decision_facts::{self, DecisionFacts, HandedOnFacts};
use super::derivation::Items;
use super::figure::Figure;
use super::figure_facts::{FigureFacts, WordFacts};
use super::handout::Handout;
use super::meeting_facts::{self, MeetingFacts};
use super::recipient_facts::{RecipientFacts, cited, fact};
use super::review_facts::{self, ReviewFacts};
use super::scope::{RecipientScope, Scope};
use crate::decide::answers::Answered;
use crate::ground::wareki::{self, Year};
use crate::model::body;
use crate::model::decision::{DRAFT, Finality};
use crate::model::declared_paper::Paper;
use crate::model::letter::Letter;
use crate::model::own_section::MEMO;
use crate::model::rescheduled::UNDATED;
use crate::model::secretariat::Secretariat;
use crate::model::stage::{Annex, Stage};

/// The facts by their names. A fact that is a figure, or holds some, is a `Value` of [`FigureFacts`].
#[derive(Serialize)]
struct Names<'a> {
    plan: Plan<'a>,
    fiscal_year: String,
    /// 「59」; the total of categories with different counters.
    measures: Value,
    /// How many indicators are in which class; none if no template names it.
    counts: Option<CountFacts>,
    /// What each stage of evaluation gave, by the stages' names.
    evaluations: BTreeMap<String, ReviewFacts>,
    secretariat: Office<'a>,
    bodies: BTreeMap<&'a str, Body<'a>>,
    /// Every stage of the cycle by its id.
    stages: BTreeMap<&'a str, StageFacts>,
    stage: StageFacts,
    /// 「（案）」, of a paper that is not decided.
    draft: &'static str,
    /// The meeting that the stage invites to, or is.
    meeting: Option<MeetingFacts<'a>>,
    /// What the stage hands on of what meetings decided, by decision.
    handed_on: Vec<HandedOnFacts>,
    /// What the stage calls its papers, by their ids.
    papers: &'a BTreeMap<&'a str, String>,
    /// What it calls its annexes, by their ids.
    annexes: BTreeMap<&'a str, String>,
    /// The question that a letter is about; none where nothing was asked.
    question: Option<QuestionFacts>,
    /// Of a letter.
    letter: Option<LetterFacts<'a>>,
    recipient: Option<RecipientFacts<'a>>,
    /// Of a stage that corrects what was handed out.
    correction: Option<CorrectionFacts<'a>>,
    /// Of a message, the names of its attachments.
    attachments: &'a [String],
}

#[derive(Serialize)]
struct Plan<'a> {
    name: &'a str,
    short: &'a str,
    chapter: &'a str,
    section: &'a str,
    cite: &'a str,
    headquarters: &'a str,
}

#[derive(Serialize)]
struct Office<'a> {
    division: &'a str,
    section: &'a str,
    person: &'a str,
    sender: &'a str,
    phone: &'a str,
    extension: &'a str,
    mail: &'a str,
}

#[derive(Serialize)]
struct Body<'a> {
    name: &'a str,
    short: &'a str,
    member: &'a str,
    chair: &'a str,
    kind: &'a str,
    duty: &'a str,
    /// Set up in this cycle.
    new: bool,
    /// Its members, 「93」; of the declaration, else of the roster.
    count: Value,
    /// 「有識者５名、実践者２名」
    groups: Value,
    /// 「令和元年度～令和３年度」
    term: String,
    /// 「３年」
    years: Value,
}

#[derive(Serialize)]
struct StageFacts {
    title: String,
    /// 「令和２年２月７日」
    date: String,
    /// 「令和２年２月７日（金）」
    day: String,
    /// How a later letter cites the one that it sent: 「令和２年２月14日付け政企第104号」; without a number 「令和２年２月14日付け」.
    cited: String,
    body: String,
    session: String,
    time: Option<String>,
    place: Option<String>,
    /// Of a notice about some measures their titles.
    measures: Vec<String>,
    /// What was decided there about its papers, as far as it is known yet, in the order in which it is to decide.
    decisions: Vec<DecisionFacts>,
    /// The same by the papers' ids.
    decision: BTreeMap<String, DecisionFacts>,
}

/// A question: the form that was sent, and by when it was to come back.
#[derive(Serialize)]
struct QuestionFacts {
    /// The stage that asked.
    stage: StageFacts,
    /// 「意見回答様式」
    form: String,
    /// 「令和２年３月10日（火）」; empty where no day was named.
    due: String,
    /// Whether there is still time on the day that is printed.
    in_time: bool,
    /// Whether something came of the recipient.
    arrived: bool,
}

#[derive(Serialize)]
struct CorrectionFacts<'a> {
    /// The day on which it is announced: 「令和２年４月１日」.
    date: String,
    /// The day on which what is corrected was handed out.
    issued: String,
    reason: &'a str,
}

#[derive(Serialize)]
struct LetterFacts<'a> {
    /// Its title in file names: 「開催通知」.
    title: &'a str,
    /// Whether the recipient gets a copy (写し) of it.
    copy: bool,
    number: &'a str,
    /// Whether it is a 事務連絡.
    memo: bool,
    report_by: String,
    /// What it calls its enclosures, by their documents: 「別紙１」.
    enclosures: BTreeMap<&'a str, String>,
}

/// The facts of a stage's words that stand in no letter.
pub fn of_stage(scope: &Scope<'_>) -> WordFacts {
    facts(scope, DRAFT, None, &[])
}

/// The facts of a stage's paper.
pub fn of_paper(scope: &Scope<'_>, paper: &Paper) -> WordFacts {
    let is_final = paper.finality.as_ref().is_some_and(Finality::is_final);
    facts(scope, if is_final { "" } else { DRAFT }, None, &[])
}

/// The facts of a letter to the scope's recipient.
pub fn of_letter(scope: &RecipientScope<'_>, letter: &Letter) -> WordFacts {
    facts(scope, DRAFT, Some(letter_facts(scope, letter)), &[])
}

/// The facts of a message to the scope's recipient; its letter is the stage's first, or the one of which it gets a copy.
pub fn of_mail(scope: &RecipientScope<'_>, stage: &Stage, attachments: &[String]) -> WordFacts {
    let copied = stage.letters.iter().find(|letter| scope.gets_copy(letter));
    let letter = copied.or(stage.letters.first()).map(|letter| letter_facts(scope, letter));
    facts(scope, DRAFT, letter, attachments)
}

fn letter_facts<'a>(scope: &RecipientScope<'_>, letter: &'a Letter) -> LetterFacts<'a> {
    let number = letter.number.as_ref().map_or("", |n| n.get_ref());
    LetterFacts {
        title: &letter.title,
        copy: scope.gets_copy(letter),
        number: if scope.is_memo() { MEMO } else { number },
        memo: scope.is_memo(),
        report_by: letter.report_by.map_or(String::new(), wareki::date_with_weekday),
        enclosures: letter.enclosures().into_iter().collect(),
    }
}

fn facts(
    scope: &Scope<'_>,
    draft: &'static str,
    letter: Option<LetterFacts<'_>>,
    attachments: &[String],
) -> WordFacts {
    let mut figures = FigureFacts::default();
    let names = Names { draft, ..names(scope, letter, attachments, &mut figures) };
    WordFacts::new(Value::from(Serde(names)), figures)
}

fn names<'a>(
    scope: &'a Scope<'_>,
    letter: Option<LetterFacts<'a>>,
    attachments: &'a [String],
    figures: &mut FigureFacts,
) -> Names<'a> {
    let settings = &scope.cycle.settings;
    let plan = &settings.plan;
    let numbers = scope.cycle.measures.iter().map(|measure| measure.number.text.clone());
    let Secretariat { division, section, person, sender, phone, extension, mail, .. } = &settings.secretariat;
    Names {
        plan: Plan {
            name: &plan.name,
            short: &plan.short,
            chapter: &plan.chapter,
            section: &plan.section,
            cite: &plan.cite,
            headquarters: &plan.headquarters,
        },
        fiscal_year: Year { western: settings.cycle.fiscal_year, fiscal: true }.print(),
        // The plan's, as in the cross-tables of all; in a recipient's words too.
        measures: fact(
            figures,
            Figure::counted("total/all/measures".into(), Items::measures(numbers.collect()), ""),
        ),
        counts: count_facts::of(scope, figures),
        evaluations: review_facts::of(scope, figures),
        secretariat: Office { division, section, person, sender, phone, extension, mail },
        bodies: settings.bodies.iter().map(|b| (b.id.get_ref().as_str(), body(scope, b, figures))).collect(),
        stages: settings.stages.iter().map(|s| (s.id.get_ref().as_str(), stage(scope, s))).collect(),
        stage: stage(scope, scope.stage),
        draft: DRAFT,
        meeting: meeting_facts::of(scope, figures),
        handed_on: decision_facts::handed_on(scope),
        papers: &scope.papers,
        annexes: {
            let called = |annex: &'a Annex| Handout::of_annex(annex, scope.library).called().to_owned();
            scope.stage.annexes.iter().map(|a| (a.annex.get_ref().as_str(), called(a))).collect()
        },
        question: scope.question.map(|question| QuestionFacts {
            stage: stage(scope, question.stage),
            form: question.title.to_owned(),
            due: question.due().map_or(String::new(), wareki::date_with_weekday),
            in_time: question.due().is_some_and(|due| scope.date <= due),
            arrived: scope.standing.as_ref().is_some_and(|standing| standing.state != Answered::Not),
        }),
        recipient: RecipientFacts::of(scope, figures),
        correction: scope.stage.corrects().map(|correction| CorrectionFacts {
            date: wareki::date(correction.date),
            issued: scope.stage.issued.map_or(String::new(), wareki::date),
            reason: &correction.reason,
        }),
        letter,
        attachments,
    }
}

fn body<'a>(scope: &Scope<'_>, body: &'a body::Body, figures: &mut FigureFacts) -> Body<'a> {
    Body {
        name: &body.name,
        short: &body.short,
        member: &body.member,
        chair: &body.chair,
        kind: &body.kind,
        duty: &body.duty,
        new: body.new,
        count: fact(figures, body_figures::count(scope, body)),
        groups: figures.fact(&body_figures::groups(scope, body)),
        term: body.term.as_ref().map_or(String::new(), |term| body_figures::print_term(*term.get_ref())),
        years: body_figures::years(scope, body).map_or_else(|| Value::from(""), |years| fact(figures, years)),
    }
}

fn stage(scope: &Scope<'_>, stage: &Stage) -> StageFacts {
    let body = stage.body.as_ref().and_then(|id| scope.cycle.body(id.get_ref()));
    let decisions = decision_facts::of(scope, stage);
    let known = stage.known_date_as_of(scope.date);
    StageFacts {
        title: stage.title.clone(),
        date: known.map_or_else(|| UNDATED.into(), wareki::date),
        day: known.map_or_else(|| UNDATED.into(), wareki::date_with_weekday),
        cited: cited(scope, stage),
        body: body.map_or(String::new(), |b| b.name.clone()),
        time: stage.time.clone(),
        place: stage.place.clone(),
        measures: {
            let numbers = stage.measures.iter().flatten();
            let measures = numbers.filter_map(|number| scope.cycle.measure(number.get_ref()));
            measures.map(|measure| measure.title.text.clone()).collect()
        },
        session: stage.session_label().unwrap_or_default(),
        decisions: decisions.iter().map(|(_, decision)| decision.clone()).collect(),
        decision: decisions.into_iter().collect(),
    }
}
