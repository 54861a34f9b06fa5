//! What of the strategy's changes can't be told is 確認中 on 新旧対照表, and never as if nothing changed.

use crate::readers::squeezed;
use crate::strategy::{CHANGES, base, side, table};

#[test]
fn what_cannot_be_read_is_not_taken_for_no_change() {
    let said = |bytes: &[u8]| {
        let root = base();
        root.write("inputs/changes.csv", bytes);
        let built = root.build(&["kaigi"]);
        squeezed(&built.ending("新旧対照表.pdf")[0])
    };
    let row = "第１章,追加,,新しい文,理由,,,2023-02-01\n";
    let undated = format!("{CHANGES}{row}第２章,追加,,別の文,理由,,,未定\n");
    let too_long = format!("{CHANGES}{row}第２章,追加,,別の文,理由,,,2023-02-01,,,あふれた,\n");
    for unread in [b"\xff\xfe\x00".as_slice(), "い,ろ\nは,に\n".as_bytes(), b"%PDF-1.4"] {
        let said = said(unread);
        assert!(said.contains("確認中のものがあります。") && !said.contains("変更はありません"), "{said}");
    }
    for partly in [undated, too_long] {
        let said = said(partly.as_bytes());
        assert!(said.contains("新しい文") && said.contains("このほかに、確認中のものがあります。"), "{said}");
    }
    for whole in [CHANGES.to_owned(), format!("{CHANGES}{row}")] {
        assert!(!said(whole.as_bytes()).contains("確認中"), "{whole}");
    }
}

#[test]
fn what_is_not_there_is_not_printed_as_if_it_were() {
    let root = base();
    let rows = [
        // A place, a measure and a source that there are not.
        ",改定,甲,乙,理由,社会情勢の変化,,2023-02-01",
        "第２章,改定,甲,乙,理由,社会情勢の変化,9-9,2023-02-01",
        "第３章,改定,甲,乙,理由,Ａ市の意見99,,2023-02-01",
        "第４章,改定,甲,乙,理由,意見1～3,1-1,2023-02-01",
        "第５章,改定,甲,乙,理由,御意見１番,1-1,2023-02-01",
    ];
    root.write("inputs/changes.csv", format!("{CHANGES}{}\n", rows.join("\n")));
    let table = table(&root, None);
    let mut shown: Vec<String> = Vec::new();
    for row in table["passages"].as_array().expect("passages") {
        let field = |name: &str| row[name].as_str().expect("a text").to_owned();
        let source = row["reasons"][0]["source"].as_str().expect("a source");
        shown.push(format!("{} {} {} {source}", field("place"), side(&row["new"]), field("number")));
    }
    // Of what has no place nobody knows where it stands.
    assert_eq!(
        shown,
        [
            "第２章 [乙] 確認中 社会情勢の変化",
            "第３章 [乙]  確認中",
            "第４章 [乙] 1-1 確認中",
            "第５章 [乙] 1-1 御意見１番",
            "確認中 [乙]  社会情勢の変化",
        ]
    );
}
