//! `duplicate-entry`

use std::collections::BTreeMap;

use crate::decide::check::rule::{Check, Rule, Topic, Wording};
use crate::ground::finding::Severity;
use crate::ground::origin::Origin;
use crate::ground::text;
use crate::model::value::Cell;

/// No code, measure number or opinion number stands twice in its list.
pub const RULE: Rule = Rule {
    id: "duplicate-entry",
    severity: Severity::Error,
    topic: Topic::Files,
    what: "一覧のコード、取組番号、受領日のファイルが二度ある（後のほうは使わない）。意見や県の考え方の番号が二度ある。コードの違う二つの団体の名称が同じなら**注意**（両方に送る）",
    why: "同じコードの二行のどちらが正しいか決められないため。",
    mend: "どちらかを消すか、番号を変える",
    bad: "コード kenfuku が二行",
    good: "二行目を消す",
    check: Some(check),
};

/// What is said of a code or number that stands twice in a list; `differs` are the characters in which the two differ.
pub fn in_a_list(column: &str, text: &str, first: &Origin, differs: Option<&[String; 2]>) -> Wording {
    match differs {
        None => RULE.says(
            format!("{column}「{text}」が二度あります（初めは {first}）。後のほうは使いません。"),
            "どちらかを消してください。",
        ),
        Some([here, there]) => RULE.says(
            format!(
                "{column}「{text}」は、{first} と同じものとして読みます（違うのは{here}と{there}だけ）。後のほうは使いません。"
            ),
            "同じものならどちらかを消し、別のものなら、全角と半角や横棒の種類によらずに区別できるものに変えてください。",
        ),
    }
}

/// What is said of a file of which two days are noted.
pub fn two_days(file: &str, days: &[String; 2]) -> Wording {
    let [first, second] = days;
    RULE.says(
        format!("「{file}」の受領日が二つあります（「{first}」と「{second}」）。どちらか決められません。"),
        "正しい日の行だけを残してください。",
    )
}

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    twice(check, facts.opinions.all().map(|o| &o.number), "意見の番号");
    twice(check, facts.opinions.answers.iter().map(|a| &a.number), "県の考え方の番号");
    same_names(check);
}

/// Organizations that have one name: each gets what is sent, though they may be one body that stands in the list twice.
fn same_names(check: &mut Check<'_>) {
    let mut seen: BTreeMap<String, &Cell> = BTreeMap::new();
    for name in check.facts.cycle.organizations.iter().map(|o| &o.name).filter(|name| !name.is_empty()) {
        match seen.get(&text::fold(&name.text)) {
            None => drop(seen.insert(text::fold(&name.text), name)),
            Some(first) => check.report_lower(
                Severity::Warning,
                &name.origin,
                format!("名称「{}」の団体が二つあります（初めは {}）。コードが違うので、どちらにも送ります。", name.text, first.origin),
                "一つの団体なら一行にし、所属を「・」でつないでください。別の団体なら、名称で分かるようにしてください。",
            ),
        }
    }
}

fn twice<'a>(check: &mut Check<'_>, cells: impl Iterator<Item = &'a Cell>, what: &str) {
    let mut seen: BTreeMap<String, &Cell> = BTreeMap::new();
    for cell in cells.filter(|cell| !cell.is_empty()) {
        let key = text::key(&cell.text);
        let Some(first) = seen.get(&key) else {
            seen.insert(key, cell);
            continue;
        };
        let differs = text::difference(&first.text, &cell.text)
            .map_or(String::new(), |[there, here]| format!("。違うのは{there}と{here}だけ"));
        check.report(
            &cell.origin,
            format!("{what}「{}」が二度あります（初めは {}{differs}）。", cell.text, first.origin),
            "番号は全部のファイルを通して一つずつにしてください。",
        );
    }
}
