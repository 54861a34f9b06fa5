//! The source files of the repository; those of `src/` parsed.

use std::path::{Path, PathBuf};

/// A file of `src/`.
pub(crate) struct SourceFile {
    /// Below `src/`: `render/press.rs`.
    pub(crate) path: String,
    /// Its module: `["render", "press"]`; a folder's `mod.rs` is the folder's.
    pub(crate) module: Vec<String>,
    pub(crate) text: String,
    /// Without its tests.
    pub(crate) items: Vec<syn::Item>,
}

/// All files of `src/`, in the order of their paths.
pub(crate) fn files() -> Vec<SourceFile> {
    texts("src").into_iter().map(|(path, text)| parse(path, text)).collect()
}

/// The source files below a folder of the repository, each with its text, in the order of their paths below it.
pub(crate) fn texts(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut places = Vec::new();
    collect(&root, &mut places);
    places.sort();
    let text = |place: PathBuf| {
        let path = place.strip_prefix(&root).expect("below the folder").to_string_lossy().replace('\\', "/");
        (path, std::fs::read_to_string(place).expect("a source file"))
    };
    places.into_iter().map(text).collect()
}

fn collect(folder: &Path, places: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let place = entry.expect("an entry").path();
        if place.is_dir() {
            collect(&place, places);
        } else if place.extension().is_some_and(|ending| ending == "rs") {
            places.push(place);
        }
    }
}

fn parse(path: String, text: String) -> SourceFile {
    let mut module: Vec<String> =
        path.strip_suffix(".rs").expect("a source file").split('/').map(Into::into).collect();
    if matches!(module.last().map(String::as_str), Some("mod" | "lib")) {
        module.pop();
    }
    let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
    let items = parsed.items.into_iter().filter(|item| !is_test(item)).collect();
    SourceFile { path, module, text, items }
}

/// Whether an item is there for tests alone.
fn is_test(item: &syn::Item) -> bool {
    let attributes = match item {
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        _ => return false,
    };
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
    })
}
