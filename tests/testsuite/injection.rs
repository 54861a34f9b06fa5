//! Data never becomes markup, in a PDF, a workbook or the index.

use crate::readers::{pages, squeeze, squeezed, table};
use crate::root::Root;
use crate::standards::validate;

/// What would do something if it were read as typst, minijinja, HTML or a formula.
const HOSTILE: [&str; 16] = [
    r##"#read("/etc/passwd")"##,
    "*a*",
    "$x$",
    "@ref",
    "= h",
    "// c",
    "{{ 7*7 }}",
    r"\ back\slash",
    r#"「"quotes"」'single'"#,
    "/* c */ - item + item",
    "<script>alert(1)</script>&amp;",
    "=1+1",
    "_u_ `raw` #[x] #let",
    "AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDDEEEEEEEEEEFFFFFFFFFFGGGGGGGGGGHHHHHHHHHH",
    "𠮷野家 葛\u{E0100}城",
    "https://example.example/a-very-long-address/without/any/space?query=0123456789012345678901234567890123456789",
];

fn hostile_root() -> Root {
    let root = Root::sample();
    let path = "inputs/submissions/kenfuku.csv";
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(std::fs::File::open(root.path().join(path)).expect("a file"));
    let mut records: Vec<Vec<String>> =
        reader.records().map(|r| r.expect("UTF-8").iter().map(Into::into).collect()).collect();
    let text = HOSTILE.join("\n");
    for column in ["指標名", "取組内容・実績", "課題"] {
        let place =
            records[0].iter().position(|c| c.trim_start_matches('\u{feff}') == column).expect("the column");
        records[1][place] = text.clone();
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    records.iter().for_each(|r| writer.write_record(r).expect("a record"));
    root.write(path, writer.into_inner().expect("bytes"));
    root
}

#[test]
fn data_comes_out_as_it_went_in() {
    let built = hostile_root().build(&["advisory", "feedback"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    for paper in [
        "advisory/資料4_進捗状況一覧.pdf",
        "advisory/資料3_数値目標一覧.pdf",
        "feedback/letters/kenfuku_助言等の通知.pdf",
    ] {
        let text = squeezed(&built.path(paper));
        for hostile in HOSTILE {
            assert!(text.contains(&squeeze(hostile)), "{paper} lost {hostile}:\n{text}");
        }
    }
    let annex = built.path("advisory/annexes/別紙1_数値目標・進捗状況.xlsx");
    let rows = table(&annex, "進捗状況一覧");
    assert!(rows.iter().any(|row| row["取組内容・実績"].to_string() == HOSTILE.join("\n")));
    validate("verapdf", &["3a,ua1"], &built.ending(".pdf"));
    validate("ooxml", &[], &built.ending(".xlsx"));
}

#[test]
fn no_text_leaves_its_page() {
    let built = hostile_root().build(&["advisory"]);
    for paper in built.ending(".pdf") {
        let output = std::process::Command::new("pdftotext")
            .arg("-bbox")
            .arg(&paper)
            .arg("-")
            .output()
            .expect("pdftotext");
        let boxes = String::from_utf8(output.stdout).expect("UTF-8");
        let number = |line: &str, key: &str| -> f64 {
            let after = line.split(&format!("{key}=\"")).nth(1).expect("an attribute");
            after.split('"').next().expect("a value").parse().expect("a number")
        };
        let mut width = 0.0;
        for line in boxes.lines().map(str::trim) {
            if line.starts_with("<page") {
                width = number(line, "width");
            } else if line.starts_with("<word") {
                let (left, right) = (number(line, "xMin"), number(line, "xMax"));
                assert!(
                    left > 20.0 && right < width - 20.0,
                    "{}: {line} on a page {width} wide",
                    paper.display()
                );
            }
        }
        assert!(width > 0.0, "{}", paper.display());
    }
}

#[test]
fn a_hostile_name_stays_text_in_the_index() {
    let root = Root::sample();
    root.replace("inputs/cycle.toml", "title = \"数値目標一覧\"", "title = \"<b>&一覧\"");
    let built = root.build(&["advisory"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let index = std::fs::read_to_string(built.path("index.html")).expect("index.html");
    assert!(index.contains("&lt;b&gt;&amp;一覧") && !index.contains("<b>&一覧"));
    assert!(!pages(&built.path("advisory/次第.pdf")).concat().is_empty());
}
