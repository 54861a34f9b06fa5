//! A stage as people hold it in hand, which a 正誤表 compares with.

use chrono::NaiveDate;

use super::artifact::{About, FileKind};
use super::values::Values;
use crate::ground::text::running_digits;
use crate::model::stage::Stage;

/// A stage as people hold it in hand.
#[derive(Debug, Clone)]
pub struct HandedOut {
    /// The day on which they got it.
    pub day: NaiveDate,
    /// Its figures, each with the places where it stood.
    pub values: Values,
    /// What is known of its files. Papers made afterwards were not handed out with it, and are not among them.
    pub files: Vec<About>,
    /// Whether it is what one recipient holds: then its own letter and annex are named as the papers are.
    pub is_own: bool,
}

impl HandedOut {
    /// What of it a recipient holds in hand: its own letter and annex, and the papers that all got with theirs.
    pub fn of_recipient(&self, code: &str, stage: &Stage) -> Self {
        let is_its = |file: &&About| match &file.recipient {
            Some(recipient) => recipient.code == code,
            None => file.kind == FileKind::Paper && stage.encloses(&file.document),
        };
        let files: Vec<About> = self.files.iter().filter(is_its).cloned().collect();
        let values = self.values.of_files(|path| files.iter().any(|file| file.path == path));
        Self { day: self.day, values, files, is_own: true }
    }

    /// The papers of the stage, and its annexes that are not one recipient's.
    pub fn papers(&self) -> impl Iterator<Item = &About> {
        let of_all = |file: &&About| file.recipient.is_none();
        self.files.iter().filter(of_all).filter(|f| matches!(f.kind, FileKind::Paper | FileKind::Annex))
    }

    /// Whether a paper or an annex was handed out; `document` is its id.
    pub fn holds(&self, kind: FileKind, document: &str) -> bool {
        self.papers().any(|file| file.kind == kind && file.document == document)
    }

    /// Where a figure stood, a line for each paper or annex, in their order: 「資料４　３ページ」.
    pub fn places(&self, id: &str) -> Vec<String> {
        let mut places: Vec<_> =
            self.values.papers(id).filter_map(|(path, at)| self.place(path, at)).collect();
        places.sort();
        places.into_iter().map(|(_, place)| place).collect()
    }

    /// A file's place in the order of the papers, and how its pages or cells are named. None for a file that is no paper
    /// of all: the packet holds the papers once more.
    fn place(&self, path: &str, at: &[String]) -> Option<((bool, usize), String)> {
        let file = self.files.iter().find(|file| file.path == path);
        let order = (file.is_none_or(|file| file.kind == FileKind::Annex), file.map_or(0, |file| file.order));
        let named = match file {
            Some(file) if self.papers().any(|paper| paper.path == path) => {
                file.number.clone().unwrap_or_else(|| file.title.clone())
            }
            Some(file) if self.is_own && file.kind == FileKind::Letter => file.kind.label().to_owned(),
            // A letter may enclose a 別紙 of its own.
            Some(file) if self.is_own => format!("{}（Excel）", file.number.as_ref().unwrap_or(&file.title)),
            Some(_) => return None,
            // A paper made afterwards.
            None => {
                let (_, own) = path.split_once('/')?;
                let stem =
                    own.strip_suffix(".pdf").filter(|stem| !stem.contains('/') && *stem != "packet")?;
                running_digits(stem.split('_').next().unwrap_or(stem))
            }
        };
        let at = match path.ends_with(".pdf") {
            // What was blank stood on no page.
            _ if at.is_empty() => String::new(),
            true => format!("　{}ページ", running_digits(&at.join("、"))),
            false => format!("　{}", cells(at)),
        };
        Some((order, named + &at))
    }
}

/// Cells of a workbook in words, each sheet named once: 「数値目標一覧のＤ列５行、進捗状況一覧のＤ列５行、Ｄ列６行」.
fn cells(at: &[String]) -> String {
    let mut last = "";
    let mut cells = Vec::new();
    for place in at {
        let (sheet, cell) = place.rsplit_once('!').unwrap_or(("", place));
        let of = if sheet == last { String::new() } else { format!("{sheet}の") };
        cells.push(of + &in_words(cell));
        last = sheet;
    }
    cells.join("、")
}

/// 「D11」 as 「Ｄ列11行」
fn in_words(cell: &str) -> String {
    let (column, row) = cell.split_at(cell.find(|c: char| c.is_ascii_digit()).unwrap_or(cell.len()));
    let wide = |c: char| char::from_u32(u32::from(c) - u32::from('A') + u32::from('Ａ')).unwrap_or(c);
    let column: String = column.chars().map(|c| if c.is_ascii_uppercase() { wide(c) } else { c }).collect();
    format!("{column}列{}行", running_digits(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_said_in_words() {
        for (cells_of, said) in [
            (vec!["進捗状況一覧!L11"], "進捗状況一覧のＬ列11行"),
            (vec!["集計!D5", "集計!AB12"], "集計のＤ列５行、ＡＢ列12行"),
            (vec!["数値目標一覧!D5", "進捗状況一覧!D5"], "数値目標一覧のＤ列５行、進捗状況一覧のＤ列５行"),
            (vec!["い!ろ!C104"], "い!ろのＣ列104行"),
        ] {
            let cells_of: Vec<String> = cells_of.into_iter().map(String::from).collect();
            assert_eq!(cells(&cells_of), said);
        }
    }
}
