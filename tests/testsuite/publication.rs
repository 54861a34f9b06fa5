//! `shiryo publish`: the public set of a stage, and what is never in it.

use std::collections::BTreeMap;
use std::fs;
use std::process::Output;
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::figures::{COLUMNS, indicators, recomputed};
use crate::open_desk::drive;
use crate::program::{Built, HAMABE, SAMPLE, files_below, shiryo};
use crate::root::{Root, repository};

/// The files of a set, by their paths.
type Files = BTreeMap<String, Vec<u8>>;

pub(crate) fn publish(root: &Root, stage: &str, to: &str) -> Output {
    let mut command = shiryo();
    command.args(["publish", stage, "--root"]).arg(root.path()).arg("--out").arg(root.path().join("out"));
    command.arg("--to").arg(root.path().join(to)).output().expect("the program runs")
}

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned()
}

/// The set of a stage, which must be made.
fn set(built: &Built, stage: &str, to: &str) -> Files {
    let output = publish(&built.root, stage, to);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    files_below(&built.root.path().join(to)).into_iter().collect()
}

static SAMPLE_SET: LazyLock<Files> = LazyLock::new(|| set(&SAMPLE, "advisory", "public"));
static CITY_SET: LazyLock<Files> = LazyLock::new(|| set(&HAMABE, "shingi2", "public"));

fn text<'a>(files: &'a Files, path: &str) -> &'a str {
    std::str::from_utf8(&files[path]).expect("UTF-8")
}

fn json_of(files: &Files, path: &str) -> Value {
    serde_json::from_slice(&files[path]).expect("JSON")
}

/// The rows of a CSV file, each by its header.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.expect("a row")).collect()
}

#[test]
fn the_data_are_what_the_second_computation_gives() {
    let expected = recomputed(SAMPLE.root.path(), "2020-02-03");
    let rows = rows(text(&SAMPLE_SET, "data/register-utf8.csv"));
    let names =
        ["基準値", "目安", "実績値", "目標値", "達成率", "進捗率"].map(|name| format!("{name}（表示）"));
    let names: Vec<&str> = names.iter().map(String::as_str).chain(["評価"]).collect();
    let mut compared = 0;
    for (key, indicator) in indicators(&expected) {
        let row = rows.iter().find(|row| row["指標の番号"] == key).unwrap_or_else(|| panic!("{key}"));
        assert_eq!(row["指標名"], indicator["name"], "{key}");
        for (column, name) in COLUMNS.iter().zip(&names).filter(|_| indicator["counted"] == true) {
            let text = indicator[column].as_str().expect("text");
            // Where there is no class, papers print －, and data say nothing.
            let is_mark = *name == "評価" && text.starts_with('－');
            assert_eq!(row[*name], if is_mark { "" } else { text }, "{key} {name}");
            compared += 1;
        }
    }
    assert!(compared > 400, "only {compared} figures");
    let rate = rows.iter().find(|row| row["指標の番号"] == "1-ア/1").expect("a row");
    assert_eq!((rate["達成率"].as_str(), rate["実績値"].as_str()), ("1.185", "22"));
}

#[test]
fn csv_and_json_say_the_same_as_the_schema_says() {
    let plain = text(&SAMPLE_SET, "data/register-utf8.csv");
    assert!(!plain.starts_with('\u{FEFF}'));
    let for_excel = text(&SAMPLE_SET, "data/register.csv");
    assert_eq!(for_excel.strip_prefix('\u{FEFF}'), Some(plain), "nothing in the sample is a formula");
    let (schema, json) =
        (json_of(&SAMPLE_SET, "data/schema.json"), json_of(&SAMPLE_SET, "data/register.json"));
    let fields = schema["fields"].as_array().expect("fields");
    let header = plain.lines().next().expect("a header");
    let names: Vec<&str> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
    assert_eq!(header, names.join(","));
    let (rows, told) = (rows(plain), json["rows"].as_array().expect("rows"));
    assert_eq!(rows.len(), told.len());
    for (row, told) in rows.iter().zip(told) {
        for field in fields {
            let name = field["name"].as_str().expect("a name");
            let (cell, value) = (row[name].as_str(), &told[name]);
            match value {
                Value::Null => assert_eq!(cell, "", "{name}"),
                Value::Number(number) => {
                    assert_eq!(field["type"], "number", "{name}");
                    assert_eq!(cell.parse::<f64>().ok(), number.as_f64(), "{name}");
                }
                value => {
                    assert_eq!((value.as_str(), &field["type"]), (Some(cell), &json!("string")), "{name}")
                }
            }
        }
    }
    assert_eq!(schema["primaryKey"], json!(["指標の番号"]));
    for never in ["自己評価", "備考", "内線番号"] {
        assert!(!names.iter().any(|name| name.contains(never)), "{never} is for the secretariat alone");
    }
}

#[test]
fn what_is_withheld_is_nowhere() {
    let register = text(&CITY_SET, "data/register-utf8.csv");
    assert!(!register.contains("決算額") && !register.contains("課題"));
    let keys: Vec<String> = rows(register).into_iter().map(|row| row["指標の番号"].clone()).collect();
    assert!(keys.contains(&"1-1-2/1".to_owned()) && keys.contains(&"2-1-1/1".to_owned()));
    assert!(!keys.iter().any(|key| key.starts_with("1-1-1/") || key == "2-1-3/1"), "{keys:?}");
    let progress = text(&CITY_SET, "progress.html");
    // The cells of ka03.csv and ka13.xlsx: an issue, the accounts of 2-1-1, the name and the rows that are withheld.
    for withheld in ["担い手が減っている", "1,573", "避難所の充実", "保育所の整備", "はまべ興業"]
    {
        for (path, bytes) in CITY_SET.iter() {
            assert!(!String::from_utf8_lossy(bytes).contains(withheld), "{withheld} in {path}");
        }
    }
    // What is left is counted: 施策１ has six measures, of which one is withheld.
    let row = progress.lines().find(|line| line.contains("施策1　子育ての支援</th>")).expect("a row");
    assert!(row.contains("<td class=\"n\">5</td><td class=\"n\">5</td>"), "{row}");
    assert!(progress.contains("公表しない取組と指標は含みません。") && progress.contains("講座を年４回開き"));
    for path in ["index.html", "progress.html"] {
        assert!(text(&CITY_SET, path).contains("クリエイティブ・コモンズ 表示 4.0 国際</a>"), "{path}");
    }
    assert_eq!(json_of(&CITY_SET, "data/register.json")["licence"], "クリエイティブ・コモンズ 表示 4.0 国際");
}

#[test]
fn the_same_inputs_make_the_same_bytes_and_each_page_bears_their_fingerprint() {
    assert_eq!(set(&SAMPLE, "advisory", "again"), *SAMPLE_SET);
    let manifest = json_of(&SAMPLE_SET, "manifest.json");
    let files = manifest["files"].as_array().expect("files");
    assert_eq!(files.len(), SAMPLE_SET.len() - 1);
    let inputs = manifest["fingerprint"]["inputs"].as_str().expect("a hash");
    assert_eq!(inputs.len(), 64);
    for file in files {
        let path = file["path"].as_str().expect("a path");
        assert_eq!(file["sha256"], *shiryo::ground::hash::sha256(&SAMPLE_SET[path]), "{path}");
        if path.ends_with(".html") {
            let mark = format!("<meta name=\"fingerprint\" content=\"shiryo {} ", env!("CARGO_PKG_VERSION"));
            assert!(text(&SAMPLE_SET, path).contains(&mark), "{path}");
            assert!(text(&SAMPLE_SET, path).contains(&format!("inputs:{inputs}\"")), "{path}");
        }
    }
    assert_ne!(json_of(&CITY_SET, "manifest.json")["fingerprint"]["inputs"], inputs);
}

/// The elements of a page in their order, opened and closed: `("table", true)`. It fails where one is not closed.
fn elements(page: &str) -> Vec<(String, String)> {
    const VOID: [&str; 6] = ["meta", "br", "hr", "img", "link", "!DOCTYPE"];
    let (mut open, mut all) = (Vec::new(), Vec::new());
    for tag in page.split('<').skip(1) {
        let tag = tag.split_once('>').expect("a tag ends").0;
        let name = tag.trim_start_matches('/').split_whitespace().next().expect("a name").to_owned();
        match tag.starts_with('/') {
            true => assert_eq!(open.pop(), Some(name), "</{tag}> closes another"),
            false if VOID.contains(&name.as_str()) => {}
            false => {
                open.push(name.clone());
                all.push((name, tag.to_owned()));
            }
        }
    }
    assert!(open.is_empty(), "{open:?} are not closed");
    all
}

/// A page that people with every kind of reader can read: well-formed, headings in order, tables with heads, nothing from
/// elsewhere.
pub(crate) fn check_page(path: &str, page: &str) {
    let elements = elements(page);
    assert!(page.contains("<html lang=\"ja\">") && !page.contains("<script"), "{path}");
    let addresses = page.split("href=\"").skip(1).filter_map(|rest| rest.split_once('"'));
    for (address, _) in addresses {
        let address = address.replace("&#x2f;", "/");
        let is_licence = address.starts_with("https://creativecommons.org/");
        assert!(is_licence || !address.contains(':'), "{path} leads to {address}");
    }
    let levels = elements.iter().filter_map(|(name, _)| name.strip_prefix('h')?.parse::<u32>().ok());
    let levels: Vec<u32> = levels.collect();
    assert_eq!(levels.first(), Some(&1), "{path}");
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1 && pair[1] > 1), "{path}: {levels:?}");
    for table in page.split("<table").skip(1).filter_map(|rest| rest.split_once("</table>")) {
        assert!(table.0.contains("<caption>") && table.0.contains("<th scope=\"col\""), "{path}");
        for row in table.0.split("<tr").skip(1) {
            assert!(row.contains("<th scope="), "{path}: a row without a head: {row}");
        }
    }
}

#[test]
fn pages_are_well_formed_and_their_tables_have_heads() {
    let years = set(&HAMABE, "shingi4", "years");
    let pages = [&*SAMPLE_SET, &*CITY_SET, &years].into_iter().flatten();
    let mut looked = 0;
    for (path, bytes) in pages.filter(|(path, _)| path.ends_with(".html")) {
        check_page(path, std::str::from_utf8(bytes).expect("UTF-8"));
        looked += 1;
    }
    assert_eq!(looked, 3 + 2 + 2);
}

#[test]
fn axe_finds_nothing_wrong_with_the_pages() {
    let _ = (&*SAMPLE_SET, &*CITY_SET);
    for built in [&*SAMPLE, &*HAMABE] {
        let folder = format!("file://{}", built.root.path().join("public").display());
        let seen = drive(&["access", &folder, "/index.html", "/progress.html"]);
        assert_eq!((&seen["looked"], &seen["found"]), (&json!(4), &json!([])));
    }
}

/// The city with other inputs.
fn changed_city(change: impl FnOnce(&Root)) -> Built {
    let root = Root::of(HAMABE.root.path());
    root.overlay_below(&HAMABE.root.path().join("templates"), "templates");
    change(&root);
    let built = root.build(&["shingi2"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    built
}

fn refused(root: &Root, stage: &str, status: i32, words: &[&str]) {
    let output = publish(root, stage, "public");
    let said = said(&output);
    assert_eq!(output.status.code(), Some(status), "{said}");
    words.iter().for_each(|words| assert!(said.contains(words), "{words} in {said}"));
    assert!(!root.path().join("public").exists(), "nothing is written");
    let left = fs::read_dir(root.path()).expect("the root").map(|entry| entry.expect("an entry").file_name());
    let left: Vec<_> = left.filter(|name| name.to_string_lossy().contains("public")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_name_in_a_published_text_refuses_the_set_and_says_where_it_is_written() {
    let built = changed_city(|root| {
        root.replace("inputs/cycle.toml", "\"はまべ興業\"", "\"参加者の声\"");
    });
    refused(
        &built.root,
        "shingi2",
        1,
        &[
            "progress.html: 公表しない名「参加者の声」（inputs/cycle.toml:",
            "書かれているところ: inputs/submissions/ka03.csv:5:20「取組内容・実績」",
            "corrections.csv",
        ],
    );
}

#[test]
fn a_withheld_figure_in_a_text_of_its_indicator_refuses_the_set() {
    // The accounts of 2-1-1 are 1,573 and 4,050 (405万円); another indicator may say 1573 of something else.
    let built = changed_city(|root| {
        root.replace("inputs/submissions/ka03.csv", "講座を年４回開き", "1573千円で講座を年４回開き");
    });
    refused(
        &built.root,
        "shingi2",
        1,
        &["progress.html: 2-1-1/1のcost/2022「1,573」", "data/register.csv: "],
    );
}

#[test]
fn a_template_that_says_what_is_withheld_is_found_out() {
    let template = fs::read_to_string(repository().join("templates/documents/progress/public.html.j2"));
    let template = template
        .expect("a template")
        .replace("<h2 id=\"legend\">", "<!-- 避難所の充実の 利用者数 -->\n<h2 id=\"legend\">");
    let path = "templates/documents/progress/public.html.j2";
    let built = changed_city(|root| {
        root.write(path, template);
    });
    refused(&built.root, "shingi2", 1, &["progress.html: 2-1-3/1の", "何も書きませんでした"]);
}

#[test]
fn what_was_not_built_of_these_inputs_is_not_published() {
    let built = changed_city(|_| {});
    refused(&built.root, "shingi4", 2, &["段階「shingi4」は、作られていません。"]);
    built.root.replace("inputs/cycle.toml", "purpose = \"令和５年度の進捗状況\"", "purpose = \"進捗状況\"");
    refused(&built.root, "shingi2", 1, &["作った後に入力が変わっています（inputs/cycle.toml）"]);
    let output = publish(&built.root, "shingi2", "inputs");
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("空のフォルダではありません"), "{}", said(&output));
}

#[test]
fn what_must_be_approved_is_not_published_before() {
    let built = changed_city(|root| {
        let cycle = root.read("inputs/cycle.toml");
        root.write("inputs/cycle.toml", format!("approval = \"required\"\n{cycle}"));
    });
    refused(&built.root, "shingi2", 2, &["承認されていないものがあるので、公開できません（1のうち 1）"]);
    let approved = built.root.run(&["approve", "shingi2", "--by", "企画課長　甲野", "--confirm"]);
    assert_eq!(approved.status.code(), Some(0), "{}", said(&approved));
    let output = publish(&built.root, "shingi2", "public");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

/// What an audit says of the city's set after a change of its folder: kind and file of each fault.
fn audited(to: &str, status: i32) -> Vec<(String, String)> {
    let mut command = shiryo();
    let root = HAMABE.root.path();
    command.args(["audit", "--format", "json", "--root"]).arg(root).arg("--public").arg(root.join(to));
    let output = command.output().expect("the program runs");
    assert_eq!(output.status.code(), Some(status), "{}", said(&output));
    let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let faults = told["faults"].as_array().expect("faults").iter();
    faults.map(|fault| (text(&fault["kind"]), text(&fault["path"]))).collect()
}

#[test]
fn an_audit_tells_what_became_of_a_set() {
    let clean = set(&HAMABE, "shingi2", "audited");
    assert_eq!(audited("audited", 0), []);
    let place = |path: &str| HAMABE.root.path().join("audited").join(path);
    let of = |kind: &str, path: &str| (kind.to_owned(), path.to_owned());
    // A figure, a file too many, one too few.
    let page = text(&clean, "progress.html");
    fs::write(place("progress.html"), page.replacen("<td class=\"n\">5</td>", "<td class=\"n\">6</td>", 1))
        .expect("written");
    let faults = audited("audited", 1);
    assert!(
        !faults.is_empty() && faults.iter().all(|fault| *fault == of("fingerprint", "progress.html")),
        "{faults:?}"
    );
    // What is withheld, in a comment that nobody sees.
    fs::write(place("progress.html"), format!("{page}<!-- はまべ興業 -->")).expect("written");
    let faults = audited("audited", 1);
    assert!(
        faults.iter().any(|(kind, path)| kind == "withheld" && path.starts_with("progress.html")),
        "{faults:?}"
    );
    fs::write(place("progress.html"), page).expect("written");
    fs::write(place("memo.txt"), "").expect("written");
    fs::remove_file(place("data/schema.json")).expect("removed");
    let paths: Vec<String> = audited("audited", 1).into_iter().map(|(_, path)| path).collect();
    assert!(paths.contains(&"memo.txt".into()) && paths.contains(&"data/schema.json".into()), "{paths:?}");
    // A manifest that tells of its own changes is still not what the inputs make.
    fs::remove_file(place("memo.txt")).expect("removed");
    fs::write(place("data/schema.json"), &clean["data/schema.json"]).expect("written");
    let changed = text(&clean, "data/licence.txt").replace("表示 4.0", "表示 3.0");
    assert_ne!(changed, text(&clean, "data/licence.txt"));
    let hash = |bytes: &[u8]| shiryo::ground::hash::sha256(bytes).to_string();
    let manifest = text(&clean, "manifest.json")
        .replace(&hash(&clean["data/licence.txt"]), &hash(changed.as_bytes()))
        .replace(
            &format!("\"bytes\": {}", clean["data/licence.txt"].len()),
            &format!("\"bytes\": {}", changed.len()),
        );
    fs::write(place("data/licence.txt"), changed).expect("written");
    fs::write(place("manifest.json"), manifest).expect("written");
    let faults = audited("audited", 1);
    assert!(faults.contains(&of("fingerprint", "data/licence.txt")), "{faults:?}");
}
