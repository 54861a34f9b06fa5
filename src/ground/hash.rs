//! Hashes of what files hold.

use std::sync::Arc;

use sha2::{Digest, Sha256};

/// The SHA-256 of bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> Arc<str> {
    hexadecimal(&Sha256::digest(bytes)).into()
}

/// Bytes in hexadecimal: `[1, 255]` is `01ff`.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
