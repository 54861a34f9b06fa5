//! `unused-value`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::model::choice::Choice;
use crate::model::indicator::{Indicator, IndicatorKind};
use crate::model::value::{Cell, Field, Quantity};

/// No value is written where nothing uses it, as a baseline of an indicator that is judged in words alone.
pub const RULE: Rule = Rule {
    id: "unused-value",
    severity: Severity::Warning,
    asks: Some("この指標では用いない値が記入されています。指標の種類及び値を御確認ください。"),
    topic: Topic::Targets,
    what: "使わない値がある。再掲の行の値、方向の目標値、定性の数値（基準値、目標値、目安値、実績値）、定性でない型の「定性の状況」、目安のない指標（単年度、維持、方向、基準値のないもの、目標値が基準値と同じもの）の目安値",
    why: "書いた値がどの資料にも使われないまま、使われたと思われるため。",
    mend: "値を消すか、型や区分を直す",
    bad: "再掲に 2-ア-3/1、実績値に 12",
    good: "再掲に 2-ア-3/1、実績値は空",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for row in facts.rows() {
        if let Some((cell, why)) = unused(row) {
            check.report_alike(
                &row.department,
                &cell.origin,
                why.clone(),
                format!("「{}」は使いません（{why}）。", cell.text),
                "値を消すか、そうでないなら⟨指標の型⟩や区分を直してください。",
            );
        }
    }
}

/// The first value that nothing uses, and why.
fn unused(row: &Indicator) -> Option<(&Cell, String)> {
    let written = |fields: &[&'_ Field<Quantity>]| -> Option<usize> {
        fields.iter().position(|field| field.value().is_some())
    };
    let all = [&row.baseline, &row.target, &row.expected, &row.actual];
    if row.is_repeat() {
        let why = format!("再掲なので、元の指標 {} の値を載せます", row.repeats.text);
        return Some((&all[written(&all)?].cell, why));
    }
    let kind = row.kind.value()?;
    let in_kind = |cell| Some((cell, format!("⟨指標の型⟩が「{}」です", kind.label())));
    match kind {
        IndicatorKind::Qualitative if written(&all).is_some() => return in_kind(&all[written(&all)?].cell),
        IndicatorKind::DirectionOnly if row.target.value().is_some() => return in_kind(&row.target.cell),
        IndicatorKind::Qualitative => {}
        _ if row.state.value().is_some() => return in_kind(&row.state.cell),
        _ => {}
    }
    if row.expected.value().is_none() || row.no_target.value().is_some() {
        let without_target = row.no_target.value().is_some() && row.expected.value().is_some();
        return without_target.then(|| (&row.expected.cell, "目標がないので、目安もありません".into()));
    }
    match (kind, row.baseline.value(), row.target.value()) {
        (IndicatorKind::Level | IndicatorKind::Cumulative, Some(baseline), Some(target)) => {
            let same = baseline.value == target.value;
            let why = "⟨目標値⟩が⟨基準値⟩と同じなので、保ったかどうかで判定します";
            same.then(|| (&row.expected.cell, why.into()))
        }
        (IndicatorKind::Level | IndicatorKind::Cumulative, ..) => {
            Some((&row.expected.cell, "⟨基準値⟩か⟨目標値⟩がないので、目安を使いません".into()))
        }
        _ => in_kind(&row.expected.cell),
    }
}
