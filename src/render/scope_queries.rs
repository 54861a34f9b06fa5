//! What is asked of a scope: rows and counts of measures, answers, decisions, and the ids of what is counted in it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::judged::Judged;
use super::known::Known;
use super::narrowed;
use super::scope::{RecipientScope, Scope, StageScope};
use crate::decide::asked::{Asked, of_department};
use crate::decide::attendance::meeting_of;
use crate::decide::decisions;
use crate::decide::totals::Counts;
use crate::model::decision::{Decision, Finality};
use crate::model::declared_paper::Paper;
use crate::model::letter::Letter;
use crate::model::opinion::Opinion;
use crate::model::plan::Measure;
use crate::model::recipient::Recipient;
use crate::model::stage::{FormKind, Stage, StageKind};
use crate::model::strategy_change::StrategyChange;

/// The document that shows what changed of the strategy.
const CHANGES: &str = "changes";

impl<'a> Known<'a> {
    /// The same with departments called as on a day.
    pub fn on(self, day: NaiveDate) -> Self {
        let Some((cycle, public)) = self.dated.on(day) else { return self };
        Self { cycle, public, ..self }
    }
}

impl StageScope<'_> {
    /// Whether something of the stage may go to one of its recipients: of those who own no measure, a notice about some
    /// measures goes to those who spoke of one.
    pub fn is_for(&self, recipient: &Recipient<'_>) -> bool {
        let spoke = || self.opinions.iter().any(|o| narrowed::is_own(o, recipient, self.sent_in().cycle));
        self.stage.measures.is_none() || recipient.department().is_some() || spoke()
    }

    /// Whether anything of one by this code had come by the cutoff, or on a day that nobody knows, whoever it turns out to
    /// be from.
    pub fn has_spoken(&self, code: &str) -> bool {
        let came = |opinion: &&Opinion| opinion.received.value().is_none_or(|day| *day <= self.cutoff);
        let opinions = &self.sent_in().opinions.opinions;
        opinions.iter().filter(came).any(|opinion| opinion.submitter == code)
    }
}

impl<'a> Scope<'a> {
    /// What was written of its measures: its rows as they were returned, the opinions on them, the answers, the changes of
    /// the strategy, and what was said at meetings.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let rows = self.rows.iter().flat_map(|row| row.entry.indicator.cells());
        let opinions =
            self.opinions.iter().chain(&self.remarks).flat_map(|opinion| [&opinion.from, &opinion.text]);
        let answers = self.responses.by_number().values().map(|answer| &answer.text);
        let changes = self.changes.iter().flat_map(|change| change.cells());
        let reported = self.reports.files.iter().flat_map(|file| &file.rows);
        let reported = reported.flat_map(|row| [&row.text, &row.when]);
        let carried = self.reports.carried.iter();
        let carried =
            carried.flat_map(|carried| [&carried.from, &carried.text, &carried.report, &carried.when]);
        rows.chain(opinions)
            .chain(answers)
            .chain(reported)
            .chain(carried)
            .chain(changes)
            .map(|cell| cell.text.as_str())
    }

    /// What a department was asked to report on: what was known when the question was put, also where it is sent again.
    pub fn asked_of(&self, code: &str) -> Vec<Asked<'_>> {
        let question = self.question.filter(|question| question.kind == FormKind::Report);
        let cutoff = question.map_or(self.cutoff, |question| question.stage.cutoff());
        let opinions = self.opinions.iter().chain(&self.remarks).copied();
        of_department(self.cycle, opinions, self.responses.by_number(), &self.reports.carried, code, cutoff)
    }

    /// The rows of a measure.
    pub fn rows_of(&self, measure: &str) -> impl Iterator<Item = &Judged<'a>> {
        self.rows.iter().filter(move |r| r.measure.number.text == measure)
    }

    /// The places of the strategy that changed because of an opinion, or of the one that it is put together with:
    /// 「第３章（３）ア」. Nothing where the stage hands on no 新旧対照表, or one that is not decided.
    pub fn changed_by(&self, opinion: &Opinion) -> BTreeSet<&'a str> {
        let is_final = |paper: &Paper| paper.finality.as_ref().is_none_or(Finality::is_final);
        let hands_on = |paper: &&Paper| paper.document.get_ref() == CHANGES && is_final(paper);
        let Some(paper) = self.stage.papers.iter().find(hands_on) else { return BTreeSet::new() };
        // Of what a meeting decided, what it had before it.
        let met = decisions::put_before(self.cycle, paper).map(|(met, _)| met);
        let cutoff = met.map_or(self.cutoff, |met| decisions::cutoff_of(met, paper));
        let since = met.unwrap_or(self.stage).since.as_ref();
        let since = since.and_then(|since| self.cycle.stage(since.get_ref()));
        let in_time = |change: &&&StrategyChange| {
            let day = change.decided.value();
            day.is_some_and(|day| *day <= cutoff && since.is_none_or(|since| *day > since.cutoff()))
        };
        let numbers = [Some(opinion.number.text.as_str()), self.responses.main(opinion)];
        let cites = |change: &&&StrategyChange| {
            change.cited.iter().any(|cited| numbers.contains(&Some(cited.number.as_str())))
        };
        let changes = self.changes.iter().filter(in_time).filter(cites);
        changes.map(|change| change.place.text.as_str()).filter(|place| !place.is_empty()).collect()
    }

    /// Whether it was said at the meeting that the stage is, or is about: by its body, from its day on and before that of
    /// the next.
    pub fn is_of_meeting(&self, opinion: &Opinion) -> bool {
        let own = meeting_of(self.cycle, self.stage).unwrap_or(self.stage);
        let is_its = |stage: &Stage| stage.body_id() == Some(&opinion.submitter);
        let is_meeting = |stage: &&Stage| matches!(stage.kind, StageKind::Meeting | StageKind::Written);
        let meetings = self.cycle.settings.stages.iter().filter(is_meeting).filter(|stage| is_its(stage));
        let next = meetings.map(|stage| stage.date).filter(|date| *date > own.date).min();
        let in_time = |day: &NaiveDate| *day >= own.date && next.is_none_or(|next| *day < next);
        is_its(own) && opinion.received.value().is_some_and(in_time)
    }

    /// Whether anything was said there, for its 主な意見.
    pub fn has_remarks(&self) -> bool {
        self.opinions.iter().chain(&self.remarks).any(|opinion| self.is_of_meeting(opinion))
    }

    /// What a stage decided about its papers, as far as it is known here: each with the paper as it was put to the meeting.
    /// What is made for the meeting itself knows nothing of it yet.
    pub fn decisions_of<'s>(&self, stage: &'s Stage) -> impl Iterator<Item = (&'s Paper, &'s Decision)> {
        let (date, is_before) = (self.date, stage.id == self.stage.id && !self.is_later);
        let papers = stage.approves.iter().filter(move |_| !is_before).map(|id| id.get_ref().as_str());
        let decided = papers.filter_map(|id| Some((stage.paper(id)?, stage.decision(id)?)));
        decided.filter(move |(_, decision)| decision.date <= date)
    }

    /// The counts of a leaf category.
    pub fn counts(&self, category: &str) -> Counts {
        self.counts_where(|m| m.category.text == category)
    }

    /// The counts of the measures that are meant.
    pub fn counts_where(&self, meant: impl Fn(&Measure) -> bool) -> Counts {
        let mut counts = Counts::default();
        for measure in self.measures.iter().filter(|m| meant(m)) {
            counts.measures.push(measure.number.text.clone());
            for row in self.rows_of(&measure.number.text) {
                counts.count(&row.entry.indicator, &row.judgement);
            }
        }
        counts
    }

    /// The id of a figure that is counted or gathered here: a recipient's is not the prefecture's. Of koyo's part of
    /// the returns it is `recipient/koyo/submissions/returned`, of all `submissions/returned`. Of a notice about some
    /// measures it is `part/submissions/returned`.
    pub fn own_id(&self, what: &str) -> String {
        match &self.recipient {
            Some(recipient) => format!("recipient/{}/{what}", recipient.code()),
            None if self.stage.measures.is_some() => format!("part/{what}"),
            None => what.into(),
        }
    }

    /// What follows, in `values.json` of a stage, the id of a figure that was counted on another day than the stage's
    /// cutoff: 「@2020-03-01」. What holds at the cutoff has nothing there.
    pub fn mark_in(&self, stage: &Stage) -> String {
        match self.cutoff == stage.cutoff() {
            true => String::new(),
            false => format!("@{}", self.cutoff),
        }
    }

    /// The same of a paper. One that is printed again has its name there, whatever day it is of: an amendment may change
    /// the day, and its figures are the same ones.
    pub fn mark_of(&self, paper: &Paper, seen: &Self) -> String {
        match paper.decided_by.as_ref().or(paper.of.as_ref()) {
            Some(_) => format!("@{}", paper.id()),
            None => seen.mark_in(self.stage),
        }
    }

    /// The code by which files and messages for its recipient are known: marked where they bring copies (写し) to one who
    /// gets something of its own too.
    pub fn file_code(&self) -> &str {
        let own = self.recipient.as_ref().map_or("", |recipient| recipient.code());
        self.copy_code.as_deref().unwrap_or(own)
    }

    /// What stands behind the addressee of its recipient.
    pub fn honorific(&self, recipient: &Recipient<'_>) -> String {
        recipient.honorific(self.cycle, self.stage, self.copy_code.is_some())
    }

    /// What begins the id of a total.
    pub fn total_id(&self, category: &str) -> String {
        self.own_id(&format!("total/{category}"))
    }
}

impl RecipientScope<'_> {
    /// Whether its recipient gets a copy (写し) of a letter, which is not written to it.
    pub fn gets_copy(&self, letter: &Letter) -> bool {
        let is_copied = |one: &Recipient<'_>| letter.is_copied_to(one.code());
        self.copy_code.is_some() && self.recipient.as_ref().is_some_and(is_copied)
    }
}
