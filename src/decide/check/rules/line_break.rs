//! `line-break`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::text;
use crate::model::cycle::Settings;

/// What `cycle.toml` says for a letter's head or a message's header stands on one line.
pub const RULE: Rule = Rule {
    id: "line-break",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Mail,
    what: "`cycle.toml` の、一行で印刷する語（`[secretariat]` の各項目、敬称、計画・会議体・段階の名、段階の差出人、文書番号）に改行、タブ、制御文字がある。直るまで、どの段階の電子メールも書かない",
    why: "件名や差出人が途中で切れたり、別の見出しと読まれたりするため。",
    mend: "一行に書く",
    bad: "title = \"庁内\\n照会\"",
    good: "title = \"庁内照会\"",
    check: Some(check),
};

/// What no line holds.
const BREAKS: [char; 3] = ['\n', '\r', '\t'];

fn check(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    let mut broken = broken(&cycle.settings);
    broken.sort_unstable();
    broken.dedup();
    let of_cycle = |origin: Option<&str>| origin == Some(&*cycle.source.file);
    for cell in cycle.texts.iter().filter(|cell| of_cycle(cell.origin.file())) {
        // Of other control characters another rule tells.
        if cell.text.contains(BREAKS) && broken.contains(&cell.text.as_str()) {
            let words: Vec<&str> = cell.text.split(BREAKS).map(text::trim).collect();
            check.report(
                &cell.origin,
                format!(
                    "「{}」に改行かタブがあります。直るまで、電子メールを書きません。",
                    text::excerpt(&words.join("⏎"))
                ),
                format!("「{}」のように、一行に書いてください。", text::excerpt(&words.concat())),
            );
        }
    }
}

/// The texts that should stand on one line and don't.
pub fn broken(settings: &Settings) -> Vec<&str> {
    let office = &settings.secretariat;
    let of_office = [
        &office.division,
        &office.section,
        &office.person,
        &office.sender,
        &office.seal,
        &office.phone,
        &office.extension,
        &office.mail,
        &office.government,
        &office.postcode,
        &office.address,
    ];
    let of_cycle = [&settings.style.honorific, &settings.plan.name, &settings.plan.short];
    let bodies = settings.bodies.iter().flat_map(|body| [&body.name, &body.short, &body.member, &body.chair]);
    let stages = settings.stages.iter().flat_map(|stage| {
        let numbers = stage.letters.iter().filter_map(|letter| letter.number.as_ref());
        let own = stage.letters.iter().flat_map(|letter| letter.sender.iter().chain(&letter.honorific));
        [&stage.title]
            .into_iter()
            .chain(&stage.sender)
            .chain(own)
            .chain(numbers.map(|number| number.get_ref()))
    });
    let all = of_office.into_iter().chain(of_cycle).chain(bodies).chain(stages);
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    all.map(String::as_str).filter(|text| text.contains(breaks)).collect()
}
