//! Which file uses which, by `use` and by paths in the code.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::Visit;

use crate::source::{SourceFile, files};

/// The floors from the bottom up; those of one row don't use each other. A file uses its own floor and those below.
const FLOORS: [&[&str]; 13] = [
    &["ground"],
    &["model"],
    &["read"],
    &["decide"],
    &["library"],
    &["render"],
    &["published"],
    &["mail", "print", "diff", "public"],
    &["audit"],
    &["edge"],
    &["load", "make", "wording"],
    &["serve"],
    &["cli"],
];

/// `make` takes what `load` gives.
const BESIDE: [(&str, &str); 1] = [("make", "load")];

#[test]
fn no_arrow_runs_up() {
    let floor = |path: &str| {
        let room = path.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        FLOORS.iter().position(|rooms| rooms.contains(&room)).map(|floor| (floor, room.to_owned()))
    };
    let mut up = Vec::new();
    for (from, to) in arrows(&files()) {
        let (Some((upper, from_room)), Some((lower, to_room))) = (floor(&from), floor(&to)) else {
            // The crate's door and the program stand above all.
            assert!(matches!(from.as_str(), "lib.rs" | "main.rs"), "{from} stands on no floor, or {to} does");
            continue;
        };
        let beside = BESIDE.contains(&(from_room.as_str(), to_room.as_str()));
        if upper < lower || (upper == lower && from_room != to_room && !beside) {
            up.push(format!("{from} uses {to}"));
        }
    }
    assert!(up.is_empty(), "{}", up.join("\n"));
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (from, to) in arrows(&files()) {
        uses.entry(from).or_default().insert(to);
    }
    // A file that uses none of those left, or that none of those left uses, is in no circle.
    while let Some(free) = uses.keys().find(|file| is_free(file, &uses)).cloned() {
        uses.remove(&free);
    }
    let within = |(from, to): (&String, &BTreeSet<String>)| -> Vec<String> {
        to.iter().filter(|to| uses.contains_key(*to)).map(|to| format!("{from} uses {to}")).collect()
    };
    let left: Vec<String> = uses.iter().flat_map(within).collect();
    assert!(left.is_empty(), "{}", left.join("\n"));
}

/// Whether a file uses none of the others, or none of them uses it.
fn is_free(file: &str, uses: &BTreeMap<String, BTreeSet<String>>) -> bool {
    let uses_none = uses[file].iter().all(|used| !uses.contains_key(used));
    uses_none || uses.values().all(|used| !used.contains(file))
}

/// Each file with each file that it uses.
fn arrows(files: &[SourceFile]) -> BTreeSet<(String, String)> {
    let modules: BTreeMap<&[String], &str> =
        files.iter().map(|file| (file.module.as_slice(), file.path.as_str())).collect();
    let mut arrows = BTreeSet::new();
    for file in files {
        let mut found = Paths { module: &file.module, paths: Vec::new() };
        file.items.iter().for_each(|item| found.visit_item(item));
        for path in found.paths {
            // The longest beginning that is a file; what follows are names in it.
            let used = (1..=path.len()).rev().find_map(|length| modules.get(&path[..length]));
            if let Some(used) = used.filter(|used| **used != file.path) {
                arrows.insert((file.path.clone(), (*used).to_owned()));
            }
        }
    }
    arrows
}

/// Collects paths as they are from the crate's root, as `["render", "press", "Press"]`.
struct Paths<'a> {
    module: &'a [String],
    paths: Vec<Vec<String>>,
}

impl Paths<'_> {
    /// Adds a path. One of another crate becomes one below the own module, where no file is found for it.
    fn add(&mut self, path: &[String]) {
        let supers = path.iter().take_while(|part| *part == "super").count();
        let base = match path.first().map(String::as_str) {
            Some("crate") => Vec::new(),
            Some("super") => self.module[..self.module.len().saturating_sub(supers)].to_vec(),
            Some("self") => self.module.to_vec(),
            // A child module: `args::Arguments` in `cli/mod.rs`.
            Some(_) => [self.module, &path[..1]].concat(),
            None => return,
        };
        let rest = path.iter().skip(supers.max(1)).cloned();
        self.paths.push(base.into_iter().chain(rest).collect());
    }

    fn add_tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.add_tree(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) if name.ident == "self" => self.add(before),
            syn::UseTree::Name(name) => self.add(&with(&name.ident)),
            syn::UseTree::Rename(name) => self.add(&with(&name.ident)),
            syn::UseTree::Glob(_) => self.add(before),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_tree(before, tree)),
        }
    }
}

impl<'ast> Visit<'ast> for Paths<'_> {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if parts.len() > 1 {
            self.add(&parts);
        }
        syn::visit::visit_path(self, path);
    }
}
