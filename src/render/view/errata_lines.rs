//! The rows of a 正誤表 that are about indicators: one that differs in some figures, and one that is new or gone.

use std::collections::{BTreeMap, BTreeSet};

use super::comparison::Comparison;
use super::errata_row::{ErrataKind, ErrataRow, NOTHING, STRUCK};
use super::figure_names::indicator_figures;
use super::figure_names::{as_of, undated};
use super::indicator_row::FIGURES;
use crate::model::value::UNRESOLVED;
use crate::render::values::Shown;

/// The figure that is an indicator's name.
const NAME: &str = "name";
/// What of an indicator that is new or gone is said in one row.
const SAID: [&str; 7] = ["baseline", "expected", "actual", "target", "achievement", "progress", "class"];

/// An indicator as papers show it in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Line<'a> {
    /// The day for which it holds; empty for the stage's cutoff.
    day: &'a str,
    measure: &'a str,
    /// The indicator's number; empty for a measure of which nothing usable was returned.
    number: &'a str,
}

impl<'a> Line<'a> {
    /// The line of a figure and which of its figures it is, if it is one of an indicator.
    fn of(id: &'a str) -> Option<(Self, &'a str)> {
        let (id, day) = undated(id);
        let (key, column) = id.strip_prefix("indicator/")?.rsplit_once('/')?;
        let (measure, number) = key.split_once('/').unwrap_or((key, ""));
        Some((Self { day, measure, number }, column))
    }

    fn id(&self, column: &str) -> String {
        let key = [self.measure, self.number].join("/");
        let mark = if self.day.is_empty() { String::new() } else { format!("@{}", self.day) };
        format!("indicator/{}/{column}{mark}", key.trim_end_matches('/'))
    }

    /// The line that stands for all of its measure while nothing usable was returned.
    fn unresolved(self) -> Self {
        Self { number: "", ..self }
    }
}

type Lines<'a> = BTreeMap<Line<'a>, BTreeMap<&'a str, &'a Shown>>;

fn lines<'a>(figures: impl Iterator<Item = (&'a str, &'a Shown)>) -> Lines<'a> {
    let mut lines = Lines::new();
    for (id, shown) in figures {
        if let Some((line, column)) = Line::of(id) {
            lines.entry(line).or_default().insert(column, shown);
        }
    }
    lines
}

/// The rows about indicators, in the printed order of the measures.
pub fn rows(comparison: &Comparison<'_>) -> Vec<ErrataRow> {
    let old = lines(comparison.old.iter().map(|(id, shown)| (*id, shown)));
    let now = lines(comparison.now.iter().map(|(id, now)| (id.as_str(), &now.shown)));
    let mut all: Vec<Line<'_>> = old.keys().chain(now.keys()).copied().collect();
    all.sort_by_key(|line| {
        let measures = &comparison.scope.cycle.measures;
        let at = measures.iter().position(|m| m.number.text == line.measure).unwrap_or(usize::MAX);
        (line.day, at, line.measure, line.number.parse().unwrap_or(u32::MAX), line.number)
    });
    all.dedup();
    let shown = old.values().flatten().filter(|(_, shown)| !shown.text.is_empty());
    let columns = shown.map(|(column, _)| *column).collect();
    let names = indicator_figures(&comparison.scope.cycle.return_columns);
    let compared = LineComparison { comparison, names, columns, old, now };
    all.iter().flat_map(|line| compared.line(line)).collect()
}

struct LineComparison<'a> {
    comparison: &'a Comparison<'a>,
    /// What people call the figures of a line, by what ends their ids.
    names: Vec<(String, String)>,
    old: Lines<'a>,
    now: Lines<'a>,
    /// The figures that the issued papers showed of some line; of one that was always blank nobody knows.
    columns: BTreeSet<&'a str>,
}

impl LineComparison<'_> {
    fn line(&self, line: &Line<'_>) -> Vec<ErrataRow> {
        match (self.old.get(line), self.now.get(line)) {
            (Some(old), Some(now)) => self.changed(line, old, now),
            (Some(old), None) => self.went(line, old).into_iter().collect(),
            (None, Some(now)) => self.came(line, now).into_iter().collect(),
            (None, None) => Vec::new(),
        }
    }

    /// The figures that differ. What had no value where something was still 確認中 was not wrong either.
    fn changed(
        &self,
        line: &Line<'_>,
        old: &BTreeMap<&str, &Shown>,
        now: &BTreeMap<&str, &Shown>,
    ) -> Vec<ErrataRow> {
        let was_open = old.values().any(|shown| shown.text == UNRESOLVED);
        let mut rows = Vec::new();
        for (column, name) in &self.names {
            let column = column.as_str();
            let Some(new) = now.get(column) else { continue };
            let Some(before) = old.get(column).filter(|old| old.text != new.text) else { continue };
            // What is blank on paper leaves no trace there; the column must be one that the papers show.
            if before.text.is_empty() && !self.columns.contains(column) {
                continue;
            }
            let (kind, gone) = match was_open && before.mark {
                true => (ErrataKind::Confirmed, NOTHING),
                false => (ErrataKind::Wrong, STRUCK),
            };
            let what = format!("{}　{name}", self.word(line, NAME));
            let text =
                |text: &str, none: &str| if text.is_empty() { none.to_owned() } else { text.to_owned() };
            rows.push(ErrataRow {
                papers: self.comparison.places(&line.id(column)),
                old: text(&before.text, NOTHING),
                new: text(&new.text, gone),
                ..self.row(line, kind, what)
            });
        }
        rows
    }

    /// A line that stood on the papers and stands there no more.
    fn went(&self, line: &Line<'_>, old: &BTreeMap<&str, &Shown>) -> Option<ErrataRow> {
        let same_measure = |other: &Line<'_>| other.unresolved() == line.unresolved();
        if line.number.is_empty() {
            // What came in its place is said of the lines that are new.
            let is_left = self.now.keys().any(same_measure);
            let row = || self.row(line, ErrataKind::Removed, "取組の全部".into());
            return (!is_left).then(|| ErrataRow { papers: self.old_places(line), ..row() });
        }
        let (kind, new) = match self.now.contains_key(&line.unresolved()) {
            true => (ErrataKind::Wrong, UNRESOLVED),
            false => (ErrataKind::Removed, STRUCK),
        };
        let papers = self.old_places(line);
        Some(ErrataRow { papers, old: said(old), new: new.into(), ..self.row(line, kind, self.titled(line)) })
    }

    /// A line that was not on the papers.
    fn came(&self, line: &Line<'_>, now: &BTreeMap<&str, &Shown>) -> Option<ErrataRow> {
        let papers = now.keys().map(|column| self.new_papers(&line.id(column)).to_vec()).max_by_key(Vec::len);
        let papers = papers.filter(|papers| !papers.is_empty())?;
        let open = line.unresolved();
        if self.old.contains_key(&open) {
            let row = self.row(line, ErrataKind::Confirmed, self.titled(line));
            return Some(ErrataRow {
                papers: self.old_places(&open),
                old: UNRESOLVED.into(),
                new: said(now),
                ..row
            });
        }
        // Of a measure whose lines are all gone, that was said of each.
        let was_there = line.number.is_empty() && self.old.keys().any(|other| other.unresolved() == open);
        let row = self.row(line, ErrataKind::Added, self.titled(line));
        (!was_there).then(|| ErrataRow { papers, old: NOTHING.into(), new: said(now), ..row })
    }

    fn row(&self, line: &Line<'_>, kind: ErrataKind, what: String) -> ErrataRow {
        let measure = self.comparison.measure(line.measure);
        ErrataRow {
            kind,
            place: as_of(measure, line.day),
            what,
            papers: Vec::new(),
            old: String::new(),
            new: String::new(),
        }
    }

    /// The indicator's figure in words, as its readers know it.
    fn word(&self, line: &Line<'_>, column: &str) -> &str {
        let lines = [self.old.get(line), self.now.get(line)];
        let word = lines.into_iter().flatten().find_map(|line| line.get(column));
        word.map_or("", |shown| shown.text.as_str())
    }

    /// 「案内を受けた人数（人）」
    fn titled(&self, line: &Line<'_>) -> String {
        match (self.word(line, NAME), self.word(line, "unit")) {
            (name, "") => name.to_owned(),
            (name, unit) => format!("{name}（{unit}）"),
        }
    }

    /// Where a line stood: where its name did, or any of its figures.
    fn old_places(&self, line: &Line<'_>) -> Vec<String> {
        let columns = [NAME].into_iter().chain(self.names.iter().map(|(column, _)| column.as_str()));
        let places = columns.map(|column| self.comparison.issued.places(&line.id(column)));
        places.into_iter().find(|places| !places.is_empty()).unwrap_or_default()
    }

    /// The papers that print a figure now, of those that were issued.
    fn new_papers(&self, id: &str) -> &[String] {
        self.comparison.now.get(id).map_or(&[], |now| &now.papers)
    }
}

/// What a line says, in one text: 「基準値 50.0、実績値 55.0」.
fn said(line: &BTreeMap<&str, &Shown>) -> String {
    let value = |(column, name): &(&str, &str)| {
        let shown = line.get(column).filter(|shown| !shown.mark && SAID.contains(column))?;
        Some(format!("{name} {}", shown.text))
    };
    let said: Vec<String> = FIGURES.iter().filter_map(value).collect();
    if said.is_empty() { NOTHING.into() } else { said.join("、") }
}
