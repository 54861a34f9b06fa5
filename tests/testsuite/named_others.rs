//! Who is named in a letter that is not its recipient: read as a reader reads it, in paragraphs and cells.

use serde_json::Value;

use crate::program::Built;
use crate::readers::{pages, squeeze};
use crate::root::Root;
use crate::two_stages::two_stages;

/// Builds letters to Ａ市 (nishi), ＡＡ市 (higashi) and 北商工会 (kita) that hold a piece of typst, and returns whose
/// messages are held back, with the reasons.
fn letters(piece: &str) -> (Built, Vec<(String, String)>) {
    let root = two_stages();
    root.replace("inputs/organizations.csv", "西市,会員,西市情報政策課長", "Ａ市,会員,Ａ市情報政策課長");
    root.replace("inputs/opinions/nishi.csv", "西市", "Ａ市");
    root.replace("inputs/organizations.csv", "東町,会員,東町総務課長", "ＡＡ市,会員,ＡＡ市総務課長");
    let letter =
        std::fs::read_to_string(crate::root::repository().join("templates/documents/letter/document.typ"));
    let letter = letter.expect("the letter").replace("  words(", &format!("  {piece}\n  words("));
    assert!(letter.contains(piece));
    root.write("templates/documents/letter/document.typ", letter);
    rehearsed(root)
}

/// Builds the letters and returns whose messages are held back, with the reasons.
fn rehearsed(root: Root) -> (Built, Vec<(String, String)>) {
    let built = root.build(&["request"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let mut command = crate::program::shiryo();
    command.args(["send", "request", "--format", "json", "--root"]).arg(built.root.path());
    let output = command.arg("--out").arg(built.out()).output().expect("it runs");
    let rows: Vec<Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(rows.len(), 3);
    let held = rows.iter().filter(|row| row["status"] == "withheld");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let held = held.map(|row| (text(&row["code"]), text(&row["reason"]))).collect();
    (built, held)
}

fn codes(piece: &str) -> Vec<String> {
    letters(piece).1.into_iter().map(|(code, _)| code).collect()
}

#[test]
fn a_name_in_the_cell_behind_a_letter_is_seen() {
    // Ａ市's own letter may hold it: the cells do not read as ＡＡ市.
    let (_, held) = letters("table(columns: 2, [Ａ], [Ａ市])");
    assert_eq!(
        held.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>(),
        ["higashi", "kita"],
        "{held:?}"
    );
    assert!(held.iter().all(|(_, why)| why.contains("「Ａ市情報政策課長」")), "{held:?}");
    assert_eq!(codes("[区分Ａ　Ａ市]"), ["higashi", "kita"]);
}

#[test]
fn a_name_across_lines_is_one_name() {
    // The first line is full behind the first Ａ.
    assert_eq!(codes("block(width: 3.2em)[区分ＡＡ市の例]"), ["nishi", "kita"]);
    assert_eq!(codes("block(width: 3.2em)[県内のＡ市の例]"), ["higashi", "kita"]);
}

#[test]
fn a_name_across_pages_is_one_name() {
    // A column of one letter a line, which begins some lines above the page's end; a number stands below it.
    let column = "v(17cm); block(width: 1.1em)[ＡＡ市総務課長]";
    let (built, held) = letters(column);
    let pages = pages(&built.path("request/letters/kita_意見照会.pdf"));
    assert!(
        pages.len() > 1 && pages.iter().all(|page| !squeeze(page).contains("ＡＡ市総務課長")),
        "{pages:?}"
    );
    let codes: Vec<&str> = held.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, ["nishi", "kita"], "{held:?}");
}

#[test]
fn anothers_mail_address_is_seen_and_an_open_one_is_not() {
    for piece in [
        "[問合せ先　joho\\@nishi.example]",
        "[JOHO\\@Nishi.Example まで]",
        "[ｊｏｈｏ＠ｎｉｓｈｉ．ｅｘａｍｐｌｅ]",
        "[〒999　joho\u{200B}\\@nishi.\u{200B}example.]",
        "block(width: 3em)[#link(\"mailto:joho\\u{40}nishi.example\")[joho\\@nishi\\ .example]]",
    ] {
        assert_eq!(codes(piece), ["higashi", "kita"], "{piece}");
    }
    // The sender's own, one beside which another begins, and one that nobody has.
    let open = "[kikaku\\@pref.example joho\\@nishi.example.jp mjoho\\@nishi.example joho\\@kita.example]";
    assert_eq!(codes(open), [""; 0]);
    let root = two_stages();
    root.write("templates/words/request-mail.txt.j2", "照会\n\n写しは\nJimu@KITA.example\nへ。\n");
    let (_, held) = rehearsed(root);
    let codes: Vec<&str> = held.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, ["nishi", "higashi"], "{held:?}");
    assert!(
        held.iter().all(|(_, why)| why.contains("北商工会事務局長") && why.contains("電子メール")),
        "{held:?}"
    );
}

#[test]
fn what_is_not_seen_hides_no_code_and_no_name() {
    for unseen in ['\u{200B}', '\u{AD}', '\u{2060}', '\u{34F}', '\u{2063}', '\u{FE0F}'] {
        let piece = format!("[ni{unseen}shi]");
        assert_eq!(codes(&piece), ["higashi", "kita"], "U+{:X}", u32::from(unseen));
    }
    // A message holds them as they are.
    let root = two_stages();
    root.write("templates/words/request-mail.txt.j2", "照会\n\n西\u{200B}市\u{2060}情報政\u{AD}策課長へ。\n");
    let (_, held) = rehearsed(root);
    assert_eq!(
        held.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>(),
        ["higashi", "kita"],
        "{held:?}"
    );
}
