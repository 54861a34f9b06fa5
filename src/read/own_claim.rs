//! What a row says of itself, against what it is filed as: whose answer it is, and to what.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::opinion_numbers::OpinionNumbers;
use super::table_row::TableRow;
use crate::ground::text;
use crate::ground::wareki;
use crate::ground::written_date::read_date;
use crate::model::addressee::addressee_key;
use crate::model::body::Member;
use crate::model::cause::Cause;
use crate::model::cycle::Cycle;
use crate::model::department_report::{CarriedOpinion, NO_MEASURE};
use crate::model::stage::{Stage, StageKind};
use crate::model::submission::Opinions;
use crate::model::value::{Cell, UNRESOLVED};

/// What stands where a row is about no measure but all.
const OF_ALL: &str = "共通";

/// A cell that speaks against its row, and why.
pub type Contradiction = (Cell, Cause);

/// What in a reply says that it is another's than the member's of a code, or to another invitation than a meeting's.
pub fn in_reply(
    row: &TableRow,
    code: &str,
    meeting: &str,
    received: Option<NaiveDate>,
    cycle: &Cycle,
) -> Option<Contradiction> {
    let meeting = cycle.stage(meeting).filter(|stage| stage.kind == StageKind::Meeting);
    let member = cycle.members.iter().find(|member| member.code.text == code);
    let person = member.and_then(|member| of_another_member(row, member, cycle));
    person.or_else(|| meeting.and_then(|meeting| of_another_meeting(row, meeting, received, cycle)))
}

/// 構成員 is another's name, or one that has nothing of the member's.
fn of_another_member(row: &TableRow, member: &Member, cycle: &Cycle) -> Option<Contradiction> {
    let cell = said(row, "構成員")?;
    if member.is_called(&cell.text) {
        return None;
    }
    let mut others = cycle.members_of(&member.body.text).filter(|other| other.code.text != member.code.text);
    let key = addressee_key(&cell.text);
    let own = [&member.name.text, &member.affiliation.text].map(|name| addressee_key(name));
    let is_like = own.iter().any(|own| !own.is_empty() && (own.contains(&key) || key.contains(own)));
    let is_another = others.any(|other| other.is_called(&cell.text)) || !is_like;
    let filed = format!("{}（{}）", member.called(), member.code.text);
    is_another.then(|| of_another(cell, "構成員", filed))
}

/// 会議 is the name of other meetings, or 日時 another day.
fn of_another_meeting(
    row: &TableRow,
    meeting: &Stage,
    received: Option<NaiveDate>,
    cycle: &Cycle,
) -> Option<Contradiction> {
    let bodies = &cycle.settings.bodies;
    let filed = || {
        let name = meeting.meeting_name(bodies);
        format!("{}の{name}（{}）", wareki::date(meeting.date), meeting.id.get_ref())
    };
    let is_called = |stage: &Stage, key: &str| {
        let body = stage.body.as_ref().and_then(|id| cycle.body(id.get_ref()));
        let names = [Some(&stage.title), body.map(|body| &body.name), body.map(|body| &body.short)];
        let names = names.into_iter().flatten().map(|name| text::fold(name));
        names.chain([text::fold(&stage.meeting_name(bodies))]).any(|name| name == key)
    };
    if let Some(cell) = said(row, "会議") {
        let key = text::fold(&cell.text);
        let meetings = cycle.settings.stages.iter().filter(|stage| stage.kind == StageKind::Meeting);
        let mut named = meetings.filter(|stage| is_called(stage, &key)).peekable();
        if named.peek().is_some() && named.all(|stage| stage.id != meeting.id) {
            return Some(of_another(cell, "会議", filed()));
        }
    }
    let cell = said(row, "日時")?;
    // An answer to the invitation to a day that did not hold came while that day held.
    let is_first = |day: NaiveDate| {
        let mut postponed = meeting.postponed.iter();
        postponed.any(|one| one.from == day && received.is_some_and(|received| received < one.on))
    };
    let is_other = day_in(&cell.text).is_some_and(|day| day != meeting.date && !is_first(day));
    is_other.then(|| of_another(cell, "日時", filed()))
}

/// The day with which a text begins: that of 「令和２年３月16日（月）午後１時から」.
fn day_in(written: &str) -> Option<NaiveDate> {
    let end = written.find('日').map_or(written.len(), |at| at + '日'.len_utf8());
    read_date(&written[..end]).ok()
}

/// What in a row of a ballot says that it is on another motion than the one of its number: 件名 is another's.
pub fn in_ballot(row: &TableRow, stage: Option<&Stage>, motion: Option<usize>) -> Option<Contradiction> {
    let cell = said(row, "件名")?;
    let texts: Vec<&str> = stage?.agenda.iter().flat_map(|item| &item.items).map(|m| &*m.text).collect();
    let own = *texts.get(motion?)?;
    let is_it = |text: &str| text::fold(text) == text::fold(&cell.text);
    let is_another = !is_it(own) && texts.iter().any(|text| is_it(text));
    is_another.then(|| of_another(cell, "件名", format!("議案{}「{own}」", motion.unwrap_or_default() + 1)))
}

/// The numbers under which departments are asked, in any spelling, with what stands beside each on the form.
pub struct AskedNumbers {
    /// The numbers, as forms print them.
    pub numbers: OpinionNumbers,
    /// Of each number its measure, and what it says, folded.
    about: BTreeMap<String, (String, String)>,
}

impl AskedNumbers {
    /// Those of this year's advice and opinions, and of what was carried over.
    pub fn of(carried: &[CarriedOpinion], opinions: &Opinions) -> Self {
        let about = |measure: &Cell, words: &Cell| (measure.text.clone(), text::fold(&words.text));
        let mut numbers = OpinionNumbers::default();
        carried.iter().for_each(|one| numbers.add(&one.label(), one.kind.value().copied()));
        opinions.all().for_each(|one| numbers.add(&one.number.text, one.kind.value().copied()));
        let carried = carried.iter().map(|one| (one.label(), about(&one.measure, &one.text)));
        let own = opinions.all();
        let own = own.map(|one| (one.number.text.clone(), about(&one.measure, &one.text)));
        let mut about: BTreeMap<_, _> = carried.chain(own).collect();
        about.remove("");
        Self { numbers, about }
    }

    /// The measure that a number is about; none if the number is unknown, or about all.
    pub fn measure(&self, number: &str) -> Option<&str> {
        self.about.get(number).map(|(measure, _)| measure.as_str()).filter(|measure| !measure.is_empty())
    }

    /// What in a row of a report says that it is on another number: another measure, or another's words.
    pub fn in_report(&self, row: &TableRow, number: &str, cycle: &Cycle) -> Option<Contradiction> {
        let (measure, words) = self.about.get(number)?;
        let filed = || match measure.as_str() {
            "" => format!("番号「{number}」（{OF_ALL}）"),
            measure => format!("番号「{number}」（取組 {measure}）"),
        };
        if let Some(cell) = said(row, "助言・意見の概要") {
            // What was carried over has more around its words.
            let written = text::fold(&cell.text);
            let is_own = written.contains(words.as_str()) || words.contains(&written);
            let is_anothers = |(other, (_, said)): (&String, &(String, String))| {
                other != number
                    && !said.is_empty()
                    && (*said == written || other.contains('-') && written.contains(said))
            };
            if !is_own && self.about.iter().any(is_anothers) {
                return Some(of_another(cell, "助言・意見の概要", filed()));
            }
        }
        let mut cell = said(row, "取組番号")?;
        cycle.names.measures.settle(&mut cell.text);
        let says_all = text::fold(&cell.text) == OF_ALL;
        let is_other = match measure.as_str() {
            "" => cycle.measure(&cell.text).is_some(),
            measure if measure.starts_with(NO_MEASURE) => false,
            measure => says_all || cycle.measure(&cell.text).is_some_and(|m| m.number.text != measure),
        };
        is_other.then(|| of_another(cell, "取組番号", filed()))
    }
}

/// A cell of a row that says something.
fn said(row: &TableRow, column: &str) -> Option<Cell> {
    Some(row.cell(column)).filter(|cell| !cell.is_empty() && cell.text != UNRESOLVED)
}

fn of_another(cell: Cell, column: &'static str, filed: String) -> Contradiction {
    let text = text::excerpt(&cell.text);
    (cell, Cause::RowOfAnother { column, text, filed })
}
