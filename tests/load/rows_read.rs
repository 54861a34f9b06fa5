//! What was read of the rows of everything that comes back.

use std::collections::{BTreeMap, BTreeSet};

use shiryo::decide::answers::asked_of;
use shiryo::decide::sent_in::SentIn;
use shiryo::ground::origin::Origin;
use shiryo::ground::text::fold;
use shiryo::load::Loaded;
use shiryo::model::value::Cell;

/// Where a row stands: its file below `inputs/`, and its line.
pub(crate) type Place = (String, u32);

/// What was read of a root: the words of each row, and whether it is used.
#[derive(Default)]
pub(crate) struct Rows(pub(crate) BTreeMap<Place, (BTreeSet<String>, bool)>);

impl Rows {
    fn add(&mut self, origin: &Origin, cells: &[&Cell], is_used: bool) {
        let Some((line, _)) = origin.position() else { return };
        let file = origin.file().expect("a file").trim_start_matches("inputs/").to_owned();
        let words = cells.iter().map(|cell| fold(&cell.text)).filter(|word| !word.is_empty()).collect();
        self.0.insert((file, line), (words, is_used));
    }

    /// The rows of everything that comes back.
    pub(crate) fn of(loaded: &Loaded) -> Self {
        let mut rows = Self::default();
        rows.add_returns(loaded);
        rows.add_opinions(loaded);
        rows.add_answers(loaded);
        rows.add_lists(loaded);
        rows
    }

    fn add_returns(&mut self, loaded: &Loaded) {
        for file in loaded.submissions.returns() {
            let mut keys = BTreeSet::new();
            for row in &file.rows {
                let owner = loaded.cycle.measure(&row.key.measure).map(|measure| &measure.owner.text);
                let is_used =
                    owner.is_some_and(|owner| **owner == *file.department) && keys.insert(row.key.clone());
                // What stands in columns of its own is kept, and in no column of ours.
                let columns = loaded.cycle.return_columns.iter();
                let cells: Vec<&Cell> = columns.filter_map(|column| row.cell(&column.name)).collect();
                self.add(&row.origin, &cells, is_used);
            }
        }
    }

    fn add_opinions(&mut self, loaded: &Loaded) {
        let opinions = &loaded.opinions;
        for one in opinions.all() {
            let cells = [&one.number, &one.received.cell, &one.from, &one.kind.cell, &one.measure, &one.text];
            self.add(&one.number.origin, &cells, one.received.value().is_some());
        }
        for (_, received) in &opinions.without_opinion {
            self.add(&received.cell.origin, &[&received.cell], received.value().is_some());
        }
        for one in &opinions.answers {
            let cells = [&one.number, &one.decided.cell, &one.handling.cell, &one.text, &one.same_as];
            let is_there = opinions.all().any(|opinion| opinion.number.text == one.number.text);
            self.add(&one.number.origin, &cells, is_there && one.decided.value().is_some());
        }
    }

    fn add_answers(&mut self, loaded: &Loaded) {
        let Loaded { cycle, submissions, opinions, reports, .. } = loaded;
        let asked =
            asked_of(SentIn { cycle, submissions, opinions, reports }, "kikaku", chrono::NaiveDate::MAX);
        for row in reports.files.iter().flat_map(|file| &file.rows) {
            let is_asked = asked.iter().any(|one| one.number == row.number.text);
            let cells = [&row.number, &row.state.cell, &row.text, &row.when];
            self.add(&row.number.origin, &cells, is_asked && !row.is_of_another);
        }
        for one in &cycle.replies {
            let member = cycle.members.iter().any(|member| member.code.text == one.member.text);
            let is_used = member && cycle.stage(&one.stage.text).is_some() && one.received.value().is_some();
            let cells = [
                &one.stage,
                &one.member,
                &one.attendance.cell,
                &one.proxy_name,
                &one.proxy_post,
                &one.note,
                &one.received.cell,
            ];
            self.add(&one.attendance.cell.origin, &cells, is_used);
        }
        for one in &cycle.ballots {
            let cells = [
                &one.stage,
                &one.motion,
                &one.member,
                &one.vote.cell,
                &one.reason,
                &one.comment,
                &one.note,
                &one.received.cell,
            ];
            let member = cycle.members.iter().any(|member| member.called() == one.member.text);
            let is_used = member
                && cycle.stage(&one.stage.text).is_some()
                && one.motion_index().is_some_and(|motion| motion < 2)
                && one.received.value().is_some();
            self.add(&one.motion.origin, &cells, is_used);
        }
    }

    fn add_lists(&mut self, loaded: &Loaded) {
        for one in &loaded.cycle.changes {
            let cells = [
                &one.place,
                &one.kind.cell,
                &one.old,
                &one.new,
                &one.reason,
                &one.source,
                &one.measure,
                &one.decided.cell,
            ];
            let is_used = one.decided.value().is_some() && (one.kind.value().is_some() || one.is_reason());
            self.add(&one.place.origin, &cells, is_used);
        }
        for one in &loaded.reports.carried {
            let cells = [
                &one.year.cell,
                &one.number,
                &one.kind.cell,
                &one.measure,
                &one.department,
                &one.from,
                &one.text,
                &one.state.cell,
                &one.report,
                &one.when,
            ];
            let is_there = match one.measure.is_empty() {
                true => loaded.cycle.department(&one.department.text).is_some(),
                false => loaded.cycle.measure(&one.measure.text).is_some(),
            };
            self.add(&one.number.origin, &cells, is_there && one.unasked.is_none());
        }
    }
}
