//! A letter holds its recipient's data and nothing of another's: every return and every opinion gets a mark that
//! occurs nowhere else, and every file is read back.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::program::Built;
use crate::readers::{squeezed, workbook_text};
use crate::root::Root;

/// A cycle with a mark in each return's row and in each opinion.
struct Marked {
    root: Root,
    /// The mark of each row: its department.
    rows: BTreeMap<String, String>,
    /// The mark of each opinion: whose business it is.
    opinions: BTreeMap<String, Concerned>,
}

/// Whose business an opinion is.
struct Concerned {
    /// Who sent it: an organization's code or a body.
    submitter: String,
    /// The measure that it is on; empty where it is for all.
    measure: String,
    /// The owner of its measure; none where it is for all.
    owner: Option<String>,
}

impl Concerned {
    /// Whether a recipient of a stage may read it: a department what is on its measures or for all, an organization its
    /// own, a member its body's.
    fn concerns(&self, stage: &str, code: &str) -> bool {
        let own = match code.strip_prefix("advisory-") {
            Some(_) => self.submitter == "advisory",
            None if code.starts_with(['k', 'm']) && code[1..].bytes().all(|b| b.is_ascii_digit()) => {
                self.submitter == code
            }
            None => self.owner.as_deref().is_none_or(|owner| owner == code),
        };
        own && (stage != "matter" || self.measure == "3-ア-2")
    }
}

/// Appends marks to a column of a CSV file and returns, for each mark, the row's value in the column `key`.
fn mark(root: &Root, path: &str, column: &str, key: &str, prefix: &str) -> BTreeMap<String, String> {
    let bytes = std::fs::read(root.path().join(path)).expect("a file");
    let text = match std::str::from_utf8(&bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => encoding_rs::SHIFT_JIS.decode(&bytes).0.into_owned(),
    };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records: Vec<Vec<String>> =
        reader.records().map(|r| r.expect("a record").iter().map(Into::into).collect()).collect();
    let header = records.iter().position(|r| r.iter().any(|c| c == column)).expect("the header");
    let place = |name: &str| records[header].iter().position(|c| c == name).expect("the column");
    let (column, key) = (place(column), place(key));
    let mut marks = BTreeMap::new();
    for (n, record) in records.iter_mut().enumerate().skip(header + 1) {
        if record.len() > column.max(key) && !record[key.min(column)].is_empty() {
            let mark = format!("{prefix}{n:03}Q");
            record[column].push_str(&mark);
            marks.insert(mark, record[key].clone());
        }
    }
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    records.iter().for_each(|r| writer.write_record(r).expect("a record"));
    root.write(path, writer.into_inner().expect("bytes"));
    marks
}

fn marked() -> Marked {
    let root = Root::sample();
    let owner: BTreeMap<String, String> =
        csv::Reader::from_reader(root.read("inputs/measures.csv").trim_start_matches('\u{feff}').as_bytes())
            .deserialize::<BTreeMap<String, String>>()
            .map(|row| row.expect("a row"))
            .map(|row| (row["取組番号"].clone(), row["担当"].clone()))
            .collect();
    let mut rows = BTreeMap::new();
    let mut opinions = BTreeMap::new();
    for (n, path) in csv_files(&root, "inputs/submissions").into_iter().enumerate() {
        let code =
            Path::new(&path).file_stem().unwrap().to_string_lossy().split('_').next().unwrap().to_owned();
        for (mark, _) in mark(&root, &path, "指標名", "取組番号", &format!("R{n:02}")) {
            rows.insert(mark, code.clone());
        }
    }
    for (n, path) in csv_files(&root, "inputs/opinions").into_iter().enumerate() {
        let answers = path.ends_with("responses.csv");
        if answers {
            continue;
        }
        let name = Path::new(&path).file_stem().unwrap().to_string_lossy().into_owned();
        let submitter = name.split('_').next().unwrap().to_owned();
        for (mark, measure) in mark(&root, &path, "意見の概要", "取組番号", &format!("P{n:02}")) {
            let owner = owner.get(&measure).cloned();
            opinions.insert(mark, Concerned { submitter: submitter.clone(), measure, owner });
        }
    }
    Marked { root, rows, opinions }
}

fn csv_files(root: &Root, folder: &str) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(root.path().join(folder))
        .expect("a folder")
        .map(|e| format!("{folder}/{}", e.expect("an entry").file_name().to_string_lossy()))
        .collect();
    names.sort();
    names
}

/// The marks in a text.
fn marks_in(text: &str, all: &BTreeSet<&String>) -> BTreeSet<String> {
    all.iter().filter(|mark| text.contains(mark.as_str())).map(|mark| (*mark).clone()).collect()
}

fn text_of(built: &Built, path: &str) -> String {
    let file = built.path(path);
    if path.ends_with(".pdf") { squeezed(&file) } else { workbook_text(&file) }
}

#[test]
fn each_mark_is_found_exactly_where_it_belongs() {
    let Marked { root, rows, opinions } = marked();
    assert!(rows.len() > 80 && opinions.len() > 20, "{} rows, {} opinions", rows.len(), opinions.len());
    let built = root.build(&["matter", "feedback", "answers"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let all: BTreeSet<&String> = rows.keys().chain(opinions.keys()).collect();
    // A later return of the same department takes the place of its earlier row.
    let superseded: BTreeSet<&String> = superseded(&built, &rows);
    let manifest = built.json("manifest.json");
    let mut read: BTreeMap<String, usize> = BTreeMap::new();
    for file in manifest["files"].as_array().expect("files").iter().filter(|f| !f["recipient"].is_null()) {
        let path = file["path"].as_str().expect("a path");
        let code = file["recipient"]["code"].as_str().expect("a code");
        // A message brings these files as they are.
        if file["kind"] == "mail" {
            continue;
        }
        // A form asks about opinions only.
        let is_form = file["kind"] == "form";
        let stage = file["stage"].as_str().expect("a stage");
        let own_opinions = opinions.iter().filter(|(_, opinion)| opinion.concerns(stage, code));
        let own_opinions: BTreeSet<String> = own_opinions.map(|(mark, _)| mark.clone()).collect();
        let found = marks_in(&text_of(&built, path), &all);
        *read.entry(format!("{stage} {}", file["kind"].as_str().expect("a kind"))).or_insert(0) += 1;
        if stage == "matter" {
            let other = |mark: &&String| rows.contains_key(*mark) && rows[*mark] != code;
            assert!(!found.iter().any(|mark| other(&mark)), "{path}: {found:?}");
            let said: BTreeSet<String> = found.into_iter().filter(|m| opinions.contains_key(m)).collect();
            assert_eq!((said.len(), &said), (own_opinions.len(), &own_opinions), "{path}");
            continue;
        }
        let own_rows = rows
            .iter()
            .filter(|(mark, d)| !is_form && *d == code && !superseded.contains(mark))
            .map(|(m, _)| m);
        let expected: BTreeSet<String> = own_rows.cloned().chain(own_opinions).collect();
        // A letter shows a department what it had returned at first, its own alone.
        let at_first = |mark: &String| superseded.contains(mark) && rows[mark] == code;
        let found: BTreeSet<String> = found.into_iter().filter(|mark| is_form || !at_first(mark)).collect();
        assert_eq!(found, expected, "{path}");
    }
    let each = |what: &str| read.get(what).copied().unwrap_or(0);
    assert_eq!(["letter", "annex", "form"].map(|kind| each(&format!("feedback {kind}"))), [15; 3]);
    assert_eq!([each("answers letter"), each("matter letter")], [126 + 7, 2]);
}

/// The marks of rows that a later file of their department replaces.
fn superseded<'a>(built: &Built, rows: &'a BTreeMap<String, String>) -> BTreeSet<&'a String> {
    let text = |path: &str| String::from_utf8(std::fs::read(built.root.path().join(path)).expect("a return"));
    let corrections = ["koyo", "kanko"].map(|code| {
        let later = text(&format!("inputs/submissions/{code}_teisei.csv")).expect("UTF-8");
        (text(&format!("inputs/submissions/{code}.csv")).expect("UTF-8"), keys(&later))
    });
    let replaced = |mark: &str| {
        corrections
            .iter()
            .any(|(first, later)| keys_with_mark(first, mark).is_some_and(|key| later.contains(&key)))
    };
    rows.keys().filter(|mark| replaced(mark)).collect()
}

fn records(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let all: Vec<Vec<String>> =
        reader.records().map(|r| r.expect("a record").iter().map(Into::into).collect()).collect();
    let header = all.iter().position(|r| r.iter().any(|c| c == "取組番号")).expect("the header");
    (all[header].clone(), all[header + 1..].to_vec())
}

fn keys(text: &str) -> Vec<(String, String)> {
    let (header, rows) = records(text);
    let place = |name: &str| header.iter().position(|c| c == name).expect("the column");
    rows.iter().map(|r| (r[place("取組番号")].clone(), r[place("指標番号")].clone())).collect()
}

fn keys_with_mark(text: &str, mark: &str) -> Option<(String, String)> {
    let (_, rows) = records(text);
    let at = rows.iter().position(|r| r.iter().any(|c| c.contains(mark)))?;
    keys(text).into_iter().nth(at)
}

#[test]
fn two_recipients_of_one_code_get_nothing() {
    let root = Root::sample();
    root.replace("inputs/organizations.csv", "\nm03,", "\nkoyo,");
    let built = root.build(&["opinions", "feedback"]);
    assert_eq!(built.status, 1, "{}", built.messages);
    assert!(built.messages.contains("[recipient-code]"), "{}", built.messages);
    let manifest = built.json("manifest.json");
    let files = manifest["files"].as_array().expect("files");
    let count = |code: &str| files.iter().filter(|file| file["recipient"]["code"] == code).count();
    assert_eq!((count("koyo"), count("m03")), (0, 0));
    assert!(count("m02") > 0 && count("joho") > 0, "the others get theirs");
}

/// Everything that a document may ask for and that this stage can answer.
const VIEWS: [&str; 9] = [
    "submissions",
    "questions",
    "indicators",
    "crosstab\"\ncolumns = \"class",
    "measures",
    "opinions",
    "origins",
    "legend",
    "steps",
];

#[test]
fn a_letter_that_asks_for_everything_gets_its_recipients_part() {
    let Marked { root, rows, opinions } = marked();
    let views: Vec<String> =
        (0..).zip(VIEWS).map(|(n, view)| format!("[views.v{n}]\nview = \"{view}\"\n")).collect();
    let head = "title = \"全部\"\nscope = \"recipient\"\npaper = \"a4\"\nlandscape = false\n\n";
    root.write("templates/documents/everything/document.toml", format!("{head}{}", views.join("\n")));
    root.write(
        "templates/documents/everything/document.typ",
        "#import \"/lib/lib.typ\": folio-if-many\n#let foot = folio-if-many\n#let body(shared, paper) = json.encode(paper.views).split(\",\").map(piece => block(piece)).join()\n",
    );
    let everything = "documents = [\"letter\", \"everything\"]";
    let settings = root.read("inputs/cycle.toml");
    root.write(
        "inputs/cycle.toml",
        settings.replace("documents = [\"letter\", \"feedback\", \"decided\", \"updates\"]", everything),
    );
    let built = root.build(&["feedback"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let all: BTreeSet<&String> = rows.keys().chain(opinions.keys()).collect();
    let departments: BTreeSet<&String> = rows.values().collect();
    let manifest = built.json("manifest.json");
    let files = manifest["files"].as_array().expect("files");
    let letters: Vec<&str> =
        files.iter().filter(|f| f["kind"] == "letter").map(|f| f["path"].as_str().expect("a path")).collect();
    assert_eq!(letters.len(), 15);
    for path in letters {
        let code = path.rsplit('/').next().and_then(|name| name.split('_').next()).expect("a code");
        let text = squeezed(&built.path(path));
        let found = marks_in(&text, &all);
        let is_own = |mark: &String| match (rows.get(mark), opinions.get(mark)) {
            (Some(owner), _) => owner == code,
            (_, opinion) => opinion.is_some_and(|opinion| opinion.concerns("feedback", code)),
        };
        assert!(!found.is_empty() && found.iter().all(is_own), "{path}: {found:?}");
        // The table of returns names no other department.
        let quoted = |other: &&&String| text.contains(&format!("\"code\":\"{other}\""));
        let named: Vec<_> = departments.iter().filter(quoted).collect();
        assert_eq!(named.iter().map(|other| other.as_str()).collect::<Vec<_>>(), [code], "{path}");
    }
    // What is counted for one bears its code. An indicator that another department repeats is one and the same.
    let values = built.json("feedback/values.json");
    for (id, value) in values["values"].as_object().expect("values") {
        // What stands in the papers that all get is everyone's.
        let papers = value["papers"].as_object().expect("papers").keys();
        let letters = papers.filter(|path| path.contains("/letters/"));
        let codes: BTreeSet<&str> =
            letters.filter_map(|path| path.rsplit('/').next()?.split('_').next()).collect();
        match id.strip_prefix("recipient/").and_then(|rest| rest.split('/').next()) {
            Some(code) => assert_eq!(codes, BTreeSet::from([code]), "{id}"),
            None if codes.is_empty() => {}
            None => assert!(!id.starts_with("submissions/") && !id.starts_with("total/1"), "{id}: {codes:?}"),
        }
    }
    // Who sent no opinion is nobody else's business.
    let root = built.root;
    root.replace("templates/documents/everything/document.toml", "\"legend\"", "\"unanswered\"");
    let refused = String::from_utf8_lossy(&root.run(&["check", "feedback"]).stderr).into_owned();
    assert!(refused.contains("ビュー「unanswered」は、宛先ごとのもの"), "{refused}");
}

#[test]
fn a_question_to_a_department_is_none_about_filing() {
    let built = &crate::program::SAMPLE;
    for (path, _) in built.files().into_iter().filter(|(path, _)| path.contains("_疑義照会.pdf")) {
        let text = squeezed(&built.path(&path));
        for filing in
            ["ファイル名", "見出しの名", "二つあります", "received.csv", "置いてください", "inputs/"]
        {
            assert!(!text.contains(filing), "{path}: {filing}\n{text}");
        }
    }
}
