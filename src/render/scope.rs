//! What a paper may see. A letter's scope holds its recipient's rows, files and opinions and nothing of another's, so
//! that there is nothing it could leak; what is made for a recipient takes a [`RecipientScope`] and no other.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Deref;

use chrono::NaiveDate;

use super::handed_out::HandedOut;
use super::judged::{Judged, judged_rows};
use super::known::Known;
use super::naming;
use super::narrowed;
use super::responses::Responses;
use super::told_before::ToldBefore;
use super::words::Words;
use crate::decide::answers::Standing;
use crate::decide::asked::sole;
use crate::decide::decisions;
use crate::decide::handed_again;
use crate::decide::mentions::Mentions;
use crate::decide::question::Question;
use crate::decide::sent_in::SentIn;
use crate::ground::finding::Finding;
use crate::library::store::Library;
use crate::model::cycle::Cycle;
use crate::model::declared_paper::Paper;
use crate::model::department_report::Reports;
use crate::model::letter::{Letter, Recipients};
use crate::model::opinion::Opinion;
use crate::model::own_table::{OwnTable, OwnTableRow};
use crate::model::plan::Measure;
use crate::model::recipient::Recipient;
use crate::model::register::Register;
use crate::model::stage::Stage;
use crate::model::strategy_change::StrategyChange;
use crate::model::submission::Submissions;

/// The data that one paper's views are made of: a stage's, or what of it a recipient may see.
pub struct Scope<'a> {
    /// `cycle.toml` and the lists that come with it; in a recipient's scope what of them anyone may know.
    pub cycle: &'a Cycle,
    /// The prose templates of `words/`.
    pub words: &'a Words,
    /// The templates: documents, annexes, fonts.
    pub library: &'a Library,
    /// The stage that the paper is made for.
    pub stage: &'a Stage,
    /// What was handed out before, where the stage declares a correction. A recipient's scope never has it:
    /// its letter is given what the recipient holds of it.
    pub issued: Option<&'a HandedOut>,
    /// The day printed on the paper: the stage's, or its own.
    pub date: NaiveDate,
    /// Whether it is made after the meeting, and so may say what was decided there.
    pub is_later: bool,
    /// The last day that counts: rows, opinions and answers received later are left out.
    pub cutoff: NaiveDate,
    /// This year's register with later rows too, for views that compare two days; a recipient's own rows. Of a stage that
    /// hands on what a meeting decided, no rows that came after that.
    pub register: Cow<'a, Register>,
    /// Of what hands on a paper that was put to a meeting, that meeting.
    pub met: Option<&'a Stage>,
    /// Last year's register; a recipient's own rows.
    pub previous: Cow<'a, Register>,
    /// What departments reported, later files too, and what earlier years left open; what the recipient reported and was
    /// asked, or said.
    pub reports: Cow<'a, Reports>,
    /// The question that what is said of answers is about: the last that departments were asked; that of the letter.
    pub question: Option<Question<'a>>,
    /// How the recipient stands to it at the cutoff; none in the scope of a whole stage.
    pub standing: Option<Standing<'a>>,
    /// The files that were sent in, later ones too; those that the recipient sent.
    pub submissions: Cow<'a, Submissions>,
    /// What was found wrong with the inputs; what the recipient is to mend.
    pub findings: Vec<&'a Finding>,
    /// Whom the paper is for; none for a paper of the whole stage.
    pub recipient: Option<Recipient<'a>>,
    /// Of a letter that reminds one that gathers (部), or asks it about what came, the codes of those whom it is about. None of
    /// anything else.
    pub reminded: Option<Vec<&'a str>>,
    /// Of a copy (写し) the code of what brings it: its recipient's, or that with a mark. None of anything else.
    pub copy_code: Option<String>,
    /// The measures of the plan, or those of the recipient, in the printed order.
    pub measures: Vec<&'a Measure>,
    /// The rows of these measures as known at the cutoff, each with its judgement.
    pub rows: Vec<Judged<'a>>,
    /// The opinions received by the cutoff, on these measures or on none.
    pub opinions: Vec<&'a Opinion>,
    /// What the prefecture makes of these opinions.
    pub responses: Responses<'a>,
    /// The changes of the strategy, later ones too, for the view that compares two days; of a department those of its
    /// measures and those of none, of others those that follow from what they said.
    pub changes: Vec<&'a StrategyChange>,
    /// What was said at meetings by the cutoff; of a department what concerns it, of a member what its body said.
    pub remarks: Vec<&'a Opinion>,
    /// What earlier letters told the recipient; nothing in the scope of a whole stage.
    pub told: ToldBefore<'a>,
    /// The tables that the cycle declares for itself, with the rows known at the cutoff; a recipient's own rows.
    pub tables: Vec<(&'a OwnTable, Vec<&'a OwnTableRow>)>,
    /// The codes of those who answered that they have no opinion; in a recipient's scope its own, if it did.
    pub without_opinion: Vec<&'a str>,
    /// Everyone in the lists of the cycle: who of them its texts name may stand in what is made of it.
    pub mentions: &'a Mentions,
    /// What the stage calls its papers, by their ids: by number, or by title where they have none.
    pub papers: BTreeMap<&'a str, String>,
}

/// What a paper of the whole stage sees: everything that was known at its cutoff.
pub struct StageScope<'a> {
    scope: Scope<'a>,
    known: Known<'a>,
}

impl<'a> Deref for StageScope<'a> {
    type Target = Scope<'a>;

    fn deref(&self) -> &Scope<'a> {
        &self.scope
    }
}

/// What is made for one recipient sees: its own part of a stage's scope. Only [`StageScope::for_recipient`] makes one, so
/// that nothing else can become a letter, a form or a message:
///
/// ```no_run
/// # use shiryo::{model::stage::Form, render::{form, scope::RecipientScope}};
/// fn form_for(form: &Form, own: &RecipientScope<'_>) -> bool {
///     form::make(form, own).is_ok()
/// }
/// ```
///
/// With the scope of the whole stage it doesn't compile:
///
/// ```compile_fail
/// # use shiryo::{model::stage::Form, render::{form, scope::StageScope}};
/// fn form_for(form: &Form, all: &StageScope<'_>) -> bool {
///     form::make(form, all).is_ok()
/// }
/// ```
pub struct RecipientScope<'a>(Scope<'a>);

impl<'a> Deref for RecipientScope<'a> {
    type Target = Scope<'a>;

    fn deref(&self) -> &Scope<'a> {
        &self.0
    }
}

impl<'a> RecipientScope<'a> {
    /// Whether its letters are 事務連絡: the recipient is the section that sends them.
    pub fn is_memo(&self) -> bool {
        let office = &self.cycle.settings.secretariat;
        let is_own = |recipient: &Recipient<'_>| recipient.gets_memo(office, self.stage);
        self.copy_code.is_none() && self.recipient.as_ref().is_some_and(is_own)
    }

    /// The same of a letter that is about some of its recipient's divisions alone, whose codes these are.
    pub fn about(self, reminded: Option<Vec<&'a str>>) -> Self {
        Self(Scope { reminded, ..self.0 })
    }

    /// The same with another day on the paper; what counts stays.
    pub fn dated(self, date: NaiveDate) -> Self {
        Self(Scope { date, ..self.0 })
    }
}

impl<'a> StageScope<'a> {
    /// Everything that a stage sees.
    pub fn of(known: Known<'a>, stage: &'a Stage) -> Self {
        Self::at(known, stage, stage.date, stage.cutoff())
    }

    /// What a paper sees that is made after the meeting.
    pub fn of_later_paper(known: Known<'a>, stage: &'a Stage, paper: &Paper) -> Self {
        let date = paper.date.or(paper.cutoff).unwrap_or(stage.date);
        let Self { scope, known } = Self::at(known, stage, date, paper.cutoff.unwrap_or(date));
        Self { scope: Scope { is_later: true, ..scope }, known }
    }

    /// What a paper of the stage sees, one made after the meeting or not.
    pub fn of_paper(&self, paper: &Paper) -> Self {
        match self.put_before(paper) {
            Some((put, _)) => put,
            None if paper.is_later() => Self::of_later_paper(self.known, self.stage, paper),
            None => Self::at(self.known, self.stage, self.date, self.cutoff),
        }
    }

    /// What was sent in, of whatever kind and whenever.
    pub fn sent_in(&self) -> SentIn<'a> {
        let Known { cycle, submissions, opinions, reports, .. } = self.known;
        SentIn { cycle, submissions, opinions, reports }
    }

    /// Of a paper that is printed again, what it saw before, and how it was declared there. What was decided at a meeting
    /// is what is printed; an amendment may have its own cutoff.
    pub fn put_before(&self, paper: &Paper) -> Option<(Self, &'a Paper)> {
        if let Some((stage, first)) = handed_again::first_printed(self.known.cycle, paper) {
            return Some((Self::of(self.known, stage).of_paper(first), first));
        }
        let (stage, put) = decisions::put_before(self.known.cycle, paper)?;
        Some((Self::at(self.known, stage, stage.date, decisions::cutoff_of(stage, paper)), put))
    }

    /// What is known on a day, whatever the stage's cutoff.
    pub fn on_day(known: Known<'a>, stage: &'a Stage, day: NaiveDate) -> Self {
        Self::at(known, stage, day, day)
    }

    /// What an enclosure of its letters sees that hands on this paper: what the meeting had before it, or amended.
    pub fn of_handed_on(&self, paper: &Paper) -> Option<Self> {
        let (met, _) = decisions::put_before(self.known.cycle, paper)?;
        let cutoff = decisions::cutoff_of(met, paper);
        let Self { scope, known } =
            Self::of_returns(self.known, self.stage, (self.date, cutoff), Some(cutoff));
        Some(Self { scope: Scope { met: Some(met), ..scope }, known })
    }

    fn at(known: Known<'a>, stage: &'a Stage, date: NaiveDate, cutoff: NaiveDate) -> Self {
        let known = known.on(date);
        let decided = decisions::decided_until(known.cycle, stage).filter(|until| *until < cutoff);
        Self::of_returns(known, stage, (date, cutoff), decided)
    }

    /// What is seen on a day with a cutoff; of the returns only what had come by `decided`, if that is given.
    fn of_returns(
        known: Known<'a>,
        stage: &'a Stage,
        (date, cutoff): (NaiveDate, NaiveDate),
        decided: Option<NaiveDate>,
    ) -> Self {
        let Known { cycle, register, previous, opinions, submissions, findings, .. } = known;
        let Known { words, library, issued, mentions, reports, .. } = known;
        let snapshot = register.as_of(decided.unwrap_or(cutoff));
        let measures = || cycle.measures.iter().filter(|measure| stage.is_about(&measure.number.text));
        let rows = measures().flat_map(|m| judged_rows(cycle, &snapshot, m)).collect();
        let by_then = |day: Option<&NaiveDate>| day.is_some_and(|day| *day <= cutoff);
        let answers = opinions.answers.iter().filter(|a| by_then(a.decided.value()));
        let received = opinions.opinions.iter().filter(|o| by_then(o.received.value()));
        let said = opinions.remarks.iter().filter(|o| by_then(o.received.value()));
        let silent = opinions.without_opinion.iter().filter(|(_, day)| by_then(day.value()));
        let name = |paper: &'a Paper| (paper.id(), naming::paper_name(paper, library));
        let scope = Scope {
            cycle,
            words,
            library,
            stage,
            issued: issued.get(stage.id.get_ref()),
            date,
            is_later: false,
            cutoff,
            register: match decided {
                Some(until) => Cow::Owned(register.only(|e| e.received.is_none_or(|day| day <= until))),
                None => Cow::Borrowed(register),
            },
            met: None,
            previous: Cow::Borrowed(previous),
            reports: Cow::Borrowed(reports),
            question: Question::last(cycle, stage, Recipients::Departments),
            standing: None,
            submissions: Cow::Borrowed(submissions),
            findings: findings.iter().collect(),
            recipient: None,
            reminded: None,
            copy_code: None,
            measures: measures().collect(),
            rows,
            opinions: received.filter(|o| stage.is_about(&o.measure.text)).collect(),
            responses: Responses::new(sole(answers, opinions)),
            changes: cycle.changes.iter().filter(|c| stage.is_about(&c.measure.text)).collect(),
            remarks: said.filter(|o| stage.is_about(&o.measure.text)).collect(),
            told: ToldBefore::default(),
            tables: cycle
                .tables
                .iter()
                .map(|table| (table, table.as_of(decided.unwrap_or(cutoff))))
                .collect(),
            without_opinion: silent.map(|(code, _)| code.as_str()).collect(),
            mentions,
            papers: stage.papers.iter().map(name).collect(),
        };
        Self { scope, known }
    }

    /// The part of a stage's scope that a recipient may see: a department its own measures, files and findings, and
    /// what is said of its measures or to all; an organization what it said itself, a member what its body said in a
    /// meeting. These see no row and no file.
    pub fn for_recipient(&self, recipient: &Recipient<'a>) -> RecipientScope<'a> {
        // Taken apart in full: what is new in a scope must be narrowed here, or it doesn't compile.
        let Scope {
            cycle: _,
            words,
            library,
            stage,
            issued: _,
            date,
            is_later,
            cutoff,
            register,
            met,
            previous,
            submissions,
            reports,
            question: _,
            standing: _,
            findings,
            recipient: _,
            reminded: _,
            copy_code: _,
            measures,
            rows,
            opinions,
            changes,
            responses,
            remarks,
            told: _,
            tables,
            without_opinion,
            mentions,
            papers,
        } = &self.scope;
        let codes = recipient.departments(self.known.cycle);
        let to = recipient.kind();
        let question = match stage.letters.iter().find(|letter| letter.to == to) {
            Some(letter) => Question::of_letter(self.sent_in(), stage, letter, recipient),
            None => Question::last_to(self.sent_in(), stage, recipient),
        };
        let measures: Vec<&Measure> =
            measures.iter().copied().filter(|m| codes.contains(&m.owner.text.as_str())).collect();
        let owns = |number: &str| measures.iter().any(|m| m.number.text == number);
        let is_own = |o: &&Opinion| narrowed::is_own(o, recipient, self.known.cycle);
        let opinions: Vec<&Opinion> = opinions.iter().copied().filter(is_own).collect();
        let remarks: Vec<&Opinion> = remarks.iter().copied().filter(is_own).collect();
        let said_none =
            |code: &&str| matches!(recipient, Recipient::Organization(o) if o.code.text == **code);
        let mains = || opinions.iter().filter_map(|opinion| responses.main(opinion));
        let spoken = |number: &str| {
            opinions.iter().any(|o| o.number.text == number) || mains().any(|main| main == number)
        };
        let concerns = |change: &StrategyChange| match recipient.department() {
            Some(_) => change.measure.is_empty() || owns(&change.measure.text),
            None => change.cited.iter().any(|cited| spoken(&cited.number)),
        };
        let changes: Vec<&StrategyChange> = changes.iter().copied().filter(|c| concerns(c)).collect();
        RecipientScope(Scope {
            cycle: self.known.public,
            words,
            library,
            issued: None,
            stage,
            date: *date,
            is_later: *is_later,
            cutoff: *cutoff,
            register: Cow::Owned(narrowed::register(register, owns)),
            met: *met,
            previous: Cow::Owned(narrowed::register(previous, owns)),
            submissions: Cow::Owned(narrowed::submissions(submissions, &codes)),
            reports: Cow::Owned(narrowed::reports(reports, self.known.cycle, recipient)),
            question,
            standing: question.and_then(|q| q.standing(self.sent_in(), recipient.clone(), *cutoff)),
            findings: narrowed::findings(findings, &codes),
            recipient: Some(recipient.clone()),
            reminded: None,
            copy_code: None,
            rows: rows.iter().filter(|r| owns(&r.measure.number.text)).cloned().collect(),
            responses: responses.to(opinions.iter().chain(&remarks).copied()),
            changes,
            tables: narrowed::tables(tables, owns, recipient, &codes),
            measures,
            remarks,
            told: ToldBefore::of((self.known.cycle, self.known.opinions), stage, recipient, &opinions),
            opinions,
            without_opinion: without_opinion.iter().copied().filter(said_none).collect(),
            mentions,
            papers: papers.clone(),
        })
    }

    /// The same part, for what brings the recipient copies (写し) of letters that don't go to it.
    pub fn for_copies(&self, recipient: &Recipient<'a>) -> RecipientScope<'a> {
        let copy_code = Some(recipient.code_of_copies(self.known.cycle, self.stage));
        RecipientScope(Scope { copy_code, ..self.for_recipient(recipient).0 })
    }

    /// The same part, for a letter of the stage or a copy of it: with the question that the letter is about.
    pub fn for_letter(&self, letter: &Letter, recipient: &Recipient<'a>) -> RecipientScope<'a> {
        let question = Question::of_letter(self.sent_in(), self.stage, letter, recipient);
        let standing = question.and_then(|q| q.standing(self.sent_in(), recipient.clone(), self.cutoff));
        let own = match recipient.gets_copy(self.known.cycle, self.stage, letter) {
            true => self.for_copies(recipient),
            false => self.for_recipient(recipient),
        };
        RecipientScope(Scope { question, standing, ..own.0 })
    }
}
