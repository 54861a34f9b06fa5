//! A view as a sheet of a workbook shows it.

use super::View;
use super::crosstab::Crosstab;
use super::field_row::FieldRow;

/// A view as a sheet of a workbook shows it.
pub enum SheetContent<'a> {
    /// A sheet row for each item. Items that stand below headings in a paper follow each other without them.
    Rows(Vec<&'a dyn FieldRow>),
    /// A table of counts.
    Counts(&'a Crosstab),
}

impl View {
    /// What a sheet shows of it; none if it is neither a list of rows nor a cross-tab.
    pub fn sheet(&self) -> Option<SheetContent<'_>> {
        Some(SheetContent::Rows(match self {
            View::Crosstab(crosstab) => return Some(SheetContent::Counts(crosstab)),
            View::Indicators(rows) => listed(rows),
            View::IndicatorGroups(groups) => listed(groups.iter().flat_map(|group| &group.rows)),
            View::Steps(rows) => listed(rows),
            View::Agenda(rows) => listed(rows),
            View::Measures(rows) => listed(rows),
            View::Nodes(rows) => listed(rows),
            View::Years(table) => listed(&table.rows),
            View::Reviews(reviews) => listed(&reviews.rows),
            View::Opinions(rows) => listed(rows),
            View::OpinionGroups(groups) => listed(groups.iter().flat_map(|group| &group.opinions)),
            View::Unanswered(rows) => listed(rows),
            View::Questions(rows) => listed(rows),
            View::Receipts(rows) => listed(rows),
            View::Motions(rows) => listed(rows),
            View::Origins(rows) => listed(rows),
            View::Table(rows) => listed(rows),
            View::Comments(comments) => listed(&comments.rows),
            View::Legend(_)
            | View::Tables(_)
            | View::Outline(_)
            | View::Roster(_)
            | View::Seats(_)
            | View::Submissions(_)
            | View::FollowUp(_)
            | View::Tally(_)
            | View::Errata(_)
            | View::Changes(_) => return None,
        }))
    }
}

/// Rows of one type among rows of any.
fn listed<'a, R: FieldRow + 'a>(rows: impl IntoIterator<Item = &'a R>) -> Vec<&'a dyn FieldRow> {
    rows.into_iter().map(|row| row as &dyn FieldRow).collect()
}
