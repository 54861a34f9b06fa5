//! Plain prose into blocks. Paragraphs and items are told apart by the labels that official documents use, so
//! that a text is written as it will read: 「１　…」, 「（１）　…」, 「ア　…」, 「第１条　…」, 「記」, 「以上」.

use serde::Serialize;

use super::figure::{Figure, ShowsFigures};
use super::filled_text::FilledText;

/// White space that stands at an end of a line and is not meant.
const BLANKS: [char; 4] = [' ', '\t', '\u{3000}', '\r'];

/// A block of prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Block {
    /// A paragraph.
    Para {
        /// What it says, without white space at its ends.
        text: FilledText,
    },
    /// A heading in brackets, as 「（目的）」.
    Heading {
        /// The heading with its brackets.
        text: FilledText,
    },
    /// An item with a label, as 「（１）　細目」.
    Item {
        /// How deep it lies, by its label: 1 第１, 2 １, 3 （１）, 4 ア, 5 （ア）, 6 ａ, 7 （ａ）.
        level: u8,
        /// The label as written: 「（１）」.
        label: String,
        /// What stands behind the label.
        text: FilledText,
    },
    /// A line 「記」: below it stands what a letter lists.
    Ki,
    /// A line 「以上」: the end of what is listed.
    Ijo,
}

/// A subject and the blocks below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prose {
    /// The first line: the subject of a letter, or the heading of a paper.
    pub subject: String,
    /// The further lines in order, each a block.
    pub blocks: Vec<Block>,
}

impl ShowsFigures for Prose {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        self.blocks.iter().filter_map(Block::text).for_each(|text| text.show_figures(see));
    }
}

impl Block {
    fn text(&self) -> Option<&FilledText> {
        match self {
            Block::Para { text } | Block::Heading { text } | Block::Item { text, .. } => Some(text),
            Block::Ki | Block::Ijo => None,
        }
    }
}

/// Reads prose: the first line is the subject, each further line that is not empty is a block.
pub fn parse(text: &FilledText) -> Prose {
    let mut lines = text.lines().map(|l| l.trim(&BLANKS)).filter(|l| !l.plain().is_empty());
    let subject = lines.next().unwrap_or_default().plain().to_owned();
    Prose { subject, blocks: lines.map(block).collect() }
}

fn block(line: FilledText) -> Block {
    let plain = line.plain();
    if plain == "記" {
        return Block::Ki;
    }
    if plain == "以上" {
        return Block::Ijo;
    }
    if let Some((label, text)) = plain.split_once('\u{3000}')
        && let Some(level) = level(label)
    {
        let start = plain.len() - text.trim_start_matches('\u{3000}').len();
        return Block::Item { level, label: label.into(), text: line.slice(start..plain.len()) };
    }
    let bracketed = plain == "附則"
        || (plain.starts_with('（') && plain.ends_with('）') && plain.matches('（').count() == 1);
    match bracketed {
        true => Block::Heading { text: line },
        false => Block::Para { text: line },
    }
}

/// The level of an item's label, if it is one.
fn level(label: &str) -> Option<u8> {
    let digits = |s: &str| !s.is_empty() && s.chars().all(|c| matches!(c, '０'..='９' | '0'..='9'));
    let one = |s: &str, of: fn(char) -> bool| {
        let mut chars = s.chars();
        matches!((chars.next(), chars.next()), (Some(c), None) if of(c))
    };
    let kana = |c| matches!(c, 'ア'..='ン');
    let letter = |c| matches!(c, 'ａ'..='ｚ');
    if let Some(rest) = label.strip_prefix('第') {
        let rest = rest.strip_suffix('条').unwrap_or(rest);
        return digits(rest).then_some(1);
    }
    match label.strip_prefix('（').and_then(|l| l.strip_suffix('）')) {
        Some(inner) if digits(inner) => Some(3),
        Some(inner) if one(inner, kana) => Some(5),
        Some(inner) if one(inner, letter) => Some(7),
        Some(_) => None,
        None if digits(label) => Some(2),
        None if one(label, kana) => Some(4),
        None if one(label, letter) => Some(6),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::derivation::Items;

    fn words(text: &str) -> FilledText {
        FilledText::default().words(text)
    }

    #[test]
    fn labels_make_items() {
        let prose = parse(&words(
            "件名\n\n　本文です。\n記\n１　期日　令和２年\n（１）　細目\nア　次\n第12条　条文\n（目的）\n以上\n",
        ));
        assert_eq!(prose.subject, "件名");
        assert_eq!(
            prose.blocks,
            [
                Block::Para { text: words("本文です。") },
                Block::Ki,
                Block::Item { level: 2, label: "１".into(), text: words("期日　令和２年") },
                Block::Item { level: 3, label: "（１）".into(), text: words("細目") },
                Block::Item { level: 4, label: "ア".into(), text: words("次") },
                Block::Item { level: 1, label: "第12条".into(), text: words("条文") },
                Block::Heading { text: words("（目的）") },
                Block::Ijo,
            ]
        );
    }

    #[test]
    fn words_are_not_labels() {
        for line in ["本件　について", "（注）　参考", "ＩＣＴ　の活用"] {
            assert_eq!(parse(&words(&format!("件名\n{line}"))).blocks, [Block::Para { text: words(line) }]);
        }
    }

    #[test]
    fn figures_stay_in_their_blocks() {
        let advice =
            || Figure::counted("recipient/koyo/advice".into(), Items::measures(vec![String::new(); 3]), "");
        let text = words("件名\n２　助言・意見　助言").figure(advice()).words("件\n　以上");
        let prose = parse(&text);
        let item = words("助言・意見　助言").figure(advice()).words("件");
        assert_eq!(prose.blocks, [Block::Item { level: 2, label: "２".into(), text: item }, Block::Ijo]);
        let mut seen = Vec::new();
        prose.show_figures(&mut |figure| seen.push(figure.clone()));
        assert_eq!(seen, [advice()]);
    }
}
