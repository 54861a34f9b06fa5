//! The year's one ledger: where it lies, and whether it is the one in which the messages were written down, whole. Only
//! the ledger knows what was sent; with another one, or with an older copy, everything would go a second time.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::super::args::{CommonArguments, SendArguments};
use super::super::exit::Exit;
use super::super::report;
use crate::edge::ledger::{Ledger, Opening};
use crate::edge::ledger_fault::LedgerFault;
use crate::edge::ledger_file;
use crate::edge::out_folder::PublishedFolder;
use crate::edge::sending_marks::{self, Marks};
use crate::edge::sources;
use crate::ground::fault::Fault;
use crate::ground::wareki;
use crate::mail::ledger_row::LedgerRow;
use crate::published::manifest::{Manifest, Sending};

/// The place below the root of the marks beside the ledger.
const MARKS: &str = "inputs/issued/sending.json";

/// Where the year's ledger lies, and what is known of it elsewhere.
pub(super) struct YearLedger {
    place: PathBuf,
    /// Where an earlier version had it, if one is there and none is at its place.
    before: Option<PathBuf>,
    marks_place: PathBuf,
    /// Of the year's folder.
    marks: Marks,
    /// Of the manifest.
    published: Marks,
}

/// Why it can't be written down that messages begin to be sent.
#[derive(Debug, thiserror::Error)]
pub(super) enum MarkFault {
    #[error(transparent)]
    Ledger(#[from] LedgerFault),
    #[error(transparent)]
    Disk(#[from] Fault),
}

impl YearLedger {
    /// Finds the ledger of the root's year, or the one that the command names.
    pub(super) fn find(
        common: &CommonArguments,
        send: &SendArguments,
        manifest: &Manifest,
    ) -> Result<Self, Exit> {
        if !sources::has_inputs(&common.root) {
            return Err(report::unable(
                &format!(
                    "{} に、inputs/ がありません。送った記録は、その中に置きます。",
                    common.root.display()
                ),
                "inputs/ のあるフォルダで動かすか、--root で指してください。",
            ));
        }
        let marks_place = common.root.join(MARKS);
        let marks = sending_marks::read(&marks_place).map_err(|fault| {
            report::unable(
                &format!(
                    "{} を読めません（{fault}）。何を送ったか分からないので、一通も送りません。",
                    marks_place.display()
                ),
                "控えから戻してください。",
            )
        })?;
        let place = send.ledger.clone().unwrap_or_else(|| common.root.join(ledger_file::PLACE));
        let before = common.out.join("ledger.sqlite");
        let before =
            (send.ledger.is_none() && ledger_file::stands_only_at(&before, &place)).then_some(before);
        Ok(Self { place, before, marks_place, marks, published: manifest.sending.clone() })
    }

    /// All that the ledger holds, for a rehearsal; nothing if there is none and none was needed.
    pub(super) fn look_at(&self) -> Result<Vec<LedgerRow>, Exit> {
        let place = self.before.as_ref().unwrap_or(&self.place);
        let ledger = match Ledger::look_at(place) {
            Ok(ledger) => ledger,
            Err(LedgerFault::Missing(_)) => return self.lost().map(|()| Vec::new()),
            Err(fault) => return Err(unusable(&fault)),
        };
        self.is_the_one(&ledger)?;
        ledger.rows().map_err(|fault| report::fault(&fault))
    }

    /// Opens the ledger to send. An earlier version's is moved to its place.
    pub(super) fn open(&self, may_be_moved: bool) -> Result<Ledger, Exit> {
        if let Some(before) = &self.before {
            ledger_file::move_from(before, &self.place).map_err(|fault| unusable(&fault))?;
            say!("送付簿を {} から {} に移しました。", before.display(), self.place.display());
        }
        let opening = Opening { may_be_new: self.began().is_none(), may_be_moved };
        let ledger = match Ledger::open(&self.place, opening) {
            Ok(ledger) => ledger,
            Err(LedgerFault::Missing(_)) => return self.lost().and_then(|()| Err(Exit::Fault)),
            Err(fault) => return Err(unusable(&fault)),
        };
        self.is_the_one(&ledger)?;
        Ok(ledger)
    }

    /// Writes down, in the year's folder and in the manifest, that the stage's messages are sent from this ledger, and
    /// how far it has come.
    pub(super) fn mark(
        &mut self,
        published: &mut PublishedFolder,
        ledger: &Ledger,
        stage: &str,
        day: NaiveDate,
    ) -> Result<(), MarkFault> {
        let steps = ledger.steps()?;
        for marks in [&mut self.marks, &mut published.manifest.sending] {
            let new = || Sending { began: day, ledger: ledger.id.clone(), steps };
            marks.entry(stage.to_owned()).or_insert_with(new).steps = steps;
        }
        sending_marks::write(&self.marks_place, &self.marks)?;
        published.save()?;
        Ok(())
    }

    /// Refuses to go on if nothing of the stage was sent from this ledger.
    pub(super) fn has_begun(&self, stage: &str) -> Result<(), Exit> {
        match self.marks.contains_key(stage) || self.published.contains_key(stage) {
            true => Ok(()),
            false => Err(report::unable(
                &format!("段階「{stage}」のメールは、まだ送っていません。"),
                "送った段階を書いてください。",
            )),
        }
    }

    fn all_marks(&self) -> impl Iterator<Item = &Sending> {
        self.marks.values().chain(self.published.values())
    }

    /// When the first message of the year was sent.
    fn began(&self) -> Option<NaiveDate> {
        self.all_marks().map(|mark| mark.began).min()
    }

    /// Refuses to go on without a ledger if one was used.
    fn lost(&self) -> Result<(), Exit> {
        let Some(began) = self.began() else { return Ok(()) };
        Err(report::unable(
            &format!(
                "{}に送り始めていますが、送付簿 {} がありません。何を送ったか分からないので、一通も送りません。",
                wareki::date(began),
                self.place.display()
            ),
            "送付簿を元の場所に戻すか、--ledger で指してください。",
        ))
    }

    /// Refuses a ledger that is not the one in which the messages were written down, or an older copy of it.
    fn is_the_one(&self, ledger: &Ledger) -> Result<(), Exit> {
        let place = self.place.display();
        if self.all_marks().any(|mark| mark.ledger != ledger.id) {
            return Err(report::unable(
                &format!("{place} は、この年の送付を始めたときの送付簿ではありません。一通も送りません。"),
                "そのときの送付簿を元の場所に戻すか、--ledger で指してください。",
            ));
        }
        let steps = ledger.steps().map_err(|fault| report::fault(&fault))?;
        match self.all_marks().any(|mark| mark.steps > steps) {
            false => Ok(()),
            true => Err(report::unable(
                &format!(
                    "{place} は、最後に送ったときより古い写しです。その後に送ったものが分からないので、一通も送りません。"
                ),
                "最後に送ったときの送付簿に戻してください。",
            )),
        }
    }
}

fn unusable(fault: &LedgerFault) -> Exit {
    let hint = match fault {
        LedgerFault::Foreign(_) => "送付簿を元に戻すか、--ledger で別の場所を指してください。",
        LedgerFault::Copy { .. } => "その送付簿のあるフォルダで動かすか、--ledger で指してください。",
        LedgerFault::Moved { .. } => {
            "ほかの場所や機械に残っていないことを確かめ、移したのであれば --moved を付けてください。"
        }
        _ => return report::fault(fault),
    };
    report::unable(&format!("{fault}一通も送りません。"), hint)
}

/// Says that nothing was sent this year, if so: no ledger can tell whether a copy of the folder sent before.
pub(super) fn ask_for_copies(records: &[LedgerRow]) {
    if records.is_empty() {
        say!(
            "この年の初めての送付です（送付簿に、まだ一通もありません）。写したフォルダやほかの機械から送っていないことを確かめてください。"
        );
    }
}
