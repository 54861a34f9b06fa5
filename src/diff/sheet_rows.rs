//! The rows of 変更箇所一覧: what changed, each once, with all the places that it shows in.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::causes::ChangeCause;
use super::diff_page::{Line, Teller, person, shown};
use super::row_places::{self, FilePlaces};
use super::stage_diff::StageDiff;
use super::value_changes::ValueChange;
use crate::render::artifact::FileKind;
use crate::render::view::figure_names::{describe, printed_order};

/// How many figures are named that changed with another.
const MOST_NAMED: usize = 12;

/// A cell, a formula or what is counted, with all figures that changed by it.
#[derive(Debug, Clone, Serialize)]
pub struct ValueRow {
    /// Its number: later rows refer to it.
    pub number: usize,
    /// What it belongs to: 「2-ア-15　河川・道路の映像の公開」.
    pub place: String,
    /// What of it changed: 「指標１　実績値」.
    pub what: String,
    /// What was.
    pub old: String,
    /// What is.
    pub new: String,
    /// Why.
    pub why: String,
    /// The numbers of the rows that tell why, where these do.
    #[serde(skip)]
    pub by: Vec<usize>,
    /// Where it is printed, with all that changed by it.
    pub places: Vec<String>,
    /// The same without pages and cells.
    #[serde(skip)]
    pub papers: Vec<String>,
    /// What changed by it.
    pub others: Vec<OtherFigures>,
    /// How many more changed by it.
    pub more: usize,
}

/// Figures of one thing that changed with another.
#[derive(Debug, Clone, Serialize)]
pub struct OtherFigures {
    /// What they belong to; empty where that is the same.
    pub place: String,
    /// Each as it was and is: 「達成率（対目安） 61.7%→110.9%」.
    pub figures: Vec<String>,
}

/// The figures that differ.
#[derive(Debug, Default)]
pub struct ValueRows {
    /// A row for each cell that changed.
    pub cells: Vec<ValueRow>,
    /// What several of these changed, and what nobody can say the cause of.
    pub sums: Vec<ValueRow>,
}

/// The rows of the figures of some stages: a cell that changed figures in several of them has one.
pub fn values(teller: &Teller<'_>, diffs: &[&StageDiff]) -> ValueRows {
    let mut groups: BTreeMap<Roots<'_>, Vec<&ValueChange>> = BTreeMap::new();
    for change in diffs.iter().flat_map(|diff| &diff.values) {
        groups.entry(roots(change)).or_default().push(change);
    }
    let (mut one, mut several): (Vec<_>, Vec<_>) = groups
        .into_iter()
        .partition(|(roots, _)| matches!(roots, Roots::Causes(causes) if causes.len() == 1));
    one.sort_by_key(|(roots, of)| printed_order(teller.cycle, lead(roots, of).0));
    several.sort_by_key(|(roots, of)| {
        let count = if let Roots::Causes(causes) = roots { causes.len() } else { 0 };
        (std::cmp::Reverse(count), printed_order(teller.cycle, lead(roots, of).0))
    });
    let numbers: BTreeMap<&ChangeCause, usize> = (1..)
        .zip(&one)
        .filter_map(|(number, (roots, _))| match roots {
            Roots::Causes(causes) => causes.first().map(|cause| (*cause, number)),
            Roots::Unknown(_) => None,
        })
        .collect();
    let rows = |groups: &[(Roots<'_>, Vec<&ValueChange>)], first: usize| -> Vec<ValueRow> {
        (first..).zip(groups).map(|(number, (roots, of))| row(teller, number, roots, of, &numbers)).collect()
    };
    ValueRows { cells: rows(&one, 1), sums: rows(&several, one.len() + 1) }
}

/// What lies at the root of a change.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Roots<'a> {
    /// These.
    Causes(Vec<&'a ChangeCause>),
    /// Nothing is known: the figures of one thing that are new, gone, or written otherwise.
    Unknown(&'a str),
}

/// What a change comes from. What came or went among the counted is told only where nothing below it changed.
fn roots(change: &ValueChange) -> Roots<'_> {
    let follows = |cause: &&ChangeCause| !matches!(cause, ChangeCause::Come(_) | ChangeCause::Gone(_));
    let causes: Vec<&ChangeCause> = change.why.iter().filter(follows).collect();
    match (causes.is_empty(), change.why.is_empty()) {
        (false, _) => Roots::Causes(causes),
        (true, false) => Roots::Causes(change.why.iter().collect()),
        (true, true) => Roots::Unknown(change.id.rsplit_once('/').map_or(change.id.as_str(), |(of, _)| of)),
    }
}

/// The figure that a row is named after, with its change if it is printed.
fn lead<'a>(roots: &Roots<'a>, of: &[&'a ValueChange]) -> (&'a str, Option<&'a ValueChange>) {
    if let Roots::Causes(causes) = roots
        && let [ChangeCause::Read { id, .. } | ChangeCause::Formula { id, .. } | ChangeCause::Way { id }] =
            causes.as_slice()
    {
        return (id, of.iter().find(|change| change.id == *id).copied());
    }
    let first = of.first().copied();
    (first.map_or("", |change| change.id.as_str()), first)
}

fn row(
    teller: &Teller<'_>,
    number: usize,
    roots: &Roots<'_>,
    of: &[&ValueChange],
    numbers: &BTreeMap<&ChangeCause, usize>,
) -> ValueRow {
    let (id, own) = lead(roots, of);
    let (place, what) = describe(teller.cycle, id);
    let (old, new) = match (own, roots) {
        (Some(change), _) => (shown(change.old.as_deref()), shown(change.new.as_deref())),
        (None, Roots::Causes(causes)) => read(causes),
        (None, Roots::Unknown(_)) => (String::new(), String::new()),
    };
    let mut others: Vec<&ValueChange> = of.iter().copied().filter(|change| change.id != id).collect();
    let mut seen = BTreeSet::new();
    others.retain(|change| seen.insert((&change.id, &change.old, &change.new)));
    others.sort_by_key(|change| {
        (describe(teller.cycle, &change.id).0 != place, printed_order(teller.cycle, &change.id))
    });
    let printed = printed(of);
    let by = numbers_of(roots, numbers);
    let why = why(teller, roots, own, &by);
    let more = others.len().saturating_sub(MOST_NAMED);
    others.truncate(MOST_NAMED);
    ValueRow {
        number,
        old,
        new,
        why,
        by,
        places: row_places::told(teller, &printed),
        papers: row_places::in_short(teller, &printed),
        others: by_place(teller, &others, (&place, &what)),
        more,
        place,
        what,
    }
}

/// Figures that changed with another, those of one thing together; what they share with that other is not said again.
fn by_place(teller: &Teller<'_>, others: &[&ValueChange], own: (&str, &str)) -> Vec<OtherFigures> {
    let indicator = own.1.split_once('　').map_or("", |(indicator, _)| indicator);
    let mut told: Vec<OtherFigures> = Vec::new();
    for change in others {
        let (place, what) = describe(teller.cycle, &change.id);
        let place = if place == own.0 { String::new() } else { place };
        let is_shared = place.is_empty() && !indicator.is_empty();
        let short =
            what.strip_prefix(indicator).filter(|_| is_shared).map(|what| what.trim_start().to_owned());
        let (old, new) = (shown(change.old.as_deref()), shown(change.new.as_deref()));
        let figure = format!("{} {old}→{new}", short.unwrap_or(what));
        match told.last_mut() {
            Some(last) if last.place == place => last.figures.push(figure),
            _ => told.push(OtherFigures { place, figures: vec![figure] }),
        }
    }
    told
}

/// What stood in a cell that no paper prints, and what stands there.
fn read(causes: &[&ChangeCause]) -> (String, String) {
    match causes.first() {
        Some(ChangeCause::Read { old, new, .. }) => (shown(Some(&old.typed)), shown(Some(&new.typed))),
        Some(ChangeCause::Formula { old, new, .. }) => (old.clone(), new.clone()),
        _ => (String::new(), String::new()),
    }
}

/// The numbers of the rows that tell of all causes, where several rows do and these are not too many to be looked up.
fn numbers_of(roots: &Roots<'_>, numbers: &BTreeMap<&ChangeCause, usize>) -> Vec<usize> {
    const MOST: usize = 8;
    let Roots::Causes(causes) = roots else { return Vec::new() };
    let known: BTreeSet<usize> = causes.iter().filter_map(|cause| numbers.get(cause)).copied().collect();
    match causes.len() {
        2..=MOST if known.len() == causes.len() => known.into_iter().collect(),
        _ => Vec::new(),
    }
}

fn why(teller: &Teller<'_>, roots: &Roots<'_>, own: Option<&ValueChange>, by: &[usize]) -> String {
    let Roots::Causes(causes) = roots else {
        return match own {
            Some(change) if change.old.is_none() => "新しい".into(),
            Some(change) if change.new.is_none() => "なくなった".into(),
            _ => "元の値は同じ（書き方が変わった）".into(),
        };
    };
    match causes.as_slice() {
        [ChangeCause::Read { old, new, .. }] => {
            let was = if old.file == new.file { String::new() } else { format!("（前は {}）", old.file) };
            format!("{new}{was}")
        }
        [ChangeCause::Formula { .. }] => "cycle.toml の式".into(),
        [cause] => teller.cause(cause),
        causes if by.is_empty() => several(causes.len()),
        _ => {
            let by: Vec<String> = by.iter().map(usize::to_string).collect();
            format!("{}による", by.join("、"))
        }
    }
}

/// 「33か所が変わった」
fn several(count: usize) -> String {
    format!("{count}か所が変わった")
}

impl ValueRow {
    /// With no more others than the first `most`, and without pages and cells.
    pub fn shorten(&mut self, most: usize) {
        self.places.clone_from(&self.papers);
        let mut left = most;
        for other in &mut self.others {
            let cut = other.figures.len().saturating_sub(left);
            other.figures.truncate(left);
            left -= other.figures.len();
            self.more += cut;
        }
        self.others.retain(|other| !other.figures.is_empty());
    }

    /// Says how many cells changed it, if one of the rows that tell which is behind the first `rows`.
    pub fn refer_within(&mut self, rows: usize) {
        if self.by.iter().any(|number| *number > rows) {
            self.why = several(self.by.len());
        }
    }
}

/// Where figures are printed, or were.
fn printed<'a>(of: &[&'a ValueChange]) -> FilePlaces<'a> {
    let mut places = FilePlaces::new();
    for change in of {
        let now = if change.printed_now.is_empty() { &change.printed_before } else { &change.printed_now };
        for (path, own) in now {
            places.entry(path).or_default().extend(own.iter().map(String::as_str));
        }
    }
    places
}

/// The files of one kind that changed in one way.
#[derive(Debug, Clone, Serialize)]
pub struct FileRow {
    /// What they are: 「通知文」.
    pub kind: &'static str,
    /// What became of them: 「変わった」.
    pub state: &'static str,
    /// How many.
    pub count: usize,
    /// What they are called.
    pub names: Vec<String>,
}

/// The files that differ, those of one kind together.
pub fn files(teller: &Teller<'_>, diffs: &[&StageDiff]) -> Vec<FileRow> {
    let mut groups: BTreeMap<(FileKind, &'static str), Vec<&str>> = BTreeMap::new();
    for change in diffs.iter().flat_map(|diff| &diff.files) {
        let state = match (&change.old, &change.new) {
            (None, _) => "新しい",
            (_, None) => "なくなった",
            _ => "変わった",
        };
        groups.entry((change.kind, state)).or_default().push(&change.path);
    }
    let row = |((kind, state), paths): ((FileKind, &'static str), Vec<&str>)| FileRow {
        kind: kind.label(),
        state,
        count: paths.len(),
        names: row_places::names(teller, paths),
    };
    groups.into_iter().map(row).collect()
}

/// The recipients that differ: one that does in several stages once.
pub fn people(diffs: &[&StageDiff]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for line in diffs.iter().flat_map(|diff| &diff.people).map(person) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}
