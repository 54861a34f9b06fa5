//! A job: one file to make.

use crate::model::declared_paper::Paper;
use crate::model::letter::Letter;
use crate::model::recipient::Recipient;
use crate::model::stage::{Annex, Form, Stage};

/// One file to make.
#[derive(Debug, Clone)]
pub enum Job<'a> {
    /// All papers of a meeting in one PDF.
    Packet(&'a Stage),
    /// One paper of a stage as a PDF of its own.
    Paper(&'a Stage, &'a Paper),
    /// A letter to one recipient with its enclosures, as one PDF.
    Letter(&'a Stage, &'a Letter, Recipient<'a>),
    /// What one recipient fills in and sends back: a workbook or a CSV file.
    Form(&'a Stage, &'a Form, Recipient<'a>),
    /// An annex workbook: the stage's, or a recipient's own.
    Annex(&'a Stage, &'a Annex, Option<Recipient<'a>>),
}

impl<'a> Job<'a> {
    /// The stage that the file is made for.
    pub fn stage(&self) -> &'a Stage {
        match self {
            Job::Packet(stage) | Job::Paper(stage, _) => stage,
            Job::Letter(stage, ..) | Job::Annex(stage, ..) | Job::Form(stage, ..) => stage,
        }
    }

    /// What tells it from the stage's other jobs: 「paper/progress」, 「letter/notice/m01」.
    pub fn key(&self) -> String {
        match self {
            Job::Packet(_) => "packet".into(),
            Job::Paper(_, paper) => format!("paper/{}", paper.id()),
            Job::Annex(_, annex, None) => format!("annex/{}", annex.annex.get_ref()),
            Job::Letter(..) | Job::Form(..) | Job::Annex(..) => match self.to_one() {
                Some((kind, id, code)) => format!("{kind}/{id}/{code}"),
                None => String::new(),
            },
        }
    }

    /// Of a file for one recipient: its kind, the id of its declaration, and the recipient's code.
    pub fn to_one(&self) -> Option<(&'static str, &'a str, &'a str)> {
        match self {
            Job::Letter(_, letter, to) => Some(("letter", letter.id.get_ref(), to.code())),
            Job::Form(_, form, to) => Some(("form", form.id.get_ref(), to.code())),
            Job::Annex(_, annex, Some(to)) => Some(("annex", annex.annex.get_ref(), to.code())),
            Job::Packet(_) | Job::Paper(..) | Job::Annex(_, _, None) => None,
        }
    }

    /// What a finding calls the file: 「推進委員会の「資料１」」. A letter to many
    /// recipients has one name for all of them, and so has a form and an annex.
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
