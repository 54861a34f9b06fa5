//! Where the header of a table stands: one row, or two rows that together are one.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::column_match::matched;
use super::header::{Header, HeaderName, KnownNames};
use super::header_words::{is_neutral, is_only_group, loose, other_value};
use super::sheet::{Sheet, SheetRow};
use crate::model::column::Column;

/// How many rows are searched for the header below titles.
const SEARCH: usize = 30;

/// Finds the header: the row, or two rows that together are one, with the most known names, if it has at least half
/// of those that are required.
pub fn find(sheet: &Sheet, names: &KnownNames) -> Option<Header> {
    let required = names.columns.required().count();
    let sought = names.columns.iter().filter(|column| KnownNames::is_sought(column)).count();
    let rows: Vec<Vec<HeaderName>> =
        sheet.rows.iter().take(SEARCH).map(|row| row.cells.iter().map(HeaderName::of).collect()).collect();
    let mut best: Option<(usize, (usize, usize), Vec<HeaderName>)> = None;
    let mut consider = |place, candidate: &[HeaderName]| {
        let found = names.fit(candidate);
        if found * 2 >= required && best.as_ref().is_none_or(|(most, ..)| found > *most) {
            best = Some((found, place, candidate.to_vec()));
        }
        found == sought
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
        // A group may itself stand below a group: 実績値 below 「実績」 below 「前年度」.
        for above in (0..place.0).rev().take(2) {
            if sheet.rows[above].line + 1 != sheet.rows[above + 1].line {
                break;
            }
            set_apart(&rows[above], &mut candidate);
        }
        matched(place, &candidate, names, &sheet.rows[place.1..])
    })
}

/// The header that begins in a row further down, by itself or together with the next row.
pub fn again(sheet: &Sheet, at: usize, names: &KnownNames) -> Option<Header> {
    let line = |row: &SheetRow| row.cells.iter().map(HeaderName::of).collect::<Vec<_>>();
    let first = sheet.rows.get(at)?;
    let alone = line(first);
    let both = sheet.rows.get(at + 1).filter(|next| next.line == first.line + 1);
    let both = both.map(|next| pair(&alone, &line(next), names));
    match both {
        Some(both) if names.fit(&both) > names.fit(&alone) => {
            Some(matched((at, at + 2), &both, names, &sheet.rows[at + 2..]))
        }
        _ => Some(matched((at, at + 1), &alone, names, &sheet.rows[at + 1..])),
    }
}

/// Whether a row, whose first cells are given folded, holds names of columns and hardly anything else.
pub fn are_names(first: &[String], row: &SheetRow, names: &KnownNames) -> bool {
    // Most rows are told by their first cells; only then is the rest looked at.
    if first.len() < 3 || !first.iter().any(|text| names.known(text).is_some()) {
        return false;
    }
    let filled: Vec<HeaderName> =
        row.cells.iter().filter(|cell| !cell.is_empty()).map(HeaderName::of).collect();
    let found: BTreeSet<&str> =
        filled.iter().filter_map(|name| names.known(&name.loose)).map(|column| &*column.id).collect();
    found.len() >= 3 && found.len() * 2 >= filled.len()
}

/// Puts the groups above a header that is whole to the names below them: 実績値 below 「全国」 is no column of ours. A
/// title above the table is no group, nor is a year that stands beside one.
fn set_apart(upper: &[HeaderName], names: &mut [HeaderName]) {
    let filled = || upper.iter().filter(|name| !name.written.is_empty());
    let is_title = filled().count() == 1 && upper.first().is_some_and(|name| !name.written.is_empty());
    if is_title {
        return;
    }
    let are_groups = filled().count() > 2 && filled().all(|name| is_only_group(&name.whole()));
    for (i, (name, group)) in names.iter_mut().zip(groups(upper)).enumerate() {
        let says = group.whole();
        let denies = other_value(&says, &name.loose).is_some();
        if !name.written.is_empty() && is_only_group(&says) && (are_groups || !is_neutral(&says) || denies) {
            *name = below_group(name, &group, upper.get(i));
        }
    }
}

/// A name within a group, above which a cell stands or none. Where none does, nobody knows how far the group reaches: a
/// group of another value ends there.
fn below_group(name: &HeaderName, group: &HeaderName, above: Option<&HeaderName>) -> HeaderName {
    let stands_above = above.is_some_and(|above| !above.written.is_empty());
    match stands_above || other_value(&group.whole(), &name.loose).is_none() {
        true => name.within(group),
        false => name.clone(),
    }
}

/// The group above each column, without end: it reaches to the right as far as nothing else stands above, or as far as
/// its cells are merged.
fn groups(upper: &[HeaderName]) -> impl Iterator<Item = HeaderName> + '_ {
    let mut group = HeaderName::default();
    (0..).map(move |i: usize| {
        let written = |i: usize| upper.get(i).map_or("", |above| above.written.as_str());
        let ends_merged = i > 1 && !written(i - 1).is_empty() && written(i - 1) == written(i - 2);
        match upper.get(i) {
            Some(above) if !above.written.is_empty() => group = above.clone(),
            _ if ends_merged => group = HeaderName::default(),
            _ => {}
        }
        group.clone()
    })
}

/// The names of a header of two lines: 「年度」 below 「基準」 is 基準年度.
fn pair(upper: &[HeaderName], lower: &[HeaderName], names: &KnownNames) -> Vec<HeaderName> {
    let name = |cells: &[HeaderName], i: usize| cells.get(i).cloned().unwrap_or_default();
    (0..upper.len().max(lower.len()))
        .zip(groups(upper))
        .map(|(i, group)| {
            let (above, below) = (name(upper, i), name(lower, i));
            let both = below.below(&group);
            let known = names.known_but_for_notes(&below.loose);
            let is_part = |known: &Arc<Column>| loose(&known.name).contains(&group.loose);
            match () {
                () if below.written.is_empty() || above.written == below.written => above,
                () if names.known_but_for_notes(&both.loose).is_some() => both,
                () if group.written.is_empty() => below,
                () if is_neutral(&group.whole()) || known.is_some_and(is_part) => {
                    below_group(&below, &group, upper.get(i))
                }
                () => HeaderName { perhaps: known.cloned(), ..both },
            }
        })
        .collect()
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
    use crate::model::column::{Columns, Holds};
    use crate::read::header::{ColumnHeading, How};
    use crate::read::sheet::SheetCell;

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
        let row = |(line, cells): (u32, &&[&str])| SheetRow {
            line,
            hidden: false,
            cells: cells.iter().map(|text| SheetCell::new(*text)).collect(),
        };
        Sheet { rows: (1..).zip(rows).map(row).collect(), ..Sheet::default() }
    }

    fn known(header: &Header) -> Vec<Option<&str>> {
        header.headings.iter().map(ColumnHeading::column_id).collect()
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
    fn a_group_ends_where_its_merged_cells_end() {
        let names = ["取組番号", "基準年度", "基準値", "目標年度", "目標値", "実績値", "備考"];
        let merged = ["取組", "基準", "基準", "前年度", "前年度", "", ""];
        let header = find(&sheet(&[&merged, &names]), &known_names()).expect("a header");
        assert_eq!(known(&header)[3..], [None, None, Some("実績値"), Some("備考")]);
        let alone = ["取組", "基準", "", "前年度", "", "", ""];
        let header = find(&sheet(&[&alone, &names]), &known_names()).expect("a header");
        assert_eq!(known(&header)[3..], [None; 4], "how far it reaches nobody knows");
    }

    #[test]
    fn a_group_above_a_header_of_two_lines_is_looked_at() {
        let rows: [&[&str]; 3] = [
            &["取組", "", "", "", "", "前年度"],
            &["取組番号", "基準", "", "目標", "", "実績"],
            &["", "年度", "値", "年度", "値", "値"],
        ];
        let header = find(&sheet(&rows), &known_names()).expect("a header");
        assert_eq!(known(&header)[4..], [Some("目標値"), None]);
    }

    #[test]
    fn a_group_above_a_group_is_looked_at() {
        let names = ["取組番号", "基準年度", "基準値", "目標年度", "目標値", "実績値", "備考"];
        let top = |group| ["", "", "", "", "", group, ""];
        for group in ["前年度", "全国平均", "うち女性", "過年度"] {
            let header =
                find(&sheet(&[&top(group), &top("実績"), &names]), &known_names()).expect("a header");
            assert_eq!(known(&header)[4..6], [Some("目標値"), None], "{group}");
        }
        // Two titles above the header, and a group that is ours.
        let titles = [["令和元年度", "", "", "", "", "", ""], ["提出日", "", "", "市町村課", "", "", ""]];
        for rows in [[&titles[0], &titles[1], &names], [&top("今年度"), &top("実績"), &names]] {
            let header = find(&sheet(&rows.map(|row| &row[..])), &known_names()).expect("a header");
            assert!(known(&header).iter().all(Option::is_some));
        }
    }

    #[test]
    fn a_part_or_another_value_above_a_whole_header_is_no_group_of_ours() {
        let names = ["取組番号", "基準年度", "基準値", "目標年度", "目標値", "実績値", "備考"];
        for group in ["目標", "計画値", "目標（令和2年度）", "うち女性", "（うち県内）", "内訳（女性）"]
        {
            let header = find(&sheet(&[&["取組", "", "", "", "", group, ""], &names]), &known_names());
            assert_eq!(known(&header.expect("a header"))[4..6], [Some("目標値"), None], "{group}");
        }
        // How far an open group reaches nobody knows; it ends where another value begins.
        for upper in [["取組", "", "基準", "目標", "", "", ""], ["", "", "", "目標", "", "", ""]] {
            let header = find(&sheet(&[&upper, &names]), &known_names()).expect("a header");
            assert!(known(&header).iter().all(Option::is_some), "{upper:?}");
        }
        let lower = ["", "年度", "値", "年度", "値", "実績値", "備考"];
        let upper = ["取組番号", "基準", "", "目標", "", "", ""];
        let header = find(&sheet(&[&upper, &lower]), &known_names()).expect("a header");
        assert!(known(&header).iter().all(Option::is_some));
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
