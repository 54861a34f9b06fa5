//! Reports: what a row says of itself is compared with its number, and a file with its department.

use chrono::NaiveDate;
use shiryo::decide::answers::asked_of;
use shiryo::decide::asked::{Reported, reported};
use shiryo::decide::sent_in::SentIn;

use crate::findings::{loaded, printed};
use crate::root::{Root, rules_folder};

const HEAD: &str = "番号,取組番号,種別,助言・意見の概要,対応の状況,対応の内容,時期\n";
const FIRST: &str = "2,1-2,意見,機器を使う世帯の声を聞いてほしい。,対応中,聞き取りを始めた。,\n";
const ALL: &str = "3,共通,意見,一覧に図を入れてほしい。,対応予定,次の一覧に入れる。,\n";
const SECOND: &str = "4,2-2,意見,記録の様式をそろえてほしい。,検討中,様式を比べている。,\n";

/// A cycle that asks one department about 1, the other about 2 and 4, and both about 3; with reports of one day.
fn asked(files: &[(&str, &str)]) -> Root {
    let root = Root::example(&rules_folder().join("report-number/good"));
    root.remove("inputs/reports/fukushi.csv");
    let opinions = root.read("inputs/opinions/nishi.csv");
    let more = "4,2023-02-20,西市,意見,2-2,記録の様式をそろえてほしい。\n";
    root.write("inputs/opinions/nishi.csv", format!("{}\n{more}", opinions.trim_end()));
    let mut received = format!("{}\n", root.read("inputs/received.csv").trim_end());
    for (name, rows) in files {
        root.write(&format!("inputs/reports/{name}"), format!("{HEAD}{rows}"));
        if !received.contains(&format!("reports/{name},")) {
            received += &format!("reports/{name},2023-03-20\n");
        }
    }
    root.write("inputs/received.csv", received);
    root
}

/// What a department has reported, 「2 対応中」, and the lines that are said of reports.
fn said(root: &Root, code: &str) -> (Vec<String>, Vec<String>) {
    let (loaded, findings) = loaded(root);
    let sent = SentIn {
        cycle: &loaded.cycle,
        submissions: &loaded.submissions,
        opinions: &loaded.opinions,
        reports: &loaded.reports,
    };
    let asked = asked_of(sent, code, NaiveDate::MAX);
    let all = reported(&asked, sent.reports, code, NaiveDate::MAX);
    let word = |said: &Reported<'_>| match said {
        Reported::Row(row) => format!("{} {}", row.state.cell.text, row.text.text),
        Reported::Disputed => "確認中".into(),
    };
    let all = all.iter().map(|(number, said)| format!("{number} {}", word(said))).collect();
    let found = printed(&findings);
    let found = found
        .lines()
        .filter(|line| line.starts_with("inputs/reports/") && !line.contains("report-incomplete"));
    (all, found.map(Into::into).collect())
}

pub(crate) fn a_row_is_about_the_number_whose_measure_and_words_stand_in_it() {
    let rows = format!("{FIRST}{ALL}{SECOND}");
    let (all, found) = said(&asked(&[("fukushi.csv", &rows)]), "fukushi");
    assert_eq!(
        all,
        ["2 対応中 聞き取りを始めた。", "3 対応予定 次の一覧に入れる。", "4 検討中 様式を比べている。"]
    );
    assert_eq!(found, Vec::<String>::new());
    // The numbers of two rows exchanged; another's words alone; another's measure alone; one on all, and on a measure.
    let exchanged = format!("{}{ALL}{}", FIRST.replacen('2', "4", 1), SECOND.replacen('4', "2", 1));
    let words = format!(
        "{}{ALL}{SECOND}",
        FIRST.replace("機器を使う世帯の声を聞いてほしい。", "一覧に図を入れてほしい。")
    );
    let measure = format!("{}{ALL}{SECOND}", FIRST.replace("1-2", "２-２"));
    let common = format!("{}{ALL}{SECOND}", FIRST.replace("1-2", "共通"));
    for (rows, open, count) in
        [(&exchanged, &["2", "4"][..], 2), (&words, &["2"], 1), (&measure, &["2"], 1), (&common, &["2"], 1)]
    {
        let (all, found) = said(&asked(&[("fukushi.csv", rows)]), "fukushi");
        for number in ["2", "3", "4"] {
            let waits = all.contains(&format!("{number} 確認中"));
            assert_eq!(waits, open.contains(&number), "{rows} {all:?}");
        }
        assert_eq!(found.len(), count, "{found:?}");
        assert!(found.iter().all(|line| line.contains("エラー[row-of-another]")), "{found:?}");
    }
    // Words that the department cut short, or that it left out, are nobody else's.
    let short = rows
        .replace("機器を使う世帯の声を聞いてほしい。", "機器を使う…")
        .replace("一覧に図を入れてほしい。", "");
    assert_eq!(said(&asked(&[("fukushi.csv", &short)]), "fukushi").1, Vec::<String>::new());
}

pub(crate) fn a_report_under_another_departments_name_is_not_read() {
    let own = "1,1-1,意見,市町村の手続と入口をそろえてほしい。,対応済み,そろえた。,\n";
    let (left, right) = (format!("{FIRST}{ALL}"), format!("{own}{ALL}"));
    // Exchanged.
    let root = asked(&[("kikaku.csv", &left), ("fukushi.csv", &right)]);
    for code in ["kikaku", "fukushi"] {
        let (all, found) = said(&root, code);
        assert!(!all.is_empty() && all.iter().all(|said| said.ends_with("確認中")), "{all:?}");
        assert!(found.len() == 2 && found.iter().all(|line| line.contains("[swapped-file]")), "{found:?}");
    }
    // A copy under another's name, of what both are asked.
    let root = asked(&[("kikaku.csv", ALL), ("fukushi_2.csv", ALL), ("fukushi.csv", FIRST)]);
    let (all, found) = said(&root, "fukushi");
    assert_eq!(all[0], "2 対応中 聞き取りを始めた。");
    assert_eq!(all[1], "3 確認中");
    assert!(
        found.len() == 1 && found[0].starts_with("inputs/reports/fukushi_2.csv: エラー[file-twice]"),
        "{found:?}"
    );
    // What is rightly named is kept, whatever the order of the names.
    let root =
        asked(&[("kikaku.csv", ALL), ("fukushi_2.csv", &format!("{FIRST}{ALL}")), ("fukushi.csv", FIRST)]);
    assert_eq!(said(&root, "fukushi").1, Vec::<String>::new());
    // The same in two files of one department.
    let root = asked(&[("fukushi.csv", &left), ("fukushi_2.csv", &left)]);
    assert_eq!(said(&root, "fukushi").0.len(), 2);
}

pub(crate) fn two_numbers_that_are_put_together_have_one_report() {
    let rows = format!("{FIRST}{SECOND}");
    let root = asked(&[("fukushi.csv", &rows)]);
    let responses = root.read("inputs/opinions/responses.csv").replacen("県の考え方", "県の考え方,同趣旨", 1);
    root.write("inputs/opinions/responses.csv", format!("{}\n4,2023-03-02,,,2\n", responses.trim_end()));
    let (all, found) = said(&root, "fukushi");
    assert_eq!(all, ["2 確認中"]);
    assert!(
        found.len() == 1
            && found[0].contains(
                "fukushi.csv:3:1「番号」: エラー[report-twice] 番号「4」は番号「2」と一つにまとめたもので"
            ),
        "{found:?}"
    );
}

pub(crate) fn what_points_at_the_row_above_is_printed_as_its_words() {
    let rows = format!("{FIRST}{}", ALL.replace("次の一覧に入れる。", "同上"));
    let (all, found) = said(&asked(&[("fukushi.csv", &rows)]), "fukushi");
    assert_eq!(all, ["2 対応中 聞き取りを始めた。", "3 対応予定 聞き取りを始めた。"]);
    assert_eq!(found, Vec::<String>::new());
    let (all, found) = said(&asked(&[("fukushi.csv", &ALL.replace("次の一覧に入れる。", "〃"))]), "fukushi");
    assert_eq!(all, ["3 対応予定 確認中"]);
    assert!(found.len() == 1 && found[0].contains("[ditto]"), "{found:?}");
}
