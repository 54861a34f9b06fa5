//! Copies (写し) of letters, and what a letter or its recipient has of its own: sender, honorific, postal address.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::program::{Built, SAMPLE};
use crate::readers::squeezed;
use crate::root::Root;
use crate::sent_once::{ALL, addresses, build, go, small};
use crate::smtp::{Server, eml, read_mail};

/// The number of the small stage's letter, below which its copies are declared.
const LETTER: &str = "number = \"企第10号\"";

/// Who gets a letter of their own in the sample's notice about one measure.
const DEPARTMENT: &str = "seisaku";
const ORGANIZATION: &str = "k11";

/// Where one file of a kind stands among those of a recipient.
fn files(built: &Built, kind: &str, code: &str) -> Vec<String> {
    let manifest = built.json("manifest.json");
    let files = manifest["files"].as_array().expect("files").iter();
    let own = files.filter(|f| f["kind"] == kind && f["recipient"]["code"] == code);
    own.filter_map(|f| f["path"].as_str()).map(Into::into).collect()
}

#[test]
fn a_copy_is_a_message_of_its_own_with_the_letter_alone() {
    let root = Root::sample();
    let letter = "title = \"開催通知\"\nto = \"members\"\nnumber = \"政企第110号\"";
    root.replace("inputs/cycle.toml", letter, &format!("copies = [\"情報基盤課\", \"m01\"]\n{letter}"));
    let built = root.build(&["committee-notice"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    for (code, addressee) in [("joho", "総務部情報基盤課長様"), ("m01", "Ａ市情報政策課長様")]
    {
        let path = format!("committee-notice/letters/{code}_開催通知（写し）.pdf");
        assert_eq!(files(&built, "letter", code), std::slice::from_ref(&path));
        assert!(files(&built, "form", code).is_empty(), "nobody but a member answers");
        let text = squeezed(&built.path(&path));
        // A copy says so and bears the number of the letter.
        assert!(text.contains("（写し）") && text.contains("政企第110号"), "{text}");
        assert!(text.contains(addressee) && !text.contains("総務部長様"), "{text}");
        let message =
            read_mail(&[eml(&built.out(), &format!("committee-notice/mail/{code}.mail"))]).remove(0);
        assert_eq!(message["subject"], "【写し】推進委員会の開催通知について");
        let body = message["body"].as_str().unwrap_or_default();
        assert!(body.contains("開催通知の写しを") && !body.contains("出欠を"), "{body}");
        assert_eq!(message["attachments"].as_array().map(Vec::len), Some(1), "{message}");
    }
    // The letter to a member is as it is without copies.
    let own = "committee-notice/letters/committee-02_開催通知.pdf";
    assert!(!squeezed(&built.path(own)).contains("写し"));
    assert_eq!(std::fs::read(built.path(own)).ok(), std::fs::read(SAMPLE.path(own)).ok());
    assert_eq!(files(&built, "form", "committee-02").len(), 1);
    let output = built.root.run(&["send", "committee-notice"]);
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && table.contains("計 15"), "the audit has nothing against it: {table}");
}

#[test]
fn a_copy_goes_once() {
    let (root, server) = (small(), Server::good());
    let letter = "number = \"企第10号\"";
    root.replace("inputs/cycle.toml", letter, &format!("{letter}\ncopies = [\"fukushi\"]"));
    build(&root);
    assert_eq!(go(&root, &server, &[]).count("sent"), 4);
    let mut sent = addresses(&server);
    sent.sort();
    let mut expected: Vec<String> = ALL.iter().map(|one| (*one).to_owned()).collect();
    expected.push("fukushi@pref.example".into());
    expected.sort();
    assert_eq!(sent, expected);
    build(&root);
    let again = go(&root, &server, &[]);
    assert_eq!((again.status, addresses(&server).len()), (0, 4), "{:?}", again.rows);
}

/// The sample, with copies of both letters of its notice about one measure to each other's recipient: 政策企画課, which is
/// written to as the sender's own section, and k11.
fn crossed() -> Root {
    let root = Root::sample();
    for (letter, copied) in [
        ("title = \"助言等の通知\"\nto = \"departments\"\nnumber = \"政企第120号\"", ORGANIZATION),
        ("title = \"御意見について\"\nto = \"organizations\"\nnumber = \"政企第121号\"", DEPARTMENT),
    ] {
        root.replace("inputs/cycle.toml", letter, &format!("copies = [\"{copied}\"]\n{letter}"));
    }
    root
}

#[test]
fn who_is_written_to_gets_a_copy_in_a_message_apart() {
    let built = crossed().build(&["matter"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    for (code, own, copied, number) in [
        (DEPARTMENT, "助言等の通知", "御意見について", "政企第121号"),
        (ORGANIZATION, "御意見について", "助言等の通知", "政企第120号"),
    ] {
        // One's own is as it is without the copy, and so is the message.
        let own = format!("matter/letters/{code}_{own}.pdf");
        assert_eq!(files(&built, "letter", code), std::slice::from_ref(&own));
        assert_eq!(std::fs::read(built.path(&own)).ok(), std::fs::read(SAMPLE.path(&own)).ok());
        let mail = format!("matter/mail/{code}.mail");
        assert_eq!(files(&built, "mail", code), std::slice::from_ref(&mail));
        assert_eq!(std::fs::read(built.path(&mail)).ok(), std::fs::read(SAMPLE.path(&mail)).ok());
        // The copy says so, bears the number of its letter, and is no memo.
        let marked = format!("{code}（写し）");
        let copy = format!("matter/letters/{code}_{copied}（写し）.pdf");
        assert_eq!(files(&built, "letter", &marked), std::slice::from_ref(&copy));
        let text = squeezed(&built.path(&copy));
        assert!(text.contains("（写し）") && text.contains(number) && !text.contains("事務連絡"), "{text}");
        assert_eq!(files(&built, "mail", &marked), [format!("matter/mail/{marked}.mail")]);
        let message = read_mail(&[eml(&built.out(), &format!("matter/mail/{marked}.mail"))]).remove(0);
        assert!(
            message["subject"].as_str().is_some_and(|subject| subject.starts_with("【写し】")),
            "{message}"
        );
        assert!(message["body"].as_str().is_some_and(|body| body.contains(&format!("{copied}の写しを"))));
        assert_eq!(message["attachments"].as_array().map(Vec::len), Some(1), "{message}");
    }
    let ids: BTreeSet<String> = built.json("manifest.json")["files"]
        .as_array()
        .expect("files")
        .iter()
        .filter_map(|file| Some(file["message"]["id"].as_str()?.to_owned()))
        .collect();
    assert_eq!(ids.len(), 4, "each message has an id of its own: {ids:?}");
    let output = built.root.run(&["send", "matter"]);
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && table.contains("計 4"), "the audit has nothing against it: {table}");
    assert!(built.root.run(&["audit", "matter"]).status.success());
    // On paper a copy is a set of its own.
    let output = built.root.run(&["print", "matter"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn copies_are_made_by_the_part_that_makes_what_is_ones_own() {
    let (root, files) = (crossed(), |built: &Built| -> BTreeMap<String, String> {
        let manifest = built.json("manifest.json");
        let files = manifest["files"].as_array().expect("files").iter();
        let files = files.filter(|file| file["recipient"].is_object());
        let word = |of: &Value| of.as_str().expect("a word").to_owned();
        files.map(|file| (word(&file["path"]), word(&file["sha256"]))).collect()
    });
    let whole = files(&root.build(&["matter"]));
    assert_eq!(whole.len(), 8, "{whole:?}");
    let parts = ["1/2", "2/2"].map(|part| files(&crossed().build(&["matter", "--shard", part])));
    assert_eq!(parts.each_ref().map(BTreeMap::len), [4, 4]);
    for part in &parts {
        let people: BTreeSet<&str> =
            part.keys().filter_map(|path| path.rsplit('/').next()?.split(['_', '（', '.']).next()).collect();
        assert_eq!(people.len(), 1, "{part:?}");
    }
    let [mut first, second] = parts;
    first.extend(second);
    assert_eq!(first, whole);
}

/// The small stage with a letter to departments too: nishi gets a copy of it, and fukushi one of the
/// letter to organizations.
fn crossed_small() -> Root {
    let root = small();
    root.replace("inputs/cycle.toml", LETTER, &format!("{LETTER}\ncopies = [\"fukushi\"]"));
    add_letter(&root, "copies = [\"nishi\"]");
    build(&root);
    root
}

fn add_letter(root: &Root, more: &str) {
    let cycle = root.read("inputs/cycle.toml");
    let letter = "\n[[stages.letters]]\nid = \"told\"\ntitle = \"通知\"\nto = \"departments\"\nnumber = \"企第11号\"\n\
                  words = \"plain\"\ndocuments = [\"letter\"]\n";
    root.write("inputs/cycle.toml", format!("{cycle}{letter}{more}\n"));
}

/// How often something went to an address.
fn times(server: &Server, address: &str) -> usize {
    addresses(server).iter().filter(|to| *to == address).count()
}

#[test]
fn a_copy_and_ones_own_go_once_each_whichever_goes_first() {
    for first in ["nishi", "nishi（写し）"] {
        let (root, server) = (crossed_small(), Server::good());
        let sent = go(&root, &server, &["--only", first]);
        assert_eq!((sent.status, addresses(&server)), (0, vec![ALL[0].to_owned()]), "{}", sent.errors);
        let rest = go(&root, &server, &[]);
        assert_eq!((rest.status, rest.count("withheld")), (0, 0), "{:?}", rest.rows);
        // Three organizations, two departments, and the two copies.
        assert_eq!((addresses(&server).len(), times(&server, ALL[0])), (7, 2));
        assert_eq!(times(&server, "fukushi@pref.example"), 2);
        build(&root);
        let again = go(&root, &server, &[]);
        assert_eq!((again.status, addresses(&server).len()), (0, 7), "{:?}", again.rows);
        let asked = go(&root, &server, &["--only", "nishi（写し）"]);
        assert_eq!(asked.rows.len(), 1, "{:?}", asked.rows);
    }
}

#[test]
fn a_copy_that_went_does_not_go_again_when_its_recipient_is_written_to_besides() {
    let (root, server) = (small(), Server::good());
    root.replace("inputs/cycle.toml", LETTER, &format!("{LETTER}\ncopies = [\"fukushi\"]"));
    build(&root);
    assert_eq!(go(&root, &server, &[]).count("sent"), 4);
    add_letter(&root, "");
    build(&root);
    let second = go(&root, &server, &[]);
    let copy = second.rows.iter().find(|row| row["code"] == "fukushi（写し）");
    assert_eq!(copy.map(|row| row["status"].clone()), Some("withheld".into()), "{:?}", second.rows);
    assert_eq!(times(&server, "fukushi@pref.example"), 1);
    // Nor under another name of the letter.
    root.replace("inputs/cycle.toml", "id = \"request\"", "id = \"asked\"");
    build(&root);
    go(&root, &server, &[]);
    assert_eq!(times(&server, "fukushi@pref.example"), 1);
}

#[test]
fn nobody_gets_a_copy_who_gets_the_letter_or_stands_in_no_list() {
    let root = Root::sample();
    let letter = "title = \"照会\"\nto = \"departments\"";
    root.replace("inputs/cycle.toml", letter, &format!("copies = [\"joho\", \"jouhou\"]\n{letter}"));
    let built = root.build(&["inquiry"]);
    assert_eq!(built.messages.matches("[letter-copy]").count(), 2, "{}", built.messages);
    assert_eq!(files(&built, "letter", "joho"), ["inquiry/letters/joho_照会.pdf"]);
}

#[test]
fn a_letter_has_a_sender_an_honorific_and_an_address_of_its_own() {
    let root = Root::sample();
    root.replace("inputs/cycle.toml", "envelope = \"長形３号\"\n", "");
    let letter = "title = \"意見照会\"\nto = \"organizations\"";
    let own = "sender = \"千葉県知事　甲野　太郎\"\nhonorific = \"殿\"";
    root.replace("inputs/cycle.toml", letter, &format!("{own}\n{letter}"));
    let list = root.read("inputs/organizations.csv").replace("joho@m01.example", "");
    let rows: Vec<String> = list
        .lines()
        .map(|line| match line.split(',').next() {
            Some("m02") => format!("{line},御中"),
            Some("m01" | "m03") => format!("{line},"),
            Some(code) if code.len() == 3 => format!("{line},様方"),
            _ => format!("{line},敬称"),
        })
        .collect();
    root.write("inputs/organizations.csv", rows.join("\n") + "\n");
    let built = root.build(&["opinions"]);
    // A word that is no honorific is said, and the letter's own stands in its place.
    assert_eq!(built.status, 1, "{}", built.messages);
    assert!(built.messages.contains("「敬称」に「様方」は書けません"), "{}", built.messages);
    let text = |code: &str| squeezed(&built.path(&format!("opinions/letters/{code}_意見照会.pdf")));
    let posted = text("m01");
    assert!(posted.contains("〒000-0000Ａ市中央一丁目１番１号（架空）Ａ市情報政策課長殿"), "{posted}");
    let mailed = text("m02");
    assert!(mailed.contains("Ｂ市情報政策課長御中") && !mailed.contains("〒000-0000Ｂ市"), "{mailed}");
    assert!(mailed.contains("千葉県知事甲野太郎（公印省略）"), "{mailed}");
    assert!(text("m04").contains("課長殿"), "{}", text("m04"));
    let manifest = built.json("manifest.json");
    let is_it = |file: &&Value| file["kind"] == "mail" && file["recipient"]["code"] == "m02";
    let message = manifest["files"].as_array().and_then(|files| files.iter().find(is_it)).cloned();
    assert_eq!(message.map(|file| file["recipient"]["honorific"].clone()), Some("御中".into()));
}
