//! Every number on the pages of a PDF: a figure that `values.json` says stands there, as often as it says and in the row of
//! whose it is; or of an exempt kind; or a fault.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::audit_report::{AuditFault, AuditReport, FaultKind};
use super::exempt::{Exempt, ExemptKind};
use super::number_tokens::{NumberToken, half_width, numbers, squeezed};
use super::table_cells::{CellNumber, TableRows};
use super::told_figures::{PageFigures, ToldFigures};
use crate::published::tagged_pdf::{BlockKind, TaggedBlock, TaggedPdf};
use crate::render::artifact::{About, Bound};

/// Looks at the numbers of a PDF, which `about` tells of.
pub fn look(about: &About, pdf: &TaggedPdf, told: &ToldFigures<'_>, exempt: &Exempt) -> AuditReport {
    let figures = told.pages(&about.path);
    let none = PageFigures::default();
    let rows = TableRows::of(pdf, told);
    let mut look = Look {
        about,
        exempt,
        report: AuditReport::default(),
        found: BTreeMap::new(),
        cells: Vec::new(),
        running: Running::default(),
        opinions: columns_under(pdf, "No."),
        as_typed: columns_under(pdf, "記入された内容"),
        places: numbered_places(pdf),
        headings: headings(pdf),
    };
    for (place, block) in pdf.blocks.iter().enumerate() {
        let text = BlockText::of(block);
        let spans = exempt.spans(&text.all);
        for number in numbers(&text.all) {
            let page = text.page(number.at.start);
            let own = figures.get(&page).unwrap_or(&none);
            look.number(&number, &Standing { page, own, place, block, text: &text.all, spans: &spans });
        }
        if let Some(words) = &block.said {
            look.words_of_picture(words, block, &figures);
        }
    }
    look.report.faults.extend(rows.misplaced(&about.path, &look.cells, told));
    look.report.faults.extend(rows.of_other_departments(&about.path, told));
    look.missing(&figures);
    look.missing_words(&figures, pdf, &rows);
    look.report
}

/// The columns under a head.
fn columns_under(pdf: &TaggedPdf, head: &str) -> BTreeSet<(usize, usize)> {
    let heads = pdf.blocks.iter().filter(|block| block.kind == BlockKind::ColumnHead);
    let heads = heads.filter(|block| half_width(&block.text()).trim() == head);
    heads.filter_map(|block| block.cell).map(|cell| (cell.table, cell.column)).collect()
}

/// The pages on which the numbers 1, 2, 3 and so on stand outside tables each by itself: seats. Each with the last.
fn numbered_places(pdf: &TaggedPdf) -> BTreeMap<usize, u32> {
    let mut alone: BTreeMap<usize, BTreeSet<u32>> = BTreeMap::new();
    for block in pdf.blocks.iter().filter(|block| block.cell.is_none()) {
        for (page, line) in &block.lines {
            if let Ok(number) = half_width(line).trim().parse() {
                alone.entry(*page).or_default().insert(number);
            }
        }
    }
    let last = |seen: BTreeSet<u32>| (1..).take_while(|number| seen.contains(number)).last();
    alone.into_iter().filter_map(|(page, seen)| Some((page, last(seen).filter(|last| *last > 1)?))).collect()
}

fn headings(pdf: &TaggedPdf) -> Vec<(String, usize)> {
    let headings = pdf.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    headings.filter_map(|block| Some((squeezed(&block.text()), block.page?))).collect()
}

/// A block's text with half-width letters, a line end between its lines.
struct BlockText {
    all: String,
    /// Where the lines begin, each with its page.
    lines: Vec<(usize, usize)>,
}

impl BlockText {
    fn of(block: &TaggedBlock) -> Self {
        let (mut all, mut lines) = (String::new(), Vec::new());
        for (page, line) in &block.lines {
            if !all.is_empty() {
                all.push('\n');
            }
            lines.push((all.len(), *page));
            all.push_str(&half_width(line));
        }
        Self { all, lines }
    }

    /// The page of what begins at a byte.
    fn page(&self, at: usize) -> usize {
        self.lines.iter().rev().find(|(start, _)| *start <= at).map_or(1, |(_, page)| *page)
    }
}

/// Where a number stands.
struct Standing<'a> {
    page: usize,
    /// The figures of the page.
    own: &'a PageFigures<'a>,
    /// The place of its block.
    place: usize,
    block: &'a TaggedBlock,
    /// The text of the block.
    text: &'a str,
    spans: &'a [(ExemptKind, Range<usize>)],
}

impl Standing<'_> {
    /// Whether the block says a figure in words that has this number in it: 「市民１人１日当たりのごみ排出量」.
    fn is_in_words(&self, number: &str) -> bool {
        let said = squeezed(self.text);
        let words = self.own.words.iter().map(|(_, text)| squeezed(text));
        words.filter(|words| words.contains(number)).any(|words| said.contains(&words))
    }
}

/// The numbers that headings and rows bear: each is the one after another.
#[derive(Default)]
struct Running {
    seen: BTreeSet<u32>,
}

impl Running {
    /// Whether a number at the beginning of a block is the next of a row of such.
    fn goes_on(&mut self, number: u32) -> bool {
        let goes_on = number == 1 || (number > 0 && self.seen.contains(&(number - 1)));
        self.seen.insert(number);
        goes_on
    }
}

/// A file while it is looked at.
struct Look<'a> {
    about: &'a About,
    exempt: &'a Exempt,
    report: AuditReport,
    /// How often figures' numbers stand on each page.
    found: BTreeMap<(usize, String), usize>,
    /// The figures that stand in cells.
    cells: Vec<CellNumber>,
    running: Running,
    /// The columns that number opinions, which go on through the year.
    opinions: BTreeSet<(usize, usize)>,
    /// The columns that show cells of returns as they were typed.
    as_typed: BTreeSet<(usize, usize)>,
    /// The pages that number places, as seats, and up to which number.
    places: BTreeMap<usize, u32>,
    /// The headings, each with its page.
    headings: Vec<(String, usize)>,
}

impl Look<'_> {
    fn number(&mut self, number: &NumberToken, at: &Standing<'_>) {
        // A hyphen before it may be none of its own: 「4-3」.
        let bare = number.text.strip_prefix('-').unwrap_or(&number.text);
        let place = number.at.end - bare.len()..number.at.end;
        let begins = at.text[..place.start].trim().is_empty() && bare.len() <= 3;
        let goes_on = begins && bare.parse().is_ok_and(|value| self.running.goes_on(value));
        let span = at.spans.iter().find(|(_, span)| span.start <= place.start && place.end <= span.end);
        let span = span.map(|(kind, _)| *kind);
        let figure = [number.text.as_str(), bare].into_iter().find(|text| at.own.numbers.contains_key(*text));
        match (figure, span) {
            (Some(figure), None | Some(ExemptKind::Numbering)) => self.figure(figure, at),
            (None, None) if at.is_in_words(&number.text) => self.report.matched += 1,
            (_, Some(kind)) => self.report.leave_out(kind),
            (None, None) => match self.kind(bare, &place, at, begins, goes_on) {
                Some(kind) => self.report.leave_out(kind),
                None => self.report.faults.push(
                    AuditFault::of(&self.about.path, FaultKind::Number, around(at.text, &number.at), "")
                        .on(at.page),
                ),
            },
        }
    }

    fn figure(&mut self, figure: &str, at: &Standing<'_>) {
        self.report.matched += 1;
        *self.found.entry((at.page, figure.to_owned())).or_default() += 1;
        if at.block.cell.is_some() {
            let ids = at.own.numbers.get(figure).into_iter().flatten().map(|id| (*id).to_owned()).collect();
            let (block, page, text) = (at.place, at.page, figure.to_owned());
            self.cells.push(CellNumber { block, page, text, ids });
        }
    }

    /// Why a number that is no figure may stand there; nothing if it may not.
    fn kind(
        &self,
        bare: &str,
        place: &Range<usize>,
        at: &Standing<'_>,
        begins: bool,
        goes_on: bool,
    ) -> Option<ExemptKind> {
        if at.block.is_picture && is_axis(at.text) {
            return Some(ExemptKind::Axis);
        }
        if self.exempt.is_typed(at.text, place) || self.exempt.is_typed_whole(at.text) {
            return Some(ExemptKind::Typed);
        }
        if at.block.kind == BlockKind::Contents && place.end == at.text.trim_end().len() {
            return self.leads_to(&at.text[..place.start], bare, at.page).then_some(ExemptKind::Page);
        }
        let seats = self.places.get(&at.page).copied().unwrap_or_default();
        if at.block.cell.is_none() && bare.parse().is_ok_and(|number: u32| (1..=seats).contains(&number)) {
            let is_line = at.text.lines().any(|line| line.trim() == bare);
            return is_line.then_some(ExemptKind::Numbering);
        }
        let column = at.block.cell.map(|cell| (cell.table, cell.column));
        if column.is_some_and(|column| self.as_typed.contains(&column)) && self.exempt.is_cell(at.text) {
            return Some(ExemptKind::Typed);
        }
        let is_opinion = || {
            column.is_some_and(|column| self.opinions.contains(&column))
                && bare.parse().is_ok_and(|number| self.exempt.is_opinion(number))
        };
        (goes_on || (begins && is_opinion())).then_some(ExemptKind::Numbering)
    }

    /// Whether a line of the contents tells the page on which its heading stands, counted in the paper; or on a packet's
    /// cover that on which its paper begins.
    fn leads_to(&self, title: &str, number: &str, page: usize) -> bool {
        let begins = |page: usize| {
            let papers = self.about.contents.iter().filter(|paper| paper.first <= page);
            papers.map(|paper| paper.first).max().unwrap_or(1)
        };
        let title = squeezed(title);
        let title = title.trim_end_matches(['…', '.', '·', '・']);
        let is_paper =
            |paper: &Bound| paper.first.to_string() == number && title.ends_with(&squeezed(&paper.title));
        if page == 1 && self.about.contents.iter().any(is_paper) {
            return true;
        }
        self.headings.iter().any(|(heading, at)| {
            heading == title && begins(*at) == begins(page) && (at + 1 - begins(page)).to_string() == number
        })
    }

    /// The words for a picture say figures of its page.
    fn words_of_picture(
        &mut self,
        words: &str,
        block: &TaggedBlock,
        figures: &BTreeMap<usize, PageFigures<'_>>,
    ) {
        let page = block.page.unwrap_or(1);
        let words = half_width(words);
        let spans = self.exempt.spans(&words);
        for number in numbers(&words) {
            let is_in = |span: &Range<usize>| span.start <= number.at.start && number.at.end <= span.end;
            let known = figures.get(&page).is_some_and(|own| own.numbers.contains_key(&number.text));
            if let Some((kind, _)) = spans.iter().find(|(_, span)| !known && is_in(span)) {
                self.report.leave_out(*kind);
            } else if known {
                self.report.matched += 1;
            } else {
                let found = format!("図の説明　{}", around(&words, &number.at));
                let fault = AuditFault::of(&self.about.path, FaultKind::Number, found, "").on(page);
                self.report.faults.push(fault);
            }
        }
    }

    /// Figures in words that a page should show.
    fn missing_words(
        &mut self,
        figures: &BTreeMap<usize, PageFigures<'_>>,
        pdf: &TaggedPdf,
        rows: &TableRows,
    ) {
        let mut said: BTreeMap<usize, String> = BTreeMap::new();
        for block in &pdf.blocks {
            for (page, line) in &block.lines {
                said.entry(*page).or_default().push_str(&squeezed(line));
            }
            // What one block says does not go on in the next.
            for page in block.pages() {
                said.entry(page).or_default().push('\n');
            }
        }
        for (page, own) in figures {
            let said = said.get(page).map_or("", String::as_str);
            let lacks = |(id, text): &&(&str, &str)| {
                let words = squeezed(text);
                !said.contains(&words) || rows.says(id, *page, &words) == Some(false)
            };
            for (id, text) in own.words.iter().filter(lacks) {
                let expected = format!("「{text}」（{id}）");
                let fault = AuditFault::of(&self.about.path, FaultKind::Missing, "", expected);
                self.report.faults.push(fault.on(*page));
            }
        }
    }

    /// Figures that a page should show, and shows less often than it should.
    fn missing(&mut self, figures: &BTreeMap<usize, PageFigures<'_>>) {
        for (page, own) in figures {
            for (number, ids) in &own.numbers {
                let found = self.found.get(&(*page, number.clone())).copied().unwrap_or_default();
                if found < ids.len() {
                    let found = format!("「{number}」が {found} か所");
                    let expected = format!("{} か所（{}）", ids.len(), ids.join("、"));
                    self.report.faults.push(
                        AuditFault::of(&self.about.path, FaultKind::Missing, found, expected).on(*page),
                    );
                }
            }
        }
    }
}

/// Whether a text is an axis of a chart: its marks from 0 on, each by the same step.
fn is_axis(text: &str) -> bool {
    let marks: Vec<Option<f64>> =
        numbers(text).iter().map(|mark| mark.text.replace([',', '%'], "").parse().ok()).collect();
    let Some(marks) = marks.into_iter().collect::<Option<Vec<f64>>>() else { return false };
    let steps: Vec<f64> = marks.windows(2).map(|pair| pair[1] - pair[0]).collect();
    marks.first() == Some(&0.0) && steps.iter().all(|step| *step > 0.0 && (step - steps[0]).abs() < 1e-9)
}

/// A number with the words around it, it itself in brackets.
fn around(text: &str, at: &Range<usize>) -> String {
    /// So many letters on each side.
    const NEAR: usize = 16;
    let flat = |text: &str| text.replace('\n', "");
    let before: Vec<char> = flat(&text[..at.start]).chars().collect();
    let before: String = before[before.len().saturating_sub(NEAR)..].iter().collect();
    let after: String = flat(&text[at.end..]).chars().take(NEAR).collect();
    format!("{before}【{}】{after}", &text[at.clone()]).trim().to_owned()
}
