//! 正誤表: the figures that are not what was issued, each with the papers and pages on which it stood.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::ground::text::{half_width_digits, running_digits};
use crate::ground::wareki;
use crate::library::trouble::Trouble;
use crate::render::scope::{Scope, StageScope};
use crate::render::values::Values;
use crate::render::view::indicator_row::name_of_figure;

/// 正誤表: the figures that are not what was issued.
#[derive(Debug, Serialize)]
pub struct Errata {
    /// The day on which the wrong figures were handed out: 「令和２年２月７日」.
    pub issued: String,
    /// What was wrong, one sentence, as the stage's correction says.
    pub reason: String,
    /// The figures that differ, sorted by their ids.
    pub rows: Vec<ErrataRow>,
}

/// A figure that was issued wrong.
#[derive(Debug, Serialize)]
pub struct ErrataRow {
    /// What the figure belongs to: 「2-ア-15　河川・道路の映像の公開」.
    pub place: String,
    /// Which of its figures it is: 「映像を公開する監視カメラの台数　実績値」.
    pub what: String,
    /// Where it was printed, a line for each paper or annex: 「資料４　３ページ」.
    pub papers: Vec<String>,
    /// The text as it was issued.
    pub old: String,
    /// The text as it is now; 「（削る）」 where it is gone.
    pub new: String,
}

/// Makes the view; `new` are the figures of the stage's papers as they are now, by id.
pub fn view(scope: &StageScope<'_>, new: &BTreeMap<String, String>) -> Result<Errata, Trouble> {
    let stage = scope.stage;
    let reason = stage.correction.as_ref().map_or(String::new(), |c| c.reason.clone());
    let issued = scope.issued.ok_or_else(|| Trouble {
        origin: scope.cycle.source.of(&stage.id),
        message: "正誤表には、配った資料が要ります。訂正の前のものを先に作ってください。".into(),
    })?;
    // A figure of a letter's recipient is that letter's business; this paper goes to all.
    let old = &issued.values;
    let of_all = old.figures().filter(|(id, _)| !id.starts_with("recipient/"));
    let rows = of_all
        .filter_map(|(id, text)| {
            let now = new.get(id).map_or("（削る）", String::as_str);
            (now != text).then(|| row(scope, old, id, text, now))
        })
        .collect();
    Ok(Errata { issued: wareki::date(issued.day), reason, rows })
}

fn row(scope: &Scope<'_>, values: &Values, id: &str, old: &str, new: &str) -> ErrataRow {
    let (place, what) = describe(scope, id);
    let stage = scope.stage;
    let papers = values.papers(id).filter_map(|(path, places)| {
        if let Some(paper) = stage.papers.iter().find(|p| is_file_of(path, scope, p.id())) {
            let pages = running_digits(&places.join("、"));
            return Some(format!("{}　{pages}ページ", scope.papers.get(paper.id())?));
        }
        let annex = stage.annexes.iter().filter_map(|a| a.number.as_ref()).find(|number| {
            let stem = path.rsplit('/').next().unwrap_or(path);
            stem.starts_with(&format!("{}_", half_width_digits(number.get_ref())))
        });
        Some(format!("{}　{}", annex?.get_ref(), places.join("、")))
    });
    ErrataRow { place, what, papers: papers.collect(), old: old.into(), new: new.into() }
}

/// Whether a file is that of a paper: its name begins with the paper's number or is its title.
fn is_file_of(path: &str, scope: &Scope<'_>, id: &str) -> bool {
    let Some(called) = scope.papers.get(id) else { return false };
    let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".pdf");
    let called = half_width_digits(called);
    path.ends_with(".pdf") && (stem == called || stem.starts_with(&format!("{called}_")))
}

/// What a figure is, in words: what it belongs to, and which of its figures it is.
fn describe(scope: &Scope<'_>, id: &str) -> (String, String) {
    let (id, day) = id.rsplit_once('@').unwrap_or((id, ""));
    let parts: Vec<&str> = id.split('/').collect();
    let (place, what) = match parts.as_slice() {
        ["indicator", measure, number, column] => indicator(scope, measure, number, column),
        ["total", "department", code, what @ ..] => (format!("集計　{}", division(scope, code)), total(what)),
        ["total", category, what @ ..] => {
            let title = scope.cycle.category(category).map_or("計", |c| c.title.as_str());
            (format!("集計　{title}"), total(what))
        }
        ["body", body, what @ ..] => {
            let name = scope.cycle.body(body).map_or(*body, |b| b.name.as_str());
            (name.into(), of_body(what))
        }
        ["submissions", what] => ("提出状況　計".into(), submission(what)),
        ["submissions", code, what] => (format!("提出状況　{}", division(scope, code)), submission(what)),
        ["tally", _, what @ ..] => ("書面開催の結果".into(), tally(what)),
        ["unanswered", word] => ("意見照会".into(), format!("回答のない{word}の数")),
        other => (other.join("　"), String::new()),
    };
    match day.parse().map(wareki::date) {
        Ok(day) => (format!("{place}（{day}現在）"), what),
        Err(_) => (place, what),
    }
}

fn indicator(scope: &Scope<'_>, measure: &str, number: &str, column: &str) -> (String, String) {
    let title = scope.cycle.measure(measure).map_or("", |m| m.title.text.as_str());
    let key = format!("{measure}/{number}");
    let row = scope.rows.iter().find(|r| r.entry.indicator.key.is(&key));
    let indicator = row.map_or("", |r| r.entry.indicator.name.text.as_str());
    let column = name_of_figure(column).unwrap_or(column);
    (format!("{measure}　{title}"), format!("{indicator}　{column}"))
}

fn division(scope: &Scope<'_>, code: &str) -> String {
    scope.cycle.department(code).map_or(code.into(), |department| department.division.text.clone())
}

fn total(what: &[&str]) -> String {
    match what {
        ["measures"] => "取組の数".into(),
        ["indicators"] => "指標の数".into(),
        ["known"] => "判明した指標の数".into(),
        ["without-target"] => "目標なしの指標の数".into(),
        ["class", class] => format!("区分{class}の指標の数"),
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

fn submission(what: &str) -> String {
    let name = match what {
        "departments" => "部署の数",
        "returned" => "提出した部署の数",
        "unreturned" => "未提出の部署の数",
        "questions" => "疑義の数",
        "measures" => "取組の数",
        "indicators" => "指標の数",
        "errors" => "エラーの数",
        "warnings" => "注意の数",
        other => other,
    };
    name.into()
}

fn tally(what: &[&str]) -> String {
    match what {
        ["members"] => "委員の数".into(),
        ["returned"] => "回答の数".into(),
        ["unreturned"] => "未回答の数".into(),
        [motion, "for"] => format!("議案{motion}に賛成の数"),
        [motion, "against"] => format!("議案{motion}に反対の数"),
        [motion, "invalid"] => format!("議案{motion}の無効の数"),
        other => other.join("　"),
    }
}
