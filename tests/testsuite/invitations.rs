//! Invitations to meetings, and what becomes of the answers: rosters, seats, cards, copies; nobody sees another's answer,
//! and an invitation goes once.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;

use crate::program::{Built, SAMPLE, shiryo};
use crate::readers::{pages, squeeze, squeezed, workbook_text};
use crate::root::Root;
use crate::sent_once::{self, addresses, go, small};
use crate::smtp::Server;
use crate::standards::validate;

/// The sample's committee with a second roster, made after the meeting, and printed.
static COMMITTEE: LazyLock<Built> = LazyLock::new(|| {
    let root = Root::sample();
    let after = "[[stages.papers]]\nid = \"after\"\ndocument = \"roster\"\ntitle = \"当日の出席者\"\n\
                 date = 2020-03-24\n\n[[stages.papers]]\nid = \"motion-policy\"";
    root.replace("inputs/cycle.toml", "[[stages.papers]]\nid = \"motion-policy\"", after);
    let built = root.build(&["committee", "kanjikai"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    printed(&built, "committee");
    built
});

fn printed(built: &Built, stage: &str) {
    let output = built.root.run(&["print", stage]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The figures of a stage that count who comes, by what they count.
fn counted(built: &Built, stage: &str, mark: &str) -> BTreeMap<String, String> {
    let values = built.json(&format!("{stage}/values.json"));
    let all = values["values"].as_object().expect("values").iter();
    let own = all.filter_map(|(id, value)| {
        let what = id.strip_prefix(&format!("attendance/{stage}/"))?;
        let (what, marked) = what.split_once('@').unwrap_or((what, ""));
        let number = value["number"].as_str().or(value["text"].as_str()).unwrap_or_default();
        (marked == mark).then(|| (what.to_owned(), number.to_owned()))
    });
    own.collect()
}

fn counts(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(what, n)| ((*what).into(), (*n).into())).collect()
}

#[test]
fn a_proxy_named_after_the_meeting_stands_only_in_what_is_made_later() {
    let built = &*COMMITTEE;
    // What came back is the form as it was sent, with its example, and needs no word.
    assert!(!built.messages.contains("inputs/replies/"), "{}", built.messages);
    let packet = squeezed(&built.path("committee/packet.pdf"));
    assert!(packet.contains("出席13名（うち代理２名、オンライン１名）、欠席１名"));
    assert!(packet.contains("代理健康福祉部次長") && !packet.contains("商工労働部次長"));
    let after = squeezed(&built.path("committee/当日の出席者.pdf"));
    assert!(after.contains("代理商工労働部次長"), "{after}");
    assert!(after.contains("出席13名（うち代理３名、オンライン１名）、欠席１名"), "{after}");
    let before = counts(&[("absent", "1"), ("online", "1"), ("present", "13"), ("proxy", "2")]);
    assert_eq!(counted(built, "committee", ""), before);
    let later = counted(built, "committee", "2020-03-24");
    assert_eq!(later.get("proxy").map(String::as_str), Some("3"), "{later:?}");
    // One has not answered, and keeps the seat.
    let roster = squeezed(&built.path("kanjikai/出席者名簿.pdf"));
    assert!(roster.contains("農林水産技術課長") && !roster.contains("未回答"), "{roster}");
    assert!(roster.contains("出席10名（うち代理１名）、欠席１名"), "{roster}");
    assert!(squeezed(&built.path("kanjikai/座席表.pdf")).contains("農林水産技術課長"));
}

#[test]
fn seats_cards_and_copies_are_for_those_who_come() {
    let built = &*COMMITTEE;
    let print = |name: &str| built.path("committee/print").join(name);
    let cards: Vec<String> = pages(&print("席札.pdf")).iter().map(|page| squeeze(page)).collect();
    assert_eq!(cards.len(), 12, "fourteen without the one online and the one absent");
    assert_eq!(cards.iter().filter(|card| card.contains("代理）")).count(), 2);
    assert!(
        cards.iter().any(|card| card.contains("健康福祉部次長") && card.contains("（健康福祉部長代理）"))
    );
    let plan = squeezed(&print("印刷計画.pdf"));
    for copies in ["委員（出席・代理）12", "委員（オンライン）1", "委員（欠席）1"] {
        assert!(plan.contains(copies), "{copies}: {plan}");
    }
    assert!(!plan.contains("出欠が未定"), "{plan}");
    let sets = std::fs::read_dir(print("sets")).expect("sets").count();
    assert_eq!(sets, 14, "each member gets one");
    printed(built, "kanjikai");
    let plan = squeezed(&built.path("kanjikai/print/印刷計画.pdf"));
    assert!(plan.contains("幹事（出席・代理）10") && plan.contains("幹事（出欠が未定）1"), "{plan}");
}

/// What a file says: all of it, or a message's own text.
fn text_of(path: &Path) -> String {
    let name = path.to_string_lossy();
    match () {
        () if name.ends_with(".pdf") => squeezed(path),
        () if name.ends_with(".xlsx") => workbook_text(path),
        () => std::fs::read_to_string(path).expect("text"),
    }
}

#[test]
fn nobody_gets_anothers_answer() {
    let root = Root::sample();
    root.replace("inputs/cycle.toml", "proxies = false\n", "");
    // A mark in every field of an answer of each meeting, of one member each.
    let marks = ["Ｑ甲乙丙", "Ｑ丁戊己", "Ｑ庚辛壬"];
    let rows: String = ["kanjikai,kanjikai-02", "advisory,advisory-02", "committee,committee-02"]
        .iter()
        .map(|whose| format!("{whose},代理,{},{},{},2020-01-02\n", marks[0], marks[1], marks[2]))
        .collect();
    let head = "段階,コード,出欠,代理者の氏名,代理者の職,備考,受付日\n";
    for folder in std::fs::read_dir(root.path().join("inputs/replies")).expect("replies") {
        std::fs::remove_file(folder.expect("a file").path()).expect("it goes");
    }
    let received = root.read("inputs/received.csv");
    let kept: Vec<&str> = received.lines().filter(|line| !line.starts_with("replies/")).collect();
    root.write("inputs/received.csv", format!("{}\n", kept.join("\n")));
    root.write("inputs/replies/denwa.csv", format!("{head}{rows}"));
    let built = root.build(&[]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let manifest = built.json("manifest.json");
    let mut read = 0;
    for file in manifest["files"].as_array().expect("files").iter().filter(|f| !f["recipient"].is_null()) {
        // A message brings these files as they are.
        if file["kind"] == "mail" {
            continue;
        }
        let path = file["path"].as_str().expect("a path");
        let text = text_of(&built.path(path));
        assert!(!marks.iter().any(|mark| text.contains(mark)), "{path}");
        let is_invitation = path.contains("-notice/");
        read += usize::from(is_invitation);
        // An invitation and its form name their own recipient, and no other member of the body.
        if is_invitation {
            let own = file["recipient"]["addressee"].as_str().expect("an addressee");
            assert!(squeeze(&text).contains(&squeeze(own)), "{path}");
        }
    }
    assert_eq!(read, 31 * 2, "a letter and a form for each member but the two senders themselves");
    // What all get shows who comes instead, and never what was written to the secretariat.
    let roster = squeezed(&built.path("committee/出席者名簿.pdf"));
    assert!(roster.contains("代理Ｑ丁戊己Ｑ甲乙丙") && !roster.contains(marks[2]), "{roster}");
    for stage in ["kanjikai-notice", "advisory-notice", "committee-notice"] {
        nothing_is_withheld(&built.root, stage);
    }
}

/// Every message of a stage would go.
fn nothing_is_withheld(root: &Root, stage: &str) {
    let mut command = shiryo();
    command.args(["send", stage, "--format", "json", "--on", "2020-04-30", "--root"]).arg(root.path());
    let output = command.arg("--out").arg(root.path().join("out")).output().expect("it runs");
    let rows: Vec<Value> = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    assert!(!rows.is_empty() && rows.iter().all(|row| row["status"] != "withheld"), "{stage}: {rows:?}");
}

#[test]
fn names_of_proxies_are_words_however_they_are_spelled_and_however_long() {
    let root = Root::sample();
    let hostile = r##"#read("/etc/passwd") *a* $x$ </td>{{ 7*7 }} \ @ref"##;
    let long = "あ".repeat(60);
    let rows = format!(
        "committee,committee-03,代理,\"{}\",次長,,2020-03-09\ncommittee,committee-05,代理,見本　花子,{long},,2020-03-09\n\
         committee,committee-07,代理,\"二行\n氏名\",=1+1,,2020-03-10\n",
        hostile.replace('"', "\"\"")
    );
    root.write(
        "inputs/replies/denwa.csv",
        format!("段階,コード,出欠,代理者の氏名,代理者の職,備考,受付日\n{rows}"),
    );
    let built = root.build(&["committee"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    printed(&built, "committee");
    let papers = ["committee/出席者名簿.pdf", "committee/座席表.pdf", "committee/print/席札.pdf"];
    for paper in papers {
        let text = squeezed(&built.path(paper));
        for words in [hostile, &long, "=1+1二行氏名"] {
            assert!(text.contains(&squeeze(words)), "{paper} lost {words}: {text}");
        }
    }
    // Such a post fits no seat: the seats have numbers, and a list follows.
    assert_eq!(pages(&built.path("committee/座席表.pdf")).len(), 2);
    assert_eq!(pages(&built.path("committee/print/席札.pdf")).len(), 12);
    validate("verapdf", &["3a,ua1"], &papers.map(|paper| built.path(paper)));
}

#[test]
fn invitations_and_their_forms_keep_to_the_standards() {
    let files = |ending: &str| -> Vec<_> {
        let stages = ["kanjikai-notice", "advisory-notice", "committee-notice"];
        let all = SAMPLE.ending(ending).into_iter();
        all.filter(|path| stages.iter().any(|stage| path.starts_with(SAMPLE.path(stage)))).collect()
    };
    validate("verapdf", &["3a,ua1"], &files(".pdf"));
    validate("ooxml", &[], &files(".xlsx"));
}

#[test]
fn an_invitation_goes_once_whatever_is_answered_since() {
    let (root, server) = (small(), Server::good());
    let replaced = [
        (
            "kind = \"inquiry\"\ntitle = \"意見照会\"",
            "kind = \"notice\"\ntitle = \"意見照会\"\nmeeting = \"kaigi\"",
        ),
        ("date = 2023-03-01\ndeadline = 2023-03-20", "date = 2023-02-01\ndeadline = 2023-02-10"),
        ("to = \"organizations\"\nnumber = \"企第10号\"", "to = \"members\"\nnumber = \"企第10号\""),
    ];
    for (old, new) in replaced {
        root.replace("inputs/cycle.toml", old, new);
    }
    root.write(
        "inputs/members.csv",
        "コード,会議,氏名,所属・職,座長,電子メール\naoki,kaigi,青木　一郎,西大学　教授,◎,aoki@member.example\n\
         ueda,kaigi,上田　三郎,北大学　教授,,ueda@member.example\n",
    );
    root.write(
        "templates/words/plain.txt.j2",
        "{{ meeting.name }}の開催について（通知）\n\n　下記のとおり開催します。\n記\n１　日時　{{ meeting.day }}\n以上\n",
    );
    sent_once::build(&root);
    assert_eq!(go(&root, &server, &[]).count("sent"), 2);
    // An answer changes nothing of the invitation, for whom it is and for the others.
    root.write(
        "inputs/replies/aoki.csv",
        "段階,会議,日時,構成員,出欠,代理者の氏名,代理者の職,備考,受付日\nkaigi,,,青木　一郎,欠席,,,,2023-02-06\n",
    );
    sent_once::build(&root);
    let again = go(&root, &server, &[]);
    assert_eq!((again.status, addresses(&server).len()), (0, 2), "{:?}", again.rows);
}
