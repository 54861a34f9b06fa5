//! What stands on two pages: the second says whose it is, and no page ends with a row that leads those below it.

use super::blocks::{of_page, text};
use super::papers::papers_of;
use crate::root::{Root, repository};

const RETURN: &str = "inputs/submissions/ka01.csv";

/// The cells and the lines beside them of the pages of a paper of the last meeting, by page, each with how far down it stands.
fn pages(root: &Root, paper: &str) -> Vec<Vec<(f64, String)>> {
    let mut pages = Vec::new();
    papers_of(
        root,
        &["shingi4".into()],
        |identity| identity.contains(paper),
        |_, set| {
            for page in set.document.pages() {
                let lines = of_page(&page.frame).into_iter().flat_map(|block| block.lines);
                pages.push(lines.map(|line| (line[0].y, text(&line))).collect());
            }
        },
    );
    pages
}

#[test]
fn a_measure_with_more_rows_than_a_page_is_named_on_each() {
    let root = Root::of(&repository().join("tests/cases/hamabe"));
    let form = root.read(RETURN);
    let row = form.lines().find(|line| line.starts_with("3-2-2,")).expect("a row");
    let named = |i: usize| row.replacen("宿泊の促進の利用者数", &format!("宿泊施設その{i}の利用者数"), 1);
    let many: Vec<String> = (10..70).map(named).collect();
    root.write(RETURN, form.replace(row, &many.join("\n")));
    let goes_on = "宿泊の促進（続き）";
    let pages = pages(&root, "年次報告書");
    let says = |page: &Vec<(f64, String)>, words: &str| page.iter().any(|(_, line)| line == words);
    // Its own table; 取組の状況 and the index name it by their own heads.
    let of_table = pages.iter().filter(|page| says(page, goes_on) && says(page, "3-2-2")).count();
    assert!(of_table > 1, "sixty rows take more than two pages: {of_table}");
    let first = pages.iter().position(|page| says(page, "宿泊の促進")).expect("the first page");
    assert!(!says(&pages[first], goes_on), "where it begins it doesn't go on");
    assert!(says(&pages[first + 1], goes_on), "{:?}", pages[first + 1]);
}

#[test]
fn no_page_of_the_list_of_evaluations_ends_with_a_row_that_leads_others() {
    let root = Root::of(&repository().join("tests/cases/hamabe"));
    let mut leading = 0;
    for page in pages(&root, "評価結果一覧") {
        // The foot stands below the text.
        let lines: Vec<&(f64, String)> = page.iter().filter(|(_, line)| !line.contains('／')).collect();
        let last = lines.iter().map(|(y, _)| *y).fold(0.0, f64::max);
        for (y, line) in
            lines.iter().filter(|(_, line)| line.starts_with("施策") && line.chars().count() == 3)
        {
            assert!(*y < last - 1.0, "{line}");
            leading += 1;
        }
    }
    assert!(leading >= 12, "{leading}");
}
