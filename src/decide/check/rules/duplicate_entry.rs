//! `duplicate-entry`

use std::collections::BTreeMap;

use crate::decide::check::rule::{Check, Rule, Topic, Wording};
use crate::ground::finding::Severity;
use crate::ground::origin::Origin;
use crate::ground::text;
use crate::model::last_tree::last_number;
use crate::model::plan::Measure;
use crate::model::value::Cell;
use crate::read::opinion_numbers::bare;

/// No code, measure number or opinion number stands twice in its list.
pub const RULE: Rule = Rule {
    id: "duplicate-entry",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Files,
    what: "一覧のコード、取組番号、受領日のファイルが二度ある（後のほうは使わない）。意見や県の考え方の番号、旧番号が二度ある。同じ日の訂正が二つあり、値が違う。コードの違う二つの団体の名称が同じ（両方に送る）、同じ提出者の同じ意見が二つの番号である（二件と数える）なら**注意**",
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

/// What is said of two corrections of one cell on one day that say different values.
pub fn two_corrections(values: &[String; 2]) -> Wording {
    let [first, second] = values;
    RULE.says(
        format!("同じ日に、同じ欄を「{first}」と「{second}」に直す訂正があります。どちらか決められないので、「確認中」と載ります。"),
        "正しい行だけを残すか、後から決め直したものなら、訂正日を分けて書いてください（後の日のものが載ります）。",
    )
}

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    let one_each = "番号は全部のファイルを通して一つずつにしてください。";
    twice(check, facts.opinions.all().map(|o| &o.number), "意見の番号", one_each, number);
    twice(check, facts.opinions.answers.iter().map(|a| &a.number), "県の考え方の番号", one_each, number);
    let of_last_year = |measure: &&Measure| !measure.former.is_empty() && last_number(measure).is_some();
    let formers = facts.cycle.measures.iter().filter(of_last_year).map(|m| &m.former);
    twice(
        check,
        formers,
        "旧番号",
        "前の年の一つの取組は、今年の一つの取組に続きます。書き誤りなら直し、取組を分けたなら、一つだけに旧番号を書き、ほかは「新規」としてください。",
        text::key,
    );
    same_names(check);
    same_opinions(check);
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

/// The same words of one sender under two numbers: a form that was sent twice.
fn same_opinions(check: &mut Check<'_>) {
    let mut seen: BTreeMap<(&str, &str, String, String), &Cell> = BTreeMap::new();
    for opinion in check.facts.opinions.all() {
        let from = text::fold(&opinion.from.text);
        let said =
            (opinion.submitter.as_str(), opinion.measure.text.as_str(), from, text::fold(&opinion.text.text));
        match seen.get(&said) {
            _ if opinion.text.is_empty() => {}
            None => drop(seen.insert(said, &opinion.number)),
            Some(first) => check.report_lower(
                Severity::Warning,
                &opinion.number.origin,
                format!("意見「{}」は、意見「{}」（{}）と、提出者も内容も同じです。二件と数えます。", opinion.number.text, first.text, first.origin),
                "二度届いたのなら、どちらかの行を消してください。別のものなら、responses.csv の「同趣旨」でまとめられます。",
            ),
        }
    }
}

/// What two numbers have in common that are written differently: 「No.5」 is 5.
fn number(written: &str) -> String {
    bare(written).map_or_else(|| text::key(written), |(number, kind)| format!("{kind:?}{number}"))
}

fn twice<'a>(
    check: &mut Check<'_>,
    cells: impl Iterator<Item = &'a Cell>,
    what: &str,
    mend: &'static str,
    key: fn(&str) -> String,
) {
    let mut seen: BTreeMap<String, &Cell> = BTreeMap::new();
    for cell in cells.filter(|cell| !cell.is_empty()) {
        let key = key(&cell.text);
        let Some(first) = seen.get(&key) else {
            seen.insert(key, cell);
            continue;
        };
        let differs = text::difference(&first.text, &cell.text)
            .map_or(String::new(), |[there, here]| format!("。違うのは{there}と{here}だけ"));
        check.report(
            &cell.origin,
            format!("{what}「{}」が二度あります（初めは {}{differs}）。", cell.text, first.origin),
            mend,
        );
    }
}
