//! Typst's errors and warnings with the template's place.

use typst::diag::SourceDiagnostic;
use typst::syntax::DiagSpan;
use typst::{World, WorldExt};

use super::in_japanese::in_japanese;
use super::world::JobWorld;
use crate::ground::origin::Origin;
use crate::library::trouble::Trouble;

/// An error or a warning of typst with its hints, at its line of the template where it has one. What a root's own
/// template brought about in a built-in one is said at the own one's line.
pub fn describe(world: &JobWorld<'_>, diagnostic: &SourceDiagnostic) -> Trouble {
    let of_plugin = written(world, diagnostic.span).is_some_and(|text| text.ends_with("plugin"));
    let mut message = format!("組版の誤り: {}", in_japanese(&diagnostic.message, of_plugin));
    // What is said in Japanese says what to write instead.
    if message.ends_with(&*diagnostic.message) {
        diagnostic.hints.iter().for_each(|hint| message.push_str(&format!("（{}）", hint.v)));
    }
    let mut spans = [diagnostic.span].into_iter().chain(diagnostic.trace.iter().map(|call| call.span.into()));
    let own = spans.find(|span| span.id().is_some_and(|id| world.is_own(id)));
    let place = place(world, own.unwrap_or(diagnostic.span), &message);
    place.unwrap_or(Trouble { origin: Origin::None, message })
}

/// What stands in a template at a place.
fn written(world: &JobWorld<'_>, span: DiagSpan) -> Option<String> {
    let source = world.source(span.id()?).ok()?;
    source.text().get(world.range(span)?).map(Into::into)
}

fn place(world: &JobWorld<'_>, span: DiagSpan, message: &str) -> Option<Trouble> {
    let id = span.id()?;
    let path = id.vpath().get_without_slash();
    let at =
        world.range(span).and_then(|range| world.source(id).ok()?.lines().byte_to_line_column(range.start));
    Some(match at {
        Some((line, column)) => Trouble::at(path, line + 1, column + 1, message),
        None => Trouble::in_file(path, message),
    })
}
