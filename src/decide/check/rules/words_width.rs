//! `words-width`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::text::running_digits;

/// Numbers in words are set as the program sets them: one digit full-width, two and more half-width.
pub const RULE: Rule = Rule {
    id: "words-width",
    severity: Severity::Note,
    asks: None,
    topic: Topic::Templates,
    what: "公用文。文面（`words/`）の数字の全角と半角が混ざっている（１桁は全角、２桁からは半角。`{{ … }}` で入る数もそうなる）",
    why: "一つの文の中で、字の幅が不ぞろいになるため。",
    mend: "１桁は全角、２桁からは半角で書く",
    bad: "１２月4日",
    good: "12月４日",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for line in facts.words() {
        if let Some((written, set)) = odd_number(&line.text) {
            check.report(
                &line.origin,
                format!("「{written}」は、ほかの数と全角・半角が違います。"),
                format!("「{set}」と書いてください（１桁は全角、２桁からは半角）。"),
            );
        }
    }
}

/// The first number in another width than the program's, and how the program sets it.
fn odd_number(line: &str) -> Option<(String, String)> {
    let chars: Vec<char> = line.chars().collect();
    let is_digit = |c: &char| c.is_ascii_digit() || ('０'..='９').contains(c);
    let mut depth = 0_u32;
    let mut at = 0;
    while at < chars.len() {
        match chars[at] {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let run = chars[at..].iter().take_while(|c| is_digit(c)).count();
        if run == 0 || depth > 0 {
            at += 1;
            continue;
        }
        let written: String = chars[at..at + run].iter().collect();
        let beside = [at.checked_sub(1).and_then(|before| chars.get(before)), chars.get(at + run)];
        let narrow: String = written.chars().map(|c| char::from_digit(value(c), 10).unwrap_or(c)).collect();
        let set = if run == 1 { running_digits(&narrow) } else { narrow };
        // A digit beside ASCII is part of something else: No.5, 1-3.
        if written != set && !beside.into_iter().flatten().any(char::is_ascii) {
            return Some((written, set));
        }
        at += run;
    }
    None
}

/// What a digit counts, full-width or not.
fn value(digit: char) -> u32 {
    digit.to_digit(10).unwrap_or_else(|| u32::from(digit).saturating_sub(u32::from('０')))
}
