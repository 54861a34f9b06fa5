//! `notice-filter`

use toml::Spanned;

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::model::stage::StageKind;

/// Only a notice is meant for some: an inquiry or a meeting that left someone out would look complete. And a notice is
/// meant for somebody.
pub const RULE: Rule = Rule {
    id: "notice-filter",
    severity: Severity::Error,
    topic: Topic::Calendar,
    what: "通知（`kind = \"notice\"`）でない段階に、宛先や取組を絞る `only`、`measures` がある（絞って作る）。通知の `only`、`measures` に何も書かれていない（誰にも送らない）",
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
    }
}
