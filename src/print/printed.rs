//! Makes what a stage's print plan asks for: imposed sheets, sets, name cards, and the plan itself.

use std::sync::Mutex;

use serde::Serialize;
use typst::foundations::Bytes;

use super::impose::{self, Side};
use super::plan_book;
use super::plan_data::PlanData;
use super::print_plan::{self, BOOKLET, CARDS, Packet, Plan, TWO_UP};
use crate::ground::fault::Fault;
use crate::library::store::Library;
use crate::model::stage::PaperSize;
use crate::published::manifest::Manifest;
use crate::render::paper_data::{DateParts, date_parts};
use crate::render::typst::compile;
use crate::render::typst::world::Typesetter;
use crate::render::unmade::Unmade;
use crate::render::workers::on_threads;

/// A file for the printer, by its path below the stage's folder.
pub type File = (String, Vec<u8>);

/// The plan's files.
pub const PLAN: &str = "print/印刷計画.pdf";
pub const PLAN_BOOK: &str = "print/印刷計画.xlsx";

/// What becomes a PDF.
enum Kind {
    /// Pages of the packet on sheets.
    Sheets(Vec<Side>),
    Cards,
    Plan,
}

/// Makes the files of a stage's plan; `packet` are the bytes of its packet, if it has one.
///
/// # Errors
///
/// What is wrong with a template or with the packet, or what the machine refused.
pub fn make(
    manifest: &Manifest,
    stage: &str,
    plan: &Plan<'_>,
    packet: Option<Vec<u8>>,
    library: &Library,
    threads: usize,
) -> Result<Vec<File>, Unmade> {
    let house = serde_json::to_vec(&manifest.house).map_err(Fault::format)?;
    let press = Press {
        manifest,
        stage,
        plan,
        setter: Typesetter::new(library, house),
        pages: packet.map(Bytes::new),
    };
    let wanted = press.wanted();
    let outcomes = Mutex::new(Vec::new());
    on_threads(threads, wanted.len(), &|i| {
        let (path, kind) = &wanted[i];
        let outcome = press.set(path, kind).map(|bytes| (path.clone(), bytes));
        outcomes.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(outcome);
    });
    let outcomes = outcomes.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut made = all_made(outcomes)?;
    let book = plan_book::make(&press.plan_data(), press.day(), &press.banner());
    made.push((PLAN_BOOK.into(), book.map_err(Fault::format)?));
    made.sort();
    Ok(made)
}

/// The files, if all were made; else all troubles, or the first fault.
fn all_made(outcomes: Vec<Result<File, Unmade>>) -> Result<Vec<File>, Unmade> {
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

struct Press<'a> {
    manifest: &'a Manifest,
    stage: &'a str,
    plan: &'a Plan<'a>,
    setter: Typesetter,
    pages: Option<Bytes>,
}

/// `/data/job.json`
#[derive(Serialize)]
struct Job<T: Serialize> {
    kind: &'static str,
    title: String,
    date: Option<DateParts>,
    #[serde(flatten)]
    content: T,
}

#[derive(Serialize)]
struct Sheets<'a> {
    sheets: &'a [Side],
}

#[derive(Serialize)]
struct Cards<'a> {
    cards: Vec<Card<'a>>,
}

#[derive(Serialize)]
struct Card<'a> {
    name: &'a str,
    affiliation: &'a str,
    proxy_of: Option<&'a str>,
    mark: &'a str,
}

impl Press<'_> {
    /// Every PDF that is to be made.
    fn wanted(&self) -> Vec<(String, Kind)> {
        let mut wanted = vec![(PLAN.to_owned(), Kind::Plan)];
        let Some(packet) = &self.plan.packet else { return wanted };
        let contents = &packet.entry.about.contents;
        for (n, run) in (1..).zip(&packet.runs) {
            wanted.push((print_plan::run_file(n, run), Kind::Sheets(run.sides.clone())));
        }
        wanted.push((TWO_UP.into(), Kind::Sheets(impose::two_up(contents))));
        wanted.push((BOOKLET.into(), Kind::Sheets(impose::booklet(contents))));
        for n in 0..packet.meeting.people.len() {
            wanted.extend(set(packet, n));
        }
        if print_plan::seated(packet.meeting).next().is_some() {
            wanted.push((CARDS.into(), Kind::Cards));
        }
        wanted
    }

    fn set(&self, path: &str, kind: &Kind) -> Result<Vec<u8>, Unmade> {
        let title = path.rsplit('/').next().and_then(|name| name.strip_suffix(".pdf")).unwrap_or(path);
        let title = format!("{}　{title}", self.title());
        let identity = format!("{}/{}/{path}", self.manifest.cycle, self.stage);
        let json = match kind {
            Kind::Sheets(sheets) => self.job("sheets", title, Sheets { sheets }),
            Kind::Cards => self.job("cards", title, Cards { cards: self.cards() }),
            Kind::Plan => self.job("plan", "印刷計画".into(), self.plan_data()),
        };
        let json = json.map_err(Fault::format)?;
        let world = self.setter.print_world(json, self.pages.clone());
        let set = compile::set(&world)?;
        Ok(match kind {
            Kind::Sheets(_) => compile::export_plain(&world, &set, &identity)?,
            Kind::Cards | Kind::Plan => compile::export(&world, &set, &identity)?,
        })
    }

    fn job(&self, kind: &'static str, title: String, content: impl Serialize) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&Job { kind, title, date: self.day().map(date_parts), content })
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

    fn cards(&self) -> Vec<Card<'_>> {
        let people = self.plan.packet.iter().flat_map(|packet| print_plan::seated(packet.meeting));
        people
            .map(|person| {
                let (name, proxy_of) = print_plan::called(person);
                let affiliation = if proxy_of.is_some() { "" } else { person.affiliation.as_str() };
                Card { name, affiliation, proxy_of, mark: &person.mark }
            })
            .collect()
    }

    fn plan_data(&self) -> PlanData {
        PlanData::new(self.plan, self.manifest.meetings.get(self.stage), self.stage)
    }
}

/// The files of a member's set: the cover before the first run, its back left blank.
fn set(packet: &Packet<'_>, n: usize) -> Vec<(String, Kind)> {
    let person = &packet.meeting.people[n];
    let files = packet.set_files(n).into_iter().zip(&packet.runs).enumerate();
    files
        .map(|(place, (file, run))| {
            let mut sides = Vec::new();
            if place == 0 {
                sides.push(Side { cover: Some(packet.cover(person)), ..impose::blank(PaperSize::A4, false) });
                if !packet.meeting.single_sided {
                    sides.push(impose::blank(run.paper, run.lying));
                }
            }
            sides.extend(run.sides.iter().cloned());
            (file, Kind::Sheets(sides))
        })
        .collect()
}
