//! Names of a list, found in every spelling that means the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::text;

/// The names of a list by what folding leaves of them: 「2-ｲ-5」 finds 「2-イ-5」.
#[derive(Debug, Clone, Default)]
pub struct Spellings(BTreeMap<String, Option<Arc<str>>>);

impl Spellings {
    /// Adds a spelling of a name. One that several names have finds none of them.
    pub fn add(&mut self, spelling: &str, name: &str) {
        let known = self.0.entry(text::key(spelling)).or_insert_with(|| Some(name.into()));
        if known.as_deref() != Some(name) {
            *known = None;
        }
    }

    /// The name that is meant, as the list spells it; none if the list has no such name.
    pub fn find(&self, written: &str) -> Option<&str> {
        self.0.get(&text::key(written))?.as_deref()
    }

    /// Puts the list's own spelling in the place of another one of the same name.
    pub fn settle(&self, written: &mut String) {
        if let Some(name) = self.find(written).filter(|name| name != written) {
            *written = name.to_owned();
        }
    }
}

impl<'a> FromIterator<&'a str> for Spellings {
    fn from_iter<T: IntoIterator<Item = &'a str>>(names: T) -> Self {
        let mut spellings = Self::default();
        names.into_iter().filter(|name| !name.is_empty()).for_each(|name| spellings.add(name, name));
        spellings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spelling_of_two_names_finds_neither() {
        let mut names = Spellings::from_iter(["2-イ-5", "2-ア-1"]);
        assert_eq!(names.find("２－ｲ－５"), Some("2-イ-5"));
        assert_eq!(names.find("2-イ-⑤"), None);
        names.add("2‐イ‐5", "2‐イ‐5");
        assert_eq!(names.find("2-イ-5"), None);
        let mut written = "２-ア－1".to_owned();
        names.settle(&mut written);
        assert_eq!(written, "2-ア-1");
    }
}
