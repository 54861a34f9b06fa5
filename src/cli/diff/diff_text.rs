//! What differs, as lines for people.

use crate::diff::diff_page::{DiffPage, DiffPart, Line, WordLines};
use crate::render::view::compared_text::ComparedText;

/// The lines of all that differs.
pub(super) fn lines(page: &DiffPage<'_>) -> Vec<String> {
    let mut lines = vec![format!("前: {}", page.old), format!("後: {}", page.new)];
    if page.stages.is_empty() {
        lines.push("違うところはありません。".into());
    }
    page.stages.iter().for_each(|stage| part(stage, &mut lines));
    lines
}

fn part(stage: &DiffPart, lines: &mut Vec<String>) {
    lines.extend([String::new(), format!("■ {}（{}）", stage.title, stage.stage)]);
    lines.push(format!("違いの指紋 {}", stage.fingerprint));
    if !stage.values.is_empty() {
        lines.push(format!("値 {}", stage.values.len()));
    }
    for value in &stage.values {
        lines.push(format!("  {}　{} → {}", value.called, value.old, value.new));
        lines.extend(value.why.iter().map(|why| format!("    わけ: {why}")));
        lines.extend(
            (!value.places.is_empty()).then(|| format!("    載っている所: {}", value.places.join("、"))),
        );
    }
    if !stage.words.is_empty() {
        lines.push(format!("文 {}", stage.words.len()));
    }
    stage.words.iter().for_each(|paper| words(paper, lines));
    listed("宛先", &stage.people, lines);
    listed("ファイル", &stage.files, lines);
}

fn words(paper: &WordLines, lines: &mut Vec<String>) {
    lines.push(format!("  {}", paper.paper));
    if paper.unread {
        lines.push("    前の PDF がないか読めないので、文は比べていません。".into());
    }
    for place in &paper.places {
        lines.push(format!("    {}", place.at));
        lines.push(format!("      - {}", marked(&place.old)));
        lines.push(format!("      + {}", marked(&place.new)));
    }
}

/// A text with 【】 around what differs.
fn marked(pieces: &[ComparedText]) -> String {
    let piece = |piece: &ComparedText| match piece.changed {
        true => format!("【{}】", piece.text),
        false => piece.text.clone(),
    };
    pieces.iter().map(piece).collect()
}

fn listed(name: &str, of: &[Line], lines: &mut Vec<String>) {
    if !of.is_empty() {
        lines.push(format!("{name} {}", of.len()));
    }
    lines.extend(of.iter().map(|line| format!("  {}　{} → {}", line.called, line.old, line.new)));
}
