//! A figure with all that it came of, as a page tells it: down to the row that was sent.

use serde::Serialize;

use super::laid_paper::LaidPaper;
use super::live::Live;
use super::source_row::{self, SourceRow};
use crate::published::figure_tree::{Came, FigureTree, TreeGrower};
use crate::published::tree_words::{came, heading, named};
use crate::render::view::figure_names;

/// A figure of a tree.
#[derive(Debug, Serialize)]
pub struct Branch {
    /// What it is called, and as what it is printed.
    pub heading: String,
    /// Its id; none of what is no figure.
    pub id: Option<String>,
    /// How it came, in a line.
    pub came: Option<String>,
    /// The row that it was read in, as it was sent.
    pub row: Option<SourceRow>,
    /// Whether what it came of is a list, which is folded.
    pub is_list: bool,
    /// What it came of.
    pub of: Vec<Branch>,
}

/// A figure of a paper; none if the paper neither prints nor uses it.
pub fn of(live: &Live<'_>, paper: &LaidPaper, id: &str) -> Option<Branch> {
    let called = |id: &str| figure_names::called(&live.loaded.cycle, id);
    let tree = TreeGrower::new(&paper.values, &called).tree(id)?;
    Some(branch(live, &tree, true))
}

/// `with_row`: of a list of a hundred indicators the rows are not looked up.
fn branch(live: &Live<'_>, tree: &FigureTree, with_row: bool) -> Branch {
    let is_list = matches!(tree.came, Came::Counted(_) | Came::Gathered(_));
    let row = match &tree.came {
        Came::Read(read) if with_row => source_row::of(live.sources, read),
        _ => None,
    };
    Branch {
        heading: [named(tree), heading(tree)].concat(),
        id: tree.id.clone(),
        came: came(tree),
        row,
        is_list,
        of: tree.of.iter().map(|part| branch(live, part, with_row && !is_list)).collect(),
    }
}
