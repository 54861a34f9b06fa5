//! What a figure is called in words, for those who know no ids.

use super::crosstab;
use super::field_names::field_of;
use super::indicator_row::FIGURES;
use crate::ground::text::running_digits;
use crate::ground::wareki::{self, Year};
use crate::model::choice::Choice;
use crate::model::column::Columns;
use crate::model::cycle::Cycle;
use crate::model::indicator::Basis;

/// An id without the day that it holds for, and that day: `total/all/known` and `2020-03-31`. The day is empty for what
/// holds at the stage's cutoff.
pub fn undated(id: &str) -> (&str, &str) {
    id.rsplit_once('@').unwrap_or((id, ""))
}

/// 「集計　計（令和２年３月31日現在）」: a place with the day that its figures hold for.
pub fn as_of(place: String, day: &str) -> String {
    match day.parse().map(wareki::date) {
        Ok(day) => format!("{place}（{day}現在）"),
        Err(_) => place,
    }
}

/// Where a figure stands that is no indicator's: what is counted by category or by department in the printed order, with
/// the sum of all at the end, and each row from left to right.
pub fn printed_order(cycle: &Cycle, id: &str) -> impl Ord + use<> {
    /// The counts of a row in the order of their columns.
    const COUNTS: [&str; 8] =
        ["measures", "indicators", "basis", "class", "class-share", "without-target", "known", "good-share"];
    let (undated, _) = undated(id);
    let parts: Vec<&str> = undated.split('/').collect();
    let settings = &cycle.settings;
    let of_department = |code: &str| cycle.departments.iter().position(|d| d.code.text == code);
    let of_category = |id: &str| settings.categories.iter().position(|c| c.id.get_ref() == id);
    let (row, what) = match parts.as_slice() {
        ["total", "department", code, what @ ..] => (of_department(code).map(|at| (1, at)), what),
        ["total", category, what @ ..] => (of_category(category).map(|at| (0, at)), what),
        ["submissions", code, what @ ..] => (of_department(code).map(|at| (0, at)), what),
        _ => (None, &[][..]),
    };
    let kind = parts.first().map(|kind| (*kind).to_owned());
    let count = what.first().and_then(|what| COUNTS.iter().position(|count| count == what));
    // What is no class, as what is unknown, stands behind the classes.
    let column = match what {
        ["class" | "class-share", label] => {
            settings.evaluation.classes.iter().position(|class| class.label == *label)
        }
        ["basis", label] => Basis::ALL.iter().position(|(_, basis)| basis == label),
        _ => None,
    };
    (kind, row.is_none(), row, count, column.is_none(), column, id.to_owned())
}

/// What people call a figure, in one text: 「集計　個別施策　指標の数」.
pub fn called(cycle: &Cycle, id: &str) -> String {
    let (place, what) = describe(cycle, id);
    format!("{place}　{what}").trim_end().to_owned()
}

/// What a figure belongs to, and which of its figures it is: 「集計　個別施策」 and 「指標の数」.
pub fn describe(cycle: &Cycle, id: &str) -> (String, String) {
    let (id, day) = undated(id);
    let parts: Vec<&str> = id.split('/').collect();
    let (place, what) = match parts.as_slice() {
        ["recipient", code, ..] => {
            let (place, what) = describe(cycle, &parts[2..].join("/"));
            (format!("{}　{place}", division(cycle, code)), what)
        }
        ["node", "measure", number, what] => (measure(cycle, number), of_node(what)),
        ["node", category, what] => {
            let title = cycle.category(category).map_or(*category, |c| c.title.as_str());
            (title.into(), of_node(what))
        }
        ["measure", number, column] => (measure(cycle, number), of_measure(column)),
        ["indicator", number, column] => (measure(cycle, number), of_indicator(cycle, column)),
        ["indicator", number, of_them, column] => (
            measure(cycle, number),
            format!("指標{}　{}", running_digits(of_them), of_indicator(cycle, column)),
        ),
        ["change", number, of_them, item] => {
            let (item, side) = item.rsplit_once('.').unwrap_or((item, ""));
            let side = if side == "old" { "改正前" } else { "改正後" };
            let what = of_indicator(cycle, item);
            (measure(cycle, number), format!("指標{}　{what}（{side}）", running_digits(of_them)))
        }
        ["total", "department", code, what @ ..] => {
            (format!("集計　{}", division(cycle, code)), total(cycle, what))
        }
        ["total", category, what @ ..] => {
            let title = cycle.category(category).map_or("計", |c| c.title.as_str());
            (format!("集計　{title}"), total(cycle, what))
        }
        ["body", body, what @ ..] => {
            let name = cycle.body(body).map_or(*body, |b| b.name.as_str());
            (name.into(), of_body(what))
        }
        ["table", id, of @ .., column] => {
            let table = cycle.settings.tables.iter().find(|table| table.id.get_ref() == *id);
            let title = table.map_or(*id, |table| &table.title);
            let columns = cycle.tables.iter().find(|table| table.id == **id).map(|table| &table.columns);
            let names = columns.map(indicator_figures).unwrap_or_default();
            let name =
                names.into_iter().find(|(id, _)| id == column).map_or((*column).into(), |(_, name)| name);
            (format!("{title}　{}", of.join("　")), name)
        }
        ["comments", id, what @ ..] => {
            let table = cycle.settings.tables.iter().find(|table| table.id.get_ref() == *id);
            let title = table.map_or(*id, |table| table.title.as_str());
            (title.into(), of_comments(what))
        }
        ["submissions", what] => ("提出状況　計".into(), submission(what)),
        ["submissions", code, what] => (format!("提出状況　{}", division(cycle, code)), submission(what)),
        ["evaluation", "all", stage, what @ ..] => (format!("評価結果　{stage}"), evaluation(what)),
        ["evaluation", kind, key, stage, what @ ..] => {
            let title = cycle.category(key).map_or(*key, |category| category.title.as_str());
            let node = if *kind == "measure" { measure(cycle, key) } else { title.into() };
            (format!("{node}　{stage}"), evaluation(what))
        }
        ["tally", _, what @ ..] => ("書面開催の結果".into(), tally(what)),
        ["followup", kind, state] => {
            let state = if *state == "total" { "計" } else { state };
            (format!("助言・意見への対応状況　{kind}"), format!("{state}の数"))
        }
        ["unanswered", word] => ("意見照会".into(), format!("回答のない{word}の数")),
        ["no-opinion", word] => ("意見照会".into(), format!("意見がないと回答した{word}の数")),
        other => (other.join("　"), String::new()),
    };
    (as_of(place, day), what)
}

/// A measure by its number and title: 「2-ア-15　河川・道路の映像の公開」.
fn measure(cycle: &Cycle, number: &str) -> String {
    let title = cycle.measure(number).map_or("", |measure| measure.title.text.as_str());
    format!("{number}　{title}")
}

fn of_measure(column: &str) -> String {
    let name = match column {
        "title" => "取組名",
        "owner" => "担当課",
        other => other,
    };
    name.into()
}

/// The figures of a node of the plan's tree.
fn of_node(what: &str) -> String {
    let name = match what {
        "class" => "評価",
        "value" => "評価の元になる値",
        "indicators" => "評価に用いた指標の数",
        "left-out" => "評価から除いた指標の数",
        other => other,
    };
    name.into()
}

/// What people call the figures of an indicator, by what ends their ids: the standard form's and the cycle's own.
pub fn indicator_figures(columns: &Columns) -> Vec<(String, String)> {
    let standard = FIGURES.iter().map(|(column, name)| ((*column).to_owned(), (*name).to_owned()));
    let declared = columns.iter().filter_map(|column| Some((field_of(column)?, column.name.to_string())));
    standard.chain(declared).collect()
}

fn of_indicator(cycle: &Cycle, column: &str) -> String {
    let names = indicator_figures(&cycle.return_columns);
    let known = names.into_iter().find(|(id, _)| *id == column).map(|(_, name)| name);
    known.or_else(|| of_a_year(column)).unwrap_or_else(|| column.into())
}

/// 「実績値（令和４年度）」 of `actual.2022`, 「全国（令和４年度、改定前）」 of `全国.2022.was`.
fn of_a_year(column: &str) -> Option<String> {
    let (column, was) = column.strip_suffix(".was").map_or((column, ""), |rest| (rest, "、改定前"));
    let (series, year) = column.rsplit_once('.')?;
    let year = Year { western: year.parse().ok()?, fiscal: true };
    let name = FIGURES.iter().find(|(id, _)| *id == series).map_or(series, |(_, name)| name);
    Some(format!("{name}（{}{was}）", year.print()))
}

fn division(cycle: &Cycle, code: &str) -> String {
    cycle.department(code).map_or(code.into(), |department| department.division.text.clone())
}

fn total(cycle: &Cycle, what: &[&str]) -> String {
    let good = || crosstab::good_classes(cycle);
    match what {
        ["measures"] => "取組の数".into(),
        ["indicators"] => "指標の数".into(),
        ["known"] => "判明した指標の数".into(),
        ["good"] => format!("評価が{}の指標の数", good()),
        ["rose"] => "評価が前年度より上がった指標の数".into(),
        ["fell"] => "評価が前年度より下がった指標の数".into(),
        ["same"] => "評価が前年度と変わらない指標の数".into(),
        ["good-share"] => format!("評価が{}の指標の割合", good()),
        ["last-rest"] => "一番下の評価の指標のうち、概要に挙げていないものの数".into(),
        ["without-target"] => "目標なしの指標の数".into(),
        ["class", class] => format!("評価「{class}」の指標の数"),
        ["class-share", class] => format!("評価「{class}」の指標の割合"),
        ["basis", basis] => format!("根拠が{basis}の指標の数"),
        other => other.join("　"),
    }
}

fn of_body(what: &[&str]) -> String {
    match what {
        ["members" | "declared"] => "構成員の数".into(),
        ["members", group @ ..] => format!("{}の数", group.join("/")),
        ["years"] => "任期の年数".into(),
        other => other.join("　"),
    }
}

fn of_comments(what: &[&str]) -> String {
    match what {
        ["total"] => "件数".into(),
        ["submitters"] => "提出者の数".into(),
        [_, choice] => format!("「{choice}」の数"),
        other => other.join("　"),
    }
}

fn submission(what: &str) -> String {
    let name = match what {
        "departments" => "部署の数",
        "returned" => "提出した部署の数",
        "unreturned" => "未提出の部署の数",
        "questions" => "確認中の事項の数",
        "other-questions" => "数値に関わらない確認中の事項の数",
        "errors" => "エラーの数",
        "warnings" => "注意の数",
        "measures" => "取組の数",
        "indicators" => "指標の数",
        other => other,
    };
    name.into()
}

/// What is counted of a stage of evaluation.
fn evaluation(what: &[&str]) -> String {
    match what {
        [] => "評価".into(),
        ["mean"] => "評価の平均".into(),
        ["evaluated"] => "評価したものの数".into(),
        ["without"] => "評価のないものの数".into(),
        ["mark", mark @ ..] => format!("「{}」の数", mark.join("/")),
        other => other.join("　"),
    }
}

fn tally(what: &[&str]) -> String {
    match what {
        ["members"] => "委員の数".into(),
        ["returned"] => "回答の数".into(),
        ["unreturned"] => "未回答の数".into(),
        ["needed"] => "会議が成り立つ回答の数".into(),
        [motion, "for"] => format!("議案{motion}に賛成の数"),
        [motion, "against"] => format!("議案{motion}に反対の数"),
        [motion, "invalid"] => format!("議案{motion}の無効の数"),
        [motion, "unsettled"] => format!("議案{motion}の確認中の数"),
        other => other.join("　"),
    }
}
