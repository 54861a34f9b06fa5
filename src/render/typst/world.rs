//! What typst can see: the templates, the data of the cycle and of the job, the fonts, and nothing else. No disk, no clock, no network.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU16;
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;
use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Binding, Bytes, Datetime, Duration, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library as Std, LibraryExt, World};
use typst_kit::files::{FileLoader, FileStore};
use typst_kit::fonts::FontStore;

use super::phrase_book::{JobPhrases, LONGEST, NO_TEXTS, PhraseBook};
use crate::ground::coverage::Coverage;
use crate::ground::hash::{sha256, sha256_of};
use crate::ground::program::{self, PROGRAM};
use crate::library::store::Library;
use crate::render::recipe::{Recipe, TemplateHashes};

/// The file that every paper starts from, and that from which what is printed starts.
const MAIN: &str = "/lib/main.typ";
const PRINT: &str = "/print/main.typ";
/// Where the data lies, which is no template.
const DATA: &str = "/data/";
/// The data that all papers of a cycle share.
const SHARED: &str = "/data/shared.json";
/// The data of the job.
const JOB: &str = "/data/job.json";
/// Where the texts of the job may end a line: those of 45 bytes in `45.json`. And the papers to which they lead.
const PHRASES: &str = "/data/phrases/";
const PAPERS: &str = "/data/phrases/papers.json";
/// The PDF whose pages a job lays on sheets.
const PAGES: &str = "/data/source.pdf";

/// Of the shared data, what the metadata of papers say.
#[derive(Deserialize)]
struct Creator {
    creator: String,
}

/// What all jobs of a run share: parsed once, never changed.
pub struct Typesetter<'a> {
    /// What the fonts can draw: texts come to typst without what they can't.
    coverage: Coverage<'a>,
    std: LazyHash<Std>,
    fonts: FontStore,
    files: FileStore<Templates>,
    main: FileId,
    print: FileId,
    job: FileId,
    papers: FileId,
    /// Those of the texts' lengths.
    phrases: Vec<FileId>,
    pages: FileId,
    book: PhraseBook,
    /// The root's own templates, as paths below `templates/`.
    own: BTreeSet<&'a str>,
    /// What all jobs are made with: each recipe has it, with the hash of its data.
    made_with: Recipe,
    /// What made the papers, as their metadata say.
    creator: String,
    hashes: TemplateHashes,
}

impl<'a> Typesetter<'a> {
    /// A typesetter over the templates and the cycle's shared data.
    pub fn new(library: &'a Library, shared: Vec<u8>) -> Self {
        let (coverage, _) = Coverage::new(library.font_files());
        let made_with = Recipe {
            program: PROGRAM.into(),
            fonts: fonts_hash(library),
            house: sha256(&shared).to_string(),
            data: String::new(),
        };
        let creator = serde_json::from_slice(&shared).map(|Creator { creator }| creator);
        let files = Templates::new(library, &coverage, shared);
        let mut fonts = FontStore::new();
        for (_, bytes) in library.fonts() {
            fonts.extend(Font::iter(Bytes::new(bytes)).map(|font| {
                let info = font.info().clone();
                (font, info)
            }));
        }
        Self {
            std: LazyHash::new(names()),
            fonts,
            hashes: files.hashes(),
            files: FileStore::new(files),
            main: file_id(MAIN),
            print: file_id(PRINT),
            job: file_id(JOB),
            papers: file_id(PAPERS),
            phrases: (0..=LONGEST).map(|length| file_id(&format!("{PHRASES}{length}.json"))).collect(),
            book: PhraseBook::default(),
            pages: file_id(PAGES),
            own: library.own().collect(),
            coverage,
            made_with,
            // What was published before papers said it has no such name.
            creator: creator.unwrap_or_else(|_| program::creator(false)),
        }
    }

    /// What is printed of a text.
    pub fn printable<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.coverage.printable(text)
    }

    /// What the PDF of a job is made of, but for the templates that it reads.
    pub fn recipe(&self, job: &[u8], identity: &str) -> Recipe {
        Recipe { data: sha256_of([identity.as_bytes(), job]), ..self.made_with.clone() }
    }

    /// The hashes of all template files that a job may read.
    pub fn template_hashes(&self) -> &TemplateHashes {
        &self.hashes
    }

    /// A world in which `job` is the job's data.
    pub fn world(&self, job: Vec<u8>) -> JobWorld<'_> {
        self.job_world(self.main, job, None)
    }

    /// A world of what is printed: name cards, the plan, or the pages of a PDF on sheets.
    pub fn print_world(&self, job: Vec<u8>, pages: Option<Bytes>) -> JobWorld<'_> {
        self.job_world(self.print, job, pages)
    }

    fn job_world(&self, main: FileId, job: Vec<u8>, pages: Option<Bytes>) -> JobWorld<'_> {
        let job = printable(&self.coverage, job);
        let size = job.len();
        let JobPhrases { by_length, papers } = self.book.of(&job);
        let id = |length: usize| self.phrases.get(length).copied();
        let texts = by_length.into_iter().filter_map(|(length, json)| Some((id(length)?, Bytes::new(json))));
        let data = [(self.papers, Bytes::new(papers)), (self.job, Bytes::new(job))].into_iter();
        let data = data.chain(pages.map(|pages| (self.pages, pages))).chain(texts);
        let data = data.map(|(id, data)| (id.into_raw(), data)).collect();
        JobWorld { setter: self, main, size, data, served: Mutex::default() }
    }
}

/// Typst's own names: with `pdf.header-cell`, by which tables name their rows for those who hear them; without `plugin`,
/// as a template brings no program that runs without end.
fn names() -> Std {
    let mut std = Std::builder().with_features([Feature::A11yExtras].into_iter().collect()).build();
    std.global.scope_mut().bind("plugin".into(), Binding::detached(Value::None));
    std.std = Binding::detached(std.global.clone());
    std
}

/// A text, if it is one, as it can be printed.
fn printable(coverage: &Coverage<'_>, bytes: Vec<u8>) -> Vec<u8> {
    match std::str::from_utf8(&bytes).map(|text| coverage.printable(text)) {
        Ok(Cow::Owned(text)) => text.into_bytes(),
        _ => bytes,
    }
}

/// The id of a template, or of data.
fn file_id(path: &str) -> FileId {
    // The paths are this file's and the templates' own; none of them leaves the root.
    let path = VirtualPath::new(path).unwrap_or_else(|_| VirtualPath::new("/").expect("the root is a path"));
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The world of one job.
pub struct JobWorld<'a> {
    setter: &'a Typesetter<'a>,
    main: FileId,
    size: usize,
    /// The data of the job alone, by their files.
    data: BTreeMap<NonZeroU16, Bytes>,
    /// The files that were asked for, apart from the job's own.
    served: Mutex<BTreeSet<String>>,
}

impl JobWorld<'_> {
    /// The template files that the job has read so far, with their hashes.
    pub fn served(&self) -> TemplateHashes {
        let served = self.served.lock().unwrap_or_else(PoisonError::into_inner);
        let hash = |path: &String| self.setter.hashes.get_key_value(path);
        served.iter().filter_map(hash).map(|(path, hash)| (path.clone(), hash.clone())).collect()
    }

    fn note(&self, id: FileId) {
        self.served
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(id.vpath().get_without_slash().to_owned());
    }

    /// What made the papers, as their metadata say.
    pub fn creator(&self) -> &str {
        &self.setter.creator
    }

    /// How many bytes of data the job has.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Whether a file is one of the root's own templates.
    pub fn is_own(&self, id: FileId) -> bool {
        *id.root() == VirtualRoot::Project && self.setter.own.contains(id.vpath().get_without_slash())
    }
}

impl World for JobWorld<'_> {
    fn library(&self) -> &LazyHash<Std> {
        &self.setter.std
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.setter.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.note(id);
        self.setter.files.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match self.data.get(&id.into_raw()) {
            Some(data) => Ok(data.clone()),
            None => {
                self.note(id);
                self.setter.files.file(id)
            }
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.setter.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The templates and the shared data, by their paths.
struct Templates {
    files: BTreeMap<String, Bytes>,
}

impl Templates {
    fn new(library: &Library, coverage: &Coverage<'_>, shared: Vec<u8>) -> Self {
        const FOLDERS: [&str; 3] = ["lib/", "documents/", "print/"];
        let typst =
            library.below("").filter(|(path, _)| FOLDERS.iter().any(|folder| path.starts_with(folder)));
        let text = |path: &str, bytes: &[u8]| match path.ends_with(".typ") {
            true => Bytes::new(printable(coverage, bytes.to_vec())),
            false => Bytes::new(bytes.to_vec()),
        };
        let mut files: BTreeMap<_, _> =
            typst.map(|(path, bytes)| (format!("/{path}"), text(path, bytes))).collect();
        files.insert(SHARED.into(), Bytes::new(printable(coverage, shared)));
        files.extend((0..=LONGEST).map(|length| (format!("{PHRASES}{length}.json"), Bytes::new(NO_TEXTS))));
        Self { files }
    }

    /// The hash of each file by its path below `templates/`; data is none.
    fn hashes(&self) -> TemplateHashes {
        let templates = self.files.iter().filter(|(path, _)| !path.starts_with(DATA));
        let hash = |(path, bytes): (&String, &Bytes)| (path[1..].to_owned(), sha256(bytes).to_string());
        templates.map(hash).collect()
    }
}

/// The hash of the fonts in their order. The built-in ones are part of the program.
fn fonts_hash(library: &Library) -> String {
    let own = |(path, bytes): (&str, Cow<'_, [u8]>)| match bytes {
        Cow::Borrowed(_) => path.to_owned(),
        Cow::Owned(bytes) => format!("{path} {}", sha256(&bytes)),
    };
    sha256(library.fonts().map(own).collect::<Vec<_>>().join("\n").as_bytes()).to_string()
}

impl FileLoader for Templates {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        if let VirtualRoot::Package(package) = id.root() {
            return Err(FileError::Package(PackageError::NotFound(package.clone())));
        }
        let path = id.vpath().get_with_slash();
        self.files.get(path).cloned().ok_or_else(|| FileError::NotFound(path.into()))
    }
}
