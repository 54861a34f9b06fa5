//! 変更箇所一覧: what differs, on one or two sheets of A4 for the file.

use chrono::NaiveDate;
use serde::Serialize;

use super::diff_page::{Line, Teller};
use super::sheet_rows::{self, FileRow, ValueRow};
use super::sheet_words::{self, WordRow};
use super::stage_diff::StageDiff;
use crate::ground::bounded::{Work, within};
use crate::ground::fault::Fault;
use crate::library::store::Library;
use crate::library::trouble::Trouble;
use crate::published::manifest::Manifest;
use crate::render::paper_data::{DateParts, date_parts};
use crate::render::typst::compile::{self, Set};
use crate::render::typst::world::{JobWorld, Typesetter};
use crate::render::unmade::Unmade;

const TEMPLATE: &str = "changes";
/// How many pages it has at most.
const MOST_PAGES: usize = 2;
/// More rows than these never have room on them.
const MOST_ROWS: usize = 150;
/// How many lists of rows there are.
const LISTS: usize = 5;
/// How many figures are named that changed with another, where not all rows have room.
const FEW_OTHERS: usize = 3;

/// A stage that was compared.
pub struct SheetStage<'a> {
    /// What differs.
    pub diff: &'a StageDiff,
    /// The fingerprint of what differs.
    pub fingerprint: &'a str,
    /// The fingerprints of the files as they were and as they are.
    pub sides: &'a [String; 2],
}

/// What the list is made of.
pub struct DiffSheet<'a> {
    /// Who knows what things are called.
    pub teller: &'a Teller<'a>,
    /// What lies in `out/` now.
    pub manifest: &'a Manifest,
    /// What was compared.
    pub sides: [String; 2],
    /// The stages that were compared, in the order of the cycle; those without a difference too.
    pub stages: Vec<SheetStage<'a>>,
    /// The date that the paper bears: that of the last stage.
    pub date: NaiveDate,
}

/// What its template reads.
#[derive(Serialize)]
struct SheetData<'a> {
    kind: &'static str,
    title: &'static str,
    date: DateParts,
    old: &'a str,
    new: &'a str,
    compared: Vec<ComparedRow>,
    #[serde(flatten)]
    rows: SheetRows,
    /// How many rows there is no room for.
    more: usize,
}

/// A stage with the fingerprints of both sides.
#[derive(Serialize)]
struct ComparedRow {
    title: String,
    old: String,
    new: String,
    /// None where nothing differs.
    diff: Option<String>,
}

/// The rows, as far as there is room, and how many more there are.
#[derive(Debug, Clone, Default, Serialize)]
struct SheetRows {
    values: Vec<ValueRow>,
    more_values: usize,
    sums: Vec<ValueRow>,
    more_sums: usize,
    words: Vec<WordRow>,
    more_words: usize,
    of_figures: usize,
    unread: Vec<String>,
    people: Vec<Line>,
    more_people: usize,
    files: Vec<FileRow>,
    more_files: usize,
}

impl DiffSheet<'_> {
    /// Sets the list as a PDF: with all rows that one or two pages have room for.
    ///
    /// # Errors
    ///
    /// What is wrong with the template.
    pub fn make(&self, library: &Library) -> Result<Vec<u8>, Unmade> {
        let house = serde_json::to_vec(&self.manifest.house).map_err(Fault::format)?;
        let setter = Typesetter::new(library, house);
        let all = self.rows();
        let total = all.counts().iter().sum::<usize>().min(MOST_ROWS);
        let mut best = self.set(&setter, &all, total)?;
        if best.1.document.pages().len() > MOST_PAGES {
            // `fit` rows have room, `over` rows have none.
            let (mut fit, mut over) = (0, total);
            best = self.set(&setter, &all, fit)?;
            while over - fit > 1 {
                let rows = usize::midpoint(fit, over);
                let tried = self.set(&setter, &all, rows)?;
                match tried.1.document.pages().len() <= MOST_PAGES {
                    true => (fit, best) = (rows, tried),
                    false => over = rows,
                }
            }
        }
        self.export(&best.0, &best.1)
    }

    fn set<'s>(
        &self,
        setter: &'s Typesetter<'s>,
        all: &SheetRows,
        rows: usize,
    ) -> Result<(JobWorld<'s>, Set), Unmade> {
        let json = serde_json::to_vec(&self.data(all, rows)).map_err(Fault::format)?;
        let world = setter.print_world(json, None);
        let set = bounded(|| compile::set(&world))?;
        Ok((world, set))
    }

    fn export(&self, world: &JobWorld<'_>, set: &Set) -> Result<Vec<u8>, Unmade> {
        let stages: Vec<&str> = self.stages.iter().map(|stage| stage.diff.stage.as_str()).collect();
        let identity = format!("{}/{}/{TEMPLATE}", self.manifest.cycle, stages.join("+"));
        bounded(|| compile::export(world, set, &identity))
    }

    fn rows(&self) -> SheetRows {
        let diffs: Vec<&StageDiff> = self.stages.iter().map(|stage| stage.diff).collect();
        let values = sheet_rows::values(self.teller, &diffs);
        let words = sheet_words::words(self.teller, &diffs);
        SheetRows {
            values: values.cells,
            sums: values.sums,
            words: words.rows,
            of_figures: words.of_figures,
            unread: words.unread,
            people: sheet_rows::people(&diffs),
            files: sheet_rows::files(self.teller, &diffs),
            ..SheetRows::default()
        }
    }

    fn title(&self, stage: &SheetStage<'_>) -> String {
        let known = self.teller.cycle.stage(&stage.diff.stage);
        known.map_or_else(|| stage.diff.stage.clone(), |stage| stage.title.clone())
    }

    fn data(&self, all: &SheetRows, rows: usize) -> SheetData<'_> {
        let counts = all.counts();
        let shares = fair_shares(&counts, rows);
        let compared = self.stages.iter().map(|stage| ComparedRow {
            title: self.title(stage),
            old: short(&stage.sides[0]),
            new: short(&stage.sides[1]),
            diff: (!stage.diff.is_empty()).then(|| stage.fingerprint.to_owned()),
        });
        SheetData {
            kind: TEMPLATE,
            title: "変更箇所一覧",
            date: date_parts(self.date),
            old: &self.sides[0],
            new: &self.sides[1],
            compared: compared.collect(),
            more: counts.iter().sum::<usize>() - shares.iter().sum::<usize>(),
            rows: all.cut(&shares),
        }
    }
}

impl SheetRows {
    /// How many rows its lists have.
    fn counts(&self) -> [usize; LISTS] {
        [self.values.len(), self.sums.len(), self.words.len(), self.people.len(), self.files.len()]
    }

    /// The same with the first rows of each list; if these are not all, they are short.
    fn cut(&self, shares: &[usize]) -> Self {
        let share = |list: usize| shares.get(list).copied().unwrap_or(0);
        let mut cut = self.clone();
        cut.more_values = shorten(&mut cut.values, share(0));
        cut.more_sums = shorten(&mut cut.sums, share(1));
        cut.more_words = shorten(&mut cut.words, share(2));
        cut.more_people = shorten(&mut cut.people, share(3));
        cut.more_files = shorten(&mut cut.files, share(4));
        cut.sums.iter_mut().for_each(|row| row.refer_within(share(0)));
        if self.counts() != *shares {
            cut.values.iter_mut().chain(&mut cut.sums).for_each(|row| row.shorten(FEW_OTHERS));
        }
        cut
    }
}

/// Leaves the first rows of a list; how many are left out.
fn shorten<T>(rows: &mut Vec<T>, most: usize) -> usize {
    let more = rows.len().saturating_sub(most);
    rows.truncate(most);
    more
}

/// How many rows of each list there is room for: short lists are whole, and long ones share what they leave.
fn fair_shares(counts: &[usize], rows: usize) -> Vec<usize> {
    let mut shares = vec![0; counts.len()];
    let mut left = rows;
    while left > 0 && shares.iter().zip(counts).any(|(share, count)| share < count) {
        for (share, count) in shares.iter_mut().zip(counts) {
            if *share < *count && left > 0 {
                *share += 1;
                left -= 1;
            }
        }
    }
    shares
}

fn bounded<T>(set: impl FnOnce() -> Result<T, Vec<Trouble>>) -> Result<T, Unmade> {
    let made = within(&Work::of_template(format!("templates/print/{TEMPLATE}.typ")), set);
    Ok(made.map_err(|(name, excess)| Trouble::excess(&name, excess))??)
}

/// The first digits of a fingerprint.
fn short(fingerprint: &str) -> String {
    fingerprint.chars().take(12).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lists_are_whole_and_long_ones_share_the_rest() {
        assert_eq!(fair_shares(&[2, 100, 0, 5], 100), [2, 93, 0, 5]);
        assert_eq!(fair_shares(&[50, 50], 10), [5, 5]);
        assert_eq!(fair_shares(&[3, 4], 100), [3, 4]);
        assert_eq!(fair_shares(&[3, 4], 0), [0, 0]);
    }
}
