//! Every sheet of every workbook as it is printed: paper and orientation are set, nothing is wider than its page, letters
//! are at least nine points, and the column titles stand on every page.

use std::path::{Path, PathBuf};

use crate::print::PRINTED;
use crate::program::SAMPLE;
use crate::readers::part;

/// All workbooks below a folder.
fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            found.extend(workbooks(&entry));
        } else if entry.extension().is_some_and(|ending| ending == "xlsx") {
            found.push(entry);
        }
    }
    found
}

/// The tags of a name, each without its brackets.
fn tags<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let tag =
        |rest: &'a str| rest.split('>').next().filter(|tag| tag.starts_with([' ', '/']) || tag.is_empty());
    xml.split(&format!("<{name}")).skip(1).filter_map(tag).collect()
}

/// An attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

fn number(tag: &str, name: &str) -> f64 {
    attribute(tag, name).and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("{name} of {tag}"))
}

/// The widths of the columns in points: of so many characters, each seven pixels of three quarters of a point.
fn widths(xml: &str) -> Vec<f64> {
    let mut widths = Vec::new();
    for column in tags(xml, "col") {
        widths.resize(number(column, "min") as usize - 1, 64.0 * 0.75);
        widths.resize(number(column, "max") as usize, number(column, "width") * 7.0 * 0.75);
    }
    widths
}

/// What is wrong with a sheet as it is printed; `repeated` are the columns that stand on each of its pages.
fn faults(xml: &str, repeated: usize) -> Vec<String> {
    let [set_up] = tags(xml, "pageSetup")[..] else { return vec!["no page is set up".into()] };
    let (short, long) = match attribute(set_up, "paperSize") {
        Some("8") => (841.9, 1190.6),
        Some("9") => (595.3, 841.9),
        other => return vec![format!("paper {other:?}")],
    };
    let page = match attribute(set_up, "orientation") {
        Some("landscape") => long,
        Some("portrait") => short,
        other => return vec![format!("orientation {other:?}")],
    };
    let margins = tags(xml, "pageMargins")[0];
    let room = page - 72.0 * (number(margins, "left") + number(margins, "right"));
    let widths = widths(xml);
    let fits = tags(xml, "pageSetUpPr").iter().any(|fit| attribute(fit, "fitToPage") == Some("1"));
    let scale = match (fits, attribute(set_up, "scale")) {
        (true, _) => (room / widths.iter().sum::<f64>().max(1.0)).min(1.0),
        (false, scale) => scale.map_or(1.0, |scale| scale.parse::<f64>().expect("a scale") / 100.0),
    };
    let mut faults = Vec::new();
    // No cell of ours is set in less than ten points.
    if scale < 0.9 {
        faults.push(format!("letters of {:.1} points", 10.0 * scale));
    }
    let breaks = xml.split("<colBreaks").nth(1).map_or(Vec::new(), |breaks| tags(breaks, "brk"));
    let mut from = 0;
    for to in breaks.iter().map(|at| number(at, "id") as usize).chain([widths.len()]) {
        let again: f64 = if from == 0 { 0.0 } else { widths[..repeated].iter().sum() };
        let wide = (again + widths[from..to].iter().sum::<f64>()) * scale;
        if wide > room + 0.5 {
            faults.push(format!("columns {from} to {to}: {wide:.0} points on {room:.0}"));
        }
        from = to;
    }
    faults
}

/// The columns that a sheet repeats on every page, and whether it repeats rows: `'調査票'!$A:$D,'調査票'!$4:$4` are four
/// columns and a row.
fn repeated(workbook: &str, index: usize) -> (usize, bool) {
    let titles = format!("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{index}\">");
    let ranges = workbook.split_once(&titles).map_or("", |(_, rest)| rest.split('<').next().unwrap_or(rest));
    let ranges: Vec<&str> = ranges.split(',').filter_map(|range| range.rsplit('!').next()).collect();
    let columns = ranges.iter().find_map(|range| range.strip_prefix("$A:$")?.bytes().next());
    let rows = ranges.iter().any(|range| range.as_bytes().get(1).is_some_and(u8::is_ascii_digit));
    (columns.map_or(0, |letter| usize::from(letter - b'A') + 1), rows)
}

#[test]
fn every_sheet_is_printed_whole_and_legible() {
    let mut faults_found = Vec::new();
    let mut sheets = 0;
    for path in workbooks(&SAMPLE.out()).into_iter().chain(workbooks(&PRINTED.path("advisory/print"))) {
        let workbook = part(&path, "xl/workbook.xml");
        for (index, sheet) in tags(&workbook, "sheet").into_iter().enumerate() {
            let (columns, titles) = repeated(&workbook, index);
            let xml = part(&path, &format!("xl/worksheets/sheet{}.xml", index + 1));
            let name = format!("{}: {:?}", path.display(), attribute(sheet, "name"));
            faults_found.extend(faults(&xml, columns).into_iter().map(|fault| format!("{name}: {fault}")));
            let is_hidden = attribute(sheet, "state").is_some();
            let is_one_page = attribute(sheet, "name") == Some("部数と用紙");
            if !titles && !is_hidden && !is_one_page {
                faults_found.push(format!("{name}: the titles of its columns are not repeated"));
            }
            sheets += 1;
        }
    }
    assert!(sheets > 500, "{sheets} sheets");
    assert!(faults_found.is_empty(), "{}", faults_found.join("\n"));
}

#[test]
fn a_sheet_that_is_too_wide_is_found() {
    let sheet = |set_up: &str, breaks: &str| {
        format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetPr>{}</sheetPr>\
             <cols><col min=\"1\" max=\"12\" width=\"20\"/></cols><pageMargins left=\"0.5\" right=\"0.5\"/>\
             <pageSetup {set_up}/>{breaks}</worksheet>",
            if breaks.is_empty() { "<pageSetUpPr fitToPage=\"1\"/>" } else { "" },
        )
    };
    let breaks = "<colBreaks><brk id=\"7\"/></colBreaks>";
    let lying = "orientation=\"landscape\"";
    for (set_up, breaks, repeated, count) in [
        // Twelve columns of 105 points.
        (format!("paperSize=\"8\" {lying}"), "", 0, 1),
        (format!("paperSize=\"9\" {lying}"), "", 0, 1),
        (lying.to_owned(), "", 0, 1),
        ("paperSize=\"9\"".to_owned(), "", 0, 1),
        (format!("paperSize=\"9\" scale=\"90\" {lying}"), breaks, 2, 0),
        (format!("paperSize=\"9\" scale=\"90\" {lying}"), breaks, 4, 1),
        (format!("paperSize=\"9\" scale=\"60\" {lying}"), breaks, 0, 1),
    ] {
        let found = faults(&sheet(&set_up, breaks), repeated);
        assert_eq!(found.len(), count, "{set_up} {breaks}: {found:?}");
    }
    assert_eq!(faults("<worksheet/>", 0).len(), 1);
}
