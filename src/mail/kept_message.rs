//! A message as it is kept in `out/` (`.mail`): the bytes that are sent, but with one line in the place of each enclosure.
//! The line names the published file and the hash that it had, so that a paper that goes to thousands lies there once:
//!
//! ```text
//! Content-Type: application/pdf; name="m01-1.pdf"
//! Content-Transfer-Encoding: base64
//!
//! @5f0c…e1 opinions/資料1_数値目標一覧.pdf
//! --=_shiryo_…
//! ```

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::ground::fault::Fault;
use crate::ground::hash::sha256;

/// The ending of a kept message's name.
pub const ENDING: &str = ".mail";
/// What a line begins with that stands for an enclosure. No other line of a message does: base64 has no such letter, and
/// a header begins with a name or, where it goes on, with a space.
const MARK: u8 = b'@';
/// How many bytes become a line of base64, and how many lines are encoded at a time.
const LINE: usize = 57;
const LINES: usize = 256;

/// A file that a message brings, as the kept message names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Where the file lies below `out/`.
    pub path: String,
    /// The hash of its bytes, in hexadecimal.
    pub sha256: String,
}

impl Reference {
    /// The line that stands for the file, without its end.
    pub fn line(&self) -> String {
        format!("{}{} {}", char::from(MARK), self.sha256, self.path)
    }

    fn of(line: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(line.strip_prefix(&[MARK])?).ok()?;
        let (sha256, path) = text.split_once(' ')?;
        Some(Self { path: path.into(), sha256: sha256.into() })
    }
}

/// A message as it is kept.
pub struct KeptMessage<'a> {
    pieces: Vec<Piece<'a, Reference>>,
}

/// A message as it is sent: with its enclosures, which are encoded only as it goes.
pub struct WholeMessage<'a> {
    pieces: Vec<Piece<'a, Vec<u8>>>,
}

enum Piece<'a, E> {
    /// Bytes as they are sent.
    Text(&'a [u8]),
    Enclosure(E),
}

impl<'a> KeptMessage<'a> {
    /// Reads a kept message.
    pub fn read(bytes: &'a [u8]) -> Self {
        let (mut pieces, mut begin, mut at) = (Vec::new(), 0, 0);
        for line in bytes.split_inclusive(|b| *b == b'\n') {
            let bare = line.strip_suffix(b"\r\n").unwrap_or(line);
            if let Some(reference) = Reference::of(bare) {
                pieces.push(Piece::Text(&bytes[begin..at]));
                pieces.push(Piece::Enclosure(reference));
                begin = at + bare.len();
            }
            at += line.len();
        }
        pieces.push(Piece::Text(&bytes[begin..]));
        Self { pieces }
    }

    /// The files that it brings, in their order.
    pub fn references(&self) -> impl Iterator<Item = &Reference> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(_) => None,
            Piece::Enclosure(reference) => Some(reference),
        })
    }

    /// The message with the hash of each enclosure in its place: what can be read of it without the files.
    pub fn with_hashes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => bytes.extend_from_slice(text),
                Piece::Enclosure(file) => bytes.extend(BASE64_STANDARD.encode(&file.sha256).into_bytes()),
            }
        }
        bytes
    }

    /// How many bytes the whole message has; `length` gives those of a file by its path.
    pub fn whole_length(&self, length: &dyn Fn(&str) -> u64) -> u64 {
        let lengths = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.len() as u64,
            Piece::Enclosure(file) => encoded_length(length(&file.path)),
        });
        lengths.sum()
    }

    /// The whole message, with the files as `read` gives them.
    ///
    /// # Errors
    ///
    /// The path of the first file that can't be read, or is not what it was when the message was written.
    pub fn whole(&self, read: &dyn Fn(&str) -> Result<Vec<u8>, Fault>) -> Result<WholeMessage<'a>, String> {
        let whole = |piece: &Piece<'a, Reference>| match piece {
            Piece::Text(text) => Ok(Piece::Text(text)),
            Piece::Enclosure(file) => match read(&file.path) {
                Ok(bytes) if *sha256(&bytes) == *file.sha256 => Ok(Piece::Enclosure(bytes)),
                _ => Err(file.path.clone()),
            },
        };
        Ok(WholeMessage { pieces: self.pieces.iter().map(whole).collect::<Result<_, _>>()? })
    }
}

impl WholeMessage<'_> {
    /// How many bytes it has.
    pub fn length(&self) -> u64 {
        let lengths = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.len() as u64,
            Piece::Enclosure(bytes) => encoded_length(bytes.len() as u64),
        });
        lengths.sum()
    }

    /// Gives its bytes in small pieces, in their order: the same in every run.
    ///
    /// # Errors
    ///
    /// What `take` says; then the rest is not given.
    pub fn give<E>(&self, take: &mut dyn FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => take(text)?,
                Piece::Enclosure(bytes) => {
                    for (n, part) in bytes.chunks(LINE * LINES).enumerate() {
                        let lines: Vec<String> =
                            part.chunks(LINE).map(|line| BASE64_STANDARD.encode(line)).collect();
                        let between = if n == 0 { "" } else { "\r\n" };
                        take(format!("{between}{}", lines.join("\r\n")).as_bytes())?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// How many bytes a file takes in a message: base64 in lines of 76.
pub fn encoded_length(bytes: u64) -> u64 {
    let text = bytes.div_ceil(3) * 4;
    text + text.div_ceil(76).saturating_sub(1) * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str) -> Result<Vec<u8>, Fault> {
        Ok(match path {
            "a/空.csv" => Vec::new(),
            path => vec![7; path.len() * 1000],
        })
    }

    #[test]
    fn a_message_is_made_whole_with_the_files_that_it_names_and_no_others() {
        let line = |path: &str| {
            let hash = sha256(&read(path).expect("a file")).to_string();
            Reference { path: path.into(), sha256: hash }.line()
        };
        let (long, empty) = ("a/資料1 その２ 進捗状況一覧.pdf", "a/空.csv");
        let kept = format!("Subject: a\r\n @b\r\n\r\n{}\r\n--x\r\n{}\r\n--x--\r\n", line(long), line(empty));
        let kept = KeptMessage::read(kept.as_bytes());
        assert_eq!(kept.references().map(|file| file.path.as_str()).collect::<Vec<_>>(), [long, empty]);
        let whole = kept.whole(&read).expect("the files");
        let mut sent = Vec::new();
        whole
            .give::<()>(&mut |piece| {
                sent.extend_from_slice(piece);
                Ok(())
            })
            .expect("no one refuses");
        assert_eq!(sent.len() as u64, whole.length());
        let length = |path: &str| read(path).expect("a file").len() as u64;
        assert_eq!(sent.len() as u64, kept.whole_length(&length));
        let sent = String::from_utf8(sent).expect("ASCII");
        assert!(sent.split("\r\n").all(|line| line.len() <= 76), "lines are short");
        let base64 =
            sent.split("\r\n\r\n").nth(1).and_then(|rest| rest.split("\r\n--x").next()).expect("a part");
        let decoded = BASE64_STANDARD.decode(base64.replace("\r\n", "")).expect("base64");
        assert_eq!(decoded, read(long).expect("a file"));
        assert!(sent.ends_with("--x\r\n\r\n--x--\r\n"), "an empty file has no line");
        // Another file in the place of one stops it.
        let other = |path: &str| read(if path == empty { long } else { path });
        assert_eq!(kept.whole(&other).err().as_deref(), Some(empty));
    }
}
