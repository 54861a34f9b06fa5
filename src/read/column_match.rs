//! Which column each name of a header means.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::column_apart::Below;
use super::header::{ColumnHeading, Header, HeaderName, How, KnownNames};
use super::header_words::loose;
use super::name_likeness::{Score, same_but_for_notes, shared_pairs};
use super::sheet::SheetRow;
use crate::model::column::Column;

/// How alike a name and a column's are, if they are.
type Likeness = fn(&str, &Column) -> Option<Score>;

/// Decides what each name means: first those that are a known name itself, then, among what is left, those that are
/// like one known name and no other. A name that says the words of a column and is another's means none.
pub fn matched(
    rows: (usize, usize),
    candidate: &[HeaderName],
    names: &KnownNames,
    below: &[SheetRow],
) -> Header {
    let below = Below::of(candidate, names, below);
    let mut header = Header { rows, ..Header::default() };
    for name in candidate {
        let written: Arc<str> = name.written.as_str().into();
        let known = names.known(&name.loose).filter(|_| !name.loose.is_empty());
        let known = known.filter(|known| below.apart(name, known).is_none());
        let first = header.headings.iter().position(|h| known.is_some_and(|known| h.is(known)));
        // Which of two columns of one name is meant nobody can know.
        if let (Some(first), Some(known)) = (first, known) {
            let both = vec![header.headings[first].written.clone(), written.clone()];
            header.ambiguous.push((known.clone(), both));
            header.headings[first].known = None;
        }
        let known = known.filter(|known| !header.is_ambiguous(known)).cloned();
        header.headings.push(ColumnHeading { written, known, how: How::Same, apart: None });
    }
    match_other_names(&mut header, candidate, names);
    match_doubtful(&mut header, candidate, names, &below);
    for likeness in LIKENESSES {
        match_alike(&mut header, candidate, names, &below, likeness);
    }
    say_apart(&mut header, candidate, names, &below);
    header
}

/// In which ways a name may be like a column's, the surer first.
const LIKENESSES: [Likeness; 2] = [same_but_for_notes, shared_pairs];

/// Notes of names that say the words of a column that was not found why they are not that column.
fn say_apart(header: &mut Header, candidate: &[HeaderName], names: &KnownNames, below: &Below<'_>) {
    let columns: Vec<&Arc<Column>> = names.columns.iter().filter(|column| column.year.is_none()).collect();
    for (i, name) in candidate.iter().enumerate().filter(|(_, name)| !name.loose.is_empty()) {
        if header.headings[i].known.is_some() {
            continue;
        }
        let alike = LIKENESSES.iter().find_map(|likeness| most_alike(&name.written, &columns, *likeness));
        let within = || columns.iter().find(|known| name.loose.contains(&loose(&known.name))).copied();
        let known =
            names.known_but_for_notes(&name.loose).or(name.perhaps.as_ref()).or(alike).or_else(within);
        let missing = known.filter(|known| !header.has(known) && !header.is_ambiguous(known));
        header.headings[i].apart = missing.and_then(|known| Some((known.clone(), below.apart(name, known)?)));
        if header.headings[i].apart.is_some() {
            header.headings[i].written = format!("{}{}", name.group, name.written).into();
        }
    }
}

/// Matches the other names by which people call a column that is not there by its own: 旧 for 改正前.
fn match_other_names(header: &mut Header, candidate: &[HeaderName], names: &KnownNames) {
    for known in names.columns.iter().filter(|column| !column.also.is_empty()) {
        let is_called = |i: &usize| names.also_called(&candidate[*i].loose).is_some_and(|k| k.id == known.id);
        let claims: Vec<usize> =
            (0..candidate.len()).filter(|i| header.headings[*i].known.is_none()).filter(is_called).collect();
        if !header.has(known) && !header.is_ambiguous(known) {
            settle(header, known, &claims);
        }
    }
}

/// Matches names that may mean a column, where it is only one: the only 「実績値」 stands below 「窓口」. This is said to
/// the department, since 「窓口」 may make another thing of it.
fn match_doubtful(header: &mut Header, candidate: &[HeaderName], names: &KnownNames, below: &Below<'_>) {
    for known in names.columns.iter() {
        let claims: Vec<usize> = (0..candidate.len())
            .filter(|&i| candidate[i].perhaps.as_ref().is_some_and(|other| other.id == known.id))
            .filter(|&i| below.apart(&candidate[i], known).is_none())
            .collect();
        if !header.has(known) && !header.is_ambiguous(known) {
            settle(header, known, &claims);
        }
    }
}

/// Gives a known name to the one column that claims it; if there are several, to none.
fn settle(header: &mut Header, known: &Arc<Column>, claims: &[usize]) {
    match claims {
        [] => {}
        [i] => {
            header.headings[*i].known = Some(known.clone());
            header.headings[*i].how = How::Alike;
        }
        several => {
            let written = several.iter().map(|&i| header.headings[i].written.clone()).collect();
            header.ambiguous.push((known.clone(), written));
        }
    }
}

/// Matches each name with the known name that it is most like, if that known name is like no other column equally.
fn match_alike(
    header: &mut Header,
    candidate: &[HeaderName],
    names: &KnownNames,
    below: &Below<'_>,
    likeness: Likeness,
) {
    let ambiguous: BTreeSet<Arc<str>> =
        header.ambiguous.iter().flat_map(|(_, names)| names.clone()).collect();
    let open =
        |h: &ColumnHeading| h.known.is_none() && !h.written.is_empty() && !ambiguous.contains(&h.written);
    if !header.headings.iter().any(open) {
        return;
    }
    // A column of a year is known by its year, not by likeness.
    let is_free =
        |column: &&Arc<Column>| column.year.is_none() && !header.has(column) && !header.is_ambiguous(column);
    let free: Vec<&Arc<Column>> = names.columns.iter().filter(is_free).collect();
    let best: Vec<Option<&Arc<Column>>> = (header.headings.iter().zip(candidate))
        .map(|(heading, name)| {
            let best = if open(heading) { most_alike(&heading.written, &free, likeness) } else { None };
            best.filter(|known| below.apart(name, known).is_none())
        })
        .collect();
    for known in free {
        let claims: Vec<usize> =
            (0..best.len()).filter(|&i| best[i].is_some_and(|best| best.id == known.id)).collect();
        settle(header, known, &claims);
    }
}

/// The one column that a name is most like; none if two are equal.
fn most_alike<'a>(written: &str, columns: &[&'a Arc<Column>], likeness: Likeness) -> Option<&'a Arc<Column>> {
    let mut scores: Vec<(Score, &Arc<Column>)> =
        columns.iter().filter_map(|known| Some((likeness(written, known)?, *known))).collect();
    scores.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    match scores.as_slice() {
        [(_, known)] => Some(known),
        [(first, known), (second, _), ..] if first > second => Some(known),
        _ => None,
    }
}
