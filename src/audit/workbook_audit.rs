//! A workbook, read again as a stranger has it: its cells, its formulas, and what is hidden in it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, SheetVisible, Xlsx};

use super::audit_report::{AuditFault, AuditReport, FaultKind};
use super::exempt::ExemptKind;
use super::known_inputs::KnownInputs;
use super::number_tokens::{half_width, numbers, squeezed};
use super::sheet_formulas::{SheetCells, number, place};
use super::told_figures::ToldFigures;
use crate::ground::form_id::FormId;
use crate::render::annex::page::HEADER_ROW;
use crate::render::artifact::{About, FileKind};
use crate::render::form::guide::GUIDE;
use crate::render::values::ValueRecord;

/// The columns of annexes whose numbers are no figures, by their heads: places in the files of the inputs, and what each
/// who was asked has answered.
const NO_FIGURES: [(&str, ExemptKind); 5] = [
    ("行", ExemptKind::Place),
    ("列番号", ExemptKind::Place),
    ("列", ExemptKind::Place),
    ("SHA-256", ExemptKind::Place),
    ("回答", ExemptKind::Answer),
];

/// Two numbers that differ by less are one.
const NEAR: f64 = 1e-9;

/// Looks at a workbook, which `about` tells of.
pub fn look(about: &About, bytes: &[u8], told: &ToldFigures<'_>, known: &KnownInputs) -> AuditReport {
    let mut report = AuditReport { files: 1, ..AuditReport::default() };
    let book = Xlsx::new(Cursor::new(bytes)).map_err(|error| error.to_string());
    let hidden = hidden_parts(bytes);
    let (mut book, hidden) = match (book, hidden) {
        (Ok(book), Ok(hidden)) => (book, hidden),
        (Err(why), _) | (_, Err(why)) => {
            report.faults.push(AuditFault::of(&about.path, FaultKind::Unreadable, why, ""));
            return report;
        }
    };
    report
        .faults
        .extend(hidden.iter().map(|part| AuditFault::of(&about.path, FaultKind::Hidden, part, "ない")));
    let sheets: Vec<(String, Range<Data>)> = book.worksheets();
    let look = Look { about, told: told.cells(&about.path), all_told: told, known, sheets: &sheets };
    for sheet in book.sheets_metadata().to_vec() {
        let is_own = sheet.name == FormId::SHEET && about.kind == FileKind::Form;
        if sheet.visible != SheetVisible::Visible && !is_own {
            let found = format!("隠れたシート「{}」", sheet.name);
            report.faults.push(AuditFault::of(&about.path, FaultKind::Hidden, found, "ない"));
        }
        // The guide of a form tells how it is filled in, with examples.
        if is_own || (about.kind == FileKind::Form && sheet.name == GUIDE) {
            continue;
        }
        let formulas = book.worksheet_formula(&sheet.name).unwrap_or_default();
        look.sheet(&sheet.name, &formulas, &mut report);
    }
    look.missing(&mut report);
    report
}

/// A workbook while it is looked at.
struct Look<'a> {
    about: &'a About,
    /// What `values.json` says stands in its cells: the figures by sheet and place.
    told: BTreeMap<String, Vec<(&'a str, &'a ValueRecord)>>,
    all_told: &'a ToldFigures<'a>,
    known: &'a KnownInputs,
    sheets: &'a [(String, Range<Data>)],
}

impl Look<'_> {
    fn fault(
        &self,
        kind: FaultKind,
        cell: &str,
        found: impl Into<String>,
        expected: impl Into<String>,
    ) -> AuditFault {
        AuditFault::of(&self.about.path, kind, found, expected).at(cell)
    }

    fn sheet(&self, name: &str, formulas: &Range<String>, report: &mut AuditReport) {
        let Some((_, cells)) = self.sheets.iter().find(|(sheet, _)| sheet == name) else { return };
        let start = cells.start().unwrap_or_default();
        let mut above: BTreeMap<usize, f64> = BTreeMap::new();
        let mut heads: BTreeMap<u32, String> = BTreeMap::new();
        for (row, column, value) in cells.used_cells() {
            let at = (
                start.0 + u32::try_from(row).unwrap_or(u32::MAX),
                start.1 + u32::try_from(column).unwrap_or(u32::MAX),
            );
            let cell = format!("{name}!{}{}", letters(at.1), at.0 + 1);
            let figures = self.told.get(&cell).map(Vec::as_slice).unwrap_or_default();
            if let Some(formula) = formulas.get_value(at).filter(|formula| !formula.is_empty()) {
                self.formula(name, &cell, formula, value, report);
            }
            match number(value) {
                Some(own) => {
                    let goes_on = above
                        .insert(column, own)
                        .map_or((own - 1.0).abs() < NEAR, |last| (own - last - 1.0).abs() < NEAR);
                    self.number(&cell, own, figures, goes_on, report);
                }
                None => {
                    let text = value.to_string();
                    let head = heads.entry(at.1).or_default();
                    self.words(&cell, &text, figures, head, report);
                    if at.0 == HEADER_ROW {
                        *head = squeezed(&text);
                    }
                }
            }
        }
    }

    /// A number is a figure that is told of its cell; or it counts rows; or, in a form, it stands so in the inputs.
    fn number(
        &self,
        cell: &str,
        own: f64,
        figures: &[(&str, &ValueRecord)],
        goes_on: bool,
        report: &mut AuditReport,
    ) {
        let told: Vec<f64> =
            figures.iter().filter_map(|(_, record)| record.number.as_ref()?.parse().ok()).collect();
        if told.iter().any(|told| (told - own).abs() < NEAR) {
            report.matched += 1;
        } else if !figures.is_empty() {
            let expected =
                figures.iter().map(|(id, record)| format!("{}（{id}）", record.text)).collect::<Vec<_>>();
            report.faults.push(self.fault(FaultKind::Number, cell, own.to_string(), expected.join("、")));
        } else if goes_on {
            report.leave_out(ExemptKind::Numbering);
        } else if self.known.has_number(own) {
            report.leave_out(ExemptKind::Typed);
        } else {
            report.faults.push(self.fault(FaultKind::Number, cell, own.to_string(), ""));
        }
    }

    fn words(
        &self,
        cell: &str,
        text: &str,
        figures: &[(&str, &ValueRecord)],
        head: &str,
        report: &mut AuditReport,
    ) {
        let own = squeezed(text);
        if own.is_empty() {
            return;
        }
        let is_told = |record: &ValueRecord| own.contains(&squeezed(&record.text));
        match figures {
            [] => self.untold(cell, text, head, report),
            figures if figures.iter().any(|(_, record)| is_told(record)) => report.matched += 1,
            figures => {
                let expected: Vec<String> =
                    figures.iter().map(|(id, record)| format!("{}（{id}）", record.text)).collect();
                report.faults.push(self.fault(FaultKind::Missing, cell, text, expected.join("、")));
            }
        }
        let faults = self.known.faults_of_words(&self.about.path, &own);
        report.faults.extend(faults.into_iter().map(|fault| fault.at(cell)));
    }

    /// The numbers in words of which nothing is told.
    fn untold(&self, cell: &str, text: &str, head: &str, report: &mut AuditReport) {
        let text = half_width(text);
        let no_figures = NO_FIGURES.iter().find(|(own, _)| *own == head).map(|(_, kind)| *kind);
        let exempt = &self.known.exempt;
        let spans = exempt.spans(&text);
        for number in numbers(&text) {
            let span =
                spans.iter().find(|(_, span)| span.start <= number.at.start && number.at.end <= span.end);
            match span {
                Some((kind, _)) => report.leave_out(*kind),
                None if ["No.", "番号"].contains(&head)
                    && number.text.parse().is_ok_and(|number| exempt.is_opinion(number)) =>
                {
                    report.leave_out(ExemptKind::Numbering);
                }
                None if self.all_told.gives_mark(&text[..number.at.start], &number.text) => {
                    report.matched += 1
                }
                None if no_figures.is_some() => {
                    no_figures.into_iter().for_each(|kind| report.leave_out(kind))
                }
                None if exempt.is_typed(&text, &number.at) || exempt.is_cell(&text) => {
                    report.leave_out(ExemptKind::Typed);
                }
                None => report.faults.push(self.fault(FaultKind::Number, cell, text.clone(), "")),
            }
        }
    }

    fn formula(&self, sheet: &str, cell: &str, formula: &str, shown: &Data, report: &mut AuditReport) {
        let reckoned = SheetCells(self.sheets).reckon(sheet, formula);
        report.sums += 1;
        let is_right =
            matches!((reckoned, number(shown)), (Some(one), Some(other)) if (one - other).abs() < NEAR);
        if !is_right {
            let expected =
                reckoned.map_or("確かめられる式".to_owned(), |reckoned| reckoned.to_string());
            report.faults.push(self.fault(FaultKind::Sum, cell, format!("{shown}（{formula}）"), expected));
        }
    }

    /// Figures whose cells are empty.
    fn missing(&self, report: &mut AuditReport) {
        for (cell, figures) in &self.told {
            let there = cell.rsplit_once('!').and_then(|(sheet, at)| {
                let (_, cells) = self.sheets.iter().find(|(name, _)| name == sheet)?;
                cells.get_value(place(at)?)
            });
            let is_there = there.is_some_and(|cell| !matches!(cell, Data::Empty));
            let (id, record) = figures[0];
            if !is_there && !record.text.is_empty() {
                report.faults.push(self.fault(
                    FaultKind::Missing,
                    cell,
                    "空",
                    format!("{}（{id}）", record.text),
                ));
            }
        }
    }
}

/// The letters of a column, from 0: 27 is `AB`.
fn letters(column: u32) -> String {
    let mut rest = column + 1;
    let mut all = Vec::new();
    while rest > 0 {
        all.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    all.iter().rev().collect()
}

/// What a curious reader finds in the package: comments, hidden rows and columns, macros, links to other files.
fn hidden_parts(bytes: &[u8]) -> Result<BTreeSet<String>, String> {
    /// The most bytes that a part may unpack to.
    const MOST: u64 = 64 << 20;
    /// Parts that no annex or form has, by what is in their names.
    const PARTS: [(&str, &str); 6] = [
        ("comments", "コメント"),
        ("externalLinks", "ほかのファイルへのリンク"),
        ("vbaProject", "マクロ"),
        ("embeddings", "埋め込まれたファイル"),
        ("customXml", "独自の情報"),
        ("docProps/custom", "独自の属性"),
    ];
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut found = BTreeSet::new();
    for at in 0..package.len() {
        let part = package.by_index(at).map_err(|error| error.to_string())?;
        let name = part.name().map_err(|error| error.to_string())?.into_owned();
        found.extend(
            PARTS.iter().filter(|(part, _)| name.contains(part)).map(|(_, called)| (*called).to_owned()),
        );
        if name.starts_with("xl/worksheets/") && name.ends_with(".xml") {
            let mut xml = String::new();
            part.take(MOST).read_to_string(&mut xml).map_err(|error| error.to_string())?;
            let tags = xml.split('<').filter(|tag| tag.starts_with("row ") || tag.starts_with("col "));
            if tags.into_iter().any(|tag| tag.contains("hidden=\"1\"")) {
                found.insert("隠れた行や列".to_owned());
            }
        }
    }
    Ok(found)
}
