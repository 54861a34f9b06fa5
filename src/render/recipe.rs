//! What a PDF is made of, and what is remembered of it: one that lies in its place and is made of the same is not set
//! again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Hashes of template files by their paths below `templates/`: 「lib/main.typ」.
pub type TemplateHashes = BTreeMap<String, String>;

/// What a PDF is made of, as far as it is known before the PDF is set: of each part its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// A PDF as it is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    /// What it was made of.
    pub recipe: Recipe,
    /// The template files that its templates read.
    pub templates: TemplateHashes,
    /// What was known of it when it was set.
    pub laid: Laid,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
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

impl Remembered {
    /// Why a PDF of this recipe is not the one that is remembered; none if it is. `templates` are the files as they are
    /// now.
    pub fn differs(&self, recipe: &Recipe, templates: &TemplateHashes) -> Option<Remake> {
        let parts = [
            (self.recipe.program == recipe.program, Remake::Program),
            (self.recipe.fonts == recipe.fonts, Remake::Fonts),
            (self.recipe.house == recipe.house, Remake::House),
            (self.recipe.data == recipe.data, Remake::Data),
        ];
        if let Some((_, cause)) = parts.into_iter().find(|(same, _)| !same) {
            return Some(cause);
        }
        let other = self.templates.iter().find(|(path, hash)| templates.get(*path) != Some(hash));
        other.map(|(path, _)| Remake::Template(path.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_of_the_same_does_not_differ_and_what_differs_says_why() {
        let recipe = Recipe { program: "p".into(), fonts: "f".into(), house: "h".into(), data: "d".into() };
        let templates = TemplateHashes::from([("lib/a.typ".into(), "1".into())]);
        let before = Remembered {
            recipe: recipe.clone(),
            templates: templates.clone(),
            laid: Laid::default(),
            sha256: "s".into(),
            bytes: 1,
        };
        let mut now = templates.clone();
        now.insert("lib/unread.typ".into(), "2".into());
        assert_eq!(before.differs(&recipe, &now), None);
        now.insert("lib/a.typ".into(), "2".into());
        let changed = || Some(Remake::Template("lib/a.typ".into()));
        assert_eq!(before.differs(&recipe, &now), changed());
        assert_eq!(before.differs(&recipe, &TemplateHashes::new()), changed());
        let of = |change: &dyn Fn(&mut Recipe)| {
            let mut other = recipe.clone();
            change(&mut other);
            before.differs(&other, &templates)
        };
        assert_eq!(of(&|r| r.program.push('x')), Some(Remake::Program));
        assert_eq!(of(&|r| r.fonts.push('x')), Some(Remake::Fonts));
        assert_eq!(of(&|r| r.house.push('x')), Some(Remake::House));
        assert_eq!(of(&|r| r.data.push('x')), Some(Remake::Data));
    }
}
