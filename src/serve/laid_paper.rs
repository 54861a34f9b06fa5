//! A paper as it would be made now, laid out to be looked at.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use typst::utils::hash128;
use typst_layout::PagedDocument;
use typst_svg::SvgOptions;

use crate::ground::bounded::within;
use crate::library::trouble::Trouble;
use crate::render::artifact::About;
use crate::render::paper::Prepared;
use crate::render::press::described;
use crate::render::recipe::{Laid, Recipe};
use crate::render::typst::compile;
use crate::render::typst::page_sight::PageSight;
use crate::render::typst::world::Typesetter;
use crate::render::values::Values;

/// A paper, a packet or a letter that was laid out.
pub struct LaidPaper {
    /// What the manifest would say of it.
    pub about: About,
    /// The figures that it prints, with how they came.
    pub values: Values,
    /// Its pages.
    pub sheets: Rc<Sheets>,
}

/// The pages of a paper.
pub struct Sheets {
    document: PagedDocument,
    /// What stands on each page.
    pub sights: Vec<PageSight>,
    figures: BTreeMap<String, Vec<usize>>,
    ends: Vec<usize>,
}

impl Sheets {
    /// A page as a picture in SVG; `number` is from 1.
    pub fn picture(&self, number: usize) -> Option<String> {
        let page = self.document.pages().get(number.checked_sub(1)?)?;
        Some(typst_svg::svg(page, &SvgOptions::default()))
    }

    /// What tells a page's picture from another's; `number` is from 1.
    pub fn fingerprint(&self, number: usize) -> Option<String> {
        let page = self.document.pages().get(number.checked_sub(1)?)?;
        Some(format!("{:032x}", hash128(&page.frame)))
    }
}

/// The sheets of the papers that were looked at last: what is made of the same is not set again.
#[derive(Default)]
pub struct KeptSheets(RefCell<Vec<(Recipe, u128, Rc<Sheets>)>>);

impl KeptSheets {
    fn find(&self, recipe: &Recipe, templates: u128) -> Option<Rc<Sheets>> {
        let kept = self.0.borrow();
        let found = kept.iter().find(|(known, with, _)| (known, *with) == (recipe, templates));
        found.map(|(.., sheets)| sheets.clone())
    }

    fn keep(&self, recipe: Recipe, templates: u128, sheets: Rc<Sheets>) {
        /// Papers of a hundred pages take some ten megabytes each.
        const MOST: usize = 6;
        let mut kept = self.0.borrow_mut();
        kept.insert(0, (recipe, templates, sheets));
        kept.truncate(MOST);
    }
}

/// Lays a prepared job out.
///
/// # Errors
///
/// What typst says.
pub fn lay(
    setter: &Typesetter<'_>,
    prepared: Prepared,
    kept: &KeptSheets,
) -> Result<LaidPaper, Vec<Trouble>> {
    let Prepared { about, json, identity, printable, work } = prepared;
    let recipe = setter.recipe(&json, &identity);
    let templates = hash128(setter.template_hashes());
    let sheets = match kept.find(&recipe, templates) {
        Some(sheets) => sheets,
        None => {
            let world = setter.world(json);
            let set = within(&work, || compile::set_again(&world));
            let set = set.map_err(|(name, excess)| vec![Trouble::excess(&name, excess)])??;
            let texts =
                printable.figures.iter().map(|(id, figure)| (id.as_str(), figure.text.as_str())).collect();
            let sights = set.document.pages().iter().map(|page| PageSight::of(page, &texts)).collect();
            let sheets =
                Rc::new(Sheets { document: set.document, sights, figures: set.figures, ends: set.ends });
            kept.keep(recipe, templates, sheets.clone());
            sheets
        }
    };
    let laid = Laid {
        pages: sheets.sights.len(),
        figures: sheets.figures.clone(),
        ends: sheets.ends.clone(),
        in_colour: Vec::new(),
    };
    let (about, figures) = described(setter, about, &printable, &laid);
    let mut values = Values::default();
    values.add(&about.path, figures);
    Ok(LaidPaper { about, values, sheets })
}
