//! What a cycle calls the columns of its return, in messages and hints. They are written with the standard names in
//! marks, 「⟨実績値⟩を書いてください。」, and read with the names of the cycle's own form.

use super::column::{Column, Columns};
use crate::ground::wareki::Year;

const OPEN: char = '⟨';
const CLOSE: char = '⟩';

/// A column of the return in a message, by its standard name.
pub fn marked(standard: &str) -> String {
    format!("{OPEN}{standard}{CLOSE}")
}

/// A text with the names of columns that `columns` has in the place of the marked ones.
pub fn named(text: &str, columns: &Columns) -> String {
    let mut rest = text;
    let mut named = String::with_capacity(text.len());
    while let Some((before, behind)) = rest.split_once(OPEN) {
        named.push_str(before);
        let marked = behind.split_once(CLOSE).and_then(|(id, after)| Some((name_of(id, columns)?, after)));
        match marked {
            Some((name, after)) => {
                named.push_str(&name);
                rest = after;
            }
            None => {
                named.push(OPEN);
                rest = behind;
            }
        }
    }
    named + rest
}

/// What a column of the standard form is called, also where it is left out or each year has one of its own.
fn name_of(standard: &str, columns: &Columns) -> Option<String> {
    if let Some(column) = columns.find(standard).filter(|column| !column.is_own) {
        return Some(column.name.to_string());
    }
    let is_it = |column: &Column| {
        let id = column.id.split_once('/').map_or(&*column.id, |(id, _)| id);
        !column.is_own && id == standard
    };
    match columns.iter().find(|column| is_it(column)) {
        Some(column) => Some(without_year(column)),
        None => Columns::of_return().find(standard).map(|column| column.name.to_string()),
    }
}

fn without_year(column: &Column) -> String {
    let year = column.year.map(|western| format!("（{}）", Year { western, fiscal: true }.print()));
    let name = year.and_then(|year| column.name.strip_suffix(year.as_str()));
    name.unwrap_or(&column.name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_columns_are_called_as_the_form_calls_them() {
        let mut columns = Columns::of_return();
        let column = columns.find("実績値").map(|column| (**column).clone()).into_iter();
        let of_year = column.flat_map(|column| {
            [2019, 2020].map(|western| Column {
                id: format!("実績値/{western}").into(),
                name: format!("現状値（{}）", Year { western, fiscal: true }.print()).into(),
                year: Some(western),
                ..column.clone()
            })
        });
        columns.replace("実績値", of_year.collect());
        let text = "⟨実績値⟩と⟨備考⟩、⟨実績値/2019⟩、⟨甲⟩、⟨乙";
        assert_eq!(named(text, &columns), "現状値と備考、現状値（令和元年度）、⟨甲⟩、⟨乙");
        columns.replace("備考", Vec::new());
        assert_eq!(named(&marked("備考"), &columns), "備考");
    }
}
