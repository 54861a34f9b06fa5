//! `index.html`, read again: where its links lead.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::audit_report::{AuditFault, AuditReport, FaultKind};
use crate::published::html_page::address;
use crate::published::index_page::INDEX;
use crate::published::manifest::{MANIFEST, Manifest};

static LINK: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"(?:href|src)="([^"]*)""#).ok());

/// Looks at the page: its links lead to files that the manifest has, or to places of the page; none of its files has
/// no link.
pub fn look(page: &str, manifest: &Manifest) -> AuditReport {
    let files: BTreeSet<String> = manifest.files.iter().map(|file| address(&file.about.path)).collect();
    let links = LINK.iter().flat_map(|link| link.captures_iter(page));
    let links: Vec<String> = links.map(|link| link[1].replace("&#x2f;", "/").replace("&amp;", "&")).collect();
    let is_fine = |link: &&String| match link.strip_prefix('#') {
        Some(place) => page.contains(&format!("id=\"{place}\"")),
        None => *link == MANIFEST || files.contains(*link),
    };
    let fault = |link: &String| {
        AuditFault::of(INDEX, FaultKind::Link, format!("行き先のないリンク {link}"), "作ったファイル")
    };
    AuditReport {
        files: 1,
        faults: links.iter().filter(|link| !is_fine(link)).map(fault).collect(),
        ..AuditReport::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_a_file_that_was_not_made_and_one_to_no_place_are_found() {
        let page = r##"<a href="manifest.json"></a><a href="a&#x2f;b.pdf"></a><a href="#there"></a><p id="here"><a href="#here">"##;
        let found = look(page, &Manifest::default()).faults;
        let said: Vec<&str> = found.iter().map(|fault| fault.found.as_str()).collect();
        assert_eq!(said, ["行き先のないリンク a/b.pdf", "行き先のないリンク #there"]);
    }
}
