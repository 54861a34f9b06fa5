//! Data of the shape of a document's sample, with texts, figures and numbers of rows drawn by lot. The same seed gives the
//! same data.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use shiryo::render::digits::Digits;

use super::random_text::Lots;

/// How many rows the longest list has, by the seed.
const ROWS: [usize; 6] = [0, 1, 2, 7, 60, 300];

/// The lists that may have any number of parts, each with the most that it is given, and whether it may be empty.
const LISTS: [(&str, usize, bool); 47] = [
    ("agenda", 7, false),
    ("blocks", 60, false),
    ("cards", 80, false),
    ("changed", 3, true),
    ("children", 7, true),
    ("comments", 300, true),
    ("common", 60, true),
    ("copies", 7, true),
    ("facts", 3, true),
    ("groups", 7, false),
    ("handouts", 25, true),
    ("indicators", 300, true),
    ("items", 7, false),
    ("jobs", 60, false),
    ("left", 40, true),
    ("like", 7, true),
    ("measures", 60, true),
    ("members", 80, false),
    ("members_list", 80, false),
    ("motions", 25, false),
    ("names", 300, false),
    ("new", 3, false),
    ("no_opinion", 3, true),
    ("notes", 7, true),
    ("of_measures", 300, true),
    ("old", 3, false),
    ("online", 40, true),
    ("opinions", 300, true),
    ("papers", 25, true),
    ("passages", 60, true),
    ("questions", 300, true),
    ("reasons", 3, true),
    ("reports", 7, false),
    ("responses", 7, true),
    ("right", 40, true),
    ("rows", 300, true),
    ("schedule", 7, true),
    ("seats", 0, true),
    ("secretariat", 12, true),
    ("sheets", 0, true),
    ("slots", 0, true),
    ("states", 0, true),
    ("steps", 7, true),
    ("totals", 3, false),
    ("tree", 7, true),
    ("unanswered", 3, true),
    ("without", 60, true),
];

/// Texts that can be absent: then they are `null`.
const TEXTS: [&str; 20] = [
    "carried",
    "class_note",
    "corrected",
    "deadline",
    "due",
    "handling",
    "no_target",
    "note",
    "number",
    "place",
    "proxy",
    "proxy_of",
    "received",
    "repeat",
    "report_by",
    "response",
    "seat",
    "session",
    "term",
    "time",
];

/// Whether a field can be `null`.
fn can_be_absent(field: &str, sample: &Value, holder: &Map<String, Value>) -> bool {
    match field {
        "body" => holder.contains_key("kind"),
        "bar" | "tree" => true,
        "roster" => holder.contains_key("tree"),
        // These are texts in some views, if empty ones.
        "number" => sample
            .as_str()
            .is_some_and(|text| ["資料", "別紙", "参考"].iter().any(|kind| text.starts_with(kind))),
        "note" => holder.contains_key("result") || holder.contains_key("gathers"),
        "place" | "received" => holder.contains_key("day") || holder.contains_key("late"),
        _ => TEXTS.contains(&field),
    }
}

/// Data drawn by lot.
pub(crate) struct Drawn<'s> {
    lots: Lots,
    rows: usize,
    /// Whether all that can be absent is.
    bare: bool,
    /// Parts of the sample's lists, by the names of these.
    parts: BTreeMap<&'s str, Vec<&'s Value>>,
}

impl<'s> Drawn<'s> {
    /// Data of a sample's shape.
    pub(crate) fn of(sample: &'s Value, seed: u64) -> Value {
        let mut parts = BTreeMap::new();
        collect("", sample, &mut parts);
        let rows = ROWS[usize::try_from(seed).expect("a small seed") % ROWS.len()];
        let mut drawn = Drawn { lots: Lots::new(seed), rows, bare: seed % 5 == 4, parts };
        let mut value = drawn.value("", sample, &Map::new(), rows.max(1));
        settle(&mut value, &mut drawn.lots);
        value
    }

    fn value(&mut self, field: &str, sample: &Value, holder: &Map<String, Value>, room: usize) -> Value {
        match sample {
            Value::Object(fields) if fields.contains_key("pieces") => {
                let text = self.lots.words();
                let at = text.char_indices().map(|(at, _)| at).nth(text.chars().count() / 2).unwrap_or(0);
                let (one, two) = text.split_at(at);
                json!({ "text": text, "pieces": [{ "text": one, "ids": ["a"] }, { "text": two, "ids": [] }] })
            }
            Value::Object(fields) if fields.contains_key("id") && fields.contains_key("text") => {
                let mut figure = fields.clone();
                let text = self.lots.figure(field, fields["text"].as_str().unwrap_or_default());
                figure.insert("digits".into(), digits(&text));
                figure.insert("text".into(), text.into());
                Value::Object(figure)
            }
            Value::Object(_) if self.bare && can_be_absent(field, sample, holder) => Value::Null,
            Value::Object(fields) => {
                let drawn =
                    fields.iter().map(|(name, value)| (name.clone(), self.value(name, value, fields, room)));
                Value::Object(drawn.collect())
            }
            Value::Array(parts) => self.list(field, parts, room),
            Value::String(_) if self.bare && can_be_absent(field, sample, holder) => Value::Null,
            Value::String(text) if self.bare && text.is_empty() => sample.clone(),
            Value::String(text) => self.lots.string(field, text, holder).into(),
            Value::Null if !self.bare && TEXTS.contains(&field) && !holder.contains_key("code") => {
                self.lots.string(field, "", holder).into()
            }
            _ => sample.clone(),
        }
    }

    fn list(&mut self, field: &str, sample: &[Value], room: usize) -> Value {
        let empty = Map::new();
        let rule = LISTS.iter().find(|(name, most, _)| *name == field && *most > 0);
        let parts = match sample {
            [] => self.parts.get(field).cloned().unwrap_or_default(),
            _ => sample.iter().collect(),
        };
        // Lists that go together keep their lengths.
        let (Some((_, most, may_be_empty)), false) = (rule, parts.is_empty()) else {
            let parts = sample.iter().map(|part| self.value(field, part, &empty, room));
            return parts.collect();
        };
        let is_outer = room == self.rows.max(1);
        let least = usize::from(!may_be_empty || !is_outer);
        let count =
            if is_outer { self.rows.min(*most) } else { self.lots.below(room.min(*most) + 1) }.max(least);
        let parts: Vec<Value> = (0..count)
            .map(|_| {
                let part = parts[self.lots.below(parts.len())];
                // A text has the name of its list.
                let field = if part.is_object() { "" } else { field };
                self.value(field, part, &empty, room / count.max(1))
            })
            .collect();
        Value::Array(parts)
    }
}

/// The digits of a figure, for its column; none where it is words.
fn digits(text: &str) -> Value {
    let (number, qualifier) = text.split_at(text.find('（').unwrap_or(text.len()));
    let is_number =
        number == "－" || number.trim_start_matches(['▲', '約']).starts_with(|c: char| c.is_ascii_digit());
    is_number.then(|| Digits::new(number, qualifier)).map_or(Value::Null, |digits| json!(digits))
}

/// The parts of the lists of a sample.
fn collect<'s>(field: &'s str, value: &'s Value, parts: &mut BTreeMap<&'s str, Vec<&'s Value>>) {
    match value {
        Value::Array(list) => {
            parts.entry(field).or_default().extend(list);
            list.iter().for_each(|part| collect(field, part, parts));
        }
        Value::Object(fields) => fields.iter().for_each(|(name, value)| collect(name, value, parts)),
        _ => {}
    }
}

/// Makes true what holds between fields: the rows of a measure stand together, each member has a vote on each item.
fn settle(value: &mut Value, lots: &mut Lots) {
    match value {
        Value::Array(rows) if rows.iter().all(|row| row.get("first").is_some()) => spans(rows, lots),
        Value::Array(parts) => parts.iter_mut().for_each(|part| settle(part, lots)),
        Value::Object(fields) => {
            let items = fields.get("items").and_then(Value::as_array).map(Vec::len);
            if let (Some(items), Some(Value::Array(members))) = (items, fields.get_mut("members_list")) {
                for member in members {
                    let vote = ["承認する", "承認しない", "無効", "確認中", "－"];
                    member["votes"] = (0..items).map(|_| Value::from(vote[lots.below(vote.len())])).collect();
                }
            }
            fields.values_mut().for_each(|field| settle(field, lots));
        }
        _ => {}
    }
}

fn spans(rows: &mut [Value], lots: &mut Lots) {
    let mut at = 0;
    while at < rows.len() {
        let span = [1, 1, 2, 4, 30][lots.below(5)].min(rows.len() - at);
        let opening = rows[at].clone();
        for (nth, row) in rows[at..at + span].iter_mut().enumerate() {
            row["first"] = (nth == 0).into();
            row["span"] = if nth == 0 { span.into() } else { Value::Null };
            for shared in ["number", "measure"] {
                row[shared] = opening[shared].clone();
            }
        }
        at += span;
    }
}
