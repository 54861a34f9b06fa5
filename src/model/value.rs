//! Values as they were read: with the place they came from, and with the reason when there is none.

use crate::ground::number::{self, Exact};
use crate::ground::origin::Origin;

/// A cell's text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// The text as it was written, white space at its ends removed.
    pub text: String,
    /// Where it stands.
    pub origin: Origin,
}

impl Cell {
    /// Whether nothing is written in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// A cell together with what it was read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<T> {
    /// The cell as it was written.
    pub cell: Cell,
    /// What it was read as.
    pub reading: Reading<T>,
}

/// How a cell says that there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NoValue {
    /// Nothing is written.
    #[default]
    Empty,
    /// －
    Dash,
    /// …
    Ellipsis,
    /// ※: see a note.
    Asterisk,
    /// 未定
    Undecided,
    /// 調査中
    UnderSurvey,
    /// 未集計
    NotCounted,
    /// 該当なし
    NotApplicable,
}

impl NoValue {
    /// Reads a folded text; none if it says something else.
    pub fn of(folded: &str) -> Option<Self> {
        Some(match folded {
            "" => Self::Empty,
            "-" => Self::Dash,
            "..." | ".." => Self::Ellipsis,
            "※" => Self::Asterisk,
            "未定" => Self::Undecided,
            "調査中" => Self::UnderSurvey,
            "未集計" => Self::NotCounted,
            "該当なし" => Self::NotApplicable,
            _ => return None,
        })
    }
}

/// What stands where there is no value.
pub const NO_VALUE: &str = "－";
/// What stands where a value could not be read.
pub const UNRESOLVED: &str = "確認中";

/// What a cell turned out to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading<T> {
    /// The value.
    Value(T),
    /// There is no value, and the cell says so in its own way: never 0.
    Absent(NoValue),
    /// The cell can't be read; a rule says why.
    Unreadable,
}

impl<T> Field<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match &self.reading {
            Reading::Value(value) => Some(value),
            _ => None,
        }
    }

    /// Whether the cell says that there is no value.
    pub fn is_absent(&self) -> bool {
        matches!(self.reading, Reading::Absent(_))
    }

    /// Whether the cell holds something that can't be read.
    pub fn is_unreadable(&self) -> bool {
        matches!(self.reading, Reading::Unreadable)
    }
}

impl<T> Default for Field<T> {
    fn default() -> Self {
        Self { cell: Cell::default(), reading: Reading::Absent(NoValue::Empty) }
    }
}

/// A number as it was reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The number itself, exact.
    pub value: Exact,
    /// Decimals as typed: 36.90 has two.
    pub decimals: u32,
    /// What stands before the number and is printed back, as 約.
    pub prefix: String,
    /// What stands after it and is printed back, as 以上, 程度, （速報値）.
    pub suffix: String,
    /// Of a range (40～60) its upper end; the number itself is the lower one.
    pub upper: Option<Exact>,
    /// Of a grade (Ａ) its word; the number is its place among the grades, the best 0.
    pub grade: Option<String>,
}

impl Quantity {
    /// An unqualified number.
    pub fn new(value: Exact, decimals: u32) -> Self {
        Self { value, decimals, prefix: String::new(), suffix: String::new(), upper: None, grade: None }
    }

    /// Whether it is one number, and neither a range nor a grade.
    pub fn is_number(&self) -> bool {
        self.upper.is_none() && self.grade.is_none()
    }

    /// Prints with `decimals` places and its qualifiers: 「約1,200」.
    pub fn print(&self, decimals: u32) -> String {
        if let Some(grade) = &self.grade {
            return grade.clone();
        }
        let upper = self
            .upper
            .as_ref()
            .map_or(String::new(), |upper| format!("～{}", number::print(upper, decimals)));
        format!("{}{}{upper}{}", self.prefix, number::print(&self.value, decimals), self.suffix)
    }
}
