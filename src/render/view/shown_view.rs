//! A view as the template of a paper gets it: of rows of indicators only the fields that its document asks for. What a
//! paper doesn't show is no reason to set it again.

use serde::ser::Error;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::View;
use super::field_row::FieldRow;
use super::indicator_row::IndicatorRow;
use crate::library::view::ViewSpec;

/// The field of what departments wrote in columns that they added, which no annex knows by this name.
const EXTRA: &str = "extra";

/// A view with the fields of its rows that are shown.
#[derive(Debug)]
pub struct ShownView {
    /// The view, whole: what it may print is told from it.
    pub view: View,
    /// The names of the fields; all if there is none.
    fields: Vec<String>,
}

impl ShownView {
    /// A view as a document asks for it.
    ///
    /// # Errors
    ///
    /// The name of a field that its rows don't have.
    pub fn new(view: View, spec: &ViewSpec) -> Result<Self, String> {
        let fields = match spec {
            ViewSpec::Indicators { fields, .. } => fields.clone(),
            _ => Vec::new(),
        };
        let row: Option<&IndicatorRow> = match &view {
            View::Indicators(rows) => rows.first(),
            View::IndicatorGroups(groups) => groups.iter().flat_map(|group| &group.rows).next(),
            _ => None,
        };
        let is_unknown =
            |field: &&String| *field != EXTRA && row.is_some_and(|row| row.cell(field).is_none());
        match fields.iter().find(is_unknown) {
            Some(unknown) => Err(unknown.clone()),
            None => Ok(Self { view, fields }),
        }
    }

    /// A view with all that it has.
    pub fn whole(view: View) -> Self {
        Self { view, fields: Vec::new() }
    }

    fn narrow(&self, row: &mut Value) {
        if let Value::Object(fields) = row {
            fields.retain(|name, _| self.fields.contains(name));
        }
    }
}

impl Serialize for ShownView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.fields.is_empty() {
            return self.view.serialize(serializer);
        }
        let mut json = serde_json::to_value(&self.view).map_err(S::Error::custom)?;
        for item in json.as_array_mut().into_iter().flatten() {
            match item.get_mut("rows") {
                Some(rows) => rows.as_array_mut().into_iter().flatten().for_each(|row| self.narrow(row)),
                None => self.narrow(item),
            }
        }
        json.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::super::indicator_row::{CategoryHeading, IndicatorGroup};
    use super::*;
    use crate::library::view::{GroupIndicators, WhichIndicators};

    fn spec(fields: &[&str]) -> ViewSpec {
        ViewSpec::Indicators {
            group: GroupIndicators::None,
            only: WhichIndicators::All,
            fields: fields.iter().map(|field| (*field).to_owned()).collect(),
        }
    }

    fn row(actual: &str) -> IndicatorRow {
        IndicatorRow { number: "2-ア-3".into(), activity: actual.into(), ..IndicatorRow::default() }
    }

    #[test]
    fn a_row_has_the_fields_that_are_asked_for_in_a_list_and_below_headings() {
        let shown = |view, fields: &[&str]| {
            let shown = ShownView::new(view, &spec(fields)).expect("known fields");
            serde_json::to_value(&shown).expect("JSON")
        };
        let list = shown(View::Indicators(vec![row("a")]), &["number"]);
        assert_eq!(list, serde_json::json!([{ "number": "2-ア-3" }]));
        let category = CategoryHeading {
            id: "2-ア".into(),
            above: Vec::new(),
            path: String::new(),
            label: String::new(),
            title: String::new(),
            count: Default::default(),
        };
        let groups = View::IndicatorGroups(vec![IndicatorGroup { category, rows: vec![row("a"), row("b")] }]);
        let groups = shown(groups, &["number"]);
        assert_eq!(groups[0]["category"]["id"], "2-ア");
        assert_eq!(groups[0]["rows"], serde_json::json!([{ "number": "2-ア-3" }, { "number": "2-ア-3" }]));
        let all = shown(View::Indicators(vec![row("a")]), &[]);
        assert!(all[0].get("activity").is_some() && all[0].get("extra").is_some());
    }

    #[test]
    fn a_field_that_no_row_has_is_named() {
        let unknown = ShownView::new(View::Indicators(vec![row("a")]), &spec(&["number", "nummer"]));
        assert_eq!(unknown.err().as_deref(), Some("nummer"));
        assert!(ShownView::new(View::Indicators(vec![row("a")]), &spec(&["extra"])).is_ok());
        assert!(ShownView::new(View::Indicators(Vec::new()), &spec(&["nummer"])).is_ok());
    }
}
