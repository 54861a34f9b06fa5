//! Typst's errors and warnings with the template's place.

use typst::diag::SourceDiagnostic;
use typst::{World, WorldExt};

use super::world::JobWorld;
use crate::ground::origin::Origin;
use crate::library::trouble::Trouble;

/// An error or a warning of typst with its hints, at its line of the template where it has one.
pub fn describe(world: &JobWorld<'_>, diagnostic: &SourceDiagnostic) -> Trouble {
    let mut message = format!("組版の誤り: {}", diagnostic.message);
    for hint in &diagnostic.hints {
        message.push_str(&format!("（{}）", hint.v));
    }
    place(world, diagnostic, &message).unwrap_or(Trouble { origin: Origin::None, message })
}

fn place(world: &JobWorld<'_>, diagnostic: &SourceDiagnostic, message: &str) -> Option<Trouble> {
    let id = diagnostic.span.id()?;
    let path = id.vpath().get_without_slash();
    let at = world
        .range(diagnostic.span)
        .and_then(|range| world.source(id).ok()?.lines().byte_to_line_column(range.start));
    Some(match at {
        Some((line, column)) => Trouble::at(path, line + 1, column + 1, message),
        None => Trouble::in_file(path, message),
    })
}
