//! The figures of a body: how many members it has, in all and by group, and how many years they serve.

use super::derivation::{Derivation, Items, ReadAt, Used, WorkedFormula};
use super::figure::Figure;
use super::filled_text::FilledText;
use super::scope::Scope;
use crate::ground::text::running_digits;
use crate::ground::wareki::Year;
use crate::model::body::{Body, Member, Term};

/// How many members it has: as many as it declares, else those of its roster. 「93」
pub fn count(scope: &Scope<'_>, body: &Body) -> Figure {
    match &body.count {
        Some(declared) => {
            let n = *declared.get_ref();
            let read = ReadAt::new(&scope.cycle.source.of(declared), &n.to_string());
            Figure::running(id(body, "declared"), n, "", Derivation::Read(read))
        }
        None => listed(scope, body, ""),
    }
}

/// How many members its roster lists. 「７名」
pub fn roster_count(scope: &Scope<'_>, body: &Body) -> Figure {
    listed(scope, body, "名")
}

fn listed(scope: &Scope<'_>, body: &Body, counter: &str) -> Figure {
    let members: Vec<&Member> = scope.cycle.members_at(body.id.get_ref(), scope.stage).collect();
    of_members(id(body, "members"), &members, counter)
}

/// How many members stand under each heading of its roster. 「有識者５名、実践者２名」
pub fn groups(scope: &Scope<'_>, body: &Body) -> FilledText {
    let mut groups: Vec<(&str, Vec<&Member>)> = Vec::new();
    for member in scope.cycle.members_at(body.id.get_ref(), scope.stage) {
        let heading = member.group.text.as_str();
        match groups.iter_mut().find(|(other, _)| *other == heading) {
            Some((_, members)) => members.push(member),
            None => groups.push((heading, vec![member])),
        }
    }
    groups.iter().enumerate().fold(FilledText::default(), |text, (i, (heading, members))| {
        let name = body.group_names.get(*heading).map_or(*heading, String::as_str);
        let text = if i > 0 { text.words("、") } else { text };
        // A group of its own is the whole body, and its count that of the body.
        let id = match groups.len() {
            1 => id(body, "members"),
            _ => format!("{}/{heading}", id(body, "members")),
        };
        text.words(&running_digits(name)).figure(of_members(id, members, "名"))
    })
}

/// How many years its members serve. 「３年」
pub fn years(scope: &Scope<'_>, body: &Body) -> Option<Figure> {
    let declared = body.term.as_ref()?;
    let term = declared.get_ref();
    let years = u32::try_from(term.to - term.from + 1).ok()?;
    let at = scope.cycle.source.of(declared);
    let used = |name: &str, year: i32| Used {
        name: name.into(),
        value: year.to_string(),
        id: None,
        how: Some(Box::new(Derivation::Read(ReadAt::new(&at, &year.to_string())))),
    };
    let uses = vec![used("to", term.to), used("from", term.from)];
    let formula = "to − from + 1".into();
    let filled = format!("{} − {} + 1", term.to, term.from);
    let reckoned = WorkedFormula { formula, filled, uses, value: years.to_string(), settled: None };
    Some(Figure::running(id(body, "years"), years, "年", Derivation::Reckoned(reckoned)))
}

/// From which year to which its members serve. 「令和元年度～令和３年度」
pub fn print_term(term: Term) -> String {
    let year = |western| Year { western, fiscal: true }.print();
    format!("{}～{}", year(term.from), year(term.to))
}

/// Members, counted in the file that lists them.
fn of_members(id: String, members: &[&Member], counter: &str) -> Figure {
    Figure::counted(id, Items::cells(members.iter().map(|member| member.called_in())), counter)
}

fn id(body: &Body, what: &str) -> String {
    format!("body/{}/{what}", body.id.get_ref())
}
