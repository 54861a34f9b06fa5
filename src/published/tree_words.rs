//! What is said of the parts of a figure's tree, as lines and pages say it.

use super::figure_tree::{Came, FigureTree};

/// What a figure is called, and as what it is printed.
pub fn heading(tree: &FigureTree) -> String {
    let text = tree.text.as_deref().map(|text| if text.is_empty() { "（空白）" } else { text });
    let parts = [Some(tree.called.as_str()).filter(|called| !called.is_empty()), text];
    parts.into_iter().flatten().collect::<Vec<_>>().join("　")
}

/// What the one above calls it, with what it stood for: 「M（40.25）　」.
pub fn named(part: &FigureTree) -> String {
    let weight = part.weight.as_deref().filter(|weight| *weight != "1");
    let weight = weight.map(|weight| format!("重み {weight}"));
    let value = part.value.clone().filter(|value| part.text.as_ref() != Some(value));
    let said: Vec<String> = value.into_iter().chain(weight).collect();
    let said = if said.is_empty() { String::new() } else { format!("（{}）", said.join("、")) };
    match &part.name {
        Some(name) => format!("{name}{said}　"),
        None if said.is_empty() => String::new(),
        None => format!("{said}　"),
    }
}

/// How it came, in a line; none where the branches say it.
pub fn came(tree: &FigureTree) -> Option<String> {
    Some(match &tree.came {
        Came::Read(read) => read.to_string(),
        Came::Reckoned { formula, filled, value, .. } if value == "true" => {
            format!("{formula}（{filled}）に当たる")
        }
        Came::Reckoned { formula, filled, value, .. } if value == "false" => {
            format!("{formula}（{filled}）に当たらない")
        }
        Came::Reckoned { formula, filled, value, settled } => {
            let settled =
                settled.as_ref().map_or(String::new(), |settled| format!("、丸めや上限の後は {settled}"));
            // A formula that is one name says no more when it is filled.
            let filled = if filled == value { String::new() } else { format!("{filled} ＝ ") };
            format!("＝ {formula} ＝ {filled}{value}{settled}")
        }
        Came::Counted(n) => format!("次の {n} を数えた"),
        Came::Gathered(by) => match by.as_str() {
            "share" => "次の指標のうち、当たるもの（1）の割合".into(),
            "mean" => "次の指標の平均".into(),
            "points" => "次の指標の平均点".into(),
            _ => "次の指標の最も低い評価".into(),
        },
        Came::Above => "（上に同じ）".into(),
        Came::Untold => return None,
    })
}
