//! Classes on paper: by their marks, names and steps of lightness anyone tells them apart, on any printer; and a table of
//! any length flows over pages without a row on another.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use shiryo::edge::stopwatch::Stopwatch;
use shiryo::ground::finding::Findings;
use shiryo::library::store::Library;
use shiryo::load::load;
use shiryo::make::Workshop;
use shiryo::read::input::InputFile;
use shiryo::render::typst::compile;
use shiryo::render::typst::world::Typesetter;
use typst::layout::{Frame, FrameItem, Point};
use typst::visualize::{Geometry, Paint};
use typst_layout::PagedDocument;

use super::blocks::{of_page, text};
use super::papers::papers_of;
use super::sight::{SIGHTS, contrast, distance};
use crate::root::Root;

/// White paper.
const PAPER: [f64; 3] = [1.0; 3];
const BLACK: [f64; 3] = [0.0; 3];

/// What is painted on a page: where, how large, of what colour.
struct Painted {
    at: [f64; 2],
    size: [f64; 2],
    colour: [f64; 3],
    /// Whether it is a letter, a rectangle, or drawn in curves as a mark is.
    kind: &'static str,
}

fn painted(frame: &Frame, at: Point, found: &mut Vec<Painted>) {
    for (place, item) in frame.items() {
        let here = at + *place;
        let corner = [here.x.to_pt(), here.y.to_pt()];
        let rgb = |paint: &Paint| match paint {
            Paint::Solid(colour) => {
                let rgb = colour.to_rgb();
                [rgb.red, rgb.green, rgb.blue].map(f64::from)
            }
            _ => panic!("a fill that is no plain ink"),
        };
        match item {
            FrameItem::Group(group) => painted(&group.frame, here, found),
            FrameItem::Text(run) => found.push(Painted {
                at: corner,
                size: [run.width().to_pt(), run.size.to_pt()],
                colour: rgb(&run.fill),
                kind: "letter",
            }),
            FrameItem::Shape(shape, _) => {
                let (size, kind) = match &shape.geometry {
                    Geometry::Line(_) => continue,
                    Geometry::Rect(size) => (*size, "rectangle"),
                    Geometry::Curve(curve) => (curve.bbox(None).size(), "curve"),
                };
                let size = [size.x.to_pt(), size.y.to_pt()];
                let paint = shape.fill.as_ref().or(shape.stroke.as_ref().map(|stroke| &stroke.paint));
                found.extend(paint.map(|paint| Painted { at: corner, size, colour: rgb(paint), kind }));
            }
            _ => {}
        }
    }
}

/// Sets the sample of a document with other classes and other data; `own` are templates of the root.
fn set(document: &str, classes: &[&str], own: &[InputFile], alter: impl Fn(&mut Value)) -> PagedDocument {
    let library = Library::new(own, Vec::new());
    let root = Root::sample();
    let sources = shiryo::edge::sources::read(root.path()).expect("the sample");
    let loaded =
        load(&sources, &[], &Stopwatch::default(), &mut Findings::default()).expect("the sample's cycle");
    let shared = Workshop::new(&loaded).shared().expect("the shared data");
    let mut shared: Value = serde_json::from_slice(&shared).expect("JSON");
    shared["classes"] = json!(classes);
    let setter = Typesetter::new(&library, serde_json::to_vec(&shared).expect("JSON"));
    let sample = library.get(&format!("documents/{document}/sample.json")).expect("a sample");
    let mut paper: Value = serde_json::from_slice(sample).expect("JSON");
    alter(&mut paper);
    let date = json!({ "year": 2020, "month": 1, "day": 1 });
    let job = json!({ "title": "", "author": "", "recipient": null, "date": date, "packet": false, "papers": [paper] });
    let world = setter.world(serde_json::to_vec(&job).expect("JSON"));
    compile::set(&world).unwrap_or_else(|troubles| panic!("{troubles:?}")).document
}

/// The outline with so many classes, equally frequent.
fn outline(classes: &[&str]) -> PagedDocument {
    set("outline", classes, &[], |paper| {
        let view = &mut paper["views"]["outline"];
        let count = view["known"].clone();
        let share = view["good_share"].clone();
        view["columns"] = classes.iter().map(|label| json!({ "key": label, "label": label })).collect();
        view["cells"] = classes.iter().map(|_| count.clone()).collect();
        view["shares"] = classes.iter().map(|_| share.clone()).collect();
        view["bar"] = classes.iter().map(|_| json!(1000 / classes.len())).collect();
        view["last_class"] = json!(classes.last());
        view["rows"] = json!([]);
    })
}

const LABELS: [&str; 8] = ["Ａ", "Ｂ", "Ｃ", "Ｄ", "Ｅ", "Ｆ", "Ｇ", "Ｈ"];

#[test]
fn every_eye_and_a_grey_printer_tell_neighbouring_classes_apart() {
    for count in 2..=6 {
        let document = outline(&LABELS[..count]);
        let mut all = Vec::new();
        painted(&document.pages()[0].frame, Point::zero(), &mut all);
        // The bar is the one row of rectangles as high as 1.6 lines.
        let is_part = |p: &&Painted| p.kind == "rectangle" && (p.size[1] - 1.6 * 9.0).abs() < 0.1;
        let mut parts: Vec<&Painted> = all.iter().filter(is_part).collect();
        parts.sort_by(|a, b| a.at[0].total_cmp(&b.at[0]));
        parts.dedup_by(|a, b| (a.at[0] - b.at[0]).abs() < 0.1);
        assert_eq!(parts.len(), count, "each class has its part");
        // Four classes, as most cycles have, stand further apart.
        let least = if count > 4 { 12.0 } else { 20.0 };
        for pair in parts.windows(2) {
            for (sight, as_seen) in SIGHTS {
                let apart = distance(as_seen(pair[0].colour), as_seen(pair[1].colour));
                assert!(apart >= least, "{count} classes, {sight}: {apart:.1}");
            }
        }
        for part in &parts {
            let inside = |p: &&Painted| {
                p.kind == "letter"
                    && (part.at[1]..part.at[1] + part.size[1]).contains(&p.at[1])
                    && (part.at[0]..part.at[0] + part.size[0]).contains(&p.at[0])
            };
            let names: Vec<&Painted> = all.iter().filter(inside).collect();
            assert_eq!(names.len(), 1, "a class is named in its part");
            assert!(contrast(names[0].colour, part.colour) >= 4.5, "the name in its part can be read");
        }
        let marks = all.iter().filter(|p| p.kind == "curve");
        assert!(marks.clone().count() >= count, "each class has a mark beside its name");
        assert!(marks.into_iter().all(|mark| contrast(mark.colour, PAPER) >= 3.0));
        let letters = all.iter().filter(|p| p.kind == "letter");
        let on_paper = |p: &&Painted| p.colour != PAPER && p.colour != BLACK;
        assert!(letters.filter(on_paper).all(|p| contrast(p.colour, PAPER) >= 4.5), "the accent can be read");
    }
}

#[test]
fn what_is_read_of_a_class_is_its_name_and_a_sign_has_no_mark_beside_it() {
    let said = |document: &PagedDocument| -> String {
        let blocks = of_page(&document.pages()[0].frame);
        blocks.iter().flat_map(|block| &block.lines).map(text).collect()
    };
    let letters = said(&outline(&LABELS[..4]));
    assert!(letters.contains("Ａ") && !letters.contains(['●', '◐', '△', '▼', '■', '□']), "{letters}");
    let signs = outline(&["◎", "○", "△", "×"]);
    let mut all = Vec::new();
    painted(&signs.pages()[0].frame, Point::zero(), &mut all);
    assert!(all.iter().all(|p| p.kind != "curve"), "a sign is its own mark");
    assert!(said(&signs).contains('◎'));
}

#[test]
fn the_policy_bears_the_table_of_classes_that_it_speaks_of() {
    let is_policy = |identity: &str| identity.contains("進捗管理方針");
    let mut seen = 0;
    papers_of(&Root::sample(), &["advisory".into()], is_policy, |_, set| {
        let blocks: Vec<_> = set.document.pages().iter().flat_map(|page| of_page(&page.frame)).collect();
        let said: String = blocks.iter().flat_map(|block| &block.lines).map(text).collect();
        assert!(said.contains("別表のとおり") && said.contains("別表　達成状況の評価"), "{said}");
        for rule in ["達成率 100％以上", "達成率 80％以上100％未満", "達成率 50％未満"] {
            assert!(said.contains(rule), "{rule}: {said}");
        }
        seen += 1;
    });
    assert_eq!(seen, 1);
}

#[test]
fn marks_differ_with_any_number_of_classes() {
    let probe = r#"#import "/lib/lib.typ": masthead
#import "/lib/chart.typ": shape-of
#let body(shared, paper) = {
  for count in range(1, 13) {
    let marks = range(count).map(place => shape-of(place, count))
    let drawn = marks.filter(mark => mark != none)
    assert.eq(drawn.dedup().len(), calc.min(count, 6))
    assert.eq(drawn.len(), calc.min(count, 6))
    assert.eq(marks.first(), "full")
    if count > 1 { assert.eq(marks.last(), "down") }
  }
  assert.eq(range(4).map(place => shape-of(place, 4)), ("full", "half", "up", "down"))
  masthead(paper)
}
"#;
    let own =
        InputFile { path: "templates/documents/outline/document.typ".into(), bytes: probe.as_bytes().into() };
    set("outline", &LABELS, &[own], |_| {});
}

#[test]
fn a_table_with_bars_flows_over_pages_and_no_row_lies_on_another() {
    for count in [1, 5, 63, 300] {
        let document = set("progress", &LABELS[..4], &[], |paper| {
            let summary = &mut paper["views"]["summary"];
            let row = summary["rows"][0].clone();
            let named = |n: usize| {
                let mut row = row.clone();
                row["label"] = json!(format!("区分{n:03}"));
                row["bar"] = json!([400, 300, 200, 100]);
                row
            };
            summary["rows"] = (1..=count).map(named).collect();
            summary["total"]["bar"] = json!([400, 300, 200, 100]);
        });
        let mut seen = BTreeSet::new();
        let mut bars = 0;
        for page in document.pages() {
            let mut lines: Vec<(String, f64)> = Vec::new();
            for block in of_page(&page.frame) {
                lines.extend(block.lines.iter().map(|line| (text(line), line[0].y)));
            }
            let mut rows: Vec<&(String, f64)> =
                lines.iter().filter(|(line, _)| line.starts_with("区分")).collect();
            rows.sort_by(|a, b| a.1.total_cmp(&b.1));
            assert!(rows.windows(2).all(|pair| pair[1].1 - pair[0].1 > 9.0), "rows stand apart");
            assert!(
                rows.iter().all(|(_, y)| *y < page.frame.height().to_pt() - 40.0),
                "rows end above the foot"
            );
            let headed = lines.iter().any(|(line, _)| line == "施策区分");
            assert!(rows.is_empty() || headed, "the head is repeated");
            for (label, _) in rows {
                assert!(seen.insert(label.clone()), "{label} stands once");
            }
            let mut all = Vec::new();
            painted(&page.frame, Point::zero(), &mut all);
            // A part of a bar is as high as 1.1 lines.
            let is_part = |p: &&Painted| p.kind == "rectangle" && (p.size[1] - 1.1 * 9.0).abs() < 0.1;
            let tops: BTreeSet<i64> = all.iter().filter(is_part).map(|p| (p.at[1] * 10.0) as i64).collect();
            let tops: Vec<i64> = tops.into_iter().collect();
            assert!(tops.windows(2).all(|pair| pair[1] - pair[0] > 99), "bars stand apart");
            bars += tops.len();
        }
        assert_eq!(seen.len(), count);
        assert_eq!(bars, count + 1, "each row and the sum has its bar");
    }
}
