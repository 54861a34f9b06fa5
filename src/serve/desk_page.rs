//! What all pages of the desk share, and how one is set.

use serde::Serialize;

use super::live::{Live, Now};
use crate::ground::finding::Severity;
use crate::library::store::Library;
use crate::published::html_page;
use crate::render::unmade::Unmade;

const FRAME: &str = "pages/desk/frame.html.j2";

/// Why a page can't be shown.
#[derive(Debug)]
pub enum NotShown {
    /// There is nothing at the address: a stage or a paper that is no more.
    NotThere,
    /// It can't be made.
    Unmade(Unmade),
}

impl<T: Into<Unmade>> From<T> for NotShown {
    fn from(reason: T) -> Self {
        Self::Unmade(reason.into())
    }
}

/// A page with what surrounds it.
#[derive(Serialize)]
struct Framed<'a, T: Serialize> {
    plan: &'a str,
    year: String,
    title: &'a str,
    here: &'a str,
    errors: usize,
    warnings: usize,
    page: T,
}

/// What is said where no page can be shown.
#[derive(Serialize)]
struct Said<'a> {
    lines: &'a [String],
}

/// Sets a page by its template below `pages/desk/`: `here` is the part of the desk that it belongs to.
///
/// # Errors
///
/// What is wrong with the template.
pub fn set(
    live: &Live<'_>,
    name: &str,
    here: &str,
    title: &str,
    page: impl Serialize,
) -> Result<Vec<u8>, NotShown> {
    let settings = &live.loaded.cycle.settings;
    let framed = Framed {
        plan: &settings.plan.name,
        year: crate::ground::wareki::Year { western: settings.cycle.fiscal_year, fiscal: true }.print(),
        title,
        here,
        errors: live.findings.count(Severity::Error),
        warnings: live.findings.count(Severity::Warning),
        page,
    };
    let template = format!("pages/desk/{name}.html.j2");
    Ok(html_page::set_with(&live.loaded.library, &template, &[FRAME], framed)?)
}

/// The page that says why another can't be shown.
pub fn said(now: &Now<'_>, title: &str, lines: &[String]) -> Vec<u8> {
    let built_in;
    let (library, plan, errors, warnings) = match now {
        Now::Read(live) => {
            let count = |severity| live.findings.count(severity);
            let plan = live.loaded.cycle.settings.plan.name.as_str();
            (&live.loaded.library, plan, count(Severity::Error), count(Severity::Warning))
        }
        Now::Unusable(_) => {
            built_in = Library::new(&[], Vec::new());
            (&built_in, "資料", 0, 0)
        }
    };
    let page = Said { lines };
    let framed = Framed { plan, year: String::new(), title, here: "", errors, warnings, page };
    let set = html_page::set_with(library, "pages/desk/said.html.j2", &[FRAME], framed);
    set.unwrap_or_else(|trouble| trouble.message.into_bytes())
}
