//! The rows of tables of indicators, as papers and annexes get them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::declared_figures::{OwnFigure, YearFigure};
use super::field_row::{CellValue, FieldRow};
use crate::render::figure::{Figure, ShowsFigures};

/// A category's heading and the rows below it.
#[derive(Debug, Serialize)]
pub struct IndicatorGroup {
    /// The category that heads the rows.
    pub category: CategoryHeading,
    /// The rows of its measures, in the printed order.
    pub rows: Vec<IndicatorRow>,
}

impl ShowsFigures for IndicatorGroup {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        see(&self.category.count);
        self.rows.show_figures(see);
    }
}

/// A category as a heading.
#[derive(Debug, Serialize)]
pub struct CategoryHeading {
    /// The category's id in `cycle.toml`: 「2-ア」.
    pub id: String,
    /// The ids of the categories above it, the top first.
    pub above: Vec<String>,
    /// Labels and titles, the parents' first: 「（２）個別施策　ア　あらゆる人が暮らしやすい社会」.
    pub path: String,
    /// The category's own label: 「ア」.
    pub label: String,
    /// The category's own title: 「あらゆる人が暮らしやすい社会」.
    pub title: String,
    /// How many measures it has, with their counter: 「28事業」.
    pub count: Figure,
}

/// A row of a table of indicators: one indicator of a measure, its values and what is made of them.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(Default))]
pub struct IndicatorRow {
    /// What tells it from every other row: the measure's number and the indicator's, 「2-ア-3/1」.
    pub key: String,
    /// The measure's number: 「2-ア-3」.
    pub number: String,
    /// The measure's title.
    pub measure: Figure,
    /// Whether it is the first shown row of its measure, beside which the measure's number and title stand.
    pub first: bool,
    /// Of the first row, how many rows its measure has in the table.
    pub span: usize,
    /// The id of the measure's category: 「2-ア」.
    pub category: String,
    /// The title of that category: 「あらゆる人が暮らしやすい社会」.
    pub category_title: String,
    /// The indicator's name, as the department wrote it; the mark of what can't be read where nothing usable was
    /// returned.
    pub indicator: Figure,
    /// What it is counted in; empty where there is no unit.
    pub unit: Figure,
    /// 指標の型: 水準, 累計, 単年度, 維持, 方向, 定性.
    #[serde(rename = "type")]
    pub kind: Figure,
    /// 方向, the one that is better: 増加, 減少, 維持.
    pub direction: Figure,
    /// The division that owns the measure: 「政策企画課」.
    pub owner: Figure,
    /// 基準値: the value from which progress is measured.
    pub baseline: Figure,
    /// 基準年度
    pub baseline_year: Figure,
    /// 目安: the value expected by now on the way from baseline to target.
    pub expected: Figure,
    /// 実績値; of a qualitative indicator its state.
    pub actual: Figure,
    /// 実績年度
    pub actual_year: Figure,
    /// 実績の区分: how certain the actual value is.
    pub actual_state: Figure,
    /// 目標値
    pub target: Figure,
    /// 目標年度
    pub target_year: Figure,
    /// 目標の根拠: 総合計画, 個別計画, 他県参考, 独自.
    pub basis: Figure,
    /// The name of the plan that the target is from; empty where it is from none.
    pub basis_plan: String,
    /// Why there is no target: 「統計未公表」, 「その他（…）」. None where there is one.
    pub no_target: Option<String>,
    /// 達成率（対目安）: the actual value measured against the one expected by now, in percent.
    pub achievement: Figure,
    /// 進捗率（対目標）: the actual value measured against the target, in percent.
    pub progress: Figure,
    /// 評価: 「Ａ」; 「中止」 of a cancelled one.
    pub class: Figure,
    /// That the result is on the wrong side of the baseline: 「基準値を下回る」.
    pub class_note: Option<&'static str>,
    /// The rate that decides the class, drawn as a bar; none where there is no rate.
    pub bar: Option<RateBar>,
    /// How far a qualitative indicator is: 完了, 実施中, 未着手, 中止. None where nothing is reported.
    pub status: Option<&'static str>,
    /// 取組内容・実績: what the department did, in its words.
    pub activity: String,
    /// 課題, in the department's words.
    pub issue: String,
    /// 今後の予定, in the department's words.
    pub plan: String,
    /// Which measure's indicator it repeats: 「再掲（2-イ-3）」. None for a row of its own.
    pub repeat: Option<String>,
    /// Whether totals count it: 対象 if they do; else why not, 再掲, 目標なし or 中止.
    pub counted: &'static str,
    /// Whether it can't be judged, as a value can't be read or two rows claim to be this one.
    pub unresolved: bool,
    /// 備考, in the department's words.
    pub note: String,
    /// What stands in the columns that the cycle declares for itself, in their order.
    pub own: Vec<OwnFigure>,
    /// The values of its years: those by which it is judged, and those of other years.
    pub years: Vec<YearFigure>,
    /// What the department wrote in columns that it added to the form, by their headers.
    pub extra: BTreeMap<String, String>,
}

/// The figures of a row that have ids, in the order in which a row is read: what ends the id, and what people call it.
pub const FIGURES: [(&str, &str); 16] = [
    ("name", "指標名"),
    ("unit", "単位"),
    ("type", "指標の型"),
    ("direction", "方向"),
    ("baseline", "基準値"),
    ("baseline-year", "基準年度"),
    ("expected", "目安"),
    ("actual", "実績値"),
    ("actual-year", "実績年度"),
    ("certainty", "実績の区分"),
    ("target", "目標値"),
    ("target-year", "目標年度"),
    ("basis", "目標の根拠"),
    ("achievement", "達成率（対目安）"),
    ("progress", "進捗率（対目標）"),
    ("class", "評価"),
];

impl FieldRow for IndicatorRow {
    /// The built-in fields come first: a column that a department headed `class` doesn't take the place of the class.
    fn fields(&self) -> Vec<(&str, CellValue<'_>)> {
        let mut fields = vec![
            ("key", (&self.key).into()),
            ("number", (&self.number).into()),
            ("measure", (&self.measure).into()),
            ("first", CellValue::Blank),
            ("span", self.span.into()),
            ("category", (&self.category).into()),
            ("category_title", (&self.category_title).into()),
            ("indicator", (&self.indicator).into()),
            ("unit", (&self.unit).into()),
            ("type", (&self.kind).into()),
            ("direction", (&self.direction).into()),
            ("owner", (&self.owner).into()),
            ("baseline", (&self.baseline).into()),
            ("baseline_year", (&self.baseline_year).into()),
            ("expected", (&self.expected).into()),
            ("actual", (&self.actual).into()),
            ("actual_year", (&self.actual_year).into()),
            ("actual_state", (&self.actual_state).into()),
            ("target", (&self.target).into()),
            ("target_year", (&self.target_year).into()),
            ("basis", (&self.basis).into()),
            ("basis_plan", (&self.basis_plan).into()),
            ("no_target", self.no_target.as_deref().into()),
            ("achievement", (&self.achievement).into()),
            ("progress", (&self.progress).into()),
            ("class", (&self.class).into()),
            ("class_note", self.class_note.into()),
            ("bar", CellValue::Blank),
            ("status", self.status.into()),
            ("activity", (&self.activity).into()),
            ("issue", (&self.issue).into()),
            ("plan", (&self.plan).into()),
            ("repeat", self.repeat.as_deref().into()),
            ("counted", self.counted.into()),
            ("unresolved", CellValue::Blank),
            ("note", (&self.note).into()),
            ("own", CellValue::Blank),
            ("years", CellValue::Blank),
        ];
        fields.extend(self.own.iter().map(|own| (own.field.as_str(), (&own.value).into())));
        fields.extend(self.years.iter().map(|year| (year.field.as_str(), (&year.value).into())));
        fields.extend(self.extra.iter().map(|(header, text)| (header.as_str(), text.into())));
        fields
    }

    fn show_nested(&self, see: &mut dyn FnMut(&Figure)) {
        self.years.iter().filter_map(|year| year.was.as_ref()).for_each(see);
    }
}

/// A progress bar, in per mille of its whole length.
#[derive(Debug, Serialize)]
pub struct RateBar {
    /// How much of the bar is filled, in per mille of its length.
    pub fill: u32,
    /// Where the line of 100 % stands, in per mille of its length.
    pub hundred: u32,
    /// Whether the rate goes past the bar's end, which is marked by an arrow.
    pub over: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_that_a_department_added_is_a_field_but_never_in_place_of_a_built_in_one() {
        let extra =
            [("担当者の所見", "よい"), ("class", "Ａ")].map(|(name, text)| (name.into(), text.into()));
        let row = IndicatorRow { extra: extra.into(), ..IndicatorRow::default() };
        assert_eq!(row.cell("担当者の所見").and_then(|cell| cell.words()), Some("よい"));
        assert_eq!(row.cell("class").and_then(|cell| cell.words()), Some(""));
        assert!(row.cell("担当者").is_none());
    }
}
