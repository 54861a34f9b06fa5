//! The cycle as it lies on the disk now. One thread reads it, and reads it anew after each change; whoever wants to know
//! something of it asks that thread.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use tokio::sync::{oneshot, watch};

use super::laid_paper::{KeptSheets, LaidPaper, lay};
use crate::edge::out_reader::OutReader;
use crate::edge::sources::{self, Sources};
use crate::edge::stopwatch::Stopwatch;
use crate::ground::fault::Fault;
use crate::ground::finding::Findings;
use crate::library::trouble::Trouble;
use crate::load::{Loaded, load};
use crate::make::Workshop;
use crate::model::stage::Stage;
use crate::render::desk::Desk;
use crate::render::job::Job;
use crate::render::typst::world::Typesetter;

/// The folders that a desk shows.
#[derive(Debug, Clone)]
pub struct Folders {
    /// The root: `inputs/` and, if it has its own, `templates/`.
    pub root: PathBuf,
    /// Where what was made lies.
    pub out: PathBuf,
}

/// What there is to ask.
pub enum Now<'a> {
    /// The inputs can't be read so that anything could be made: why, a line each.
    Unusable(&'a [String]),
    /// They were read.
    Read(&'a Live<'a>),
}

/// A cycle that was read, and what was made of it to be looked at. It writes nothing.
pub struct Live<'a> {
    /// The folders.
    pub folders: &'a Folders,
    /// The inputs as they were read.
    pub sources: &'a Sources,
    /// The cycle.
    pub loaded: &'a Loaded,
    /// What is wrong with the inputs, in the order of the files.
    pub findings: &'a Findings,
    /// What papers are made with.
    pub workshop: &'a Workshop<'a>,
    setter: &'a Typesetter<'a>,
    kept: &'a KeptSheets,
    desks: RefCell<BTreeMap<String, Rc<Desk<'a>>>>,
    laid: RefCell<BTreeMap<String, Rc<LaidPaper>>>,
}

impl<'a> Live<'a> {
    /// A stage by its id.
    pub fn stage(&self, id: &str) -> Option<&'a Stage> {
        self.loaded.cycle.settings.stages.iter().find(|stage| stage.id.get_ref() == id)
    }

    /// The desk at which a stage's papers are prepared.
    pub fn desk(&self, stage: &'a Stage) -> Rc<Desk<'a>> {
        let mut desks = self.desks.borrow_mut();
        let desk = desks.entry(stage.id.get_ref().clone());
        desk.or_insert_with(|| Rc::new(self.workshop.desk(&[stage]))).clone()
    }

    /// The files that a stage makes, in the order of the declaration and of the recipients.
    pub fn jobs(&self, stage: &'a Stage) -> Vec<Job<'a>> {
        let mut jobs = self.desk(stage).jobs(&[stage]);
        jobs.sort_by_key(|job| place(job));
        jobs
    }

    /// A paper, a packet or a letter as it would be made now; none for a workbook.
    ///
    /// # Errors
    ///
    /// What is wrong with its template or the texts that fill it.
    pub fn laid(&self, job: &Job<'a>) -> Result<Option<Rc<LaidPaper>>, Vec<Trouble>> {
        let key = format!("{}/{}", job.stage().id.get_ref(), job.key());
        if let Some(laid) = self.laid.borrow().get(&key) {
            return Ok(Some(laid.clone()));
        }
        let prepared = self.desk(job.stage()).prepare(job).map_err(|trouble| vec![trouble])?;
        let Some(prepared) = prepared else { return Ok(None) };
        let laid = Rc::new(lay(self.setter, prepared, self.kept)?);
        let mut all = self.laid.borrow_mut();
        if all.len() >= MOST_LAID {
            all.clear();
        }
        all.insert(key, laid.clone());
        Ok(Some(laid))
    }

    /// What lies in `out/`; none if nothing was made.
    ///
    /// # Errors
    ///
    /// If a run is at work in it, it holds only a part of a build, or the machine refuses.
    pub fn published(&self) -> Result<Option<OutReader>, Fault> {
        OutReader::open(&self.folders.out)
    }
}

/// Where a file stands among the stage's: the papers as they are declared, then the letters, each to all its recipients.
fn place(job: &Job<'_>) -> (u8, usize) {
    let of = |is_it: &dyn Fn(usize) -> bool, among: usize| (0..among).position(is_it).unwrap_or(among);
    match job {
        Job::Paper(stage, paper) => {
            (0, of(&|nth| std::ptr::eq(&raw const stage.papers[nth], *paper), stage.papers.len()))
        }
        Job::Packet(_) => (1, 0),
        Job::Letter(stage, letter, _) => {
            (2, of(&|nth| std::ptr::eq(&raw const stage.letters[nth], *letter), stage.letters.len()))
        }
        Job::Annex(..) => (3, 0),
        Job::Form(..) => (4, 0),
    }
}

/// How many papers of one state of the inputs are kept for whoever turns back to them.
const MOST_LAID: usize = 12;

type Question = Box<dyn FnOnce(&Now<'_>) + Send>;

enum Message {
    Asked(Question),
    Changed,
}

/// Asks the thread that has read the cycle.
#[derive(Clone)]
pub struct Asker(Sender<Message>);

/// The thread is there no more: it broke off by a fault of the program.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("入力を読む部分が、プログラムの故障で止まりました。shiryo serve をもう一度動かしてください。")]
pub struct Gone;

impl Asker {
    /// Starts the thread. `revisions` is told each time that it has read the cycle anew.
    pub fn start(folders: Folders, revisions: watch::Sender<u64>) -> Self {
        let (sender, messages) = mpsc::channel();
        thread::spawn(move || follow(&folders, &messages, &revisions));
        Self(sender)
    }

    /// Something changed on the disk: all is read anew.
    pub fn changed(&self) {
        let _ = self.0.send(Message::Changed);
    }

    /// Asks, and waits for the answer.
    ///
    /// # Errors
    ///
    /// If nobody answers any more.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Now<'_>) -> T + Send + 'static,
    ) -> Result<T, Gone> {
        let (answer, answered) = oneshot::channel();
        let ask = move |now: &Now<'_>| {
            let _ = answer.send(question(now));
        };
        self.0.send(Message::Asked(Box::new(ask))).map_err(|_| Gone)?;
        answered.await.map_err(|_| Gone)
    }
}

/// Reads the cycle, answers until something changes, and reads it again.
fn follow(folders: &Folders, messages: &Receiver<Message>, revisions: &watch::Sender<u64>) {
    let kept = KeptSheets::default();
    loop {
        let answer = |now: &Now<'_>| {
            revisions.send_modify(|revision| *revision += 1);
            answer_until_changed(now, messages)
        };
        let goes_on = match sources::read(&folders.root) {
            Err(reason) => answer(&Now::Unusable(&[reason.to_string()])),
            Ok(sources) => with_sources(folders, &sources, &kept, &answer),
        };
        if !goes_on {
            return;
        }
    }
}

fn with_sources(
    folders: &Folders,
    sources: &Sources,
    kept: &KeptSheets,
    answer: &dyn Fn(&Now<'_>) -> bool,
) -> bool {
    let mut findings = Findings::default();
    let loaded = match load(sources, &[], &Stopwatch::default(), &mut findings) {
        Ok(loaded) => loaded,
        Err(reason) => return answer(&Now::Unusable(&reason.lines())),
    };
    let workshop = Workshop::new(&loaded);
    let shared = match workshop.shared() {
        Ok(shared) => shared,
        Err(fault) => return answer(&Now::Unusable(&[fault.to_string()])),
    };
    let setter = Typesetter::new(&loaded.library, shared);
    let live = Live {
        folders,
        sources,
        loaded: &loaded,
        findings: &findings,
        workshop: &workshop,
        setter: &setter,
        kept,
        desks: RefCell::default(),
        laid: RefCell::default(),
    };
    answer(&Now::Read(&live))
}

/// Answers questions; whether something changed, or else nobody asks any more.
fn answer_until_changed(now: &Now<'_>, messages: &Receiver<Message>) -> bool {
    while let Ok(message) = messages.recv() {
        match message {
            Message::Asked(question) => question(now),
            Message::Changed => return true,
        }
    }
    false
}
