//! 正誤表: it says exactly what is not as it was issued, and calls nothing a mistake that was none.

use crate::readers::squeezed;
use crate::root::Root;
use crate::two_stages::two_stages;

/// Changes a root.
type Change = fn(&Root);

pub(crate) const KIKAKU: &str = "inputs/submissions/kikaku.csv";
const FUKUSHI: &str = "inputs/submissions/fukushi.csv";
const CYCLE: &str = "inputs/cycle.toml";
/// Nothing is done.
const NOTHING: Change = |_| {};
/// What begins a 正誤表 with errors in it, and one without.
const WRONG: &str = "誤りがありましたので、次のとおり訂正します。";
const ANEW: &str = "に配布した資料を、次のとおり改めます。";

fn replace(root: &Root, file: &str, old: &str, new: &str) {
    root.replace(file, old, new);
}

fn build(root: &Root) {
    let output = root.run(&["build", "kaigi"]);
    assert_ne!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A meeting that was handed out after `before`.
fn issued(before: Change) -> Root {
    let root = two_stages();
    before(&root);
    build(&root);
    root.replace(CYCLE, "cutoff = 2023-02-13\n", "cutoff = 2023-02-13\nissued = 2023-02-17\n");
    build(&root);
    root
}

/// Declares a correction.
fn correct(root: &Root) {
    let correction = "correction = { date = 2023-02-24, reason = \"転記の誤り\" }\n";
    root.replace(CYCLE, "issued = 2023-02-17\n", &format!("issued = 2023-02-17\n{correction}"));
}

/// The text of the 正誤表 of what was handed out after `before` and changed by `after`.
fn errata(before: Change, after: Change) -> String {
    let root = issued(before);
    correct(&root);
    after(&root);
    build(&root);
    text(&root)
}

/// From its first sentence on, without blanks.
fn text(root: &Root) -> String {
    let text = squeezed(&root.path().join("out/kaigi/正誤表.pdf"));
    text.split_once("理由：転記の誤り")
        .map(|(before, after)| format!("{before}|{after}"))
        .expect("its reason")
}

/// Changes a file of the inputs.
pub(crate) fn changed(file: &str, old: &str, new: &str) -> String {
    let root = issued(NOTHING);
    correct(&root);
    root.replace(file, old, new);
    build(&root);
    text(&root)
}

/// An indicator more. Half of its time is over: 20 to 10 is 15.0 by now, and 16 is 80.0 % of that way.
fn add_a_row(root: &Root) {
    let row = "1-1,3,窓口の待ち時間,分,水準,減少,令和２年度,20,令和６年度,10,個別計画,,,,令和４年度,16,確定,予約を始めた。,,\n";
    root.write(KIKAKU, root.read(KIKAKU) + row);
}

/// What is said of that row as a whole.
const ADDED_ROW: &str =
    "基準値20、目安15.0、実績値16、目標値10、達成率（対目安）80.0%、進捗率（対目標）40.0%、評価Ｂ";

#[test]
fn words_of_a_row_are_compared_as_its_figures_are() {
    let own = "オンラインで受け付けた申請の数";
    for (file, old, new, what, row) in [
        (KIKAKU, "申請の数,件,", "申請の数,千件,", format!("{own}単位"), "件千件"),
        (KIKAKU, "社,単年度,増加", "社,水準,増加", "支援した町工場の数指標の型".into(), "単年度水準"),
        (
            "inputs/measures.csv",
            "介護の記録の電子化",
            "介護の電子化",
            "取組名".into(),
            "介護の記録の電子化介護の電子化",
        ),
        // What was blank before stood on no page.
        (
            FUKUSHI,
            "様式の統一,,定性",
            "様式の統一,件,定性",
            "記録の様式の統一単位".into(),
            "資料２（記載なし）件",
        ),
        (
            KIKAKU,
            "手続の割合,％,",
            "手続の割合,,",
            "オンラインで申請できる手続の割合単位".into(),
            "％（削る）",
        ),
    ] {
        let text = changed(file, old, new);
        let (_, after) = text.split_once(&what).unwrap_or_else(|| panic!("{what}: {text}"));
        assert!(text.contains(WRONG), "{text}");
        assert!(
            after.split("ページ").take(2).any(|part| part.starts_with(row)) || after.starts_with(row),
            "{row}: {after}"
        );
    }
    let text = changed(KIKAKU, "受け付けた申請の数", "受けた申請");
    let name = ["指標名", "オンラインで受け付けた申請", "オンラインで受けた申請"];
    assert!(text.contains(WRONG) && name.iter().all(|part| text.contains(part)), "{text}");
}

#[test]
fn a_department_with_another_name_or_measure_is_named() {
    let with_annex: Change = |root| {
        let cycle = root.read(CYCLE).replace(
            "number = \"資料２\"\n",
            "number = \"資料２\"\n[[stages.annexes]]\nannex = \"indicators\"\nnumber = \"別紙１\"\n",
        );
        root.write(CYCLE, cycle);
    };
    let text =
        errata(with_annex, |root| replace(root, "inputs/departments.csv", "地域福祉課,", "福祉政策課,"));
    for measure in ["1-2見守りの仕組みづくり", "2-2介護の記録の電子化"] {
        assert!(text.contains(&format!("{measure}担当課別紙１数値目標一覧のＰ列")), "{measure}: {text}");
    }
    assert_eq!(text.matches("地域福祉課福祉政策課").count(), 2, "{text}");
    let text = errata(with_annex, |root| {
        // The whole row moves to the other department, with its measure.
        root.replace("inputs/measures.csv", "2,fukushi", "2,kikaku");
        let rows = root.read(FUKUSHI);
        let row = rows.lines().find(|line| line.starts_with("2-2")).expect("its row");
        root.write(FUKUSHI, rows.replace(&format!("{row}\n"), ""));
        let row = "2-2,1,記録の様式の統一,,定性,,,,,,個別計画,,,,令和４年度,,,様式の案を事業所に示した。,,,実施中\n";
        root.write(KIKAKU, root.read(KIKAKU).replacen("備考\n", "備考,定性の状況\n", 1) + row);
    });
    assert!(text.contains("2-2介護の記録の電子化担当課") && text.contains("地域福祉課企画課"), "{text}");
    assert!(
        !text.contains("記録の様式の統一") && !text.contains("確認中"),
        "its figures are the same: {text}"
    );
}

#[test]
fn what_was_announced_as_open_was_no_mistake() {
    let wrong: Change = |root| replace(root, KIKAKU, ",55.0,", ",5G.0,");
    let right: Change = |root| replace(root, KIKAKU, ",5G.0,", ",55.0,");
    let came = errata(wrong, right);
    assert!(came.contains(ANEW) && !came.contains("誤りが"), "{came}");
    for part in [
        "１確認中としていた値",
        "配布時確認後",
        "手続の割合実績値資料２３ページ確認中55.0",
        "評価資料２３ページ確認中Ａ",
        "２以上に伴う集計の変更",
        "評価「Ａ」の指標の数資料２２ページ01",
    ] {
        assert!(came.contains(part), "{part}: {came}");
    }
    // Another value of the row was wrong all the same.
    let both = errata(wrong, |root| {
        root.replace(KIKAKU, "76.0,総合計画,,,,令和４年度,5G.0", "78.0,総合計画,,,,令和４年度,55.0");
    });
    assert!(
        both.contains(WRONG)
            && both.contains("１誤りの訂正")
            && both.contains("目標値資料２３ページ76.078.0"),
        "{both}"
    );
    assert!(
        both.contains("２確認中としていた値") && both.contains("実績値資料２３ページ確認中55.0"),
        "{both}"
    );
    // What stood there and is in question now was wrong.
    let open = errata(NOTHING, wrong);
    assert!(open.contains(WRONG) && open.contains("実績値資料２３ページ55.0確認中"), "{open}");
    // And so was what the department has withdrawn.
    let withdrawn = changed(KIKAKU, "令和４年度,55.0,見込", "令和４年度,,未判明");
    assert!(withdrawn.contains(WRONG) && withdrawn.contains("実績値資料２３ページ55.0－"), "{withdrawn}");
    assert!(withdrawn.contains("実績の区分資料２３ページ見込未判明"), "{withdrawn}");
}

#[test]
fn a_row_that_is_new_or_gone_is_said_once() {
    let new = errata(NOTHING, add_a_row);
    let gone = errata(add_a_row, |root| {
        let rows = root.read(KIKAKU);
        let kept: Vec<&str> = rows.lines().filter(|line| !line.contains("窓口の待ち時間")).collect();
        root.write(KIKAKU, kept.join("\n") + "\n");
    });
    for (text, kind) in [(new, "追加"), (gone, "削除")] {
        let text: String = text.split("資料２").collect();
        for part in [
            format!("1{kind}1-1手続のオンライン化窓口の待ち時間（分）"),
            ADDED_ROW[..30].into(),
            "集計暮らしを支える指標の数".into(),
        ] {
            assert!(text.contains(&part), "{part}: {text}");
        }
        assert!(
            text.contains(ANEW) && text.contains("１追加・削除") && !text.contains("（記載なし）"),
            "{text}"
        );
    }
}

#[test]
fn a_return_that_came_or_was_lost_is_said_a_row_each() {
    let late = errata(
        |root| root.remove(FUKUSHI),
        |root| {
            let base = Root::of(&crate::root::rules_folder().join("base"));
            root.write(FUKUSHI, base.read(FUKUSHI));
        },
    );
    assert!(late.contains(ANEW) && late.contains("１確認中としていた値") && !late.contains("追加"), "{late}");
    assert!(
        late.contains("見守りの機器を使う世帯の数（世帯）") && late.contains("記録の様式の統一"),
        "{late}"
    );
    let lost = errata(NOTHING, |root| root.remove(FUKUSHI));
    assert!(
        lost.contains(WRONG)
            && lost.contains("見守りの機器を使う世帯の数（世帯）")
            && lost.contains("確認中"),
        "{lost}"
    );
    assert!(!lost.contains("（削る）") && !lost.contains("削除"), "{lost}");
}

#[test]
fn values_that_changed_places_are_each_named() {
    let text = changed(KIKAKU, "1-1,1,", "1-1,8,");
    assert!(
        text.contains("追加1-1") && text.contains("削除1-1"),
        "another number is another indicator: {text}"
    );
    let text = errata(NOTHING, |root| {
        root.replace(KIKAKU, "\"1,200\",令和６年度,\"9,200\"", "\"9,200\",令和６年度,\"1,200\"");
    });
    assert!(
        text.contains("基準値資料２３ページ1,2009,200") && text.contains("目標値資料２３ページ9,2001,200"),
        "{text}"
    );
}

#[test]
fn a_paper_that_is_gone_new_or_numbered_anew_is_said_itself() {
    let progress = "[[stages.papers]]\ndocument = \"progress\"\n";
    let gone = errata(NOTHING, |root| {
        root.replace(CYCLE, "[[stages.papers]]\ndocument = \"progress\"\nnumber = \"資料２\"\n", "");
        root.replace(CYCLE, ", papers = [\"progress\"]", "");
    });
    assert!(gone.contains(ANEW) && gone.contains("1削除資料２進捗状況一覧資料の全部－"), "{gone}");
    assert!(!gone.contains("集計") && !gone.contains("手続"), "its figures are gone with it: {gone}");
    let new = changed(
        CYCLE,
        progress,
        &format!("[[stages.papers]]\ndocument = \"targets\"\nnumber = \"資料３\"\n{progress}"),
    );
    assert!(new.contains(ANEW) && new.contains("1追加資料３数値目標一覧資料の全部－"), "{new}");
    assert!(!new.contains("集計") && !new.contains("手続"), "nothing of what was handed out changed: {new}");
    // Its readers know it by the number that it had.
    let again = errata(NOTHING, |root| {
        root.replace(CYCLE, "number = \"資料２\"", "number = \"資料４\"");
        root.replace(KIKAKU, ",55.0,", ",56.0,");
    });
    assert!(again.contains("実績値資料２３ページ55.056.0") && !again.contains("資料４"), "{again}");
}

#[test]
fn papers_made_afterwards_are_compared_with_their_own_kind() {
    // After the meeting a later return says another value.
    let later: Change = |root| {
        let paper = "number = \"資料２\"\n[[stages.papers]]\nid = \"later\"\ndocument = \"progress\"\ntitle = \"その後の状況\"\ndate = 2023-03-10\ncutoff = 2023-03-03\n";
        root.replace(CYCLE, "number = \"資料２\"\n", paper);
        let rows = root.read(KIKAKU);
        let rows: Vec<&str> = rows.lines().take(2).collect();
        root.write("inputs/submissions/kikaku_2.csv", rows.join("\n").replace(",55.0,", ",60.0,") + "\n");
        root.write(
            "inputs/received.csv",
            root.read("inputs/received.csv") + "submissions/kikaku_2.csv,2023-03-01\n",
        );
    };
    let meeting = errata(later, |root| replace(root, KIKAKU, ",55.0,", ",56.0,"));
    assert!(meeting.contains("実績値資料２３ページ55.056.0"), "{meeting}");
    assert!(
        !meeting.contains("60.0") && !meeting.contains("現在）") && !meeting.contains("（削る）"),
        "{meeting}"
    );
    let after = errata(later, |root| replace(root, "inputs/submissions/kikaku_2.csv", ",60.0,", ",61.0,"));
    assert!(
        after.contains("（令和５年３月３日現在）") && after.contains("実績値その後の状況３ページ60.061.0"),
        "{after}"
    );
    assert!(!after.contains("資料２"), "{after}");
    // Of another day it is no other figure.
    let moved = errata(later, |root| replace(root, CYCLE, "cutoff = 2023-03-03", "cutoff = 2023-03-02"));
    assert!(moved.contains("値の訂正はありません"), "{moved}");
}

#[test]
fn a_value_that_was_corrected_back_is_compared_with_what_people_hold() {
    let root = issued(NOTHING);
    correct(&root);
    root.replace(KIKAKU, ",55.0,", ",56.0,");
    build(&root);
    assert!(text(&root).contains("55.056.0"));
    // As long as it was not handed out there is nothing to take back.
    root.replace(KIKAKU, ",56.0,", ",55.0,");
    build(&root);
    let back = text(&root);
    assert!(
        back.contains("値の訂正はありません") && !back.contains("誤りが") && !back.contains("55.0"),
        "{back}"
    );
    // What was handed out is taken back by the next one.
    root.replace(KIKAKU, ",55.0,", ",56.0,");
    build(&root);
    root.replace(CYCLE, "reason = \"転記の誤り\"", "reason = \"転記の誤り\", issued = 2023-02-24");
    build(&root);
    root.replace(KIKAKU, ",56.0,", ",55.0,");
    root.replace(
        CYCLE,
        "date = 2023-02-24, reason = \"転記の誤り\", issued = 2023-02-24",
        "date = 2023-02-27, reason = \"転記の誤り\"",
    );
    build(&root);
    let taken = text(&root);
    assert!(taken.contains("令和５年２月24日に配布した資料に誤り") && taken.contains("56.055.0"), "{taken}");
}

#[test]
fn a_count_that_is_wrong_by_itself_is_a_mistake() {
    // The limit of a class was wrong: 95.0 % of the way is no Ａ then.
    let text = errata(
        |root| replace(root, CYCLE, "at_least = 80", "at_least = 96"),
        |root| replace(root, CYCLE, "at_least = 96", "at_least = 80"),
    );
    assert!(text.contains(WRONG) && text.contains("評価資料２３ページＣＢ"), "{text}");
}

#[test]
fn nothing_is_corrected_that_was_not_issued() {
    let root = two_stages();
    let correction = "cutoff = 2023-02-13\ncorrection = { date = 2023-02-24, reason = \"転記の誤り\" }\n";
    root.replace(CYCLE, "cutoff = 2023-02-13\n", correction);
    let output = root.run(&["build", "kaigi"]);
    let messages = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1), "{messages}");
    assert!(
        messages.contains("[stage-order]") && messages.contains("配った日（issued）がないのに"),
        "{messages}"
    );
    assert!(!messages.contains("template-error"), "{messages}");
    assert!(!root.path().join("out/kaigi/正誤表.pdf").exists());
    assert!(!squeezed(&root.path().join("out/kaigi/資料2_進捗状況一覧.pdf")).contains("【訂正】"));
    // With the day alone nobody knows what was handed out.
    std::fs::remove_dir_all(root.path().join("out")).expect("it goes");
    root.replace(CYCLE, "correction = {", "issued = 2023-02-17\ncorrection = {");
    let output = root.run(&["build", "kaigi"]);
    let messages = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(messages.contains("[issued-lost]") && !messages.contains("template-error"), "{messages}");
}
