//! Reads the formulas of `[evaluation]`.

use super::formula::{Formula, Function, Operator};
use super::formula_tokens::{Token, at, named, tokens};

/// The longest formula, in characters. What is nested in it is read by calling oneself.
const LONGEST: usize = 500;
/// The most brackets in one another.
const DEEPEST: usize = 30;

/// The numbers that a formula knows of an indicator.
pub const NUMBERS: [&str; 13] =
    ["B", "T", "U", "A", "M", "P", "N", "tB", "tT", "tA", "Y", "achievement", "progress"];
/// The words that it knows of one.
pub const WORDS: [&str; 4] = ["type", "direction", "certainty", "class"];
/// What stands before the id of a column of the cycle's own.
pub const OWN: &str = "own.";

/// The id of a column as formulas write it: `cost.2023` is the column of a year, `first_mark` has a hyphen.
pub fn column_id(written: &str) -> String {
    written.replace('.', "/").replace('_', "-")
}

/// What a part of a formula comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Word,
    Truth,
    /// A column of the cycle's own, or nothing.
    Any,
}

impl Kind {
    fn may_be(self, other: Self) -> bool {
        self == other || self == Self::Any || other == Self::Any
    }
}

/// Reads a formula.
///
/// # Errors
///
/// What is wrong with it, and where.
pub fn parse(text: &str) -> Result<Formula, String> {
    if text.chars().nth(LONGEST).is_some() {
        return Err(format!("式が長すぎます（{LONGEST}字まで）。"));
    }
    let mut parser = Parser { tokens: tokens(text)?, at: 0, depth: 0, end: text.chars().count() };
    let (formula, _) = parser.either()?;
    match parser.tokens.get(parser.at) {
        None => Ok(formula),
        Some((place, token)) => Err(at(*place, &format!("{}が余分です。", named(token)))),
    }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    at: usize,
    depth: usize,
    end: usize,
}

type Parsed = Result<(Formula, Kind), String>;

impl Parser {
    fn place(&self) -> usize {
        self.tokens.get(self.at).map_or(self.end, |(place, _)| *place)
    }

    fn takes(&mut self, sign: &str) -> bool {
        let is_next = match self.tokens.get(self.at) {
            Some((_, Token::Sign(next))) => *next == sign,
            Some((_, Token::Name(next))) => next == sign,
            _ => false,
        };
        self.at += usize::from(is_next);
        is_next
    }

    fn taken(&mut self, among: &[(&str, Operator)]) -> Option<Operator> {
        among.iter().find(|(sign, _)| self.takes(sign)).map(|(_, operator)| *operator)
    }

    /// `a or b`
    fn either(&mut self) -> Parsed {
        let mut left = self.both()?;
        loop {
            let place = self.place();
            if !self.takes("or") {
                return Ok(left);
            }
            let right = self.both()?;
            left = joined(place, Operator::Or, left, right)?;
        }
    }

    /// `a and b`
    fn both(&mut self) -> Parsed {
        let mut left = self.compared()?;
        loop {
            let place = self.place();
            if !self.takes("and") {
                return Ok(left);
            }
            let right = self.compared()?;
            left = joined(place, Operator::And, left, right)?;
        }
    }

    /// `not a`, `a <= b`
    fn compared(&mut self) -> Parsed {
        let place = self.place();
        if self.takes("not") {
            self.deeper(place)?;
            let (part, kind) = self.compared()?;
            self.depth -= 1;
            return match kind.may_be(Kind::Truth) {
                true => Ok((Formula::Not(Box::new(part)), Kind::Truth)),
                false => Err(at(place, "not の後には、条件を書いてください。")),
            };
        }
        let left = self.sum()?;
        let place = self.place();
        let comparisons = [
            ("<=", Operator::AtMost),
            (">=", Operator::AtLeast),
            ("!=", Operator::Unequal),
            ("=", Operator::Equal),
            ("<", Operator::Less),
            (">", Operator::More),
        ];
        match self.taken(&comparisons) {
            None => Ok(left),
            Some(operator) => {
                let right = self.sum()?;
                joined(place, operator, left, right)
            }
        }
    }

    /// `a + b - c`
    fn sum(&mut self) -> Parsed {
        let mut left = self.product()?;
        loop {
            let place = self.place();
            let Some(operator) = self.taken(&[("+", Operator::Plus), ("-", Operator::Minus)]) else {
                return Ok(left);
            };
            let right = self.product()?;
            left = joined(place, operator, left, right)?;
        }
    }

    /// `a * b / c`
    fn product(&mut self) -> Parsed {
        let mut left = self.part()?;
        loop {
            let place = self.place();
            let Some(operator) = self.taken(&[("*", Operator::Times), ("/", Operator::Over)]) else {
                return Ok(left);
            };
            let right = self.part()?;
            left = joined(place, operator, left, right)?;
        }
    }

    /// A number, a name, what stands in brackets, a function.
    fn part(&mut self) -> Parsed {
        let place = self.place();
        if self.takes("-") {
            self.deeper(place)?;
            let (part, kind) = self.part()?;
            self.depth -= 1;
            return match kind.may_be(Kind::Number) {
                true => Ok((Formula::Minus(Box::new(part)), Kind::Number)),
                false => Err(at(place, "「-」の後には、数を書いてください。")),
            };
        }
        if self.takes("(") {
            self.deeper(place)?;
            let inside = self.either()?;
            self.depth -= 1;
            self.closed()?;
            return Ok(inside);
        }
        let Some((_, token)) = self.tokens.get(self.at).cloned() else {
            return Err(at(place, "式が途中で終わっています。"));
        };
        self.at += 1;
        match token {
            Token::Number(number) => Ok((Formula::Number(number), Kind::Number)),
            Token::Sign(_) => Err(at(place, &format!("{}の前に、数か名が要ります。", named(&token)))),
            Token::Name(name) if self.takes("(") => self.function(place, &name),
            Token::Name(name) => one(place, name),
        }
    }

    fn closed(&mut self) -> Result<(), String> {
        let place = self.place();
        if self.takes(")") { Ok(()) } else { Err(at(place, "括弧が閉じていません。")) }
    }

    fn deeper(&mut self, place: usize) -> Result<(), String> {
        self.depth += 1;
        if self.depth > DEEPEST { Err(at(place, "括弧の重なりが深すぎます。")) } else { Ok(()) }
    }

    fn function(&mut self, place: usize, name: &str) -> Parsed {
        use Function::{Abs, First, If, Known, Max, Min};
        const ALL: [(&str, Function); 6] =
            [("min", Min), ("max", Max), ("abs", Abs), ("first", First), ("known", Known), ("if", If)];
        let Some((_, function)) = ALL.iter().find(|(known, _)| *known == name) else {
            let known = ALL.map(|(name, _)| name).join("、");
            return Err(at(place, &format!("「{name}」という関数はありません。使えるのは {known} です。")));
        };
        self.deeper(place)?;
        let mut parts = vec![self.either()?];
        while self.takes(",") {
            parts.push(self.either()?);
        }
        self.depth -= 1;
        self.closed()?;
        let all = |kind: Kind| parts.iter().all(|(_, part)| part.may_be(kind));
        let (is_right, kind, takes) = match function {
            Min | Max => (all(Kind::Number), Kind::Number, "数を一つ以上"),
            Abs => (parts.len() == 1 && all(Kind::Number), Kind::Number, "数を一つ"),
            First => (true, parts[0].1, "値を一つ以上"),
            Known => (parts.len() == 1, Kind::Truth, "値を一つ"),
            If => {
                let kinds: Vec<Kind> = parts.iter().map(|(_, kind)| *kind).collect();
                let is_right = matches!(&kinds[..], [condition, then, other] if condition.may_be(Kind::Truth) && then.may_be(*other));
                let kind = kinds.iter().skip(1).find(|kind| **kind != Kind::Any);
                (is_right, kind.copied().unwrap_or(Kind::Any), "条件と、同じ種類の値を二つ")
            }
        };
        match is_right {
            true => Ok((Formula::Call(*function, parts.into_iter().map(|(part, _)| part).collect()), kind)),
            false => Err(at(place, &format!("{name} には、{takes}書いてください。"))),
        }
    }
}

/// A name, or a word of a list: 単年度.
fn one(place: usize, name: String) -> Parsed {
    match name.as_str() {
        "none" => Ok((Formula::Missing, Kind::Any)),
        known if NUMBERS.contains(&known) => Ok((Formula::Name(name), Kind::Number)),
        known if WORDS.contains(&known) => Ok((Formula::Name(name), Kind::Word)),
        own if own.starts_with(OWN) => Ok((Formula::Name(name), Kind::Any)),
        word if !word.is_ascii() => Ok((Formula::Word(name), Kind::Word)),
        _ => {
            let known = NUMBERS.iter().chain(&WORDS).copied().collect::<Vec<_>>().join("、");
            Err(at(place, &format!("「{name}」という名はありません。使えるのは {known}、own.欄の id です。")))
        }
    }
}

fn joined(place: usize, operator: Operator, left: (Formula, Kind), right: (Formula, Kind)) -> Parsed {
    use Operator::{And, Equal, Minus, Or, Over, Plus, Times, Unequal};
    let ((left, of_left), (right, of_right)) = (left, right);
    let both = |kind: Kind| of_left.may_be(kind) && of_right.may_be(kind);
    let (is_right, kind, takes) = match operator {
        Plus | Minus | Times | Over => (both(Kind::Number), Kind::Number, "数"),
        And | Or => (both(Kind::Truth), Kind::Truth, "条件"),
        Equal | Unequal => (both(Kind::Number) || both(Kind::Word), Kind::Truth, "数どうし、又は語どうし"),
        _ => (both(Kind::Number), Kind::Truth, "数"),
    };
    match is_right {
        true => Ok((Formula::Two(operator, Box::new(left), Box::new(right)), kind)),
        false => Err(at(place, &format!("ここの左と右には、{takes}を書いてください。"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::number::{Exact, whole};
    use crate::model::formula::Value;

    /// B = 31.5, T = 49, A = 36.9, M = 40.25 in the years 2017, 2019, 2018.
    fn worked(name: &str) -> Value {
        let number = |n: i64, of: i64| Value::Number(Exact::new(n.into(), of.into()));
        match name {
            "B" => number(63, 2),
            "T" => number(49, 1),
            "A" => number(369, 10),
            "M" => number(161, 4),
            "tB" => number(2017, 1),
            "tT" => number(2019, 1),
            "tA" => number(2018, 1),
            "type" => Value::Word("水準".into()),
            "own.mark" => Value::Word("◎".into()),
            _ => Value::Missing,
        }
    }

    fn value(text: &str) -> Value {
        parse(text).unwrap_or_else(|error| panic!("{text}: {error}")).value(&worked)
    }

    #[test]
    fn formulas_come_to_what_arithmetic_says() {
        let number = |n: i64, of: i64| Value::Number(Exact::new(n.into(), of.into()));
        for (text, expected) in [
            ("B + (T - B) * (tA - tB) / (tT - tB)", number(161, 4)),
            ("Ｂ＋（Ｔ－Ｂ）×（tA－tB）÷（tT－tB）", number(161, 4)),
            // 5.4 / 8.75
            ("(A - B) / (M - B)", number(108, 175)),
            ("1 + 2 * 3 - 4 / 2", number(5, 1)),
            ("-A + A", number(0, 1)),
            ("80%", number(4, 5)),
            ("0.03 * 100", number(3, 1)),
            ("min(3, 1, 2) + max(A - A, 7) + abs(-2)", number(10, 1)),
            ("first(P, N, 4)", number(4, 1)),
            ("if(A >= M, 1, 0)", number(0, 1)),
            ("1 / 0", Value::Missing),
            ("P + 1", Value::Missing),
            ("type = 水準 and A < M", Value::Truth(true)),
            ("type = 単年度 or not known(P)", Value::Truth(true)),
            ("own.mark = own.mark", Value::Truth(true)),
            // One side decides; else what is missing stays missing.
            ("A > 100 and P > 1", Value::Truth(false)),
            ("A > 1 or P > 1", Value::Truth(true)),
            ("A > 1 and P > 1", Value::Missing),
            ("A > 100 or P > 1", Value::Missing),
            ("P = 1", Value::Missing),
            ("if(P > 1, 1, 2)", Value::Missing),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
        assert_eq!(value("A").number(), Some(Exact::new(369.into(), 10.into())));
        assert_eq!(whole(1), value("1").number().expect("a number"));
    }

    #[test]
    fn what_is_no_formula_is_said_with_its_place() {
        for (text, said) in [
            ("(A - B", "7字目：括弧が閉じていません"),
            ("A -", "4字目：式が途中で終わっています"),
            ("A B", "3字目：「B」が余分です"),
            ("C + 1", "1字目：「C」という名はありません"),
            ("A + type", "3字目：ここの左と右には、数"),
            ("A and B", "3字目：ここの左と右には、条件"),
            ("A = 水準", "数どうし、又は語どうし"),
            ("not A", "条件を書いて"),
            ("sum(A)", "「sum」という関数はありません"),
            ("abs(A, B)", "数を一つ"),
            ("if(A, 1, 2)", "条件と"),
            ("A # B", "3字目：「#」は式に使えません"),
            ("1.2.3", "数として読めません"),
            ("", "1字目：式が途中で終わっています"),
            ("* A", "1字目：「*」の前に"),
        ] {
            let error = parse(text).expect_err(text);
            assert!(error.contains(said), "{text}: {error}");
        }
        let deep = format!("{}A{}", "(".repeat(40), ")".repeat(40));
        assert!(parse(&deep).expect_err("deep").contains("深すぎます"));
        assert!(parse(&"A+".repeat(400)).expect_err("long").contains("長すぎます"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_formula_or_said_to_be_none(text in "[ABTMP()+*/<>=!,.0-9a-z％×÷水準 -]{0,60}") {
            if let Ok(formula) = parse(&text) {
                let _ = formula.value(&worked);
            }
        }
    }
}
