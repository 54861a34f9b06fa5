//! Papers of words, people and evaluations as public pages: all of them are made, their figures are those of the papers, and
//! what is withheld is in none.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;

use serde_json::json;

use crate::open_desk::drive;
use crate::program::{Built, files_below};
use crate::publication::{check_page, publish, said};
use crate::root::Root;

/// The pages of stages, by their paths: 「shingi4/report.html」.
type Pages = BTreeMap<String, String>;

/// The ids of all papers that a cycle declares.
fn papers(cycle: &toml::Table) -> BTreeSet<String> {
    let stages = cycle["stages"].as_array().expect("stages").iter();
    let papers = stages.filter_map(|stage| stage.get("papers")?.as_array()).flatten();
    let id = |paper: &toml::Value| {
        paper.get("id").or_else(|| paper.get("document"))?.as_str().map(ToOwned::to_owned)
    };
    papers.filter_map(id).collect()
}

/// A cycle of which all papers are published that have a page, and some things withheld.
fn published(root: Root, withheld: &str) -> (Built, Pages) {
    let text = root.read("inputs/cycle.toml");
    let own = text.split_once("[publication]").map_or(text.as_str(), |(before, _)| before).to_owned();
    let papers: Vec<String> =
        papers(&text.parse().expect("TOML")).iter().map(|id| format!("\"{id}\"")).collect();
    let publication =
        format!("[publication]\npapers = [{}]\n[publication.withheld]\n{withheld}\n", papers.join(", "));
    root.write("inputs/cycle.toml", own + "\n" + &publication);
    let built = root.build(&[]);
    assert!(built.status <= 1, "{}", built.messages);
    let mut pages = Pages::new();
    let stages = fs::read_dir(built.out()).expect("out").map(|entry| entry.expect("an entry"));
    for stage in stages.filter(|entry| entry.path().join("values.json").exists()) {
        let stage = stage.file_name().into_string().expect("UTF-8");
        let output = publish(&built.root, &stage, &format!("public/{stage}"));
        let said = said(&output);
        if said.contains("公開できる資料がありません") {
            continue;
        }
        assert_eq!(output.status.code(), Some(0), "{stage}: {said}");
        for (path, bytes) in files_below(&built.root.path().join("public").join(&stage)) {
            pages.insert(format!("{stage}/{path}"), String::from_utf8(bytes).expect("UTF-8"));
        }
    }
    (built, pages)
}

static SAMPLE_PAGES: LazyLock<(Built, Pages)> = LazyLock::new(|| published(Root::sample(), ""));
static CITY_PAGES: LazyLock<(Built, Pages)> = LazyLock::new(|| published(Root::case("hamabe"), ""));

fn names<'a>(pages: &'a Pages, stage: &str) -> BTreeSet<&'a str> {
    let own =
        pages.keys().filter_map(|path| path.strip_prefix(stage)?.strip_prefix('/')?.strip_suffix(".html"));
    own.collect()
}

/// The cells of figures of a page, as they print.
fn figures(page: &str) -> Vec<String> {
    let cells = page.split("<td").skip(1).filter_map(|rest| rest.split_once("</td>")?.0.split_once('>'));
    let figures = cells.filter(|(tag, _)| tag.contains("class=\"n\"")).map(|(_, cell)| {
        let value = cell.split_once("<span class=\"value\">").map_or(cell, |(_, rest)| rest);
        let text = value.split_once("</span>").map_or(value, |(text, _)| text);
        text.trim().trim_start_matches("∥ ").replace("&#x2f;", "/").replace("&#x27;", "'")
    });
    figures.filter(|text| !text.is_empty()).collect()
}

#[test]
fn every_paper_with_a_page_is_published_and_well_formed() {
    let of = |names: &[&'static str]| names.iter().copied().collect::<BTreeSet<&str>>();
    let (_, sample) = &*SAMPLE_PAGES;
    let (_, city) = &*CITY_PAGES;
    let advisory =
        ["index", "agenda", "roster", "management", "policy", "targets", "progress", "charter", "gist"];
    assert_eq!(names(sample, "advisory"), of(&advisory));
    assert_eq!(names(sample, "kanjikai"), of(&["index", "agenda", "roster", "summary", "targets"]));
    assert_eq!(names(city, "shingi3"), of(&["index", "agenda", "roster", "sheet", "comments"]));
    let last = ["index", "agenda", "roster", "report", "sheet", "years", "reviews"];
    assert_eq!(names(city, "shingi4"), of(&last));
    let pages = sample.iter().chain(city).filter(|(path, _)| path.ends_with(".html"));
    pages.for_each(|(path, page)| check_page(path, page));
}

#[test]
fn figures_of_pages_are_those_of_the_papers() {
    let mut compared = BTreeMap::new();
    for (built, pages) in [&*SAMPLE_PAGES, &*CITY_PAGES] {
        for (path, page) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
            let (stage, name) = path.split_once('/').expect("a stage");
            let values = built.json(&format!("{stage}/values.json"));
            let values = values["values"].as_object().expect("values");
            let texts: BTreeSet<&str> = values.values().filter_map(|value| value["text"].as_str()).collect();
            // What a paper shows apart may stand in one cell: 「70／74」. A mark is no figure.
            let shown: Vec<String> =
                figures(page).into_iter().filter(|text| !text.starts_with('－')).collect();
            let is_told =
                |text: &str| texts.contains(text) || text.split('／').all(|part| texts.contains(part));
            let is_size = |text: &str| name == "index.html" && text.ends_with(" KB");
            let other: Vec<&String> = shown.iter().filter(|text| !is_told(text) && !is_size(text)).collect();
            assert!(other.is_empty(), "{path}: {other:?}");
            *compared.entry(name.to_owned()).or_insert(0) += shown.len();
        }
    }
    for (name, least) in [
        ("report.html", 400),
        ("sheet.html", 800),
        ("summary.html", 50),
        ("comments.html", 8),
        ("reviews.html", 8),
    ] {
        assert!(compared[name] >= least, "{name}: {}", compared[name]);
    }
}

#[test]
fn a_page_of_the_report_shows_every_indicator() {
    let (built, pages) = &*CITY_PAGES;
    let values = built.json("shingi4/values.json");
    let page = &pages["shingi4/report.html"];
    let mut looked = 0;
    for (id, value) in values["values"].as_object().expect("values") {
        let Some(key) = id.strip_prefix("indicator/").and_then(|rest| rest.strip_suffix("/actual")) else {
            continue;
        };
        let name = values["values"][format!("indicator/{key}/name")]["text"].as_str();
        let row = page.split("<tr>").find(|row| {
            name.is_some_and(|name| row.contains(&format!("{name}（")) || row.contains(&format!("{name}<")))
        });
        let row = row.unwrap_or_else(|| panic!("{key}: {name:?}"));
        let shown = figures(row);
        assert!(shown.contains(&value["text"].as_str().expect("a text").to_owned()), "{key}: {shown:?}");
        looked += 1;
    }
    assert!(looked > 60, "{looked}");
}

#[test]
fn axe_finds_nothing_wrong_with_papers_of_words_and_evaluations() {
    let looked: [(_, _, &[&str]); 3] = [
        (&*SAMPLE_PAGES, "advisory", &["agenda", "roster", "management", "policy", "gist"]),
        (&*CITY_PAGES, "shingi3", &["comments"]),
        (&*CITY_PAGES, "shingi4", &["report", "reviews", "sheet"]),
    ];
    for ((built, _), stage, names) in looked {
        let folder = format!("file://{}", built.root.path().join("public").join(stage).display());
        let paths: Vec<String> = names.iter().map(|name| format!("/{name}.html")).collect();
        let arguments = ["access", &folder].into_iter().chain(paths.iter().map(String::as_str));
        let seen = drive(&arguments.collect::<Vec<_>>());
        assert_eq!(seen["found"], json!([]), "{stage}");
        assert_eq!(seen["looked"], json!(2 * paths.len()), "{stage}");
    }
}

#[test]
fn who_evaluated_is_on_no_page_and_who_is_a_member_is_on_the_roster() {
    let (_, pages) = &*CITY_PAGES;
    assert!(pages["shingi4/roster.html"].contains("灘　弘"));
    for path in ["shingi4/reviews.html", "shingi3/sheet.html", "shingi4/sheet.html"] {
        let page = &pages[path];
        // What they wrote is there: the last cells of review.csv.
        assert!(page.contains("費用に見合う効果が出ているかを示してほしい。"), "{path}");
        for name in ["灘　弘", "浜口　ほのか", "潮田　真帆", "shingi-"] {
            assert!(!page.contains(name), "{name} in {path}");
        }
    }
    // Who sent in a comment is counted and not told.
    assert!(!pages["shingi3/comments.html"].contains("市民Ａ"));
}

#[test]
fn names_marks_words_and_figures_that_are_withheld_are_on_no_page() {
    let withheld = "columns = [\"一次評価\", \"実績値\", \"review/点\", \"review/意見\", \"budget/予算額\", \"opinions/市の考え方\"]\n\
                    names = [\"灘　弘\", \"浜口ほのか\"]";
    let (_, pages) = published(Root::case("hamabe"), withheld);
    let (_, open) = &*CITY_PAGES;
    let secrets = [
        // Names, of whom one evaluates; a member's post goes with the name.
        ("shingi4/roster.html", "灘　弘"),
        ("shingi4/roster.html", "浜口　ほのか"),
        ("shingi4/roster.html", "沿岸研究所"),
        // Words of evaluators and of the city.
        ("shingi4/reviews.html", "費用に見合う効果が出ているかを示してほしい。"),
        ("shingi4/sheet.html", "目標の立て方を見直す時期に来ている。"),
        ("shingi3/comments.html", "土曜日の相談を来年度から始める。"),
        // The budget of 1-1-2, what 1-1-2/1 reached, and the rate and the mean that tell it.
        ("shingi4/sheet.html", "62,184"),
        ("shingi4/sheet.html", ">547<"),
        ("shingi4/report.html", "105.2%"),
        ("shingi4/report.html", "102.0%"),
    ];
    for (path, secret) in secrets {
        assert!(open[path].contains(secret), "{secret} is on {path} if it is not withheld");
        let told: Vec<&String> =
            pages.iter().filter(|(_, page)| page.contains(secret)).map(|(path, _)| path).collect();
        assert!(told.is_empty(), "{secret} on {told:?}");
    }
    // Two of ten are left out, and counted out.
    assert!(pages["shingi4/roster.html"].contains("<p>８名（敬称略）</p>"));
    // Marks can't be searched for: there is no column of theirs, and nothing that compares with them.
    let (reviews, before) = (&pages["shingi4/reviews.html"], &open["shingi4/reviews.html"]);
    for gone in ["一次評価", "外部評価（点）", "↑</td>", "↓</td>"] {
        assert!(before.contains(gone) && !reviews.contains(gone), "{gone}");
    }
    assert!(reviews.contains("<th scope=\"col\">二次評価</th><th scope=\"col\">外部評価</th></tr>"));
    assert!(!pages["shingi4/sheet.html"].contains("一次評価"));
    assert!(!pages["shingi3/comments.html"].contains("市の考え方"));
    pages.iter().filter(|(path, _)| path.ends_with(".html")).for_each(|(path, page)| check_page(path, page));
}

#[test]
fn a_name_in_words_refuses_the_set() {
    let root = Root::case("hamabe");
    root.replace("inputs/tables/opinions.csv", "図書館を", "三崎悠の図書館を");
    root.replace(
        "inputs/cycle.toml",
        "papers = [\"progress\", \"years\"]",
        "papers = [\"roster\", \"comments\"]",
    );
    root.replace("inputs/cycle.toml", "names = [\"はまべ興業\"]", "names = [\"三崎　悠\"]");
    let built = root.build(&["shingi3"]);
    let output = publish(&built.root, "shingi3", "public");
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("comments.html: 公表しない名「三崎　悠」") && !said.contains("roster.html"),
        "{said}"
    );
}

#[test]
fn without_a_list_of_papers_only_those_of_figures_are_published() {
    let root = Root::case("hamabe");
    root.replace("inputs/cycle.toml", "papers = [\"progress\", \"years\"]\n", "");
    let built = root.build(&["shingi4"]);
    let output = publish(&built.root, "shingi4", "public");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let files = files_below(&built.root.path().join("public"));
    let pages: Vec<&str> = files.iter().filter_map(|(path, _)| path.strip_suffix(".html")).collect();
    assert_eq!(pages, ["index", "report", "years"]);
}
