//! What is wrong with a root's templates is said in Japanese, with the file and the line where it is.

use crate::program::Built;
use crate::two_stages::two_stages;

/// What a check says of templates that are laid over a small cycle; its stage `request` uses `words/request.txt.j2`, its stage
/// `kaigi` the document `agenda`.
fn said_of(command: &str, files: &[(&str, &[u8])]) -> String {
    let root = two_stages();
    for (path, bytes) in files {
        root.write(path, bytes);
    }
    let output = root.run(&[command]);
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1), "{files:?}: {said}");
    said
}

#[test]
fn a_broken_text_is_said_in_japanese_with_the_file_and_the_line_where_it_is() {
    const REQUEST: &str = "templates/words/request.txt.j2";
    const PART: &str = "templates/words/part.txt.j2";
    let broken_part = "一\n二{{ secretariat.phon }}\n";
    let macros = "{% macro name(x) %}\n{{ x.naem }}\n{% endmacro %}";
    for (text, part, said) in [
        (
            "件名\n{% include \"part\" %}",
            broken_part,
            format!("{PART}:2:1: エラー[template-error] 「secretariat.phon」という名前の値はありません。"),
        ),
        (
            "件名\n{% include \"part\" %}",
            "一\n{% if %}\n",
            format!("{PART}:2:1: エラー[template-error] 書き方の誤り: "),
        ),
        (
            "{% extends \"part\" %}",
            "件名\n\n{{ plan.nam }}",
            format!("{PART}:3:1: エラー[template-error] 「plan.nam」という名前の値はありません。"),
        ),
        (
            "{% extends \"part\" %}{% block b %}\n\n{{ plan.nam }}{% endblock %}",
            "件名\n{% block b %}{% endblock %}",
            format!("{REQUEST}:3:1: エラー[template-error] 「plan.nam」という名前の値はありません。"),
        ),
        (
            "件名\n{% from \"part\" import name %}{{ name(plan) }}",
            macros,
            format!("{PART}:2:1: エラー[template-error] 「x.naem」という名前の値はありません。"),
        ),
        (
            "件名\n{% from \"part\" import nmae %}\n{{ nmae(plan) }}",
            macros,
            format!("{REQUEST}:3:1: エラー[template-error] 埋め込みの誤り: 「nmae」という名はありません。"),
        ),
        (
            "件名\n\n{% include \"prat\" %}",
            "",
            format!(
                "{REQUEST}:3:1: エラー[template-error] 文面「prat」（templates/words/prat.txt.j2）はありません。"
            ),
        ),
        (
            "\u{feff}件名\r\n\r\n\t{{ plan.name|uper }}\r\n",
            "",
            format!("{REQUEST}:3:1: エラー[template-error] 整え方「uper」はありません。"),
        ),
        (
            "件名\n{{ plan.name|replace(\"県\") }}",
            "",
            format!("{REQUEST}:2:1: エラー[template-error] 埋め込みの誤り: ( ) の中に要るものがありません"),
        ),
        (
            "件名\n{{ paper(3) }}",
            "",
            format!("{REQUEST}:2:1: エラー[template-error] 埋め込みの誤り: 渡すものの種類が違います"),
        ),
        (
            "件名\n{% if plan %}\n本文\n",
            "",
            format!(
                "{REQUEST}:3:1: エラー[template-error] 書き方の誤り: {{% if … %}} か {{% for … %}} などに、終わり"
            ),
        ),
        ("件名\n{# 注\n本文\n", "", format!("{REQUEST}:2:1: エラー[template-error] 「{{#」だけがあります。")),
        (
            "件名\n{ plan.name }}から\n",
            "",
            format!("{REQUEST}:2:1: エラー[template-error] 「}}}}」だけがあります。"),
        ),
        (
            "件名\n｛｛ plan.name ｝｝から\n",
            "",
            format!("{REQUEST}:2:1: エラー[template-error] 「｛｛」だけがあります。"),
        ),
        (
            "件名\n{{ plan }}",
            "",
            format!("{REQUEST}:2:1: エラー[template-error] 項目の組はそのまま置けません。"),
        ),
        (
            "件名\n{{ stage.time }}",
            "",
            format!("{REQUEST}:2:1: エラー[template-error] 値がありません（none）。"),
        ),
        (
            "件名\n{{ recipient.measures }}",
            "",
            format!("{REQUEST}:2:1: エラー[template-error] 並びはそのまま置けません。"),
        ),
        ("\n \n", "", format!("{REQUEST}: エラー[template-error] 何も書かれていません。")),
    ] {
        let messages = said_of("check", &[(REQUEST, text.as_bytes()), (PART, part.as_bytes())]);
        assert!(messages.contains(&said), "{text}\n{messages}");
    }
    let shift_jis = b"\x8c\x8f\x96\xbc\n";
    assert!(
        said_of("check", &[(REQUEST, shift_jis)])
            .contains(&format!("{REQUEST}: エラー[template-error] UTF-8 で保存してください。"))
    );
}

#[test]
fn a_broken_document_is_said_in_japanese_with_the_file_and_the_line_where_it_is() {
    const AGENDA: &str = "templates/documents/agenda/document.typ";
    const DECLARED: &str = "templates/documents/agenda/document.toml";
    let body = |code: &str| format!("#let body(shared, paper) = {{\n  {code}\n}}\n");
    for (files, said) in [
        (
            vec![(AGENDA, body("paper.titel"))],
            format!(
                "{AGENDA}:2:9: エラー[template-error] 組版の誤り: データに「titel」という項目はありません。"
            ),
        ),
        (
            vec![(AGENDA, body("masthed(paper)"))],
            format!("{AGENDA}:2:3: エラー[template-error] 組版の誤り: 「masthed」という名はありません。"),
        ),
        (
            vec![
                (AGENDA, body("import \"own.typ\": part\n  part(paper)")),
                ("templates/documents/agenda/own.typ", "\n#let part(paper) = paper.titel\n".into()),
            ],
            "templates/documents/agenda/own.typ:2:26: エラー[template-error] 組版の誤り: データに「titel」"
                .into(),
        ),
        (
            vec![
                (AGENDA, body("toml(\"own.toml\")")),
                ("templates/documents/agenda/own.toml", "a = 1\nb = \n".into()),
            ],
            "templates/documents/agenda/own.toml:2:".into(),
        ),
        (
            vec![(AGENDA, format!("#import \"/lib/lib.typ\": masthead\n{}", body("masthead(paper.title)")))],
            format!("{AGENDA}:3:3: エラー[template-error] 組版の誤り: "),
        ),
        (
            vec![(AGENDA, "#let body(shared) = []".into())],
            format!("{AGENDA}: エラー[template-error] 組版の誤り: 引数が多すぎます"),
        ),
        (vec![(AGENDA, String::new())], format!("{AGENDA}: エラー[template-error] body がありません。")),
        (
            vec![(
                DECLARED,
                "title = \"次第\"\nscope = \"stage\"\n[views.agenda]\nview = \"agendas\"\n".into(),
            )],
            format!("{DECLARED}:4:8: エラー[template-error] agendas は書けません（書けるのは indicators, "),
        ),
        (
            vec![(DECLARED, "\u{feff}title = \"次第\"\r\nscpoe = \"stage\"\r\n".into())],
            format!(
                "{DECLARED}:2:1: エラー[template-error] 項目 scpoe はありません（書けるのは title, scope, "
            ),
        ),
        (
            vec![(DECLARED, "title = \"次第\"\nscope = \"stage\"\npaper = \"b4\"\n".into())],
            format!("{DECLARED}:3:9: エラー[template-error] b4 は書けません（書けるのは a4, a3）。"),
        ),
    ] {
        let bytes: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
        let messages = said_of("build", &bytes);
        assert!(messages.contains(&said), "{files:?}\n{messages}");
    }
}

#[test]
fn a_document_reads_nothing_outside_and_runs_nothing() {
    const AGENDA: &str = "templates/documents/agenda/document.typ";
    for (code, said) in [
        ("plugin(\"x.wasm\")", "組版の誤り: plugin は使えません。"),
        ("std.plugin(\"x.wasm\")", "組版の誤り: plugin は使えません。"),
        ("let run = plugin; run(bytes((0, 97)))", "組版の誤り: "),
        ("read(\"/etc/passwd\")", "組版の誤り: ファイルがありません。読めるのは"),
        ("read(\"/inputs/cycle.toml\")", "組版の誤り: ファイルがありません。読めるのは"),
        ("read(\"../../../../../../etc/passwd\")", "組版の誤り: templates/ の外のファイルは読めません"),
        ("import \"@preview/cetz:0.2.2\": *", "組版の誤り: パッケージ（@preview など）は使えません。"),
        ("import \"@local/own:0.1.0\": *", "組版の誤り: パッケージ（@preview など）は使えません。"),
    ] {
        let messages = said_of(
            "build",
            &[(AGENDA, format!("#let body(shared, paper) = {{\n  {code}\n}}\n").as_bytes())],
        );
        assert!(messages.contains(&format!("{AGENDA}:2:")) && messages.contains(said), "{code}\n{messages}");
    }
}

#[test]
fn a_bad_template_of_any_kind_stops_its_own_stage_alone() {
    let root = two_stages();
    root.write("templates/words/request-mail.txt.j2", "意見について（照会）\n\n添付のとおりです。\n");
    let mut built = root.build(&[]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let stage = |built: &Built, id: &str| -> Vec<(String, Vec<u8>)> {
        built.files().into_iter().filter(|(path, _)| path.starts_with(id)).collect()
    };
    for (n, (path, text, stopped, other)) in [
        (
            "templates/documents/agenda/document.typ",
            "#let body(shared, paper) = paper.titel\n",
            "kaigi/",
            "request/",
        ),
        ("templates/documents/management/document.toml", "titel = \"進捗管理\"\n", "kaigi/", "request/"),
        ("templates/words/request.txt.j2", "件名\n{{ plan.nmae }}\n", "request/", "kaigi/"),
        ("templates/words/request-mail.txt.j2", "件名\n\n{{ plan.nmae }}\n", "request/", "kaigi/"),
    ]
    .into_iter()
    .enumerate()
    {
        let (before_stopped, before_other) = (stage(&built, stopped), stage(&built, other));
        let root = built.root;
        let place = root.path().join(path);
        let whole = std::fs::read(&place).ok();
        root.write(path, text);
        // Something else changes in both stages.
        let cycle = root.read("inputs/cycle.toml");
        let changed =
            cycle.replace("sender = \"企画部企画課長\"", &format!("sender = \"企画部企画課長{n}\""));
        root.write(
            "inputs/cycle.toml",
            changed.replace("time = \"午前10時", &format!("time = \"午前10時{n}分")),
        );
        built = root.build(&[]);
        assert_eq!(built.status, 1, "{path}: {}", built.messages);
        assert!(built.messages.contains(&format!("{path}:")), "{}", built.messages);
        assert_eq!(stage(&built, stopped), before_stopped, "{path}: the stopped stage is new in part");
        assert_ne!(stage(&built, other), before_other, "{path}: the other stage was stopped too");
        // All is well again.
        built.root.write("inputs/cycle.toml", cycle);
        match whole {
            Some(whole) => {
                built.root.write(path, whole);
            }
            None => built.root.remove(path),
        }
        built = built.root.build(&[]);
        assert_eq!(built.status, 0, "{path}: {}", built.messages);
    }
}
