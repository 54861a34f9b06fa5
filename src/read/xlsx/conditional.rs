//! Conditional formats: where one strikes cells through, or makes what they hold unseen.

use super::cell::range;
use super::condition::{Asked, Condition};
use super::font::Look;
use super::styles::{CellStyles, Difference};
use super::xml::{Event, Events, Tag};
use crate::model::cause::{Concealed, Refusal};
use crate::read::sheet::{CellMark, Sheet, SheetCell};

/// The most rules of a sheet, and the most cells that they are asked of, each time counted.
const MOST_RULES: usize = 20_000;
const MOST_ASKED: usize = 2_000_000;

/// A first and a last place: line and column of each, from 1.
type Range = ((u32, u32), (u32, u32));

/// The rules of a sheet that may strike cells through or hide what they hold.
#[derive(Debug, Default)]
pub(super) struct ConditionalFormats(Vec<ConditionalRule>);

#[derive(Debug)]
struct ConditionalRule {
    ranges: Vec<Range>,
    condition: Condition,
    look: Difference,
}

impl ConditionalFormats {
    /// Takes up the rules of an element `conditionalFormatting`, which has begun with this tag.
    ///
    /// # Errors
    ///
    /// If the part is broken or past a bound.
    pub(super) fn add(
        &mut self,
        tag: &Tag<'_>,
        events: &mut Events<'_>,
        styles: &CellStyles,
    ) -> Result<(), Refusal> {
        if tag.empty {
            return Ok(());
        }
        let mut ranges = tag.get("sqref").unwrap_or_default();
        let mut rules: Vec<ReadRule> = Vec::new();
        let mut within = String::new();
        loop {
            match events.next()?.ok_or(Refusal::Broken)? {
                Event::Open(tag) => {
                    if tag.name() == "cfRule" {
                        if self.0.len() + rules.len() >= MOST_RULES {
                            return Err(Refusal::TooLarge);
                        }
                        rules.push(ReadRule::of(&tag, styles));
                    } else if let Some(rule) = rules.last_mut() {
                        rule.add(&tag);
                    }
                    if !tag.empty {
                        within = tag.name().to_owned();
                    }
                }
                Event::Text(text) => match (within.as_str(), rules.last_mut()) {
                    // Rules that Excel 2007 did not know stand by themselves, with their range behind them.
                    ("sqref", _) => ranges.push_str(&text),
                    ("formula" | "f", Some(rule)) => match rule.formulas.last_mut() {
                        Some(formula) => formula.push_str(&text),
                        None => return Err(Refusal::Broken),
                    },
                    _ => {}
                },
                Event::Close(name) if name == "conditionalFormatting" => break,
                Event::Close(_) => within.clear(),
            }
        }
        let ranges: Vec<Range> = ranges.split_whitespace().filter_map(range).collect();
        let seen = rules.into_iter().filter(|rule| rule.look.may_conceal());
        self.0.extend(seen.map(|rule| ConditionalRule {
            ranges: ranges.clone(),
            condition: rule.condition(),
            look: rule.look,
        }));
        Ok(())
    }

    /// Marks the cells of a sheet that the rules strike through or hide, or may. `look` says the colors of a cell.
    ///
    /// # Errors
    ///
    /// If there is more to be asked than the bound allows.
    pub(super) fn mark(&self, sheet: &mut Sheet, look: impl Fn(u32, u32) -> Look) -> Result<(), Refusal> {
        let mut asked = 0;
        let mut marks: Vec<(usize, usize, Concealed)> = Vec::new();
        for rule in &self.0 {
            let Some(&(first, _)) = rule.ranges.first() else { continue };
            for ((top, left), (bottom, right)) in &rule.ranges {
                let begin = sheet.rows.partition_point(|row| row.line < *top);
                for (at, row) in sheet.rows.iter().enumerate().skip(begin) {
                    if row.line > *bottom {
                        break;
                    }
                    for (index, cell) in row.cells.iter().enumerate() {
                        let column = u32::try_from(index + 1).unwrap_or(u32::MAX);
                        if !(*left..=*right).contains(&column) || !may_be_marked(cell) {
                            continue;
                        }
                        asked += 1;
                        if asked > MOST_ASKED {
                            return Err(Refusal::TooLarge);
                        }
                        let effect = rule.look.effect(look(row.line, column));
                        let asked = Asked { rows: &sheet.rows, cell: (row.line, column), first };
                        let is = effect.map(|effect| (effect, asked.holds(&rule.condition)));
                        match is {
                            Some((effect, Some(true))) => marks.push((at, index, effect)),
                            Some((_, None)) => marks.push((at, index, Concealed::Perhaps)),
                            Some((_, Some(false))) | None => {}
                        }
                    }
                }
            }
        }
        for (at, index, effect) in marks {
            let Some(cell) = sheet.rows.get_mut(at).and_then(|row| row.cells.get_mut(index)) else {
                continue;
            };
            if may_be_marked(cell) && (effect != Concealed::Perhaps || cell.mark.is_none()) {
                cell.mark = Some(CellMark::ByCondition(effect));
            }
        }
        Ok(())
    }
}

/// Whether a cell shows something that a rule can hide, and that can be used.
fn may_be_marked(cell: &SheetCell) -> bool {
    !cell.text.trim().is_empty() && cell.mark.as_ref().is_none_or(|mark| !mark.is_unusable())
}

/// A rule as far as it was read.
struct ReadRule {
    kind: String,
    operator: String,
    text: Option<String>,
    formulas: Vec<String>,
    look: Difference,
}

impl ReadRule {
    fn of(tag: &Tag<'_>, styles: &CellStyles) -> Self {
        Self {
            kind: tag.get("type").unwrap_or_default(),
            operator: tag.get("operator").unwrap_or_default(),
            text: tag.get("text"),
            formulas: Vec::new(),
            look: styles.difference(tag.number("dxfId")),
        }
    }

    /// Takes up what stands in the rule: its formulas, bars and icons, and its look, where it stands there itself.
    fn add(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "formula" | "f" => self.formulas.push(String::new()),
            // Bars and icons in the place of the number.
            "dataBar" | "iconSet" if tag.is_false("showValue") => {
                self.look = Difference::unseen();
                self.kind = "always".into();
            }
            _ => self.look.add(tag),
        }
    }

    fn condition(&self) -> Condition {
        match (self.kind.as_str(), &self.text) {
            ("always", _) => Condition::Always,
            ("cellIs", _) => Condition::CellIs(self.operator.clone(), self.formulas.clone()),
            ("containsText" | "notContainsText" | "beginsWith" | "endsWith", Some(text)) => {
                Condition::Text(self.kind.clone(), text.clone())
            }
            (
                "expression" | "containsBlanks" | "notContainsBlanks" | "containsErrors"
                | "notContainsErrors",
                _,
            ) => self
                .formulas
                .first()
                .map_or(Condition::Unknown, |formula| Condition::Formula(formula.clone())),
            _ => Condition::Unknown,
        }
    }
}
