//! What became of the mail, as the year's ledger tells it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::desk_page::{self, NotShown};
use super::live::Live;
use crate::edge::ledger::Ledger;
use crate::edge::ledger_fault::LedgerFault;
use crate::edge::ledger_file;
use crate::mail::ledger_row::{DeliveryState, LedgerRow};

#[derive(Serialize)]
struct SendingPage {
    refused: Option<String>,
    stages: Vec<SentStage>,
}

#[derive(Serialize)]
struct SentStage {
    title: String,
    count: SentCount,
    rows: Vec<SentRow>,
}

#[derive(Serialize)]
struct SentRow {
    state: &'static str,
    is_open: bool,
    addressee: String,
    address: String,
    changed: String,
    answer: String,
}

/// How many messages of a stage are where.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SentCount {
    /// How many a server took.
    pub sent: usize,
    /// How many are on their way, were refused, came back, or nobody knows.
    pub open: usize,
}

/// The page.
///
/// # Errors
///
/// What is wrong with its template.
pub fn page(live: &Live<'_>) -> Result<Vec<u8>, NotShown> {
    let (rows, refused) = match rows(live) {
        Ok(rows) => (rows, None),
        Err(LedgerFault::Missing(_)) => (Vec::new(), None),
        Err(fault) => (Vec::new(), Some(fault.to_string())),
    };
    let mut stages = Vec::new();
    for stage in &live.loaded.cycle.settings.stages {
        let own: Vec<&LedgerRow> = rows.iter().filter(|row| row.stage == *stage.id.get_ref()).collect();
        if !own.is_empty() {
            let count = count(own.iter().copied());
            stages.push(SentStage {
                title: stage.title.clone(),
                count,
                rows: own.into_iter().map(row).collect(),
            });
        }
    }
    desk_page::set(live, "sending", "sending", "送付の状況", SendingPage { refused, stages })
}

/// How many messages of each stage are where, by the stage's id. Of a ledger that can't be read nothing is known.
pub fn counts(live: &Live<'_>) -> BTreeMap<String, SentCount> {
    let rows = rows(live).unwrap_or_default();
    let mut by_stage: BTreeMap<String, Vec<&LedgerRow>> = BTreeMap::new();
    rows.iter().for_each(|row| by_stage.entry(row.stage.clone()).or_default().push(row));
    by_stage.into_iter().map(|(stage, rows)| (stage, count(rows.into_iter()))).collect()
}

fn rows(live: &Live<'_>) -> Result<Vec<LedgerRow>, LedgerFault> {
    Ledger::look_at(&live.folders.root.join(ledger_file::PLACE))?.rows()
}

fn count<'r>(rows: impl Iterator<Item = &'r LedgerRow>) -> SentCount {
    rows.fold(SentCount::default(), |mut count, row| {
        *(if row.state == DeliveryState::Sent { &mut count.sent } else { &mut count.open }) += 1;
        count
    })
}

fn row(row: &LedgerRow) -> SentRow {
    SentRow {
        state: row.state.label(),
        is_open: row.state != DeliveryState::Sent,
        addressee: row.addressee.clone(),
        address: row.address.clone(),
        changed: row.changed.replace('T', " "),
        answer: row.answer.clone(),
    }
}
