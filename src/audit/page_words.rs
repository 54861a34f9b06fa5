//! The words of the pages of a PDF: names that are almost those of the lists, days that the inputs don't know, marks of a
//! draft on what was handed out.

use super::audit_report::{AuditFault, FaultKind};
use super::known_days::days;
use super::known_inputs::KnownInputs;
use super::number_tokens::squeezed;
use crate::model::stage::Stage;
use crate::published::tagged_pdf::{BlockKind, TaggedPdf};
use crate::render::artifact::{About, FileKind};

/// What stands on papers that are not yet handed out.
const DRAFTS: [&str; 7] = ["確認用", "下書き", "未定稿", "作業用", "取扱注意", "DRAFT", "校正用"];

/// Looks at the words of a PDF of a stage.
pub fn look(about: &About, stage: &Stage, pdf: &TaggedPdf, known: &KnownInputs) -> Vec<AuditFault> {
    let mut faults = Vec::new();
    let sheets = (1..)
        .zip(&pdf.of_sheets)
        .flat_map(|(page, lines)| lines.iter().map(move |line| (page, line.clone())));
    let blocks = pdf.blocks.iter().flat_map(|block| {
        // What stands in a picture, as the names of those who sit there, is read line by line.
        let lines = block.lines.iter().map(|(page, line)| (*page, line.clone()));
        let all = (block.page.unwrap_or(1), block.text());
        if block.is_picture { lines.collect() } else { vec![all] }
    });
    for (page, text) in blocks.chain(sheets) {
        let text = squeezed(&text);
        faults.extend(known.faults_of_words(&about.path, &text).into_iter().map(|fault| fault.on(page)));
        if stage.issued.is_some()
            && let Some(draft) =
                DRAFTS.iter().find(|draft| text.contains(*draft)).filter(|_| !known.says(&text))
        {
            let fault = AuditFault::of(&about.path, FaultKind::Banner, *draft, "配るものにはない");
            faults.push(fault.on(page));
        }
    }
    faults.extend(other_meeting(about, stage, pdf, known));
    faults
}

/// 「日時」 of the papers of a meeting is the day of the meeting, or of one to which a notice invites.
fn other_meeting(about: &About, stage: &Stage, pdf: &TaggedPdf, known: &KnownInputs) -> Vec<AuditFault> {
    let meetings = known.meetings(stage);
    let mut faults = Vec::new();
    for pair in pdf.blocks.windows(2) {
        let [label, block] = pair else { continue };
        let (label, own) = (squeezed(&label.text()), squeezed(&block.text()));
        let said = own
            .strip_prefix("日時")
            .or_else(|| (label == "日時" || label == "1日時").then_some(own.as_str()));
        let Some((day, written, _)) = said.and_then(|said| days(said).next()) else { continue };
        if !meetings.contains(&day) {
            let fault =
                AuditFault::of(&about.path, FaultKind::Date, format!("日時　{written}"), "この会議の日");
            faults.push(fault.on(block.page.unwrap_or(1)));
        }
    }
    // A letter bears its date on a line of its own.
    if let (FileKind::Letter, Some(day)) = (about.kind, about.date) {
        let lines = pdf.blocks.iter().filter(|block| block.page == Some(1) && block.kind == BlockKind::Text);
        let lines = lines.map(|block| squeezed(&block.text()));
        for line in lines {
            if let Some((other, written, _)) = days(&line).next().filter(|(_, written, _)| *written == line)
                && other != day
            {
                faults.push(AuditFault::of(&about.path, FaultKind::Date, written, "文書の日付").on(1));
            }
        }
    }
    faults
}
