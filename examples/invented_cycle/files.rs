//! The files of an invented cycle.

use crate::invented_cycle::chance::Chance;
use crate::invented_cycle::returns::{COLUMNS, Row, Rows};
use crate::invented_cycle::vocabulary::{ANSWERS, REMARKS, SUBJECTS, WORKS};

/// How large a cycle is to be.
#[derive(Clone)]
pub(crate) struct Size {
    pub(crate) departments: usize,
    pub(crate) measures: usize,
    pub(crate) indicators: usize,
    /// How many indicators a measure has at most: the first measures have so many, the last at least one. None spreads them
    /// evenly.
    pub(crate) per_measure: Option<usize>,
    /// How many organizations are asked for opinions.
    pub(crate) recipients: usize,
    pub(crate) seed: u64,
    /// Whether the returns have the slips that departments make, and some rows come twice.
    pub(crate) slips: bool,
}

/// How many measures a category has at most.
const CATEGORY: usize = 40;
/// One organization of so many has an opinion.
const SPEAKS: usize = 100;
/// One measure of so many is spoken of in the meeting.
const ADVISED: usize = 3;
const MEMBERS: usize = 10;

/// Labels of the classes and where they begin, in percent with two decimals; the seed chooses.
const CLASSES: [(&[&str], &[i64]); 3] = [
    (&["Ａ", "Ｂ", "Ｃ", "Ｄ"], &[10_000, 8_000, 5_000]),
    (&["達成", "順調", "遅れ"], &[10_000, 6_670]),
    (&["◎", "○", "△", "▲", "×"], &[12_000, 10_000, 7_995, 3_330]),
];

/// The files, each with its path below the root. Says what is wrong with the size if there is no such cycle.
pub(crate) fn files(size: &Size) -> Result<Vec<(String, String)>, String> {
    let Size { departments, measures, indicators, .. } = *size;
    if departments == 0 || measures < departments || indicators < measures {
        return Err(
            "it takes at least one department, a measure for each, and an indicator for each measure".into(),
        );
    }
    if size.per_measure.is_some_and(|most| most * measures < indicators) {
        return Err("so many indicators are too many for so few measures".into());
    }
    Ok(Cycle { size, chance: Chance::new(size.seed), files: Vec::new() }.write())
}

struct Cycle<'a> {
    size: &'a Size,
    chance: Chance,
    files: Vec<(String, String)>,
}

impl Cycle<'_> {
    fn write(mut self) -> Vec<(String, String)> {
        let codes: Vec<String> = (1..=self.size.departments).map(|n| format!("bu{n:03}")).collect();
        let rows = codes.iter().zip(1..).map(|(code, n)| {
            let bureau = format!("架空第{}部", (n - 1) / 10 + 1);
            let head = format!("{bureau}第{n}課長");
            vec![code.clone(), bureau, format!("第{n}課"), head, format!("{code}@pref.example")]
        });
        self.table("departments.csv", &["コード", "部局", "課", "宛名", "電子メール"], rows.collect());
        self.measures(&codes);
        self.returns(&codes);
        self.members();
        let organizations = self.organizations();
        self.opinions(&organizations);
        let cycle = self.cycle();
        self.files.push(("inputs/cycle.toml".into(), cycle));
        self.files
    }

    fn table(&mut self, name: &str, header: &[&str], rows: Vec<Vec<String>>) {
        let mut text = header.join(",") + "\n";
        for row in rows {
            let cells: Vec<String> = row.into_iter().map(quoted).collect();
            text.push_str(&(cells.join(",") + "\n"));
        }
        self.files.push((format!("inputs/{name}"), text));
    }

    // ── measures and returns ─────────────────────────────────────────────

    /// 「2-3」: the category and the place in it.
    fn number(n: usize) -> String {
        format!("{}-{}", n / CATEGORY + 1, n % CATEGORY + 1)
    }

    fn measures(&mut self, codes: &[String]) {
        let rows = (0..self.size.measures).map(|n| {
            let round = n / (SUBJECTS.len() * WORKS.len());
            let again = if round > 0 { format!("（その{}）", round + 1) } else { String::new() };
            let name = format!(
                "{}の{}{again}",
                SUBJECTS[n % SUBJECTS.len()],
                WORKS[n / SUBJECTS.len() % WORKS.len()]
            );
            vec![Self::number(n), name, (n / CATEGORY + 1).to_string(), codes[n % codes.len()].clone()]
        });
        self.table("measures.csv", &["取組番号", "取組名", "区分", "担当"], rows.collect());
    }

    /// How many indicators each measure has.
    fn shares(&self) -> Vec<usize> {
        let Size { measures, indicators, per_measure, .. } = *self.size;
        let mut left = indicators;
        let share = |n: usize| {
            let after = measures - n - 1;
            let own = per_measure.map_or_else(|| left.div_ceil(after + 1), |most| most.min(left - after));
            left -= own;
            own
        };
        (0..measures).map(share).collect()
    }

    fn returns(&mut self, codes: &[String]) {
        let shares = self.shares();
        let mut received = Vec::new();
        for (d, code) in codes.iter().enumerate() {
            let own = (d..self.size.measures).step_by(codes.len());
            let keys = own.flat_map(|n| (1..=shares[n]).map(move |indicator| (Self::number(n), indicator)));
            let keys: Vec<(String, usize)> = keys.collect();
            self.one_return(format!("{code}.csv"), &keys, "2020-01-08", &mut received);
            if self.size.slips {
                // Some rows come again: on the last day of the meeting's papers, and after that of the letters.
                let second: Vec<_> = keys.iter().step_by(keys.len() / 4 + 1).cloned().collect();
                let third: Vec<_> = keys.iter().skip(1).step_by(keys.len() / 4 + 1).cloned().collect();
                self.one_return(format!("{code}_2.csv"), &second, "2020-03-16", &mut received);
                self.one_return(format!("{code}_3.csv"), &third, "2020-03-17", &mut received);
            }
        }
        self.table("received.csv", &["ファイル", "受領日"], received);
    }

    fn one_return(
        &mut self,
        name: String,
        keys: &[(String, usize)],
        day: &str,
        received: &mut Vec<Vec<String>>,
    ) {
        let (_, thresholds) = self.classes();
        let rows = Rows { chance: &mut self.chance, slips: self.size.slips, thresholds }.of(keys);
        let cells =
            |row: Row| COLUMNS.iter().map(|column| row.get(column).cloned().unwrap_or_default()).collect();
        let path = format!("submissions/{name}");
        self.table(&path, &COLUMNS, rows.into_iter().map(cells).collect());
        received.push(vec![path, day.into()]);
    }

    // ── those who speak ──────────────────────────────────────────────────

    fn members(&mut self) {
        let row = |n: usize| {
            let chair = if n == 1 { "◎" } else { "" };
            let name = format!(
                "架空　{}",
                ["一郎", "二葉", "三枝", "四季", "五月", "六花", "七海", "八雲", "九十九", "十和"][n - 1]
            );
            vec![
                format!("advisory-{n:02}"),
                "advisory".into(),
                name,
                format!("架空大学第{n}研究室"),
                chair.into(),
                format!("m{n:02}@advisory.example"),
            ]
        };
        let header = ["コード", "会議", "氏名", "所属・職", "座長", "電子メール"];
        self.table("members.csv", &header, (1..=MEMBERS).map(row).collect());
    }

    /// The organizations' codes and names.
    fn organizations(&mut self) -> Vec<(String, String)> {
        let all: Vec<(String, String)> = (1..=self.size.recipients)
            .map(|n| (format!("o{n:06}"), format!("架空第{n}{}", kind(n))))
            .collect();
        let row = |(n, (code, name)): (usize, &(String, String))| {
            let of = if kind(n) == "会" { "協議会" } else { "市町村" };
            let (to, mail) = (format!("{name}企画課長"), format!("kikaku@{code}.example"));
            vec![code.clone(), name.clone(), of.into(), to, mail]
        };
        let header = ["コード", "名称", "所属", "宛名", "電子メール"];
        self.table("organizations.csv", &header, (1..).zip(&all).map(row).collect());
        all
    }

    fn opinions(&mut self, organizations: &[(String, String)]) {
        let header = ["番号", "受付日", "提出者", "種別", "取組番号", "意見の概要"];
        let mut number = 0;
        let mut next = |chance: &mut Chance, day: &str, who: &str, kind: &str, measure: usize| {
            number += 1;
            let text = chance.of(&REMARKS).to_owned();
            vec![number.to_string(), day.into(), who.into(), kind.into(), Self::number(measure), text]
        };
        let measures = self.size.measures;
        let advice = (0..measures).step_by(ADVISED);
        let advice: Vec<_> =
            advice.map(|n| next(&mut self.chance, "2020-02-07", "構成員", "助言", n)).collect();
        self.table("opinions/advisory.csv", &header, advice);
        for (n, (code, name)) in organizations.iter().enumerate().step_by(SPEAKS) {
            let row = next(&mut self.chance, "2020-02-26", name, "意見", n / SPEAKS % measures);
            self.table(&format!("opinions/{code}.csv"), &header, vec![row]);
        }
        let answers = (1..=number).map(|n| {
            let (kind, text) = self.chance.of(&ANSWERS);
            vec![n.to_string(), "2020-03-12".into(), kind.into(), text.into()]
        });
        let answers = answers.collect();
        self.table("opinions/responses.csv", &["番号", "決定日", "対応区分", "県の考え方"], answers);
    }

    // ── cycle.toml ───────────────────────────────────────────────────────

    fn classes(&self) -> (&'static [&'static str], &'static [i64]) {
        let which = if self.size.slips { self.size.seed % 3 } else { 0 };
        CLASSES[usize::try_from(which).unwrap_or_default()]
    }

    fn cycle(&self) -> String {
        let measures = self.size.measures;
        let mut categories = String::new();
        for n in 0..measures.div_ceil(CATEGORY) {
            let (id, count) = (n + 1, (measures - n * CATEGORY).min(CATEGORY));
            let wide: String =
                id.to_string().chars().filter_map(|c| char::from_u32(c as u32 + 0xFEE0)).collect();
            categories.push_str(&format!(
                "\n[[categories]]\nid = \"{id}\"\nlabel = \"（{wide}）\"\ntitle = \"{}の分野{wide}\"\ncount = {count}\ncounter = \"事業\"\n",
                ["暮らし", "仕事", "学び", "備え", "自然"][n % 5]
            ));
        }
        let members = (1..=self.size.recipients).filter(|n| kind(*n) == "会").count();
        include_str!("cycle.toml")
            .replace("«categories»", &categories)
            .replace("«evaluation»", &self.evaluation())
            .replace("«council»", &members.to_string())
            .replace("«municipalities»", &(self.size.recipients - members).to_string())
    }

    /// The classes, and of some measures the unit in which the first indicator is shown.
    fn evaluation(&self) -> String {
        let (labels, thresholds) = self.classes();
        let by = if self.size.seed % 4 == 3 { "target" } else { "expected" };
        let (best, second, last) = (labels[0], labels[1], labels[labels.len() - 1]);
        let mut text = format!(
            "\n[evaluation]\nclass_by = \"{by}\"\nmet = \"{best}\"\nnot_met = \"{last}\"\ncompleted = \"{best}\"\nongoing = \"{second}\"\nnot_started = \"{last}\"\n"
        );
        for (n, label) in labels.iter().enumerate() {
            text.push_str(&format!("\n[[evaluation.classes]]\nlabel = \"{label}\"\nmeaning = \"その{n}\"\n"));
            if let Some(limit) = thresholds.get(n) {
                text.push_str(&format!("at_least = \"{}.{:02}\"\n", limit / 100, limit % 100));
            }
        }
        if self.size.slips {
            for n in (0..self.size.measures).step_by(5) {
                let (number, decimals) = (Self::number(n), n % 3);
                text.push_str(&format!(
                    "\n[[indicators]]\nnumber = \"{number}/1\"\nshown_in = \"千件\"\ndecimals = {decimals}\n"
                ));
            }
        }
        text
    }
}

/// Two organizations of three are towns, the third is an association.
fn kind(n: usize) -> &'static str {
    ["会", "市", "町"][n % 3]
}

fn quoted(cell: String) -> String {
    match cell.contains([',', '"', '\n']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell,
    }
}
