//! What stands in the columns that a cycle's form leaves out.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::indicator_key;
use super::table_row::TableRow;
use crate::model::column::{Column, Columns, FixedColumn, Holds};
use crate::model::cycle_names::CycleNames;
use crate::model::value::Cell;

/// Fills in the columns that the form leaves out: with what `cycle.toml` says of all rows, and 指標番号 by counting the
/// rows of each measure.
pub fn fill(rows: &mut [TableRow], columns: &Columns, names: &CycleNames) {
    for FixedColumn { column, cell, .. } in &columns.fixed {
        for row in rows.iter_mut().filter(|row| is_wanted(column, row)) {
            row.set(column, cell.clone());
        }
    }
    if columns.find(NUMBER).is_some() {
        return;
    }
    let column = Arc::new(Column::new(NUMBER, Holds::Ordinal));
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        let measure = indicator_key::key(row.text("取組番号"), "", names).measure;
        let number = counted.entry(measure).or_insert(0);
        *number += 1;
        let origin = row.cell("取組番号").origin;
        row.set(&column, Cell { text: number.to_string(), origin });
    }
}

const NUMBER: &str = "指標番号";

/// A reason why there is no target is one of rows that have none.
fn is_wanted(column: &Column, row: &TableRow) -> bool {
    !column.is("目標を設定しない理由") || row.text("目標値").is_empty()
}
