//! What the pages look like: their text first, small pictures with a tolerance second. After a wanted change,
//! `SHIRYO_UPDATE=1 cargo test --release --test testsuite golden` writes both anew; look at the pictures before
//! committing them.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::expectation::{expect, updating};
use crate::program::SAMPLE;
use crate::readers::pages;
use crate::root::repository;

/// The papers that are compared, by the name of their golden files.
const PAPERS: [(&str, &str); 11] = [
    ("次第", "advisory/次第.pdf"),
    ("名簿", "advisory/構成員名簿.pdf"),
    ("座席表", "advisory/座席表.pdf"),
    ("資料1", "advisory/資料1_千葉県ＩＣＴ利活用戦略の進捗管理について.pdf"),
    ("資料2", "advisory/資料2_千葉県ＩＣＴ利活用戦略進捗管理方針（案）.pdf"),
    ("資料3", "advisory/資料3_数値目標一覧.pdf"),
    ("資料4", "advisory/資料4_進捗状況一覧.pdf"),
    ("参考資料1", "advisory/参考資料1_千葉県ＩＣＴアドバイザリー会議設置要綱（案）.pdf"),
    ("通知-kenfuku", "feedback/letters/kenfuku_助言等の通知.pdf"),
    ("通知-koyo", "feedback/letters/koyo_助言等の通知.pdf"),
    ("通知-kyoiku", "feedback/letters/kyoiku_助言等の通知.pdf"),
];
/// Pages with a picture: of each paper the first two.
const PICTURED: usize = 2;
const DPI: &str = "60";
/// How far a pixel's grey may be off before it counts, and how many in a thousand may be.
const GREY: u8 = 48;
const PER_MILLE: usize = 5;

fn golden() -> PathBuf {
    repository().join("tests/golden")
}

#[test]
fn the_pages_say_what_they_said() {
    let mut changed = Vec::new();
    for (name, path) in PAPERS {
        let text = pages(&SAMPLE.path(path)).join("\n\u{2500}\u{2500}\u{2500}\u{2500}\n");
        let file = golden().join(format!("texts/{name}.txt"));
        if expect(&file, &text).is_err() {
            changed.push(name);
        }
    }
    assert!(changed.is_empty(), "the text of {changed:?} is not that of tests/golden/texts");
}

#[test]
fn an_agendas_weekday_stays_on_the_line_of_its_day() {
    for (paper, day) in
        [("kanjikai/次第.pdf", "令和２年１月27日（月）"), ("committee/次第.pdf", "令和２年３月16日（月）")]
    {
        let text = &pages(&SAMPLE.path(paper))[0];
        assert!(text.lines().any(|line| line.contains(day)), "{paper}: {text}");
    }
}

#[test]
fn the_gist_of_a_meeting_names_the_meeting() {
    let text = &pages(&SAMPLE.path("advisory/議事要旨.pdf"))[0];
    assert!(text.contains("第１回千葉県ＩＣＴアドバイザリー会議"), "{text}");
}

#[test]
fn the_pages_look_as_they_looked() {
    let made = tempfile::tempdir().expect("a folder");
    let mut changed = Vec::new();
    for (name, path) in PAPERS {
        let prefix = made.path().join(name);
        let status = Command::new("pdftoppm")
            .args(["-r", DPI, "-gray", "-png", "-l", &PICTURED.to_string()])
            .arg(SAMPLE.path(path))
            .arg(&prefix)
            .status();
        assert!(status.expect("pdftoppm (poppler-utils)").success());
        for picture in fs::read_dir(made.path()).expect("pictures").map(|e| e.expect("an entry").path()) {
            let file_name = picture.file_name().expect("a name").to_string_lossy().into_owned();
            let Some(page) = file_name.strip_prefix(&format!("{name}-")) else { continue };
            // poppler pads page numbers by the paper's length.
            let page = page.trim_start_matches('0');
            let known = golden().join(format!("pages/{name}-{page}"));
            if updating() {
                fs::create_dir_all(golden().join("pages")).expect("a folder");
                fs::copy(&picture, &known).expect("a golden picture");
            }
            if !alike(&picture, &known) {
                changed.push(format!("{name}-{page}"));
            }
        }
    }
    assert!(changed.is_empty(), "{changed:?} don't look like tests/golden/pages");
}

/// Whether two pictures differ in few pixels only.
fn alike(a: &std::path::Path, b: &std::path::Path) -> bool {
    let (Some(a), Some(b)) = (grey(a), grey(b)) else { return false };
    if a.0 != b.0 {
        return false;
    }
    let off = a.1.iter().zip(&b.1).filter(|(a, b)| a.abs_diff(**b) > GREY).count();
    off * 1000 <= a.1.len() * PER_MILLE
}

/// A picture's size and grey values.
fn grey(path: &std::path::Path) -> Option<((u32, u32), Vec<u8>)> {
    let file = std::io::BufReader::new(fs::File::open(path).ok()?);
    let mut reader = png::Decoder::new(file).read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut pixels).ok()?;
    pixels.truncate(info.buffer_size());
    Some(((info.width, info.height), pixels))
}
