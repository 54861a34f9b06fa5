//! The fingerprint of what is published: which program made it, and of which inputs. Every page bears it.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ground::hash::sha256_of_json;
use crate::ground::program::{PROGRAM, VERSION};

/// Which program made something, and of which inputs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicFingerprint {
    /// The program's version: 「0.1.0」.
    pub version: String,
    /// The hash of the program.
    pub program: String,
    /// The hash of the inputs and of the root's own templates, of each its path and its SHA-256.
    pub inputs: String,
}

impl PublicFingerprint {
    /// That of this program and these inputs: the SHA-256 of each by its path.
    ///
    /// # Errors
    ///
    /// If serializing fails.
    pub fn of(inputs: &BTreeMap<String, String>) -> Result<Self, serde_json::Error> {
        Ok(Self { version: VERSION.into(), program: PROGRAM.into(), inputs: sha256_of_json(inputs)? })
    }
}

/// 「shiryo 0.1.0 program:246c26a64c48feea inputs:f548af69…」
impl fmt::Display for PublicFingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "shiryo {} program:{} inputs:{}", self.version, self.program, self.inputs)
    }
}
