//! What stands in columns of words is what the department saw.

use shiryo::edge::sources;
use shiryo::edge::stopwatch::Stopwatch;
use shiryo::ground::finding::Findings;
use shiryo::load::load;

use crate::root::{Root, repository};

pub(crate) fn words_are_what_the_department_saw() {
    for (example, column, seen) in [
        (
            "days-and-numbers-in-words",
            "取組内容・実績",
            ["R4.4.1", "申請の入口を一つの画面にまとめた。", "専門家を町工場に派遣した。"],
        ),
        ("days-and-numbers-in-words", "備考", ["4月1日", "1,234,567", "令和4年4月1日"]),
        ("year-shown-by-its-era", "実績年度", ["令和4年度", "令和４年度", "令和４年度"]),
        ("thousands-in-words", "備考", ["1,235千円", "", ""]),
        ("kanji-digits-in-words", "備考", ["確認中", "", ""]),
    ] {
        let root = Root::example(&repository().join("tests/returns").join(example));
        let sources = sources::read(root.path()).expect("a root");
        let loaded = load(&sources, &[], &Stopwatch::default(), &mut Findings::default()).expect("a cycle");
        let file =
            loaded.submissions.files.iter().find(|file| file.department == "kikaku").expect("its return");
        let texts: Vec<&str> =
            file.rows.iter().filter_map(|row| Some(row.cell(column)?.text.as_str())).collect();
        assert_eq!(texts, seen, "{example} {column}");
    }
}
