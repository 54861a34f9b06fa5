//! Why a file was not made.

use crate::ground::fault::Fault;
use crate::library::trouble::Trouble;

/// Why a file was not made.
#[derive(Debug, thiserror::Error)]
pub enum Unmade {
    /// Templates, or texts that they are filled in from, are wrong.
    #[error("{}", messages(.0))]
    Troubles(Vec<Trouble>),
    /// The machine refused.
    #[error(transparent)]
    Fault(#[from] Fault),
}

fn messages(troubles: &[Trouble]) -> String {
    troubles.iter().map(|trouble| trouble.message.as_str()).collect::<Vec<_>>().join("\n")
}

impl From<Trouble> for Unmade {
    fn from(trouble: Trouble) -> Self {
        Self::Troubles(vec![trouble])
    }
}

impl From<Vec<Trouble>> for Unmade {
    fn from(troubles: Vec<Trouble>) -> Self {
        Self::Troubles(troubles)
    }
}
