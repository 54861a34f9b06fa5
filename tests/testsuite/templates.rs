//! A stage, a document, an annex and a letter are added by files alone; a root's own file takes the place of a
//! built-in one; a wrong template is said with its line.

use serde_json::{Value, json};
use shiryo::edge::stopwatch::Stopwatch;
use shiryo::ground::finding::Findings;
use shiryo::library::store::Library;
use shiryo::load::load;
use shiryo::make::Workshop;
use shiryo::render::typst::compile;
use shiryo::render::typst::world::Typesetter;

use crate::program::SAMPLE;
use crate::readers::{sheet_names, squeezed, table};
use crate::root::Root;
use crate::standards::validate;

const STAGE: &str = r#"
[[stages]]
id = "briefing"
kind = "meeting"
title = "説明会"
body = "advisory"
date = 2020-04-20
[[stages.papers]]
document = "owners"
number = "資料９"
[[stages.annexes]]
annex = "owners"
[[stages.letters]]
id = "thanks"
title = "お礼"
to = "departments"
words = "thanks"
documents = ["letter"]
"#;

const DOCUMENT: &str = r#"
title = "担当課一覧"
scope = "cycle"
[views.measures]
view = "measures"
[views.count]
view = "crosstab"
columns = "basis"
"#;

const TYPST: &str = r#"
#import "/lib/lib.typ": *
#let body(shared, paper) = {
  masthead(paper)
  [全部で#fig(paper.views.count.total.measures)取組。]
  for row in paper.views.measures { par[#row.number#h(1em)#row.title（#row.owner）] }
}
"#;

const ANNEX: &str = r#"
title = "担当課一覧"
scope = "cycle"
[[sheets]]
name = "担当課"
view = { view = "measures" }
columns = [
  { title = "番号", field = "number", width = 10 },
  { title = "担当課", field = "owner", width = 20 },
]
"#;

const WORDS: &str = "{{ plan.name }}への協力のお礼\n\n　{{ recipient.name }}の{{ recipient.measures|length }}取組について、{{ paper(\"owners\") }}のとおりです。\n";

fn with_files() -> Root {
    let root = Root::sample();
    let cycle = root.read("inputs/cycle.toml") + STAGE;
    root.write("inputs/cycle.toml", cycle)
        .write("templates/documents/owners/document.toml", DOCUMENT)
        .write("templates/documents/owners/document.typ", TYPST)
        .write("templates/annexes/owners.toml", ANNEX)
        .write("templates/words/thanks.txt.j2", WORDS);
    root
}

#[test]
fn a_stage_a_document_an_annex_and_a_letter_are_added_by_files_alone() {
    let built = with_files().build(&["briefing"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let paper = squeezed(&built.path("briefing/資料9_担当課一覧.pdf"));
    assert!(paper.contains("全部で59取組。") && paper.contains("資料９"), "{paper}");
    let annex = built.path("briefing/annexes/担当課一覧.xlsx");
    assert_eq!(sheet_names(&annex), ["担当課"]);
    assert_eq!(table(&annex, "担当課").len(), 59);
    let letter = squeezed(&built.path("briefing/letters/kenfuku_お礼.pdf"));
    assert!(letter.contains("資料９のとおりです。") && letter.contains("健康福祉政策課長様"), "{letter}");
    // Without a number it is a draft.
    assert!(letter.contains('案'), "{letter}");
    validate("verapdf", &["3a,ua1"], &built.ending(".pdf"));
    validate("ooxml", &[], &built.ending(".xlsx"));
}

#[test]
fn every_line_of_a_letters_words_stands_on_it() {
    let root = with_files();
    let lines = [
        "お礼",
        "本文です。",
        "（公印省略）",
        "（別紙）の件。",
        "記",
        "１　日時　４月",
        "（１）　細目",
        "（注意）",
        "附則",
        "以上",
    ];
    root.write("templates/words/thanks.txt.j2", lines.join("\n"));
    let built = root.build(&["briefing"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let letter = squeezed(&built.path("briefing/letters/kenfuku_お礼.pdf"));
    for line in lines.iter().flat_map(|line| line.split('　')) {
        assert!(letter.contains(line), "{line}: {letter}");
    }
    validate("verapdf", &["3a,ua1"], &[built.path("briefing/letters/kenfuku_お礼.pdf")]);
}

#[test]
fn a_roots_own_file_takes_the_place_of_the_built_in_one() {
    let root = Root::sample();
    root.write("templates/words/policy.txt.j2", "別の方針\n\n　この県の方針は{{ plan.short }}のとおり。\n");
    let built = root.build(&["advisory"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let text = squeezed(&built.path("advisory/資料2_千葉県ＩＣＴ利活用戦略進捗管理方針（案）.pdf"));
    assert!(text.contains("この県の方針は戦略のとおり。"), "{text}");
}

#[test]
fn a_wrong_template_is_said_with_its_line_and_stops_its_stage_alone() {
    let root = with_files();
    root.write("templates/documents/owners/document.typ", TYPST.replace("total.measures", "total.mesures"));
    let built = root.build(&[]);
    assert_eq!(built.status, 1);
    assert!(built.messages.contains("templates/documents/owners/document.typ:5:"), "{}", built.messages);
    assert!(!built.path("briefing").exists(), "a stage was published in part");
    assert!(built.path("advisory/packet.pdf").exists(), "another stage was stopped");
}

#[test]
fn wrong_words_are_said_with_their_line() {
    for (words, line) in [
        ("件名\n{{ plan.nmae }}\n", 2),
        ("件名\n\n{% for x in %}\n", 3),
        ("件名\n{{ paper(\"nope\") }}\n", 2),
    ] {
        let root = with_files();
        root.write("templates/words/thanks.txt.j2", words);
        let built = root.build(&["briefing"]);
        assert_eq!(built.status, 1, "{words}");
        let checked = String::from_utf8(built.root.run(&["check", "briefing"]).stderr).expect("UTF-8");
        assert!(checked.contains("templates/words/thanks.txt.j2:"), "check finds it too: {checked}");
        assert!(
            built.messages.contains(&format!("templates/words/thanks.txt.j2:{line}:")),
            "{}",
            built.messages
        );
        assert!(!built.path("briefing").exists());
    }
}

#[test]
fn a_letters_template_has_nothing_of_another_to_leak() {
    let root = with_files();
    root.write(
        "templates/documents/letter/document.typ",
        "#let body(shared, paper) = [= 全データ\n#repr(shared)\n#repr(paper)]",
    );
    let built = root.build(&["briefing"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let text = squeezed(&built.path("briefing/letters/kenfuku_お礼.pdf"));
    for other in ["doboku", "kyoiku@", "土木部"] {
        assert!(!text.contains(other), "the letter to kenfuku knows of {other}");
    }
}

#[test]
fn every_document_sets_its_sample() {
    let library = Library::new(&[], Vec::new());
    let loaded = Root::sample();
    let sources = shiryo::edge::sources::read(loaded.path()).expect("the sample");
    let watch = Stopwatch::default();
    let loaded = load(&sources, &[], &watch, &mut Findings::default()).expect("the sample's cycle");
    let shared = Workshop::new(&loaded).shared().expect("the shared data");
    let setter = Typesetter::new(&library, shared);
    let mut set = 0;
    for (path, bytes) in library.below("documents/").filter(|(path, _)| path.ends_with("/sample.json")) {
        let paper: Value = serde_json::from_slice(bytes).expect("JSON");
        let job = json!({
            "title": path, "author": "", "recipient": null, "date": { "year": 2020, "month": 1, "day": 1 }, "packet": false, "papers": [paper],
        });
        let world = setter.world(serde_json::to_vec(&job).expect("JSON"));
        let document = compile::set(&world).unwrap_or_else(|troubles| panic!("{path}: {troubles:?}"));
        assert!(
            !compile::export(&world, &document, path).unwrap_or_else(|t| panic!("{path}: {t:?}")).is_empty()
        );
        set += 1;
    }
    let documents = library.names().iter().filter(|name| name.starts_with("documents/")).count();
    assert_eq!(set, documents, "each document has a sample.json");
}

#[test]
fn every_sample_of_what_is_printed_is_set() {
    let library = Library::new(&[], Vec::new());
    let manifest = SAMPLE.json("manifest.json");
    let shared = serde_json::to_vec(&manifest["house"]).expect("JSON");
    let setter = Typesetter::new(&library, shared);
    let packet = std::fs::read(SAMPLE.path("advisory/packet.pdf")).expect("a packet");
    let mut set = 0;
    for (path, bytes) in library.below("print/samples/") {
        let world = setter.print_world(bytes.to_vec(), Some(typst::foundations::Bytes::new(packet.clone())));
        let document = compile::set(&world).unwrap_or_else(|troubles| panic!("{path}: {troubles:?}"));
        let exported = match path.ends_with("sheets.json") {
            true => compile::export_plain(&world, &document, path),
            false => compile::export(&world, &document, path),
        };
        assert!(!exported.unwrap_or_else(|troubles| panic!("{path}: {troubles:?}")).is_empty());
        set += 1;
    }
    assert_eq!(set, 5);
}
