//! What is wrong with where things stand on the pages of a paper.

use typst_layout::{Page, PagedDocument};

use super::faults::Fault;
use super::ink::{Area, Ink, Mark, of_page};

/// A millimetre in points.
const MM: f64 = 72.0 / 25.4;
/// What the eye doesn't see, in points.
const HAIR: f64 = 0.5;
/// Letters of two cells of a table stand further apart: each keeps 4 points to its edge.
const APART: f64 = 2.0;
/// The smallest type of a paper.
const SMALLEST: f64 = 9.0;
/// What is lower than three lines of a table.
const THREE_LINES: f64 = 30.0;

/// The sheets of the house, in millimetres: width, height, line (in ems of 10.5 pt), white at the top and at the foot.
/// As `sheets` in `templates/lib/tokens.typ`.
const SHEETS: [(f64, f64, f64, f64, f64); 4] = [
    (210.0, 297.0, 42.0, 25.0, 24.0),
    (297.0, 210.0, 72.0, 18.0, 18.0),
    (297.0, 420.0, 68.0, 25.0, 24.0),
    (420.0, 297.0, 104.0, 20.0, 19.0),
];

/// Where the window of an envelope begins, in millimetres from the top of the letter in it.
const WINDOW: f64 = 15.0;

/// What the words of a paper keep to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Margins {
    /// The margins of the house.
    House,
    /// The same, but for the addressee on the first page, who stands in the window of an envelope.
    Letter,
    /// The sheet alone.
    None,
}

impl Margins {
    fn after_the_first(self) -> Self {
        if self == Margins::Letter { Margins::House } else { self }
    }
}

/// The faults of a paper's pages, each with its page, from 1. `ends` are the last pages of the papers in it; `margins`
/// tells what they keep to.
pub(crate) fn faults_of(
    document: &PagedDocument,
    ends: &[usize],
    margins: Margins,
) -> Vec<(usize, Fault, String)> {
    let pages: Vec<Vec<Ink>> = document.pages().iter().map(|page| of_page(&page.frame)).collect();
    let mut found = Vec::new();
    for (number, (page, inks)) in (1..).zip(document.pages().iter().zip(&pages)) {
        let mut tell = |fault, text| found.push((number, fault, text));
        let sheet = sheet(page);
        let body = body(page, if number == 1 { margins } else { margins.after_the_first() });
        for ink in inks {
            if !ink.area.is_within(&sheet, HAIR) {
                tell(Fault::OffPage, shown(ink));
            } else if !ink.is_artifact && body.is_some_and(|body| !ink.area.is_within(&body, ink.hair())) {
                tell(Fault::OutOfMargins, shown(ink));
            }
            if let Mark::Letter { size, is_missing, .. } = &ink.mark {
                if *size < SMALLEST - 0.01 {
                    tell(Fault::SmallType, format!("{size:.2} pt {}", shown(ink)));
                }
                if *is_missing {
                    tell(Fault::NoGlyph, shown(ink));
                }
            }
        }
        met(inks, &mut tell);
        if !inks.iter().any(Ink::is_words) {
            tell(Fault::EmptyPage, String::new());
        }
    }
    found.extend(lonely(&pages, ends));
    found
}

fn shown(ink: &Ink) -> String {
    let Area { left, top, right, bottom } = ink.area;
    let what = match &ink.mark {
        Mark::Letter { text, .. } => text.as_str(),
        Mark::Rule => "a rule",
        Mark::Shape => "a shape",
    };
    format!("{what} at {left:.1},{top:.1}–{right:.1},{bottom:.1}")
}

fn sheet(page: &Page) -> Area {
    Area { left: 0.0, top: 0.0, right: page.frame.width().to_pt(), bottom: page.frame.height().to_pt() }
}

/// Within the margins of its sheet; none for a sheet that the house doesn't have.
fn body(page: &Page, margins: Margins) -> Option<Area> {
    if margins == Margins::None {
        return None;
    }
    let Area { right: width, bottom: height, .. } = sheet(page);
    let is_it = |sheet: &&(f64, f64, f64, f64, f64)| {
        (sheet.0 * MM - width).abs() < 1.0 && (sheet.1 * MM - height).abs() < 1.0
    };
    let (_, _, ems, top, foot) = SHEETS.iter().find(is_it)?;
    let side = (width - ems * 10.5) / 2.0;
    let top = if margins == Margins::Letter { WINDOW } else { *top };
    Some(Area { left: side, top: top * MM, right: width - side, bottom: height - foot * MM })
}

/// Letters over rules, over each other, and across the edges of their cells.
fn met(inks: &[Ink], tell: &mut impl FnMut(Fault, String)) {
    let mut sorted: Vec<&Ink> = inks.iter().filter(|ink| ink.mark != Mark::Shape).collect();
    sorted.sort_by(|a, b| a.area.top.total_cmp(&b.area.top));
    for (at, one) in sorted.iter().enumerate() {
        let near = sorted[at + 1..].iter().take_while(|other| other.area.top < one.area.bottom);
        for other in near {
            if let Some(fault) = meeting(one, other) {
                tell(fault, format!("{} and {}", shown(one), shown(other)));
            }
        }
    }
}

fn meeting(one: &Ink, other: &Ink) -> Option<Fault> {
    let (across, down) = one.area.overlap(&other.area);
    match (&one.mark, &other.mark) {
        (Mark::Letter { run, cell, .. }, Mark::Letter { run: other_run, cell: other_cell, .. }) => {
            let touch = cell.is_some() && other_cell.is_some() && cell != other_cell;
            if run != other_run && across > HAIR && down > HAIR {
                Some(Fault::Overprint)
            } else if touch && across > -APART && down > APART {
                Some(Fault::OutOfCell)
            } else {
                None
            }
        }
        (Mark::Letter { .. }, Mark::Rule) => crossed(&one.area, &other.area),
        (Mark::Rule, Mark::Letter { .. }) => crossed(&other.area, &one.area),
        _ => None,
    }
}

/// Whether a rule runs through a letter, and not only along its edge.
fn crossed(letter: &Area, rule: &Area) -> Option<Fault> {
    let inner = Area {
        left: letter.left + HAIR,
        top: letter.top + HAIR,
        right: letter.right - HAIR,
        bottom: letter.bottom - HAIR,
    };
    let (across, down) = inner.overlap(rule);
    (inner.right > inner.left && inner.bottom > inner.top && across > 0.0 && down > 0.0)
        .then_some(Fault::OverRule)
}

/// Papers whose last page holds less than three lines, besides the header of its table.
fn lonely(pages: &[Vec<Ink>], ends: &[usize]) -> Vec<(usize, Fault, String)> {
    let mut found = Vec::new();
    for (at, end) in ends.iter().enumerate() {
        let first = at.checked_sub(1).map_or(1, |before| ends[before] + 1);
        let (Some(last), true) = (pages.get(end - 1), *end > first) else { continue };
        let lines = lines(last);
        let before = lines_of(pages.get(end - 2));
        // A table goes on under its header.
        let new: Vec<_> = lines.iter().skip_while(|(text, _)| before.contains(text)).collect();
        let Some((_, head)) = new.first() else { continue };
        // Nor is a row of a table a line.
        if last.iter().any(|ink| {
            matches!(ink.mark, Mark::Letter { cell: Some(_), .. }) && ink.area.top > head.top - HAIR
        }) {
            continue;
        }
        let foot = new.iter().map(|(_, area)| area.bottom).fold(head.bottom, f64::max);
        if foot - head.top < THREE_LINES {
            let text: Vec<&str> = new.iter().map(|(text, _)| text.as_str()).collect();
            found.push((*end, Fault::LonelyPage, text.join("／")));
        }
    }
    found
}

fn lines_of(page: Option<&Vec<Ink>>) -> Vec<String> {
    page.map(|page| lines(page).into_iter().map(|(text, _)| text).collect()).unwrap_or_default()
}

/// The lines of a page from its top, each all across it.
fn lines(page: &[Ink]) -> Vec<(String, Area)> {
    let mut words: Vec<&Ink> = page.iter().filter(|ink| ink.is_words()).collect();
    words.sort_by(|a, b| a.area.bottom.total_cmp(&b.area.bottom));
    let mut lines: Vec<(String, Area)> = Vec::new();
    for ink in words {
        let Mark::Letter { text, .. } = &ink.mark else { continue };
        match lines.last_mut() {
            Some((line, area)) if ink.area.top < area.bottom - 2.0 => {
                line.push_str(text);
                area.bottom = area.bottom.max(ink.area.bottom);
                area.top = area.top.min(ink.area.top);
            }
            _ => lines.push((text.clone(), ink.area)),
        }
    }
    lines
}
