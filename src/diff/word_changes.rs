//! Words of papers and letters that are not what they were.

use serde::Serialize;

use super::file_changes::FileChange;
use super::side::Side;
use crate::ground::fault::Fault;
use crate::published::pdf_words::{self, PageWords};
use crate::render::artifact::FileKind;
use crate::render::view::compared_text::{ComparedText, common_runs, segments};

/// The words of a paper or letter that differ.
#[derive(Debug, Serialize)]
pub struct WordChanges {
    /// The path of the file below `out/`.
    pub path: String,
    /// Its places that differ, in order; none where it can't be read, or nobody kept what it was.
    pub places: Option<Vec<WordChange>>,
}

/// A place whose words differ.
#[derive(Debug, Serialize)]
pub struct WordChange {
    /// The page on which it stood, and stands; 0 where nothing stood or stands there.
    pub pages: (usize, usize),
    /// What stood there, in pieces; what differs is marked.
    pub old: Vec<ComparedText>,
    /// What stands there.
    pub new: Vec<ComparedText>,
}

/// The words that differ in PDFs that changed. A packet is bound of papers that are compared themselves.
///
/// # Errors
///
/// What the machine refused.
pub fn of(old: &Side<'_>, new: &Side<'_>, changed: &[FileChange]) -> Result<Vec<WordChanges>, Fault> {
    let mut all = Vec::new();
    for change in changed.iter().filter(|change| change.old.is_some() && change.new.is_some()) {
        if !matches!(change.kind, FileKind::Paper | FileKind::Letter) {
            continue;
        }
        let words = |side: &Side<'_>| -> Result<Option<Vec<PageWords>>, Fault> {
            Ok((side.read)(&change.path)?.and_then(pdf_words::pages))
        };
        let places = match (words(old)?, words(new)?) {
            (Some(old), Some(new)) => Some(compared(&old, &new)),
            _ => None,
        };
        if places.as_ref().is_none_or(|places| !places.is_empty()) {
            all.push(WordChanges { path: change.path.clone(), places });
        }
    }
    Ok(all)
}

/// The places where the words of two files differ.
fn compared(old: &[PageWords], new: &[PageWords]) -> Vec<WordChange> {
    let listed = |pages: &[PageWords]| -> Vec<(usize, String)> {
        let numbered = (1..).zip(pages);
        numbered.flat_map(|(n, page)| page.iter().map(move |piece| (n, piece.trim().to_owned()))).collect()
    };
    let (before, now) = (listed(old), listed(new));
    let plain = |pieces: &[(usize, String)]| -> Vec<String> {
        pieces.iter().map(|(_, piece)| piece.clone()).collect()
    };
    let (old, new) = (plain(&before), plain(&now));
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
    let mut changes = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (a, b, long) in same_pieces(&old, &new).into_iter().chain([(old.len(), new.len(), 0)]) {
        if i < a || j < b {
            let page = |pieces: &[(usize, String)], at: usize, end: usize| match at < end {
                true => pieces.get(at).map_or(0, |(page, _)| *page),
                false => 0,
            };
            let (was, is) = segments(&old[i..a].concat(), &new[j..b].concat());
            let pages = (page(&before, i, a), page(&now, j, b));
            // Lines that only break elsewhere say the same.
            if was.iter().chain(&is).any(|piece| piece.changed) {
                changes.push(WordChange { pages, old: was, new: is });
            }
        }
        (i, j) = (a + long, b + long);
    }
    changes
}

/// The runs of pieces that both have. What both begin and end with is set aside first: most papers differ in one place.
fn same_pieces(old: &[&str], new: &[&str]) -> Vec<(usize, usize, usize)> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let inner = common_runs(&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let inner = inner.into_iter().map(|(a, b, long)| (head + a, head + b, long));
    [(0, 0, head)].into_iter().chain(inner).chain([(old.len() - tail, new.len() - tail, tail)]).collect()
}
