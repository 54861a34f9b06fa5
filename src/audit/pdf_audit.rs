//! A PDF, read again as a stranger has it.

use lopdf::Document;

use super::audit_report::{AuditFault, AuditReport, FaultKind};
use super::known_inputs::KnownInputs;
use super::page_numbers;
use super::page_words;
use super::pdf_frame;
use super::table_sums;
use super::told_figures::ToldFigures;
use crate::model::stage::Stage;
use crate::published::pdf_words;
use crate::published::tagged_pdf::TaggedPdf;
use crate::render::artifact::About;

/// Looks at a PDF, which `about` tells of, and whose stage has these figures.
pub fn look(
    about: &About,
    bytes: Vec<u8>,
    stage: &Stage,
    told: &ToldFigures<'_>,
    known: &KnownInputs,
) -> AuditReport {
    let document = Document::load_mem(&bytes);
    let (Ok(document), Some(drawn)) = (document, pdf_words::drawn(bytes)) else {
        let fault = AuditFault::of(&about.path, FaultKind::Unreadable, "PDF として読めません", "");
        return AuditReport { files: 1, faults: vec![fault], ..AuditReport::default() };
    };
    let mut report = AuditReport { files: 1, pages: drawn.len(), ..AuditReport::default() };
    let pdf = TaggedPdf::of(&document, drawn);
    report.join(page_numbers::look(about, &pdf, told, &known.exempt));
    report.join(table_sums::look(&about.path, &pdf));
    report.faults.extend(page_words::look(about, stage, &pdf, known));
    report.faults.extend(pdf_frame::look(about, &document, &pdf, known));
    report
}
