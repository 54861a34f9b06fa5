//! `reference-to-nothing`

use crate::decide::check::facts::Facts;
use crate::decide::check::rule::{Check, Rule, Topic, Wording};
use crate::decide::question::Question;
use crate::ground::finding::Severity;
use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use crate::ground::origin::Origin;
use crate::model::choice::Choice;
use crate::model::indicator::Indicator;
use crate::model::last_tree::last_number;
use crate::model::letter::Letter;
use crate::model::recipient::Recipient;
use crate::model::stage::{Stage, StageKind};
use crate::model::submission::{Received, Submission};
use crate::model::value::Cell;
use crate::read::arrivals;
use crate::read::filing::own_name;

/// What `cycle.toml`, the lists and the returns point to is there: a body, a template, a repeated indicator.
pub const RULE: Rule = Rule {
    id: "reference-to-nothing",
    severity: Severity::Error,
    asks: Some(
        "再掲の元となる指標を確認できませんでした。元の⟨取組番号⟩及び⟨指標番号⟩を「2-ア-3/1」のように御回答ください。",
    ),
    topic: Topic::Codes,
    what: "指した先（区分、会議体、手順、段階、資料、文面、別紙、宛先、取組、ファイル、意見、同趣旨の意見、`changes.csv` の出典と取組、旧番号、所属、再掲の元、書面の議案と構成員、出欠の回答の会議と構成員など）がない",
    why: "無い資料や会議体を指したまま配らないため。",
    mend: "つづりを直すか、指す先を足す",
    bad: "papers = [\"taregts\"]",
    good: "papers = [\"targets\"]",
    check: Some(check),
};

/// What is said of a row of a table that is of nothing that there is.
pub fn no_such_key(what: &str, text: &str) -> Wording {
    RULE.says(
        format!("「{text}」という{what}はありません。この行は使いません。"),
        "つづりを直すか、その行を消してください。",
    )
}

fn check(check: &mut Check<'_>) {
    declarations(check);
    for stage in &check.facts.cycle.settings.stages {
        stage_references(check, stage);
    }
    lists(check);
    ballots(check);
    strategy_changes(check);
    replies(check);
    returns(check);
}

/// References from `cycle.toml` to itself and to templates.
fn declarations(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    for category in &cycle.settings.categories {
        if let Some(parent) = &category.parent {
            spanned(check, parent, cycle.category(parent.get_ref()).is_some(), "区分");
        }
    }
    let rules = &cycle.settings.evaluation;
    for label in [&rules.met, &rules.not_met, &rules.completed, &rules.ongoing, &rules.not_started] {
        spanned(check, label, rules.class(label.get_ref()).is_some(), "達成状況の区分");
    }
    for response in cycle.settings.steps.iter().flat_map(|s| &s.responses) {
        let Some(show) = &response.show else { continue };
        let known = match show.get_ref().split_once(':') {
            Some(("body" | "roster", id)) => cycle.body(id).is_some(),
            _ => show.get_ref() == "categories",
        };
        if !known {
            let origin = cycle.source.of(show);
            check.report(
                &origin,
                format!("show の「{}」はありません。", show.get_ref()),
                "categories、body:会議体の id、roster:会議体の id のどれかを書いてください。",
            );
        }
    }
}

fn stage_references(check: &mut Check<'_>, stage: &Stage) {
    let facts = check.facts;
    let cycle = facts.cycle;
    if let Some(body) = &stage.body {
        spanned(check, body, cycle.body(body.get_ref()).is_some(), "会議体");
    }
    if let Some(meeting) = &stage.meeting {
        let known = cycle.stage(meeting.get_ref()).is_some_and(|stage| stage.kind == StageKind::Meeting);
        spanned(check, meeting, known, "会議の段階");
    }
    if let Some(since) = &stage.since {
        let known = cycle.stage(since.get_ref()).is_some()
            || ["previous", "proposed"].contains(&since.get_ref().as_str());
        spanned(check, since, known, "段階");
    }
    if let Some(step) = &stage.step {
        let known = cycle.settings.steps.iter().any(|s| s.id.get_ref() == step.get_ref());
        spanned(check, step, known, "手順");
    }
    for item in stage.agenda.iter().flat_map(|a| &a.items) {
        for paper in &item.papers {
            let known = stage.papers.iter().any(|p| p.id() == paper.get_ref());
            spanned(check, paper, known, "資料");
        }
    }
    stage.papers.iter().for_each(|paper| template(check, &paper.document, "documents", "資料の型"));
    let amended = stage.decisions.iter().map(|decision| &decision.words);
    for words in stage.papers.iter().map(|paper| &paper.words).chain(amended).flatten() {
        template(check, words, "words", "文面");
    }
    for annex in &stage.annexes {
        template(check, &annex.annex, "annexes", "別紙の型");
    }
    if let Some(mail) = &stage.mail {
        template(check, &mail.words, "words", "文面");
        for paper in &mail.papers {
            let known = paper.get_ref() == "packet" || stage.papers.iter().any(|p| p.id() == paper.get_ref());
            spanned(check, paper, known, "資料");
        }
    }
    meant(check, stage);
    for letter in &stage.letters {
        template(check, &letter.words, "words", "文面");
        question(check, stage, letter);
        for document in &letter.documents {
            template(check, document, "documents", "資料の型");
        }
    }
}

/// The question that a letter reminds of must be one to its recipients, put before it.
fn question(check: &mut Check<'_>, stage: &Stage, letter: &Letter) {
    let cycle = check.facts.cycle;
    let Some(of) = &letter.of else { return };
    let may_be = |question: &Question<'_>| question.may_be_asked_by(cycle, stage, letter.to);
    if Question::find(cycle, of.get_ref()).as_ref().is_some_and(may_be) {
        return;
    }
    let to_them = Question::all(cycle).into_iter().filter(may_be);
    let there: Vec<String> = to_them.map(|question| question.id()).collect();
    let there = if there.is_empty() { "ありません".into() } else { there.join("、") };
    check.report(
        &cycle.source.of(of),
        format!(
            "of の「{}」は、この通知文の宛先に、この段階までに訊いた問い（様式）ではありません。",
            of.get_ref()
        ),
        format!(
            "「段階の id/様式の id」で書いてください（この宛先に、この段階までに訊いた問いは、{there}）。"
        ),
    );
}

/// For whom a notice is meant, and which measures it is about.
fn meant(check: &mut Check<'_>, stage: &Stage) {
    let facts = check.facts;
    let cycle = facts.cycle;
    let lists = ["inputs/departments.csv", "inputs/organizations.csv", "inputs/members.csv"];
    for code in stage.only.iter().flatten().filter(|_| !lists.iter().any(|list| facts.is_refused(list))) {
        let known = Recipient::everyone(cycle).any(|one| one.code() == code.get_ref());
        spanned(check, code, known, "宛先のコード");
    }
    for number in stage.measures.iter().flatten().filter(|_| !facts.is_refused("inputs/measures.csv")) {
        spanned(check, number, cycle.measure(number.get_ref()).is_some(), "取組");
    }
}

/// References from the lists, the opinions among them.
fn lists(check: &mut Check<'_>) {
    let facts = check.facts;
    let cycle = facts.cycle;
    for measure in cycle.measures.iter().filter(|m| !m.category.is_empty()) {
        cell(check, &measure.category, cycle.category(&measure.category.text).is_some(), "区分");
    }
    for member in &cycle.members {
        cell(check, &member.body, cycle.body(&member.body.text).is_some(), "会議体");
    }
    let words: Vec<&str> = cycle.settings.bodies.iter().filter_map(|b| b.membership.as_deref()).collect();
    for organization in &cycle.organizations {
        if let Some(word) =
            organization.memberships.iter().find(|w| !w.is_empty() && !words.contains(&w.as_str()))
        {
            check.report(
                &organization.code.origin,
                format!("所属「{word}」は、どの会議体の membership でもありません。"),
                format!("{} を「・」でつないで書いてください。", words.join("、")),
            );
        }
    }
    let paths: BTreeSet<String> = facts.files.iter().map(|path| Received::key(path)).collect();
    for received in cycle.received.iter().filter(|row| !paths.contains(&Received::key(&row.file.text))) {
        match alike(facts, &received.file) {
            several if several.len() > 1 => check.report(
                &received.file.origin,
                format!("ファイル「{}」が、{}のどれか分かりません。", received.file.text, several.join("、")),
                "submissions/ や replies/ から終わりの .csv などまで、ファイルの名を全て書いてください。",
            ),
            _ => cell(check, &received.file, false, "ファイル"),
        }
    }
    opinions(check);
}

/// The files that came and have a file's name but for their folder and ending.
fn alike<'a>(facts: &'a Facts<'_>, file: &Cell) -> Vec<&'a str> {
    let name = own_name(&Received::key(&file.text));
    let alike = facts.files.iter().filter(|path| arrivals::is_sent(path) && own_name(path) == name);
    alike.filter_map(|path| path.strip_prefix("inputs/")).collect()
}

/// References from opinions and answers.
fn opinions(check: &mut Check<'_>) {
    let facts = check.facts;
    let cycle = facts.cycle;
    let was_read = |list: &str| !facts.is_refused(list);
    let (measures, organizations) = (was_read("inputs/measures.csv"), was_read("inputs/organizations.csv"));
    for opinion in facts.opinions.all() {
        cell(check, &opinion.measure, !measures || cycle.measure(&opinion.measure.text).is_some(), "取組");
        let code = opinion.submitter.as_str();
        let known = cycle.body(code).is_some() || cycle.organization(code).is_some();
        if !known && organizations {
            let file = Origin::File(opinion.number.origin.file().unwrap_or_default().into());
            let said = format!(
                "ファイル名の「{code}」は、会議体の id でも organizations.csv のコードでもありません。"
            );
            check.report(
                &file,
                said,
                "ファイル名を「コード.csv」又は「コード_任意の語.csv」にしてください。",
            );
        }
    }
    let numbers: BTreeSet<&str> = facts.opinions.all().map(|o| o.number.text.as_str()).collect();
    let all_read = !facts.lacks_opinions();
    for answer in facts.opinions.answers.iter().filter(|_| all_read) {
        cell(check, &answer.number, numbers.contains(answer.number.text.as_str()), "意見の番号");
        cell(check, &answer.same_as, numbers.contains(answer.same_as.text.as_str()), "同趣旨の意見の番号");
    }
}

/// What is said of a ballot whose file's name, which is given, is no member's.
pub fn ballot_of_nobody(called: &str) -> Wording {
    RULE.says(
        format!("ファイル名の「{called}」は、members.csv のコードではないので、誰の回答か分かりません。"),
        "ファイル名を「コード.xlsx」か「コード_任意の語.xlsx」にしてください。",
    )
}

/// References from ballots to written meetings, their motions and their members.
fn ballots(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    let members = !check.facts.is_refused("inputs/members.csv");
    for ballot in &cycle.ballots {
        let stage = cycle.stage(&ballot.stage.text).filter(|s| s.kind == StageKind::Written);
        cell(check, &ballot.stage, stage.is_some(), "書面開催の段階");
        let Some(stage) = stage else { continue };
        let motion =
            ballot.motion_index().is_some_and(|i| i < stage.agenda.iter().map(|a| a.items.len()).sum());
        cell(check, &ballot.motion, motion, "議案");
        let body = stage.body.as_ref().map_or("", |b| b.get_ref().as_str());
        let known = cycle.members_of(body).any(|member| ballot.member.text == member.called());
        cell(check, &ballot.member, known || !members, "構成員");
    }
}

/// References from changes of the strategy to advice, opinions and measures, and from measures to last year's.
fn strategy_changes(check: &mut Check<'_>) {
    let facts = check.facts;
    let cycle = facts.cycle;
    let last = |number: &str| cycle.last_tree.iter().any(|m| m.number.text == number);
    let was_read = |list: &str| !facts.is_refused(list);
    let trees = was_read("inputs/measures.csv") && was_read("inputs/previous/measures.csv");
    for change in &cycle.changes {
        let number = &change.measure.text;
        cell(check, &change.measure, !trees || cycle.measure(number).is_some() || last(number), "取組");
        for cited in change.cited.iter().filter(|cited| !cited.is_known) {
            let named = format!("{}{}", cited.kind.label(), cited.number);
            let message =
                format!("出典の「{named}」はありません。新旧対照表の出典には「確認中」と載ります。");
            let hint = "番号と、助言か意見かを確かめてください。";
            check.report(&change.source.origin, message, hint);
        }
    }
    for measure in cycle.measures.iter().filter(|_| trees) {
        let known = last_number(measure).is_none_or(|number| measure.former.is_empty() || last(number));
        cell(check, &measure.former, known, "前の年の取組");
    }
}

/// References from replies to meetings and to the members of the body that meets.
fn replies(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    let has_members = !check.facts.is_refused("inputs/members.csv");
    let mut said: BTreeSet<&Origin> = BTreeSet::new();
    for reply in &cycle.replies {
        let meeting = cycle.stage(&reply.stage.text).filter(|stage| stage.kind == StageKind::Meeting);
        cell(check, &reply.stage, meeting.is_some(), "会議の段階");
        let code = reply.member.text.as_str();
        let member = cycle.members.iter().find(|member| member.code.text == code);
        let by_name = if matches!(reply.member.origin, Origin::File(_)) { "ファイル名の" } else { "" };
        // Of a file's name it is said once.
        if !has_members || !said.insert(&reply.member.origin) {
            continue;
        }
        match (member, meeting.and_then(|meeting| meeting.body.as_ref())) {
            (None, _) => check.report(
                &reply.member.origin,
                format!("{by_name}「{code}」は、members.csv のコードではありません。この回答は使いません。"),
                "ファイル名を「構成員のコード.csv」又は「コード_任意の語.csv」にするか、電話などの回答なら「コード」の列に書いてください。",
            ),
            (Some(member), Some(body)) if member.body.text != *body.get_ref() => check.report(
                // Of a file the row says more.
                if by_name.is_empty() { &reply.member.origin } else { &reply.stage.origin },
                format!(
                    "「{code}」は、会議「{}」の構成員ではありません（members.csv では「{}」）。この回答は使いません。",
                    reply.stage.text, member.body.text
                ),
                "ファイルの取り違えでないか、段階とコードを確かめてください。",
            ),
            _ => {}
        }
    }
}

/// References from a repeated row to its original, which must not repeat another.
fn returns(check: &mut Check<'_>) {
    let facts = check.facts;
    let is_unread = |file: &Submission| facts.is_refused(&file.file);
    if !facts.rows().any(Indicator::is_repeat) || facts.submissions.files.iter().any(is_unread) {
        return;
    }
    let all: BTreeMap<String, bool> = facts.rows().fold(BTreeMap::new(), |mut all, row| {
        *all.entry(row.key.to_string()).or_insert(false) |= !row.is_repeat();
        all
    });
    for row in facts.rows().filter(|r| r.is_repeat()) {
        let key = &row.repeats.text;
        let original = all.get(key);
        if original != Some(&true) {
            let also = original.is_some();
            check.report_to(
                &row.department,
                &row.repeats.origin,
                match also {
                    true => format!("再掲の元「{key}」も再掲です。"),
                    false => format!("再掲の元「{key}」がありません。"),
                },
                "元の⟨取組番号⟩と⟨指標番号⟩を「2-ア-3/1」のように書いてください。",
            );
        }
    }
}

fn template(check: &mut Check<'_>, name: &Spanned<String>, folder: &str, what: &str) {
    let facts = check.facts;
    if facts.templates.contains(&format!("{folder}/{}", name.get_ref())) {
        return;
    }
    let there: Vec<&str> =
        facts.templates.iter().filter_map(|t| t.strip_prefix(folder)?.strip_prefix('/')).collect();
    check.report(
        &facts.cycle.source.of(name),
        format!("{what}「{}」はありません。", name.get_ref()),
        format!("あるのは {} です。", there.join("、")),
    );
}

fn spanned(check: &mut Check<'_>, value: &Spanned<String>, known: bool, what: &str) {
    let origin = check.facts.cycle.source.of(value);
    report(check, &origin, value.get_ref(), known, what);
}

/// An empty cell is the matter of another rule.
fn cell(check: &mut Check<'_>, cell: &Cell, known: bool, what: &str) {
    let known = known || cell.is_empty();
    report(check, &cell.origin, &cell.text, known, what);
}

fn report(check: &mut Check<'_>, origin: &Origin, text: &str, known: bool, what: &str) {
    if !known {
        check.report(
            origin,
            format!("{what}「{text}」はありません。"),
            "つづりを確かめるか、指す先を足してください。",
        );
    }
}
