//! The header of a table: where it stands, and which column each of its names means.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::alike::{
    Score, is_neutral, is_of_others, is_only_of_others, loose, same_but_for_notes, shared_pairs,
    without_notes,
};
use super::sheet::{Raw, Row, Sheet};
use crate::ground::text;
use crate::model::column::{Column, Columns};

/// How many rows are searched for the header below titles.
const SEARCH: usize = 30;

/// The columns of a table, and their names as names compare.
pub struct KnownNames {
    pub columns: Columns,
    list: Vec<(String, Arc<Column>)>,
}

impl KnownNames {
    /// The names of a table's columns.
    pub fn of(columns: &Columns) -> Self {
        let list = columns.iter().map(|column| (loose(&column.name), column.clone())).collect();
        Self { list, columns: columns.clone() }
    }

    /// The column of a name that was made loose.
    fn known(&self, loose: &str) -> Option<&Arc<Column>> {
        self.list.iter().find(|(name, _)| name == loose).map(|(_, known)| known)
    }

    /// The column of a name that was made loose, whatever notes stand behind it.
    fn known_but_for_notes(&self, loose: &str) -> Option<&Arc<Column>> {
        self.known(loose).or_else(|| self.known(without_notes(loose)))
    }

    /// How many required columns stand among names, whatever notes stand behind them.
    fn fit(&self, names: &[Name]) -> usize {
        let filled = names.iter().filter(|name| !name.loose.is_empty());
        let known = filled.filter_map(|name| self.known_but_for_notes(&name.loose).or(name.lower.as_ref()));
        let required: BTreeSet<&str> = known.filter(|c| c.is_required).map(|c| &*c.name).collect();
        required.len()
    }
}

/// A header that was found.
#[derive(Debug, Default, PartialEq)]
pub struct Header {
    /// The index of its first row, and of the first row below it.
    pub rows: (usize, usize),
    pub headings: Vec<Heading>,
    /// Known columns for which several names fit equally, with those names.
    pub ambiguous: Vec<(Arc<Column>, Vec<Arc<str>>)>,
}

impl Header {
    /// Whether each column means what it means in another header.
    pub fn is_like(&self, other: &Self) -> bool {
        fn known(header: &Header) -> Vec<Option<&str>> {
            let mut known: Vec<_> = header.headings.iter().map(Heading::column_name).collect();
            known.truncate(known.iter().rposition(Option::is_some).map_or(0, |last| last + 1));
            known
        }
        known(self) == known(other)
    }

    /// Whether a column was found.
    pub fn has(&self, column: &Column) -> bool {
        self.headings.iter().any(|heading| heading.is(column))
    }

    /// Whether several names fit a column equally.
    pub fn is_ambiguous(&self, column: &Column) -> bool {
        self.ambiguous.iter().any(|(other, _)| other.name == column.name)
    }
}

/// A column's name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Heading {
    /// As written; of a header of two lines, the words of both.
    pub written: Arc<str>,
    /// The known column that it means.
    pub known: Option<Arc<Column>>,
    pub how: How,
}

impl Heading {
    /// Whether it means a column.
    pub fn is(&self, column: &Column) -> bool {
        self.column_name() == Some(&column.name)
    }

    /// The name of the column that it means.
    fn column_name(&self) -> Option<&str> {
        self.known.as_ref().map(|column| &*column.name)
    }
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
pub fn find(sheet: &Sheet, names: &KnownNames) -> Option<Header> {
    let required = names.columns.required().count();
    let rows: Vec<Vec<Name>> =
        sheet.rows.iter().take(SEARCH).map(|row| row.cells.iter().map(Name::of).collect()).collect();
    let mut best: Option<(usize, (usize, usize), Vec<Name>)> = None;
    let mut consider = |place, candidate: &[Name]| {
        let found = names.fit(candidate);
        if found * 2 >= required && best.as_ref().is_none_or(|(most, ..)| found > *most) {
            best = Some((found, place, candidate.to_vec()));
        }
        found == required
    };
    let whole = rows.iter().enumerate().any(|(i, row)| consider((i, i + 1), row));
    if !whole {
        for i in 1..rows.len() {
            if sheet.rows[i].line == sheet.rows[i - 1].line + 1 {
                consider((i - 1, i + 1), &pair(&rows[i - 1], &rows[i], names));
            }
        }
    }
    best.map(|(_, place, mut candidate)| {
        if let (first, below) = place
            && below == first + 1
            && first > 0
            && sheet.rows[first - 1].line + 1 == sheet.rows[first].line
        {
            set_apart(&rows[first - 1], &mut candidate);
        }
        matched(place, &candidate, names)
    })
}

/// The header that begins in a row further down, by itself or together with the next row.
pub fn again(sheet: &Sheet, at: usize, names: &KnownNames) -> Option<Header> {
    let line = |row: &Row| row.cells.iter().map(Name::of).collect::<Vec<_>>();
    let first = sheet.rows.get(at)?;
    let alone = line(first);
    let both = sheet.rows.get(at + 1).filter(|next| next.line == first.line + 1);
    let both = both.map(|next| pair(&alone, &line(next), names));
    match both {
        Some(both) if names.fit(&both) > names.fit(&alone) => Some(matched((at, at + 2), &both, names)),
        _ => Some(matched((at, at + 1), &alone, names)),
    }
}

/// Whether a row, whose first cells are given folded, holds names of columns and hardly anything else.
pub fn are_names(first: &[String], row: &Row, names: &KnownNames) -> bool {
    // Most rows are told by their first cells; only then is the rest looked at.
    if first.len() < 3 || !first.iter().any(|text| names.known(text).is_some()) {
        return false;
    }
    let filled: Vec<Name> = row.cells.iter().filter(|cell| !cell.is_empty()).map(Name::of).collect();
    let found: BTreeSet<&str> =
        filled.iter().filter_map(|name| names.known(&name.loose)).map(|column| &*column.name).collect();
    found.len() >= 3 && found.len() * 2 >= filled.len()
}

/// A name as written and as it compares.
#[derive(Debug, Clone, Default)]
struct Name {
    written: String,
    loose: String,
    /// The known name that stands below a group of which it is not sure what it says of it: 実績値 below 「窓口」.
    lower: Option<Arc<Column>>,
}

impl Name {
    fn of(cell: &Raw) -> Self {
        /// Longer than any name of a column with its notes.
        const MOST: usize = 200;
        let written = text::trim(&cell.text).to_owned();
        let loose = if written.len() > MOST { String::new() } else { loose(&written) };
        Self { written, loose, lower: None }
    }

    /// A name below a group's, in the words of both.
    fn below(&self, group: &Name) -> Self {
        Self {
            written: format!("{}{}", group.written, self.written),
            loose: format!("{}{}", group.loose, self.loose),
            lower: None,
        }
    }
}

/// Takes names that stand below a group of another kind for other names, where all names are known without the
/// groups above. A lone title above the table is no group.
fn set_apart(upper: &[Name], names: &mut [Name]) {
    let filled = upper.iter().filter(|name| !name.written.is_empty()).count();
    let is_title = filled == 1 && upper.first().is_some_and(|name| !name.written.is_empty());
    if is_title {
        return;
    }
    let mut group = Name::default();
    for (i, name) in names.iter_mut().enumerate() {
        if let Some(above) = upper.get(i).filter(|above| !above.written.is_empty()) {
            group = above.clone();
        }
        if !name.written.is_empty() && is_only_of_others(&group.loose) {
            *name = name.below(&group);
        }
    }
}

/// The names of a header of two lines: a group above (基準) and its parts below (年度, 値). A group reaches to the
/// right as far as nothing else stands above.
fn pair(upper: &[Name], lower: &[Name], names: &KnownNames) -> Vec<Name> {
    let name = |cells: &[Name], i: usize| cells.get(i).cloned().unwrap_or_default();
    let mut group = Name::default();
    (0..upper.len().max(lower.len()))
        .map(|i| {
            let (above, below) = (name(upper, i), name(lower, i));
            if !above.written.is_empty() {
                group = above.clone();
            }
            let both = below.below(&group);
            let known = names.known_but_for_notes(&below.loose);
            match () {
                () if below.written.is_empty() || above.written == below.written => above,
                () if names.known(&both.loose).is_some() => both,
                () if group.written.is_empty() || is_neutral(&group.loose, known) => below,
                () if is_of_others(&group.loose) => both,
                () => Name { lower: known.cloned(), ..both },
            }
        })
        .collect()
}

/// Decides what each name means: first those that are a known name itself, then, among what is left, those that are
/// like one known name and no other.
fn matched(rows: (usize, usize), candidate: &[Name], names: &KnownNames) -> Header {
    let mut header = Header { rows, ..Header::default() };
    for name in candidate {
        let written: Arc<str> = name.written.as_str().into();
        let known = names.known(&name.loose).filter(|_| !name.loose.is_empty());
        let first = header.headings.iter().position(|h| known.is_some_and(|known| h.is(known)));
        // Which of two columns of one name is meant nobody can know.
        if let (Some(first), Some(known)) = (first, known) {
            let both = vec![header.headings[first].written.clone(), written.clone()];
            header.ambiguous.push((known.clone(), both));
            header.headings[first].known = None;
        }
        let known = known.filter(|known| !header.is_ambiguous(known)).cloned();
        header.headings.push(Heading { written, known, how: How::Same });
    }
    match_lower(&mut header, candidate, names);
    for likeness in [same_but_for_notes, shared_pairs] {
        match_alike(&mut header, names, likeness);
    }
    header
}

/// Matches known names that stand below groups of which nothing is known, where only one claims the column; this is
/// said, since the group may mean another thing.
fn match_lower(header: &mut Header, candidate: &[Name], names: &KnownNames) {
    for known in names.columns.iter() {
        let claims: Vec<usize> = (0..candidate.len())
            .filter(|&i| candidate[i].lower.as_ref().is_some_and(|lower| lower.name == known.name))
            .collect();
        if !header.has(known) && !header.is_ambiguous(known) {
            settle(header, known, &claims);
        }
    }
}

/// Gives a known name to the one column that claims it; if there are several, to none.
fn settle(header: &mut Header, known: &Arc<Column>, claims: &[usize]) {
    match claims {
        [] => {}
        [i] => {
            header.headings[*i].known = Some(known.clone());
            header.headings[*i].how = How::Alike;
        }
        several => {
            let written = several.iter().map(|&i| header.headings[i].written.clone()).collect();
            header.ambiguous.push((known.clone(), written));
        }
    }
}

/// Matches each name with the known name that it is most like, if that known name is like no other column equally.
fn match_alike(header: &mut Header, names: &KnownNames, likeness: fn(&str, &Column) -> Option<Score>) {
    let ambiguous: BTreeSet<Arc<str>> =
        header.ambiguous.iter().flat_map(|(_, names)| names.clone()).collect();
    let open = |h: &Heading| h.known.is_none() && !h.written.is_empty() && !ambiguous.contains(&h.written);
    if !header.headings.iter().any(open) {
        return;
    }
    let is_free = |column: &&Arc<Column>| !header.has(column) && !header.is_ambiguous(column);
    let free: Vec<&Arc<Column>> = names.columns.iter().filter(is_free).collect();
    let best: Vec<Option<&Arc<Column>>> = (header.headings.iter())
        .map(|heading| if open(heading) { most_alike(&heading.written, &free, likeness) } else { None })
        .collect();
    for known in free {
        let claims: Vec<usize> =
            (0..best.len()).filter(|&i| best[i].is_some_and(|best| best.name == known.name)).collect();
        settle(header, known, &claims);
    }
}

/// The one column that a name is most like; none if two are equal.
fn most_alike<'a>(
    written: &str,
    columns: &[&'a Arc<Column>],
    likeness: fn(&str, &Column) -> Option<Score>,
) -> Option<&'a Arc<Column>> {
    let mut scores: Vec<(Score, &Arc<Column>)> =
        columns.iter().filter_map(|known| Some((likeness(written, known)?, *known))).collect();
    scores.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    match scores.as_slice() {
        [(_, known)] => Some(known),
        [(first, known), (second, _), ..] if first > second => Some(known),
        _ => None,
    }
}

/// How many required columns a sheet's header has; 0 if it has none.
pub fn fitness(sheet: &Sheet, names: &KnownNames) -> usize {
    find(sheet, names).map_or(0, |header| {
        header.headings.iter().filter(|h| h.known.as_ref().is_some_and(|known| known.is_required)).count()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::column::Holds;

    fn known_names() -> KnownNames {
        let required = |name, holds| Column::new(name, holds).required();
        KnownNames::of(&Columns::new([
            required("取組番号", Holds::MeasureNumber).key(),
            required("基準年度", Holds::Year),
            required("基準値", Holds::Number),
            required("目標年度", Holds::Year),
            required("目標値", Holds::Number),
            required("実績値", Holds::Number),
            Column::new("目標の根拠", Holds::Words),
            Column::new("備考", Holds::Words),
        ]))
    }

    fn sheet(rows: &[&[&str]]) -> Sheet {
        let row = |(line, cells): (u32, &&[&str])| Row {
            line,
            hidden: false,
            cells: cells.iter().map(|text| Raw::new(*text)).collect(),
        };
        Sheet { rows: (1..).zip(rows).map(row).collect(), ..Sheet::default() }
    }

    fn known(header: &Header) -> Vec<Option<&str>> {
        header.headings.iter().map(Heading::column_name).collect()
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
        let header = find(&sheet(&[&names]), &known_names()).expect("a header");
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
        let header = find(&sheet(&[&names]), &known_names()).expect("a header");
        assert_eq!(known(&header)[4..6], [None, None]);
        let [(column, names)] = header.ambiguous.as_slice() else { panic!("{:?}", header.ambiguous) };
        assert_eq!((&*column.name, names.join("、")), ("目標値", "目標値（R4）、目標値（R5）".into()));
    }

    #[test]
    fn two_lines_are_one_header() {
        let rows: [&[&str]; 3] = [
            &["取組番号", "基準", "", "目標", "", "", "実績値"],
            &["", "年度", "値", "年度", "値", "根拠", ""],
            &["1-1", "2018", "3", "2022", "5", "総合計画", "4"],
        ];
        let header = find(&sheet(&rows), &known_names()).expect("a header");
        assert_eq!(header.rows, (0, 2));
        let expected =
            ["取組番号", "基準年度", "基準値", "目標年度", "目標値", "目標の根拠", "実績値"].map(Some);
        assert_eq!(known(&header), expected);
    }

    #[test]
    fn a_group_of_another_year_or_body_is_no_name_of_ours() {
        let whole = ["取組番号", "基準年度", "基準値", "目標年度", "目標値", "", "実績値"];
        for group in ["前年度", "全国平均", "全国", "昨年度実績", "国の状況", "他県"] {
            // Ours is missing, or ours stands below a group that says it is ours.
            let rows: [&[&str]; 2] = [
                &["取組番号", "基準年度", "基準値", "目標年度", "目標値", group, "今年度"],
                &["", "", "", "", "", "実績値", "実績値"],
            ];
            let header = find(&sheet(&rows), &known_names()).expect("a header");
            assert_eq!(known(&header)[5..], [None, Some("実績値")], "{group}");
            assert_eq!(header.headings[6].how, How::Same);
            let rows: [&[&str]; 2] = [&["", "", "", "", "", "", group], &whole];
            let header = find(&sheet(&rows), &known_names()).expect("a header");
            assert_eq!(known(&header)[6], None, "{group} above a header that is whole");
        }
    }

    #[test]
    fn a_group_of_which_nothing_is_known_is_said() {
        let upper = ["取組番号", "基準年度", "基準値", "目標年度", "目標値", "窓口"];
        let lower = ["", "", "", "", "", "実績値"];
        let header = find(&sheet(&[&upper, &lower]), &known_names()).expect("a header");
        assert_eq!((known(&header)[5], header.headings[5].how), (Some("実績値"), How::Alike));
        let upper = ["取組番号", "基準年度", "基準値", "目標年度", "目標値", "窓口", "電子"];
        let lower = ["", "", "", "", "", "実績値", "実績値"];
        let header = find(&sheet(&[&upper, &lower]), &known_names()).expect("a header");
        assert_eq!(known(&header)[5..], [None, None]);
        assert_eq!(header.ambiguous.len(), 1);
    }

    #[test]
    fn a_title_above_a_header_is_no_group() {
        let names: &[&str] = &["取組番号", "基準年度", "基準値", "目標年度", "目標値", "実績値"];
        for title in [&["前年度との比較"][..], &["前年度"], &["部署名", "市町村課", "", "前回提出日"]]
        {
            let header = find(&sheet(&[title, names]), &known_names()).expect("a header");
            assert!(known(&header).iter().all(Option::is_some), "{title:?}");
        }
    }

    #[test]
    fn the_row_below_a_whole_header_is_data() {
        let names: &[&str] = &["取組番号", "基準年度", "基準値", "目標年度", "目標値", "実績値"];
        let header = find(&sheet(&[&["調査票"], names, &["1-1", "", "", "", "", ""]]), &known_names())
            .expect("a header");
        assert_eq!(header.rows, (1, 2));
    }
}
