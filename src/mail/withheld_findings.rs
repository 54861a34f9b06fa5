//! What is said of the recipients of a stage who get no message, so that somebody mends it. It follows from who they are and
//! why, however many runs made the stage.

use std::collections::BTreeMap;

use super::mail_text::UnfitTexts;
use super::message_parts::size_finding;
use crate::ground::finding::Finding;
use crate::model::cycle::Cycle;
use crate::model::letter::StageMail;
use crate::model::letter_copies;
use crate::model::recipient::Recipient;
use crate::model::stage::Stage;
use crate::published::manifest::{Withheld, WithheldFor};

/// The findings of a stage: one for each message that is too large, and one for each thing that is wrong with the words.
pub fn of_stage(cycle: &Cycle, stage: &Stage, mail: &StageMail, withheld: &[Withheld]) -> Vec<Finding> {
    let everyone: BTreeMap<&str, Recipient<'_>> =
        Recipient::of_stage(cycle, stage).into_iter().map(|one| (one.code(), one)).collect();
    let mut own: Vec<&Withheld> = withheld.iter().filter(|w| w.stage == *stage.id.get_ref()).collect();
    own.sort();
    let mut findings = Vec::new();
    let mut unfit = UnfitTexts::default();
    for Withheld { recipient, reason, lies_in, .. } in own {
        let Some(recipient) = everyone.get(letter_copies::without_mark(&recipient.code)) else { continue };
        match lies_in {
            WithheldFor::Recipient => {}
            WithheldFor::Words => unfit.note(reason.clone(), recipient.addressee()),
            WithheldFor::Size => findings.push(size_finding(recipient, reason)),
        }
    }
    findings.extend(unfit.findings(mail));
    findings
}
