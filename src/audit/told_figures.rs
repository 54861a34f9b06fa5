//! The figures that `values.json` says a file prints, by page, and of whom each is.

use std::collections::{BTreeMap, BTreeSet};

use super::number_tokens::{half_width, numbers, squeezed};
use crate::model::cycle::Cycle;
use crate::render::values::{ValueRecord, Values};

/// The figures of a stage.
pub struct ToldFigures<'a> {
    values: &'a Values,
    /// Every number in what they print.
    numbers: BTreeSet<String>,
    /// The departments that have to do with each measure.
    departments: BTreeMap<String, BTreeSet<String>>,
    /// What rows are called: an indicator's name, a measure's number and title, a department's name, a category's.
    called: BTreeMap<String, BTreeSet<RowOwner>>,
}

/// The figures of a page of a file.
#[derive(Default)]
pub struct PageFigures<'a> {
    /// The ids of those that are numbers, by each number in what they print.
    pub numbers: BTreeMap<String, Vec<&'a str>>,
    /// Those that are words, each with its id.
    pub words: Vec<(&'a str, &'a str)>,
}

/// Of whom a row of a table is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowOwner {
    /// An indicator: 「1-ア/2」.
    Indicator(String),
    /// A measure, by its number.
    Measure(String),
    /// A department, by its code.
    Department(String),
    /// A category, by its id.
    Category(String),
}

impl RowOwner {
    /// Whether two are of one kind.
    pub fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// The number of the measure that it is, or whose indicator it is.
    pub fn measure(&self) -> Option<&str> {
        match self {
            Self::Measure(number) => Some(number),
            Self::Indicator(key) => key.split('/').next(),
            Self::Department(_) | Self::Category(_) => None,
        }
    }

    /// Whose a figure is, as its id says it: of an indicator, and so of its measure.
    pub fn of(id: &str) -> Vec<Self> {
        let parts: Vec<&str> = id.split('/').collect();
        match parts.as_slice() {
            ["indicator", measure, number, _, ..] => {
                vec![Self::Indicator(format!("{measure}/{number}")), Self::Measure((*measure).into())]
            }
            ["measure", measure, _, ..] => vec![Self::Measure((*measure).into())],
            ["total", "department", code, _, ..]
            | ["submissions", code, _, ..]
            | ["recipient", code, _, ..] => {
                vec![Self::Department((*code).into())]
            }
            ["total", category, _, ..] => vec![Self::Category((*category).into())],
            _ => Vec::new(),
        }
    }
}

impl<'a> ToldFigures<'a> {
    /// The figures of a stage, whose rows are called as its own figures and the lists of the cycle call them.
    pub fn new(values: &'a Values, cycle: &Cycle) -> Self {
        let mut called: BTreeMap<String, BTreeSet<RowOwner>> = BTreeMap::new();
        let mut call = |word: &str, owner: RowOwner| {
            let word = squeezed(word);
            if !word.is_empty() {
                called.entry(word).or_default().insert(owner);
            }
        };
        for (id, shown) in values.shown() {
            let end = id.rsplit('/').next().map(|end| end.split('@').next().unwrap_or(end));
            if let (Some("name" | "title"), Some(owner)) = (end, RowOwner::of(id).into_iter().next()) {
                call(&shown.text, owner);
            }
        }
        for measure in &cycle.measures {
            let owner = RowOwner::Measure(measure.number.text.clone());
            call(&measure.number.text, owner.clone());
            call(&measure.title.text, owner);
        }
        for department in cycle.departments.iter().chain(&cycle.former_departments) {
            call(&department.division.text, RowOwner::Department(department.code.text.clone()));
        }
        for category in &cycle.settings.categories {
            let id = category.id.get_ref();
            call(&category.title, RowOwner::Category(id.clone()));
            call(&format!("{id}{}", category.title), RowOwner::Category(id.clone()));
        }
        let shown = values.shown();
        let numbers =
            shown.values().flat_map(|shown| numbers(&half_width(&shown.text))).map(|number| number.text);
        let mut departments: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for measure in &cycle.measures {
            departments.entry(measure.number.text.clone()).or_default().insert(measure.owner.text.clone());
        }
        Self { values, numbers: numbers.collect(), departments, called }
    }

    /// Whose a cell says that its row is: a name, behind which a unit may stand in brackets, or that it is shown once
    /// more. What is an indicator's name and another measure's title is the name.
    pub fn owners(&self, cell: &str) -> Vec<&RowOwner> {
        let cell = squeezed(cell);
        let ends = cell.match_indices(['(', '〔']).chain(cell.match_indices("再掲"));
        let ends = ends.map(|(at, _)| at).chain([cell.len()]);
        let all: Vec<&RowOwner> = ends.filter_map(|end| self.called.get(&cell[..end])).flatten().collect();
        let is_indicator = |owner: &&RowOwner| matches!(owner, RowOwner::Indicator(_));
        let indicators: Vec<&RowOwner> = all.iter().copied().filter(is_indicator).collect();
        if indicators.is_empty() { all } else { indicators }
    }

    /// Whether any figure of the stage prints a number.
    pub fn has_number(&self, number: &str) -> bool {
        self.numbers.contains(number)
    }

    /// What a department is called.
    pub fn called(&self, department: &str) -> &str {
        let own = RowOwner::Department(department.to_owned());
        let called = self.called.iter().find(|(_, owners)| owners.contains(&own));
        called.map_or("", |(name, _)| name)
    }

    /// Whether a department has to do with a measure.
    pub fn concerns(&self, measure: &str, department: &str) -> bool {
        self.departments.get(measure).is_some_and(|all| all.contains(department))
    }

    /// The figures of each page of a file.
    pub fn pages(&self, path: &str) -> BTreeMap<usize, PageFigures<'a>> {
        let mut pages: BTreeMap<usize, PageFigures<'a>> = BTreeMap::new();
        for (id, record, places) in self.values.in_file(path) {
            let found = numbers(&half_width(&record.text));
            for page in places.iter().filter_map(|page| page.parse().ok()) {
                let own = pages.entry(page).or_default();
                match record.number {
                    Some(_) => found.iter().for_each(|number| {
                        own.numbers.entry(number.text.clone()).or_default().push(id);
                    }),
                    None => own.words.push((id, &record.text)),
                }
            }
        }
        pages
    }

    /// The figures of the cells of a workbook, by sheet and place: 「台帳!D5」.
    pub fn cells(&self, path: &str) -> BTreeMap<String, Vec<(&'a str, &'a ValueRecord)>> {
        let mut cells: BTreeMap<String, Vec<(&str, &ValueRecord)>> = BTreeMap::new();
        for (id, record, places) in self.values.in_file(path) {
            for place in places {
                cells.entry(place.clone()).or_default().push((id, record));
            }
        }
        cells
    }

    /// Whether what stands before a number is a mark that so many gave in an evaluation: 「◎2　△1」.
    pub fn gives_mark(&self, before: &str, number: &str) -> bool {
        let mark: Vec<char> =
            before.chars().rev().take_while(|c| !c.is_whitespace() && !c.is_numeric()).collect();
        let end: String = ["/mark/".to_owned(), mark.iter().rev().collect()].concat();
        let mut all = self.values.shown().into_iter();
        !mark.is_empty() && all.any(|(id, shown)| id.ends_with(&end) && shown.text == number)
    }

    /// What a file prints of a figure, in numbers; none if it prints none.
    pub fn printed(&self, id: &str, path: &str) -> Option<Vec<String>> {
        let record = self.values.record(id)?;
        self.values.papers(id).any(|(paper, _)| paper == path).then_some(())?;
        Some(numbers(&half_width(&record.text)).into_iter().map(|number| number.text).collect())
    }
}
