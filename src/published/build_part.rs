//! A part of a build, which lies in a folder of its own until all are merged.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::ground::program::PROGRAM;
use crate::ground::shard::Shard;

/// Which part of which build it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildPart {
    /// Which of how many.
    pub shard: Shard,
    /// The stages as the command named them; none for all.
    pub stages: Vec<String>,
    /// The hash of the program that made it.
    pub program: String,
    /// The hash of all that decides what is made: the program, the inputs, the templates, and what was handed out before.
    pub made_of: String,
}

/// Why parts are not those of one build; what is said names each by its folder.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PartFlaw {
    /// It is of another build than the first: of other stages, or of another number of parts.
    #[error("{place} は {part} です。{first_place} の {first} と合わせられません。")]
    Foreign {
        /// The folder.
        place: String,
        /// The part in it: 「feedback の 3/8」.
        part: String,
        /// The folder of the first part.
        first_place: String,
        /// The part in that.
        first: String,
    },
    /// Two folders hold the same part.
    #[error("{place} と {other} は、同じ部分 {shard} です。")]
    Twice {
        /// The folder.
        place: String,
        /// The folder that came before it.
        other: String,
        /// The part in both.
        shard: Shard,
    },
    /// Another program made it.
    #[error("{place}（部分 {shard}）は、この shiryo とは違う版の shiryo が作りました。")]
    Program {
        /// The folder.
        place: String,
        /// The part in it.
        shard: Shard,
    },
    /// It was made of other inputs than there are now.
    #[error("{place}（部分 {shard}）は、今の入力（inputs/、templates/）とは違うものから作られています。")]
    Inputs {
        /// The folder.
        place: String,
        /// The part in it.
        shard: Shard,
    },
    /// Parts are missing.
    #[error("部分 {} がありません。", listed(.0))]
    Missing(Vec<Shard>),
}

impl PartFlaw {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Foreign { .. } => "同じ段階を、同じ数に分けたものだけを並べてください。".into(),
            Self::Twice { place, other, .. } => format!("{other} か {place} の、一方だけを並べてください。"),
            Self::Program { shard, .. } => {
                format!("全ての部分と merge に、同じ版を使ってください（部分 {shard} を作り直す）。")
            }
            Self::Inputs { shard, .. } => format!(
                "入力を直したのなら、部分 {shard} を同じコマンドで作り直してください（別の一年のものなら、--root で指してください）。"
            ),
            Self::Missing(missing) => format!(
                "同じコマンドの --shard を {} として作り、そのフォルダも並べてください。",
                listed(missing)
            ),
        }
    }
}

/// So many parts are named.
const MOST_NAMED: usize = 20;

/// 「2/8、5/8」
fn listed(shards: &[Shard]) -> String {
    let named: Vec<String> = shards.iter().take(MOST_NAMED).map(Shard::to_string).collect();
    let more = shards.len().saturating_sub(MOST_NAMED);
    let more = if more > 0 { format!("、ほか{more}") } else { String::new() };
    format!("{}{more}", named.join("、"))
}

impl BuildPart {
    /// 「feedback の部分 3/8」
    pub fn name(&self) -> String {
        match self.stages.is_empty() {
            true => format!("一年分の部分 {}", self.shard),
            false => format!("{} の部分 {}", self.stages.join(" "), self.shard),
        }
    }
}

/// What speaks against putting parts together into what is made of that whose hash is `made_of`; each part stands by its
/// folder. What is foreign is asked for nothing else, and neither is what is there twice.
pub fn flaws(parts: &[(String, &BuildPart)], made_of: &str) -> Vec<PartFlaw> {
    let Some((first_place, first)) = parts.first() else { return Vec::new() };
    let mut flaws = Vec::new();
    let mut found: BTreeMap<Shard, &String> = BTreeMap::new();
    for (place, part) in parts {
        let shard = part.shard;
        if shard.of != first.shard.of || part.stages != first.stages {
            let (place, first_place) = (place.clone(), first_place.clone());
            flaws.push(PartFlaw::Foreign { place, part: part.name(), first_place, first: first.name() });
            continue;
        }
        if let Some(other) = found.get(&shard) {
            flaws.push(PartFlaw::Twice { place: place.clone(), other: (*other).clone(), shard });
            continue;
        }
        found.insert(shard, place);
        let place = place.clone();
        if part.program != PROGRAM {
            flaws.push(PartFlaw::Program { place, shard });
        } else if part.made_of != made_of {
            flaws.push(PartFlaw::Inputs { place, shard });
        }
    }
    let found: BTreeSet<Shard> = found.into_keys().collect();
    let all = (1..=first.shard.of).map(|number| Shard { number, ..first.shard });
    let missing: Vec<Shard> = all.filter(|shard| !found.contains(shard)).collect();
    if !missing.is_empty() {
        flaws.push(PartFlaw::Missing(missing));
    }
    flaws
}
