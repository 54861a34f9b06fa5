//! The print plan as people read it: on paper, and in a workbook. Numbers are texts in half-width digits.

use serde::Serialize;

use super::letter_sets::LetterSets;
use super::print_job;
use super::print_plan::{self, BOOKLET, Packet, PrintPlan, TWO_UP};
use crate::ground::number;
use crate::ground::text::running_digits;
use crate::model::declared_paper::PaperSize;
use crate::render::meeting::Meeting;

/// A print plan in words, as its template and its workbook print it.
#[derive(Serialize)]
pub struct PrintPlanData {
    /// The name of the body whose packet it is, or the title of a stage that has no packet.
    pub stage: String,
    /// The day of the stage: 「令和２年２月７日（金）」.
    pub day: String,
    /// Who gets how many copies of the packet, with the sum last.
    pub copies: Vec<CopiesRow>,
    /// The orders to the printer, in the order in which they are printed.
    pub jobs: Vec<PrintJobRow>,
    /// How much paper all of it takes, a row for each size.
    pub totals: Vec<PaperTotalRow>,
    /// What who prints must know, a sentence each: 「席札は厚紙に片面で印刷し、…」.
    pub notes: Vec<String>,
}

/// Who gets how many copies.
#[derive(Serialize)]
pub struct CopiesRow {
    /// Who gets them: 「事務局」, 「計」 in the last row.
    pub who: String,
    /// How many copies: 「12」.
    pub count: String,
    /// How they get them: 「会議の後に届ける」. Empty where nothing is to be said.
    pub note: String,
}

/// A print job; numbers in half-width digits with commas.
#[derive(Serialize)]
pub struct PrintJobRow {
    /// Its place among the jobs, from 1.
    pub order: String,
    /// The name of its file; of several files their folder and number: 「letters（13件）」.
    pub file: String,
    /// What it is: 「会議資料一式（次第～資料２）」.
    pub what: String,
    /// The size of its paper: 「A4」.
    pub sheet: &'static str,
    /// On which sides it is printed: 「両面（長辺とじ）」.
    pub sides: &'static str,
    /// 「カラー」 or 「白黒」.
    pub colour: String,
    /// How many copies are printed.
    pub copies: String,
    /// Where a copy is stapled: 「左上１か所」, 「なし」.
    pub staple: &'static str,
    /// How many printed sides a copy has.
    pub pages: String,
    /// How many sheets a copy takes.
    pub sheets: String,
    /// How many sheets all copies take.
    pub total: String,
}

/// How much paper of a size.
#[derive(Serialize)]
pub struct PaperTotalRow {
    /// The size: 「A3」.
    pub sheet: &'static str,
    /// How many sheets: 「1,050」.
    pub sheets: String,
    /// The same in reams of 500 sheets: 「2.1」; of a few sheets 「0.1未満」.
    pub reams: String,
    /// How heavy they are, of paper of 64 grams a square metre: 「4.2 kg」, 「640 g」.
    pub weight: String,
}

impl PrintPlanData {
    /// Words a stage's print plan.
    pub fn new(plan: &PrintPlan<'_>, meeting: Option<&Meeting>, stage: &str) -> Self {
        let copies = plan.copies.iter().map(|copies| CopiesRow {
            who: copies.who.clone(),
            count: commas(copies.count),
            note: copies.note.clone(),
        });
        Self {
            stage: meeting
                .map_or(stage, |meeting| match plan.packet {
                    Some(_) => &meeting.body,
                    None => &meeting.title,
                })
                .to_owned(),
            day: meeting.map_or(String::new(), |meeting| meeting.day.clone()),
            copies: copies.collect(),
            jobs: (1..).zip(&plan.jobs).map(job_row).collect(),
            totals: plan.paper().into_iter().map(total_row).collect(),
            notes: notes(plan),
        }
    }
}

fn job_row((order, job): (usize, &print_job::PrintJob)) -> PrintJobRow {
    let file = match job.files.as_slice() {
        [one] => one.trim_start_matches("print/").to_owned(),
        [first, ..] => format!("{}（{}件）", first.split('/').next().unwrap_or_default(), job.files.len()),
        [] => String::new(),
    };
    PrintJobRow {
        order: order.to_string(),
        file,
        what: job.what.clone(),
        sheet: print_plan::paper_name(job.paper),
        sides: job.sides.label(),
        colour: if job.colour {
            format!("カラー（{}ページ）", job.in_colour)
        } else {
            "白黒".into()
        },
        copies: commas(job.copies),
        staple: job.staple.label(),
        pages: commas(job.pages),
        sheets: commas(job.sheets),
        total: commas(job.sheets * job.copies),
    }
}

/// Sheets in a ream, and grams that a square metre of copy paper weighs.
const REAM: usize = 500;
const GRAMS: usize = 64;

fn total_row((paper, sheets): (PaperSize, usize)) -> PaperTotalRow {
    // Sixteen sheets of A4 are a square metre.
    let in_a4 = sheets * if paper == PaperSize::A3 { 2 } else { 1 };
    let grams = in_a4 * GRAMS / 16;
    PaperTotalRow {
        sheet: print_plan::paper_name(paper),
        sheets: commas(sheets),
        reams: if sheets * 10 < REAM { "0.1未満".into() } else { tenths(sheets * 10, REAM) },
        weight: if grams < 1000 { format!("{grams} g") } else { format!("{} kg", tenths(grams * 10, 1000)) },
    }
}

/// A quotient with one decimal, rounded half up: `tenths(1_050 * 10, 500)` is 「2.1」.
fn tenths(tenfold: usize, of: usize) -> String {
    let tenths = (2 * tenfold + of) / (2 * of);
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn commas(number: usize) -> String {
    number::print(&number::whole(i64::try_from(number).unwrap_or(i64::MAX)), 0)
}

fn notes(plan: &PrintPlan<'_>) -> Vec<String> {
    let mut notes = vec!["拡大・縮小をせず、「実際のサイズ（100％）」で印刷する。".to_owned()];
    if plan.jobs.iter().any(|job| job.colour) {
        notes.push("「カラー」の括弧は、１部のうち色のあるページの数。ほかのページは白黒で刷られるように、プリンターの色の設定を「自動」にする。".into());
    }
    notes.extend(plan.packet.iter().flat_map(of_packet));
    notes.extend(of_sets(&plan.sets));
    notes.push("重さは、１平方メートル64グラムの用紙による。".into());
    notes
}

fn of_packet(packet: &Packet<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if packet.runs.len() > 1 {
        let count = running_digits(&packet.runs.len().to_string());
        notes.push(format!(
            "一式は、用紙の大きさが変わるところで{count}つに分けてある。順に重ねてからとじる。"
        ));
    }
    if print_plan::seated(packet.meeting).next().is_some() {
        notes.push("席札は厚紙に片面で印刷し、両端の印の２か所を山折りにする。".into());
    }
    notes.push(format!(
        "「{}」はＡ４に２ページずつ（横長のページは上下に、Ａ３は１ページ）、「{}」はＡ３を二つ折りにする冊子。一式の代わりに使える。",
        TWO_UP.trim_start_matches("print/"),
        BOOKLET.trim_start_matches("print/")
    ));
    notes
}

/// How what goes to recipients is put together, and what of it has to be printed elsewhere.
fn of_sets(sets: &LetterSets) -> Vec<String> {
    let mut notes = Vec::new();
    if !sets.enclosed.is_empty() {
        notes.push(format!(
            "通知文には、{}をこの順に添え、宛先ごとに組にする（{}組）。",
            sets.enclosed.join("、"),
            running_digits(&sets.letters.len().to_string())
        ));
    }
    if !sets.not_printed.is_empty() {
        notes.push(format!(
            "「{}」（Excel など）は、この計画に入っていない。紙で送る宛先には、Excel で印刷して添える。",
            sets.not_printed.join("」「")
        ));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_is_reckoned_in_reams_and_kilograms() {
        let row = total_row((PaperSize::A4, 1_050));
        assert_eq!(
            (row.sheets.as_str(), row.reams.as_str(), row.weight.as_str()),
            ("1,050", "2.1", "4.2 kg")
        );
        assert_eq!(total_row((PaperSize::A3, 500)).weight, "4.0 kg");
        let few = |sheets| {
            let row = total_row((PaperSize::A4, sheets));
            (row.reams, row.weight)
        };
        let said = |reams: &str, weight: &str| (reams.to_owned(), weight.to_owned());
        assert_eq!(few(2), said("0.1未満", "8 g"));
        assert_eq!(few(49), said("0.1未満", "196 g"));
        assert_eq!(few(50), said("0.1", "200 g"));
        assert_eq!(few(250), said("0.5", "1.0 kg"));
        assert_eq!(
            (commas(0), commas(999), commas(1_234_567)),
            ("0".into(), "999".into(), "1,234,567".into())
        );
    }
}
