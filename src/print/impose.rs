//! Imposition: which page lies where on which side of which sheet. Lengths are points, from the top left; a paper's
//! page is as large as its sheet, and every other size of the A series is the half or the double of it.

use serde::Serialize;

use crate::model::declared_paper::PaperSize;
use crate::render::artifact::Bound;

/// The sides of an A4 sheet, short and long, in points.
const SHORT: f64 = 210.0 / 25.4 * 72.0;
const LONG: f64 = 297.0 / 25.4 * 72.0;
/// How long a mark for folding is.
const MARK: f64 = 14.0;

/// One side of a sheet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SheetSide {
    /// How wide the side is, in points.
    pub width: f64,
    /// How high the side is, in points.
    pub height: f64,
    /// The cover that fills the side; none on all sides but the first of a member's set.
    pub cover: Option<Cover>,
    /// The pages on the side: one, two beside each other, or none on a blank side.
    pub slots: Vec<PlacedPage>,
    /// Where the sheet is folded; none on sheets that are not.
    pub marks: Vec<FoldMark>,
}

/// A page on a side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlacedPage {
    /// Which page of the packet it is, from 1.
    pub page: usize,
    /// How far its left edge is from the left edge of the side, in points.
    pub x: f64,
    /// How far its top edge is from the top edge of the side, in points.
    pub y: f64,
    /// How much of the side's width it may fill, in points.
    pub width: f64,
    /// How much of the side's height it may fill, in points.
    pub height: f64,
    /// How far it is turned against the clock, in degrees: a landscape page on a sheet bound at its left has its top
    /// at the left.
    pub turn: u32,
}

/// Where a sheet is folded.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FoldMark {
    /// Which pen the template draws it with: `fold`.
    pub kind: &'static str,
    /// Where the line begins, in points from the left edge of the side.
    pub x1: f64,
    /// Where the line begins, in points from the top edge of the side.
    pub y1: f64,
    /// Where the line ends, in points from the left edge of the side.
    pub x2: f64,
    /// Where the line ends, in points from the top edge of the side.
    pub y2: f64,
}

/// The first sheet of a member's set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cover {
    /// The name of the body that meets.
    pub body: String,
    /// Which of its meetings it is: 「第１回」.
    pub session: Option<String>,
    /// Whether its members come together. They don't for a written meeting: its day is the day of its papers.
    pub gathers: bool,
    /// When it meets: 「令和２年２月７日（金）」.
    pub day: String,
    /// At what hour it meets.
    pub time: Option<String>,
    /// Where it meets.
    pub place: Option<String>,
    /// Whose set it is: the member, or the proxy who comes instead.
    pub name: String,
    /// How the name is addressed: 様 or 殿.
    pub honorific: String,
    /// The member's organization and post; empty on a proxy's cover, and where the name is the post.
    pub affiliation: String,
    /// For whom a proxy comes: the member's name.
    pub proxy_of: Option<String>,
    /// The seat: 「左１」「座長席」. None where no seats are drawn.
    pub seat: Option<String>,
    /// The papers in the set, in their order.
    pub papers: Vec<CoverPaper>,
    /// A remark for the member: to one who is absent, that the set comes after the meeting.
    pub note: Option<String>,
}

/// A paper as a cover lists it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CoverPaper {
    /// The paper's number: 「資料１」. The agenda, say, has none.
    pub number: Option<String>,
    /// The paper's title.
    pub title: String,
    /// On which page of the packet it begins, as that page says it at its foot.
    pub page: String,
    /// On which side of the same file it begins, from 1; none if it is in another file of the set.
    pub side: Option<usize>,
}

/// Papers in succession that are printed on one kind of sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetRun<'a> {
    /// The size of the sheets.
    pub paper: PaperSize,
    /// Whether the sheets lie: A3 is bound at its short edge, A4 pages that lie are turned instead.
    pub lying: bool,
    /// The papers that are printed on them.
    pub papers: Vec<&'a Bound>,
    /// What is printed, side by side, backs left blank among them.
    pub sides: Vec<SheetSide>,
}

/// A packet's papers as they come from the printer, each on a new sheet, in runs of one kind of sheet.
pub fn runs(contents: &[Bound], single_sided: bool) -> Vec<SheetRun<'_>> {
    let mut runs: Vec<SheetRun> = Vec::new();
    for paper in contents {
        let lying = paper.paper == PaperSize::A3 && paper.landscape;
        if runs.last().is_none_or(|run| run.paper != paper.paper || run.lying != lying) {
            runs.push(SheetRun { paper: paper.paper, lying, papers: Vec::new(), sides: Vec::new() });
        }
        let Some(run) = runs.last_mut() else { continue };
        if !single_sided && run.sides.len() % 2 == 1 {
            run.sides.push(blank(paper.paper, lying));
        }
        run.papers.push(paper);
        run.sides.extend(pages(paper).map(|page| side(paper, page, lying)));
    }
    runs
}

/// A page alone on a side.
fn side(paper: &Bound, page: usize, lying: bool) -> SheetSide {
    let mut side = blank(paper.paper, lying);
    let turn = if paper.landscape && !lying { 90 } else { 0 };
    side.slots.push(PlacedPage { page, x: 0.0, y: 0.0, width: side.width, height: side.height, turn });
    side
}

/// A side with nothing on it.
pub fn blank(paper: PaperSize, lying: bool) -> SheetSide {
    let (width, height) = match paper {
        PaperSize::A4 => (SHORT, LONG),
        PaperSize::A3 => (LONG, 2.0 * SHORT),
    };
    let (width, height) = if lying { (height, width) } else { (width, height) };
    SheetSide { width, height, cover: None, slots: Vec::new(), marks: Vec::new() }
}

/// Two A4 pages on a side of A4, none turned: standing pages beside each other, lying ones below each other. An A3 page,
/// which is as large as two, has a side of its own. Each paper begins on a new side, and on a new sheet where the sides
/// change between lying and standing.
pub fn two_up(contents: &[Bound]) -> Vec<SheetSide> {
    let mut sides: Vec<SheetSide> = Vec::new();
    for paper in contents {
        let is_double = paper.paper == PaperSize::A3;
        let lying = paper.landscape == is_double;
        let last = sides.last().map(|side| side.width > side.height);
        if let Some(before) = last.filter(|before| *before != lying && sides.len() % 2 == 1) {
            sides.push(blank(PaperSize::A4, before));
        }
        let all: Vec<usize> = pages(paper).collect();
        for together in all.chunks(if is_double { 1 } else { 2 }) {
            let mut side = blank(PaperSize::A4, lying);
            let (width, height) = match (is_double, lying) {
                (true, _) => (side.width, side.height),
                (false, true) => (side.width / 2.0, side.height),
                (false, false) => (side.width, side.height / 2.0),
            };
            let places = [(0.0, 0.0), (side.width - width, side.height - height)].into_iter().zip(together);
            side.slots = places
                .map(|((x, y), page)| PlacedPage { page: *page, x, y, width, height, turn: 0 })
                .collect();
            sides.push(side);
        }
    }
    sides
}

/// A booklet of A3 sheets, two A4 pages a side, folded once in the middle and bound there at the left of the first page.
pub fn booklet(contents: &[Bound]) -> Vec<SheetSide> {
    let mut order: Vec<Option<(&Bound, usize)>> = Vec::new();
    for paper in contents {
        // Each paper begins on a right-hand page.
        if order.len() % 2 == 1 {
            order.push(None);
        }
        order.extend(pages(paper).map(|page| Some((paper, page))));
    }
    order.resize(order.len().next_multiple_of(4), None);
    let count = order.len();
    let mut sides = Vec::new();
    for k in 0..count / 4 {
        for (left, right) in [(count - 1 - 2 * k, 2 * k), (2 * k + 1, count - 2 - 2 * k)] {
            let mut side = blank(PaperSize::A3, true);
            for (x, place) in [(0.0, left), (side.width / 2.0, right)] {
                if let Some((paper, page)) = order[place] {
                    let slot = half(paper, page, x, &side);
                    side.slots.push(slot);
                }
            }
            side.marks = folds(&side);
            sides.push(side);
        }
    }
    sides
}

/// A page on the half of a side that begins at `x`.
fn half(paper: &Bound, page: usize, x: f64, side: &SheetSide) -> PlacedPage {
    let turn = if paper.landscape { 90 } else { 0 };
    PlacedPage { page, x, y: 0.0, width: side.width / 2.0, height: side.height, turn }
}

/// Marks at both ends of the middle.
fn folds(side: &SheetSide) -> Vec<FoldMark> {
    let x = side.width / 2.0;
    let mark = |y1: f64, y2: f64| FoldMark { kind: "fold", x1: x, y1, x2: x, y2 };
    vec![mark(0.0, MARK), mark(side.height - MARK, side.height)]
}

/// The pages of a paper in the packet.
fn pages(paper: &Bound) -> std::ops::Range<usize> {
    paper.first..paper.first + paper.pages
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(first: usize, pages: usize, paper: PaperSize, landscape: bool) -> Bound {
        Bound {
            number: None,
            title: "資料".into(),
            paper,
            landscape,
            first,
            pages,
            in_colour: 0,
            is_cover: false,
        }
    }

    /// The pages of sides, 0 for a blank one.
    fn numbers(sides: &[SheetSide]) -> Vec<Vec<usize>> {
        sides.iter().map(|side| side.slots.iter().map(|slot| slot.page).collect()).collect()
    }

    fn packet() -> Vec<Bound> {
        vec![
            paper(1, 1, PaperSize::A4, false),
            paper(3, 3, PaperSize::A4, true),
            paper(7, 1, PaperSize::A3, true),
            paper(9, 2, PaperSize::A4, false),
        ]
    }

    #[test]
    fn each_paper_begins_on_a_front_and_sizes_are_kept_apart_in_order() {
        let packet = packet();
        let runs = runs(&packet, false);
        let shape: Vec<_> = runs.iter().map(|run| (run.paper, run.lying, numbers(&run.sides))).collect();
        assert_eq!(
            shape,
            [
                (PaperSize::A4, false, vec![vec![1], vec![], vec![3], vec![4], vec![5]]),
                (PaperSize::A3, true, vec![vec![7]]),
                (PaperSize::A4, false, vec![vec![9], vec![10]]),
            ]
        );
        let turned: Vec<u32> = runs[0].sides.iter().flat_map(|s| &s.slots).map(|slot| slot.turn).collect();
        assert_eq!(turned, [0, 90, 90, 90]);
        assert!(runs[0].sides.iter().all(|side| side.width < side.height));
        assert_eq!(
            (runs[1].sides[0].slots[0].turn, runs[1].sides[0].width > runs[1].sides[0].height),
            (0, true)
        );
    }

    #[test]
    fn on_one_side_no_back_is_left_blank() {
        assert_eq!(numbers(&runs(&packet(), true)[0].sides), [vec![1], vec![3], vec![4], vec![5]]);
    }

    #[test]
    fn two_pages_a_side_and_none_turned() {
        let mut packet = packet();
        packet.push(paper(12, 1, PaperSize::A3, false));
        let sides = two_up(&packet);
        // What stands lies beside its like on a lying side; what lies, below its like on a standing one.
        assert_eq!(numbers(&sides), [vec![1], vec![], vec![3, 4], vec![5], vec![7], vec![9, 10], vec![12]]);
        let lying: Vec<bool> = sides.iter().map(|side| side.width > side.height).collect();
        assert_eq!(lying, [true, true, false, false, true, true, false]);
        let places = |side: usize| -> Vec<(bool, bool)> {
            sides[side].slots.iter().map(|slot| (slot.x > 0.0, slot.y > 0.0)).collect()
        };
        assert_eq!(
            [places(2), places(5)],
            [[(false, false), (false, true)], [(false, false), (true, false)]]
        );
        for slot in sides.iter().flat_map(|side| &side.slots) {
            let lies = (3..8).contains(&slot.page);
            let shape = if lies { SHORT / LONG } else { LONG / SHORT };
            assert_eq!(slot.turn, 0, "page {}", slot.page);
            assert!((slot.height / slot.width - shape).abs() < 0.01, "page {} keeps its shape", slot.page);
        }
        for side in &sides {
            let inside = |slot: &PlacedPage| {
                slot.x + slot.width < side.width + 0.1 && slot.y + slot.height < side.height + 0.1
            };
            assert!(side.slots.iter().all(inside));
        }
    }

    #[test]
    fn a_paper_of_another_shape_begins_on_a_new_sheet_of_two_pages_a_side() {
        let packet = [
            paper(1, 4, PaperSize::A4, false),
            paper(5, 2, PaperSize::A4, true),
            paper(7, 2, PaperSize::A4, true),
            paper(9, 1, PaperSize::A4, false),
        ];
        assert_eq!(numbers(&two_up(&packet)), [vec![1, 2], vec![3, 4], vec![5, 6], vec![7, 8], vec![9]]);
    }

    #[test]
    fn a_folded_booklet_reads_in_order() {
        let sides = booklet(&packet());
        assert_eq!(sides.len() % 2, 0);
        // Fold it: the pages in reading order are the right of the fronts and the left of the backs, inwards and out.
        let at = |side: &SheetSide, right: bool| {
            side.slots.iter().find(|slot| (slot.x > 0.0) == right).map_or(0, |slot| slot.page)
        };
        let (mut first, mut second) = (Vec::new(), Vec::new());
        for sheet in sides.chunks(2) {
            first.extend([at(&sheet[0], true), at(&sheet[1], false)]);
            second.extend([at(&sheet[0], false), at(&sheet[1], true)]);
        }
        second.reverse();
        first.extend(second);
        assert_eq!(first, [1, 0, 3, 4, 5, 0, 7, 0, 9, 10, 0, 0]);
    }
}
