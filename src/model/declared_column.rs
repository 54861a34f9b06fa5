//! Columns of the return as `cycle.toml` declares them: standard ones under other names, or left out, and a cycle's own.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// A `[[columns]]` of `cycle.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclaredColumn {
    /// The column of the standard form that is meant: 「実績値」.
    pub standard: Option<Spanned<String>>,
    /// The id of a column of the cycle's own, by which templates know it: `budget`.
    pub id: Option<Spanned<String>>,
    /// What the header calls it. A column of the cycle's own needs one.
    pub name: Option<Spanned<String>>,
    /// Other names by which returns call it.
    #[serde(default)]
    pub also: Vec<Spanned<String>>,
    /// `false`: the form does not have this column of the standard form.
    #[serde(rename = "use")]
    pub is_used: Option<Spanned<bool>>,
    /// What every row holds in a column that is left out.
    pub value: Option<Spanned<String>>,
    /// What the cells of a column of the cycle's own hold; words if nothing is said.
    #[serde(rename = "type")]
    pub kind: Option<Spanned<ColumnType>>,
    /// What its numbers are counted in.
    pub unit: Option<Spanned<String>>,
    /// The words of its list.
    #[serde(default)]
    pub choices: Vec<Spanned<String>>,
    /// The form's own words for words of the list: `{ "上昇" = "増加" }`.
    #[serde(default)]
    pub words: BTreeMap<String, Spanned<String>>,
    /// The least number that may stand there.
    pub min: Option<Spanned<i64>>,
    /// The most.
    pub max: Option<Spanned<i64>>,
    /// The stage of evaluation whose marks, ranks or points stand in it: 「二次」.
    pub evaluation: Option<Spanned<String>>,
    /// The fiscal years, where each has a column of its own.
    pub years: Option<Spanned<Years>>,
    /// Whether a return without the column can't be read.
    pub required: Option<bool>,
    /// How it is filled in on the form.
    pub form: Option<OnDeclaredForm>,
    /// Its width on the form, in characters.
    pub width: Option<u32>,
    /// What the form says of it.
    pub hint: Option<String>,
    /// An example for the form's 記入要領.
    pub example: Option<String>,
}

/// What the cells of a declared column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnType {
    /// Words.
    Text,
    /// A number with the column's unit.
    Number,
    /// Money in the column's unit: 円, 千円, 百万円.
    Money,
    /// A word of the column's list.
    Choice,
    /// A place in an order.
    Rank,
    /// Points.
    Score,
    /// A day.
    Date,
    /// A year.
    Year,
    /// 有 or 無.
    YesNo,
}

/// How a declared column is filled in on the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OnDeclaredForm {
    /// The department fills it in.
    Asked,
    /// The department fills it in; last year's value stands there to begin with.
    Carried,
    /// It is filled in before the form is sent, and not to be changed.
    Locked,
    /// The secretariat fills it in.
    Office,
    /// It is not on the form, but is read where a return has it.
    Absent,
}

/// Fiscal years, from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Years {
    /// The first.
    pub from: i32,
    /// The last.
    pub to: i32,
}
