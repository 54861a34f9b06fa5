//! `lost-letter`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::text;
use crate::model::value::Cell;

/// No letter of a name was lost on its way: 𠮷 becomes `?` where a program knows only the letters of Shift_JIS.
pub const RULE: Rule = Rule {
    id: "lost-letter",
    severity: Severity::Error,
    asks: Some("名称の文字の一部が失われているように見受けられます。正しい名称を御回答ください。"),
    topic: Topic::Files,
    what: "名の字が失われて「?」や「〓」になっている（部署、構成員、団体、取組の名と、前の年と比べた指標名。前の年の指標がなければ、注意）",
    why: "髙、𠮷、﨑などの字は、文字コードを変えて保存すると「?」になり、そのまま印刷されるため。",
    mend: "元の字を書き直す",
    bad: "前の年の「𠮷野川の水質」が「?野川の水質」",
    good: "𠮷野川の水質",
    check: Some(check),
};

/// What is said of the mark that stands where a letter was.
pub const HINT: &str =
    "「?」や「〓」は、髙、𠮷、﨑などの字が、文字コードを変えて保存したときに失われた跡です。";

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    let cycle = facts.cycle;
    let departments = cycle.departments.iter().flat_map(|d| [&d.bureau, &d.division, &d.addressee]);
    let members = cycle.members.iter().flat_map(|m| [&m.name, &m.affiliation]);
    let proxies = cycle.replies.iter().flat_map(|reply| [&reply.proxy_name, &reply.proxy_post]);
    let organizations = cycle.organizations.iter().flat_map(|o| [&o.name, &o.addressee]);
    let measures = cycle.measures.iter().map(|m| &m.title);
    for name in departments.chain(members).chain(proxies).chain(organizations).chain(measures) {
        if has_lost(&name.text) {
            check.report(&name.origin, said(name), format!("{HINT}元の字を書き直してください。"));
        }
    }
    for row in facts.rows() {
        let before = facts.previous.get(&row.key).map(|before| &before.name.text);
        if let Some(before) = before.filter(|before| may_have_been(&row.name.text, before)) {
            let hint = format!("{HINT}前の年の名は「{before}」です。その字を書き直してください。");
            check.report_to(&row.department, &row.name.origin, said(&row.name), hint);
        } else if has_lost(&row.name.text) {
            let hint = format!("{HINT}元の字を書き直してください。");
            check.report_as(Severity::Warning, &row.department, &row.name.origin, said(&row.name), hint);
        }
    }
}

fn said(name: &Cell) -> String {
    format!("「{}」に、字の失われた跡らしいものがあります。", text::excerpt(&name.text))
}

/// Whether a name has a question mark where a letter was: before or behind a letter that no question ends with. A 〓
/// was said to be wrong already.
pub fn has_lost(name: &str) -> bool {
    let letters: Vec<char> = name.chars().collect();
    letters.iter().enumerate().any(|(at, c)| {
        let next = letters.get(at + 1).copied();
        matches!(c, '?' | '？') && (next.is_some_and(is_kanji) || next == Some(*c))
            || *c == '?' && next.is_none() && at > 0 && is_kanji(letters[at - 1])
    })
}

fn is_kanji(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' | '々')
}

fn is_mark(c: char) -> bool {
    matches!(c, '?' | '？' | '□' | text::MISSING)
}

/// Whether a name is another one in which letters were lost; for one letter there may stand several marks.
fn may_have_been(name: &str, before: &str) -> bool {
    let (name, before): (Vec<char>, Vec<char>) = (name.chars().collect(), before.chars().collect());
    let begin = name.iter().zip(&before).take_while(|(a, b)| a == b).count();
    let (name, before) = (&name[begin..], &before[begin..]);
    let end = name.iter().rev().zip(before.iter().rev()).take_while(|(a, b)| a == b).count();
    let (lost, was) = (&name[..name.len() - end], &before[..before.len() - end]);
    // What lies between the first and the last lost letter may be there still.
    let pieces = |of: &[char]| -> Vec<char> { of.iter().copied().filter(|c| !is_mark(*c)).collect() };
    let kept = pieces(lost);
    let mut rest = was.iter();
    lost.first().copied().is_some_and(is_mark)
        && lost.last().copied().is_some_and(is_mark)
        && !was.is_empty()
        && was.len() <= lost.len()
        && !was.iter().all(|c| is_mark(*c))
        && kept.iter().all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_no_lost_letter() {
        for name in ["?野川の水質", "吉?川", "大山?", "？田　一郎", "宮??"] {
            assert!(has_lost(name), "{name}");
        }
        for name in
            ["住みやすいと思いますか？", "「なぜ?」を学ぶ講座の数", "何のため？の割合", "Q&A", "相談先は?"]
        {
            assert!(!has_lost(name), "{name}");
        }
    }

    #[test]
    fn a_name_is_compared_with_what_it_was() {
        for (name, before) in [
            ("?野川の水質", "𠮷野川の水質"),
            ("??野川の水質", "𠮷野川の水質"),
            ("宮?の人出", "宮﨑の人出"),
            ("〓野川の水質", "𠮷野川の水質"),
            ("?野川と?橋の人出", "𠮷野川と髙橋の人出"),
            ("講座の数（?）", "講座の数（髙）"),
        ] {
            assert!(may_have_been(name, before), "{name}");
        }
        for (name, before) in [
            ("なぜ?の数", "なぜ?の数"),
            ("吉野川の水質", "𠮷野川の水質"),
            ("?の数", "講座の参加者の数"),
            ("相談しますか?", "相談しますか"),
            ("□に印の数", "■に印の数だけ"),
        ] {
            assert!(!may_have_been(name, before), "{name}");
        }
    }
}
