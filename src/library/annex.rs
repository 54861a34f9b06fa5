//! What an annex declares in its TOML file: sheets, their views, columns and formats.

use serde::Deserialize;

use super::document::ScopeKind;
use super::store::Library;
use super::trouble::Trouble;
use super::view::ViewSpec;
use crate::model::stage::{Annex, PaperSize};

/// An annex file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnexSpec {
    pub title: String,
    pub scope: ScopeKind,
    pub sheets: Vec<SheetSpec>,
}

/// A sheet.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetSpec {
    pub name: String,
    pub view: ViewSpec,
    #[serde(default = "a4")]
    pub paper: PaperSize,
    #[serde(default)]
    pub landscape: bool,
    /// The columns of a sheet of rows.
    #[serde(default)]
    pub columns: Vec<ColumnSpec>,
    /// How many columns stay in sight.
    #[serde(default)]
    pub freeze: u16,
    /// Of a cross-tab: the sheet whose rows its formulas count.
    pub counts: Option<CountsSpec>,
}

/// A column of a sheet of rows.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnSpec {
    pub title: String,
    /// The field of the view's rows.
    pub field: String,
    /// In characters.
    pub width: f64,
    #[serde(default)]
    pub align: Align,
}

/// How cells are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    #[default]
    Left,
    Center,
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
}
