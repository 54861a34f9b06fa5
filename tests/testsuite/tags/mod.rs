//! The papers as those hear them who can't see the page: the tag tree of each is sound, and that of one paper a kind is
//! written down in tests/golden/tags. After a wanted change, `SHIRYO_UPDATE=1 cargo test --release --test testsuite tags`
//! writes them anew.

mod faults;
mod tree;
mod wrong_trees;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use faults::{faults_of, start};
use tree::{Node, tree};

use crate::expectation::{expect, updating};
use crate::program::{Built, MINATO, SAMPLE};
use crate::root::repository;

/// Rows of a table, items of a list and parts of a paper that are written down; the others are like them.
const SHOWN: usize = 4;

/// The PDFs of a cycle, each with its path and the name of its kind: a paper is of its document, a letter of its stage.
fn pdfs(built: &Built) -> Vec<(String, String)> {
    let manifest = built.json("manifest.json");
    let files = manifest["files"].as_array().expect("files").iter();
    let text = |file: &serde_json::Value, key: &str| file[key].as_str().unwrap_or_default().to_owned();
    let pdfs = files.filter(|file| text(file, "path").ends_with(".pdf"));
    pdfs.map(|file| {
        let path = text(file, "path");
        // feedback/letters/kenfuku_助言等の通知.pdf
        let title = path.rsplit_once('_').map_or("", |(_, title)| title).trim_end_matches(".pdf");
        let kind = match text(file, "kind").as_str() {
            "letter" => format!("{}_{title}", text(file, "stage")),
            _ => text(file, "document"),
        };
        (path, kind)
    })
    .collect()
}

/// Walks every tree of a cycle, and compares one of each kind with what is written down.
fn walk(built: &Built, cycle: &str) {
    let mut faults: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut kinds: BTreeMap<String, String> = BTreeMap::new();
    for (path, kind) in pdfs(built) {
        let root = tree(&built.path(&path));
        for fault in faults_of(&root) {
            faults.entry(fault).or_default().push(path.clone());
        }
        // A packet is papers that stand for themselves.
        if kind != "packet" {
            kinds.entry(kind).or_insert_with(|| written(&root));
        }
    }
    let faults: Vec<String> = faults
        .iter()
        .map(|(fault, paths)| format!("{fault} ({} times, first in {})", paths.len(), paths[0]))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let folder = repository().join("tests/golden/tags").join(cycle);
    if updating() {
        fs::create_dir_all(&folder).expect("a folder");
    }
    let differs =
        |(kind, text): &(String, String)| expect(&folder.join(format!("{kind}.txt")), text).is_err();
    let changed: Vec<String> = kinds.into_iter().filter(differs).map(|(kind, _)| kind).collect();
    assert!(changed.is_empty(), "the tags of {changed:?} are not those of {}", folder.display());
}

#[test]
fn the_papers_of_the_sample_can_be_heard() {
    walk(&SAMPLE, "sample");
}

#[test]
fn the_papers_of_the_second_cycle_can_be_heard() {
    walk(&MINATO, "minato");
}

#[test]
fn the_agenda_of_a_packet_links_to_its_papers_and_a_letter_to_the_mail_address() {
    let links_in = |path: &str| {
        let root = tree(&SAMPLE.path(path));
        let mut bodies = Vec::new();
        root.all(&["LBody"], &mut bodies);
        let links = bodies.iter().flat_map(|body| &body.kids).filter(|kid| kid.role == "Link");
        links.map(Node::words).collect::<Vec<_>>()
    };
    let agenda = links_in("advisory/packet.pdf");
    for paper in ["座席表", "数値目標一覧", "進捗状況一覧"] {
        assert!(agenda.iter().any(|words| words == paper), "{paper} is not among {agenda:?}");
    }
    assert!(!links_in("advisory/次第.pdf").iter().any(|words| words == "座席表"), "it is another PDF");
    assert_eq!(links_in("opinions/letters/m01_意見照会.pdf"), ["ict@pref.example"]);
}

/// A tree to be read: each part with its role, and a few of its words.
fn written(root: &Node) -> String {
    let mut text = String::new();
    write_into(root, 0, &mut text);
    text
}

fn write_into(node: &Node, depth: usize, text: &mut String) {
    let mut line = "  ".repeat(depth) + &node.role;
    let mut add = |part: String| line = format!("{line} {part}");
    node.scope.iter().for_each(|scope| add(scope.clone()));
    if (node.columns, node.rows) != (1, 1) {
        add(format!("{}×{}", node.rows, node.columns));
    }
    node.alt.iter().for_each(|alt| add(format!("Alt「{}…」", alt.chars().take(20).collect::<String>())));
    node.said.iter().for_each(|said| add(format!("ActualText「{said}」")));
    // What holds blocks is told by them.
    let blocks = ["Document", "Div", "Table", "TR", "L", "LI"];
    if !blocks.contains(&node.role.as_str()) {
        add(format!("「{}」", start(node)));
    }
    _ = writeln!(text, "{line}");
    let shown =
        if matches!(node.role.as_str(), "Document" | "Div" | "TR" | "LI") { usize::MAX } else { SHOWN };
    let told = |kid: &&Node| kid.role != "Span" || kid.said.is_some();
    let kids: Vec<&Node> = node.kids.iter().filter(told).collect();
    for kid in kids.iter().take(shown) {
        write_into(kid, depth + 1, text);
    }
    if kids.len() > shown {
        _ = writeln!(text, "{}…", "  ".repeat(depth + 1));
    }
}
