//! What may stand in nothing that is published: what was written in columns and rows that `[publication]` withholds, and the
//! names that it withholds.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use super::bare_text::{CELL, ROW, bare, numbers};
use super::register_table::{DataCell, PublicColumn, RegisterTable};
use crate::ground::origin::Origin;
use crate::model::column::Holds;
use crate::model::cycle::Cycle;
use crate::model::indicator::Indicator;
use crate::model::no_answer::is_no_answer;
use crate::model::own_cell::OwnCell;
use crate::model::own_table::TableKey;
use crate::model::register::Register;
use crate::model::submission::Opinions;
use crate::model::value::Cell;

/// Fewer letters stand in anything.
const LEAST_LETTERS: usize = 4;

/// Something that is withheld.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// What it is: 「2-ア-3/1の自己評価」.
    pub what: String,
    /// What is written.
    pub said: String,
    /// Where it is written.
    pub origin: Origin,
}

/// A figure that may not stand beside the name of its indicator.
#[derive(Debug, Clone)]
pub struct SecretFigure {
    /// The figure.
    pub secret: Secret,
    /// The indicator's name, bare.
    pub name: String,
    /// Its numbers; of a word of a list that word.
    pub marks: Vec<String>,
}

/// All that is withheld.
#[derive(Debug, Default)]
pub struct Secrets {
    /// Texts, each with its bare letters.
    pub texts: Vec<(String, Secret)>,
    /// Figures.
    pub figures: Vec<SecretFigure>,
    /// The bare names of all indicators.
    pub names: BTreeSet<String>,
}

/// What is known of a cycle, and what of it is published.
pub struct Disclosure<'a> {
    /// The cycle with all that is withheld.
    pub cycle: &'a Cycle,
    /// This year's register and last year's, with all that is withheld.
    pub registers: [&'a Register; 2],
    /// What was said of it.
    pub opinions: &'a Opinions,
    /// The register as it is published.
    pub shown: &'a RegisterTable,
    /// Words that the program's own pages say by themselves.
    pub page_words: &'a [&'a str],
}

impl Secrets {
    /// What a cycle withholds. Words that the published lists say by themselves (names of measures, indicators and departments,
    /// `cycle.toml`, the pages) are no secrets, and neither is what stands word for word in a published cell.
    pub fn of(all: &Disclosure<'_>) -> Self {
        let mut found = Self::default();
        for entry in all.registers.iter().flat_map(|register| register.entries()) {
            found.names.insert(bare(&entry.indicator.name.text));
            found.add_row(all.cycle, &entry.indicator);
        }
        found.add_beside_rows(all.cycle, all.opinions);
        found.add_tables(all.cycle);
        let (open, cells) = (open_words(all), shown_cells(all.shown));
        found.texts.retain(|(letters, _)| !open.contains(letters) && !cells.contains(letters));
        found.add_names(&all.cycle.settings.publication.withheld.names, all.cycle);
        found.forget_shown_figures(all);
        found
    }

    /// Adds what a row says that is withheld.
    fn add_row(&mut self, cycle: &Cycle, row: &Indicator) {
        let withheld = &cycle.settings.publication.withheld;
        let is_withheld = withheld.has(row);
        let columns = cycle.return_columns.iter();
        let words: BTreeSet<&str> =
            columns.filter(|column| column.holds == Holds::Words).map(|column| &*column.id).collect();
        let standard = row.by_column().into_iter().map(|(id, cell)| (id.to_owned(), cell));
        let own = row.own.iter().map(|own| (own.column.id.to_string(), &own.field.cell));
        let years = row.by_year.iter().map(|value| (value.series.column().to_owned(), &value.field.cell));
        for (column, cell) in standard.chain(own).chain(years) {
            if !(is_withheld || withheld.has_column(&column)) || cell.is_empty() {
                continue;
            }
            let what = format!("{}の{column}", row.key);
            match words.contains(column.as_str()) {
                true => self.add_text(what, cell),
                false => self.add_figure(what, cell, row),
            }
        }
        if is_withheld {
            row.extra.iter().for_each(|cell| self.add_text(format!("{}の欄", row.key), cell));
        }
    }

    /// Adds what is said of measures that are withheld, beside their rows.
    fn add_beside_rows(&mut self, cycle: &Cycle, opinions: &Opinions) {
        let withheld = &cycle.settings.publication.withheld;
        for measure in cycle.measures.iter().filter(|one| withheld.has_measure(&one.number.text)) {
            self.add_text(format!("取組{}の名", measure.number.text), &measure.title);
        }
        let said = opinions.opinions.iter().chain(&opinions.remarks);
        for opinion in said.filter(|one| withheld.has_measure(&one.measure.text)) {
            self.add_text(format!("意見{}", opinion.number.text), &opinion.text);
        }
        for change in cycle.changes.iter().filter(|one| withheld.has_measure(&one.measure.text)) {
            let cells = [&change.old, &change.new, &change.reason];
            cells.into_iter().for_each(|cell| self.add_text(format!("{}の変更", change.place.text), cell));
        }
    }

    /// Adds the words of tables of the cycle's own that are withheld with their columns or their rows. Marks and figures
    /// can't be searched for: they are not in what the pages are made of.
    fn add_tables(&mut self, cycle: &Cycle) {
        let withheld = &cycle.settings.publication.withheld;
        for (table, row) in
            cycle.tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row)))
        {
            let is_withheld = table.measure(row).is_some_and(|number| withheld.has_measure(number))
                || table.of(row, TableKey::Indicator).is_some_and(|key| withheld.has_written(key));
            let is_meant = |own: &&OwnCell| {
                own.column.holds == Holds::Words
                    && (is_withheld || withheld.has_table_column(&table.id, &own.column.id))
            };
            for own in row.own.iter().filter(is_meant) {
                self.add_text(format!("表{}の{}", table.id, own.column.name), &own.field.cell);
            }
        }
    }

    fn add_text(&mut self, what: String, cell: &Cell) {
        let letters = bare(&cell.text);
        if letters.chars().count() >= LEAST_LETTERS && !is_no_answer(&cell.text) {
            self.texts.push((letters, Secret { what, said: cell.text.clone(), origin: cell.origin.clone() }));
        }
    }

    fn add_figure(&mut self, what: String, cell: &Cell, row: &Indicator) {
        let letters = bare(&cell.text);
        let mut marks = numbers(&letters);
        if marks.is_empty() && letters.chars().count() > 1 {
            marks.push(letters);
        }
        let name = bare(&row.name.text);
        if !marks.is_empty() && !name.is_empty() {
            let secret = Secret { what, said: cell.text.clone(), origin: cell.origin.clone() };
            self.figures.push(SecretFigure { secret, name, marks });
        }
    }

    fn add_names(&mut self, names: &[Spanned<String>], cycle: &Cycle) {
        self.texts.extend(names.iter().map(|name| {
            let (said, origin) = (name.get_ref().clone(), cycle.source.of(name));
            (bare(&said), Secret { what: "公表しない名".into(), said, origin })
        }));
    }

    /// Takes away of each figure what the published row of its indicator says anyway: the year 30, a target of the same value.
    fn forget_shown_figures(&mut self, all: &Disclosure<'_>) {
        let mut shown: BTreeMap<String, String> = BTreeMap::new();
        if let Some(place) = all.shown.place("指標名") {
            for row in &all.shown.rows {
                let cells = all.shown.columns.iter().zip(row).map(|(column, cell)| told(column, cell));
                shown.entry(bare(row[place].text())).or_default().extend(cells);
            }
        }
        let withheld = &all.cycle.settings.publication.withheld;
        for entry in all.registers.iter().flat_map(|register| register.entries()) {
            let row = &entry.indicator;
            let years = row.by_year.iter().filter(|value| !withheld.has_column(value.series.column()));
            if let Some(cells) = shown.get_mut(&bare(&row.name.text)).filter(|_| !withheld.has(row)) {
                years.for_each(|value| cells.extend([CELL.to_string(), bare(&value.field.cell.text)]));
            }
        }
        for figure in &mut self.figures {
            let Some(cells) = shown.get(&figure.name) else { continue };
            let told = numbers(cells);
            let is_number = |mark: &str| mark.starts_with(|c: char| c.is_ascii_digit());
            figure.marks.retain(|mark| match is_number(mark) {
                true => !told.contains(mark),
                false => !cells.contains(mark.as_str()),
            });
        }
        self.figures.retain(|figure| !figure.marks.is_empty());
    }
}

/// What a published cell tells of figures, bare. In prose a digit by itself may be anything: 「年４回」.
fn told(column: &PublicColumn, cell: &DataCell) -> String {
    let letters = bare(cell.text());
    let told = match column.is_prose {
        true => {
            numbers(&letters).into_iter().filter(|number| number.len() == 1).collect::<Vec<_>>().join(" ")
        }
        false => letters,
    };
    format!("{told}{CELL}")
}

/// What the published lists and the pages say by themselves, bare.
fn open_words(all: &Disclosure<'_>) -> String {
    let withheld = &all.cycle.settings.publication.withheld;
    let measures = all.cycle.measures.iter().filter(|one| !withheld.has_measure(&one.number.text));
    let departments = all.cycle.departments.iter().chain(&all.cycle.former_departments);
    let rows = all.registers.iter().flat_map(|register| register.entries()).map(|entry| &entry.indicator);
    let names = rows.filter(|row| !withheld.has(row)).map(|row| row.name.text.as_str());
    let words = measures
        .map(|measure| measure.title.text.as_str())
        .chain(departments.flat_map(|one| [one.bureau.text.as_str(), &one.division.text]))
        .chain(names)
        .chain([&*all.cycle.source.text])
        .chain(all.page_words.iter().copied());
    bare(&words.collect::<Vec<_>>().join(&ROW.to_string()))
}

/// What stands in a published cell, bare.
fn shown_cells(shown: &RegisterTable) -> BTreeSet<String> {
    shown.rows.iter().flatten().map(|cell| bare(cell.text())).collect()
}
