//! Whether the figures in the cells of tables stand in the rows and columns that are theirs.

use std::collections::{BTreeMap, BTreeSet};

use super::audit_report::{AuditFault, FaultKind};
use super::number_tokens::squeezed;
use super::told_figures::{RowOwner, ToldFigures};
use crate::published::tagged_pdf::{BlockKind, CellPlace, TaggedPdf};

/// A figure in a cell.
pub struct CellNumber {
    /// The place of the cell among the blocks of its file.
    pub block: usize,
    /// The page, from 1.
    pub page: usize,
    /// The number as it stands there.
    pub text: String,
    /// The ids of the figures of the page that print this number.
    pub ids: Vec<String>,
}

/// The rows of the tables of a file, and of whom each says that it is.
pub struct TableRows {
    cells: Vec<Option<CellPlace>>,
    owners: BTreeMap<(usize, usize), BTreeSet<RowOwner>>,
    pages: BTreeMap<(usize, usize), usize>,
    /// What heads each column.
    heads: BTreeMap<(usize, usize), String>,
    /// What the cells of each row say, those among them that span it.
    texts: BTreeMap<(usize, usize), String>,
}

impl TableRows {
    /// Reads whose rows the tables have: a cell that is an indicator's name says so for each row that it spans.
    pub fn of(pdf: &TaggedPdf, told: &ToldFigures<'_>) -> Self {
        let mut owners: BTreeMap<(usize, usize), BTreeSet<RowOwner>> = BTreeMap::new();
        let mut texts: BTreeMap<(usize, usize), String> = BTreeMap::new();
        let mut heads: BTreeMap<(usize, usize), String> = BTreeMap::new();
        for block in &pdf.blocks {
            let Some(cell) = block.cell else { continue };
            if block.kind == BlockKind::ColumnHead {
                for column in cell.column..cell.column + cell.columns {
                    heads.entry((cell.table, column)).or_default().push_str(&squeezed(&block.text()));
                }
            }
            let named = told.owners(&block.text());
            for row in cell.row..cell.row + cell.rows {
                if !named.is_empty() {
                    owners.entry((cell.table, row)).or_default().extend(named.iter().copied().cloned());
                }
                let said = texts.entry((cell.table, row)).or_default();
                said.push_str(&squeezed(&block.text()));
                said.push('\n');
            }
        }
        let pages = pdf.blocks.iter().filter_map(|block| {
            let cell = block.cell?;
            Some(((cell.table, cell.row), block.page?))
        });
        let pages = pages.collect();
        Self { cells: pdf.blocks.iter().map(|block| block.cell).collect(), owners, pages, heads, texts }
    }

    /// Whether one of the rows that are an indicator's says a figure in words, such as its class; none if no row of a page is
    /// the indicator's.
    pub fn says(&self, id: &str, page: usize, words: &str) -> Option<bool> {
        // A column of the cycle's own may stand in a table of its own, as an evaluation does.
        let is_own = last(id).starts_with("own.");
        let owner = RowOwner::of(id)
            .into_iter()
            .filter(|_| !is_own)
            .find(|owner| matches!(owner, RowOwner::Indicator(_)))?;
        let own = self
            .owners
            .iter()
            .filter(|(row, owners)| owners.contains(&owner) && self.pages.get(row) == Some(&page));
        let mut said = own.filter_map(|(row, _)| self.texts.get(row)).peekable();
        said.peek().is_some().then(|| said.any(|said| said.contains(words)))
    }

    /// Rows that name a measure, or an indicator, and a department that has nothing to do with it.
    pub fn of_other_departments(&self, path: &str, told: &ToldFigures<'_>) -> Vec<AuditFault> {
        let mut faults = Vec::new();
        for (row, named) in &self.owners {
            let measures = named.iter().filter_map(RowOwner::measure);
            let measures: Vec<&str> = measures.collect();
            let departments = named.iter().filter_map(|owner| match owner {
                RowOwner::Department(code) => Some(code.as_str()),
                _ => None,
            });
            let departments: Vec<&str> = departments.collect();
            let concerns = |code: &&str| measures.iter().any(|measure| told.concerns(measure, code));
            if !measures.is_empty() && !departments.is_empty() && !departments.iter().any(concerns) {
                let found = format!("取組 {} の行に「{}」", measures.join("、"), told.called(departments[0]));
                let page = self.pages.get(row).copied().unwrap_or(1);
                faults.push(AuditFault::of(path, FaultKind::Name, found, "担当課").on(page));
            }
        }
        faults
    }

    /// The figures that stand in a row of another, or in a column of other figures.
    pub fn misplaced(&self, path: &str, cells: &[CellNumber], told: &ToldFigures<'_>) -> Vec<AuditFault> {
        let mut faults: Vec<AuditFault> =
            cells.iter().filter_map(|number| self.in_row_of_another(path, number)).collect();
        faults.extend(self.in_other_column(path, cells, told));
        faults
    }

    /// The same number with those ids alone that are of its row's owners, if there are any.
    fn own_ids(&self, number: &CellNumber) -> CellNumber {
        let owners = self.row_owners(number);
        let is_own = |id: &&String| {
            owners.is_some_and(|owners| RowOwner::of(id).iter().any(|owner| owners.contains(owner)))
        };
        let own: Vec<String> = number.ids.iter().filter(is_own).cloned().collect();
        let ids = if own.is_empty() { number.ids.clone() } else { own };
        CellNumber { ids, text: number.text.clone(), ..*number }
    }

    fn row_owners(&self, number: &CellNumber) -> Option<&BTreeSet<RowOwner>> {
        let cell = self.cells[number.block]?;
        self.owners.get(&(cell.table, cell.row))
    }

    fn in_row_of_another(&self, path: &str, number: &CellNumber) -> Option<AuditFault> {
        let named = self.row_owners(number)?;
        // An indicator that is shown once more stands in the row of another measure.
        let is_other = |id: &String| {
            let owners = RowOwner::of(id);
            let told = owners.iter().find(|owner| named.iter().any(|other| other.is_like(owner)));
            told.is_some_and(|owner| !named.contains(owner))
        };
        number.ids.iter().all(is_other).then(|| {
            let whose = format!("この行のものでない値（{}）", number.ids.join("、"));
            AuditFault::of(path, FaultKind::Misplaced, &number.text, whose).on(number.page)
        })
    }

    /// Where a column has the same figure of each row, as the targets, and a cell prints another of its row.
    fn in_other_column(&self, path: &str, cells: &[CellNumber], told: &ToldFigures<'_>) -> Vec<AuditFault> {
        // Tables of one kind, as one for each category, have columns with the same heads.
        let mut columns: BTreeMap<&str, Vec<&CellNumber>> = BTreeMap::new();
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        cells.iter().for_each(|number| *counts.entry(number.block).or_default() += 1);
        // Of whose row it is is known: another's figure that prints the same number says nothing.
        let alone =
            cells.iter().filter(|number| counts[&number.block] == 1).map(|number| self.own_ids(number));
        let alone: Vec<CellNumber> = alone.collect();
        for number in &alone {
            let Some(cell) = self.cells[number.block].filter(|cell| cell.columns == 1) else { continue };
            let Some(head) = self.heads.get(&(cell.table, cell.column)) else { continue };
            columns.entry(head).or_default().push(number);
        }
        let mut others: BTreeMap<usize, (String, AuditFault)> = BTreeMap::new();
        for column in columns.values() {
            let Some(end) = end_of_most(column) else { continue };
            let there: BTreeSet<&String> = column.iter().flat_map(|number| &number.ids).collect();
            for number in column.iter().filter(|number| !number.ids.iter().any(|id| last(id) == end)) {
                let other = self.of_other_end(path, number, end, told);
                others.extend(
                    other.filter(|(meant, _)| !there.contains(meant)).map(|other| (number.block, other)),
                );
            }
        }
        // What the column should have may stand in another column with good reason: the target in that of its year.
        let is_elsewhere = |meant: &String| {
            let mut there = alone.iter().filter(|number| number.ids.contains(meant));
            there.any(|number| !others.contains_key(&number.block))
        };
        others.values().filter(|(meant, _)| !is_elsewhere(meant)).map(|(_, fault)| fault.clone()).collect()
    }

    /// The figure that a row has of the kind that the column has, where the cell prints another number; and its id.
    fn of_other_end(
        &self,
        path: &str,
        number: &CellNumber,
        end: &str,
        told: &ToldFigures<'_>,
    ) -> Option<(String, AuditFault)> {
        let own = self.row_owners(number)?;
        let id = number.ids.iter().find(|id| RowOwner::of(id).iter().any(|owner| own.contains(owner)))?;
        let (stem, _) = id.rsplit_once('/')?;
        let tail = id.split_once('@').map_or(String::new(), |(_, tail)| format!("@{tail}"));
        let meant = format!("{stem}/{end}{tail}");
        let printed = told.printed(&meant, path).filter(|printed| !printed.contains(&number.text))?;
        let expected = format!("{}（{meant}）", printed.join("、"));
        Some((meant, AuditFault::of(path, FaultKind::Misplaced, &number.text, expected).on(number.page)))
    }
}

/// What a figure is of its row: the last part of its id, without the day that may stand behind it.
fn last(id: &str) -> &str {
    let id = id.split('@').next().unwrap_or(id);
    id.rsplit('/').next().unwrap_or(id)
}

/// What most cells of a column are, if nearly all are the same.
fn end_of_most<'a>(column: &[&'a CellNumber]) -> Option<&'a str> {
    /// So many cells make a column, and so many of a hundred are of one kind.
    const LEAST: usize = 3;
    const NEARLY_ALL: usize = 75;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for number in column {
        let ends: BTreeSet<&str> = number.ids.iter().map(|id| last(id)).collect();
        ends.into_iter().for_each(|end| *counts.entry(end).or_default() += 1);
    }
    let (end, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= LEAST && count * 100 >= column.len() * NEARLY_ALL).then_some(end)
}
