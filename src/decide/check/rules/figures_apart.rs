//! `figures-apart`

use chrono::NaiveDate;
use toml::Spanned;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::decide::decisions::{cutoff_of, decided_until, put_before};
use crate::ground::finding::Severity;
use crate::ground::wareki;
use crate::model::declared_paper::Paper;
use crate::model::stage::Stage;

/// What one stage hands to one reader shows the same figures: no return came between the cutoffs of two of its papers or
/// annexes.
pub const RULE: Rule = Rule {
    id: "figures-apart",
    severity: Severity::Note,
    asks: None,
    topic: Topic::Calendar,
    what: "一つの段階の、値の載る二つのもの（資料、別紙）の締切が違い、その間に届いた調査票（又は訂正）がある。同じ指標が、二つで違う値になることがある",
    why: "同じ人に渡す資料と別紙で、値が食い違って見えるため。",
    mend: "締切（`cutoff`、資料の `date`）をそろえる。分けて載せるなら、いつ現在の値かを題や文面に書く",
    bad: "資料２は cutoff = 2023-02-13、資料３は date = 2023-02-24、調査票が 2023-02-20 に届いている",
    good: "資料３も cutoff = 2023-02-13 とする",
    check: Some(check),
};

/// Something that shows figures: what to call it, the last day whose returns it uses, and where it is declared.
type Shown<'a> = (String, NaiveDate, &'a Spanned<String>);

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    for stage in &facts.cycle.settings.stages {
        let shown = shown(check, stage);
        let Some((first, until, _)) = shown.first() else { continue };
        for (name, day, place) in &shown[1..] {
            let (before, after) = (until.min(day), until.max(day));
            let mut returns = facts.submissions.files.iter().filter(|file| !file.rows.is_empty());
            let is_between = |day: NaiveDate| before < &day && &day <= after;
            let Some(between) = returns.find(|file| file.received.is_some_and(is_between)) else { continue };
            let [until, day] = [until, day].map(|day| wareki::date(*day));
            check.report(
                &facts.cycle.source.of(*place),
                format!("「{first}」は{until}までに、「{name}」は{day}までに届いた調査票で作ります。その間に {} が届いているので、同じ指標が違う値で載ることがあります。", between.file),
                "締切（cutoff）をそろえてください。分けて載せるなら、いつ現在の値かを、題や文面に書いてください。",
            );
            break;
        }
    }
}

/// What of a stage shows figures out of returns.
fn shown<'a>(check: &Check<'a>, stage: &'a Stage) -> Vec<Shown<'a>> {
    let cycle = check.facts.cycle;
    let decided = decided_until(cycle, stage);
    let until = |cutoff: NaiveDate| decided.map_or(cutoff, |decided| decided.min(cutoff));
    let of_figures = |folder: &str, name: &Spanned<String>| {
        check.facts.of_figures.contains(&format!("{folder}/{}", name.get_ref()))
    };
    let of_paper = |paper: &Paper| match put_before(cycle, paper) {
        Some((meeting, _)) => cutoff_of(meeting, paper),
        None if paper.is_later() => until(paper.cutoff.or(paper.date).unwrap_or(stage.date)),
        None => until(stage.cutoff()),
    };
    let called = |number: Option<&Spanned<String>>, title: Option<&String>, name: &Spanned<String>| {
        number.map(|number| number.get_ref()).or(title).unwrap_or(name.get_ref()).clone()
    };
    let papers =
        stage.papers.iter().filter(|paper| paper.of.is_none() && of_figures("documents", &paper.document));
    let papers = papers.map(|paper| {
        (
            called(paper.number.as_ref(), paper.title.as_ref(), &paper.document),
            of_paper(paper),
            &paper.document,
        )
    });
    let annexes = stage.annexes.iter().filter(|annex| of_figures("annexes", &annex.annex));
    let annexes = annexes.map(|annex| {
        let name = called(annex.number.as_ref(), annex.title.as_ref(), &annex.annex);
        (name, until(stage.cutoff()), &annex.annex)
    });
    papers.chain(annexes).collect()
}
