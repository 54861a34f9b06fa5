//! Whether a name that says the words of a column is another's: of another time, body or kind, of another year than the
//! rows report, or in another unit than theirs.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::header::{Apart, HeaderName, KnownNames};
use super::header_words::{
    bracketed, inside, is_only_time, loose, other_value, other_word, scaled_unit, taken_units, whole,
    without_notes,
};
use super::named_year::taken_years;
use super::sheet::SheetRow;
use crate::ground::written_year::parse_year;
use crate::model::column::{Column, Holds};

/// A header's names, and what the rows below them report: the years and the units with which a name is compared.
pub struct Below<'a> {
    candidate: &'a [HeaderName],
    names: &'a KnownNames,
    rows: &'a [SheetRow],
}

impl<'a> Below<'a> {
    /// The rows below the names of a header.
    pub fn of(candidate: &'a [HeaderName], names: &'a KnownNames, rows: &'a [SheetRow]) -> Self {
        Self { candidate, names, rows }
    }

    /// Why a name that says the words of a column is not that column, if it isn't. One test for all words, wherever
    /// they stand: 前年度実績値, 実績値（前年度）, 実績値 below 「実績（前年度）」.
    pub fn apart(&self, name: &HeaderName, column: &Column) -> Option<Apart> {
        let own = loose(&column.name);
        let mut beside = match column.year {
            None => name.whole().replacen(&own, GAP, 1),
            Some(_) => beside_year(name, column),
        };
        if beside == GAP || beside.is_empty() {
            return None;
        }
        if column.is("単位") {
            return self.other_scale(name, &beside);
        }
        let of_value = column.holds.is_value();
        let of_words = !of_value && column.holds != Holds::Year;
        if of_words {
            // A note on words explains them, unless it is nothing but a time: 目標の根拠（国の計画など）.
            for note in bracketed(&beside.clone()).filter(|note| !is_only_time(inside(note))) {
                beside = beside.replacen(note, GAP, 1);
            }
        }
        // A baseline is the value at the beginning.
        let is_own = |word: &str| own.contains(word) || own.starts_with("基準") && word == "当初";
        if let Some(word) = other_word(&beside, of_value).filter(|word| !is_own(word)) {
            return Some(Apart::Word(words_with(&beside, word)));
        }
        if of_value && let Some(other) = self.other_name(&beside, &own) {
            return Some(Apart::Word(other));
        }
        if let Some(other) = other_value(&beside, &loose(&column.id)) {
            return Some(Apart::Word(other.into()));
        }
        let says_year = of_value || of_words && is_only_time(&beside);
        let year = if says_year && column.year.is_none() { self.other_year(&beside, column) } else { None };
        year.or_else(|| if of_value { self.other_unit(&beside, column) } else { None })
    }

    /// The name of another value that stands beside a column's own: 実績値/目標値 is a ratio, or nobody knows which.
    fn other_name(&self, beside: &str, own: &str) -> Option<String> {
        let is_value = |column: &&Arc<Column>| column.holds.is_value() && column.year.is_none();
        let mut values = self.names.columns.iter().filter(is_value);
        let other =
            values.find(|column| loose(&column.name) != own && beside.contains(&loose(&column.name)))?;
        Some(other.name.to_string())
    }

    /// A year beside a column's name that is not the one of each row.
    fn other_year(&self, beside: &str, column: &Column) -> Option<Apart> {
        let (_, years) = taken_years(beside);
        let first = years.first()?;
        let of_column = ["基準", "目標"].iter().find(|word| column.id.starts_with(**word)).unwrap_or(&"実績");
        let of_column = format!("{of_column}年度");
        let fixed = self.names.columns.fixed.iter().filter(|fixed| fixed.column.is(&of_column));
        let mut reported = self.texts_of(&of_column);
        reported.extend(fixed.map(|fixed| fixed.cell.text.as_str()));
        let mut reported = reported.iter().filter_map(|text| parse_year(text));
        let other = reported.any(|row| years.iter().any(|named| !named.may_be.contains(&row.western)));
        other.then(|| Apart::Year(first.written.to_uppercase()))
    }

    /// A unit beside a column's name that is not the one of the rows. Where some rows have it, it is a remark of the
    /// form on these, unless others have the same in another scale.
    fn other_unit(&self, beside: &str, column: &Column) -> Option<Apart> {
        let of_rows: BTreeSet<String> = match &column.holds {
            Holds::Amount(amount) => BTreeSet::from([unit_key(&amount.unit)]),
            _ => self.texts_of("単位").iter().map(|unit| unit_key(unit)).collect(),
        };
        let (_, units) = taken_units(beside, &|unit| of_rows.contains(&unit_key(unit)));
        units.into_iter().find_map(|unit| {
            let key = unit_key(&unit);
            let (zeros, base) = scaled_unit(&key);
            let scaled = of_rows.iter().find(|other| {
                let (others, of) = scaled_unit(other);
                of == base && others != zeros
            });
            let other = scaled.or_else(|| of_rows.first().filter(|_| !of_rows.contains(&key)))?;
            Some(Apart::Unit { unit, of_rows: other.clone() })
        })
    }

    /// A scale beside the name of the column of units, in which some rows' units are not: 単位（千） above 件.
    fn other_scale(&self, name: &HeaderName, beside: &str) -> Option<Apart> {
        let (_, units) = taken_units(beside, &|_| false);
        let unit = units.into_iter().find(|unit| scaled_unit(unit).0 > 0)?;
        let own = self.texts_below(|other| other.written == name.written);
        let is_other = |key: &String| scaled_unit(key).0 != scaled_unit(&unit).0;
        let of_rows = own.into_iter().map(unit_key).find(is_other)?;
        Some(Apart::Unit { unit, of_rows })
    }

    /// What stands in the rows in a column, each text once.
    fn texts_of(&self, column: &str) -> BTreeSet<&str> {
        let named = self.names.columns.iter().find(|known| known.is(column));
        let name = loose(named.map_or(column, |known| &known.name));
        self.texts_below(|other| other.loose == name || without_notes(&other.loose) == name)
    }

    /// What stands in the rows below the first name that is meant, each text once.
    fn texts_below(&self, is_meant: impl Fn(&HeaderName) -> bool) -> BTreeSet<&str> {
        let Some(at) = self.candidate.iter().position(is_meant) else { return BTreeSet::new() };
        let cells = self.rows.iter().filter_map(|row| row.cells.get(at));
        cells.filter(|cell| !cell.is_empty()).map(|cell| cell.text.as_str()).collect()
    }
}

/// What stands in the place of words that were taken out.
const GAP: &str = "\u{1}";

/// What stands beside the words of a column that is one of a year, and beside that year.
fn beside_year(name: &HeaderName, column: &Column) -> String {
    let (whole, _) = taken_years(&name.whole());
    let own = column.also.iter().map(|name| loose(name)).filter(|own| whole.contains(own));
    let own = own.max_by_key(String::len).unwrap_or_default();
    let beside = whole.replacen(&own, "", 1);
    if beside.chars().all(|c| GAP.contains(c) || matches!(c, '(' | ')')) { GAP.into() } else { beside }
}

/// The words around a word, up to brackets and gaps: 前年度 of 前.
fn words_with(beside: &str, word: &str) -> String {
    let mut pieces = beside.split(['(', ')', '[', ']', '<', '>', '【', '】', '\u{1}']);
    pieces.find(|piece| piece.contains(word)).unwrap_or(word).to_owned()
}

/// A unit as units compare.
fn unit_key(unit: &str) -> String {
    let unit = whole(unit);
    let place =
        ["か所", "ヶ所", "カ所", "ケ所", "箇所"].iter().fold(unit, |unit, place| unit.replace(place, "所"));
    if place == "名" { "人".into() } else { place }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::column::Columns;
    use crate::read::find_header::find;
    use crate::read::header::{ColumnHeading, Header};
    use crate::read::sheet::{Sheet, SheetCell};

    /// The header of a return's names, in which some are others, below a row of groups, above rows of H30.
    fn header(renamed: &[(&str, &str)], groups: &[(&str, &str)]) -> Header {
        let columns = Columns::of_return();
        let row = |line, text: &dyn Fn(&str) -> String| SheetRow {
            line,
            hidden: false,
            cells: columns.iter().map(|column| SheetCell::new(text(&column.name))).collect(),
        };
        let of = |list: &[(&str, &str)], name: &str| {
            list.iter().find(|(n, _)| *n == name).map(|(_, t)| (*t).to_owned())
        };
        let cell = |name: &str| match name {
            "実績年度" => "平成30年度".to_owned(),
            "目標年度" => "令和元年度".to_owned(),
            "単位" => "件".to_owned(),
            _ => "1".to_owned(),
        };
        let mut rows =
            vec![row(2, &|name| of(renamed, name).unwrap_or_else(|| name.to_owned())), row(3, &cell)];
        if !groups.is_empty() {
            rows.insert(0, row(1, &|name| of(groups, name).unwrap_or_default()));
        }
        let sheet = Sheet { rows, ..Sheet::default() };
        find(&sheet, &KnownNames::of(&columns)).expect("a header")
    }

    fn reads(header: &Header, name: &str) -> bool {
        header.headings.iter().filter_map(ColumnHeading::column_id).any(|column| column == name)
    }

    #[test]
    fn another_time_body_kind_or_unit_is_no_value_of_ours_wherever_it_is_said() {
        for name in [
            "実績値（前年度）",
            "前年度実績値",
            "実績値前年度",
            "実績値※前年度",
            "【前年度】実績値",
            "実績値（前回）",
            "実績値（全国）",
            "九州の実績値",
            "実績値（関東）",
            "近畿ブロック実績値",
            "実績値（目標）",
            "実績値（計画）",
            "実績値【計画値】",
            "実績値（予定）",
            "実績値（見通し）",
            "実績値（他県平均）",
            "国の実績値",
            "実績値（都道府県平均）",
            "実績値/目標値",
            "目標値・実績値",
            "実績値の増減",
            "実績値（対前年度比）",
            "実績値（率）",
            "実績値（順位）",
            "実績値（累計）",
            "H29実績値",
            "平成29年度実績値",
            "実績値（2017年度）",
            "実績値（29年度）",
            "実績値（令和元年度）",
            "実績値（H30）（全国）",
            "実績値（千件）",
            "実績値（単位：百万件）",
            "実績値（千）",
            "実績値（千件単位）",
            "実績値（×1,000）",
            "過年度実績値",
            "実績値（うち女性）",
            "実績値（上半期）",
            "実績値（一人当たり）",
            "実績値（予測）",
            "（誤）実績値",
            "実績値（％）",
            "千件実績値",
            "実績値（人）",
        ] {
            let header = header(&[("実績値", name)], &[]);
            assert!(!reads(&header, "実績値"), "{name}");
            let is_said = header.headings.iter().any(|heading| heading.apart.is_some());
            assert!(is_said || name.contains("目標値"), "of two values nobody knows which is meant: {name}");
        }
    }

    #[test]
    fn what_says_nothing_else_is_read() {
        for name in [
            "実績値（件）",
            "実績値（単位：件）",
            "実績値（H30）",
            "平成30年度実績値",
            "30年度実績値",
            "実績値（2018年度末）",
            "実績値（平成31年３月末）",
            "実績値（速報値）",
            "実績値（来館者数）",
            "実績値（今年度）",
            "実績値（外国人を含む）",
            "実績値※１",
            "本県の実績値",
        ] {
            assert!(reads(&header(&[("実績値", name)], &[]), "実績値"), "{name}");
        }
        for (column, name) in [
            ("目標の根拠", "目標の根拠（国の計画、他県参考など）"),
            ("備考", "備考（前年度からの変更など）"),
            ("実績の区分", "実績の区分（確定・見込）"),
            ("目標値", "目標値（令和元年度）"),
            ("根拠計画名", "根拠計画名（平成29年度策定のものなど）"),
        ] {
            assert!(reads(&header(&[(column, name)], &[]), column), "{name}");
        }
        assert!(!reads(&header(&[("課題", "課題（前年度）")], &[]), "課題"));
    }

    #[test]
    fn columns_of_a_departments_own_are_none_of_ours_and_stop_none() {
        let names = "次年度以降の取組 対応状況 普及率 その他特記事項 比較対象 他課との連携 次回調査の予定 前年度からの変更点 \
             前回回答からの変更 対策の内容 事業の効率化 予算額（千円） 決算額 執行率 所管課 担当者名 電話番号 メールアドレス 記入日 \
             記入者 国の動向 県内の状況 全国平均 類似団体の状況 他県の事例 参考資料 参考値 累計件数 進捗率 達成率 評価理由 \
             課題と対応 課題への対応状況 今後の方向性 対象者数 対前年度増減 前年度実績 当初予算 最終目標 中間評価 年次計画 来年度の予定 \
             翌年度の取組方針 国庫補助の有無 国籍別内訳 前提条件 名前 事前協議 倍率 世帯数 市町村名 市町村との連携 民間との協働 \
             平均単価 指数の説明 順位 差異の理由 率の算出方法 増減の理由 目標値の考え方 実績値の出典 基準値の出典 前倒しの可否 \
             復旧の見込み 改定履歴 連絡先 過去の経緯 旧事業名 近隣市の状況 目標達成の見通し 実績の推移 単位の説明 指標の定義";
        let columns = Columns::of_return();
        let required: Vec<&str> = columns.required().map(|column| &*column.name).collect();
        for name in names.split_whitespace() {
            let row = |line, cells: Vec<SheetCell>| SheetRow { line, hidden: false, cells };
            let header: Vec<&str> = required.iter().copied().chain([name]).collect();
            let rows = vec![
                row(1, header.iter().map(|name| SheetCell::new(*name)).collect()),
                row(2, header.iter().map(|_| SheetCell::new("1")).collect()),
            ];
            let sheet = Sheet { rows, ..Sheet::default() };
            let found = find(&sheet, &KnownNames::of(&columns)).expect("a header");
            assert!(required.iter().all(|own| reads(&found, own)), "{name} stops no other column");
            let own = found.headings.last().expect("the department's own column");
            assert_eq!((own.column_id(), &own.apart), (None, &None), "{name}");
        }
    }

    #[test]
    fn honest_words_beside_a_value_are_no_others() {
        for (column, name) in [
            ("基準値", "基準値（計画策定当初）"),
            ("基準値", "基準値（当初）"),
            ("目標値", "目標値（計画最終年度）"),
            ("実績値", "実績値（対応件数）"),
            ("実績値", "実績値（就学前児童）"),
            ("実績値", "実績値（駅前の通行者）"),
            ("実績値", "実績値（外来患者）"),
            ("実績値", "実績値（６次産業化）"),
            ("実績値", "実績値（二次救急）"),
            ("実績値", "実績値（国立公園）"),
            ("実績値", "実績値（対話の回数）"),
            ("実績値", "実績値（その他を含む）"),
        ] {
            assert!(reads(&header(&[(column, name)], &[]), column), "{name}");
        }
        for (column, name) in
            [("目標値", "目標値（当初）"), ("実績値", "実績値（最終）"), ("実績値", "実績値（次期）")]
        {
            assert!(!reads(&header(&[(column, name)], &[]), column), "{name}");
        }
    }

    #[test]
    fn a_column_of_units_that_names_a_scale_is_compared_with_the_units() {
        for name in ["単位（千）", "単位(千件)", "単位：百万", "単位（×1,000）"] {
            let header = header(&[("単位", name)], &[]);
            assert!(!reads(&header, "単位") && !header.ambiguous.iter().any(|_| true), "{name}");
            assert!(
                header.headings.iter().any(|h| matches!(&h.apart, Some((_, Apart::Unit { .. })))),
                "{name}"
            );
        }
        for name in ["単位（件）", "単位（％、件など）", "単位※", "単 位"] {
            assert!(reads(&header(&[("単位", name)], &[]), "単位"), "{name}");
        }
    }

    #[test]
    fn groups_are_looked_at_with_their_brackets() {
        let under = |group: &str| {
            reads(&header(&[], &[("取組番号", "取組"), ("目標年度", "目標"), ("実績値", group)]), "実績値")
        };
        for group in [
            "実績（前年度）",
            "実績（全国）",
            "実績（千件）",
            "達成状況（前年度）",
            "前年度",
            "全国",
            "参考",
            "実績（H29）",
            "平成29年度",
        ] {
            assert!(!under(group), "{group}");
        }
        for group in
            ["実績", "実績（件）", "実績（H30）", "平成30年度", "記入欄", "その他", "雇用課", "今年度"]
        {
            assert!(under(group), "{group}");
        }
        let target =
            |group: &str| reads(&header(&[], &[("取組番号", "取組"), ("目標年度", group)]), "目標値");
        assert!(!target("目標（改定前）") && !target("目標（旧計画）") && target("目標（改定後）"));
    }

    #[test]
    fn a_title_with_a_year_above_the_header_is_no_group() {
        for title in [
            [("取組番号", "調査票"), ("基準年度", "令和元年度")],
            [("取組名", "令和元年度"), ("目標年度", "雇用課")],
        ] {
            assert!(reads(&header(&[], &title), "実績値"), "{title:?}");
        }
    }
}
