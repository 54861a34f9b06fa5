//! A paper, a packet or a letter as it would be made now, page by page, with its figures; of a letter the mail that brings it.

use serde::Serialize;

use super::desk_page::{self, NotShown};
use super::figure_card::{self, Branch};
use super::finding_page::{self, FindingBeside};
use super::laid_paper::LaidPaper;
use super::live::Live;
use super::{links, stage_page};
use crate::mail::message_check::MessageCheck;
use crate::mail::message_text;
use crate::model::letter_copies::without_mark;
use crate::published::manifest::{ManifestEntry, places_in_words};
use crate::render::artifact::FileKind;
use crate::render::job::Job;
use crate::render::typst::page_sight::{PageSight, SeenPassage};
use crate::render::view::figure_names;

/// How a paper is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperView {
    /// Its pages, one below the other.
    Pages,
    /// All its pages, small.
    Small,
    /// Its words and figures without the layout: for large letters, narrow screens, and those who hear it.
    Text,
}

impl PaperView {
    /// From the address; the pages if nothing else is meant.
    pub fn of(word: Option<&str>) -> Self {
        match word {
            Some("small") => Self::Small,
            Some("text") => Self::Text,
            _ => Self::Pages,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Pages => "pages",
            Self::Small => "small",
            Self::Text => "text",
        }
    }
}

#[derive(Serialize)]
struct PaperPage {
    stage: Link,
    number: Option<String>,
    title: String,
    to: Option<String>,
    view: &'static str,
    href: String,
    before: Option<Link>,
    after: Option<Link>,
    troubles: Vec<String>,
    pages: Vec<SheetShown>,
    figure: Option<FigureShown>,
    findings: Vec<FindingBeside>,
    mail: Vec<MailShown>,
    file: Option<String>,
}

#[derive(Serialize)]
struct Link {
    href: String,
    name: String,
}

/// A page of a paper.
#[derive(Serialize)]
struct SheetShown {
    number: usize,
    picture: String,
    width: f64,
    height: f64,
    figures: Vec<FigureSpot>,
    passages: Vec<Vec<Piece>>,
}

/// A figure on a page.
#[derive(Serialize)]
struct FigureSpot {
    href: String,
    label: String,
    open: bool,
    places: Vec<[f64; 4]>,
}

/// A part of a passage: words, or a figure.
#[derive(Serialize)]
struct Piece {
    text: String,
    href: Option<String>,
}

/// The figure that is open, with where the paper prints it.
#[derive(Serialize)]
struct FigureShown {
    id: String,
    tree: Option<Branch>,
    pages: String,
}

/// A message that brings a letter, as it lies in `out/`.
#[derive(Serialize)]
struct MailShown {
    from: String,
    to: String,
    subject: String,
    text: String,
    enclosures: Vec<Link>,
    objections: Vec<String>,
}

/// The page of a paper; `figure` is the id of the one that is open.
///
/// # Errors
///
/// If there is no such paper, or its template is wrong.
pub fn page(
    live: &Live<'_>,
    stage_id: &str,
    key: &str,
    view: PaperView,
    figure: Option<&str>,
) -> Result<Vec<u8>, NotShown> {
    let stage = live.stage(stage_id).ok_or(NotShown::NotThere)?;
    let jobs: Vec<Job<'_>> = live.jobs(stage).into_iter().filter(is_shown).collect();
    let nth = jobs.iter().position(|job| job.key() == key).ok_or(NotShown::NotThere)?;
    let job = &jobs[nth];
    let beside = |job: &Job<'_>| Link { href: links::paper(job), name: name(live, job) };
    let (laid, troubles) = match live.laid(job) {
        Ok(laid) => (laid, Vec::new()),
        Err(troubles) => {
            (None, troubles.iter().map(|one| format!("{} {}", one.origin, one.message)).collect())
        }
    };
    let href = links::paper(job);
    let (number, title) = stage_page::title(live, job);
    let to = match job {
        Job::Letter(_, _, recipient) => Some(recipient.addressee().to_owned()),
        _ => None,
    };
    let shown = |laid: &LaidPaper| sheets(live, job, laid, view, figure);
    let page = PaperPage {
        stage: Link { href: links::stage(stage_id), name: stage.title.clone() },
        number,
        title: title.clone(),
        to,
        view: view.word(),
        before: nth.checked_sub(1).and_then(|nth| jobs.get(nth)).map(beside),
        after: jobs.get(nth + 1).map(beside),
        troubles,
        pages: laid.as_deref().map_or_else(Vec::new, shown),
        figure: figure.and_then(|id| figure_shown(live, laid.as_deref()?, id)),
        findings: laid.as_deref().map_or_else(Vec::new, |laid| finding_page::beside(live, laid)),
        mail: mail(live, job)?,
        file: published_file(live, job),
        href,
    };
    desk_page::set(live, "paper", "year", &title, page)
}

/// Whether a file is one that has pages.
fn is_shown(job: &Job<'_>) -> bool {
    matches!(job, Job::Packet(_) | Job::Paper(..) | Job::Letter(..))
}

fn name(live: &Live<'_>, job: &Job<'_>) -> String {
    let (number, title) = stage_page::title(live, job);
    match job {
        Job::Letter(_, _, to) => format!("{title}（{}）", to.addressee()),
        _ => [number, Some(title)].into_iter().flatten().collect::<Vec<_>>().join("　"),
    }
}

/// A page's picture in SVG; none if there is no such page.
///
/// # Errors
///
/// If there is no such paper, or its template is wrong.
pub fn picture(live: &Live<'_>, stage_id: &str, key: &str, number: usize) -> Result<String, NotShown> {
    let stage = live.stage(stage_id).ok_or(NotShown::NotThere)?;
    let job = live.jobs(stage).into_iter().find(|job| job.key() == key).ok_or(NotShown::NotThere)?;
    let laid = live.laid(&job)?.ok_or(NotShown::NotThere)?;
    laid.sheets.picture(number).ok_or(NotShown::NotThere)
}

fn sheets(
    live: &Live<'_>,
    job: &Job<'_>,
    laid: &LaidPaper,
    view: PaperView,
    open: Option<&str>,
) -> Vec<SheetShown> {
    let paper = links::paper(job);
    let cycle = &live.loaded.cycle;
    let href = |id: &str| links::figure(&paper, view.word(), id);
    let shown = |(number, sight): (usize, &PageSight)| SheetShown {
        number,
        picture: links::picture(job, number, &laid.sheets.fingerprint(number).unwrap_or_default()),
        width: sight.width,
        height: sight.height,
        figures: match view {
            PaperView::Pages => (sight.figures.iter())
                .map(|figure| FigureSpot {
                    href: href(&figure.id),
                    label: [figure_names::called(cycle, &figure.id), text_of(laid, &figure.id)].join("　"),
                    open: open == Some(figure.id.as_str()),
                    places: figure.places.iter().map(|at| [at.x, at.y, at.width, at.height]).collect(),
                })
                .collect(),
            PaperView::Small | PaperView::Text => Vec::new(),
        },
        passages: match view {
            PaperView::Text => sight.passages.iter().map(|passage| pieces(passage, sight, &href)).collect(),
            PaperView::Pages | PaperView::Small => Vec::new(),
        },
    };
    (1..).zip(&laid.sheets.sights).map(shown).collect()
}

fn text_of(laid: &LaidPaper, id: &str) -> String {
    laid.values.record(id).map_or_else(String::new, |record| record.text.clone())
}

/// A passage cut where figures begin and end. Of two in one place it is the first.
fn pieces(passage: &SeenPassage, sight: &PageSight, href: &dyn Fn(&str) -> String) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let words = |text: &str| Piece { text: text.to_owned(), href: None };
    for (range, nth) in &passage.figures {
        if range.start < at {
            continue;
        }
        if at < range.start {
            pieces.push(words(&passage.text[at..range.start]));
        }
        let href = sight.figures.get(*nth).map(|figure| href(&figure.id));
        pieces.push(Piece { text: passage.text[range.clone()].to_owned(), href });
        at = range.end;
    }
    if at < passage.text.len() {
        pieces.push(words(&passage.text[at..]));
    }
    pieces
}

fn figure_shown(live: &Live<'_>, laid: &LaidPaper, id: &str) -> Option<FigureShown> {
    let tree = figure_card::of(live, laid, id);
    let places: Vec<String> = laid.values.papers(id).flat_map(|(_, places)| places.to_vec()).collect();
    tree.map(|tree| FigureShown { id: id.to_owned(), tree: Some(tree), pages: places_in_words(&places) })
}

/// The published file that a job makes, to be opened; none where it was not made.
fn published_file(live: &Live<'_>, job: &Job<'_>) -> Option<String> {
    let published = live.published().ok().flatten()?;
    let entry = published.manifest.of_stage(job.stage().id.get_ref()).find(|entry| is_of(entry, job))?;
    Some(links::published(&entry.about.path))
}

fn is_of(entry: &ManifestEntry, job: &Job<'_>) -> bool {
    let about = &entry.about;
    let code = about.recipient.as_ref().map(|recipient| without_mark(&recipient.code));
    match job {
        Job::Packet(_) => about.kind == FileKind::Packet,
        Job::Paper(_, paper) => about.kind == FileKind::Paper && about.document == paper.id(),
        Job::Letter(_, letter, to) => {
            about.kind == FileKind::Letter
                && about.document == *letter.id.get_ref()
                && code == Some(to.code())
        }
        Job::Form(..) | Job::Annex(..) => false,
    }
}

/// The messages that bring a letter, as they would go now.
fn mail(live: &Live<'_>, job: &Job<'_>) -> Result<Vec<MailShown>, NotShown> {
    let Job::Letter(stage, ..) = job else { return Ok(Vec::new()) };
    let Ok(Some(published)) = live.published() else { return Ok(Vec::new()) };
    let letter = published.manifest.of_stage(stage.id.get_ref()).find(|entry| is_of(entry, job));
    let Some(letter) = letter else { return Ok(Vec::new()) };
    let read = |path: &str| published.read(path);
    let check = MessageCheck::new(&published.manifest, stage.id.get_ref(), &read);
    let brings = |entry: &&ManifestEntry| {
        entry.about.kind == FileKind::Mail && entry.about.recipient == letter.about.recipient
    };
    let mut all = Vec::new();
    for entry in published.manifest.of_stage(stage.id.get_ref()).filter(brings) {
        let (Some(message), Some(recipient)) = (&entry.about.message, &entry.about.recipient) else {
            continue;
        };
        let enclosures = message.attachments.iter();
        all.push(MailShown {
            from: message.from.clone(),
            to: format!("{}{} <{}>", recipient.addressee, recipient.honorific, recipient.mail),
            subject: message.subject.clone(),
            text: message_text::of(&published.read(&entry.about.path)?),
            enclosures: enclosures
                .map(|file| Link { href: links::published(&file.path), name: file.name.clone() })
                .collect(),
            objections: check.objections(entry).iter().map(ToString::to_string).collect(),
        });
    }
    Ok(all)
}
