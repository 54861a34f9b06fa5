//! Prose: letters, policies and the words of `cycle.toml`, filled in by minijinja. Undefined names are errors,
//! and fuel bounds what a template may do. The result is words and figures; it never becomes markup.

use std::collections::BTreeMap;

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value, escape_formatter};
use toml::Spanned;

use super::figure_facts::WordFacts;
use super::filled_text::FilledText;
use super::tag_lines;
use super::word_slips::{describe, quoted, reason};
use crate::ground::bounded::{Work, within};
use crate::library::store::Library;
use crate::library::trouble::{NOT_THERE, Trouble};
use crate::model::cycle::SourceText;

/// The steps that one template may take; a letter takes some hundred.
const FUEL: u64 = 200_000;
/// The bytes that a text may have; a letter has some thousand.
const LONGEST: usize = 1_000_000;
/// The folder of prose in the templates.
const FOLDER: &str = "words/";
const ENDING: &str = ".txt.j2";

/// All prose templates.
pub struct Words {
    environment: Environment<'static>,
    /// The templates that can't be read; they matter to those who use them.
    broken: BTreeMap<String, Trouble>,
    /// All of them, one after the other.
    texts: String,
}

impl Words {
    /// Reads the templates of `words/`. One that can't be read is kept as trouble, and troubles only those who use
    /// it.
    pub fn new(library: &Library) -> Self {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        // Only then an error knows which expression it is about.
        environment.set_debug(true);
        environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
        environment.set_formatter(letters_only);
        environment.add_function("paper", paper);
        let (mut broken, mut texts) = (BTreeMap::new(), String::new());
        for (path, _) in library.below(FOLDER) {
            let Some(name) = path.strip_prefix(FOLDER).and_then(|p| p.strip_suffix(ENDING)) else { continue };
            let added = library.text(path).and_then(|text| {
                texts.push_str(text);
                if let Some((line, mark)) = tag_lines::stray(text) {
                    return Err(Trouble::at(path, line, 1, half_a_tag(mark)));
                }
                let added = environment.add_template_owned(name.to_owned(), tag_lines::settled(text));
                added.map_err(|error| describe(path, &error))
            });
            if let Err(trouble) = added {
                broken.insert(name.to_owned(), trouble);
            }
        }
        Self { environment, broken, texts }
    }

    /// Whether a template may name a fact: it says the word.
    pub fn mention(&self, fact: &str) -> bool {
        self.texts.contains(fact)
    }

    /// Fills in the template of this name, 「inquiry-notice」, with the facts.
    ///
    /// # Errors
    ///
    /// What is wrong with the template, and where.
    pub fn render(&self, name: &str, facts: &WordFacts) -> Result<FilledText, Trouble> {
        if let Some(trouble) = self.broken.get(name) {
            return Err(trouble.clone());
        }
        let path = format!("{FOLDER}{name}{ENDING}");
        self.environment.get_template(name).map_err(|_| Trouble::in_file(&path, NOT_THERE))?;
        let fill = || {
            facts.fill(&self.environment, |environment, names| {
                environment.get_template(name)?.render(names.clone()).and_then(not_too_long)
            })
        };
        let filled = within(&Work::of_template(format!("templates/{path}")), fill);
        let filled = filled.map_err(|(name, excess)| Trouble::excess(&name, excess))?;
        filled.map_err(|error| self.trouble(name, &error))
    }

    /// What is wrong, where it is: perhaps in a template that this one includes.
    fn trouble(&self, name: &str, error: &Error) -> Trouble {
        let error = innermost(error);
        let missing = error.detail().filter(|_| error.kind() == ErrorKind::TemplateNotFound);
        match missing.and_then(quoted).and_then(|missing| self.broken.get(missing)) {
            Some(broken) => broken.clone(),
            None => describe(&format!("{FOLDER}{}{ENDING}", error.name().unwrap_or(name)), error),
        }
    }

    /// Fills in a text that stands in `cycle.toml`.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, and where it stands in `source`.
    pub fn expand(
        &self,
        text: &Spanned<String>,
        source: &SourceText,
        facts: &WordFacts,
    ) -> Result<FilledText, Trouble> {
        let template = text.get_ref();
        if !template.contains('{') {
            return Ok(FilledText::default().words(template));
        }
        if let Some((_, mark)) = tag_lines::stray(template) {
            return Err(Trouble { origin: source.of(text), message: half_a_tag(mark) });
        }
        let settled = tag_lines::settled(template);
        let fill = || {
            facts.fill(&self.environment, |environment, names| {
                environment.render_str(&settled, names.clone()).and_then(not_too_long)
            })
        };
        let filled = within(&Work::of_template(&*source.file), fill);
        let filled = filled.map_err(|(name, excess)| Trouble::excess(&name, excess))?;
        filled.map_err(|error| match innermost(&error).name() {
            Some(name) if self.environment.get_template(name).is_ok() => self.trouble(name, &error),
            _ => Trouble { origin: source.of(text), message: reason(innermost(&error)) },
        })
    }
}

/// Prints a value. What is no text or number would be printed as programs write it: 「none」, 「{"name": …}」.
fn letters_only(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    if value.as_str().is_some_and(|text| text.len() > LONGEST) {
        return Err(too_long());
    }
    let message = match value.kind() {
        ValueKind::String | ValueKind::Number | ValueKind::Undefined => {
            return escape_formatter(out, state, value);
        }
        ValueKind::None => "値がありません（none）。{% if … %} で確かめてから置いてください。",
        ValueKind::Bool => "真偽（true、false）は置けません。{% if … %} で使ってください。",
        ValueKind::Seq | ValueKind::Iterable => {
            "並びはそのまま置けません。|join(\"、\") でつなぐか、{% for … %} で一つずつ置いてください。"
        }
        _ => "項目の組はそのまま置けません。「.」で項目の名（plan.name など）を続けてください。",
    };
    Err(Error::new(ErrorKind::InvalidOperation, message))
}

/// A text, unless it is longer than any that people read: `{{ "字" * 100000000 }}` would be set for hours.
fn not_too_long(text: String) -> Result<String, Error> {
    if text.len() > LONGEST { Err(too_long()) } else { Ok(text) }
}

fn too_long() -> Error {
    let message = "文が長すぎます（1 MB まで）。繰り返す数（{% for … %}、「*」）を確かめてください。";
    Error::new(ErrorKind::InvalidOperation, message)
}

/// `paper("targets")`: what the stage calls a paper, 「資料３」.
fn paper(state: &State, id: &str) -> Result<Value, Error> {
    let papers = state.lookup("papers").unwrap_or_default();
    match papers.get_attr(id) {
        Ok(name) if !name.is_undefined() => Ok(name),
        _ => Err(Error::new(ErrorKind::InvalidOperation, format!("資料「{id}」はこの段階にありません"))),
    }
}

/// The error that another is about, as one in an included template.
fn innermost(error: &Error) -> &Error {
    let mut error = error;
    while let Some(inner) = std::error::Error::source(error).and_then(|inner| inner.downcast_ref()) {
        error = inner;
    }
    error
}

/// What is said of a sign that is only half of a tag, and would be printed as it stands.
fn half_a_tag(mark: &str) -> String {
    format!("「{mark}」だけがあります。{{{{ … }}}} と {{% … %}} は半角で、対にして書いてください。")
}
