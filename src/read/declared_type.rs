//! What the cells of a column hold that a cycle declares for itself.

use std::collections::BTreeSet;

use toml::Spanned;

use super::header_words::loose;
use super::toml_slips::Slips;
use crate::ground::number::whole;
use crate::model::amount::{Amount, AmountKind, MONEY, zeros_of_money};
use crate::model::column::Holds;
use crate::model::declared_column::{ColumnType, DeclaredColumn};

/// What the cells of an own column hold.
pub(super) fn holds(id: &Spanned<String>, declared: &DeclaredColumn, slips: &mut Slips<'_>) -> Holds {
    let kind = declared.kind.as_ref().map_or(ColumnType::Text, |kind| *kind.get_ref());
    let is_counted =
        matches!(kind, ColumnType::Number | ColumnType::Money | ColumnType::Rank | ColumnType::Score);
    if !is_counted {
        for limit in [&declared.min, &declared.max].into_iter().flatten() {
            slips.say(limit, "min と max は、type が number、money、rank、score の欄にだけ書けます。");
        }
        if let Some(unit) = &declared.unit {
            slips.say(unit, "unit は、type が number、money、rank、score の欄にだけ書けます。");
        }
    }
    match kind {
        ColumnType::Choice => return choices(id, declared, slips),
        _ if !declared.choices.is_empty() => {
            slips.say(&declared.choices[0], "choices は、type が choice の欄にだけ書けます。")
        }
        _ => {}
    }
    for word in declared.words.values() {
        slips.say(word, "words は、語を選ぶ欄（type = \"choice\"）にだけ書けます。");
    }
    match kind {
        ColumnType::Text | ColumnType::Choice => Holds::Words,
        ColumnType::Date => Holds::Date,
        ColumnType::Year => Holds::Year,
        ColumnType::YesNo => Holds::YesNo,
        ColumnType::Number => Holds::Amount(amount(AmountKind::Number, "", declared, slips)),
        ColumnType::Rank => Holds::Amount(amount(AmountKind::Rank, "位", declared, slips)),
        ColumnType::Score => Holds::Amount(amount(AmountKind::Score, "点", declared, slips)),
        ColumnType::Money => {
            let amount = amount(AmountKind::Money, "円", declared, slips);
            if let Some(unit) = declared.unit.as_ref().filter(|_| zeros_of_money(&amount.unit).is_none()) {
                let units = MONEY.map(|(unit, _)| unit).join("、");
                slips.say(unit, format!("金額の unit は、次のどれかを書いてください：{units}"));
            }
            Holds::Amount(amount)
        }
    }
}

fn amount(kind: AmountKind, unit: &str, declared: &DeclaredColumn, slips: &mut Slips<'_>) -> Amount {
    let limit = |limit: &Option<Spanned<i64>>| limit.as_ref().map(|limit| *limit.get_ref());
    let (least, most) = (limit(&declared.min), limit(&declared.max));
    if let (Some(min), true) = (&declared.min, least > most && most.is_some()) {
        slips.say(min, "min が max より大きくなっています。");
    }
    let unit = declared.unit.as_ref().map_or(unit, |unit| unit.get_ref());
    Amount { kind, unit: unit.into(), at_least: least.map(whole), at_most: most.map(whole) }
}

fn choices(id: &Spanned<String>, declared: &DeclaredColumn, slips: &mut Slips<'_>) -> Holds {
    if declared.choices.is_empty() {
        slips.say(
            id,
            "語を選ぶ欄には、choices に語の一覧を書いてください（例 choices = [\"◎\", \"○\", \"△\"]）。",
        );
    }
    let mut seen = BTreeSet::new();
    for word in &declared.choices {
        if loose(word.get_ref()).is_empty() || !seen.insert(word.get_ref()) {
            slips.say(word, format!("choices の「{}」が、空か、二度書かれています。", word.get_ref()));
        }
    }
    let words: Vec<&str> = declared.choices.iter().map(|word| word.get_ref().as_str()).collect();
    for target in declared.words.values().filter(|word| !words.contains(&word.get_ref().as_str())) {
        slips.say(target, format!("「{}」は、choices にありません。", target.get_ref()));
    }
    Holds::one_of(words)
}
