//! `change-mismatch`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::decide::strategy_text::{ChangeFlaw, RowsByPassage, flaw};
use crate::decide::tree_changes::{TreeChange, tree_changes};
use crate::ground::finding::Severity;
use crate::ground::text;
use crate::ground::wareki;
use crate::model::choice::Choice;
use crate::model::stage::Stage;
use crate::model::strategy_change::{STRUCTURE, StrategyChange, TARGETS};
use crate::model::value::Cell;

/// A row of `changes.csv` says one thing: its texts are those of its kind, and no other row says otherwise.
pub const RULE: Rule = Rule {
    id: "change-mismatch",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Values,
    what: "`changes.csv` の行の種別と、改正前、改正後が合わない。改正前と改正後が同じ。同じ所を、二つの行が違うように改める。改正前の文が、後の決定日の行で初めてできる。直るまで、新旧対照表に「確認中」と載る。「取組の構成」の理由を書いた取組が変わっていない。決定日が、どの新旧対照表の時期からも外れるものは**注意**。出典の助言・意見が、ほかの取組についてのものなら**参考**",
    why: "どう改めるのか決められない文を、新旧対照表に載せないため。",
    mend: "追加は改正後だけ、削除は改正前だけ、改定と誤記訂正は両方を書く。一つの所は一つの行にする",
    bad: "種別が追加で、改正前に文がある",
    good: "種別を改定にする",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let facts = check.facts;
    let all: Vec<&StrategyChange> = facts.cycle.changes.iter().collect();
    let (by_passage, of_tree) = (RowsByPassage::of(&all), tree_changes(facts.cycle));
    for change in &all {
        match change.is_reason() {
            true => reason(check, change, &of_tree),
            false => passage(check, change, &by_passage),
        }
        shown_somewhere(check, change);
        on_another_measure(check, change);
    }
}

/// What a change follows from is mostly on the same measure.
fn on_another_measure(check: &mut Check<'_>, change: &StrategyChange) {
    let facts = check.facts;
    let own = &change.measure.text;
    for cited in change.cited.iter().filter(|_| !own.is_empty()) {
        let opinion = facts.opinions.all().find(|opinion| opinion.number.text == cited.number);
        let other = opinion.map(|opinion| &opinion.measure.text).filter(|other| !other.is_empty());
        if let Some(other) = other.filter(|other| *other != own && facts.cycle.measure(other).is_some()) {
            let named = format!("{}{}", cited.kind.label(), cited.number);
            check.report_lower(
                Severity::Note,
                &change.source.origin,
                format!("出典の「{named}」は取組{other}についてのものですが、この行の取組は{own}です。"),
                "番号の書き誤りでないか、確かめてください。合っていれば、そのままでかまいません。",
            );
        }
    }
}

/// A change stands in some 新旧対照表: it was decided between the day that one compares with and its cutoff.
fn shown_somewhere(check: &mut Check<'_>, change: &StrategyChange) {
    let cycle = check.facts.cycle;
    let Some(&decided) = change.decided.value() else { return };
    // What a department proposed is compared in its letter, with nothing of the strategy's text.
    let has_table = |stage: &&Stage| stage.since.as_ref().is_some_and(|since| since.get_ref() != "proposed");
    let mut tables = cycle.settings.stages.iter().filter(has_table).peekable();
    let is_shown = |stage: &Stage| {
        let since = stage.since.as_ref().and_then(|since| cycle.stage(since.get_ref()));
        let is_later = change.place.text == STRUCTURE || since.is_none_or(|since| decided > since.cutoff());
        is_later && decided <= stage.last_cutoff()
    };
    if tables.peek().is_some() && !tables.any(is_shown) {
        check.report_lower(
            Severity::Warning,
            &change.decided.cell.origin,
            format!("{}に決まったものは、どの段階の新旧対照表にも載りません。", wareki::date(decided)),
            "決定日を確かめてください。載るのは、段階の since の締切の後から、その段階の締切までに決まったものです。",
        );
    }
}

fn passage(check: &mut Check<'_>, change: &StrategyChange, all: &RowsByPassage<'_>) {
    let (cell, message, hint) = match flaw(change, all) {
        None | Some(ChangeFlaw::Unread) => return,
        Some(ChangeFlaw::OldOfAddition) => (
            &change.old,
            "種別が「追加」なのに、改正前に文があります。".into(),
            "新しく足す文なら改正前を空にし、今の文を改めるなら種別を「改定」にしてください。",
        ),
        Some(ChangeFlaw::NewOfRemoval) => (
            &change.new,
            "種別が「削除」なのに、改正後に文があります。".into(),
            "文を削るなら改正後を空にし、文を改めるなら種別を「改定」にしてください。",
        ),
        Some(ChangeFlaw::NothingChanged) => (
            &change.new,
            "改正前と改正後が同じ文です。".into(),
            "改めた後の文を改正後に書くか、行を消してください。",
        ),
        Some(ChangeFlaw::Disputed(other)) if other.new.text == change.new.text => (
            &change.place,
            format!(
                "「{}」を同じように改める行が、もう一つあります（{}）。",
                shown(&change.place),
                other.place.origin
            ),
            "どちらかを消してください。",
        ),
        Some(ChangeFlaw::Disputed(other)) if change.old.is_empty() => (
            &change.place,
            format!(
                "「{}」に追加する文が、もう一つあります（{}）。",
                shown(&change.place),
                other.place.origin
            ),
            "一つの行にまとめるか、別の所なら「第２章１（第２段落の次）」のように、場所を分けて書いてください。",
        ),
        Some(ChangeFlaw::BeforeItsText(later)) => (
            &change.old,
            format!(
                "「{}」の改正前の文は、{} が後で（{}に）決まって、初めてできる文です。",
                shown(&change.place),
                later.new.origin,
                later.decided.value().map_or_else(String::new, |day| wareki::date(*day)),
            ),
            "決定日を確かめるか、改正前を、この決定日より前の文にしてください。",
        ),
        Some(ChangeFlaw::Disputed(other)) => (
            &change.new,
            format!("「{}」の同じ文を、{} は違う文に改めています。", shown(&change.place), other.new.origin),
            "正しい方だけを残すか、後から決め直したものなら、決定日を分けて書いてください（後の決定日のものが載ります）。",
        ),
    };
    check.report(&cell.origin, message, hint);
}

/// A row that gives the reason of what the lists show has no texts of its own, and what it explains is there.
fn reason(check: &mut Check<'_>, change: &StrategyChange, of_tree: &[TreeChange<'_>]) {
    let place = &change.place.text;
    if let Some(cell) = [&change.old, &change.new].into_iter().find(|cell| !cell.is_empty()) {
        check.report(
            &cell.origin,
            format!("場所が「{place}」の行の改正前と改正後は使いません（一覧と調査票から作ります）。"),
            "改正前と改正後を空にするか、戦略の文なら、場所にその文のある所を書いてください。",
        );
    }
    let cycle = check.facts.cycle;
    let number = &change.measure;
    let is_known = cycle.measure(&number.text).is_some();
    let changed = of_tree.iter().any(|change| match change {
        TreeChange::Added(new) | TreeChange::Changed { new, .. } => new.number.text == number.text,
        TreeChange::Removed(old) => old.number.text == number.text,
    });
    if *place != STRUCTURE || !is_known || changed {
        return;
    }
    let message = match cycle.last_tree.is_empty() {
        true => {
            "前の年の取組（inputs/previous/measures.csv）がないので、取組の構成の変更は載りません。".into()
        }
        false => format!("取組「{}」は、番号も名も区分も担当も、前の年と同じです。", number.text),
    };
    let hint =
        format!("取組番号を確かめてください。数値目標の変更の理由なら、場所を「{TARGETS}」にしてください。");
    check.report(&number.origin, message, hint);
}

fn shown(place: &Cell) -> String {
    text::excerpt(&place.text)
}
