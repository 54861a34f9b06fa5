//! Names and keys in other spellings than those of the lists.

use chrono::NaiveDate;

use crate::findings::{findings, loaded, printed};
use crate::root::{Root, repository, rules_folder};

const RETURN: &str = "inputs/submissions/kikaku.csv";
const CYCLE: &str = "inputs/cycle.toml";
const RECEIVED: &str = "inputs/received.csv";

fn base() -> Root {
    Root::of(&rules_folder().join("base"))
}

/// What is said of the base with some replacements.
fn said(replacements: &[(&str, &str, &str)]) -> String {
    let root = base();
    replacements.iter().for_each(|(path, old, new)| {
        root.replace(path, old, new);
    });
    printed(&findings(&root))
}

/// Moves a file of the base.
fn moved(root: &Root, from: &str, to: &str) {
    let text = root.read(from);
    root.write(to, text);
    root.remove(from);
}

pub(crate) fn a_key_is_found_in_every_spelling() {
    let measures = "inputs/measures.csv";
    for replacements in [
        // Dashes, widths and spaces of a measure's number, in the return, the list and an opinion.
        &[(RETURN, "\n2-1,1", "\n２ー１,１")] as &[(&str, &str, &str)],
        &[(RETURN, "\n2-1,1", "\n2 ‑ 1,1"), (measures, "2-1,", "２─１,")],
        &[("inputs/opinions/nishi.csv", "1-1", "１‐１")],
        // Half-width kana, and a letter and its mark apart.
        &[(measures, "2-1,", "2-ガ-1,"), (RETURN, "\n2-1,", "\n2-ｶﾞ-1,")],
        &[(measures, "2-1,", "2-カ\u{3099}-1,"), (RETURN, "\n2-1,", "\n2-ガ-1,")],
        &[(measures, "2-1,", "B-1,"), (RETURN, "\n2-1,", "\nｂ−1,")],
        // Who owns a measure, and its category.
        &[(measures, "支援,2,kikaku", "支援,２,KIKAKU")],
        &[(measures, "支援,2,kikaku", "支援,2,企画部　企画課")],
        // Paths of the list of days.
        &[(RECEIVED, "submissions/kikaku.csv", "submissions\\KIKAKU.CSV")],
        &[(RECEIVED, "submissions/kikaku.csv", "./inputs/submissions/ｋｉｋａｋｕ.csv")],
        // The list of days names a file by its name alone, or by where it lay.
        &[(RECEIVED, "submissions/kikaku.csv", "kikaku.csv")],
        &[(RECEIVED, "submissions/kikaku.csv", "KIKAKU")],
        &[(RECEIVED, "submissions/kikaku.csv", "./ｋｉｋａｋｕ.csv")],
        &[(RECEIVED, "submissions/kikaku.csv", "令和４年度/調査票/kikaku.csv")],
        &[(RECEIVED, "submissions/kikaku.csv", "C:\\Users\\企画\\調査票\\kikaku.csv")],
        &[(RECEIVED, "submissions/kikaku.csv", "\\\\server\\share\\kikaku.csv")],
        // Letters that nobody sees.
        &[(RETURN, "\n2-1,1", "\n2-\u{200B}1\u{2060},1\u{FEFF}"), (RETURN, "55.0,見込", "55.0,見\u{AD}込")],
        &[
            (RECEIVED, "submissions/kikaku", "submissions/ki\u{200B}kaku"),
            (measures, "支援,2,kikaku", "支援,2,\u{FEFF}kikaku"),
        ],
        &[("inputs/departments.csv", "\nkikaku,", "\nkikaku\u{200B},")],
        // Bodies and answers.
        &[("inputs/members.csv", "kaigi,,上田", "ＫＡＩＧＩ,,上田")],
        &[("inputs/organizations.csv", "会員,西市", "会 員,西市")],
        &[("inputs/opinions/responses.csv", "\n1,", "\n１,")],
        // Words of lists.
        &[(RETURN, "55.0,見込", "55.0,見込み"), (RETURN, "\"5,000\",見込", "\"5,000\",見込値")],
    ] {
        assert_eq!(said(replacements), "", "{replacements:?}");
    }
    for name in [
        "企画部　企画課.csv",
        "企画課_２回目.csv",
        "ｋｉｋａｋｕ (1).csv",
        "Kikaku　調査票.v2.csv",
        "企画部_企画課.csv",
        "企画部・企画課.csv",
        "企画部（企画課）.csv",
        "企画部(企画課)_訂正 2.csv",
        "【企画部】企画課.csv",
        "企画部-企画課 (1).csv",
    ] {
        let root = base();
        moved(&root, RETURN, &format!("inputs/submissions/{name}"));
        root.replace(RECEIVED, "kikaku.csv", name);
        assert_eq!(printed(&findings(&root)), "", "{name}");
    }
    let root = base();
    moved(&root, "inputs/opinions/nishi.csv", "inputs/opinions/西 市_助言.csv");
    assert_eq!(printed(&findings(&root)), "");
}

/// The fields of a cycle that point to something.
const POINTING: [&str; 20] = [
    "parent",
    "body",
    "meeting",
    "since",
    "step",
    "papers",
    "approves",
    "paper",
    "decided_by",
    "of",
    "measures",
    "words",
    "document",
    "documents",
    "annex",
    "show",
    "met",
    "not_met",
    "completed",
    "ongoing",
];

/// A cycle with what these fields hold in capitals, each as many bytes long as before.
fn in_capitals(text: &str) -> String {
    let mut out = text.to_owned();
    for field in POINTING {
        for (at, _) in text.match_indices(&format!("{field} = ")) {
            let is_whole = !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
            let value = at + field.len() + 3;
            let end = match &text[value..=value] {
                "[" => text[value..].find(']'),
                "\"" => text[value + 1..].find('"').map(|end| end + 1),
                _ => None,
            };
            let end = end.filter(|end| is_whole && !["\"a3", "\"a4"].contains(&&text[value..value + end]));
            if let Some(end) = end {
                out.replace_range(value..value + end, &text[value..value + end].to_ascii_uppercase());
            }
        }
    }
    out
}

pub(crate) fn what_the_cycle_points_to_is_found_in_every_spelling() {
    for root in [repository().to_owned(), repository().join("tests/cases/minato")] {
        let (plain, other) = (Root::of(&root), Root::of(&root));
        [&plain, &other].iter().filter(|_| root.join("templates").exists()).for_each(|copy| {
            copy.overlay_below(&root.join("templates"), "templates");
        });
        let text = plain.read(CYCLE);
        other.write(CYCLE, in_capitals(&text));
        let ((as_listed, said), (found, of_other)) = (loaded(&plain), loaded(&other));
        assert_ne!(text, other.read(CYCLE));
        let [as_listed, found] = [as_listed, found].map(|loaded| format!("{:#?}", loaded.cycle.settings));
        assert!(as_listed == found, "{}", first_difference(&as_listed, &found));
        assert_eq!(printed(&said), printed(&of_other));
    }
    for (old, new) in [
        ("body = \"kaigi\"", "body = \"ＫＡＩＧＩ\""),
        ("step = \"2\"", "step = \"２\""),
        ("papers = [\"progress\"]", "papers = [\"ｐｒｏｇｒｅｓｓ\"]"),
        ("show = \"roster:kaigi\"", "show = \"roster： kaigi\""),
        ("ongoing = \"Ｂ\"", "ongoing = \"B\""),
        ("document = \"management\"", "document = \"Ｍａｎａｇｅｍｅｎｔ\""),
    ] {
        assert_eq!(said(&[(CYCLE, old, new)]), "", "{new}");
    }
    // What is another name stays one.
    for (old, new) in [
        ("body = \"kaigi\"", "body = \"kaigii\""),
        ("step = \"2\"", "step = \"②\""),
        ("document = \"management\"", "document = \"managements\""),
    ] {
        assert!(said(&[(CYCLE, old, new)]).contains("[reference-to-nothing]"), "{new}");
    }
}

fn first_difference<'a>(one: &'a str, other: &'a str) -> String {
    let mut pairs = one.lines().zip(other.lines());
    pairs.find(|(a, b)| a != b).map_or_else(String::new, |(a, b)| format!("{a} and {b}"))
}

pub(crate) fn a_recipient_of_a_notice_is_found_by_code_or_name() {
    let only = |stage: &str, written: &str| {
        let root = Root::of(repository());
        let at = format!("id = \"{stage}\"\nkind = \"notice\"\n");
        root.replace(CYCLE, &at, &format!("{at}only = [\"{written}\"]\n"));
        let (loaded, _) = loaded(&root);
        let stage = loaded.cycle.stage(stage).expect("a stage");
        stage.only.iter().flatten().map(|code| code.get_ref().clone()).collect::<Vec<_>>().join("、")
    };
    for written in ["KANJIKAI-02", "ｋａｎｊｉｋａｉ－０２", " kanjikai‐02 "] {
        assert_eq!(only("kanjikai-notice", written), "kanjikai-02", "{written}");
    }
    let committee = only("committee-notice", "総務　部長");
    assert!(committee.starts_with("committee-"), "{committee}");
    for written in ["KOYO", "商工労働部　働き方支援課", "働き方支援課"] {
        assert_eq!(only("feedback", written), "koyo", "{written}");
    }
    for written in ["K11", "会員Ｋ", "会員Ｋ　"] {
        assert_eq!(only("opinions-reminder", written), "k11", "{written}");
    }
    for written in ["kanjikai-2", "支援課", ""] {
        assert_eq!(only("kanjikai-notice", written), written);
    }
    let root = Root::of(repository());
    root.replace(CYCLE, "measures = [\"3-ア-2\"]", "measures = [\"３－ｱ－２\"]");
    root.replace(CYCLE, "of = \"feedback/report\"", "of = \"ＦＥＥＤＢＡＣＫ／Report\"");
    let said = printed(&findings(&root));
    assert_eq!(said, printed(&findings(&Root::of(repository()))));
}

pub(crate) fn a_name_of_two_departments_is_neithers() {
    let root = base();
    root.replace("inputs/departments.csv", "福祉部,地域福祉課", "企画部,地域福祉課");
    moved(&root, RETURN, "inputs/submissions/企画部.csv");
    root.replace(RECEIVED, "kikaku.csv", "企画部.csv");
    let said = printed(&findings(&root));
    assert!(said.contains("[unknown-department] ファイル名の「企画部」"), "{said}");
}

pub(crate) fn two_keys_that_fold_alike_are_said_to_differ_in_a_character() {
    let said = said(&[("inputs/measures.csv", "2-1,", "2-ア,"), (RETURN, "\n2-1,", "\n2-ア,")]);
    assert_eq!(said, "");
    let root = base();
    let list = root.read("inputs/measures.csv");
    root.write("inputs/measures.csv", list + "２-1,別の取組,2,kikaku\n");
    let said = printed(&findings(&root));
    assert!(said.contains("違うのは「２」（U+FF12）と「2」（U+0032）だけ"), "{said}");
}

pub(crate) fn a_correction_names_its_department_by_code_or_name() {
    let corrections = |department: &str| {
        let root = base();
        let header = "部署,取組番号,指標番号,列,値,理由,訂正者,訂正日";
        root.write(
            "inputs/corrections.csv",
            format!("{header}\n{department},２－１,1,実績値,37,電話で確認,企画課,2023-01-30\n"),
        );
        let (loaded, findings) = loaded(&root);
        let day = NaiveDate::from_ymd_opt(2023, 2, 13).expect("a day");
        let register = loaded.register.as_of(day);
        let actual = register.find("2-1/1").map(|row| row.indicator.actual.cell.text.clone());
        (actual.unwrap_or_default(), printed(&findings))
    };
    for department in ["kikaku", "ＫＩＫＡＫＵ", "企画課", "企画部 企画課", "企画部　企画課"]
    {
        assert_eq!(corrections(department), ("37".into(), String::new()), "{department}");
    }
    for department in ["企画", "kikakuu", "福祉課"] {
        let (actual, said) = corrections(department);
        assert_eq!(actual, "36", "{department}");
        assert!(said.contains(&format!("エラー[unknown-department] 部署「{department}」は")), "{said}");
    }
}

pub(crate) fn a_value_whose_correction_has_no_day_that_can_be_read_waits() {
    let day = NaiveDate::from_ymd_opt(2023, 2, 13).expect("a day");
    for written in ["", "未定", "R1.1.30", "2023-02-31", "H5.1.30"] {
        let root = base();
        let header = "部署,取組番号,指標番号,列,値,理由,訂正者,訂正日";
        root.write(
            "inputs/corrections.csv",
            format!("{header}\nkikaku,2-1,1,実績値,37,電話で確認,企画課,{written}\nkikaku,2-1,1,備考,速報,電話で確認,企画課,2023-01-30\n"),
        );
        let (loaded, findings) = loaded(&root);
        let register = loaded.register.as_of(day);
        let row = &register.find("2-1/1").expect("a row").indicator;
        assert_eq!((row.actual.value(), row.actual.is_absent()), (None, false), "{written}");
        assert!(row.target.value().is_some() && row.note.text == "速報", "{written}: the others stand");
        let before = loaded.register.as_of(NaiveDate::from_ymd_opt(2023, 1, 26).expect("a day"));
        let row = &before.find("2-1/1").expect("a row").indicator;
        assert_eq!(
            (row.actual.value(), row.note.text.as_str()),
            (None, ""),
            "{written}: it waits in all papers"
        );
        let said = printed(&findings);
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.starts_with("inputs/corrections.csv:2:8「訂正日」: エラー"), "{said}");
    }
}

pub(crate) fn a_return_whose_day_cannot_be_read_waits() {
    let disputed = |root: &Root| {
        let (loaded, findings) = loaded(root);
        let day = NaiveDate::from_ymd_opt(2023, 2, 13).expect("a day");
        let rows = loaded.register.as_of(day).rows;
        let found = rows.iter().find(|row| row.indicator.key.is("2-1/1")).map(|row| row.disputed);
        (found, printed(&findings))
    };
    assert_eq!(disputed(&base()), (Some(false), String::new()));
    for day in ["R1.2.20", "H5.1.25", "", "未定", "2023-02-31", "2022-01-25", "令和４年１月25日", "R4.3.31"]
    {
        let root = base();
        root.replace(RECEIVED, "kikaku.csv,2023-01-25", &format!("kikaku.csv,{day}"));
        let (found, said) = disputed(&root);
        assert_eq!(found, Some(true), "{day}");
        assert!(said.contains("kikaku.csv: 注意[received-missing] 受領日が決まらない"), "{said}");
    }
    // One row of two is enough, and it is the later one that waits although the earlier one's day can be read.
    let root = base();
    let text = root.read(RETURN);
    let header = text.lines().next().expect("a header");
    let last = text.lines().last().expect("a row").replace(",36,", ",38,");
    root.write("inputs/submissions/kikaku_2.csv", format!("{header}\n{last}\n"));
    root.write(RECEIVED, root.read(RECEIVED) + "submissions/kikaku_2.csv,令和５年２月30日\n");
    assert_eq!(disputed(&root).0, Some(true));
    // A row that can't be read may be any file's.
    let root = base();
    root.replace(RECEIVED, "submissions/kikaku.csv,2023-01-25", "submissions/kikaku.csv,2023,01,25");
    assert_eq!(disputed(&root).0, Some(true));
    // A moment is its day.
    let root = base();
    root.replace(RECEIVED, "kikaku.csv,2023-01-25", "kikaku.csv,2023-01-25T13:45:00");
    assert_eq!(disputed(&root), (Some(false), String::new()));
    // A row that names no file may be that of any file without a row: nothing counts from the start in silence.
    for name in ["submissions/kikaku_teisei.csv", "kikaku.xlsx", "submissions/kikaku.xlsx", "kikakuu", "企画"]
    {
        let root = base();
        root.replace(RECEIVED, "submissions/kikaku.csv", name);
        let (found, said) = disputed(&root);
        assert_eq!(found, Some(true), "{name}");
        assert!(said.contains(&format!("[reference-to-nothing] ファイル「{name}」はありません。")), "{said}");
        assert!(said.contains("「submissions/kikaku.csv,受け取った日」に直してください"), "{said}");
    }
    // Of two files of one name nobody knows which is meant.
    let root = base();
    root.write("inputs/submissions/kikaku.xlsx", "");
    root.replace(RECEIVED, "submissions/kikaku.csv", "kikaku");
    let (found, said) = disputed(&root);
    assert_eq!(found, Some(true));
    assert!(
        said.contains("「kikaku」が、submissions/kikaku.csv、submissions/kikaku.xlsxのどれか分かりません"),
        "{said}"
    );
    // A row that names nothing makes none of the listed files wait.
    let root = base();
    root.write(RECEIVED, root.read(RECEIVED) + "kanko.csv,2023-02-01\n");
    assert_eq!(disputed(&root).0, Some(false));
    // Two days of one file, also where it is named in two ways.
    let root = base();
    root.write(RECEIVED, root.read(RECEIVED) + "kikaku.csv,2023-02-01\n");
    assert!(disputed(&root).1.contains("受領日が二つあります"));
    let root = base();
    root.write(RECEIVED, root.read(RECEIVED) + "submissions/KIKAKU.csv,2023-02-01\n");
    let (found, said) = disputed(&root);
    assert_eq!(found, Some(true));
    assert!(said.contains("受領日が二つあります（「2023-01-25」と「2023-02-01」）"), "{said}");
}

pub(crate) fn a_row_that_lost_its_keys_is_no_sum() {
    let root = base();
    let text = root.read(RETURN);
    let row = text.lines().last().expect("a row");
    let cells: Vec<&str> = row.splitn(4, ',').collect();
    root.write(RETURN, format!("{text},,平均,{}\n,,合計,,,,,,,90\n", cells[3]));
    let said = printed(&findings(&root));
    let line = text.lines().count() + 1;
    assert!(said.contains(&format!("kikaku.csv:{line}:1「取組番号」: エラー[value-missing]")), "{said}");
    assert!(said.contains(&format!("kikaku.csv:{}:1: 参考[row-not-read]", line + 1)), "{said}");
}
