//! A cycle may call the columns of its return as it likes. What is said of a return then names none by its standard name.

use std::fmt::Write as _;
use std::fs;

use shiryo::decide::check::RULES;
use shiryo::ground::finding::Finding;
use shiryo::model::column::{Columns, OnForm};

use crate::findings::{findings, loaded};
use crate::root::{Root, rules_folder};

/// The standard columns, and what another form calls each of them.
const NAMES: [(&str, &str); 27] = [
    ("取組番号", "事業の番号"),
    ("取組名", "事業"),
    ("指標番号", "枝番"),
    ("指標名", "成果のものさし"),
    ("単位", "計量"),
    ("指標の型", "ものさしの種類"),
    ("方向", "望ましい向き"),
    ("基準年度", "初めの年"),
    ("基準値", "出発点の数"),
    ("目標年度", "到達する年"),
    ("目標値", "到達点の数"),
    ("目標の根拠", "よりどころ"),
    ("根拠計画名", "よった計画"),
    ("目標を設定しない理由", "定めないわけ"),
    ("理由（記述）", "わけの説明"),
    ("目安値", "途中の数"),
    ("目安の理由", "途中の数とするわけ"),
    ("実績年度", "現状の年"),
    ("実績値", "現状の数"),
    ("実績の区分", "確からしさ"),
    ("定性の状況", "進み具合"),
    ("自己評価", "所見"),
    ("取組内容・実績", "行ったこと"),
    ("課題", "困りごと"),
    ("今後の予定", "これからすること"),
    ("再掲", "重ねて載せる元"),
    ("備考", "添え書き"),
];

/// Those that are also common words: they are a column's name where they are quoted, or called one.
const COMMON: [&str; 4] = ["単位", "方向", "再掲", "課題"];

/// A list of the secretariat's beside last year's returns, whose columns are its own.
const LIST: &str = "measures.csv";

/// Makes a root one whose form calls every column otherwise. A workbook keeps the standard names, which the cycle then
/// knows too.
fn rename(root: &Root) {
    let mut cycle = root.read("inputs/cycle.toml");
    for (standard, name) in NAMES {
        let declared = format!("[[columns]]\nstandard = \"{standard}\"\n");
        match cycle.contains(&declared) {
            true => cycle = cycle.replace(&declared, &format!("{declared}name = \"{name}\"\n")),
            false => {
                let also = format!("name = \"{name}\"\nalso = [\"{standard}\"]\n");
                write!(cycle, "\n{declared}{also}").expect("a text");
            }
        }
    }
    root.write("inputs/cycle.toml", cycle);
    for folder in ["inputs/submissions", "inputs/previous"] {
        let Ok(files) = fs::read_dir(root.path().join(folder)) else { continue };
        for file in files {
            let path = file.expect("a file").path();
            if path.ends_with(LIST) {
                continue;
            }
            let Ok(text) = fs::read_to_string(&path) else { continue };
            fs::write(path, with_renamed_header(&text)).expect("a file");
        }
    }
}

fn with_renamed_header(text: &str) -> String {
    let renamed = |cell: &str| {
        let name = NAMES.iter().find(|(standard, _)| *standard == cell);
        name.map_or(cell, |(_, name)| name).to_owned()
    };
    let line = |line: &str| match line.contains("取組番号,") {
        true => line.split(',').map(renamed).collect::<Vec<_>>().join(","),
        false => line.to_owned(),
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Whether a text names a column by its standard name.
fn names(text: &str, standard: &str) -> bool {
    match COMMON.contains(&standard) {
        true => {
            ["「{}」", "{}の欄", "{}の列"].iter().any(|form| text.contains(&form.replace("{}", standard)))
        }
        false => text.contains(standard),
    }
}

/// All that is said of a finding: to the secretariat, and to the department.
fn said(finding: &Finding) -> String {
    let hints = finding.hints.iter().chain(&finding.asks);
    hints.fold(finding.message.clone(), |all, more| all + "\n" + more)
}

pub(crate) fn what_is_said_of_a_return_calls_its_columns_as_the_cycle_does() {
    let mut rules_seen = 0;
    for rule in RULES.iter().map(|rule| rule.id) {
        let folder = rules_folder().join(rule).join("bad");
        if !["inputs/submissions", "inputs/previous"].iter().any(|below| folder.join(below).is_dir()) {
            continue;
        }
        let root = Root::example(&folder);
        rename(&root);
        let found = findings(&root);
        rules_seen += usize::from(found.iter().any(|finding| finding.rule == rule));
        let of_returns = |finding: &&Finding| {
            let file = finding.origin.file().unwrap_or_default();
            let below =
                ["inputs/submissions/", "inputs/previous/"].iter().any(|below| file.starts_with(below));
            below && !file.ends_with(LIST)
        };
        for finding in found.iter().filter(of_returns) {
            let file = finding.origin.file().unwrap_or_default();
            let written = fs::read_to_string(root.path().join(file)).unwrap_or_default();
            let said = said(finding);
            for (standard, name) in NAMES {
                // A hidden column is called as the workbook's own header does.
                let of_header = written.is_empty() && said.contains(&format!("列があります（「{standard}」"));
                let is_quoted = written.contains(standard) || of_header;
                assert!(is_quoted || !names(&said, standard), "{rule}: {standard} for {name}:\n{said}");
            }
            assert!(!said.contains(['⟨', '⟩']), "{rule}:\n{said}");
        }
    }
    assert!(rules_seen > 40, "only {rules_seen} rules found their example under other names");
}

pub(crate) fn the_hints_of_a_form_call_its_columns_as_the_cycle_does() {
    let standard = Columns::of_return();
    let known: Vec<&str> = standard.iter().map(|column| &*column.name).collect();
    assert_eq!(known, NAMES.map(|(standard, _)| standard), "every standard column has another name");
    let root = Root::of(&rules_folder().join("base"));
    let hints = |root: &Root| {
        let (loaded, _) = loaded(root);
        let columns = loaded.cycle.return_columns.iter();
        let asked = columns.filter(|column| column.on_form != OnForm::Absent);
        asked.map(|column| column.hint.to_string()).collect::<Vec<_>>()
    };
    let before = hints(&root);
    assert!(before.iter().any(|hint| hint.starts_with("目標値がないときは")), "{before:#?}");
    rename(&root);
    for hint in hints(&root) {
        let standard = NAMES.iter().find(|(standard, _)| names(&hint, standard));
        assert!(standard.is_none() && !hint.contains('⟨'), "{hint}");
    }
}
