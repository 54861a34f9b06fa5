//! Figures: a value with an identity. The same value in two papers, an annex and a letter has one id and one
//! text, made by the functions of this file.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::derivation::{Derivation, Items};
use super::digits::Digits;
use crate::decide::evaluate::{Expected, Rate};
use crate::decide::rate_text::{RateStyle, RateText};
use crate::ground::number::{self, Exact};
use crate::ground::text;
use crate::model::indicator::Indicator;
use crate::model::own_cell::OwnValue;
use crate::model::value::{Field, Quantity, Reading};

pub use crate::model::value::NO_VALUE;
pub use crate::model::value::UNRESOLVED;

/// What stands behind a 目安 that the department stated; the legend says so.
pub const STATED: &str = "＊";
/// What stands where the actual value is of the baseline's year.
const FIRST_YEAR: &str = "－（基準年度）";

/// A figure as templates and annexes get it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(Default))]
pub struct Figure {
    /// What it is: 「indicator/2-ア-3/1/actual」. None for words that nobody compares.
    pub id: Option<String>,
    /// The figure as printed: 「▲1,234.5」.
    pub text: String,
    /// The same as a program reads it: 「-1234.5」, a rate of 85 % as 「0.85」. None for words and marks.
    pub number: Option<String>,
    /// How it came, for `values.json`. No paper prints it. None of a mark that stands for no cell.
    #[serde(skip)]
    pub how: Option<Arc<Derivation>>,
    /// The number format with which a workbook shows `number` as `text`: 「#,##0.0;▲#,##0.0」. None for words, and
    /// for a count with its counter.
    #[serde(skip)]
    pub format: Option<String>,
    /// How it stands in a column of figures; none for words.
    pub digits: Option<Digits>,
    /// Whether it is a mark such as 「－」 that stands in place of a figure, or nothing at all.
    pub mark: bool,
    /// Whether it is the mark of a value that could not be read.
    pub unresolved: bool,
}

impl Figure {
    /// A mark in place of the figure with this id, such as 「－」.
    pub fn mark(id: String, text: &str) -> Self {
        Self {
            id: Some(id),
            text: text.into(),
            number: None,
            how: None,
            format: None,
            digits: text.strip_prefix(NO_VALUE).map(|rest| Digits::new(NO_VALUE, rest)),
            mark: true,
            unresolved: text == UNRESOLVED,
        }
    }

    /// A figure in words: the state of a qualitative indicator, 「実施中」; a unit, 「件」. Without words it is a mark.
    pub fn words(id: String, text: &str, how: Option<Derivation>) -> Self {
        Self { mark: text.is_empty(), unresolved: false, digits: None, ..Self::mark(id, text) }.because(how)
    }

    /// How many these are, in half-width digits as tables print it: 「28」.
    pub fn count(id: String, items: Items) -> Self {
        let n = i64::try_from(items.len()).unwrap_or(i64::MAX);
        Self::number(id, &number::whole(n), 0).because(Some(Derivation::Counted(items)))
    }

    /// The same with what is counted, in running digits: 「28事業」, 「３プロジェクト」.
    pub fn counted(id: String, items: Items, counter: &str) -> Self {
        Self::count(id, items).with_counter(counter)
    }

    /// A whole number with its counter, in running digits: 「３年」.
    pub fn running(id: String, n: u32, counter: &str, how: Derivation) -> Self {
        Self::number(id, &number::whole(n.into()), 0).because(Some(how)).with_counter(counter)
    }

    /// The same whole number with its counter, in running digits.
    pub fn with_counter(self, counter: &str) -> Self {
        let text = text::running_digits(&format!("{}{counter}", self.number.as_deref().unwrap_or_default()));
        Self { text, format: None, digits: None, ..self }
    }

    /// The same figure with how it came.
    pub fn because(self, how: Option<Derivation>) -> Self {
        Self { how: how.map(Arc::new), ..self }
    }

    /// The number as a workbook holds it; none for one with more than 15 digits, which no workbook can hold.
    pub fn as_f64(&self) -> Option<f64> {
        /// A workbook's number is binary, and Excel shows zeros in place of further digits.
        const MOST_DIGITS: usize = 15;
        let number = self.number.as_deref()?;
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let digits = digits.trim_matches('0').len();
        if digits > MOST_DIGITS { None } else { number.parse().ok() }
    }

    /// A mean of points or ranks, which was rounded to `decimals` places.
    pub fn mean(id: String, value: &Exact, decimals: u32, how: Derivation) -> Self {
        Self::number(id, value, decimals).because(Some(how))
    }

    fn number(id: String, value: &Exact, decimals: u32) -> Self {
        let text = number::print(value, decimals);
        Self {
            id: Some(id),
            digits: Some(Digits::new(&text, "")),
            text,
            number: Some(number::plain(value, decimals)),
            how: None,
            format: Some(number_format("", decimals, "")),
            mark: false,
            unresolved: false,
        }
    }

    /// A number with its qualifiers: 「約1,200」.
    fn quantity(id: String, quantity: &Quantity, decimals: u32) -> Self {
        if !quantity.is_number() {
            return Self::words(id, &quantity.print(decimals), None);
        }
        let number = format!("{}{}", quantity.prefix, number::print(&quantity.value, decimals));
        // The mark of a stated 目安 stands beside the digits, words below them.
        let digits = match quantity.suffix.as_str() {
            STATED => Digits::new(&format!("{number}{STATED}"), ""),
            suffix => Digits::new(&number, suffix),
        };
        Self {
            text: quantity.print(decimals),
            format: Some(number_format(&quantity.prefix, decimals, &quantity.suffix)),
            digits: Some(digits),
            ..Self::number(id, &quantity.value, decimals)
        }
    }

    /// A value that a department reported of an indicator, in the unit and with the decimals in which that is shown; a mark
    /// where it reported none or where it can't be read.
    pub fn reported(id: String, field: &Field<Quantity>, of: &Indicator) -> Self {
        match &field.reading {
            Reading::Absent(_) => Self::mark(id, NO_VALUE),
            Reading::Unreadable => Self::mark(id, UNRESOLVED),
            Reading::Value(quantity) => Self::quantity(id, &of.shown(quantity), of.decimals()),
        }
    }

    /// What stands in one of a cycle's own columns; a mark where nothing does or where it can't be read.
    pub fn own(id: String, field: &Field<OwnValue>) -> Self {
        match &field.reading {
            Reading::Absent(_) => Self::mark(id, NO_VALUE),
            Reading::Unreadable => Self::mark(id, UNRESOLVED),
            Reading::Value(OwnValue::Number(number)) => Self::quantity(id, number, number.decimals),
            Reading::Value(value) => Self::words(id, &value.print(), None),
        }
    }

    /// The value expected by now (目安) of an indicator; a mark where there is none, or in the baseline's year.
    pub fn expected(id: String, expected: &Expected, of: &Indicator) -> Self {
        match expected {
            Expected::None => Self::mark(id, NO_VALUE),
            Expected::FirstYear => Self::mark(id, FIRST_YEAR),
            Expected::Value(quantity) => Self::quantity(id, &of.shown(quantity), quantity.decimals),
            Expected::Stated(quantity) => {
                let suffix = format!("{}{STATED}", quantity.suffix);
                let marked = Quantity { suffix, ..of.shown(quantity) };
                Self::quantity(id, &marked, quantity.decimals)
            }
        }
    }

    /// A rate in percent, 「85.3%」, with more than one decimal only where rounding would move it across a threshold of
    /// a class, or as 「80%未満」. `style` says so.
    pub fn rate(id: String, rate: &Rate, style: &RateStyle<'_>) -> Self {
        let share = match rate {
            Rate::None => return Self::mark(id, NO_VALUE),
            Rate::FirstYear => return Self::mark(id, FIRST_YEAR),
            Rate::Share(share) => share,
        };
        let RateText { text, decimals } = RateText::of(share, style);
        let format = |decimals| {
            let places =
                if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(decimals as usize)) };
            format!("#,##0{places}%;▲#,##0{places}%")
        };
        Self {
            id: Some(id),
            // Of a rate that no decimals can show there is no number either that would be read on the right side.
            number: decimals.map(|decimals| number::plain(share, decimals + 2)),
            how: None,
            format: decimals.map(format),
            digits: Some(match text.split_once('%') {
                Some((number, qualifier)) => Digits::new(&format!("{number}%"), qualifier),
                None => Digits::new(&text, ""),
            }),
            mark: false,
            unresolved: false,
            text,
        }
    }
}

/// The workbook format of a number with `decimals` places and what stands around it.
fn number_format(prefix: &str, decimals: u32, suffix: &str) -> String {
    let quoted = |text: &str| if text.is_empty() { String::new() } else { format!("\"{text}\"") };
    let places = match decimals {
        0 => String::new(),
        n => format!(".{}", "0".repeat(n as usize)),
    };
    let (prefix, suffix) = (quoted(prefix), quoted(suffix));
    format!("{prefix}#,##0{places}{suffix};{prefix}▲#,##0{places}{suffix}")
}

/// What holds figures, and shows each of them: a paper's data, a view, a group of rows.
pub trait ShowsFigures {
    /// Gives every figure to `see`, in the order of the fields.
    fn show_figures(&self, see: &mut dyn FnMut(&Figure));
}

impl<T: ShowsFigures> ShowsFigures for [T] {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        self.iter().for_each(|part| part.show_figures(see));
    }
}

/// The figures that something holds and the marks in their places, by id. Of one that is printed in two ways it is the
/// plain one.
pub fn figures_by_id(holder: &(impl ShowsFigures + ?Sized)) -> BTreeMap<String, Figure> {
    let mut figures: BTreeMap<String, Figure> = BTreeMap::new();
    holder.show_figures(&mut |figure| {
        let Some(id) = &figure.id else { return };
        if figures
            .get(id)
            .is_none_or(|seen| plainness(figure.mark, &figure.text) < plainness(seen.mark, &seen.text))
        {
            figures.insert(id.clone(), figure.clone());
        }
    });
    figures
}

/// What orders the ways in which a figure is printed, the plainest first: a table prints 「28」 where running text prints
/// 「28事業」, and a row that is disputed has a mark where the row that it repeats has the value.
pub fn plainness(mark: bool, text: &str) -> (bool, usize, &str) {
    (mark, text.len(), text)
}
