//! What tells an addressee from others.

use crate::ground::text;

/// What a row of a list may put behind its addressee.
pub const HONORIFICS: [&str; 5] = ["様", "殿", "御中", "先生", "各位"];

/// What tells an addressee from others: 「西市　情報政策課長　様」 is 「西市情報政策課長」.
pub fn addressee_key(addressee: &str) -> String {
    const BEHIND: [&str; 4] = ["様", "殿", "さま", "御中"];
    let folded = text::fold(addressee);
    let bare = BEHIND.iter().find_map(|honorific| folded.strip_suffix(honorific));
    bare.map_or_else(|| folded.clone(), Into::into)
}
