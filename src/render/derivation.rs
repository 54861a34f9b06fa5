//! How figures came: each was read in an input file, reckoned by a formula, counted, or gathered of indicators. So each
//! can be followed down to the cells that were typed.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ground::number::Exact;
use crate::ground::origin::Origin;
use crate::ground::wareki;
use crate::model::formula::Value;
use crate::model::value::Cell;

/// How a figure came.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Derivation {
    /// It was read in an input file.
    Read(ReadAt),
    /// It was reckoned by a formula.
    Reckoned(WorkedFormula),
    /// It is how many these are.
    Counted(Items),
    /// It was made of what several indicators have: the class of a node of the plan.
    Gathered(Gathered),
}

/// A place in an input file, and what stands there.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReadAt {
    /// The file's path below the root.
    pub file: String,
    /// The sheet; none in CSV and TOML.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The cell of a sheet, as Excel writes it: `S6`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// The line, from 1; in CSV that on which the row begins. None where the place is the whole file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The column, from 1: in CSV the number of the field, in TOML that of the character.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// What heads the column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// What was typed there, without the white space around it.
    pub typed: String,
    /// The number that it was read as, in the unit in which it was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The day on which the file was received; none where none is noted, as of a list of the secretariat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<NaiveDate>,
    /// The day from which on it stands in place of what was returned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected: Option<NaiveDate>,
    /// Who corrected it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// A formula and what its names stood for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WorkedFormula {
    /// The formula, of conditions in it the branches that were taken: 「(A − B) ÷ (M − B)」.
    pub formula: String,
    /// The same with what its names stood for: 「(36.9 − 31.5) ÷ (40.25 − 31.5)」.
    pub filled: String,
    /// Every name in it once, with what it stood for.
    pub uses: Vec<Used>,
    /// What it came to, before it was rounded: 「36.9」, 「32/27」; 「true」 of a condition that holds.
    pub value: String,
    /// What it is after the rounding and the cap that the cycle declares, which others are reckoned with; none where that
    /// is the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<String>,
}

/// What a name of a formula stood for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Used {
    /// The name in the formula: 「A」.
    pub name: String,
    /// What it stood for, exact.
    pub value: String,
    /// The id of the figure that it is; none if it is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// How it came, if it is no figure of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<Box<Derivation>>,
}

/// What was counted, each once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Items {
    /// Indicators or measures, by the figure that tells that each belongs to them.
    Figures {
        /// The ids of these figures, with a `*` where each has its key: 「indicator/*/class」.
        figures: String,
        /// The keys: 「2-ア-3/1」.
        of: Vec<String>,
    },
    /// What stands in these places: opinions, members, files.
    Places {
        /// The places, as a reader goes through the files.
        places: Vec<ReadAt>,
    },
}

/// What was made of several indicators.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Gathered {
    /// `share`, `mean`, `points`: the mean of the parts by their weights; `worst`: the last class among them.
    pub by: String,
    /// A part for each indicator.
    pub parts: Vec<GatheredPart>,
    /// What they came to, before it was rounded; none of `worst`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// What an indicator gave.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct GatheredPart {
    /// The figure that decides what it gave: its class or its rate.
    pub id: String,
    /// How much that is: of `share` 1 or 0, of `mean` the rate, of `points` the points of its class; of `worst` nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// How its points came: where the cycle gives them to its class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Box<Derivation>>,
    /// How much it weighs.
    pub weight: String,
    /// How that came; none where all weigh the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weighed: Option<Box<Derivation>>,
}

impl GatheredPart {
    /// The ids of the figures that it names.
    fn ids(&self) -> impl Iterator<Item = String> {
        let further = self.points.iter().chain(&self.weighed).flat_map(|how| how.ids());
        [self.id.clone()].into_iter().chain(further)
    }

    fn ending(self, end: &str) -> Self {
        let ending = |how: Option<Box<Derivation>>| how.map(|how| Box::new(how.ending(end)));
        let (points, weighed) = (ending(self.points), ending(self.weighed));
        Self { id: self.id + end, points, weighed, ..self }
    }
}

impl ReadAt {
    /// A place, and what was typed there.
    pub fn new(origin: &Origin, typed: &str) -> Self {
        let position = origin.position();
        let header = origin.header().filter(|header| !header.is_empty());
        Self {
            file: origin.file().unwrap_or_default().to_owned(),
            sheet: origin.sheet().map(str::to_owned),
            cell: origin.address(),
            line: position.map(|(line, _)| line),
            column: position.map(|(_, column)| column),
            header: header.map(str::to_owned),
            typed: typed.to_owned(),
            ..Self::default()
        }
    }

    /// A cell.
    pub fn of(cell: &Cell) -> Self {
        Self::new(&cell.origin, &cell.text)
    }

    /// The same with the number that was read.
    pub fn with_number(self, number: Option<&Exact>) -> Self {
        Self { number: number.map(exact), ..self }
    }
}

/// For people: 「inputs/submissions/doboku.csv 2行19列「実績値」に「36.9」（令和２年１月10日受領）」
impl fmt::Display for ReadAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        match (&self.sheet, &self.cell, self.line, self.column) {
            (Some(sheet), Some(cell), ..) => write!(f, " {sheet}!{cell}")?,
            (Some(sheet), None, ..) => write!(f, " {sheet}")?,
            (None, _, Some(line), Some(column)) => write!(f, " {line}行{column}列")?,
            (None, _, Some(line), None) => write!(f, " {line}行")?,
            (None, _, None, _) => {}
        }
        if let Some(header) = &self.header {
            write!(f, "「{header}」")?;
        }
        if !self.typed.is_empty() {
            write!(f, "に「{}」", self.typed)?;
        }
        if let Some(day) = self.received {
            write!(f, "（{}受領）", wareki::date(day))?;
        }
        match (self.corrected, &self.by) {
            (Some(day), Some(by)) => write!(f, "（{}訂正、{by}）", wareki::date(day)),
            (Some(day), None) => write!(f, "（{}訂正）", wareki::date(day)),
            (None, _) => Ok(()),
        }
    }
}

impl WorkedFormula {
    /// A share of some in what is known, each told by what was counted.
    pub fn share(some: (&str, Items), known: Items) -> Self {
        let used = |name: &str, items: Items| Used {
            name: name.to_owned(),
            value: items.len().to_string(),
            id: None,
            how: Some(Box::new(Derivation::Counted(items))),
        };
        let value = Exact::new(some.1.len().into(), known.len().max(1).into());
        Self {
            formula: format!("{} ÷ 判明", some.0),
            filled: format!("{} ÷ {}", some.1.len(), known.len()),
            uses: vec![used(some.0, some.1), used("判明", known)],
            value: exact(&value),
            settled: None,
        }
    }
}

impl Items {
    /// Indicators, by the column that tells that each belongs to them.
    pub fn indicators(column: &str, of: Vec<String>) -> Self {
        Self::Figures { figures: format!("indicator/*/{column}"), of }
    }

    /// Measures.
    pub fn measures(of: Vec<String>) -> Self {
        Self::Figures { figures: "measure/*/title".into(), of }
    }

    /// What stands in cells.
    pub fn cells<'c>(cells: impl IntoIterator<Item = &'c Cell>) -> Self {
        Self::Places { places: cells.into_iter().map(ReadAt::of).collect() }
    }

    /// How many they are.
    pub fn len(&self) -> usize {
        match self {
            Self::Figures { of, .. } => of.len(),
            Self::Places { places } => places.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The ids of the figures, if they are figures.
    pub fn ids(&self) -> impl Iterator<Item = String> {
        let (pattern, of) = match self {
            Self::Figures { figures, of } => (figures.as_str(), of.as_slice()),
            Self::Places { .. } => ("", [].as_slice()),
        };
        of.iter().map(move |key| pattern.replacen('*', key, 1))
    }
}

impl Derivation {
    /// The ids of the figures that it names.
    pub fn ids(&self) -> Vec<String> {
        match self {
            Self::Read(_) => Vec::new(),
            Self::Counted(items) => items.ids().collect(),
            Self::Gathered(gathered) => gathered.parts.iter().flat_map(GatheredPart::ids).collect(),
            Self::Reckoned(reckoned) => {
                let nested = |used: &Used| used.how.iter().flat_map(|how| how.ids()).collect::<Vec<_>>();
                reckoned
                    .uses
                    .iter()
                    .flat_map(|used| used.id.clone().into_iter().chain(nested(used)))
                    .collect()
            }
        }
    }

    /// The same where the ids of the stage's figures end with this: 「@2020-03-31」.
    pub fn ending(mut self, end: &str) -> Self {
        match &mut self {
            Self::Read(_) | Self::Counted(Items::Places { .. }) => {}
            Self::Counted(Items::Figures { figures, .. }) => figures.push_str(end),
            Self::Gathered(gathered) => {
                let parts = std::mem::take(&mut gathered.parts).into_iter();
                gathered.parts = parts.map(|part| part.ending(end)).collect();
            }
            Self::Reckoned(reckoned) => {
                for used in &mut reckoned.uses {
                    used.id.iter_mut().for_each(|id| id.push_str(end));
                    used.how = used.how.take().map(|how| Box::new(how.ending(end)));
                }
            }
        }
        self
    }
}

/// An exact number as derivations write it.
pub fn exact(number: &Exact) -> String {
    Value::Number(number.clone()).written().unwrap_or_default()
}
