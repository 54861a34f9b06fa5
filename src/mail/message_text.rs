//! What a message says, as its recipient reads it.

use mail_parser::MessageParser;

/// The text of a message that lies in `out/`; nothing if it is none.
pub fn of(bytes: &[u8]) -> String {
    let parsed = MessageParser::default().parse(bytes);
    parsed.and_then(|message| message.body_text(0).map(|text| text.into_owned())).unwrap_or_default()
}
