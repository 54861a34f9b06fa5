//! How figures come through minijinja. To a template a figure is a text like any other: it can be compared, as in
//! `recipient.advice == "０"`, and filtered. Only where it is printed a mark is set before it, and when all is filled
//! in the marks are read. No text with marks in it leaves this file.

use std::sync::Arc;

use minijinja::{Environment, Error, Value, escape_formatter};

use super::figure::Figure;
use super::filled_text::{FilledText, TextPiece};
use super::tag_lines;

/// The first of the sixteen characters that a mark is written in. They are noncharacters: no input may hold one.
const FIRST: u32 = 0xFDD0;
const BASE: u32 = 16;

/// What a prose template may name, such as `recipient.advice`, each with the figures that it prints.
pub struct WordFacts {
    names: Value,
    figures: Arc<FigureFacts>,
}

/// The facts that are figures or hold some, kept so that what a template prints can be traced to them.
#[derive(Debug, Default)]
pub struct FigureFacts {
    figures: Vec<Figure>,
    facts: Vec<Fact>,
}

/// A fact with figures. What tells it from another that reads the same is where its letters lie in memory: minijinja
/// hands a text on without copying it.
#[derive(Debug)]
struct Fact {
    letters: Arc<str>,
    /// With a mark before each figure.
    marked: String,
}

impl WordFacts {
    /// `names` are all facts by their names, the `figures` among them.
    pub fn new(names: Value, figures: FigureFacts) -> Self {
        Self { names, figures: Arc::new(figures) }
    }

    /// Fills in a text: `render` does so with the environment and the names that it is given. It is done twice: first
    /// without marks, which says what is printed, since a text that a template keeps with `{% set %}` would hold them and
    /// equal no other; then with marks, which trace the lines that are the same.
    ///
    /// # Errors
    ///
    /// What `render` says.
    pub fn fill(
        &self,
        environment: &Environment<'static>,
        render: impl Fn(&Environment<'static>, &Value) -> Result<String, Error>,
    ) -> Result<FilledText, Error> {
        let plain = tag_lines::without_empty(&render(environment, &self.names)?, is_mark);
        let plain = FilledText::default().words(&plain.replace(is_mark, ""));
        let figures = self.figures.clone();
        let mut environment = environment.clone();
        environment.set_formatter(move |out, state, value| match figures.marked(value) {
            Some(marked) => Ok(out.write_str(marked)?),
            None => escape_formatter(out, state, value),
        });
        let Ok(marked) = render(&environment, &self.names) else { return Ok(plain) };
        Ok(plain.traced_by(&self.figures.read(&tag_lines::without_empty(&marked, is_mark))))
    }
}

impl FigureFacts {
    /// Keeps a text with figures, and returns the value by which templates get it.
    pub fn fact(&mut self, text: &FilledText) -> Value {
        let letters: Arc<str> = text.plain().into();
        let mut marked = String::new();
        for piece in text.pieces() {
            if let TextPiece::Figure(figure) = piece {
                marked.push_str(&mark(self.figures.len()));
                self.figures.push(figure.as_ref().clone());
            }
            marked.push_str(piece.text());
        }
        self.facts.push(Fact { letters: letters.clone(), marked });
        Value::from(letters)
    }

    /// What is printed of a value: of one of these facts its text with the marks.
    fn marked(&self, value: &Value) -> Option<&str> {
        let letters = value.as_str()?;
        let fact = self.facts.iter().find(|fact| std::ptr::eq(&*fact.letters, letters))?;
        Some(&fact.marked)
    }

    /// Reads the marks. One that no figure follows, as after a filter changed it, counts for nothing.
    fn read(&self, marked: &str) -> FilledText {
        let mut text = FilledText::default();
        let mut rest = marked;
        while let Some(start) = rest.find(is_mark) {
            text = text.words(&rest[..start]);
            let after = rest[start..].trim_start_matches(is_mark);
            let mark = &rest[start..rest.len() - after.len()];
            rest = after;
            let figure = number(mark).and_then(|i| self.figures.get(i));
            if let Some((figure, after)) = figure.and_then(|f| Some((f, after.strip_prefix(&f.text)?))) {
                text = text.figure(figure.clone());
                rest = after;
            }
        }
        text.words(rest)
    }
}

fn is_mark(c: char) -> bool {
    (FIRST..FIRST + BASE).contains(&u32::from(c))
}

/// The mark of the figure with this number, written in sixteens.
fn mark(number: usize) -> String {
    let digits = format!("{number:x}");
    let character = |digit: char| char::from_u32(FIRST + digit.to_digit(BASE)?);
    digits.chars().filter_map(character).collect()
}

/// The number that a mark says.
fn number(mark: &str) -> Option<usize> {
    let digits: Option<String> = mark.chars().map(|c| char::from_digit(u32::from(c) - FIRST, BASE)).collect();
    usize::from_str_radix(&digits?, BASE).ok()
}

#[cfg(test)]
mod tests {
    use minijinja::context;

    use super::*;
    use crate::ground::text::forbidden;
    use crate::render::derivation::Items;

    fn counted(id: String, n: usize, counter: &str) -> Figure {
        Figure::counted(id, Items::measures(vec![String::new(); n]), counter)
    }

    fn count(id: &str, n: usize) -> FilledText {
        FilledText::default().figure(counted(id.into(), n, ""))
    }

    /// Fills in a template that may name `advice` and `opinions`, both ０, `measures` and `groups`.
    fn fill(template: &str) -> FilledText {
        let mut facts = FigureFacts::default();
        let group = |text: FilledText, name: &str, n| {
            text.words(name).figure(counted(format!("members/{name}"), n, "名"))
        };
        let names = context! {
            advice => facts.fact(&count("advice", 0)),
            opinions => facts.fact(&count("opinions", 0)),
            measures => facts.fact(&count("measures", 59)),
            groups => facts.fact(&group(group(FilledText::default(), "有識者", 5).words("、"), "実践者", 2)),
            name => "59取組の会",
        };
        let facts = WordFacts::new(names, facts);
        let filled = facts
            .fill(&Environment::new(), |environment, names| environment.render_str(template, names.clone()));
        filled.expect("it can be filled in")
    }

    fn traced(text: &FilledText) -> Vec<(&str, &str)> {
        text.figures().map(|f| (f.id.as_deref().unwrap_or(""), f.text.as_str())).collect()
    }

    #[test]
    fn what_is_printed_of_a_fact_is_its_figure() {
        let text = fill("助言{{ advice }}件、意見{{ opinions }}件、{{ measures }}取組、{{ groups }}");
        assert_eq!(text.plain(), "助言０件、意見０件、59取組、有識者５名、実践者２名");
        let members = [("members/有識者", "５名"), ("members/実践者", "２名")];
        let counts = [("advice", "０"), ("opinions", "０"), ("measures", "59")];
        assert_eq!(traced(&text), [&counts[..], &members[..]].concat());
    }

    #[test]
    fn to_a_template_it_is_a_text() {
        for (template, expected) in [
            ("{% if advice == \"０\" and opinions == advice %}なし{% endif %}", "なし"),
            ("{% if measures|int > 58 and measures|length == 2 %}多い{% endif %}", "多い"),
            ("{{ measures ~ \"取組\" }}", "59取組"),
            ("{{ [measures, advice]|join(\"と\") }}", "59と０"),
            ("{{ groups|upper|replace(\"５\", \"六\") }}", "有識者六名、実践者２名"),
        ] {
            let text = fill(template);
            assert_eq!((text.plain(), traced(&text)), (expected, vec![]), "{template}");
        }
    }

    #[test]
    fn a_kept_figure_is_found_again() {
        for template in [
            "{% set n = measures %}{{ n }}",
            "{% set n %}{{ measures }}{% endset %}{{ n }}",
            "{% for n in [measures] %}{{ n }}{% endfor %}",
            "{% macro m() %}{{ measures }}{% endmacro %}{{ m() }}",
        ] {
            assert_eq!(traced(&fill(template)), [("measures", "59")], "{template}");
        }
    }

    #[test]
    fn a_kept_figure_compares_as_the_text_that_it_is() {
        for (template, expected) in [
            ("{% set n %}{{ advice }}{% endset %}{% if n == \"０\" %}なし{% else %}あり{% endif %}", "なし"),
            ("{% set n %}{{ measures }}{% endset %}{{ n|length }}{{ n|int + 1 }}", "260"),
            ("{% set n %}{{ measures }}{% endset %}{% if n in [\"59\"] %}同じ{% endif %}", "同じ"),
            ("{% macro m() %}{{ advice }}{% endmacro %}{% if m() == \"０\" %}なし{% endif %}", "なし"),
            ("{% set n %}{% filter trim %}{{ advice }}{% endfilter %}{% endset %}{{ n == advice }}", "True"),
        ] {
            assert_eq!(fill(template).plain(), expected, "{template}");
        }
        let other_lines =
            "{{ measures }}取組\n{% set n %}{{ advice }}{% endset %}{% if n == \"０\" %}なし{% endif %}";
        let text = fill(other_lines);
        assert_eq!((text.plain(), traced(&text)), ("59取組\nなし", vec![("measures", "59")]));
    }

    #[test]
    fn words_that_look_like_a_figure_or_a_mark_are_words() {
        for (template, expected) in [
            ("59取組、{{ name }}", "59取組、59取組の会"),
            ("\u{FDD0}", ""),
            ("\u{FDD0}１、{{ \"\u{FDDF}\u{FDDF}\" }}２", "１、２"),
            ("{% set n %}{{ measures }}{% endset %}{{ n|replace(\"59\", \"60\") }}", "60"),
            ("{% set n %}{{ measures }}{% endset %}{{ n[:2] }}", "59"),
        ] {
            let text = fill(template);
            assert_eq!((text.plain(), traced(&text)), (expected, vec![]), "{template}");
        }
    }

    #[test]
    fn marks_are_of_what_no_input_may_hold_and_tell_every_number() {
        for n in [0, 9, 15, 16, 255, 256, 65_536] {
            assert_eq!(number(&mark(n)), Some(n));
            assert!(mark(n).chars().all(|c| is_mark(c) && forbidden(c).is_some()));
        }
    }
}
