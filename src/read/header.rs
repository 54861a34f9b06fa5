//! The header of a table: its names, and the columns that they mean.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::header_words::{loose, whole, without_notes};
use super::named_year::taken_years;
use super::sheet::SheetCell;
use crate::ground::text;
use crate::model::column::{Column, Columns};

/// The columns of a table, and their names as names compare.
pub struct KnownNames {
    /// The columns that the table may have.
    pub columns: Columns,
    list: Vec<(String, Arc<Column>)>,
    /// Other names of columns, as names compare.
    others: Vec<(String, Arc<Column>)>,
}

impl KnownNames {
    /// The names of a table's columns.
    pub fn of(columns: &Columns) -> Self {
        let own = columns.iter().map(|column| (loose(&column.name), column.clone()));
        let declared = columns.iter().filter(|column| column.is_declared && column.year.is_none());
        let declared =
            declared.flat_map(|column| column.also.iter().map(|name| (loose(name), column.clone())));
        let list = own.chain(declared).collect();
        let others = |column: &Arc<Column>| -> Vec<(String, Arc<Column>)> {
            column.also.iter().map(|name| (loose(name), column.clone())).collect()
        };
        Self { list, others: columns.iter().flat_map(others).collect(), columns: columns.clone() }
    }

    /// The column of a name that was made loose.
    pub fn known(&self, loose: &str) -> Option<&Arc<Column>> {
        let own = self.list.iter().find(|(name, _)| name == loose).map(|(_, known)| known);
        own.or_else(|| self.of_year(loose))
    }

    /// The column of a year, wherever the name says the year: 実績 below 「R1」, 「R1実績」, 「実績（令和元年度）」.
    fn of_year(&self, loose: &str) -> Option<&Arc<Column>> {
        let mut by_year = self.others.iter().filter(|(_, column)| column.year.is_some()).peekable();
        by_year.peek()?;
        let (mut stem, years) = taken_years(loose);
        let [year] = years.as_slice() else { return None };
        stem.retain(|c| c != '\u{1}');
        let stem = without_notes(&stem);
        let is_meant = |column: &Column| column.year.is_some_and(|of| year.may_be.contains(&of));
        by_year.find(|(name, column)| *name == stem && is_meant(column)).map(|(_, column)| column)
    }

    /// The column that people also call by a name that was made loose, whatever notes stand behind it.
    pub fn also_called(&self, loose: &str) -> Option<&Arc<Column>> {
        let called =
            |loose: &str| self.others.iter().find(|(name, column)| name == loose && column.year.is_none());
        called(loose).or_else(|| called(&without_notes(loose))).map(|(_, known)| known)
    }

    /// The column of a name that was made loose, whatever notes stand behind it.
    pub fn known_but_for_notes(&self, loose: &str) -> Option<&Arc<Column>> {
        self.known(loose).or_else(|| self.known(&without_notes(loose)))
    }

    /// Whether a column is one of those by which a header is found: it is required, or it is one of a year.
    pub fn is_sought(column: &Column) -> bool {
        column.is_required || column.year.is_some()
    }

    /// How many of the columns that are sought stand among names, whatever notes stand behind them.
    pub fn fit(&self, names: &[HeaderName]) -> usize {
        let filled = names.iter().filter(|name| !name.loose.is_empty());
        let known = filled.filter_map(|name| {
            let own = self.known_but_for_notes(&name.loose).or_else(|| self.also_called(&name.loose));
            own.or(name.perhaps.as_ref())
        });
        let sought: BTreeSet<&str> = known.filter(|c| Self::is_sought(c)).map(|c| &*c.id).collect();
        sought.len()
    }
}

/// A header that was found.
#[derive(Debug, Default, PartialEq)]
pub struct Header {
    /// The index of its first row, and of the first row below it.
    pub rows: (usize, usize),
    /// Its names from left to right, one for each column of the sheet.
    pub headings: Vec<ColumnHeading>,
    /// Known columns for which several names fit equally, with those names.
    pub ambiguous: Vec<(Arc<Column>, Vec<Arc<str>>)>,
}

impl Header {
    /// Whether each column means what it means in another header.
    pub fn is_like(&self, other: &Self) -> bool {
        fn known(header: &Header) -> Vec<Option<&str>> {
            let mut known: Vec<_> = header.headings.iter().map(ColumnHeading::column_id).collect();
            known.truncate(known.iter().rposition(Option::is_some).map_or(0, |last| last + 1));
            known
        }
        known(self) == known(other)
    }

    /// Whether a column was found.
    pub fn has(&self, column: &Column) -> bool {
        self.headings.iter().any(|heading| heading.is(column))
    }

    /// Whether several names fit a column equally.
    pub fn is_ambiguous(&self, column: &Column) -> bool {
        self.ambiguous.iter().any(|(other, _)| other.id == column.id)
    }
}

/// A name of the header, and the column that it means.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ColumnHeading {
    /// As written; of a header of two lines, the words of both.
    pub written: Arc<str>,
    /// The known column that it means.
    pub known: Option<Arc<Column>>,
    /// How sure it is that it means this column.
    pub how: How,
    /// Where it says the words of a column, but is another's: which column, and why.
    pub apart: Option<(Arc<Column>, Apart)>,
}

/// Why a name that says the words of a column is not that column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Apart {
    /// It is of another time, body or kind, as this word in it says: 前年度.
    Word(String),
    /// It is of this year, which is not the one that the rows report: H29.
    Year(String),
    /// It is in a unit that is not the one of the rows: 千件 where they have 件.
    Unit {
        /// The unit in the name.
        unit: String,
        /// The unit of the rows.
        of_rows: String,
    },
}

impl ColumnHeading {
    /// Whether it means a column.
    pub fn is(&self, column: &Column) -> bool {
        self.column_id() == Some(&column.id)
    }

    /// What the program knows the column by that it means.
    pub fn column_id(&self) -> Option<&str> {
        self.known.as_ref().map(|column| &*column.id)
    }
}

/// How sure it is what a name means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum How {
    /// It is the column's own name, apart from width, spaces, の and ・.
    #[default]
    Same,
    /// It is like the column's name, and like no other column's: 「基準年」 for 基準年度.
    Alike,
}

/// A name as it is written, and as names compare.
#[derive(Debug, Clone, Default)]
pub struct HeaderName {
    /// The name as the cell holds it, without the white space around it.
    pub written: String,
    /// The name as names compare, without what people vary: width, spaces, の. Empty if it is too long for a name.
    pub loose: String,
    /// The words of the group above it, where the name means a column without them.
    pub group: String,
    /// The column that it may mean. 「実績値」 below 「窓口」 may be 実績値, or the 実績値 of something else.
    pub perhaps: Option<Arc<Column>>,
}

impl HeaderName {
    /// The name that a cell holds.
    pub fn of(cell: &SheetCell) -> Self {
        /// Longer than any name of a column with its notes.
        const MOST: usize = 200;
        let written = text::trim(&cell.text).to_owned();
        let loose = if written.len() > MOST { String::new() } else { loose(&written) };
        Self { written, loose, ..Self::default() }
    }

    /// A name below a group's, in the words of both.
    pub fn below(&self, group: &HeaderName) -> Self {
        Self {
            written: format!("{}{}", group.written, self.written),
            loose: format!("{}{}", group.loose, self.loose),
            ..Self::default()
        }
    }

    /// A name that means a column by itself, below a group.
    pub fn within(&self, group: &HeaderName) -> Self {
        Self { group: format!("{}{}", group.written, self.group), ..self.clone() }
    }

    /// All its words and those of its group, as names compare.
    pub fn whole(&self) -> String {
        if self.loose.is_empty() { String::new() } else { whole(&format!("{}{}", self.group, self.written)) }
    }
}
