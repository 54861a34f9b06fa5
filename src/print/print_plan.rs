//! The print plan (印刷計画): which files go to the printer in which order, on what paper, how often; and how much paper
//! that takes.

use std::collections::BTreeMap;

use super::impose::{Cover, CoverPaper, SheetRun, runs};
use super::letter_sets::{self, LetterSets};
use super::print_job::{PrintJob, Sides};
use crate::model::declared_paper::PaperSize;
use crate::model::printing::Staple;
use crate::published::manifest::{Manifest, ManifestEntry};
use crate::render::artifact::{Bound, FileKind};
use crate::render::meeting::{Meeting, Person, Seat};
use crate::render::naming::{file_name, full_title};

/// How the packet is laid on sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PacketLayout {
    /// A page a side.
    Plain,
    /// Two pages a side of A4.
    TwoUp,
    /// An A3 booklet.
    Booklet,
}

/// Which print jobs a stage has, in order, and who gets how many copies.
#[derive(Debug)]
pub struct PrintPlan<'a> {
    /// The packet, where the stage has one.
    pub packet: Option<Packet<'a>>,
    /// The orders to the printer: the packet for all, the members' own sets, the name cards, the letters with what they
    /// enclose, and the papers that are none of these.
    pub jobs: Vec<PrintJob>,
    /// What goes to the recipients of letters.
    pub sets: LetterSets,
    /// Who gets how many copies of the packet, with the sum last.
    pub copies: Vec<Copies>,
}

/// How many copies of the packet some people get.
#[derive(Debug)]
pub struct Copies {
    /// Who gets them: 「事務局」
    pub who: String,
    /// How many copies they get.
    pub count: usize,
    /// How they get them; empty where nothing is to be said.
    pub note: String,
}

/// A stage's packet and how it is printed.
#[derive(Debug)]
pub struct Packet<'a> {
    /// The packet's file, with its papers and the pages that each of them has there.
    pub entry: &'a ManifestEntry,
    /// The meeting that it is for: who comes, how many copies there are, in colour or not.
    pub meeting: &'a Meeting,
    /// Its papers as they are printed, parted where the paper's size changes.
    pub runs: Vec<SheetRun<'a>>,
}

/// Where `shiryo print` puts what it makes, below the stage's folder.
pub const PRINT_FOLDER: &str = "print";
/// The packet with two pages a side.
pub const TWO_UP: &str = "print/一式_2面.pdf";
/// The packet as a booklet.
pub const BOOKLET: &str = "print/一式_冊子.pdf";
/// The name cards.
pub const CARDS: &str = "print/席札.pdf";

impl<'a> PrintPlan<'a> {
    /// The plan of a stage.
    pub fn new(manifest: &'a Manifest, stage: &'a str, layout: PacketLayout) -> Self {
        let packet = manifest
            .of_stage(stage)
            .find(|entry| entry.about.kind == FileKind::Packet)
            .zip(manifest.meetings.get(stage))
            .map(|(entry, meeting)| Packet {
                entry,
                meeting,
                runs: runs(&entry.about.contents, meeting.single_sided),
            });
        let sets = LetterSets::new(manifest, stage);
        let mut plan = Self { packet: None, jobs: Vec::new(), sets, copies: Vec::new() };
        if let Some(packet) = packet {
            plan.copies = copies(packet.meeting);
            plan.jobs = packet.jobs(layout);
            plan.packet = Some(packet);
        }
        plan.jobs.extend(plan.sets.jobs.iter().cloned());
        plan.jobs.extend(manifest.meetings.get(stage).into_iter().flat_map(|meeting| {
            let copies =
                if plan.packet.is_some() { all_copies(meeting) } else { other_copies(meeting).max(1) };
            let papers = meeting.others.iter().filter_map(|id| letter_sets::paper(manifest, stage, id));
            papers.filter_map(move |entry| letter_sets::paper_job(entry, meeting, copies))
        }));
        plan
    }

    /// Sheets by paper, all copies.
    pub fn paper(&self) -> BTreeMap<PaperSize, usize> {
        let mut sheets = BTreeMap::new();
        for job in &self.jobs {
            *sheets.entry(job.paper).or_default() += job.sheets * job.copies;
        }
        sheets
    }
}

impl Packet<'_> {
    fn jobs(&self, layout: PacketLayout) -> Vec<PrintJob> {
        let meeting = self.meeting;
        let own = meeting.people.len();
        let others = other_copies(meeting);
        let mut jobs = match layout {
            PacketLayout::Plain => self.plain(others),
            PacketLayout::TwoUp | PacketLayout::Booklet => vec![self.imposed(layout, others)],
        };
        jobs.retain(|job| job.copies > 0);
        jobs.extend((0..own).flat_map(|n| self.set(n)));
        let cards = seated(meeting).count();
        if cards > 0 {
            jobs.push(PrintJob {
                files: vec![CARDS.into()],
                what: format!("席札（{cards}名。厚紙に）"),
                paper: PaperSize::A4,
                sides: Sides::One,
                colour: false,
                in_colour: 0,
                copies: 1,
                staple: Staple::None,
                pages: cards,
                sheets: cards,
                in_sets: false,
            });
        }
        jobs
    }

    /// The runs, a job each.
    fn plain(&self, copies: usize) -> Vec<PrintJob> {
        let job = |(n, run): (usize, &SheetRun<'_>)| PrintJob {
            files: vec![run_file(n, run)],
            what: format!("会議資料一式（{}）", span(&run.papers)),
            paper: run.paper,
            sides: sides(run, self.meeting.single_sided),
            colour: self.in_colour(run.papers.iter().copied()) > 0,
            in_colour: self.in_colour(run.papers.iter().copied()),
            copies,
            staple: self.staple(),
            pages: pages(run),
            sheets: sheets(run, self.meeting.single_sided),
            in_sets: false,
        };
        (1..).zip(&self.runs).map(job).collect()
    }

    fn imposed(&self, layout: PacketLayout, copies: usize) -> PrintJob {
        let contents = &self.entry.about.contents;
        let (file, paper, staple, sides, what) = match layout {
            PacketLayout::Booklet => (
                BOOKLET,
                PaperSize::A3,
                Staple::None,
                crate::print::impose::booklet(contents).len(),
                "冊子（中とじ、二つ折り）",
            ),
            _ => (
                TWO_UP,
                PaperSize::A4,
                self.meeting.staple,
                crate::print::impose::two_up(contents).len(),
                "１面に２ページ",
            ),
        };
        PrintJob {
            files: vec![file.into()],
            what: format!("会議資料一式・{what}"),
            paper,
            sides: Sides::ShortEdge,
            colour: self.in_colour(contents.iter()) > 0,
            in_colour: self.in_colour(contents.iter()),
            copies,
            staple,
            pages: contents.iter().map(|paper| paper.pages).sum(),
            sheets: sides.div_ceil(2),
            in_sets: false,
        }
    }

    /// How many pages of some papers are printed in colour.
    fn in_colour<'b>(&self, papers: impl Iterator<Item = &'b Bound>) -> usize {
        match self.meeting.colour {
            true => papers.map(|paper| paper.in_colour).sum(),
            false => 0,
        }
    }

    /// A member's own set, a job a run. The member's cover takes the place of the packet's.
    fn set(&self, n: usize) -> Vec<PrintJob> {
        let single = self.meeting.single_sided;
        let (name, _) = name_and_proxy(&self.meeting.people[n]);
        let job = |(place, (run, file)): (usize, (&SheetRun<'_>, String))| PrintJob {
            files: vec![file],
            what: format!(
                "{name}{}の一式{}",
                self.meeting.honorific,
                if place == 0 { "（表紙付き）" } else { "（続き）" }
            ),
            paper: run.paper,
            sides: sides(run, single),
            colour: self.in_colour(run.papers.iter().copied()) > 0,
            in_colour: self.in_colour(run.papers.iter().copied()),
            copies: 1,
            staple: self.staple(),
            pages: pages(run),
            sheets: sheets(run, single),
            in_sets: false,
        };
        self.runs.iter().zip(self.set_files(n)).enumerate().map(job).collect()
    }

    /// How the printer staples a copy. It can't where a copy consists of several runs, which are put together by hand.
    fn staple(&self) -> Staple {
        if self.runs.len() == 1 { self.meeting.staple } else { Staple::None }
    }

    /// The files of a member's set, one a run.
    pub fn set_files(&self, n: usize) -> Vec<String> {
        let (name, _) = name_and_proxy(&self.meeting.people[n]);
        let stem =
            format!("{PRINT_FOLDER}/sets/{:02}_{}", n + 1, file_name(&name.replace(['\u{3000}', ' '], "")));
        match self.runs.as_slice() {
            [_] => vec![format!("{stem}.pdf")],
            runs => (1..).zip(runs).map(|(n, run)| format!("{stem}_{n}_{}.pdf", sheet(run))).collect(),
        }
    }

    /// The cover of a member's set, whose first run this is.
    pub fn cover(&self, person: &Person, first: &SheetRun<'_>) -> Cover {
        let meeting = self.meeting;
        let (name, proxy_of) = name_and_proxy(person);
        let listed = |paper: &Bound| CoverPaper {
            number: paper.number.clone(),
            title: paper.title.clone(),
            page: paper.first.to_string(),
            side: first
                .sides
                .iter()
                .position(|side| side.slots.iter().any(|slot| slot.page == paper.first))
                .map(|at| at + 1),
        };
        Cover {
            body: meeting.body.clone(),
            session: meeting.session.clone(),
            gathers: meeting.gathers,
            day: meeting.day.clone(),
            time: meeting.time.clone(),
            place: meeting.place.clone(),
            name: name.to_owned(),
            honorific: meeting.honorific.clone(),
            affiliation: if proxy_of.is_some() { String::new() } else { person.affiliation.clone() },
            proxy_of: proxy_of.map(Into::into),
            seat: person.seat.label().map(Into::into),
            papers: self.entry.about.contents.iter().filter(|paper| !paper.is_cover).map(listed).collect(),
            note: (person.seat == Seat::Absent).then(|| "御欠席のため、会議の後にお届けします。".into()),
        }
    }
}

/// The name of who comes; and if that is a proxy, the member's name.
pub fn name_and_proxy(person: &Person) -> (&str, Option<&str>) {
    match &person.proxy {
        Some(proxy) => (proxy, Some(&person.name)),
        None => (&person.name, None),
    }
}

/// Those who sit in the room, and so have a name card.
pub fn seated(meeting: &Meeting) -> impl Iterator<Item = &Person> {
    meeting.people.iter().filter(|person| meeting.gathers && is_in_room(person))
}

fn is_in_room(person: &Person) -> bool {
    matches!(person.seat, Seat::Room(_))
}

/// 「print/01_一式_A4.pdf」; `n` counts from 1.
pub fn run_file(n: usize, run: &SheetRun<'_>) -> String {
    format!("{PRINT_FOLDER}/{n:02}_一式_{}.pdf", sheet(run))
}

/// 「A4」「A3横」
fn sheet(run: &SheetRun<'_>) -> String {
    format!("{}{}", paper_name(run.paper), if run.lying { "横" } else { "" })
}

/// A paper size as printers and people call it.
pub fn paper_name(paper: PaperSize) -> &'static str {
    match paper {
        PaperSize::A4 => "A4",
        PaperSize::A3 => "A3",
    }
}

fn sides(run: &SheetRun<'_>, single: bool) -> Sides {
    match (single, run.lying) {
        (true, _) => Sides::One,
        (false, true) => Sides::ShortEdge,
        (false, false) => Sides::LongEdge,
    }
}

fn pages(run: &SheetRun<'_>) -> usize {
    run.sides.iter().filter(|side| !side.slots.is_empty()).count()
}

fn sheets(run: &SheetRun<'_>, single: bool) -> usize {
    if single { run.sides.len() } else { run.sides.len().div_ceil(2) }
}

/// What a run holds, by its first and last paper: 「次第～資料２」
fn span(papers: &[&Bound]) -> String {
    let name = |paper: &Bound| paper.number.clone().unwrap_or_else(|| paper.title.clone());
    // Every packet has a cover.
    let papers = if papers.len() > 1 && papers[0].is_cover { &papers[1..] } else { papers };
    match papers {
        [] => String::new(),
        [one] => full_title(one.number.as_deref(), &one.title),
        [first, .., last] => format!("{}～{}", name(first), name(last)),
    }
}

/// The copies that are not the members' own.
fn other_copies(meeting: &Meeting) -> usize {
    (meeting.secretariat + meeting.observers + meeting.spare) as usize
}

fn all_copies(meeting: &Meeting) -> usize {
    meeting.people.len() + other_copies(meeting)
}

/// Who gets how many copies, with the sum last.
fn copies(meeting: &Meeting) -> Vec<Copies> {
    let count = |is: fn(&Person) -> bool| meeting.people.iter().filter(|person| is(person)).count();
    let member = &meeting.member;
    let own = "表紙を付け、一人に一組";
    let present = if meeting.gathers { format!("{member}（出席・代理）") } else { member.clone() };
    let mut rows = vec![
        (present, count(|p| is_in_room(p) && !p.is_open), own.to_owned()),
        (format!("{member}（出欠が未定）"), count(|p| is_in_room(p) && p.is_open), own.to_owned()),
        (format!("{member}（オンライン）"), count(|p| p.seat == Seat::Online), "前もって送る".into()),
        (format!("{member}（欠席）"), count(|p| p.seat == Seat::Absent), "会議の後に届ける".into()),
        ("事務局".into(), meeting.secretariat as usize, String::new()),
        ("傍聴者".into(), meeting.observers as usize, String::new()),
        ("予備".into(), meeting.spare as usize, String::new()),
    ];
    rows.retain(|(_, count, _)| *count > 0);
    let sum = rows.iter().map(|(_, count, _)| count).sum();
    rows.push(("計".into(), sum, String::new()));
    rows.into_iter().map(|(who, count, note)| Copies { who, count, note }).collect()
}
