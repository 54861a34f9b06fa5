//! What of a cycle is published: all but the measures, indicators, members and columns of tables that `[publication]`
//! withholds. What is counted is counted of that, so that no difference tells of a row that is not there.

use std::collections::BTreeSet;

use crate::model::body::Member;
use crate::model::column::Column;
use crate::model::cycle::Cycle;
use crate::model::own_table::{OwnTable, OwnTableRow, TableKey};
use crate::model::register::Register;
use crate::model::submission::Opinions;

/// A cycle without the measures that are withheld, and what is of them. A measure all of whose indicators are withheld has
/// nothing to show: it would look as if nobody had reported on it.
pub fn of_cycle(cycle: &Cycle, register: &Register) -> Cycle {
    let withheld = &cycle.settings.publication.withheld;
    let mut public = cycle.clone();
    let rows = || register.entries().iter().map(|entry| &entry.indicator);
    let reported: BTreeSet<&str> = rows().map(|row| row.key.measure.as_str()).collect();
    let shown: BTreeSet<&str> =
        rows().filter(|row| !withheld.has(row)).map(|row| row.key.measure.as_str()).collect();
    public.measures.retain(|measure| {
        let number = measure.number.text.as_str();
        !withheld.has_measure(number) && (shown.contains(number) || !reported.contains(number))
    });
    public.measure_index =
        (0..).zip(&public.measures).map(|(index, measure)| (measure.number.text.clone(), index)).collect();
    public.last_tree.retain(|measure| !withheld.has_measure(&measure.number.text));
    public.changes.retain(|change| !withheld.has_measure(&change.measure.text));
    let is_named = |member: &Member| {
        withheld.has_name_in(&member.name.text) || withheld.has_name_in(&member.affiliation.text)
    };
    public.members.retain(|member| !is_named(member));
    public.return_columns.stop_evaluating(|column| withheld.has_column(&column.id));
    public.tables.iter_mut().for_each(|table| publish(cycle, table));
    public
}

/// Takes out of a table of the cycle's own what is withheld of it. Who evaluated is never told: they did not do it for the
/// public.
fn publish(cycle: &Cycle, table: &mut OwnTable) {
    let withheld = &cycle.settings.publication.withheld;
    let rows = std::mem::take(&mut table.rows);
    table.rows = rows.into_iter().filter(|row| !is_withheld(cycle, table, row)).collect();
    table.is_anonymous = table.evaluates();
    let OwnTable { id, columns, rows, .. } = table;
    let is_column = |column: &Column| withheld.has_table_column(id, &column.id);
    columns.remove(is_column);
    rows.iter_mut().for_each(|row| row.own.retain(|own| !is_column(&own.column)));
}

/// Whether a row of a cycle's own table is of a measure or an indicator that is withheld.
fn is_withheld(cycle: &Cycle, table: &OwnTable, row: &OwnTableRow) -> bool {
    let withheld = &cycle.settings.publication.withheld;
    table.measure(row).is_some_and(|number| withheld.has_measure(number))
        || table.of(row, TableKey::Indicator).is_some_and(|key| withheld.has_written(key))
}

/// A register without the rows that are withheld.
pub fn of_register(cycle: &Cycle, register: &Register) -> Register {
    register.only(|entry| !cycle.settings.publication.withheld.has(&entry.indicator))
}

/// What was said, but not of a measure that is withheld.
pub fn of_opinions(cycle: &Cycle, opinions: &Opinions) -> Opinions {
    let withheld = &cycle.settings.publication.withheld;
    let mut public = opinions.clone();
    public.opinions.retain(|opinion| !withheld.has_measure(&opinion.measure.text));
    public.remarks.retain(|remark| !withheld.has_measure(&remark.measure.text));
    public
}
