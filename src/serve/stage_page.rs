//! What a stage makes: its papers, letters and workbooks.

use serde::Serialize;

use super::desk_page::{self, NotShown};
use super::links;
use super::live::Live;
use crate::ground::wareki;
use crate::published::manifest::{Manifest, ManifestEntry};
use crate::render::artifact::FileKind;
use crate::render::job::Job;

#[derive(Serialize)]
struct StagePage {
    date: String,
    cutoff: String,
    approval: Option<String>,
    /// What differs from what was made or handed out before; none where nothing was made.
    difference: Option<String>,
    papers: Vec<Listed>,
    letters: Vec<LetterGroup>,
    files: Vec<Listed>,
    /// What `shiryo print` made.
    printed: Vec<Listed>,
}

/// A paper, a letter or a file in the list.
#[derive(Serialize)]
struct Listed {
    href: String,
    number: Option<String>,
    title: String,
    /// Its recipient; none of what is for all.
    to: Option<String>,
}

#[derive(Serialize)]
struct LetterGroup {
    title: String,
    letters: Vec<Listed>,
}

/// The page of a stage.
///
/// # Errors
///
/// If there is no such stage, or its template is wrong.
pub fn page(live: &Live<'_>, id: &str) -> Result<Vec<u8>, NotShown> {
    let stage = live.stage(id).ok_or(NotShown::NotThere)?;
    let (mut papers, mut letters) = (Vec::new(), Vec::<LetterGroup>::new());
    for job in live.jobs(stage) {
        match &job {
            Job::Packet(_) | Job::Paper(..) => papers.push(listed(live, &job)),
            Job::Letter(_, letter, _) => match letters.last_mut() {
                Some(group) if group.title == letter.title => group.letters.push(listed(live, &job)),
                _ => letters
                    .push(LetterGroup { title: letter.title.clone(), letters: vec![listed(live, &job)] }),
            },
            Job::Form(..) | Job::Annex(..) => {}
        }
    }
    let published = live.published().ok().flatten();
    let is_book = |entry: &&ManifestEntry| matches!(entry.about.kind, FileKind::Annex | FileKind::Form);
    let files = published.iter().flat_map(|published| published.manifest.of_stage(id)).filter(is_book);
    let is_made =
        published.as_ref().is_some_and(|published| published.manifest.of_stage(id).next().is_some());
    let page = StagePage {
        date: wareki::date_with_weekday(stage.date),
        cutoff: wareki::date_with_weekday(stage.cutoff()),
        approval: is_made.then(|| links::approval(id)),
        difference: is_made.then(|| links::difference(id)),
        papers,
        letters,
        files: files.map(file).collect(),
        printed: published.as_ref().map_or(Vec::new(), |published| printed(&published.manifest, id)),
    };
    desk_page::set(live, "stage", "year", &stage.title, page)
}

/// The files of a stage that are to be printed, by the names that they have on the disk.
fn printed(manifest: &Manifest, stage: &str) -> Vec<Listed> {
    let below = format!("{stage}/print/");
    let file = |path: &String| Listed {
        href: links::published(path),
        number: None,
        title: path.strip_prefix(&below).unwrap_or(path).to_owned(),
        to: None,
    };
    manifest.printed.get(stage).into_iter().flat_map(|files| files.keys()).map(file).collect()
}

fn file(entry: &ManifestEntry) -> Listed {
    Listed {
        href: links::published(&entry.about.path),
        number: entry.about.number.clone(),
        title: entry.about.title.clone(),
        to: entry.about.recipient.as_ref().map(|recipient| recipient.addressee.clone()),
    }
}

fn listed(live: &Live<'_>, job: &Job<'_>) -> Listed {
    let (number, title) = title(live, job);
    let to = match job {
        Job::Letter(_, _, recipient) => Some(recipient.addressee().to_owned()),
        _ => None,
    };
    Listed { href: links::paper(job), number, title, to }
}

/// What a paper is called: its number and its title.
pub fn title(live: &Live<'_>, job: &Job<'_>) -> (Option<String>, String) {
    match job {
        Job::Paper(_, paper) => {
            let library = &live.loaded.library;
            let own = || library.document(paper.document.get_ref()).map(|spec| spec.title).ok();
            let title = paper.title.clone().or_else(own).unwrap_or_else(|| paper.id().to_owned());
            (paper.number.as_ref().map(|number| number.get_ref().clone()), title)
        }
        Job::Packet(_) => (None, "会議資料一式".into()),
        Job::Letter(_, letter, _) => (None, letter.title.clone()),
        Job::Form(_, form, _) => (None, form.title.clone()),
        Job::Annex(_, annex, _) => (
            annex.number.as_ref().map(|number| number.get_ref().clone()),
            annex.title.clone().unwrap_or_else(|| annex.annex.get_ref().clone()),
        ),
    }
}
