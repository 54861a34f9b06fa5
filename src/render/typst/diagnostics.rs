//! Typst's errors and warnings as sentences with the template's line.

use typst::diag::SourceDiagnostic;
use typst::{World, WorldExt};

use super::world::JobWorld;

/// `templates/documents/targets/document.typ:12:5: unknown variable: figg`, with hints.
pub fn describe(world: &JobWorld<'_>, diagnostic: &SourceDiagnostic) -> String {
    let mut text = String::new();
    if let Some(place) = place(world, diagnostic) {
        text.push_str(&place);
        text.push_str(": ");
    }
    text.push_str(&diagnostic.message);
    for hint in &diagnostic.hints {
        text.push_str(&format!("（{}）", hint.v));
    }
    text
}

fn place(world: &JobWorld<'_>, diagnostic: &SourceDiagnostic) -> Option<String> {
    let id = diagnostic.span.id()?;
    let path = id.vpath().get_without_slash().to_owned();
    let at = world
        .range(diagnostic.span)
        .and_then(|range| world.source(id).ok()?.lines().byte_to_line_column(range.start));
    Some(match at {
        Some((line, column)) => format!("templates/{path}:{}:{}", line + 1, column + 1),
        None => format!("templates/{path}"),
    })
}
