//! An answer of a mail server: bytes that are checked to be one, and shown as text that does nothing.

use encoding_rs::SHIFT_JIS;

use crate::ground::text::forbidden;

/// An answer of the server.
#[derive(Debug)]
pub(super) struct Answer {
    /// Its three digits.
    pub code: u16,
    /// Its lines without them, as text that may be shown.
    pub lines: Vec<String>,
}

/// How the answer stands to what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// 2xx: it is done.
    Done,
    /// 3xx: go on.
    GoOn,
    /// 4xx: not now.
    NotNow,
    /// 5xx: never.
    Never,
}

impl Answer {
    /// How it stands to what was asked.
    pub(super) fn tone(&self) -> Tone {
        match self.code / 100 {
            2 => Tone::Done,
            3 => Tone::GoOn,
            4 => Tone::NotNow,
            _ => Tone::Never,
        }
    }

    /// Whether it speaks of the mail, as 250 does, and not of the connection or the server, as 220 and 211 do.
    pub(super) fn is_of_mail(&self) -> bool {
        self.code / 10 % 10 == 5
    }

    /// As people read it: 「550 5.1.1 no such user」
    pub(super) fn text(&self) -> String {
        let text = self.lines.join(" ");
        format!("{} {}", self.code, text.trim()).trim_end().chars().take(MOST_SHOWN).collect()
    }
}

/// The most characters that are kept of an answer.
const MOST_SHOWN: usize = 400;
/// A line of an answer: its code, whether it is the last, its text. `250-SIZE` is not the last, `250 HELP` and `250` are.
/// Codes of SMTP are 200 to 599.
pub(super) fn parse(line: &[u8]) -> Option<(u16, bool, String)> {
    let line = line.strip_suffix(b"\n")?;
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let (digits, rest) = line.split_at_checked(3)?;
    let code: u16 = digits
        .iter()
        .all(u8::is_ascii_digit)
        .then(|| digits.iter().fold(0, |code, digit| code * 10 + u16::from(digit - b'0')))
        .filter(|code| (200..600).contains(code))?;
    match rest.split_first() {
        None => Some((code, true, String::new())),
        Some((b' ', text)) => Some((code, true, decoded(text))),
        Some((b'-', text)) => Some((code, false, decoded(text))),
        Some(_) => None,
    }
}

/// Bytes as text that may be shown: UTF-8, or CP932 as servers of this country say it; what controls a terminal or hides
/// text is a box.
pub(super) fn decoded(bytes: &[u8]) -> String {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => SHIFT_JIS.decode_without_bom_handling(bytes).0,
    };
    let text = text.trim_end_matches(['\r', '\n']).chars().take(MOST_SHOWN);
    text.map(|c| if c.is_control() || forbidden(c).is_some() { '□' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_three_digits_and_nothing_else() {
        assert_eq!(parse(b"250 ok\r\n"), Some((250, true, "ok".into())));
        assert_eq!(parse(b"250-SIZE 100\r\n"), Some((250, false, "SIZE 100".into())));
        assert_eq!(parse(b"354\n"), Some((354, true, String::new())));
        for wrong in [
            &b"150 hm\r\n"[..],
            b"600 x\r\n",
            b"25\r\n",
            b"2500\r\n",
            b"HTTP/1.1 400\r\n",
            b"\r\n",
            b"\xe5\x8f\x97 x\n",
        ] {
            assert_eq!(parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn whatever_a_server_says_is_shown_and_does_nothing() {
        assert_eq!(decoded("受け付けました".as_bytes()), "受け付けました");
        assert_eq!(decoded(&SHIFT_JIS.encode("受け付けました").0), "受け付けました");
        assert_eq!(decoded(b"a\x1b[2J\x00\x07b\r\n"), "a□[2J□□b");
        assert_eq!(decoded("x\u{202E}y".as_bytes()), "x□y");
        assert!(decoded(b"\xff\xfe\xfd").chars().all(|c| !c.is_control()));
        assert_eq!(decoded(&[b'x'; 5000]).len(), MOST_SHOWN);
    }
}
