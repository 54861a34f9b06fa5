//! Indicators (指標): what a department reports of a measure, one row of a return.

use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;

use super::by_year::{Series, YearSource, YearValue};
use super::choice::{Choice, choice};
use super::own_cell::OwnCell;
use super::shown_in::ShownUnit;
use super::value::{Cell, Field, Quantity};
use crate::ground::number::{self, Exact};
use crate::ground::origin::Origin;
use crate::ground::text;
use crate::ground::wareki::Year;

/// What identifies an indicator: its measure and its number within it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// 取組番号.
    pub measure: String,
    /// 指標番号: which one of the measure it is.
    pub number: String,
}

impl Key {
    /// Whether a text is this key: `2-ア-1/1`. The key is not printed for that, since every row is asked.
    pub fn is(&self, written: &str) -> bool {
        let number = written.strip_prefix(self.measure.as_str()).and_then(|rest| rest.strip_prefix('/'));
        number == Some(self.number.as_str())
    }
}

/// `2-ア-1/1`
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.measure, self.number)
    }
}

/// A row of a return.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// What identifies it.
    pub key: Key,
    /// Where the row stands: its 取組番号.
    pub origin: Origin,
    /// The code of the department that returned it.
    pub department: String,
    /// 取組番号.
    pub measure: Cell,
    /// 指標番号.
    pub number: Cell,
    /// 指標名.
    pub name: Cell,
    /// 単位.
    pub unit: Cell,
    /// 指標の型: how it is judged.
    pub kind: Field<IndicatorKind>,
    /// 方向: which way is better.
    pub direction: Field<Direction>,
    /// 基準年度.
    pub baseline_year: Field<Year>,
    /// 基準値.
    pub baseline: Field<Quantity>,
    /// 目標年度.
    pub target_year: Field<Year>,
    /// 目標値.
    pub target: Field<Quantity>,
    /// 目標の根拠: where the target comes from.
    pub basis: Field<Basis>,
    /// 根拠計画名: the plan that the target comes from.
    pub basis_plan: Cell,
    /// 目標を設定しない理由, a word of the list.
    pub no_target: Field<NoTargetReason>,
    /// 理由（記述）: the same in words of one's own.
    pub no_target_note: Cell,
    /// A stated 目安値, which takes the place of the interpolated one.
    pub expected: Field<Quantity>,
    /// 目安の理由: why 目安値 is not the interpolated one.
    pub expected_note: Cell,
    /// 実績年度.
    pub actual_year: Field<Year>,
    /// 実績値.
    pub actual: Field<Quantity>,
    /// 実績の区分: how certain the actual figure is.
    pub certainty: Field<Certainty>,
    /// 定性の状況: where it stands, if it is told in words.
    pub state: Field<QualitativeState>,
    /// 自己評価.
    pub self_assessment: Cell,
    /// 取組内容・実績: what was done.
    pub activity: Cell,
    /// 課題: what stands in the way.
    pub issue: Cell,
    /// 今後の予定: what is to be done.
    pub plan: Cell,
    /// The key of the indicator that this row repeats.
    pub repeats: Cell,
    /// 備考.
    pub note: Cell,
    /// What its series hold: the values by which it is judged, and those of other years.
    pub by_year: Vec<YearValue>,
    /// The cells in the columns that the cycle declares for itself, in their order.
    pub own: Vec<OwnCell>,
    /// The cells in columns that the form does not have.
    pub extra: Vec<Cell>,
    /// The return that the row was read from.
    pub source: ReturnSource,
    /// The unit in which its numbers are printed, where `cycle.toml` declares another one than 単位.
    pub shown_in: Option<ShownUnit>,
}

/// When a return was received, and its SHA-256.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReturnSource {
    /// The day on which it was received; none if `received.csv` doesn't say.
    pub received: Option<NaiveDate>,
    /// The SHA-256 of its bytes.
    pub sha256: Arc<str>,
    /// The cells of `corrections.csv` that stand in place of the row's own, each with who corrected it.
    pub corrections: Vec<(Origin, Arc<str>)>,
}

impl Indicator {
    /// Whether any value that it is judged by could not be read.
    pub fn is_unreadable(&self) -> bool {
        self.kind.is_unreadable()
            || self.direction.is_unreadable()
            || self.baseline_year.is_unreadable()
            || self.baseline.is_unreadable()
            || self.target_year.is_unreadable()
            || self.target.is_unreadable()
            || self.expected.is_unreadable()
            || self.actual_year.is_unreadable()
            || self.actual.is_unreadable()
            || self.certainty.is_unreadable()
            || self.state.is_unreadable()
            || self.no_target.is_unreadable()
            || self.kind.value().is_none()
    }

    /// The cells of the return's columns, each with the name of its column, in the order of the form. Of 取組名 nothing
    /// is kept: the plan's own list says it.
    pub fn by_column(&self) -> [(&'static str, &Cell); 26] {
        [
            ("取組番号", &self.measure),
            ("指標番号", &self.number),
            ("指標名", &self.name),
            ("単位", &self.unit),
            ("指標の型", &self.kind.cell),
            ("方向", &self.direction.cell),
            ("基準年度", &self.baseline_year.cell),
            ("基準値", &self.baseline.cell),
            ("目標年度", &self.target_year.cell),
            ("目標値", &self.target.cell),
            ("目標の根拠", &self.basis.cell),
            ("根拠計画名", &self.basis_plan),
            ("目標を設定しない理由", &self.no_target.cell),
            ("理由（記述）", &self.no_target_note),
            ("目安値", &self.expected.cell),
            ("目安の理由", &self.expected_note),
            ("実績年度", &self.actual_year.cell),
            ("実績値", &self.actual.cell),
            ("実績の区分", &self.certainty.cell),
            ("定性の状況", &self.state.cell),
            ("自己評価", &self.self_assessment),
            ("取組内容・実績", &self.activity),
            ("課題", &self.issue),
            ("今後の予定", &self.plan),
            ("再掲", &self.repeats),
            ("備考", &self.note),
        ]
    }

    /// The cell of a column by its id; none if the column is not one of the return's.
    pub fn cell(&self, column: &str) -> Option<&Cell> {
        let standard = self.by_column().into_iter().find(|(name, _)| *name == column).map(|(_, cell)| cell);
        let of_year = || {
            let (id, year) = column.split_once('/')?;
            let is_meant = |value: &&YearValue| {
                value.source == YearSource::Row
                    && value.series.column() == id
                    && value.year.to_string() == year
            };
            self.by_year.iter().find(is_meant).map(|value| &value.field.cell)
        };
        let own = || self.own.iter().find(|own| own.column.is(column)).map(|own| &own.field.cell);
        standard.or_else(of_year).or_else(own)
    }

    /// The value of a year of one of its series.
    pub fn of_year(&self, series: &Series, year: i32) -> Option<&Field<Quantity>> {
        self.value_of(series, year).map(|value| &value.field)
    }

    /// The same with what is said of it.
    pub fn value_of(&self, series: &Series, year: i32) -> Option<&YearValue> {
        self.by_year.iter().find(|value| value.series == *series && value.year == year)
    }

    /// Whether the value expected by now is the target of its year, and not one that the department states.
    pub fn expects_target_of_year(&self) -> bool {
        let now = self.actual_year.value().and_then(|now| self.of_year(&Series::Target, now.western));
        now.is_some_and(|target| target.value().is_some() && target.cell.origin == self.expected.cell.origin)
    }

    /// Every cell of the row, each once: the actual value may be the one of its year. What stands elsewhere is not among
    /// them.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        let chosen = [&self.actual, &self.target, &self.expected];
        let is_chosen = move |cell: &Cell| chosen.iter().any(|field| field.cell.origin == cell.origin);
        let of_row = self.by_year.iter().filter(|value| value.source == YearSource::Row);
        let by_year = of_row.map(|value| &value.field.cell).filter(move |cell| !is_chosen(cell));
        let own = self.own.iter().map(|own| &own.field.cell);
        self.by_column().into_iter().map(|(_, cell)| cell).chain(by_year).chain(own).chain(&self.extra)
    }

    /// Whether it stands for another indicator, which alone is counted.
    pub fn is_repeat(&self) -> bool {
        !self.repeats.is_empty()
    }

    /// Whether its numbers are counted in this unit, however that is spelled.
    pub fn is_counted_in(&self, unit: &str) -> bool {
        text::fold(&self.unit.text) == text::fold(unit)
    }

    /// The unit in which its numbers are printed.
    pub fn shown_unit(&self) -> &str {
        self.shown_in.as_ref().map_or(&self.unit.text, |shown| &shown.unit)
    }

    /// A number of it in that unit, not rounded yet: of 385,987,000 円, 385.987 where 百万円 are shown.
    pub fn shown(&self, quantity: &Quantity) -> Quantity {
        let shown = |value: &Exact| match &self.shown_in {
            Some(shown) => value / shown.size(),
            None => value.clone(),
        };
        let upper = quantity.upper.as_ref().map(shown);
        Quantity { value: shown(&quantity.value), upper, ..quantity.clone() }
    }

    /// A number of it as papers print it, without what qualifies it: 「386」.
    pub fn print(&self, quantity: &Quantity) -> String {
        let shown = self.shown(quantity);
        match shown.is_number() {
            true => number::print(&shown.value, self.decimals()),
            false => shown.print(self.decimals()),
        }
    }

    /// The decimals it prints with: those declared for the unit in which it is shown; else the most that were typed among
    /// baseline, target and actual.
    pub fn decimals(&self) -> u32 {
        if let Some(shown) = &self.shown_in {
            return shown.decimals;
        }
        // What stood in last year's row does not change how this year's papers print.
        let of_years = self.by_year.iter().filter(|value| value.source != YearSource::LastYear);
        let of_years = of_years.map(|value| &value.field);
        [&self.baseline, &self.target, &self.actual]
            .into_iter()
            .chain(of_years)
            .filter_map(|f| f.value())
            .map(|q| q.decimals)
            .max()
            .unwrap_or(0)
    }
}

choice! {
    /// 指標の型: how an indicator is judged.
    IndicatorKind {
        /// A state at a point of time.
        Level = "水準",
        /// A sum since the beginning.
        Cumulative = "累計",
        /// The figure of one year alone.
        SingleYear = "単年度",
        /// A state to be kept.
        Keep = "維持",
        /// Only the direction is set.
        DirectionOnly = "方向",
        /// Told in words.
        Qualitative = "定性",
        /// To be within a range. Only where the cycle declares that there are such.
        Range = "範囲",
        /// A grade of a list. Only where the cycle declares the list.
        Grade = "段階",
    }
}

impl IndicatorKind {
    /// Those that every form offers.
    pub const ALWAYS: [Self; 6] =
        [Self::Level, Self::Cumulative, Self::SingleYear, Self::Keep, Self::DirectionOnly, Self::Qualitative];
}

choice! {
    /// 方向: which way is better.
    Direction { Up = "増加", Down = "減少", Keep = "維持" }
}

choice! {
    /// 目標の根拠: where a target comes from.
    Basis {
        Comprehensive = "総合計画",
        Individual = "個別計画",
        OtherPrefecture = "他県参考",
        Own = "独自",
    }
}

choice! {
    /// 目標を設定しない理由.
    NoTargetReason {
        BeingPlanned = "計画策定中",
        NotPublished = "統計未公表",
        Qualitative = "定性的な取組",
        OthersAct = "国・市町村が主体",
        Ended = "事業終了",
        Other = "その他",
    }
}

choice! {
    /// 実績の区分: how certain the actual figure is.
    Certainty { Final = "確定", Preliminary = "速報", Estimate = "見込", Unknown = "未判明" }
}

choice! {
    /// 定性の状況.
    QualitativeState { Completed = "完了", Ongoing = "実施中", NotStarted = "未着手", Cancelled = "中止" }
}
