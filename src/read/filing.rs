//! How files were put away: which are stray copies of others, and which has its right name. What programs make of a name
//! when they copy a file, and what people put before it, hides the file's own name: `Copy of koyo.csv` is a copy of
//! `koyo.csv`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ground::origin::Origin;
use crate::ground::text::fold;
use crate::model::cause::{Cause, RawFinding};

/// The words for a copy, folded; before a digit the long vowel is folded to a hyphen.
const COPY: [&str; 6] = ["コピー", "コピ-", "copy", "複製", "写し", "duplicate"];

/// Of each stray copy among the files of a folder the file that it is a copy of: one with the same name but for the mark
/// of a copy. A file whose name is a known code is nobody's copy.
pub fn stray_copies(paths: &[Arc<str>], is_code: impl Fn(&str) -> bool) -> BTreeMap<Arc<str>, Arc<str>> {
    let mut by_name: BTreeMap<String, &Arc<str>> = BTreeMap::new();
    for path in paths {
        by_name.entry(own_name(path)).or_insert(path);
    }
    let original = |path: &Arc<str>| {
        let name = own_name(path);
        let right = by_name.get(&without_copy_marks(&name)).filter(|_| !is_code(&name))?;
        (own_name(right) != name).then(|| (path.clone(), (*right).clone()))
    };
    paths.iter().filter_map(original).collect()
}

/// What is said of a stray copy.
pub fn finding(path: Arc<str>, of: Arc<str>) -> RawFinding {
    RawFinding { origin: Origin::File(path), department: None, cause: Cause::StrayCopy { of } }
}

/// The paths in the order in which they are read: files whose name is a code before those whose name only begins with
/// one, and these before all others, so that of two files with the same content the right one is kept.
pub fn rightly_named_first(
    paths: &mut [Arc<str>],
    is_code: impl Fn(&str) -> bool,
    begins: impl Fn(&str) -> bool,
) {
    paths.sort_by_cached_key(|path| (!is_code(&own_name(path)), !begins(path), path.clone()));
}

/// A file's name without its folder and its ending, folded.
pub fn own_name(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    fold(name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}

/// A folded name without what a copy is called by: 「koyo-コピー(2)」, 「copyofkoyo」 and 「1_koyo」 become 「koyo」.
pub fn without_copy_marks(name: &str) -> String {
    let mut rest = name;
    loop {
        let before = rest;
        rest = without_number_at_end(rest);
        for word in COPY {
            let counted = rest.trim_end_matches(|c: char| c.is_ascii_digit());
            rest = counted.strip_suffix(word).unwrap_or(rest);
            rest = rest.strip_prefix(word).map_or(rest, |left| left.strip_prefix("of").unwrap_or(left));
        }
        if rest != before {
            rest = rest.trim_end_matches(['-', '_', '~', 'の', '(']).trim_start_matches(['-', '_', '~', ')']);
        }
        rest = without_number_before(rest);
        if rest == before || rest.is_empty() {
            return before.into();
        }
    }
}

/// 「koyo(1)」 is 「koyo」.
fn without_number_at_end(name: &str) -> &str {
    let inside = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
    match inside {
        Some((own, number)) if is_number(number) || COPY.contains(&number) => own,
        _ => name,
    }
}

/// 「1_koyo」 and 「(1)koyo」 are 「koyo」.
fn without_number_before(name: &str) -> &str {
    let own = name.trim_start_matches('(').trim_start_matches(|c: char| c.is_ascii_digit());
    let number = name[..name.len() - own.len()].trim_start_matches('(');
    match is_number(number) && number.len() <= 3 {
        true => own.trim_start_matches([')', '_', '-', '.', '、']),
        false => name,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copys_name_is_its_originals() {
        for copy in [
            "Copy of koyo.csv",
            "1_koyo.csv",
            "01 koyo.csv",
            "(2) koyo.csv",
            "①koyo.csv",
            "koyo (1).csv",
            "koyo（２）.csv",
            "koyo - コピー.csv",
            "koyo - コピー (3).csv",
            "koyo - Copy (2).csv",
            "koyo のコピー.csv",
            "koyoのコピー2.csv",
            "コピー ～ koyo.csv",
            "koyo copy 3.csv",
            "KOYO_copy.csv",
            "ｋｏｙｏ－ｺﾋﾟｰ.csv",
            "koyo（コピー）.csv",
            "koyoの複製.csv",
        ] {
            assert_eq!(without_copy_marks(&own_name(copy)), "koyo", "{copy}");
        }
        for (own, name) in [
            ("koyo_teisei.csv", "koyo_teisei"),
            ("koyo_2.csv", "koyo_2"),
            ("1.csv", "1"),
            ("copy.csv", "copy"),
        ] {
            assert_eq!(without_copy_marks(&own_name(own)), name);
        }
    }

    #[test]
    fn a_copy_is_stray_only_beside_its_original() {
        let paths = |names: &[&str]| names.iter().map(|name| Arc::from(*name)).collect::<Vec<Arc<str>>>();
        let copies = |names: &[&str]| stray_copies(&paths(names), |name| name == "1-a" || name == "a");
        assert_eq!(copies(&["s/a (1).csv", "s/a.csv"]).len(), 1);
        assert!(copies(&["s/a (1).csv", "s/a (2).csv"]).is_empty());
        // A code that looks like another's copy is a code.
        assert!(copies(&["s/1-a.csv", "s/a.csv"]).is_empty());
        // One return as CSV and as a workbook.
        assert!(copies(&["s/a.csv", "s/a.xlsx"]).is_empty());
    }
}
