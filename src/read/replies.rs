//! `inputs/replies/`: who comes to which meeting.
//!
//! A file is a member's own, by its name or by the form's hidden sheet, or the secretariat's, which wrote into each row
//! whose answer it is: by telephone, or on paper.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::astray;
use super::header::KnownNames;
use super::input::InputFile;
use super::lists::{day, finding, read_as};
use super::own_claim;
use super::reply_word;
use super::row_marks;
use super::sent_back::{self, mismatch};
use super::table::{self, Table};
use super::table_row::TableRow;
use crate::ground::form_id::FormId;
use crate::ground::origin::Origin;
use crate::ground::spellings::Spellings;
use crate::ground::text;
use crate::model::body::Member;
use crate::model::cause::{Cause, RawFinding};
use crate::model::column::Columns;
use crate::model::cycle::Cycle;
use crate::model::no_answer::is_no_answer;
use crate::model::reply::{Attendance, Reply};
use crate::model::stage::{FormKind, Stage, StageKind};
use crate::model::submission::{Arrival, CameBack};
use crate::model::value::{Cell, Field, NoValue, Reading};

/// Reads all replies into the cycle, whose lists are read and whose arrivals are settled.
pub fn read_all(files: &[InputFile], cycle: &mut Cycle) {
    let mut all = Replies { meetings: meetings(cycle), ..Replies::default() };
    let names = KnownNames::of(&Columns::of_replies());
    let mut findings = Vec::new();
    let is_code = |name: &str| cycle.names.member_code(name).is_some();
    for file in sent_back::originals(files, is_code, cycle, &mut findings) {
        all.read(file, &names, cycle);
    }
    all.findings.append(&mut findings);
    cycle.replies = all.replies;
    cycle.came_back.append(&mut all.came_back);
    cycle.findings.append(&mut all.findings);
    cycle.texts.append(&mut all.texts);
}

/// The meetings by their ids, by those of the stages that invite to them, and by what forms and people call them.
fn meetings(cycle: &Cycle) -> Spellings {
    let settings = &cycle.settings;
    let mut meetings = Spellings::default();
    for stage in &settings.stages {
        meetings.add(stage.id.get_ref(), stage.meeting_id());
    }
    for stage in settings.stages.iter().filter(|stage| stage.kind == StageKind::Meeting) {
        let body = stage.body_id().and_then(|id| cycle.body(id));
        let on_form = stage.called_on_replies(&settings.stages, &settings.bodies);
        let names =
            [Some(&on_form), Some(&stage.title), body.map(|body| &body.name), body.map(|body| &body.short)];
        names.into_iter().flatten().for_each(|name| meetings.add(name, stage.id.get_ref()));
    }
    meetings
}

#[derive(Default)]
struct Replies {
    meetings: Spellings,
    replies: Vec<Reply>,
    came_back: Vec<CameBack>,
    findings: Vec<RawFinding>,
    texts: Vec<Cell>,
}

impl Replies {
    fn read(&mut self, file: &InputFile, names: &KnownNames, cycle: &Cycle) {
        let book = sent_back::open(file, names);
        if let Some(astray) = astray::finding(file, &book, (FormKind::Attendance, names), cycle) {
            return self.findings.push(astray);
        }
        let id = book.as_ref().ok().and_then(|book| book.id.as_ref());
        let member = whose(&file.path, id, cycle);
        let is_known = |code: &str| cycle.names.member_code(code).is_some();
        self.came_back.extend(sent_back::came_back(&file.path, &member.text, id, is_known, cycle));
        let book = match book {
            Ok(book) => book,
            Err(refusal) => return self.findings.push(table::refused(file, refusal, None)),
        };
        if let Some(cause) = mismatch(&book, &member.text, cycle) {
            return self.findings.push(finding(&member, cause));
        }
        let mut table = table::of_sheets(&file.path, &book.sheets, names, None);
        self.add(&mut table, &member, cycle);
        self.findings.append(&mut table.findings);
        self.texts.append(&mut table.texts);
    }

    fn add(&mut self, table: &mut Table, member: &Cell, cycle: &Cycle) {
        let before = self.replies.len();
        for record in &mut table.rows {
            row_marks::say(record, None, &mut self.findings);
            record.settle();
            let reply = self.reply(record, member, cycle);
            self.replies.extend(reply);
        }
        // A member is of one body, and answers each of its invitations on its own form.
        let own = self.replies[before..].iter().filter(|reply| reply.member.origin == member.origin);
        let meetings: BTreeSet<&str> = own.map(|reply| reply.stage.text.as_str()).collect();
        if meetings.len() > 1 {
            self.findings.push(finding(member, Cause::TwoMeetings));
            self.replies.truncate(before);
        }
    }

    /// The reply in a row; none in one without an answer.
    fn reply(&mut self, row: &TableRow, file_of: &Cell, cycle: &Cycle) -> Option<Reply> {
        let [mut proxy_name, mut proxy_post] =
            ["代理者の氏名", "代理者の職"].map(|column| named(row, column));
        let (Field { cell, reading }, wrong) =
            read_as(row, "出欠", |written| reply_word::WORDS.read("出欠", written));
        self.findings.extend(wrong.map(|cause| finding(&cell, cause)));
        // A merged cell says the word again, which is nobody's name.
        for proxy in [&mut proxy_name, &mut proxy_post] {
            if matches!(reply_word::WORDS.read("出欠", &proxy.text), (Reading::Value(_), _)) {
                proxy.text.clear();
            }
        }
        let reading = match reading {
            Reading::Absent(_) => {
                self.findings.push(finding(&cell, Cause::Empty { column: "出欠".into() }));
                if proxy_name.is_empty() && proxy_post.is_empty() {
                    return None;
                }
                Reading::Unreadable
            }
            reading => reading,
        };
        let written = row.cell("段階");
        let mut stage = if written.is_empty() { row.cell("会議") } else { written };
        if stage.is_empty() {
            self.findings.push(finding(&stage, Cause::Empty { column: "会議".into() }));
        }
        self.meetings.settle(&mut stage.text);
        let mut member = row.cell("コード");
        if member.is_empty() {
            let of_file = settle_member(&mut file_of.text.clone(), &stage.text, cycle);
            let mut named = row.cell("構成員");
            // In a list of the secretariat the code is what is missing, unless the row says who it is.
            if row.has("コード") && !of_file && !settle_member(&mut named.text, &stage.text, cycle) {
                self.findings.push(finding(&member, Cause::Empty { column: "コード".into() }));
                return None;
            }
            member = if row.has("コード") && !of_file { named } else { file_of.clone() };
        }
        settle_member(&mut member.text, &stage.text, cycle);
        let received = self.received(row, file_of, cycle);
        let day = received.value().copied();
        let says_another = own_claim::in_reply(row, &member.text, &stage.text, day, cycle);
        let is_own = |one: &&Member| one.code.text == member.text;
        let is_member = |written: &Cell| {
            cycle.members.iter().find(is_own).is_some_and(|own| own.is_called(&written.text))
        };
        let is_proxy = reading == Reading::Value(Attendance::Proxy);
        let named = if proxy_name.is_empty() { &proxy_post } else { &proxy_name };
        let himself = Some(named).filter(|named| is_proxy && is_member(named));
        let himself = himself.map(|named| (named.clone(), Cause::ProxyIsMember { text: named.text.clone() }));
        let reading = if says_another
            .or(himself)
            .map(|(cell, cause)| self.findings.push(finding(&cell, cause)))
            .is_some()
        {
            Reading::Unreadable
        } else {
            reading
        };
        Some(Reply {
            stage,
            member,
            attendance: Field { cell, reading },
            proxy_name,
            proxy_post,
            note: row.cell("備考"),
            received,
        })
    }

    /// The day that the secretariat wrote into the row, else that of the file.
    fn received(&mut self, row: &TableRow, file_of: &Cell, cycle: &Cycle) -> Field<NaiveDate> {
        let cell = row.cell("受付日");
        if !cell.is_empty() {
            return day(row, "受付日", cycle.settings.cycle.fiscal_year, &mut self.findings);
        }
        let file = cell.origin.file().or(file_of.origin.file()).unwrap_or_default();
        let reading = match cycle.arrivals.of(file) {
            Arrival::On(day) => Reading::Value(day),
            Arrival::Unlisted => Reading::Absent(NoValue::Empty),
            Arrival::Unknown => Reading::Unreadable,
        };
        Field { cell, reading }
    }
}

/// Whose a file is, with the file as its place.
fn whose(path: &Arc<str>, id: Option<&FormId>, cycle: &Cycle) -> Cell {
    let code = sent_back::whose(path, id, |name| cycle.names.member(name).map(Into::into));
    Cell { text: code, origin: Origin::File(path.clone()) }
}

/// Puts the code in the place of what a member is called otherwise: by the name or the post that one alone has, among
/// all or in the body that meets. Whether it was found.
fn settle_member(written: &mut String, meeting: &str, cycle: &Cycle) -> bool {
    let of_meeting = |meeting| cycle.members_at(Stage::body_id(meeting).unwrap_or_default(), meeting);
    let own = || {
        cycle
            .stage(meeting)
            .into_iter()
            .flat_map(of_meeting)
            .filter(|member| !member.code.is_empty() && member.is_called(written))
    };
    let of_body = own().next().filter(|_| own().count() == 1).map(|member| member.code.text.as_str());
    let code = cycle.names.member_code(written).or(of_body).or_else(|| cycle.names.member(written));
    match code.map(str::to_owned) {
        Some(code) => *written = code,
        None => return false,
    }
    true
}

/// A name or a post on one line; nothing where it only says that there is none.
fn named(row: &TableRow, column: &str) -> Cell {
    let cell = row.cell(column);
    let is_none = NoValue::of(&text::fold(&cell.text)).is_some() || is_no_answer(&cell.text);
    let text = if is_none { String::new() } else { cell.text.replace(['\n', '\t'], "\u{3000}") };
    Cell { text, ..cell }
}
