//! `carried-unasked`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::ground::finding::Severity;
use crate::ground::text;
use crate::ground::wareki::Year;
use crate::model::department_report::{CarriedOpinion, Unasked};

/// What was carried over is open, of an earlier year, and stands once in its list.
pub const RULE: Rule = Rule {
    id: "carried-unasked",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Codes,
    what: "`carried.csv` の行を、直るまで訊かない。同じ年度と番号の行が二度ある（共通のものを部署ごとに訊く行のほか）。年度がこの年より前でないか、10年を超えて前である（全ての行がそうなら、`cycle.toml` の年度が古いと見て**注意**）。取組か部署がない。対応済みか、対応しないとしたもの、提出元が今の一覧にないもの（**注意**）",
    why: "終わったものをもう一度訊いたり、二つの助言・意見への報告を一つの番号で受けたりしないため。",
    mend: "どちらかを消すか、年度と番号を直す。終わったものは行を消す",
    bad: "令和３年度の番号２が二行あり、概要が違う",
    good: "二行目を、その年の番号に直す",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    let (this_year, all) = (facts.cycle.settings.cycle.fiscal_year, &facts.reports.carried);
    let this_year_in_words = Year { western: this_year, fiscal: true }.print();
    // A year's folder is made out of the last one's, whose year stands in it until it is changed.
    let is_of_now = |one: &CarriedOpinion| one.year.value().is_some_and(|year| year.western == this_year);
    if let Some(first) = all.first().filter(|_| all.iter().all(is_of_now)) {
        check.report_lower(
            Severity::Warning,
            &first.year.cell.origin,
            format!("引き継いだ全ての行が、この年（{this_year_in_words}）のものなので、訊きません。"),
            "cycle.toml の年度（fiscal_year）を、新しい年のものにしてください。",
        );
        return;
    }
    of_nobody(check);
    for one in all {
        let label = format!("引き継いだ「{}」", one.label());
        unheard(check, one, &label);
        match &one.unasked {
            None | Some(Unasked::Unread) => {}
            Some(Unasked::Settled) => {
                let state = &one.state.cell;
                let message = format!("{label}は「{}」なので、もう訊きません。", state.text);
                let hint = "行を消してください。終わっていないなら、対応の状況を直してください。";
                check.report_lower(Severity::Warning, &state.origin, message, hint);
            }
            Some(Unasked::OfAnotherTime) => check.report(
                &one.year.cell.origin,
                format!(
                    "引き継いだ「{}」の年度「{}」は、この年（{this_year_in_words}）より{}。直るまで訊きません。",
                    text::excerpt(&one.text.text),
                    one.year.cell.text,
                    if one.year.value().is_some_and(|year| year.western < this_year) { "10年を超えて前です" } else { "前ではありません" },
                ),
                "助言・意見のあった年度に直してください。この年のものなら、opinions/ に書いてください。",
            ),
            Some(Unasked::Twice { first, says_same: true }) => check.report_lower(
                Severity::Warning,
                &one.number.origin,
                format!("{label}と同じ行が、もう一つあります（{first}）。一度だけ訊きます。"),
                "どちらかを消してください。",
            ),
            Some(Unasked::Twice { first, says_same: false }) => check.report(
                &one.number.origin,
                format!(
                    "{label}が二度あり、書いてあることが違います（初めは {first}）。この行の「{}」は、直るまで訊きません。",
                    text::excerpt(&one.text.text),
                ),
                "別のものなら、その年度の番号に直してください。同じものなら、どちらかを消してください。",
            ),
        }
    }
}

/// What is on a measure that is gone, or for a department that there is not.
fn of_nobody(check: &mut Check<'_>) {
    let facts = check.facts;
    let was_read = |list: &str| !facts.is_refused(list);
    let (measures, departments) = (was_read("inputs/measures.csv"), was_read("inputs/departments.csv"));
    for one in facts.reports.carried.iter().filter(|one| one.unasked.is_none()) {
        let (label, number, code) = (one.label(), &one.measure, &one.department);
        if measures && !number.is_empty() && facts.cycle.measure(&number.text).is_none() {
            check.report(
                &number.origin,
                format!("引き継いだ「{label}」の取組「{}」は measures.csv にありません。誰にも訊きません。", number.text),
                "取組番号を直してください。取組がなくなったなら、取組番号を空にして部署を書くか、行を消してください。",
            );
        }
        let is_nobody = !code.is_empty() && facts.cycle.department(&code.text).is_none();
        if departments && number.is_empty() && is_nobody {
            check.report(
                &code.origin,
                format!("引き継いだ「{label}」の部署「{}」はありません。誰にも訊きません。", code.text),
                "部署のコード（departments.csv にあるもの）を書いてください。",
            );
        }
    }
}

/// Who said it is in the lists, to hear what becomes of it.
fn unheard(check: &mut Check<'_>, one: &CarriedOpinion, label: &str) {
    let cycle = check.facts.cycle;
    let sender = text::key(&one.sender.text);
    let is_known = cycle.organizations.iter().any(|known| text::key(&known.code.text) == sender)
        || cycle.settings.bodies.iter().any(|body| text::key(body.id.get_ref()) == sender);
    if !one.sender.is_empty() && !is_known {
        let message = format!(
            "{label}の提出元「{}」は、会議体の id でも organizations.csv のコードでもありません。対応の状況の通知は、この提出元には出しません。",
            one.sender.text
        );
        let hint = "今の id かコードに直してください。なくなった団体なら、空にしてください。";
        check.report_lower(Severity::Warning, &one.sender.origin, message, hint);
    }
}
