//! How indicators are judged and classed: the `[evaluation]` of `cycle.toml`, and the rules that are built in.

use std::sync::LazyLock;

use serde::Deserialize;
use toml::Spanned;

use super::node_rule::NodeRule;
use super::threshold::Percent;
use super::written_formula::WrittenFormula;

/// How indicators are classed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// The built-in rules that hold behind the declared ones.
    #[serde(default)]
    pub preset: Preset,
    /// The rules by which indicators are judged, the first first, before those of the preset.
    #[serde(default)]
    pub rules: Vec<JudgingRule>,
    /// What the legend says of these rules, before what it says of those of the preset.
    #[serde(default)]
    pub notes: Vec<LegendNote>,
    /// Whether there are indicators that are to be within a range (指標の型「範囲」).
    #[serde(default)]
    pub ranges: bool,
    /// The grades that indicators are to reach (指標の型「段階」), the best first; none if there are no such indicators.
    #[serde(default)]
    pub grades: Vec<String>,
    /// Which rate decides the class.
    #[serde(default)]
    pub class_by: ClassBy,
    /// How expected values and, where `rate_decimals` says so, rates are rounded.
    #[serde(default)]
    pub rounding: Rounding,
    /// With how many decimals a rate is rounded, in percent, before it is printed and classed; not rounded if none is
    /// given.
    pub rate_decimals: Option<u32>,
    /// The most that a rate is, in percent: where it is more, it counts as this.
    pub cap: Option<Percent>,
    /// From the best to the last; only the last has no threshold.
    pub classes: Vec<Class>,
    /// The rules by which the nodes of the plan's tree are classed, the first first.
    #[serde(default)]
    pub nodes: Vec<NodeRule>,
    /// The label of the class of what is met, where there is no rate to class by: 維持, 方向.
    pub met: Spanned<String>,
    /// The label of the class of what is not met, where there is no rate to class by.
    pub not_met: Spanned<String>,
    /// The label of the class of a 定性 indicator that is 完了.
    pub completed: Spanned<String>,
    /// The label of the class of a 定性 indicator that is 実施中.
    pub ongoing: Spanned<String>,
    /// The label of the class of a 定性 indicator that is 未着手.
    pub not_started: Spanned<String>,
    /// The mark of what is not known or not judged.
    #[serde(default = "dash")]
    pub unknown: String,
}

impl Evaluation {
    /// The rules in force: the declared ones, and behind them those of the preset.
    pub fn all_rules(&self) -> impl Iterator<Item = &JudgingRule> {
        self.rules.iter().chain(&self.preset.built_in().rules)
    }

    /// What the legend says of the rules in force.
    pub fn all_notes(&self) -> impl Iterator<Item = &LegendNote> {
        self.notes.iter().chain(&self.preset.built_in().notes)
    }

    /// Every formula that the cycle declares.
    pub fn declared_formulas(&self) -> impl Iterator<Item = &WrittenFormula> {
        let of_rules = self.rules.iter().flat_map(JudgingRule::formulas);
        let of_notes = self.notes.iter().filter_map(|note| note.when.as_ref());
        let of_classes = self.classes.iter().filter_map(|class| class.when.as_ref());
        let of_nodes = self.nodes.iter().filter_map(|rule| rule.weight.as_ref());
        of_rules.chain(of_notes).chain(of_classes).chain(of_nodes)
    }

    /// The index of a class by its label.
    pub fn class(&self, label: &str) -> Option<usize> {
        self.classes.iter().position(|c| c.label == label)
    }
}

fn dash() -> String {
    "－".into()
}

/// Which rate decides the class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClassBy {
    /// 達成率（対目安）
    #[default]
    Expected,
    /// 進捗率（対目標）
    Target,
}

impl ClassBy {
    /// What the rate is called: 「達成率」.
    pub fn rate_name(self) -> &'static str {
        match self {
            Self::Expected => "達成率",
            Self::Target => "進捗率",
        }
    }
}

/// A class of achievement.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// What papers call it: 「Ａ」.
    pub label: String,
    /// The least rate in percent that belongs to it; none for the last.
    pub at_least: Option<Percent>,
    /// The condition under which an indicator belongs to it, in place of a rate.
    pub when: Option<WrittenFormula>,
    /// What the legend says of that condition: 「目標との差が±３％以内」.
    #[serde(default)]
    pub rule: String,
    /// What it means, for the legend.
    #[serde(default)]
    pub meaning: String,
}

/// A rule by which indicators are judged: the first whose condition holds is an indicator's.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgingRule {
    /// Which indicators it is for; all if nothing is said.
    pub when: Option<WrittenFormula>,
    /// M, the value expected by now. `none` where there is only a stated one.
    pub expected: Option<WrittenFormula>,
    /// 達成率（対目安）
    pub achievement: Option<WrittenFormula>,
    /// 進捗率（対目標）
    pub progress: Option<WrittenFormula>,
    /// Whether the target is met, where there is no rate to class by.
    pub met: Option<WrittenFormula>,
    /// Whether its indicators are not judged yet, since their actual value is of the baseline's year.
    #[serde(default)]
    pub first_year: bool,
    /// Whether a result on the wrong side of the baseline is said to be so.
    #[serde(default)]
    pub side: bool,
}

impl JudgingRule {
    fn formulas(&self) -> impl Iterator<Item = &WrittenFormula> {
        [&self.when, &self.expected, &self.achievement, &self.progress, &self.met].into_iter().flatten()
    }
}

/// A sentence of the legend.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegendNote {
    /// The sentence; `{met}` and `{not_met}` stand for the labels of these classes.
    pub text: String,
    /// It is said if this holds for any indicator of the table; always if nothing is said.
    pub when: Option<WrittenFormula>,
}

/// Rules that are built in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// The straight line from baseline to target.
    #[default]
    Line,
    /// The actual value over the target.
    Ratio,
    /// None: only what is declared.
    None,
}

/// The rules of a preset.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuiltIn {
    rules: Vec<JudgingRule>,
    notes: Vec<LegendNote>,
}

impl Preset {
    /// Its rules.
    fn built_in(self) -> &'static BuiltIn {
        static LINE: LazyLock<BuiltIn> = LazyLock::new(|| read(include_str!("presets/line.toml")));
        static RATIO: LazyLock<BuiltIn> = LazyLock::new(|| read(include_str!("presets/ratio.toml")));
        static NONE: LazyLock<BuiltIn> = LazyLock::new(BuiltIn::default);
        match self {
            Preset::Line => &LINE,
            Preset::Ratio => &RATIO,
            Preset::None => &NONE,
        }
    }
}

/// A built-in file, which a test reads too.
fn read(text: &str) -> BuiltIn {
    toml::from_str(text).unwrap_or_default()
}

/// How a value is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// 四捨五入
    #[default]
    HalfUp,
    /// 切捨て: towards zero.
    Down,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_rules_can_be_read() {
        for text in [include_str!("presets/line.toml"), include_str!("presets/ratio.toml")] {
            let read: Result<BuiltIn, _> = toml::from_str(text);
            assert!(read.as_ref().is_ok_and(|built_in| !built_in.rules.is_empty()), "{read:?}");
        }
    }
}
