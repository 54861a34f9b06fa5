//! What came back, of whatever kind of form: which files of a folder are read, whose each is, and whether a form is as it
//! was sent.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::book::Book;
use super::filing;
use super::find_header;
use super::header::KnownNames;
use super::input::{self, InputFile};
use super::sent_form;
use super::sheet::Bounds;
use crate::ground::form_id::FormId;
use crate::model::cause::{Cause, RawFinding, Refusal};
use crate::model::cycle::Cycle;
use crate::model::submission::CameBack;

/// The files of a folder that are read, in their order, without stray copies; of each copy a finding says so.
pub fn originals<'f>(
    files: &'f [InputFile],
    is_code: impl Fn(&str) -> bool,
    cycle: &Cycle,
    findings: &mut Vec<RawFinding>,
) -> Vec<&'f InputFile> {
    let paths: Vec<Arc<str>> = files.iter().map(|file| file.path.clone()).collect();
    let copies = stray_copies(&paths, is_code, cycle);
    let originals = files.iter().filter(|file| !copies.contains_key(&file.path)).collect();
    findings.extend(copies.into_iter().map(|(path, of)| filing::finding(path, of)));
    originals
}

/// The stray copies among some files, each with the file that it is a copy of. What `received.csv` notes came as it is.
pub fn stray_copies(
    paths: &[Arc<str>],
    is_code: impl Fn(&str) -> bool,
    cycle: &Cycle,
) -> BTreeMap<Arc<str>, Arc<str>> {
    let mut copies = filing::stray_copies(paths, is_code);
    copies.retain(|path, _| !cycle.arrivals.are_noted_of(path));
    copies
}

/// Opens a file that was sent in as a form of such columns.
///
/// # Errors
///
/// If it is no table, or breaks the bounds of what is sent.
pub fn open(file: &InputFile, names: &KnownNames) -> Result<Book, Refusal> {
    input::open(file, Bounds::SENT, &|sheet| find_header::fitness(sheet, names))
}

/// Whose a file is: by its name; else as the form says of itself; else the beginning of its name, which is nobody's.
pub fn whose(path: &str, id: Option<&FormId>, known: impl Fn(&str) -> Option<String>) -> String {
    let named = called(path, &known);
    match id.filter(|_| known(&named).is_none()) {
        Some(id) => known(&id.recipient).unwrap_or(named),
        None => named,
    }
}

/// From whom a file came, that what it says may be asked of someone though it can't be read: whose it is, and who the form
/// says it was sent to, where that is another. `known` tells whether a code is one of those who were asked.
pub fn came_back(
    file: &Arc<str>,
    whose: &str,
    id: Option<&FormId>,
    known: impl Fn(&str) -> bool,
    cycle: &Cycle,
) -> Vec<CameBack> {
    let of = |sender| CameBack { file: file.clone(), sender, arrival: cycle.arrivals.of(file) };
    let senders: BTreeSet<&str> =
        [Some(whose), id.map(|id| id.recipient.as_str())].into_iter().flatten().collect();
    let senders: Vec<&str> = senders.into_iter().filter(|code| known(code)).collect();
    match senders.is_empty() {
        true => vec![of(None)],
        false => senders.into_iter().map(|code| of(Some(code.to_owned()))).collect(),
    }
}

/// Why a form is not its recipient's own of this cycle, as it was sent.
pub fn mismatch(book: &Book, recipient: &str, cycle: &Cycle) -> Option<Cause> {
    let id = book.id.as_ref()?;
    if id.recipient != recipient {
        return Some(Cause::FormOfAnother { recipient: id.recipient.clone() });
    }
    if id.cycle != *cycle.settings.cycle.id.get_ref() {
        return Some(Cause::FormOfAnotherCycle { cycle: id.cycle.clone() });
    }
    let forms = sent_form::all(cycle);
    let kept = book.sheets.iter().any(|sheet| sent_form::is_unchanged(id, sheet, &forms));
    (!kept).then_some(Cause::FormChanged)
}

/// The code of whom a file's name begins with: of `inputs/submissions/doboku_teisei.csv` it is `doboku`.
///
/// What follows the name is cut off at `_`, at a space or at a bracket, at the last one first, since a name may hold
/// them: 「商工労働部　働き方支援課_２回目」. If none of these beginnings is `known`, it is the one name elsewhere in it that
/// is: 「回答_doboku」; else the shortest.
pub fn called(path: &str, known: impl Fn(&str) -> Option<String>) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let whole = name.rsplit_once('.').map_or(name, |(name, _)| name);
    let mut name = whole;
    loop {
        if let Some(code) = known(name) {
            return code;
        }
        match name.char_indices().rev().find(|(_, c)| is_mark(*c)) {
            Some((end, _)) if end > 0 => name = &name[..end],
            _ => break,
        }
    }
    // The only copy that there is stands for the file itself.
    let copied = known(&filing::without_copy_marks(&filing::own_name(path)));
    copied.or_else(|| named_within(whole, known)).unwrap_or_else(|| name.into())
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | '_' | '＿' | '(' | '（' | '[' | '【' | ')' | '）' | ']' | '】') || c.is_whitespace()
}

/// The one code that a piece of a name says: of 「回答_koyo」 and 「koyo回答」 it is `koyo`. None where two are named.
fn named_within(name: &str, known: impl Fn(&str) -> Option<String>) -> Option<String> {
    let is_of_code = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    let beginning = |piece: &str| known(&piece.chars().take_while(is_of_code).collect::<String>());
    let pieces = name.split(is_mark).filter(|piece| !piece.is_empty());
    let named: BTreeSet<String> =
        pieces.filter_map(|piece| known(piece).or_else(|| beginning(piece))).collect();
    named.first().filter(|_| named.len() == 1).cloned()
}
