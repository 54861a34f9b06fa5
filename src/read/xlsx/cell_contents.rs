//! What stands in a cell's element: a value, a text of its own, and whether it is a formula's result.

use super::strings::{self, Rich};
use super::xml::{Event, Events};
use crate::model::cause::Refusal;

/// What stands in a cell's element.
#[derive(Default)]
pub(super) struct Held {
    /// The value, if there is one, even if it is empty.
    pub value: Option<String>,
    /// The text in the cell itself, if there is one.
    pub inline: Option<Rich>,
    /// Another value or another text than these.
    other: Option<String>,
    /// Whether it is the result of a formula.
    pub is_formula: bool,
}

impl Held {
    /// Whether the only content is a text that a cell of its kind can't hold: no program shows it.
    pub(super) fn is_misplaced(&self, is_inline: bool) -> bool {
        let text = self.inline.as_ref().map_or("", |inline| &inline.text);
        !is_inline
            && !text.trim().is_empty()
            && self.value.as_deref().is_none_or(|value| value.trim().is_empty())
    }

    /// Both of two contents that are not the same: which of them the cell shows nobody knows.
    pub(super) fn conflict(&self, is_inline: bool) -> Option<String> {
        let value = self.value.as_deref().filter(|value| !value.trim().is_empty());
        let inline = self.inline.as_ref().map(|inline| inline.text.as_str()).filter(|text| !text.is_empty());
        let same = is_inline && value == inline;
        match (value, inline, self.other.as_deref()) {
            (one, two, Some(other)) => Some(format!("{} {other}", one.or(two).unwrap_or_default())),
            (Some(value), Some(inline), None) if !same => Some(format!("{inline} {value}")),
            _ => None,
        }
    }
}

/// Reads what stands in a cell's element.
///
/// # Errors
///
/// If the element is broken, or its text is longer than a cell may be.
pub(super) fn contents(events: &mut Events<'_>) -> Result<Held, Refusal> {
    let mut held = Held::default();
    let mut value: Option<String> = None;
    while let Some(event) = events.next()? {
        match event {
            Event::Open(tag) => match tag.name() {
                "f" => held.is_formula = true,
                "v" if tag.empty => held.value = held.value.or(Some(String::new())),
                "v" => value = Some(String::new()),
                "is" if !tag.empty => {
                    let inline = strings::rich(events, "is")?;
                    match &held.inline {
                        Some(first) if first.text != inline.text => held.other = Some(inline.text),
                        Some(_) => {}
                        None => held.inline = Some(inline),
                    }
                }
                _ => {}
            },
            Event::Text(text) => value.iter_mut().for_each(|value| value.push_str(&text)),
            Event::Close(name) => match name.as_str() {
                "v" => match (held.value.take().filter(|first| !first.is_empty()), value.take()) {
                    (Some(first), Some(second)) if first != second => {
                        (held.value, held.other) = (Some(first), Some(second));
                    }
                    (first, second) => held.value = first.or(second),
                },
                "c" => return Ok(held),
                _ => {}
            },
        }
    }
    Err(Refusal::Broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::sheet::{Bounds, CellMark, Sheet};
    use crate::read::xlsx::styles::CellStyles;
    use crate::read::xlsx::worksheet::{self, Context, Left};

    fn sheet(data: &str) -> Result<Sheet, Refusal> {
        let part = format!("<worksheet><sheetData>{data}</sheetData></worksheet>");
        let styles = CellStyles::default();
        let mut context =
            Context { strings: &[], styles: &styles, epoch_1904: false, left: Left::of(Bounds::SENT) };
        worksheet::read(&part, &mut context)
    }

    #[test]
    fn a_cell_has_the_content_of_its_kind_and_one_alone() {
        let read = |cell: &str| {
            let sheet = sheet(&format!("<row r='1'><c r='A1' {cell}</c></row>")).expect("a sheet");
            sheet.rows.first().map(|row| (row.cells[0].text.clone(), row.cells[0].mark.clone()))
        };
        let text = |text: &str| Some((text.to_owned(), None));
        assert_eq!(read("t='inlineStr'><is><t>50</t></is>"), text("50"));
        assert_eq!(read("t='inlineStr'><is><t>50</t></is><v>50</v>"), text("50"));
        assert_eq!(read("t='inlineStr'><v>50</v>"), text("50"));
        assert_eq!(read("><v>50</v><v>50</v>"), text("50"));
        for empty in
            ["t='s'><v/>", "t='s'><v></v>", "t='s'>", "t='b'><v/>", "t='e'><v/>", "><v/>", "t='d'><v> </v>"]
        {
            assert_eq!(read(empty), None, "{empty}");
        }
        for (cell, both) in [
            ("t='inlineStr'><is><t>50</t></is><v>5050</v>", "50 5050"),
            ("t='inlineStr'><v>5050</v><is><t>50</t></is>", "50 5050"),
            ("><is><t>50</t></is><v>50</v>", "50 50"),
            ("><v>50</v><v>51</v>", "50 51"),
            ("t='str'><is><t>甲</t></is><v>乙</v>", "甲 乙"),
            ("t='inlineStr'><is><t>甲</t></is><is><t>乙</t></is>", "甲 乙"),
        ] {
            assert_eq!(read(cell), Some((both.into(), Some(CellMark::Twofold))), "{cell}");
        }
        assert_eq!(read("t='d'><v>2019-04-01</v>"), text("2019-04-01"), "a day, not the count 43556");
        for broken in [
            "<c t='s'><v>9</v></c>",
            "<c t='S'><v>0</v></c>",
            "<c t='x'><v>45</v></c>",
            "<c><is><t>45</t></is></c>",
            "<c t='s'><is><t>45</t></is></c>",
            "<c t='inlineStr'><is><t>4</t><t>5</t></is></c>",
            "<c t='inlineStr'><is><r><t>4</t></r><t>5</t><t>6</t></is></c>",
        ] {
            assert_eq!(sheet(&format!("<row>{broken}</row>")), Err(Refusal::Broken), "{broken}");
        }
    }
}
