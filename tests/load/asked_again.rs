//! What is asked of some, and what is asked once more: no such thing turns those who answered into those who did not.

use shiryo::decide::left_open::left_open;
use shiryo::decide::question::Question;
use shiryo::decide::sent_in::SentIn;
use shiryo::load::Loaded;
use shiryo::model::stage::FormKind;

use crate::answers::{four_questions, four_questions_and, report, standings};
use crate::findings::{loaded, printed};
use crate::root::Root;

fn opinion(root: &Root, code: &str, row: &str) {
    let text = format!("番号,受付日,提出者,種別,取組番号,意見の概要\n{row}\n");
    root.write(&format!("inputs/opinions/{code}.csv"), text);
}

/// A notice with a letter and a form: `more` is of the notice, `letter` of the letter.
fn notice(id: &str, date: &str, more: &str, letter: &str, form: &str) -> String {
    format!(
        "\n[[stages]]\nid = \"{id}\"\nkind = \"notice\"\ntitle = \"{id}\"\ndate = {date}\n{more}\nforms = [{form}]\n\n[[stages.letters]]\nid = \"letter\"\ntitle = \"通知\"\nwords = \"reminder\"\ndocuments = [\"letter\"]\n{letter}\n"
    )
}

const OPINION: &str = r#"{ id = "opinion", title = "意見回答様式", form = "opinion", to = "organizations" }"#;

pub(crate) fn a_question_to_some_is_none_to_the_others() {
    let root = four_questions_and(&notice(
        "mata",
        "2023-03-02",
        "only = [\"kita\"]",
        "to = \"organizations\"",
        OPINION,
    ));
    let first = ["nishi 03-01", "higashi 03-06!"];
    let (once, _) = loaded(&root);
    assert_eq!(standings(&once, "iken/opinion", "2023-03-06"), [&first[..], &["kita -"]].concat());
    assert_eq!(standings(&once, "mata/opinion", "2023-03-06"), ["kita -"]);
    // The one that was asked twice answers what it was asked last.
    opinion(&root, "kita", "9,2023-03-06,北商工会,意見,,見守ってほしい。");
    let (twice, _) = loaded(&root);
    assert_eq!(standings(&twice, "mata/opinion", "2023-03-06"), ["kita 03-06"]);
    assert_eq!(standings(&twice, "iken/opinion", "2023-03-06"), [&first[..], &["kita -"]].concat());
}

pub(crate) fn a_form_sent_again_is_the_first_question_sent_again() {
    let reminder = "to = \"organizations\"\nonly = \"unreturned\"\nreport_by = 2023-03-10";
    let root = four_questions_and(&notice("saido", "2023-03-06", "", reminder, OPINION));
    opinion(&root, "kita", "9,2023-03-08,北商工会,意見,,見守ってほしい。");
    let (loaded, _) = loaded(&root);
    let ids: Vec<String> = Question::all(&loaded.cycle).iter().map(Question::id).collect();
    assert_eq!(ids, ["inquiry/return", "shomen/ballot", "iken/opinion", "hokoku/report"]);
    // It may be called by the stage that sends it again.
    let again = Question::find(&loaded.cycle, "saido/opinion").map(|question| question.id());
    assert_eq!(again.as_deref(), Some("iken/opinion"));
    // Who had answered by the reminder, though late, keeps the first day; who had not has the later one.
    let on = |day| standings(&loaded, "iken/opinion", day);
    assert_eq!(on("2023-03-07"), ["nishi 03-01", "higashi 03-06!", "kita -"]);
    assert_eq!(on("2023-03-08"), ["nishi 03-01", "higashi 03-06!", "kita 03-08"]);
    // A day before the first one takes nothing back.
    root.replace("inputs/cycle.toml", "report_by = 2023-03-10", "report_by = 2023-03-01");
    let (earlier, _) = crate::findings::loaded(&root);
    assert_eq!(standings(&earlier, "iken/opinion", "2023-03-08")[2], "kita 03-08!");
}

pub(crate) fn no_kind_of_form_sent_again_asks_anything_new() {
    let reminds = |to: &str, only: &str, form: &str| {
        let letter = format!("to = \"{to}\"\nonly = \"{only}\"");
        let form = format!("{{ id = \"again\", title = \"様式\", form = \"{form}\", to = \"{to}\" }}");
        let meeting = if to == "members" { "meeting = \"atsumari\"" } else { "" };
        notice(
            &format!("sai-{form_id}-{only}", form_id = letter.len()),
            "2023-03-29",
            meeting,
            &letter,
            &form,
        )
    };
    let attends = r#"{ id = "attendance", title = "出欠回答票", form = "attendance", to = "members" }"#;
    let invitation = notice("annai", "2023-03-13", "meeting = \"atsumari\"", "to = \"members\"", attends);
    let meeting = "\n[[stages]]\nid = \"atsumari\"\nkind = \"meeting\"\ntitle = \"会議\"\nbody = \"kaigi\"\ndate = 2023-03-30\npurpose = \"確認\"\n";
    let asked = ["inquiry/return", "shomen/ballot", "iken/opinion", "hokoku/report", "annai/attendance"];
    for (to, only, form) in [
        ("departments", "unreturned", "return"),
        ("departments", "questioned", "return"),
        ("departments", "unreturned", "report"),
        ("departments", "questioned", "report"),
        ("organizations", "unreturned", "opinion"),
        ("members", "unreturned", "attendance"),
    ] {
        let root = four_questions_and(&format!("{invitation}{}{meeting}", reminds(to, only, form)));
        root.write("inputs/replies/m1.csv", "段階,出欠,受付日\natsumari,出席,2023-03-14\n");
        root.write("inputs/replies/m2.csv", "段階,出欠,受付日\natsumari,欠席,2023-03-29\n");
        let (loaded, _) = loaded(&root);
        let ids: Vec<String> = Question::all(&loaded.cycle).iter().map(Question::id).collect();
        assert_eq!(ids, asked, "{form} {only}");
        let attendance = standings(&loaded, "annai/attendance", "2023-03-30");
        assert_eq!(attendance, ["m1 03-14", "m2 03-29", "m3 -"], "{form} {only}");
        let returned = standings(&loaded, "inquiry/return", "2023-03-30");
        assert_eq!(returned, ["kikaku 01-25", "fukushi 01-30!"], "{form} {only}");
    }
}

pub(crate) fn a_notice_about_some_measures_asks_those_who_spoke_of_them() {
    let root = four_questions_and(&notice(
        "zuiji",
        "2023-03-09",
        "measures = [\"2-1\"]",
        "to = \"organizations\"",
        OPINION,
    ));
    let (loaded, _) = loaded(&root);
    assert_eq!(standings(&loaded, "zuiji/opinion", "2023-03-31"), ["nishi -"]);
    assert_eq!(standings(&loaded, "iken/opinion", "2023-03-31"), ["nishi 03-01", "higashi 03-06!", "kita -"]);
}

pub(crate) fn a_second_question_to_one_department_closes_nothing_of_the_others() {
    let form = r#"{ id = "report", title = "対応報告書", form = "report", to = "departments" }"#;
    let more = notice("tsuika", "2023-03-20", "only = [\"fukushi\"]", "to = \"departments\"", form);
    let root = four_questions_and(&more);
    root.write("inputs/reports/kikaku_2.csv", report("1,対応中,そろえ始めた。,"));
    opinion(&root, "kita", "9,2023-03-08,北商工会,意見,1-2,見守ってほしい。");
    let (loaded, _) = loaded(&root);
    let Loaded { cycle, submissions, opinions, reports, .. } = &loaded;
    let sent = SentIn { cycle, submissions, opinions, reports };
    let open = left_open(sent, "2023-03-31".parse().expect("a day"));
    let open: Vec<String> = open.iter().map(|one| one.label()).collect();
    assert_eq!(open, ["R4-1", "R4-2", "R4-9"]);
    let each = Question::last_of_each(sent, FormKind::Report, None);
    let each: Vec<String> = each.iter().map(|(who, q)| format!("{} {}", who.code(), q.id())).collect();
    assert_eq!(each, ["kikaku hokoku/report", "fukushi tsuika/report"]);
}

pub(crate) fn a_letter_reminds_of_what_its_own_recipients_were_asked_before() {
    let other_body = "\n[[stages]]\nid = \"betsu\"\nkind = \"written\"\ntitle = \"部会（書面）\"\nbody = \"bukai\"\ndate = 2023-02-21\npurpose = \"確認\"\nagenda = [{ text = \"議案\", items = [{ text = \"一つ目\" }] }]\n";
    let reminder = |to: &str, of: &str| {
        let letter = format!("to = \"{to}\"\nonly = \"unreturned\"\nof = \"{of}\"");
        let body = if to == "members" { "body = \"kaigi\"" } else { "" };
        notice("saido", "2023-03-06", body, &letter, "")
    };
    for (to, of, is_wrong) in [
        ("members", "shomen/ballot", false),
        ("members", "betsu/ballot", true),
        ("members", "iken/opinion", true),
        ("organizations", "iken/opinion", false),
        ("organizations", "hokoku/report", true),
        ("departments", "inquiry/return", false),
        // It is asked later.
        ("departments", "hokoku/report", true),
    ] {
        let root = four_questions();
        let before = "\n[[stages]]\nid = \"hokoku\"";
        let stages = format!("{other_body}{}{before}", reminder(to, of));
        root.replace("inputs/cycle.toml", before, &stages);
        let body = "\n[[bodies]]\nid = \"bukai\"\nname = \"部会\"\nshort = \"部会\"\nmember = \"委員\"\n";
        root.replace("inputs/cycle.toml", "\n# ── 達成状況の区分", &format!("{body}\n# ── 達成状況の区分"));
        let (_, findings) = loaded(&root);
        let said = printed(&findings);
        assert_eq!(said.contains("reference-to-nothing"), is_wrong, "{to} {of}: {said}");
    }
}
