//! The circle of the sample's year: one measure, one piece of advice on it and one opinion on it are followed from the
//! first inquiry to the last report, and every stage has its step. And the README counts what the year makes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use shiryo::ground::text::running_digits;

use crate::expectation::updating;
use crate::program::SAMPLE;
use crate::readers::{squeeze, squeezed, workbook_text};
use crate::root::repository;

/// The measure, 3-ア-2.
const MEASURE: &str = "実証実験の受入れの調整";
/// The advice on it, No. 13, and what the prefecture makes of it.
const ADVICE: &str =
    "実証実験で終わらせず、県や市町村が導入に進む際の判断の基準を、あらかじめ決めておくとよい。";
const TO_ADVICE: &str = "実験の募集の際に、導入を判断する基準と時期を示すこととします。";
/// The opinion on it, No. 22, which k11 sent, and what the prefecture makes of it.
const OPINION: &str = "実証の場所を探す企業にとって、使える施設の一覧があると提案しやすい。";
const TO_OPINION: &str = "提供できる県の施設の一覧を作り、受入窓口のページに掲載します。";
/// What becomes of the measure in the strategy.
const CHANGED: &str = "提供できる県の施設の一覧を示して実験を行う場所を調整するとともに、実験の募集の際に、導入を判断する基準と時期を示す。";

/// What those are told who changed it.
const HEARD: &str = "これを踏まえ、戦略の第３章（３）アを改めました。";

/// What the department reports on the two.
const DONE: &str = "実験の募集要項に、導入を判断する基準と時期を書いた。";
const BEING_DONE: &str = "提供できる施設の一覧を作っている。";

/// What is found in which file, in the order of the year.
const STEPS: &[(&str, &str, &[&str])] = &[
    ("the department is asked", "inquiry/letters/seisaku_照会.pdf", &["総合企画部政策企画課長"]),
    ("of this measure", "inquiry/forms/seisaku_調査票.xlsx", &["3-ア-2", MEASURE]),
    ("its secretaries are invited", "kanjikai-notice/letters/kanjikai-02_*.pdf", &["幹事会"]),
    ("who is silent is reminded", "kanjikai-reminder/letters/kanjikai-09_*.pdf", &["出欠", "再依頼"]),
    ("it is gathered", "collection/annexes/台帳.xlsx", &["3-ア-2", "受け入れた実証実験の件数"]),
    ("the advisors are invited", "advisory-notice/letters/advisory-01_*.pdf", &["アドバイザリー会議"]),
    ("the secretaries see its targets", "kanjikai/資料2_*.pdf", &["3-ア-2", MEASURE]),
    ("the committee agrees to report it", "written/資料3_*.pdf", &["3-ア-2", MEASURE]),
    ("it is reported to the advisors", "advisory/資料4_進捗状況一覧.pdf", &["3-ア-2", MEASURE]),
    ("they advise", "advisory/別紙_主な意見.pdf", &["No.13", ADVICE]),
    ("k11 is asked", "opinions/letters/k11_意見照会.pdf", &["会員Ｋ事務局長"]),
    ("on a form of its own", "opinions/forms/k11_意見回答様式.xlsx", &["会員Ｋ"]),
    ("about the measure too", "opinions/資料2_進捗状況一覧.pdf", &["3-ア-2", MEASURE]),
    ("it answers, and is answered", "opinions/意見一覧.pdf", &[OPINION, TO_OPINION]),
    ("who is silent is reminded", "opinions-reminder/letters/k01_*.pdf", &["意見", "再依頼"]),
    ("the committee is invited", "committee-notice/letters/committee-02_*.pdf", &["推進委員会"]),
    ("it sees the advice", "committee/資料3_助言・意見と県の考え方.pdf", &[ADVICE, TO_ADVICE]),
    ("and the opinion", "committee/資料3_助言・意見と県の考え方.pdf", &[OPINION, TO_OPINION]),
    (
        "it sees what changes, and why",
        "committee/資料4_千葉県ＩＣＴ利活用戦略の変更（案）.pdf",
        &[CHANGED, "助言13、意見22"],
    ),
    ("it decides the targets", "committee/資料2_*.pdf", &["3-ア-2", MEASURE]),
    ("it says so", "committee/議事要旨.pdf", &["数値目標（案）", "承認"]),
    ("which are final", "decided/数値目標.pdf", &["推進委員会承認", "3-ア-2", MEASURE]),
    (
        "the department is told at once",
        "matter/letters/seisaku_*.pdf",
        &[ADVICE, TO_ADVICE, OPINION, TO_OPINION],
    ),
    ("so is k11", "matter/letters/k11_*.pdf", &[OPINION, TO_OPINION]),
    ("the members get what they decided", "committee-result/別添5_*.pdf", &[CHANGED]),
    (
        "with thanks",
        "committee-result/letters/committee-02_*.pdf",
        &["ありがとうございました", "承認されました"],
    ),
    (
        "the results go back to the department",
        "feedback/letters/seisaku_*.pdf",
        &[ADVICE, TO_ADVICE, OPINION, TO_OPINION, CHANGED],
    ),
    (
        "with its targets as decided",
        "feedback/letters/seisaku_*.pdf",
        &["推進委員会承認", "受け入れた実証実験の件数"],
    ),
    ("with a form to report on", "feedback/forms/seisaku_対応報告書.xlsx", &[ADVICE, OPINION]),
    ("the advisors are answered", "answers/letters/advisory-01_*.pdf", &[ADVICE, TO_ADVICE]),
    ("k11 is answered", "answers/letters/k11_*.pdf", &[OPINION, TO_OPINION]),
    ("who hear what they changed", "answers/letters/advisory-01_*.pdf", &["No.８、No.12、No.13", HEARD]),
    ("as k11 does", "answers/letters/k11_*.pdf", &["No.22", HEARD, "資料４"]),
    ("and see it", "answers/資料4_千葉県ＩＣＴ利活用戦略の変更.pdf", &[CHANGED]),
    ("in view of all", "answers/資料1_*.pdf", &[OPINION, TO_OPINION]),
    ("the department reports", "followup/*対応状況一覧.pdf", &[ADVICE, DONE, OPINION, BEING_DONE]),
    ("k11 hears what became of it", "outcome/letters/k11_*.pdf", &["No.22", "資料のとおり"]),
    ("as all who spoke do", "outcome/資料_*.pdf", &[ADVICE, DONE, OPINION, BEING_DONE]),
    ("and the members", "outcome-committee/資料_*.pdf", &[ADVICE, DONE, OPINION, BEING_DONE]),
    ("and all that came is in one book", "followup/annexes/受付簿.xlsx", &["会員Ｋ", "政策企画課"]),
];

/// What must not be there: k11 answered, and the department reported.
const UNSENT: [&str; 2] = ["opinions-reminder/letters/k11_", "followup/letters/seisaku_"];

/// The paths of all files in the manifest, with their stages.
fn files() -> Vec<(String, Value)> {
    let manifest = SAMPLE.json("manifest.json");
    let all = manifest["files"].as_array().expect("files").iter();
    all.map(|file| (file["path"].as_str().expect("a path").to_owned(), file.clone())).collect()
}

fn text_of(path: &str) -> String {
    let file = SAMPLE.path(path);
    if path.ends_with(".pdf") { squeezed(&file) } else { squeeze(&workbook_text(&file)) }
}

#[test]
fn one_measure_one_advice_and_one_opinion_are_followed_through_the_year() {
    let files = files();
    let mut visited = BTreeSet::new();
    let mut missing = Vec::new();
    for (what, pattern, texts) in STEPS {
        let (before, after) = pattern.split_once('*').unwrap_or((pattern, ""));
        let is_meant = |path: &str| match pattern.contains('*') {
            true => path.starts_with(before) && path.ends_with(after),
            false => path == *pattern,
        };
        let Some((path, file)) = files.iter().find(|(path, _)| is_meant(path)) else {
            missing.push(format!("{what}: there is no {pattern}"));
            continue;
        };
        visited.insert(file["stage"].as_str().expect("a stage").to_owned());
        let text = text_of(path);
        let lost = texts.iter().filter(|wanted| !text.contains(&squeeze(wanted)));
        missing.extend(lost.map(|wanted| format!("{what}: {path} does not say 「{wanted}」")));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    let stages: BTreeSet<String> =
        files.iter().map(|(_, file)| file["stage"].as_str().expect("a stage").to_owned()).collect();
    let gaps: Vec<&String> = stages.difference(&visited).collect();
    assert!(gaps.is_empty(), "no step of the circle is in {gaps:?}");
    for unsent in UNSENT {
        assert!(!files.iter().any(|(path, _)| path.starts_with(unsent)), "{unsent}");
    }
}

/// The table of the README: how many files of each kind each stage of the sample makes, and how many pages.
#[derive(Default, Clone)]
struct Counts {
    papers: usize,
    packets: usize,
    letters: usize,
    pages: u64,
    annexes: usize,
    workbooks: usize,
    csv: usize,
    mail: usize,
}

impl Counts {
    fn add(&mut self, path: &str, file: &Value) {
        // A workbook's are its sheets.
        if path.ends_with(".pdf") {
            self.pages += file["pages"].as_u64().expect("pages");
        }
        let count = match (file["kind"].as_str().expect("a kind"), path.ends_with(".csv")) {
            ("paper", _) => &mut self.papers,
            ("packet", _) => &mut self.packets,
            ("letter", _) => &mut self.letters,
            ("annex", _) => &mut self.annexes,
            ("form", false) => &mut self.workbooks,
            ("form", true) => &mut self.csv,
            ("mail", _) => &mut self.mail,
            _ => return,
        };
        *count += 1;
    }

    /// 「| `advisory` | 10 | １ | | 55 | １ | | |」
    fn row(&self, name: &str) -> String {
        let pages = usize::try_from(self.pages).expect("a number of pages");
        let numbers = [
            self.papers,
            self.packets,
            self.letters,
            pages,
            self.annexes,
            self.workbooks,
            self.csv,
            self.mail,
        ];
        let cell =
            |n: usize| if n == 0 { " |".into() } else { format!(" {} |", running_digits(&n.to_string())) };
        format!("| {name} |{}\n", numbers.map(cell).concat())
    }

    fn sentence(&self) -> String {
        running_digits(&format!(
            "見本の一年では、PDF {}件（{}ページ）、別紙の Excel {}件、様式{}件（Excel {}件、CSV {}件）、電子メール{}通になります。\n",
            self.papers + self.packets + self.letters,
            self.pages,
            self.annexes,
            self.workbooks + self.csv,
            self.workbooks,
            self.csv,
            self.mail,
        ))
    }
}

/// What the README is to say of the sample's files.
fn counted() -> String {
    let settings = std::fs::read_to_string(repository().join("inputs/cycle.toml")).expect("the sample");
    let settings: toml::Value = toml::from_str(&settings).expect("TOML");
    let stages = settings["stages"].as_array().expect("stages").iter();
    let mut of_stages: BTreeMap<String, Counts> = BTreeMap::new();
    let mut total = Counts::default();
    for (path, file) in files() {
        of_stages.entry(file["stage"].as_str().expect("a stage").to_owned()).or_default().add(&path, &file);
        total.add(&path, &file);
    }
    let rows = stages.filter_map(|stage| {
        let id = stage["id"].as_str().expect("an id");
        Some(of_stages.get(id)?.row(&format!("`{id}`")))
    });
    let head = "| 段階 | 資料 | 一式 | 通知文 | PDF のページ | 別紙（Excel） | 様式（Excel） | 様式（CSV） | 電子メール |\n| --- | --: | --: | --: | --: | --: | --: | --: | --: |\n";
    format!("{}\n{head}{}{}", total.sentence(), rows.collect::<String>(), total.row("計"))
}

#[test]
fn the_readme_counts_what_the_sample_makes() {
    let place = repository().join("README.md");
    let readme = std::fs::read_to_string(&place).expect("the README");
    let begin = readme.find("見本の一年では、").expect("the sentence");
    let total = begin + readme[begin..].find("\n| 計 |").expect("the table") + 1;
    let end = total + readme[total..].find('\n').expect("a line's end") + 1;
    let expected = counted();
    if updating() {
        std::fs::write(&place, format!("{}{expected}{}", &readme[..begin], &readme[end..]))
            .expect("the README");
    } else {
        assert_eq!(&readme[begin..end], expected, "SHIRYO_UPDATE=1 writes it");
    }
}
