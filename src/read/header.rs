//! The header of a table: where it stands, and which column each of its names means.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::sheet::{Raw, Sheet};
use crate::ground::text;

/// How many rows are searched for the header below titles.
const SEARCH: usize = 30;

/// The columns that a table may have.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    pub required: &'static [&'static str],
    pub optional: &'static [&'static str],
    /// Those that say which thing a row is about. Where there are any, rows that are left-in examples, sums or notes
    /// are told from rows of the table.
    pub keys: &'static [&'static str],
}

impl Columns {
    fn names(&self) -> impl Iterator<Item = &'static str> {
        self.required.iter().chain(self.optional).copied()
    }

    fn known(&self, name: &str) -> Option<&'static str> {
        let name = loose(name);
        self.names().find(|known| loose(known) == name)
    }

    /// The same, whatever notes stand behind the name.
    fn noted(&self, name: &str) -> Option<&'static str> {
        self.known(name).or_else(|| self.names().find(|known| without_notes(name, known).is_some()))
    }
}

/// A header that was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The index of its first row, and of the first row below it.
    pub rows: (usize, usize),
    pub headings: Vec<Heading>,
    /// Known columns for which several names fit equally, with those names.
    pub ambiguous: Vec<(&'static str, Vec<Arc<str>>)>,
}

/// A column's name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// As written; of a header of two lines, the words of both.
    pub written: Arc<str>,
    /// The known column that it means.
    pub known: Option<&'static str>,
    pub how: How,
}

/// How sure it is what a name means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum How {
    /// It is the name itself, apart from width, spaces, の and ・.
    #[default]
    Same,
    /// It is like the name and like no other.
    Alike,
}

/// Finds the header: the row, or two rows that together are one, with the most known names, if it has at least half
/// of those that are required.
pub fn find(sheet: &Sheet, columns: Columns) -> Option<Header> {
    let search = sheet.rows.len().min(SEARCH);
    let single = (0..search).map(|i| ((i, i + 1), names(&sheet.rows[i].cells)));
    let pairs = (1..search)
        .filter(|&i| sheet.rows[i].line == sheet.rows[i - 1].line + 1)
        .map(|i| ((i - 1, i + 1), pair(&sheet.rows[i - 1].cells, &sheet.rows[i].cells, columns)));
    let mut best: Option<(usize, (usize, usize), Vec<String>)> = None;
    for (rows, names) in single.chain(pairs) {
        let found = fit(&names, columns);
        if found * 2 >= columns.required.len() && best.as_ref().is_none_or(|(most, ..)| found > *most) {
            best = Some((found, rows, names));
        }
    }
    best.map(|(_, rows, names)| matched(rows, &names, columns))
}

fn names(cells: &[Raw]) -> Vec<String> {
    cells.iter().map(|cell| text::trim(&cell.text).to_owned()).collect()
}

/// How many required columns stand among names.
fn fit(names: &[String], columns: Columns) -> usize {
    let found: BTreeSet<_> = names.iter().filter_map(|name| columns.noted(name)).collect();
    found.iter().filter(|name| columns.required.contains(name)).count()
}

/// The names of a header of two lines: a group above (基準) and its parts below (年度, 値). A group reaches to the
/// right as far as nothing else stands above.
fn pair(upper: &[Raw], lower: &[Raw], columns: Columns) -> Vec<String> {
    let text = |cells: &[Raw], i: usize| cells.get(i).map_or("", |cell| text::trim(&cell.text)).to_owned();
    let mut group = String::new();
    let width = upper.len().max(lower.len());
    (0..width)
        .map(|i| {
            let (above, below) = (text(upper, i), text(lower, i));
            if !above.is_empty() {
                group.clone_from(&above);
            }
            match () {
                () if below.is_empty() || above == below => above,
                () if columns.known(&format!("{group}{below}")).is_some() => format!("{group}{below}"),
                () => below,
            }
        })
        .collect()
}

/// Decides what each name means: first those that are a known name itself, then, among what is left, those that are
/// like one known name and no other.
fn matched(rows: (usize, usize), names: &[String], columns: Columns) -> Header {
    let mut headings: Vec<Heading> = Vec::new();
    let mut ambiguous: Vec<(&'static str, Vec<Arc<str>>)> = Vec::new();
    for name in names {
        let known = columns.known(name);
        let first = headings.iter().position(|h| known.is_some() && h.known == known);
        // Which of two columns of one name is meant nobody can know.
        if let (Some(first), Some(known)) = (first, known) {
            let names = vec![headings[first].written.clone(), name.as_str().into()];
            ambiguous.push((known, names));
            headings[first].known = None;
        }
        let known = known.filter(|known| !ambiguous.iter().any(|(other, _)| other == known));
        headings.push(Heading { written: name.as_str().into(), known, how: How::Same });
    }
    let mut header = Header { rows, headings, ambiguous };
    for likeness in [without_notes, shared_pairs] {
        match_alike(&mut header, columns, likeness);
    }
    header
}

/// Matches each name with the known name that it is most like, if that known name is like no other column equally.
fn match_alike(header: &mut Header, columns: Columns, likeness: fn(&str, &str) -> Option<Score>) {
    let taken: BTreeSet<_> = header.headings.iter().filter_map(|h| h.known).collect();
    let ambiguous: BTreeSet<Arc<str>> =
        header.ambiguous.iter().flat_map(|(_, names)| names.clone()).collect();
    let open = |h: &Heading| h.known.is_none() && !h.written.is_empty() && !ambiguous.contains(&h.written);
    let free: Vec<&'static str> = columns
        .names()
        .filter(|name| !taken.contains(name) && !header.ambiguous.iter().any(|(known, _)| known == name))
        .collect();
    // Of each open column the one known name that it is most like; none if two are equal.
    let best: Vec<Option<&'static str>> = (header.headings.iter())
        .map(|heading| {
            let mut scores: Vec<(Score, &'static str)> = (free.iter())
                .filter(|_| open(heading))
                .filter_map(|known| Some((likeness(&heading.written, known)?, *known)))
                .collect();
            scores.sort_by(|a, b| b.0.cmp(&a.0));
            match scores.as_slice() {
                [(_, known)] => Some(*known),
                [(first, known), (second, _), ..] if first > second => Some(*known),
                _ => None,
            }
        })
        .collect();
    for known in free {
        let claims: Vec<usize> = (0..best.len()).filter(|&i| best[i] == Some(known)).collect();
        match claims.as_slice() {
            [] => {}
            [i] => {
                header.headings[*i].known = Some(known);
                header.headings[*i].how = How::Alike;
            }
            several => {
                let written = several.iter().map(|&i| header.headings[i].written.clone()).collect();
                header.ambiguous.push((known, written));
            }
        }
    }
}

/// How alike two names are: shared pairs of letters twice, of all pairs; ordered as a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Score {
    shared: usize,
    of: usize,
}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.shared * other.of).cmp(&(other.shared * self.of))
    }
}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// A name that is the known one but for what stands in brackets: 「実績値（％）」.
fn without_notes(written: &str, known: &str) -> Option<Score> {
    let folded = loose(written);
    let end = folded.find(['(', '[', '<', '【']).unwrap_or(folded.len());
    (end > 0 && folded[..end] == loose(known)).then_some(Score { shared: 1, of: 1 })
}

/// The share of pairs of letters that both have (Dice's coefficient), from a half on.
fn shared_pairs(written: &str, known: &str) -> Option<Score> {
    let pairs = |name: &str| -> Vec<(char, char)> {
        let letters: Vec<char> =
            loose(name).replace("no.", "番号").replace("no", "番号").chars().take(100).collect();
        letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let (written, mut rest) = (pairs(written), pairs(known));
    let of = written.len() + rest.len();
    let mut shared = 0;
    for pair in written {
        if let Some(at) = rest.iter().position(|other| *other == pair) {
            rest.swap_remove(at);
            shared += 2;
        }
    }
    (shared * 2 >= of && shared > 0).then_some(Score { shared, of })
}

/// A name as names compare: folded, without の and ・ and without the mark of a footnote (※1, (注2)).
fn loose(name: &str) -> String {
    let mut folded = text::fold(name);
    let mark = ["※", "(注", "(※", "*"].iter().filter_map(|mark| folded.find(mark)).min();
    folded.truncate(mark.filter(|at| *at > 0).unwrap_or(folded.len()));
    folded.retain(|c| !matches!(c, 'の' | '・' | '/' | '_' | '･'));
    folded
}

/// How many required columns a sheet's header has; 0 if it has none.
pub fn fitness(sheet: &Sheet, columns: Columns) -> usize {
    find(sheet, columns).map_or(0, |header| {
        header.headings.iter().filter(|h| h.known.is_some_and(|k| columns.required.contains(&k))).count()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::sheet::Row;

    const COLUMNS: Columns = Columns {
        required: &["取組番号", "基準年度", "基準値", "目標年度", "目標値", "実績値"],
        optional: &["目標の根拠", "備考"],
        keys: &["取組番号"],
    };

    fn sheet(rows: &[&[&str]]) -> Sheet {
        let row = |(line, cells): (u32, &&[&str])| Row {
            line,
            hidden: false,
            cells: cells.iter().map(|text| Raw::new(*text)).collect(),
        };
        Sheet { rows: (1..).zip(rows).map(row).collect(), ..Sheet::default() }
    }

    fn known(header: &Header) -> Vec<Option<&'static str>> {
        header.headings.iter().map(|h| h.known).collect()
    }

    #[test]
    fn a_renamed_column_is_taken_for_the_only_one_it_is_like() {
        let names = [
            "取組番号",
            "基準年",
            "基準値（％）",
            "目標年度",
            "対象年度目標値",
            "実績値※1",
            "目標根拠",
            "備考欄",
        ];
        let header = find(&sheet(&[&names]), COLUMNS).expect("a header");
        let expected =
            ["取組番号", "基準年度", "基準値", "目標年度", "目標値", "実績値", "目標の根拠", "備考"]
                .map(Some);
        assert_eq!(known(&header), expected);
        let alike: Vec<usize> = (0..8).filter(|&i| header.headings[i].how == How::Alike).collect();
        assert_eq!(alike, [1, 2, 4, 7], "の in 目標の根拠 and a footnote's mark make no other name");
    }

    #[test]
    fn between_two_equals_nothing_is_taken() {
        let names = ["取組番号", "基準年度", "基準値", "目標年度", "目標値（R4）", "目標値（R5）", "実績値"];
        let header = find(&sheet(&[&names]), COLUMNS).expect("a header");
        assert_eq!(known(&header)[4..6], [None, None]);
        assert_eq!(header.ambiguous, [("目標値", vec!["目標値（R4）".into(), "目標値（R5）".into()])]);
    }

    #[test]
    fn two_lines_are_one_header() {
        let rows: [&[&str]; 3] = [
            &["取組番号", "基準", "", "目標", "", "", "実績値"],
            &["", "年度", "値", "年度", "値", "根拠", ""],
            &["1-1", "2018", "3", "2022", "5", "総合計画", "4"],
        ];
        let header = find(&sheet(&rows), COLUMNS).expect("a header");
        assert_eq!(header.rows, (0, 2));
        let expected =
            ["取組番号", "基準年度", "基準値", "目標年度", "目標値", "目標の根拠", "実績値"].map(Some);
        assert_eq!(known(&header), expected);
    }

    #[test]
    fn the_row_below_a_whole_header_is_data() {
        let names: &[&str] = &["取組番号", "基準年度", "基準値", "目標年度", "目標値", "実績値"];
        let header =
            find(&sheet(&[&["調査票"], names, &["1-1", "", "", "", "", ""]]), COLUMNS).expect("a header");
        assert_eq!(header.rows, (1, 2));
    }
}
