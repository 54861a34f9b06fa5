//! How a recipient's files are divided among messages, so that none is larger than the recipient takes.

use crate::decide::check::rules::mail_size;
use crate::ground::finding::Finding;
use crate::model::recipient::Recipient;

/// What headers and dividers take at most, of a message and of each of its parts.
const ENVELOPE: u64 = 4_000;
const MEGABYTE: u64 = 1_000_000;

/// 「添付が12.3 MB になり、受信上限の10.0 MB を超えます」
pub fn too_large(length: u64, limit: Option<u64>) -> String {
    let megabytes = |bytes: u64| format!("{}.{}", bytes / MEGABYTE, bytes % MEGABYTE / (MEGABYTE / 10));
    let (length, limit) = (megabytes(length), megabytes(limit.unwrap_or_default()));
    format!("添付が{length} MB になり、受信上限の{limit} MB を超えます")
}

/// That a message to a recipient is too large, for this reason.
pub fn size_finding(recipient: &Recipient<'_>, reason: &str) -> Finding {
    let finding = mail_size::RULE.finding(
        recipient.mail().origin.clone(),
        format!("「{}」への電子メールは、{reason}。", recipient.addressee()),
        "受信上限を確かめるか、大きな添付を別の方法で送ってください（この宛先には送りません）。".into(),
    );
    Finding { department: recipient.department().map(|d| d.code.text.clone()), ..finding }
}

/// The most bytes of a message to a recipient; none where there is no limit. A rule reports one that can't be read.
pub fn limit(recipient: &Recipient<'_>, general: Option<u32>) -> Option<u64> {
    let own = mail_size::megabytes(&recipient.mail_limit().text).ok().flatten();
    own.or(general).map(|megabytes| u64::from(megabytes) * MEGABYTE)
}

/// How many of the files go into each message, in order, so that no message is larger than the limit. None if a single
/// file is larger already. Files of 3, 3 and 4 MB with a limit of 8 MB: two in the first message, one in the second.
pub fn parts(lengths: &[u64], body: u64, limit: Option<u64>) -> Option<Vec<usize>> {
    let Some(limit) = limit else { return Some(vec![lengths.len()]) };
    let empty = ENVELOPE + body;
    let mut parts = vec![0];
    let mut size = empty;
    for length in lengths {
        let length = length + ENVELOPE;
        if empty + length > limit {
            return None;
        }
        if size + length > limit {
            parts.push(0);
            size = empty;
        }
        size += length;
        if let Some(last) = parts.last_mut() {
            *last += 1;
        }
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_put_in_as_few_messages_as_their_order_allows() {
        let k = ENVELOPE;
        assert_eq!(parts(&[10, 20], 0, None), Some(vec![2]));
        assert_eq!(parts(&[k, k, k], 0, Some(3 * k)), Some(vec![1, 1, 1]));
        assert_eq!(parts(&[k, k, k], 0, Some(5 * k)), Some(vec![2, 1]));
        assert_eq!(parts(&[k, 9 * k, k], 0, Some(10 * k)), None);
        assert_eq!(parts(&[], 0, Some(10 * k)), Some(vec![0]));
    }
}
