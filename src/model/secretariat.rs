//! Who sends the papers, and in which style of the house.

use serde::Deserialize;

use super::envelope::Envelope;

/// Who sends the papers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secretariat {
    /// The full name of the government, which stands before the sender outside of its house: 「千葉県」.
    #[serde(default)]
    pub government: String,
    /// 担当課.
    pub division: String,
    /// 係: the part of the division that does the work.
    #[serde(default)]
    pub section: String,
    /// 担当者.
    #[serde(default)]
    pub person: String,
    /// The sender of letters.
    pub sender: String,
    /// What stands in place of the seal, as 「（公印省略）」.
    #[serde(default)]
    pub seal: String,
    /// The phone number that letters give.
    #[serde(default)]
    pub phone: String,
    /// 内線: the extension.
    #[serde(default)]
    pub extension: String,
    /// The mail address that letters give.
    #[serde(default)]
    pub mail: String,
    /// The postcode, as letters outside of the house give it: 「260-8667」.
    #[serde(default)]
    pub postcode: String,
    /// The address, as letters outside of the house give it.
    #[serde(default)]
    pub address: String,
    /// The ranks that sign a paper of approval (決裁欄), from the highest; empty for the usual ones.
    #[serde(default)]
    pub ranks: Vec<String>,
}

impl Secretariat {
    /// A name of the office as it is called outside of the house: 「千葉県総合企画部政策企画課」. One that already begins with
    /// the government's name stays.
    pub fn outside(&self, name: &str) -> String {
        if name.starts_with(&self.government) { name.into() } else { format!("{}{name}", self.government) }
    }
}

/// Settings of the house style.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HouseStyle {
    /// 様 or 殿.
    pub honorific: String,
    /// The envelope through whose window the addressee is read; none where letters are not made for one.
    pub envelope: Option<Envelope>,
}

impl Default for HouseStyle {
    fn default() -> Self {
        Self { honorific: "様".into(), envelope: None }
    }
}
