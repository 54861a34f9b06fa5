//! How a sheet of a workbook comes onto paper: all of its columns on one page's width, or over several pages that each
//! begin with the same columns, so that its letters are never printed smaller than nine points.
//!
//! A4 lying takes about 160 characters of ten points. A return's 27 columns take more than twice as many: they stand on
//! three pages, and 取組番号 to 指標名 on each of them.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::model::declared_paper::PaperSize;

/// Excel's numbers of the paper sizes.
const A3: u8 = 8;
const A4: u8 = 9;
/// What is left white at the left and at the right, and at the top and the bottom, in inches.
const SIDE: f64 = 0.4;
const TOP: f64 = 0.7;
/// How far header and footer are from the edge, in inches.
const EDGE: f64 = 0.3;
/// The smallest scale, in hundredths: at it letters of ten points are nine points on paper.
const SMALLEST: u16 = 90;
/// How much of a page's width is given to columns where there are several pages: programs differ a little in how wide a
/// character is.
const SAFE: f64 = 0.95;

/// The paper that a sheet is printed on.
#[derive(Debug, Clone, Copy)]
pub struct SheetPages<'a> {
    /// The paper's size.
    pub paper: PaperSize,
    /// Whether the long edge is at the top.
    pub landscape: bool,
    /// The widths of the printed columns, in characters.
    pub widths: &'a [f64],
    /// How many columns at the left stand on every page, where there are several side by side.
    pub repeated: u16,
}

impl SheetPages<'_> {
    /// Sets size, orientation, margins, page numbers, and how the columns are divided into pages.
    ///
    /// # Errors
    ///
    /// If there are more columns than Excel takes.
    pub fn set(&self, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
        worksheet.set_paper_size(match self.paper {
            PaperSize::A3 => A3,
            PaperSize::A4 => A4,
        });
        match self.landscape {
            true => worksheet.set_landscape(),
            false => worksheet.set_portrait(),
        };
        worksheet.set_margins(SIDE, SIDE, TOP, TOP, EDGE, EDGE).set_footer("&C&P／&N");
        let breaks = self.breaks();
        if breaks.is_empty() {
            worksheet.set_print_fit_to_pages(1, 0);
            return Ok(());
        }
        worksheet.set_print_scale(SMALLEST).set_page_order(false);
        worksheet.set_vertical_page_breaks(&breaks)?;
        if self.repeated > 0 {
            worksheet.set_repeat_columns(0, self.repeated - 1)?;
        }
        Ok(())
    }

    /// The columns with which a page begins, but for the first; none where all fit on one.
    fn breaks(&self) -> Vec<u32> {
        let room = self.room() * 100.0 / f64::from(SMALLEST);
        let points = |widths: &[f64]| widths.iter().map(|width| points_of(*width)).sum::<f64>();
        if points(self.widths) <= room {
            return Vec::new();
        }
        let repeated = usize::from(self.repeated).min(self.widths.len());
        let mut used = points(&self.widths[..repeated]);
        let mut breaks = Vec::new();
        for (column, width) in (0u32..).zip(self.widths).skip(repeated) {
            if used + points_of(*width) > room * SAFE {
                breaks.push(column);
                used = points(&self.widths[..repeated]);
            }
            used += points_of(*width);
        }
        breaks
    }

    /// The width of the page between its margins, in points.
    fn room(&self) -> f64 {
        let millimetres = match (self.paper, self.landscape) {
            (PaperSize::A4, false) => 210.0,
            (PaperSize::A4, true) | (PaperSize::A3, false) => 297.0,
            (PaperSize::A3, true) => 420.0,
        };
        (millimetres / 25.4 - 2.0 * SIDE) * 72.0
    }
}

/// How wide a column of so many characters is, in points: seven pixels a character, and five at its sides.
fn points_of(width: f64) -> f64 {
    (width * 7.0 + 5.0) * 0.75
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaks(widths: &[f64], repeated: u16, paper: PaperSize, landscape: bool) -> Vec<u32> {
        SheetPages { paper, landscape, widths, repeated }.breaks()
    }

    #[test]
    fn columns_that_fit_at_nine_points_stay_on_one_page() {
        // A4 lying is 784 points wide between its margins, 871 at nine tenths: eight columns of 101 points, not of 114.
        assert_eq!(breaks(&[18.5; 8], 2, PaperSize::A4, true), Vec::<u32>::new());
        assert_eq!(breaks(&[21.0; 8], 2, PaperSize::A4, true), [7]);
        assert_eq!(breaks(&[21.0; 8], 2, PaperSize::A3, true), Vec::<u32>::new());
    }

    #[test]
    fn each_page_has_room_for_the_columns_that_stand_on_all() {
        // A4 standing gives columns 568 points at nine tenths: one of 109 points that is on all pages, and four others.
        assert_eq!(breaks(&[20.0; 12], 1, PaperSize::A4, false), [5, 9]);
        assert_eq!(breaks(&[20.0; 12], 0, PaperSize::A4, false), [5, 10]);
    }
}
