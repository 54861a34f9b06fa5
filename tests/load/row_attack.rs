//! Rows changed at random, the same in every run. Whatever is done to a row of what came back, it is used or said to be
//! wrong, each of its words too, and no other row changes.

use std::collections::BTreeSet;

use shiryo::ground::finding::{Findings, Severity};
use shiryo::ground::text::fold;

use crate::findings::{loaded, printed};
use crate::hostile::Random;
use crate::root::Root;
use crate::rows_read::{Place, Rows};
use crate::unread_answers::five_questions;

/// How many changes of each file, beside those that are tried of each column.
const CHANGES: usize = 12;

/// A table of the root: its path below `inputs/`, and the columns whose words nobody reads.
const TABLES: [(&str, &[&str]); 9] = [
    ("submissions/kikaku.csv", &[]),
    ("opinions/nishi.csv", &["種別"]),
    ("opinions/kaigi.csv", &[]),
    ("opinions/responses.csv", &[]),
    ("reports/kikaku.csv", &["取組番号", "種別", "助言・意見の概要"]),
    ("replies/denwa.csv", &[]),
    ("ballots.csv", &[]),
    ("changes.csv", &[]),
    ("carried.csv", &["部署"]),
];

/// A root with some rows of everything that comes back, of which nothing is wrong.
fn base() -> Root {
    let root = five_questions();
    root.remove("inputs/reports/kikaku_2.csv");
    for (path, text) in [
        (
            "opinions/nishi.csv",
            "番号,受付日,提出者,種別,取組番号,意見の概要\n1,2023-03-01,西市,意見,1-1,入口をそろえてほしい。\n2,2023-03-01,西市,意見,2-1,町工場を回ってほしい。\n3,2023-03-02,西市,意見,,図を入れてほしい。\n",
        ),
        (
            "opinions/kaigi.csv",
            "番号,受付日,提出者,種別,取組番号,意見の概要\n11,2023-02-17,会員,助言,1-1,使った人の数も見てはどうか。\n12,2023-02-17,会員,助言,1-2,声を聞いてはどうか。\n13,2023-02-17,会員,発言,,分かりやすくなった。\n",
        ),
        (
            "opinions/responses.csv",
            "番号,決定日,対応区分,県の考え方,同趣旨\n1,2023-03-08,反映,そろえます。,\n2,2023-03-08,一部反映,回ります。,\n3,2023-03-09,今後の参考,図を試します。,\n",
        ),
        (
            "reports/kikaku.csv",
            "番号,取組番号,種別,助言・意見の概要,対応の状況,対応の内容,時期\n1,1-1,意見,,対応済み,入口をそろえた。,令和５年２月\n2,2-1,意見,,対応中,三社を回った。,令和５年度\n11,1-1,助言,,対応予定,人数を数える。,令和６年度\n3,共通,意見,,検討中,図を試している。,\nR3-7,1-1,助言,,対応しない,人が足りない。,\nR3-9,共通,助言,,対応済み,図を入れた。,令和５年３月\n",
        ),
        (
            "replies/denwa.csv",
            "コード,段階,出欠,代理者の氏名,代理者の職,備考,受付日\nm1,atsumari,出席,,,車で行く,2023-03-14\nm2,atsumari,代理,甲野　花子,総務課主幹,,2023-03-15\nm3,atsumari,欠席,,,資料を送ってほしい,2023-03-16\n",
        ),
        (
            "ballots.csv",
            "段階,議案,構成員,回答,理由,意見,受付日,備考\nshomen,1,青木　一郎,承認する,,早く始めてほしい,2023-02-22,\nshomen,2,青木　一郎,承認しない,額が大きい,,2023-02-22,\nshomen,1,石川　二葉,承認する,,,2023-02-23,電話で確認\n",
        ),
        (
            "changes.csv",
            "場所,種別,改正前,改正後,理由,出典,取組番号,決定日\n第１章,改定,紙で受ける。,電子で受ける。,早くするため。,意見1,1-1,2023-03-10\n第２章,追加,,三社を回る。,声を聞くため。,意見2,2-1,2023-03-10\n第３章,削除,古い文。,,終わったため。,社会情勢の変化,,2023-03-10\n",
        ),
        (
            "carried.csv",
            "年度,番号,種別,取組番号,部署,提出者,助言・意見の概要,対応の状況,対応の内容,時期\n令和３年度,7,助言,1-1,kikaku,会員,夜も受けてはどうか。,検討中,費用を調べている。,令和４年度\n令和３年度,8,意見,1-2,fukushi,西市,機器を貸してほしい。,,,\n令和３年度,9,助言,,kikaku,会員,図を入れてはどうか。,対応中,描いている。,\n",
        ),
    ] {
        root.write(&format!("inputs/{path}"), text);
    }
    root.write("inputs/received.csv", "ファイル,受領日\nsubmissions/kikaku.csv,2023-01-25\nsubmissions/fukushi.csv,2023-01-27\nreports/kikaku.csv,2023-03-22\n");
    root
}

/// Which change takes a cell's words, and which one the cell.
const BLANK: usize = 6;
const WITHOUT: usize = 2;

type Table = Vec<Vec<String>>;

fn table(root: &Root, path: &str) -> Table {
    let text = root.read(&format!("inputs/{path}"));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

fn write(root: &Root, path: &str, table: &Table) {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    table.iter().for_each(|row| writer.write_record(row).expect("a row"));
    root.write(&format!("inputs/{path}"), writer.into_inner().expect("bytes"));
}

/// Changes a row; says how. The first changes are those that are tried of each column.
fn change(table: &mut Table, at: usize, nth: usize, random: &mut Random) -> String {
    let columns = table[0].len();
    let (one, other) = (random.below(columns), random.below(columns));
    let (how, one) = match nth {
        _ if nth < columns => (BLANK, nth),
        _ if nth < 2 * columns => (WITHOUT, nth - columns),
        _ => (random.below(9), one),
    };
    match how {
        0 => {
            let row = table[at].clone();
            table.insert(at + 1, row);
            "twice".into()
        }
        1 => {
            table[at].swap(one, other);
            format!("swapped {one} {other}")
        }
        WITHOUT => {
            table[at].remove(one);
            format!("without {one}")
        }
        3 => {
            let wide = |c: char| match u32::from(c) {
                code @ 0x21..=0x7E => char::from_u32(code + 0xFEE0).expect("it is one"),
                _ => c,
            };
            table[at][one] = table[at][one].chars().map(wide).collect();
            format!("wide {one}")
        }
        4 => {
            table[at][one] = table[at][one].to_uppercase();
            format!("upper case {one}")
        }
        5 => {
            for row in table.iter_mut() {
                let cell = row.remove(one);
                row.insert(other, cell);
            }
            format!("moved {one} to {other}")
        }
        BLANK => {
            table[at][one].clear();
            format!("blank {one}")
        }
        7 => {
            for (line, row) in table.iter_mut().enumerate() {
                row.push(if line == 0 { "担当者メモ".into() } else { format!("覚え{line}") });
            }
            "one more column".into()
        }
        _ => {
            table[at].push("はみ出し".into());
            "one more cell".into()
        }
    }
}

/// What the findings speak of.
struct Told {
    rows: BTreeSet<Place>,
    /// Files as a whole, or their headers.
    files: BTreeSet<String>,
    /// Files in which an error is said of the whole or of the header.
    refused: BTreeSet<String>,
}

impl Told {
    fn by(findings: &Findings) -> Self {
        let mut told = Self { rows: BTreeSet::new(), files: BTreeSet::new(), refused: BTreeSet::new() };
        for finding in findings.iter() {
            // What is still open of a report is no slip of any row.
            let Some(file) = finding.origin.file().filter(|_| finding.rule != "report-incomplete") else {
                continue;
            };
            let file = file.trim_start_matches("inputs/").to_owned();
            match finding.origin.position() {
                Some((line, _)) if line > 1 => drop(told.rows.insert((file, line))),
                _ => {
                    if finding.severity == Severity::Error {
                        told.refused.insert(file.clone());
                    }
                    told.files.insert(file);
                }
            }
        }
        told
    }

    /// Whether it is said of a row that it is wrong, or that its file can't be read.
    fn names(&self, place: &Place) -> bool {
        self.rows.contains(place) || self.refused.contains(&place.0)
    }

    /// Whether that, or something of its file's columns, is said.
    fn names_words_of(&self, place: &Place) -> bool {
        self.names(place) || self.files.contains(&place.0)
    }
}

pub(crate) fn no_row_is_lost_and_no_other_changes() {
    let root = base();
    let (first, findings) = loaded(&root);
    assert_eq!(printed(&findings), "");
    let before = Rows::of(&first);
    let tables: Vec<Table> = TABLES.iter().map(|(path, _)| table(&root, path)).collect();
    let places = TABLES
        .iter()
        .zip(&tables)
        .flat_map(|((path, _), table)| (2..).take(table.len() - 1).map(|line| ((*path).to_owned(), line)));
    for place in places {
        assert!(before.0.get(&place).is_some_and(|(_, is_used)| *is_used), "{place:?}");
    }
    let mut random = Random(20_230_401);
    let mut lost = Vec::new();
    for ((path, unread), table) in TABLES.iter().zip(&tables) {
        for nth in 0..2 * table[0].len() + CHANGES {
            let mut changed = table.clone();
            let at = 1 + random.below(table.len() - 1);
            let how = change(&mut changed, at, nth, &mut random);
            write(&root, path, &changed);
            let said = check(&root, (path, unread, at), table, &changed, &before);
            lost.extend(said.into_iter().map(|said| format!("{path}:{} {how}: {said}", at + 1)));
        }
        write(&root, path, table);
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

/// What was lost or changed of a root, of which one row of one file was changed.
fn check(
    root: &Root,
    (path, unread, at): (&str, &[&str], usize),
    table: &Table,
    changed: &Table,
    before: &Rows,
) -> Vec<String> {
    let (loaded, findings) = loaded(root);
    let (after, told) = (Rows::of(&loaded), Told::by(&findings));
    let mut lost = Vec::new();
    for (line, row) in (1..).zip(changed).skip(1).filter(|(_, row)| row.iter().any(|cell| !cell.is_empty())) {
        let place = (path.to_owned(), line);
        let read = after.0.get(&place);
        if !read.is_some_and(|(_, is_used)| *is_used) && !told.names(&place) {
            lost.push(format!("row {line} is not used, and nothing is said of it: {row:?}"));
        }
        // Each word of the row stands in what was read of it.
        let is_read =
            |column: usize| changed[0].get(column).is_none_or(|name| !unread.contains(&name.as_str()));
        let words = row.iter().enumerate().filter(|(column, _)| is_read(*column)).map(|(_, cell)| fold(cell));
        for word in words.filter(|word| !word.is_empty()) {
            let is_there = read.is_some_and(|(words, _)| words.contains(&word));
            if !is_there && !told.names_words_of(&place) {
                lost.push(format!("「{word}」 of row {line} is nowhere, and nothing is said of it"));
            }
        }
    }
    let more = u32::try_from(changed.len() - table.len()).expect("a few");
    let changed_line = u32::try_from(at).expect("a few") + 1;
    // What names an opinion waits for it.
    let is_cause = path.starts_with("opinions/") && told.names(&(path.to_owned(), changed_line));
    for ((file, line), (words, _)) in &before.0 {
        let is_its_file = *file == path;
        if is_its_file && *line == changed_line {
            continue;
        }
        let line = if is_its_file && *line > changed_line { line + more } else { *line };
        let now = after.0.get(&(file.clone(), line));
        let is_same = now.is_some_and(|(now, _)| now == words);
        let is_refused = now.is_none() && told.refused.contains(file);
        if !is_same && !is_refused {
            lost.push(format!("{file}:{line} was {words:?} and is {now:?}"));
        }
        let is_used = now.is_some_and(|(_, is_used)| *is_used);
        if !is_used && !told.names(&(file.clone(), line)) && !is_refused && !is_cause {
            lost.push(format!("{file}:{line} is not used any more, and nothing is said of it"));
        }
    }
    lost
}
