//! `shiryo check --explain`: a rule's page, out of the rule itself.

use super::exit::Exit;
use crate::decide::check::{RULES, Rule};

/// Prints the page of a rule, or the list of all.
pub(super) fn run(id: &str) -> Exit {
    if id == "all" {
        for rule in RULES {
            tell!("{:<26}{}　{}", rule.id, rule.severity.label(), plain(rule.what));
        }
        return Exit::Fine;
    }
    match RULES.iter().find(|rule| rule.id == id) {
        Some(rule) => {
            tell!("{}", page(rule));
            Exit::Fine
        }
        None => {
            say!("エラー: 検査「{id}」はありません。");
            let near =
                RULES.iter().map(|rule| rule.id).filter(|known| known.split('-').any(|w| id.contains(w)));
            let near: Vec<&str> = near.collect();
            match near.is_empty() {
                true => say!("  → shiryo check --explain all で一覧が見られます。"),
                false => say!("  → 「{}」のことですか。", near.join("」「")),
            }
            Exit::Unusable
        }
    }
}

fn page(rule: &Rule) -> String {
    let Rule { id, severity, what, why, mend, bad, good, .. } = rule;
    let [what, mend] = [what, mend].map(|text| plain(text));
    format!(
        "{id}（{}）\n\n  {what}\n\nなぜ\n  {why}\n\n直し方\n  {mend}\n\n誤りの例\n  {bad}\n\n正しい例\n  {good}",
        severity.label()
    )
}

/// A text of the table of rules without its marks for emphasis and code.
fn plain(markdown: &str) -> String {
    markdown.replace(['*', '`'], "")
}
