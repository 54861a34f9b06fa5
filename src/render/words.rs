//! Prose: letters, policies and the words of `cycle.toml`, filled in by minijinja. Undefined names are errors,
//! and fuel bounds what a template may do. The result is words and figures; it never becomes markup.

use std::collections::BTreeMap;

use minijinja::{Environment, Error, ErrorKind, State, UndefinedBehavior, Value};
use toml::Spanned;

use super::figure_facts::WordFacts;
use super::filled_text::FilledText;
use super::tag_lines;
use crate::library::store::Library;
use crate::library::trouble::{NOT_THERE, Trouble};
use crate::model::cycle::SourceText;

/// The steps that one template may take; a letter takes some hundred.
const FUEL: u64 = 200_000;
/// The folder of prose in the templates.
const FOLDER: &str = "words/";
const ENDING: &str = ".txt.j2";

/// All prose templates.
pub struct Words {
    environment: Environment<'static>,
    /// The templates that can't be read; they matter to those who use them.
    broken: BTreeMap<String, Trouble>,
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
        environment.add_function("paper", paper);
        let mut broken = BTreeMap::new();
        for (path, _) in library.below(FOLDER) {
            let Some(name) = path.strip_prefix(FOLDER).and_then(|p| p.strip_suffix(ENDING)) else { continue };
            let added = library.text(path).and_then(|text| {
                let added = environment.add_template_owned(name.to_owned(), tag_lines::settled(text));
                added.map_err(|error| describe(path, &error))
            });
            if let Err(trouble) = added {
                broken.insert(name.to_owned(), trouble);
            }
        }
        Self { environment, broken }
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
        let filled = facts.fill(&self.environment, |environment, names| {
            environment.get_template(name)?.render(names.clone())
        });
        filled.map_err(|error| self.trouble(name, &error))
    }

    /// What is wrong, where it is: perhaps in a template that this one includes.
    fn trouble(&self, name: &str, error: &Error) -> Trouble {
        let error = innermost(error);
        let missing = error.detail().filter(|_| error.kind() == ErrorKind::TemplateNotFound);
        let quoted = missing.and_then(|detail| detail.split('"').nth(1));
        match quoted.and_then(|missing| self.broken.get(missing)) {
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
        let settled = tag_lines::settled(template);
        let filled = facts
            .fill(&self.environment, |environment, names| environment.render_str(&settled, names.clone()));
        filled.map_err(|error| match innermost(&error).name() {
            Some(name) if self.environment.get_template(name).is_ok() => self.trouble(name, &error),
            _ => Trouble { origin: source.of(text), message: reason(innermost(&error)) },
        })
    }
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

/// What is wrong with a template of minijinja, by its path below `templates/`.
pub fn describe(path: &str, error: &Error) -> Trouble {
    match error.line() {
        Some(line) => Trouble::at(path, line, 1, reason(error)),
        None => Trouble::in_file(path, reason(error)),
    }
}

fn reason(error: &Error) -> String {
    match error.kind() {
        ErrorKind::UndefinedError => match named(error) {
            Some(name) => format!("「{name}」という名前の値はありません。"),
            None => "知らない名前が使われています。".into(),
        },
        ErrorKind::OutOfFuel => "終わりません（繰り返しが多すぎます）。".into(),
        ErrorKind::UnknownFilter => unknown(error, "| で使う整え方"),
        ErrorKind::UnknownTest => unknown(error, "is で使う調べ方"),
        ErrorKind::UnknownFunction | ErrorKind::UnknownMethod => unknown(error, "関数"),
        ErrorKind::TemplateNotFound => unknown(error, "文面"),
        ErrorKind::SyntaxError => format!("書き方の誤り: {}", detail(error)),
        // What a function of ours says is said in Japanese.
        _ if !detail(error).is_ascii() => detail(error),
        _ => format!("埋め込みの誤り: {}", detail(error)),
    }
}

/// That something of this kind is not there, with minijinja's own words, which name it.
fn unknown(error: &Error, kind: &str) -> String {
    format!("知らない{kind}が使われています: {}", detail(error))
}

fn detail(error: &Error) -> String {
    error.detail().map_or_else(|| error.kind().to_string(), Into::into)
}

/// The expression that an error is about, from its first name on: 「bodies.kaigii.short」.
fn named(error: &Error) -> Option<&str> {
    let (source, range) = (error.template_source()?, error.range()?);
    // Of a chain of names the error knows only the end.
    let in_chain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '[' | ']');
    let start = source.get(..range.start)?.trim_end_matches(in_chain).len();
    source.get(start..range.end)
}
