//! `duplicate-document-number`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use toml::Spanned;

use crate::ground::text;
use crate::model::stage::Stage;

/// No number, id or title is given twice: within a stage to two papers, or within the cycle to two stages.
pub const RULE: Rule = Rule {
    id: "duplicate-document-number",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Codes,
    what: "一つの段階で、資料番号、文書番号、資料や通知文の `id`、通知文や別紙の題が重なる。資料や別紙の番号が、通知文の別紙（`documents` の順に付く）の番号と重なる。一つの年度の二つの段階で、文書番号が重なる。段階、会議体、手順の `id` が重なる",
    why: "「資料２のとおり」が二つの資料を指さないため。",
    mend: "別のものにする",
    bad: "資料１ が二つ",
    good: "資料１、資料２",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    for stage in &cycle.settings.stages {
        let papers = stage.papers.iter().filter_map(|p| p.number.as_ref());
        let annexes = stage.annexes.iter().filter_map(|a| a.number.as_ref());
        let ids = stage.papers.iter().map(|p| p.id.as_ref().unwrap_or(&p.document));
        report(check, papers.chain(annexes), "資料番号");
        report(check, ids, "資料の id");
        report(check, stage.letters.iter().map(|l| &l.id), "通知文の id");
        report(check, stage.letters.iter().filter_map(|l| l.number.as_ref()), "文書番号");
        report_enclosures(check, stage);
        report_titles(check, stage);
    }
    report_numbers_of_two_stages(check);
    report(check, cycle.settings.steps.iter().map(|s| &s.id), "手順の id");
    report(check, cycle.settings.stages.iter().map(|s| &s.id), "段階の id");
    report(check, cycle.settings.categories.iter().map(|c| &c.id), "区分の id");
    report(check, cycle.settings.bodies.iter().map(|b| &b.id), "会議体の id");
}

fn report<'a>(check: &mut Check<'_>, values: impl Iterator<Item = &'a Spanned<String>>, what: &str) {
    let source = &check.facts.cycle.source;
    let mut seen: BTreeMap<String, &Spanned<String>> = BTreeMap::new();
    for value in values {
        match seen.get(&text::fold(value.get_ref())) {
            None => {
                seen.insert(text::fold(value.get_ref()), value);
            }
            Some(first) => check.report(
                &source.of(value),
                format!(
                    "{what}「{}」が二度使われています（初めは {}）。",
                    value.get_ref(),
                    source.of(*first)
                ),
                "どちらかを別のものにしてください。",
            ),
        }
    }
}

/// What a letter encloses has its number from its place. A paper or an annex of the stage comes with the same mail.
fn report_enclosures(check: &mut Check<'_>, stage: &Stage) {
    let papers = stage.papers.iter().filter_map(|p| p.number.as_ref());
    for number in papers.chain(stage.annexes.iter().filter_map(|a| a.number.as_ref())) {
        let is_same = |called: &str| text::fold(called) == text::fold(number.get_ref());
        let mut letters = stage.letters.iter();
        let Some(letter) = letters.find(|letter| letter.enclosures().iter().any(|(_, n)| is_same(n))) else {
            continue;
        };
        check.report(
            &check.facts.cycle.source.of(number),
            format!(
                "「{}」は、通知文「{}」の別紙の番号と重なります（通知文の別紙の番号は、documents の順に付きます）。",
                number.get_ref(),
                letter.title
            ),
            "別の番号にするか、number を消してください。",
        );
    }
}

/// The numbers of letters (文書番号) run through a fiscal year, whatever the stage.
fn report_numbers_of_two_stages(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    let mut seen: BTreeMap<(i32, String), (usize, &Spanned<String>)> = BTreeMap::new();
    for (place, stage) in cycle.settings.stages.iter().enumerate() {
        let year = stage.date.year() - i32::from(stage.date.month() < 4);
        for number in stage.letters.iter().filter_map(|letter| letter.number.as_ref()) {
            let (of, first) = *seen.entry((year, text::fold(number.get_ref()))).or_insert((place, number));
            if of != place {
                check.report(
                    &cycle.source.of(number),
                    format!(
                        "文書番号「{}」が、段階「{}」の通知文にもあります（{}）。",
                        number.get_ref(),
                        cycle.settings.stages[of].title,
                        cycle.source.of(first)
                    ),
                    "どちらかの文書番号を直してください。",
                );
            }
        }
    }
}

/// Letters and annexes are files named by their titles.
fn report_titles(check: &mut Check<'_>, stage: &Stage) {
    let letters: Vec<&str> = stage.letters.iter().map(|l| l.title.as_str()).collect();
    let annexes: Vec<&str> = stage.annexes.iter().filter_map(|a| a.title.as_deref()).collect();
    for (titles, what) in [(letters, "通知文"), (annexes, "別紙")] {
        let mut seen = BTreeSet::new();
        if let Some(title) = titles.into_iter().find(|title| !seen.insert(text::fold(title))) {
            let origin = check.facts.cycle.source.of(&stage.id);
            check.report(
                &origin,
                format!("{what}の名「{title}」が二度使われ、ファイルの名が重なります。"),
                "どちらかを別の名にしてください。",
            );
        }
    }
}
