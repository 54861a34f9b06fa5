//! Where on papers something is printed, in few words: 「資料４　3、4ページ」, 「助言等の通知（15件）」.

use std::collections::{BTreeMap, BTreeSet};

use super::diff_page::Teller;
use crate::render::artifact::FileKind;

/// Pages or cells by the paths of their files.
pub type FilePlaces<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// How many cells of a workbook, and how many files of one name, are named.
const MOST_NAMED: usize = 3;

/// The places, those of each stage together. A packet is bound of papers that are named themselves.
pub fn told(teller: &Teller<'_>, places: &FilePlaces<'_>) -> Vec<String> {
    by_stage(teller, places, &|own| of_stage(teller, own))
}

/// The papers alone, without pages and cells: 「助言会議：資料３、別紙１」.
pub fn in_short(teller: &Teller<'_>, places: &FilePlaces<'_>) -> Vec<String> {
    let kept = without_bound(teller, places);
    by_stage(teller, &kept, &|own| {
        let mut names: Vec<String> = Vec::new();
        for file in own.keys().filter_map(|path| teller.files.get(path)) {
            let name = file.about.number.clone().unwrap_or_else(|| file.about.kind.label().to_owned());
            if !names.contains(&name) {
                names.push(name);
            }
        }
        vec![names.join("、")]
    })
}

/// What is told of each stage's places, with the stage if the sheet is of several.
fn by_stage(
    teller: &Teller<'_>,
    places: &FilePlaces<'_>,
    tell: &dyn Fn(&FilePlaces<'_>) -> Vec<String>,
) -> Vec<String> {
    let mut stages: BTreeMap<&str, FilePlaces<'_>> = BTreeMap::new();
    for (path, own) in places {
        let stage = teller.files.get(path).map_or("", |file| file.about.stage.as_str());
        stages.entry(stage).or_default().insert(path, own.clone());
    }
    let first = teller.files.values().next().map(|file| &file.about.stage);
    let several = teller.files.values().any(|file| Some(&file.about.stage) != first);
    let mut lines = Vec::new();
    for stage in &teller.cycle.settings.stages {
        let Some(own) = stages.remove(stage.id.get_ref().as_str()) else { continue };
        match several {
            true => lines.push(format!("{}：{}", stage.title, tell(&own).join("、"))),
            false => lines.extend(tell(&own)),
        }
    }
    lines.extend(stages.values().flat_map(tell));
    lines
}

/// The places without those in a packet, if any is in a paper.
fn without_bound<'a>(teller: &Teller<'_>, places: &FilePlaces<'a>) -> FilePlaces<'a> {
    let kind = |path: &str| teller.files.get(path).map(|file| file.about.kind);
    let is_bound = places.keys().any(|path| kind(path) == Some(FileKind::Paper));
    let kept = places.iter().filter(|(path, _)| !is_bound || kind(path) != Some(FileKind::Packet));
    kept.map(|(path, own)| (*path, own.clone())).collect()
}

/// The places in the files of one stage, those for single recipients together.
fn of_stage(teller: &Teller<'_>, places: &FilePlaces<'_>) -> Vec<String> {
    let (mut lines, mut letters) = (Vec::new(), BTreeMap::<&str, Vec<&str>>::new());
    for (path, own) in without_bound(teller, places) {
        let Some(file) = teller.files.get(path) else {
            lines.push(path.to_owned());
            continue;
        };
        match &file.about.recipient {
            Some(to) => letters.entry(&file.about.title).or_default().push(&to.addressee),
            None => {
                let name = file.about.number.as_ref().unwrap_or(&file.about.title);
                lines.push(format!("{name}　{}", within(&own)).trim_end().to_owned());
            }
        }
    }
    let letter = |(title, to): (&str, Vec<&str>)| match to.as_slice() {
        [one] => format!("{title}（{one}）"),
        several => format!("{title}（{}件）", several.len()),
    };
    lines.extend(letters.into_iter().map(letter));
    lines
}

/// 「3、4ページ」, 「進捗状況一覧!L8、M8、N8 ほか2」
fn within(places: &BTreeSet<&str>) -> String {
    let pages: Option<BTreeSet<usize>> = places.iter().map(|place| place.parse().ok()).collect();
    match pages {
        Some(pages) if pages.is_empty() => String::new(),
        Some(pages) => {
            let pages: Vec<String> = pages.iter().map(usize::to_string).collect();
            format!("{}ページ", pages.join("、"))
        }
        None => {
            let few = few(places.iter().map(|place| (*place).to_owned()).collect());
            let mut told = few.first().cloned().unwrap_or_default();
            for pair in few.windows(2) {
                let sheet = pair[0].split_once('!').map_or("", |(sheet, _)| sheet);
                let cell = pair[1].strip_prefix(sheet).and_then(|rest| rest.strip_prefix('!'));
                told.push('、');
                told.push_str(cell.unwrap_or(&pair[1]));
            }
            told
        }
    }
}

/// What files are called: those for single recipients by their title and how many, with the first of these.
pub fn names(teller: &Teller<'_>, paths: Vec<&str>) -> Vec<String> {
    let (mut names, mut letters) = (Vec::new(), BTreeMap::<&str, Vec<String>>::new());
    for path in paths {
        match teller.files.get(path) {
            None => names.push(path.to_owned()),
            Some(file) => match &file.about.recipient {
                Some(to) => letters.entry(&file.about.title).or_default().push(to.addressee.clone()),
                None => names.push(file.called()),
            },
        }
    }
    let told = |(title, to): (&str, Vec<String>)| format!("{title}（{}）", few(to).join("、"));
    names.extend(letters.into_iter().map(told));
    names
}

/// The first of some, and how many more there are.
fn few(mut names: Vec<String>) -> Vec<String> {
    if names.len() > MOST_NAMED {
        let more = names.len() - MOST_NAMED;
        names.truncate(MOST_NAMED);
        if let Some(last) = names.last_mut() {
            last.push_str(&format!(" ほか{more}"));
        }
    }
    names
}
