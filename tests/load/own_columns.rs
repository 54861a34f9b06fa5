//! A return in the form of a city of its own: read by what `cycle.toml` declares of its columns.

use shiryo::decide::evaluate::{self, Expected, Rate};
use shiryo::model::by_year::Series;
use shiryo::model::indicator::Indicator;

use crate::findings::{findings, loaded, printed};
use crate::root::{Root, rules_folder};

/// The columns of the form below.
const COLUMNS: &str = r#"
[[columns]]
standard = "取組番号"
name = "番号"

[[columns]]
standard = "取組名"
name = "施策・事業名"

[[columns]]
standard = "指標番号"
use = false

[[columns]]
standard = "指標名"
name = "成果指標"

[[columns]]
standard = "指標の型"
use = false
value = "水準"

[[columns]]
standard = "方向"
name = "望ましい向き"
words = { "↑" = "増加", "↓" = "減少" }

[[columns]]
standard = "基準年度"
use = false
value = "令和元年度"

[[columns]]
standard = "目標年度"
use = false

[[columns]]
standard = "目標値"
name = "目標"
years = { from = 2022, to = 2024 }

[[columns]]
standard = "目標の根拠"
use = false

[[columns]]
standard = "実績年度"
use = false
value = "当年度"

[[columns]]
standard = "実績値"
name = "実績"
years = { from = 2020, to = 2022 }

[[columns]]
standard = "実績の区分"
use = false
value = "確定"

[[columns]]
id = "budget"
name = "決算額"
type = "money"
unit = "千円"
years = { from = 2021, to = 2022 }

[[columns]]
id = "first"
name = "一次評価"
type = "choice"
choices = ["◎", "○", "△", "×"]
evaluation = "一次"
words = { "達成" = "◎" }

[[columns]]
id = "rank"
name = "県内順位"
type = "rank"

[[columns]]
id = "score"
name = "内部評点"
type = "score"
min = 0
max = 100
"#;

/// Two titles, a header of two lines with the years across, and a note below.
const FORM: &str = "\
令和４年度　総合計画　進捗調査票,,,,,,,,,,,,,,,,
所管課：企画課,,,,,,,,,,,,,,,,
番号,施策・事業名,成果指標,単位,望ましい向き,基準値（R1）,実績,,,目標,,,決算額（千円）,,一次評価,県内順位,内部評点
,,,,,,R2,R3,R4,R4,R5,R6,R3,R4,,,
1-1,手続のオンライン化,オンラインで申請できる手続の割合,％,↑,32.0,40.1,48.0,55.0,54.0,65.0,76.0,\"1,200\",150万円,達成,全国３位,85
1-1,手続のオンライン化,窓口での待ち時間,分,↓,30,28,25,24,22,20,18,0,－,△,第12位,55.5
2-1,町工場のデジタル化の支援,支援した町工場の数,社,↑,25,30,33,36,40,45,50,\"12,345,600円\",13百万円,○,,
※　決算額は千円未満を四捨五入している。,,,,,,,,,,,,,,,,
";

fn root() -> Root {
    let root = Root::of(&rules_folder().join("base"));
    let cycle = root.read("inputs/cycle.toml");
    root.write("inputs/cycle.toml", cycle + COLUMNS);
    root.write("inputs/submissions/kikaku.csv", FORM);
    let fukushi = "番号,施策・事業名,成果指標,単位,望ましい向き,基準値,実績（R2）,実績（R3）,実績（R4）,R4目標,R5目標,R6目標\n\
                   1-2,見守りの仕組みづくり,機器を使う世帯,世帯,↑,120,150,200,270,280,400,520\n\
                   2-2,介護の記録の電子化,電子化した事業所,か所,↑,3,5,8,9,10,12,14\n";
    root.write("inputs/submissions/fukushi.csv", fukushi);
    root
}

fn row<'a>(loaded: &'a shiryo::load::Loaded, key: &str) -> &'a Indicator {
    let mut rows = loaded.submissions.files.iter().flat_map(|file| &file.rows);
    rows.find(|row| row.key.is(key)).unwrap_or_else(|| panic!("no {key}"))
}

fn own(row: &Indicator, id: &str) -> String {
    let own = row.own.iter().find(|own| own.column.is(id)).unwrap_or_else(|| panic!("no {id}"));
    own.field.value().map_or(String::new(), |value| value.print())
}

pub(crate) fn a_citys_own_form_reads_by_declaration_alone() {
    let (loaded, findings) = loaded(&root());
    // 基準値（R1）: the year in the header is the one that is declared; the note below is told.
    let said = printed(&findings);
    let lines: Vec<&str> = said.lines().filter(|line| !line.contains("[header-renamed]")).collect();
    assert!(lines.iter().all(|line| line.contains("[row-not-read]")), "{said}");
    let share = row(&loaded, "1-1/1");
    assert_eq!(share.actual.value().map(|actual| actual.print(1)), Some("55.0".into()));
    assert_eq!(share.target.value().map(|target| target.print(1)), Some("76.0".into()));
    assert_eq!(share.target_year.value().map(|year| year.western), Some(2024));
    let past: Vec<String> = [2020, 2021, 2022]
        .iter()
        .map(|year| {
            share
                .of_year(&Series::Actual, *year)
                .and_then(|field| field.value())
                .map_or(String::new(), |value| value.print(1))
        })
        .collect();
    assert_eq!(past, ["40.1", "48.0", "55.0"]);
    for (id, printed) in
        [("budget/2021", "1,200"), ("budget/2022", "1,500"), ("first", "◎"), ("rank", "3"), ("score", "85")]
    {
        assert_eq!(own(share, id), printed, "{id}");
    }
    let wait = row(&loaded, "1-1/2");
    assert_eq!((own(wait, "budget/2021"), own(wait, "budget/2022")), ("0".into(), String::new()));
    assert_eq!((own(wait, "rank"), own(wait, "score")), ("12".into(), "55.5".into()));
    let factories = row(&loaded, "2-1/1");
    assert_eq!(
        (own(factories, "budget/2021"), own(factories, "budget/2022")),
        ("12,345.6".into(), "13,000".into())
    );
    // Another department's form has the years in brackets, and behind them.
    let watched = row(&loaded, "1-2/1");
    assert_eq!(watched.actual.value().map(|actual| actual.print(0)), Some("270".into()));
    assert_eq!(watched.target.value().map(|target| target.print(0)), Some("520".into()));
}

pub(crate) fn the_target_of_the_year_is_what_is_expected_in_it() {
    let (loaded, _) = loaded(&root());
    let settings = &loaded.cycle.settings;
    let judged = |key| evaluate::judge(row(&loaded, key), &settings.evaluation, settings.cycle.fiscal_year);
    // (55 − 32) ÷ (54 − 32) = 23/22, and of the way to 76 it is 23/44.
    let judgement = judged("1-1/1");
    assert!(matches!(&judgement.expected, Expected::Value(expected) if expected.print(1) == "54.0"));
    let share = |n: i64, of: i64| Rate::Share(shiryo::ground::number::Exact::new(n.into(), of.into()));
    assert_eq!((judgement.achievement, judgement.progress), (share(23, 22), share(23, 44)));
    // 30 minutes are to become 22 this year and 18 at the end: (24 − 30) ÷ (22 − 30) and ÷ (18 − 30).
    let judgement = judged("1-1/2");
    assert_eq!((judgement.achievement, judgement.progress), (share(6, 8), share(6, 12)));
}

pub(crate) fn a_value_that_its_column_does_not_allow_is_asked_about() {
    for (old, new, rule, said) in [
        ("全国３位,85", "全国３位,850", "out-of-range", "0から100まで"),
        ("達成", "良好", "unknown-choice", "「一次評価」に「良好」"),
        ("150万円", "150万人", "unit-mismatch", "150万人"),
        ("全国３位", "上位", "number-format", "上位"),
        ("↑,32.0", "→,32.0", "unknown-choice", "増加、減少、維持"),
    ] {
        let root = root();
        root.replace("inputs/submissions/kikaku.csv", old, new);
        let findings = findings(&root);
        let line = printed(&findings).lines().find(|line| line.contains(rule)).map(str::to_owned);
        assert!(line.as_ref().is_some_and(|line| line.contains(said)), "{new}: {:?}", printed(&findings));
    }
}

pub(crate) fn a_correction_names_a_declared_column_as_the_form_does() {
    let root = root();
    let corrections = "部署,取組番号,指標番号,列,値,訂正日,理由,訂正者\n\
                       kikaku,1-1,1,一次評価,△,2023-01-28,確認,企画課\n\
                       kikaku,1-1,1,決算額（令和４年度）,\"1,400\",2023-01-28,確認,企画課\n\
                       kikaku,1-1,2,実績（令和４年度）,23,2023-01-28,確認,企画課\n";
    root.write("inputs/corrections.csv", corrections);
    let (loaded, findings) = loaded(&root);
    assert!(!printed(&findings).contains("[correction-unused]"), "{}", printed(&findings));
    let corrected = |key: &str| {
        let files = loaded.submissions.files.iter().filter(|file| file.is_correction);
        let mut rows = files.flat_map(|file| &file.rows).filter(|row| row.key.is(key));
        rows.next().cloned().unwrap_or_else(|| panic!("no {key}"))
    };
    assert_eq!(
        (own(&corrected("1-1/1"), "first"), own(&corrected("1-1/1"), "budget/2022")),
        ("△".into(), "1,400".into())
    );
    assert_eq!(corrected("1-1/2").actual.value().map(|actual| actual.print(0)), Some("23".into()));
}

pub(crate) fn what_was_certain_last_year_is_compared_year_by_year() {
    // Last year's form, whose 当年度 was 令和３年度.
    let last = "番号,施策・事業名,成果指標,単位,望ましい向き,基準値（R1）,R2実績,R3実績,R4目標\n\
                1-1,手続,オンラインで申請できる手続の割合,％,↑,32.0,40.1,47.0,54.0\n\
                1-1,手続,窓口での待ち時間,分,↓,30,28,25,22\n";
    let root = root();
    root.write("inputs/previous/kikaku.csv", last);
    let said = printed(&findings(&root));
    let lines: Vec<&str> = said.lines().filter(|line| line.contains("[past-changed]")).collect();
    assert_eq!(lines.len(), 1, "{said}");
    assert!(lines[0].contains("令和３年度の実績 48.0 が、前の年の 47.0 と違います"), "{lines:?}");
    root.replace("inputs/submissions/kikaku.csv", "40.1,48.0", "40.1,47.0");
    assert!(!printed(&findings(&root)).contains("[past-changed]"));
}

/// What is said of a cycle that can't be used.
pub(crate) fn refused(cycle: &str) -> Vec<String> {
    let root = root();
    root.write("inputs/cycle.toml", cycle);
    let sources = shiryo::edge::sources::read(root.path()).expect("a root");
    let stopwatch = shiryo::edge::stopwatch::Stopwatch::default();
    match shiryo::load::load(&sources, &[], &stopwatch, &mut Default::default()) {
        Ok(_) => Vec::new(),
        Err(error) => error.to_string().lines().map(str::to_owned).collect(),
    }
}

/// The lines of the declarations from a heading on with a key each: the number of the line in the file, and the key.
fn keys(cycle: &str, heading: &str) -> Vec<(usize, String)> {
    let begin = cycle.find(heading).unwrap_or_else(|| panic!("no {heading}"));
    let skipped = cycle[..begin].matches('\n').count();
    let lines = cycle[begin..].lines().enumerate();
    let key = |(at, line): (usize, &str)| Some((skipped + at + 1, line.split_once(" = ")?.0.to_owned()));
    lines.filter_map(key).collect()
}

fn with_line(cycle: &str, number: usize, change: impl Fn(&str) -> String) -> String {
    let lines = (1..).zip(cycle.lines());
    lines.map(|(at, line)| if at == number { change(line) } else { line.to_owned() } + "\n").collect()
}

/// Each key of the declarations from a heading on, misspelt and as a day, is said at its line; and all at once.
pub(crate) fn each_key_is_said_at_its_line(cycle: &str, heading: &str) {
    let keys = keys(cycle, heading);
    assert!(keys.len() > 5, "{keys:?}");
    for (line, key) in &keys {
        let misspelt = with_line(cycle, *line, |text| format!("x{text}"));
        let said = refused(&misspelt);
        let at = format!("inputs/cycle.toml:{line}:");
        assert!(
            said.iter().any(|said| said.starts_with(&at) && said.contains(&format!("x{key}"))),
            "{key} of line {line}: {said:?}"
        );
        let of_a_day = with_line(cycle, *line, |_| format!("{key} = 1979-05-27"));
        let said = refused(&of_a_day);
        assert!(said.len() == 1 && said[0].starts_with(&at), "{key} as a day: {said:?}");
    }
    let mut all = cycle.to_owned();
    for (line, _) in &keys {
        all = with_line(&all, *line, |text| format!("x{text}"));
    }
    let said = refused(&all);
    // No more than fifty things are said of one file, and a missing key is one too.
    for (line, key) in keys.iter().take(20) {
        let at = format!("inputs/cycle.toml:{line}:");
        assert!(said.iter().any(|said| said.starts_with(&at)), "{key} of line {line}: {said:?}");
    }
}

pub(crate) fn each_key_of_a_declared_column_that_is_wrong_is_said_at_its_line() {
    each_key_is_said_at_its_line(&root().read("inputs/cycle.toml"), "[[columns]]");
}

pub(crate) fn a_declaration_that_contradicts_itself_is_said_at_its_line() {
    let base = Root::of(&rules_folder().join("base")).read("inputs/cycle.toml");
    let line = base.matches('\n').count() + 3;
    for (declared, at, said) in [
        ("standard = \"実績\"", 0, "標準の欄に「実績」はありません"),
        ("standard = \"実績値\"\nid = \"jisseki\"", 0, "どちらか一つ"),
        ("name = \"予算\"", 0, "standard"),
        ("id = \"予算\"\nname = \"予算\"", 0, "半角の英小文字"),
        ("id = \"budget\"", 0, "name"),
        ("id = \"budget\"\nname = \"実績値\"", 1, "欄「実績値」の名"),
        ("id = \"budget\"\nname = \"予算\"\ntype = \"money\"\nunit = \"ドル\"", 3, "金額の unit"),
        ("id = \"budget\"\nname = \"予算\"\nunit = \"円\"", 2, "unit は"),
        ("id = \"rank\"\nname = \"評価\"\ntype = \"choice\"", 0, "choices"),
        ("id = \"rank\"\nname = \"評価\"\ntype = \"choice\"\nchoices = [\"Ａ\", \"Ａ\"]", 3, "二度"),
        ("id = \"rank\"\nname = \"評価\"\nchoices = [\"Ａ\"]", 2, "choices は"),
        ("id = \"score\"\nname = \"評点\"\ntype = \"score\"\nmin = 5\nmax = 1", 3, "min が max"),
        ("id = \"budget\"\nname = \"予算\"\nyears = { from = 2023, to = 2019 }", 2, "years は"),
        ("id = \"budget\"\nname = \"予算\"\nvalue = \"5\"", 2, "value は、標準の欄"),
        ("id = \"a\"\nname = \"評価\"\nevaluation = \"一次\"", 2, "choice、rank、score の欄にだけ"),
        (
            "id = \"a\"\nname = \"費用\"\ntype = \"money\"\nevaluation = \"一次\"",
            3,
            "choice、rank、score の欄にだけ",
        ),
        ("id = \"a\"\nname = \"点\"\ntype = \"score\"\nevaluation = \"\"", 3, "評価の段階の名"),
        ("id = \"a\"\nname = \"点\"\ntype = \"score\"\nevaluation = \"一次/二次\"", 3, "「/」は使えません"),
        (
            "id = \"a\"\nname = \"点\"\ntype = \"score\"\nyears = { from = 2022, to = 2023 }\nevaluation = \"一次\"",
            4,
            "years のある欄",
        ),
        ("standard = \"実績値\"\nevaluation = \"一次\"", 1, "足した"),
        ("standard = \"取組番号\"\nuse = false", 0, "なくせません"),
        ("standard = \"指標の型\"\nuse = false", 0, "value に書いて"),
        ("standard = \"指標の型\"\nuse = false\nvalue = \"面積\"", 2, "水準、累計"),
        ("standard = \"実績年度\"\nuse = false\nvalue = \"春\"", 2, "当年度"),
        ("standard = \"実績値\"\nvalue = \"5\"", 1, "use = false"),
        ("standard = \"実績値\"\ntype = \"text\"", 1, "type は"),
        ("standard = \"指標名\"\nyears = { from = 2019, to = 2020 }", 1, "実績値、目標値、目安値"),
        ("standard = \"方向\"\nwords = { \"上\" = \"上昇\" }", 1, "増加、減少、維持"),
        ("standard = \"指標名\"\nwords = { \"上\" = \"増加\" }", 1, "語を選ぶ欄"),
    ] {
        let found = refused(&format!("{base}\n[[columns]]\n{declared}\n"));
        let at = format!("inputs/cycle.toml:{}:", line + at);
        assert!(
            found.len() == 1 && found[0].starts_with(&at) && found[0].contains(said),
            "{declared}: {found:?}"
        );
    }
}
