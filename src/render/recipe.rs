//! What a PDF is made of, and what is remembered of it: one that lies in its place and is made of the same is not set
//! again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Hashes of template files by their paths below `templates/`: 「lib/main.typ」.
pub type TemplateHashes = BTreeMap<String, String>;

/// What a PDF is made of, as far as it is known before the PDF is set: of each part its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipe {
    /// The program.
    pub program: String,
    /// The fonts, and their order.
    pub fonts: String,
    /// What all papers of the cycle share (`/data/shared.json`).
    pub house: String,
    /// The job's data (`/data/job.json`), and the name by which the PDF identifies itself.
    pub data: String,
}

/// What is known of a PDF once it is set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Laid {
    /// How many pages it has.
    pub pages: usize,
    /// The ids of the figures that it prints, each with its pages, from 1.
    pub figures: BTreeMap<String, Vec<usize>>,
    /// The last page of each of its papers, from 1.
    pub ends: Vec<usize>,
    /// The pages on which there is an ink that is no grey, from 1; not looked for in a PDF without papers.
    pub in_colour: Vec<usize>,
}

/// A PDF that was set now: what will be remembered of it, but for its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewlySet {
    /// What it was made of.
    pub recipe: Recipe,
    /// The template files that its templates read.
    pub templates: TemplateHashes,
    /// What is known of it.
    pub laid: Laid,
    /// Why it was set.
    pub cause: Remake,
}

/// Why a file is made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remake {
    /// It was not made before, or nothing is remembered of it.
    New,
    /// All was to be made anew.
    Asked,
    /// It is not there any more, or somebody changed it.
    Touched,
    /// Another program made it.
    Program,
    /// It was set with other fonts.
    Fonts,
    /// What all papers share is another: the plan's name, the secretariat.
    House,
    /// A template that it reads is another, or gone; its path below `templates/`.
    Template(String),
    /// It shows something else.
    Data,
}
