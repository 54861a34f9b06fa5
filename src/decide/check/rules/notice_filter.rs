//! `notice-filter`

use toml::Spanned;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::decide::question::spoke_of;
use crate::decide::sent_in::SentIn;
use crate::ground::finding::Severity;
use crate::model::letter::{Letter, RecipientFilter, Recipients};
use crate::model::plan::Department;
use crate::model::recipient::Recipient;
use crate::model::stage::{Stage, StageKind};

/// Only a notice is meant for some: an inquiry or a meeting that left someone out would look complete. And a notice is
/// meant for somebody.
pub const RULE: Rule = Rule {
    id: "notice-filter",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Calendar,
    what: "通知（`kind = \"notice\"`）でない段階に、宛先や取組を絞る `only`、`measures` がある（絞って作る）。通知の `only`、`measures` に何も書かれていない（誰にも送らない）。`only` に、この段階では何も作らない宛先がある（宛先の種類が違う、会議体の構成員でない、`measures` の取組を担当しない、それについての意見がない）",
    why: "照会や会議の資料から、一部の部署や取組が黙って抜けないため。",
    mend: "一つのことだけの通知は、別の段階（`kind = \"notice\"`）にする",
    bad: "kind = \"inquiry\"、only = [\"kikaku\"]",
    good: "kind = \"notice\"、only = [\"kikaku\"]",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    for stage in &cycle.settings.stages {
        for (name, meant) in [("only", &stage.only), ("measures", &stage.measures)] {
            let Some(meant) = meant else { continue };
            let origin = meant.first().map_or(&stage.id, |first: &Spanned<String>| first);
            let origin = cycle.source.of(origin);
            if stage.kind != StageKind::Notice {
                check.report(
                    &origin,
                    format!("{name} は、通知（kind = \"notice\"）の段階だけに書けます。"),
                    "消すか、これだけの通知を別の段階にしてください。",
                );
            } else if meant.is_empty() {
                let what = if name == "only" { "宛先のコード" } else { "取組番号" };
                check.report(
                    &origin,
                    format!("段階「{}」の {name} に何も書かれていないので、誰にも送りません。", stage.title),
                    format!("{what}を書いてください。絞らないときは、{name} の行を消してください。"),
                );
            }
        }
        nothing_made(check, stage);
    }
}

/// Those whom `only` names and for whom the stage makes nothing, each with the reason.
fn nothing_made(check: &mut Check<'_>, stage: &Stage) {
    let sent = check.facts.sent_in();
    let cycle = check.facts.cycle;
    for code in
        stage.only.iter().flatten().filter(|_| stage.kind == StageKind::Notice && stage.makes_something())
    {
        let Some(one) = Recipient::everyone(cycle).find(|one| one.code() == code.get_ref()) else { continue };
        let Some(reason) = why_nothing(sent, stage, &one) else { continue };
        check.report(
            &cycle.source.of(code),
            format!("only の「{}」（{}）には、何も作りません。{reason}。", code.get_ref(), one.name()),
            "宛先のコードを直すか、消してください。この宛先にも送るなら、その宛先への通知文か様式を足してください。",
        );
    }
}

/// Why a stage makes nothing for someone; none where it may.
fn why_nothing(sent: SentIn<'_>, stage: &Stage, one: &Recipient<'_>) -> Option<&'static str> {
    let spoke = || spoke_of(sent, stage, one);
    if Recipient::all(Recipients::Bureaus, sent.cycle, stage).iter().any(|bureau| bureau.code() == one.code())
        && stage.recipients().any(|to| to == Recipients::Bureaus)
    {
        return None;
    }
    if !stage.recipients().any(|to| to == one.kind()) {
        return Some("この段階には、この種類の宛先への通知文、別紙、様式がありません");
    }
    let owns = |department: &Department| {
        let mut owned = sent.cycle.measures.iter().filter(|m| m.owner.text == department.code.text);
        owned.any(|measure| stage.is_about(&measure.number.text))
    };
    match one {
        Recipient::Department(department) if !owns(department) => {
            Some("この段階の取組（measures。なければ全て）を担当していません")
        }
        Recipient::Member(member)
            if stage.body.as_ref().is_none_or(|body| *body.get_ref() != member.body.text) =>
        {
            Some("この段階の会議体の構成員ではありません")
        }
        Recipient::Organization(_) if stage.measures.is_some() && !spoke() => {
            Some("measures の取組についての意見が、締切までにありません")
        }
        _ => {
            let mut letters = stage.letters.iter().filter(|letter| letter.to == one.kind()).peekable();
            let is_with = |letter: &Letter| letter.only == RecipientFilter::WithOpinions;
            (letters.peek().is_some() && letters.all(is_with) && !spoke()).then_some(
                "この宛先への通知文は、意見のあるものだけ（with-opinions）で、締切までに意見がありません",
            )
        }
    }
}
