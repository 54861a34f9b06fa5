//! What a root holds, for commands that tell nothing of its findings, and what was published.

use std::path::Path;

use super::exit::Exit;
use super::report;
use crate::edge::out_reader::OutReader;
use crate::edge::sources::{self, Sources};
use crate::edge::stopwatch::Stopwatch;
use crate::ground::finding::Findings;
use crate::load::{Loaded, load};

/// Reads a root.
///
/// # Errors
///
/// How the run ends if it can't be read; why is said.
pub(super) fn read(root: &Path) -> Result<Loaded, Exit> {
    read_with_sources(root).map(|(_, loaded)| loaded)
}

/// Reads a root, and keeps the files that it was read from.
///
/// # Errors
///
/// How the run ends if it can't be read; why is said.
pub(super) fn read_with_sources(root: &Path) -> Result<(Sources, Loaded), Exit> {
    let sources = sources::read(root).map_err(|reason| report::unreadable(&reason))?;
    let loaded = load(&sources, &[], &Stopwatch::default(), &mut Findings::default())
        .map_err(|reason| report::not_loaded(&reason))?;
    Ok((sources, loaded))
}

/// Opens what was published.
///
/// # Errors
///
/// How the run ends if nothing was, or it can't be opened; why is said.
pub(super) fn published(out: &Path) -> Result<OutReader, Exit> {
    match OutReader::open(out) {
        Ok(Some(published)) => Ok(published),
        Ok(None) => Err(report::nothing_published(out)),
        Err(fault) => Err(report::unopened(&fault)),
    }
}
