//! Faults planted in what was made, as somebody would who renews the manifest: tags, links, hidden things, files of others,
//! cells and formulas of workbooks, messages.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use lopdf::{Dictionary, Document, Object, StringFormat, dictionary};
use zip::write::SimpleFileOptions;

use crate::audits::{Audited, audit, with_file};
use crate::program::{Built, MINATO, SAMPLE};

const PAPER: &str = "shingi2/資料1_令和５年度進捗状況一覧.pdf";
const ANNEX: &str = "shingi2/annexes/別紙_数値目標・進捗状況.xlsx";
/// A letter with a link to the secretariat's address.
const LETTER: &str = "inquiry/letters/bosai_照会.pdf";

/// Does something to a PDF.
type Doing<'a> = &'a dyn Fn(&mut Document);
/// Changes a part of a workbook.
type Change<'a> = &'a dyn Fn(&str) -> String;

fn bytes_of(built: &Built, path: &str) -> Vec<u8> {
    std::fs::read(built.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[track_caller]
fn assert_found(built: &Built, path: &str, bytes: Option<&[u8]>, kind: &str, words: &str) {
    let copy = with_file(built, path, bytes);
    let stage = path.split('/').next().expect("a stage");
    let Audited { status, faults, .. } = &audit(built.root.path(), copy.path(), &[stage]);
    let found =
        faults.iter().any(|told| told.path == path && told.kind == kind && told.words.contains(words));
    assert!(*status == 1 && found, "{path} {kind} {words}: {faults:#?}");
}

/// A PDF with something done to it.
fn done_to(built: &Built, path: &str, what: impl Fn(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(&bytes_of(built, path)).expect("a PDF");
    what(&mut document);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF");
    bytes
}

fn text(text: &str) -> Object {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Literal)
}

/// Every dictionary of a document that says so.
fn each<'d>(
    document: &'d mut Document,
    is_it: impl Fn(&Dictionary) -> bool + 'd,
) -> impl Iterator<Item = &'d mut Dictionary> {
    let all = document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
    all.filter(move |dictionary| is_it(dictionary))
}

fn is_tag(dictionary: &Dictionary, tag: &[u8]) -> bool {
    dictionary.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == tag)
}

#[test]
fn what_somebody_needs_who_cannot_see_the_page_and_lacks_is_found() {
    let catalog = |document: &mut Document, key: &[u8]| {
        document.catalog_mut().expect("a catalog").remove(key);
    };
    let plants: [(&str, Doing<'_>); 6] = [
        ("タグがない", &|document| catalog(document, b"StructTreeRoot")),
        ("言語", &|document| catalog(document, b"Lang")),
        ("題名が窓に出ない", &|document| catalog(document, b"ViewerPreferences")),
        ("説明のない図", &|document| {
            each(document, |own| is_tag(own, b"Figure")).for_each(|own| drop(own.remove(b"Alt")))
        }),
        ("見出しのセルがない表", &|document| {
            each(document, |own| is_tag(own, b"TH"))
                .for_each(|own| own.set("S", Object::Name(b"TD".to_vec())));
        }),
        ("段が飛ぶ", &|document| {
            each(document, |own| is_tag(own, b"H2"))
                .for_each(|own| own.set("S", Object::Name(b"H4".to_vec())));
        }),
    ];
    for (words, plant) in plants {
        assert_found(&MINATO, PAPER, Some(&done_to(&MINATO, PAPER, plant)), "tag", words);
    }
}

#[test]
fn links_and_bookmarks_that_lead_elsewhere_are_found() {
    let last = |document: &Document| *document.get_pages().values().last().expect("a page");
    let elsewhere = done_to(&MINATO, PAPER, |document| {
        let last = last(document);
        let place = vec![Object::Reference(last), Object::Name(b"Fit".to_vec())];
        each(document, |own| own.has(b"Title") && own.has(b"Dest"))
            .for_each(|own| own.set("Dest", Object::Array(place.clone())));
    });
    assert_found(&MINATO, PAPER, Some(&elsewhere), "link", "しおり");
    let nowhere = done_to(&MINATO, PAPER, |document| {
        each(document, |own| own.has(b"Title") && own.has(b"Dest")).for_each(|own| drop(own.remove(b"Dest")));
    });
    assert_found(&MINATO, PAPER, Some(&nowhere), "link", "しおり");
    let other = done_to(&SAMPLE, LETTER, |document| {
        let address = Object::string_literal("https://elsewhere.example/");
        let actions = document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
        for own in actions {
            if let Ok(action) = own.get_mut(b"A").and_then(Object::as_dict_mut) {
                action.set("URI", address.clone());
            } else if own.has(b"URI") {
                own.set("URI", address.clone());
            }
        }
    });
    assert_found(&SAMPLE, LETTER, Some(&other), "link", "elsewhere.example");
}

#[test]
fn what_is_hidden_in_a_pdf_is_found() {
    let attached = done_to(&MINATO, PAPER, |document| {
        let names = dictionary! { "EmbeddedFiles" => dictionary! { "Names" => Vec::<Object>::new() } };
        document.catalog_mut().expect("a catalog").set("Names", names);
    });
    assert_found(&MINATO, PAPER, Some(&attached), "hidden", "添付ファイル");
    let acting = done_to(&MINATO, PAPER, |document| {
        let action = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
        document.catalog_mut().expect("a catalog").set("OpenAction", action);
    });
    assert_found(&MINATO, PAPER, Some(&acting), "hidden", "動作");
    for (key, value) in [("Author", "見知らぬ者"), ("Keywords", "宛先コード kankyo"), ("Secret", "案")]
    {
        let told = done_to(&MINATO, PAPER, |document| {
            let info = document.trailer.get(b"Info").and_then(Object::as_reference).expect("metadata");
            document.get_dictionary_mut(info).expect("metadata").set(key, text(value));
        });
        assert_found(&MINATO, PAPER, Some(&told), "hidden", value);
    }
}

#[test]
fn files_of_others_and_broken_ones_are_found() {
    let own = "inquiry/letters/joho_照会.pdf";
    assert_found(&SAMPLE, LETTER, Some(&bytes_of(&SAMPLE, own)), "leak", "joho");
    let (form, other) = ("inquiry/forms/bosai_調査票.xlsx", "inquiry/forms/joho_調査票.xlsx");
    assert_found(&SAMPLE, form, Some(&bytes_of(&SAMPLE, other)), "leak", "joho");
    // A paper of last time in the place of this one.
    let targets = bytes_of(&MINATO, "shingi1/資料2_数値目標一覧.pdf");
    assert_found(&MINATO, PAPER, Some(&targets), "missing", "indicator/");
    assert_found(&MINATO, PAPER, Some(b"%PDF-1.7\n"), "unreadable", "");
    assert_found(&MINATO, ANNEX, Some(b"PK"), "unreadable", "");
    assert_found(&MINATO, PAPER, None, "unreadable", "");
}

/// A workbook with the text of one of its parts changed; a part that is not there is added.
fn changed_book(built: &Built, path: &str, part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes_of(built, path))).expect("a workbook");
    let mut parts = BTreeMap::new();
    for at in 0..package.len() {
        let mut file = package.by_index(at).expect("a part");
        let name = file.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("a part");
        parts.insert(name, bytes);
    }
    let own = parts.remove(part).map(|bytes| String::from_utf8(bytes).expect("UTF-8")).unwrap_or_default();
    let new = change(&own);
    assert_ne!(own, new, "{part} is as it was");
    parts.insert(part.to_owned(), new.into_bytes());
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(&bytes).expect("a part");
    }
    writer.finish().expect("a workbook").into_inner()
}

#[test]
fn other_cells_formulas_and_hidden_parts_of_a_workbook_are_found() {
    // 1-1-1: its result is 1,495; the counts begin in row 5 of the third sheet.
    let progress = "xl/worksheets/sheet2.xml";
    let counts = "xl/worksheets/sheet3.xml";
    let plants: [(&str, Change<'_>, &str, &str); 7] = [
        (progress, &|xml| xml.replacen("<v>1495</v>", "<v>1945</v>", 1), "number", "1945"),
        (progress, &|xml| xml.replacen("<row r=\"6\"", "<row hidden=\"1\" r=\"6\"", 1), "hidden", "隠れた行"),
        (counts, &|xml| xml.replacen("</f><v>7</v>", "</f><v>9</v>", 1), "sum", "7"),
        (counts, &|xml| xml.replacen("$A$5:", "$A$6:", 1), "sum", "SUMPRODUCT"),
        (
            "xl/workbook.xml",
            &|xml| xml.replacen("name=\"集計\"", "name=\"集計\" state=\"hidden\"", 1),
            "hidden",
            "集計",
        ),
        ("xl/comments1.xml", &|_| "<comments/>".into(), "hidden", "コメント"),
        ("xl/sharedStrings.xml", &|xml| xml.replace("<t>未</t>", "<t>済</t>"), "missing", "未"),
    ];
    for (part, change, kind, words) in plants {
        let book = changed_book(&MINATO, ANNEX, part, change);
        assert_found(&MINATO, ANNEX, Some(&book), kind, words);
    }
}

#[test]
fn messages_that_are_not_as_they_should_be_are_found() {
    let mail = SAMPLE.files().into_iter().map(|(path, _)| path);
    let mail = mail.into_iter().find(|path| path.starts_with("inquiry/mail/bosai")).expect("a message");
    let own = String::from_utf8(bytes_of(&SAMPLE, &mail)).expect("UTF-8");
    let to = own.lines().find(|line| line.starts_with("To: ")).expect("a recipient");
    let other = own.replace(to, "To: <someone@elsewhere.example>");
    assert_found(&SAMPLE, &mail, Some(other.as_bytes()), "mail", "");
}

#[test]
fn a_link_of_the_page_to_what_was_not_made_is_found() {
    let page = String::from_utf8(bytes_of(&MINATO, "index.html")).expect("UTF-8");
    let copy =
        with_file(&MINATO, "index.html", Some(page.replacen("packet.pdf", "packed.pdf", 1).as_bytes()));
    let audited = audit(MINATO.root.path(), copy.path(), &["shingi1"]);
    assert!(audited.tells("index.html", "link", "packed.pdf"), "{:#?}", audited.faults);
}
