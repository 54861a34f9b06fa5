//! Number formats: what a cell shows of the number that it holds.

use super::as_seen;
use super::format_code::{Piece, sections};
use super::format_section::{FormatSection, ShownWords, is_nothing, section, signed, unsigned, words};

/// How a cell shows what it holds: numbers above zero, below zero and zero, and words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct NumberFormat {
    positive: FormatSection,
    negative: Option<FormatSection>,
    zero: Option<FormatSection>,
    /// How words are shown.
    pub words: ShownWords,
    /// The pieces of its code, section by section; none of a code that is too long to be meant.
    pieces: Vec<Vec<Piece>>,
}

impl NumberFormat {
    /// How a number is shown.
    pub(super) fn of(&self, value: f64) -> &FormatSection {
        let own = match () {
            () if value < 0.0 => self.negative.as_ref(),
            () if value == 0.0 => self.zero.as_ref(),
            () => None,
        };
        own.unwrap_or(&self.positive)
    }

    /// Whether it shows a number as a day or a time.
    pub(super) fn is_moment(&self, value: f64) -> bool {
        matches!(self.of(value), FormatSection::Moment(_))
    }

    /// What a person sees of a number; none where that is not sure.
    pub(super) fn seen(&self, value: f64, epoch_1904: bool) -> Option<String> {
        if self.pieces.is_empty() { None } else { as_seen::seen(value, &self.pieces, epoch_1904) }
    }

    fn all(section: FormatSection) -> Self {
        Self { positive: section, ..Self::default() }
    }
}

/// The formats that have a number and no code (ECMA-376, part 1, 18.8.30), as Excel has them in Japan.
pub(super) fn built_in(id: u32) -> NumberFormat {
    let code = match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 => "\"¥\"#,##0;\"¥\"-#,##0",
        7 | 8 => "\"¥\"#,##0.00;\"¥\"-#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        27 | 36 | 50 | 57 => "[$-411]ge.m.d",
        28 | 29 | 51 | 54 | 58 => "[$-411]ggge\"年\"m\"月\"d\"日\"",
        30 => "m/d/yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"時\"mm\"分\"",
        33 => "h\"時\"mm\"分\"ss\"秒\"",
        34 | 52 | 55 => "yyyy\"年\"m\"月\"",
        35 | 53 | 56 => "m\"月\"d\"日\"",
        45 => "mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        22 => "yyyy/m/d h:mm",
        37 | 38 => "#,##0_);(#,##0)",
        39 | 40 => "#,##0.00_);(#,##0.00)",
        41 => "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ",
        42 => "_ \"¥\"* #,##0_ ;_ \"¥\"* -#,##0_ ;_ \"¥\"* \"-\"_ ;_ @_ ",
        43 => "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
        44 => "_ \"¥\"* #,##0.00_ ;_ \"¥\"* -#,##0.00_ ;_ \"¥\"* \"-\"??_ ;_ @_ ",
        46 => "[h]:mm:ss",
        // What other countries have.
        59..=81 => return NumberFormat::all(FormatSection::Otherwise),
        _ => "General",
    };
    parse(code)
}

/// Reads a format's code.
pub(super) fn parse(code: &str) -> NumberFormat {
    let Some(mut sections) = sections(code) else { return NumberFormat::all(FormatSection::Otherwise) };
    let pieces = sections.clone();
    let is_words = |section: &Vec<Piece>| section.contains(&Piece::Text);
    let last_is_words = sections.len() > 1 && sections.last().is_some_and(is_words);
    let words = match sections.len() == 4 || last_is_words {
        true => sections.pop().map_or(ShownWords::AsTheyStand, |section| words(&section)),
        false if sections.len() == 1 && is_words(&sections[0]) => words(&sections[0]),
        false => ShownWords::AsTheyStand,
    };
    let conditional = sections.iter().flatten().any(|piece| *piece == Piece::Condition);
    if conditional || sections.len() > 3 {
        return NumberFormat { words, pieces, ..NumberFormat::all(FormatSection::Otherwise) };
    }
    let mut read = sections.iter().map(|pieces| section(pieces));
    let positive = read.next().unwrap_or_default();
    let (negative, zero) = (read.next(), read.next());
    if [Some(&positive), negative.as_ref(), zero.as_ref()].into_iter().flatten().all(is_nothing) {
        return NumberFormat { words, pieces, ..NumberFormat::all(FormatSection::Unseen) };
    }
    NumberFormat {
        positive: unsigned(positive),
        negative: negative.map(signed),
        zero: zero.map(unsigned),
        words,
        pieces,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::xlsx::format_section::{ShownMoment, ShownNumber};

    fn figure(least: usize, most: usize, before: &str, after: &str) -> FormatSection {
        let (before, after) = (before.into(), after.into());
        FormatSection::Number(ShownNumber {
            decimals: (least, most),
            before,
            after,
            ..ShownNumber::default()
        })
    }

    fn percent(decimals: usize) -> FormatSection {
        FormatSection::Number(ShownNumber {
            decimals: (decimals, decimals),
            percent: true,
            ..ShownNumber::default()
        })
    }

    fn moment(day: bool, time: bool, seconds: bool, elapsed: bool) -> FormatSection {
        FormatSection::Moment(ShownMoment { day, time, seconds, elapsed })
    }

    #[test]
    fn what_shows_the_number_itself_is_read() {
        for (code, shown) in [
            ("General", FormatSection::General),
            ("@", FormatSection::General),
            ("0", figure(0, 0, "", "")),
            ("#,##0.0", figure(1, 1, "", "")),
            ("0.0#", figure(1, 2, "", "")),
            ("?0.0?", figure(1, 2, "", "")),
            ("0.0%", percent(1)),
            ("0\"人\"", figure(0, 0, "", "人")),
            ("0人", figure(0, 0, "", "人")),
            ("0[$千円]", figure(0, 0, "", "千円")),
            ("[$USD] #,##0", figure(0, 0, "USD", "")),
            ("[$¥-411]#,##0", figure(0, 0, "", "円")),
            ("\"約\"#,##0", figure(0, 0, "約", "")),
            ("\"2-\"0", figure(0, 0, "2-", "")),
            ("0.0\"%\"", figure(1, 1, "", "%")),
            ("+0;-0;0", figure(0, 0, "", "")),
            ("(0)", figure(0, 0, "(", ")")),
            ("#,##0;\"▲\"#,##0", figure(0, 0, "", "")),
            ("#,##0_);(#,##0)", figure(0, 0, "", "")),
            ("_-* #,##0_-;-* #,##0_-;_-* \"-\"_-", figure(0, 0, "", "")),
            ("General\"件\"", figure(0, 15, "", "件")),
            ("[Red]0.0", figure(1, 1, "", "")),
            ("[DBNum3]0", figure(0, 0, "", "")),
        ] {
            assert_eq!(parse(code).of(1.0), &shown, "{code}");
        }
    }

    #[test]
    fn what_shows_something_else_is_not() {
        for code in [
            "#,##0,",
            "#,##0,.0",
            "0,.0",
            "#,##0.0,",
            "#,##0\" \",",
            ",0",
            "# ?/?",
            "0/30",
            "0.00E+00",
            "0%%",
            "00-00",
            "000-0000",
            "0\" \"0",
            "0.0.0",
            "[>=1000]#,##0,;0",
            "0;[>1000]0,;0",
            "-0",
            "\"▲\"0",
            "\"1\"0",
            "0\"000\"",
            "0\"万\"",
            "\"1億\"0",
            "0*-0",
            "@\"件\"",
            "0;0;0;0;0",
        ] {
            assert_eq!(parse(code).of(1.0), &FormatSection::Otherwise, "{code}");
        }
        assert_eq!(parse(&"0".repeat(2_000)).of(1.0), &FormatSection::Otherwise);
        assert_eq!(parse("\"調査中\"").of(1.0), &FormatSection::Words("調査中".into()));
        assert_eq!(parse(";-0;0").of(1.0), &FormatSection::Words(String::new()));
        for code in [";;;", ";", "\"\"", "\" \"", "\"\";\"\";\"\"", "_-"] {
            assert_eq!(parse(code).of(1.0), &FormatSection::Unseen, "{code}");
        }
    }

    #[test]
    fn negatives_need_their_sign() {
        for code in ["0", "0;-0", "0;\"▲ \"0", "0_);(0)", "0;△0", "#,##0;[Red]\\-#,##0", "0;@"] {
            assert_eq!(parse(code).of(-1.0), &figure(0, 0, "", ""), "{code}");
        }
        for code in ["0;0", "0;[Red]0", "0;\"減\"0", "0;-0,", "General;General", "0;(0"] {
            assert_eq!(parse(code).of(-1.0), &FormatSection::Otherwise, "{code}");
        }
        for (code, shown) in [("0;", ""), ("0;;", ""), ("0;\"－\"", "－"), ("0;\"なし\"", "なし")] {
            assert_eq!(parse(code).of(-1.0), &FormatSection::Words(shown.into()), "{code}");
        }
    }

    #[test]
    fn zeros_may_be_shown_otherwise() {
        let blank = |code: &str| matches!(parse(code).of(0.0), FormatSection::Number(f) if f.blank_zero);
        assert!(blank("#,###") && blank("#") && blank("#.##") && blank("???"));
        assert!(!blank("#,##0") && !blank("#.0") && !blank("0;-0;0"));
        for (code, shown) in [("0;-0;;@", ""), ("0;-0;-", "-"), ("0;-0;\"なし\"", "なし")] {
            assert_eq!(parse(code).of(0.0), &FormatSection::Words(shown.into()), "{code}");
        }
        assert_eq!(built_in(41).of(0.0), &FormatSection::Words("-".into()));
    }

    #[test]
    fn days_and_times_are_told_apart() {
        let (day, time) = (moment(true, false, false, false), moment(false, true, false, false));
        for (code, shown) in [
            ("yyyy/m/d", day.clone()),
            ("yyyy/m/d;@", day.clone()),
            ("[$-411]ge.m.d", day.clone()),
            ("m\"月\"d\"日\"", day.clone()),
            ("aaaa", day.clone()),
            ("mmm", day),
            ("h:mm", time.clone()),
            ("[$-409]h:mm AM/PM", time),
            ("h\"時\"mm\"分\"ss\"秒\"", moment(false, true, true, false)),
            ("mm:ss.0", moment(false, true, true, false)),
            ("[h]:mm", moment(false, true, false, true)),
            ("[m]", moment(false, true, false, true)),
            ("yyyy/m/d h:mm", moment(true, true, false, false)),
        ] {
            assert_eq!(parse(code).of(1.0), &shown, "{code}");
        }
    }

    #[test]
    fn words_have_a_section_of_their_own() {
        let between = |before: &str, after: &str| ShownWords::Between(before.into(), after.into());
        for (code, words) in [
            ("General", ShownWords::AsTheyStand),
            ("0;-0;;@", ShownWords::AsTheyStand),
            ("@", ShownWords::AsTheyStand),
            (";;", ShownWords::AsTheyStand),
            (";;;", ShownWords::As(String::new())),
            ("0;0;0;\"調査中\"", ShownWords::As("調査中".into())),
            ("@\"様\"", between("", "様")),
            ("0;\"約\"@", between("約", "")),
        ] {
            assert_eq!(parse(code).words, words, "{code}");
        }
    }
}
