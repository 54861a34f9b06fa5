//! The pages of a public set: each paper as HTML, by the template that lies beside its own, and one that leads to all.

use serde::Serialize;
use serde_json::Value;

use super::fingerprint::PublicFingerprint;
use super::page_data::withhold;
use super::register_files::DataTerms;
use crate::ground::fault::Fault;
use crate::library::store::Library;
use crate::library::trouble::Trouble;
use crate::library::view::ViewSpec;
use crate::model::cycle::Cycle;
use crate::model::declared_paper::Paper;
use crate::model::publication::WithheldParts;
use crate::model::stage::Stage;
use crate::published::html_page;
use crate::render::desk::Desk;
use crate::render::job::Job;
use crate::render::naming::full_title;
use crate::render::unmade::Unmade;

/// The frame of all pages, and what their tables are made with.
const PARTS: [&str; 3] = ["public/frame.html.j2", "public/tables.html.j2", "public/words.html.j2"];
/// The template of the page that leads to all others, and its path.
const INDEX: (&str, &str) = ("public/index.html.j2", "index.html");

/// A paper that becomes a page.
pub struct PublicPage {
    /// Its path in the set: 「progress.html」.
    path: String,
    /// Its number and title.
    title: String,
    template: String,
    /// What it shows, without what is withheld.
    data: Value,
}

/// What the pages of a set say alike.
pub struct PageFrame<'a> {
    /// What all papers share: the plan, the year, the classes.
    pub shared: &'a Value,
    /// What stands at the head of the data too.
    pub terms: &'a DataTerms,
    /// What the stage is called.
    pub stage: &'a str,
    /// The day of its papers: 「令和２年２月７日」.
    pub date: String,
    /// The files of the data.
    pub data: Vec<DataLink>,
}

/// A file of the data, as pages lead to it.
#[derive(Serialize)]
pub struct DataLink {
    /// Its path in the set.
    pub path: &'static str,
    /// What it is.
    pub title: &'static str,
    /// How large it is.
    pub kilobytes: usize,
}

/// What a template gets.
#[derive(Serialize)]
struct FramedPage<'a> {
    shared: &'a Value,
    /// The paper's data; none on the page that leads to all.
    paper: Option<&'a Value>,
    title: &'a str,
    set_title: &'a str,
    stage: &'a str,
    date: &'a str,
    pages: &'a [PageLink<'a>],
    data: &'a [DataLink],
    source: &'a str,
    licence: Option<&'a str>,
    licence_url: Option<&'a str>,
    left_out: Option<&'a str>,
    /// The fingerprint as programs read it, and in parts.
    fingerprint: String,
    made_of: &'a PublicFingerprint,
    version: &'a str,
    /// The path of the page itself.
    here: &'a str,
}

#[derive(Serialize)]
struct PageLink<'a> {
    path: &'a str,
    title: &'a str,
}

/// The template of a document's public page.
pub fn template_of(document: &str) -> String {
    format!("documents/{document}/public.html.j2")
}

/// The papers of a stage that are published: those that are declared to be, or all that have a template for it and hold
/// nothing but figures.
pub fn papers<'a>(cycle: &Cycle, stage: &'a Stage, library: &Library) -> Vec<&'a Paper> {
    let declared = cycle.settings.publication.papers.as_ref();
    let is_meant = |paper: &&Paper| match declared {
        Some(ids) => ids.iter().any(|id| id.get_ref() == paper.id()),
        None => paper.words.is_none() && !shows_people(library, paper.document.get_ref()),
    };
    let has_page = |paper: &&Paper| library.get(&template_of(paper.document.get_ref())).is_some();
    stage.papers.iter().filter(is_meant).filter(has_page).collect()
}

/// Whether a document shows people, or what they said or wrote: they may not have given it to the public.
fn shows_people(library: &Library, document: &str) -> bool {
    let is_of_people = |view: &ViewSpec| {
        matches!(
            view,
            ViewSpec::Opinions { .. }
                | ViewSpec::Comments { .. }
                | ViewSpec::Reviews {}
                | ViewSpec::Roster { .. }
                | ViewSpec::Agenda {}
                | ViewSpec::Steps {}
                | ViewSpec::Table { .. }
                | ViewSpec::Tables {}
                | ViewSpec::Submissions {}
                | ViewSpec::Questions {}
        )
    };
    library.document(document).is_ok_and(|spec| spec.views.values().any(is_of_people))
}

/// A paper as a page. The desk must be one over what is public.
///
/// # Errors
///
/// What is wrong with a template, or what the machine refused.
pub fn page<'a>(
    desk: &Desk<'a>,
    stage: &'a Stage,
    paper: &'a Paper,
    withheld: &WithheldParts,
) -> Result<PublicPage, Unmade> {
    let mut data = match desk.prepare(&Job::Paper(stage, paper))? {
        Some(prepared) => serde_json::from_slice(&prepared.json).map_err(Fault::format)?,
        None => Value::Null,
    };
    let mut data = data.pointer_mut("/papers/0").map(Value::take).unwrap_or_default();
    withhold(&mut data, withheld);
    let text = |name: &str| data.get(name).and_then(Value::as_str);
    Ok(PublicPage {
        path: format!("{}.html", paper.id()),
        title: full_title(text("number"), text("title").unwrap_or_default()),
        template: template_of(paper.document.get_ref()),
        data,
    })
}

/// The pages as HTML, each with its path, and the one that leads to all.
///
/// # Errors
///
/// What is wrong with a template.
pub fn set(
    library: &Library,
    frame: &PageFrame<'_>,
    pages: &[PublicPage],
) -> Result<Vec<(String, Vec<u8>)>, Trouble> {
    let link = |page: &'_ PublicPage| (page.path.clone(), page.title.clone());
    let links: Vec<(String, String)> = pages.iter().map(link).collect();
    let links: Vec<PageLink<'_>> = links.iter().map(|(path, title)| PageLink { path, title }).collect();
    let set = |here: &str, title: &str, template: &str, paper: Option<&Value>| {
        let terms = frame.terms;
        let page = FramedPage {
            shared: frame.shared,
            paper,
            title,
            set_title: &terms.title,
            stage: frame.stage,
            date: &frame.date,
            pages: &links,
            data: &frame.data,
            source: &terms.source,
            licence: terms.licence.as_deref(),
            licence_url: terms.licence_url.as_deref(),
            left_out: terms.left_out.as_deref(),
            fingerprint: terms.fingerprint.to_string(),
            version: &terms.fingerprint.version,
            made_of: &terms.fingerprint,
            here,
        };
        Ok((here.to_owned(), html_page::set_with(library, template, &PARTS, page)?))
    };
    let papers = pages.iter().map(|page| set(&page.path, &page.title, &page.template, Some(&page.data)));
    papers.chain([set(INDEX.1, &frame.terms.title, INDEX.0, None)]).collect()
}
