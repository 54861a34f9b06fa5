//! What a meeting approved is printed again as it was approved, without the mark of a draft; all else stays a draft.

use std::collections::BTreeMap;

use crate::readers::{squeezed, workbook_text};
use crate::root::{Root, rules_folder};

const CYCLE: &str = "inputs/cycle.toml";
const KIKAKU: &str = "inputs/submissions/kikaku.csv";

/// The figures that a paper shows, by their ids without the day behind them.
fn figures(values: &serde_json::Value, paper: &str) -> BTreeMap<String, String> {
    let all = values["values"].as_object().expect("values");
    let own = all.iter().filter(|(_, value)| value["papers"].get(paper).is_some());
    own.map(|(id, value)| (id.split('@').next().unwrap_or(id).to_owned(), value["text"].to_string()))
        .collect()
}

#[test]
fn what_was_approved_is_what_is_printed() {
    let root = Root::sample();
    // A return of the day after the meeting changes what is known from then on, but not what was approved.
    let before = root.read("inputs/submissions/koyo.csv");
    let late = before.replace("％", "パーセント");
    assert_ne!(late, before);
    root.write("inputs/submissions/koyo_3.csv", late);
    root.write(
        "inputs/received.csv",
        root.read("inputs/received.csv") + "submissions/koyo_3.csv,2020-03-17\n",
    );
    let built = root.build(&["committee", "decided"]);
    let path = |file: &str| built.root.path().join("out").join(file);
    let put = squeezed(&path("committee/資料1_千葉県ＩＣＴ利活用戦略進捗管理方針（案）.pdf"));
    let decided = squeezed(&path("decided/千葉県ＩＣＴ利活用戦略進捗管理方針.pdf"));
    let line = "令和２年３月16日千葉県ＩＣＴ利活用推進委員会承認";
    assert!(put.contains("（案）") && decided.contains(line) && !decided.contains('案'), "{decided}");
    // What was approved has no number of a meeting's papers any more.
    assert_eq!(put.replace("（案）", "").replace("資料１", ""), decided.replace(line, ""));
    let (put, decided) = ("committee/資料2_数値目標（案）.pdf", "decided/数値目標.pdf");
    let text = squeezed(&path(decided));
    assert!(text.contains(line) && !text.contains("（案）") && !text.contains("パーセント"), "{text}");
    let put = figures(&built.json("committee/values.json"), put);
    assert!(put.len() > 500, "{}", put.len());
    assert_eq!(figures(&built.json("decided/values.json"), decided), put);
    // Later papers may name what was decided; those of the meeting itself know nothing of it yet.
    let gist = squeezed(&path("committee/議事要旨.pdf"));
    assert!(
        gist.contains("進捗管理方針（案）（資料１）承認（２）数値目標（案）（資料２）承認（３）千葉県ＩＣＴ利活用戦略の変更（案）（資料４）承認"),
        "{gist}"
    );
    assert!(!squeezed(&path("committee/packet.pdf")).contains("委員会承認"));
}

#[test]
fn what_members_say_at_the_meeting_stands_in_its_own_paper_and_in_the_letters_of_whom_it_concerns() {
    let root = Root::sample();
    let built = root.build(&["advisory", "opinions", "committee", "feedback"]);
    let path = |file: &str| built.root.path().join("out").join(file);
    let said = "庁内の取組の経験も企業に伝えながら";
    assert!(squeezed(&path("committee/別紙_主な意見.pdf")).contains(said));
    let advised = "業種と規模に分けて調べてから";
    assert!(squeezed(&path("advisory/別紙_主な意見.pdf")).contains(advised));
    assert!(!squeezed(&path("committee/別紙_主な意見.pdf")).contains(advised));
    for paper in [
        "advisory/別紙_主な意見.pdf",
        "opinions/意見一覧.pdf",
        "committee/資料3_助言・意見と県の考え方.pdf",
        "feedback/letters/kyoiku_助言等の通知.pdf",
    ] {
        assert!(!squeezed(&path(paper)).contains(said), "{paper}");
    }
    assert!(squeezed(&path("feedback/letters/koyo_助言等の通知.pdf")).contains(said));
    // What got an answer is reported on; what asks for nothing isn't.
    for workbook in
        ["feedback/annexes/koyo_助言・意見及び指標の達成状況.xlsx", "feedback/forms/koyo_対応報告書.xlsx"]
    {
        let text = workbook_text(&path(workbook));
        assert!(text.contains(advised) && text.contains(said), "{workbook}");
    }
    let nothing_asked = "進捗管理方針の案に異論はない";
    assert!(squeezed(&path("committee/別紙_主な意見.pdf")).contains(nothing_asked));
    assert!(!workbook_text(&path("feedback/forms/koyo_対応報告書.xlsx")).contains(nothing_asked));
}

/// A meeting to which a policy and targets are put, with these decisions, and a stage that prints both again.
fn meeting(decisions: &str) -> Root {
    let root = Root::of(&rules_folder().join("base"));
    let stages = format!(
        r#"
[[stages]]
id = "second"
kind = "meeting"
title = "第２回のデジタル会議"
body = "kaigi"
session = 2
date = 2023-03-01
approves = ["policy", "targets"]
decisions = [{decisions}]
papers = [
  {{ id = "policy", document = "prose", words = "own-policy", number = "資料１", title = "進捗管理方針（案）" }},
  {{ document = "targets", number = "資料２", title = "数値目標（案）" }},
  {{ id = "result", document = "prose", words = "result", title = "結果", date = 2023-03-10 }},
]

[[stages]]
id = "decided"
kind = "notice"
title = "決定"
date = 2023-03-13
papers = [
  {{ id = "policy", document = "prose", decided_by = "second", number = "資料１" }},
  {{ document = "targets", decided_by = "second", number = "資料２" }},
]
"#
    );
    root.write(CYCLE, root.read(CYCLE) + &stages);
    root.write(
        "templates/words/own-policy.txt.j2",
        "方針{{ draft }}\n\n１　名称\n　進捗管理方針{{ draft }}という。\n",
    );
    let each = "{% for made in stages.second.decisions %}\n（{{ made.number }}）　{{ made.put }}を{{ made.by }}が{{ made.date }}に{{ made.result }}、「{{ made.title }}」。\n{% endfor %}\n";
    root.write("templates/words/result.txt.j2", format!("結果\n\n　結果は次のとおり。\n{each}"));
    // A target is changed after the meeting.
    let late = root.read(KIKAKU).replace(",76.0,", ",78.0,");
    root.write("inputs/submissions/kikaku_2.csv", late);
    root.write(
        "inputs/received.csv",
        root.read("inputs/received.csv") + "submissions/kikaku_2.csv,2023-03-08\n",
    );
    root
}

/// The two papers of the later stage by their titles, and the paper of the meeting's results.
fn printed(decisions: &str, policy: &str, targets: &str) -> [String; 3] {
    let root = meeting(decisions);
    let output = root.run(&["build", "second", "decided"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    [&format!("decided/資料1_{policy}.pdf"), &format!("decided/資料2_{targets}.pdf"), "second/結果.pdf"]
        .map(|file| squeezed(&root.path().join("out").join(file)))
}

#[test]
fn a_meeting_approves_one_of_two() {
    let decision = r#"{ paper = "policy", result = "approved", date = 2023-03-01 }"#;
    let [policy, targets, result] = printed(decision, "進捗管理方針", "数値目標（案）");
    assert!(policy.contains("進捗管理方針令和５年３月１日みどり県デジタル会議承認１名称"), "{policy}");
    assert!(policy.contains("進捗管理方針という。") && !policy.contains('案'), "{policy}");
    assert!(targets.contains("数値目標（案）") && targets.contains("未決定１根拠別の集計"), "{targets}");
    assert!(targets.contains("76.0") && !targets.contains("78.0"), "{targets}");
    let said = "（１）進捗管理方針（案）をみどり県デジタル会議が令和５年３月１日に承認、「進捗管理方針」。";
    assert!(result.contains(said) && !result.contains("（２）"), "{result}");
}

#[test]
fn an_amended_paper_shows_what_the_amendment_changed_and_a_rejected_one_stays_a_draft() {
    let decisions = r#"{ paper = "policy", result = "rejected", date = 2023-03-01 },
  { paper = "targets", result = "amended", date = 2023-03-02, cutoff = 2023-03-08 }"#
        .replace('\n', " ");
    let [policy, targets, result] = printed(&decisions, "進捗管理方針（案）", "数値目標");
    assert!(
        policy.contains("進捗管理方針（案）令和５年３月１日みどり県デジタル会議において否決１名称"),
        "{policy}"
    );
    assert!(policy.contains("進捗管理方針（案）という。"), "{policy}");
    assert!(
        targets.contains("数値目標令和５年３月２日みどり県デジタル会議において修正の上承認"),
        "{targets}"
    );
    assert!(targets.contains("78.0") && !targets.contains("76.0"), "{targets}");
    assert!(result.contains("に否決、「進捗管理方針（案）」。（２）数値目標（案）を"), "{result}");
    assert!(result.contains("令和５年３月２日に修正の上承認、「数値目標」。"), "{result}");
}

#[test]
fn what_was_handed_out_after_the_decision_is_frozen_and_corrected_as_all_else() {
    let both = r#"{ paper = "policy", result = "approved", date = 2023-03-01 }, { paper = "targets", result = "approved", date = 2023-03-01 }"#;
    let root = meeting(both);
    let build = || root.run(&["build", "decided"]);
    assert_eq!(build().status.code(), Some(0));
    root.replace(CYCLE, "date = 2023-03-13\n", "date = 2023-03-13\nissued = 2023-03-14\n");
    assert_eq!(build().status.code(), Some(0));
    // The office mends a target as of a day before the meeting.
    let head = "部署,取組番号,指標番号,列,値,理由,訂正者,訂正日\n";
    root.write(
        "inputs/corrections.csv",
        format!("{head}kikaku,1-1,1,目標値,75.0,電話で確認,企画課,2023-02-20\n"),
    );
    let output = build();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(1) && said.contains("issued-changed"), "{said}");
    let issued = "issued = 2023-03-14\n";
    root.replace(
        CYCLE,
        issued,
        &format!("{issued}correction = {{ date = 2023-03-20, reason = \"誤記\" }}\n"),
    );
    let output = build();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let errata = squeezed(&root.path().join("out/decided/正誤表.pdf"));
    assert!(
        errata.contains("資料２１ページ76.075.0") || errata.contains("資料２　１ページ76.075.0"),
        "{errata}"
    );
    let targets = squeezed(&root.path().join("out/decided/資料2_数値目標.pdf"));
    assert!(
        targets.contains("【訂正】") && targets.contains("75.0") && targets.contains("会議承認"),
        "{targets}"
    );
}

/// The letter of the later stage to a department, and the workbook that comes with it, as text; with another meeting.
fn heard(decisions: &str, other: &str) -> (String, String) {
    let root = meeting(decisions);
    // Before the meeting it had changed a target too.
    let second = root.read(KIKAKU).replace(",40,", ",42,");
    assert_ne!(second, root.read(KIKAKU));
    root.write("inputs/submissions/kikaku_b.csv", second);
    let received = root.read("inputs/received.csv");
    root.write("inputs/received.csv", received + "submissions/kikaku_b.csv,2023-02-20\n");
    let letters = r#"since = "proposed"
annexes = [{ annex = "feedback", title = "意見と指標" }]
letters = [{ id = "notice", title = "通知", to = "departments", number = "企第15号", words = "heard", documents = ["letter", "feedback", "decided"] }]
"#;
    root.replace(CYCLE, "date = 2023-03-13\n", &format!("date = 2023-03-13\n{letters}"));
    if !other.is_empty() {
        let cycle = root.read(CYCLE);
        root.write(
            CYCLE,
            cycle
                .replace(
                    "document = \"targets\", decided_by = \"second\"",
                    "document = \"targets\", decided_by = \"third\"",
                )
                .replace("[[stages]]\nid = \"decided\"", &format!("{other}\n[[stages]]\nid = \"decided\"")),
        );
    }
    root.write(
        "templates/words/heard.txt.j2",
        "通知\n\n　通知します。\n{% include \"handed-on\" %}\n記\n{% for made in handed_on %}\n（{{ loop.index }}）　{{ made.title }}　{{ made.papers }}のとおり{% if not made.decided %}（{{ made.result or \"未決定\" }}）{% endif %}\n\n{% endfor %}\n以上\n",
    );
    let output = root.run(&["build", "decided"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let path = |file: &str| root.path().join("out/decided").join(file);
    (squeezed(&path("letters/kikaku_通知.pdf")), workbook_text(&path("annexes/kikaku_意見と指標.xlsx")))
}

#[test]
fn letters_say_of_each_paper_what_was_decided_and_by_whom_and_when() {
    let on = |paper: &str, result: &str, more: &str| {
        format!("{{ paper = \"{paper}\", result = \"{result}\", date = 2023-03-01{more} }},")
    };
    let both = |policy: &str, targets: &str| on("policy", policy, "") + &on("targets", targets, "");
    let (in_all, of_meeting) = ("承認された内容", "令和５年３月１日、みどり県デジタル会議において");
    for (decisions, said, unsaid) in [
        (
            both("approved", "approved"),
            vec![
                format!("なお、進捗管理方針及び数値目標が、{of_meeting}承認されました。"),
                "（1）進捗管理方針等資料１及び資料２のとおり以上".into(),
                in_all.into(),
            ],
            vec!["（案）"],
        ),
        (
            both("rejected", "approved"),
            vec![
                format!(
                    "進捗管理方針（案）は、{of_meeting}否決されました。また、数値目標が、{of_meeting}承認されました。"
                ),
                "進捗管理方針（案）資料１のとおり（否決）（2）数値目標資料２のとおり以上".into(),
                in_all.into(),
            ],
            vec![],
        ),
        (
            both("approved", "continued"),
            vec![
                format!("数値目標（案）は、{of_meeting}継続審議となりました。"),
                "数値目標（案）資料２のとおり（継続審議）".into(),
                "案の内容".into(),
            ],
            vec![in_all],
        ),
        (
            both("rejected", "rejected"),
            vec!["（1）進捗管理方針（案）等資料１及び資料２のとおり（否決）".into(), "案の内容".into()],
            vec![in_all, "承認"],
        ),
        (
            String::new(),
            vec!["通知します。記".into(), "（未決定）".into(), "案の内容".into()],
            vec![in_all, "承認", "決定されました"],
        ),
    ] {
        let (letter, workbook) = heard(&decisions, "");
        for said in said {
            assert!(letter.contains(&said), "{decisions} {said}: {letter}");
        }
        assert!(unsaid.iter().all(|unsaid| !letter.contains(unsaid)), "{decisions}: {letter}");
        // The change of a target that came after the meeting is none of what it had before it.
        for text in [&letter, &workbook] {
            assert!(text.contains("76") && !text.contains("78"), "{decisions}: {text}");
        }
    }
}

#[test]
fn an_amendment_of_one_paper_amends_no_other_and_a_later_meeting_is_named() {
    let policy = r#"{ paper = "policy", result = "amended", date = 2023-03-02, cutoff = 2023-03-09 },"#;
    let approved = r#"{ paper = "targets", result = "approved", date = 2023-03-01 }"#;
    let (letter, workbook) = heard(&format!("{policy} {approved}"), "");
    assert!(
        letter.contains(
            "進捗管理方針が、令和５年３月２日、みどり県デジタル会議において修正の上承認されました。"
        ),
        "{letter}"
    );
    assert!(
        letter.contains("数値目標が、令和５年３月１日、みどり県デジタル会議において承認されました。"),
        "{letter}"
    );
    for text in [&letter, &workbook] {
        assert!(text.contains("76") && !text.contains("78"), "{text}");
    }
    let amended = r#"{ paper = "targets", result = "amended", date = 2023-03-01, cutoff = 2023-03-08 }"#;
    let (letter, workbook) = heard(amended, "");
    assert!(letter.contains("目標値78.0％76.0％"), "what it had returned stands beside: {letter}");
    assert!(workbook.contains("78") && !workbook.contains("76"), "{workbook}");
    // What one meeting puts off, another decides.
    let third = r#"[[stages]]
id = "third"
kind = "meeting"
title = "臨時会議"
body = "kaigi"
date = 2023-03-10
approves = ["targets"]
decisions = [{ paper = "targets", result = "approved", date = 2023-03-11 }]
papers = [{ document = "targets", title = "数値目標（案）" }]
"#;
    let continued = r#"{ paper = "targets", result = "continued", date = 2023-03-01 }"#;
    let (letter, _) = heard(continued, third);
    assert!(
        letter.contains("数値目標が、令和５年３月11日、みどり県デジタル会議において承認されました。"),
        "{letter}"
    );
    assert!(letter.contains("78") && !letter.contains("継続審議"), "{letter}");
}

#[test]
fn what_was_decided_otherwise_is_said_by_the_errata() {
    let both = r#"{ paper = "policy", result = "approved", date = 2023-03-01 }, { paper = "targets", result = "approved", date = 2023-03-01 }"#;
    let corrected = |now: &str| {
        let root = meeting(both);
        assert_eq!(root.run(&["build", "decided"]).status.code(), Some(0));
        root.replace(CYCLE, "date = 2023-03-13\n", "date = 2023-03-13\nissued = 2023-03-14\n");
        assert_eq!(root.run(&["build", "decided"]).status.code(), Some(0));
        let issued = "issued = 2023-03-14\n";
        let correction = "correction = { date = 2023-03-20, reason = \"議決の誤記\" }\n";
        root.replace(CYCLE, issued, &format!("{issued}{correction}"));
        root.replace(CYCLE, both, now);
        let output = root.run(&["build", "decided"]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        squeezed(&root.path().join("out/decided/正誤表.pdf"))
    };
    // An amendment with a cutoff before which nothing came changes no figure.
    let policy = r#"{ paper = "policy", result = "approved", date = 2023-03-01 }"#;
    let same = corrected(&format!(
        "{policy}, {{ paper = \"targets\", result = \"amended\", date = 2023-03-02, cutoff = 2023-03-05 }}"
    ));
    assert!(same.contains("訂正はありません") && !same.contains("削除") && !same.contains("追加"), "{same}");
    let rejected =
        corrected(&format!("{policy}, {{ paper = \"targets\", result = \"rejected\", date = 2023-03-01 }}"));
    assert!(
        rejected.contains("数値目標（案）（令和５年３月１日みどり県デジタル会議において否決）"),
        "{rejected}"
    );
    assert!(!rejected.contains("進捗管理方針"), "{rejected}");
    let open = corrected(policy);
    assert!(open.contains("数値目標（案）（未決定）"), "{open}");
}
