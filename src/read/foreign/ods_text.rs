//! The words in a cell of an `.ods`, and beside it.

use crate::model::cause::Refusal;
use crate::read::xlsx::xml::{Event, Events};

/// The most spaces that one element may stand for.
const MOST_SPACES: u32 = 1_000;

/// The words of a cell.
#[derive(Debug, Default, PartialEq)]
pub(super) struct OdsText {
    /// What stands in the cell, a line a paragraph.
    pub words: String,
    /// The comment on the cell.
    pub comment: String,
    /// The styles of its letters, where they have one of their own.
    pub styles: Vec<String>,
}

/// Reads up to the end of a cell. What is drawn over the cell stands in its element too, and is none of its words.
///
/// # Errors
///
/// If it is broken.
pub(super) fn read(events: &mut Events<'_>) -> Result<OdsText, Refusal> {
    let mut text = OdsText::default();
    let (mut within, mut paragraphs, mut remarks) = (Vec::new(), 0, 0);
    loop {
        let is_in = |name: &str| within.iter().any(|open: &String| open == name);
        let is_aside = within.first().is_some_and(|open| !matches!(open.as_str(), "p" | "annotation"));
        let is_remark = is_in("annotation");
        let is_skipped = is_aside || is_in("ruby-text") || is_in("creator") || is_in("date");
        let into = if is_remark { &mut text.comment } else { &mut text.words };
        match events.next()?.ok_or(Refusal::Broken)? {
            Event::Open(tag) => {
                let name = tag.name().to_owned();
                match name.as_str() {
                    _ if is_skipped => {}
                    "p" => {
                        let before = if is_remark { &mut remarks } else { &mut paragraphs };
                        into.push_str(if *before > 0 { "\n" } else { "" });
                        *before += 1;
                    }
                    "s" => {
                        let count = tag.number("c").unwrap_or(1).min(MOST_SPACES);
                        (0..count).for_each(|_| into.push(' '));
                    }
                    "tab" => into.push('\t'),
                    "line-break" => into.push('\n'),
                    "span" if !is_remark => text.styles.extend(tag.get("style-name")),
                    _ => {}
                }
                if !tag.empty {
                    within.push(name);
                }
            }
            Event::Close(_) if within.is_empty() => return Ok(text),
            Event::Close(_) => drop(within.pop()),
            // Between the paragraphs there is only what sets the lines of the file apart.
            Event::Text(piece) if is_in("p") && !is_skipped => into.push_str(&piece),
            Event::Text(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_cell(inner: &str) -> OdsText {
        let part = format!("<t:table-cell>{inner}</t:table-cell>");
        let mut events = Events::new(&part);
        events.next().expect("its beginning");
        read(&mut events).expect("a cell")
    }

    #[test]
    fn the_words_of_a_cell_are_those_that_stand_in_it() {
        let text = read_cell(
            "\n <o:annotation><d:creator>甲</d:creator><d:date>2020</d:date><x:p>速報</x:p><x:p>です</x:p></o:annotation>\
             <w:custom-shape><x:p>図形</x:p></w:custom-shape>\
             <x:p>一<x:s x:c='2'/><x:span x:style-name='T1'>二</x:span><x:tab/>&amp;</x:p>\n\
             <x:p><x:ruby><x:ruby-base>千葉</x:ruby-base><x:ruby-text>ちば</x:ruby-text></x:ruby></x:p><x:p/>",
        );
        assert_eq!(text.words, "一  二\t&\n千葉\n");
        assert_eq!((text.comment.as_str(), text.styles), ("速報\nです", vec!["T1".to_owned()]));
        assert_eq!(read_cell(""), OdsText::default());
    }
}
