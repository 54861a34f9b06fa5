//! Plain prose into blocks. Paragraphs and items are told apart by the labels that official documents use, so
//! that a text is written as it will read: 「１　…」, 「（１）　…」, 「ア　…」, 「第１条　…」, 「記」, 「以上」.

use serde::Serialize;

/// A block of prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Block {
    /// A paragraph.
    Para { text: String },
    /// A heading in brackets, as 「（目的）」.
    Heading { text: String },
    /// An item; level 1 is 第１, level 7 （ａ）.
    Item { level: u8, label: String, text: String },
    /// 記
    Ki,
    /// 以上
    Ijo,
}

/// A subject and the blocks below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prose {
    pub subject: String,
    pub blocks: Vec<Block>,
}

/// Reads prose: the first line is the subject, each further line that is not empty is a block.
pub fn parse(text: &str) -> Prose {
    let mut lines =
        text.lines().map(|l| l.trim_matches([' ', '\t', '\u{3000}', '\r'])).filter(|l| !l.is_empty());
    let subject = lines.next().unwrap_or_default().to_owned();
    Prose { subject, blocks: lines.map(block).collect() }
}

fn block(line: &str) -> Block {
    if line == "記" {
        return Block::Ki;
    }
    if line == "以上" {
        return Block::Ijo;
    }
    if let Some((label, text)) = line.split_once('\u{3000}')
        && let Some(level) = level(label)
    {
        return Block::Item { level, label: label.into(), text: text.trim_start_matches('\u{3000}').into() };
    }
    let bracketed =
        line == "附則" || (line.starts_with('（') && line.ends_with('）') && line.matches('（').count() == 1);
    match bracketed {
        true => Block::Heading { text: line.into() },
        false => Block::Para { text: line.into() },
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

    #[test]
    fn labels_make_items() {
        let prose = parse(
            "件名\n\n　本文です。\n記\n１　期日　令和２年\n（１）　細目\nア　次\n第12条　条文\n（目的）\n以上\n",
        );
        assert_eq!(prose.subject, "件名");
        assert_eq!(
            prose.blocks,
            [
                Block::Para { text: "本文です。".into() },
                Block::Ki,
                Block::Item { level: 2, label: "１".into(), text: "期日　令和２年".into() },
                Block::Item { level: 3, label: "（１）".into(), text: "細目".into() },
                Block::Item { level: 4, label: "ア".into(), text: "次".into() },
                Block::Item { level: 1, label: "第12条".into(), text: "条文".into() },
                Block::Heading { text: "（目的）".into() },
                Block::Ijo,
            ]
        );
    }

    #[test]
    fn words_are_not_labels() {
        for line in ["本件　について", "（注）　参考", "ＩＣＴ　の活用"] {
            assert_eq!(parse(&format!("件名\n{line}")).blocks, [Block::Para { text: line.into() }]);
        }
    }
}
