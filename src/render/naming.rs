//! How papers and their files are called.

use crate::ground::text;
use crate::library::store::Library;
use crate::model::declared_paper::Paper;

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
/// space, becomes ＿, and so does what can't be seen or turns the order of the letters.
pub fn file_name(title: &str) -> String {
    let plain = |c: char| match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '\u{3000}' | ' ' => '＿',
        c if c.is_control() || text::forbidden(c).is_some() => '＿',
        c => c,
    };
    let name: String = title.chars().map(plain).take(60).collect();
    name.trim_matches('.').to_owned()
}

/// What papers call a paper of their stage: by its number, or by its title where it has none.
pub fn paper_name(paper: &Paper, library: &Library) -> String {
    match &paper.number {
        Some(number) => number.get_ref().clone(),
        None => paper_title(paper, library),
    }
}

/// A paper's title as it is printed: its own, or its document's.
pub fn paper_title(paper: &Paper, library: &Library) -> String {
    let own = library.document(paper.document.get_ref()).map(|spec| spec.title).unwrap_or_default();
    paper.title_or(&own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_what_it_looks_like() {
        for (title, name) in [
            ("通知/案", "通知＿案"),
            ("通知\u{202E}fdp.exe", "通知＿fdp.exe"),
            ("通\u{200B}知\u{2067}", "通＿知＿"),
            ("\u{1B}[31m通知", "＿[31m通知"),
            ("葛\u{E0100}飾の髙﨑", "葛\u{E0100}飾の髙﨑"),
        ] {
            assert_eq!(file_name(title), name);
        }
    }
}
