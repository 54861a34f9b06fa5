//! 概要 of the progress on one page: one sentence with how many indicators stand well, the numbers behind it, and the
//! indicators of the last class by name.

use serde::Serialize;

use super::crosstab::{self, CrosstabColumn};
use super::indicator_row::IndicatorRow;
use super::indicators;
use crate::decide::evaluate::Rate;
use crate::decide::totals::Counts;
use crate::ground::number::Exact;
use crate::library::view::{ColumnAxis, RowAxis, WhichIndicators};
use crate::model::cycle::{Class, ClassBy};
use crate::render::figure::{Figure, ShowsFigures};
use crate::render::filled_text::FilledText;
use crate::render::scope::Scope;

/// The outline of all that the scope has.
#[derive(Debug, Serialize)]
pub struct Outline {
    /// 「判明した70指標のうち51指標（72.9%）が、Ａ又はＢ（達成率80％以上）である。」
    pub headline: FilledText,
    /// How many indicators are counted.
    pub indicators: Figure,
    /// Of how many the class is known.
    pub known: Figure,
    /// What the better half of the classes is called: 「Ａ又はＢ」.
    pub good_classes: String,
    /// How many indicators are in it.
    pub good: Figure,
    /// Their share in what is known.
    pub good_share: Figure,
    /// The last class: 「Ｄ」.
    pub last_class: String,
    /// How many indicators are in it.
    pub last: Figure,
    /// The classes, as the columns of the cross-table.
    pub columns: Vec<CrosstabColumn>,
    /// How many indicators each has.
    pub cells: Vec<Figure>,
    /// The share of each class in what is known, in per mille, for a drawn bar. Empty where nothing is known.
    pub bar: Vec<u32>,
    /// The indicators of the last class.
    pub rows: Vec<IndicatorRow>,
}

impl ShowsFigures for Outline {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        self.headline.show_figures(see);
        [&self.indicators, &self.known, &self.good, &self.good_share, &self.last]
            .into_iter()
            .for_each(&mut *see);
        self.cells.iter().for_each(&mut *see);
        self.rows.show_figures(see);
    }
}

/// Makes the view.
pub fn view(scope: &Scope<'_>) -> Outline {
    let mut counts = Counts::default();
    for leaf in scope.cycle.leaves() {
        counts.add(&scope.counts(leaf.id.get_ref()));
    }
    let classes = &scope.cycle.settings.evaluation.classes;
    let better = classes.len().div_ceil(2);
    let of_classes = |range: std::ops::Range<usize>| -> u32 {
        range.map(|class| counts.classes.get(&class).copied().unwrap_or(0)).sum()
    };
    let (known, good) = (counts.known(), of_classes(0..better));
    let last = classes.len().saturating_sub(1);
    let id = |what: &str| format!("{}/{what}", scope.total_id("all"));
    let share = match known {
        0 => Rate::None,
        known => Rate::Share(Exact::new(good.into(), known.into())),
    };
    let table = crosstab::view(scope, RowAxis::Category, ColumnAxis::Class);
    let label = |class: usize| classes.get(class).map_or(String::new(), |class| class.label.clone());
    let outline = Outline {
        headline: FilledText::default(),
        indicators: Figure::count(id("indicators"), counts.indicators),
        known: Figure::count(id("known"), known),
        good_classes: or(&classes[..better]),
        good: Figure::count(id("good"), good),
        good_share: Figure::rate(id("good-share"), &share, &[], "集計"),
        last_class: label(last),
        last: Figure::count(id(&format!("class/{}", label(last))), of_classes(last..classes.len())),
        columns: table.columns,
        cells: table.total.cells,
        bar: table.total.bar,
        rows: last_rows(scope, &label(last)),
    };
    Outline {
        headline: headline(scope, &outline, known, good, classes.get(better.saturating_sub(1))),
        ..outline
    }
}

/// The indicators of the last class, each once.
fn last_rows(scope: &Scope<'_>, class: &str) -> Vec<IndicatorRow> {
    let rows = indicators::rows(scope, WhichIndicators::All).into_iter();
    rows.filter(|row| row.class.text == class && row.repeat.is_none()).collect()
}

fn headline(
    scope: &Scope<'_>,
    outline: &Outline,
    known: u32,
    good: u32,
    least: Option<&Class>,
) -> FilledText {
    if known == 0 {
        return FilledText::default().words("実績の判明した指標は、まだない。");
    }
    let counted = |figure: &Figure, n: u32| Figure::counted(figure.id.clone().unwrap_or_default(), n, "指標");
    let rate = match scope.cycle.settings.evaluation.class_by {
        ClassBy::Expected => "達成率",
        ClassBy::Target => "進捗率",
    };
    let bound = least.and_then(|class| class.at_least.as_ref());
    let bound = bound.map_or(String::new(), |least| format!("（{rate}{}％以上）", least.text));
    FilledText::default()
        .words("判明した")
        .figure(counted(&outline.known, known))
        .words("のうち")
        .figure(counted(&outline.good, good))
        .words("（")
        .figure(outline.good_share.clone())
        .words(&format!("）が、{}{bound}である。", outline.good_classes))
}

/// 「Ａ、Ｂ又はＣ」
fn or(classes: &[Class]) -> String {
    let labels: Vec<&str> = classes.iter().map(|class| class.label.as_str()).collect();
    match labels.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{}又は{last}", rest.join("、")),
        _ => labels.concat(),
    }
}
