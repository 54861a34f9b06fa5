//! Each fault is seen on a page made wrong for it, and none on the same page made right.

use std::sync::Arc;

use serde_json::json;
use shiryo::library::store::Library;
use shiryo::read::input::InputFile;
use shiryo::render::typst::compile;
use shiryo::render::typst::world::Typesetter;

use super::faults::Fault;
use super::faults_in;
use super::page_faults::Margins;
use super::random_papers::HOUSE;

/// The faults of a page of A4 with something on it.
fn faults(body: &str) -> Vec<Fault> {
    let source = format!(
        "#import \"/lib/lib.typ\": *\n#let body(shared, paper) = {{ bookmark(\"題\", \"題\"); [{body}] }}"
    );
    let file = InputFile {
        path: "templates/documents/wrong/document.typ".into(),
        bytes: Arc::from(source.as_bytes()),
    };
    let library = Library::new(&[file], Vec::new());
    let job = json!({
        "title": "題", "author": "", "recipient": null, "date": { "year": 2020, "month": 1, "day": 1 }, "packet": false,
        "papers": [{ "document": "wrong", "number": null, "title": "題", "paper": "a4", "landscape": false }],
    });
    let setter = Typesetter::new(&library, HOUSE.1.clone());
    let world = setter.world(serde_json::to_vec(&job).expect("JSON"));
    let set = compile::set(&world).unwrap_or_else(|troubles| panic!("{body}: {troubles:?}"));
    let mut found: Vec<Fault> =
        faults_in(&set, Margins::House).into_iter().map(|(_, fault, _)| fault).collect();
    found.dedup();
    found
}

#[test]
fn each_fault_of_a_page_is_seen() {
    for (body, expected) in [
        ("#place(dx: -80pt, [外])", Fault::OffPage),
        ("#place(dx: -20pt, [外])", Fault::OutOfMargins),
        ("#place(dy: 40pt, [線])#place(dy: 45pt, line(length: 40pt))", Fault::OverRule),
        ("#place(dy: 40pt, [重])#place(dy: 42pt, dx: 3pt, [重])", Fault::Overprint),
        (
            "#table(columns: (32pt, 30pt), inset: 4pt, stroke: none, box(width: 40pt)[三文字], [次])",
            Fault::OutOfCell,
        ),
        ("#v(660pt)本文#pagebreak()一行", Fault::LonelyPage),
        ("本文#pagebreak()#rect(width: 1cm, height: 1cm)", Fault::EmptyPage),
        ("#text(size: 8pt)[小さな字]", Fault::SmallType),
        ("#text(font: \"BIZ UDMincho\", fallback: false)[\u{20BB7}]", Fault::NoGlyph),
    ] {
        assert!(faults(body).contains(&expected), "{body}: {:?}", faults(body));
    }
}

#[test]
fn a_right_page_has_no_fault() {
    for body in [
        "#place(dx: 20pt, [内])",
        "#place(dy: 40pt, [線])#place(dy: 60pt, line(length: 40pt))",
        "#place(dy: 40pt, [並])#place(dy: 40pt, dx: 12pt, [並])",
        "#table(columns: (60pt, 30pt), inset: 4pt, box[三文字], [次])",
        "#underline[下線を引く]",
        "#v(660pt)本文#pagebreak()一行\\ 二行\\ 三行\\ 四行目",
        "#text(size: 9pt)[小さな字]",
    ] {
        assert_eq!(faults(body), [], "{body}");
    }
}

#[test]
fn a_bracket_behind_a_whole_word_begins_no_line() {
    for width in 40..90 {
        let body = format!(
            "#block(width: {width}pt, par(justify: false)[（#box[速報値]）と#box[確報値]、及び#box[推計値]）])"
        );
        assert_eq!(faults(&body), [], "{width} pt");
    }
}
