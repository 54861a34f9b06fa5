//! What is found in papers, figures and recipients.

use std::collections::BTreeSet;

use serde::Serialize;

use super::desk_page::{self, NotShown};
use super::live::Live;
use super::{links, stage_page};
use crate::ground::text;
use crate::render::artifact::FileKind;
use crate::render::job::Job;
use crate::render::view::figure_names;

/// So many of a kind are listed; who wants others writes more.
const MOST: usize = 60;

#[derive(Serialize)]
struct SearchPage {
    asked: String,
    papers: Vec<Found>,
    recipients: Vec<Found>,
    figures: Vec<Found>,
}

#[derive(Serialize)]
struct Found {
    href: String,
    name: String,
    stage: String,
}

/// The page of what is found; without a word it asks for one.
///
/// # Errors
///
/// What is wrong with its template, or what the machine refused.
pub fn page(live: &Live<'_>, asked: &str) -> Result<Vec<u8>, NotShown> {
    let words: Vec<String> =
        asked.split_whitespace().map(text::key).filter(|word| !word.is_empty()).collect();
    let is_found = |name: &str| {
        let name = text::key(name);
        !words.is_empty() && words.iter().all(|word| name.contains(word))
    };
    let (mut papers, mut recipients) = (Vec::new(), Vec::new());
    for stage in live.loaded.cycle.settings.stages.iter().filter(|_| !words.is_empty()) {
        for job in live.jobs(stage) {
            let (number, title) = stage_page::title(live, &job);
            let title =
                [number.as_deref(), Some(&title)].into_iter().flatten().collect::<Vec<_>>().join("　");
            let (name, list) = match &job {
                Job::Packet(_) | Job::Paper(..) => (title, &mut papers),
                Job::Letter(_, _, to) => {
                    (format!("{}（{}）　{title}", to.addressee(), to.code()), &mut recipients)
                }
                Job::Form(..) | Job::Annex(..) => continue,
            };
            if list.len() < MOST && is_found(&name) {
                list.push(Found { href: links::paper(&job), name, stage: stage.title.clone() });
            }
        }
    }
    let figures = if words.is_empty() { Vec::new() } else { figures(live, &is_found)? };
    let page = SearchPage { asked: asked.to_owned(), papers, recipients, figures };
    desk_page::set(live, "search", "search", "探す", page)
}

/// The figures that were published: by what they are called, and by what is printed. Each once, in the last stage that
/// prints it on a paper.
fn figures(live: &Live<'_>, is_found: &dyn Fn(&str) -> bool) -> Result<Vec<Found>, NotShown> {
    let cycle = &live.loaded.cycle;
    let Ok(Some(published)) = live.published() else { return Ok(Vec::new()) };
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    for stage in cycle.settings.stages.iter().rev() {
        let jobs = live.jobs(stage);
        let Some(values) = published.values(stage.id.get_ref())? else { continue };
        for (id, shown) in values.shown() {
            if found.len() >= MOST {
                return Ok(found);
            }
            let name = format!("{}　{}", figure_names::called(cycle, id), shown.text);
            if !is_found(&name) || seen.contains(id) {
                continue;
            }
            let paper = values.papers(id).find_map(|(path, _)| {
                let about = &published.manifest.file(path)?.about;
                let is_it = |job: &&Job<'_>| match job {
                    Job::Paper(_, paper) => about.kind == FileKind::Paper && paper.id() == about.document,
                    _ => false,
                };
                jobs.iter().find(is_it)
            });
            if let Some(paper) = paper {
                seen.insert(id.to_owned());
                let href = links::figure(&links::paper(paper), "pages", id);
                found.push(Found { href, name, stage: stage.title.clone() });
            }
        }
    }
    Ok(found)
}
