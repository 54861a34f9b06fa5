//! `report-doubtful`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::model::choice::Choice;
use crate::model::department_report::{ReportRow, ReportState};

/// What a report calls done is done, and what it says of targets is what the returns show.
pub const RULE: Rule = Rule {
    id: "report-doubtful",
    severity: Severity::Warning,
    asks: Some(
        "対応の状況とその内容又は調査票の内容とが一致していないように見受けられます。御確認の上、正しい内容を御回答ください。",
    ),
    topic: Topic::Returns,
    what: "対応報告書の内容が、状況や調査票と合わないように見える。「対応済み」なのに内容がこれからのこと（「…提出する。」「…の予定」）である。全ての取組に目標を設定したと言うのに、調査票に「目標を設定しない理由」のある取組がある",
    why: "済んでいないものを、済んだものとして対応状況一覧に載せないため。",
    mend: "状況か内容を直してもらう（疑義照会票に載る）",
    bad: "対応済み、次回の調査票から提出する。",
    good: "対応予定、次回の調査票から提出する。",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    let replaced = |row: &ReportRow| facts.superseded.is_in_replaced_row(&row.number.origin);
    for report in &facts.reports.files {
        let done = |row: &&ReportRow| row.state.value() == Some(&ReportState::Done) && !replaced(row);
        for row in report.rows.iter().filter(done) {
            let (number, said) = (&row.number.text, &row.text);
            if is_to_come(&said.text) {
                check.report_to(
                    &report.department,
                    &said.origin,
                    format!(
                        "番号「{number}」の対応の状況は「{}」ですが、内容（「{}」）は、これからのことのように読めます。",
                        ReportState::Done.label(),
                        last_sentence(&said.text)
                    ),
                    "済んだのであれば、内容を「…した。」のように直してください。これからのことであれば、対応の状況を「対応予定」とし、時期を書いてください。",
                );
            }
            if claims_all_targets(&said.text) {
                let without = without_target(check, &report.department);
                if !without.is_empty() {
                    check.report_to(
                        &report.department,
                        &said.origin,
                        format!(
                            "番号「{number}」の内容に、全ての取組に目標を設定したとありますが、調査票では、{}に目標を設定しないこととなっています。",
                            without.join("、")
                        ),
                        "どちらが正しいか確かめ、対応の状況と内容を直してください。目標を設定したのであれば、調査票も直してください。",
                    );
                }
            }
        }
    }
}

/// The measures of a department of which an indicator has no target, with the reason: 「2-ア-12（計画策定中）」.
fn without_target(check: &Check<'_>, department: &str) -> Vec<String> {
    let rows = check.facts.rows().filter(|row| !row.is_repeat() && row.department == department);
    let named = rows.filter_map(|row| {
        let reason = row.no_target.value()?;
        row.target.value().is_none().then(|| format!("{}（{}）", row.key.measure, reason.label()))
    });
    let mut named: Vec<String> = named.collect();
    named.dedup();
    named
}

fn claims_all_targets(said: &str) -> bool {
    let says = |words: &[&str]| words.iter().any(|word| said.contains(word));
    says(&["全て", "すべて", "全部", "もれなく"])
        && says(&["目標"])
        && says(&["設定"])
        && !says(&["除", "以外", "ほか", "ない"])
}

/// Whether the last sentence tells of what is still to be done: it ends in a verb that is neither past nor a state.
fn is_to_come(said: &str) -> bool {
    const PLANS: [&str; 5] = ["予定", "見込み", "見込", "検討中", "調整中"];
    const STATES: [&str; 14] = [
        "ている",
        "でいる",
        "ておる",
        "である",
        "てある",
        "がある",
        "もある",
        "にある",
        "できる",
        "となる",
        "になる",
        "ています",
        "であります",
        "おります",
    ];
    const POLITE: [&str; 5] = ["します", "きます", "ります", "めます", "えます"];
    let end = last_sentence(said);
    let end = ["である", "です", "とする", "としている"].iter().fold(end, |end, tail| {
        // 「…の予定である」, 「…する予定です」
        end.strip_suffix(tail).filter(|rest| PLANS.iter().any(|plan| rest.ends_with(plan))).unwrap_or(end)
    });
    let is_verb = |end: &str| {
        end.ends_with(['う', 'く', 'ぐ', 'す', 'つ', 'ぬ', 'ぶ', 'む', 'る'])
            && !end.ends_with("ます")
            && !end.ends_with("です")
    };
    PLANS.iter().any(|plan| end.ends_with(plan))
        || !STATES.iter().any(|state| end.ends_with(state))
            && (is_verb(end) || POLITE.iter().any(|verb| end.ends_with(verb)))
}

/// The last sentence, without what closes it.
fn last_sentence(said: &str) -> &str {
    let all = said.trim().trim_end_matches(['。', '．', '.', ' ', '　']);
    // What stands in brackets at the end only adds to it.
    let bare = all.strip_suffix(['）', ')']).and_then(|rest| Some(&rest[..rest.rfind(['（', '('])?]));
    let all = bare.map_or(all, |bare| bare.trim_end_matches(['。', '．', '.', ' ', '　']));
    all.rsplit(['。', '\n']).next().unwrap_or(all).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_is_told_from_what_is_to_come() {
        for to_come in [
            "次回の調査票から提出する。",
            "事例を三つ添える予定",
            "公開する予定である。",
            "窓口を置いた。来年度から受け付ける",
            "要領を改めます。",
            "周知を進めていく。（令和２年度）",
            "項目を検討中です",
        ] {
            assert!(is_to_come(to_come), "{to_come}");
        }
        for done in [
            "全ての取組に目標を設定している。",
            "修了者の連絡会を設け、一回目を開いた。",
            "推奨の一覧に、優先する10項目を示した（令和２年４月）。",
            "指標は調査済み",
            "窓口で受け付けています。",
            "いつでも予約できる。",
            "公開した。",
            "設置要綱のとおりである。",
            "",
        ] {
            assert!(!is_to_come(done), "{done}");
        }
    }

    #[test]
    fn who_names_an_exception_does_not_claim_all() {
        assert!(claims_all_targets("担当する全ての取組に目標を設定している。"));
        assert!(!claims_all_targets("2-ア-12を除く全ての取組に目標を設定している。"));
        assert!(!claims_all_targets("目標を設定した。"));
    }
}
