//! Where a letter is posted to.

use super::value::Cell;
use crate::ground::postcode::postcode;

/// A postal address, as a row of a list gives it.
#[derive(Debug, Clone, Default)]
pub struct PostalAddress {
    /// 郵便番号, as written; empty where none is known.
    pub postcode: Cell,
    /// 住所, without the name; empty where none is known.
    pub address: Cell,
}

impl PostalAddress {
    /// The postcode as envelopes show it and the address; none unless both are there and can be read.
    pub fn lines(&self) -> Option<[String; 2]> {
        let code = postcode(&self.postcode.text)?;
        (!self.address.is_empty()).then(|| [format!("〒{code}"), self.address.text.clone()])
    }
}
