//! What of a cycle goes to the public: `[publication]` of `cycle.toml`.

use serde::Deserialize;
use toml::Spanned;

use super::indicator::{Indicator, Key};
use crate::ground::text::fold;

/// `[publication]`: under which licence what is published may be used, which papers are, and what is withheld (非公表).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Publication {
    /// A line that says under which licence it may be used.
    pub licence: Option<Spanned<String>>,
    /// Where that licence is to be read.
    pub licence_url: Option<Spanned<String>>,
    /// The ids of the papers that are published; all that have a public page if it is not written.
    pub papers: Option<Vec<Spanned<String>>>,
    /// What is withheld.
    pub withheld: WithheldParts,
}

/// `[publication.withheld]`: what nothing that is published says (非公表).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WithheldParts {
    /// Columns of the return: 「自己評価」, `budget`; of a table of the cycle's own with the table's id: `review/mark`. One with
    /// a column for each year stands for all of them.
    pub columns: Vec<Spanned<String>>,
    /// Measures, by their numbers: 「2-ア-3」.
    pub measures: Vec<Spanned<String>>,
    /// Indicators, by the numbers of their measures and their own: 「2-ア-3/1」.
    pub indicators: Vec<Spanned<String>>,
    /// Names of people and bodies.
    pub names: Vec<Spanned<String>>,
}

impl WithheldParts {
    /// Whether a column of the return is withheld, by its id: with `cost`, `cost/2022` too.
    pub fn has_column(&self, id: &str) -> bool {
        let is_it = |column: &Spanned<String>| {
            id.strip_prefix(column.get_ref().as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.columns.iter().any(is_it)
    }

    /// Whether a column of a table of the cycle's own is withheld.
    pub fn has_table_column(&self, table: &str, id: &str) -> bool {
        let id = id.split('/').next().unwrap_or_default();
        self.columns.iter().any(|column| column.get_ref().split_once('/') == Some((table, id)))
    }

    /// Whether a text holds a name that is withheld.
    pub fn has_name_in(&self, text: &str) -> bool {
        let text = fold(text);
        self.names
            .iter()
            .map(|name| fold(name.get_ref()))
            .any(|name| !name.is_empty() && text.contains(&name))
    }

    /// Whether a measure is withheld.
    pub fn has_measure(&self, number: &str) -> bool {
        self.measures.iter().any(|measure| measure.get_ref() == number)
    }

    /// Whether an indicator is withheld: itself, its measure, or the one that it repeats.
    pub fn has(&self, indicator: &Indicator) -> bool {
        self.has_key(&indicator.key) || indicator.is_repeat() && self.has_written(&indicator.repeats.text)
    }

    /// Whether the indicator of a key, or its measure, is withheld.
    pub fn has_key(&self, key: &Key) -> bool {
        self.has_measure(&key.measure) || self.indicators.iter().any(|indicator| key.is(indicator.get_ref()))
    }

    /// The same of a key as it is written: 「2-ア-3/1」.
    pub fn has_written(&self, key: &str) -> bool {
        let of_measure = key.rsplit_once('/').is_some_and(|(measure, _)| self.has_measure(measure));
        of_measure || self.indicators.iter().any(|indicator| indicator.get_ref() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_stands_for_its_years_and_a_measure_for_its_indicators() {
        let toml = "columns = [\"cost\"]\nmeasures = [\"1-1\"]\nindicators = [\"1-2/2\"]";
        let withheld: WithheldParts = toml::from_str(toml).expect("TOML");
        assert!(withheld.has_column("cost") && withheld.has_column("cost/2022"));
        assert!(!withheld.has_column("costs") && !withheld.has_column("cos"));
        assert!(withheld.has_written("1-1/1") && withheld.has_written("1-2/2"));
        assert!(!withheld.has_written("1-2/1") && !withheld.has_written("1-2/22"));
    }

    #[test]
    fn a_column_of_a_table_is_no_column_of_the_return() {
        let withheld: WithheldParts =
            toml::from_str("columns = [\"review/mark\", \"budget/amount\"]").expect("TOML");
        assert!(
            withheld.has_table_column("review", "mark") && withheld.has_table_column("budget", "amount/2023")
        );
        assert!(
            !withheld.has_table_column("second", "mark") && !withheld.has_table_column("review", "words")
        );
        assert!(
            !withheld.has_column("mark") && !withheld.has_column("review") && !withheld.has_column("amount")
        );
    }

    #[test]
    fn a_name_is_found_however_it_is_written() {
        let withheld: WithheldParts = toml::from_str("names = [\"甲野　太郎\"]").expect("TOML");
        assert!(withheld.has_name_in("甲野太郎") && withheld.has_name_in("代理　甲野 太郎"));
        assert!(!withheld.has_name_in("甲野　花子") && !withheld.has_name_in(""));
    }
}
