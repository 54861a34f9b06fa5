//! Whether the totals of a table are the sums of their parts, as a reader would add them up.
//!
//! No table says which row is the sum of which others. A row that is the sum of the rows below it in nearly all columns is
//! one in the others too; so is a column of those to its right. What is called 「計」 is the sum of all.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigInt;

use super::audit_report::{AuditFault, AuditReport, FaultKind};
use super::number_tokens::{half_width, numbers, squeezed};
use crate::ground::number::{self, Exact};
use crate::published::tagged_pdf::{BlockKind, CellPlace, TaggedBlock, TaggedPdf};

/// What a row of totals is called.
const TOTALS: [&str; 5] = ["計", "合計", "総計", "総数", "全体"];
/// A line is a sum of others if it is in so many of a hundred of its places, and in so many at least: small counts are
/// often by chance what two others are together.
const NEARLY_ALL: usize = 75;
const LEAST: usize = 4;
/// What is called a total needs less to be taken for one.
const LEAST_OF_TOTAL: usize = 1;

/// Adds up the tables of a PDF.
pub fn look(path: &str, pdf: &TaggedPdf) -> AuditReport {
    let mut report = AuditReport::default();
    let mut tables: BTreeMap<usize, Vec<(CellPlace, &TaggedBlock)>> = BTreeMap::new();
    for block in &pdf.blocks {
        if let Some(cell) = block.cell.filter(|_| !block.is_picture) {
            tables.entry(cell.table).or_default().push((cell, block));
        }
    }
    for cells in tables.values() {
        let table = Grid::of(cells);
        let rows = table.sums(&table.lines(|cell| (cell.row, cell.column)), &table.total_rows);
        let columns = table.sums(&table.lines(|cell| (cell.column, cell.row)), &BTreeSet::new());
        report.sums += rows.checked + columns.checked;
        for ((row, column), fault) in rows
            .wrong
            .into_iter()
            .chain(columns.wrong.into_iter().map(|((column, row), fault)| ((row, column), fault)))
        {
            let page = table.pages.get(&(row, column)).copied().unwrap_or(1);
            let named = table.named(row, column);
            let Wrong { total, sum } = fault;
            let (total, sum) = (shown(&total), shown(&sum));
            let fault = AuditFault::of(
                path,
                FaultKind::Sum,
                format!("{named}　{total}"),
                format!("内訳の和は {sum}"),
            );
            report.faults.push(fault.on(page));
        }
    }
    report
}

/// A table as it is added up: what stands in its cells that span no others.
#[derive(Default)]
struct Grid {
    numbers: Vec<(CellPlace, Exact)>,
    pages: BTreeMap<(usize, usize), usize>,
    /// What heads each row, and each column.
    row_names: BTreeMap<usize, String>,
    column_names: BTreeMap<usize, String>,
    total_rows: BTreeSet<usize>,
}

/// The numbers of rows, each by its columns; or of columns, each by its rows.
type Lines = BTreeMap<usize, BTreeMap<usize, Exact>>;

/// The totals that were added up.
#[derive(Default)]
struct Sums {
    checked: usize,
    /// Those that are wrong, by the line and the place in it.
    wrong: Vec<((usize, usize), Wrong)>,
}

/// A line that was added up: at how many places it is the sum of others, and where it is not.
struct Added {
    right: usize,
    wrong: Vec<(usize, Wrong)>,
}

/// A total that is not the sum of its parts.
struct Wrong {
    total: Exact,
    sum: Exact,
}

impl Grid {
    fn of(cells: &[(CellPlace, &TaggedBlock)]) -> Self {
        let mut grid = Self::default();
        for (cell, block) in cells {
            let text = half_width(&block.text());
            grid.pages.insert((cell.row, cell.column), block.page.unwrap_or(1));
            match block.kind {
                BlockKind::ColumnHead => {
                    (cell.column..cell.column + cell.columns).for_each(|column| {
                        grid.column_names.insert(column, text.clone());
                    });
                }
                _ if cell.rows == 1 && cell.columns == 1 => {
                    if let Some(number) = value(&text) {
                        grid.numbers.push((*cell, number));
                    }
                }
                _ => {}
            }
            if block.kind != BlockKind::ColumnHead {
                grid.row_names.entry(cell.row).or_insert_with(|| text.clone());
                if TOTALS.contains(&squeezed(&text).as_str()) {
                    grid.total_rows.insert(cell.row);
                }
            }
        }
        grid
    }

    fn lines(&self, key: fn(&CellPlace) -> (usize, usize)) -> Lines {
        let mut lines = Lines::new();
        for (cell, number) in &self.numbers {
            let (line, place) = key(cell);
            lines.entry(line).or_default().insert(place, number.clone());
        }
        lines
    }

    fn named(&self, row: usize, column: usize) -> String {
        let name = |names: &BTreeMap<usize, String>, at| names.get(&at).cloned().unwrap_or_default();
        format!("{}　{}", name(&self.row_names, row), name(&self.column_names, column))
            .trim()
            .replace('\n', "")
    }

    /// Finds the lines that are sums of others, and adds them up. `totals` are those that are called so.
    fn sums(&self, lines: &Lines, totals: &BTreeSet<usize>) -> Sums {
        let mut sums = Sums::default();
        // The lines that belong to no sum yet, the nearest last.
        let mut open: Vec<usize> = Vec::new();
        for (&line, own) in lines.iter().rev().filter(|(line, _)| !totals.contains(line)) {
            let parts = (2..=open.len()).map(|n| &open[open.len() - n..]);
            let found = parts.filter_map(|parts| Some((parts.len(), added(own, lines, parts, LEAST)?)));
            if let Some((n, added)) = found.min_by_key(|(_, added)| added.wrong.len()) {
                open.truncate(open.len() - n);
                sums.take(line, added);
            }
            open.push(line);
        }
        for total in totals {
            // Parts that stand above the total.
            let parts: Vec<usize> = open.iter().copied().filter(|line| line < total).collect();
            let own = lines.get(total).filter(|_| parts.len() >= 2);
            if let Some(added) = own.and_then(|own| added(own, lines, &parts, LEAST_OF_TOTAL)) {
                sums.take(*total, added);
            }
        }
        sums
    }
}

impl Sums {
    fn take(&mut self, line: usize, added: Added) {
        self.checked += added.right + added.wrong.len();
        self.wrong.extend(added.wrong.into_iter().map(|(place, wrong)| ((line, place), wrong)));
    }
}

/// A line against the sum of others, place by place; none if it is no sum of them: too few of its places are.
fn added(own: &BTreeMap<usize, Exact>, lines: &Lines, parts: &[usize], least: usize) -> Option<Added> {
    let mut all = Added { right: 0, wrong: Vec::new() };
    for (&place, total) in own {
        let parts: Option<Vec<&Exact>> = parts.iter().map(|part| lines.get(part)?.get(&place)).collect();
        // Where nothing stands nothing is added up.
        let Some(sum) = parts.map(|parts| parts.into_iter().sum::<Exact>()) else { continue };
        if sum != *total {
            all.wrong.push((place, Wrong { total: total.clone(), sum }));
        } else if *total != number::whole(0) {
            all.right += 1;
        }
    }
    let of = all.right + all.wrong.len();
    (all.right >= least && all.right * 100 >= of * NEARLY_ALL).then_some(all)
}

fn shown(number: &Exact) -> String {
    /// More decimals than any table has.
    const DECIMALS: u32 = 9;
    number::plain(number, DECIMALS).trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The number that a cell says, with its counter or without: 「28事業」. 「－」 is nothing to add.
fn value(text: &str) -> Option<Exact> {
    if squeezed(text) == "－" || squeezed(text) == "-" {
        return Some(number::whole(0));
    }
    let found = numbers(text);
    let [only] = found.as_slice() else { return None };
    let is_plain = !only.text.ends_with('%') && text.trim().starts_with(&only.text);
    let counter = text.trim().get(only.text.len()..)?;
    let is_counter = counter.chars().count() <= 6 && counter.chars().all(char::is_alphabetic);
    (is_plain && is_counter).then(|| exact(&only.text)).flatten()
}

fn exact(text: &str) -> Option<Exact> {
    let (sign, digits) = match text.strip_prefix(['▲', '-']) {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let digits = digits.replace(',', "");
    let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
    let all: BigInt = format!("{whole}{part}").parse().ok()?;
    Some(number::scaled(all * sign, u32::try_from(part.len()).ok()?))
}
