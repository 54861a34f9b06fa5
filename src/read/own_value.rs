//! What stands in a cell of a cycle's own column.

use num_traits::Zero;

use super::number;
use super::word_of_list::{no_value, place_of_word};
use crate::ground::number::{Exact, power_of_ten};
use crate::ground::text;
use crate::ground::wareki::Year;
use crate::ground::written_date::read_date;
use crate::ground::written_year::read_year;
use crate::model::amount::{Amount, AmountKind, zeros_of_money};
use crate::model::cause::Cause;
use crate::model::column::{Column, Holds};
use crate::model::own_cell::OwnValue;
use crate::model::value::{NoValue, Quantity, Reading};

/// The words of a column of 有 and 無.
pub const YES_NO: [&str; 2] = ["有", "無"];
/// How people say the one and the other.
const YES: [&str; 5] = ["有", "有り", "あり", "はい", "○"];
const NO: [&str; 6] = ["無", "無し", "なし", "いいえ", "×", "✕"];

type Read = (Reading<OwnValue>, Option<Cause>);

/// Reads a text of a column; what is wrong with it where it can't be read.
pub fn read(column: &Column, written: &str) -> Read {
    match &column.holds {
        Holds::Choice(words) => {
            let labels: Vec<&str> = words.iter().map(|word| &**word).collect();
            listed(column, column.word(written), &labels, |place| labels.get(place).copied())
        }
        Holds::YesNo => {
            let place = |word: &str| {
                let word = text::fold(word);
                let is_in = |words: &[&str]| words.iter().any(|known| text::fold(known) == word);
                if is_in(&YES) { Some(YES_NO[0]) } else { is_in(&NO).then_some(YES_NO[1]) }
            };
            match (no_value(written), place(written)) {
                (_, Some(word)) => (Reading::Value(OwnValue::Words(word.into())), None),
                (Some(reason), None) => (Reading::Absent(reason), None),
                (None, None) => not_listed(column, written, &YES_NO),
            }
        }
        Holds::Amount(amount) => of_amount(amount, written),
        Holds::Year => dated(
            written,
            read_year,
            |text, slip| Cause::Year { text, slip },
            |year| OwnValue::Year(Year { western: year.western, fiscal: year.fiscal.unwrap_or(true) }),
        ),
        Holds::Date => dated(written, read_date, |text, slip| Cause::Date { text, slip }, OwnValue::Date),
        _ => match NoValue::of(&text::fold(written)) {
            Some(reason) => (Reading::Absent(reason), None),
            None => (Reading::Value(OwnValue::Words(written.into())), None),
        },
    }
}

fn listed<'a>(
    column: &Column,
    written: &str,
    words: &[&'a str],
    word: impl Fn(usize) -> Option<&'a str>,
) -> Read {
    if let Some(reason) = no_value(written).filter(|_| !words.contains(&written)) {
        return (Reading::Absent(reason), None);
    }
    match place_of_word(written, words.iter().copied()).and_then(word) {
        Some(word) => (Reading::Value(OwnValue::Words(word.into())), None),
        None => not_listed(column, written, words),
    }
}

fn not_listed(column: &Column, written: &str, words: &[&str]) -> Read {
    let choices = words.iter().map(|word| (*word).into()).collect();
    let cause = Cause::Choice { column: column.name.to_string(), text: text::excerpt(written), choices };
    (Reading::Unreadable, Some(cause))
}

/// A year or a day.
fn dated<T, S>(
    written: &str,
    read: impl Fn(&str) -> Result<T, Option<S>>,
    cause: impl Fn(String, Option<S>) -> Cause,
    value: impl Fn(T) -> OwnValue,
) -> Read {
    if let Some(reason) = NoValue::of(&text::fold(written)) {
        return (Reading::Absent(reason), None);
    }
    match read(written) {
        Ok(read) => (Reading::Value(value(read)), None),
        Err(slip) => (Reading::Unreadable, Some(cause(text::excerpt(written), slip))),
    }
}

/// A number, money, a rank or points.
fn of_amount(amount: &Amount, written: &str) -> Read {
    let (reading, cause) = match amount.kind {
        AmountKind::Money => money(written, &amount.unit),
        AmountKind::Rank => number::parse(number::without_order(text::trim(written)), &amount.unit),
        AmountKind::Number | AmountKind::Score => number::parse(written, &amount.unit),
    };
    match reading {
        Reading::Value(quantity) if !amount.allows(&quantity.value) => {
            let limit = |limit: &Option<Exact>| limit.as_ref().map(ToString::to_string);
            let (least, most) = (limit(&amount.at_least), limit(&amount.at_most));
            (Reading::Unreadable, Some(Cause::OutOfRange { text: text::excerpt(written), least, most }))
        }
        Reading::Value(quantity) => (Reading::Value(OwnValue::Number(quantity)), cause),
        Reading::Absent(reason) => (Reading::Absent(reason), cause),
        Reading::Unreadable => (Reading::Unreadable, cause),
    }
}

/// Money in the unit of its column, whatever unit of money is typed behind it: 「1,200万円」 in a column of 千円 is 12,000.
fn money(written: &str, unit: &str) -> (Reading<Quantity>, Option<Cause>) {
    const WITHOUT_MYRIADS: [&str; 3] = ["十億円", "百万円", "千円"];
    let folded = text::fold(written);
    let by_thousands = WITHOUT_MYRIADS.into_iter().find(|typed| folded.ends_with(typed));
    let typed =
        by_thousands.unwrap_or(match folded.ends_with('円') && !folded.ends_with(&text::fold(unit)) {
            true => "円",
            false => unit,
        });
    let (reading, cause) = number::parse(written, typed);
    let (Some(from), Some(to)) = (zeros_of_money(typed), zeros_of_money(unit)) else {
        return (reading, cause);
    };
    match reading {
        Reading::Value(quantity) if from != to => (Reading::Value(converted(quantity, from, to)), cause),
        reading => (reading, cause),
    }
}

/// A number in another unit, with as many decimals as it needs.
fn converted(quantity: Quantity, from: u32, to: u32) -> Quantity {
    let value = match from >= to {
        true => quantity.value * Exact::from_integer(power_of_ten(from - to)),
        false => quantity.value / Exact::from_integer(power_of_ten(to - from)),
    };
    let is_whole = |decimals: &u32| (&value * Exact::from_integer(power_of_ten(*decimals))).fract().is_zero();
    let decimals =
        (0..=quantity.decimals + to.saturating_sub(from)).find(is_whole).unwrap_or(quantity.decimals);
    Quantity { value, decimals, ..quantity }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::number::whole;

    fn column(holds: Holds) -> Column {
        Column::new("値", holds)
    }

    fn amount(kind: AmountKind, unit: &str) -> Column {
        column(Holds::Amount(Amount {
            kind,
            unit: unit.into(),
            at_least: None,
            at_most: Some(whole(1_000_000)),
        }))
    }

    fn printed(column: &Column, written: &str) -> Result<String, Option<Cause>> {
        match read(column, written) {
            (Reading::Value(value), None) => Ok(value.print()),
            (Reading::Absent(_), None) => Ok("なし".into()),
            (_, cause) => Err(cause),
        }
    }

    #[test]
    fn money_is_in_the_unit_of_its_column() {
        for (written, unit, expected) in [
            ("1,200", "千円", "1,200"),
            ("1,200千円", "千円", "1,200"),
            ("1,200万円", "千円", "12,000"),
            ("3億5000万円", "百万円", "350"),
            ("12,345,678円", "千円", "12,345.678"),
            ("12,345,000円", "千円", "12,345"),
            ("2.5百万円", "千円", "2,500"),
            ("▲300千円", "円", "▲300,000"),
            ("－", "千円", "なし"),
        ] {
            assert_eq!(
                printed(&amount(AmountKind::Money, unit), written),
                Ok(expected.into()),
                "{written} {unit}"
            );
        }
        assert!(printed(&amount(AmountKind::Money, "千円"), "1,200人").is_err());
    }

    #[test]
    fn a_rank_stands_among_its_words_and_a_number_in_its_range() {
        let rank = amount(AmountKind::Rank, "位");
        for written in ["3", "３位", "第3位", "全国３位", "県内第３位"] {
            assert_eq!(printed(&rank, written), Ok("3".into()), "{written}");
        }
        let score = amount(AmountKind::Score, "点");
        assert_eq!(printed(&score, "85.5点"), Ok("85.5".into()));
        assert!(matches!(printed(&score, "1,000,001"), Err(Some(Cause::OutOfRange { least: None, .. }))));
    }

    #[test]
    fn words_of_a_list_and_of_a_form() {
        let mut marks = column(Holds::one_of(["◎", "○", "△", "×", "－"]));
        marks.words = vec![("達成".into(), "◎".into())];
        for (written, expected) in [("◎", "◎"), ("○", "○"), ("達成", "◎"), ("－", "－"), ("", "なし")]
        {
            assert_eq!(printed(&marks, written), Ok(expected.into()), "{written}");
        }
        assert!(matches!(printed(&marks, "良"), Err(Some(Cause::Choice { .. }))));
        let yes_no = column(Holds::YesNo);
        for (written, expected) in
            [("有", "有"), ("あり", "有"), ("○", "有"), ("×", "無"), ("なし", "無"), ("", "なし")]
        {
            assert_eq!(printed(&yes_no, written), Ok(expected.into()), "{written}");
        }
        assert!(printed(&yes_no, "検討中").is_err());
    }

    #[test]
    fn years_and_days() {
        assert_eq!(printed(&column(Holds::Date), "R2.3.1"), Ok("令和２年３月１日".into()));
        assert_eq!(printed(&column(Holds::Year), "H30"), Ok("平成30年度".into()));
        assert!(matches!(printed(&column(Holds::Date), "3月"), Err(Some(Cause::Date { .. }))));
        assert!(matches!(printed(&column(Holds::Year), "30年度"), Err(Some(Cause::Year { .. }))));
    }
}
