//! By what a message is known again in the ledger: its year, its letters, its content, never the cycle's id or a place in
//! a list.

use crate::ground::hash::sha256;
use crate::model::letter::Letter;
use crate::model::stage::Stage;
use crate::render::artifact::{Attached, FileKind, MessageIdentity};
use crate::render::sink::AcceptedFile;

/// The letters of an identity, out of the files that were made for the recipient. The rest of it is left empty.
pub fn of_letters(stage: &Stage, own: &[&AcceptedFile]) -> MessageIdentity {
    let letters = own.iter().map(|file| &file.about).filter(|about| about.kind == FileKind::Letter);
    let made: Vec<&str> = letters.map(|about| about.document.as_str()).collect();
    let id = |letter: &Letter| letter.id.get_ref().clone();
    let letters: Vec<&Letter> =
        stage.letters.iter().filter(|letter| made.contains(&letter.id.get_ref().as_str())).collect();
    MessageIdentity {
        letters: letters.iter().map(|letter| id(letter)).collect(),
        numbers: letters
            .iter()
            .filter_map(|letter| Some(letter.number.as_ref()?.get_ref().clone()))
            .collect(),
        declared: stage.letters.iter().map(id).collect(),
        ..MessageIdentity::default()
    }
}

/// The SHA-256 of what a recipient reads of a message: its subject, its body, and the names and bytes of its files.
pub fn content(subject: &str, body: &str, attachments: &[Attached]) -> String {
    let files = attachments.iter().flat_map(|file| [file.name.as_str(), &file.sha256]);
    let texts: Vec<&str> = [subject, body].into_iter().chain(files).collect();
    // A zero byte stands in no text: no two messages read the same when joined.
    sha256(texts.join("\0").as_bytes()).to_string()
}

/// A text as part of a message's id: letters, digits and hyphens; any other byte as its number, `a.b` as `a_2eb`.
pub fn token(text: impl AsRef<str>) -> String {
    let plain = |b: u8| match b {
        b if b.is_ascii_alphanumeric() || b == b'-' => char::from(b).to_string(),
        b => format!("_{b:02x}"),
    };
    text.as_ref().bytes().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_texts_have_one_token() {
        assert_eq!(token("r01-ict"), "r01-ict");
        assert_eq!(token("a.b"), "a_2eb");
        assert_ne!(token("a_2eb"), token("a.b"));
    }
}
