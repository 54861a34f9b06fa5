//! The rows of tables of indicators, as papers and annexes get them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::field_row::{CellValue, FieldRow};
use crate::render::figure::{Figure, ShowsFigures};

/// The rows of a category.
#[derive(Debug, Serialize)]
pub struct IndicatorGroup {
    /// The heading.
    pub category: CategoryHeading,
    /// The rows below it.
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
    /// Its id in `cycle.toml`.
    pub id: String,
    /// With its parents: 「（２）個別施策　ア　あらゆる人が暮らしやすい社会」.
    pub path: String,
    /// 「ア」
    pub label: String,
    /// 「あらゆる人が暮らしやすい社会」
    pub title: String,
    /// How many measures it has, with their counter: 「28事業」.
    pub count: Figure,
}

/// A row of a table of indicators.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(Default))]
pub struct IndicatorRow {
    /// 「2-ア-3/1」
    pub key: String,
    /// The measure's number: 「2-ア-3」.
    pub number: String,
    /// The measure's title.
    pub measure: String,
    /// Whether it is the first row of its measure.
    pub first: bool,
    /// How many rows its measure has.
    pub span: usize,
    /// The category's id.
    pub category: String,
    /// The category's title.
    pub category_title: String,
    /// The indicator's name.
    pub indicator: String,
    /// What it is counted in; empty where there is no unit.
    pub unit: String,
    /// 指標の型
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// 方向
    pub direction: &'static str,
    /// The division that owns the measure.
    pub owner: String,
    /// 基準値
    pub baseline: Figure,
    /// 基準年度
    pub baseline_year: Figure,
    /// 目安
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
    /// 目標の根拠
    pub basis: &'static str,
    /// The plan that the target is from.
    pub basis_plan: String,
    /// Why there is no target; none where there is one.
    pub no_target: Option<String>,
    /// 達成率（対目安）
    pub achievement: Figure,
    /// 進捗率（対目標）
    pub progress: Figure,
    /// 達成状況の区分
    pub class: Figure,
    /// That the result is on the wrong side of the baseline: 「基準値を下回る」.
    pub class_note: Option<&'static str>,
    /// The rate that decides the class, as a bar.
    pub bar: Option<RateBar>,
    /// 定性の状況
    pub status: Option<&'static str>,
    /// 取組内容・実績
    pub activity: String,
    /// 課題
    pub issue: String,
    /// 今後の予定
    pub plan: String,
    /// 「再掲（2-イ-3）」
    pub repeat: Option<String>,
    /// How it stands to the count: 対象, 再掲, 目標なし, 中止.
    pub counted: &'static str,
    /// Whether a value could not be read.
    pub unresolved: bool,
    /// 備考
    pub note: String,
    /// What the department wrote in columns that are not the form's, by their headers.
    pub extra: BTreeMap<String, String>,
}

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
            ("type", self.kind.into()),
            ("direction", self.direction.into()),
            ("owner", (&self.owner).into()),
            ("baseline", (&self.baseline).into()),
            ("baseline_year", (&self.baseline_year).into()),
            ("expected", (&self.expected).into()),
            ("actual", (&self.actual).into()),
            ("actual_year", (&self.actual_year).into()),
            ("actual_state", (&self.actual_state).into()),
            ("target", (&self.target).into()),
            ("target_year", (&self.target_year).into()),
            ("basis", self.basis.into()),
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
        ];
        fields.extend(self.extra.iter().map(|(header, text)| (header.as_str(), text.into())));
        fields
    }
}

/// A progress bar, in per mille of its whole length.
#[derive(Debug, Serialize)]
pub struct RateBar {
    /// How far it is filled.
    pub fill: u32,
    /// Where 100 % lies.
    pub hundred: u32,
    /// Whether the rate goes past the end.
    pub over: bool,
}
