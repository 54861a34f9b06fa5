//! Formulas as people write them: `(A − B) ÷ (M − B)`.

use num_traits::{One, Signed};

use super::formula::{Formula, Function, Operator, Value};
use crate::ground::number::{self, Exact, power_of_ten};

/// With so many decimals a number is written as a decimal; one that needs more, as 1/3 does, as a fraction.
const MOST_DECIMALS: u32 = 12;

/// A number in full: 「36.9」, 「1/3」.
pub fn exact(number: &Exact) -> String {
    let has = |decimals: &u32| (number * Exact::from_integer(power_of_ten(*decimals))).denom().is_one();
    match (0..=MOST_DECIMALS).find(has) {
        Some(decimals) => number::plain(number, decimals),
        None => number.to_string(),
    }
}

impl Value {
    /// A number in full, or the word; none for a condition and for what is missing.
    pub fn written(&self) -> Option<String> {
        match self {
            Self::Number(number) => Some(exact(number)),
            Self::Word(word) => Some(word.clone()),
            Self::Truth(_) | Self::Missing => None,
        }
    }
}

impl Formula {
    /// The formula with × and ÷; `name` says what is written for a name.
    pub fn written(&self, name: &dyn Fn(&str) -> String) -> String {
        self.within(0, name)
    }

    /// The same as part of another: one that binds less than `least` stands in brackets.
    fn within(&self, least: u8, name: &dyn Fn(&str) -> String) -> String {
        let (binds, text) = match self {
            Self::Number(number) => {
                let text = exact(number);
                (if text.contains('/') || number.is_negative() { 0 } else { 9 }, text)
            }
            Self::Word(word) => (9, word.clone()),
            Self::Missing => (9, "none".into()),
            Self::Name(of) => {
                let text = name(of);
                (if text.starts_with('-') || text.contains('/') { 0 } else { 9 }, text)
            }
            Self::Minus(part) => (6, format!("−{}", part.within(7, name))),
            Self::Not(part) => (3, format!("not {}", part.within(4, name))),
            Self::Two(operator, left, right) => {
                let (binds, sign, right_binds) = bond(*operator);
                (binds, format!("{} {sign} {}", left.within(binds, name), right.within(right_binds, name)))
            }
            Self::Call(function, parts) => {
                let parts: Vec<String> = parts.iter().map(|part| part.within(0, name)).collect();
                (9, format!("{}({})", word(*function), parts.join(", ")))
            }
        };
        if binds < least { format!("({text})") } else { text }
    }
}

/// How much a sign binds, how it is written, and how much its right side must bind to stand there without brackets.
fn bond(operator: Operator) -> (u8, &'static str, u8) {
    match operator {
        Operator::Or => (1, "or", 1),
        Operator::And => (2, "and", 2),
        Operator::Equal => (4, "=", 5),
        Operator::Unequal => (4, "≠", 5),
        Operator::Less => (4, "<", 5),
        Operator::AtMost => (4, "≦", 5),
        Operator::More => (4, ">", 5),
        Operator::AtLeast => (4, "≧", 5),
        Operator::Plus => (5, "+", 5),
        Operator::Minus => (5, "−", 6),
        Operator::Times => (6, "×", 6),
        Operator::Over => (6, "÷", 7),
    }
}

fn word(function: Function) -> &'static str {
    match function {
        Function::Min => "min",
        Function::Max => "max",
        Function::Abs => "abs",
        Function::First => "first",
        Function::Known => "known",
        Function::If => "if",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::number::whole;
    use crate::model::formula_parser::parse;

    fn known(name: &str) -> Value {
        match name {
            "A" => Value::Number(whole(-3)),
            "T" => Value::Number(whole(20)),
            "B" => Value::Number(whole(1) / whole(3)),
            "type" => Value::Word("水準".into()),
            _ => Value::Missing,
        }
    }

    #[test]
    fn it_means_what_it_meant() {
        for (text, written) in [
            ("(A - B) / (M - B)", "(A − B) ÷ (M − B)"),
            ("B + (T - B) * (tA - tB) / (tT - tB)", "B + (T − B) × (tA − tB) ÷ (tT − tB)"),
            ("A - (B - T)", "A − (B − T)"),
            ("A / (B / T)", "A ÷ (B ÷ T)"),
            ("A / (B * T)", "A ÷ (B × T)"),
            ("-A * B", "−A × B"),
            ("-(A + B)", "−(A + B)"),
            ("type = 水準 and (A > B or not T >= 80%)", "type = 水準 and (A > B or not T ≧ 0.8)"),
            ("max(A, abs(B - 1))", "max(A, abs(B − 1))"),
        ] {
            let formula = parse(text).expect(text);
            assert_eq!(formula.written(&str::to_owned), written);
            // What is written is the same formula when it is read again, or at least comes to the same.
            let again = parse(written).expect(written);
            assert_eq!(again.value(&known), formula.value(&known), "{written}");
        }
    }

    #[test]
    fn only_what_decided_is_left() {
        for (text, written) in [
            ("if(T > 0, A / T, none)", "A ÷ T"),
            ("if(T < 0, A / T, if(A > 0, 1, A + T))", "A + T"),
            ("if(M > 0, A, T)", "none"),
            ("first(M, T) - first(M, P)", "T − none"),
            ("A < first(M, T)", "A < T"),
        ] {
            let formula = parse(text).expect(text);
            let decided = formula.decided(&known);
            assert_eq!(decided.written(&str::to_owned), written);
            assert_eq!(decided.value(&known), formula.value(&known), "{text}");
        }
    }

    #[test]
    fn values_stand_in_place_of_names() {
        let formula = parse("(A - B) / T").expect("a formula");
        let of = |name: &str| known(name).written().unwrap_or_default();
        assert_eq!(formula.written(&of), "((-3) − (1/3)) ÷ 20");
        assert_eq!(exact(&(whole(369) / whole(10))), "36.9");
        assert_eq!(exact(&whole(0)), "0");
    }
}
