//! Copies (写し) of letters, and what a letter or its recipient has of its own: sender, honorific, postal address.

use serde_json::Value;

use crate::program::{Built, SAMPLE};
use crate::readers::squeezed;
use crate::root::Root;
use crate::sent_once::{ALL, addresses, build, go, small};
use crate::smtp::{Server, eml, read_mail};

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
