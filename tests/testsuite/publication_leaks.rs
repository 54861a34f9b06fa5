//! Secrets that were planted in files of every kind, where nobody looks, are found.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Write};

use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};
use rust_xlsxwriter::{DocProperties, Format, Note, Workbook};
use shiryo::ground::origin::Origin;
use shiryo::public::bare_text::bare;
use shiryo::public::leak::LeakSearch;
use shiryo::public::secret::{Secret, SecretFigure, Secrets};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::program::SAMPLE;

const SAID: &str = "伏せておく課題";

fn secret(said: &str) -> Secret {
    Secret { what: "公表しない名".into(), said: said.into(), origin: Origin::None }
}

fn secrets(texts: &[&str]) -> Secrets {
    let texts = texts.iter().map(|text| (bare(text), secret(text))).collect();
    Secrets { texts, figures: Vec::new(), names: BTreeSet::new() }
}

/// Where a text is found in a file.
fn places(path: &str, bytes: &[u8], said: &str) -> Vec<String> {
    let secrets = secrets(&[said]);
    let search = LeakSearch::new(&secrets).expect("a search");
    search.find(path, bytes).expect("readable").into_iter().map(|leak| leak.place).collect()
}

fn found(path: &str, bytes: &[u8]) -> bool {
    let found = !places(path, bytes, SAID).is_empty();
    assert!(places(path, bytes, "ここにはない言葉").is_empty());
    found
}

/// A PDF of the sample, changed.
fn pdf(change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let paper =
        SAMPLE.ending(".pdf").into_iter().find(|path| path.ends_with("advisory/資料3_数値目標一覧.pdf"));
    let mut document = Document::load(paper.expect("a paper")).expect("a PDF");
    change(&mut document);
    document.compress();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF");
    bytes
}

fn wide() -> Object {
    let units = SAID.encode_utf16().flat_map(u16::to_be_bytes);
    Object::String([0xFE, 0xFF].into_iter().chain(units).collect(), StringFormat::Hexadecimal)
}

/// A workbook with something in it that nobody sees.
fn workbook(plant: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "見えるもの").expect("a cell");
    plant(&mut book);
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn a_pdf_says_what_it_says_of_itself() {
    assert!(!found("a.pdf", &pdf(|_| {})));
    let info = pdf(|document| {
        let id = document.add_object(dictionary! { "Keywords" => wide() });
        document.trailer.set("Info", id);
    });
    assert!(found("a.pdf", &info), "its properties");
    let metadata = pdf(|document| {
        let xmp = format!("<x:xmpmeta><dc:subject>{SAID}</dc:subject></x:xmpmeta>");
        document.add_object(Stream::new(Dictionary::new(), xmp.into_bytes()));
    });
    assert!(found("a.pdf", &metadata), "its metadata, packed");
    let alternative = pdf(|document| {
        document.add_object(dictionary! { "S" => "Figure", "Alt" => wide() });
    });
    assert!(found("a.pdf", &alternative), "words in place of a picture");
    let attached = pdf(|document| {
        let book = workbook(|book| drop(book.add_worksheet().set_hidden(true).write(3, 3, SAID)));
        document.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, book));
    });
    assert!(found("a.pdf", &attached), "a hidden sheet of an attached file");
}

#[test]
fn what_a_pdf_draws_is_read() {
    let title = SAMPLE.json("advisory/values.json")["values"]["measure/1-ア/title"]["text"].clone();
    let title = title.as_str().expect("a title").to_owned();
    let found = places("a.pdf", &pdf(|_| {}), &title);
    assert!(found.iter().any(|place| place.ends_with("ページ")), "{found:?}");
}

#[test]
fn a_workbook_says_what_it_hides() {
    assert!(!found("a.xlsx", &workbook(|_| {})));
    let hidden = workbook(|book| drop(book.add_worksheet().set_hidden(true).write(0, 0, SAID)));
    assert!(found("a.xlsx", &hidden), "a hidden sheet");
    let named = workbook(|book| drop(book.add_worksheet().set_name(SAID)));
    assert!(found("a.xlsx", &named), "a sheet's name");
    let properties = workbook(|book| {
        book.set_properties(&DocProperties::new().set_comment(SAID));
    });
    assert!(found("a.xlsx", &properties), "docProps");
    let rich = workbook(|book| {
        let (plain, bold) = (Format::new(), Format::new().set_bold());
        let pieces = [(&plain, "伏せて"), (&bold, "おく"), (&plain, "課題")];
        drop(book.add_worksheet().write_rich_string(0, 0, &pieces));
    });
    assert!(found("a.xlsx", &rich), "a text in pieces");
    let note = workbook(|book| drop(book.add_worksheet().insert_note(0, 0, &Note::new(SAID))));
    assert!(found("a.xlsx", &note), "a comment");
}

#[test]
fn a_package_says_what_its_packages_say() {
    let inner = workbook(|book| drop(book.add_worksheet().write(0, 0, SAID)));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("folder/inner.xlsx", SimpleFileOptions::default()).expect("a part");
    zip.write_all(&inner).expect("a part");
    let bytes = zip.finish().expect("a package").into_inner();
    assert!(found("a.zip", &bytes));
    let secrets = secrets(&[SAID]);
    let search = LeakSearch::new(&secrets).expect("a search");
    let cut = &bytes[..bytes.len() / 2];
    assert!(search.find("a.zip", cut).is_err(), "what can't be unpacked is not said to hold nothing");
    assert!(search.find("a.pdf", b"%PDF-1.7 broken").is_err());
}

#[test]
fn data_and_pages_say_what_they_hide() {
    for (path, text) in [
        ("a.csv", "番号,課題\r\n1,伏せておく　課題\r\n"),
        ("a.html", "<!-- 伏せておく課題 -->"),
        ("a.html", "<td title=\"伏せておく課題\">1</td>"),
        ("a.html", "<td>伏せて<wbr>おく&#35506;題</td>"),
        ("a.json", "{\"a\": \"\\u4f0f\\u305b\\u3066\\u304a\\u304f\\u8ab2\\u984c\"}"),
    ] {
        assert!(found(path, text.as_bytes()), "{text}");
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(found(path, &[&[0xFF, 0xFE], wide.as_slice()].concat()), "{text} in UTF-16");
    }
}

/// Whether 1,573 is found beside 「講座の参加者数」, and 42 beside 「講座の数」.
fn figures(path: &str, bytes: &[u8]) -> Vec<String> {
    let figure = |name: &str, mark: &str| SecretFigure {
        secret: secret(mark),
        name: bare(name),
        marks: vec![mark.to_owned()],
    };
    let figures = vec![figure("講座の参加者数", "1573"), figure("講座の数", "42")];
    let names = ["講座の参加者数", "講座の数", "相談の件数"].map(bare).into();
    let secrets = Secrets { texts: Vec::new(), figures, names };
    let search = LeakSearch::new(&secrets).expect("a search");
    let leaks = search.find(path, bytes).expect("readable").into_iter();
    leaks.map(|leak| leak.secret.said).collect()
}

#[test]
fn a_figure_is_found_beside_its_name_and_nowhere_else() {
    let csv = |rows: &str| figures("a.csv", rows.as_bytes());
    assert_eq!(csv("講座の参加者数（人）,\"1,573\"\r\n相談の件数,42\r\n"), ["1573"]);
    assert_eq!(csv("講座の参加者数,42\r\n相談の件数,\"1,573\"\r\n講座の数,15730\r\n"), [""; 0]);
    let html = |rows: &str| figures("a.html", format!("<table>{rows}</table><p>1,573</p>").as_bytes());
    let row = |name: &str, cell: &str| format!("<tr><th>{name}</th>{cell}</tr>");
    assert_eq!(html(&row("講座の数", "<td>約42件</td>")), ["42"]);
    assert_eq!(html(&row("講座の数", "<td aria-label=\"42\">－</td>")), ["42"]);
    assert_eq!(html(&row("講座の数", "<td>420</td>")), [""; 0]);
    // A name may stand once for the rows behind it.
    assert_eq!(html(&[row("講座の参加者数", ""), "<tr><td>１５７３</td></tr>".into()].concat()), ["1573"]);
    let other = [row("講座の参加者数", ""), row("相談の件数", "<td>1,573</td>")].concat();
    assert_eq!(html(&other), [""; 0]);
    let json = "[{\"指標名\": \"講座の数\", \"実績値\": 42}, {\"指標名\": \"相談の件数\", \"実績値\": 1573}]";
    assert_eq!(figures("a.json", json.as_bytes()), ["42"]);
    let book = workbook(|book| {
        let sheet = book.add_worksheet().set_hidden(true);
        sheet.write(0, 0, "講座の数").and_then(|sheet| sheet.write(0, 5, 42)).map(drop).expect("cells");
    });
    assert_eq!(figures("a.xlsx", &book), ["42"]);
}

#[test]
fn no_paper_of_the_sample_is_unreadable() {
    let secrets = secrets(&[SAID]);
    let search = LeakSearch::new(&secrets).expect("a search");
    for path in
        [SAMPLE.path("advisory/資料4_進捗状況一覧.pdf"), SAMPLE.path("opinions/forms/m01_意見回答様式.xlsx")]
    {
        let bytes = fs::read(&path).expect("a file");
        assert_eq!(search.find("a", &bytes).expect("readable"), []);
    }
}
