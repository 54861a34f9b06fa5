//! Messages as they are written, and what is held back before they leave.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;

use crate::program::{Built, SAMPLE};
use crate::readers::squeeze;
use crate::root::Root;
use crate::smtp::{Server, eml, read_mail, view_mail};

/// The entries of the manifest of a kind.
fn entries(built: &Built, kind: &str) -> Vec<Value> {
    let manifest = built.json("manifest.json");
    manifest["files"].as_array().expect("files").iter().filter(|f| f["kind"] == kind).cloned().collect()
}

/// What a rehearsal says of each message, by its recipient's code.
pub(crate) fn rehearsal(root: &Root, stage: &str) -> (i32, Vec<Value>) {
    let mut command = crate::program::shiryo();
    command.args(["send", stage, "--format", "json", "--root"]).arg(root.path());
    command.arg("--out").arg(root.path().join("out"));
    let output = command.output().expect("it runs");
    let rows = serde_json::from_slice(&output.stdout);
    let rows = rows.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    (output.status.code().expect("a status"), rows)
}

/// The reasons why messages are held back, by code.
pub(crate) fn withheld(root: &Root, stage: &str) -> Vec<(String, String)> {
    let (status, rows) = rehearsal(root, stage);
    let held: Vec<(String, String)> = rows
        .iter()
        .filter(|row| row["status"] == "withheld")
        .map(|row| (row["code"].as_str().unwrap().to_owned(), row["reason"].as_str().unwrap().to_owned()))
        .collect();
    assert_eq!(status, i32::from(!held.is_empty()));
    held
}

#[test]
fn every_message_is_read_without_a_defect_and_brings_what_the_manifest_says() {
    let messages = entries(&SAMPLE, "mail");
    assert!(messages.len() > 450, "{}", messages.len());
    let files: Vec<PathBuf> =
        messages.iter().map(|m| eml(&SAMPLE.out(), m["path"].as_str().unwrap())).collect();
    let hash = |path: &str| {
        let manifest = entries(&SAMPLE, "letter").into_iter().chain(entries(&SAMPLE, "annex"));
        let all = manifest
            .chain(entries(&SAMPLE, "form"))
            .chain(entries(&SAMPLE, "paper"))
            .chain(entries(&SAMPLE, "packet"));
        all.into_iter()
            .find(|f| f["path"] == path)
            .map(|f| f["sha256"].clone())
            .unwrap_or_else(|| panic!("{path}"))
    };
    let mut checked = 0;
    for (message, read) in messages.iter().zip(read_mail(&files)) {
        let path = message["path"].as_str().unwrap();
        assert_eq!(read["defects"].as_array().map(Vec::len), Some(0), "{path}: {read}");
        assert_eq!(read["eight_bit_headers"], false, "{path}");
        assert_eq!(read["raw_line_over_998"], false, "{path}");
        assert_eq!(read["subject"], message["title"], "{path}");
        let recipient = &message["recipient"];
        assert_eq!(read["to"], serde_json::json!([[recipient["addressee"], recipient["mail"]]]), "{path}");
        assert_eq!(read["message_id"], message["message"]["id"], "{path}");
        let body = read["body"].as_str().unwrap();
        assert!(
            body.starts_with(&format!("{}　様", recipient["addressee"].as_str().unwrap())),
            "{path}: {body}"
        );
        let attached = message["message"]["attachments"].as_array().unwrap();
        let brought = read["attachments"].as_array().unwrap();
        assert_eq!(attached.len(), brought.len(), "{path}");
        for (meant, brought) in attached.iter().zip(brought) {
            assert_eq!(brought["name"], meant["name"], "{path}");
            assert_eq!(brought["sha256"], meant["sha256"], "{path}");
            assert!(brought["ascii_name"].as_str().unwrap().is_ascii(), "{path}");
            assert!(body.contains(meant["name"].as_str().unwrap()), "{path}: {body}");
            // A look at the whole manifest for each of them would take long.
            if checked < 20 {
                assert_eq!(meant["sha256"], hash(meant["path"].as_str().unwrap()), "{path}");
                checked += 1;
            }
        }
    }
}

#[test]
fn another_reader_sees_the_same() {
    for path in ["feedback/mail/koyo.mail", "opinions/mail/m01.mail", "written/mail/committee-01.mail"] {
        let view = view_mail(&eml(&SAMPLE.out(), path));
        let message = entries(&SAMPLE, "mail").into_iter().find(|m| m["path"] == path).expect("the message");
        for text in [&message["title"], &message["recipient"]["addressee"], &message["recipient"]["mail"]] {
            assert!(view.contains(text.as_str().unwrap()), "{path}: {view}");
        }
        for attached in message["message"]["attachments"].as_array().unwrap() {
            assert!(view.contains(attached["name"].as_str().unwrap()), "{path}: {view}");
        }
    }
}

#[test]
fn names_that_no_code_page_knows_and_letters_among_kanji_come_through() {
    let root = Root::sample();
    const NAME: &str = "総務部𠮷野家葛\u{E0100}Ab班c課長";
    root.replace("inputs/departments.csv", "総務部情報基盤課長", NAME);
    let title = |title: &str| format!("title = \"{title}\"\nto = \"departments\"\nnumber = \"政企第123号\"");
    root.replace("inputs/cycle.toml", &title("助言等の通知"), &title("助言等のab通知（R1-2）"));
    root.write(
        "templates/words/mail-feedback.txt.j2",
        "計画a進捗bcの状況に対する助言等についてa（通知）その一その二その三その四その五その六その七\n\n{{ recipient.addressee }}　様\n{% include \"mail-foot\" %}\n",
    );
    let built = root.build(&["feedback"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let file = eml(&built.out(), "feedback/mail/joho.mail");
    let read = read_mail(std::slice::from_ref(&file)).remove(0);
    assert_eq!(read["defects"].as_array().map(Vec::len), Some(0), "{read}");
    assert_eq!(read["to"][0][0], NAME);
    assert_eq!(read["subject"], entries(&built, "mail")[0]["title"]);
    let attached = read["attachments"].as_array().expect("a list");
    assert!(attached.iter().any(|one| one["name"] == "助言等のab通知（R1-2）.pdf"), "{attached:?}");
    let view = view_mail(&file);
    assert!(view.contains(read["subject"].as_str().unwrap()) && view.contains(NAME), "{view}");
    assert!(view.contains("助言等のab通知（R1-2）.pdf"), "{view}");
    let (status, rows) = rehearsal(&built.root, "feedback");
    assert_eq!(status, 0, "{rows:?}");
}

#[test]
fn nothing_speaks_against_what_was_built() {
    let root = &SAMPLE.root;
    for (stage, count) in [
        ("inquiry", 15),
        ("kanjikai-notice", 11),
        ("collection", 3),
        ("advisory-notice", 7),
        ("written", 14),
        ("opinions", 126),
        ("committee-notice", 13),
        ("matter", 2),
        ("feedback", 15),
        ("answers", 126 + 7),
    ] {
        let (status, rows) = rehearsal(root, stage);
        assert_eq!(status, 0, "{stage}: {rows:?}");
        assert_eq!(rows.len(), count, "{stage}");
        assert!(rows.iter().all(|row| row["status"] == "ready"), "{stage}: {rows:?}");
    }
    assert!(!root.path().join("inputs/issued").exists(), "a rehearsal writes nothing");
}

/// A built stage to tamper with.
fn feedback() -> Root {
    let built = Root::sample().build(&["feedback"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    built.root
}

fn out(root: &Root, path: &str) -> PathBuf {
    root.path().join("out").join(path)
}

#[test]
fn a_letter_in_another_departments_place_is_held_back() {
    let root = feedback();
    let (own, other) = ("feedback/letters/koyo_助言等の通知.pdf", "feedback/letters/kanko_助言等の通知.pdf");
    std::fs::copy(out(&root, other), out(&root, own)).expect("a copy");
    let held = withheld(&root, "feedback");
    assert_eq!(held.len(), 1, "{held:?}");
    assert_eq!(held[0].0, "koyo");
    assert!(held[0].1.contains("koyo_助言等の通知.pdf が、作られた後に変わっています"), "{held:?}");
}

#[test]
fn an_edited_attachment_and_an_edited_message_are_held_back() {
    let root = feedback();
    for path in ["feedback/annexes/koyo_助言・意見及び指標の達成状況.xlsx", "feedback/mail/kanko.mail"]
    {
        let mut bytes = std::fs::read(out(&root, path)).expect(path);
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(out(&root, path), bytes).expect(path);
    }
    std::fs::remove_file(out(&root, "feedback/forms/kenfuku_対応報告書.xlsx")).expect("a form");
    let held = withheld(&root, "feedback");
    let codes: BTreeSet<&str> = held.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, BTreeSet::from(["koyo", "kanko", "kenfuku"]), "{held:?}");
}

#[test]
fn an_edited_manifest_holds_everything_back() {
    let root = feedback();
    let text = root.read("out/manifest.json");
    root.write("out/manifest.json", text.replace("koyo@pref.example", "kanko@pref.example"));
    let held = withheld(&root, "feedback");
    assert_eq!(held.len(), 15, "{held:?}");
    assert!(
        held.iter().all(|(_, reason)| reason.contains("manifest.json が、作られた後に書き換えられています"))
    );
    let server = Server::good();
    let output = root.run(&["send", "feedback", "--confirm", "--smtp", &server.url("smtp")]);
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(server.events("connected").is_empty());
    // Nor does a build of another stage carry the edit on.
    let output = root.run(&["build", "inquiry"]);
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(root.run(&["build"]).status.code(), Some(0), "all of it can be built anew");
    assert!(withheld(&root, "feedback").is_empty());
}

/// Changes the manifest and seals it again, as someone would who knows how.
fn resealed(root: &Root, change: impl Fn(&mut Value)) {
    let mut value: Value = serde_json::from_str(&root.read("out/manifest.json")).expect("JSON");
    change(&mut value);
    let mut manifest: shiryo::published::manifest::Manifest =
        serde_json::from_value(value).expect("a manifest");
    manifest.seal().expect("a seal");
    let mut bytes = Vec::new();
    manifest.write(&mut bytes).expect("JSON");
    root.write("out/manifest.json", bytes);
}

fn file<'a>(manifest: &'a mut Value, path: &str) -> &'a mut Value {
    let files = manifest["files"].as_array_mut().expect("files");
    files.iter_mut().find(|f| f["path"] == path).unwrap_or_else(|| panic!("{path}"))
}

#[test]
fn a_manifest_that_was_sealed_again_does_not_deceive_the_audit() {
    let root = feedback();
    // Koyo's letter is kanko's, and the manifest says that this is right.
    let (own, other) = ("feedback/letters/koyo_助言等の通知.pdf", "feedback/letters/kanko_助言等の通知.pdf");
    std::fs::copy(out(&root, other), out(&root, own)).expect("a copy");
    resealed(&root, |manifest| {
        let hash = file(manifest, other)["sha256"].clone();
        file(manifest, own)["sha256"] = hash.clone();
        file(manifest, "feedback/mail/koyo.mail")["message"]["attachments"][0]["sha256"] = hash;
    });
    let held = withheld(&root, "feedback");
    assert_eq!(held.len(), 1, "{held:?}");
    assert!(
        held[0].1.contains("コード「kanko」あての通知文")
            && held[0].1.contains("添付が、作られたものと違います"),
        "{held:?}"
    );

    // The address is another's: the message says so, and so does the other's own.
    let root = feedback();
    resealed(&root, |manifest| {
        file(manifest, "feedback/mail/koyo.mail")["recipient"]["mail"] = "kanko@pref.example".into();
    });
    let held = withheld(&root, "feedback");
    let codes: BTreeSet<&str> = held.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, BTreeSet::from(["koyo", "kanko"]), "{held:?}");

    // A file that names another recipient.
    let root = feedback();
    resealed(&root, |manifest| {
        let entry = file(manifest, "feedback/forms/koyo_対応報告書.xlsx").clone();
        let message = file(manifest, "feedback/mail/kanko.mail");
        message["message"]["attachments"][1]["path"] = entry["path"].clone();
        message["message"]["attachments"][1]["sha256"] = entry["sha256"].clone();
    });
    let held = withheld(&root, "feedback");
    assert!(held.len() == 1 && held[0].1.contains("ほかの宛先のものです"), "{held:?}");
}

#[test]
fn a_letter_whose_metadata_or_text_is_another_recipients_is_seen_in_the_pdf_itself() {
    let read = |path: &str| {
        shiryo::mail::contents::pdf(&std::fs::read(SAMPLE.path(path)).expect(path)).expect("a PDF")
    };
    for letter in entries(&SAMPLE, "letter") {
        let pdf = read(letter["path"].as_str().unwrap());
        assert_eq!(pdf.recipient.as_deref(), letter["recipient"]["code"].as_str());
        let line = squeeze(&format!("{}様", letter["recipient"]["addressee"].as_str().unwrap()));
        assert!(squeeze(&pdf.squeezed()).contains(&line), "{line}");
    }
}

#[test]
fn a_shared_address_is_found_and_held_back_unless_it_is_declared() {
    let root = Root::sample();
    root.replace("inputs/departments.csv", "koyo@pref.example", "kanko@pref.example");
    let built = root.build(&["feedback"]);
    assert_eq!(built.status, 1);
    assert!(built.messages.contains("[mail-shared-address]"), "{}", built.messages);
    let held = withheld(&built.root, "feedback");
    let codes: BTreeSet<&str> = held.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, BTreeSet::from(["koyo", "kanko"]), "{held:?}");
    let Built { root, .. } = built;
    root.replace("inputs/cycle.toml", "[style]", "[mail]\nshared = [\"kanko@pref.example\"]\n\n[style]");
    let built = root.build(&["feedback"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    assert!(withheld(&built.root, "feedback").is_empty());
}

#[test]
fn a_recipient_without_an_address_gets_no_message_and_is_named() {
    let root = Root::sample();
    root.replace("inputs/departments.csv", "koyo@pref.example", "");
    let built = root.build(&["feedback"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    assert!(built.messages.contains("注意[mail-address]"), "{}", built.messages);
    let (status, rows) = rehearsal(&built.root, "feedback");
    assert_eq!(status, 0);
    let koyo: Vec<&Value> = rows.iter().filter(|row| row["code"] == "koyo").collect();
    assert!(koyo.len() == 1 && koyo[0]["status"] == "no-address", "{koyo:?}");
    assert!(!built.path("feedback/mail/koyo.mail").exists());
}

#[test]
fn a_wrong_address_stops_nothing_but_its_own_message() {
    let root = Root::sample();
    root.replace("inputs/departments.csv", "koyo@pref.example", "koyo＠pref.example");
    let built = root.build(&["feedback"]);
    assert_eq!(built.status, 1);
    assert!(built.messages.contains("エラー[mail-address]"), "{}", built.messages);
    assert!(built.path("feedback/letters/koyo_助言等の通知.pdf").exists());
    let held = withheld(&built.root, "feedback");
    assert!(held.len() == 1 && held[0].0 == "koyo", "{held:?}");
    assert_eq!(entries(&built, "mail").len(), 14);
}

#[test]
fn what_a_reader_takes_for_anothers_code_or_name_is_held_back_and_not_printed() {
    let root = Root::sample();
    // Each department's letter says something else of someone to whom nothing of this stage goes, or something harmless.
    let said = [
        ("情報基盤課", "ファイル bosai.csv と同じです。", true),
        ("人材育成課", "「ｂｏｓａｉ」あてのものです。", true),
        ("観光誘客課", "BOSAI_2.XLSX を見てください。", true),
        ("学習情報課", "Ｂ市の様式です。", true),
        ("環境保全課", "協議会の会員Ｃ情報システム部長に送りました。", true),
        ("産業振興課", "庄司　昌彦の回答です。", true),
        ("技術管理課", "総務部人材育成課長のものです。", true),
        ("安全情報課", "bosai@pref.example に返信してください。", true),
        ("働き方支援課", "ＺＺ市内の事業者、政策企画課、kanko-2020、3月14日", false),
    ];
    let branches: String = said
        .iter()
        .map(|(name, text, _)| format!("{{% if recipient.name == \"{name}\" %}}　{text}{{% endif %}}\n"))
        .collect();
    let path = "templates/words/feedback-notice.txt.j2";
    let words = std::fs::read_to_string(crate::root::repository().join(path)).expect("the words");
    root.write(path, words.replacen("\n\n", &format!("\n\n{branches}"), 1));
    let built = root.build(&["feedback"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let held: BTreeSet<String> =
        withheld(&built.root, "feedback").into_iter().map(|(code, _)| code).collect();
    let meant: BTreeSet<String> =
        ["joho", "jinzai", "kanko", "kyoiku", "kankyo", "sangyo", "doboku", "keisatsu"]
            .map(Into::into)
            .into();
    assert_eq!(said.iter().filter(|(.., is_held)| *is_held).count(), meant.len());
    assert_eq!(held, meant, "{:?}", withheld(&built.root, "feedback"));
    let printed = built.root.run(&["print", "feedback"]);
    assert_ne!(printed.status.code(), Some(0));
    let why = String::from_utf8_lossy(&printed.stderr);
    assert!(why.contains("letters/") && why.contains("ほかの宛先"), "{why}");
}
