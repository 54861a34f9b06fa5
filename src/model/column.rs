//! Columns of a table: what each is called, what stands in it, and how it is filled in on a form.
//!
//! A table of columns is a value. Who reads a table or makes a form is given its columns, and asks each column what it
//! has to know.

use std::borrow::Cow;
use std::sync::Arc;

use super::amount::Amount;
use super::choice::Choice;
use super::value::Cell;
use crate::ground::text;

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What the program and templates know it by: of a column of the standard form its name there, 「実績値」; of a cycle's
    /// own the id that `cycle.toml` gives it, `budget`.
    pub id: Arc<str>,
    /// What the header calls it.
    pub name: Arc<str>,
    /// Other names by which people call it: 旧 for 改正前.
    pub also: Vec<Arc<str>>,
    /// What its cells hold.
    pub holds: Holds,
    /// The fiscal year that its values are of, where each year has a column of its own.
    pub year: Option<i32>,
    /// The stage of evaluation whose marks, ranks or points stand in it: 「二次」.
    pub evaluation: Option<Arc<str>>,
    /// Whether a cycle declares it for itself.
    pub is_own: bool,
    /// Whether a cycle says what it is called, so that its other names are as sure as its own.
    pub is_declared: bool,
    /// The form's own words for words of its list: 上昇 for 増加.
    pub words: Vec<(Arc<str>, Arc<str>)>,
    /// Whether a table that lacks the column can't be read.
    pub is_required: bool,
    /// Whether it says which thing a row is about: 取組番号 and 指標番号 say which indicator.
    pub is_key: bool,
    /// How it is filled in on a form.
    pub on_form: OnForm,
    /// Its width on a form, in characters.
    pub width: f64,
    /// What a form says of a cell that is being filled in.
    pub hint: Cow<'static, str>,
    /// What stands in the column on the form's 記入要領, as an example.
    pub example: Cow<'static, str>,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// Words. 「同上」 means those of the row above.
    Words,
    /// A code, or a name by which another list or a file is called.
    Name,
    /// The number of a measure: 2-ア-1.
    MeasureNumber,
    /// A number that counts from 1: 指標番号, 議案.
    Ordinal,
    /// The number of an indicator with its measure's: 2-ア-1/1.
    IndicatorNumber,
    /// The number of a piece of advice or an opinion.
    OpinionNumber,
    /// A number with decimals, perhaps with 約, in the unit that stands in the column 単位.
    Number,
    /// A number in a unit of the column's own.
    Amount(Amount),
    /// 有 or 無.
    YesNo,
    /// A year or a fiscal year.
    Year,
    /// A day.
    Date,
    /// A word of a closed list.
    Choice(Vec<Arc<str>>),
}

impl Holds {
    /// One of the words of a closed list.
    pub fn choice<T: Choice>() -> Self {
        Self::one_of(T::ALL.iter().map(|(_, word)| *word))
    }

    /// One of some words.
    pub fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        Self::Choice(words.into_iter().map(Into::into).collect())
    }

    /// Whether digits are what counts in a cell. Then a raised ¹ might be a digit or the mark of a note.
    pub fn is_in_digits(&self) -> bool {
        !matches!(self, Self::Words | Self::Name | Self::Choice(_) | Self::YesNo)
    }

    /// Whether the cells hold values, of which also a rate or a difference is another thing.
    pub fn is_value(&self) -> bool {
        matches!(self, Self::Number | Self::Amount(_))
    }

    /// Whether a cell names something, so that letters nobody sees are none of it. Where a number stands, an unseen hyphen
    /// may have been its minus; words are printed as they are.
    pub fn names(&self) -> bool {
        match self {
            Self::Words | Self::Number | Self::Amount(_) | Self::Year | Self::Date => false,
            Self::Name
            | Self::MeasureNumber
            | Self::Ordinal
            | Self::IndicatorNumber
            | Self::OpinionNumber
            | Self::YesNo
            | Self::Choice(_) => true,
        }
    }

    /// What a form says of a cell that holds this, unless the column says something else.
    fn hint(&self) -> &'static str {
        match self {
            Self::Year => "「平成30年度」、「H30」又は「2018」のように記入してください。",
            Self::Number => {
                "数字だけを記入してください（例　1,200）。値がないときは、空欄とするか、「－」、「未定」又は「調査中」と記入してください。"
            }
            Self::Amount(_) => {
                "数字だけを記入してください（例　1,200）。ないときは、空欄とするか、「－」と記入してください。"
            }
            Self::Choice(_) => "一覧から選択してください。",
            Self::YesNo => "「有」又は「無」を、一覧から選択してください。",
            Self::Date => "「令和２年４月１日」、「R2.4.1」又は「2020-04-01」のように記入してください。",
            _ => "一つの欄に一つの事項を記入してください。",
        }
    }
}

/// How a column is filled in on a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnForm {
    /// It is not on the form.
    Absent,
    /// It is filled in before the form is sent, and not to be changed.
    Locked,
    /// The recipient fills it in; what stood there last year stands there to begin with.
    CarriedOver,
    /// The recipient fills it in.
    Asked,
    /// The secretariat fills it in when the form is back. Such columns come last.
    ByOffice,
}

impl Column {
    /// A column that a table may lack, which the recipient of a form fills in.
    pub fn new(name: &str, holds: Holds) -> Self {
        let hint = holds.hint().into();
        Self {
            id: name.into(),
            name: name.into(),
            also: Vec::new(),
            holds,
            year: None,
            evaluation: None,
            is_own: false,
            is_declared: false,
            words: Vec::new(),
            is_required: false,
            is_key: false,
            on_form: OnForm::Asked,
            width: 11.0,
            hint,
            example: "".into(),
        }
    }

    /// People call it by these names too.
    pub fn also(self, also: &[&str]) -> Self {
        Self { also: also.iter().map(|name| (*name).into()).collect(), ..self }
    }

    /// A table that lacks the column can't be read.
    pub fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    /// The column says which thing a row is about.
    pub fn key(self) -> Self {
        Self { is_key: true, ..self }
    }

    /// How the column is filled in on a form. Of a cell that the recipient leaves as it is the form says so.
    pub fn on_form(self, on_form: OnForm) -> Self {
        let hint = match on_form {
            OnForm::Locked => "記入済みです。変更しないでください。".into(),
            OnForm::ByOffice => "事務局が記入します。".into(),
            OnForm::Absent | OnForm::CarriedOver | OnForm::Asked => self.hint,
        };
        Self { on_form, hint, ..self }
    }

    /// How wide the column is on a form, in characters.
    pub fn width(self, width: f64) -> Self {
        Self { width, ..self }
    }

    /// What a form says of a cell, in place of what it says of all cells of this kind.
    pub fn hint(self, hint: impl Into<Cow<'static, str>>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// What stands in the column on the form's 記入要領, as an example.
    pub fn example(self, example: impl Into<Cow<'static, str>>) -> Self {
        Self { example: example.into(), ..self }
    }

    /// What stands above a table of its values: its name, and the unit of its own if it has one: 「決算額（千円）」.
    pub fn titled(&self) -> String {
        match &self.holds {
            Holds::Amount(amount) if !amount.unit.is_empty() && amount.unit != self.name => {
                format!("{}（{}）", self.name, amount.unit)
            }
            _ => self.name.to_string(),
        }
    }

    /// Whether the program knows the column by this id.
    pub fn is(&self, id: &str) -> bool {
        &*self.id == id
    }

    /// A word as the column's list has it, where the form has a word of its own for it.
    pub fn word<'a>(&'a self, written: &'a str) -> &'a str {
        let folded = text::fold(written);
        let own = self.words.iter().find(|(own, _)| text::fold(own) == folded);
        own.map_or(written, |(_, listed)| listed)
    }
}

/// The columns of a table, in their order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns {
    all: Vec<Arc<Column>>,
    /// Columns that the table doesn't have, with what every row of it holds in each.
    pub fixed: Vec<FixedColumn>,
}

/// A column that a table doesn't have.
#[derive(Debug, Clone, PartialEq)]
pub struct FixedColumn {
    /// The column.
    pub column: Arc<Column>,
    /// What every row holds in it.
    pub cell: Cell,
    /// The same for the rows of last year's table, where it is a year counted from the cycle's: 当年度.
    pub last_years: Option<String>,
}

impl Columns {
    /// A table of columns.
    pub fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        Self { all: columns.into_iter().map(Arc::new).collect(), fixed: Vec::new() }
    }

    /// A table whose columns all hold words: `required` are the columns that its header must have, `optional` those that
    /// it may have.
    pub fn of_words(required: &[&str], optional: &[&str]) -> Self {
        let required = required.iter().map(|name| Column::new(name, Holds::Words).required());
        Self::new(required.chain(optional.iter().map(|name| Column::new(name, Holds::Words))))
    }

    /// All columns.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Column>> + Clone {
        self.all.iter()
    }

    /// The column with an id.
    pub fn find(&self, id: &str) -> Option<&Arc<Column>> {
        self.iter().find(|column| column.is(id))
    }

    /// The columns of last year's table: the same, with what last year's rows held in those that it doesn't have.
    pub fn of_last_year(&self) -> Self {
        let mut columns = self.clone();
        for fixed in &mut columns.fixed {
            if let Some(text) = fixed.last_years.take() {
                fixed.cell.text = text;
            }
        }
        columns
    }

    /// Puts columns in the place of the one with an id.
    pub fn replace(&mut self, id: &str, columns: Vec<Column>) {
        if let Some(at) = self.all.iter().position(|column| column.is(id)) {
            self.all.splice(at..=at, columns.into_iter().map(Arc::new));
        }
    }

    /// Takes columns away.
    pub fn remove(&mut self, is_removed: impl Fn(&Column) -> bool) {
        self.all.retain(|column| !is_removed(column));
        self.fixed.retain(|fixed| !is_removed(&fixed.column));
    }

    /// Makes columns that evaluate ones that evaluate nothing.
    pub fn stop_evaluating(&mut self, is_stopped: impl Fn(&Column) -> bool) {
        for column in self.all.iter_mut().filter(|column| is_stopped(column)) {
            Arc::make_mut(column).evaluation = None;
        }
    }

    /// Adds columns behind all others.
    pub fn add(&mut self, columns: impl IntoIterator<Item = Column>) {
        self.all.extend(columns.into_iter().map(Arc::new));
    }

    /// Those that are no columns of the standard form.
    pub fn own(&self) -> impl Iterator<Item = &Arc<Column>> + Clone {
        self.iter().filter(|column| column.is_own)
    }

    /// Those without which the table can't be read.
    pub fn required(&self) -> impl Iterator<Item = &Arc<Column>> + Clone {
        self.iter().filter(|column| column.is_required)
    }

    /// Those that say which thing a row is about. Where there are any, a row without them may be an example, a sum or
    /// a note.
    pub fn keys(&self) -> impl Iterator<Item = &Arc<Column>> + Clone {
        self.iter().filter(|column| column.is_key)
    }

    /// Whether any columns say which thing a row is about.
    pub fn has_keys(&self) -> bool {
        self.keys().next().is_some()
    }

    /// The columns of the form, in its order.
    pub fn on_form(&self) -> Vec<&Column> {
        let asked = |column: &&Column| !matches!(column.on_form, OnForm::Absent | OnForm::ByOffice);
        let by_office = |column: &&Column| column.on_form == OnForm::ByOffice;
        let all = || self.all.iter().map(|column| &**column);
        all().filter(asked).chain(all().filter(by_office)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_secretariat_fills_in_comes_last_on_a_form() {
        let column = |name, on_form| Column::new(name, Holds::Words).on_form(on_form);
        let columns = Columns::new([
            column("番号", OnForm::ByOffice),
            column("提出者", OnForm::Locked),
            column("備考", OnForm::Absent),
            column("意見", OnForm::Asked),
        ]);
        let names: Vec<&str> = columns.on_form().iter().map(|column| &*column.name).collect();
        assert_eq!(names, ["提出者", "意見", "番号"]);
    }
}
