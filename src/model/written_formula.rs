//! Formulas with the text and the place in `cycle.toml` that they were read from.

use serde::Deserialize;
use toml::Spanned;

use super::formula::Formula;
use super::formula_parser;

/// A formula as `cycle.toml` has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Spanned<String>")]
pub struct WrittenFormula {
    /// The formula.
    pub formula: Formula,
    /// The text, and where it stands.
    pub written: Spanned<String>,
}

impl TryFrom<Spanned<String>> for WrittenFormula {
    type Error = String;

    fn try_from(written: Spanned<String>) -> Result<Self, String> {
        Ok(Self { formula: formula_parser::parse(written.get_ref())?, written })
    }
}
