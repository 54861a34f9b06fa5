//! A build takes away only what it made, and takes the place of nothing that others put into `out/`.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Output;

use crate::root::Root;
use crate::two_stages::two_stages;

fn built() -> Root {
    let root = two_stages();
    assert_eq!(root.run(&["build"]).status.code(), Some(0));
    root
}

/// Builds the root and returns the exit status and what was said.
fn build(root: &Root) -> (Option<i32>, String) {
    said(root.run(&["build"]))
}

fn said(output: Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
}

/// The first paper gets another name, so that its file goes away.
fn rename_a_paper(root: &Root) {
    root.replace("inputs/cycle.toml", "number = \"資料２\"", "number = \"資料３\"");
}

#[test]
fn foreign_files_are_kept_and_named() {
    let root = built();
    root.write("out/kaigi/memo.txt", "mine").write("out/kaigi/photos/1.png", "mine");
    root.write("out/kaigi/.DS_Store", "")
        .write("out/my folder/note.txt", "mine")
        .write("out/.old-kaigi/x", "mine");
    symlink("/etc/hostname", root.path().join("out/kaigi/link")).expect("a link");
    rename_a_paper(&root);
    let (status, messages) = build(&root);
    assert_eq!(status, Some(0), "{messages}");
    let named = "[foreign-file] out/ の kaigi/ に、shiryo の作っていないファイルがあります（kaigi/link、kaigi/memo.txt、kaigi/photos/1.png）";
    assert!(messages.contains(named), "{messages}");
    assert!(!root.path().join("out/kaigi/資料2_進捗状況一覧.pdf").exists(), "what was made goes away");
    assert!(root.path().join("out/kaigi/資料3_進捗状況一覧.pdf").exists());
    for path in ["kaigi/memo.txt", "kaigi/photos/1.png", "my folder/note.txt", ".old-kaigi/x"] {
        assert_eq!(root.read(&format!("out/{path}")), "mine");
    }
    assert!(root.path().join("out/kaigi/link").is_symlink());
}

#[test]
fn what_goes_away_but_was_edited_is_kept_and_named() {
    let root = built();
    let paper = "out/kaigi/資料2_進捗状況一覧.pdf";
    root.write(paper, "with my notes");
    rename_a_paper(&root);
    let (status, messages) = build(&root);
    assert!(status == Some(0) && messages.contains("（kaigi/資料2_進捗状況一覧.pdf）"), "{messages}");
    assert_eq!(root.read(paper), "with my notes");
}

#[test]
fn a_file_or_a_link_in_the_way_is_kept_and_stops_its_stage_only() {
    let folder_elsewhere = tempfile::tempdir().expect("a folder");
    let lay = |root: &Root, what: &str| {
        let place = root.path().join("out/kaigi");
        match what {
            "file" => drop(root.write("out/kaigi", "mine")),
            "link" => {
                std::fs::create_dir_all(root.path().join("out")).expect("a folder");
                symlink(folder_elsewhere.path(), place).expect("a link");
            }
            "paper" => drop(root.write("out/kaigi/packet.pdf", "mine")),
            _ => std::fs::create_dir_all(place.join("packet.pdf")).expect("a folder"),
        }
    };
    for (what, named) in
        [("file", "kaigi"), ("link", "kaigi"), ("paper", "kaigi/packet.pdf"), ("folder", "kaigi/packet.pdf")]
    {
        let root = two_stages();
        lay(&root, what);
        let (status, messages) = build(&root);
        assert_eq!(status, Some(1), "{what}: {messages}");
        assert!(messages.contains(&format!("[file-in-the-way] out/ の {named} は")), "{what}: {messages}");
        assert!(
            root.path().join("out/request/letters/nishi_意見照会.pdf").exists(),
            "{what}: the other stage"
        );
        match what {
            "file" => assert_eq!(root.read("out/kaigi"), "mine"),
            "link" => assert_eq!(std::fs::read_dir(folder_elsewhere.path()).expect("a folder").count(), 0),
            "paper" => assert_eq!(root.read("out/kaigi/packet.pdf"), "mine"),
            _ => assert!(root.path().join("out/kaigi/packet.pdf").is_dir()),
        }
    }
}

#[test]
fn without_a_manifest_nothing_is_taken_away_and_nothing_is_written_over() {
    let root = built();
    root.remove("out/manifest.json");
    root.write("out/kaigi/memo.txt", "mine");
    let (status, messages) = build(&root);
    assert!(status == Some(0) && !messages.contains("file-in-the-way"), "the same is made: {messages}");
    root.remove("out/manifest.json");
    rename_a_paper(&root);
    root.write("out/index.html", "my page").write("out/request/letters/nishi_意見照会.pdf", "mine");
    let (status, messages) = build(&root);
    assert_eq!(status, Some(1), "{messages}");
    assert!(
        messages.contains("out/ の index.html は") && messages.contains("letters/nishi_意見照会.pdf は"),
        "{messages}"
    );
    assert_eq!(root.read("out/index.html"), "my page");
    assert_eq!(root.read("out/request/letters/nishi_意見照会.pdf"), "mine");
    assert_eq!(root.read("out/kaigi/memo.txt"), "mine");
    assert!(root.path().join("out/kaigi/資料2_進捗状況一覧.pdf").exists(), "it may be anybody's");
}

#[test]
fn out_within_the_inputs_or_around_them_is_refused_and_nothing_changes() {
    let root = two_stages();
    symlink(root.path().join("inputs/opinions"), root.path().join("link")).expect("a link");
    root.write("plan.docx", "mine");
    for out in [
        "inputs",
        "inputs/opinions",
        "inputs/new",
        "templates/out",
        "link",
        "out/../inputs/opinions",
        "inputs/issued",
        ".",
        "..",
        "",
        "plan.docx",
        "plan.docx/out",
    ] {
        let mut command = crate::program::shiryo();
        command.args(["build", "--root"]).arg(root.path()).arg("--out").arg(root.path().join(out));
        let (status, messages) = said(command.output().expect("it runs"));
        assert!(status == Some(2) && messages.contains("--out の"), "{out}: {messages}");
        assert!(root.path().join("inputs/opinions/nishi.csv").exists(), "{out}");
        assert!(!root.path().join(out).join(".shiryo").exists(), "{out}");
    }
    assert_eq!(root.read("plan.docx"), "mine");
    // As the command line has it when it stands in the root.
    let mut command = crate::program::shiryo();
    let (status, messages) =
        said(command.args(["build", "--out", "."]).current_dir(root.path()).output().expect("it runs"));
    assert!(status == Some(2) && messages.contains("--out の"), "{messages}");
}

#[test]
fn what_was_made_of_another_year_is_not_replaced() {
    let (root, next) = (built(), two_stages());
    let manifest = root.read("out/manifest.json");
    next.replace("inputs/cycle.toml", "[cycle]\nid = \"", "[cycle]\nid = \"next-");
    next.replace("inputs/cycle.toml", "[plan]\nname = \"", "[plan]\nname = \"新");
    for stages in [&[][..], &["kaigi"]] {
        let mut command = crate::program::shiryo();
        command.arg("build").args(stages).arg("--root").arg(next.path());
        let (status, messages) =
            said(command.arg("--out").arg(root.path().join("out")).output().expect("it runs"));
        assert!(status == Some(2) && messages.contains("別の一年"), "{messages}");
        assert_eq!(root.read("out/manifest.json"), manifest, "{stages:?}");
        assert!(!next.path().join("inputs/issued").exists(), "{stages:?}");
    }
    // A new id, or a plan's mended name: the year is the same.
    root.replace("inputs/cycle.toml", "[cycle]\nid = \"", "[cycle]\nid = \"new-");
    assert_eq!(build(&root).0, Some(0));
    root.replace("inputs/cycle.toml", "[plan]\nname = \"", "[plan]\nname = \"新");
    assert_eq!(build(&root).0, Some(0));
}

#[test]
fn print_files_that_others_made_are_kept() {
    let root = built();
    root.write("out/kaigi/print/席札.pdf", "mine");
    let (status, messages) = said(root.run(&["print", "kaigi"]));
    assert!(status == Some(3) && messages.contains("kaigi/print/席札.pdf"), "{messages}");
    assert_eq!(root.read("out/kaigi/print/席札.pdf"), "mine");
    assert!(!root.path().join("out/kaigi/print/印刷計画.pdf").exists());
    root.remove("out/kaigi/print/席札.pdf");
    root.write("out/kaigi/print/my.txt", "mine");
    assert_eq!(root.run(&["print", "kaigi"]).status.code(), Some(0));
    assert_eq!(root.run(&["print", "kaigi"]).status.code(), Some(0), "its own are no obstacle");
    rename_a_paper(&root);
    assert_eq!(build(&root).0, Some(0));
    assert!(!root.path().join("out/kaigi/print/席札.pdf").exists(), "the papers are others now");
    assert_eq!(root.read("out/kaigi/print/my.txt"), "mine");
}

/// What else may lie where a build puts and takes away: each is kept, and the build says so or passes it over.
#[test]
fn nothing_that_is_no_file_of_ours_is_read_or_taken_away() {
    let root = built();
    let place = |path: &str| root.path().join("out").join(path);
    // In the folders of messages and of print files, and by names that differ in their case alone.
    let mine =
        ["request/mail/memo.mail", "request/mail/NISHI.mail", "kaigi/print/memo.txt", "kaigi/PACKET.PDF"];
    for path in mine {
        root.write(&format!("out/{path}"), "mine");
    }
    let mut read_only = std::fs::metadata(place(mine[0])).expect("a file").permissions();
    read_only.set_mode(0o400);
    std::fs::set_permissions(place(mine[0]), read_only).expect("it is read-only");
    // A folder in the place of a message, and a pipe and a link in the place of a paper that goes away.
    root.remove("out/request/mail/nishi.mail");
    root.write("out/request/mail/nishi.mail/memo.txt", "mine");
    let paper = "kaigi/資料2_進捗状況一覧.pdf";
    let moved = root.path().join("moved.pdf");
    std::fs::rename(place(paper), &moved).expect("it is moved");
    symlink(&moved, place(paper)).expect("a link");
    rename_a_paper(&root);
    let (status, messages) = build(&root);
    assert_eq!(status, Some(1), "{messages}");
    assert!(messages.contains("[file-in-the-way] out/ の request/mail/nishi.mail は"), "{messages}");
    let foreign = messages.lines().find(|line| line.contains("kaigi/ に")).expect("they are named");
    for path in ["kaigi/print/memo.txt", "kaigi/PACKET.PDF", paper] {
        assert!(foreign.contains(path), "{path}: {foreign}");
    }
    assert!(place(paper).is_symlink() && moved.exists());
    mine.iter().for_each(|path| assert_eq!(root.read(&format!("out/{path}")), "mine", "{path}"));
    assert_eq!(root.read("out/request/mail/nishi.mail/memo.txt"), "mine");
    std::fs::remove_dir_all(place("request/mail/nishi.mail")).expect("it goes");
    let (status, messages) = build(&root);
    assert!(
        status == Some(0) && messages.contains("request/mail/NISHI.mail、request/mail/memo.mail"),
        "{messages}"
    );
    // No message of another's goes.
    let table = String::from_utf8(root.run(&["send", "request"]).stdout).expect("UTF-8");
    assert!(table.contains("送る 3（計 3）") && !table.contains("memo"), "{table}");
    // A pipe has no end.
    let paper = "kaigi/資料3_進捗状況一覧.pdf";
    std::fs::remove_file(place(paper)).expect("it goes");
    assert!(std::process::Command::new("mkfifo").arg(place(paper)).status().expect("it runs").success());
    root.replace("inputs/cycle.toml", "number = \"資料３\"", "number = \"資料４\"");
    let (status, messages) = build(&root);
    assert!(status == Some(0) && messages.contains(paper) && place(paper).exists(), "{messages}");
}

#[test]
fn a_file_that_may_not_be_read_is_kept_and_stops_its_stage_only() {
    let root = two_stages();
    root.write("out/kaigi/packet.pdf", "mine").write("out/index.html", "mine");
    let mut strace = std::process::Command::new("strace");
    strace.args(["-f", "-o", "/dev/null", "-e", "inject=openat:error=EACCES", "-e", "trace=openat"]);
    for path in ["out/kaigi/packet.pdf", "out/index.html"] {
        strace.arg("-P").arg(root.path().join(path));
    }
    strace.arg(env!("CARGO_BIN_EXE_shiryo")).args(["build", "--format", "short", "--root"]).arg(root.path());
    strace.arg("--out").arg(root.path().join("out"));
    let (status, messages) = said(strace.output().expect("strace is installed"));
    assert_eq!(status, Some(1), "{messages}");
    for path in ["kaigi/packet.pdf", "index.html"] {
        assert!(messages.contains(&format!("[file-in-the-way] out/ の {path} は")), "{messages}");
        assert_eq!(root.read(&format!("out/{path}")), "mine");
    }
    assert!(root.path().join("out/request/letters/nishi_意見照会.pdf").exists(), "the other stage");
}

#[test]
fn messages_are_readable_by_owner_and_group_alone() {
    let root = built();
    let mode = |path: &str| {
        std::fs::metadata(root.path().join("out").join(path)).expect("a file").permissions().mode() & 0o777
    };
    assert_eq!(mode("request/mail/nishi.mail") & 0o027, 0);
    assert_ne!(mode("kaigi/packet.pdf") & 0o004, 0, "papers are for all");
}

#[test]
fn names_that_control_a_terminal_reach_none() {
    let root = two_stages();
    for name in ["a\u{1b}[31mred.pdf", "b\u{202e}fdp.exe", "c\u{9b}2Jd.csv", "d\u{2066}e\u{feff}.csv"] {
        for folder in ["inputs", "inputs/submissions", "inputs/opinions", "inputs/fonts", "out/kaigi"] {
            root.write(&format!("{folder}/{name}"), "");
        }
    }
    let no_terminal_obeys = |text: &[u8], what: &str| {
        let text = String::from_utf8(text.to_vec()).expect("UTF-8");
        let obeyed = |c: char| c.is_control() && c != '\n' || "\u{202e}\u{2066}\u{feff}".contains(c);
        assert!(!text.contains(obeyed), "{what}: {text:?}");
    };
    let odd = root.path().join("no\u{1b}[2J\u{202e}thing");
    for command in ["check", "build", "status", "print", "send", "new"] {
        for format in ["terminal", "short", "json"] {
            for (place, out) in [(root.path(), root.path().join("out")), (&*odd, odd.join("out"))] {
                let mut run = crate::program::shiryo();
                run.arg(command).args(["--format", format, "--root"]).arg(place).arg("--out").arg(out);
                match command {
                    "print" | "send" => drop(run.arg("no\u{1b}[2Jstage")),
                    "new" => drop(run.arg("--from").arg(&odd).arg(odd.join("x"))),
                    _ => {}
                }
                let output = run.output().expect("it runs");
                no_terminal_obeys(&output.stdout, &format!("{command} {format}"));
                no_terminal_obeys(&output.stderr, &format!("{command} {format}"));
            }
        }
    }
}
