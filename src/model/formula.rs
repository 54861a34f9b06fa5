//! Formulas of `[evaluation]`: `(A - B) / (M - B)`, `type = 単年度 and A >= T`.
//!
//! A formula has no loops and calls nothing, so it always ends. Numbers are exact. What is not known, and what would be
//! divided by zero, is missing: a sum, a quotient or a comparison with it is missing too.

use num_traits::{Signed, Zero};

use crate::ground::number::Exact;

/// A formula of numbers, or a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formula {
    /// A number: 100, 0.03, 80%.
    Number(Exact),
    /// A word: 単年度.
    Word(String),
    /// `none`: no value.
    Missing,
    /// What the indicator has: `A`, `type`, `own.cost`.
    Name(String),
    /// One with its sign turned.
    Minus(Box<Formula>),
    /// What is true where a condition is not.
    Not(Box<Formula>),
    /// Two parts.
    Two(Operator, Box<Formula>, Box<Formula>),
    /// A function of its parts.
    Call(Function, Vec<Formula>),
}

/// What stands between two parts of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`, ×
    Times,
    /// `/`, ÷
    Over,
    /// `=`
    Equal,
    /// `!=`, ≠
    Unequal,
    /// `<`
    Less,
    /// `<=`, ≦
    AtMost,
    /// `>`
    More,
    /// `>=`, ≧
    AtLeast,
    /// `and`
    And,
    /// `or`
    Or,
}

/// A function of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// The least of numbers.
    Min,
    /// The largest of numbers.
    Max,
    /// A number without its sign.
    Abs,
    /// The first of several that is known.
    First,
    /// Whether a value is known.
    Known,
    /// Of a condition and two values: the first where it holds, the second where it doesn't.
    If,
}

/// What a formula comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A number.
    Number(Exact),
    /// A word.
    Word(String),
    /// Whether a condition holds.
    Truth(bool),
    /// Something in it is not known, or it would divide by zero.
    Missing,
}

impl Value {
    /// The number, if it is one.
    pub fn number(self) -> Option<Exact> {
        match self {
            Self::Number(number) => Some(number),
            Self::Word(_) | Self::Truth(_) | Self::Missing => None,
        }
    }

    /// Whether the condition holds; none where nobody can say.
    pub fn truth(&self) -> Option<bool> {
        match self {
            Self::Truth(truth) => Some(*truth),
            Self::Number(_) | Self::Word(_) | Self::Missing => None,
        }
    }
}

impl From<Option<Exact>> for Value {
    fn from(number: Option<Exact>) -> Self {
        number.map_or(Self::Missing, Self::Number)
    }
}

impl Formula {
    /// What it comes to, where `value_of` says what a name stands for.
    pub fn value(&self, value_of: &dyn Fn(&str) -> Value) -> Value {
        match self {
            Self::Number(number) => Value::Number(number.clone()),
            Self::Word(word) => Value::Word(word.clone()),
            Self::Missing => Value::Missing,
            Self::Name(name) => value_of(name),
            Self::Minus(part) => match part.value(value_of) {
                Value::Number(number) => Value::Number(-number),
                _ => Value::Missing,
            },
            Self::Not(part) => match part.value(value_of) {
                Value::Truth(truth) => Value::Truth(!truth),
                _ => Value::Missing,
            },
            Self::Two(operator, left, right) => two(*operator, &left.value(value_of), &right.value(value_of)),
            Self::Call(function, parts) => call(*function, parts, value_of),
        }
    }

    /// As much of it as decided its value: of `if` the branch that was taken, of `first` the first part that is known. So
    /// `if(T > 0, A / T, none)` is `A / T` where T is 20.
    pub fn decided(&self, value_of: &dyn Fn(&str) -> Value) -> Formula {
        let decided = |part: &Formula| part.decided(value_of);
        let boxed = |part: &Formula| Box::new(decided(part));
        match self {
            Self::Number(_) | Self::Word(_) | Self::Missing | Self::Name(_) => self.clone(),
            Self::Minus(part) => Self::Minus(boxed(part)),
            Self::Not(part) => Self::Not(boxed(part)),
            Self::Two(operator, left, right) => Self::Two(*operator, boxed(left), boxed(right)),
            Self::Call(Function::If, parts) => match parts.as_slice() {
                [condition, then, otherwise] => match condition.value(value_of).truth() {
                    Some(true) => decided(then),
                    Some(false) => decided(otherwise),
                    None => Self::Missing,
                },
                _ => Self::Missing,
            },
            Self::Call(Function::First, parts) => {
                let known = parts.iter().find(|part| part.value(value_of) != Value::Missing);
                known.map_or(Self::Missing, decided)
            }
            Self::Call(function, parts) => Self::Call(*function, parts.iter().map(decided).collect()),
        }
    }

    /// Every name in it.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::Name(name) => vec![name],
            Self::Number(_) | Self::Word(_) | Self::Missing => Vec::new(),
            Self::Minus(part) | Self::Not(part) => part.names(),
            Self::Two(_, left, right) => [left.names(), right.names()].concat(),
            Self::Call(_, parts) => parts.iter().flat_map(Self::names).collect(),
        }
    }
}

fn two(operator: Operator, left: &Value, right: &Value) -> Value {
    use Operator::{And, AtLeast, AtMost, Equal, Less, Minus, More, Or, Over, Plus, Times, Unequal};
    match (operator, left, right) {
        // Where one side decides, the other needn't be known.
        (And, Value::Truth(false), _) | (And, _, Value::Truth(false)) => Value::Truth(false),
        (Or, Value::Truth(true), _) | (Or, _, Value::Truth(true)) => Value::Truth(true),
        (And | Or, Value::Truth(_), Value::Truth(right)) => Value::Truth(*right),
        (Equal, Value::Word(left), Value::Word(right)) => Value::Truth(left == right),
        (Unequal, Value::Word(left), Value::Word(right)) => Value::Truth(left != right),
        (_, Value::Number(left), Value::Number(right)) => match operator {
            Plus => Value::Number(left + right),
            Minus => Value::Number(left - right),
            Times => Value::Number(left * right),
            Over if right.is_zero() => Value::Missing,
            Over => Value::Number(left / right),
            Equal => Value::Truth(left == right),
            Unequal => Value::Truth(left != right),
            Less => Value::Truth(left < right),
            AtMost => Value::Truth(left <= right),
            More => Value::Truth(left > right),
            AtLeast => Value::Truth(left >= right),
            And | Or => Value::Missing,
        },
        _ => Value::Missing,
    }
}

fn call(function: Function, parts: &[Formula], value_of: &dyn Fn(&str) -> Value) -> Value {
    let value = |part: &Formula| part.value(value_of);
    let numbers = || parts.iter().map(|part| value(part).number()).collect::<Option<Vec<_>>>();
    match (function, parts) {
        (Function::Min, _) => numbers().and_then(|all| all.into_iter().min()).into(),
        (Function::Max, _) => numbers().and_then(|all| all.into_iter().max()).into(),
        (Function::Abs, [part]) => value(part).number().map(|number| number.abs()).into(),
        (Function::First, _) => {
            parts.iter().map(value).find(|value| *value != Value::Missing).unwrap_or(Value::Missing)
        }
        (Function::Known, [part]) => Value::Truth(value(part) != Value::Missing),
        (Function::If, [condition, then, otherwise]) => match value(condition).truth() {
            Some(true) => value(then),
            Some(false) => value(otherwise),
            None => Value::Missing,
        },
        _ => Value::Missing,
    }
}
