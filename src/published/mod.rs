//! Floor 4: what was published: the manifest of `out/`, and the page that shows it.

pub mod index_page;
pub mod manifest;
