//! A paper's data as a public page gets it: what its PDF is set of, without the columns that are withheld.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::public_fields::{withheld_fields, withholds_series};
use crate::model::publication::WithheldParts;

/// What a paper says to those alone who get it.
const OF_THE_PAPER: [&str; 3] = ["recipient", "letter", "handouts"];

/// Takes out of a paper's data what is not published of it.
pub fn withhold(paper: &mut Value, withheld: &WithheldParts) {
    if let Value::Object(paper) = paper {
        OF_THE_PAPER.iter().for_each(|name| drop(paper.shift_remove(*name)));
    }
    let fields = withheld_fields(withheld);
    below(paper, withheld, &fields);
}

fn below(value: &mut Value, withheld: &WithheldParts, fields: &BTreeSet<&str>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| below(item, withheld, fields)),
        Value::Object(object) => {
            if object.contains_key("key") && object.contains_key("indicator") {
                object.retain(|name, _| !fields.contains(name.as_str()));
            }
            // What decides the class of a measure with one indicator is the rate of that.
            if object.contains_key("called")
                && object.contains_key("left_out")
                && fields.contains("achievement")
            {
                drop(object.shift_remove("value"));
            }
            retain(object, "own", |own| !text(own, "id").is_some_and(|id| withheld.has_column(id)));
            retain(object, "years", |year| {
                let is_withheld = |name: &str| withholds_series(withheld, name) || withheld.has_column(name);
                !["series", "name"].into_iter().filter_map(|name| text(year, name)).any(is_withheld)
            });
            object.values_mut().for_each(|value| below(value, withheld, fields));
        }
        _ => {}
    }
}

fn retain(object: &mut Map<String, Value>, list: &str, is_kept: impl Fn(&Value) -> bool) {
    if let Some(Value::Array(items)) = object.get_mut(list) {
        items.retain(is_kept);
    }
}

fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_withheld_is_not_in_the_data() {
        let row = json!({
            "key": "1-1/1", "indicator": { "text": "件数" }, "actual": { "text": "1" }, "target": { "text": "2" }, "note": "内部",
            "own": [{ "id": "cost", "year": 2022 }, { "id": "way" }],
            "years": [{ "series": "actual", "name": "実績" }, { "series": "comparator", "name": "全国" }],
        });
        let mut paper =
            json!({ "recipient": null, "title": "一覧", "views": { "indicators": [{ "rows": [row] }] } });
        let withheld: WithheldParts = toml::from_str("columns = [\"実績値\", \"cost\"]").expect("TOML");
        withhold(&mut paper, &withheld);
        let row = json!({
            "key": "1-1/1", "indicator": { "text": "件数" }, "target": { "text": "2" },
            "own": [{ "id": "way" }],
            "years": [{ "series": "comparator", "name": "全国" }],
        });
        assert_eq!(paper, json!({ "title": "一覧", "views": { "indicators": [{ "rows": [row] }] } }));
    }

    #[test]
    fn the_mean_of_rates_is_withheld_with_them_and_its_class_is_not() {
        let node = json!({ "key": "1-1", "called": "施策の評価", "class": "Ａ", "value": "102.0%", "left_out": "0" });
        for (column, is_told) in [("実績値", false), ("目標値", false), ("基準値", false), ("課題", true)]
        {
            let mut paper = json!({ "views": { "nodes": [node] } });
            let withheld = toml::from_str(&format!("columns = [\"{column}\"]")).expect("TOML");
            withhold(&mut paper, &withheld);
            let node = &paper["views"]["nodes"][0];
            assert_eq!((node.get("value").is_some(), &node["class"]), (is_told, &json!("Ａ")), "{column}");
        }
    }
}
