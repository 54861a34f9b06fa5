//! What was asked comes back, in part, late or not at all: who is reminded and asked, what 対応状況一覧 and 受付簿 show, and
//! what `status` says of it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;

use crate::program::{Built, shiryo};
use crate::readers::{squeezed, table, workbook_text};
use crate::root::{Root, rules_folder};

/// A vote, a question to organizations, the reminder of both, a report, and the follow-up.
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
date = 2023-02-22
deadline = 2023-03-03
forms = [{ id = "opinion", title = "意見回答様式", form = "opinion", to = "organizations", file = "xlsx" }]

[[stages]]
id = "saisoku"
kind = "notice"
title = "再依頼"
body = "kaigi"
date = 2023-03-06
[[stages.letters]]
id = "opinions"
title = "意見の再依頼"
to = "organizations"
only = "unreturned"
words = "opinions-reminder"
documents = ["letter"]
[[stages.letters]]
id = "ballots"
title = "回答書の再依頼"
to = "members"
only = "unreturned"
words = "ballot-reminder"
documents = ["letter"]

[[stages]]
id = "kekka"
kind = "notice"
title = "意見等の通知"
date = 2023-03-10
deadline = 2023-03-24
forms = [{ id = "report", title = "対応報告書", form = "report", to = "departments", file = "xlsx" }]

[[stages]]
id = "taio"
kind = "collection"
title = "対応状況の取りまとめ"
date = 2023-03-31
papers = [{ document = "followup" }]
annexes = [{ annex = "receipts" }]
[[stages.letters]]
id = "reminder"
title = "再依頼"
to = "departments"
only = "unreturned"
words = "report-reminder"
documents = ["letter"]
[[stages.letters]]
id = "questions"
title = "疑義照会"
to = "departments"
only = "questioned"
words = "report-questions"
documents = ["letter", "questions"]
"#;

const REPORT: &str = "番号,取組番号,種別,助言・意見の概要,対応の状況,対応の内容,時期\n";

/// What came back: of five things asked of 企画課 one is settled, one is planned and three are open; 地域福祉課 sent nothing
/// by the cutoff, and something after it.
fn small() -> Root {
    let root = Root::of(&rules_folder().join("base"));
    root.write("inputs/cycle.toml", root.read("inputs/cycle.toml") + STAGES);
    root.write("templates/words/ballot-reminder.txt.j2", "回答書の提出について（再依頼）\n\n　{{ question.stage.title }}の{{ question.form }}が届いていません。{% if recipient.open %}残り：{{ recipient.open|join(\"、\") }}。{% endif %}\n");
    root.write("inputs/members.csv", "会議,氏名,所属・職,コード\nkaigi,青木　一郎,西市,m1\nkaigi,石川　二葉,東町,m2\nkaigi,上田　三郎,北商工会,m3\n");
    root.write("inputs/ballots.csv", "段階,議案,構成員,回答,受付日,備考\nshomen,1,青木　一郎,承認する,2023-02-22,電話で確認\nshomen,2,青木　一郎,承認する,2023-02-22,電話で確認\nshomen,1,石川　二葉,承認する,2023-02-26,議案２は後日\nshomen,1,上田　三郎,承認する,2023-03-08,\n");
    root.write("inputs/opinions/nishi.csv", "番号,受付日,提出者,種別,取組番号,意見の概要\n1,2023-03-01,西市,意見,1-1,入口をそろえてほしい。\n2,2023-03-01,西市,意見,2-1,町工場を回ってほしい。\n4,2023-03-01,西市,意見,,図を入れてほしい。\n5,2023-03-01,西市,意見,1-2,声を聞いてほしい。\n");
    root.write(
        "inputs/opinions/higashi.csv",
        "番号,受付日,提出者,種別,取組番号,意見の概要\n3,2023-03-07,東町,意見,2-1,町工場を見てほしい。\n",
    );
    root.write(
        "inputs/opinions/kita.csv",
        "番号,受付日,提出者,種別,取組番号,意見の概要,備考\n,2023-03-02,北商工会,意見,,意見なし,次は早めに照会してほしい\n",
    );
    root.write("inputs/opinions/kaigi.csv", "番号,受付日,提出者,種別,取組番号,意見の概要\n6,2023-02-17,会員,助言,1-1,使った人の数も見てはどうか。\n");
    root.write("inputs/opinions/responses.csv", "番号,決定日,対応区分,県の考え方,同趣旨\n1,2023-03-08,反映,そろえます。,\n2,2023-03-08,反映,回ります。,\n3,2023-03-08,,,2\n");
    root.write("inputs/carried.csv", "年度,番号,種別,取組番号,部署,提出者,助言・意見の概要,対応の状況,対応の内容,時期\n令和３年度,7,助言,1-1,kikaku,会員,夜も受け付けてはどうか。,検討中,費用を調べている。,令和４年度\n");
    root.write("inputs/received.csv", "ファイル,受領日\nsubmissions/kikaku.csv,2023-01-25\nsubmissions/fukushi.csv,2023-01-27\nreports/kikaku.csv,2023-03-28\nreports/fukushi.csv,2023-04-03\n");
    root.write("inputs/reports/kikaku.csv", format!("{REPORT}3,2-1,意見,,対応済み,全ての町工場を回った。,令和５年３月\n4,共通,意見,,対応予定,図を入れる。,令和５年度\n6,1-1,助言,,,,\n"));
    root.write(
        "inputs/reports/fukushi.csv",
        format!("{REPORT}5,1-2,意見,,対応中,聞き取りを始めた。,\n4,共通,意見,,対応中,図を描いている。,\n"),
    );
    root
}

static BUILT: LazyLock<Built> = LazyLock::new(|| {
    let built = small().build(&[]);
    assert_eq!(built.status, 0, "{}", built.messages);
    built
});

fn letters(stage: &str) -> Vec<String> {
    let paths = BUILT.files().into_iter().map(|(path, _)| path);
    paths.filter_map(|path| path.strip_prefix(&format!("{stage}/letters/")).map(Into::into)).collect()
}

#[test]
fn those_who_have_not_answered_by_the_cutoff_are_reminded_and_no_others() {
    assert_eq!(
        letters("saisoku"),
        ["higashi_意見の再依頼.pdf", "m2_回答書の再依頼.pdf", "m3_回答書の再依頼.pdf"]
    );
    let text = squeezed(&BUILT.path("saisoku/letters/higashi_意見の再依頼.pdf"));
    assert!(text.contains("令和５年２月22日付けで照会しました"), "{text}");
    let partly = squeezed(&BUILT.path("saisoku/letters/m2_回答書の再依頼.pdf"));
    assert!(partly.contains("デジタル会議（書面）の回答書") && partly.contains("残り：議案２。"), "{partly}");
    assert!(!squeezed(&BUILT.path("saisoku/letters/m3_回答書の再依頼.pdf")).contains("残り"));
    // One that answered a part is asked for the rest and not reminded as well.
    assert_eq!(letters("taio"), ["fukushi_再依頼.pdf", "kikaku_疑義照会.pdf"]);
    let asked = squeezed(&BUILT.path("taio/letters/kikaku_疑義照会.pdf"));
    assert!(asked.contains("提出のあった対応報告書を確認したところ"), "{asked}");
    for open in ["番号R3-7", "番号１", "番号６"] {
        assert!(asked.contains(open), "{open}: {asked}");
    }
    assert!(!asked.contains("番号２") && !asked.contains("番号４"), "{asked}");
}

#[test]
fn the_form_asks_what_was_carried_over_and_once_what_was_put_together() {
    let form = workbook_text(&BUILT.path("kekka/forms/kikaku_対応報告書.xlsx"));
    assert!(form.contains("R3-7") && form.contains("（前年度から）夜も受け付けてはどうか。"), "{form}");
    assert!(form.contains("町工場を回ってほしい。") && !form.contains("町工場を見てほしい。"), "{form}");
    let other = workbook_text(&BUILT.path("kekka/forms/fukushi_対応報告書.xlsx"));
    assert!(!other.contains("R3-7") && other.contains("声を聞いてほしい。"), "{other}");
}

#[test]
fn the_follow_up_counts_every_row_that_was_asked() {
    let values = BUILT.json("taio/values.json");
    let texts: BTreeMap<String, String> = values["values"]
        .as_object()
        .expect("values")
        .iter()
        .filter_map(|(id, value)| {
            Some((id.strip_prefix("followup/")?.into(), value["text"].as_str()?.into()))
        })
        .collect();
    // 企画課: R3-7, 1, 2 (with 3), 4, 6; 地域福祉課: 4, 5.
    for (id, text) in [
        ("助言/未報告", "2"),
        ("助言/total", "2"),
        ("意見/対応済み", "1"),
        ("意見/対応予定", "1"),
        ("意見/未報告", "3"),
        ("意見/total", "5"),
        ("計/対応済み", "1"),
        ("計/対応予定", "1"),
        ("計/対応中", "0"),
        ("計/未報告", "5"),
        ("計/確認中", "0"),
        ("計/total", "7"),
    ] {
        assert_eq!(texts.get(id).map(String::as_str), Some(text), "{id}: {texts:?}");
    }
    let paper = squeezed(&BUILT.path("taio/助言・意見への対応状況一覧.pdf"));
    for shown in ["前年度から", "（令和３年度）", "（同じ趣旨　No.3）", "全ての町工場を回った。", "未報告"]
    {
        assert!(paper.contains(&shown.replace('　', "")) || paper.contains(shown), "{shown}: {paper}");
    }
    assert!(!paper.contains("聞き取りを始めた。"), "it came after the cutoff: {paper}");
}

#[test]
fn the_book_of_receipts_has_a_row_for_everyone_who_was_asked() {
    let rows = table(&BUILT.path("taio/annexes/受付簿.xlsx"), "受付簿");
    let shown: Vec<String> = rows
        .iter()
        .map(|row| {
            ["宛先", "状況", "回答", "期限後", "未回答の項目", "備考"]
                .map(|column| row[column].to_string())
                .join(" ")
        })
        .collect();
    assert_eq!(
        shown,
        [
            "企画部企画課 受付    ",
            "福祉部地域福祉課 受付    ",
            "青木　一郎 受付 議案１　承認する、議案２　承認する   電話で確認",
            "石川　二葉 一部 議案１　承認する 期限後 議案２ 議案２は後日",
            "上田　三郎 一部 議案１　承認する 期限後 議案２ ",
            "西市 受付 意見４件   ",
            "東町 受付 意見１件 期限後  ",
            "北商工会 受付 意見なし   次は早めに照会してほしい",
            "企画部企画課 一部 ５件のうち２件 期限後 番号R3-7、番号１、番号６ ",
            "福祉部地域福祉課 未着    ",
        ]
    );
}

#[test]
fn status_names_every_question_alike() {
    let root = small();
    let said = |more: &[&str]| {
        let output = root.run(&[&["status"], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let text = said(&["--on", "2023-03-31"]);
    for line in [
        "デジタル会議（書面）　回答書（shomen/ballot）　期限 令和５年２月24日（金）（35日過ぎました）\n　回答 1／3、一部 2、確認中 0、未回答 0、期限後 2\n",
        "　一部　石川　二葉（令和５年２月26日。残り 議案２）、上田　三郎（令和５年３月８日。残り 議案２）\n",
        "意見照会　意見回答様式（iken/opinion）　期限 令和５年３月３日（金）（28日過ぎました）\n　回答 3／3、一部 0、確認中 0、未回答 0、期限後 1\n　期限後　東町（令和５年３月７日）\n",
        "　未回答　地域福祉課\n",
        "助言・意見への対応　対応済み 1、対応中 0、対応予定 1、検討中 0、対応しない 0、確認中 0、未報告 5（計 7）\n",
    ] {
        assert!(text.contains(line), "{line}\nis not in\n{text}");
    }
    // Before it was asked, nobody has to answer.
    assert!(!said(&["--on", "2023-03-09"]).contains("kekka/report"));
    let one = said(&["--on", "2023-03-31", "--question", "iken/opinion"]);
    assert!(one.starts_with("意見照会　意見回答様式") && !one.contains("回答書"), "{one}");
    let output = root.run(&["status", "--question", "iken/nothing"]);
    assert_eq!(output.status.code(), Some(2));
    let mut command = shiryo();
    command.args(["status", "--on", "2023-03-31", "--format", "json", "--root"]).arg(root.path());
    let json: Value = serde_json::from_slice(&command.output().expect("it runs").stdout).expect("JSON");
    let report = json["answers"].as_array().expect("questions").last().expect("the report").clone();
    assert_eq!(report["question"], "kekka/report");
    assert_eq!(
        (&report["recipients"], &report["partly"], &report["unanswered"]),
        (&2.into(), &1.into(), &1.into())
    );
    assert_eq!(report["rows"][0]["open"], serde_json::json!(["番号R3-7", "番号１", "番号６"]));
    assert_eq!(report["rows"][0]["days"], serde_json::json!(["2023-03-28"]));
    assert_eq!(json["followup"]["counts"][2]["total"]["text"], "7");
}

#[test]
fn what_a_department_reported_and_was_left_stands_in_no_other_ones_letter_or_form() {
    let root = Root::sample();
    let mut marks: BTreeMap<String, String> = BTreeMap::new();
    let mut carried =
        String::from("年度,番号,種別,取組番号,部署,提出者,助言・意見の概要,対応の状況,対応の内容,時期\n");
    let folder = root.path().join("inputs/reports");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("reports")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".csv") && !name.contains('_'))
        .collect();
    names.sort();
    for (n, name) in names.iter().enumerate() {
        let code = name.trim_end_matches(".csv").to_owned();
        let bytes = std::fs::read(folder.join(name)).expect("a report");
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
            Err(_) => encoding_rs::SHIFT_JIS.decode(&bytes).0.into_owned(),
        };
        let (reported, left) = (format!("R{n:02}Q"), format!("C{n:02}Q"));
        let mut lines: Vec<Vec<String>> = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes())
            .records()
            .map(|record| record.expect("a record").iter().map(Into::into).collect())
            .collect();
        // A state that is none, so that everyone is asked, and asked for what it wrote there.
        lines[1][4] = format!("おわり{reported}");
        lines[1][5] = format!("内容{reported}");
        let text: String = lines.iter().map(|line| line.join(",") + "\n").collect();
        root.write(&format!("inputs/reports/{name}"), text);
        carried += &format!("平成30年度,{},助言,,{code},会員,引き継いだ{left},検討中,前の{left},\n", n + 1);
        marks.extend([(reported, code.clone()), (left, code)]);
    }
    root.write("inputs/carried.csv", carried);
    let built = root.build(&["feedback", "followup"]);
    let manifest = built.json("manifest.json");
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in manifest["files"].as_array().expect("files") {
        let path = file["path"].as_str().expect("a path");
        let (Some(code), false) = (file["recipient"]["code"].as_str(), path.ends_with(".mail")) else {
            continue;
        };
        let place = built.path(path);
        let text = if path.ends_with(".pdf") { squeezed(&place) } else { workbook_text(&place) };
        for (mark, owner) in marks.iter().filter(|(mark, _)| text.contains(mark.as_str())) {
            assert_eq!(owner, code, "{mark} stands in {path}");
            found.entry(mark.clone()).or_default().push(path.to_owned());
        }
    }
    for (mark, owner) in &marks {
        let own = found.get(mark).map_or("", |paths| paths[0].as_str());
        // The section that asks writes no letter to itself, and one report came after the questions.
        if mark.starts_with('R') && ["seisaku", "doboku"].contains(&owner.as_str()) {
            assert_eq!(own, "");
            continue;
        }
        let at = if mark.starts_with('R') { "followup/letters/" } else { "feedback/forms/" };
        assert!(own.starts_with(&format!("{at}{owner}_")), "{mark}: {own}");
    }
    assert!(marks.len() > 20, "{marks:?}");
}
