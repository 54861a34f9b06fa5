//! 新旧対照表: what changed of the plan's measures and targets since an earlier day.

use serde::Serialize;

use crate::ground::wareki;
use crate::library::trouble::Trouble;
use crate::model::indicator::Indicator;
use crate::model::register::Entry;
use crate::model::value::{Field, Quantity};
use crate::render::figure::Figure;
use crate::render::scope::Scope;

/// What a stage writes in `since` to compare with last year's register.
pub const PREVIOUS: &str = "previous";

/// 新旧対照表: what changed since an earlier day.
#[derive(Debug, Serialize)]
pub struct ChangeTable {
    /// What it is compared with: 「推進委員会幹事会（令和２年１月27日現在）」, or 「前年度」.
    pub since: String,
    /// What changed, in the printed order of the measures.
    pub rows: Vec<ChangeRow>,
}

/// A change: one item of an indicator that differs, or an indicator that is new or gone.
#[derive(Debug, Serialize)]
pub struct ChangeRow {
    /// The measure's number: 「2-ア-3」.
    pub number: String,
    /// The measure's title.
    pub measure: String,
    /// The indicator's name; of one that changed its name the new one.
    pub indicator: String,
    /// What of it changed: 指標名, 基準値, 目標値, 目標年度 or 目標の根拠; 指標 where all of it is new or gone.
    pub item: &'static str,
    /// How it changed: 変更, 追加 or 削除.
    pub kind: &'static str,
    /// What stands there now, in pieces; 「（削る）」 where it is gone.
    pub new: Vec<ComparedText>,
    /// What stood there before, in pieces; 「（新設）」 where it is new.
    pub old: Vec<ComparedText>,
}

/// A piece of a text, changed or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparedText {
    /// The letters of the piece: 「85」 of 「85台」.
    pub text: String,
    /// Whether the other side has something else here; such a piece is underlined.
    pub changed: bool,
}

/// Makes the view: the stage's `since` names the stage whose cutoff the old side is of.
pub fn view(scope: &Scope<'_>) -> Result<ChangeTable, Trouble> {
    let stage = scope.stage;
    let since = stage.since.as_ref().map_or("", |id| id.get_ref().as_str());
    let (old, called) = match scope.cycle.stage(since) {
        Some(earlier) => {
            let date = wareki::date(earlier.cutoff());
            (scope.register.as_of(earlier.cutoff()), format!("{}（{date}現在）", earlier.title))
        }
        None if since == PREVIOUS => (scope.previous.as_of(scope.cutoff), "前年度".into()),
        None => {
            let message = "新旧対照表には、比べる前の段階（since）が要ります。".into();
            return Err(Trouble { origin: scope.cycle.source.of(&stage.id), message });
        }
    };
    let new = scope.register.as_of(scope.cutoff);
    let mut rows = Vec::new();
    for measure in &scope.measures {
        let of = |snapshot: &crate::model::register::Snapshot<'_>, key: &str| snapshot.find(key).is_some();
        for entry in new.of_measure(&measure.number.text) {
            let before = old.find(&entry.indicator.key.to_string());
            match before {
                Some(before) => compare(scope, before, entry, &mut rows),
                None => rows.push(whole(scope, entry, "追加")),
            }
        }
        for entry in old.of_measure(&measure.number.text) {
            if !of(&new, &entry.indicator.key.to_string()) {
                rows.push(whole(scope, entry, "削除"));
            }
        }
    }
    Ok(ChangeTable { since: called, rows })
}

/// The items of a target, as printed.
fn items(indicator: &Indicator) -> [(&'static str, String); 5] {
    let decimals = indicator.decimals();
    let number = |field: &Field<Quantity>| match field.value() {
        Some(quantity) => format!("{}{}", quantity.print(decimals), indicator.unit.text),
        None => Figure::reported(String::new(), field, decimals, String::new()).text,
    };
    let year = indicator.target_year.value().map_or(String::new(), |y| y.print());
    [
        ("指標名", indicator.name.text.clone()),
        ("基準値", number(&indicator.baseline)),
        ("目標値", number(&indicator.target)),
        ("目標年度", year),
        ("目標の根拠", indicator.basis.cell.text.clone()),
    ]
}

fn compare(scope: &Scope<'_>, old: &Entry, new: &Entry, rows: &mut Vec<ChangeRow>) {
    for ((item, before), (_, after)) in items(&old.indicator).into_iter().zip(items(&new.indicator)) {
        if before != after {
            let (old_side, new_side) = segments(&before, &after);
            rows.push(ChangeRow { item, kind: "変更", new: new_side, old: old_side, ..row(scope, new) });
        }
    }
}

/// A row that is new or gone as a whole.
fn whole(scope: &Scope<'_>, entry: &Entry, kind: &'static str) -> ChangeRow {
    let [(_, name), _, (_, target), (_, year), _] = items(&entry.indicator);
    let text = [name, target, year].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("　");
    let content = vec![ComparedText { text, changed: true }];
    let mark = |text: &str| vec![ComparedText { text: text.into(), changed: false }];
    let (new, old) = match kind {
        "追加" => (content, mark("（新設）")),
        _ => (mark("（削る）"), content),
    };
    ChangeRow { item: "指標", kind, new, old, ..row(scope, entry) }
}

fn row(scope: &Scope<'_>, entry: &Entry) -> ChangeRow {
    let measure = scope.cycle.measure(&entry.indicator.key.measure);
    ChangeRow {
        number: entry.indicator.key.measure.clone(),
        measure: measure.map_or(String::new(), |m| m.title.text.clone()),
        indicator: entry.indicator.name.text.clone(),
        item: "",
        kind: "",
        new: Vec::new(),
        old: Vec::new(),
    }
}

/// Two texts with what differs between their common beginning and end.
pub fn segments(old: &str, new: &str) -> (Vec<ComparedText>, Vec<ComparedText>) {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old[head..].iter().rev().zip(new[head..].iter().rev());
    let tail = rest.take_while(|(a, b)| a == b).count();
    let side = |text: &[char]| {
        let parts = [
            (&text[..head], false),
            (&text[head..text.len() - tail], true),
            (&text[text.len() - tail..], false),
        ];
        let segment =
            |(part, changed): (&[char], bool)| ComparedText { text: part.iter().collect(), changed };
        parts.into_iter().filter(|(part, _)| !part.is_empty()).map(segment).collect()
    };
    (side(&old), side(&new))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(segments: &[ComparedText]) -> String {
        segments.iter().map(|s| if s.changed { format!("[{}]", s.text) } else { s.text.clone() }).collect()
    }

    #[test]
    fn only_what_differs_is_marked() {
        for (old, new, old_marked, new_marked) in [
            ("85台", "90台", "[85]台", "[90]台"),
            ("1,200人", "1,300人", "1,[2]00人", "1,[3]00人"),
            ("12", "112", "12", "1[1]2"),
            ("令和２年度", "令和３年度", "令和[２]年度", "令和[３]年度"),
            ("", "8", "", "[8]"),
            ("aa", "a", "a[a]", "a"),
        ] {
            let (before, after) = segments(old, new);
            assert_eq!(
                (marked(&before), marked(&after)),
                (old_marked.into(), new_marked.into()),
                "{old} {new}"
            );
        }
    }
}
