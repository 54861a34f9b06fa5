//! A cause with its long texts cut, for a message.

use super::cause::Cause;
use crate::ground::text::excerpt;

impl Cause {
    /// The same with a long text cut, for a message.
    pub fn excerpt(&self) -> Self {
        let mut cut = self.clone();
        match &mut cut {
            Self::Number { text, .. }
            | Self::Unit { text, .. }
            | Self::Year { text, .. }
            | Self::CountedOn { text, .. }
            | Self::FarDay { text, .. }
            | Self::MixedYears { text }
            | Self::Date { text, .. }
            | Self::Choice { text, .. }
            | Self::OutOfRange { text, .. }
            | Self::NoSuchKey { text, .. }
            | Self::UnclearVote { text }
            | Self::RowOfAnother { text, .. }
            | Self::ProxyIsMember { text }
            | Self::Code { text }
            | Self::UnknownColumn { name: text }
            | Self::ColumnOfAnother { name: text, .. }
            | Self::ColumnOfAnotherYear { name: text, .. }
            | Self::ColumnUnit { name: text, .. }
            | Self::Renamed { name: text, .. }
            | Self::NoteRow { text }
            | Self::Unheaded { text, .. }
            | Self::Comment { text }
            | Self::TextBox { text }
            | Self::FailedFormula { text }
            | Self::TwoValues { text }
            | Self::NothingAbove { text }
            | Self::MonthAsYear { text, .. }
            | Self::Twice { text, .. }
            | Self::TwoDays { text, .. }
            | Self::UnknownDepartment { text }
            | Self::FormOfAnother { recipient: text }
            | Self::FormOfAnotherCycle { cycle: text } => *text = excerpt(text),
            Self::OtherInSeries { text, listed, .. } => {
                *text = excerpt(text);
                *listed = excerpt(listed);
            }
            Self::PercentScale { text, others } => {
                *text = excerpt(text);
                *others = excerpt(others);
            }
            Self::Rounded { shown, held, read } => {
                [shown, held, read].into_iter().for_each(|text| *text = excerpt(text));
            }
            Self::CutNumber { halves } => halves.iter_mut().for_each(|half| *half = excerpt(half)),
            Self::Ambiguous { names, .. } | Self::HiddenColumns { names } => {
                names.iter_mut().for_each(|name| *name = excerpt(name));
            }
            // The kinds of these characters are looked for in the whole text, and a long unit is cut already.
            Self::ForbiddenCharacter { .. } | Self::LongUnit { .. } => {}
            // What these say is of our own lists, or short.
            Self::Refused(_)
            | Self::More { .. }
            | Self::UndeclaredTable
            | Self::HeaderMissing { .. }
            | Self::FormChanged
            | Self::FormOfAnotherFolder { .. }
            | Self::OfAnotherDepartment { .. }
            | Self::LastYears
            | Self::PartlyLastYears { .. }
            | Self::SameFile { .. }
            | Self::StrayCopy { .. }
            | Self::UnusedCorrection { .. }
            | Self::OvertakenCorrection { .. }
            | Self::TwoCorrections { .. }
            | Self::SameSheet { .. }
            | Self::HiddenRows { .. }
            | Self::HiddenSheet
            | Self::SheetNotRead
            | Self::ExampleSheet { .. }
            | Self::ExampleRow
            | Self::TotalRow
            | Self::HeaderAgain
            | Self::SameColor { .. }
            | Self::Struck { .. }
            | Self::FormulaWithoutResult { .. }
            | Self::ForeignWorkbook { .. }
            | Self::NoDay { .. }
            | Self::BallotOfNobody { .. }
            | Self::SheetLost
            | Self::Unseen { .. }
            | Self::ByCondition { .. }
            | Self::NoRows
            | Self::AttendanceColumn { .. }
            | Self::TwoMeetings
            | Self::RowTooLong { .. }
            | Self::AboveHeader
            | Self::Empty { .. } => {}
        }
        cut
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_cut_wherever_a_message_says_it() {
        let long = || "字".repeat(500);
        for cause in [
            Cause::Number { text: long(), hint: "" },
            Cause::PercentScale { text: long(), others: long() },
            Cause::Rounded { shown: long(), held: long(), read: long() },
            Cause::CutNumber { halves: [long(), long()] },
            Cause::FormOfAnother { recipient: long() },
            Cause::FormOfAnotherCycle { cycle: long() },
            Cause::Ambiguous { known: "単位".into(), names: vec![long(), long()], required: true },
            Cause::HiddenColumns { names: vec![long()] },
        ] {
            let said = format!("{:?}", cause.excerpt());
            assert!(said.chars().count() < 400, "{said}");
        }
    }
}
