//! Whom nothing can be addressed to gets nothing, `check` says why, `send` names them, and nobody else is stopped.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::program::Built;
use crate::two_stages::two_stages;

/// The codes of the messages that a build wrote, and the codes of those who get none with the reason.
fn messages(built: &Built) -> (Vec<String>, Vec<(String, String)>) {
    let manifest = built.json("manifest.json");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let files = manifest["files"].as_array().expect("files").iter().filter(|file| file["kind"] == "mail");
    let written = files.map(|file| text(&file["recipient"]["code"])).collect();
    let withheld = manifest["withheld"].as_array().expect("a list").iter();
    (written, withheld.map(|one| (text(&one["recipient"]["code"]), text(&one["reason"]))).collect())
}

/// Builds the letters after a change of the organizations nishi, higashi and kita, and sees who gets none.
fn without(old: &str, new: &str, expected: &[&str], reason: &str) {
    let root = two_stages();
    root.replace("inputs/organizations.csv", old, new);
    let checked = root.run(&["check"]);
    let said = String::from_utf8_lossy(&checked.stderr).into_owned();
    assert!(said.contains("inputs/organizations.csv") && said.contains("[recipient-addressee]"), "{said}");
    let built = root.build(&["request", "kaigi"]);
    let (written, withheld) = messages(&built);
    let codes: Vec<&str> = withheld.iter().map(|(code, _)| code.as_str()).collect();
    let sorted: BTreeSet<&str> = expected.iter().copied().collect();
    assert_eq!(codes, sorted.into_iter().collect::<Vec<_>>(), "{new}");
    assert!(withheld.iter().all(|(_, why)| why.contains(reason)), "{withheld:?}");
    let others: Vec<&str> =
        ["higashi", "kita", "nishi"].into_iter().filter(|c| !expected.contains(c)).collect();
    assert_eq!(written, others, "{new}");
    assert!(built.path("kaigi/次第.pdf").exists(), "nothing else stops");
    for code in expected {
        assert!(!built.path(&format!("request/letters/{code}_意見照会.pdf")).exists(), "{code}");
    }
    // Who gets none is named before anything is sent.
    let output = built.root.run(&["send", "request"]);
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{table}");
    assert!(table.contains("差し止め") && table.contains(reason), "{table}");
}

#[test]
fn two_of_one_addressee_get_nothing() {
    without("東町総務課長", "西市情報政策課長", &["nishi", "higashi"], "宛名が、ほかの宛先と同じ");
    without("東町総務課長", "西市　情報政策課長様", &["nishi", "higashi"], "宛名が、ほかの宛先と同じ");
    // A department's is another's too.
    without("東町総務課長", "企画部企画課長", &["higashi"], "宛名が、ほかの宛先と同じ");
}

#[test]
fn an_addressee_of_two_lines_or_with_a_control_character_gets_nothing() {
    without("東町総務課長", "\"東町\r\nBcc: x@y.example\"", &["higashi"], "宛名に、改行");
    without("東町総務課長", "東町\u{7}総務課長", &["higashi"], "宛名に、改行");
    without("東町総務課長", "東町\t総務課長", &["higashi"], "宛名に、改行");
}

#[test]
fn nobody_to_address_is_nobody() {
    without("東町総務課長", "様", &["higashi"], "宛名がありません");
}

/// Builds the letters after another change, and sees that nobody gets a message, whatever else is made.
fn no_message(change: impl Fn(&crate::root::Root), rule: &str, reason: &str) {
    let root = two_stages();
    change(&root);
    let checked = root.run(&["check"]);
    let said = String::from_utf8_lossy(&checked.stderr).into_owned();
    assert_eq!(said.matches(rule).count(), 1, "{said}");
    let built = root.build(&["request", "kaigi"]);
    let (written, withheld) = messages(&built);
    assert_eq!((written.len(), withheld.len()), (0, 3), "{}", built.messages);
    assert!(withheld.iter().all(|(_, why)| why.contains(reason)), "{withheld:?}");
    assert!(built.path("kaigi/次第.pdf").exists(), "{}", built.messages);
    assert!(built.path("request/letters/nishi_意見照会.pdf").exists(), "{}", built.messages);
}

#[test]
fn a_message_without_a_subject_or_a_body_is_not_written() {
    let words = |text: &'static str| {
        move |root: &crate::root::Root| {
            root.write("templates/words/request-mail.txt.j2", text);
        }
    };
    no_message(words(""), "[mail-words]", "件名も本文も空です");
    no_message(words("{{ \"\" }}\n\n{{ recipient.addressee }}　様\n"), "[mail-words]", "件名が空です");
    no_message(words("意見について（照会）\n　\n"), "[mail-words]", "本文が空です");
    no_message(words("意見に\tついて\n\n添付のとおり。\n"), "[mail-words]", "U+0009");
}

#[test]
fn an_address_that_a_recipient_of_another_stage_has_gets_nothing() {
    // The municipality's letter would go to the head of 企画課, or to a member, to whom this stage writes nothing.
    let members = "会議,氏名,所属・職,座長,電子メール\n\
                   kaigi,青木　一郎,西市　情報政策課長,◎,joho@nishi.example\n\
                   kaigi,石川　二葉,公募,,Somu@higashi.example\n";
    let root = two_stages();
    root.write("inputs/members.csv", members);
    root.replace("inputs/departments.csv", "kikaku@pref.example", "jimu@kita.example");
    let said = String::from_utf8_lossy(&root.run(&["check"]).stderr).into_owned();
    assert_eq!(said.matches("[mail-shared-address]").count(), 2, "{said}");
    let held = |root: &crate::root::Root| {
        let built = root.run(&["build", "request"]);
        assert!(root.path().join("out/request/mail/nishi.mail").exists(), "{built:?}");
        let mut send = crate::program::shiryo();
        send.args(["send", "request", "--format", "json", "--root"]).arg(root.path());
        let output = send.arg("--out").arg(root.path().join("out")).output().expect("it runs");
        let rows: Vec<Value> = serde_json::from_slice(&output.stdout).expect("JSON");
        let held = rows.iter().filter(|row| row["status"] == "withheld");
        let held: Vec<String> = held.map(|row| format!("{} {}", row["code"], row["reason"])).collect();
        held
    };
    let found = held(&root);
    assert_eq!(found.len(), 2, "{found:?}");
    for (code, line) in ["higashi", "kita"].iter().zip(&found) {
        assert!(line.contains(code) && line.contains("ほかの宛先の電子メールでもあります"), "{line}");
    }
    // Who answers for 西市 is one person with one address; the others share theirs when the cycle says so.
    let shared = "[mail]\nshared = [\"jimu@kita.example\", \"somu@higashi.example\"]\n\n[[categories]]";
    let cycle = root.read("inputs/cycle.toml").replacen("[[categories]]", shared, 1);
    root.write("inputs/cycle.toml", cycle);
    assert_eq!(held(&root), [""; 0]);
}

#[test]
fn no_header_is_cut_by_a_line_break() {
    let cycle = |old: &'static str, new: &'static str| {
        move |root: &crate::root::Root| {
            root.replace("inputs/cycle.toml", old, new);
        }
    };
    let rule = "[line-break]";
    no_message(cycle("division = \"企画部企画課\"", "division = \"企画部\\n企画課\""), rule, "企画部⏎企画課");
    no_message(cycle("title = \"意見照会\"", "title = \"意見\\r\\n照会\""), rule, "意見⏎⏎照会");
    no_message(cycle("short = \"会議\"", "short = \"会\\t議\""), rule, "会⏎議");
}
