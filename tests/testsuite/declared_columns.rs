//! A column that `cycle.toml` declares, from the form through the return to everything that shows it.

use calamine::Data;

use crate::program::Built;
use crate::readers::{sheet, squeezed, table};
use crate::root::Root;

const COLUMNS: &str = r#"
[[columns]]
id = "cost"
name = "決算額"
type = "money"
unit = "千円"
years = { from = 2022, to = 2023 }
hint = "千円未満は四捨五入してください。"

[[columns]]
id = "first"
name = "一次評価"
type = "choice"
choices = ["◎", "○", "△", "×"]
"#;

/// The small city's year, whose inquiry sends a form with two columns of its own.
fn root() -> Root {
    let root = Root::case("minato");
    let form = "purpose = \"令和５年度の実績の把握\"\n\n[[stages.forms]]\nid = \"youshiki\"\nform = \"return\"\n\
                title = \"調査票\"\nto = \"departments\"\nfile = \"xlsx\"\n";
    root.replace("inputs/cycle.toml", "purpose = \"令和５年度の実績の把握\"\n", form);
    let cycle = root.read("inputs/cycle.toml");
    root.write("inputs/cycle.toml", cycle + COLUMNS);
    root
}

/// The header of a form as its workbook has it, and where its rows begin.
fn header(built: &Built) -> (Vec<String>, usize) {
    let form = built.path("shokai/forms/koen_調査票.xlsx");
    let rows = sheet(&form, "調査票");
    let at =
        rows.iter().position(|row| row.first() == Some(&Data::String("取組番号".into()))).expect("a header");
    (rows[at].iter().map(ToString::to_string).collect(), at)
}

#[test]
fn a_declared_column_goes_from_the_form_to_everything_that_shows_it() {
    let asked = root().build(&["shokai"]);
    let (header, _) = header(&asked);
    for name in ["決算額（令和４年度）", "決算額（令和５年度）", "一次評価"] {
        assert!(header.iter().any(|title| title == name), "{name} is on the form: {header:?}");
    }
    let guide: Vec<String> = sheet(&asked.path("shokai/forms/koen_調査票.xlsx"), "記入要領")
        .iter()
        .map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|"))
        .collect();
    assert!(guide.iter().any(|line| line.contains("決算額（令和５年度）|千円未満は四捨五入")), "{guide:?}");
    assert!(guide.iter().any(|line| line.contains("一次評価|一覧から選択")), "{guide:?}");

    // The department fills in the form's own columns, with money in another unit.
    let root = root();
    let filled = [
        ("取組番号", "2-2-2"),
        ("指標番号", "1"),
        ("指標名", "市民農園の区画数"),
        ("単位", "区画"),
        ("指標の型", "累計"),
        ("方向", "増加"),
        ("基準年度", "R2"),
        ("基準値", "310"),
        ("目標年度", "R7"),
        ("目標値", "450"),
        ("目標の根拠", "個別計画"),
        ("根拠計画名", "緑の基本計画"),
        ("実績年度", "R5"),
        ("実績値", "422"),
        ("実績の区分", "確定"),
        ("決算額（令和４年度）", "980"),
        ("決算額（令和５年度）", "1234万円"),
        ("一次評価", "△"),
    ];
    let cell = |name: &String| filled.iter().find(|(column, _)| column == name).map_or("", |(_, text)| text);
    let row: Vec<&str> = header.iter().map(cell).collect();
    let form = format!("{}\n{}\n", header.join(","), row.join(","));
    root.write("inputs/submissions/koen.csv", form);
    let built = root.build(&["torimatome", "tsuchi"]);

    let register = table(&built.path("torimatome/annexes/台帳.xlsx"), "台帳");
    let row = register.iter().find(|row| row["番号"] == "2-2-2").expect("the row");
    assert_eq!(row["決算額（令和４年度）（千円）"], Data::Float(980.0));
    assert_eq!(row["決算額（令和５年度）（千円）"], Data::Float(12_340.0));
    assert_eq!(row["一次評価"], Data::String("△".into()));
    let origins = table(&built.path("torimatome/annexes/台帳.xlsx"), "値の出どころ");
    assert!(
        origins.iter().any(|row| row["列"] == "決算額（令和５年度）" && row["書かれたとおり"] == "1234万円")
    );

    let letter = squeezed(&built.path("tsuchi/letters/koen_審議結果の通知.pdf"));
    assert!(letter.contains("その他の報告事項"), "{letter}");
    assert!(
        letter.contains("決算額（令和４年度）980千円")
            && letter.contains("12,340千円")
            && letter.contains("一次評価△"),
        "{letter}"
    );
    let others = squeezed(&built.path("tsuchi/letters/gesui_審議結果の通知.pdf"));
    assert!(!others.contains("その他の報告事項"), "{others}");
    let annex = table(&built.path("tsuchi/annexes/koen_助言・意見及び指標の達成状況.xlsx"), "指標");
    let row = annex.iter().find(|row| row["番号"] == "2-2-2").expect("the row");
    assert_eq!(row["決算額（令和５年度）（千円）"], Data::Float(12_340.0));

    let values = built.json("tsuchi/values.json");
    let value = &values["values"]["indicator/2-2-2/1/own.cost.2023"];
    assert_eq!((value["text"].as_str(), value["number"].as_str()), (Some("12,340"), Some("12340")));
    let read = &value["how"]["read"];
    assert_eq!((&read["file"], &read["line"]), (&"inputs/submissions/koen.csv".into(), &2.into()));
    assert_eq!(read["header"], "決算額（令和５年度）");
}
