//! Ways to send a message a second time: to rename what it is known by, to change what it says. Each is tried on
//! a small stage whose three messages are sent one by one.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;

use crate::outbox::Sent;
use crate::program::{Built, shiryo};
use crate::root::{Root, rules_folder};
use crate::smtp::Server;

const STAGE: &str = r#"
[[stages]]
id = "iken"
kind = "inquiry"
title = "意見照会"
date = 2023-03-01
deadline = 2023-03-20
purpose = "意見"
mail = { words = "plain-mail" }

[[stages.letters]]
id = "request"
title = "意見照会"
to = "organizations"
number = "企第10号"
words = "plain"
documents = ["letter"]
"#;

/// A stage with a message to each of three organizations: nishi, higashi, kita.
static SMALL: LazyLock<Built> = LazyLock::new(|| {
    let root = Root::of(&rules_folder().join("base"));
    let cycle = root.read("inputs/cycle.toml");
    root.write("inputs/cycle.toml", format!("{cycle}{STAGE}"));
    root.replace("inputs/cycle.toml", "[secretariat]", "[secretariat]\nmail = \"ict@pref.example\"");
    // Nothing else names an organization by its code.
    fs::remove_dir_all(root.path().join("inputs/opinions")).expect("they go");
    root.write("templates/words/plain.txt.j2", "意見照会について\n\n意見を照会します。\n");
    root.write("templates/words/plain-mail.txt.j2", "意見照会について\n\n別添のとおり照会します。\n");
    let built = root.build(&["iken"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    built
});

/// A copy of the small root with what was built.
pub(crate) fn small() -> Root {
    copy_of(SMALL.root.path())
}

pub(crate) fn copy_of(root: &Path) -> Root {
    let copy = Root::empty();
    copy.overlay_below(root, "");
    copy
}

/// Sends the stage, whatever it is called now.
pub(crate) fn go(root: &Root, server: &Server, more: &[&str]) -> Sent {
    Sent::of(command(root, &server.url("smtp"), more).output().expect("it runs"))
}

pub(crate) fn command(root: &Root, url: &str, more: &[&str]) -> std::process::Command {
    let stage = if root.read("inputs/cycle.toml").contains("id = \"iken\"") { "iken" } else { "shokai" };
    let mut command = shiryo();
    command.args(["send", stage, "--confirm", "--smtp", url, "--format", "json"]);
    command.args(["--per-minute", "60000", "--retry-wait", "0", "--root"]).arg(root.path());
    command.arg("--out").arg(root.path().join("out")).args(more);
    command
}

pub(crate) fn build(root: &Root) {
    let output = root.run(&["build"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The addresses that a server's messages went to, in order.
pub(crate) fn addresses(server: &Server) -> Vec<String> {
    let address = |message: Value| message["to"][0].as_str().expect("an address").to_owned();
    server.accepted().into_iter().map(address).collect()
}

pub(crate) const ALL: [&str; 3] = ["joho@nishi.example", "somu@higashi.example", "jimu@kita.example"];

/// Sends the first message, changes something, and sends the rest. The first must not have gone twice, unless it is asked
/// for; the two others must have gone. Returns what the second run says of the first message.
pub(crate) fn change_after_the_first(change: impl Fn(&Root), rest: [&str; 2]) -> (Value, Root, Server) {
    let (root, server) = (small(), Server::good());
    let first = go(&root, &server, &["--only", "nishi"]);
    assert_eq!((first.status, addresses(&server)), (0, vec![ALL[0].to_owned()]), "{}", first.errors);
    change(&root);
    build(&root);
    let second = go(&root, &server, &[]);
    assert_eq!(second.rows.len(), 3, "{}", second.errors);
    assert_eq!(addresses(&server), [ALL[0], rest[0], rest[1]], "{:?}", second.rows);
    let held = second.rows.iter().find(|row| row["status"] != "sent" || row["address"] == ALL[0]);
    (held.expect("the first message").clone(), root, server)
}

/// It was held back for this reason; it goes when its recipient is asked and the clerk says so.
fn goes_when_asked(change: impl Fn(&Root), reason: &str) {
    let (row, root, server) = change_after_the_first(change, [ALL[1], ALL[2]]);
    assert_eq!(row["status"], "withheld", "{row}");
    let said = row["reason"].as_str().expect("a reason");
    assert!(said.contains(reason) && said.contains("--resend"), "{said}");
    let code = row["code"].as_str().expect("a code");
    let asked = go(&root, &server, &["--resend", code]);
    assert_eq!((asked.status, asked.count("sent")), (0, 3), "{}", asked.errors);
    assert_eq!(server.accepted().len(), 4);
    // And then once.
    let again = go(&root, &server, &["--resend", code]);
    assert_eq!((again.status, server.accepted().len()), (0, 4), "{}", again.errors);
}

/// A change of one text in a file of the root.
fn replaced(path: &'static str, old: &'static str, new: &'static str) -> impl Fn(&Root) {
    move |root| {
        root.replace(path, old, new);
    }
}

#[test]
fn a_renamed_code_is_the_same_recipient() {
    let rename = replaced("inputs/organizations.csv", "nishi,西市", "west,西市");
    goes_when_asked(rename, "コード「nishi」（joho@nishi.example）として");
}

#[test]
fn another_address_is_the_same_recipient() {
    let rename = replaced("inputs/organizations.csv", "joho@nishi.example", "dx@nishi.example");
    goes_when_asked(rename, "コード「nishi」（joho@nishi.example）として");
}

#[test]
fn another_code_and_another_address_are_the_same_recipient_by_its_name() {
    let rename = |root: &Root| {
        root.replace("inputs/organizations.csv", "nishi,西市", "west,西市");
        root.replace("inputs/organizations.csv", "joho@nishi.example", "dx@nishi.example");
    };
    goes_when_asked(rename, "コード「nishi」（joho@nishi.example）として");
}

#[test]
fn a_renamed_stage_has_the_same_letters() {
    let rename = replaced("inputs/cycle.toml", "id = \"iken\"", "id = \"shokai\"");
    goes_when_asked(rename, "段階「iken」");
}

#[test]
fn codes_that_change_places_send_nobody_a_second_letter() {
    let (root, server) = (small(), Server::good());
    assert_eq!(go(&root, &server, &["--only", "nishi"]).status, 0);
    root.replace("inputs/organizations.csv", "nishi,西市", "x,西市");
    root.replace("inputs/organizations.csv", "higashi,東町", "nishi,東町");
    root.replace("inputs/organizations.csv", "x,西市", "higashi,西市");
    build(&root);
    let sent = go(&root, &server, &[]);
    assert_eq!((sent.status, sent.count("withheld")), (1, 2), "{:?}", sent.rows);
    assert_eq!(addresses(&server), [ALL[0], ALL[2]]);
}

#[test]
fn rows_in_another_order_change_nothing() {
    let turn = |root: &Root| {
        let list = root.read("inputs/organizations.csv");
        let mut lines: Vec<&str> = list.lines().collect();
        lines[1..].reverse();
        root.write("inputs/organizations.csv", lines.join("\n") + "\n");
    };
    let (row, ..) = change_after_the_first(turn, [ALL[2], ALL[1]]);
    assert_eq!(row["status"], "sent", "{row}");
}

#[test]
fn another_id_of_the_cycle_sends_nothing_again() {
    let rename = replaced("inputs/cycle.toml", "midori-r04", "midori-2022");
    let (row, ..) = change_after_the_first(rename, [ALL[1], ALL[2]]);
    assert_eq!(row["status"], "withheld", "its letter bears another id: {row}");
}

#[test]
fn another_fiscal_year_sends_nothing_again() {
    let change = |root: &Root| {
        root.replace("inputs/cycle.toml", "fiscal_year = 2022", "fiscal_year = 2023");
        // The days of the returns would be none of that year.
        root.remove("inputs/received.csv");
        root.replace("templates/words/plain.txt.j2", "意見を照会します。", "令和５年度の意見を照会します。");
    };
    goes_when_asked(change, "コード「nishi」（joho@nishi.example）として");
}

#[test]
fn another_date_of_the_letter_sends_nothing_again() {
    let change = replaced("inputs/cycle.toml", "date = 2023-03-01\ndeadline", "date = 2023-03-02\ndeadline");
    let (row, ..) = change_after_the_first(change, [ALL[1], ALL[2]]);
    let reason = row["reason"].as_str().unwrap_or_default();
    assert!(row["status"] == "withheld" && reason.contains("送った後に変わっています"), "{row}");
}

/// Members are known by their codes, not by their places in the list.
#[test]
fn a_member_in_the_middle_of_the_list_moves_nobody() {
    let (root, server) = (small(), Server::good());
    root.replace("inputs/cycle.toml", "to = \"organizations\"", "to = \"members\"");
    root.replace("inputs/cycle.toml", "purpose = \"意見\"", "purpose = \"意見\"\nbody = \"kaigi\"");
    let head = "コード,会議,グループ,氏名,よみ,所属・職,座長,電子メール,備考";
    let row = |(code, name, post): &(&str, &str, &str)| {
        format!("{code},kaigi,,{name},,{post},,{code}@member.example,")
    };
    let list = |members: &[(&str, &str, &str)]| {
        let rows: Vec<String> = members.iter().map(row).collect();
        root.write("inputs/members.csv", format!("{head}\n{}\n", rows.join("\n")));
    };
    let aoki = ("aoki", "青木　一郎", "西大学　教授");
    let ishikawa = ("ishikawa", "石川　二葉", "東大学　教授");
    let ueda = ("ueda", "上田　三郎", "北大学　教授");
    list(&[aoki, ishikawa, ueda]);
    build(&root);
    assert_eq!(go(&root, &server, &["--only", "aoki", "ishikawa"]).status, 0);
    list(&[
        ("ito", "伊藤　四季", "南大学　教授"),
        aoki,
        ("ikeda", "池田　五月", "中大学　教授"),
        ishikawa,
        ueda,
    ]);
    build(&root);
    let sent = go(&root, &server, &[]);
    assert_eq!((sent.status, sent.count("sent")), (0, 5), "{:?}", sent.rows);
    let mut all = addresses(&server);
    assert_eq!(all[..2], ["aoki@member.example", "ishikawa@member.example"]);
    all.sort();
    let everyone = ["aoki", "ikeda", "ishikawa", "ito", "ueda"].map(|code| format!("{code}@member.example"));
    assert_eq!(all, everyone, "each once");
}

#[test]
fn another_id_of_the_letter_sends_nothing_again() {
    let rename = |root: &Root| {
        root.replace("inputs/cycle.toml", "id = \"request\"", "id = \"irai\"");
        root.replace("inputs/cycle.toml", "企第10号", "企第11号");
    };
    let (row, ..) = change_after_the_first(rename, [ALL[1], ALL[2]]);
    assert_eq!(row["status"], "withheld", "{row}");
}

/// What went to one whom a notice was meant for goes to the others alone when it is meant for all.
#[test]
fn a_notice_that_was_for_some_goes_to_the_others_alone() {
    let (root, server) = (small(), Server::good());
    root.replace(
        "inputs/cycle.toml",
        "id = \"iken\"\nkind = \"inquiry\"",
        "id = \"iken\"\nkind = \"notice\"",
    );
    root.replace("inputs/cycle.toml", "purpose = \"意見\"\n", "purpose = \"意見\"\nonly = [\"higashi\"]\n");
    build(&root);
    assert_eq!((go(&root, &server, &[]).count("sent"), addresses(&server)), (1, vec![ALL[1].to_owned()]));
    root.replace("inputs/cycle.toml", "only = [\"higashi\"]\n", "");
    build(&root);
    let all = go(&root, &server, &[]);
    assert_eq!((all.status, all.count("sent")), (0, 3), "{:?}", all.rows);
    assert_eq!(addresses(&server), [ALL[1], ALL[0], ALL[2]]);
}
