//! What differs in a stage: from what was handed out, from what the last build found, and what a build would change now.

use std::collections::BTreeMap;

use serde::Serialize;

use super::desk_page::{self, NotShown};
use super::links;
use super::live::Live;
use crate::diff::diff_page::{DiffPart, Teller, ValueLine};
use crate::diff::stage_diff::StageDiff;
use crate::diff::value_changes;
use crate::edge::issued_folder::IssuedFolder;
use crate::edge::out_reader::OutReader;
use crate::edge::run_comparison::{Before, ComparedStage};
use crate::ground::wareki;
use crate::model::letter_copies::without_mark;
use crate::model::stage::Stage;
use crate::published::manifest::ManifestEntry;
use crate::render::artifact::{About, FileKind};
use crate::render::job::Job;
use crate::render::values::Values;

/// So many lines of a kind are shown; `shiryo diff --html` writes all.
const MOST: usize = 300;

/// With what a stage is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum With {
    /// What was handed out of it last.
    Issued,
    /// What the last build found that changed it.
    LastBuild,
    /// What lies in `out/`, with what would be made now.
    Now,
}

impl With {
    const ALL: [Self; 3] = [Self::Issued, Self::LastBuild, Self::Now];

    /// By its name in an address.
    pub fn of(name: Option<&str>) -> Option<Self> {
        Self::ALL.into_iter().find(|with| name == Some(with.name()))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::LastBuild => "last",
            Self::Now => "now",
        }
    }

    fn called(self) -> &'static str {
        match self {
            Self::Issued => "配ったものから",
            Self::LastBuild => "一つ前に作ったものから",
            Self::Now => "今の入力で作り直すと",
        }
    }

    /// Why there is nothing to compare with.
    fn lacking(self) -> &'static str {
        match self {
            Self::Issued => "配ったものの記録（inputs/issued/）がありません。",
            Self::LastBuild => "一つ前に作ったものは、残っていません。",
            Self::Now => "まだ作っていません（shiryo build で作ります）。",
        }
    }
}

#[derive(Serialize)]
struct DifferencePage {
    stage: String,
    stage_href: String,
    approval: String,
    ways: Vec<Way>,
    /// What was compared: 「配ったもの（令和２年２月７日）」, and with what.
    sides: Option<[String; 2]>,
    lacking: Option<&'static str>,
    values: Vec<LinkedValue>,
    more_values: usize,
    of_values_alone: bool,
    part: Option<DiffPart>,
    more: usize,
}

/// A way to compare, as a link.
#[derive(Serialize)]
struct Way {
    href: String,
    name: &'static str,
    is_here: bool,
}

/// A figure that differs, with where its origin can be seen.
#[derive(Serialize)]
struct LinkedValue {
    #[serde(flatten)]
    line: ValueLine,
    href: Option<String>,
}

/// What is shown of a stage.
struct Shown {
    diff: StageDiff,
    files: Vec<ManifestEntry>,
    sides: [String; 2],
}

/// The page of a stage. Without a wish it is compared with what was handed out, if it was, and else with the last build.
///
/// # Errors
///
/// If there is no such stage, something can't be read, or the template is wrong.
pub fn page(live: &Live<'_>, id: &str, wish: Option<With>) -> Result<Vec<u8>, NotShown> {
    let stage = live.stage(id).ok_or(NotShown::NotThere)?;
    let published = live.published()?;
    let compared = |with: With| match &published {
        None => Ok(None),
        Some(published) => compared(live, stage, published, with),
    };
    let (with, shown) = match wish {
        Some(with) => (with, compared(with)?),
        None => match compared(With::Issued)? {
            Some(shown) => (With::Issued, Some(shown)),
            None => (With::LastBuild, compared(With::LastBuild)?),
        },
    };
    let ways = With::ALL.into_iter().map(|way| Way {
        href: format!("{}?with={}", links::difference(id), way.name()),
        name: way.called(),
        is_here: way == with,
    });
    let mut page = DifferencePage {
        stage: stage.title.clone(),
        stage_href: links::stage(id),
        approval: links::approval(id),
        ways: ways.collect(),
        sides: None,
        lacking: shown.is_none().then(|| with.lacking()),
        values: Vec::new(),
        more_values: 0,
        of_values_alone: with == With::Now,
        part: None,
        more: 0,
    };
    if let Some(shown) = shown {
        fill(live, stage, &mut page, shown)?;
    }
    desk_page::set(live, "difference", "year", &format!("{}の差分", stage.title), page)
}

/// Tells what differs, as far as it has room.
fn fill(live: &Live<'_>, stage: &Stage, page: &mut DifferencePage, shown: Shown) -> Result<(), NotShown> {
    let Shown { diff, files, sides } = shown;
    let names: BTreeMap<&str, &ManifestEntry> =
        files.iter().map(|file| (file.about.path.as_str(), file)).collect();
    let teller = Teller { cycle: &live.loaded.cycle, files: names };
    let mut part = teller.tell(&diff, &diff.fingerprint()?, (Vec::new(), 0));
    let jobs = live.stage(stage.id.get_ref()).map(|stage| live.jobs(stage)).unwrap_or_default();
    let href = |line: &ValueLine| {
        let change = diff.values.iter().find(|change| change.id == line.id)?;
        let files = change.printed_now.keys().filter_map(|path| teller.files.get(path.as_str()));
        let job = files.filter_map(|file| job_of(&jobs, &file.about)).next()?;
        Some(links::figure(&links::paper(job), "pages", &line.id))
    };
    page.more_values = part.values.len().saturating_sub(MOST);
    let lines = std::mem::take(&mut part.values).into_iter().take(MOST);
    page.values = lines.map(|line| LinkedValue { href: href(&line), line }).collect();
    page.more = part.words.len().saturating_sub(MOST)
        + part.people.len().saturating_sub(MOST)
        + part.files.len().saturating_sub(MOST);
    part.words.truncate(MOST);
    part.people.truncate(MOST);
    part.files.truncate(MOST);
    page.part = Some(part);
    page.sides = Some(sides);
    Ok(())
}

fn compared(
    live: &Live<'_>,
    stage: &Stage,
    published: &OutReader,
    with: With,
) -> Result<Option<Shown>, NotShown> {
    let there = "out/ にあるもの".to_owned();
    let folder = IssuedFolder::of(&live.folders.root);
    let (before, old) = match with {
        With::Issued => (Before::Issued(&folder), "配ったもの"),
        With::LastBuild => (Before::LastBuild, "一つ前に作ったもの"),
        With::Now => return made_now(live, stage, published),
    };
    let Some(ComparedStage { diff, files, issued, .. }) = before.compared(stage, published, 0)? else {
        return Ok(None);
    };
    let day = issued.map_or_else(String::new, |day| format!("（{}）", wareki::date(day)));
    Ok(Some(Shown { diff, files, sides: [format!("{old}{day}"), there] }))
}

/// The figures of the papers in `out/` beside those that the papers would print now.
fn made_now(live: &Live<'_>, stage: &Stage, published: &OutReader) -> Result<Option<Shown>, NotShown> {
    let id = stage.id.get_ref();
    let (Some(old), Some(stage)) = (published.values(id)?, live.stage(id)) else { return Ok(None) };
    let mut new = Values::default();
    let mut paths = Vec::new();
    for job in live.jobs(stage).iter().filter(|job| matches!(job, Job::Paper(..))) {
        let Some(laid) = live.laid(job)? else { continue };
        paths.push(laid.about.path.clone());
        new.join(laid.values.clone());
    }
    let files: Vec<ManifestEntry> =
        published.manifest.of_stage(id).filter(|file| paths.contains(&file.about.path)).cloned().collect();
    let values = value_changes::of(&old.of_files(|path| paths.iter().any(|own| own == path)), &new);
    let diff =
        StageDiff { stage: id.clone(), values, words: Vec::new(), people: Vec::new(), files: Vec::new() };
    let sides = ["out/ にある資料".to_owned(), "今の入力で作る資料".to_owned()];
    Ok(Some(Shown { diff, files, sides }))
}

/// The paper or letter that a file is.
fn job_of<'j, 'a>(jobs: &'j [Job<'a>], about: &About) -> Option<&'j Job<'a>> {
    jobs.iter().find(|job| match job {
        Job::Paper(_, paper) => about.kind == FileKind::Paper && paper.id() == about.document,
        Job::Letter(_, letter, to) => {
            let is_to =
                about.recipient.as_ref().is_some_and(|recipient| without_mark(&recipient.code) == to.code());
            about.kind == FileKind::Letter && *letter.id.get_ref() == about.document && is_to
        }
        _ => false,
    })
}
