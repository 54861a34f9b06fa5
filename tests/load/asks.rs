//! What a department is asked about what it sent: in the words of an official letter, and never in those of a program.

use shiryo::decide::check::RULES;
use shiryo::ground::finding::Severity;

use crate::findings::findings;
use crate::root::{Root, rules_folder};

/// What stands in no letter to a department, which knows its form, but no files, rows or columns of a table.
const OF_A_PROGRAM: [&str; 15] = [
    "列",
    "行目",
    "行を",
    "セル",
    "シート",
    "ファイル",
    "フォルダ",
    "CSV",
    "csv",
    "Excel",
    "inputs",
    "toml",
    "読みません",
    "読めません",
    "書いてください",
];

/// Rules whose findings name a department, though the secretariat mends them: by a reminder, a list or another day.
const OF_THE_SECRETARIAT: [&str; 1] = ["missing-submission"];

pub(crate) fn a_department_is_asked_in_the_words_of_a_letter() {
    let is_official = |asks: &str| {
        asks.ends_with('。')
            && asks.contains("ください")
            && !OF_A_PROGRAM.iter().any(|word| asks.contains(word))
    };
    let unofficial: Vec<&str> =
        RULES.iter().filter_map(|rule| rule.asks).filter(|asks| !is_official(asks)).collect();
    assert!(unofficial.is_empty(), "{unofficial:#?}");
    let (mut asked, mut wrong) = (0, Vec::new());
    let examples = RULES.iter().map(|rule| rules_folder().join(rule.id).join("bad"));
    for example in examples.filter(|example| example.is_dir()) {
        let found = findings(&Root::example(&example));
        let sent = found.iter().filter(|f| f.department.is_some() && f.severity != Severity::Note);
        for finding in sent.filter(|finding| !OF_THE_SECRETARIAT.contains(&finding.rule)) {
            let asks = finding.asks.as_deref().unwrap_or_default();
            if !is_official(asks) {
                wrong.push(format!("{}: 「{asks}」 for 「{}」", finding.rule, finding.message));
            }
            asked += 1;
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(asked > 100, "{asked}");
}
