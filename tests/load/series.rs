//! `series.csv` and last year's rows as the years of indicators.

use shiryo::model::by_year::Series;
use shiryo::model::indicator::Indicator;

use crate::findings::{findings, loaded};
use crate::root::{Root, rules_folder};

const HEAD: &str = "取組番号,指標番号,年度,種別,値,改定日,区切り,注\n";

fn root(rows: &str) -> Root {
    let root = Root::of(&rules_folder().join("base"));
    root.write("inputs/series.csv", format!("{HEAD}{rows}"));
    root
}

/// The first indicator of the base.
fn first(root: &Root) -> Indicator {
    let (loaded, _) = loaded(root);
    let rows = loaded.register.as_of(chrono::NaiveDate::MAX);
    let entry = rows.find("1-1/1").map(|entry| entry.indicator.clone());
    entry.map(|row| (*row).clone()).unwrap_or_else(|| panic!("1-1/1 is not there"))
}

fn printed(row: &Indicator, series: &Series, year: i32) -> Option<String> {
    row.of_year(series, year)?.value().map(|value| row.print(value))
}

pub(crate) fn the_list_fills_the_years_and_the_return_holds() {
    let root =
        root("1-1,1,R3,実績,40.1,,,\n1-1,1,R4,実績,54.0,,,\n1-1,1,R4,全国,47.9,,,\n1-1,1,R5,目標,65.5,,,\n");
    let row = first(&root);
    assert_eq!(printed(&row, &Series::Actual, 2021), Some("40.1".into()));
    assert_eq!(printed(&row, &Series::Actual, 2022), Some("55.0".into()), "the return's");
    assert_eq!(printed(&row, &Series::Target, 2023), Some("65.5".into()));
    assert_eq!(printed(&row, &Series::Comparator(0, "全国".into()), 2022), Some("47.9".into()));
    assert_eq!(row.target.value().map(|target| row.print(target)), Some("76.0".into()), "the return's");
}

pub(crate) fn a_revised_value_keeps_the_one_before() {
    let root = root("1-1,1,R3,実績,41.0,,,\n1-1,1,R3,実績,40.1,2023-03-31,○,遡及改定\n");
    let row = first(&root);
    let value = row.value_of(&Series::Actual, 2021).unwrap_or_else(|| panic!("no value"));
    let was = value.said.was.as_ref().and_then(|was| was.value()).map(|was| row.print(was));
    assert_eq!((printed(&row, &Series::Actual, 2021), was), (Some("40.1".into()), Some("41.0".into())));
    assert!(value.said.is_break);
}

pub(crate) fn slips_of_the_list_are_said_where_they_stand() {
    let root = root(
        "1-1,1,R3,実蹟,40.1,,,\n9-9,1,R3,実績,1,,,\n1-1,1,R2,実績,31,,,\n1-1,1,R2,実績,32,,,\n1-1,1,R1,実績,,,,\n1-1,1,H30,実績,多数,,,\n",
    );
    let said: Vec<String> =
        findings(&root).iter().map(|found| format!("{} {}", found.rule, found.origin)).collect();
    for place in [
        "unknown-choice inputs/series.csv:2:4「種別」",
        "reference-to-nothing inputs/series.csv:3:1「取組番号」",
        "duplicate-entry inputs/series.csv:5:3「年度」",
        "value-missing inputs/series.csv:6:5「値」",
        "number-format inputs/series.csv:7:5「値」",
    ] {
        assert!(said.iter().any(|one| one == place), "{place}: {said:#?}");
    }
}
