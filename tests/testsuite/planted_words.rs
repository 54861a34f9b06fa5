//! Faults planted by templates: figures, sums, names, days and marks that a page prints and should not.

use crate::audits::{Audited, audit};
use crate::program::MINATO;
use crate::root::{Root, repository};
use crate::two_stages::two_stages;

/// The first page of 資料１ of the second meeting counts all, its second by category; the list follows.
const PAPER: &str = "shingi2/資料1_";

/// The small cycle's second meeting where pages print other texts for some figures, and keep their ids.
fn printing(others: &[(&str, &str)]) -> Audited {
    printing_in(("minato", "shingi2"), others)
}

/// The same of a stage of a case.
fn printing_in((case, stage): (&str, &str), others: &[(&str, &str)]) -> Audited {
    let root = Root::case(case);
    let texts: Vec<String> = others.iter().map(|(id, text)| format!("\"{id}\": \"{text}\",")).collect();
    let own = std::fs::read_to_string(repository().join("templates/lib/main.typ")).expect("a template");
    let job = "json(\"/data/job.json\")";
    assert!(own.contains(job));
    let other = format!(
        "#let others = ({})
#let planted(x) = if type(x) == array {{ x.map(planted) }} else if type(x) == dictionary {{
  let text = others.at(if type(x.at(\"id\", default: none)) == str {{ x.id }} else {{ \"\" }}, default: none)
  if text != none {{ x + (text: text, digits: none) }} else {{ x.pairs().map(((k, v)) => ((k): planted(v))).sum(default: (:)) }}
}} else {{ x }}\n",
        texts.join(" ")
    );
    root.write("templates/lib/main.typ", other + &own.replace(job, &format!("planted({job})")));
    audited(root, stage)
}

fn audited(root: Root, stage: &str) -> Audited {
    let built = root.build(&[stage]);
    // What departments sent has faults, which are findings.
    assert!(built.status <= 1, "{}", built.messages);
    let audited = audit(built.root.path(), &built.out(), &[stage]);
    assert_eq!(audited.status, 1, "nothing was found");
    audited
}

#[track_caller]
fn assert_tells(audited: &Audited, expected: &[(&str, &str, &str)]) {
    for (path, kind, words) in expected {
        assert!(audited.tells(path, kind, words), "{path} {kind} {words}: {:#?}", audited.faults);
    }
}

#[test]
fn other_figures_than_those_of_the_register_are_found() {
    let audited = printing(&[
        // A digit, a decimal, a sign, a separator.
        ("indicator/1-1-1/1/actual", "1,496"),
        ("indicator/1-1-2/2/achievement", "94.1%"),
        ("indicator/1-1-2/1/progress", "▲95.9%"),
        ("indicator/1-1-1/1/target", "30,000"),
        // Left out.
        ("indicator/1-1-2/2/target", " "),
        // Another class.
        ("indicator/1-1-2/2/class", "◎"),
    ]);
    assert_tells(
        &audited,
        &[
            (PAPER, "number", "【1,496】"),
            (PAPER, "number", "【94.1%】"),
            (PAPER, "number", "【▲95.9%】"),
            (PAPER, "number", "【30,000】"),
            (PAPER, "missing", "indicator/1-1-2/2/target"),
            (PAPER, "missing", "indicator/1-1-2/2/class"),
            // The packet has the same pages.
            ("shingi2/packet.pdf", "number", "【1,496】"),
        ],
    );
    let page = audited.faults.iter().find(|told| told.words.contains("94.1%")).and_then(|told| told.page);
    assert!(page.is_some_and(|page| page >= 3), "{page:?}");
}

#[test]
fn the_mean_and_the_points_of_a_node_that_other_weights_give_are_found() {
    // What a Ｂ of one point instead of two makes of 政策１, and weights the other way round of 施策２－１.
    let audited =
        printing_in(("hamabe", "shingi4"), &[("node/1/value", "2.0点"), ("node/2-1/value", "99.9%")]);
    let sheet = "shingi4/資料2_評価シート";
    assert_tells(
        &audited,
        &[
            (sheet, "number", "順調(【2.0】点)"),
            (sheet, "missing", "node/1/value"),
            (sheet, "number", "【99.9%】"),
            (sheet, "missing", "node/2-1/value"),
        ],
    );
}

#[test]
fn figures_that_change_places_are_found() {
    // Both numbers stand on the page as often as they should.
    let audited = printing(&[
        ("indicator/1-1-1/1/actual", "141"),
        ("indicator/1-1-2/2/actual", "1,495"),
        ("indicator/1-1-2/1/baseline", "848"),
        ("indicator/1-1-2/1/expected", "320"),
    ]);
    assert_tells(
        &audited,
        &[
            (PAPER, "misplaced", "indicator/1-1-2/2/actual"),
            (PAPER, "misplaced", "indicator/1-1-1/1/actual"),
            (PAPER, "misplaced", "indicator/1-1-2/1/baseline"),
            (PAPER, "misplaced", "indicator/1-1-2/1/expected"),
        ],
    );
}

#[test]
fn totals_that_are_not_the_sums_of_their_parts_are_found() {
    // 8 and 6 stand elsewhere on the page: no number is new there.
    let audited =
        printing(&[("total/1/indicators", "8"), ("total/2-2/class/◎", "3"), ("total/all/measures", "17")]);
    assert_tells(
        &audited,
        &[(PAPER, "sum", "内訳の和は 7"), (PAPER, "sum", "内訳の和は 3"), (PAPER, "sum", "内訳の和は 16")],
    );
}

#[test]
fn other_figures_in_the_words_for_a_picture_are_found() {
    let root = Root::case("minato");
    let own = std::fs::read_to_string(repository().join("templates/lib/outline.typ")).expect("a template");
    let line = "\"判明した\" + view.known.text + ";
    assert!(own.contains(line));
    root.write("templates/lib/outline.typ", own.replace(line, "\"判明した23\" + "));
    assert_tells(&audited(root, "shingi2"), &[(PAPER, "number", "図の説明")]);
}

/// The template of 次第, which begins with these lines.
fn agenda_with(lines: &[&str]) -> String {
    let own = std::fs::read_to_string(repository().join("templates/documents/agenda/document.typ"));
    let own = own.expect("a template");
    let body = "#let body(shared, paper) = {\n";
    assert!(own.contains(body));
    let lines: String = lines.iter().map(|line| format!("  par[{line}]\n")).collect();
    own.replace(body, &format!("{body}{lines}"))
}

const AGENDA_TEMPLATE: &str = "templates/documents/agenda/document.typ";

#[test]
fn names_days_and_numbers_that_nobody_typed_are_found() {
    let root = Root::case("minato");
    let lines = [
        "環境制策課",
        "環境環政策課",
        "施設理課",
        "令和６年９月14日",
        "令和６年９月４日（日）",
        "日時　令和６年７月10日",
        "参加者は37人",
        "前回は5.3%",
    ];
    root.write(AGENDA_TEMPLATE, agenda_with(&lines));
    let audited = audited(root, "shingi2");
    const AGENDA: &str = "shingi2/次第.pdf";
    assert_tells(
        &audited,
        &[
            (AGENDA, "name", "環境制策課"),
            (AGENDA, "name", "環境環政策課"),
            (AGENDA, "name", "施設理課"),
            (AGENDA, "date", "令和6年9月14日"),
            (AGENDA, "date", "（水）"),
            (AGENDA, "date", "日時"),
            (AGENDA, "number", "【37】"),
            (AGENDA, "number", "【5.3%】"),
        ],
    );
    assert!(audited.faults.iter().all(|told| ["次第", "packet"].iter().any(|own| told.path.contains(own))));
}

#[test]
fn marks_of_a_draft_are_found_on_what_was_handed_out() {
    let root = two_stages();
    root.write(AGENDA_TEMPLATE, agenda_with(&["確認用"]));
    let built = root.build(&["kaigi"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let open = audit(built.root.path(), &built.out(), &["kaigi"]);
    assert!(open.faults.is_empty(), "it is not handed out: {:#?}", open.faults);
    let day = "cutoff = 2023-02-13\n";
    built.root.replace("inputs/cycle.toml", day, &format!("{day}issued = 2023-02-17\n"));
    assert_tells(&audited(built.root, "kaigi"), &[("kaigi/", "banner", "確認用")]);
}

#[test]
fn a_department_beside_a_measure_that_is_not_its_own_is_found() {
    let root = Root::case("minato");
    let own = std::fs::read_to_string(repository().join("templates/lib/text.typ")).expect("a template");
    let line = "let shown = if shown == none { v.text } else { shown }";
    assert!(own.contains(line));
    let other = "let shown = if shown == none { if v.text == \"港湾振興課\" { \"環境政策課\" } else { v.text } } else { shown }";
    root.write("templates/lib/text.typ", own.replace(line, other));
    assert_tells(&audited(root, "shingi1"), &[("shingi1/資料2_", "name", "環境政策課")]);
}

#[test]
fn the_clean_cycle_is_the_measure() {
    assert_eq!(audit(MINATO.root.path(), &MINATO.out(), &["shingi1", "shingi2"]).status, 0);
}
