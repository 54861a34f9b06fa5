//! What the year asks, of whom, and by when.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::asked::concerns;
use super::sent_in::SentIn;
use crate::model::cycle::Cycle;
use crate::model::letter::{Letter, RecipientFilter, Recipients};
use crate::model::opinion::Opinion;
use crate::model::recipient::Recipient;
use crate::model::stage::{Form, FormKind, Stage, StageKind};

/// A question of the year: a form that a stage sends, or what it asks without one. The same form as a workbook and as CSV
/// is one question.
///
/// A form that goes only with letters to those who have still to answer (`only = "unreturned"`, `"questioned"`) asks
/// nothing new: it is the earlier question, sent again.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The stage that asks.
    pub stage: &'a Stage,
    /// What is to come back.
    pub kind: FormKind,
    /// What kind of recipient is asked. Whether one of them is, [`is_put_to`](Self::is_put_to) says.
    pub to: Recipients,
    /// What it is called: 「調査票」.
    pub title: &'a str,
    /// The id of the form; without one a word for what is asked.
    id: &'a str,
}

impl<'a> Question<'a> {
    /// Every question of the year, in the order of the stages.
    pub fn all(cycle: &'a Cycle) -> Vec<Self> {
        let stages = &cycle.settings.stages;
        let has_form = stages.iter().flat_map(Self::by_form).any(|asked| asked.kind == FormKind::Return);
        let of_stage = |stage: &'a Stage| {
            let by_kind =
                Self::by_kind(cycle, stage).filter(|asked| asked.kind != FormKind::Return || !has_form);
            Self::by_form(stage).chain(by_kind)
        };
        let mut all: Vec<Self> = Vec::new();
        for asked in stages.iter().flat_map(of_stage) {
            if !all.iter().any(|known| known.is_of(asked.stage) && known.is_like(&asked)) {
                all.push(asked);
            }
        }
        all
    }

    fn by_form(stage: &'a Stage) -> impl Iterator<Item = Self> {
        let asks = |form: &&Form| !only_reminds(stage, form.to);
        stage.forms.iter().filter(asks).map(|form| Self::with(stage, form))
    }

    fn with(stage: &'a Stage, form: &'a Form) -> Self {
        Self { stage, kind: form.form, to: form.to, title: &form.title, id: form.id.get_ref() }
    }

    /// What a stage asks by being what it is, with or without a form: the year's inquiry for returns, a written meeting
    /// for votes, an inquiry that writes to organizations for opinions.
    fn by_kind(cycle: &Cycle, stage: &'a Stage) -> Option<Self> {
        let writes_to_organizations = stage
            .letters
            .iter()
            .any(|letter| letter.to == Recipients::Organizations && letter.only == RecipientFilter::All);
        let is_inquiry = cycle.inquiry().is_some_and(|inquiry| inquiry.id.get_ref() == stage.id.get_ref());
        let (kind, to, title, id) = match stage.kind {
            StageKind::Written => (FormKind::Ballot, Recipients::Members, "回答書", "ballot"),
            StageKind::Inquiry if writes_to_organizations => {
                (FormKind::Opinion, Recipients::Organizations, "意見", "opinion")
            }
            StageKind::Inquiry if is_inquiry => {
                (FormKind::Return, Recipients::Departments, "調査票", "return")
            }
            _ => return None,
        };
        Some(Self { stage, kind, to, title, id })
    }

    /// The question that is called 「stage/form」. A form that is sent in two ways may be called by either, and a question
    /// that is sent again by the stage that does so.
    pub fn find(cycle: &'a Cycle, written: &str) -> Option<Self> {
        let (stage, id) = written.split_once('/')?;
        let stage = cycle.stage(stage)?;
        let all = Self::all(cycle);
        let mut own = all.iter().filter(|asked| asked.is_of(stage));
        if let Some(asked) = own.clone().find(|asked| asked.id == id) {
            return Some(*asked);
        }
        let form = stage.forms.iter().find(|form| form.id.get_ref() == id)?;
        let sent = Self::with(stage, form);
        own.find(|asked| asked.is_like(&sent)).copied().or_else(|| Self::sent_again(cycle, stage, form))
    }

    /// The earlier question that a form sends again: the one that a letter of its stage names, else the last of its kind.
    fn sent_again(cycle: &'a Cycle, stage: &'a Stage, form: &'a Form) -> Option<Self> {
        let sent = Self::with(stage, form);
        let mut earlier = Self::all(cycle);
        earlier.retain(|asked| asked.is_like(&sent) && asked.is_until(cycle, stage));
        let named = stage.letters.iter().filter(|letter| letter.to == form.to);
        let named = named.filter_map(|letter| letter.of.as_ref()?.get_ref().split_once('/'));
        let mut named = named.filter_map(|(id, _)| earlier.iter().find(|q| q.stage.id.get_ref() == id));
        named.next().or(earlier.last()).copied()
    }

    /// The question that a letter to a recipient is about: the one that it names, else the last that this recipient was
    /// asked.
    pub fn of_letter(
        sent: SentIn<'a>,
        stage: &Stage,
        letter: &Letter,
        recipient: &Recipient<'_>,
    ) -> Option<Self> {
        match &letter.of {
            Some(of) => {
                let named = Self::find(sent.cycle, of.get_ref());
                named.filter(|question| question.may_be_asked_by(sent.cycle, stage, letter.to))
            }
            None => Self::last_to(sent, stage, recipient),
        }
    }

    /// The last question that a recipient was asked up to a stage; a member, of those of the stage's body.
    pub fn last_to(sent: SentIn<'a>, stage: &Stage, recipient: &Recipient<'_>) -> Option<Self> {
        let is_meant = |q: &Self| q.may_be_asked_by(sent.cycle, stage, recipient.kind());
        let answering = recipient.answering(sent.cycle);
        let is_put = |q: &Self| answering.iter().any(|one| q.is_put_to(sent, one));
        Self::all(sent.cycle).into_iter().rfind(|question| is_meant(question) && is_put(question))
    }

    /// The last question that such recipients were asked up to a stage, all or some of them; members, those of its body.
    pub fn last(cycle: &'a Cycle, stage: &Stage, to: Recipients) -> Option<Self> {
        Self::all(cycle).into_iter().rfind(|question| question.may_be_asked_by(cycle, stage, to))
    }

    /// Everyone who was asked for something up to a stage, or ever, each with the last question for it.
    pub fn last_of_each(
        sent: SentIn<'a>,
        kind: FormKind,
        until: Option<&Stage>,
    ) -> Vec<(Recipient<'a>, Self)> {
        let mut all = Self::all(sent.cycle);
        all.retain(|q| q.kind == kind && until.is_none_or(|stage| q.is_until(sent.cycle, stage)));
        let mut each: Vec<(Recipient<'a>, Self)> = Vec::new();
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for question in all {
            for recipient in question.recipients(sent) {
                let place = *places.entry(recipient.code()).or_insert(each.len());
                match each.get_mut(place) {
                    Some((_, last)) => *last = question,
                    None => each.push((recipient, question)),
                }
            }
        }
        each
    }

    /// Whether a letter of a stage to such recipients may be about it: it was put to such before, or by this stage;
    /// members, to those of the same body. One to bureaus (部) is about what their divisions were asked.
    pub fn may_be_asked_by(&self, cycle: &Cycle, stage: &Stage, to: Recipients) -> bool {
        let is_one_body = to != Recipients::Members || self.stage.body_id() == stage.body_id();
        let is_to_them = self.to == to || self.to == Recipients::Departments && to == Recipients::Bureaus;
        is_to_them && is_one_body && self.is_until(cycle, stage)
    }

    /// What the command line, letters and JSON call it: 「opinions/opinion」.
    pub fn id(&self) -> String {
        format!("{}/{}", self.stage.id.get_ref(), self.id)
    }

    /// The last day for answers: the stage's, else the one that its letters name.
    pub fn due(&self) -> Option<NaiveDate> {
        last_day(self.stage, self.to)
    }

    /// Whom it is put to, in the order of their list.
    pub fn recipients(&self, sent: SentIn<'a>) -> Vec<Recipient<'a>> {
        let mut all = Recipient::all(self.to, sent.cycle, self.stage);
        all.retain(|recipient| self.is_put_to(sent, recipient));
        all
    }

    /// Whether it is put to a recipient. A notice that is meant for some asks nobody else.
    pub fn is_put_to(&self, sent: SentIn<'_>, recipient: &Recipient<'_>) -> bool {
        let Self { stage, to, .. } = self;
        let SentIn { cycle, .. } = sent;
        let is_listed = match recipient {
            Recipient::Department(department) => {
                let mut owned = cycle.measures.iter().filter(|m| m.owner.text == department.code.text);
                owned.any(|measure| stage.is_about(&measure.number.text))
            }
            Recipient::Bureau(_) => {
                Recipient::all(*to, cycle, stage).iter().any(|one| one.code() == recipient.code())
            }
            Recipient::Organization(_) => stage.measures.is_none() || spoke_of(sent, stage, recipient),
            Recipient::Member(member) => stage.body_id() == Some(member.body.text.as_str()),
        };
        let mut letters = stage.letters.iter().filter(|letter| letter.to == *to).peekable();
        let has_letter = letters.peek().is_none()
            || letters.any(|letter| match letter.only {
                RecipientFilter::All => true,
                RecipientFilter::WithOpinions | RecipientFilter::FollowedUp => {
                    spoke_of(sent, stage, recipient)
                }
                RecipientFilter::WithoutOpinions => !spoke_of(sent, stage, recipient),
                RecipientFilter::Unreturned | RecipientFilter::Questioned => false,
            });
        recipient.kind() == *to && stage.is_for(recipient.code()) && is_listed && has_letter
    }

    /// The other questions for the same that were put to a recipient, and this one, in their order.
    pub fn like_it(&self, sent: SentIn<'a>, recipient: &Recipient<'_>) -> Vec<Self> {
        let mut all = Self::all(sent.cycle);
        all.retain(|other| other.is_like(self) && other.is_put_to(sent, recipient));
        all
    }

    /// By when it is to be answered where a stage sends it again: each such stage, with its own last day.
    pub fn again(&self, cycle: &'a Cycle) -> impl Iterator<Item = (&'a Stage, NaiveDate)> {
        let stages = cycle.settings.stages.iter().filter(|stage| !self.is_of(stage));
        stages.filter_map(move |stage| {
            let mut forms = stage.forms.iter().filter(|form| only_reminds(stage, form.to));
            let is_it = |form: &'a Form| {
                let first = Self::sent_again(cycle, stage, form);
                first.is_some_and(|first| first.is_of(self.stage) && first.is_like(self))
            };
            forms.any(is_it).then(|| last_day(stage, self.to))?.map(|day| (stage, day))
        })
    }

    /// Whether it was asked by a stage.
    pub fn is_of(&self, stage: &Stage) -> bool {
        self.stage.id.get_ref() == stage.id.get_ref()
    }

    /// Whether another asks the same kind of recipient for the same: for the same meeting, where it is about one.
    fn is_like(&self, other: &Self) -> bool {
        let is_one_meeting = match self.kind {
            FormKind::Attendance | FormKind::Ballot => self.stage.meeting_id() == other.stage.meeting_id(),
            FormKind::Return | FormKind::Opinion | FormKind::Report => true,
        };
        self.kind == other.kind && self.to == other.to && is_one_meeting
    }

    /// Whether it is asked by a stage or by one before it.
    pub fn is_until(&self, cycle: &Cycle, stage: &Stage) -> bool {
        let stages = &cycle.settings.stages;
        let at = |id: &str| stages.iter().position(|known| known.id.get_ref() == id);
        at(self.stage.id.get_ref()) <= at(stage.id.get_ref())
    }
}

/// Whether all letters of a stage to such recipients are for those alone who have still to answer. What goes with them
/// asks nothing new.
fn only_reminds(stage: &Stage, to: Recipients) -> bool {
    let mut letters = stage.letters.iter().filter(|letter| letter.to == to).peekable();
    letters.peek().is_some() && letters.all(|letter| letter.only.only_reminds())
}

/// The last day for answers that a stage names to such recipients: its own, else the last of its letters'. Letters that
/// only remind name it where the stage has no others.
pub fn last_day(stage: &Stage, to: Recipients) -> Option<NaiveDate> {
    let letters = || stage.letters.iter().filter(move |letter| letter.to == to);
    let asking = letters().filter(|letter| only_reminds(stage, to) || !letter.only.only_reminds());
    stage.deadline.or(asking.filter_map(|letter| letter.report_by).max())
}

/// Whether a recipient spoke of what a stage is about by its cutoff; a department, whether someone spoke of its measures.
pub fn spoke_of(sent: SentIn<'_>, stage: &Stage, recipient: &Recipient<'_>) -> bool {
    let is_own = |opinion: &Opinion| match recipient {
        Recipient::Department(department) => concerns(sent.cycle, &department.code.text, opinion),
        Recipient::Bureau(bureau) => {
            let mut own = sent.cycle.gathered_by(&bureau.code.text);
            own.any(|code| concerns(sent.cycle, code, opinion))
        }
        Recipient::Organization(organization) => opinion.submitter == organization.code.text,
        Recipient::Member(member) => opinion.submitter == member.body.text,
    };
    sent.opinions.opinions.iter().any(|opinion| {
        let by_then = opinion.received.value().is_some_and(|day| *day <= stage.cutoff());
        by_then && stage.is_about(&opinion.measure.text) && is_own(opinion)
    })
}
