//! What a build remembers of the files in `out/` for the next one. It may be lost at any time: then all is made again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::manifest::Manifest;
use crate::render::recipe::{Laid, NewlySet, Recipe, Remake, TemplateHashes};

/// What was made, and of what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// The SHA-256 of each input file of the last build, by its path below the root.
    pub inputs: BTreeMap<String, String>,
    /// The hash of all that decided what the last build made; none if it left something open, or had something to say of
    /// what it made.
    #[serde(default)]
    pub whole: Option<String>,
    /// What PDFs were made with. The letters to ten thousand share one of these.
    made_with: Vec<MadeWith>,
    /// The PDFs by their paths below `out/`.
    files: BTreeMap<String, Remembered>,
}

/// What a PDF was made with beside its data: of each part its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct MadeWith {
    program: String,
    fonts: String,
    house: String,
    /// The template files that its templates read.
    templates: TemplateHashes,
}

/// A PDF as it is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    /// The place in the list of what PDFs were made with.
    made_with: usize,
    data: String,
    /// What was known of it when it was set.
    pub laid: Laid,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
}

impl Memory {
    /// Reads what a build remembered. What can't be read is as if it were not there.
    pub fn read(bytes: &[u8]) -> Self {
        serde_json::from_slice(bytes).unwrap_or_default()
    }

    /// A PDF by its path below `out/`.
    pub fn file(&self, path: &str) -> Option<&Remembered> {
        self.files.get(path)
    }

    /// Remembers a PDF that was set now.
    pub fn add(&mut self, path: String, set: NewlySet, sha256: String, bytes: u64) {
        let NewlySet { recipe: Recipe { program, fonts, house, data }, templates, laid, .. } = set;
        let with = MadeWith { program, fonts, house, templates };
        self.keep(path, with, Remembered { made_with: 0, data, laid, sha256, bytes });
    }

    fn keep(&mut self, path: String, with: MadeWith, file: Remembered) {
        let known = self.made_with.iter().position(|known| *known == with);
        let made_with = known.unwrap_or_else(|| {
            self.made_with.push(with);
            self.made_with.len() - 1
        });
        self.files.insert(path, Remembered { made_with, ..file });
    }

    /// Takes over what another one remembers.
    pub fn join(&mut self, other: Self) {
        for (path, file) in other.files {
            if let Some(with) = other.made_with.get(file.made_with) {
                self.keep(path, with.clone(), file);
            }
        }
    }

    /// The same with what was made now; what was published no longer is forgotten.
    pub fn renewed(
        &self,
        made: Self,
        inputs: BTreeMap<String, String>,
        whole: Option<String>,
        now: &Manifest,
    ) -> Self {
        let mut renewed = Self { inputs, whole, ..Self::default() };
        for mut part in [self.clone(), made] {
            part.files.retain(|path, file| now.file(path).is_some_and(|entry| entry.sha256 == file.sha256));
            renewed.join(part);
        }
        renewed
    }

    /// The PDF of a path, if it was made of this recipe and of these templates.
    ///
    /// # Errors
    ///
    /// Why it must be set.
    pub fn same(
        &self,
        path: &str,
        recipe: &Recipe,
        templates: &TemplateHashes,
    ) -> Result<&Remembered, Remake> {
        let file = self.files.get(path).ok_or(Remake::New)?;
        let with = self.made_with.get(file.made_with).ok_or(Remake::New)?;
        let parts = [
            (with.program == recipe.program, Remake::Program),
            (with.fonts == recipe.fonts, Remake::Fonts),
            (with.house == recipe.house, Remake::House),
            (file.data == recipe.data, Remake::Data),
        ];
        if let Some((_, cause)) = parts.into_iter().find(|(same, _)| !same) {
            return Err(cause);
        }
        match with.templates.iter().find(|(path, hash)| templates.get(*path) != Some(hash)) {
            Some((path, _)) => Err(Remake::Template(path.clone())),
            None => Ok(file),
        }
    }

    /// The inputs that are new, gone or changed since the last build, by their paths.
    pub fn changed(&self, inputs: &BTreeMap<String, String>) -> Vec<String> {
        let gone = self.inputs.keys().filter(|path| !inputs.contains_key(*path));
        let changed =
            inputs.iter().filter(|(path, hash)| self.inputs.get(*path) != Some(hash)).map(|(path, _)| path);
        let mut all: Vec<String> = gone.chain(changed).cloned().collect();
        all.sort();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recipe(data: &str) -> Recipe {
        Recipe { program: "p".into(), fonts: "f".into(), house: "h".into(), data: data.into() }
    }

    fn memory(files: &[(&str, &str)]) -> (Memory, TemplateHashes) {
        let templates = TemplateHashes::from([("lib/a.typ".into(), "1".into())]);
        let mut memory = Memory::default();
        for (path, data) in files {
            let set = NewlySet {
                recipe: recipe(data),
                templates: templates.clone(),
                laid: Laid::default(),
                cause: Remake::New,
            };
            memory.add((*path).to_owned(), set, (*data).to_owned(), 1);
        }
        (memory, templates)
    }

    #[test]
    fn what_is_made_of_the_same_does_not_differ_and_what_differs_says_why() {
        let (memory, mut now) = memory(&[("a.pdf", "d")]);
        now.insert("lib/unread.typ".into(), "2".into());
        assert!(memory.same("a.pdf", &recipe("d"), &now).is_ok());
        assert_eq!(memory.same("b.pdf", &recipe("d"), &now), Err(Remake::New));
        let of = |change: &dyn Fn(&mut Recipe)| {
            let mut other = recipe("d");
            change(&mut other);
            memory.same("a.pdf", &other, &now).err()
        };
        assert_eq!(of(&|r| r.program.push('x')), Some(Remake::Program));
        assert_eq!(of(&|r| r.fonts.push('x')), Some(Remake::Fonts));
        assert_eq!(of(&|r| r.house.push('x')), Some(Remake::House));
        assert_eq!(of(&|r| r.data.push('x')), Some(Remake::Data));
        let changed = Err(Remake::Template("lib/a.typ".into()));
        assert_eq!(memory.same("a.pdf", &recipe("d"), &TemplateHashes::new()), changed);
        now.insert("lib/a.typ".into(), "2".into());
        assert_eq!(memory.same("a.pdf", &recipe("d"), &now), changed);
    }

    #[test]
    fn what_many_were_made_with_is_kept_once_and_found_again_when_two_are_joined() {
        let (mut one, templates) = memory(&[("a.pdf", "1"), ("b.pdf", "2")]);
        assert_eq!(one.made_with.len(), 1);
        let mut other = Memory::default();
        let set = |house: &str, data: &str| NewlySet {
            recipe: Recipe { house: house.into(), ..recipe(data) },
            templates: templates.clone(),
            laid: Laid::default(),
            cause: Remake::New,
        };
        other.add("c.pdf".into(), set("other", "3"), "3".into(), 1);
        other.add("d.pdf".into(), set("h", "4"), "4".into(), 1);
        one.join(other);
        assert_eq!(one.made_with.len(), 2);
        assert!(one.same("d.pdf", &recipe("4"), &templates).is_ok());
        assert_eq!(one.same("c.pdf", &recipe("3"), &templates), Err(Remake::House));
    }
}
