//! What contradicts itself in `[[evaluation.nodes]]`.

use toml::Spanned;

use super::toml_slips::TomlSlip;
use crate::model::cycle::{Settings, SourceText};
use crate::model::node_rule::{NodeMethod, NodeRule};

/// Adds what contradicts itself, or the classes of indicators, to `slips`.
pub fn check(settings: &Settings, source: &SourceText, slips: &mut Vec<TomlSlip>) {
    for rule in &settings.evaluation.nodes {
        let is_class = |label: &str| settings.evaluation.class(label).is_some();
        let good = rule.good.iter().map(|label| (label.get_ref(), source.of(label), "good"));
        let points = rule.points.iter().map(|(label, points)| (label, source.of(points), "points"));
        for (label, origin, key) in good.chain(points).filter(|(label, ..)| !is_class(label)) {
            let message = format!("{key} の「{label}」は、[[evaluation.classes]] の区分にありません。");
            slips.push(TomlSlip { origin, message });
        }
        if let Some(message) = of_method(rule) {
            slips.push(TomlSlip { origin: source.of(&rule.by), message: message.into() });
        }
        of_classes(rule, source, slips);
    }
}

/// What lacks or is too much beside the method.
fn of_method(rule: &NodeRule) -> Option<&'static str> {
    let method = *rule.by.get_ref();
    let (good, points) = (!rule.good.is_empty(), !rule.points.is_empty());
    Some(match method {
        NodeMethod::Share if !good => {
            "by が \"share\" のときは、good に、割合を数える区分を書いてください（例 good = [\"Ａ\", \"Ｂ\"]）。"
        }
        NodeMethod::Points if !points => {
            "by が \"points\" のときは、points に、区分ごとの点を書いてください（例 points = { \"Ａ\" = 3, \"Ｂ\" = 2 }）。"
        }
        NodeMethod::Worst if !rule.classes.is_empty() => {
            "by が \"worst\" のときは、指標の区分がそのまま評価になるので、classes は書きません。"
        }
        NodeMethod::Worst if rule.weight.is_some() => "by が \"worst\" のときは、weight は書きません。",
        _ if method != NodeMethod::Share && good => "good は、by が \"share\" のときだけ書きます。",
        _ if method != NodeMethod::Points && points => "points は、by が \"points\" のときだけ書きます。",
        _ if method != NodeMethod::Worst && rule.classes.is_empty() => {
            "評価の区分を [[evaluation.nodes.classes]] に書いてください。"
        }
        _ => return None,
    })
}

/// The classes have labels of their own, and thresholds that fall; only the last has none.
fn of_classes(rule: &NodeRule, source: &SourceText, slips: &mut Vec<TomlSlip>) {
    let mut say = |at: &Spanned<String>, message: String| {
        slips.push(TomlSlip { origin: source.of(at), message });
    };
    for (at, class) in rule.classes.iter().enumerate() {
        let (label, is_last) = (class.label.get_ref(), at + 1 == rule.classes.len());
        if label.is_empty() || rule.classes[..at].iter().any(|other| other.label.get_ref() == label) {
            say(&class.label, format!("区分の label「{label}」が空か、二度あります。"));
            continue;
        }
        let better = at.checked_sub(1).and_then(|at| rule.classes.get(at)?.at_least.as_ref());
        let is_right = match (&class.at_least, better) {
            (None, _) => is_last,
            (Some(own), Some(better)) => !is_last && better.share > own.share,
            (Some(_), None) => !is_last && at == 0,
        };
        if !is_right {
            let message = "at_least を高い順に並べ、最後の区分だけ at_least を書かないでください。";
            say(&class.label, message.into());
        }
    }
}
