//! The pieces of a formula: numbers, names, signs.

use crate::ground::number::{Exact, power_of_ten, scaled};
use crate::ground::text;

/// A piece of a formula.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(Exact),
    Name(String),
    Sign(&'static str),
}

/// Something that is said of a place of a formula.
pub(super) fn at(place: usize, message: &str) -> String {
    format!("式の{}字目：{message}", place + 1)
}

/// A piece as messages name it.
pub(super) fn named(token: &Token) -> String {
    match token {
        Token::Number(number) => format!("「{number}」"),
        Token::Name(name) => format!("「{name}」"),
        Token::Sign(sign) => format!("「{sign}」"),
    }
}

/// The signs, the longer before those that they begin with.
const SIGNS: [(&str, &str); 19] = [
    ("<=", "<="),
    (">=", ">="),
    ("!=", "!="),
    ("≦", "<="),
    ("≤", "<="),
    ("≧", ">="),
    ("≥", ">="),
    ("≠", "!="),
    ("×", "*"),
    ("÷", "/"),
    ("−", "-"),
    ("<", "<"),
    (">", ">"),
    ("=", "="),
    ("+", "+"),
    ("-", "-"),
    ("*", "*"),
    ("/", "/"),
    (",", ","),
];

/// The pieces of a text, each with its place.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, String> {
    // Character by character, so that places are those of the text.
    let plain: Vec<char> = text.chars().map(half_width).collect();
    let mut tokens = Vec::new();
    let mut here = 0;
    while let Some(&c) = plain.get(here) {
        let rest: String = plain[here..].iter().take(2).collect();
        let sign = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign));
        let place = here;
        let token = match c {
            c if c.is_whitespace() => {
                here += 1;
                continue;
            }
            '(' | ')' => {
                here += 1;
                Token::Sign(if c == '(' { "(" } else { ")" })
            }
            _ if sign.is_some() => {
                let (sign, meant) = sign.copied().unwrap_or_default();
                here += sign.chars().count();
                Token::Sign(meant)
            }
            '0'..='9' => number(&plain, &mut here)?,
            c if c.is_alphabetic() => {
                let end = |c: &char| !(c.is_alphanumeric() || matches!(c, '.' | '_' | 'ー' | '・'));
                let length = plain[here..].iter().position(end).unwrap_or(plain.len() - here);
                here += length;
                Token::Name(plain[place..here].iter().collect())
            }
            other => return Err(at(place, &format!("「{other}」は式に使えません。"))),
        };
        tokens.push((place, token));
    }
    Ok(tokens)
}

/// A letter or digit as a formula has it, whatever its width.
fn half_width(c: char) -> char {
    let folded = |c: char| {
        let mut letters = text::half_width_digits(c.encode_utf8(&mut [0; 4])).chars().collect::<Vec<_>>();
        letters.pop().unwrap_or(c)
    };
    match c {
        '（' => '(',
        '）' => ')',
        '＝' => '=',
        '＋' => '+',
        '－' => '-',
        '＜' => '<',
        '＞' => '>',
        '，' | '、' => ',',
        '％' => '%',
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => folded(c),
    }
}

/// `100`, `0.03`, `80%`.
fn number(plain: &[char], here: &mut usize) -> Result<Token, String> {
    let begin = *here;
    let length = plain[begin..].iter().position(|c| !(c.is_ascii_digit() || *c == '.'));
    *here = length.map_or(plain.len(), |length| begin + length);
    let written: String = plain[begin..*here].iter().collect();
    let (whole, decimals) = written.split_once('.').unwrap_or((&written, ""));
    let digits = format!("{whole}{decimals}");
    let is_right = digits.len() < 18 && !decimals.contains('.') && !written.ends_with('.');
    let value: i64 = is_right
        .then(|| digits.parse().ok())
        .flatten()
        .ok_or_else(|| at(begin, &format!("「{written}」は数として読めません。")))?;
    let places = u32::try_from(decimals.len()).unwrap_or(0);
    let mut value = scaled(value.into(), places);
    if plain.get(*here) == Some(&'%') {
        *here += 1;
        value /= Exact::from_integer(power_of_ten(2));
    }
    Ok(Token::Number(value))
}
