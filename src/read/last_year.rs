//! Last year's tree, and last year's rows under the numbers and owners of this year.

use std::sync::Arc;

use super::input::InputFile;
use super::lists::{List, filled};
use crate::ground::text;
use crate::model::column::{Column, Columns, Holds};
use crate::model::cycle::Cycle;
use crate::model::last_tree::{LastMeasure, present_numbers};
use crate::model::submission::Submissions;

/// The columns of `previous/measures.csv`.
pub fn columns() -> Columns {
    Columns::new([
        Column::new("取組番号", Holds::MeasureNumber).required(),
        Column::new("取組名", Holds::Words).required(),
        Column::new("区分", Holds::Name).required(),
        Column::new("区分名", Holds::Words),
        Column::new("担当", Holds::Name).required(),
        Column::new("担当課", Holds::Words),
        Column::new("備考", Holds::Words),
    ])
}

/// Reads `previous/measures.csv`: the measures as they were last year.
pub fn last_tree(file: &InputFile) -> List<LastMeasure> {
    List::read(file, &columns(), |row, findings| LastMeasure {
        number: filled(row, "取組番号", findings),
        title: filled(row, "取組名", findings),
        category: filled(row, "区分", findings),
        category_name: row.cell("区分名"),
        owner: filled(row, "担当", findings),
        owner_name: row.cell("担当課"),
    })
    .once(|measure| &measure.number)
}

/// Puts last year's rows under the numbers that their measures have now, and under the departments that own them now.
/// A row of a measure that is gone has no place any more.
pub fn carry_over(last_year: &mut Submissions, cycle: &Cycle) {
    let numbers = present_numbers(&cycle.measures);
    let present = |last: &str| numbers.get(&text::key(last)).copied();
    for file in &mut last_year.files {
        file.rows.retain(|row| present(&row.key.measure).is_some());
        for row in file.rows.iter_mut().map(Arc::make_mut) {
            if let Some(measure) = present(&row.key.measure).and_then(|number| cycle.measure(number)) {
                row.key.measure.clone_from(&measure.number.text);
                row.department.clone_from(&measure.owner.text);
            }
            let original = row.repeats.text.rsplit_once('/');
            if let Some(now) =
                original.and_then(|(last, number)| Some(format!("{}/{number}", present(last)?)))
            {
                row.repeats.text = now;
            }
        }
    }
}
