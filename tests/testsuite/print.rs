//! Print files, read back: pages, order, sides and rotation; sets that hold exactly the stage's papers.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use lopdf::{Document, Object};
use serde_json::Value;

use crate::program::{Built, shiryo};
use crate::readers::{pages, sheet, squeeze};
use crate::root::Root;
use crate::standards::validate;

/// The sample's meeting with one paper on A3 among its A4 papers, printed.
pub(crate) static PRINTED: LazyLock<Built> = LazyLock::new(|| {
    let root = Root::sample();
    root.replace(
        "inputs/cycle.toml",
        "document = \"progress\"\nnumber = \"資料４\"",
        "document = \"progress\"\npaper = \"a3\"\nnumber = \"資料４\"",
    );
    // One comes by proxy, one online, one not at all.
    root.replace("inputs/cycle.toml", "proxies = false\n", "");
    root.write(
        "inputs/replies/denwa.csv",
        "段階,コード,出欠,代理者の氏名,代理者の職,備考,受付日\nadvisory,advisory-02,代理,見本　花子,,,2020-02-01\n\
         advisory,advisory-03,オンライン,,,,2020-02-01\nadvisory,advisory-04,欠席,,,,2020-02-01\n",
    );
    let built = root.build(&["advisory", "feedback"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let output = built.root.run(&["print", "advisory"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    built
});

pub(crate) fn print(name: &str) -> PathBuf {
    PRINTED.path("advisory/print").join(name)
}

/// The width and height of each page in whole points.
fn sizes(pdf: &Path) -> Vec<(i64, i64)> {
    let document = Document::load(pdf).unwrap_or_else(|error| panic!("{}: {error}", pdf.display()));
    let number = |object: &Object| object.as_float().expect("a number").round() as i64;
    let size = |id| {
        let page = document.get_dictionary(id).expect("a page");
        assert!(page.get(b"Rotate").is_err(), "content is turned, not the page");
        let media = page.get(b"MediaBox").and_then(Object::as_array).expect("a size");
        (number(&media[2]), number(&media[3]))
    };
    document.get_pages().into_values().map(size).collect()
}

/// The text of each page without white space.
pub(crate) fn texts(pdf: &Path) -> Vec<String> {
    pages(pdf).iter().map(|page| squeeze(page)).collect()
}

/// The packet as the manifest has it.
pub(crate) fn packet() -> Value {
    let manifest = PRINTED.json("manifest.json");
    let files = manifest["files"].as_array().expect("files");
    files.iter().find(|f| f["path"] == "advisory/packet.pdf").expect("the packet").clone()
}

/// The packet's papers: first page and number of pages, whether on A3, whether landscape.
pub(crate) fn papers() -> Vec<(usize, usize, bool, bool)> {
    let contents = packet()["contents"].as_array().expect("papers").clone();
    let number = |value: &Value| usize::try_from(value.as_u64().expect("a number")).expect("small");
    contents
        .iter()
        .map(|p| (number(&p["first"]), number(&p["pages"]), p["paper"] == "a3", p["landscape"] == true))
        .collect()
}

#[test]
fn the_manifest_knows_where_each_paper_of_the_packet_stands() {
    let papers = papers();
    let all = texts(&PRINTED.path("advisory/packet.pdf"));
    let contents = packet()["contents"].as_array().expect("papers").clone();
    assert_eq!((&contents[0]["is_cover"], papers[0].0, papers[0].1), (&true.into(), 1, 1), "the cover");
    for ((first, count, ..), paper) in papers.iter().zip(&contents).skip(1) {
        assert_eq!(first % 2, 1, "{paper}: on a front");
        let path = match paper["number"].as_str() {
            Some(number) => {
                let number: String = number.chars().map(half_width).collect();
                format!("advisory/{number}_{}.pdf", paper["title"].as_str().unwrap().replace('　', "＿"))
            }
            None => format!("advisory/{}.pdf", paper["title"].as_str().unwrap()),
        };
        let own = texts(&PRINTED.path(&path));
        assert_eq!(own.len(), *count, "{path}");
        for (at, page) in own.iter().enumerate() {
            // The packet's page says at its foot which page of the packet it is, and which paper if it is a single page.
            let packed = &all[first - 1 + at];
            let foot = packed.strip_prefix(page.as_str());
            let name = foot.and_then(|foot| foot.strip_suffix(&(first + at).to_string()));
            assert!(name.is_some_and(|name| name.is_empty() || *count == 1), "{path}: {packed}");
        }
    }
}

fn half_width(c: char) -> char {
    shiryo::ground::text::half_width_digits(&c.to_string()).chars().next().unwrap_or(c)
}

/// The sides that papers take: the page of each, none where a back is blank.
pub(crate) fn duplex(papers: &[(usize, usize, bool, bool)]) -> Vec<Option<usize>> {
    let mut sides = Vec::new();
    for (first, count, ..) in papers {
        if sides.len() % 2 == 1 {
            sides.push(None);
        }
        sides.extend((*first..first + count).map(Some));
    }
    sides
}

#[test]
fn the_packet_comes_in_order_each_paper_on_a_front_sizes_apart() {
    let papers = papers();
    let a3 = papers.iter().position(|(.., a3, _)| *a3).expect("a paper on A3");
    let runs = [&papers[..a3], &papers[a3..=a3], &papers[a3 + 1..]];
    let source = texts(&PRINTED.path("advisory/packet.pdf"));
    for (run, name) in runs.iter().zip(["01_一式_A4.pdf", "02_一式_A3横.pdf", "03_一式_A4.pdf"]) {
        let sides = duplex(run);
        let printed = texts(&print(name));
        assert_eq!(printed.len(), sides.len(), "{name}");
        for (text, side) in printed.iter().zip(&sides) {
            assert_eq!(*text, side.map_or("", |page| source[page - 1].as_str()), "{name}");
        }
        let size = if name.contains("A3") { (1191, 842) } else { (595, 842) };
        assert!(sizes(&print(name)).iter().all(|s| *s == size), "{name}: {:?}", sizes(&print(name)));
    }
}

/// The angle in which most of the text of a page is drawn, by poppler's boxes: 0 upright, 90 against the clock.
fn angle(pdf: &Path, page: usize) -> u32 {
    let output = Command::new("pdftotext")
        .args(["-bbox", "-f", &page.to_string(), "-l", &page.to_string()])
        .arg(pdf)
        .arg("-")
        .output()
        .expect("pdftotext");
    let html = String::from_utf8(output.stdout).expect("UTF-8");
    let value = |line: &str, name: &str| -> f64 {
        let rest = line.split_once(&format!("{name}=\"")).expect("a box").1;
        rest.split('"').next().expect("its end").parse().expect("a number")
    };
    let (mut lying, mut standing) = (0, 0);
    for line in html.lines().filter(|line| line.contains("<word ")) {
        let (width, height) =
            (value(line, "xMax") - value(line, "xMin"), value(line, "yMax") - value(line, "yMin"));
        if width > 3.0 * height {
            lying += 1;
        } else if height > 3.0 * width {
            standing += 1;
        }
    }
    if standing > lying { 90 } else { 0 }
}

#[test]
fn landscape_pages_are_turned_on_sheets_that_are_bound_at_the_left() {
    let papers = papers();
    let name = print("01_一式_A4.pdf");
    let sides = duplex(&papers[..papers.iter().position(|(.., a3, _)| *a3).expect("A3")]);
    let landscape = |page: usize| {
        papers
            .iter()
            .any(|(first, count, _, landscape)| *landscape && (*first..first + count).contains(&page))
    };
    let mut turned = 0;
    for (n, page) in (1..).zip(&sides).filter_map(|(n, side)| Some((n, (*side)?))) {
        assert_eq!(angle(&name, n), if landscape(page) { 90 } else { 0 }, "side {n}");
        turned += usize::from(landscape(page));
    }
    assert!(turned >= 5, "{turned} turned");
    // The A3 sheets lie, and their pages stand upright on them.
    assert_eq!(angle(&print("02_一式_A3横.pdf"), 1), 0);
}

#[test]
fn a_set_holds_a_cover_and_exactly_the_stages_papers() {
    let papers = papers();
    let a3 = papers.iter().position(|(.., a3, _)| *a3).expect("a paper on A3");
    let source = texts(&PRINTED.path("advisory/packet.pdf"));
    let expected = |run: &[(usize, usize, bool, bool)]| -> Vec<String> {
        duplex(run).iter().map(|side| side.map_or(String::new(), |page| source[page - 1].clone())).collect()
    };
    let names = ["庄司昌彦", "見本花子", "小池ひろよ", "宮入小夜子", "山口徹", "荒川典彦", "白澤美幸"];
    let seats = ["座長席", "左１", "オンライン", "", "右１", "左２", "右２"];
    for (n, (name, seat)) in (1..).zip(names.into_iter().zip(seats)) {
        let first = texts(&print(&format!("sets/{n:02}_{name}_1_A4.pdf")));
        assert!(first[0].starts_with("見本（数値は架空）") && first[0].contains(name), "{}", first[0]);
        assert!(first[0].contains(seat), "{name}: {}", first[0]);
        assert_eq!(
            first[0].contains("座席"),
            seat.starts_with(['左', '右']) || first[0].contains("座席表"),
            "{name}"
        );
        assert_eq!(first[0].contains("今泉貴史代理"), name == "見本花子", "{}", first[0]);
        assert_eq!(first[0].contains("御欠席"), name == "宮入小夜子", "{}", first[0]);
        for paper in &packet()["contents"].as_array().expect("papers")[1..] {
            let line = squeeze(paper["title"].as_str().unwrap()) + &paper["first"].to_string();
            assert!(first[0].contains(&line), "{paper}: {}", first[0]);
        }
        assert_eq!(first[1], "", "the cover's back is blank");
        assert_eq!(
            first[2..],
            expected(&papers[..a3])[2..],
            "{name}: the cover takes the place of the packet's"
        );
        assert_eq!(
            texts(&print(&format!("sets/{n:02}_{name}_2_A3横.pdf"))),
            expected(&papers[a3..=a3]),
            "{name}"
        );
        assert_eq!(
            texts(&print(&format!("sets/{n:02}_{name}_3_A4.pdf"))),
            expected(&papers[a3 + 1..]),
            "{name}"
        );
    }
    assert_eq!(std::fs::read_dir(print("sets")).expect("sets").count(), 3 * names.len());
}

#[test]
fn two_pages_a_side_and_a_booklet_hold_each_page_once_in_their_order() {
    let source = texts(&PRINTED.path("advisory/packet.pdf"));
    let count = |pdf: &str| texts(&print(pdf)).concat().len();
    let whole: usize = source.concat().len();
    assert_eq!((count("一式_2面.pdf"), count("一式_冊子.pdf")), (whole, whole));
    let sides = sizes(&print("一式_2面.pdf"));
    assert!(sides.iter().all(|size| [(842, 595), (595, 842)].contains(size)));
    // No page is turned: those that lie stand below each other on a side that stands.
    assert!(sides.contains(&(595, 842)), "{sides:?}");
    let booklet = sizes(&print("一式_冊子.pdf"));
    assert!(booklet.len().is_multiple_of(2) && booklet.iter().all(|size| *size == (1191, 842)));
    let sides = texts(&print("一式_冊子.pdf"));
    assert!(sides[0].ends_with(&source[0]), "the first page is at the right of the first sheet");
    let all = duplex(&papers());
    let second = all.get(1).copied().flatten().map_or("", |page| source[page - 1].as_str());
    assert!(sides[1].starts_with(second), "the second at the left of its back");
}

#[test]
fn fonts_are_embedded_and_text_can_be_selected() {
    for name in ["01_一式_A4.pdf", "一式_2面.pdf", "一式_冊子.pdf", "sets/01_庄司昌彦_1_A4.pdf"]
    {
        let output = Command::new("pdffonts").arg(print(name)).output().expect("pdffonts");
        let fonts = String::from_utf8(output.stdout).expect("UTF-8");
        let mut seen = 0;
        for line in fonts.lines().skip(2) {
            let columns: Vec<&str> = line.split_whitespace().collect();
            let [.., embedded, subset, unicode, _, _] = columns.as_slice() else { panic!("{line}") };
            assert_eq!((*embedded, *subset, *unicode), ("yes", "yes", "yes"), "{name}: {line}");
            seen += 1;
        }
        assert!(seen >= 2, "{name}: {fonts}");
    }
}

#[test]
fn name_cards_are_for_those_who_sit_in_the_room() {
    let cards = texts(&print("席札.pdf"));
    let names = ["庄司昌彦", "見本花子", "山口徹", "荒川典彦", "白澤美幸"];
    assert_eq!(cards.len(), names.len(), "no card for those online or absent");
    for (card, name) in cards.iter().zip(names) {
        assert_eq!(card.matches(name).count(), 2, "{card}: on both sides of the tent");
        assert_eq!(card.contains("（今泉貴史代理）"), name == "見本花子", "{card}");
    }
    validate("verapdf", &["3a,ua1"], &[print("席札.pdf"), print("印刷計画.pdf")]);
}

/// The jobs of a stage as `--format json` prints them.
fn jobs(root: &Root, more: &[&str]) -> Vec<Value> {
    let mut command = shiryo();
    command.args(["print", "advisory", "--format", "json", "--root"]).arg(root.path());
    let output = command.arg("--out").arg(root.path().join("out")).args(more).output().expect("it runs");
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn the_plan_counts_sheets_as_the_files_have_them() {
    let jobs = jobs(&PRINTED.root, &[]);
    let number = |value: &Value| usize::try_from(value.as_u64().expect("a number")).expect("small");
    let mut paper: BTreeMap<String, usize> = BTreeMap::new();
    for job in &jobs {
        let files = job["files"].as_array().expect("files");
        let sides: usize =
            files.iter().map(|f| sizes(&PRINTED.path("advisory").join(f.as_str().unwrap())).len()).sum();
        let sheets = if job["sides"] == "one" { sides } else { sides.div_ceil(2) };
        assert_eq!(number(&job["sheets"]), sheets, "{job}");
        assert_eq!(number(&job["total"]), sheets * number(&job["copies"]), "{job}");
        *paper.entry(job["paper"].as_str().unwrap().into()).or_default() += number(&job["total"]);
    }
    // 6 for the secretariat, 10 observers, 3 spare; the members have sets of their own.
    assert!(jobs[..3].iter().all(|job| job["copies"] == 19));
    // Colour is wanted, and only 資料４, which is on A3, bears some.
    let colour: Vec<bool> = jobs[..3].iter().map(|job| job["colour"] == true).collect();
    assert_eq!(colour, [false, true, false]);
    assert!(number(&jobs[1]["in_colour"]) >= 5 && jobs[0]["in_colour"] == 0);
    assert_eq!(jobs.len(), 3 + 3 * 7 + 1);
    let shown = squeeze(&pages(&print("印刷計画.pdf")).concat());
    for text in [
        "構成員（出席・代理）5",
        "構成員（オンライン）1",
        "構成員（欠席）1",
        "事務局6",
        "傍聴者10",
        "予備3",
        "計26",
    ] {
        assert!(shown.contains(text), "{text}: {shown}");
    }
    let comma = |n: usize| if n < 1000 { n.to_string() } else { format!("{},{:03}", n / 1000, n % 1000) };
    for (size, sheets) in &paper {
        assert!(
            shown.contains(&format!("{}{}", size.to_uppercase(), comma(*sheets))),
            "{size} {sheets}: {shown}"
        );
    }
    let book = print("印刷計画.xlsx");
    let rows = sheet(&book, "印刷の順");
    let total: f64 = rows.last().expect("the sum")[10].to_string().parse().expect("a number");
    assert_eq!(total, paper.values().sum::<usize>() as f64);
    validate("ooxml", &[], &[book]);
}

#[test]
fn another_layout_takes_the_packets_place() {
    let root = Root::empty();
    root.overlay_below(&PRINTED.out(), "out");
    let plain = jobs(&root, &[]).len();
    for (layout, file, paper) in
        [("2up", "print/一式_2面.pdf", "a4"), ("booklet", "print/一式_冊子.pdf", "a3")]
    {
        let jobs = jobs(&root, &["--layout", layout]);
        assert_eq!(jobs.len(), plain - 2);
        assert_eq!(
            (&jobs[0]["files"][0], &jobs[0]["paper"], &jobs[0]["sides"]),
            (&file.into(), &paper.into(), &"short-edge".into())
        );
    }
}

#[test]
fn what_was_printed_survives_a_build_that_changes_nothing_and_no_other() {
    let root = Root::sample();
    assert_eq!(root.run(&["build", "kanjikai"]).status.code(), Some(0));
    assert_eq!(root.run(&["print", "kanjikai"]).status.code(), Some(0));
    let cards = root.path().join("out/kanjikai/print/席札.pdf");
    let before = std::fs::read(&cards).expect("the cards");
    assert_eq!(root.run(&["build", "kanjikai"]).status.code(), Some(0));
    assert_eq!(std::fs::read(&cards).expect("they are still there"), before);
    assert_eq!(root.run(&["print", "kanjikai"]).status.code(), Some(0));
    assert_eq!(std::fs::read(&cards).expect("made again"), before, "the same bytes");
    root.replace("inputs/submissions/doboku.csv", ",H30,88台,", ",H30,89台,");
    assert_eq!(root.run(&["build", "kanjikai"]).status.code(), Some(0));
    assert!(!cards.exists(), "print files of what was replaced are gone");
}

#[test]
fn what_was_changed_by_hand_is_not_printed() {
    let root = Root::empty();
    root.overlay_below(&PRINTED.out(), "out");
    let packet = root.path().join("out/advisory/packet.pdf");
    let mut bytes = std::fs::read(&packet).expect("the packet");
    bytes.push(b'\n');
    std::fs::write(&packet, bytes).expect("the packet");
    let output = root.run(&["print", "advisory"]);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && errors.contains("作られた後に変わっています"), "{errors}");
    let output = root.run(&["print", "nothing"]);
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_written_meeting_has_no_seats_and_letters_are_printed_too() {
    let built = Root::sample().build(&["written"]);
    let output = built.root.run(&["print", "written"]);
    let shown = String::from_utf8(output.stdout).expect("UTF-8");
    // A letter and the answer that comes back with it: two pages, and neither on the back of the other.
    assert!(!shown.contains("席札") && shown.contains("通知文（14通）　1部 × 28枚 ＝ 28枚　片面"), "{shown}");
    assert!(!built.path("written/print/席札.pdf").exists());
    // Nobody meets, so the cover names no hour and no time to come.
    let cover = &texts(&built.path("written/print/sets/01_総合企画部長.pdf"))[0];
    assert!(cover.contains("日付令和２年１月27日（月）") && !cover.contains("日時"), "{cover}");
    let output = PRINTED.root.run(&["print", "feedback"]);
    assert!(String::from_utf8(output.stdout).expect("UTF-8").contains("通知文（15通）"));
}
