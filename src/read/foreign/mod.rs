//! Workbooks of other kinds: `.xls` (Excel 97 to 2003) and `.ods` (OpenDocument). Each is rewritten as an .xlsx that holds
//! what it holds, so that one reader decides what every cell shows: 0.35 with the format `0.0%` is 35.0% in all three.
//!
//! What reads them bounds neither its time nor its memory, and breaks off at some of what is broken. So it runs in a process
//! of its own, which [`edge::foreign_workbooks`](crate::edge::foreign_workbooks) starts; what comes back is read as an .xlsx
//! that anyone may have sent.
//!
//! - `foreign_book`: What a workbook of another kind holds, sheet by sheet, and how each cell is shown
//! - `ods`: Workbooks of OpenDocument, `.ods`
//! - `ods_text`: The words in a cell of an `.ods`, and beside it
//! - `shown_as`: The number format that shows a number as it is seen
//! - `workbook_parts`: Writes a workbook of another kind as the parts of an .xlsx
//! - `xls`: Workbooks of Excel 97 to 2003, `.xls`
//! - `xls_looks`: How the cells of an `.xls` are shown

mod foreign_book;
mod ods;
mod ods_text;
mod shown_as;
mod workbook_parts;
mod xls;
mod xls_looks;

use std::sync::Arc;

use super::sheet::Sheet;
use crate::ground::origin::Origin;
use crate::model::cause::{Cause, ForeignKind, RawFinding, Refusal};

/// Rewrites a workbook as an .xlsx; no more than so many bytes of it are unpacked.
///
/// # Errors
///
/// Why it can't be read.
pub fn rewrite(kind: ForeignKind, bytes: &[u8], unpacked: usize) -> Result<Vec<u8>, Refusal> {
    let book = match kind {
        // It is not packed.
        ForeignKind::Xls => xls::read(bytes)?,
        ForeignKind::Ods => ods::read(bytes, unpacked)?,
    };
    workbook_parts::write(&book).map_err(|_| Refusal::Broken)
}

/// What is to be said of a file, once, if it is a workbook of another kind: not all that is seen of it was read. That is no
/// fault of whoever sent it.
pub(super) fn untold(file: &Arc<str>, sheets: &[Sheet]) -> Option<RawFinding> {
    let kind = sheets.iter().find_map(|sheet| sheet.foreign)?;
    let origin = Origin::File(file.clone());
    Some(RawFinding { origin, department: None, cause: Cause::ForeignWorkbook { kind } })
}
