//! Names mean one thing.

use std::collections::BTreeMap;

use crate::source::files;

/// Files of one name where the folder makes the difference plain, and why.
const SAME_FILE_NAME: [(&str, &str); 5] = [
    ("cycle.rs", "model holds what read reads"),
    ("mod.rs", "each folder's door"),
    ("number.rs", "ground computes with what read reads"),
    ("number_format.rs", "a rule's file is called by its id; read has the number formats of Excel"),
    ("submission.rs", "model holds what read reads"),
];

/// Public types of one name, and why.
const SAME_TYPE_NAME: [(&str, &str); 0] = [];

#[test]
fn public_types_do_not_share_a_name() {
    let mut types: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files() {
        for item in &file.items {
            if let Some(name) = public_type(item) {
                types.entry(name).or_default().push(file.path.clone());
            }
        }
    }
    assert_each_once(&types, &SAME_TYPE_NAME);
}

#[test]
fn files_do_not_share_a_name() {
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files() {
        let name = file.path.rsplit('/').next().unwrap_or_default().to_owned();
        names.entry(name).or_default().push(file.path);
    }
    assert_each_once(&names, &SAME_FILE_NAME);
}

/// Holds that each name stands in one file, but for those that are allowed, and that no allowance is idle.
fn assert_each_once(names: &BTreeMap<String, Vec<String>>, allowed: &[(&str, &str)]) {
    let shared: Vec<String> = names
        .iter()
        .filter(|(name, places)| places.len() > 1 && !allowed.iter().any(|(known, _)| known == name))
        .map(|(name, places)| format!("{name}: {}", places.join(", ")))
        .collect();
    assert!(shared.is_empty(), "{}", shared.join("\n"));
    for (name, _) in allowed {
        assert!(names.get(*name).is_some_and(|places| places.len() > 1), "{name} is not shared any more");
    }
}

/// The name of a public type, trait or alias.
fn public_type(item: &syn::Item) -> Option<String> {
    let (visibility, name) = match item {
        syn::Item::Struct(item) => (&item.vis, &item.ident),
        syn::Item::Enum(item) => (&item.vis, &item.ident),
        syn::Item::Trait(item) => (&item.vis, &item.ident),
        syn::Item::Type(item) => (&item.vis, &item.ident),
        _ => return None,
    };
    matches!(visibility, syn::Visibility::Public(_)).then(|| name.to_string())
}
