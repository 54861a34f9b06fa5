//! Finds rows of CSV in which a comma cut a number in two, and takes them away with a finding. 1,200 without its
//! quotation marks is two cells, 1 and 200, and all cells behind it stand in a wrong column.

use super::table::Table;
use super::table_row::TableRow;
use super::word_of_list::is_choice;
use crate::ground::text;
use crate::ground::written_year::parse_year;
use crate::model::cause::{Cause, RawFinding};
use crate::model::column::{Column, Holds};
use crate::model::value::NoValue;

/// Takes rows away in which a comma cut a number. A row that has a cell too many was taken away before; this is for rows
/// whose empty cells at the end were left out, so that their number of cells tells nothing.
pub fn drop_cut_rows(table: &mut Table, department: &str) {
    let mut follows = true;
    let findings = &mut table.findings;
    table.rows.retain_mut(|record| {
        record.follows &= follows;
        let cut = if record.origin.sheet().is_none() { cut(record) } else { None };
        follows = cut.is_none();
        findings.extend(cut.map(|(i, halves)| RawFinding {
            origin: record.cells()[i].1.origin.clone(),
            department: Some(department.into()),
            cause: Cause::CutNumber { halves },
        }));
        follows
    });
}

/// The cell whose number was cut, counted from 0, and the two halves.
fn cut(record: &TableRow) -> Option<(usize, [String; 2])> {
    let cells = record.cells();
    let half = |i: usize| text::half_width_digits(&cells[i].1.text);
    (0..cells.len().saturating_sub(1)).find_map(|i| {
        let neighbours = cells[i].1.origin.position().map(|(line, column)| (line, column + 1));
        if cells[i].0.holds != Holds::Number || cells[i + 1].1.origin.position() != neighbours {
            return None;
        }
        let halves = [half(i), half(i + 1)];
        let is_cut = is_head(&halves[0]) && is_tail(&halves[1]) && fits(record, i, &halves);
        is_cut.then_some((i, halves))
    })
}

/// One to three digits that don't begin with 0, perhaps with a sign.
fn is_head(text: &str) -> bool {
    let digits = text.trim_start_matches(['約', '▲', '△', '-', '－', '−', '+', '＋', '¥', '￥', '\\']);
    (1..=3).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Exactly three digits, perhaps with decimals or a unit.
fn is_tail(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3 && !text[3..].starts_with(',')
}

/// Whether the rest of the row looks as if a comma had cut the number of a cell.
///
/// A comma moves all that follows by one column. So it was no comma if a year or a word of a list behind the cell
/// stands in its own column. If none does, the two halves are one number if that is nearer to the row's other numbers:
/// beside 9200, the cells 1 and 200 are 1200.
fn fits(record: &TableRow, i: usize, halves: &[String; 2]) -> bool {
    let cells = record.cells();
    let (next, behind) = (&cells[i + 1], &cells[i + 2..]);
    if next.0.holds != Holds::Number {
        return is_out_of_place(&next.0, &next.1.text);
    }
    // No number begins with 0 before other digits.
    if halves[1].starts_with('0') {
        return true;
    }
    let in_place = |column: &Column, text: &str| {
        NoValue::of(&text::fold(text)).is_none() && has_list(column) && !is_out_of_place(column, text)
    };
    if behind.iter().any(|(column, cell)| in_place(column, &cell.text)) {
        return false;
    }
    let number = |text: &str| -> Option<f64> {
        let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        digits.parse().ok().filter(|n| *n > 0.0)
    };
    let others = cells
        .iter()
        .enumerate()
        .filter(|(j, (column, _))| *j != i && *j != i + 1 && column.holds == Holds::Number);
    let others: Vec<f64> =
        others.filter_map(|(_, (_, cell))| number(&text::half_width_digits(&cell.text))).collect();
    let spread = |more: &[f64]| {
        let all = || others.iter().chain(more);
        all().copied().fold(0.0, f64::max) / all().copied().fold(f64::INFINITY, f64::min)
    };
    match (number(&halves[0]), number(&halves[1]), number(&halves.concat())) {
        // With nothing to compare, only a leap of a hundred times is one number rather than two.
        (Some(a), Some(b), _) if others.is_empty() => b >= a * 100.0,
        (Some(a), Some(b), Some(both)) => spread(&[both]) < spread(&[a, b]),
        _ => false,
    }
}

/// Whether a column has years or words of a list.
fn has_list(column: &Column) -> bool {
    matches!(column.holds, Holds::Year | Holds::Choice(_))
}

/// Whether a text can't stand in a column of years or of a list's words.
fn is_out_of_place(column: &Column, text: &str) -> bool {
    match &column.holds {
        Holds::Choice(words) => !is_choice(text, words),
        Holds::Year => parse_year(text).is_none(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::column::Columns;
    use crate::read::header::KnownNames;
    use crate::read::input::InputFile;
    use crate::read::table;

    /// Whether a row of these columns loses a number to a comma; the other required columns stand before them, empty.
    fn is_cut(columns: &[&str], cells: &str) -> bool {
        let table = Columns::of_return();
        let all = || table.required().map(|column| &*column.name);
        let others = || all().filter(|name| !columns.contains(name));
        let names: Vec<&str> = others().chain(columns.iter().copied()).collect();
        let empty: String = others().map(|name| if name == "取組番号" { "1-1," } else { "," }).collect();
        let text = format!("{}\n{empty}{cells}\n", names.join(","));
        let file = InputFile { path: "a.csv".into(), bytes: text.as_bytes().into() };
        let sheet =
            crate::read::csv::read(&file.bytes, crate::read::sheet::Bounds::SENT, &|_| 1).expect("a table");
        let mut table = table::of_sheets(&file.path, &[sheet], &KnownNames::of(&table), None);
        assert_eq!(table.rows.len(), 1, "{cells}");
        drop_cut_rows(&mut table, "kikaku");
        table.rows.is_empty()
    }

    #[test]
    fn a_number_that_a_comma_cut_is_found_without_counting() {
        let values = ["基準値", "目標値", "実績値"];
        assert!(is_cut(&values, "1,200,9200"));
        assert!(is_cut(&values, "1,200,5000"));
        assert!(is_cut(&values, "5,050,"));
        assert!(!is_cut(&values, "50,100,80"));
        assert!(!is_cut(&values, "85,100,"));
        let years = ["基準年度", "基準値", "目標年度", "目標値", "実績年度", "実績値"];
        assert!(is_cut(&years, "R2,1,200,R6,9200,R4"));
        assert!(!is_cut(&years, "R2,1,2024,200,R4,150"));
        let behind = ["基準値", "目標値", "実績値", "実績年度", "実績の区分"];
        assert!(!is_cut(&behind, "1,200,9200,R4,確定"), "what stands behind stands where it belongs");
    }
}
