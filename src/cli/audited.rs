//! An audit of stages of `out/` against the inputs as they are: for `audit` itself, and for `approve`, which signs for
//! nothing that has faults.

use crate::audit::audit_report::{AuditFault, AuditReport};
use crate::audit::known_inputs::KnownInputs;
use crate::audit::stage_audit::{self, Published};
use crate::edge::out_reader::OutReader;
use crate::edge::sources::Sources;
use crate::library::store::Library;
use crate::load::Loaded;
use crate::model::stage::Stage;
use crate::read::input::InputFile;
use crate::render::view::outline::ROUNDED_SHARES;

/// Looks at all files of stages.
pub(super) fn stages(
    published: &OutReader,
    loaded: &Loaded,
    sources: &Sources,
    stages: &[&Stage],
    threads: usize,
) -> AuditReport {
    let known = known(loaded, sources);
    let read = |path: &str| published.read(path);
    let all = Published { manifest: &published.manifest, read: &read };
    let mut found = AuditReport::default();
    for stage in stages {
        found.join(stage_audit::look(&all, stage, &loaded.cycle, &known, threads));
    }
    found
}

/// What the audit knows of the inputs and the templates: all that they say.
fn known(loaded: &Loaded, sources: &Sources) -> KnownInputs {
    let Loaded { cycle, submissions, opinions, reports, .. } = loaded;
    // A number in a document's template was typed by nobody who knows the figures; one in the words of a letter was.
    let is_words = |file: &&InputFile| file.path.starts_with("templates/words/");
    let own_words: Vec<InputFile> = sources.templates.iter().filter(is_words).cloned().collect();
    let templates = Library::new(&own_words, Vec::new()).texts();
    let rows = submissions.files.iter().flat_map(|file| &file.rows);
    let cells = templates.iter().chain(&cycle.texts).chain(rows.flat_map(|row| row.cells()));
    let cells = cells.chain(&opinions.texts).chain(&reports.texts).map(|cell| cell.text.clone());
    let found = loaded.found.iter();
    let asked = found.flat_map(|finding| finding.asks.iter().chain([&finding.message])).cloned();
    let lists = sources.inputs.iter().map(|file| String::from_utf8_lossy(&file.bytes).into_owned());
    let typed: Vec<String> = cells.chain(asked).chain(lists).chain([ROUNDED_SHARES.to_owned()]).collect();
    KnownInputs::of(cycle, &typed, opinions.opinions.len() + opinions.remarks.len())
}

/// A fault in a line: 「advisory/資料4_….pdf 3ページ: 合計　…　→ …」.
pub(super) fn line(fault: &AuditFault) -> String {
    let AuditFault { path, page, cell, kind, found, expected } = fault;
    let page = page.map_or(String::new(), |page| format!(" {page}ページ"));
    let cell = cell.as_ref().map_or(String::new(), |cell| format!(" {cell}"));
    let expected = if expected.is_empty() { String::new() } else { format!("　→ {expected}") };
    format!("{path}{page}{cell}: {}　{found}{expected}", kind.label())
}
