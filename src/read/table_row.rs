//! A row of a table, by the names of its columns.

use std::sync::Arc;

use super::sheet::CellMark;
use crate::ground::origin::Origin;
use crate::model::column::Column;
use crate::model::value::{Cell, UNRESOLVED};

/// A row below the header.
#[derive(Debug, Clone, Default)]
pub struct TableRow {
    pub(super) cells: Vec<(Arc<Column>, Cell)>,
    /// What is special about a cell of a column.
    pub marks: Vec<(Arc<Column>, CellMark)>,
    /// Filled cells of columns that are not known, which are kept.
    pub extra: Vec<Cell>,
    /// The row's beginning: the place of a cell that isn't there.
    pub origin: Origin,
    /// Whether the row directly above it in the sheet is the record before it: what 「同上」 points at.
    pub follows: bool,
}

impl TableRow {
    /// The cell of a column; an empty one where the table lacks the column.
    pub fn cell(&self, column: &str) -> Cell {
        let found = self.cells.iter().find(|(known, _)| known.is(column));
        found.map_or_else(
            || Cell { text: String::new(), origin: self.origin.clone() },
            |(_, cell)| cell.clone(),
        )
    }

    /// Whether the table has a column.
    pub fn has(&self, column: &str) -> bool {
        self.cells.iter().any(|(known, _)| known.is(column))
    }

    /// Whether a column's cell can be taken as it stands.
    pub fn is_usable(&self, column: &str) -> bool {
        !self.marks.iter().any(|(known, mark)| known.is(column) && mark.is_unusable())
    }

    /// Puts a mark in the place of what can't be taken as it stands.
    pub fn settle(&mut self) {
        let unusable = self.marks.iter().filter(|(_, mark)| mark.is_unusable());
        let unusable: Vec<Arc<Column>> = unusable.map(|(column, _)| column.clone()).collect();
        let is_unusable = |column: &Arc<Column>| unusable.iter().any(|known| known.is(&column.id));
        for (_, cell) in self.cells.iter_mut().filter(|(column, _)| is_unusable(column)) {
            cell.text = UNRESOLVED.into();
        }
    }

    /// Puts another cell in a column.
    pub fn set(&mut self, column: &Arc<Column>, cell: Cell) {
        self.marks.retain(|(known, _)| !known.is(&column.id));
        match self.cells.iter_mut().find(|(known, _)| known.is(&column.id)) {
            Some((_, old)) => *old = cell,
            None => self.cells.push((column.clone(), cell)),
        }
    }

    /// Makes the cell of a column wait: it stays as it is written and can't be used.
    pub fn wait(&mut self, column: &Arc<Column>) {
        self.marks.push((column.clone(), CellMark::Waits));
    }

    /// The text of a column.
    pub fn text(&self, column: &str) -> &str {
        self.cells.iter().find(|(known, _)| known.is(column)).map_or("", |(_, cell)| &cell.text)
    }

    /// The cells of the known columns, in the order in which they stand.
    pub fn cells(&self) -> &[(Arc<Column>, Cell)] {
        &self.cells
    }
}
