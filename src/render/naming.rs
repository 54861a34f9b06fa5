//! How papers and their files are called.

use crate::ground::text;

/// A paper's number and title as they are printed: 「資料３　数値目標一覧」.
pub fn full_title(number: Option<&str>, title: &str) -> String {
    number.map_or_else(|| title.into(), |number| format!("{number}　{title}"))
}

/// The same as a file name without its ending: 「資料3_数値目標一覧」.
pub fn file_stem(number: Option<&str>, title: &str) -> String {
    let title = file_name(title);
    match number {
        Some(number) => format!("{}_{title}", file_name(&text::half_width_digits(number))),
        None => title,
    }
}

/// A title as a file name, at most 60 characters: what a file system or a mail program may refuse, such as / or a
/// space, becomes ＿.
pub fn file_name(title: &str) -> String {
    let plain = |c: char| match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '\u{3000}' | ' ' => '＿',
        c if c.is_control() => '＿',
        c => c,
    };
    let name: String = title.chars().map(plain).take(60).collect();
    name.trim_matches('.').to_owned()
}
