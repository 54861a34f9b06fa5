//! Writes a workbook of another kind as the parts of an .xlsx: no more of it than what is read back.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::foreign_book::{CellLook, ForeignBook, ForeignSheet, ForeignValue};

/// The number of the first format of the workbook's own.
const FIRST_FORMAT: usize = 200;
/// What the kinds of relations begin with.
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The looks of all cells, each with the number by which cells refer to it.
type Looks<'a> = BTreeMap<&'a CellLook, usize>;

/// Writes a workbook.
///
/// # Errors
///
/// If it is too large for a package.
pub(super) fn write(book: &ForeignBook) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, content: String| -> ZipResult<()> {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(name, stored)?;
        Ok(zip.write_all(content.as_bytes())?)
    };
    let mut looks = Looks::new();
    for cell in book.sheets.iter().flat_map(|sheet| sheet.cells.values()) {
        let number = looks.len();
        looks.entry(&cell.look).or_insert(number);
    }
    let (mut sheets, mut related) = (String::new(), vec![("styles", "styles.xml".to_owned())]);
    for (n, sheet) in (1..).zip(&book.sheets) {
        let state = if sheet.hidden { "hidden" } else { "visible" };
        let _ = write!(sheets, "<sheet name=\"{}\" state=\"{state}\" id=\"r{n}\"/>", quoted(&sheet.name));
        add(&format!("xl/worksheets/sheet{n}.xml"), worksheet(sheet, &looks))?;
        if !sheet.comments.is_empty() {
            let of_sheet = [("comments", format!("../comments{n}.xml"))];
            add(&format!("xl/worksheets/_rels/sheet{n}.xml.rels"), relations(&of_sheet, 1))?;
            add(&format!("xl/comments{n}.xml"), comments(sheet))?;
        }
        related.push(("worksheet", format!("worksheets/sheet{n}.xml")));
    }
    add("_rels/.rels", relations(&[("officeDocument", "xl/workbook.xml".into())], 1))?;
    // The sheets' relations are numbered from 1, as they are; the styles come before.
    add("xl/_rels/workbook.xml.rels", relations(&related, 0))?;
    let epoch = u8::from(book.epoch_1904);
    let workbook =
        format!("<workbook><workbookPr date1904=\"{epoch}\"/><sheets>{sheets}</sheets></workbook>");
    add("xl/workbook.xml", workbook)?;
    add("xl/styles.xml", styles(&looks))?;
    Ok(zip.finish()?.into_inner())
}

fn relations(list: &[(&str, String)], first: usize) -> String {
    let one = |(n, (kind, target)): (usize, &(&str, String))| {
        format!("<Relationship Id=\"r{n}\" Type=\"{RELATION}/{kind}\" Target=\"{target}\"/>")
    };
    format!("<Relationships>{}</Relationships>", (first..).zip(list).map(one).collect::<String>())
}

fn worksheet(sheet: &ForeignSheet, looks: &Looks<'_>) -> String {
    let mut part = String::from("<worksheet>");
    if sheet.hides_zeros {
        part.push_str("<sheetViews><sheetView showZeros=\"0\"/></sheetViews>");
    }
    if !sheet.hidden_columns.is_empty() {
        let group =
            |(first, last): &(u32, u32)| format!("<col min=\"{first}\" max=\"{last}\" hidden=\"1\"/>");
        let _ = write!(part, "<cols>{}</cols>", sheet.hidden_columns.iter().map(group).collect::<String>());
    }
    part.push_str("<sheetData>");
    let mut row = 0;
    for ((line, column), cell) in &sheet.cells {
        if *line != row {
            part.push_str(if row == 0 { "" } else { "</row>" });
            let hidden = u8::from(sheet.hidden_rows.contains(line));
            let _ = write!(part, "<row r=\"{line}\" hidden=\"{hidden}\">");
            row = *line;
        }
        let look = looks.get(&cell.look).copied().unwrap_or(0);
        let _ = write!(part, "<c r=\"{}{line}\" s=\"{look}\"{}</c>", letters(*column), value(&cell.value));
    }
    part.push_str(if row == 0 { "</sheetData>" } else { "</row></sheetData>" });
    if !sheet.merged.is_empty() {
        let one = |((top, left), (bottom, right)): &((u32, u32), (u32, u32))| {
            format!("<mergeCell ref=\"{}{top}:{}{bottom}\"/>", letters(*left), letters(*right))
        };
        let _ = write!(part, "<mergeCells>{}</mergeCells>", sheet.merged.iter().map(one).collect::<String>());
    }
    part + "</worksheet>"
}

/// The rest of a cell's element: its kind, and what it holds.
fn value(value: &ForeignValue) -> String {
    match value {
        ForeignValue::Number(number) => format!("><v>{number}</v>"),
        ForeignValue::Moment(moment) => format!(" t=\"d\"><v>{}</v>", quoted(moment)),
        ForeignValue::Words(words) => {
            format!(" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is>", escaped(words))
        }
        ForeignValue::Truth(is_true) => format!(" t=\"b\"><v>{}</v>", u8::from(*is_true)),
        ForeignValue::Failed(error) => format!(" t=\"e\"><v>{}</v>", quoted(error)),
        ForeignValue::NoResult => "><f>0</f>".into(),
    }
}

fn comments(sheet: &ForeignSheet) -> String {
    let one = |((line, column), text): (&(u32, u32), &String)| {
        format!("<comment ref=\"{}{line}\"><text><t>{}</t></text></comment>", letters(*column), escaped(text))
    };
    let all: String = sheet.comments.iter().map(one).collect();
    format!("<comments><commentList>{all}</commentList></comments>")
}

fn styles(looks: &Looks<'_>) -> String {
    let mut in_order: Vec<(&CellLook, usize)> = looks.iter().map(|(look, n)| (*look, *n)).collect();
    in_order.sort_by_key(|(_, n)| *n);
    let (mut formats, mut fonts, mut cells) = (String::new(), String::new(), String::new());
    for (look, n) in in_order {
        let own = FIRST_FORMAT + n;
        let format = if look.code.is_empty() { usize::from(look.built_in) } else { own };
        if !look.code.is_empty() {
            let _ = write!(formats, "<numFmt numFmtId=\"{own}\" formatCode=\"{}\"/>", quoted(&look.code));
        }
        let struck = if look.struck { "<strike/>" } else { "" };
        let raised = look.raised.map_or(String::new(), |how| format!("<vertAlign val=\"{how}\"/>"));
        let _ = write!(fonts, "<font>{struck}{raised}</font>");
        let _ = write!(cells, "<xf numFmtId=\"{format}\" fontId=\"{n}\" fillId=\"0\"/>");
    }
    let fills = "<fills><fill><patternFill patternType=\"none\"/></fill></fills>";
    format!(
        "<styleSheet><numFmts>{formats}</numFmts><fonts>{fonts}</fonts>{fills}<cellXfs>{cells}</cellXfs></styleSheet>"
    )
}

/// The letters of a column from 1: 28 is AB.
fn letters(column: u32) -> String {
    let (mut rest, mut letters) = (column, Vec::new());
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Text as it stands in an attribute or an element.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => quoted.push_str("&amp;"),
            '<' => quoted.push_str("&lt;"),
            '>' => quoted.push_str("&gt;"),
            '"' => quoted.push_str("&quot;"),
            c => quoted.push(c),
        }
    }
    quoted
}

/// A cell's text, with Excel's `_xHHHH_` for the characters that no XML holds and for what looks like it.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in quoted(&text.replace("_x", "_x005F_x")).chars() {
        match c {
            '\n' | '\t' => escaped.push(c),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {
                let _ = write!(escaped, "_x{:04X}_", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::foreign::foreign_book::ForeignCell;
    use crate::read::sheet::{Bounds, CellMark};
    use crate::read::xlsx;

    fn cell(value: ForeignValue, look: CellLook) -> ForeignCell {
        ForeignCell { value, look }
    }

    #[test]
    fn what_is_written_is_read_back_as_it_was() {
        let words = "髙<&>\"_x0041_\r\n二\u{1}行";
        let percent = CellLook { code: "0.0%".into(), ..CellLook::default() };
        let struck = CellLook { struck: true, ..CellLook::default() };
        let plain = CellLook::default;
        let sheet = ForeignSheet {
            name: "調査票 \"1\"".into(),
            hidden: true,
            hidden_rows: [2].into(),
            hidden_columns: vec![(3, 4)],
            merged: vec![((1, 1), (1, 2))],
            cells: [
                ((1, 1), cell(ForeignValue::Words(words.into()), plain())),
                ((2, 1), cell(ForeignValue::Number(0.35), percent)),
                ((2, 2), cell(ForeignValue::Number(12.5), struck)),
                ((2, 3), cell(ForeignValue::Failed("#REF!".into()), plain())),
                ((2, 28), cell(ForeignValue::NoResult, plain())),
                ((3, 1), cell(ForeignValue::Truth(true), plain())),
            ]
            .into(),
            comments: [((2, 1), "速報".to_owned())].into(),
            ..ForeignSheet::default()
        };
        let empty = ForeignSheet { name: "空".into(), ..ForeignSheet::default() };
        let bytes = write(&ForeignBook { sheets: vec![empty, sheet], epoch_1904: false }).expect("memory");
        let book = xlsx::read(&bytes, Bounds::SENT).expect("a workbook");
        let [empty, sheet] = &book.sheets[..] else { panic!("{book:?}") };
        assert!(empty.rows.is_empty() && !empty.hidden && !empty.is_lost, "{empty:?}");
        assert_eq!((sheet.name.as_deref(), sheet.hidden), (Some("調査票 \"1\""), true));
        assert_eq!(sheet.hidden_columns.iter().collect::<Vec<_>>(), [&3, &4]);
        assert_eq!(sheet.comments, [(2, 1, "速報".to_owned())]);
        let [first, second, third] = &sheet.rows[..] else { panic!("{:?}", sheet.rows) };
        assert_eq!(first.cells.iter().map(|c| c.text.as_str()).collect::<Vec<_>>(), [words, words]);
        assert!(second.hidden && !first.hidden);
        assert_eq!(second.cells[0].text, "35.0%");
        assert_eq!(second.cells[1].mark, Some(CellMark::Struck));
        assert_eq!(second.cells[2].mark, Some(CellMark::Failed));
        assert_eq!(second.cells[27].mark, Some(CellMark::NoResult));
        assert_eq!(third.cells[0].text, "TRUE");
    }
}
