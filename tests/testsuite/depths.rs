//! A plan's tree of any depth, with measures at any of its layers.

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::program::Built;
use crate::readers::{sheet, squeezed};
use crate::root::{Root, repository};

/// The categories of a tree so deep, each with the one above it, and the category of each measure.
fn built(layers: usize) -> Built {
    let root = Root::of(&repository().join("tests/rules/base"));
    let cycle = root.read("inputs/cycle.toml");
    let begin = cycle.find("[[categories]]").expect("categories");
    let end = begin + cycle[begin..].find("# ──").expect("the next part");
    let ids = ["1", "1-1", "1-1-1", "1-1-1-1"];
    let names = ["政策", "施策", "基本事業", "事業"];
    let mut categories = String::new();
    for at in 0..layers {
        let parent = if at > 0 { format!("parent = \"{}\"\n", ids[at - 1]) } else { String::new() };
        categories += &format!(
            "[[categories]]\nid = \"{}\"\n{parent}label = \"{}\"\ntitle = \"{}の層\"\ncounter = \"件\"\n\n",
            ids[at],
            at + 1,
            names[at]
        );
    }
    categories += "[[categories]]\nid = \"2\"\nlabel = \"９\"\ntitle = \"別の政策\"\ncounter = \"件\"\n\n";
    let annex = "[[stages.annexes]]\nannex = \"indicators\"\nnumber = \"別紙\"\n\n[[stages.papers]]\ndocument = \"agenda\"\n";
    let rest = cycle[end..].replacen("[[stages.papers]]\ndocument = \"agenda\"\n", annex, 1);
    root.write("inputs/cycle.toml", format!("{}{categories}{rest}", &cycle[..begin]));
    let deep = |at: usize| ids[at.min(layers - 1)];
    root.write(
        "inputs/measures.csv",
        format!(
            "取組番号,取組名,区分,担当\n1-1,手続のオンライン化,1,kikaku\n1-2,見守りの仕組みづくり,{},fukushi\n2-1,町工場のデジタル化の支援,{},kikaku\n2-2,介護の記録の電子化,2,fukushi\n",
            deep(2),
            deep(3)
        ),
    );
    root.build(&["kaigi"])
}

#[test]
fn measures_at_every_layer_are_counted_once_and_stand_below_their_own_heading() {
    // 1-1 has two indicators and stands at the top, 1-2 and 2-1 have one each and stand as deep as the tree goes.
    for (layers, counts) in [
        (1, vec![("1", 4), ("2", 1)]),
        (2, vec![("1", 4), ("1-1", 2), ("2", 1)]),
        (3, vec![("1", 4), ("1-1", 2), ("1-1-1", 2), ("2", 1)]),
        (4, vec![("1", 4), ("1-1", 2), ("1-1-1", 2), ("1-1-1-1", 1), ("2", 1)]),
    ] {
        let built = built(layers);
        assert!(
            !built.messages.contains("reference-to-nothing") && !built.messages.contains("template-error"),
            "{}",
            built.messages
        );
        let values = built.json("kaigi/values.json");
        for (category, count) in &counts {
            let text = &values["values"][&format!("total/{category}/indicators")]["text"];
            assert_eq!(text, &count.to_string(), "{category} of {layers} layers");
        }
        assert_eq!(values["values"]["total/all/indicators"]["text"], "5");
        let progress =
            built.ending(".pdf").into_iter().find(|pdf| pdf.to_string_lossy().contains("進捗状況一覧"));
        let pages = squeezed(&progress.expect("the paper"));
        let section = pages.find("取組別の進捗状況").expect("the list");
        let place = |text: &str| pages[section..].find(text).unwrap_or_else(|| panic!("{text} in {pages}"));
        let (top, deep) = (place("手続のオンライン化"), place("町工場のデジタル化の支援"));
        assert!(top < deep, "what stands at the top comes before what is below it");
        if layers > 1 {
            assert!(place("政策の層") < top && top < place("施策の層") && place("施策の層") < deep);
        }
        let annex = built.path("kaigi/annexes/別紙_数値目標・進捗状況.xlsx");
        let cells = sheet(&annex, "集計");
        let mut book: Xlsx<_> = open_workbook(&annex).expect("the annex");
        let formulas = book.worksheet_formula("集計").expect("formulas");
        let formula = |row: usize, column: usize| {
            formulas.get_value((row as u32, column as u32)).cloned().unwrap_or_default()
        };
        for (category, count) in &counts {
            let row =
                cells.iter().position(|row| row[0] == *category).unwrap_or_else(|| panic!("no {category}"));
            assert_eq!(cells[row][3], Data::Float(f64::from(*count)), "{category}");
            let is_parent = layers > 1 && *category == "1" || layers == 4 && *category == "1-1-1";
            let says = formula(row, 3);
            assert_eq!(says.contains("SUMPRODUCT") && says.starts_with('D'), is_parent, "{says}");
            assert_eq!(formula(row, 2).ends_with("+1"), is_parent, "{}", formula(row, 2));
        }
    }
}
