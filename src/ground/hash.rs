//! Hashes of what files hold.

use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;
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

/// The SHA-256 of what a value is as JSON, in hexadecimal. The JSON itself is not kept: it may be large.
///
/// # Errors
///
/// If it can't be serialized.
pub fn sha256_of_json(value: &impl Serialize) -> Result<String, serde_json::Error> {
    sha256_of_written(|to| serde_json::to_writer(to, value))
}

/// The SHA-256 of what is written, in hexadecimal.
///
/// # Errors
///
/// If it can't be written.
pub fn sha256_of_written<E>(write: impl FnOnce(&mut dyn Write) -> Result<(), E>) -> Result<String, E> {
    let mut hashed = Hashed(Sha256::new());
    write(&mut hashed)?;
    Ok(hexadecimal(&hashed.0.finalize()))
}

/// Hashes what is written.
struct Hashed(Sha256);

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Bytes in hexadecimal: `[1, 255]` is `01ff`.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
