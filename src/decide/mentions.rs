//! Which recipients a text names: by code, as a reader would take it for one, by full addressee, by an organization's name.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::ground::text::fold;
use crate::model::cycle::Cycle;
use crate::model::recipient::Recipient;

/// How a recipient can be named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nameable {
    /// The code: `joho`.
    pub code: String,
    /// The addressee: 「Ａ市情報政策課長」.
    pub addressee: String,
    /// The name by itself, of an organization: 「Ａ市」. Empty for a department, whose name papers print as an owner's,
    /// and for a member, whose name is the addressee.
    pub name: String,
    /// Whether it is a member of a body, who stands on a public roster.
    pub is_member: bool,
    /// Whether `cycle.toml` or a measure's title says one of these words: then anyone may read it.
    pub is_public: bool,
}

impl Nameable {
    /// By what it is told from others: the code, or the addressee of a member without one.
    pub fn key(&self) -> &str {
        if self.code.is_empty() { &self.addressee } else { &self.code }
    }
}

/// The endings of files' names: `bosai.csv` names bosai, `bosai.example.jp` doesn't.
const ENDINGS: [&str; 12] =
    ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "pdf", "eml", "doc", "docx", "zip", "jtd"];

/// Everyone in the lists of a cycle, whichever stages are built, and how they are found in texts.
pub struct Mentions {
    everyone: Vec<Nameable>,
    /// All addressees and names, folded: one may be part of another.
    all_names: Vec<String>,
}

impl Mentions {
    /// Everyone in the lists of a cycle.
    pub fn of(cycle: &Cycle) -> Self {
        let departments = cycle.departments.iter().map(Recipient::Department);
        let organizations = cycle.organizations.iter().map(Recipient::Organization);
        let members = cycle.members.iter().map(Recipient::Member);
        let nameable = |recipient: Recipient<'_>| Nameable {
            code: recipient.code().into(),
            addressee: recipient.addressee().into(),
            name: match recipient {
                Recipient::Organization(organization) => organization.name.text.clone(),
                _ => String::new(),
            },
            is_member: matches!(recipient, Recipient::Member(_)),
            is_public: false,
        };
        let everyone = departments.chain(organizations).chain(members).map(nameable).collect();
        let mut all = Self::among(everyone);
        let titles = cycle.measures.iter().map(|measure| &*measure.title.text);
        let public: Vec<&str> = titles.chain([&*cycle.source.text]).collect();
        let public = SearchedText::new(&public.join("\n"));
        let found: Vec<bool> = all.everyone.iter().map(|one| all.is_named(one, &public)).collect();
        all.everyone.iter_mut().zip(found).for_each(|(one, found)| one.is_public = found);
        all
    }

    /// Those of a list.
    pub fn among(everyone: Vec<Nameable>) -> Self {
        let names: BTreeSet<String> =
            everyone.iter().flat_map(|one| [fold(&one.addressee), fold(&one.name)]).collect();
        let all_names = names.into_iter().filter(|name| !name.is_empty()).collect();
        Self { everyone, all_names }
    }

    /// All of them, in the order of the lists.
    pub fn everyone(&self) -> &[Nameable] {
        &self.everyone
    }

    /// Those whom a text names and who are not public anyway.
    pub fn in_text(&self, text: &str) -> Vec<&Nameable> {
        let text = SearchedText::new(text);
        self.everyone.iter().filter(|one| !one.is_public && self.is_named(one, &text)).collect()
    }

    /// Those whom any of some texts names, each read by itself.
    pub fn in_any(&self, texts: &[&str]) -> Vec<&Nameable> {
        let texts: Vec<SearchedText> = texts.iter().map(|text| SearchedText::new(text)).collect();
        let is_named = |one: &&Nameable| !one.is_public && texts.iter().any(|text| self.is_named(one, text));
        self.everyone.iter().filter(is_named).collect()
    }

    /// Those whom a text names so that a paper for all may not: by code, or by the full addressee of a letter.
    pub fn addressed_in(&self, text: &str) -> Vec<&Nameable> {
        let text = SearchedText::new(text);
        let addressed = |one: &&Nameable| {
            text.has_code(&one.code) || !one.is_member && text.has_name(&one.addressee, &self.all_names)
        };
        self.everyone.iter().filter(|one| !one.is_public).filter(addressed).collect()
    }

    fn is_named(&self, one: &Nameable, text: &SearchedText) -> bool {
        text.has_code(&one.code)
            || text.has_name(&one.addressee, &self.all_names)
            || text.has_name(&one.name, &self.all_names)
    }
}

/// A text as it is searched: folded, with its words apart and as one, since a PDF may draw a long word letter by letter.
struct SearchedText {
    words: String,
    squeezed: String,
}

impl SearchedText {
    /// Prepares a text.
    fn new(text: &str) -> Self {
        let words: Vec<String> = text.split_whitespace().map(fold).collect();
        Self { words: words.join(" "), squeezed: words.concat() }
    }

    /// Whether a code stands in it as one: in any case and width, in brackets, as the beginning of a file's name.
    fn has_code(&self, code: &str) -> bool {
        let code = fold(code);
        !code.is_empty() && [&self.words, &self.squeezed].into_iter().any(|text| names(text, &code))
    }

    /// Whether an addressee or a name stands in it, and not only within one of the `others`: 「Ａ市」 within 「ＡＡ市」.
    fn has_name(&self, name: &str, others: &[String]) -> bool {
        let name = fold(name);
        if name.chars().count() < 2 {
            return false;
        }
        let longer: Vec<&String> =
            others.iter().filter(|o| o.len() > name.len() && o.contains(&name)).collect();
        self.squeezed.match_indices(&name).any(|(at, _)| {
            let within = |other: &&&String| {
                other.match_indices(&name).any(|(inside, _)| {
                    at.checked_sub(inside)
                        .and_then(|begin| self.squeezed.get(begin..begin + other.len()))
                        .is_some_and(|found| found == other.as_str())
                })
            };
            let end = at + name.len();
            let cut = |a: Option<char>, b: Option<char>| {
                a.zip(b).is_some_and(|(a, b)| a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric())
            };
            let (before, after) =
                (self.squeezed[..at].chars().next_back(), self.squeezed[end..].chars().next());
            let is_part = cut(before, name.chars().next()) || cut(name.chars().next_back(), after);
            !is_part && !longer.iter().any(|other| within(&other))
        })
    }
}

/// Whether a folded text names a folded code by itself: 「宛先 joho。」 and 「joho.csv」 name `joho`; `joho@m01.example` and
/// `johoka` don't. A code of digits alone is a number unless it names a file or stands in corner brackets.
fn names(text: &str, code: &str) -> bool {
    let is_number = code.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    text.match_indices(code).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let rest = &text[at + code.len()..];
        let within = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '@' | '.');
        if before.is_some_and(within) {
            return false;
        }
        let as_file = match rest.strip_prefix('.') {
            Some(left) => {
                let label: String = left.chars().take_while(char::is_ascii_alphanumeric).collect();
                if !label.is_empty() && !ENDINGS.contains(&label.as_str()) {
                    return false;
                }
                !label.is_empty()
            }
            None => rest.starts_with('_'),
        };
        let after = rest.chars().next();
        if after.is_some_and(|c| c != '.' && within(c)) {
            return false;
        }
        let in_brackets = before == Some('「') && after == Some('」');
        !is_number || as_file || in_brackets
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_a_reader_reads_it() {
        for text in [
            "joho",
            "宛先 joho。",
            "r01/joho/return",
            "joho_調査票.xlsx",
            "（joho）",
            "joho.csv",
            "「joho」あて",
            "JOHO",
            "ｊｏｈｏ．ｃｓｖ",
            "j o h o",
            "joho.",
            "Joho.XLSX",
        ] {
            assert!(SearchedText::new(text).has_code("joho"), "{text}");
        }
        for text in ["joho@m01.example", "r01-joho", "johoka", "www.joho.example", "joho.example.jp", ""] {
            assert!(!SearchedText::new(text).has_code("joho"), "{text}");
        }
        for (text, named) in [("101件", false), ("1,101", false), ("101.csv", true), ("「101」あて", true)]
        {
            assert_eq!(SearchedText::new(text).has_code("101"), named, "{text}");
        }
    }

    #[test]
    fn a_name_within_a_longer_one_is_not_meant() {
        let others = ["ａａ市", "ａ市", "会員ａ"].map(fold);
        for (text, named) in
            [("県内のＡ市から", true), ("ＡＡ市から", false), ("ＡＡ市とＡ市", true), ("Ａ　市", true)]
        {
            assert_eq!(SearchedText::new(text).has_name("Ａ市", &others), named, "{text}");
        }
        assert!(!SearchedText::new("会員ＡＢ").has_name("会員Ａ", &others));
    }
}
