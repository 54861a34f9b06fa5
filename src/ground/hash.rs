//! Hashes of what files hold.

use std::sync::Arc;

use sha2::{Digest, Sha256};

/// The SHA-256 of bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> Arc<str> {
    hexadecimal(&Sha256::digest(bytes)).into()
}

/// The SHA-256 of several pieces of bytes, in hexadecimal. Where one ends counts: `["ab", "c"]` and `["a", "bc"]` differ.
pub fn sha256_of<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sha256::new();
    for piece in pieces {
        hasher.update((piece.len() as u64).to_le_bytes());
        hasher.update(piece);
    }
    hexadecimal(&hasher.finalize())
}

/// Bytes in hexadecimal: `[1, 255]` is `01ff`.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
