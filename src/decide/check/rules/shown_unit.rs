//! `shown-unit`

use std::collections::BTreeSet;

use toml::Spanned;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::model::indicator::Indicator;
use crate::model::shown_in::{DeclaredIndicator, MOST_DECIMALS};
use crate::model::value::UNRESOLVED;

/// A unit in which an indicator is to be printed is a multiple of the one in which it is reported, and shows its values
/// apart: 百万円 for 円, but not 億円 where baseline and target are 3,000,000円 and 4,000,000円.
pub const RULE: Rule = Rule {
    id: "shown-unit",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Codes,
    what: "`[[indicators]]` の指標がない、二度ある、再掲である。`shown_in` の単位が、調査票の単位の千倍、百万倍などではない。丸めると、違う値が同じに見える",
    why: "単位を変えて載せるつもりの値が元の単位のまま載ることや、違う値が同じ値に見えることのないようにするため。",
    mend: "指標の番号、`shown_in`、`decimals` を直す",
    bad: "単位が人の指標に、shown_in = \"百万円\"",
    good: "単位が円の指標に、shown_in = \"百万円\"",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    let mut seen = BTreeSet::new();
    for declared in &facts.cycle.settings.indicators {
        let number = declared.number.get_ref();
        if !seen.insert(number) {
            let message =
                format!("指標「{number}」が、[[indicators]] に二度あります。初めのものを使います。");
            say(check, &declared.number, message, "どちらか一つを消してください。");
            continue;
        }
        if declared.decimals > MOST_DECIMALS {
            let message = format!("decimals の {} は大きすぎます。", declared.decimals);
            say(check, &declared.shown_in, message, format!("０から {MOST_DECIMALS} までで書いてください。"));
        }
        let rows: Vec<&Indicator> = facts.rows().filter(|row| row.key.is(number)).collect();
        if rows.is_empty() {
            is_there(check, declared);
        }
        rows.into_iter().for_each(|row| fits(check, declared, row));
    }
}

/// Of a measure that has not come yet nobody knows what indicators it has.
fn is_there(check: &mut Check<'_>, declared: &DeclaredIndicator) {
    let facts = check.facts;
    let number = declared.number.get_ref();
    let measure = number.rsplit_once('/').and_then(|(measure, _)| facts.cycle.measure(measure));
    let Some(measure) = measure else {
        let message = format!("指標「{number}」の取組はありません。");
        return say(
            check,
            &declared.number,
            message,
            "「取組番号/指標番号」で書いてください（例 2-ア-3/1）。",
        );
    };
    if facts.rows().any(|row| row.key.measure == measure.number.text) {
        let message = format!("指標「{number}」は、調査票にありません。");
        say(check, &declared.number, message, "指標番号を確かめてください。");
    }
}

fn fits(check: &mut Check<'_>, declared: &DeclaredIndicator, row: &Indicator) {
    let (number, shown_in) = (declared.number.get_ref(), declared.shown_in.get_ref());
    if row.is_repeat() {
        let message = format!("指標「{number}」は再掲で、値は「{}」のものです。", row.repeats.text);
        return say(
            check,
            &declared.number,
            message,
            format!("「{}」を number に書いてください。", row.repeats.text),
        );
    }
    // That there is no unit is said of the return.
    if ["", UNRESOLVED].contains(&row.unit.text.as_str()) {
        return;
    }
    let Some(shown) = &row.shown_in else {
        let message = format!(
            "指標「{number}」の単位「{}」の値を、「{shown_in}」で示すことはできません。",
            row.unit.text
        );
        return say(
            check,
            &declared.shown_in,
            message,
            "調査票の単位の前に千、万、百万、億などを付けた単位を書いてください（円なら、千円、百万円、億円）。",
        );
    };
    let values = [("基準値", &row.baseline), ("目標値", &row.target), ("実績値", &row.actual)];
    let known: Vec<_> = values
        .iter()
        .filter_map(|(name, field)| field.value().map(|value| (*name, value, row.print(value))))
        .collect();
    let pairs =
        known.iter().enumerate().flat_map(|(i, one)| known[i + 1..].iter().map(move |other| (one, other)));
    let alike = pairs.into_iter().find(|(one, other)| one.1.value != other.1.value && one.2 == other.2);
    if let Some(((one, _, printed), (other, ..))) = alike {
        let message = format!(
            "指標「{number}」を「{shown_in}」で示すと、違う値の{one}と{other}が、どちらも {printed}{} になります。",
            shown.unit
        );
        say(check, &declared.shown_in, message, "小さな単位にするか、decimals に小数の桁を書いてください。");
    }
}

fn say<T>(check: &mut Check<'_>, at: &Spanned<T>, message: String, mend: impl Into<String>) {
    let origin = check.facts.cycle.source.of(at);
    check.report(&origin, message, mend.into());
}
