//! The rows of invented returns: sound ones, or with the slips that departments make.

use std::collections::BTreeMap;

use crate::invented_cycle::chance::Chance;
use crate::invented_cycle::figures::{Decimal, typed_year, year};
use crate::invented_cycle::vocabulary::{DONE, ISSUES, NEXT, QUANTITIES, SUBJECTS};

/// The columns of a return.
pub(crate) const COLUMNS: [&str; 22] = [
    "取組番号",
    "指標番号",
    "指標名",
    "単位",
    "指標の型",
    "方向",
    "基準年度",
    "基準値",
    "目標年度",
    "目標値",
    "目標の根拠",
    "目標を設定しない理由",
    "目安値",
    "目安の理由",
    "実績年度",
    "実績値",
    "実績の区分",
    "定性の状況",
    "取組内容・実績",
    "課題",
    "今後の予定",
    "再掲",
];

/// A row by its columns; those that are not there are empty.
pub(crate) type Row = BTreeMap<&'static str, String>;

const FISCAL_YEAR: i64 = 2019;

/// Writes rows.
pub(crate) struct Rows<'a> {
    pub(crate) chance: &'a mut Chance,
    /// Whether the rows have slips.
    pub(crate) slips: bool,
    /// The thresholds of the classes, in percent with two decimals.
    pub(crate) thresholds: &'a [i64],
}

impl Rows<'_> {
    /// A row for each key: the measure's number and the indicator's.
    pub(crate) fn of(&mut self, keys: &[(String, usize)]) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut originals: Vec<&(String, usize)> = Vec::new();
        for key in keys {
            let repeats = if self.slips { 3 } else { 1 };
            let original =
                (rows.len() > 3 && self.chance.percent(repeats)).then(|| self.chance.of(&originals));
            let mut row = match original {
                Some((measure, number)) => Row::from([("再掲", format!("{measure}/{number}"))]),
                None => self.row(),
            };
            if original.is_none() {
                originals.push(key);
            }
            let quantity = row.remove("quantity").unwrap_or_else(|| "状況".into());
            let (measure, number) = key;
            let name = format!("{}の{quantity}（{measure}の{number}）", self.chance.of(&SUBJECTS));
            row.extend([("取組番号", measure.clone()), ("指標番号", number.to_string()), ("指標名", name)]);
            rows.push(row);
        }
        rows
    }

    fn row(&mut self) -> Row {
        let mut row = match self.chance.between(1, 23) {
            ..=13 if !self.slips => self.sound_level(),
            ..=10 => self.level(),
            11..=13 => self.near_threshold(),
            14..=17 => self.ratio(),
            18..=20 => self.kept(),
            21 => self.direction_only(),
            22 => self.qualitative(),
            _ => self.without_target(),
        };
        if self.slips && self.chance.percent(20) {
            self.slip(&mut row);
        }
        row.extend([
            ("取組内容・実績", self.chance.of(&DONE).into()),
            ("課題", self.chance.of(&ISSUES).into()),
            ("今後の予定", self.chance.of(&NEXT).into()),
        ]);
        row
    }

    // ── kinds of indicators ──────────────────────────────────────────────

    /// From a baseline to a target, with an actual value somewhere on the way.
    fn level(&mut self) -> Row {
        let direction = self.chance.of(&["増加", "減少"]);
        let (quantity, places, most) = self.quantity();
        let low = self.chance.between(1, most / 2);
        let high = low + self.chance.between(1, most - low);
        let (start, aim) = if direction == "増加" { (low, high) } else { (high, low) };
        let (start, aim) = (Decimal::new(start, places), Decimal::new(aim, places));
        let actual = start.towards(aim, self.chance.between(-30, 160));
        let mut row = self.numbers(quantity, direction, [Some(start), Some(aim), Some(actual)]);
        let (kind, begin) = (self.chance.of(&["水準", "累計"]), self.chance.between(2014, 2017));
        let (aimed, actual) = (self.chance.between(2018, 2023), self.chance.between(2017, FISCAL_YEAR));
        self.set_years(&mut row, kind, Some(begin), Some(aimed), actual);
        self.state_expected(&mut row, start, aim);
        row
    }

    /// The same, with years and values such that no rate is a hair beside a threshold: each is a whole number over a few
    /// years, 120/4 %.
    fn sound_level(&mut self) -> Row {
        let direction = self.chance.of(&["増加", "減少"]);
        let (quantity, places, most) = self.quantity();
        let years = self.chance.between(2, 5);
        let (passed, actual_year) = (self.chance.between(1, years), self.chance.between(2018, FISCAL_YEAR));
        let unit = if quantity.2 { 1 } else { self.chance.between(1, most / 100) };
        let span = 100 * years * unit;
        let low = if quantity.2 {
            self.chance.between(150, 900 - span)
        } else {
            self.chance.between(span / 2, span * 2)
        };
        let sign = if direction == "増加" { 1 } else { -1 };
        let start = if direction == "増加" { low } else { low + span };
        let actual = start + sign * unit * self.chance.between(0, 110 * passed);
        let values = [start, start + sign * span, actual].map(|digits| Decimal::new(digits, places));
        let mut row = self.numbers(quantity, direction, values.map(Some));
        let (kind, begin) = (self.chance.of(&["水準", "累計"]), actual_year - passed);
        self.set_years(&mut row, kind, Some(begin), Some(begin + years), actual_year);
        self.state_expected(&mut row, values[0], values[1]);
        row
    }

    /// Of one indicator in ten the department itself says what is expected.
    fn state_expected(&mut self, row: &mut Row, start: Decimal, aim: Decimal) {
        if self.chance.percent(10) {
            let stated = start.towards(aim, self.chance.between(1, 9) * 10);
            row.extend([("目安値", self.typed(stated)), ("目安の理由", "後の年に伸びるため。".into())]);
        }
    }

    /// From zero, so that the rate is the actual value over a round 目安: a hair beside a threshold.
    fn near_threshold(&mut self) -> Row {
        let size = 10_i64.pow(self.chance.between(2, 7) as u32);
        let limit = self.chance.of(self.thresholds);
        let actual = (limit * size / 10_000 + self.chance.of(&[-1, -1, 0, 1])).max(0);
        let values = [0, 2 * size, actual].map(|digits| Some(Decimal::new(digits, 0)));
        let mut row = self.numbers(QUANTITIES[1], "増加", values);
        self.set_years(&mut row, "水準", Some(2017), Some(2019), 2018);
        row
    }

    /// The value of one year, or a level without a baseline.
    fn ratio(&mut self) -> Row {
        let direction = self.chance.of(&["増加", "減少"]);
        let (quantity, places, most) = self.quantity();
        let unit = (most / 200).max(1);
        let mut values = match self.slips {
            true => [0; 2].map(|_| self.chance.between(most / 2, most)),
            false => [100, self.chance.between(40, 110)].map(|hundredths| hundredths * unit),
        };
        if self.slips && self.chance.percent(20) {
            values[usize::from(self.chance.percent(50))] *= self.chance.of(&[0, -1]);
        }
        let [aim, actual] = values.map(|digits| Some(Decimal::new(digits, places)));
        let mut row = self.numbers(quantity, direction, [None, aim, actual]);
        let one_year = self.chance.percent(60);
        let actual = self.chance.between(2018, FISCAL_YEAR);
        let (kind, aimed) =
            if one_year { ("単年度", actual) } else { ("水準", self.chance.between(2019, 2023)) };
        self.set_years(&mut row, kind, None, Some(aimed), actual);
        if one_year && self.chance.percent(50) {
            let start = Decimal::new(self.chance.between(most / 4, most), places);
            row.extend([("基準年度", self.year(2016)), ("基準値", self.typed(start))]);
        }
        row
    }

    /// What is to be kept as it is; with slips in any direction, or a level whose target is its baseline.
    fn kept(&mut self) -> Row {
        let (quantity, places, most) = self.quantity();
        let start = self.chance.between(most / 4, most / 2);
        let (mut aim, mut kind, mut direction) = (start, "維持", "維持");
        if self.slips && self.chance.percent(40) {
            (kind, direction) = ("水準", self.chance.of(&["増加", "減少", "維持"]));
        } else if self.slips {
            direction = self.chance.of(&["増加", "減少", "維持", ""]);
            let change = match direction {
                "増加" => 1,
                "減少" => -1,
                _ => self.chance.of(&[-1, 0, 1]),
            };
            aim += change * self.chance.of(&[0, 5]);
        }
        let actual = aim + self.chance.between(-3, 3);
        let values = [start, aim, actual].map(|digits| Some(Decimal::new(digits, places)));
        let mut row = self.numbers(quantity, direction, values);
        let actual = self.chance.between(2018, FISCAL_YEAR);
        self.set_years(&mut row, kind, Some(2016), Some(2021), actual);
        row
    }

    fn direction_only(&mut self) -> Row {
        let direction = self.chance.of(&["増加", "減少"]);
        let (quantity, places, most) = self.quantity();
        let start = self.chance.between(most / 4, most / 2);
        let actual = start + self.chance.of(&[-1, 0, 0, 1]) * 15.min(start);
        let values = [Some(start), None, Some(actual)].map(|digits| Some(Decimal::new(digits?, places)));
        let mut row = self.numbers(quantity, direction, values);
        let actual = self.chance.between(2018, FISCAL_YEAR);
        self.set_years(&mut row, "方向", Some(2017), None, actual);
        row
    }

    fn qualitative(&mut self) -> Row {
        let state = self.chance.of(&["完了", "実施中", "未着手", "中止"]);
        Row::from([
            ("指標の型", "定性".into()),
            ("目標の根拠", "個別計画".into()),
            ("実績年度", self.year(FISCAL_YEAR)),
            ("実績の区分", "見込".into()),
            ("定性の状況", state.into()),
        ])
    }

    fn without_target(&mut self) -> Row {
        let mut row = if self.slips { self.level() } else { self.sound_level() };
        let empty = if self.slips { self.chance.of(&["", "－", "未定"]) } else { "" };
        row.extend([("目標値", empty.into()), ("目標の根拠", String::new())]);
        row.insert("目標を設定しない理由", "計画策定中".into());
        if !self.slips {
            ["目標年度", "目安値", "目安の理由"].into_iter().for_each(|column| drop(row.remove(column)));
        }
        row
    }

    /// Something that departments get wrong, or do not know yet.
    fn slip(&mut self, row: &mut Row) {
        if row["指標の型"] == "定性" {
            let slips: [&[(&str, &str)]; 3] = [
                &[("定性の状況", "")],
                &[("定性の状況", ""), ("実績の区分", "未判明")],
                &[("定性の状況", "途中")],
            ];
            row.extend(self.chance.of(&slips).iter().map(|(column, text)| (*column, (*text).to_owned())));
            return;
        }
        let early = self.chance.between(2013, 2018);
        let early = self.year(early);
        let odd = self.chance.of(&["", "令和２年度", "先年"]);
        let slip: &[(&'static str, &str)] = match self.chance.between(0, 14) {
            0 => &[("実績の区分", "")],
            1 => &[("実績の区分", "未判明")],
            2 => &[
                ("実績の区分", "未判明"),
                ("実績値", ["", "－", "調査中"][self.chance.between(0, 2) as usize]),
            ],
            3 => &[("実績値", "…"), ("実績の区分", "速報")],
            4 => &[("実績値", "1,2OO")],
            5 => &[("基準値", "不明です")],
            6 => &[("方向", "")],
            7 => &[("方向", ["増加", "減少", "維持"][self.chance.between(0, 2) as usize])],
            8 => &[("目標年度", &early)],
            9 => &[("実績年度", odd)],
            10 => &[("目標値", "")],
            11 => &[("目標を設定しない理由", ["統計未公表", "まだです"][self.chance.between(0, 1) as usize])],
            12 => &[("指標の型", ["単年度", "維持", "方向", ""][self.chance.between(0, 3) as usize])],
            13 => &[("基準値", ""), ("基準年度", "")],
            _ => &[("基準年度", "")],
        };
        row.extend(slip.iter().map(|(column, text)| (*column, (*text).to_owned())));
        if row["指標の型"] == "方向" {
            ["目標値", "目標年度", "目安値"].into_iter().for_each(|column| drop(row.remove(column)));
        }
    }

    // ── cells ────────────────────────────────────────────────────────────

    /// What is counted, with how many decimals, and how many digits its value has at most.
    fn quantity(&mut self) -> ((&'static str, &'static str, bool), u32, i64) {
        let quantity = if self.slips { QUANTITIES[1] } else { self.chance.of(&QUANTITIES) };
        if quantity.2 {
            return (quantity, 1, 900);
        }
        let places = if self.slips { self.chance.of(&[0, 0, 1, 2]) } else { 0 };
        let size = 10_i64.pow(self.chance.between(1, if self.slips { 6 } else { 4 }) as u32);
        (quantity, places, 10 * size * 10_i64.pow(places))
    }

    fn numbers(
        &mut self,
        (quantity, unit, _): (&str, &str, bool),
        direction: &str,
        values: [Option<Decimal>; 3],
    ) -> Row {
        let basis = self.chance.of(&["総合計画", "個別計画", "他県参考"]);
        let mut row = Row::from([
            ("quantity", quantity.into()),
            ("単位", unit.into()),
            ("方向", direction.into()),
            ("目標の根拠", basis.into()),
            ("実績の区分", self.chance.of(&["確定", "速報", "見込"]).into()),
        ]);
        for (column, value) in ["基準値", "目標値", "実績値"].into_iter().zip(values) {
            if let Some(value) = value {
                row.insert(column, self.typed(value));
            }
        }
        row
    }

    fn set_years(&mut self, row: &mut Row, kind: &str, begin: Option<i64>, aim: Option<i64>, actual: i64) {
        row.insert("指標の型", kind.into());
        for (column, year) in [("基準年度", begin), ("目標年度", aim), ("実績年度", Some(actual))]
        {
            if let Some(year) = year {
                row.insert(column, self.year(year));
            }
        }
        // A year that is not over yet has no settled value.
        if actual == FISCAL_YEAR && !self.slips {
            row.insert("実績の区分", "見込".into());
        }
    }

    fn typed(&mut self, value: Decimal) -> String {
        if self.slips { value.typed(self.chance) } else { value.text(true) }
    }

    fn year(&mut self, western: i64) -> String {
        if self.slips { typed_year(western, self.chance) } else { year(western) }
    }
}
