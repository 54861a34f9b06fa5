//! Everything that is wrong with a TOML file, not only the first thing.
//!
//! The reader stops at the first error. So what it found is noted, and something that can be read is put in its place, in
//! memory alone, until there is nothing left to find.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::toml_mend;
use crate::ground::origin::Origin;
use crate::model::cycle::SourceText;

/// Something wrong with a TOML file, and where.
#[derive(Debug)]
pub struct TomlSlip {
    /// A line of the file, or the file as a whole.
    pub origin: Origin,
    /// What is wrong, in Japanese as the secretariat reads it: 「見つかりません。」
    pub message: String,
}

/// What is wrong with a file that was read, while it is looked at.
pub struct Slips<'a> {
    /// The text of the file.
    pub source: &'a SourceText,
    /// What was found so far.
    pub all: &'a mut Vec<TomlSlip>,
}

impl Slips<'_> {
    /// Says what is wrong with a value.
    pub fn say<T>(&mut self, at: &Spanned<T>, message: impl Into<String>) {
        self.say_at(at.span().start, message);
    }

    /// Says what is wrong at a place.
    pub fn say_at(&mut self, at: usize, message: impl Into<String>) {
        self.all.push(TomlSlip { origin: self.source.at(at), message: message.into() });
    }
}

/// The most that is said of one file.
const MOST_SLIPS: usize = 50;
/// How often it is tried again.
const MOST_TRIES: usize = 400;
/// What is put in the place of a value that can't be read, one kind after the other.
const STAND_INS: [&str; 6] = ["\"\"", "1", "true", "2020-01-01", "[]", "{}"];

/// Reads a file.
///
/// # Errors
///
/// Everything that is wrong with it.
pub fn read<T: DeserializeOwned>(source: &SourceText) -> Result<T, Vec<TomlSlip>> {
    let slip = |error: &Error| TomlSlip {
        origin: source.at(error.span().map_or(0, |span| span.start)),
        message: describe(error.message()),
    };
    let Ok(table) = DeTable::parse(&source.text) else {
        let slips = syntax_errors(&source.text).into_iter();
        return Err(slips.map(|(at, message)| TomlSlip { origin: source.at(at), message }).collect());
    };
    let mut root = Spanned::new(table.span(), DeValue::Table(table.into_inner()));
    let mut patches = Patches { next: source.text.len() + 1, tried: BTreeMap::new() };
    let mut slips = Vec::new();
    for _ in 0..MOST_TRIES {
        let DeValue::Table(table) = root.get_ref() else { break };
        let again = Spanned::new(root.span(), table.clone());
        let error = match T::deserialize(toml::Deserializer::from(again)) {
            Ok(read) if slips.is_empty() => return Ok(read),
            Ok(_) => break,
            Err(error) => error,
        };
        // What is wrong with a stand-in is no fault of the file.
        let is_patch = error.span().is_some_and(|span| span.start > source.text.len());
        if !is_patch {
            slips.push(slip(&error));
        }
        if slips.len() >= MOST_SLIPS || !patches.mend(&mut root, &error) {
            break;
        }
    }
    Err(slips)
}

/// What makes a text no TOML, and where. The reader stops at the first, so its line is emptied and the text is read
/// again. Without its heading nobody knows what the lines below belong to, so they are emptied with it.
fn syntax_errors(text: &str) -> Vec<(usize, String)> {
    let mut rest = text.to_owned();
    let mut errors = Vec::new();
    while errors.len() < MOST_SLIPS {
        let Err(error) = DeTable::parse(&rest) else { break };
        let at = error.span().map_or(0, |span| span.start.min(rest.len()));
        // A text of several lines that nothing ends goes on to the end of the file.
        let open = ["\"\"\"", "'''"].into_iter().find(|quotes| rest.matches(quotes).count() % 2 == 1);
        if let Some(at) = open.and_then(|quotes| rest.rfind(quotes)) {
            errors.push((at, "TOML として読めません。三つの引用符を、三つの引用符で閉じてください。".into()));
            break;
        }
        let begin = rest.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let length = |text: &str| text.find('\n').unwrap_or(text.len());
        let line = rest.get(begin..).map_or("", |below| &below[..length(below)]).to_owned();
        errors.push((at, of_syntax(&line, error.message())));
        if line.trim().is_empty() {
            break;
        }
        let is_heading = line.trim_start().starts_with('[') && !line.contains('=');
        let below = rest[begin + line.len()..].split_inclusive('\n').skip(1);
        let below = below.take_while(|line| is_heading && !line.trim_start().starts_with('['));
        let end = (begin + line.len() + 1 + below.map(str::len).sum::<usize>()).min(rest.len());
        // As long as before, so that what follows stays in its place.
        let blank: String = rest[begin..end].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
        rest.replace_range(begin..end, &blank);
    }
    errors
}

/// What is said of a line that is no TOML.
fn of_syntax(line: &str, message: &str) -> String {
    if !message.starts_with("duplicate key") {
        return format!("TOML として読めません。{}", toml_mend::of_line(line, message));
    }
    let heading = line.trim().trim_matches(['[', ']']);
    match line.trim_start().starts_with('[') {
        true => format!(
            "表 [{heading}] が二度あります。一つにまとめるか、並びなら、どれも [[{heading}]] と書いてください。"
        ),
        false => {
            let key = line.split('=').next().unwrap_or_default().trim();
            format!("項目 {key} が二度あります。一つにしてください。")
        }
    }
}

/// What was put in the place of something that could not be read.
struct Patches {
    /// The next place behind the file's end: each stand-in is known by one.
    next: usize,
    /// Which stand-in is at a place.
    tried: BTreeMap<usize, usize>,
}

impl Patches {
    /// Puts something in the place of what an error is about; whether there was anything to do.
    fn mend(&mut self, root: &mut Spanned<DeValue<'_>>, error: &Error) -> bool {
        let Some(span) = error.span() else { return false };
        let message = error.message();
        let quoted = message.split('`').nth(1).unwrap_or_default();
        if message.starts_with("unknown field") {
            return remove(root, &span, quoted);
        }
        let Some(found) = innermost(root, &span) else { return false };
        if message.starts_with("missing field") {
            let stand_in = self.stand_in(0);
            let DeValue::Table(table) = found.get_mut() else { return false };
            let key = Spanned::new(span, quoted.to_owned().into());
            return stand_in.is_some_and(|value| table.insert(key, value).is_none());
        }
        // The first of the words that may stand there: 「unknown variant `x`, expected one of `a`, `b`」.
        let word = message.split('`').nth(3).filter(|_| message.starts_with("unknown variant"));
        let kind = self.tried.get(&found.span().start).map_or(0, |kind| kind + 1);
        let stand_in = match word {
            Some(word) => Some(self.placed(0, DeValue::String(word.to_owned().into()))),
            None => self.stand_in(kind),
        };
        match stand_in {
            Some(value) => *found = value,
            None => return false,
        }
        true
    }

    fn stand_in<'a>(&mut self, kind: usize) -> Option<Spanned<DeValue<'a>>> {
        let value = DeValue::parse(STAND_INS.get(kind)?).ok()?.into_inner();
        Some(self.placed(kind, value))
    }

    fn placed<'a>(&mut self, kind: usize, value: DeValue<'a>) -> Spanned<DeValue<'a>> {
        let at = self.next;
        self.next += 1;
        self.tried.insert(at, kind);
        Spanned::new(at..at + 1, value)
    }
}

/// The smallest value that holds a place. A table does not hold the places of all that is below its heading.
fn innermost<'a, 'i>(
    value: &'a mut Spanned<DeValue<'i>>,
    place: &Range<usize>,
) -> Option<&'a mut Spanned<DeValue<'i>>> {
    let path = path_to(value, place)?.1;
    path.iter().try_fold(value, |value, at| match value.get_mut() {
        DeValue::Table(table) => table.iter_mut().nth(*at).map(|(_, value)| value),
        DeValue::Array(items) => items.get_mut(*at),
        _ => None,
    })
}

/// How large the smallest value is that holds a place, and the way to it, each step counted from 0.
fn path_to(value: &Spanned<DeValue<'_>>, place: &Range<usize>) -> Option<(usize, Vec<usize>)> {
    let span = value.span();
    let own = (span.start <= place.start && place.end <= span.end).then(|| (span.len(), Vec::new()));
    let below: Vec<&Spanned<DeValue<'_>>> = match value.get_ref() {
        DeValue::Table(table) => table.values().collect(),
        DeValue::Array(items) => items.iter().collect(),
        _ => Vec::new(),
    };
    let inner = below.into_iter().enumerate().filter_map(|(at, value)| {
        let (size, mut path) = path_to(value, place)?;
        path.insert(0, at);
        Some((size, path))
    });
    inner.chain(own).min_by_key(|(size, _)| *size)
}

/// Takes the entry of a key away.
fn remove(value: &mut Spanned<DeValue<'_>>, place: &Range<usize>, name: &str) -> bool {
    match value.get_mut() {
        DeValue::Table(table) => {
            let at = |span: Range<usize>| span == *place;
            let known = table
                .iter()
                .find(|(key, value)| key.get_ref() == name && (at(key.span()) || at(value.span())));
            match known.map(|(key, _)| key.clone()) {
                Some(key) => table.remove(&key).is_some(),
                None => table.iter_mut().any(|(_, value)| remove(value, place, name)),
            }
        }
        DeValue::Array(items) => items.iter_mut().any(|value| remove(value, place, name)),
        _ => false,
    }
}

/// The TOML reader's English in Japanese, with the key or word it is about.
pub fn describe(message: &str) -> String {
    let quoted = message.split('`').nth(1).unwrap_or("");
    if message.starts_with("missing field") {
        format!("項目 {quoted} がありません。")
    } else if message.starts_with("unknown field") {
        let known = message.split_once("expected").map_or("", |(_, known)| known.trim());
        match listed(known) {
            // 「there are no fields」
            known if known.is_empty() => {
                format!("項目 {quoted} はありません（ここに書ける項目はありません）。")
            }
            known => format!("項目 {quoted} はありません（書けるのは {known}）。"),
        }
    } else if message.starts_with("unknown variant") {
        let known = message.split_once("expected").map_or("", |(_, known)| known.trim());
        let known = listed(known);
        format!("{quoted} は書けません（書けるのは {known}）。")
    } else if message.starts_with("duplicate key") {
        "同じ項目が二度あります。".into()
    } else if message.starts_with("data did not match any variant") {
        "値の種類が違います。".into()
    } else if message.starts_with("invalid type") || message.starts_with("invalid value") {
        let expected = message.rsplit_once("expected ").map_or("", |(_, expected)| expected);
        let how = match expected {
            e if e.contains("datetime") => "日付を、引用符を付けずに 2020-02-07 のように書いてください",
            e if e.contains("string") => "文字を、引用符で囲んで書いてください",
            e if e.contains("bool") => "true か false を書いてください",
            e if e.contains("sequence") => "[ ] で囲んだ並びで書いてください",
            e if e.contains("map") || e.contains("struct") => "項目の組（[表] 又は { }）で書いてください",
            e if e.contains('i') || e.contains('u') => "数を、引用符を付けずに書いてください",
            _ => "書き方を確かめてください",
        };
        format!("値の種類が違います。{how}。")
    } else if !message.is_ascii() && !message.contains('`') {
        message.into()
    } else {
        format!("TOML として読めません。{}", toml_mend::of_line("", message))
    }
}

/// What may stand there: 「`a4` or `a3`」 and 「one of `a`, `b`」 as a list.
fn listed(known: &str) -> String {
    known.trim_start_matches("one of ").replace(" or ", ", ").replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::cycle::Settings;

    const BASE: &str = include_str!("../../tests/rules/base/inputs/cycle.toml");

    /// What is said of the base with some replacements: line and message.
    fn said(replacements: &[(&str, &str)]) -> Vec<String> {
        let text = replacements.iter().fold(BASE.to_owned(), |text, (old, new)| {
            assert!(text.contains(old), "{old}");
            text.replacen(old, new, 1)
        });
        let source = SourceText { file: "a.toml".into(), text: text.into() };
        let slips = read::<Settings>(&source).err().unwrap_or_default();
        slips.iter().map(|slip| format!("{} {}", slip.origin, slip.message)).collect()
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        assert_eq!(said(&[]), Vec::<String>::new());
        let all = said(&[
            ("fiscal_year = 2022", "fiscal_yaer = 2022"),
            ("short = \"計画\"", "short = 5"),
            ("division = \"企画部企画課\"\n", ""),
            ("at_least = 80", "at_least = 79.5"),
            ("kind = \"inquiry\"", "kind = \"inqiry\""),
            ("deadline = 2023-01-27", "deadline = \"2023-01-27\""),
            ("session = 1", "session = \"１\""),
            ("papers = [\"progress\"]", "papers = \"progress\""),
            ("document = \"progress\"", "documents = \"progress\""),
        ]);
        let about = [
            "fiscal_yaer はあ",
            "fiscal_year があ",
            "文字を、引用符で",
            "division があ",
            "しきい値は",
            "inqiry は書けません",
            "日付を、引用符を付けずに",
            "数を、引用符を付けずに",
            "[ ] で囲んだ並び",
            "documents はあ",
            "document があ",
        ];
        for what in about {
            assert_eq!(all.iter().filter(|slip| slip.contains(what)).count(), 1, "{what}: {all:#?}");
        }
        assert_eq!(all.len(), about.len(), "{all:#?}");
    }

    #[test]
    fn a_missing_table_is_one_slip() {
        let all = said(&[("[plan]", "[plann]"), ("session = 1", "session = \"１\"")]);
        assert_eq!(all.len(), 3, "{all:#?}");
        let all = said(&[("[[categories]]", "[[category]]"), ("[[categories]]", "[[category]]")]);
        assert_eq!(all.len(), 2, "{all:#?}");
    }

    #[test]
    fn a_heading_that_stands_twice_is_one_slip() {
        let all = said(&[("[[categories]]", "[categories]"), ("[[categories]]", "[categories]")]);
        assert!(matches!(&all[..], [one] if one.contains("どれも [[categories]] と")), "{all:#?}");
        let all = said(&[("fiscal_year = 2022", "fiscal_year = 2022\nfiscal_year = 2023")]);
        assert!(matches!(&all[..], [one] if one.contains("項目 fiscal_year が二度")), "{all:#?}");
        let all = said(&[("short = \"計画\"", "short = \"\"\"計画\"")]);
        assert!(
            matches!(&all[..], [one] if one.contains("a.toml:9:") && one.contains("三つの引用符")),
            "{all:#?}"
        );
    }

    #[test]
    fn all_lines_that_are_no_toml_are_said() {
        let all = said(&[("fiscal_year = 2022", "fiscal_year 2022"), ("session = 1", "session = \"１")]);
        assert!(all.len() >= 2, "{all:#?}");
        assert!(all.iter().all(|slip| !slip.is_ascii()), "{all:#?}");
    }
}
