//! From a job's data to a PDF.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, MutexGuard, Once, PoisonError};

use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::{Label, Selector, Smart, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::model::Document;
use typst::utils::PicoStr;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::diagnostics::describe;
use super::roles::with_roles;
use super::solid_lines::solid;
use super::unjoined::unjoin;
use super::world::JobWorld;
use crate::ground::origin::Origin;
use crate::library::trouble::Trouble;

/// The label of the metadata that a printed figure leaves.
pub(super) const FIGURE: &str = "fig";
/// And of that at the end of each paper.
const END: &str = "end";
/// After how many bytes of jobs' data typst's cache drops what was not used lately: after some forty letters.
const FORGET_AFTER: usize = 200_000;
/// A job of so many bytes of data is so long, a table of hundreds of rows, that two at once take too much memory.
const LONG: usize = 1_000_000;

thread_local! {
    /// Whether typst is at work on this thread.
    static SETTING: Cell<bool> = const { Cell::new(false) };
}

/// A job that was set: its pages, and what stands on them.
pub struct Set {
    /// The pages as typst laid them out.
    pub document: PagedDocument,
    /// The ids of the printed figures, each with the pages it stands on, from 1.
    pub figures: BTreeMap<String, Vec<usize>>,
    /// The last page of each paper, from 1.
    pub ends: Vec<usize>,
}

/// Sets a job: lays its papers out as pages.
///
/// # Errors
///
/// Every error and every warning of typst: a warning is a font that is not there or a layout that did not
/// settle, and neither may go to print.
pub fn set(world: &JobWorld<'_>) -> Result<Set, Vec<Trouble>> {
    let set = lay_out(world);
    if set.is_ok() {
        forget(world.size());
    }
    set
}

/// The same for who sets one paper again and again as its data change: typst knows what did not, and takes a tenth of the
/// time. What the last papers left is kept.
///
/// # Errors
///
/// The same.
pub fn set_again(world: &JobWorld<'_>) -> Result<Set, Vec<Trouble>> {
    /// So many papers ago something may have been used last. Each leaves some 30 megabytes.
    const KEPT: usize = 3;
    let set = lay_out(world);
    comemo::evict(KEPT);
    set
}

fn lay_out(world: &JobWorld<'_>) -> Result<Set, Vec<Trouble>> {
    let Warned { output, warnings } = unbroken(|| typst::compile::<PagedDocument>(world))?;
    match output {
        Err(errors) => Err(describe_all(world, &errors)),
        Ok(_) if !warnings.is_empty() => Err(describe_all(world, &warnings)),
        Ok(document) => {
            let document = finished(&document);
            Ok(Set { figures: figures(&document), ends: ends(&document), document })
        }
    }
}

/// Waits until no other long job is being set, if this one is long. The turn ends when it is dropped.
pub fn turn(world: &JobWorld<'_>) -> Option<MutexGuard<'static, ()>> {
    static TURN: Mutex<()> = Mutex::new(());
    (world.size() >= LONG).then(|| TURN.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The pages as they are printed: without joiners in their texts, and with no line spread too far.
fn finished(document: &PagedDocument) -> PagedDocument {
    let page = |page: &Page| {
        let mut frame = page.frame.clone();
        unjoin(&mut frame);
        Page { frame: solid(&frame).unwrap_or(frame), ..page.clone() }
    };
    PagedDocument::new(document.pages().iter().map(page).collect(), document.info().clone())
}

/// Exports a document as PDF/A-3a and PDF/UA-1; `identity` is the same in every build.
///
/// # Errors
///
/// What the standards or the export refuse.
pub fn export(world: &JobWorld<'_>, set: &Set, identity: &str) -> Result<Vec<u8>, Vec<Trouble>> {
    static STANDARDS: LazyLock<Option<PdfStandards>> =
        LazyLock::new(|| PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1]).ok());
    let Some(standards) = STANDARDS.clone() else {
        let message = "PDF/A-3a と PDF/UA-1 を同時に使えません。".into();
        return Err(vec![Trouble { origin: Origin::None, message }]);
    };
    let options = PdfOptions { standards, ..options(world, identity) };
    let exported = unbroken(|| typst_pdf::pdf(&set.document, &options))?;
    let bytes = exported.map_err(|errors| describe_all(world, &errors))?;
    with_roles(bytes).map_err(|error| {
        let message = format!("読み上げのための印を付けられません（{error}）。");
        vec![Trouble { origin: Origin::None, message }]
    })
}

/// Exports sheets with pages of another PDF on them: a plain PDF, as the standards allow no pages within pages.
///
/// # Errors
///
/// What the export refuses.
pub fn export_plain(world: &JobWorld<'_>, set: &Set, identity: &str) -> Result<Vec<u8>, Vec<Trouble>> {
    let options = PdfOptions { tagged: false, ..options(world, identity) };
    let exported = unbroken(|| typst_pdf::pdf(&set.document, &options))?;
    exported.map_err(|errors| describe_all(world, &errors))
}

/// Counts a job that is set, by its bytes of data; typst's cache is kept small, but warm. Of a long paper nothing is kept.
fn forget(bytes: usize) {
    static DONE: AtomicUsize = AtomicUsize::new(0);
    if bytes >= FORGET_AFTER {
        comemo::evict(0);
    } else if DONE.fetch_add(bytes, Ordering::Relaxed) + bytes >= FORGET_AFTER {
        DONE.store(0, Ordering::Relaxed);
        comemo::evict(1);
    }
}

/// What typst gave. Where it broke off, as at a list of 9,000,000,000,000,000,000 parts, that is a trouble of the paper,
/// and the others are made.
fn unbroken<T>(work: impl FnOnce() -> T) -> Result<T, Vec<Trouble>> {
    // What breaks off elsewhere is a fault of the program, and said as one.
    static SILENT_HERE: Once = Once::new();
    SILENT_HERE.call_once(|| {
        let elsewhere = panic::take_hook();
        panic::set_hook(Box::new(move |broken| {
            if !SETTING.get() {
                elsewhere(broken);
            }
        }));
    });
    SETTING.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    SETTING.set(false);
    done.map_err(|reason| {
        let literal = reason.downcast_ref::<&str>().map(|reason| (*reason).to_owned());
        let reason = literal.or_else(|| reason.downcast_ref::<String>().cloned()).unwrap_or_default();
        let message =
            format!("組版が途中で止まりました（{reason}）。大きすぎる数や長さがないか、確かめてください。");
        vec![Trouble { origin: Origin::None, message }]
    })
}

fn options(world: &JobWorld<'_>, identity: &str) -> PdfOptions {
    PdfOptions {
        ident: Smart::Custom(identity.to_owned()),
        creator: Smart::Custom(Some(world.creator().into())),
        ..PdfOptions::default()
    }
}

fn describe_all(world: &JobWorld<'_>, diagnostics: &[SourceDiagnostic]) -> Vec<Trouble> {
    diagnostics.iter().map(|d| describe(world, d)).collect()
}

fn figures(document: &PagedDocument) -> BTreeMap<String, Vec<usize>> {
    let mut figures: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (value, page) in labelled(document, FIGURE) {
        let Value::Str(id) = value else { continue };
        let pages = figures.entry(id.as_str().to_owned()).or_default();
        if pages.last() != Some(&page) {
            pages.push(page);
        }
    }
    figures
}

fn ends(document: &PagedDocument) -> Vec<usize> {
    labelled(document, END).into_iter().map(|(_, page)| page).collect()
}

/// The metadata with a label, each with its page.
fn labelled(document: &PagedDocument, label: &str) -> Vec<(Value, usize)> {
    let Some(label) = Label::new(PicoStr::intern(label)) else { return Vec::new() };
    let introspector = document.introspector();
    let found = introspector.query(&Selector::Label(label)).into_iter();
    let placed = found.filter_map(|content| {
        let page = introspector.page(content.location()?)?;
        Some((content.to_packed::<MetadataElem>()?.value.clone(), page.get()))
    });
    placed.collect()
}
