//! A figure's tree as lines for people.

use crate::published::figure_tree::{Came, FigureTree};
use crate::published::tree_words::{came, heading, named};

/// How much of a tree is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// Of what is counted or gathered a line each.
    Short,
    /// All, down to the cells.
    Full,
}

/// The lines of a tree, the figure's own first.
pub(super) fn lines(tree: &FigureTree, depth: Depth) -> Vec<String> {
    let mut lines = vec![heading(tree)];
    lines.extend(tree.id.clone());
    lines.extend(came(tree));
    below(tree, depth, "", &mut lines);
    lines
}

/// Adds what a figure came of, each behind the branch that leads to it.
fn below(tree: &FigureTree, depth: Depth, before: &str, lines: &mut Vec<String>) {
    let is_list = matches!(tree.came, Came::Counted(_) | Came::Gathered(_));
    for (i, part) in tree.of.iter().enumerate() {
        let is_last = i + 1 == tree.of.len();
        let branch = if is_last { "└ " } else { "├ " };
        let further = format!("{before}{}", if is_last { "　 " } else { "│ " });
        lines.push(format!("{before}{branch}{}", [named(part), heading(part)].concat()));
        if is_list && depth == Depth::Short && part.id.is_some() {
            continue;
        }
        lines.extend(came(part).map(|line| format!("{further}{line}")));
        below(part, depth, &further, lines);
    }
}
