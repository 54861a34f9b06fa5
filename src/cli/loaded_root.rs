//! What a root holds, for commands that tell nothing of its findings.

use std::path::Path;

use super::exit::Exit;
use super::report;
use crate::edge::sources;
use crate::edge::stopwatch::Stopwatch;
use crate::ground::finding::Findings;
use crate::load::{Loaded, load};

/// Reads a root.
///
/// # Errors
///
/// How the run ends if it can't be read; why is said.
pub(super) fn read(root: &Path) -> Result<Loaded, Exit> {
    let sources = sources::read(root).map_err(|reason| report::unreadable(&reason))?;
    load(&sources, &[], &Stopwatch::default(), &mut Findings::default())
        .map_err(|reason| report::not_loaded(&reason))
}
