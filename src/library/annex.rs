//! What an annex declares in its TOML file: sheets, their views, columns and formats.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::document::ScopeKind;
use super::store::Library;
use super::trouble::Trouble;
use super::view::ViewSpec;
use crate::model::declared_paper::PaperSize;
use crate::model::stage::Annex;

/// An annex file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnexSpec {
    /// Its title, where the stage gives it none: 「指標一覧」. It stands above the table of each sheet.
    pub title: String,
    /// Whose data it holds: the whole cycle's, the stage's or one recipient's.
    pub scope: ScopeKind,
    /// Its sheets, in the order of their tabs.
    pub sheets: Vec<SheetSpec>,
}

/// A sheet.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetSpec {
    /// The name on its tab, which other sheets' `counts` refer to.
    pub name: String,
    /// Which data it shows.
    pub view: ViewSpec,
    /// The paper that it is printed on; A4 if nothing is said.
    #[serde(default = "a4")]
    pub paper: PaperSize,
    /// Whether it is printed lying: the long edge of the paper at the top.
    #[serde(default)]
    pub landscape: bool,
    /// The columns of a sheet of rows.
    #[serde(default)]
    pub columns: Vec<ColumnSpec>,
    /// The field behind which the columns stand that the cycle declares for itself; nowhere if none is named.
    pub own_after: Option<String>,
    /// The field behind which the columns of the years stand, of a view `years`; nowhere if none is named.
    pub years_after: Option<String>,
    /// How many columns at the left stay in sight when the sheet is moved sideways.
    #[serde(default)]
    pub freeze: u16,
    /// Of a cross-tab: the sheet whose rows its formulas count.
    pub counts: Option<CountsSpec>,
}

/// A column of a sheet of rows.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnSpec {
    /// What its title cell says: 「指標名」.
    pub title: String,
    /// The field of the view's rows.
    pub field: String,
    /// How wide the column is, in digits of the normal font as Excel counts it.
    pub width: f64,
    /// Where in the width of the column its values stand.
    #[serde(default)]
    pub align: Align,
}

/// How cells are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// At the left of the column.
    #[default]
    Left,
    /// In the middle of the column.
    Center,
    /// At the right of the column, as numbers are set.
    Right,
}

/// Which rows a cross-tab's formulas count.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountsSpec {
    /// The name of a sheet of rows before this one.
    pub sheet: String,
    /// Its field that holds the cross-tab's row.
    pub row: String,
    /// Its field that holds the cross-tab's column.
    pub column: String,
    /// Its field that says 対象 of what is counted.
    pub counted: String,
}

fn a4() -> PaperSize {
    PaperSize::A4
}

impl Library {
    /// An annex's declaration.
    ///
    /// # Errors
    ///
    /// As [`Library::toml`].
    pub fn annex(&self, annex: &Annex) -> Result<AnnexSpec, Trouble> {
        self.toml(&format!("annexes/{}.toml", annex.annex.get_ref()))
    }

    /// An annex's title: the one that the stage gives it, or its own.
    ///
    /// # Errors
    ///
    /// As [`Library::toml`].
    pub fn annex_title(&self, annex: &Annex) -> Result<String, Trouble> {
        match &annex.title {
            Some(title) => Ok(title.clone()),
            None => self.annex(annex).map(|spec| spec.title),
        }
    }

    /// Of the names that a cycle can refer to, those of documents and annexes that show figures out of returns.
    pub fn of_figures(&self) -> BTreeSet<String> {
        let is_of_figures = |view: &ViewSpec| {
            matches!(view, ViewSpec::Indicators { .. } | ViewSpec::Years {} | ViewSpec::Crosstab { .. })
        };
        let shows = |name: &String| match name.split_once('/') {
            Some(("documents", document)) => {
                self.document(document).is_ok_and(|spec| spec.views.values().any(is_of_figures))
            }
            Some(("annexes", _)) => {
                let spec: Result<AnnexSpec, Trouble> = self.toml(&format!("{name}.toml"));
                spec.is_ok_and(|spec| spec.sheets.iter().any(|sheet| is_of_figures(&sheet.view)))
            }
            _ => false,
        };
        self.names().into_iter().filter(shows).collect()
    }
}
