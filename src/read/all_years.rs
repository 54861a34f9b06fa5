//! The years of a row: what stands in it, in `series.csv` and in last year's row, as one series each.

use crate::model::by_year::{Series, YearSource, YearValue};
use crate::model::cause::Cause;
use crate::model::indicator::Key;
use crate::model::series::{SeriesBook, SeriesRow};
use crate::model::value::{Cell, Field, Quantity};

/// A cell of a row that says otherwise than the list, and what is said of that.
pub type OtherThanListed = (Cell, Cause);

/// Reads a cell as the numbers of a row are read.
pub type ReadNumber<'r> = dyn FnMut(&Cell) -> Field<Quantity> + 'r;

/// Adds to the values that stand in a row those of the list and of last year's row. What stands in the row holds; where
/// the list says otherwise, that is said.
pub fn fill(
    values: &mut Vec<YearValue>,
    key: &Key,
    (unit, now): (&str, Option<i32>),
    book: &SeriesBook,
    read: &mut ReadNumber<'_>,
) -> Vec<OtherThanListed> {
    let mut contradictions = Vec::new();
    for row in book.of(key) {
        let listed = listed(row, key, book, read);
        match values.iter_mut().find(|known| (&known.series, known.year) == (&row.series, row.year)) {
            Some(known) if !known.field.is_absent() => {
                contradictions.extend(contradiction(&known.field, &listed));
                known.said = listed.said;
            }
            Some(known) => *known = listed,
            None => values.push(listed),
        }
    }
    for past in book.last_years(key, unit, now) {
        match values.iter_mut().find(|known| (&known.series, known.year) == (&past.series, past.year)) {
            Some(known) if known.field.is_absent() => {
                *known = YearValue { said: std::mem::take(&mut known.said), ..past }
            }
            Some(_) => {}
            None => values.push(past),
        }
    }
    contradictions
}

/// A row of the list as a value of its year.
fn listed(row: &SeriesRow, key: &Key, book: &SeriesBook, read: &mut ReadNumber<'_>) -> YearValue {
    let field = read(&row.value);
    let mut said = row.said.clone();
    if said.revised.is_some() {
        let before = match &row.was {
            Some(was) => Some(read(was)),
            None => book.last_said(key, &row.series, row.year).cloned(),
        };
        said.was = before.filter(|was| differs(was, &field));
    }
    YearValue { said, ..YearValue::new(row.series.clone(), row.year, field, YearSource::List) }
}

/// Adds the value by which a row is judged to its series, where the form has one column of it. Where the list says
/// otherwise, that is said.
pub fn add_judged(
    values: &mut Vec<YearValue>,
    series: Series,
    year: Option<i32>,
    field: &Field<Quantity>,
) -> Option<OtherThanListed> {
    let year = year.filter(|_| !field.is_absent())?;
    match values.iter_mut().find(|known| (&known.series, known.year) == (&series, year)) {
        None => {
            values.push(YearValue::new(series, year, field.clone(), YearSource::Row));
            None
        }
        Some(known) if known.field.cell.origin == field.cell.origin => None,
        Some(known) => {
            let said = std::mem::take(&mut known.said);
            let own = YearValue { said, ..YearValue::new(series, year, field.clone(), YearSource::Row) };
            let listed = std::mem::replace(known, own);
            contradiction(field, &listed)
        }
    }
}

fn differs(one: &Field<Quantity>, other: &Field<Quantity>) -> bool {
    one.value()
        .zip(other.value())
        .is_some_and(|(one, other)| (&one.value, &one.upper) != (&other.value, &other.upper))
}

/// What is said of a value that is not what the list has for its year.
fn contradiction(own: &Field<Quantity>, listed: &YearValue) -> Option<OtherThanListed> {
    (listed.source == YearSource::List && differs(own, &listed.field)).then(|| {
        let cause = Cause::OtherInSeries {
            text: own.cell.text.clone(),
            listed: listed.field.cell.text.clone(),
            place: listed.field.cell.origin.clone(),
        };
        (own.cell.clone(), cause)
    })
}
