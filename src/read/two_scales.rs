//! 35% beside 0.35: the numbers of one row on two scales.
//!
//! A cell with a percent format holds 0.35 and shows 35%. Pasted into a plain cell it becomes 0.35, and a plain 35
//! pasted into such a cell becomes 3500%. Both are told by what the row's other values say.

use num_traits::{Signed, Zero};

use crate::ground::number::{Exact, whole};
use crate::ground::text;
use crate::model::value::{Field, Quantity};

/// A number of a row, and whether it was written with a percent sign.
struct Written {
    size: Exact,
    has_sign: bool,
}

/// Which numbers of a row are on another scale than its others, by their places in the list; of a row in percent alone.
///
/// 0.35 beside 30.0% and 50.0% is, and so is 3500%. 0.35% is not: it says what it is.
pub(super) fn off_scale(unit: &str, fields: &[&Field<Quantity>]) -> Vec<usize> {
    if !matches!(&*text::fold(unit), "%" | "パーセント") {
        return Vec::new();
    }
    let written: Vec<Option<Written>> = fields.iter().map(|field| written(field)).collect();
    let others = |at: usize, signed_only: bool| -> Vec<&Exact> {
        let all = written.iter().enumerate().filter(|(i, _)| *i != at).filter_map(|(_, w)| w.as_ref());
        all.filter(|w| w.has_sign || !signed_only).map(|w| &w.size).collect()
    };
    let is_off = |at: usize, number: &Written| match number.has_sign {
        // What a cell with a percent format holds is a share, hardly more than 1.
        false => {
            number.size < whole(2) && fits(&(&number.size * whole(100)), &number.size, &others(at, true))
        }
        true => {
            number.size > whole(100) && fits(&(&number.size / whole(100)), &number.size, &others(at, false))
        }
    };
    let places = written.iter().enumerate();
    places.filter_map(|(at, number)| number.as_ref().filter(|n| is_off(at, n)).map(|_| at)).collect()
}

fn written(field: &Field<Quantity>) -> Option<Written> {
    let size = field.value()?.value.abs();
    let has_sign = field.cell.text.contains(['%', '％']);
    (!size.is_zero()).then_some(Written { size, has_sign })
}

/// Whether a number is far from the others as it is, and among them when it is scaled.
fn fits(scaled: &Exact, as_it_is: &Exact, others: &[&Exact]) -> bool {
    let (Some(least), Some(most)) = (others.iter().min(), others.iter().max()) else { return false };
    let is_near =
        |size: &Exact, factor: i64| *size >= *least / whole(factor) && *size <= *most * whole(factor);
    is_near(scaled, 2) && !is_near(as_it_is, 5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::value::{Cell, Reading};
    use crate::read::number;

    fn off(texts: [&str; 3]) -> Vec<usize> {
        let fields = texts.map(|text| {
            let (reading, _) = number::parse(text, "％");
            let reading = if text.is_empty() { Reading::Absent(Default::default()) } else { reading };
            Field { cell: Cell { text: text.into(), ..Cell::default() }, reading }
        });
        off_scale("％", &fields.each_ref())
    }

    #[test]
    fn what_is_a_hundred_times_off_is_told_by_the_percent_sign() {
        for (texts, expected) in [
            (["30.0%", "50.0%", "0.35"], vec![2]),
            (["0.30", "0.50", "35%"], vec![0, 1]),
            (["30", "50", "3500%"], vec![2]),
            (["30.0%", "50.0%", "3500%"], vec![2]),
            (["0.3", "50％", "45％"], vec![0]),
            (["▲3.0%", "", "▲0.02"], vec![2]),
            // What says that it is percent is believed, and so is what has no other to be held against.
            (["30.0%", "50.0%", "0.35%"], vec![]),
            (["30.0%", "50.0%", "35"], vec![]),
            (["30", "50", "0.35"], vec![]),
            (["0.3%", "50%", "0.5%"], vec![]),
            (["0.1%", "0.5%", "0.35"], vec![]),
            (["90%", "120%", "150%"], vec![]),
            (["", "", "0.35"], vec![]),
            (["0", "50%", "0"], vec![]),
        ] {
            assert_eq!(off(texts), expected, "{texts:?}");
        }
    }

    #[test]
    fn other_units_have_no_percent_signs() {
        let field = Field {
            cell: Cell { text: "0.35".into(), ..Cell::default() },
            reading: Reading::Value(Quantity::new(Exact::new(35.into(), 100.into()), 2)),
        };
        assert!(off_scale("件", &[&field, &field]).is_empty());
    }
}
