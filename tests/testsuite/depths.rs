//! A plan's tree of any depth, with measures at any of its layers.

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::program::Built;
use crate::readers::{sheet, squeezed};
use crate::root::{Root, repository};

/// The categories of a tree so deep, each with the one above it, and the category of each measure.
fn built(layers: usize) -> Built {
    root(layers).build(&["kaigi"])
}

fn root(layers: usize) -> Root {
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
    root
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

/// The categories are classed by the mean of what their indicators' classes give, those at the top by other thresholds.
const NODES: &str = r#"
[[evaluation.nodes]]
title = "政策の評価"
layers = [1]
by = "points"
points = { "Ａ" = 4, "Ｂ" = 3, "Ｃ" = 2, "Ｄ" = 1 }

[[evaluation.nodes.classes]]
label = "順調"
at_least = 3

[[evaluation.nodes.classes]]
label = "要改善"

[[evaluation.nodes]]
title = "下の層の評価"
layers = [2, 3, 4]
by = "points"
points = { "Ａ" = 4, "Ｂ" = 3, "Ｃ" = 2, "Ｄ" = 1 }

[[evaluation.nodes.classes]]
label = "良"
at_least = "2.6"

[[evaluation.nodes.classes]]
label = "可"
"#;

#[test]
fn a_node_at_every_layer_is_classed_by_all_that_is_below_it_and_words_name_it() {
    // 1-1/1 is Ａ (23 of 22), 1-1/2 is Ｂ (3,800 of 4,000), 1-2/1 is Ｃ (150 of 200), 2-1/1 is Ｂ (36 of 40) and 2-2/1 is
    // Ｂ (実施中). At the top: 4 + 3 + 2 + 3 are 12 by 4. 1-2 and 2-1: 2 + 3 are 5 by 2. 2-1 alone: 3.
    let (top, both, alone) = (("順調", "3.0点"), ("可", "2.5点"), ("良", "3.0点"));
    for (layers, nodes) in [
        (1, vec![("1", top), ("2", top)]),
        (2, vec![("1", top), ("1-1", both), ("2", top)]),
        (3, vec![("1", top), ("1-1", both), ("1-1-1", both), ("2", top)]),
        (4, vec![("1", top), ("1-1", both), ("1-1-1", both), ("1-1-1-1", alone), ("2", top)]),
    ] {
        let root = root(layers);
        let cycle = root.read("inputs/cycle.toml");
        let paper = "[[stages.papers]]\ndocument = \"prose\"\ntitle = \"区分の評価\"\nwords = \"kubun\"\n\n[[stages.papers]]\ndocument = \"agenda\"\n";
        let cycle = cycle.replacen("[[stages.papers]]\ndocument = \"agenda\"\n", paper, 1);
        root.write("inputs/cycle.toml", cycle + NODES);
        let says = |(id, _): &(&str, _)| {
            format!(
                "　{id}は{{{{ counts.categories[\"{id}\"].class }}}}で{{{{ counts.categories[\"{id}\"].class_value }}}}。\n"
            )
        };
        let words: String = nodes.iter().map(says).collect();
        root.write("templates/words/kubun.txt.j2", format!("区分の評価\n\n{words}"));
        let built = root.build(&["kaigi"]);
        assert!(!built.messages.contains("template-error"), "{}", built.messages);
        let text = squeezed(&built.path("kaigi/区分の評価.pdf"));
        let values = built.json("kaigi/values.json");
        for (id, (class, value)) in nodes {
            assert!(text.contains(&format!("{id}は{class}で{value}。")), "{layers} layers, {id}: {text}");
            for (what, printed) in [("class", class), ("value", value)] {
                let figure = &values["values"][format!("node/{id}/{what}")];
                assert_eq!(figure["text"], printed, "{layers} layers, {id}");
                assert!(figure["papers"]["kaigi/区分の評価.pdf"].is_array(), "{figure}");
            }
        }
    }
}
