//! Columns of figures: points below points, and each number in one piece.

use std::collections::BTreeSet;

use super::blocks::{Block, Line, of_page, text};
use super::papers::papers_of;
use crate::root::Root;

/// Where the point of a number stands, in tenths of a point; none of a line that is no number with decimals.
fn point(line: &Line) -> Option<i64> {
    let number = text(line);
    let number = number.trim_start_matches(['約', '▲']).trim_end_matches('%');
    let (whole, decimals) = number.split_once('.')?;
    let are_digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || c == ',');
    let at = line.iter().find(|letter| letter.text == ".")?;
    (are_digits(whole) && are_digits(decimals)).then_some((at.x * 10.0).round() as i64)
}

/// The numbers with decimals in the cells of a paper, and the places of their points. Its first pages have other tables.
fn numbers(stage: &str, paper: &str, skipped: usize) -> (BTreeSet<String>, BTreeSet<i64>) {
    let (mut numbers, mut points) = (BTreeSet::new(), BTreeSet::new());
    papers_of(
        &Root::sample(),
        &[stage.into()],
        |identity| identity.contains(paper),
        |_, set| {
            for page in set.document.pages().iter().skip(skipped) {
                // What is read otherwise than it is written (▲) is a block of its own.
                let is_of_cell = |block: &Block| matches!(block.kind.as_str(), "cell" | "figure");
                let cells = of_page(&page.frame).into_iter().filter(is_of_cell);
                for line in cells.flat_map(|cell| cell.lines) {
                    if let Some(at) = point(&line) {
                        numbers.insert(text(&line));
                        points.insert(at);
                    }
                }
            }
        },
    );
    (numbers, points)
}

#[test]
fn points_stand_below_points_whatever_qualifies_a_number() {
    // 基準, 目安, 実績, 目標 and the two rates: a column each, with one place for all its points, on every page.
    let (found, points) = numbers("advisory", "進捗状況一覧", 2);
    assert_eq!(points.len(), 6, "{points:?}");
    // Of one, two and no decimals, with a sign, with 以上 and （速報値）: each is read as it is written.
    for number in ["31.5", "47.47", "99.95", "▲3.55", "80.0", "46.0", "108.6%"] {
        assert!(found.contains(number), "{number}: {found:?}");
    }
    let (found, points) = numbers("advisory", "数値目標一覧", 1);
    assert_eq!(points.len(), 2, "{points:?}");
    assert!(found.contains("99.95"), "{found:?}");
}
