//! A template that would go on for ever, or take all memory, stops its own stage: it is named, the others are made.

use crate::program::Built;
use crate::root::Root;
use crate::two_stages::two_stages;

/// Bounds that the other papers keep, with much to spare.
const BOUNDS: [&str; 4] = ["--paper-time", "3", "--memory", "600"];
const AGENDA: &str = "templates/documents/agenda/document.typ";
const REQUEST: &str = "templates/words/request.txt.j2";

/// A document of typst with this code in its body.
fn document(code: &str) -> String {
    format!("#let body(shared, paper) = {{\n  {code}\n  [終わり]\n}}\n")
}

/// Both stages, built, and then a template in the place of another. In the stage that is not concerned something changed.
fn built_with(path: &str, text: &str) -> (Built, Vec<(String, Vec<u8>)>) {
    let root = two_stages();
    let before = root.build(&BOUNDS);
    assert_eq!(before.status, 0, "{}", before.messages);
    let files = before.files();
    let root: Root = before.root;
    root.write(path, text);
    root.replace("inputs/cycle.toml", "number = \"企第１号\"", "number = \"企第２号\"");
    root.replace("inputs/cycle.toml", "time = \"午前10時", "time = \"午前９時");
    (root.build(&BOUNDS), files)
}

/// The files of a stage.
fn of_stage(files: &[(String, Vec<u8>)], stage: &str) -> Vec<(String, Vec<u8>)> {
    files.iter().filter(|(path, _)| path.starts_with(stage)).cloned().collect()
}

#[test]
fn a_document_that_takes_too_much_stops_its_own_stage_alone() {
    for (code, reason) in [
        (
            "let i = 0\n  while i < 9000 { let j = 0; while j < 9000 { j += 1 }; i += 1 }",
            "3秒たっても終わらない",
        ),
        ("context { for x in range(40000) { for y in range(40000) { } } }", "3秒たっても終わらない"),
        ("let long = range(10000000000)", "メモリーが 600 MB で足りない"),
        ("let long = \"字\" * 1000000000000", "メモリーが 600 MB で足りない"),
        ("let long = (1,) * 9000000000000000000", "組版が途中で止まりました"),
        (
            "let all = [字]\n  for i in range(200000) { all = [#all#all] }\n  all",
            "入れ子が深すぎて、途中で止まりました",
        ),
        ("let f(n) = f(n + 1)\n  f(0)", "maximum function call depth exceeded"),
    ] {
        let (built, before) = built_with(AGENDA, &document(code));
        assert_eq!(built.status, 1, "{code}: {}", built.messages);
        assert!(
            built.messages.contains(AGENDA) && built.messages.contains(reason),
            "{code}: {}",
            built.messages
        );
        assert!(!built.messages.contains("panicked"), "{code}: {}", built.messages);
        let after = built.files();
        assert_eq!(of_stage(&before, "kaigi/"), of_stage(&after, "kaigi/"), "{code}: a stage is new in part");
        assert_ne!(
            of_stage(&before, "request/"),
            of_stage(&after, "request/"),
            "{code}: another was stopped"
        );
    }
}

#[test]
fn words_that_take_too_much_stop_their_own_stage_alone() {
    let doubled = "件名\n{% set all = namespace(text=\"字\") %}{% for i in range(60) %}{% set all.text = all.text ~ all.text %}{% endfor %}\n";
    let (built, before) = built_with(REQUEST, doubled);
    assert_eq!(built.status, 1, "{}", built.messages);
    assert!(built.messages.contains(REQUEST) && built.messages.contains("メモリーが"), "{}", built.messages);
    let after = built.files();
    assert_eq!(of_stage(&before, "request/"), of_stage(&after, "request/"));
    assert_ne!(of_stage(&before, "kaigi/"), of_stage(&after, "kaigi/"));
    let checked = built.root.run(&[&["check"][..], &BOUNDS].concat());
    let messages = String::from_utf8(checked.stderr).expect("UTF-8");
    assert_eq!(checked.status.code(), Some(1), "{messages}");
    assert!(messages.contains(REQUEST) && messages.contains("メモリーが"), "{messages}");
}

#[test]
fn the_words_of_a_mail_of_a_step_and_of_the_page_are_bounded_too() {
    const GROWS: &str =
        "{% set n = namespace(t=\"字\") %}{% for i in range(60) %}{% set n.t = n.t ~ n.t %}{% endfor %}";
    let root = two_stages();
    root.write("templates/words/request-mail.txt.j2", format!("件名\n\n{GROWS}\n"));
    root.write("templates/pages/index.html.j2", GROWS);
    let rule = "{{ bodies.kaigi.name }}に報告し";
    root.replace("inputs/cycle.toml", rule, &format!("{}{rule}", GROWS.replace('"', "'")));
    let built = root.build(&BOUNDS);
    assert_eq!(built.status, 1, "{}", built.messages);
    for template in
        ["inputs/cycle.toml", "templates/words/request-mail.txt.j2", "templates/pages/index.html.j2"]
    {
        assert!(
            built.messages.contains(&format!("{template}: エラー[template-error] メモリーが")),
            "{}",
            built.messages
        );
    }
    assert!(
        !built.path("index.html").exists()
            && !built.path("kaigi").exists()
            && !built.path("request").exists()
    );
}

#[test]
fn a_text_longer_than_anyone_reads_is_refused_where_it_stands() {
    let root = two_stages();
    let mail = "templates/words/request-mail.txt.j2";
    for (path, text, place) in [
        (REQUEST, "件名\n\n{{ \"a\" * 20000000 }}\n", "3:"),
        (REQUEST, "件名\n\n{% for i in range(100) %}{{ \"字\" * 10000 }}{% endfor %}\n", ""),
        (REQUEST, "{{ \"a\"|indent(9000000, true) }}\n\n本文\n", "1:"),
        (mail, "件名\n\n{{ \"%9000000d\"|format(1) }}\n", "3:"),
    ] {
        let before = root.read(path);
        root.write(path, text);
        for command in [&["check"][..], &["build", "request"]] {
            let output = root.run(&[command, &BOUNDS].concat());
            let messages = String::from_utf8(output.stderr).expect("UTF-8");
            assert_eq!(output.status.code(), Some(1), "{text}: {messages}");
            let long: Vec<&str> = messages.lines().filter(|line| line.contains("文が長すぎます")).collect();
            assert!(long.iter().all(|line| line.starts_with(&format!("{path}:{place}"))), "{messages}");
            assert_eq!(long.len(), 1, "{text}: {messages}");
        }
        root.write(path, before);
    }
}

#[test]
fn the_fourth_template_that_takes_too_much_ends_the_run() {
    let root = two_stages();
    let documents = ["agenda", "management", "progress", "letter"];
    for name in documents {
        root.write(&format!("templates/documents/{name}/document.typ"), document("\"字\" * 1000000000000"));
    }
    let built = root.build(&BOUNDS);
    assert_eq!(built.status, 1, "{}", built.messages);
    for name in documents {
        assert!(built.messages.contains(&format!("documents/{name}/document.typ")), "{}", built.messages);
    }
    assert!(built.messages.contains("何も作らず、前のものを残しました。"), "{}", built.messages);
    assert!(!built.path("manifest.json").exists());
}

#[test]
fn what_is_printed_is_bounded_too() {
    let built = two_stages().build(&["kaigi"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    built.root.write("templates/print/plan.typ", "#let body(shared, job) = { \"字\" * 1000000000000 }\n");
    let printed = built.root.run(&[&["print", "kaigi"][..], &BOUNDS].concat());
    let messages = String::from_utf8(printed.stderr).expect("UTF-8");
    assert_eq!(printed.status.code(), Some(1), "{messages}");
    assert!(messages.contains("templates/print/plan.typ") && messages.contains("メモリーが"), "{messages}");
    assert!(!built.path("kaigi/print").exists());
}
