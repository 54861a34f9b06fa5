//! Print files: makes what a stage's print plan names, that is imposed sheets, members' sets, name cards, and the plan
//! itself.

use std::sync::Mutex;

use serde::Serialize;
use typst::foundations::Bytes;

use super::impose::{self, SheetSide};
use super::print_plan::{self, BOOKLET, CARDS, Packet, PrintPlan, TWO_UP};
use super::print_plan_book;
use super::print_plan_data::PrintPlanData;
use crate::ground::bounded::{Work, within};
use crate::ground::fault::Fault;
use crate::library::store::Library;
use crate::library::trouble::Trouble;
use crate::model::declared_paper::PaperSize;
use crate::published::manifest::Manifest;
use crate::render::paper_data::{DateParts, date_parts};
use crate::render::typst::compile;
use crate::render::typst::world::Typesetter;
use crate::render::unmade::Unmade;
use crate::render::workers::on_threads;

/// A file for the printer, by its path below the stage's folder.
pub type PrintFile = (String, Vec<u8>);

/// The print plan as a PDF.
pub const PLAN: &str = "print/印刷計画.pdf";
/// The print plan as a workbook.
pub const PLAN_BOOK: &str = "print/印刷計画.xlsx";

/// What a PDF shows.
enum PrintContent {
    /// Pages of the packet on sheets.
    Sheets(Vec<SheetSide>),
    /// Name cards.
    Cards,
    /// The print plan.
    Plan,
}

impl PrintContent {
    /// The name of its template in `templates/print/`.
    fn template(&self) -> &'static str {
        match self {
            PrintContent::Sheets(_) => "sheets",
            PrintContent::Cards => "cards",
            PrintContent::Plan => "plan",
        }
    }
}

/// Makes the files of a stage's plan; `packet` are the bytes of its packet, if it has one.
///
/// # Errors
///
/// What is wrong with a template or with the packet, or what the machine refused.
pub fn make(
    manifest: &Manifest,
    stage: &str,
    plan: &PrintPlan<'_>,
    packet: Option<Vec<u8>>,
    library: &Library,
    threads: usize,
) -> Result<Vec<PrintFile>, Unmade> {
    let house = serde_json::to_vec(&manifest.house).map_err(Fault::format)?;
    let maker = PrintMaker {
        manifest,
        stage,
        plan,
        setter: Typesetter::new(library, house),
        pages: packet.map(Bytes::new),
    };
    let wanted = maker.wanted();
    let outcomes = Mutex::new(Vec::new());
    on_threads(threads, wanted.len(), &|i| {
        let (path, content) = &wanted[i];
        let outcome = maker.make(path, content).map(|bytes| (path.clone(), bytes));
        outcomes.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(outcome);
    });
    let outcomes = outcomes.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut made = all_made(outcomes)?;
    let book = print_plan_book::make(&maker.plan_data(), maker.day(), &maker.banner());
    made.push((PLAN_BOOK.into(), book.map_err(Fault::format)?));
    made.sort();
    Ok(made)
}

/// The files, if all were made; else all troubles, or the first fault.
fn all_made(outcomes: Vec<Result<PrintFile, Unmade>>) -> Result<Vec<PrintFile>, Unmade> {
    let (mut made, mut troubles) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        match outcome {
            Ok(file) => made.push(file),
            Err(Unmade::Troubles(mut some)) => troubles.append(&mut some),
            Err(fault) => return Err(fault),
        }
    }
    if troubles.is_empty() { Ok(made) } else { Err(troubles.into()) }
}

/// A stage's print plan and what its files are made with.
struct PrintMaker<'a> {
    manifest: &'a Manifest,
    stage: &'a str,
    plan: &'a PrintPlan<'a>,
    setter: Typesetter<'a>,
    /// The packet, whose pages are placed on sheets.
    pages: Option<Bytes>,
}

/// What the template of a print file reads: `/data/job.json`.
#[derive(Serialize)]
struct PrintJobData<T: Serialize> {
    kind: &'static str,
    title: String,
    date: Option<DateParts>,
    #[serde(flatten)]
    content: T,
}

#[derive(Serialize)]
struct SheetsData<'a> {
    sheets: &'a [SheetSide],
}

#[derive(Serialize)]
struct CardsData<'a> {
    cards: Vec<NameCard<'a>>,
}

#[derive(Serialize)]
struct NameCard<'a> {
    name: &'a str,
    affiliation: &'a str,
    proxy_of: Option<&'a str>,
    mark: &'a str,
}

impl PrintMaker<'_> {
    /// Every PDF that is to be made.
    fn wanted(&self) -> Vec<(String, PrintContent)> {
        let mut wanted = vec![(PLAN.to_owned(), PrintContent::Plan)];
        let Some(packet) = &self.plan.packet else { return wanted };
        let contents = &packet.entry.about.contents;
        for (n, run) in (1..).zip(&packet.runs) {
            wanted.push((print_plan::run_file(n, run), PrintContent::Sheets(run.sides.clone())));
        }
        wanted.push((TWO_UP.into(), PrintContent::Sheets(impose::two_up(contents))));
        wanted.push((BOOKLET.into(), PrintContent::Sheets(impose::booklet(contents))));
        for n in 0..packet.meeting.people.len() {
            wanted.extend(member_set(packet, n));
        }
        if print_plan::seated(packet.meeting).next().is_some() {
            wanted.push((CARDS.into(), PrintContent::Cards));
        }
        wanted
    }

    /// Makes a PDF.
    fn make(&self, path: &str, content: &PrintContent) -> Result<Vec<u8>, Unmade> {
        let title = path.rsplit('/').next().and_then(|name| name.strip_suffix(".pdf")).unwrap_or(path);
        let title = format!("{}　{title}", self.title());
        let identity = format!("{}/{}/{path}", self.manifest.cycle, self.stage);
        let kind = content.template();
        let json = match content {
            PrintContent::Sheets(sheets) => self.job(kind, title, SheetsData { sheets }),
            PrintContent::Cards => self.job(kind, title, CardsData { cards: self.cards() }),
            PrintContent::Plan => self.job(kind, "印刷計画".into(), self.plan_data()),
        };
        let json = json.map_err(Fault::format)?;
        let world = self.setter.print_world(json, self.pages.clone());
        let typeset = || {
            let set = compile::set(&world)?;
            match content {
                PrintContent::Sheets(_) => compile::export_plain(&world, &set, &identity),
                PrintContent::Cards | PrintContent::Plan => compile::export(&world, &set, &identity),
            }
        };
        let template = format!("templates/print/{}.typ", content.template());
        let made = within(&Work::of_template(template), typeset);
        Ok(made.map_err(|(name, excess)| Trouble::excess(&name, excess))??)
    }

    fn job(&self, kind: &'static str, title: String, content: impl Serialize) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&PrintJobData { kind, title, date: self.day().map(date_parts), content })
    }

    /// The day that the stage's files are dated.
    fn day(&self) -> Option<chrono::NaiveDate> {
        let packet = self.plan.packet.as_ref().and_then(|packet| packet.entry.about.date);
        packet.or_else(|| self.manifest.of_stage(self.stage).filter_map(|entry| entry.about.date).min())
    }

    /// The meeting's name, or the stage's id where there is none.
    fn title(&self) -> String {
        match &self.plan.packet {
            Some(packet) => packet.entry.about.title.clone(),
            None => self.stage.to_owned(),
        }
    }

    fn banner(&self) -> String {
        self.manifest.house.get("banner").and_then(|banner| banner.as_str()).unwrap_or_default().to_owned()
    }

    fn cards(&self) -> Vec<NameCard<'_>> {
        let people = self.plan.packet.iter().flat_map(|packet| print_plan::seated(packet.meeting));
        people
            .map(|person| {
                let (name, proxy_of) = print_plan::name_and_proxy(person);
                let affiliation = if proxy_of.is_some() { "" } else { person.affiliation.as_str() };
                NameCard { name, affiliation, proxy_of, mark: &person.mark }
            })
            .collect()
    }

    fn plan_data(&self) -> PrintPlanData {
        PrintPlanData::new(self.plan, self.manifest.meetings.get(self.stage), self.stage)
    }
}

/// The files of a member's set: the member's cover takes the place of the packet's.
fn member_set(packet: &Packet<'_>, n: usize) -> Vec<(String, PrintContent)> {
    let person = &packet.meeting.people[n];
    let files = packet.set_files(n).into_iter().zip(&packet.runs).enumerate();
    files
        .map(|(place, (file, run))| {
            let mut sides = run.sides.clone();
            if let (0, Some(cover)) = (place, run.papers.first().filter(|paper| paper.is_cover)) {
                let blank = || impose::blank(PaperSize::A4, false);
                sides[..cover.pages].fill_with(blank);
                sides[0] = SheetSide { cover: Some(packet.cover(person, run)), ..blank() };
            }
            (file, PrintContent::Sheets(sides))
        })
        .collect()
}
