//! The legend of the classes (Ａ～Ｄ): what each means, made from the cycle's own `[evaluation]`.

use serde::Serialize;

use crate::decide::evaluate::{Expected, Rate, Verdict};
use crate::model::cycle::{Class, ClassBy};
use crate::model::indicator::{Direction, Indicator, IndicatorKind};
use crate::render::figure::STATED;
use crate::render::scope::Scope;

/// What stands below a table to explain its classes.
#[derive(Debug, Serialize)]
pub struct Legend {
    /// The classes, the best first.
    pub classes: Vec<ClassMeaning>,
    /// Sentences on how rates and classes come about. A note that only some kind of indicator needs stands here only
    /// if the scope has one.
    pub notes: Vec<String>,
}

/// A class and what it means.
#[derive(Debug, Serialize)]
pub struct ClassMeaning {
    /// The class: 「Ａ」.
    pub label: String,
    /// Which rates it takes: 「達成率 80％以上100％未満」.
    pub rule: String,
    /// What it says of an indicator: 「目安を下回る」.
    pub meaning: String,
}

/// The legend of the rules in force, with the notes that the scope's rows need.
pub fn view(scope: &Scope<'_>) -> Legend {
    let rules = &scope.cycle.settings.evaluation;
    let rate = match rules.class_by {
        ClassBy::Expected => "達成率",
        ClassBy::Target => "進捗率",
    };
    let classes = rules
        .classes
        .iter()
        .enumerate()
        .map(|(i, class)| ClassMeaning {
            label: class.label.clone(),
            rule: rule(rate, class, i.checked_sub(1).and_then(|i| rules.classes.get(i))),
            meaning: class.meaning.clone(),
        })
        .collect();
    Legend { classes, notes: notes(scope, rate) }
}

fn rule(rate: &str, class: &Class, better: Option<&Class>) -> String {
    let below = better.and_then(|b| b.at_least.as_ref());
    match (&class.at_least, below) {
        (Some(least), None) => format!("{rate} {}％以上", least.text),
        (Some(least), Some(below)) => format!("{rate} {}％以上{}％未満", least.text, below.text),
        (None, Some(below)) => format!("{rate} {}％未満", below.text),
        (None, None) => rate.into(),
    }
}

/// The notes that this table needs: of each, only if a row is judged so.
fn notes(scope: &Scope<'_>, rate: &str) -> Vec<String> {
    let rules = &scope.cycle.settings.evaluation;
    let rows = || scope.rows.iter().map(|r| (&r.figures.indicator, &r.judgement));
    let repeats = scope.rows.iter().any(|r| r.entry.indicator.is_repeat());
    let any_kind = |kind: IndicatorKind| rows().any(|(i, _)| i.kind.value() == Some(&kind));
    let mut notes = vec![
        "目安は、基準値と目標値を年度で按分した値（目標年度以後は目標値）。達成率＝（実績－基準）÷（目安－基準）、進捗率＝（実績－基準）÷（目標－基準）。".into(),
        format!("率は小数第一位まで（四捨五入）。評価は、丸める前の{rate}による。"),
    ];
    if rows().any(|(_, j)| matches!(j.expected, Expected::Stated(_))) {
        notes.push(format!("「{STATED}」の目安は、按分ではなく、部署が理由を付けて示した値。"));
    }
    if rows().any(|(i, _)| i.shown_in.is_some()) {
        notes.push("調査票より大きな単位で示した指標の率は、その単位に丸める前の値による。".into());
    }
    let no_baseline = rows().any(|(i, j)| j.achievement.share().is_some() && is_ratio(i));
    if no_baseline {
        let down = rows().any(|(i, _)| i.direction.value() == Some(&Direction::Down));
        let inverse = if down { "（減らす指標は、目標÷実績）" } else { "" };
        notes.push(format!("単年度の指標と、基準値のない指標の率は、実績÷目標{inverse}。"));
    }
    let (met, not_met) = (rules.met.get_ref(), rules.not_met.get_ref());
    if rows().any(|(i, j)| is_ratio(i) && matches!(j.verdict, Verdict::Class(_)) && j.progress == Rate::None)
    {
        notes.push(format!("割る数が０以下で率がない指標は、目標に達していれば{met}、いなければ{not_met}。"));
    }
    if any_kind(IndicatorKind::Keep) {
        notes.push(format!(
            "維持する指標は、目標値を維持している場合は{met}、維持していない場合は{not_met}。"
        ));
    }
    if any_kind(IndicatorKind::DirectionOnly) {
        notes.push(format!(
            "方向だけの指標は、定めた方向に動いている場合は{met}、動いていない場合は{not_met}。"
        ));
    }
    if any_kind(IndicatorKind::Qualitative) {
        notes.push(format!(
            "定性の指標は、完了が{}、実施中が{}、未着手が{}。中止は指標の数に含まない。",
            rules.completed.get_ref(),
            rules.ongoing.get_ref(),
            rules.not_started.get_ref()
        ));
    }
    let none = rows().any(|(_, j)| j.verdict == Verdict::NoTarget);
    if none || rows().any(|(_, j)| j.verdict == Verdict::Unknown) {
        let without = if none { "、目標のないもの" } else { "" };
        notes.push(format!(
            "「{}」は、実績が未判明のもの、基準年度のため判定しないもの{without}。",
            rules.unknown
        ));
    }
    if repeats {
        notes.push("再掲の指標は、元の取組で一度だけ数える。".into());
    }
    notes
}

/// Whether an indicator is judged by its actual value over its target.
fn is_ratio(indicator: &Indicator) -> bool {
    match indicator.kind.value() {
        Some(IndicatorKind::SingleYear) => true,
        Some(IndicatorKind::Level | IndicatorKind::Cumulative) => indicator.baseline.value().is_none(),
        _ => false,
    }
}
