//! The parts of what was returned that one recipient may see.

use crate::ground::finding::Finding;
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

/// What a department is to mend; nothing for a recipient that is no department.
pub fn findings<'a>(all: &[&'a Finding], department: Option<&str>) -> Vec<&'a Finding> {
    match department {
        Some(_) => {
            all.iter().copied().filter(|finding| finding.department.as_deref() == department).collect()
        }
        None => Vec::new(),
    }
}
