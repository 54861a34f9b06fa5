//! The years of indicators as a sheet of a workbook shows them: a row for each series, a column for each year.

use std::collections::BTreeMap;

use serde::Serialize;

use super::declared_figures::YearFigure;
use super::field_row::{CellValue, FieldRow};
use super::indicator_row::IndicatorRow;
use crate::render::figure::{Figure, ShowsFigures};

/// The years of indicators.
#[derive(Debug, Serialize)]
pub struct YearTable {
    /// The years of which a row tells something, in their order.
    pub years: Vec<YearColumn>,
    /// A row for each series of each indicator: 実績, 目標, 目安, then what it is compared with.
    pub rows: Vec<YearRow>,
}

/// A year of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct YearColumn {
    /// The fiscal year.
    pub year: i32,
    /// The same as it prints: 「令和元年度」.
    pub label: String,
}

impl YearColumn {
    /// The name by which annexes ask for its values: `year.2019`.
    pub fn field(&self) -> String {
        field(self.year)
    }
}

/// A series of an indicator.
#[derive(Debug, Serialize)]
pub struct YearRow {
    /// The indicator's key: 「2-ア-3/1」.
    pub key: String,
    /// The measure's number.
    pub number: String,
    /// The measure's title.
    pub measure: Figure,
    /// The id of the measure's category.
    pub category: String,
    /// The title of that category.
    pub category_title: String,
    /// The division that owns the measure.
    pub owner: Figure,
    /// The indicator's name.
    pub indicator: Figure,
    /// What it is counted in.
    pub unit: Figure,
    /// The value from which progress is measured.
    pub baseline: Figure,
    /// Its year.
    pub baseline_year: Figure,
    /// What the row tells: 「実績」, 「目標」, 「全国」.
    pub series: String,
    /// What is said of its values: breaks, revisions, notes.
    pub remarks: String,
    /// The values.
    pub values: Vec<YearValueCell>,
}

/// A value of a row.
#[derive(Debug, Serialize)]
pub struct YearValueCell {
    /// The fiscal year.
    pub year: i32,
    /// The value.
    pub value: Figure,
    /// The name by which annexes ask for it.
    #[serde(skip)]
    field: String,
}

impl FieldRow for YearRow {
    fn fields(&self) -> Vec<(&str, CellValue<'_>)> {
        let mut fields = vec![
            ("key", (&self.key).into()),
            ("number", (&self.number).into()),
            ("measure", (&self.measure).into()),
            ("category", (&self.category).into()),
            ("category_title", (&self.category_title).into()),
            ("owner", (&self.owner).into()),
            ("indicator", (&self.indicator).into()),
            ("unit", (&self.unit).into()),
            ("baseline", (&self.baseline).into()),
            ("baseline_year", (&self.baseline_year).into()),
            ("series", (&self.series).into()),
            ("remarks", (&self.remarks).into()),
            ("values", CellValue::Blank),
        ];
        fields.extend(self.values.iter().map(|cell| (cell.field.as_str(), (&cell.value).into())));
        fields
    }
}

impl ShowsFigures for YearTable {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        self.rows.show_figures(see);
    }
}

fn field(year: i32) -> String {
    format!("year.{year}")
}

/// The table of some indicators.
pub fn table(indicators: Vec<IndicatorRow>) -> YearTable {
    let rows: Vec<YearRow> = indicators.iter().flat_map(rows_of).collect();
    let labels: BTreeMap<i32, &str> =
        indicators.iter().flat_map(|row| &row.years).map(|year| (year.year, year.label.as_str())).collect();
    let is_told = |year: &i32| rows.iter().any(|row| row.values.iter().any(|cell| cell.year == *year));
    let years = labels.iter().filter(|(year, _)| is_told(year));
    let years = years.map(|(year, label)| YearColumn { year: *year, label: (*label).to_owned() }).collect();
    YearTable { years, rows }
}

/// The rows of an indicator; 実績 stands there also where no year has any.
fn rows_of(indicator: &IndicatorRow) -> Vec<YearRow> {
    let own = [("actual", "実績"), ("target", "目標"), ("expected", "目安")];
    let mut series: Vec<(&str, &str)> = Vec::new();
    for (word, name) in own {
        if word == "actual" || indicator.years.iter().any(|year| year.series == word && is_told(year)) {
            series.push((word, name));
        }
    }
    for year in indicator.years.iter().filter(|year| year.series == "comparator" && is_told(year)) {
        if !series.contains(&("comparator", &year.name)) {
            series.push(("comparator", &year.name));
        }
    }
    series.into_iter().map(|series| row(indicator, series)).collect()
}

/// Whether a year has a value, or one that is asked for.
fn is_told(year: &YearFigure) -> bool {
    !year.value.mark || year.value.unresolved
}

fn row(indicator: &IndicatorRow, (word, name): (&str, &str)) -> YearRow {
    let is_its = |year: &&YearFigure| {
        year.series == word && is_told(year) && (word != "comparator" || year.name == name)
    };
    let own: Vec<&YearFigure> = indicator.years.iter().filter(is_its).collect();
    let cell = |year: &&YearFigure| YearValueCell {
        year: year.year,
        value: year.value.clone(),
        field: field(year.year),
    };
    YearRow {
        key: indicator.key.clone(),
        number: indicator.number.clone(),
        measure: indicator.measure.clone(),
        category: indicator.category.clone(),
        category_title: indicator.category_title.clone(),
        owner: indicator.owner.clone(),
        indicator: indicator.indicator.clone(),
        unit: indicator.unit.clone(),
        baseline: indicator.baseline.clone(),
        baseline_year: indicator.baseline_year.clone(),
        series: name.into(),
        remarks: own.iter().filter_map(|year| remark(year)).collect::<Vec<_>>().join("\n"),
        values: own.iter().map(cell).collect(),
    }
}

/// What is said of a value: 「令和４年度：それより前の年度とは比べられない。」
fn remark(year: &YearFigure) -> Option<String> {
    let mut said = String::new();
    if year.breaks {
        said.push_str("それより前の年度とは比べられない。");
    }
    if let Some(day) = &year.revised {
        said.push_str(&format!("{day}改定。"));
    }
    said.push_str(&year.note);
    (!said.is_empty()).then(|| format!("{}：{said}", year.label))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(series: &'static str, name: &str, year: i32, text: &str) -> YearFigure {
        YearFigure {
            series,
            name: name.into(),
            year,
            label: format!("{year}年度"),
            value: Figure { text: text.into(), mark: text.is_empty(), ..Figure::default() },
            breaks: year == 2022,
            revised: None,
            was: None,
            note: String::new(),
            field: String::new(),
        }
    }

    #[test]
    fn each_series_has_a_row_and_each_year_with_a_value_a_column() {
        let years = vec![
            year("baseline", "基準", 2019, "40"),
            year("actual", "実績", 2021, "43"),
            year("actual", "実績", 2022, "44"),
            year("actual", "実績", 2023, ""),
            year("target", "目標", 2027, "51"),
            year("comparator", "全国", 2021, "46"),
        ];
        let table = table(vec![IndicatorRow { years, ..IndicatorRow::default() }]);
        let columns: Vec<i32> = table.years.iter().map(|column| column.year).collect();
        assert_eq!(columns, [2021, 2022, 2027]);
        let series: Vec<&str> = table.rows.iter().map(|row| row.series.as_str()).collect();
        assert_eq!(series, ["実績", "目標", "全国"]);
        let text = |row: usize, year: i32| {
            table.rows[row].cell(&field(year)).and_then(|cell| cell.words()).map(str::to_owned)
        };
        assert_eq!(
            [text(0, 2021), text(0, 2022), text(0, 2027)],
            [Some("43".into()), Some("44".into()), None]
        );
        assert_eq!([text(1, 2027), text(2, 2021)], [Some("51".into()), Some("46".into())]);
        assert_eq!(table.rows[0].remarks, "2022年度：それより前の年度とは比べられない。");
    }
}
