//! Views as papers and annexes get them: the same fields by the same names, with the same figures.

use std::collections::BTreeMap;

use serde_json::Value;
use shiryo::edge::stopwatch::Stopwatch;
use shiryo::ground::finding::Findings;
use shiryo::library::view::ViewSpec;
use shiryo::load::load;
use shiryo::make::Workshop;
use shiryo::render::figure::figures_by_id;
use shiryo::render::scope::StageScope;
use shiryo::render::sight::Sight;
use shiryo::render::view::field_row::{CellValue, FieldRow};
use shiryo::render::view::sheet_content::SheetContent;
use shiryo::render::view::{self, View};

use crate::root::Root;

/// Every kind of view, but for the one that compares with what was issued.
pub(crate) const VIEWS: [&str; 20] = [
    "view = \"indicators\"",
    "view = \"indicators\"\ngroup = \"category\"",
    "view = \"crosstab\"\ncolumns = \"class\"",
    "view = \"crosstab\"\ncolumns = \"basis\"\nrows = \"department\"",
    "view = \"legend\"",
    "view = \"outline\"",
    "view = \"roster\"",
    "view = \"seats\"",
    "view = \"steps\"",
    "view = \"agenda\"",
    "view = \"measures\"",
    "view = \"opinions\"",
    "view = \"opinions\"\ngroup = \"none\"",
    "view = \"unanswered\"",
    "view = \"submissions\"",
    "view = \"questions\"",
    "view = \"motions\"",
    "view = \"tally\"",
    "view = \"origins\"",
    "view = \"changes\"",
];

/// Does something with each view of each stage of the sample that has it; returns how many stages have each.
fn with_views(mut check: impl FnMut(&View, &str)) -> BTreeMap<&'static str, usize> {
    let root = Root::sample();
    let sources = shiryo::edge::sources::read(root.path()).expect("the sample");
    let loaded = load(&sources, &[], &Stopwatch::default(), &mut Findings::default()).expect("a cycle");
    let workshop = Workshop::new(&loaded);
    let mut seen = BTreeMap::new();
    for stage in &loaded.cycle.settings.stages {
        let scope = StageScope::of(workshop.known(), stage);
        for declared in VIEWS {
            let spec: ViewSpec = toml::from_str(declared).expect("a view");
            if let Ok(view) = view::make(&spec, Sight::Whole(&scope)) {
                check(&view, &format!("{}: {declared}", stage.title));
                *seen.entry(declared).or_default() += 1;
            }
        }
    }
    seen
}

/// The figures in JSON: what has an id and may be a mark; of what stands in a text, only the id is there.
fn figures_in(value: &Value, found: &mut BTreeMap<String, Value>) {
    match (value, &value["id"], &value["mark"]) {
        (_, Value::String(id), Value::Bool(_)) => {
            found.insert(id.clone(), value.clone());
        }
        (Value::Object(piece), ..) if piece.contains_key("ids") => {
            for id in piece["ids"].as_array().expect("a piece's ids") {
                found.entry(id.as_str().expect("an id").into()).or_insert(Value::Null);
            }
        }
        (Value::Object(object), ..) => object.values().for_each(|part| figures_in(part, found)),
        (Value::Array(parts), ..) => parts.iter().for_each(|part| figures_in(part, found)),
        _ => {}
    }
}

#[test]
fn a_view_shows_every_figure_that_its_template_gets() {
    let mut figures = 0;
    let seen = with_views(|view, which| {
        let mut serialized = BTreeMap::new();
        figures_in(&serde_json::to_value(view).expect("JSON"), &mut serialized);
        let json = |(id, figure)| (id, serde_json::to_value(figure).expect("JSON"));
        let shown: BTreeMap<String, Value> = figures_by_id(view).into_iter().map(json).collect();
        assert_eq!(shown.keys().collect::<Vec<_>>(), serialized.keys().collect::<Vec<_>>(), "{which}");
        for (id, figure) in serialized.iter().filter(|(_, figure)| !figure.is_null()) {
            assert_eq!(shown[id], *figure, "{which}");
        }
        figures += shown.len();
    });
    assert_eq!(seen.len(), VIEWS.len(), "a kind of view that no stage of the sample has: {seen:?}");
    assert!(figures > 1000, "only {figures} figures");
}

/// The rows of a serialized view; of a grouped one, those of all groups.
fn rows_in(view: &Value) -> Vec<&Value> {
    let items = view.as_array().expect("a list of rows");
    let below = |item: &'_ Value| ["rows", "opinions"].into_iter().find(|key| item[*key].is_array());
    items
        .iter()
        .flat_map(|item| match below(item) {
            Some(key) => item[key].as_array().expect("rows").iter().collect(),
            None => vec![item],
        })
        .collect()
}

/// Whether a cell shows what stands in the serialized field.
fn shows(cell: CellValue<'_>, serialized: &Value) -> bool {
    match cell {
        CellValue::Figure(figure) => serde_json::to_value(figure).expect("JSON") == *serialized,
        // A text with figures in it is serialized with its pieces.
        CellValue::Text(text) => serialized == text || serialized["text"] == text,
        CellValue::Number(number) => *serialized == number,
        CellValue::Blank => !serialized.is_string() && !serialized.is_number(),
    }
}

fn assert_same(row: &dyn FieldRow, serialized: &Value, which: &str) {
    let mut fields = serialized.as_object().expect("a row").clone();
    // What a department wrote in columns of its own is a field like every other.
    if let Some(Value::Object(extra)) = fields.remove("extra") {
        fields.extend(extra);
    }
    for (name, value) in &fields {
        let cell = row.cell(name).unwrap_or_else(|| panic!("{which}: annexes don't know {name}"));
        assert!(shows(cell, value), "{which}: {name} is {value} for papers, {cell:?} for annexes");
    }
    // A value of a year or of an own column is in a list for papers, and has a field of its own for annexes: `actual.2022`.
    let of_annexes = row.fields();
    let own = of_annexes.iter().filter(|(name, _)| !name.contains('.')).count();
    assert_eq!(own, fields.len(), "{which}: papers don't know every field of annexes");
}

#[test]
fn a_row_holds_the_same_for_annexes_as_for_papers() {
    let mut compared = 0;
    with_views(|view, which| {
        let Some(SheetContent::Rows(rows)) = view.sheet() else { return };
        let json = serde_json::to_value(view).expect("JSON");
        let serialized = rows_in(&json);
        assert_eq!(rows.len(), serialized.len(), "{which}");
        rows.iter().zip(serialized).for_each(|(row, json)| assert_same(*row, json, which));
        compared += rows.len();
    });
    assert!(compared > 500, "only {compared} rows");
}

#[test]
fn a_meeting_is_told_of_what_can_change_its_figures_by_measure_and_indicator() {
    let root = crate::two_stages::two_stages();
    root.replace(
        "inputs/cycle.toml",
        "document = \"progress\"\nnumber = \"資料２\"",
        "document = \"summary\"\nnumber = \"資料２\"",
    );
    root.replace("inputs/cycle.toml", "papers = [\"progress\"]", "papers = [\"summary\"]");
    let returned = "inputs/submissions/kikaku.csv";
    // A value that is none, a column that nobody reads, and a text that is too long for a cell.
    root.replace(returned, ",55.0,", ",5G.0,");
    root.replace(returned, "備考\n", "備考,担当者の所見\n");
    let rows = root.read(returned);
    let rows: Vec<String> = rows
        .lines()
        .enumerate()
        .map(|(i, row)| if i == 0 { row.into() } else { format!("{row},よい") })
        .collect();
    root.write(
        returned,
        rows.join("\n").replacen(",,よい\n", &format!(",{},よい\n", "長".repeat(32_701)), 1) + "\n",
    );
    let output = root.run(&["build", "kaigi"]);
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(messages.contains("[unknown-column]") && messages.contains("[long-text]"), "{messages}");
    let text = crate::readers::squeezed(&root.path().join("out/kaigi/資料2_取りまとめ結果.pdf"));
    assert!(
        text.contains("1企画課1-1手続のオンライン化オンラインで申請できる手続の割合実績値")
            && text.contains("数値を確認できませんでした。"),
        "{text}"
    );
    assert!(text.contains("このほか、数値に関わらない確認中の事項が２件あります。"), "{text}");
    for word in ["担当者の所見", "長すぎて", "エラー", "注意"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[test]
fn the_outline_says_what_changed_since_last_year_of_indicators_that_are_the_same() {
    let change = |last_year: Option<String>| {
        let root = Root::sample();
        if let Some(rows) = last_year {
            root.write("inputs/previous/koyo.csv", rows);
        }
        let sources = shiryo::edge::sources::read(root.path()).expect("the sample");
        let loaded = load(&sources, &[], &Stopwatch::default(), &mut Findings::default()).expect("a cycle");
        let workshop = Workshop::new(&loaded);
        let stage = loaded.cycle.settings.stages.iter().find(|stage| stage.id.get_ref() == "advisory");
        let scope = StageScope::of(workshop.known(), stage.expect("the stage"));
        let spec: ViewSpec = toml::from_str("view = \"outline\"").expect("a view");
        let view = view::make(&spec, Sight::Whole(&scope)).expect("the outline");
        serde_json::to_value(&view).expect("JSON")["change"]["text"].as_str().map(String::from)
    };
    assert_eq!(change(None), None, "nothing of last year is known");
    let this_year = Root::sample().read("inputs/submissions/koyo.csv");
    let last_year = |from: &str, to: &str| {
        assert!(this_year.contains(from), "{from}");
        this_year.replace(from, to)
    };
    // 2-イ-5: of the way to 25.0 more than is expected; this year Ｄ. 2-イ-6: its direction, as this year.
    let better = last_year("平成30年度,12.4,", "平成29年度,12.4,")
        .replace("令和元年度,13.8,見込", "平成30年度,20.0,確定");
    // 2-イ-7: hardly begun; this year Ａ.
    let rows = better.replace("平成30年度,80.9,", "平成30年度,78.5,");
    let said = "前年度と比べ、評価が上がったのは１指標、下がったのは１指標、変わらないのは１指標。";
    assert_eq!(change(Some(rows.clone())).as_deref(), Some(said));
    // What is called otherwise is another indicator.
    let renamed = rows.replace("在宅就業を希望する登録者の就業率", "登録者の就業率");
    let said = "前年度と比べ、評価が上がったのは１指標、下がったのは１指標、変わらないのは０指標。";
    assert_eq!(change(Some(renamed)).as_deref(), Some(said));
}
