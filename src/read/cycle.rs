//! `inputs/cycle.toml` and the lists beside it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::ballots::ballots;
use super::input::InputFile;
use super::last_year::last_tree;
use super::strategy_changes::changes;
use super::toml_slips::{self, Slips, TomlSlip};
use super::{
    cycle_references, declared_columns, declared_evaluation, declared_publication, lists, node_rules,
    own_tables, respell,
};
use crate::ground::code::is_code;
use crate::ground::origin::Origin;
use crate::model::column::Columns;
use crate::model::cycle::{Cycle, Settings, SourceText};
use crate::model::declared_paper::Paper;
use crate::model::formula_parser::{OWN, column_id};
use crate::model::plan::{Category, Department};
use crate::model::stage::ERRATA;
use crate::model::value::Cell;

/// The path of the cycle's file below the root.
pub const CYCLE: &str = "inputs/cycle.toml";

/// What is said of a file in another encoding.
const ENCODING: &str =
    "UTF-8 で保存してください（メモ帳では、「名前を付けて保存」の「文字コード」を「UTF-8」にします）。";

/// Why a cycle can't be used.
#[derive(Debug, thiserror::Error)]
#[error("{}", lines(.0).join("\n"))]
pub struct UnusableCycle(
    /// All that is wrong with it.
    pub Vec<TomlSlip>,
);

impl UnusableCycle {
    /// What is wrong, a line each: 「inputs/cycle.toml:3:1: 見つかりません。」.
    pub fn lines(&self) -> Vec<String> {
        lines(&self.0)
    }
}

fn lines(slips: &[TomlSlip]) -> Vec<String> {
    let line = |slip: &TomlSlip| match slip.origin.to_string() {
        place if place.is_empty() => slip.message.clone(),
        place => format!("{place}: {}", slip.message),
    };
    slips.iter().map(line).collect()
}

/// Reads the cycle out of the files of `inputs/`; `templates` are the names of those that it may refer to.
///
/// # Errors
///
/// If `cycle.toml` is missing, is no TOML, or lacks or misnames a key: without it nothing can be made.
pub fn read(files: &[InputFile], templates: &BTreeSet<String>) -> Result<Cycle, UnusableCycle> {
    let file = files
        .iter()
        .find(|f| &*f.path == CYCLE)
        .ok_or_else(|| unusable(Origin::File(CYCLE.into()), "見つかりません。"))?;
    // UTF-16 without a mark may be UTF-8 with zeros.
    let text = std::str::from_utf8(&file.bytes).ok().filter(|text| !text.contains('\0'));
    let text = text.ok_or_else(|| unusable(Origin::File(CYCLE.into()), ENCODING))?;
    // Line ends of old Macs, which TOML doesn't know.
    let text = if text.contains('\n') { text.to_owned() } else { text.replace('\r', "\n") };
    let source = SourceText { file: file.path.clone(), text: text.into() };
    let mut settings: Settings = toml_slips::read(&source).map_err(UnusableCycle)?;
    cycle_references::own(&mut settings, templates);
    let mut slips = Vec::new();
    check_ids(&settings, &source, &mut slips);
    check_tree(&settings.categories, &source, &mut slips);
    check_years(&settings, &source, &mut slips);
    settle_meetings(&mut settings, &source, &mut slips);
    let return_columns = declared_columns::of_return(&settings, &source, &mut slips);
    check_formulas(&settings, &return_columns, &source, &mut slips);
    node_rules::check(&settings, &source, &mut slips);
    let tables = own_tables::declared(&settings, &source, &mut slips);
    declared_evaluation::check(&settings, &mut Slips { source: &source, all: &mut slips });
    let said = &mut Slips { source: &source, all: &mut slips };
    declared_publication::settle(&mut settings, &return_columns, said);
    if !slips.is_empty() {
        return Err(UnusableCycle(slips));
    }
    add_errata(&mut settings);
    let mut texts = Vec::new();
    if let Ok(table) = DeTable::parse(&source.text) {
        collect_texts(table.get_ref(), &source, &mut texts);
    }
    let mut cycle = Cycle {
        settings,
        return_columns,
        source,
        texts,
        departments: Vec::new(),
        former_departments: Vec::new(),
        measures: Vec::new(),
        measure_index: Default::default(),
        names: Default::default(),
        arrivals: Default::default(),
        members: Vec::new(),
        organizations: Vec::new(),
        organization_index: Default::default(),
        list_flaws: Default::default(),
        received: Vec::new(),
        ballots: Vec::new(),
        changes: Vec::new(),
        lacks_changes: false,
        last_tree: Vec::new(),
        replies: Vec::new(),
        came_back: Vec::new(),
        tables,
        series: Default::default(),
        findings: Vec::new(),
    };
    read_lists(files, &mut cycle)?;
    cycle.measure_index =
        (0..).zip(&cycle.measures).map(|(index, m)| (m.number.text.clone(), index)).collect();
    // The last that is put in is the first of its code.
    let organizations = cycle.organizations.iter().enumerate().rev();
    cycle.organization_index = organizations.map(|(index, o)| (o.code.text.clone(), index)).collect();
    Ok(cycle)
}

/// A stage that corrects what was issued gets a 正誤表.
fn add_errata(settings: &mut Settings) {
    for stage in &mut settings.stages {
        let Some(correction) = stage.corrects() else { continue };
        stage.papers.push(Paper {
            id: None,
            document: Spanned::new(stage.id.span(), ERRATA.into()),
            number: None,
            title: Some("正誤表".into()),
            words: None,
            paper: None,
            landscape: None,
            date: Some(correction.date),
            cutoff: Some(stage.cutoff.unwrap_or(stage.date)),
            decided_by: None,
            of: None,
            finality: None,
        });
    }
}

/// A stage that invites to a meeting writes to the body that meets.
fn settle_meetings(settings: &mut Settings, source: &SourceText, slips: &mut Vec<TomlSlip>) {
    let bodies: BTreeMap<String, Option<Spanned<String>>> =
        settings.stages.iter().map(|stage| (stage.id.get_ref().clone(), stage.body.clone())).collect();
    for stage in &mut settings.stages {
        let Some(meeting) = &stage.meeting else { continue };
        if let Some(body) = &stage.body {
            let message = "meeting を書いた段階に、body は書きません（会議体は、その会議のものです）。";
            slips.push(slip(source.of(body), message));
        }
        stage.body = bodies.get(meeting.get_ref()).cloned().flatten();
    }
}

/// The ids of stages name folders.
fn check_ids(settings: &Settings, source: &SourceText, slips: &mut Vec<TomlSlip>) {
    for stage in settings.stages.iter().filter(|s| !is_code(s.id.get_ref())) {
        let message = format!(
            "段階の id「{}」は使えません。フォルダの名になるので、半角の英小文字、数字、ハイフンで書いてください。",
            stage.id.get_ref()
        );
        slips.push(TomlSlip { origin: source.of(&stage.id), message });
    }
}

/// Categories must be a tree: each id once, and no circle of parents.
fn check_tree(categories: &[Category], source: &SourceText, slips: &mut Vec<TomlSlip>) {
    let parent = |id: &str| -> Option<&str> {
        let category = categories.iter().find(|c| c.id.get_ref() == id)?;
        category.parent.as_ref().map(|p| p.get_ref().as_str())
    };
    for (i, category) in categories.iter().enumerate() {
        let id = category.id.get_ref();
        let message = if categories[..i].iter().any(|c| c.id.get_ref() == id) {
            format!("区分の id「{id}」が二度使われています。")
        } else if std::iter::successors(parent(id), |id| parent(id)).take(categories.len() + 1).count()
            > categories.len()
        {
            format!("区分「{id}」の親をたどると、元に戻ります。")
        } else {
            continue;
        };
        slips.push(TomlSlip { origin: source.of(&category.id), message });
    }
}

/// A formula names only columns that are declared.
fn check_formulas(settings: &Settings, columns: &Columns, source: &SourceText, slips: &mut Vec<TomlSlip>) {
    for written in settings.evaluation.declared_formulas() {
        for name in written.formula.names() {
            let Some(id) = name.strip_prefix(OWN) else { continue };
            if columns.own().any(|column| column.is(&column_id(id))) {
                continue;
            }
            let known: Vec<String> = columns
                .own()
                .map(|column| format!("own.{}", column.id.replace('/', ".").replace('-', "_")))
                .collect();
            let known = if known.is_empty() { "なし".into() } else { known.join("、") };
            let message = format!("式の「{name}」は、[[columns]] にありません（使えるもの：{known}）。");
            slips.push(TomlSlip { origin: source.of(&written.written), message });
        }
    }
}

/// Years far from today are slips, and no era prints them.
fn check_years(settings: &Settings, source: &SourceText, slips: &mut Vec<TomlSlip>) {
    const YEARS: std::ops::Range<i32> = 1950..2100;
    if !YEARS.contains(&settings.cycle.fiscal_year) {
        let origin = source.of(&settings.cycle.id);
        slips.push(slip(origin, "fiscal_year は、年度の始まる年を西暦で書いてください（例 2019）。"));
    }
    for body in &settings.bodies {
        if let Some(declared) = &body.term
            && let term = declared.get_ref()
            && !(YEARS.contains(&term.from) && YEARS.contains(&term.to) && term.from <= term.to)
        {
            let message = "任期（term）は、始まりと終わりの年度を西暦で書いてください（例 { from = 2019, to = 2021 }）。";
            slips.push(slip(source.of(declared), message));
        }
    }
    for stage in &settings.stages {
        let days = [Some(stage.date), stage.cutoff, stage.deadline];
        if days.into_iter().flatten().any(|day| !YEARS.contains(&day.year())) {
            slips.push(slip(source.of(&stage.id), "日付の年を確かめてください。"));
        }
    }
}

/// Keeps of each department the row with its last name, in the place of its first, and lays the others aside.
fn divide_names(cycle: &mut Cycle) {
    let mut last: Vec<Department> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for row in std::mem::take(&mut cycle.departments) {
        let place = *places.entry(row.code.text.clone()).or_insert(last.len());
        match last.get_mut(place) {
            None => last.push(row),
            Some(known) if known.in_force.first() < row.in_force.first() => {
                cycle.former_departments.push(std::mem::replace(known, row));
            }
            Some(_) => cycle.former_departments.push(row),
        }
    }
    cycle.departments = last;
}

/// Reads the lists: departments and measures must be there, the others may.
fn read_lists(files: &[InputFile], cycle: &mut Cycle) -> Result<(), UnusableCycle> {
    let year = cycle.settings.cycle.fiscal_year;
    let find = |name: &str| files.iter().find(|f| f.path.strip_prefix("inputs/") == Some(name));
    macro_rules! list {
        ($into:ident, $file:expr, $read:expr) => {
            if let Some(file) = $file {
                let list = $read(file);
                cycle.$into = list.items;
                cycle.findings.extend(list.findings);
                cycle.texts.extend(list.texts);
            }
        };
    }
    for required in ["departments.csv", "measures.csv"] {
        if find(required).is_none() {
            let origin = Origin::File(format!("inputs/{required}").into());
            return Err(unusable(origin, "見つかりません。"));
        }
    }
    list!(departments, find("departments.csv"), lists::departments);
    divide_names(cycle);
    list!(measures, find("measures.csv"), lists::measures);
    list!(members, find("members.csv"), lists::members);
    list!(organizations, find("organizations.csv"), lists::organizations);
    let noted = cycle.findings.len();
    list!(received, find("received.csv"), |file| lists::received(file, year));
    let is_partial = cycle.findings[noted..].iter().any(|finding| finding.cause.leaves_unread());
    list!(ballots, find("ballots.csv"), |file| ballots(file, year));
    let noted = cycle.findings.len();
    list!(changes, find("changes.csv"), |file| changes(file, year));
    cycle.lacks_changes = cycle.findings[noted..].iter().any(|finding| finding.cause.leaves_unread());
    list!(last_tree, find("previous/measures.csv"), last_tree);
    respell::lists(cycle, is_partial);
    Ok(())
}

fn unusable(origin: Origin, message: &str) -> UnusableCycle {
    UnusableCycle(vec![slip(origin, message)])
}

fn slip(origin: Origin, message: &str) -> TomlSlip {
    TomlSlip { origin, message: message.into() }
}

/// Every text of the file with its place.
fn collect_texts(table: &DeTable<'_>, source: &SourceText, texts: &mut Vec<Cell>) {
    for value in table.values() {
        collect_value(value, source, texts);
    }
}

fn collect_value(value: &Spanned<DeValue<'_>>, source: &SourceText, texts: &mut Vec<Cell>) {
    match value.get_ref() {
        DeValue::String(text) => {
            texts.push(Cell { text: text.to_string(), origin: source.at(value.span().start) });
        }
        DeValue::Array(items) => items.iter().for_each(|v| collect_value(v, source, texts)),
        DeValue::Table(table) => collect_texts(table, source, texts),
        _ => {}
    }
}
