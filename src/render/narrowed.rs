//! The parts of what was returned that one recipient may see.

use crate::decide::asked::{concerns, is_asked};
use crate::decide::speaker::{Speaker, speaker};
use crate::ground::finding::Finding;
use crate::ground::text;
use crate::model::cycle::Cycle;
use crate::model::department_report::{CarriedOpinion, Reports};
use crate::model::opinion::Opinion;
use crate::model::own_table::{OwnTable, OwnTableRow, TableKey};
use crate::model::recipient::Recipient;
use crate::model::register::Register;
use crate::model::submission::{Submission, Submissions};

/// The rows of a register that are of the recipient's measures.
pub fn register(all: &Register, owns: impl Fn(&str) -> bool) -> Register {
    all.only(|entry| owns(&entry.indicator.key.measure))
}

/// The files that departments sent, the secretariat's corrections of them, and what could not be read in them; nothing
/// for a recipient that is no department.
pub fn submissions(all: &Submissions, departments: &[&str]) -> Submissions {
    let sent = |file: &&Submission| departments.contains(&file.department.as_str());
    let is_own = |department: Option<&str>| department.is_some_and(|code| departments.contains(&code));
    Submissions {
        files: all.files.iter().filter(sent).cloned().collect(),
        findings: all.findings.iter().filter(|one| is_own(one.department.as_deref())).cloned().collect(),
    }
}

/// What a department reported, and what it is asked of earlier years; of earlier years what another recipient said, or its
/// body.
pub fn reports(all: &Reports, cycle: &Cycle, recipient: &Recipient<'_>) -> Reports {
    let sender = match recipient {
        Recipient::Department(_) | Recipient::Bureau(_) => "",
        Recipient::Organization(organization) => &organization.code.text,
        Recipient::Member(member) => &member.body.text,
    };
    let (departments, sender) = (recipient.departments(cycle), text::key(sender));
    let is_own = |carried: &&CarriedOpinion| match recipient.department() {
        Some(_) => departments.iter().any(|code| is_asked(cycle, code, carried)),
        None => carried.unasked.is_none() && text::key(&carried.sender.text) == sender,
    };
    Reports {
        files: all
            .files
            .iter()
            .filter(|report| departments.contains(&&*report.department))
            .cloned()
            .collect(),
        carried: all.carried.iter().filter(is_own).cloned().collect(),
        findings: Vec::new(),
        texts: Vec::new(),
    }
}

/// The rows of the cycle's own tables that are a recipient's: of its measures, or of itself. What is of a whole category
/// is nobody's.
pub fn tables<'a>(
    all: &[(&'a OwnTable, Vec<&'a OwnTableRow>)],
    owns: impl Fn(&str) -> bool,
    recipient: &Recipient<'_>,
    departments: &[&str],
) -> Vec<(&'a OwnTable, Vec<&'a OwnTableRow>)> {
    let (kind, codes) = match recipient {
        Recipient::Department(_) | Recipient::Bureau(_) => (TableKey::Department, departments.to_vec()),
        Recipient::Organization(organization) => (TableKey::Organization, vec![&*organization.code.text]),
        Recipient::Member(member) => (TableKey::Member, vec![&*member.code.text]),
    };
    // A row of several things is one's own only if no other's is among them.
    let is_own = |table: &OwnTable, row: &OwnTableRow| {
        let of = |kind: TableKey| table.of(row, kind);
        let persons = [TableKey::Department, TableKey::Organization, TableKey::Member];
        let of_another = persons.iter().any(|other| match of(*other) {
            Some(one) => *other != kind || !codes.contains(&one),
            None => false,
        });
        let is_named = of(kind).is_some_and(|one| codes.contains(&one));
        let is_owned = table.measure(row).is_some_and(&owns);
        !of_another && (is_named || is_owned) && (is_owned || table.measure(row).is_none())
    };
    let own = |table: &'a OwnTable, rows: &[&'a OwnTableRow]| {
        rows.iter().copied().filter(|row| is_own(table, row)).collect()
    };
    all.iter().map(|(table, rows)| (*table, own(table, rows))).collect()
}

/// What departments are to mend; nothing for a recipient that is no department.
pub fn findings<'a>(all: &[&'a Finding], departments: &[&str]) -> Vec<&'a Finding> {
    let is_own = |department: Option<&str>| department.is_some_and(|code| departments.contains(&code));
    all.iter().copied().filter(|finding| is_own(finding.department.as_deref())).collect()
}

/// Whether an opinion is a recipient's business: a department's if it is on its measures or on all, an organization's if
/// it is its own, a member's if its body said it in a meeting. What other members said by name is theirs alone.
pub fn is_own(opinion: &Opinion, recipient: &Recipient<'_>, cycle: &Cycle) -> bool {
    match recipient {
        Recipient::Department(_) | Recipient::Bureau(_) => {
            recipient.departments(cycle).iter().any(|code| concerns(cycle, code, opinion))
        }
        Recipient::Organization(_) => is_spoken_by(opinion, recipient, cycle),
        Recipient::Member(member) => {
            let is_anyones = || matches!(speaker(opinion, cycle), Speaker::Meeting | Speaker::Unclear { .. });
            opinion.submitter == member.body.text && (is_spoken_by(opinion, recipient, cycle) || is_anyones())
        }
    }
}

/// Whether a recipient said it itself: an organization sent it, a member stands as one who said it. In doubt nobody said
/// it.
pub fn is_spoken_by(opinion: &Opinion, recipient: &Recipient<'_>, cycle: &Cycle) -> bool {
    match recipient {
        Recipient::Department(_) | Recipient::Bureau(_) => false,
        Recipient::Organization(organization) => {
            opinion.submitter == organization.code.text
                && cycle.body(&opinion.submitter).is_none()
                && matches!(speaker(opinion, cycle), Speaker::Organization)
        }
        Recipient::Member(member) => match speaker(opinion, cycle) {
            Speaker::Members(named) if opinion.submitter == member.body.text => {
                named.iter().any(|named| named.code.text == member.code.text)
            }
            _ => false,
        },
    }
}
