//! What all papers of a cycle share. It is the same for all of them, so that typst keeps it.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::ground::coverage::{Coverage, Glyph};
use crate::ground::wareki::Year;
use crate::model::cycle::{ClassBy, Cycle};
use crate::model::value::Cell;

/// `/data/shared.json`
#[derive(Debug, Serialize)]
pub struct Shared<'a> {
    pub plan: SharedPlan<'a>,
    pub fiscal_year: String,
    pub banner: Option<&'a str>,
    /// The rate that decides the class: `achievement` or `progress`, as the rows of indicators call it.
    pub deciding: &'static str,
    /// Who answers opinions: 県.
    pub government: &'a str,
    pub secretariat: SharedSecretariat<'a>,
    pub style: SharedStyle<'a>,
    pub fonts: Fonts<'a>,
    pub sequences: Vec<Sequence>,
}

/// The plan's name.
#[derive(Debug, Serialize)]
pub struct SharedPlan<'a> {
    pub name: &'a str,
    pub short: &'a str,
    pub chapter: &'a str,
    pub section: &'a str,
    pub cite: &'a str,
}

/// Who sends the papers.
#[derive(Debug, Serialize)]
pub struct SharedSecretariat<'a> {
    pub division: &'a str,
    pub section: &'a str,
    pub person: &'a str,
    pub sender: &'a str,
    pub seal: &'a str,
    pub phone: &'a str,
    pub mail: &'a str,
}

/// Settings of the house style.
#[derive(Debug, Serialize)]
pub struct SharedStyle<'a> {
    pub honorific: &'a str,
}

/// The families in the order in which they are tried.
#[derive(Debug, Serialize)]
pub struct Fonts<'a> {
    pub mincho: Vec<&'a str>,
    pub gothic: Vec<&'a str>,
}

/// A variation sequence that only one family draws, so that it must be asked for by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Sequence {
    pub text: String,
    pub font: String,
}

/// Makes the data; `texts` are all cells that may be printed.
pub fn shared<'a>(
    cycle: &'a Cycle,
    coverage: &'a Coverage<'_>,
    texts: impl Iterator<Item = &'a Cell>,
) -> Shared<'a> {
    let settings = &cycle.settings;
    Shared {
        plan: SharedPlan {
            name: &settings.plan.name,
            short: &settings.plan.short,
            chapter: &settings.plan.chapter,
            section: &settings.plan.section,
            cite: &settings.plan.cite,
        },
        fiscal_year: Year { western: settings.cycle.fiscal_year, fiscal: true }.print(),
        banner: settings.cycle.banner.as_deref(),
        deciding: match settings.evaluation.class_by {
            ClassBy::Expected => "achievement",
            ClassBy::Target => "progress",
        },
        government: &settings.plan.government,
        secretariat: SharedSecretariat {
            division: &settings.secretariat.division,
            section: &settings.secretariat.section,
            person: &settings.secretariat.person,
            sender: &settings.secretariat.sender,
            seal: &settings.secretariat.seal,
            phone: &settings.secretariat.phone,
            mail: &settings.secretariat.mail,
        },
        style: SharedStyle { honorific: &settings.style.honorific },
        fonts: Fonts {
            mincho: families(coverage, "BIZ UDMincho", "Noto Serif JP"),
            gothic: families(coverage, "BIZ UDGothic", "Noto Sans JP"),
        },
        sequences: sequences(coverage, texts),
    }
}

/// The house family and its companion first, then all others, so that a character that any font has is drawn.
fn families<'a>(coverage: &'a Coverage<'_>, first: &'a str, second: &'a str) -> Vec<&'a str> {
    let others = coverage.families().into_iter().filter(|f| *f != first && *f != second);
    [first, second].into_iter().chain(others).collect()
}

fn sequences<'a>(coverage: &Coverage<'_>, texts: impl Iterator<Item = &'a Cell>) -> Vec<Sequence> {
    let mut found = BTreeSet::new();
    for cell in texts {
        for (text, glyph) in coverage.exceptions(&cell.text) {
            if let Glyph::OnlyIn(font) = glyph {
                found.insert(Sequence { text, font });
            }
        }
    }
    found.into_iter().collect()
}
