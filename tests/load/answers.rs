//! Who has answered what: each kind of question answered in time, late, in part and not at all.

use chrono::NaiveDate;
use shiryo::decide::answers::{Answered, asked_of};
use shiryo::decide::asked::{Reported, reported};
use shiryo::decide::left_open::left_open;
use shiryo::decide::question::Question;
use shiryo::decide::sent_in::SentIn;
use shiryo::load::Loaded;

use crate::findings::{loaded, printed};
use crate::root::{Root, rules_folder};

/// Three more questions, to members, organizations and departments.
const STAGES: &str = r#"
[[stages]]
id = "shomen"
kind = "written"
title = "デジタル会議（書面）"
body = "kaigi"
date = 2023-02-20
deadline = 2023-02-24
agenda = [{ text = "議案", items = [{ text = "一つ目" }, { text = "二つ目" }] }]
forms = [{ id = "ballot", title = "回答書", form = "ballot", to = "members", file = "xlsx" }]

[[stages]]
id = "iken"
kind = "inquiry"
title = "意見照会"
date = 2023-02-27
deadline = 2023-03-03
forms = [{ id = "opinion", title = "意見回答様式", form = "opinion", to = "organizations", file = "xlsx" }]

[[stages]]
id = "hokoku"
kind = "notice"
title = "助言等の通知"
date = 2023-03-10
forms = [
  { id = "report", title = "対応報告書", form = "report", to = "departments", file = "xlsx" },
  { id = "report-csv", title = "対応報告書", form = "report", to = "departments" },
]

[[stages.letters]]
id = "notice"
title = "通知"
to = "departments"
words = "feedback-notice"
report_by = 2023-03-24
documents = ["letter"]

[[stages]]
id = "saigo"
kind = "collection"
title = "対応状況の取りまとめ"
date = 2023-03-31
"#;

/// The base cycle with four questions, and what came back.
pub(crate) fn four_questions() -> Root {
    let root = Root::of(&rules_folder().join("base"));
    let cycle = root.read("inputs/cycle.toml").replace(
        "purpose = \"指標の実績と課題の把握\"\n",
        "purpose = \"指標の実績と課題の把握\"\nforms = [{ id = \"return\", title = \"調査票\", form = \"return\", to = \"departments\" }]\n",
    );
    root.write("inputs/cycle.toml", cycle + STAGES);
    root.write(
        "inputs/members.csv",
        "会議,氏名,所属・職,コード\nkaigi,青木　一郎,西市,m1\nkaigi,石川　二葉,東町,m2\nkaigi,上田　三郎,北商工会,m3\n",
    );
    root.write(
        "inputs/received.csv",
        "ファイル,受領日\nsubmissions/kikaku.csv,2023-01-25\nsubmissions/fukushi.csv,2023-01-30\nreports/kikaku.csv,2023-03-22\nreports/kikaku_2.csv,2023-03-30\n",
    );
    root.write(
        "inputs/ballots.csv",
        "段階,議案,構成員,回答,受付日\nshomen,1,青木　一郎,承認する,2023-02-22\nshomen,2,青木　一郎,承認しない,2023-02-22\nshomen,1,石川　二葉,承認する,2023-02-26\n",
    );
    root.write(
        "inputs/opinions/nishi.csv",
        "番号,受付日,提出者,種別,取組番号,意見の概要\n1,2023-03-01,西市,意見,1-1,入口をそろえてほしい。\n2,2023-03-01,西市,意見,2-1,町工場を回ってほしい。\n3,2023-03-01,西市,意見,2-1,同じく、町工場を回ってほしい。\n",
    );
    root.write(
        "inputs/opinions/responses.csv",
        "番号,決定日,対応区分,県の考え方,同趣旨\n1,2023-03-08,反映,そろえます。,\n2,2023-03-08,反映,回ります。,\n3,2023-03-08,,,2\n",
    );
    root.write(
        "inputs/opinions/higashi.csv",
        "番号,受付日,提出者,種別,取組番号,意見の概要\n,2023-03-06,東町,意見,,意見なし\n",
    );
    root.write("inputs/reports/kikaku.csv", report("2,対応中,回り始めた。,令和５年度"));
    root.write("inputs/reports/kikaku_2.csv", report("1,対応済み,そろえた。,"));
    root
}

/// The same with some more stages before the last.
pub(crate) fn four_questions_and(stages: &str) -> Root {
    let root = four_questions();
    let last = "\n[[stages]]\nid = \"saigo\"";
    root.replace("inputs/cycle.toml", last, &format!("{stages}{last}"));
    root
}

pub(crate) fn report(row: &str) -> String {
    let [number, rest @ ..] = &row.split(',').collect::<Vec<_>>()[..] else { panic!("a row") };
    format!(
        "番号,取組番号,種別,助言・意見の概要,対応の状況,対応の内容,時期\n{number},,,,{}\n",
        rest.join(",")
    )
}

/// How everyone stands to a question on a day: 「kikaku 01-25」; `!` late, `-` nothing came.
pub(crate) fn standings(loaded: &Loaded, question: &str, day: &str) -> Vec<String> {
    let Loaded { cycle, submissions, opinions, reports, .. } = loaded;
    let question = Question::find(cycle, question).expect("a question");
    let day: NaiveDate = day.parse().expect("a day");
    let standings = question.standings(SentIn { cycle, submissions, opinions, reports }, day);
    let shown = standings.iter().map(|standing| {
        let code = standing.recipient.code();
        let days: Vec<String> = standing.days.iter().map(|day| day.format("%m-%d").to_string()).collect();
        let days = days.join("+");
        let late = if standing.is_late() { "!" } else { "" };
        match &standing.state {
            Answered::Not => format!("{code} -"),
            Answered::Unsettled => format!("{code} {days}{late} 確認中"),
            Answered::Whole => format!("{code} {days}{late}"),
            Answered::Partly { open } => format!("{code} {days}{late} 残 {}", open.join("・")),
        }
    });
    shown.collect()
}

pub(crate) fn every_kind_of_question_is_answered_in_time_late_partly_or_not() {
    let (loaded, findings) = loaded(&four_questions());
    assert_eq!(printed(&findings), "");
    let on = |question, day| standings(&loaded, question, day);
    assert_eq!(on("inquiry/return", "2023-01-24"), ["kikaku -", "fukushi -"]);
    assert_eq!(on("inquiry/return", "2023-01-29"), ["kikaku 01-25", "fukushi -"]);
    assert_eq!(on("inquiry/return", "2023-01-30"), ["kikaku 01-25", "fukushi 01-30!"]);
    assert_eq!(on("shomen/ballot", "2023-02-21"), ["m1 -", "m2 -", "m3 -"]);
    assert_eq!(on("shomen/ballot", "2023-02-28"), ["m1 02-22", "m2 02-26! 残 議案2", "m3 -"]);
    assert_eq!(on("iken/opinion", "2023-03-05"), ["nishi 03-01", "higashi -", "kita -"]);
    assert_eq!(on("iken/opinion", "2023-03-06"), ["nishi 03-01", "higashi 03-06!", "kita -"]);
    // Opinion 3 is put together with 2, and one report is for both. The other department was asked nothing.
    assert_eq!(on("hokoku/report", "2023-03-21"), ["kikaku -"]);
    assert_eq!(on("hokoku/report", "2023-03-29"), ["kikaku 03-22 残 番号1"]);
    assert_eq!(on("hokoku/report", "2023-03-31"), ["kikaku 03-22+03-30!"]);
    // The same form as CSV is the same question.
    assert_eq!(on("hokoku/report-csv", "2023-03-31"), ["kikaku 03-22+03-30!"]);
}

pub(crate) fn a_letter_is_about_the_last_question_to_its_recipients_or_the_one_it_names() {
    let (loaded, _) = loaded(&four_questions());
    let cycle = &loaded.cycle;
    let stage = |id: &str| cycle.stage(id).expect("a stage");
    let last = |id: &str, to| Question::last(cycle, stage(id), to).map(|question| question.id());
    use shiryo::model::letter::Recipients::{Departments, Members, Organizations};
    assert_eq!(last("kaigi", Departments).as_deref(), Some("inquiry/return"));
    assert_eq!(last("saigo", Departments).as_deref(), Some("hokoku/report"));
    assert_eq!(last("saigo", Organizations).as_deref(), Some("iken/opinion"));
    assert_eq!(last("shomen", Members).as_deref(), Some("shomen/ballot"));
    // No body meets at the last stage, so its members are nobody.
    assert_eq!(last("saigo", Members), None);
    assert_eq!(last("inquiry", Organizations), None);
    assert!(Question::find(cycle, "iken/nothing").is_none());
}

/// A body may send tables of its own with its letters, and none of ours.
pub(crate) fn what_is_asked_without_a_form_is_a_question_too() {
    let root = four_questions();
    let bare = |line: &str| !line.trim_start().starts_with("forms = ");
    let text = root.read("inputs/cycle.toml");
    let lines: Vec<&str> = text.lines().filter(|line| bare(line)).collect();
    let without = lines.join("\n").replace(
        "  { id = \"report\", title = \"対応報告書\", form = \"report\", to = \"departments\", file = \"xlsx\" },\n  { id = \"report-csv\", title = \"対応報告書\", form = \"report\", to = \"departments\" },\n]\n",
        "",
    );
    let letter = "title = \"意見照会\"\nletters = [{ id = \"request\", title = \"意見照会\", to = \"organizations\", words = \"opinions-request\", documents = [\"letter\"] }]\n";
    root.write("inputs/cycle.toml", without.replace("title = \"意見照会\"\n", letter));
    let (loaded, _) = loaded(&root);
    let questions = Question::all(&loaded.cycle).into_iter().map(|question| question.id());
    assert_eq!(questions.collect::<Vec<_>>(), ["inquiry/return", "shomen/ballot", "iken/opinion"]);
    assert_eq!(standings(&loaded, "inquiry/return", "2023-01-29"), ["kikaku 01-25", "fukushi -"]);
    assert_eq!(standings(&loaded, "shomen/ballot", "2023-02-21"), ["m1 -", "m2 -", "m3 -"]);
    assert_eq!(standings(&loaded, "iken/opinion", "2023-03-05"), ["nishi 03-01", "higashi -", "kita -"]);
}

pub(crate) fn of_two_questions_of_a_kind_an_answer_is_to_the_last_that_was_asked() {
    let root = four_questions();
    let again = r#"
[[stages]]
id = "mata"
kind = "inquiry"
title = "意見照会（２回目）"
date = 2023-03-31
forms = [{ id = "opinion", title = "意見回答様式", form = "opinion", to = "organizations" }]
"#;
    root.write("inputs/cycle.toml", root.read("inputs/cycle.toml") + again);
    root.write(
        "inputs/opinions/kita.csv",
        "番号,受付日,提出者,種別,取組番号,意見の概要\n9,2023-04-03,北商工会,意見,,見守ってほしい。\n",
    );
    let (loaded, _) = loaded(&root);
    assert_eq!(standings(&loaded, "iken/opinion", "2023-04-30"), ["nishi 03-01", "higashi 03-06!", "kita -"]);
    assert_eq!(standings(&loaded, "mata/opinion", "2023-04-30"), ["nishi -", "higashi -", "kita 04-03"]);
}

pub(crate) fn what_is_left_open_is_asked_again_next_year() {
    let (loaded, _) = loaded(&four_questions());
    let Loaded { cycle, submissions, opinions, reports, .. } = &loaded;
    let sent = SentIn { cycle, submissions, opinions, reports };
    let open = |day: &str| -> Vec<String> {
        let open = left_open(sent, day.parse().expect("a day"));
        let shown = open.iter().map(|one| {
            format!("{} {} {} {}", one.label(), one.measure.text, one.state.cell.text, one.report.text)
        });
        shown.collect()
    };
    assert_eq!(open("2023-03-21"), ["R4-1 1-1  ", "R4-2 2-1  "]);
    // 1 was settled with the second file.
    assert_eq!(open("2023-03-31"), ["R4-2 2-1 対応中 回り始めた。"]);
    // Next year the measure has another number, and what was asked of a measure that is gone is nobody's.
    let root = four_questions();
    root.write(
        "inputs/carried.csv",
        "年度,番号,種別,取組番号,部署,提出者,助言・意見の概要\n令和３年度,2,意見,2-1,kikaku,西市,町工場を回ってほしい。\n令和３年度,9,意見,1-2,fukushi,西市,声を聞いてほしい。\n令和３年度,8,助言,,fukushi,会員,図を入れてほしい。\n",
    );
    let measures = root.read("inputs/measures.csv").replacen("担当\n", "担当,旧番号\n", 1);
    let measures = measures.replace("1-1,手続のオンライン化,1,kikaku", "1-1,手続のオンライン化,1,kikaku,2-1");
    let measures = measures
        .replace("2-1,町工場のデジタル化の支援,2,kikaku", "2-1,町工場のデジタル化の支援,2,kikaku,1-1");
    let measures =
        measures.replace("1-2,見守りの仕組みづくり,1,fukushi", "1-2,見守りの仕組みづくり,1,fukushi,新規");
    root.write("inputs/measures.csv", measures);
    let (loaded, findings) = crate::findings::loaded(&root);
    assert!(
        printed(&findings).contains("取組「前の年の1-2」は measures.csv にありません"),
        "{}",
        printed(&findings)
    );
    let Loaded { cycle, submissions, opinions, reports, .. } = &loaded;
    let sent = SentIn { cycle, submissions, opinions, reports };
    let asked = |code: &str| -> Vec<String> {
        let day = "2023-03-10".parse().expect("a day");
        asked_of(sent, code, day).iter().map(|one| format!("{} {}", one.number, one.measure.text)).collect()
    };
    assert_eq!(asked("kikaku"), ["R3-2 1-1", "1 1-1", "2 2-1"]);
    assert_eq!(asked("fukushi"), ["R3-8 "]);
    // What was asked of nobody stays open, under its number of then.
    let open = left_open(sent, NaiveDate::MAX);
    assert!(open.iter().any(|one| one.label() == "R3-9" && one.measure.text == "1-2"));
}

pub(crate) fn of_two_reports_the_later_holds_and_those_of_one_day_dispute_each_other() {
    let said = |days: [&str; 2], rows: [&str; 2]| {
        let root = four_questions();
        root.write("inputs/reports/kikaku.csv", report(rows[0]));
        root.write("inputs/reports/kikaku_2.csv", report(rows[1]));
        let received = root.read("inputs/received.csv");
        let received = received.replace("2023-03-22", days[0]).replace("2023-03-30", days[1]);
        root.write("inputs/received.csv", received);
        let (loaded, _) = loaded(&root);
        let Loaded { cycle, submissions, opinions, reports, .. } = &loaded;
        let sent = SentIn { cycle, submissions, opinions, reports };
        let day = "2023-03-31".parse().expect("a day");
        let asked = asked_of(sent, "kikaku", day);
        let reported = reported(&asked, reports, "kikaku", day);
        reported.get("2").map(|reported| match reported {
            Reported::Disputed => "確認中".to_owned(),
            Reported::Row(row) => row.state.cell.text.clone(),
        })
    };
    let (begun, done) = ("2,対応中,回り始めた。,", "2,対応済み,回った。,");
    let said = |days, rows| said(days, rows).unwrap_or_default();
    assert_eq!(said(["2023-03-20", "2023-03-22"], [begun, done]), "対応済み");
    assert_eq!(said(["2023-03-22", "2023-03-20"], [begun, done]), "対応中");
    assert_eq!(said(["2023-03-22", "2023-03-22"], [begun, done]), "確認中");
    assert_eq!(said(["2023-03-22", "2023-03-22"], [done, done]), "対応済み");
    // A row that was left open takes nothing back; the like opinion's number is the main one's.
    assert_eq!(said(["2023-03-20", "2023-03-22"], [done, "2,,,"]), "対応済み");
    assert_eq!(said(["2023-03-20", "2023-03-22"], [begun, "3,対応済み,回った。,"]), "対応済み");
    // A day that can't be read: nobody knows which is the later.
    assert_eq!(said(["2023-03-20", "あした"], [begun, done]), "確認中");
    // What came after the day doesn't count yet.
    assert_eq!(said(["2023-03-20", "2023-04-01"], [begun, done]), "対応中");
}

pub(crate) fn what_cannot_be_asked_as_it_stands_is_said_and_kept_open() {
    let root = four_questions();
    let bad = rules_folder().join("carried-unasked/bad/inputs/carried.csv");
    root.write("inputs/carried.csv", std::fs::read(bad).expect("the bad example"));
    let (loaded, _) = loaded(&root);
    let Loaded { cycle, submissions, opinions, reports, .. } = &loaded;
    let sent = SentIn { cycle, submissions, opinions, reports };
    let day = "2023-03-10".parse().expect("a day");
    let asked = |code: &str| -> Vec<String> {
        let asked = asked_of(sent, code, day).into_iter();
        asked.filter(|one| one.carried.is_some()).map(|one| one.number + " " + one.text).collect()
    };
    assert_eq!(asked("kikaku"), ["R3-2 町工場を回ってほしい。", "R3-8 図を入れてほしい。"]);
    assert_eq!(asked("fukushi"), ["R3-8 図を入れてほしい。"]);
    // What is settled and what stands there twice is over; all else is still open, though nobody is asked.
    let open = left_open(sent, NaiveDate::MAX);
    let open = |number: &str| open.iter().filter(|one| one.number.text == number).count();
    for (number, times) in
        [("4", 0), ("5", 0), ("2", 2), ("２", 1), ("8", 3), ("6", 1), ("7", 1), ("9", 1), ("3", 1)]
    {
        assert_eq!(open(number), times, "{number}");
    }
    // A folder that was made for a new year, whose year was not changed yet: once is enough.
    let own = "年度,番号,種別,取組番号,部署,提出者,助言・意見の概要\n令和４年度,2,意見,2-1,kikaku,西市,町工場を回ってほしい。\n令和４年度,8,助言,,fukushi,会員,図を入れてほしい。\n";
    root.write("inputs/carried.csv", own);
    let said = printed(&crate::findings::findings(&root));
    let said: Vec<&str> = said.lines().filter(|line| line.contains("carried")).collect();
    assert!(
        matches!(said[..], [one] if one.contains("注意[carried-unasked]") && one.contains("fiscal_year")),
        "{said:?}"
    );
}
