//! Parts that are not merged, and folders that are not for parts: what is said, and that nothing changes.

use std::path::Path;
use std::process::Output;

use shiryo::published::manifest::Manifest;

use crate::root::Root;
use crate::shards::{assert_same, build_parts, merge, part, said, tree};
use crate::two_stages::two_stages;

/// The letters of the small cycle in three parts, one for each recipient.
fn three_parts() -> Root {
    let root = two_stages();
    build_parts(&root, &["request"], 3);
    root
}

fn copy(root: &Root, from: &str, to: &str) {
    root.overlay_below(&root.path().join(from), to);
}

/// Changes the manifest of a part and seals it again.
fn resealed(root: &Root, number: usize, change: impl Fn(&mut Manifest)) {
    let path = format!("parts/{number}/manifest.json");
    let mut manifest: Manifest = serde_json::from_str(&root.read(&path)).expect("a manifest");
    change(&mut manifest);
    manifest.seal().expect("a seal");
    let mut bytes = Vec::new();
    manifest.write(&mut bytes).expect("JSON");
    root.write(&path, bytes);
}

/// That merging parts is refused, with these words, and puts nothing anywhere.
fn assert_refused(root: &Root, parts: &[usize], words: &[&str]) {
    let before = tree(root.path());
    let output = merge(root, parts);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(2), "{words:?}: {text}");
    for word in words {
        assert!(text.contains(word), "{word}: {text}");
    }
    assert!(text.contains("  → ") && text.contains("何も置かず"), "{text}");
    let made = |path: &str| !path.starts_with("out/.shiryo/") && !path.ends_with(".shiryo/lock");
    let mut after = tree(root.path());
    after.retain(|path, _| made(path) || before.contains_key(path));
    assert!(after == before, "{words:?}");
}

#[test]
fn parts_that_are_missing_doubled_or_foreign() {
    let root = three_parts();
    assert_refused(&root, &[1, 3], &["部分 2/3 がありません。", "--shard を 2/3 として作り"]);
    assert_refused(&root, &[2], &["部分 1/3、3/3 がありません。"]);
    assert_refused(&root, &[1, 2, 2, 3], &["parts/2 を、二度書いています。"]);
    assert_refused(&root, &[1, 2, 3, 9], &["parts/9 に、作られたものがありません。", "build --shard"]);
    copy(&root, "parts/2", "parts/8");
    assert_refused(&root, &[1, 2, 3, 8], &["parts/8 と", "parts/2 は、同じ部分 2/3 です。"]);

    // Of another number of parts, of another stage, and not a part at all.
    let other = two_stages();
    build_parts(&other, &["request"], 2);
    root.overlay_below(&other.path().join("parts/2"), "parts/22");
    assert_refused(&root, &[1, 2, 3, 22], &["parts/22 は request の部分 2/2 です。", "request の部分 1/3"]);
    let other = two_stages();
    build_parts(&other, &["kaigi"], 3);
    root.overlay_below(&other.path().join("parts/3"), "parts/33");
    assert_refused(&root, &[1, 2, 33], &["parts/33 は kaigi の部分 3/3 です。", "部分 3/3 がありません"]);
    assert_eq!(other.run(&["build"]).status.code(), Some(0));
    root.overlay_below(&other.path().join("out"), "parts/40");
    assert_refused(&root, &[1, 2, 3, 40], &["parts/40 にあるのは、部分", "部分のフォルダだけ"]);
}

#[test]
fn parts_that_were_changed() {
    let root = three_parts();
    let letters = tree(&root.path().join("parts/2/request/letters"));
    let letter = format!("request/letters/{}", letters.keys().next().expect("a letter"));
    let place = format!("parts/2/{letter}");
    let bytes = std::fs::read(root.path().join(&place)).expect("a letter");
    for bytes_now in [Some("another"), None] {
        match bytes_now {
            Some(now) => drop(root.write(&place, now)),
            None => root.remove(&place),
        }
        assert_refused(
            &root,
            &[1, 2, 3],
            &["部分 2/3", &letter, "作られた後に変わったか", "部分 2/3 を、同じ"],
        );
        root.write(&place, &bytes);
    }
    root.replace("parts/3/manifest.json", "\"cycle\": \"", "\"cycle\": \"x");
    assert_refused(&root, &[1, 2, 3], &["parts/3 の manifest.json が、作られた後に書き換えられている"]);
    root.write("parts/3/manifest.json", "{");
    assert_refused(&root, &[1, 2, 3], &["parts/3 の manifest.json が、作られた後に書き換えられている"]);
    let again = part(&root, &["request"], 3, 3).output().expect("it runs");
    assert_eq!(again.status.code(), Some(3), "nobody knows what lies there: {}", said(&again));
    std::fs::remove_dir_all(root.path().join("parts/3")).expect("it is taken away");
    assert_eq!(part(&root, &["request"], 3, 3).output().expect("it runs").status.code(), Some(0));

    resealed(&root, 1, |manifest| manifest.part.as_mut().expect("a part").program = "0".into());
    assert_refused(&root, &[1, 2, 3], &["（部分 1/3）は、この shiryo とは違う版の shiryo が作りました"]);
    let again = part(&root, &["request"], 1, 3).output().expect("it runs");
    assert_eq!(again.status.code(), Some(0), "{}", said(&again));
    assert_eq!(merge(&root, &[1, 2, 3]).status.code(), Some(0));
}

#[test]
fn parts_of_other_inputs() {
    for (path, old, new) in [
        ("inputs/submissions/kikaku.csv", "55.0", "56.0"),
        ("inputs/organizations.csv", "東町総務課長", "東町企画課長"),
        ("templates/words/request.txt.j2", "御意見を伺います。", "御意見を伺いたく存じます。"),
    ] {
        let root = three_parts();
        root.replace(path, old, new);
        assert_eq!(part(&root, &["request"], 2, 3).output().expect("it runs").status.code(), Some(0));
        let of_others = ["（部分 1/3）は、今の入力", "（部分 3/3）は、今の入力", "部分 3/3 を同じコマンドで"];
        assert_refused(&root, &[1, 2, 3], &of_others);
        build_parts(&root, &["request"], 3);
        assert_eq!(merge(&root, &[1, 2, 3]).status.code(), Some(0), "{path}");
        std::fs::rename(root.path().join("out"), root.path().join("merged")).expect("it is moved");
        assert_eq!(root.run(&["build", "request"]).status.code(), Some(0), "{path}");
        assert_same(&root.path().join("merged"), &root.path().join("out"));
    }
}

/// Runs a command on a root with another `out/`.
fn run(root: &Root, arguments: &[&str], out: &Path) -> Output {
    let mut command = crate::program::shiryo();
    command.args(arguments).args(["--format", "short", "--root"]).arg(root.path()).arg("--out").arg(out);
    command.output().expect("it runs")
}

#[test]
fn a_part_is_neither_sent_nor_printed_and_lies_alone() {
    let root = three_parts();
    let part = root.path().join("parts/2");
    let before = tree(&part);
    for command in [&["send", "request"][..], &["print", "request"]] {
        let output = run(&root, command, &part);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(
            said(&output).contains("parts/2 にあるのは、request の部分 2/3だけです。"),
            "{}",
            said(&output)
        );
        assert!(said(&output).contains("shiryo merge"), "{}", said(&output));
    }
    for command in [
        &["build"][..],
        &["build", "request"],
        &["build", "request", "--shard", "1/3"],
        &["build", "request", "--shard", "2/4"],
        &["build", "--shard", "2/3"],
    ] {
        let output = run(&root, command, &part);
        assert_eq!(output.status.code(), Some(2), "{command:?}: {}", said(&output));
        assert!(said(&output).contains("parts/2 には、request の部分 2/3があります。"), "{}", said(&output));
    }
    assert!(tree(&part) == before);
    assert_eq!(run(&root, &["build", "request", "--shard", "2/3"], &part).status.code(), Some(0));
    assert!(tree(&part) == before, "the same part may be made again");

    assert_eq!(root.run(&["build"]).status.code(), Some(0));
    let (out, before) = (root.path().join("out"), tree(&root.path().join("out")));
    let output = run(&root, &["build", "request", "--shard", "2/3"], &out);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("out には、部分でない資料があります。"), "{}", said(&output));
    assert!(tree(&out) == before);
    let output = run(&root, &["merge", &out.display().to_string()], &out);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
}

#[test]
fn wrong_command_lines() {
    let root = two_stages();
    for wrong in ["0/8", "9/8", "8", "1/0", "x/8", "-1/8", "1/10000", "3/8/8", "３/８", ""] {
        let output = root.run(&["build", "request", &format!("--shard={wrong}")]);
        assert_eq!(output.status.code(), Some(2), "{wrong}");
        assert!(said(&output).contains("--shard"), "{}", said(&output));
        assert!(
            wrong.is_empty() || said(&output).contains("「3/8」（８つに分けた３つ目）"),
            "{}",
            said(&output)
        );
    }
    let output = root.run(&["build", "nothing", "--shard", "1/2"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("段階「nothing」はありません"), "{}", said(&output));
    let output = root.run(&["merge"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("部分のフォルダ"), "{}", said(&output));
    assert!(!root.path().join("out").exists());
}

#[test]
fn a_part_that_can_t_be_made_whole_is_not_there() {
    let root = two_stages();
    root.write(
        "templates/words/request.txt.j2",
        "意見について（照会）\n\n{{ nothing }}\n記\n１　資料　なし\n以上\n",
    );
    let output = part(&root, &["request"], 1, 3).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("[template-error]"), "{}", said(&output));
    assert!(
        said(&output).contains("部分 1/3 は、作れないものがあるので、置きませんでした。"),
        "{}",
        said(&output)
    );
    assert!(!root.path().join("parts/1/manifest.json").exists());
}

#[test]
fn errors_in_the_inputs_are_said_by_the_merge_and_do_not_fail_a_part() {
    let root = two_stages();
    root.replace("inputs/cycle.toml", "count = 2", "count = 3");
    let output = part(&root, &["request"], 1, 1).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("[measure-count]"), "{}", said(&output));
    let output = merge(&root, &[1]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("[measure-count]"), "{}", said(&output));
}
