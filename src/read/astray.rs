//! Forms in the folder of another kind of form: a 対応報告書 among the returns.

use std::collections::BTreeSet;

use super::book::Book;
use super::find_header;
use super::header::{HeaderName, KnownNames};
use super::input::{self, InputFile};
use super::sent_form;
use super::sheet::{Bounds, Sheet, SheetRow};
use crate::ground::origin::Origin;
use crate::model::cause::{Cause, RawFinding, Refusal};
use crate::model::cycle::Cycle;
use crate::model::stage::FormKind;

/// What is said of a file that was opened as a form of a kind, which has such columns, and that is whole as another kind
/// of form, and not as this one. Where it belongs is the secretariat's matter: it is no question to who sent it.
pub fn finding(
    file: &InputFile,
    opened: &Result<Book, Refusal>,
    (kind, names): (FormKind, &KnownNames),
    cycle: &Cycle,
) -> Option<RawFinding> {
    let required = names.columns.required().count();
    let is_own = |sheet: &Sheet| find_header::fitness(sheet, names) == required;
    let form = match opened {
        Ok(book) if book.sheets.iter().any(is_own) => None,
        Ok(book) => book.sheets.iter().find_map(|sheet| form_of(sheet, cycle)),
        // Text is taken apart by the columns that are looked for.
        Err(Refusal::NoHeader) => {
            let fits = |sheet: &Sheet| usize::from(form_of(sheet, cycle).is_some());
            input::open(file, Bounds::SENT, &fits).ok()?.sheets.iter().find_map(|sheet| form_of(sheet, cycle))
        }
        Err(_) => None,
    };
    let cause = Cause::FormOfAnotherFolder { form: form.filter(|form| *form != kind)? };
    Some(RawFinding { origin: Origin::File(file.path.clone()), department: None, cause })
}

/// The kind of form that a sheet is: one of its first rows has the names of all columns that the form can't do without.
fn form_of(sheet: &Sheet, cycle: &Cycle) -> Option<FormKind> {
    /// How many rows may stand above the header.
    const SEARCH: usize = 30;
    /// A form has more than one column.
    const FEWEST: usize = 2;
    let names_of = |row: &SheetRow| -> Vec<String> {
        row.cells.iter().map(|cell| HeaderName::of(cell).loose).filter(|name| !name.is_empty()).collect()
    };
    let rows: Vec<Vec<String>> =
        sheet.rows.iter().take(SEARCH).map(names_of).filter(|names| names.len() >= FEWEST).collect();
    let forms = sent_form::all(cycle).into_iter().filter(|_| !rows.is_empty());
    let fits = |columns| {
        let known = KnownNames::of(&columns);
        let named = |row: &Vec<String>| -> BTreeSet<String> {
            row.iter().filter_map(|name| Some(known.known(name)?.name.to_string())).collect()
        };
        let is_whole =
            |named: &BTreeSet<String>| known.columns.required().all(|column| named.contains(&*column.name));
        rows.iter().map(named).filter(is_whole).map(|named| named.len()).max().unwrap_or(0)
    };
    let best = forms.map(|(kind, columns)| (fits(columns), kind)).max_by_key(|(fits, _)| *fits);
    best.filter(|(fits, _)| *fits >= FEWEST).map(|(_, kind)| kind)
}
