//! The subject and the text of a message, read again: numbers, names, days.

use mail_parser::MessageParser;

use super::audit_report::{AuditFault, AuditReport, FaultKind};
use super::exempt::ExemptKind;
use super::known_inputs::KnownInputs;
use super::number_tokens::{half_width, numbers, squeezed};
use super::told_figures::ToldFigures;
use crate::mail::kept_message::KeptMessage;
use crate::render::artifact::About;

/// Looks at a message. Its numbers are figures of its stage, of an exempt kind, or faults.
pub fn look(about: &About, bytes: &[u8], told: &ToldFigures<'_>, known: &KnownInputs) -> AuditReport {
    let mut report = AuditReport { files: 1, ..AuditReport::default() };
    let whole = KeptMessage::read(bytes).with_hashes();
    let Some(parsed) = MessageParser::default().parse(&whole) else {
        report.faults.push(AuditFault::of(&about.path, FaultKind::Mail, "電子メールとして読めません", ""));
        return report;
    };
    let body = parsed.body_text(0).unwrap_or_default();
    for line in parsed.subject().into_iter().chain(body.lines()) {
        let text = half_width(line);
        let spans = known.exempt.spans(&text);
        for number in numbers(&text) {
            let is_in =
                |span: &std::ops::Range<usize>| span.start <= number.at.start && number.at.end <= span.end;
            match spans.iter().find(|(_, span)| is_in(span)) {
                Some((kind, _)) => report.leave_out(*kind),
                None if told.has_number(&number.text) => report.matched += 1,
                None if known.exempt.is_typed(&text, &number.at) => report.leave_out(ExemptKind::Typed),
                None => report.faults.push(AuditFault::of(&about.path, FaultKind::Number, line, "")),
            }
        }
        report.faults.extend(known.faults_of_words(&about.path, &squeezed(line)));
    }
    report
}
