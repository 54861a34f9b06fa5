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
    let text = library.text(template)?;
    let mut environment = Environment::new();
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
