//! Returns (調査票) out of tables: one row an indicator.

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::csv::{self, Columns, InputFile, Record};
use super::number;
use crate::ground::text;
use crate::ground::wareki::{self, Year};
use crate::model::choice::Choice;
use crate::model::cycle::Cycle;
use crate::model::indicator::{Indicator, Key};
use crate::model::submission::{Fault, FaultKind, Submission, Submissions};
use crate::model::value::{Cell, Field, Quantity, Reading};

/// The columns of a return.
pub const COLUMNS: Columns = Columns {
    required: &[
        "取組番号",
        "指標番号",
        "指標名",
        "単位",
        "指標の型",
        "方向",
        "基準年度",
        "基準値",
        "目標年度",
        "目標値",
        "目標の根拠",
        "実績年度",
        "実績値",
        "実績の区分",
    ],
    optional: &[
        "取組名",
        "根拠計画名",
        "目標を設定しない理由",
        "理由（記述）",
        "目安値",
        "目安の理由",
        "定性の状況",
        "自己評価",
        "取組内容・実績",
        "課題",
        "今後の予定",
        "再掲",
        "備考",
    ],
};

/// Reads all returns; `files` are those below `inputs/submissions/`.
pub fn read_all(files: &[InputFile], cycle: &Cycle) -> Submissions {
    let received: BTreeMap<&str, _> =
        cycle.received.iter().filter_map(|r| Some((r.file.text.as_str(), *r.day.value()?))).collect();
    let mut all = Submissions::default();
    for file in files {
        let code = department_code(&file.path);
        let mut table = match is_workbook(&file.path) {
            true => csv::read_workbook(file, COLUMNS, &code, cycle.settings.cycle.id.get_ref()),
            false => csv::read(file, COLUMNS, Some(&code)),
        };
        let rows = table
            .rows()
            .iter()
            .map(|record| RowReader { record, department: &code, faults: &mut all.faults }.indicator())
            .collect();
        all.faults.append(&mut table.faults);
        all.texts.append(&mut table.texts);
        all.files.push(Submission {
            file: file.path.clone(),
            sha256: sha256(&file.bytes),
            received: received.get(file.path.trim_start_matches("inputs/")).copied(),
            department: code,
            rows,
        });
    }
    all
}

/// Whether a path is that of a workbook, by its ending.
pub fn is_workbook(path: &str) -> bool {
    path.to_lowercase().ends_with(".xlsx")
}

/// The code in a file's name: `inputs/submissions/doboku_teisei.csv` is of `doboku`.
fn department_code(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    stem.split_once('_').map_or(stem, |(code, _)| code).into()
}

/// The SHA-256 of a file, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> Arc<str> {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|b| format!("{b:02x}")).collect::<String>().into()
}

struct RowReader<'a> {
    record: &'a Record,
    department: &'a str,
    faults: &'a mut Vec<Fault>,
}

impl RowReader<'_> {
    fn indicator(mut self) -> Indicator {
        let cell = |column: &str| self.record.cell(column);
        let (measure, number, unit) = (cell("取組番号"), cell("指標番号"), cell("単位"));
        let key = Key { measure: key_text(&measure.text), number: key_text(&number.text) };
        for (column, cell) in [("取組番号", &measure), ("指標番号", &number)] {
            if cell.is_empty() {
                self.fault(cell, FaultKind::Empty { column });
            }
        }
        if !is_ordinal(&key.number) && !number.is_empty() {
            let hint = "指標番号は 1、2、3 のように書いてください";
            self.fault(&number, FaultKind::Number { text: number.text.clone(), hint });
        }
        let [baseline_year, target_year, actual_year] = self.years();
        Indicator {
            key,
            origin: measure.origin.clone(),
            department: self.department.into(),
            name: cell("指標名"),
            kind: self.required_choice("指標の型"),
            direction: self.choice("方向"),
            baseline_year,
            baseline: self.number("基準値", &unit.text),
            target_year,
            target: self.number("目標値", &unit.text),
            basis: self.choice("目標の根拠"),
            basis_plan: cell("根拠計画名"),
            no_target: self.choice("目標を設定しない理由"),
            no_target_note: cell("理由（記述）"),
            expected: self.number("目安値", &unit.text),
            expected_note: cell("目安の理由"),
            actual_year,
            actual: self.number("実績値", &unit.text),
            certainty: self.choice("実績の区分"),
            state: self.choice("定性の状況"),
            self_assessment: cell("自己評価"),
            activity: cell("取組内容・実績"),
            issue: cell("課題"),
            plan: cell("今後の予定"),
            repeats: repeated_key(cell("再掲")),
            note: cell("備考"),
            measure,
            number,
            unit,
        }
    }

    fn number(&mut self, column: &str, unit: &str) -> Field<Quantity> {
        let cell = self.record.cell(column);
        let (reading, fault) = number::parse(&cell.text, unit);
        if let Some(fault) = fault {
            self.fault(&cell, fault);
        }
        Field { cell, reading }
    }

    fn required_choice<T: Choice>(&mut self, column: &'static str) -> Field<T> {
        let field = self.choice(column);
        // A repeated row takes everything from its original.
        if field.cell.is_empty() && self.record.cell("再掲").is_empty() {
            self.fault(&field.cell, FaultKind::Empty { column });
        }
        field
    }

    fn choice<T: Choice>(&mut self, column: &str) -> Field<T> {
        let cell = self.record.cell(column);
        let (reading, fault) = choice(column, &cell.text);
        if let Some(fault) = fault {
            self.fault(&cell, fault);
        }
        Field { cell, reading }
    }

    /// The years of a row, which are all 年 or all 年度; where none says which, 年度.
    fn years(&mut self) -> [Field<Year>; 3] {
        let cells = ["基準年度", "目標年度", "実績年度"].map(|column| self.record.cell(column));
        let read = cells.each_ref().map(|cell| wareki::parse_year(&cell.text));
        let written = cells.each_ref().map(|cell| format!("「{}」", cell.text)).join("");
        let mut said = read.iter().flatten().filter_map(|year| year.fiscal);
        let fiscal = said.next().unwrap_or(true);
        let mixed = said.any(|other| other != fiscal);
        let mut said_mixed = false;
        let mut cells = cells.into_iter();
        read.map(|year| {
            let cell = cells.next().unwrap_or_default();
            let fault = match year {
                _ if no_value(&cell.text) => return Field { cell, reading: Reading::Absent },
                None => Some(FaultKind::Year { text: cell.text.clone() }),
                Some(_) if mixed => Some(FaultKind::MixedYears { text: written.clone() }),
                Some(_) => None,
            };
            let reading = match (year, fault) {
                (Some(year), None) => Reading::Value(Year { western: year.western, fiscal }),
                (_, fault) => {
                    // That they are mixed is one matter, said once.
                    let again = matches!(fault, Some(FaultKind::MixedYears { .. })) && said_mixed;
                    said_mixed |= matches!(fault, Some(FaultKind::MixedYears { .. }));
                    if let Some(fault) = fault.filter(|_| !again) {
                        self.fault(&cell, fault);
                    }
                    Reading::Unreadable
                }
            };
            Field { cell, reading }
        })
    }

    fn fault(&mut self, cell: &Cell, kind: FaultKind) {
        let department = Some(self.department.into());
        self.faults.push(Fault { origin: cell.origin.clone(), department, kind });
    }
}

/// Reads a word of a closed list; an empty cell or a dash holds none.
pub fn choice<T: Choice>(column: &str, written: &str) -> (Reading<T>, Option<FaultKind>) {
    if no_value(written) {
        return (Reading::Absent, None);
    }
    let folded = text::fold(written);
    match T::ALL.iter().find(|(_, label)| text::fold(label) == folded) {
        Some((value, _)) => (Reading::Value(*value), None),
        None => {
            let choices = T::ALL.iter().map(|(_, label)| *label).collect();
            (
                Reading::Unreadable,
                Some(FaultKind::Choice { column: column.into(), text: written.into(), choices }),
            )
        }
    }
}

fn no_value(written: &str) -> bool {
    matches!(text::fold(written).as_str(), "" | "-" | "ー" | "該当なし")
}

/// Whether a text is a number from 1, without zeros before it.
fn is_ordinal(text: &str) -> bool {
    !text.is_empty() && text.len() <= 4 && !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit())
}

/// A measure's number or an indicator's, as keys compare: full-width digits and dashes are the same.
pub fn key_text(written: &str) -> String {
    text::half_width_digits(written)
        .chars()
        .map(|c| if matches!(c, '－' | '−' | '‐' | '–' | '―') { '-' } else { c })
        .collect()
}

/// 「2-ア-3/1」; a measure alone means its first indicator.
fn repeated_key(mut cell: Cell) -> Cell {
    if !no_value(&cell.text) {
        let key = key_text(&cell.text.replace('／', "/"));
        cell.text = if key.contains('/') { key } else { format!("{key}/1") };
    } else {
        cell.text.clear();
    }
    cell
}
