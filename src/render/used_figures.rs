//! The figures of which those of a paper or an annex came, and that it doesn't show itself: the values of the indicators
//! that a table counts. So `values.json` tells each figure down to the cells.

use std::collections::{BTreeMap, BTreeSet};

use super::figure::{Figure, figures_by_id};
use super::judged::Judged;
use super::paper_data::PaperData;
use super::scope::Scope;
use super::view::indicators;

/// A paper with what its figures came of.
pub fn added(scope: &Scope<'_>, paper: PaperData) -> PaperData {
    let used = of(scope, &figures_by_id(std::slice::from_ref(&paper)));
    PaperData { used, ..paper }
}

/// By id what some figures came of, and what that came of, without these figures themselves.
pub fn of(scope: &Scope<'_>, shown: &BTreeMap<String, Figure>) -> BTreeMap<String, Figure> {
    let named = |figure: &Figure| figure.how.iter().flat_map(|how| how.ids()).collect::<Vec<String>>();
    let mut source = Source { scope, rows: None, made: BTreeMap::new() };
    let mut used: BTreeMap<String, Figure> = BTreeMap::new();
    let mut open: Vec<String> = shown.values().flat_map(named).collect();
    while let Some(id) = open.pop() {
        if shown.contains_key(&id) || used.contains_key(&id) {
            continue;
        }
        let Some(figure) = source.figure(&id) else { continue };
        open.extend(named(&figure));
        used.insert(id, figure);
    }
    used
}

/// Of what a file might print and of what that came of, the figures that it doesn't print and of which the printed ones
/// came.
pub fn reached<'f>(
    printed: &BTreeSet<&str>,
    printable: &'f BTreeMap<String, Figure>,
    used: &'f BTreeMap<String, Figure>,
) -> Vec<(&'f str, &'f Figure)> {
    let find = |id: &str| printable.get_key_value(id).or_else(|| used.get_key_value(id));
    let named = |id: &str| {
        let how = find(id).and_then(|(_, figure)| figure.how.as_ref());
        how.map(|how| how.ids()).unwrap_or_default()
    };
    let mut reached: BTreeMap<&str, &Figure> = BTreeMap::new();
    let mut open: Vec<String> = printed.iter().flat_map(|id| named(id)).collect();
    while let Some(id) = open.pop() {
        let Some((id, figure)) = find(&id) else { continue };
        if !printed.contains(id.as_str()) && reached.insert(id, figure).is_none() {
            open.extend(named(id));
        }
    }
    reached.into_iter().collect()
}

/// Where the figures of indicators and measures are had. A row's are made once one of them is asked for.
struct Source<'s, 'a> {
    scope: &'s Scope<'a>,
    rows: Option<BTreeMap<String, &'s Judged<'a>>>,
    made: BTreeMap<String, BTreeMap<String, Figure>>,
}

impl Source<'_, '_> {
    fn figure(&mut self, id: &str) -> Option<Figure> {
        let (of, _) = id.rsplit_once('/')?;
        if let Some(number) = of.strip_prefix("measure/") {
            let measure = self.scope.cycle.measure(number)?;
            return Some(indicators::title(measure)).filter(|title| title.id.as_deref() == Some(id));
        }
        let key = of.strip_prefix("indicator/")?;
        if !self.made.contains_key(key) {
            let scope = self.scope;
            let by_key = || scope.rows.iter().map(|row| (row.entry.indicator.key.to_string(), row)).collect();
            let row = *self.rows.get_or_insert_with(by_key).get(key)?;
            let row = [indicators::row(scope.cycle, row)];
            self.made.insert(key.to_owned(), figures_by_id(row.as_slice()));
        }
        self.made.get(key)?.get(id).cloned()
    }
}
