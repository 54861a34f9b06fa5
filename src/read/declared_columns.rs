//! The columns of a cycle's return: those of the standard form as `cycle.toml` renames them or leaves them out, and the
//! cycle's own.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

use toml::Spanned;

use super::declared_evaluation;
use super::declared_type;
use super::header_words::loose;
use super::toml_slips::{Slips, TomlSlip};
use super::word_of_list::is_choice;
use crate::ground::code::is_code;
use crate::ground::wareki::Year;
use crate::ground::written_year::parse_year;
use crate::model::choice::Choice;
use crate::model::column::{Column, Columns, FixedColumn, Holds, OnForm};
use crate::model::column_names::named;
use crate::model::cycle::{Settings, SourceText};
use crate::model::declared_column::{DeclaredColumn, OnDeclaredForm};
use crate::model::evaluation::Evaluation;
use crate::model::indicator::IndicatorKind;
use crate::model::value::Cell;

/// The columns of the standard form that no return can do without.
const NEVER_LEFT_OUT: [&str; 2] = ["取組番号", "指標名"];
/// What the rows are counted by where it is left out, which no key else may be.
const MAY_BE_COUNTED: [&str; 1] = ["指標番号"];
/// Those that may be left out only with a value that all rows have.
const NEED_A_VALUE: [&str; 2] = ["指標の型", "実績の区分"];
/// Those of which each year may have a column of its own.
const BY_YEAR: [&str; 3] = ["実績値", "目標値", "目安値"];
/// The most years that a column may have.
const MOST_YEARS: i32 = 30;

/// The columns of a cycle's return. What is wrong with their declarations is added to `slips`.
pub fn of_return(settings: &Settings, source: &SourceText, slips: &mut Vec<TomlSlip>) -> Columns {
    of_table(offered(&settings.evaluation), &settings.columns, settings, source, slips)
}

/// The standard form, whose 指標の型 offers what the cycle says that there is.
fn offered(evaluation: &Evaluation) -> Columns {
    let mut columns = Columns::of_return();
    let is_offered = |kind: IndicatorKind| match kind {
        IndicatorKind::Range => evaluation.ranges,
        IndicatorKind::Grade => !evaluation.grades.is_empty(),
        _ => true,
    };
    let kinds: Vec<IndicatorKind> =
        IndicatorKind::ALL.iter().map(|(kind, _)| *kind).filter(|kind| is_offered(*kind)).collect();
    if kinds.len() > IndicatorKind::ALWAYS.len()
        && let Some(column) = columns.find(KIND).map(|column| (**column).clone())
    {
        let holds = Holds::one_of(kinds.iter().map(|kind| kind.label()));
        columns.replace(KIND, vec![Column { holds, ..column }]);
    }
    columns
}

/// The column of what kind of indicator it is.
const KIND: &str = "指標の型";

/// The columns of a table: those that it has anyway, as they are declared otherwise, and those that are declared beside
/// them.
pub fn of_table(
    standard: Columns,
    all: &[DeclaredColumn],
    settings: &Settings,
    source: &SourceText,
    slips: &mut Vec<TomlSlip>,
) -> Columns {
    let fiscal_year = settings.cycle.fiscal_year;
    let slips = Slips { source, all: slips };
    let mut declaring = Declaring { slips, fiscal_year, columns: standard.clone(), standard };
    for declared in all {
        declaring.declare(declared);
    }
    declaring.check_twice(all);
    with_named_hints(declaring.columns)
}

/// Columns whose hints call the others as they are called.
fn with_named_hints(columns: Columns) -> Columns {
    let mut named_columns = columns.clone();
    for column in columns.iter().filter(|column| !column.is_own) {
        let hint = named(&column.hint, &columns).into();
        named_columns.replace(&column.id, vec![Column { hint, ..(**column).clone() }]);
    }
    named_columns
}

/// The columns while they are being declared.
struct Declaring<'a> {
    slips: Slips<'a>,
    fiscal_year: i32,
    /// The columns that the table has anyway.
    standard: Columns,
    /// They, as far as they are declared otherwise, and those that are declared beside them.
    columns: Columns,
}

impl Declaring<'_> {
    fn declare(&mut self, declared: &DeclaredColumn) {
        match (&declared.standard, &declared.id) {
            (Some(standard), None) => self.standard(standard, declared),
            (None, Some(id)) => self.own(id, declared),
            (Some(standard), Some(_)) => {
                self.slips.say(standard, "standard と id は、どちらか一つだけを書いてください（標準の欄を直すなら standard、欄を足すなら id）。");
            }
            (None, None) => {
                let begin = || self.slips.source.text.find("columns]]").unwrap_or(0);
                let at = declared.name.as_ref().map_or_else(begin, |name| name.span().start);
                let message = "欄の宣言には、標準の欄を直すなら standard（例 \"実績値\"）を、欄を足すなら id（例 \"budget\"）を書いてください。";
                self.slips.say_at(at, message);
            }
        }
    }

    /// A column of the standard form under another name, with other hints, by years, or left out.
    fn standard(&mut self, standard: &Spanned<String>, declared: &DeclaredColumn) {
        let Some(column) = self.columns.find(standard.get_ref()).filter(|column| !column.is_own).cloned()
        else {
            let all = &self.standard;
            let message = match all.find(standard.get_ref()) {
                Some(_) => format!(
                    "「{}」の [[columns]] が二つあります。一つにまとめてください。",
                    standard.get_ref()
                ),
                None => {
                    let names: Vec<&str> = all.iter().map(|column| &*column.name).collect();
                    format!(
                        "標準の欄に「{}」はありません。次のどれかを書いてください：{}",
                        standard.get_ref(),
                        names.join("、")
                    )
                }
            };
            return self.slips.say(standard, message);
        };
        self.check_standard(&column, declared);
        if declared.is_used.as_ref().is_some_and(|used| !*used.get_ref()) {
            return self.leave_out(standard, &column, declared);
        }
        if let Some(value) = &declared.value {
            self.slips.say(value, "value は、use = false の欄にだけ書けます。");
        }
        let changed = self.changed((*column).clone(), declared);
        let columns = match &declared.years {
            Some(years) if BY_YEAR.contains(&&**standard.get_ref()) => self.by_years(&changed, years),
            Some(years) => {
                self.slips.say(years, format!("years を書ける標準の欄は、{}です。", BY_YEAR.join("、")));
                vec![changed]
            }
            None => vec![changed],
        };
        self.columns.replace(standard.get_ref(), columns);
    }

    /// What can't be said of a column of the standard form.
    fn check_standard(&mut self, column: &Column, declared: &DeclaredColumn) {
        const ONLY_OWN: &str = "id を書いた（足した）欄にだけ書けます。標準の欄の中身は変えられません。";
        if let Some(kind) = &declared.kind {
            self.slips.say(kind, format!("type は、{ONLY_OWN}"));
        }
        if let Some(unit) = &declared.unit {
            self.slips.say(unit, format!("unit は、{ONLY_OWN}"));
        }
        if let Some(first) = declared.choices.first() {
            self.slips
                .say(first, format!("choices は、{ONLY_OWN}様式の語を読み替えるなら words を使います。"));
        }
        for limit in [&declared.min, &declared.max].into_iter().flatten() {
            self.slips.say(limit, format!("min と max は、{ONLY_OWN}"));
        }
        if let Some(stage) = &declared.evaluation {
            self.slips.say(stage, "evaluation は、id を書いた（足した）欄にだけ書けます。");
        }
        let listed: &[Arc<str>] = match &column.holds {
            Holds::Choice(words) => words,
            _ => &[],
        };
        for target in declared.words.values() {
            if !listed.iter().any(|word| **word == *target.get_ref().as_str()) {
                let message = match listed {
                    [] => "words は、語を選ぶ欄にだけ書けます。".into(),
                    words => format!(
                        "「{}」は、この欄の語ではありません。次のどれかを書いてください：{}",
                        target.get_ref(),
                        words.join("、")
                    ),
                };
                self.slips.say(target, message);
            }
        }
    }

    /// A column of the standard form that the cycle's form doesn't have.
    fn leave_out(&mut self, standard: &Spanned<String>, column: &Arc<Column>, declared: &DeclaredColumn) {
        let name = standard.get_ref().as_str();
        if NEVER_LEFT_OUT.contains(&name) || column.is_key && !MAY_BE_COUNTED.contains(&name) {
            return self
                .slips
                .say(standard, format!("「{name}」は、なくせません。ほかの名なら、name に書いてください。"));
        }
        self.columns.replace(name, Vec::new());
        let Some(value) = &declared.value else {
            if NEED_A_VALUE.contains(&name) {
                self.slips.say(standard, format!("「{name}」をなくすときは、全ての行に当てはまる値を value に書いてください（例 value = \"{}\"）。", column.example));
            }
            return;
        };
        let counted = match value.get_ref().as_str() {
            "当年度" if column.holds == Holds::Year => Some(self.fiscal_year),
            "前年度" if column.holds == Holds::Year => Some(self.fiscal_year - 1),
            _ => None,
        };
        let text = counted.map_or_else(|| value.get_ref().clone(), fiscal);
        let last_years = counted.map(|year| fiscal(year - 1));
        let is_right = match &column.holds {
            Holds::Choice(words) => is_choice(&text, words),
            Holds::Year => parse_year(&text).is_some(),
            _ => !text.is_empty(),
        };
        if !is_right {
            let hint = match &column.holds {
                Holds::Choice(words) => words.join("、"),
                Holds::Year => "当年度、前年度、又は令和元年度のような年度".into(),
                _ => "空でない値".into(),
            };
            self.slips
                .say(value, format!("「{name}」の value が読めません。次のどれかを書いてください：{hint}"));
        }
        let cell = Cell { text, origin: self.slips.source.of(value) };
        self.columns.fixed.push(FixedColumn { column: column.clone(), cell, last_years });
    }

    /// A column of the cycle's own.
    fn own(&mut self, id: &Spanned<String>, declared: &DeclaredColumn) {
        let code = id.get_ref().as_str();
        if !is_code(code) {
            self.slips.say(
                id,
                format!(
                    "id「{code}」は使えません。半角の英小文字、数字、ハイフンで書いてください（例 budget）。"
                ),
            );
        } else if self.columns.own().any(|own| own.is(code) || own.id.starts_with(&format!("{code}/"))) {
            self.slips.say(id, format!("id「{code}」が二度使われています。"));
        }
        let Some(name) = &declared.name else {
            return self
                .slips
                .say(id, format!("欄「{code}」に、見出しの名 name を書いてください（例 \"予算額\"）。"));
        };
        for (key, at) in [
            ("use", declared.is_used.as_ref().map(|used| used.span().start)),
            ("value", declared.value.as_ref().map(|value| value.span().start)),
        ] {
            if let Some(at) = at {
                let message = format!("{key} は、標準の欄（standard）にだけ書けます。");
                self.slips.say_at(at, message);
            }
        }
        let mut column = Column {
            is_own: true,
            id: code.into(),
            evaluation: declared_evaluation::stage(declared, &mut self.slips),
            ..Column::new(name.get_ref(), declared_type::holds(id, declared, &mut self.slips))
        };
        column = self.changed(column, declared);
        let columns = match &declared.years {
            Some(years) => self.by_years(&column, years),
            None => vec![column],
        };
        self.columns.add(columns);
    }

    /// What a declaration says of any column.
    fn changed(&mut self, mut column: Column, declared: &DeclaredColumn) -> Column {
        if let Some(form) = declared.form {
            column = column.on_form(on_form(form));
        }
        if let Some(name) = &declared.name {
            match loose(name.get_ref()).is_empty() {
                true => self.slips.say(name, "name が空です。見出しの名を書いてください。"),
                false => column.name = name.get_ref().as_str().into(),
            }
        }
        column.is_declared = true;
        column.also.extend(declared.also.iter().map(|name| Arc::<str>::from(name.get_ref().as_str())));
        let words =
            declared.words.iter().map(|(own, word)| (own.as_str().into(), word.get_ref().as_str().into()));
        column.words = words.collect();
        column.is_required = declared.required.unwrap_or(column.is_required);
        column.width = declared.width.map_or(column.width, f64::from);
        if let Some(hint) = &declared.hint {
            column = column.hint(hint.clone());
        }
        if let Some(example) = &declared.example {
            column = column.example(example.clone());
        }
        column
    }

    /// A column for each year, in their order.
    fn by_years(
        &mut self,
        column: &Column,
        years: &Spanned<crate::model::declared_column::Years>,
    ) -> Vec<Column> {
        let span = years.get_ref();
        let all: RangeInclusive<i32> = span.from..=span.to;
        if !(1950..2100).contains(&span.from) || span.to < span.from || span.to - span.from >= MOST_YEARS {
            self.slips.say(years, format!("years は、始まりと終わりの年度を西暦で書いてください（{MOST_YEARS}年まで。例 {{ from = 2019, to = 2023 }}）。"));
            return Vec::new();
        }
        // What is known of the past, and what each year is to reach, stands there when the form is sent.
        let is_known = |year: i32| year < self.fiscal_year || column.id.starts_with("目標値");
        let on_form = |year: i32| match column.on_form {
            OnForm::Asked if is_known(year) => OnForm::CarriedOver,
            on_form => on_form,
        };
        let short = column.name.strip_suffix('値').unwrap_or(&column.name);
        let of_year = |year: i32| Column {
            on_form: on_form(year),
            id: format!("{}/{year}", column.id).into(),
            name: format!("{}（{}）", column.name, fiscal(year)).into(),
            also: column.also.iter().cloned().chain([column.name.clone(), short.into()]).collect(),
            year: Some(year),
            is_required: false,
            ..column.clone()
        };
        all.map(of_year).collect()
    }

    /// Names that two columns have, of which nobody could know which is meant.
    fn check_twice(&mut self, declared: &[DeclaredColumn]) {
        let names = |column: &Column| -> Vec<(String, Option<i32>)> {
            column.also.iter().chain([&column.name]).map(|name| (loose(name), column.year)).collect()
        };
        for declaration in declared {
            let Some(at) = declaration.name.as_ref().or(declaration.also.first()) else { continue };
            let own = declaration.id.as_ref().or(declaration.standard.as_ref()).map_or("", |id| id.get_ref());
            let is_own = |column: &&Arc<Column>| {
                &*column.id == own || column.id.split_once('/').is_some_and(|(id, _)| id == own)
            };
            let of_own: BTreeSet<_> =
                self.columns.iter().filter(is_own).flat_map(|column| names(column)).collect();
            let other = self
                .columns
                .iter()
                .find(|column| !is_own(column) && names(column).iter().any(|name| of_own.contains(name)));
            if let Some(other) = other.map(|other| other.name.clone()) {
                self.slips.say(at, format!("この欄と、欄「{other}」の名（name か also）が同じで、見出しがどちらのものか決められません。"));
            }
        }
    }
}

fn fiscal(western: i32) -> String {
    Year { western, fiscal: true }.print()
}

fn on_form(declared: OnDeclaredForm) -> OnForm {
    match declared {
        OnDeclaredForm::Asked => OnForm::Asked,
        OnDeclaredForm::Carried => OnForm::CarriedOver,
        OnDeclaredForm::Locked => OnForm::Locked,
        OnDeclaredForm::Office => OnForm::ByOffice,
        OnDeclaredForm::Absent => OnForm::Absent,
    }
}
