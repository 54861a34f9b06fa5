//! Numbers of advice and opinions in the words of those who write them.

use crate::findings::{findings, loaded, printed};
use crate::root::{Root, rules_folder};

const RESPONSES: &str = "inputs/opinions/responses.csv";
const REPORT: &str = "inputs/reports/fukushi.csv";

/// A cycle with three opinions, all answered, and a report on the second and the third.
fn asked() -> Root {
    Root::example(&rules_folder().join("report-number/good"))
}

pub(crate) fn a_report_and_an_answer_name_their_opinion_in_any_words() {
    let as_listed = printed(&findings(&asked()));
    let reported = |root: &Root| {
        let rows = loaded(root).0.reports.files.into_iter().flat_map(|file| file.rows);
        rows.map(|row| row.number.text).collect::<Vec<_>>()
    };
    let numbers = reported(&asked());
    for written in ["意見2", "No.2", "№２", "意見第２号", "002", "2.0", "２番", "（意見２）", "番号2"]
    {
        let root = asked();
        root.replace(REPORT, "\n２,", &format!("\n{written},")).replace(
            RESPONSES,
            "\n2,",
            &format!("\n{written},"),
        );
        assert_eq!(reported(&root), numbers, "{written}");
        assert_eq!(printed(&findings(&root)), as_listed, "{written}");
    }
    for written in ["助言2", "②", "2-1", "意見2と3", "H30-2", "22"] {
        let root = asked();
        root.replace(REPORT, "\n２,", &format!("\n{written},"));
        let found = printed(&findings(&root));
        assert!(
            found.contains(&format!("[report-number] 番号「{written}」の助言・意見はありません")),
            "{found}"
        );
    }
}

pub(crate) fn a_number_of_last_years_is_found_with_its_year() {
    for written in
        ["R3-7", "Ｒ３－７", "令和3年度-7", "令和３年度第７号", "R03-07", "令和3年度の意見7", "2021-7"]
    {
        let root = asked();
        root.write(
            "inputs/carried.csv",
            "年度,番号,種別,取組番号,部署,提出者,助言・意見の概要,対応の状況,対応の内容,時期\n\
             令和３年度,7,意見,,fukushi,西市,案内を増やしてほしい。,対応中,始めた。,\n",
        );
        let row = format!("{written},,意見,,対応済み,案内を増やした。,\n");
        root.write(REPORT, root.read(REPORT) + &row);
        let found = printed(&findings(&root));
        assert!(!found.contains("[report-number]"), "{written} {found}");
        let files = loaded(&root).0.reports.files;
        assert_eq!(files[0].rows.last().map(|row| row.number.text.as_str()), Some("R3-7"), "{written}");
    }
}

pub(crate) fn what_is_put_together_says_so_in_any_words() {
    let same = |written: &str| {
        let root = asked();
        root.replace(RESPONSES, "番号,決定日,対応区分,県の考え方", "番号,決定日,対応区分,県の考え方,同趣旨");
        root.replace(
            RESPONSES,
            "3,2023-03-01,反映,図を入れます。",
            &format!("3,2023-03-01,反映,図を入れます。,{written}"),
        );
        let answers = loaded(&root).0.opinions.answers;
        let same_as =
            answers.into_iter().find(|answer| answer.number.text == "3").expect("an answer").same_as.text;
        (same_as, printed(&findings(&root)).contains("[reference-to-nothing]"))
    };
    for written in ["2", "No.2", "意見２", "第２号"] {
        assert_eq!(same(written), ("2".into(), false), "{written}");
    }
    for written in ["", "－", "なし", "-", "特になし"] {
        assert_eq!(same(written), (String::new(), false), "{written}");
    }
    assert_eq!(same("助言2"), ("助言2".into(), true), "2 is no advice");
}

pub(crate) fn one_number_in_two_ways_stands_there_twice() {
    for written in ["No.2", "02", "2.0", "第２号"] {
        let root = asked();
        root.replace("inputs/opinions/nishi.csv", "\n3,", &format!("\n{written},"));
        let found = printed(&findings(&root));
        assert!(
            found.contains(&format!("[duplicate-entry] 意見の番号「{written}」が二度あります")),
            "{found}"
        );
    }
}
