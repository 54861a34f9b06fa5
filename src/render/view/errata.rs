//! 正誤表: what is not as it was issued, each with the papers and pages on which it stood.

use std::collections::BTreeSet;

use serde::Serialize;

use super::comparison::{Comparison, FiguresNow};
use super::errata_lines;
use super::errata_row::{ErrataKind, ErrataRow, NOTHING, STRUCK};
use super::figure_names::{describe, printed_order};
use crate::ground::wareki;
use crate::library::trouble::Trouble;
use crate::model::value::NO_VALUE;
use crate::render::artifact::{About, FileKind};
use crate::render::decision_facts;
use crate::render::handed_out::HandedOut;
use crate::render::naming::full_title;
use crate::render::scope::{Scope, StageScope};
use crate::render::values::Shown;

/// 正誤表: what is not as it was issued.
#[derive(Debug, Serialize)]
pub struct Errata {
    /// The day on which the papers were issued: 「令和２年２月７日」.
    pub issued: String,
    /// What was wrong, one sentence, as the stage's correction says.
    pub reason: String,
    /// What differs: by kind, and within a kind in the printed order of the measures.
    pub rows: Vec<ErrataRow>,
}

/// What a recipient's letter compares in its own 正誤表.
pub struct OwnPast {
    /// What the recipient holds in hand.
    pub issued: HandedOut,
    /// What the papers show now that all get with their letters.
    pub now: FiguresNow,
}

/// Makes the view of a stage; `now` is what its papers show now.
pub fn view(scope: &StageScope<'_>, now: &FiguresNow) -> Result<Errata, Trouble> {
    let issued = scope.issued.ok_or_else(|| Trouble {
        origin: scope.cycle.source.of(&scope.stage.id),
        message: "正誤表には、配った資料の記録（inputs/issued/）が要ります。".into(),
    })?;
    Ok(compared(scope, issued, now))
}

/// What is not as it was issued; `now` is what is shown now.
pub fn compared(scope: &Scope<'_>, issued: &HandedOut, now: &FiguresNow) -> Errata {
    let reason = scope.stage.corrects().map_or(String::new(), |c| c.reason.clone());
    let comparison = Comparison::new(scope, issued, now);
    let mut rows = papers(&comparison);
    rows.extend(measures(&comparison));
    rows.extend(errata_lines::rows(&comparison));
    rows.extend(others(&comparison));
    // A count is wrong by itself where nothing that it counts differs.
    if rows.iter().all(|row| row.kind == ErrataKind::Count) {
        rows.iter_mut().for_each(|row| row.kind = ErrataKind::Wrong);
    }
    rows.sort_by_key(|row| match row.kind {
        ErrataKind::Removed => ErrataKind::Added,
        kind => kind,
    });
    Errata { issued: wareki::date(issued.day), reason, rows }
}

/// The papers and annexes that are gone, those that are new, and those with another title.
fn papers(comparison: &Comparison<'_>) -> Vec<ErrataRow> {
    let row = |kind, number: Option<&str>, title: &str, (old, new): (&str, &str)| ErrataRow {
        kind,
        place: full_title(number, title),
        what: "資料の全部".into(),
        papers: Vec::new(),
        old: old.into(),
        new: new.into(),
    };
    let gone = comparison.removed();
    let gone = gone.map(|f| row(ErrataKind::Removed, f.number.as_deref(), &f.title, (NO_VALUE, STRUCK)));
    let new = comparison.added.iter();
    let new = new.map(|f| row(ErrataKind::Added, f.number.as_deref(), &f.title, (NO_VALUE, NO_VALUE)));
    gone.chain(new).chain(comparison.issued.papers().filter_map(|file| retitled(comparison, file))).collect()
}

/// A paper that is called otherwise than it was: what was decided and is a draft again, with what became of it.
fn retitled(comparison: &Comparison<'_>, file: &About) -> Option<ErrataRow> {
    let Comparison { scope, .. } = comparison;
    let paper = scope.stage.paper(&file.document).filter(|_| file.kind == FileKind::Paper)?;
    let title = paper.title_or(&scope.library.document(paper.document.get_ref()).ok()?.title);
    let decided =
        paper.finality.as_ref().map(|finality| format!("（{}）", decision_facts::decided(finality)));
    (title != file.title).then(|| ErrataRow {
        kind: ErrataKind::Wrong,
        place: full_title(file.number.as_deref(), &file.title),
        what: "題".into(),
        papers: Vec::new(),
        old: file.title.clone(),
        new: title + &decided.unwrap_or_default(),
    })
}

/// The titles of measures and the divisions that own them. Of a measure that is new or gone its indicators are said.
fn measures(comparison: &Comparison<'_>) -> Vec<ErrataRow> {
    let mut rows = Vec::new();
    for measure in &comparison.scope.cycle.measures {
        for (column, what) in [("title", "取組名"), ("owner", "担当課")] {
            let number = measure.number.text.as_str();
            let id = format!("measure/{number}/{column}");
            if let (Some(old), Some(now)) = (comparison.old.get(id.as_str()), comparison.now.get(&id))
                && old.text != now.shown.text
            {
                rows.push(ErrataRow {
                    kind: ErrataKind::Wrong,
                    place: comparison.measure(number),
                    what: what.into(),
                    papers: comparison.places(&id),
                    old: old.text.clone(),
                    new: now.shown.text.clone(),
                });
            }
        }
    }
    rows
}

/// The figures that are no indicator's, such as counts.
fn others(comparison: &Comparison<'_>) -> Vec<ErrataRow> {
    let ids = comparison.old.keys().copied().chain(comparison.now.keys().map(String::as_str));
    let mut ids: Vec<&str> =
        ids.filter(|id| !id.starts_with("indicator/") && !id.starts_with("measure/")).collect();
    ids.sort_by_cached_key(|id| printed_order(comparison.scope.cycle, id));
    ids.dedup();
    let known: BTreeSet<String> = comparison.old.keys().filter_map(|id| family(id)).collect();
    let row = |id: &str| {
        let old = comparison.old.get(id);
        // A view may hold more than its template prints: what is new must be of a kind that was printed.
        let is_new =
            || family(id).is_some_and(|family| known.contains(&family)) && !comparison.places(id).is_empty();
        let now = comparison.now.get(id).map(|now| &now.shown).filter(|_| old.is_some() || is_new());
        let number = |shown: Option<&Shown>| shown.and_then(|shown| shown.number.clone());
        let text =
            |shown: Option<&Shown>, none: &str| shown.map_or(none.to_owned(), |shown| shown.text.clone());
        let same = match (number(old), number(now)) {
            // 「28」 in a table is 「28事業」 in a text.
            (Some(old), Some(now)) => old == now,
            // None of what is counted is what is not there.
            (None, Some(now)) if old.is_none() => now == "0",
            _ => old.map(|old| &old.text) == now.map(|now| &now.text),
        };
        let kind = if family(id).is_some() { ErrataKind::Count } else { ErrataKind::Wrong };
        let (place, what) = describe(comparison.scope.cycle, id);
        let papers = comparison.places(id);
        let (old, new) = (text(old, NOTHING), text(now, STRUCK));
        (!same).then_some(ErrataRow { kind, place, what, papers, old, new })
    };
    ids.into_iter().filter_map(row).collect()
}

/// What a count has in common with the same count of other categories or departments: 「total/class/Ａ」. None for what is
/// no count of returns.
fn family(id: &str) -> Option<String> {
    let (kind, rest) = id.split_once('/')?;
    let rest = rest.strip_prefix("department/").unwrap_or(rest);
    let what = rest.split_once('/').map_or("", |(_, what)| what);
    matches!(kind, "total" | "submissions").then(|| format!("{kind}/{what}"))
}
