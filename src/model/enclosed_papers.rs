//! Which papers of a stage go with its letters, and which are bound into a packet.

use super::declared_paper::Paper;
use super::stage::{Stage, StageKind};

/// What stands for all papers of a meeting in one PDF where papers are named by their ids.
pub const PACKET: &str = "packet";

impl Stage {
    /// Whether its papers are also put together in one PDF.
    pub fn has_packet(&self) -> bool {
        matches!(self.kind, StageKind::Meeting | StageKind::Written)
            && self.papers.iter().any(Paper::is_bound)
    }

    /// Whether everyone gets a paper with their letter, by itself or in the packet.
    pub fn encloses(&self, id: &str) -> bool {
        let enclosed = self.enclosed();
        enclosed.contains(&id) || enclosed.contains(&PACKET) && self.paper(id).is_some_and(Paper::is_bound)
    }

    /// The ids of the papers that everyone gets with their letter, in order: those that its messages bring. A stage that
    /// mails nothing sends its packet or, if it has none, the papers that bear a number.
    pub fn enclosed(&self) -> Vec<&str> {
        match &self.mail {
            _ if self.recipients().next().is_none() => Vec::new(),
            Some(mail) => mail.papers.iter().map(|paper| paper.get_ref().as_str()).collect(),
            None if self.has_packet() => vec![PACKET],
            None => {
                let own = self.papers.iter().filter(|paper| paper.number.is_some() && !paper.is_later());
                own.map(Paper::id).collect()
            }
        }
    }
}
