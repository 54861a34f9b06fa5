//! What all papers of a cycle share. It is the same for all of them, so that typst keeps it.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::ground::coverage::{Coverage, Glyph};
use crate::ground::postcode::postcode;
use crate::ground::program::creator;
use crate::ground::wareki::Year;
use crate::model::cycle::Cycle;
use crate::model::evaluation::ClassBy;
use crate::model::value::Cell;

/// What typst reads as `/data/shared.json`.
#[derive(Debug, Serialize)]
pub struct Shared<'a> {
    /// What the plan is called.
    pub plan: SharedPlan<'a>,
    /// The fiscal year of the cycle: 「令和元年度」.
    pub fiscal_year: String,
    /// What every page says in its margin, such as 「見本（数値は架空）」; none where the cycle declares nothing.
    pub banner: Option<&'a str>,
    /// What made the papers, as their metadata say: 「shiryo」, with its version where the cycle asks for it.
    pub creator: String,
    /// The rate that decides the class: `achievement` or `progress`, as the rows of indicators call it.
    pub deciding: &'static str,
    /// What the classes are called, from the best to the last: 「Ａ」, 「Ｂ」 and so on. Their marks and their inks are made by
    /// their places.
    pub classes: Vec<&'a str>,
    /// Who answers opinions: 県.
    pub government: &'a str,
    /// Who sends the papers, and whom to ask.
    pub secretariat: SharedSecretariat<'a>,
    /// Settings of the house style.
    pub style: SharedStyle<'a>,
    /// The font families in the order in which they are tried.
    pub fonts: Fonts<'a>,
    /// The variants of characters that must be set in a font of their own.
    pub sequences: Vec<Sequence>,
}

/// What the plan is called.
#[derive(Debug, Serialize)]
pub struct SharedPlan<'a> {
    /// The full name: 「千葉県ＩＣＴ利活用戦略」.
    pub name: &'a str,
    /// The name in running text: 「戦略」.
    pub short: &'a str,
    /// The plan's chapter on progress management: 「第４章　推進体制及び進捗管理」.
    pub chapter: &'a str,
    /// The section in that chapter: 「２　進捗管理」.
    pub section: &'a str,
    /// Chapter and section as a citation: 「第４章２」.
    pub cite: &'a str,
}

/// Who sends the papers, and whom to ask.
#[derive(Debug, Serialize)]
pub struct SharedSecretariat<'a> {
    /// The full name of the government, which a letter outside of its house gives: 「千葉県」. Empty where none is declared.
    pub government: &'a str,
    /// 担当課: 「総合企画部政策企画課」.
    pub division: &'a str,
    /// 係, the part of the division that does the work: 「情報化推進班」. Empty where none is declared.
    pub section: &'a str,
    /// 担当者, whom to ask. Empty where none is declared.
    pub person: &'a str,
    /// In whose name letters go out: 「総合企画部政策企画課長」.
    pub sender: &'a str,
    /// What stands in place of the seal: 「（公印省略）」.
    pub seal: &'a str,
    /// The phone number for questions: 「043-000-0000」.
    pub phone: &'a str,
    /// 内線, the extension. Empty where none is declared.
    pub extension: &'a str,
    /// The mail address for questions and returns.
    pub mail: &'a str,
    /// The postcode, which a letter outside of the house gives: 「〒260-8667」. Empty where none is declared.
    pub postcode: String,
    /// The address, which a letter outside of the house gives. Empty where none is declared.
    pub address: &'a str,
}

/// Settings of the house style.
#[derive(Debug, Serialize)]
pub struct SharedStyle<'a> {
    /// What stands behind an addressee: 様 or 殿.
    pub honorific: &'a str,
}

/// The font families in the order in which they are tried: a character is drawn by the first that has it.
#[derive(Debug, Serialize)]
pub struct Fonts<'a> {
    /// The families for text: the house's 明朝 and its companion, then every other.
    pub mincho: Vec<&'a str>,
    /// The families for headings: the house's ゴシック and its companion, then every other.
    pub gothic: Vec<&'a str>,
}

/// A variation sequence that only one family draws, so that it must be asked for by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Sequence {
    /// The character with the variation selector behind it, as it stands in the inputs: 「葛」 with U+E0100.
    pub text: String,
    /// The family that draws it.
    pub font: String,
}

/// Gathers what all papers share. `texts` are all cells that may be printed: in them the sequences are looked for.
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
        creator: creator(settings.cycle.program_version),
        deciding: match settings.evaluation.class_by {
            ClassBy::Expected => "achievement",
            ClassBy::Target => "progress",
        },
        classes: settings.evaluation.classes.iter().map(|class| class.label.as_str()).collect(),
        government: &settings.plan.government,
        secretariat: SharedSecretariat {
            government: &settings.secretariat.government,
            division: &settings.secretariat.division,
            section: &settings.secretariat.section,
            person: &settings.secretariat.person,
            sender: &settings.secretariat.sender,
            seal: &settings.secretariat.seal,
            phone: &settings.secretariat.phone,
            extension: &settings.secretariat.extension,
            mail: &settings.secretariat.mail,
            postcode: match settings.secretariat.postcode.as_str() {
                "" => String::new(),
                written => format!("〒{}", postcode(written).as_deref().unwrap_or(written)),
            },
            address: &settings.secretariat.address,
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
