//! How the nodes of the plan's tree are classed by their indicators: `[[evaluation.nodes]]`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::threshold::Percent;
use super::written_formula::WrittenFormula;

/// A rule by which nodes are classed: the first that is for a node is its.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NodeRule {
    /// What papers call the class: 「施策の評価」.
    pub title: Spanned<String>,
    /// Which kind of node it is for.
    #[serde(default)]
    pub of: NodeKind,
    /// The layers of the tree that it is for, 1 for the top; all if none is given.
    #[serde(default)]
    pub layers: Vec<Spanned<u32>>,
    /// What of the indicators decides.
    pub by: Spanned<NodeMethod>,
    /// The classes whose share decides.
    #[serde(default)]
    pub good: Vec<Spanned<String>>,
    /// How many points an indicator of a class has, by the label of the class.
    #[serde(default)]
    pub points: BTreeMap<String, Spanned<Percent>>,
    /// How much an indicator counts; one if nothing is said.
    pub weight: Option<WrittenFormula>,
    /// From the best to the last; only the last has no threshold.
    #[serde(default)]
    pub classes: Vec<NodeClass>,
}

/// What is classed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NodeKind {
    /// Categories, by all indicators below them.
    #[default]
    Categories,
    /// Measures, by their own.
    Measures,
}

/// What of the indicators decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NodeMethod {
    /// 割合: how many of them are in the good classes.
    Share,
    /// 平均: the mean of the rates that decide their classes.
    Mean,
    /// 最低: the worst of their classes.
    Worst,
    /// 点数: the mean of the points of their classes.
    Points,
}

impl NodeMethod {
    /// What stands behind its thresholds in a legend.
    pub fn unit(self) -> &'static str {
        if self == Self::Points { "点" } else { "％" }
    }
}

/// A class of nodes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NodeClass {
    /// What papers call it: 「順調」.
    pub label: Spanned<String>,
    /// The least share or mean in percent, or the fewest points, that belong to it; none for the last.
    pub at_least: Option<Percent>,
    /// What it means, for the legend.
    #[serde(default)]
    pub meaning: String,
}

impl NodeRule {
    /// Whether it is for nodes of this kind on this layer.
    pub fn is_for(&self, kind: NodeKind, layer: u32) -> bool {
        self.of == kind && (self.layers.is_empty() || self.layers.iter().any(|l| *l.get_ref() == layer))
    }
}
