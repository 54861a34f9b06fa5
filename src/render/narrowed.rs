//! The parts of what was returned that one recipient may see.

use crate::decide::asked::is_asked;
use crate::ground::finding::Finding;
use crate::ground::text::fold;
use crate::model::body::Member;
use crate::model::cycle::Cycle;
use crate::model::department_report::Reports;
use crate::model::opinion::Opinion;
use crate::model::recipient::Recipient;
use crate::model::register::Register;
use crate::model::submission::{Submission, Submissions};

/// The rows of a register that are of the recipient's measures.
pub fn register(all: &Register, owns: impl Fn(&str) -> bool) -> Register {
    all.only(|entry| owns(&entry.indicator.key.measure))
}

/// The files that a department sent, the secretariat's corrections of them, and what could not be read in them; nothing
/// for a recipient that is no department.
pub fn submissions(all: &Submissions, department: Option<&str>) -> Submissions {
    let sent = |file: &&Submission| department == Some(file.department.as_str());
    Submissions {
        files: all.files.iter().filter(sent).cloned().collect(),
        findings: match department {
            Some(_) => {
                let own = all.findings.iter().filter(|finding| finding.department.as_deref() == department);
                own.cloned().collect()
            }
            None => Vec::new(),
        },
    }
}

/// What a department reported, and what it is asked of earlier years; nothing for a recipient that is no department.
pub fn reports(all: &Reports, cycle: &Cycle, department: Option<&str>) -> Reports {
    let Some(code) = department else { return Reports::default() };
    Reports {
        files: all.files.iter().filter(|report| report.department == code).cloned().collect(),
        carried: all.carried.iter().filter(|carried| is_asked(cycle, code, carried)).cloned().collect(),
        findings: Vec::new(),
        texts: Vec::new(),
    }
}

/// What a department is to mend; nothing for a recipient that is no department.
pub fn findings<'a>(all: &[&'a Finding], department: Option<&str>) -> Vec<&'a Finding> {
    match department {
        Some(_) => {
            all.iter().copied().filter(|finding| finding.department.as_deref() == department).collect()
        }
        None => Vec::new(),
    }
}

/// Whether an opinion is a recipient's business: a department's if it is on its measures or on all, an organization's if
/// it is its own, a member's if its body said it in a meeting. What another member said by name is that one's alone.
pub fn is_own(opinion: &Opinion, recipient: &Recipient<'_>, cycle: &Cycle) -> bool {
    match recipient {
        Recipient::Department(department) => {
            let owner = |number: &str| cycle.measure(number).map(|measure| measure.owner.text.as_str());
            opinion.measure.is_empty() || owner(&opinion.measure.text) == Some(&department.code.text)
        }
        Recipient::Organization(_) => is_spoken_by(opinion, recipient, cycle),
        Recipient::Member(member) => {
            opinion.submitter == member.body.text
                && (is_spoken_by(opinion, recipient, cycle) || speaker(opinion, cycle).is_none())
        }
    }
}

/// Whether a recipient said it itself: an organization sent it, a member stands as the one who said it. In doubt
/// nobody said it.
pub fn is_spoken_by(opinion: &Opinion, recipient: &Recipient<'_>, cycle: &Cycle) -> bool {
    match recipient {
        Recipient::Department(_) => false,
        Recipient::Organization(organization) => {
            opinion.submitter == organization.code.text && cycle.body(&opinion.submitter).is_none()
        }
        Recipient::Member(member) => {
            let is_named = |speaker: &Member| speaker.code.text == member.code.text;
            opinion.submitter == member.body.text && speaker(opinion, cycle).is_some_and(is_named)
        }
    }
}

/// The member of a body whom an opinion names as the one who said it: 「庄司　昌彦」 or 「庄司昌彦構成員」. Of names of which one
/// is within another the longest is meant. None where nobody is named: 「構成員」.
fn speaker<'a>(opinion: &Opinion, cycle: &'a Cycle) -> Option<&'a Member> {
    let from = fold(&opinion.from.text);
    let name = |member: &Member| match member.name.is_empty() {
        true => fold(&member.affiliation.text),
        false => fold(&member.name.text),
    };
    let named = cycle.members_of(&opinion.submitter).filter(|member| {
        let name = name(member);
        !name.is_empty() && from.contains(&name)
    });
    named.max_by_key(|member| name(member).chars().count())
}
