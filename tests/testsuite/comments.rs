//! パブリックコメント実施結果: counted, and without the names of those who wrote.

use crate::program::Built;
use crate::readers::{pages, squeezed};
use crate::root::Root;

/// The city's third meeting, with this instead of its rows if it isn't empty.
fn built(rows: &str) -> Built {
    let root = Root::case("hamabe");
    if !rows.is_empty() {
        root.write(FILE, format!("番号,提出者,提出の方法,意見の概要,市の考え方,反映,受付日\n{rows}"));
    }
    root.build(&["shingi3"])
}

const FILE: &str = "inputs/tables/opinions.csv";
const PAPER: &str = "shingi3/資料2_パブリックコメント実施結果.pdf";

#[test]
fn comments_are_counted_by_way_and_handling_and_their_writers_once() {
    let built = built("");
    let values = built.json("shingi3/values.json");
    // Of the twelve rows of the list, counted by hand.
    for (id, number) in [
        ("total", 12),
        ("submitters", 9),
        ("way/電子メール", 5),
        ("way/郵送", 4),
        ("way/窓口", 3),
        ("handling/反映する", 4),
        ("handling/一部反映する", 2),
        ("handling/反映済み", 3),
        ("handling/今後の参考", 2),
        ("handling/その他", 1),
    ] {
        let value = &values["values"][format!("comments/opinions/{id}")];
        assert_eq!(value["number"], number.to_string(), "{id}: {value}");
        let places = value["how"]["counted"]["places"].as_array().expect("places");
        assert_eq!(places.len(), number, "{id}");
    }
    let paper = squeezed(&built.path(PAPER));
    assert!(paper.contains("電子メール5件郵送4件窓口3件"), "{paper}");
    assert!(paper.contains("令和６年９月11日から同月24日まで意見を募集した"), "{paper}");
}

#[test]
fn nobody_is_named_who_wrote() {
    let built = built("");
    let all = built.ending(".pdf").into_iter().map(|pdf| pages(&pdf).concat());
    let texts = all.chain([built.json("shingi3/values.json").to_string()]);
    for text in texts {
        for name in ["市民Ａ", "市民Ｇ", "団体Ｂ"] {
            assert!(!text.contains(name), "{name}");
        }
    }
}

#[test]
fn what_is_wrong_with_a_number_is_said_and_the_rest_is_shown() {
    let row = |number: &str, handling: &str| {
        format!("{number},市民Ｚ,郵送,意見{number},考え方,{handling},2024-09-12\n")
    };
    let rows =
        [row("1", "反映する"), row("3", ""), row("3", "その他"), row("いち", "その他"), row("５", "採用")];
    let built = built(&rows.concat());
    let said = |line: u32, text: &str| {
        let place = format!("{FILE}:{line}");
        let found = built.messages.lines().any(|said| said.starts_with(&place) && said.contains(text));
        assert!(found, "{place} {text}: {}", built.messages);
    };
    said(4, "3");
    said(5, "番号（1、2、3のような整数）");
    said(6, "採用");
    let missing =
        built.messages.lines().any(|line| line.contains("[table-incomplete]") && line.contains("（2、4"));
    assert!(missing, "{}", built.messages);
    let values = built.json("shingi3/values.json");
    let number = |id: &str| values["values"][format!("comments/opinions/{id}")]["number"].clone();
    // The rows 1, the first 3, and 5, whose handling can't be read.
    assert_eq!((number("total"), number("submitters")), ("3".into(), "1".into()));
    assert_eq!((number("handling/反映する"), number("handling/記載なし")), ("1".into(), "1".into()));
    assert_eq!(number("handling/確認中"), "1");
}

#[test]
fn a_comment_after_the_cutoff_is_not_there_yet() {
    let built = built(
        "1,市民Ｚ,郵送,早い意見,考え方,反映する,2024-10-09\n2,市民Ｙ,郵送,遅い意見,考え方,その他,2024-10-10\n",
    );
    let paper = squeezed(&built.path(PAPER));
    assert!(paper.contains("早い意見") && !paper.contains("遅い意見"), "{paper}");
}
