//! Reads finished files back with other programs than those that wrote them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook};

/// The text of a PDF in the order of its content, page by page, by poppler.
pub(crate) fn pages(pdf: &Path) -> Vec<String> {
    let output = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(pdf).arg("-").output();
    let output = output.expect("pdftotext is installed (poppler-utils)");
    assert!(output.status.success(), "{}: {}", pdf.display(), String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.trim_end_matches('\u{c}').split('\u{c}').map(Into::into).collect()
}

/// The whole text of a PDF without white space, as the spaces and line breaks of a page are not its text's.
pub(crate) fn squeezed(pdf: &Path) -> String {
    squeeze(&pages(pdf).concat())
}

/// A text without white space.
pub(crate) fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The cells of a sheet: number cells as numbers, the others as text.
pub(crate) fn sheet(workbook: &Path, name: &str) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook(workbook).expect("a workbook");
    let range = book.worksheet_range(name).unwrap_or_else(|error| panic!("{name}: {error}"));
    range.rows().map(<[Data]>::to_vec).collect()
}

/// The sheets' names.
pub(crate) fn sheet_names(workbook: &Path) -> Vec<String> {
    let book: Xlsx<_> = open_workbook(workbook).expect("a workbook");
    book.sheet_names()
}

/// The rows below the column titles, each by its titles.
pub(crate) fn table(workbook: &Path, name: &str) -> Vec<BTreeMap<String, Data>> {
    /// A sheet's title, its context and an empty row stand above the column titles.
    const TITLES: usize = 3;
    let rows = sheet(workbook, name);
    // A title may go on on a second line.
    let titles: Vec<String> = rows[TITLES].iter().map(|title| title.to_string().replace('\n', "")).collect();
    let row = |cells: &Vec<Data>| titles.iter().cloned().zip(cells.iter().cloned()).collect();
    rows[TITLES + 1..].iter().map(row).collect()
}

/// The whole text of a workbook.
pub(crate) fn workbook_text(workbook: &Path) -> String {
    let names = sheet_names(workbook);
    let cells = names.iter().flat_map(|name| sheet(workbook, name)).flatten();
    cells.map(|cell| cell.to_string() + "\n").collect()
}

/// A part of a workbook's package, as XML.
pub(crate) fn part(workbook: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(File::open(workbook).expect("a workbook")).expect("a package");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("XML");
    text
}

/// What a PDF says that it was made by, as poppler tells it.
pub(crate) fn creator(pdf: &Path) -> String {
    let output = Command::new("pdfinfo").arg(pdf).output().expect("pdfinfo is installed (poppler-utils)");
    let told = String::from_utf8(output.stdout).expect("UTF-8");
    let creator = told.lines().find_map(|line| line.strip_prefix("Creator:"));
    creator.unwrap_or_else(|| panic!("{}: {told}", pdf.display())).trim().to_owned()
}
