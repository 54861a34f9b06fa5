//! What differs, in words for people: for the terminal and for a page in HTML.

use std::collections::BTreeMap;

use serde::Serialize;

use super::causes::ChangeCause;
use super::file_changes::FileChange;
use super::page_changes::PageChange;
use super::people_changes::PeopleChange;
use super::stage_diff::StageDiff;
use super::value_changes::ValueChange;
use super::word_changes::WordChanges;
use crate::model::cycle::Cycle;
use crate::published::manifest::{ManifestEntry, places_in_words};
use crate::published::pdf_pictures::DifferingPart;
use crate::render::artifact::FileRecipient;
use crate::render::derivation::ReadAt;
use crate::render::view::compared_text::ComparedText;
use crate::render::view::figure_names;

/// How many of what is counted are named as a cause.
const MOST_NAMED: usize = 10;

/// All that differs between two runs.
#[derive(Debug, Serialize)]
pub struct DiffPage<'a> {
    /// The plan's name.
    pub plan: &'a str,
    /// What the earlier one is called: its folder, or 「令和２年２月７日に配ったもの」.
    pub old: String,
    /// What the later one is called.
    pub new: String,
    /// The stages in which something differs.
    pub stages: Vec<DiffPart>,
}

/// What differs in a stage.
#[derive(Debug, Serialize)]
pub struct DiffPart {
    /// The stage's id.
    pub stage: String,
    /// What the stage is called.
    pub title: String,
    /// The fingerprint of what differs, by which an approval names it.
    pub fingerprint: String,
    /// Figures.
    pub values: Vec<ValueLine>,
    /// Papers and letters with the places where their words differ.
    pub words: Vec<WordLines>,
    /// Pages that do not look as they did.
    pub pages: Vec<PagePair>,
    /// How many more there are than are shown.
    pub more_pages: usize,
    /// Recipients.
    pub people: Vec<Line>,
    /// Files.
    pub files: Vec<Line>,
}

/// A figure that differs.
#[derive(Debug, Serialize)]
pub struct ValueLine {
    /// The figure's id.
    pub id: String,
    /// What people call it.
    pub called: String,
    /// As it was printed; 「（なし）」 where it is new.
    pub old: String,
    /// As it is printed; 「（なし）」 where it is gone.
    pub new: String,
    /// Where it is printed, or was.
    pub places: Vec<String>,
    /// Why it is not what it was.
    pub why: Vec<String>,
}

/// The words of a paper that differ.
#[derive(Debug, Serialize)]
pub struct WordLines {
    /// What the paper is called.
    pub paper: String,
    /// Its places; empty where it can't be read.
    pub places: Vec<PlaceLine>,
    /// Whether nobody can say what differs: it can't be read, or was not kept.
    pub unread: bool,
}

/// A place where words differ.
#[derive(Debug, Serialize)]
pub struct PlaceLine {
    /// 「3ページ」, 「3ページ→4ページ」.
    pub at: String,
    /// What stood there.
    pub old: Vec<ComparedText>,
    /// What stands there.
    pub new: Vec<ComparedText>,
}

/// A page as it was and as it is.
#[derive(Debug, Serialize)]
pub struct PagePair {
    /// Which page it is: 「資料４　進捗状況一覧　3ページ」.
    pub called: String,
    /// The pictures, as PNG in base64; none where the page is new, or gone.
    pub old: Option<String>,
    /// The picture of what it is.
    pub new: Option<String>,
    /// Where what differs lies on the page, as CSS says it: 「left:10.0%;top:…」. None where the page is new or gone.
    pub part: Option<String>,
}

/// What was and what is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What it is about.
    pub called: String,
    /// What was; 「（なし）」 of what is new.
    pub old: String,
    /// What is; 「（なし）」 of what is gone.
    pub new: String,
}

/// Who tells of a stage what differs.
pub struct Teller<'a> {
    /// The cycle, which knows what things are called.
    pub cycle: &'a Cycle,
    /// The files of both runs, by their paths.
    pub files: BTreeMap<&'a str, &'a ManifestEntry>,
}

impl Teller<'_> {
    /// What differs in a stage, in words; `pages` are those that are shown, and how many more there are.
    pub fn tell(
        &self,
        diff: &StageDiff,
        fingerprint: &str,
        (pages, more_pages): (Vec<PageChange>, usize),
    ) -> DiffPart {
        let stage = self.cycle.stage(&diff.stage);
        DiffPart {
            title: stage.map_or_else(|| diff.stage.clone(), |stage| stage.title.clone()),
            stage: diff.stage.clone(),
            fingerprint: fingerprint.to_owned(),
            values: diff.values.iter().map(|change| self.value(change)).collect(),
            words: diff.words.iter().map(|change| self.words(change)).collect(),
            pages: pages.into_iter().map(|page| self.page(page)).collect(),
            more_pages,
            people: diff.people.iter().map(person).collect(),
            files: diff.files.iter().map(|change| self.file(change)).collect(),
        }
    }

    fn value(&self, change: &ValueChange) -> ValueLine {
        let printed = match change.printed_now.is_empty() {
            true => &change.printed_before,
            false => &change.printed_now,
        };
        ValueLine {
            id: change.id.clone(),
            called: self.called(&change.id),
            old: shown(change.old.as_deref()),
            new: shown(change.new.as_deref()),
            places: printed.iter().map(|(path, places)| self.place(path, places)).collect(),
            why: change.why.iter().map(|cause| self.cause(cause)).collect(),
        }
    }

    /// What people call a figure.
    fn called(&self, id: &str) -> String {
        figure_names::called(self.cycle, id)
    }

    /// 「資料４　進捗状況一覧（3ページ）」
    fn place(&self, path: &str, places: &[String]) -> String {
        format!("{}（{}）", self.paper(path), places_in_words(places))
    }

    /// What a file is called: its number and title, and whom it is for.
    fn paper(&self, path: &str) -> String {
        let Some(file) = self.files.get(path) else { return path.to_owned() };
        let to = file.about.recipient.as_ref().map_or(String::new(), |to| format!("（{}）", to.addressee));
        format!("{}{to}", file.called())
    }

    /// What changed below a figure, in words.
    pub(super) fn cause(&self, cause: &ChangeCause) -> String {
        let ids = |ids: &[String]| listed(&ids.iter().map(|id| self.called(id)).collect::<Vec<_>>());
        let places = |places: &[ReadAt]| listed(&places.iter().map(ToString::to_string).collect::<Vec<_>>());
        match cause {
            ChangeCause::Read { id, old, new } => {
                let typed = |read: &ReadAt| {
                    if read.typed.is_empty() { "空欄".into() } else { format!("「{}」", read.typed) }
                };
                format!("{}：{}が{}になった（{new}）", self.called(id), typed(old), typed(new))
            }
            ChangeCause::Formula { id, old, new } => {
                format!("{}の式：{old} が {new} になった", self.called(id))
            }
            ChangeCause::Come(of) => format!("新しく数えるもの：{}", ids(of)),
            ChangeCause::Gone(of) => format!("数えなくなったもの：{}", ids(of)),
            ChangeCause::PlacesCome(of) => format!("新しく数えるもの：{}", places(of)),
            ChangeCause::PlacesGone(of) => format!("数えなくなったもの：{}", places(of)),
            ChangeCause::Way { id } => format!("{}の求め方が変わった", self.called(id)),
        }
    }

    fn words(&self, change: &WordChanges) -> WordLines {
        let page =
            |page: usize| if page == 0 { "（なし）".to_owned() } else { format!("{page}ページ") };
        let places = change.places.iter().flatten().map(|place| PlaceLine {
            at: match place.pages {
                (old, new) if old == new => page(old),
                (old, new) => format!("{}→{}", page(old), page(new)),
            },
            old: place.old.clone(),
            new: place.new.clone(),
        });
        WordLines {
            paper: self.paper(&change.path),
            places: places.collect(),
            unread: change.places.is_none(),
        }
    }

    fn page(&self, change: PageChange) -> PagePair {
        PagePair {
            called: format!("{}　{}ページ", self.paper(&change.path), change.page),
            old: change.old,
            new: change.new,
            part: change.part.map(|part| {
                let DifferingPart { left, top, width, height } = part;
                format!("left:{left:.1}%;top:{top:.1}%;width:{width:.1}%;height:{height:.1}%")
            }),
        }
    }

    fn file(&self, change: &FileChange) -> Line {
        let state = |sum: Option<&String>, pages: usize| match (sum, pages) {
            (None, _) => NOTHING.to_owned(),
            (Some(sum), 0) => sum.chars().take(12).collect(),
            (Some(sum), pages) => format!("{}（{pages}ページ）", sum.chars().take(12).collect::<String>()),
        };
        Line {
            called: format!("{}　{}", change.kind.label(), change.path),
            old: state(change.old.as_ref(), change.pages.0),
            new: state(change.new.as_ref(), change.pages.1),
        }
    }
}

/// What stands where nothing was or is.
const NOTHING: &str = "（なし）";

/// What was printed, or what stands for nothing.
pub(super) fn shown(text: Option<&str>) -> String {
    match text {
        None => NOTHING.into(),
        Some("") => "（空白）".into(),
        Some(text) => text.to_owned(),
    }
}

/// 「Ａ、Ｂ ほか3」
fn listed(names: &[String]) -> String {
    let more = names.len().saturating_sub(MOST_NAMED);
    let more = if more > 0 { format!(" ほか{more}") } else { String::new() };
    let named: Vec<&str> = names.iter().take(MOST_NAMED).map(String::as_str).collect();
    format!("{}{more}", named.join("、"))
}

/// A recipient as it was and is.
pub(super) fn person(change: &PeopleChange) -> Line {
    let told = |one: Option<&FileRecipient>| {
        one.map_or(NOTHING.into(), |one| format!("{}{}　{}", one.addressee, one.honorific, one.mail))
    };
    Line { called: change.code.clone(), old: told(change.old.as_ref()), new: told(change.new.as_ref()) }
}
