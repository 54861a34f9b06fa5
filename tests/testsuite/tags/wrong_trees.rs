//! Each check is seen to fail on a tree that was made wrong for it.

use super::faults::faults_of;
use super::tree::Node;

fn word(role: &str, text: &str) -> Node {
    Node { text: text.to_owned(), ..Node::of(role, Vec::new()) }
}

fn cell(role: &str, scope: Option<&str>) -> Node {
    Node { scope: scope.map(str::to_owned), headers: 1, ..word(role, "値") }
}

fn at(y: f32, node: Node) -> Node {
    Node { place: Some((1, 70.0, y)), ..node }
}

/// The faults of a paper that has a heading and these parts.
fn faults(parts: Vec<Node>) -> String {
    let parts = [vec![word("H1", "資料１")], parts].concat();
    faults_of(&Node::of("Document", parts)).join("\n")
}

fn table(first: Vec<Node>, second: Vec<Node>) -> Node {
    let last = vec![cell("TH", Some("Row")), cell("TD", None)];
    Node::of("Table", [first, second, last].map(|cells| Node::of("TR", cells)).into())
}

fn columns() -> Vec<Node> {
    vec![cell("TH", Some("Column")), cell("TH", Some("Column"))]
}

#[test]
fn a_sound_tree_has_no_faults() {
    let item = Node::of("LI", vec![word("Lbl", "１"), word("LBody", "開会")]);
    let rows = table(columns(), vec![cell("TH", Some("Row")), cell("TD", None)]);
    let chart = Node { alt: Some("帯グラフ".into()), ..Node::of("Figure", Vec::new()) };
    let link = Node { leads: Some(true), ..word("Link", "資料４") };
    assert_eq!(faults(vec![word("H2", "１"), rows, Node::of("L", vec![item]), chart, link]), "");
}

#[test]
fn headings_leave_no_level_out() {
    assert!(faults(vec![word("H3", "（１）")]).contains("level 3 after 1"));
    assert!(faults_of(&Node::of("Document", vec![word("P", "本文")]))[0].contains("no heading"));
}

#[test]
fn a_table_names_its_columns_and_its_rows() {
    let row = || vec![cell("TH", Some("Row")), cell("TD", None)];
    let values = || vec![cell("TD", None), cell("TD", None)];
    assert!(faults(vec![table(values(), row())]).contains("does not name its columns"));
    assert!(faults(vec![table(columns(), values())]).contains("a row without a name"));
    let scopeless = vec![cell("TH", None), cell("TD", None)];
    assert!(faults(vec![table(columns(), scopeless)]).contains("a row without a name"));
    assert!(faults(vec![table(columns(), vec![cell("TH", Some("Row"))])]).contains("rows of {1, 2} columns"));
    let lost = Node { headers: 0, ..cell("TD", None) };
    assert!(faults(vec![table(columns(), vec![cell("TH", Some("Row")), lost])]).contains("of nothing"));
}

#[test]
fn a_list_holds_items_and_an_item_its_label_and_its_body() {
    let list = |kids| Node::of("L", kids);
    assert!(faults(vec![list(vec![word("P", "開会")])]).contains("more than items"));
    assert!(faults(vec![list(Vec::new())]).contains("no items"));
    let item = |kids| list(vec![Node::of("LI", kids)]);
    assert!(faults(vec![item(vec![word("Lbl", "１"), word("P", "開会")])]).contains("an item of"));
    assert!(faults(vec![item(vec![word("Lbl", "１"), word("LBody", " ")])]).contains("says nothing"));
}

#[test]
fn a_figure_says_what_it_shows_and_a_link_leads_somewhere() {
    let figure = |alt: Option<&str>| Node { alt: alt.map(str::to_owned), ..Node::of("Figure", Vec::new()) };
    assert!(faults(vec![figure(None)]).contains("a figure says nothing"));
    assert!(
        faults(vec![figure(Some("=Span 照会事項"))]).contains("a figure says nothing"),
        "a mark that was left"
    );
    assert!(faults(vec![Node { leads: Some(false), ..word("Link", "資料４") }]).contains("leads nowhere"));
}

#[test]
fn what_is_read_next_stands_below() {
    assert!(
        faults(vec![at(-300.0, word("P", "後")), at(-700.0, word("P", "先"))])
            .contains("「後」 is read before 「先」")
    );
    let beside = Node { place: Some((1, 300.0, -700.0)), ..word("P", "右の段") };
    assert_eq!(faults(vec![at(-300.0, word("P", "左の段")), beside]), "");
}
