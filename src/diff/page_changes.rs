//! Pages that do not look as they did, as pictures.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::file_changes::FileChange;
use super::side::Side;
use crate::ground::fault::Fault;
use crate::published::pdf_pictures::{self, DifferingPart, PagePicture};
use crate::render::artifact::FileKind;

/// A page that does not look as it did.
#[derive(Debug)]
pub struct PageChange {
    /// The path of its file below `out/`.
    pub path: String,
    /// Which page of the file it is, from 1.
    pub page: usize,
    /// The picture of what it was, as PNG in base64; none where it is new.
    pub old: Option<String>,
    /// The picture of what it is; none where it is gone.
    pub new: Option<String>,
    /// The part that differs; none where the page is new or gone.
    pub part: Option<DifferingPart>,
}

/// The pages of papers and letters that changed, page beside page, up to `most`; and how many more there are.
///
/// # Errors
///
/// What the machine refused.
pub fn of(
    old: &Side<'_>,
    new: &Side<'_>,
    changed: &[FileChange],
    most: usize,
) -> Result<(Vec<PageChange>, usize), Fault> {
    let (mut pages, mut more) = (Vec::new(), 0);
    for change in changed.iter().filter(|change| change.old.is_some() && change.new.is_some()) {
        if !matches!(change.kind, FileKind::Paper | FileKind::Letter) {
            continue;
        }
        let pictures = |side: &Side<'_>| -> Result<Vec<PagePicture>, Fault> {
            Ok((side.read)(&change.path)?.and_then(pdf_pictures::pages).unwrap_or_default())
        };
        let (mut before, mut now) = (pictures(old)?.into_iter(), pictures(new)?.into_iter());
        for page in 1.. {
            let (was, is) = (before.next(), now.next());
            let part = match (&was, &is) {
                (None, None) => break,
                (Some(was), Some(is)) => match was.differing_part(is) {
                    None => continue,
                    part => part,
                },
                _ => None,
            };
            if pages.len() == most {
                more += 1;
                continue;
            }
            let encoded = |picture: PagePicture| picture.png().map(|png| STANDARD.encode(png));
            let (old, new) = (was.and_then(encoded), is.and_then(encoded));
            pages.push(PageChange { path: change.path.clone(), page, old, new, part });
        }
    }
    Ok((pages, more))
}
