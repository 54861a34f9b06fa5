//! The templates: those that are built in, and a root's own, which take their place file by file.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use super::trouble::{NOT_THERE, Trouble};
use crate::ground::coverage::FontFile;
use crate::ground::origin::Origin;
use crate::model::cycle::SourceText;
use crate::model::value::Cell;
use crate::read::input::InputFile;
use crate::read::toml_slips::describe;

static BUILT_IN: Dir = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The built-in fonts in the order in which they are tried.
const FONTS: [&str; 8] = [
    "fonts/BIZUDMincho-Regular.ttf",
    "fonts/BIZUDMincho-Bold.ttf",
    "fonts/BIZUDGothic-Regular.ttf",
    "fonts/BIZUDGothic-Bold.ttf",
    "fonts/NotoSerifJP-Regular.ttf",
    "fonts/NotoSansJP-Regular.ttf",
    "fonts/NotoSansSymbols2-Regular.ttf",
    "fonts/NotoSerif-Regular.ttf",
];

/// All template files, by their path below `templates/`.
#[derive(Clone)]
pub struct Library {
    files: BTreeMap<String, Cow<'static, [u8]>>,
    /// The cycle's own fonts, after the built-in ones.
    fonts: Vec<InputFile>,
}

impl Library {
    /// The built-in files overlaid with a root's `templates/` and its `inputs/fonts/`.
    pub fn new(own: &[InputFile], fonts: Vec<InputFile>) -> Self {
        let mut files = BTreeMap::new();
        collect(&BUILT_IN, &mut files);
        for file in own {
            if let Some(path) = file.path.strip_prefix("templates/") {
                files.insert(path.to_owned(), Cow::Owned(file.bytes.to_vec()));
            }
        }
        Self { files, fonts }
    }

    /// A file's bytes.
    pub fn get(&self, path: &str) -> Option<&Cow<'static, [u8]>> {
        self.files.get(path)
    }

    /// The root's own files, those that take a built-in one's place among them.
    pub fn own(&self) -> impl Iterator<Item = &str> {
        self.files.iter().filter(|(_, bytes)| matches!(bytes, Cow::Owned(_))).map(|(path, _)| path.as_str())
    }

    /// The files below a folder, in order.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        self.files.iter().filter(move |(p, _)| p.starts_with(folder)).map(|(p, b)| (p.as_str(), b.as_ref()))
    }

    /// The names that a cycle can refer to: `documents/targets`, `words/policy`, `annexes/indicators`.
    pub fn names(&self) -> BTreeSet<String> {
        let name = |path: &String| {
            path.strip_suffix("/document.typ")
                .filter(|folder| self.files.contains_key(&format!("{folder}/document.toml")))
                .or_else(|| path.strip_suffix(".txt.j2"))
                .or_else(|| path.strip_suffix(".toml").filter(|p| p.starts_with("annexes/")))
                .map(Into::into)
        };
        self.files.keys().filter_map(name).collect()
    }

    /// A declaration in TOML.
    ///
    /// # Errors
    ///
    /// What is wrong with the file, and where.
    pub fn toml<T: serde::de::DeserializeOwned>(&self, path: &str) -> Result<T, Trouble> {
        let text = self.text(path)?;
        toml::from_str(text).map_err(|error: toml::de::Error| {
            let source = SourceText { file: format!("templates/{path}").into(), text: text.into() };
            Trouble {
                origin: source.at(error.span().map_or(0, |span| span.start)),
                message: describe(error.message()),
            }
        })
    }

    /// A template's text.
    ///
    /// # Errors
    ///
    /// If it is not there, or is not UTF-8.
    pub fn text(&self, path: &str) -> Result<&str, Trouble> {
        let bytes = self.get(path).ok_or_else(|| Trouble::in_file(path, NOT_THERE))?;
        std::str::from_utf8(bytes).map_err(|_| Trouble::in_file(path, "UTF-8 で保存してください。"))
    }

    /// The lines of documents and words that are printed as they stand and hold more than ASCII: a rule looks in them for
    /// characters that the fonts lack.
    pub fn texts(&self) -> Vec<Cell> {
        const PRINTED: [&str; 4] = ["words/", "documents/", "lib/", "print/"];
        let is_printed = |path: &str| {
            PRINTED.iter().any(|folder| path.starts_with(folder))
                && [".j2", ".typ", ".toml"].iter().any(|end| path.ends_with(end))
        };
        let mut texts = Vec::new();
        for (path, bytes) in self.below("").filter(|(path, _)| is_printed(path)) {
            let file: Arc<str> = format!("templates/{path}").into();
            for (line, text) in (1..).zip(String::from_utf8_lossy(bytes).lines()) {
                if !text.is_ascii() && !text.trim_start().starts_with("//") {
                    let origin = Origin::Text { file: file.clone(), line, column: 1 };
                    texts.push(Cell { text: text.into(), origin });
                }
            }
        }
        texts
    }

    /// Every font in the order in which it is tried, with the path it came from.
    pub fn fonts(&self) -> impl Iterator<Item = (&str, Cow<'static, [u8]>)> {
        let built_in = FONTS.iter().filter_map(|path| Some((*path, self.get(path)?.clone())));
        let own = self.fonts.iter().map(|file| (&*file.path, Cow::Owned(file.bytes.to_vec())));
        built_in.chain(own)
    }

    /// The same fonts as [`fonts`](Self::fonts), borrowed: to ask which characters each can draw.
    pub fn font_files(&self) -> impl Iterator<Item = FontFile<'_>> {
        let built_in = FONTS.iter().filter_map(|path| Some(FontFile { path, bytes: self.get(path)? }));
        built_in.chain(self.fonts.iter().map(|file| FontFile { path: &file.path, bytes: &file.bytes }))
    }
}

fn collect(dir: &Dir<'static>, files: &mut BTreeMap<String, Cow<'static, [u8]>>) {
    for file in dir.files() {
        if let Some(path) = file.path().to_str() {
            files.insert(path.replace('\\', "/"), Cow::Borrowed(file.contents()));
        }
    }
    dir.dirs().for_each(|dir| collect(dir, files));
}
