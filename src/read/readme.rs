//! Tests that the tables of columns in `inputs/README.md` say of each column what the program knows of it.

use super::{ballots, carried, corrections, last_year, lists, opinions, series_list, strategy_changes};
use crate::model::column::{Column, Columns, Holds};

const README: &str = include_str!("../../inputs/README.md");

/// A row of a table of columns.
struct Described {
    name: String,
    /// 型: what the cells hold.
    holds: String,
    /// 必須: ○ for what must be written, □ for a column that must be there, △ for what some rows need.
    mark: String,
}

/// The text below a heading of the second level.
fn section(heading: &str) -> &'static str {
    let begin = README.find(&format!("\n## {heading}（")).expect("a section for each table");
    let rest = &README[begin + 1..];
    &rest[..rest.find("\n## ").unwrap_or(rest.len())]
}

/// The rows of a section's tables of columns.
fn described(section: &str) -> Vec<Described> {
    let mut rows = Vec::new();
    let mut in_table = false;
    for line in section.lines() {
        let is_head = line.starts_with("| 列 | 型 | 必須 |");
        in_table = is_head || in_table && line.starts_with('|');
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let [_, name, holds, mark, ..] = cells.as_slice()
            && in_table
            && !is_head
            && *name != "---"
        {
            rows.push(Described { name: (*name).into(), holds: (*holds).into(), mark: (*mark).into() });
        }
    }
    rows
}

/// Whether the README's word for what cells hold is the one for what a column holds.
fn is_said(holds: &Holds, said: &str) -> bool {
    match holds {
        Holds::Words | Holds::Name => !matches!(said, "選択" | "年" | "数" | "日付" | "整数" | "指標の番号"),
        Holds::MeasureNumber => said == "文字",
        Holds::Ordinal => said == "整数",
        Holds::IndicatorNumber => said == "指標の番号",
        Holds::OpinionNumber => matches!(said, "文字" | "意見の番号"),
        Holds::Number | Holds::Amount(_) => said == "数",
        Holds::YesNo => said == "選択",
        Holds::Year => said == "年",
        Holds::Date => said == "日付",
        Holds::Choice(words) => said == "選択" || words.iter().all(|word| said.contains(&**word)),
    }
}

fn check(heading: &str, columns: &Columns) {
    let section = section(heading);
    let rows = described(section);
    let row = |column: &Column| rows.iter().find(|row| column.is(&row.name));
    for column in columns.iter() {
        // Of 備考 the README says once that every table may have it.
        let Some(row) = row(column) else {
            assert!(column.is("備考"), "{heading}: {} is not described", column.name);
            continue;
        };
        let (name, said) = (&row.name, &row.holds);
        assert!(is_said(&column.holds, said), "{heading}: {name} holds {:?}, not {said}", column.holds);
        if let Holds::Choice(words) = &column.holds {
            let unsaid = words.iter().find(|word| !section.contains(&***word));
            assert_eq!(unsaid, None, "{heading}: {name}");
        }
        match row.mark.as_str() {
            "" => assert!(!column.is_required, "{heading}: {name} must be there"),
            "□" => assert!(column.is_required, "{heading}: {name} may be left out"),
            "○" | "△" => {}
            mark => assert_eq!(mark, "○, △, □ or nothing", "{heading}: {name}"),
        }
    }
    for row in &rows {
        assert!(columns.iter().any(|column| column.is(&row.name)), "{heading}: {} is not read", row.name);
    }
}

#[test]
fn the_readme_describes_the_columns_that_are_read() {
    check("departments.csv", &lists::department_columns());
    check("measures.csv", &lists::measure_columns());
    check("members.csv", &lists::member_columns());
    check("replies/", &Columns::of_replies());
    check("ballots.csv", &ballots::columns());
    check("organizations.csv", &lists::organization_columns());
    check("received.csv", &lists::received_columns());
    check("submissions/", &Columns::of_return());
    check("corrections.csv", &corrections::columns());
    check("series.csv", &series_list::columns());
    check("changes.csv", &strategy_changes::columns());
    check("previous/", &last_year::columns());
    check("opinions/", &Columns::of_opinions());
    check("opinions/responses.csv", &opinions::answer_columns());
    check("reports/", &Columns::of_report_form("県"));
    check("carried.csv", &carried::columns());
}
