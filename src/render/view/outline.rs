//! 概要 of the progress on one page: one sentence with how many indicators stand well, the numbers behind it, what changed
//! since last year, and the indicators of the last class by name.

use serde::Serialize;

use super::crosstab::{self, CrosstabColumn};
use super::indicator_row::IndicatorRow;
use super::indicators;
use crate::decide::evaluate::{self, Verdict};
use crate::decide::totals::{Counts, Keys};
use crate::ground::number::per_mille;
use crate::ground::text;
use crate::library::view::{ColumnAxis, RowAxis, WhichIndicators};
use crate::model::evaluation::{Class, ClassBy};
use crate::render::derivation::Items;
use crate::render::figure::{Figure, ShowsFigures};
use crate::render::filled_text::FilledText;
use crate::render::scope::Scope;

/// What is said where the shares of all classes, as they are printed, don't make a hundred.
pub const ROUNDED_SHARES: &str = "割合は四捨五入しているため、計が100％にならない。";

/// The most indicators of the last class that are named: with the rest of the outline they fill a page.
const MOST_NAMED: usize = 8;

/// The outline of all that the scope has.
#[derive(Debug, Serialize)]
pub struct Outline {
    /// 「判明した70指標のうち51指標（72.9%）が目安の80％以上（Ａ又はＢ）」
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
    /// What it means: 「目安を大きく下回る」.
    pub last_meaning: String,
    /// How many indicators are in it.
    pub last: Figure,
    /// The classes, as the columns of the cross-table.
    pub columns: Vec<CrosstabColumn>,
    /// How many indicators each has.
    pub cells: Vec<Figure>,
    /// The share of each class in what is known.
    pub shares: Vec<Figure>,
    /// That the shares don't add up as they are rounded; none where they do.
    pub note: Option<String>,
    /// The share of each class in what is known, in per mille, for a drawn bar. Empty where nothing is known.
    pub bar: Vec<u32>,
    /// 「前年度から評価の上がった指標12、下がった指標３、変わらない指標40」. None where nothing of last year is known.
    pub change: Option<FilledText>,
    /// The indicators of the last class; of more than a page holds, those with the lowest rates.
    pub rows: Vec<IndicatorRow>,
    /// How many more are in it. None where all are named.
    pub rest: Option<Figure>,
}

impl ShowsFigures for Outline {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        self.headline.show_figures(see);
        [&self.indicators, &self.known, &self.good, &self.good_share, &self.last]
            .into_iter()
            .for_each(&mut *see);
        self.cells.iter().chain(&self.shares).for_each(&mut *see);
        self.change.iter().for_each(|text| text.show_figures(see));
        self.rows.show_figures(see);
        self.rest.iter().for_each(see);
    }
}

/// Makes the view.
pub fn view(scope: &Scope<'_>) -> Outline {
    let mut counts = Counts::default();
    for category in scope.cycle.holding() {
        counts.add(&scope.counts(category.id.get_ref()));
    }
    let classes = &scope.cycle.settings.evaluation.classes;
    let better = crosstab::better(scope.cycle);
    let (known, good) = (counts.known(), crosstab::good(scope, &counts));
    let last = classes.len().saturating_sub(1);
    let id = |what: &str| format!("{}/{what}", scope.total_id("all"));
    let count = |what: &str, keys| Figure::count(id(what), Items::indicators("class", keys));
    let good_classes = crosstab::good_classes(scope.cycle);
    let table = crosstab::view(scope, RowAxis::Category, ColumnAxis::Class);
    let shares = classes.iter().enumerate().map(|(class, called)| {
        let of = (called.label.as_str(), counts.of_class(class));
        crosstab::share(id(&format!("class-share/{}", called.label)), of, known.clone())
    });
    let label = classes.get(last).map_or(String::new(), |class| class.label.clone());
    let (rows, rest) = last_rows(scope, &label);
    let outline = Outline {
        headline: FilledText::default(),
        indicators: count("indicators", counts.indicators.clone()),
        known: count("known", known.clone()),
        good: count("good", good.clone()),
        good_share: crosstab::share(id("good-share"), (&good_classes, good), known.clone()),
        good_classes,
        last: count(&format!("class/{label}"), counts.of_class(last)),
        last_meaning: classes.get(last).map_or(String::new(), |class| class.meaning.clone()),
        columns: table.columns,
        cells: table.total.cells,
        shares: shares.collect(),
        note: (!known.is_empty() && !adds_up(&counts, classes.len())).then(|| ROUNDED_SHARES.into()),
        bar: table.total.bar,
        change: change(scope),
        rows,
        rest: (!rest.is_empty()).then(|| count("last-rest", rest)),
        last_class: label,
    };
    Outline { headline: headline(scope, &outline, classes.get(better.saturating_sub(1))), ..outline }
}

/// Whether the shares as they are printed make up 100 %.
fn adds_up(counts: &Counts, classes: usize) -> bool {
    let share = |class| crosstab::exact_share(&counts.of_class(class), &counts.known());
    (0..classes).map(|class| per_mille(&share(class), 1000)).sum::<u32>() == 1000
}

/// The indicators of the last class, each once, and how many of them don't go on the page. The lowest rates are named; a
/// row without a rate comes behind those with one.
fn last_rows(scope: &Scope<'_>, class: &str) -> (Vec<IndicatorRow>, Keys) {
    let rows = indicators::rows(scope, WhichIndicators::All).into_iter();
    let mut rows: Vec<IndicatorRow> =
        rows.filter(|row| row.class.text == class && row.repeat.is_none()).collect();
    if rows.len() > MOST_NAMED {
        let by = scope.cycle.settings.evaluation.class_by;
        let rate = |row: &IndicatorRow| {
            let rate = match by {
                ClassBy::Expected => &row.achievement,
                ClassBy::Target => &row.progress,
            };
            rate.number.as_deref().and_then(|number| number.parse().ok()).unwrap_or(f64::INFINITY)
        };
        rows.sort_by(|one, other| rate(one).total_cmp(&rate(other)));
    }
    let rest = rows.split_off(MOST_NAMED.min(rows.len()));
    (rows, rest.into_iter().map(|row| row.key).collect())
}

/// How many indicators got a better class than last year, how many a worse one. An indicator is the same if its number and
/// its name are.
fn change(scope: &Scope<'_>) -> Option<FilledText> {
    let settings = &scope.cycle.settings;
    let last_year = scope.previous.as_of(scope.cutoff);
    let (mut rose, mut fell, mut same) = (Keys::new(), Keys::new(), Keys::new());
    for row in scope.rows.iter().filter(|row| !row.entry.indicator.is_repeat()) {
        let Verdict::Class(now) = row.judgement.verdict else { continue };
        let indicator = &row.entry.indicator;
        let before =
            last_year.of_measure(&indicator.key.measure).map(|entry| &*entry.indicator).find(|before| {
                before.key.number == indicator.key.number
                    && text::key(&before.name.text) == text::key(&indicator.name.text)
            });
        let judged = before.map(|before| {
            evaluate::judge(before, &settings.evaluation, settings.cycle.fiscal_year - 1).verdict
        });
        let Some(Verdict::Class(then)) = judged else { continue };
        // The first class is the best.
        let changed = match now.cmp(&then) {
            std::cmp::Ordering::Less => &mut rose,
            std::cmp::Ordering::Greater => &mut fell,
            std::cmp::Ordering::Equal => &mut same,
        };
        changed.push(indicator.key.to_string());
    }
    let counted = |what: &str, keys| {
        let items = Items::indicators("class", keys);
        Figure::counted(format!("{}/{what}", scope.total_id("all")), items, "指標")
    };
    (rose.len() + fell.len() + same.len() > 0).then(|| {
        FilledText::default()
            .words("前年度と比べ、評価が上がったのは")
            .figure(counted("rose", rose))
            .words("、下がったのは")
            .figure(counted("fell", fell))
            .words("、変わらないのは")
            .figure(counted("same", same))
            .words("。")
    })
}

fn headline(scope: &Scope<'_>, outline: &Outline, least: Option<&Class>) -> FilledText {
    if outline.known.number.as_deref() == Some("0") {
        return FilledText::default().words("実績の判明した指標は、まだない。");
    }
    let counted = |figure: &Figure| figure.clone().with_counter("指標");
    let against = match scope.cycle.settings.evaluation.class_by {
        ClassBy::Expected => "目安",
        ClassBy::Target => "目標",
    };
    let bound = least.and_then(|class| class.at_least.as_ref());
    let stands = match bound {
        Some(least) => format!("{against}の{}％以上（{}）", least.text, outline.good_classes),
        None => outline.good_classes.clone(),
    };
    FilledText::default()
        .words("判明した")
        .figure(counted(&outline.known))
        .words("のうち")
        .figure(counted(&outline.good))
        .words("（")
        .figure(outline.good_share.clone())
        .words(&format!("）が{stands}"))
}
