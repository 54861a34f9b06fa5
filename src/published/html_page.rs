//! Pages in HTML out of templates. What data says is escaped.

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};
use serde::Serialize;

use crate::ground::bounded::{Work, within};
use crate::library::store::Library;
use crate::library::trouble::Trouble;
use crate::render::{tag_lines, word_slips};

/// The steps that a page may take; one of 1,000 files and 10,000 findings takes some hundred thousand.
const FUEL: u64 = 50_000_000;

/// Sets a page by a template below `templates/`.
///
/// # Errors
///
/// What is wrong with the template.
pub fn set(library: &Library, template: &str, page: impl Serialize) -> Result<Vec<u8>, Trouble> {
    set_with(library, template, &[], page)
}

/// Sets a page by a template that names others below `templates/`: a frame that it `extends`, macros that it `import`s.
///
/// # Errors
///
/// What is wrong with one of them.
pub fn set_with(
    library: &Library,
    template: &str,
    others: &[&'static str],
    page: impl Serialize,
) -> Result<Vec<u8>, Trouble> {
    let text = library.text(template)?;
    let mut environment = Environment::new();
    for other in others {
        let added = environment.add_template(other, library.text(other)?);
        added.map_err(|error| word_slips::describe(other, &error))?;
    }
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_fuel(Some(FUEL));
    environment.set_debug(true);
    let page = Value::from(Serde(page));
    let render = || environment.render_named_str(template, &tag_lines::settled(text), page);
    let rendered = within(&Work::of_template(format!("templates/{template}")), render);
    rendered
        .map_err(|(name, excess)| Trouble::excess(&name, excess))?
        .map(|printed| tag_lines::without_empty(&printed, |_| false).into_bytes())
        .map_err(|error| word_slips::describe(template, &error))
}

/// Percent-encodes what an address can't hold; a path's slashes stay.
pub fn address(path: &str) -> String {
    path.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => char::from(b).to_string(),
            b => format!("%{b:02X}"),
        })
        .collect()
}
