//! A build in parts: merged they are what one build writes, to the byte, wherever and however often each part was made.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::corrected_letters::{corrected, mend};
use crate::program::{SAMPLE, shiryo};
use crate::root::Root;

/// Every file below a folder, with its bytes and who may do what with it.
pub(crate) type Tree = BTreeMap<String, (Vec<u8>, u32)>;

pub(crate) fn tree(folder: &Path) -> Tree {
    fn collect(base: &Path, folder: &Path, found: &mut Tree) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(base).expect("below").to_string_lossy().into_owned();
            let mode = path.metadata().expect("it is there").permissions().mode();
            match path.is_dir() {
                true => collect(base, &path, found),
                false => drop(found.insert(name, (std::fs::read(&path).expect("a file"), mode))),
            }
        }
    }
    let mut found = Tree::new();
    if folder.exists() {
        collect(folder, folder, &mut found);
    }
    found
}

pub(crate) fn assert_same(merged: &Path, whole: &Path) {
    let (merged, whole) = (tree(merged), tree(whole));
    assert_eq!(merged.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>());
    let differing: Vec<&String> = whole.keys().filter(|path| merged[*path] != whole[*path]).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

/// The command that builds a part of a root into `parts/` of it.
pub(crate) fn part(root: &Root, stages: &[&str], number: usize, of: usize) -> Command {
    let mut command = shiryo();
    command.arg("build").args(stages).args(["--shard", &format!("{number}/{of}")]);
    command.args(["--format", "short", "--jobs", "1", "--root"]).arg(root.path());
    command.arg("--out").arg(root.path().join(format!("parts/{number}")));
    command
}

/// Builds all parts of a root at once.
pub(crate) fn build_parts(root: &Root, stages: &[&str], of: usize) {
    let begin = |number| {
        let mut part = part(root, stages, number, of);
        part.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it runs")
    };
    for running in (1..=of).map(begin).collect::<Vec<_>>() {
        let output = running.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    }
}

/// Merges the parts of a root into its `out/`.
pub(crate) fn merge(root: &Root, parts: &[usize]) -> Output {
    let places: Vec<String> =
        parts.iter().map(|part| root.path().join(format!("parts/{part}")).display().to_string()).collect();
    root.run(&[vec!["merge"], places.iter().map(String::as_str).collect()].concat())
}

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The codes to whom a part has files, and the paths of the files that are for nobody alone.
fn shared_out(root: &Root, number: usize) -> (BTreeSet<String>, BTreeSet<String>) {
    let manifest: Value =
        serde_json::from_str(&root.read(&format!("parts/{number}/manifest.json"))).expect("JSON");
    let (mut codes, mut whole) = (BTreeSet::new(), BTreeSet::new());
    for file in manifest["files"].as_array().expect("files") {
        match file["recipient"]["code"].as_str() {
            Some(code) => drop(codes.insert(code.to_owned())),
            None => drop(whole.insert(file["path"].as_str().expect("a path").to_owned())),
        }
    }
    (codes, whole)
}

/// The letters to organizations, of which some can't be sent: for their size, for their words, for their addressees, and for
/// an address that is none.
fn with_withheld() -> Root {
    let root = Root::sample();
    root.replace("inputs/cycle.toml", "[style]", "[mail]\nover = \"withhold\"\n\n[style]");
    let lines = root.read("inputs/organizations.csv");
    let lines = lines.lines().map(|line| {
        let limit = match line.split_once(',').map_or("", |(code, _)| code) {
            "コード" => "受信上限",
            "m01" | "m02" | "m13" => "1",
            _ => "",
        };
        format!("{line},{limit}\n")
    });
    root.write("inputs/organizations.csv", lines.collect::<String>());
    root.replace("inputs/organizations.csv", "Ｈ市情報政策課長", "Ｉ市情報政策課長");
    root.replace("inputs/organizations.csv", "joho@m04.example", "joho.m04.example");
    let mail = "templates/words/mail-opinions.txt.j2";
    let empty = "{% if recipient.name not in [\"Ｅ市\", \"Ｇ市\", \"Ｆ市\"] %}";
    root.write(mail, format!("{empty}意見について（照会）{{% endif %}}\n\n{{{{ recipient.addressee }}}}\n"));
    root
}

#[test]
fn eight_parts_of_which_one_was_killed_become_what_one_build_writes() {
    let root = with_withheld();
    assert_eq!(root.run(&["build", "opinions"]).status.code(), Some(1), "some can't be sent");
    let whole = root.path().join("whole");
    std::fs::rename(root.path().join("out"), &whole).expect("it is moved");
    let withheld: Value = serde_json::from_str(&root.read("whole/manifest.json")).expect("JSON");
    let lies_in = |what: &str| {
        let rows = withheld["withheld"].as_array().expect("rows");
        rows.iter().filter(|row| row["lies_in"].as_str().unwrap_or("recipient") == what).count()
    };
    assert_eq!((lies_in("size"), lies_in("words"), lies_in("recipient")), (3, 3, 3));

    // The first seven under GNU parallel, as the readme says it.
    let mut parallel = Command::new("parallel");
    parallel.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("HOME", root.path());
    parallel.args(["--jobs", "2", env!("CARGO_BIN_EXE_shiryo"), "build", "opinions", "--shard", "{}/8"]);
    parallel.arg("--root").arg(root.path()).arg("--out").arg(root.path().join("parts/{}"));
    let output = parallel.args([":::", "1", "2", "3", "4", "5", "6", "7"]).output().expect("GNU parallel");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));

    // The eighth is killed as it writes a letter.
    let eighth = part(&root, &["opinions"], 8, 8);
    let mut traced = Command::new("strace");
    traced.args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=write", "-P"]);
    traced.arg(root.path().join("parts/8/.shiryo/next/opinions/letters/m10_意見照会.pdf"));
    traced.args(["-e", "inject=write:signal=KILL:when=1"]);
    traced.arg(eighth.get_program()).args(eighth.get_args());
    traced.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    let status = traced.status().expect("strace is installed");
    assert!(status.code().is_none_or(|code| code > 3), "{status}");
    assert!(!root.path().join("parts/8/manifest.json").exists());
    let all = [1, 2, 3, 4, 5, 6, 7, 8];
    let refused = merge(&root, &all);
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("parts/8 に、作られたものがありません"), "{}", said(&refused));
    assert!(!root.path().join("out").exists());

    // It is made anew, and all are merged in whatever order.
    let again = part(&root, &["opinions"], 8, 8).output().expect("it runs");
    assert_eq!(again.status.code(), Some(0), "{}", said(&again));
    let merged = merge(&root, &[8, 3, 1, 2, 7, 5, 6, 4]);
    assert_eq!(merged.status.code(), Some(1), "as the whole build: {}", said(&merged));
    assert_same(&root.path().join("out"), &whole);

    // Everyone is in one part, and what is enclosed in each.
    let parts: Vec<_> = all.iter().map(|number| shared_out(&root, *number)).collect();
    let codes: usize = parts.iter().map(|(codes, _)| codes.len()).sum();
    let everyone: BTreeSet<&String> = parts.iter().flat_map(|(codes, _)| codes).collect();
    assert_eq!((codes, everyone.len()), (124, 124), "two have the same addressee");
    assert!(parts.iter().all(|(codes, _)| (14..=16).contains(&codes.len())));
    let enclosed =
        ["opinions/values.json", "opinions/資料1_数値目標一覧.pdf", "opinions/資料2_進捗状況一覧.pdf"];
    assert!(parts[1..].iter().all(|(_, whole)| whole.iter().eq(enclosed.iter())), "{parts:?}");
    assert_eq!(parts[0].1.len(), 4, "and the list of opinions");
}

#[test]
fn a_year_in_parts_is_the_year() {
    let root = Root::sample();
    build_parts(&root, &[], 2);
    let merged = merge(&root, &[1, 2]);
    assert_eq!(merged.status.code(), Some(0), "{}", said(&merged));
    assert_same(&root.path().join("out"), &SAMPLE.out());
}

#[test]
fn more_parts_than_recipients_are_merged_too_and_other_stages_stay() {
    let whole = crate::two_stages::two_stages();
    assert_eq!(whole.run(&["build"]).status.code(), Some(0));
    let root = crate::two_stages::two_stages();
    assert_eq!(root.run(&["build", "kaigi"]).status.code(), Some(0));
    build_parts(&root, &["request"], 5);
    let merged = merge(&root, &[1, 2, 3, 4, 5]);
    assert_eq!(merged.status.code(), Some(0), "{}", said(&merged));
    assert_eq!(whole.run(&["build", "request"]).status.code(), Some(0));
    assert_same(&root.path().join("out"), &whole.path().join("out"));
    assert_eq!(merge(&root, &[1, 2, 3, 4, 5]).status.code(), Some(0), "a merge may be done again");
    assert_same(&root.path().join("out"), &whole.path().join("out"));
}

#[test]
fn letters_that_correct_what_was_handed_out_are_made_in_parts() {
    let built = corrected(|root| mend(root, "doboku,1-イ,1,実績値,37.2,電話で確認,政策企画課,2020-02-20\n"));
    let before = tree(&built.out());
    build_parts(&built.root, &["feedback"], 2);
    let merged = merge(&built.root, &[1, 2]);
    assert_eq!(merged.status.code(), Some(0), "{}", said(&merged));
    assert!(tree(&built.out()) == before);
}
