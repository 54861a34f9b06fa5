//! Whether the condition of a conditional format holds for a cell, as far as that can be known: the formulas that forms
//! use are short (`$L2<>""`, `AND(P2<>"",P2<0)`), and what is beyond them is left open.

use super::cell::place;
use crate::ground::text;
use crate::read::sheet::{CellMark, SheetCell, SheetRow};

/// How deep a formula may be nested.
const MOST_DEPTH: usize = 8;
/// The longest formula that is looked at, in bytes.
const MOST_BYTES: usize = 1_000;
/// What compares two values; the longer first.
const COMPARISONS: [&str; 6] = ["<>", ">=", "<=", "=", ">", "<"];

/// What a rule asks of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Condition {
    /// Nothing: it holds for every cell.
    Always,
    /// Something that depends on other cells or on the day, as the ten highest values.
    Unknown,
    /// A formula, as it stands for the first cell of the rule's range.
    Formula(String),
    /// A comparison with one formula, or with two between which the value lies (`between`) or not.
    CellIs(String, Vec<String>),
    /// The cell's text holds a text (`containsText`), begins or ends with it, or not.
    Text(String, String),
}

/// A value in a formula.
#[derive(Debug, Clone, PartialEq)]
enum Operand {
    Number(f64),
    Text(String),
    Truth(bool),
    Blank,
    Error,
    Unknown,
}

/// The cells that a condition may name, and by how many lines and columns it is moved from where it is written.
pub(super) struct Asked<'a> {
    /// The rows of the sheet.
    pub rows: &'a [SheetRow],
    /// The cell of which is asked: line and column, from 1.
    pub cell: (u32, u32),
    /// The first cell of the rule's range, for which its formula is written.
    pub first: (u32, u32),
}

impl Asked<'_> {
    /// Whether a condition holds; none if that can't be known.
    pub(super) fn holds(&self, condition: &Condition) -> Option<bool> {
        let own = || self.at(self.cell);
        match condition {
            Condition::Always => Some(true),
            Condition::Unknown => None,
            Condition::Formula(formula) => self.truth(formula, 0),
            Condition::CellIs(operator, formulas) => {
                let of = |i: usize| formulas.get(i).map_or(Operand::Unknown, |text| self.operand(text, 0));
                let between = || Some(compare(&own(), ">=", &of(0))? && compare(&own(), "<=", &of(1))?);
                match operator.as_str() {
                    "between" => between(),
                    "notBetween" => between().map(|is| !is),
                    "equal" => compare(&own(), "=", &of(0)),
                    "notEqual" => compare(&own(), "<>", &of(0)),
                    "greaterThan" => compare(&own(), ">", &of(0)),
                    "lessThan" => compare(&own(), "<", &of(0)),
                    "greaterThanOrEqual" => compare(&own(), ">=", &of(0)),
                    "lessThanOrEqual" => compare(&own(), "<=", &of(0)),
                    _ => None,
                }
            }
            Condition::Text(kind, wanted) => {
                let (own, wanted) = (written(&own())?.to_lowercase(), wanted.to_lowercase());
                match kind.as_str() {
                    "containsText" => Some(own.contains(&wanted)),
                    "notContainsText" => Some(!own.contains(&wanted)),
                    "beginsWith" => Some(own.starts_with(&wanted)),
                    "endsWith" => Some(own.ends_with(&wanted)),
                    _ => None,
                }
            }
        }
    }

    fn truth(&self, formula: &str, depth: usize) -> Option<bool> {
        match self.operand(formula, depth) {
            Operand::Truth(is) => Some(is),
            Operand::Number(number) => Some(number != 0.0),
            Operand::Error | Operand::Blank => Some(false),
            Operand::Text(_) | Operand::Unknown => None,
        }
    }

    fn operand(&self, formula: &str, depth: usize) -> Operand {
        let formula = formula.trim();
        if depth > MOST_DEPTH || formula.len() > MOST_BYTES {
            return Operand::Unknown;
        }
        if let Some((left, comparison, right)) = compared(formula) {
            let (left, right) = (self.operand(left, depth + 1), self.operand(right, depth + 1));
            return truth_value(compare(&left, comparison, &right));
        }
        if let Ok(number) = formula.parse() {
            return Operand::Number(number);
        }
        if let Some(text) = formula.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            let is_one = !text.replace("\"\"", "").contains('"');
            return if is_one { Operand::Text(text.replace("\"\"", "\"")) } else { Operand::Unknown };
        }
        match formula.to_ascii_uppercase().as_str() {
            "TRUE" => Operand::Truth(true),
            "FALSE" => Operand::Truth(false),
            upper => {
                match (formula.strip_suffix(')').and_then(|rest| rest.split_once('(')), self.named(upper)) {
                    (Some((name, arguments)), _) => {
                        self.function(&name.to_ascii_uppercase(), &arguments_of(arguments), depth + 1)
                    }
                    (None, Some(place)) => self.at(place),
                    (None, None) => Operand::Unknown,
                }
            }
        }
    }

    fn function(&self, name: &str, arguments: &[&str], depth: usize) -> Operand {
        let truths = || arguments.iter().map(|argument| self.truth(argument, depth)).collect::<Vec<_>>();
        let only = || match arguments {
            [only] => self.operand(only, depth),
            _ => Operand::Unknown,
        };
        let of_only = |is: &dyn Fn(&Operand) -> bool| match only() {
            Operand::Unknown => Operand::Unknown,
            known => Operand::Truth(is(&known)),
        };
        match name {
            "" => only(),
            "TRUE" => Operand::Truth(true),
            "FALSE" => Operand::Truth(false),
            "AND" => truth_value(all(truths().into_iter(), false)),
            "OR" => truth_value(all(truths().into_iter(), true)),
            "NOT" => {
                truth_value(arguments.first().and_then(|argument| self.truth(argument, depth)).map(|is| !is))
            }
            "ISBLANK" => of_only(&|value| *value == Operand::Blank),
            "ISERROR" | "ISERR" | "ISNA" => of_only(&|value| *value == Operand::Error),
            "ISNUMBER" => of_only(&|value| matches!(value, Operand::Number(_))),
            "ISTEXT" => of_only(&|value| matches!(value, Operand::Text(_))),
            "TRIM" => {
                written(&only()).map_or(Operand::Unknown, |text| Operand::Text(text::trim(&text).into()))
            }
            "LEN" => written(&only()).map_or(Operand::Unknown, |text| {
                Operand::Number(u32::try_from(text.chars().count()).unwrap_or(u32::MAX).into())
            }),
            _ => Operand::Unknown,
        }
    }

    /// The cell that a reference means for the cell of which is asked: `$L2` moves with its line alone.
    fn named(&self, reference: &str) -> Option<(u32, u32)> {
        let (line, column) = place(&reference.replace('$', ""))?;
        let fixed_column = reference.starts_with('$');
        let fixed_line = reference.rfind('$').is_some_and(|at| at > 0);
        let moved = |at: u32, own: u32, first: u32| at.checked_add(own)?.checked_sub(first);
        Some((
            if fixed_line { line } else { moved(line, self.cell.0, self.first.0)? },
            if fixed_column { column } else { moved(column, self.cell.1, self.first.1)? },
        ))
    }

    fn at(&self, (line, column): (u32, u32)) -> Operand {
        let row = self.rows.binary_search_by_key(&line, |row| row.line).ok().and_then(|at| self.rows.get(at));
        let index = usize::try_from(column).unwrap_or(1).saturating_sub(1);
        row.and_then(|row| row.cells.get(index)).map_or(Operand::Blank, of_cell)
    }
}

/// What a cell holds, as a formula takes it.
fn of_cell(cell: &SheetCell) -> Operand {
    let held = match &cell.mark {
        Some(CellMark::Failed) => return Operand::Error,
        Some(CellMark::Rounded(held) | CellMark::Blank(held)) => held,
        Some(mark) if mark.is_unusable() && *mark != CellMark::Struck => return Operand::Unknown,
        _ if cell.is_empty() => return Operand::Blank,
        _ => &cell.text,
    };
    let (number, hundredth) = held.strip_suffix('%').map_or((held.as_str(), 1.0), |number| (number, 100.0));
    match number.parse::<f64>() {
        Ok(number) => Operand::Number(number / hundredth),
        // A day is a number to a formula, and so is one that its format dresses; 2-1 is a text.
        Err(_) if held.starts_with(|c: char| c.is_ascii_digit()) && !is_short_key(held) => Operand::Unknown,
        Err(_) => Operand::Text(held.clone()),
    }
}

/// Whether a text is one as `2-1` or `2-ア-10`.
fn is_short_key(held: &str) -> bool {
    held.split('-').count() > 1 && held.split('-').all(|part| part.chars().count() < 3)
}

/// A value as text.
fn written(value: &Operand) -> Option<String> {
    match value {
        Operand::Text(text) => Some(text.clone()),
        Operand::Number(number) => Some(number.to_string()),
        Operand::Blank => Some(String::new()),
        Operand::Truth(_) | Operand::Error | Operand::Unknown => None,
    }
}

fn truth_value(is: Option<bool>) -> Operand {
    is.map_or(Operand::Unknown, Operand::Truth)
}

/// Whether all are true; or, if one is `enough`, whether any is. One that decides does so whatever the others are.
fn all(truths: impl Iterator<Item = Option<bool>>, enough: bool) -> Option<bool> {
    let truths: Vec<Option<bool>> = truths.collect();
    match () {
        () if truths.contains(&Some(enough)) => Some(enough),
        () if truths.contains(&None) => None,
        () => Some(!enough),
    }
}

/// Compares as Excel does; a comparison with an error is none, so that a rule with one does not hold.
fn compare(left: &Operand, comparison: &str, right: &Operand) -> Option<bool> {
    use std::cmp::Ordering;
    let order = match (left, right) {
        (Operand::Unknown, _) | (_, Operand::Unknown) => return None,
        (Operand::Error, _) | (_, Operand::Error) => return Some(false),
        (Operand::Number(a), Operand::Number(b)) => a.partial_cmp(b)?,
        (Operand::Blank, Operand::Number(b)) => 0.0.partial_cmp(b)?,
        (Operand::Number(a), Operand::Blank) => a.partial_cmp(&0.0)?,
        (Operand::Truth(a), Operand::Truth(b)) => a.cmp(b),
        (Operand::Truth(_), _) | (_, Operand::Truth(_)) => return None,
        (Operand::Number(_), Operand::Text(_)) => Ordering::Less,
        (Operand::Text(_), Operand::Number(_)) => Ordering::Greater,
        (a, b) => written(a)?.to_lowercase().cmp(&written(b)?.to_lowercase()),
    };
    Some(match comparison {
        "=" => order.is_eq(),
        "<>" => order.is_ne(),
        ">" => order.is_gt(),
        "<" => order.is_lt(),
        ">=" => order.is_ge(),
        _ => order.is_le(),
    })
}

/// The two sides of a comparison that stands in no brackets and in no text.
fn compared(formula: &str) -> Option<(&str, &str, &str)> {
    let at = outside(formula).find(|at| {
        let rest = &formula[*at..];
        COMPARISONS.iter().any(|comparison| rest.starts_with(comparison))
    })?;
    let comparison = COMPARISONS.iter().find(|comparison| formula[at..].starts_with(**comparison))?;
    Some((&formula[..at], comparison, &formula[at + comparison.len()..]))
}

/// The arguments of a function.
fn arguments_of(inside: &str) -> Vec<&str> {
    let mut arguments = Vec::new();
    let mut begin = 0;
    for at in outside(inside).filter(|at| inside[*at..].starts_with(',')) {
        arguments.push(&inside[begin..at]);
        begin = at + 1;
    }
    if !inside.is_empty() {
        arguments.push(&inside[begin..]);
    }
    arguments
}

/// The places of a formula that stand in no brackets and in no text.
fn outside(formula: &str) -> impl Iterator<Item = usize> {
    let (mut depth, mut in_text) = (0_usize, false);
    formula.char_indices().filter_map(move |(at, c)| {
        match c {
            '"' => in_text = !in_text,
            '(' if !in_text => depth += 1,
            ')' if !in_text => depth = depth.saturating_sub(1),
            _ if depth == 0 && !in_text => return Some(at),
            _ => {}
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_formulas_are_known_and_others_are_left_open() {
        let cell = |text: &str| SheetCell::new(text);
        let failed = SheetCell { mark: Some(CellMark::Failed), ..SheetCell::new("#DIV/0!") };
        let row = |line, cells| SheetRow { line, hidden: false, cells };
        let rows = [
            row(2, vec![cell("36.9"), cell("なし"), cell("2-1")]),
            row(3, vec![cell("0"), cell(""), cell("30%"), failed, cell("2020-01-02")]),
        ];
        let holds = |cell, condition: Condition| Asked { rows: &rows, cell, first: (2, 1) }.holds(&condition);
        for (cell, formula, expected) in [
            ((2, 1), "$B2<>\"\"", Some(true)),
            ((3, 1), "$B2<>\"\"", Some(false)),
            ((3, 1), "$B$2=\"なし\"", Some(true)),
            ((3, 1), "A2=0", Some(true)),
            ((2, 1), "=A2=0", None),
            ((3, 1), "ISBLANK(B2)", Some(true)),
            ((3, 4), "ISERROR(A2)", Some(true)),
            ((3, 4), "A2=0", Some(false)),
            ((3, 3), "A2<0.5", Some(true)),
            ((3, 5), "A2>40000", None),
            ((2, 1), "AND(A2>30,NOT(B2=\"あり\"))", Some(true)),
            ((2, 1), "OR(A2>40,TODAY()>1)", None),
            ((2, 1), "AND(A2>40,TODAY()>1)", Some(false)),
            ((3, 2), "LEN(TRIM(A2))=0", Some(true)),
            ((2, 2), "A2=\"a,b(c\"", Some(false)),
            ((2, 1), "C2=0", Some(false)),
            ((2, 1), "TRUE", Some(true)),
            ((2, 1), "VLOOKUP(A2,B:C,1)=1", None),
            ((2, 1), "旧!A2=1", None),
            ((2, 1), "A2+1=3", None),
        ] {
            assert_eq!(holds(cell, Condition::Formula(formula.into())), expected, "{formula}");
        }
        let nested = format!("{}A2{}=0", "(".repeat(2_000), ")".repeat(2_000));
        assert_eq!(holds((2, 1), Condition::Formula(nested)), None);
        let is = |operator: &str, formulas: &[&str]| {
            Condition::CellIs(operator.into(), formulas.iter().map(|text| (*text).into()).collect())
        };
        assert_eq!(holds((2, 1), is("between", &["30", "40"])), Some(true));
        assert_eq!(holds((3, 1), is("equal", &["0"])), Some(true));
        assert_eq!(holds((2, 2), is("equal", &["\"なし\""])), Some(true));
        assert_eq!(holds((2, 1), is("lessThan", &["SUM(A1:A3)"])), None);
        assert_eq!(holds((2, 2), Condition::Text("beginsWith".into(), "な".into())), Some(true));
    }
}
