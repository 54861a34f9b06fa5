//! What is wrong with a tag tree for those who hear it.

use std::collections::BTreeSet;

use super::tree::Node;

/// What stands within a line's pitch stands on the same line, as the number of a paper beside its title.
const LINE: f32 = 18.0;

/// The faults of a tree, each in a few words.
pub(crate) fn faults_of(root: &Node) -> Vec<String> {
    let mut faults = Vec::new();
    headings(root, &mut faults);
    each(root, &mut |node| match node.role.as_str() {
        "Table" => table(node, &mut faults),
        "L" => list(node, &mut faults),
        "LI" => item(node, &mut faults),
        "Figure" if node.alt.as_ref().is_none_or(|alt| alt.trim().is_empty() || alt.starts_with('=')) => {
            faults.push(format!("a figure says nothing: {:?}", node.alt));
        }
        "Link" if node.leads != Some(true) => faults.push(format!("a link leads nowhere: {}", start(node))),
        _ => {}
    });
    order(root, &mut faults);
    faults
}

fn each<'n>(node: &'n Node, see: &mut impl FnMut(&'n Node)) {
    see(node);
    node.kids.iter().for_each(|kid| each(kid, see));
}

/// A few words of a part.
pub(crate) fn start(node: &Node) -> String {
    node.words().chars().take(20).collect()
}

/// The first heading is the paper's; each further one is at most a level deeper than the one before.
fn headings(root: &Node, faults: &mut Vec<String>) {
    let mut found = Vec::new();
    root.all(&["H1", "H2", "H3", "H4", "H5", "H6"], &mut found);
    let mut level = 0;
    if found.is_empty() {
        faults.push("no heading".to_owned());
    }
    for heading in found {
        let next = usize::from(heading.role.as_bytes()[1] - b'0');
        if next > level + 1 {
            faults.push(format!("a heading of level {next} after {level}: {}", start(heading)));
        }
        level = next;
    }
}

/// The first row names the columns, the first column the rows; all rows are as wide; each value knows what it is of.
/// A table of one row of values, as 「15 14 1」, has no names of rows.
fn table(table: &Node, faults: &mut Vec<String>) {
    let mut rows = Vec::new();
    table.all(&["TR"], &mut rows);
    let scope = |cell: &Node, scope: &str| cell.role == "TH" && cell.scope.as_deref() == Some(scope);
    let first = rows.first().map(|row| row.kids.as_slice()).unwrap_or_default();
    if first.is_empty() || !first.iter().all(|cell| scope(cell, "Column")) {
        faults.push(format!("a first row that does not name its columns: {}", start(table)));
    }
    let heads = rows.iter().take_while(|row| row.kids.iter().all(|cell| scope(cell, "Column"))).count();
    let values = &rows[heads..];
    // What reaches down from the rows above, by its columns.
    let mut taken: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut widths = BTreeSet::new();
    for (y, row) in rows.iter().enumerate() {
        let mut x = 0;
        for cell in &row.kids {
            while taken.contains(&(x, y)) {
                x += 1;
            }
            if x == 0 && y >= heads && values.len() > 1 && !scope(cell, "Row") {
                faults.push(format!("a row without a name: {}", start(row)));
            }
            if cell.role == "TD" && cell.headers == 0 {
                faults.push(format!("a value that is of nothing: {}", start(cell)));
            }
            for column in x..x + cell.columns {
                taken.extend((y..y + cell.rows).map(|y| (column, y)));
            }
            x += cell.columns;
        }
        widths.insert(taken.iter().filter(|(_, at)| *at == y).count());
    }
    if widths.len() > 1 {
        faults.push(format!("rows of {widths:?} columns: {}", start(table)));
    }
}

fn list(list: &Node, faults: &mut Vec<String>) {
    if list.kids.is_empty() || list.kids.iter().any(|kid| kid.role != "LI") {
        faults.push(format!("a list that holds no items, or more than items: {}", start(list)));
    }
}

fn item(item: &Node, faults: &mut Vec<String>) {
    let roles: Vec<&str> = item.kids.iter().map(|kid| kid.role.as_str()).collect();
    if !matches!(roles[..], ["Lbl", "LBody"] | ["LBody"]) {
        faults.push(format!("an item of {roles:?}: {}", start(item)));
    } else if item.kids.last().is_none_or(|body| body.words().trim().is_empty()) {
        faults.push(format!("an item that says nothing: {}", start(item)));
    }
}

/// What is read next stands further down on its page, or at the right of what was read, or on a page behind.
fn order(node: &Node, faults: &mut Vec<String>) {
    // A figure is read by its alternative, a row from left to right.
    if matches!(node.role.as_str(), "Figure" | "TR") {
        return node.kids.iter().for_each(|kid| order(kid, faults));
    }
    let placed = |kid: &Node| kid.first_place();
    for pair in node.kids.windows(2) {
        let (Some((page, x, y)), Some((next_page, next_x, next_y))) = (placed(&pair[0]), placed(&pair[1]))
        else {
            continue;
        };
        let above = next_page == page && next_y < y - LINE && next_x <= x;
        if next_page < page || above {
            faults.push(format!("「{}」 is read before 「{}」 above it", start(&pair[0]), start(&pair[1])));
        }
    }
    node.kids.iter().for_each(|kid| order(kid, faults));
}
