//! A job: one file to make.

use crate::model::recipient::Recipient;
use crate::model::stage::{Annex, Form, Letter, Paper, Stage};

/// One file to make.
#[derive(Debug, Clone)]
pub enum Job<'a> {
    /// All papers of a meeting in one file.
    Packet(&'a Stage),
    Paper(&'a Stage, &'a Paper),
    Letter(&'a Stage, &'a Letter, Recipient<'a>),
    Form(&'a Stage, &'a Form, Recipient<'a>),
    /// A workbook, of the stage or of one recipient.
    Annex(&'a Stage, &'a Annex, Option<Recipient<'a>>),
}

impl<'a> Job<'a> {
    pub fn stage(&self) -> &'a Stage {
        match self {
            Job::Packet(stage) | Job::Paper(stage, _) => stage,
            Job::Letter(stage, ..) | Job::Annex(stage, ..) | Job::Form(stage, ..) => stage,
        }
    }

    /// What a message calls the file; letters and annexes to many recipients have one name.
    pub fn name(&self) -> String {
        let (stage, what) = match self {
            Job::Packet(stage) => (stage, "会議資料一式"),
            Job::Paper(stage, paper) => {
                (stage, paper.number.as_ref().map_or_else(|| paper.id(), |n| n.get_ref()))
            }
            Job::Letter(stage, letter, _) => (stage, letter.title.as_str()),
            Job::Form(stage, form, _) => (stage, form.title.as_str()),
            Job::Annex(stage, annex, _) => (stage, annex.annex.get_ref().as_str()),
        };
        format!("{}の「{what}」", stage.title)
    }
}
