//! A table that `cycle.toml` declares, in papers, in what each recipient gets, and in the next year.

use calamine::Data;

use crate::program::shiryo;
use crate::readers::{squeezed, table};
use crate::root::Root;

const TABLES: &str = r#"
[[tables]]
id = "budget"
title = "決算額"
key = ["measure"]
carried = true

[[tables.columns]]
id = "cost"
name = "決算額"
type = "money"
unit = "千円"
years = { from = 2022, to = 2023 }

[[tables]]
id = "review"
title = "外部評価"
key = ["category"]

[[tables.columns]]
id = "mark"
name = "評価"
type = "choice"
choices = ["◎", "○", "△"]
"#;

const ANNEX: &str = r#"
title = "決算額"
scope = "recipient"

[[sheets]]
name = "決算額"
view = { view = "table", table = "budget" }
columns = [
  { title = "番号", field = "number", width = 8 },
  { title = "取組", field = "measure", width = 24 },
  { title = "担当", field = "owner", width = 12 },
  { title = "決算額", field = "own.cost.2023", width = 12, align = "right" },
]
"#;

const DOCUMENT: &str = r#"
#import "/lib/lib.typ": *
#let body(shared, paper) = {
  masthead(paper)
  ledger(
    (col("番号", 40pt), col("取組", 1fr), col("決算額（千円）", 6em, align: right)),
    ..paper.views.budget.map(r => (r.number, r.measure, fig(r.own.find(o => o.id == "cost" and o.year == 2023).value))).flatten(),
  )
  for r in paper.views.review { par(r.category_title + "：" + fig(r.own.first().value)) }
}
"#;

fn root() -> Root {
    let root = Root::case("minato");
    let cycle = root.read("inputs/cycle.toml");
    let cycle = cycle.replace(
        "annex = \"feedback\"\nnumber = \"別表\"",
        "annex = \"feedback\"\nnumber = \"別表\"\n\n[[stages.annexes]]\nannex = \"kessan\"",
    );
    let cycle = cycle.replace(
        "[[stages.papers]]\ndocument = \"submissions\"",
        "[[stages.papers]]\ndocument = \"submissions\"\n\n[[stages.papers]]\ndocument = \"kessan\"",
    );
    root.write("inputs/cycle.toml", cycle + TABLES);
    root.write("templates/annexes/kessan.toml", ANNEX);
    root.write("templates/documents/kessan/document.typ", DOCUMENT);
    root.write(
        "templates/documents/kessan/document.toml",
        "title = \"決算額一覧\"\nscope = \"cycle\"\npaper = \"a4\"\nlandscape = false\n\n[views.budget]\nview = \"table\"\ntable = \"budget\"\n\n[views.review]\nview = \"table\"\ntable = \"review\"\n",
    );
    // Not in the plan's order; the last was put in after the cutoff of 点検.
    root.write("inputs/tables/budget.csv", "取組番号,R4決算額,R5決算額,受付日\n2-2-2,100,2200,2024-05-20\n2-1-1,9800,1億円,2024-05-20\n2-2-1,5,7,2024-05-20\n2-1-2,8,9,2024-09-01\n");
    root.write("inputs/tables/review.csv", "区分,評価\n2-1,◎\n");
    root
}

#[test]
fn a_declared_table_is_a_view_and_each_recipient_gets_its_own_rows() {
    let built = root().build(&["torimatome", "tsuchi"]);
    assert!(!built.messages.contains("template-error"), "{}", built.messages);
    let paper = squeezed(&built.path("torimatome/決算額一覧.pdf"));
    let first = paper.find("2-1-1").expect("the first row");
    assert!(paper.find("2-2-1").is_some_and(|second| first < second), "in the order of the plan: {paper}");
    assert!(paper.contains("100,000") && paper.contains("：◎"), "{paper}");
    assert!(!paper.contains("2-1-2"), "it came after the cutoff: {paper}");
    let values = built.json("torimatome/values.json");
    let value = &values["values"]["table/budget/2-1-1/own.cost.2023"];
    assert_eq!(value["number"], "100000");
    let read = &value["how"]["read"];
    assert_eq!((&read["file"], &read["line"]), (&"inputs/tables/budget.csv".into(), &3.into()), "{value}");

    let rows = |code: &str| -> Vec<(String, Data)> {
        let annex = built.path(&format!("tsuchi/annexes/{code}_決算額.xlsx"));
        table(&annex, "決算額").iter().map(|row| (row["番号"].to_string(), row["決算額"].clone())).collect()
    };
    let own = [("2-2-1".to_owned(), Data::Float(7.0)), ("2-2-2".to_owned(), Data::Float(2200.0))];
    assert_eq!(rows("koen"), own);
    let own = [("2-1-1".to_owned(), Data::Float(100_000.0)), ("2-1-2".to_owned(), Data::Float(9.0))];
    assert_eq!(rows("gesui"), own);
    assert_eq!(rows("kankyo"), [("なし".to_owned(), Data::Empty)]);
}

#[test]
fn the_next_year_begins_with_the_tables_that_are_carried() {
    let root = root();
    let next = Root::empty();
    let run = shiryo().args(["new", "next", "--from"]).arg(root.path()).current_dir(next.path()).output();
    let run = run.expect("the program runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert_eq!(next.read("next/inputs/tables/budget.csv"), root.read("inputs/tables/budget.csv"));
    assert!(!next.path().join("next/inputs/tables/review.csv").exists(), "it is not carried");
}
