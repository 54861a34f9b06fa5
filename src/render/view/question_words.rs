//! Findings in the words of a letter to a department: it sent a form and knows no files of the office.

use crate::ground::text::running_digits;

/// What stands in a sentence that only the office can follow.
const OF_OFFICE: [&str; 6] = ["inputs/", "submissions/", ".csv", ".toml", "_teisei", "cutoff"];

/// A message to a department. Where it points into one of the department's files, only the place stands: of
/// 「（初めは inputs/submissions/koyo.csv:2:1「取組番号」）」 it is 「（初めは ２行目「取組番号」）」.
pub fn message(said: &str, files: &[&str]) -> String {
    let mut files = files.to_vec();
    files.sort_by_key(|file| std::cmp::Reverse(file.len()));
    files.iter().fold(said.to_owned(), |said, file| without_file(&said, file))
}

/// How to mend it, without the sentences that only the office can follow.
pub fn hint(said: &str) -> String {
    let is_meant = |sentence: &&str| !OF_OFFICE.iter().any(|word| sentence.contains(word));
    said.split_inclusive('。').filter(is_meant).collect()
}

fn without_file(said: &str, file: &str) -> String {
    let mut parts = said.split(file);
    let mut words = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (place, rest) = match part.strip_prefix(':') {
            Some(part) => part.split_at(part.find(['「', '）', ' ', '、', '。']).unwrap_or(part.len())),
            None => ("", part),
        };
        words += &place_in_words(place);
        words += rest.strip_prefix(' ').unwrap_or(rest);
    }
    words
}

/// 「2:1」 as 「２行目」, 「調査票!A2」 as 「シート「調査票」A2」, and nothing as what was sent before.
fn place_in_words(place: &str) -> String {
    match (place.rsplit_once('!'), place.split(':').next().filter(|row| !row.is_empty())) {
        (Some((sheet, cell)), _) => format!("シート「{sheet}」{cell}"),
        (None, Some(row)) if row.bytes().all(|b| b.is_ascii_digit()) => running_digits(&format!("{row}行目")),
        (None, Some(sheet)) => format!("シート「{sheet}」"),
        (None, None) => "別に提出されたもの".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_department_reads_of_places_and_not_of_files() {
        let files = [
            "inputs/submissions/kikaku.csv",
            "inputs/submissions/kikaku.xlsx",
            "inputs/submissions/ki (1).csv",
        ];
        for (said, told) in [
            (
                "取組 1-1 の指標 1 が二度あります（初めは inputs/submissions/kikaku.csv:2:1「取組番号」）。",
                "取組 1-1 の指標 1 が二度あります（初めは ２行目「取組番号」）。",
            ),
            (
                "二度あります（初めは inputs/submissions/kikaku.xlsx:令和４年度!A2「取組番号」）。",
                "二度あります（初めは シート「令和４年度」A2「取組番号」）。",
            ),
            ("inputs/submissions/ki (1).csv と同じ内容です。", "別に提出されたものと同じ内容です。"),
            ("「4O.5」は数値として読めません。", "「4O.5」は数値として読めません。"),
        ] {
            assert_eq!(message(said, &files), told);
        }
    }

    #[test]
    fn what_only_the_office_can_do_is_no_hint_to_a_department() {
        for (said, told) in [
            (
                "どちらかのファイルを除いてください。訂正なら、後の受領日を received.csv に書いてください。",
                "どちらかのファイルを除いてください。",
            ),
            ("行を消すか、measures.csv の担当を確かめてください。", ""),
            ("数字で書いてください（例 1,200）。", "数字で書いてください（例 1,200）。"),
            ("", ""),
        ] {
            assert_eq!(hint(said), told);
        }
    }
}
