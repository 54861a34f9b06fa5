//! A row of a return as an indicator.

use super::aim;
use super::all_years;
use super::chosen_year::Chosen;
use super::indicator_key::{is_ordinal, key, repeated_key};
use super::number;
use super::own_value;
use super::row_lists::RowLists;
use super::row_marks;
use super::table_row::TableRow;
use super::two_scales;
use super::word_of_list::{choice, no_value};
use crate::ground::text;
use crate::ground::wareki::Year;
use crate::ground::written_year::{WrittenYear, YearSlip, read_year};
use crate::model::by_year::{Series, YearSource, YearValue};
use crate::model::cause::{Cause, RawFinding};
use crate::model::choice::Choice;
use crate::model::column::{Column, Holds};
use crate::model::column_names::marked;
use crate::model::indicator::{Indicator, IndicatorKind, Key, ReturnSource};
use crate::model::own_cell::{OwnCell, OwnValue};
use crate::model::value::{Cell, Field, NoValue, Quantity, Reading, UNRESOLVED};

/// Reads a row of a department's return, whose table has these columns.
pub fn indicator(
    record: &TableRow,
    department: &str,
    source: ReturnSource,
    lists: RowLists<'_>,
    findings: &mut Vec<RawFinding>,
) -> Indicator {
    row_marks::say(record, Some(department), findings);
    RowReader { record, department, lists, kind: None, findings }.indicator(source)
}

struct RowReader<'a> {
    record: &'a TableRow,
    department: &'a str,
    lists: RowLists<'a>,
    /// What kind of indicator it is, once that is read.
    kind: Option<IndicatorKind>,
    findings: &'a mut Vec<RawFinding>,
}

impl RowReader<'_> {
    fn indicator(mut self, source: ReturnSource) -> Indicator {
        // The key is read even where it is struck through: the row is about something.
        let (measure, number) = (self.record.cell("取組番号"), self.record.cell("指標番号"));
        let unit = self.unit();
        let key = key(&measure.text, &number.text, self.lists.names);
        for (column, cell) in [("取組番号", &measure), ("指標番号", &number)] {
            if cell.is_empty() {
                self.report(cell, Cause::Empty { column: marked(column).into() });
            }
        }
        if !is_ordinal(&key.number) && !number.is_empty() {
            let hint = "⟨指標番号⟩は 1、2、3 のように書いてください";
            self.report(&number, Cause::Number { text: number.text.clone(), hint });
        }
        let [baseline_year, target_year, actual_year] = self.years();
        let kind = self.required_choice("指標の型");
        self.kind = kind.value().copied();
        let mut by_year = self.by_year(&unit.text);
        self.fill(&mut by_year, &key, &unit.text, &actual_year);
        let chosen = Chosen::of(&by_year, kind.value(), &actual_year, &target_year);
        let [baseline, target, expected, actual] = self.numbers(&unit.text, &chosen);
        let is_chosen = |field: &Field<Quantity>, of: &Option<Field<Quantity>>| {
            of.as_ref().is_some_and(|of| of.cell.origin == field.cell.origin)
        };
        let of_year = chosen.target_year.filter(|_| is_chosen(&target, &chosen.target));
        let target_year = of_year.unwrap_or(target_year);
        let of_year = chosen.expected_note.filter(|_| is_chosen(&expected, &chosen.expected));
        let expected_note = of_year.unwrap_or_else(|| self.cell("目安の理由"));
        for (series, year, field) in
            [(Series::Actual, &actual_year, &actual), (Series::Target, &target_year, &target)]
        {
            let year = year.value().map(|year| year.western);
            let wrong = all_years::add_judged(&mut by_year, series, year, field);
            wrong.into_iter().for_each(|(cell, cause)| self.report(&cell, cause));
        }
        Indicator {
            key,
            origin: measure.origin.clone(),
            department: self.department.into(),
            name: self.cell("指標名"),
            kind,
            direction: self.choice("方向"),
            baseline_year,
            baseline,
            target_year,
            target,
            basis: self.choice("目標の根拠"),
            basis_plan: self.cell("根拠計画名"),
            no_target: self.choice("目標を設定しない理由"),
            no_target_note: self.cell("理由（記述）"),
            expected,
            expected_note,
            actual_year,
            actual,
            certainty: self.choice("実績の区分"),
            state: self.choice("定性の状況"),
            self_assessment: self.cell("自己評価"),
            activity: self.cell("取組内容・実績"),
            issue: self.cell("課題"),
            plan: self.cell("今後の予定"),
            repeats: match self.is_usable("再掲") {
                true => repeated_key(self.cell("再掲"), self.lists.names),
                false => Cell::default(),
            },
            note: self.cell("備考"),
            by_year,
            own: self.own(),
            extra: self.record.extra.clone(),
            source,
            shown_in: None,
            measure,
            number,
            unit,
        }
    }

    fn is_usable(&self, column: &str) -> bool {
        self.record.is_usable(column)
    }

    /// A cell of words. One that can't be used, as a struck-through one, prints as 確認中.
    fn cell(&self, column: &str) -> Cell {
        let mut cell = self.record.cell(column);
        if !self.is_usable(column) {
            cell.text = UNRESOLVED.into();
        }
        cell
    }

    /// The unit. One that is longer than units are (a remark that stands in the wrong column) prints as 確認中.
    fn unit(&mut self) -> Cell {
        let mut cell = self.cell("単位");
        if cell.text.chars().nth(number::MOST_UNIT).is_some() {
            let cause = Cause::LongUnit { text: text::excerpt(&cell.text), most: number::MOST_UNIT };
            self.report(&cell, cause);
            cell.text = UNRESOLVED.into();
        }
        cell
    }

    /// The numbers of a row: baseline, target, stated 目安 and actual value. What is not on the scale of the others is
    /// not used.
    fn numbers(&mut self, unit: &str, chosen: &Chosen) -> [Field<Quantity>; 4] {
        let of_year = [&None, &chosen.target, &chosen.expected, &chosen.actual];
        let mut of_year = of_year.into_iter();
        let mut numbers = ["基準値", "目標値", "目安値", "実績値"].map(|column| match of_year.next() {
            Some(Some(chosen)) => self.own_or_chosen(column, unit, chosen),
            _ => self.number(column, unit),
        });
        let mut off = Vec::new();
        for at in two_scales::off_scale(unit, &numbers.each_ref()) {
            let beside = numbers.iter().enumerate().filter(|(i, field)| *i != at && field.value().is_some());
            let others: Vec<&str> = beside.map(|(_, field)| field.cell.text.as_str()).collect();
            let cause =
                Cause::PercentScale { text: numbers[at].cell.text.clone(), others: others.join("、") };
            let cell = numbers[at].cell.clone();
            self.report(&cell, cause);
            off.push(at);
        }
        off.into_iter().for_each(|at| numbers[at].reading = Reading::Unreadable);
        numbers
    }

    /// What the row says in a column without years, if the form has it and something stands there; else the value of a year.
    fn own_or_chosen(&mut self, column: &str, unit: &str, chosen: &Field<Quantity>) -> Field<Quantity> {
        if self.lists.columns.find(column).is_none() {
            return chosen.clone();
        }
        let own = self.number(column, unit);
        if own.is_absent() && !chosen.is_absent() { chosen.clone() } else { own }
    }

    fn number(&mut self, column: &str, unit: &str) -> Field<Quantity> {
        let cell = self.record.cell(column);
        match self.is_usable(column) {
            true => self.quantity(&marked(column), cell, unit, Some(self.department)),
            false => Field { cell, reading: Reading::Unreadable },
        }
    }

    /// A cell as a number of this kind of indicator. What is wrong with it somebody can mend: the department, or with a
    /// cell of the secretariat's list no department.
    fn quantity(
        &mut self,
        column: &str,
        cell: Cell,
        unit: &str,
        department: Option<&str>,
    ) -> Field<Quantity> {
        let (reading, cause) = match self.kind {
            Some(IndicatorKind::Range) => aim::range(&cell.text, unit),
            Some(IndicatorKind::Grade) => aim::grade(column, &cell.text, self.lists.grades),
            _ => number::parse(&cell.text, unit),
        };
        if let Some(cause) = cause {
            let (origin, department) = (cell.origin.clone(), department.map(Into::into));
            self.findings.push(RawFinding { origin, department, cause });
        }
        Field { cell, reading }
    }

    /// Adds the values that stand elsewhere than in the row.
    fn fill(&mut self, values: &mut Vec<YearValue>, key: &Key, unit: &str, actual_year: &Field<Year>) {
        let Some(book) = self.lists.series else { return };
        // A row that repeats another takes everything from it.
        if !self.record.cell("再掲").is_empty() {
            return;
        }
        let now = actual_year.value().map(|year| year.western);
        let mut read = |cell: &Cell| self.quantity("値", cell.clone(), unit, None);
        let wrong = all_years::fill(values, key, (unit, now), book, &mut read);
        wrong.into_iter().for_each(|(cell, cause)| self.report(&cell, cause));
    }

    /// The values of the columns of years of the standard form.
    fn by_year(&mut self, unit: &str) -> Vec<YearValue> {
        let mut values = Vec::new();
        for column in self.lists.columns.iter().filter(|column| !column.is_own) {
            let series =
                Series::OF_THE_FORM.into_iter().find(|series| column.id.starts_with(series.column()));
            if let (Some(series), Some(year)) = (series, column.year) {
                let field = self.number(&column.id, unit);
                values.push(YearValue::new(series, year, field, YearSource::Row));
            }
        }
        values
    }

    /// What stands in the cycle's own columns.
    fn own(&mut self) -> Vec<OwnCell> {
        let columns = self.lists.columns;
        columns
            .own()
            .map(|column| OwnCell { column: column.clone(), field: self.own_value(column) })
            .collect()
    }

    fn own_value(&mut self, column: &Column) -> Field<OwnValue> {
        let cell = self.record.cell(&column.id);
        if !self.is_usable(&column.id) {
            return Field { cell, reading: Reading::Unreadable };
        }
        let (reading, cause) = own_value::read(column, &cell.text);
        if let Some(cause) = cause {
            self.report(&cell, cause);
        }
        Field { cell, reading }
    }

    fn required_choice<T: Choice + PartialEq>(&mut self, column: &str) -> Field<T> {
        let field = self.choice(column);
        // A repeated row takes everything from its original.
        if field.cell.is_empty() && self.is_usable(column) && self.record.cell("再掲").is_empty() {
            self.report(&field.cell, Cause::Empty { column: marked(column).into() });
        }
        field
    }

    fn choice<T: Choice + PartialEq>(&mut self, column: &str) -> Field<T> {
        let cell = self.record.cell(column);
        if !self.is_usable(column) {
            return Field { cell, reading: Reading::Unreadable };
        }
        let known = self.lists.columns.find(column);
        let word = known.map_or(&*cell.text, |known| known.word(&cell.text));
        let (mut reading, mut cause) = choice::<T>(&marked(column), word);
        // The form may offer fewer words than there are.
        if let Some(Holds::Choice(offered)) = known.map(|known| &known.holds) {
            let label = match &reading {
                Reading::Value(value) => {
                    T::ALL.iter().find(|(known, _)| known == value).map(|(_, label)| *label)
                }
                _ => None,
            };
            if label.is_some_and(|label| !offered.iter().any(|word| **word == *label)) {
                reading = Reading::Unreadable;
                let (column, text) = (marked(column), word.to_owned());
                cause = Some(Cause::Choice { column, text, choices: Vec::new() });
            }
            if let Some(Cause::Choice { choices, .. }) = &mut cause {
                choices.clone_from(offered);
            }
        }
        if let Some(cause) = cause {
            self.report(&cell, cause);
        }
        Field { cell, reading }
    }

    /// The years of a row, which are all 年 or all 年度; where none says which, 年度.
    fn years(&mut self) -> [Field<Year>; 3] {
        let columns = ["基準年度", "目標年度", "実績年度"];
        let cells = columns.map(|column| self.record.cell(column));
        let read = cells.each_ref().map(|cell| read_year(&cell.text));
        let written = cells.each_ref().map(|cell| format!("「{}」", cell.text)).join("");
        let mut said = read.iter().flatten().filter_map(|year: &WrittenYear| year.fiscal);
        let fiscal = said.next().unwrap_or(true);
        let mixed = said.any(|other| other != fiscal);
        let mut said_mixed = false;
        let mut parts = columns.into_iter().zip(cells);
        read.map(|year| {
            let (column, cell) = parts.next().unwrap_or_default();
            if !self.is_usable(column) {
                return Field { cell, reading: Reading::Unreadable };
            }
            if let Some(reason) = no_value(&cell.text) {
                return Field { cell, reading: Reading::Absent(reason) };
            }
            // A value may be open still; of which year it is one knows.
            if NoValue::of(&text::fold(&cell.text)).is_some() {
                let slip = Some(YearSlip::Undecided);
                self.report(&cell, Cause::Year { text: cell.text.clone(), slip });
                return Field { cell, reading: Reading::Unreadable };
            }
            let reading = match year {
                Ok(year) if !mixed => {
                    let said = Year { western: year.western, fiscal };
                    self.say_month(&cell, year, said);
                    Reading::Value(said)
                }
                Ok(_) => {
                    // That they are mixed is one matter, said once.
                    if !said_mixed {
                        self.report(&cell, Cause::MixedYears { text: written.clone() });
                    }
                    said_mixed = true;
                    Reading::Unreadable
                }
                Err(slip) => {
                    self.report(&cell, Cause::Year { text: cell.text.clone(), slip });
                    Reading::Unreadable
                }
            };
            Field { cell, reading }
        })
    }

    /// From January to March a month's year is not its fiscal year's. An era may have ended before the year.
    fn say_month(&mut self, cell: &Cell, written: WrittenYear, year: Year) {
        let text = cell.text.clone();
        if written.month.is_some_and(|month| month < 4) {
            self.report(cell, Cause::MonthAsYear { text, year: year.western });
        } else if written.is_counted_on {
            self.report(cell, Cause::CountedOn { text, year });
        }
    }

    fn report(&mut self, cell: &Cell, cause: Cause) {
        let department = Some(self.department.into());
        self.findings.push(RawFinding { origin: cell.origin.clone(), department, cause });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::column::Columns;
    use crate::model::cycle_names::CycleNames;

    /// A text that a column may hold, another one in each.
    fn text_for(place: usize, column: &Column) -> String {
        match &column.holds {
            Holds::MeasureNumber => "2-ア-3".into(),
            Holds::IndicatorNumber => format!("2-ア-{place}/1"),
            Holds::Ordinal | Holds::Number => place.to_string(),
            Holds::Year => format!("{}年度", 2000 + place),
            Holds::Choice(words) => words[0].to_string(),
            _ => column.id.to_string(),
        }
    }

    #[test]
    fn each_column_of_a_return_has_its_cell_in_an_indicator() {
        let columns = Columns::of_return();
        let mut record = TableRow::default();
        for (place, column) in columns.iter().enumerate() {
            record.set(column, Cell { text: text_for(place, column), ..Cell::default() });
        }
        let mut findings = Vec::new();
        let indicator = indicator(
            &record,
            "kikaku",
            ReturnSource::default(),
            RowLists { columns: &columns, names: &CycleNames::default(), grades: &[], series: None },
            &mut findings,
        );
        assert_eq!(findings, []);
        for (place, column) in columns.iter().enumerate().filter(|(_, column)| !column.is("取組名")) {
            let cell = indicator.cell(&column.id).map(|cell| cell.text.clone());
            assert_eq!(cell, Some(text_for(place, column)), "{}", column.name);
        }
    }
}
