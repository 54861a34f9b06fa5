//! A build into an `out/` that holds an earlier one sets only what changed, says why, and leaves what a build into an empty
//! folder makes, byte for byte.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value as Json;
use toml::{Table, Value};

use crate::program::{files_below, shiryo};
use crate::root::{Root, repository};

/// Stages of the small cycle with papers, a packet, annexes, and letters to departments and organizations.
const SMALL: [&str; 4] = ["torimatome", "shingi1", "iken", "tsuchi"];
/// Stages of the sample with letters, forms, mail, a paper and an annex.
const MAILED: [&str; 2] = ["inquiry", "collection"];

/// What a build made anew, as `--why` tells it: paths with causes.
struct Made {
    status: i32,
    files: Vec<(String, String, Vec<String>)>,
}

impl Made {
    fn paths(&self) -> BTreeSet<&str> {
        self.files.iter().map(|(path, ..)| path.as_str()).collect()
    }
}

/// Builds the stages into a folder and tells what was made anew.
fn build(root: &Root, stages: &[&str], out: &Path) -> Made {
    let mut command = shiryo();
    command.arg("build").args(stages).args(["--why", "--format", "json", "--root"]).arg(root.path());
    let output = command.arg("--out").arg(out).output().expect("the program runs");
    let status = output.status.code().expect("an exit status");
    let said: Json = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let made = said["made"].as_array().cloned().unwrap_or_default();
    let text = |value: &Json| value.as_str().expect("a text").to_owned();
    let file = |file: &Json| {
        let files = file["files"].as_array().expect("files").iter().map(text).collect();
        (text(&file["path"]), text(&file["cause"]), files)
    };
    Made { status, files: made.iter().map(file).collect() }
}

/// The published files of a folder, without the program's own.
fn published(out: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = files_below(out);
    files.retain(|(path, _)| !path.starts_with(".shiryo/"));
    files
}

/// A cycle that was built once, to be changed and built again.
struct Again {
    root: Root,
    stages: &'static [&'static str],
    out: tempfile::TempDir,
    /// How many changes were built, and how many of them left a file of those stages as it was.
    built: usize,
    kept: usize,
}

impl Again {
    fn new(root: Root, stages: &'static [&'static str]) -> Self {
        // As the changes below write it.
        let cycle: Table = toml::from_str(&root.read(CYCLE)).expect("TOML");
        root.write(CYCLE, toml::to_string(&cycle).expect("TOML"));
        let again = Self { root, stages, out: tempfile::tempdir().expect("a folder"), built: 0, kept: 0 };
        assert!(again.build().status <= 1);
        again
    }

    fn build(&self) -> Made {
        build(&self.root, self.stages, self.out.path())
    }

    /// Builds again and compares with a build into an empty folder.
    fn check(&mut self, what: &str) -> Made {
        let made = self.build();
        if made.status > 1 {
            // Nothing is made of what can't be used.
            return made;
        }
        let empty = tempfile::tempdir().expect("a folder");
        assert_eq!(build(&self.root, self.stages, empty.path()).status, made.status, "{what}");
        let clean = published(empty.path());
        let is_of =
            |path: &str, stage: &str| path.strip_prefix(stage).is_some_and(|rest| rest.starts_with('/'));
        let whole: Vec<&str> = self
            .stages
            .iter()
            .copied()
            .filter(|stage| clean.iter().any(|(path, _)| is_of(path, stage)))
            .collect();
        // A stage that can't be made keeps what it had; the manifest and the page show that.
        let mut again = published(self.out.path());
        if whole.len() < self.stages.len() {
            again.retain(|(path, _)| whole.iter().any(|stage| is_of(path, stage)));
        }
        let alike = clean.iter().filter(|(path, _)| whole.len() == self.stages.len() || path.contains('/'));
        let clean: Vec<_> = alike.collect();
        let paths: Vec<&String> = again.iter().map(|(path, _)| path).collect();
        assert_eq!(paths, clean.iter().map(|(path, _)| path).collect::<Vec<_>>(), "{what}");
        for ((path, again), (_, clean)) in again.iter().zip(&clean) {
            assert!(again == clean, "{what}: {path} differs");
        }
        self.built += 1;
        self.kept += usize::from(made.files.len() + 2 < clean.len());
        made
    }
}

const CYCLE: &str = "inputs/cycle.toml";

/// The first place of each key of a table, with the keys above it; a number is a place in a list.
fn places(value: &Value, at: &mut Vec<String>, seen: &mut BTreeSet<String>, found: &mut Vec<Vec<String>>) {
    match value {
        Value::Table(table) => {
            for (key, value) in table {
                at.push(key.clone());
                places(value, at, seen, found);
                at.pop();
            }
        }
        Value::Array(values) if values.iter().any(Value::is_table) => {
            for (n, value) in values.iter().enumerate() {
                at.push(n.to_string());
                places(value, at, seen, found);
                at.pop();
            }
        }
        _ => {
            let named: Vec<&str> =
                at.iter().map(String::as_str).filter(|key| key.parse::<usize>().is_err()).collect();
            if seen.insert(named.join(".")) {
                found.push(at.clone());
            }
        }
    }
}

/// The value at a place.
fn at<'a>(value: &'a mut Value, place: &[String]) -> &'a mut Value {
    place.iter().fold(value, |value, key| match value {
        Value::Array(values) => &mut values[key.parse::<usize>().expect("a place in a list")],
        value => &mut value[key.as_str()],
    })
}

/// Another value of the same type.
fn changed(value: &Value) -> Value {
    match value {
        Value::String(text) if text.is_ascii() => Value::String(format!("{text}x")),
        Value::String(text) => Value::String(format!("{text}改")),
        Value::Integer(number) => Value::Integer(number + 1),
        Value::Float(number) => Value::Float(number + 1.0),
        Value::Boolean(yes) => Value::Boolean(!yes),
        Value::Datetime(day) => {
            let later = day.to_string().replace("-0", "-1");
            later.parse().map_or_else(|_| value.clone(), Value::Datetime)
        }
        Value::Array(values) => Value::Array(values.iter().skip(1).cloned().collect()),
        Value::Table(table) => Value::Table(table.clone()),
    }
}

#[test]
fn each_key_of_the_cycle_may_change() {
    let mut again = Again::new(Root::case("minato"), &SMALL);
    let text = again.root.read(CYCLE);
    let whole: Value = toml::from_str(&text).expect("TOML");
    let mut found = Vec::new();
    places(&whole, &mut Vec::new(), &mut BTreeSet::new(), &mut found);
    for place in &found {
        let mut other = whole.clone();
        let value = at(&mut other, place);
        *value = changed(value);
        again.root.write(CYCLE, toml::to_string(&other).expect("TOML"));
        again.check(&place.join("."));
    }
    // Ids that others refer to can't be changed alone; most keys can.
    assert!(found.len() > 60 && again.built * 2 > found.len(), "{} of {}", again.built, found.len());
    assert!(again.kept * 2 > again.built, "{} of {} kept a file", again.kept, again.built);
    again.root.write(CYCLE, &text);
    again.check("as it was at first");
    assert!(again.build().files.is_empty());
}

/// The files below a folder of a root.
fn files(root: &Path, folder: &str) -> Vec<String> {
    let below = files_below(&root.join(folder));
    below.into_iter().map(|(path, _)| format!("{folder}/{path}")).collect()
}

#[test]
fn each_input_file_may_change_or_go() {
    let mut again = Again::new(Root::case("minato"), &SMALL);
    let inputs = files(again.root.path(), "inputs");
    for path in inputs.iter().filter(|path| *path != CYCLE) {
        let bytes = fs::read(again.root.path().join(path)).expect("a file");
        // The last line goes, and then the whole file.
        let line = bytes[..bytes.len() - 1].iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        again.root.write(path, &bytes[..line]);
        again.check(&format!("{path} without its last line"));
        again.root.remove(path);
        again.check(&format!("without {path}"));
        again.root.write(path, &bytes);
    }
    assert!(again.built > inputs.len() && again.kept > inputs.len(), "{} {}", again.built, again.kept);
}

#[test]
fn a_changed_return_is_the_cause_of_what_shows_it_and_of_nothing_else() {
    let mut again = Again::new(Root::case("minato"), &SMALL);
    let path = "inputs/submissions/koen.csv";
    let text = again.root.read(path);
    let (head, row) = text.split_once('\n').expect("rows");
    let note = row.trim_end_matches(['\r', '\n']).to_owned();
    again.root.write(path, format!("{head}\n{note}改\r\n"));
    let made = again.check(path);
    assert!(!made.files.is_empty());
    for (made, cause, files) in &made.files {
        assert!(cause == "data" && *files == [path], "{made}: {cause} {files:?}");
    }
    let others = published(again.out.path()).into_iter().filter(|(file, _)| file.contains("/letters/"));
    let others: Vec<String> = others.map(|(file, _)| file).filter(|file| !file.contains("koen")).collect();
    assert!(
        others.len() > 3 && others.iter().all(|file| !made.paths().contains(file.as_str())),
        "{others:?}"
    );
}

#[test]
fn each_template_may_change() {
    let mut again = Again::new(Root::case("minato"), &SMALL);
    let library = files(repository(), "templates");
    let read: BTreeSet<String> = remembered(again.out.path())
        .values()
        .flat_map(|file| {
            file["made_with"]["templates"].as_object().expect("templates").keys().cloned().collect::<Vec<_>>()
        })
        .collect();
    let mut seen = BTreeSet::new();
    for path in library.iter().filter(|path| path.ends_with(".typ")) {
        let below = path.strip_prefix("templates/").expect("below templates/");
        let bytes = fs::read(repository().join(path)).expect("a template");
        again.root.write(path, [&bytes, b"\n// changed\n".as_slice()].concat());
        let made = again.build();
        // Only those PDFs are set that read it; their bytes are as they were, so that none is put into place.
        assert!(made.status <= 1 && made.files.is_empty(), "{path}: {:?}", made.files);
        let sum = hash(&[&bytes, b"\n// changed\n".as_slice()].concat());
        for (pdf, file) in remembered(again.out.path()) {
            if let Some(of) = file["made_with"]["templates"].get(below) {
                assert_eq!(of, sum.as_str(), "{pdf} was not set with {path}");
                seen.insert(below.to_owned());
            }
        }
        again.root.remove(path);
    }
    assert!(seen == read && read.len() > 20, "{read:?}\n{seen:?}");
    // A change that is seen.
    let sizes = fs::read_to_string(repository().join("templates/lib/measures.typ")).expect("a template");
    again.root.write("templates/lib/measures.typ", sizes.replace("align: right", "align: left"));
    again.check("lib/measures.typ");
    let words = "templates/words/feedback-notice.txt.j2";
    let text = again.root.read(words);
    again.root.write(words, format!("{text}追記します。\n"));
    let made = again.check(words);
    assert!(made.paths().iter().any(|path| path.contains("/letters/")), "{:?}", made.files);
    again.root.write("templates/documents/progress/document.toml", {
        let text = fs::read_to_string(repository().join("templates/documents/progress/document.toml"))
            .expect("a file");
        text.replace("title = \"", "title = \"新しい")
    });
    again.check("document.toml");
}

#[test]
fn other_fonts_and_a_lost_memory_make_all_anew() {
    let mut again = Again::new(Root::case("minato"), &SMALL);
    let all = published(again.out.path()).iter().filter(|(path, _)| path.ends_with(".pdf")).count();
    let font = fs::read(repository().join("templates/fonts/NotoSerif-Regular.ttf")).expect("a font");
    again.root.write("inputs/fonts/own.ttf", font);
    again.check("a font");
    let memory = again.out.path().join(".shiryo/memory.json");
    let fonts: BTreeSet<String> =
        remembered(again.out.path()).values().map(|file| file["made_with"]["fonts"].to_string()).collect();
    assert!(fonts.len() == 1 && remembered(again.out.path()).len() == all);
    for lost in ["", "{", "{\"inputs\":{},\"files\":{\"shingi1/packet.pdf\":1}}"] {
        fs::write(&memory, lost).expect("a file");
        again.check("a memory that can't be read");
        assert_eq!(remembered(again.out.path()).len(), all);
    }
    fs::remove_file(&memory).expect("a file");
    again.check("without a memory");
}

#[test]
fn what_somebody_did_to_out_is_undone() {
    let mut again = Again::new(Root::sample(), &MAILED);
    let files: Vec<String> = published(again.out.path()).into_iter().map(|(path, _)| path).collect();
    let mut kinds = BTreeSet::new();
    for path in files.iter().filter(|path| path.contains('/')) {
        let kind = path.split('/').nth(1).map(|name| name.rsplit('.').next().unwrap_or(name).to_owned());
        if !kinds.insert(kind) {
            continue;
        }
        let place = again.out.path().join(path);
        fs::write(&place, "mine").expect("a file");
        let made = again.check(&format!("{path} written over"));
        assert_eq!(made.paths(), BTreeSet::from([path.as_str()]));
        fs::remove_file(&place).expect("a file");
        let made = again.check(&format!("{path} taken away"));
        assert_eq!(made.paths(), BTreeSet::from([path.as_str()]));
    }
    assert!(kinds.len() > 5, "{kinds:?}");
    // What was published is read from its manifest: without one, all is made.
    fs::remove_file(again.out.path().join("manifest.json")).expect("a file");
    again.check("without a manifest");
}

#[test]
fn what_is_remembered_depends_on_no_order() {
    let together = Again::new(Root::case("minato"), &SMALL);
    let single = tempfile::tempdir().expect("a folder");
    let run = |arguments: &[&str]| {
        let mut command = shiryo();
        command.arg("build").args(arguments).arg("--root").arg(together.root.path());
        let output = command.arg("--out").arg(single.path()).output().expect("the program runs");
        assert!(output.status.code() <= Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    };
    SMALL.iter().rev().for_each(|stage| run(&[stage, "--jobs", "1"]));
    assert_eq!(remembered(single.path()), remembered(together.out.path()));
    run(&[&SMALL[..], &["--anew"]].concat());
    assert_eq!(remembered(single.path()), remembered(together.out.path()));
    let pdfs = |out: &Path| {
        let mut files = published(out);
        files.retain(|(path, _)| path.ends_with(".pdf"));
        files
    };
    assert_eq!(pdfs(single.path()), pdfs(together.out.path()));
}

/// What is remembered of each PDF.
fn remembered(out: &Path) -> BTreeMap<String, Json> {
    let text = fs::read_to_string(out.join(".shiryo/memory.json")).expect("a memory");
    let memory: Json = serde_json::from_str(&text).expect("JSON");
    let files = memory["files"].as_object().expect("files").iter();
    let with = |file: &Json| {
        let mut file = file.clone();
        let place = file["made_with"].as_u64().and_then(|place| usize::try_from(place).ok());
        file["made_with"] = memory["made_with"][place.expect("a place")].clone();
        file
    };
    files.map(|(path, file)| (path.clone(), with(file))).collect()
}

/// The SHA-256 of bytes, in hexadecimal.
fn hash(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
