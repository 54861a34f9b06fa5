//! What could not be read, and why.

use std::sync::Arc;

use chrono::NaiveDate;

use super::stage::FormKind;
use crate::ground::origin::Origin;
use crate::ground::wareki::Year;
use crate::ground::written_date::DateSlip;
use crate::ground::written_year::YearSlip;

/// A finding before a rule has worded it: where something could not be read as it should, and why. Which rule it
/// breaks, and what to say of it, is settled in `decide::check`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawFinding {
    /// Where it is.
    pub origin: Origin,
    /// The department that can mend it.
    pub department: Option<String>,
    /// Why it is one.
    pub cause: Cause,
}

/// What a conditional format does to a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concealed {
    /// It strikes it through.
    Struck,
    /// It hides what it holds.
    Unseen,
    /// It does one of the two where its condition holds, which can't be known: as one that asks for the day.
    Perhaps,
}

/// A kind of workbook that is rewritten before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForeignKind {
    /// Excel 97 to 2003, `.xls`.
    Xls,
    /// OpenDocument, `.ods`.
    Ods,
}

/// Why a file can't be read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The bytes are in no known encoding.
    Encoding,
    /// There is nothing in it.
    Empty,
    /// No row looks like a header.
    NoHeader,
    /// A quotation mark that neither opens nor closes a cell.
    Quote {
        /// The line in which it stands, from 1.
        line: u32,
    },
    /// It is past one of the bounds.
    TooLarge,
    /// A list of the secretariat that is past one of its bounds, which are higher.
    LargeList,
    /// A workbook that is cut off or otherwise broken.
    Broken,
    /// Protected by a password.
    Password,
    /// The old .xls.
    OldExcel,
    /// .xlsb
    Binary,
    /// PDF.
    Pdf,
    /// Word or the like.
    Document,
    /// 一太郎.
    Ichitaro,
    /// A mail of Outlook, `.msg`.
    Mail,
    /// A web page, whatever it is called.
    WebPage,
    /// Text in UTF-32.
    Utf32,
    /// Text whose cells are set apart by a sign that is none of those that are read.
    Delimiter {
        /// The sign.
        sign: char,
    },
    /// OpenDocument, Numbers.
    OtherSpreadsheet,
    /// Reading it took more time or memory than there is for it.
    Costly,
    /// The machine refuses to open or to read it.
    Unopened,
    /// Something else.
    Other,
}

/// Why something is a finding: what is wrong with a file, a row or a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each cause says what its parts are")]
pub enum Cause {
    /// The whole file can't be read.
    Refused(Refusal),
    /// So many more like this one, which are only counted.
    More { like: Box<Cause>, count: usize },
    /// The header row lacks these columns.
    HeaderMissing { columns: Vec<Arc<str>> },
    /// A form of another kind than those of its folder.
    FormOfAnotherFolder { form: FormKind },
    /// A form that was sent to another.
    FormOfAnother { recipient: String },
    /// A form of another cycle.
    FormOfAnotherCycle { cycle: String },
    /// A form whose fixed cells were changed.
    FormChanged,
    /// All rows whose measure is known are of another department's measures.
    OfAnotherDepartment { owner: String, division: String, rows: usize, unknown: usize },
    /// All rows report what they reported last year.
    LastYears,
    /// Of so many rows most report the year and the value that they reported last year; `kept` are their keys.
    PartlyLastYears { rows: usize, kept: Vec<String> },
    /// The same as another file, the first; it is not read.
    SameFile { first: Arc<str> },
    /// By its name a copy of another file, which is there too; it is not read.
    StrayCopy { of: Arc<str> },
    /// A correction that corrects nothing.
    UnusedCorrection { why: &'static str },
    /// A correction of a value that came anew since.
    OvertakenCorrection { received: NaiveDate },
    /// Two corrections of one cell on one day.
    TwoCorrections { values: [String; 2] },
    /// Several names of the header fit a known column equally. If the column is required, the table is not read.
    Ambiguous { known: Arc<str>, names: Vec<String>, required: bool },
    /// Values below no name, or to the right of the table: the first of them, and how many the column has.
    Unheaded { text: String, count: usize },
    /// The rows of a sheet are those of another, the first; they are not read again.
    SameSheet { first: Arc<str> },
    /// A name of the header was taken for a known one that it is like.
    Renamed { name: String, known: Arc<str> },
    /// Rows that are hidden; they are read.
    HiddenRows { lines: Vec<u32> },
    /// Columns that are hidden; they are read.
    HiddenColumns { names: Vec<String> },
    /// A hidden sheet that holds a table; the sheet is not read.
    HiddenSheet,
    /// A sheet without a header beside one that has one; it is not read.
    SheetNotRead,
    /// Rows that are no examples on the sheet that shows how to fill in the form; it is not read.
    ExampleSheet { lines: Vec<u32> },
    /// A row that shows how to fill in the form; it is not read.
    ExampleRow,
    /// A row of sums; it is not read.
    TotalRow,
    /// The header once more, or the numbers of its columns; it is not read.
    HeaderAgain,
    /// A remark above or below the table; it is not read.
    NoteRow { text: String },
    /// A comment on a cell.
    Comment { text: String },
    /// A text box, or another shape with words, over the table.
    TextBox { text: String },
    /// Cells whose letters have the color of what is behind them, by their columns; they are read.
    SameColor { columns: Vec<Arc<str>> },
    /// Cells that a conditional format strikes through or hides, or may, by their columns.
    ByCondition { columns: Vec<Arc<str>>, effect: Concealed },
    /// Cells that are struck through, by their columns.
    Struck { columns: Vec<Arc<str>> },
    /// Formulas without a result, by their columns.
    FormulaWithoutResult { columns: Vec<Arc<str>> },
    /// A formula that failed.
    FailedFormula { text: String },
    /// A cell that holds two values, or a text beside a value; the text is both.
    TwoValues { text: String },
    /// A workbook of a kind that does not tell all that is seen of it.
    ForeignWorkbook { kind: ForeignKind },
    /// A sheet that is listed in its workbook and holds nothing, not even an empty table.
    SheetLost,
    /// Cells that show nothing of what they hold, by their columns; they are read.
    Unseen { columns: Vec<Arc<str>> },
    /// A cell that shows another value than it holds, and what was read of it.
    Rounded { shown: String, held: String, read: String },
    /// 「同上」 where there is nothing above to copy.
    NothingAbove { text: String },
    /// A month where a year is asked, read as the fiscal year that it lies in.
    MonthAsYear { text: String, year: i32 },
    /// A column that nothing uses.
    UnknownColumn { name: String },
    /// A file of one member that answers for two meetings.
    TwoMeetings,
    /// A column of `members.csv` that says who comes, which the replies say of each meeting.
    AttendanceColumn { name: String },
    /// A column that says a known one's words, and is of another time, body or kind, as a word in its name says. It is
    /// not used.
    ColumnOfAnother { name: String, known: Arc<str>, word: String },
    /// A column whose name says another year than the rows report. It is not used.
    ColumnOfAnotherYear { name: String, known: Arc<str>, year: String },
    /// A column whose name says another unit than the rows have. It is not used.
    ColumnUnit { name: String, unit: String, expected: String },
    /// Characters that may not stand in an input.
    ForbiddenCharacter { text: String },
    /// Nothing stands below the header.
    NoRows,
    /// A row has more cells than the header has columns.
    RowTooLong { header: usize, row: usize },
    /// A comma cut a number in two.
    CutNumber { halves: [String; 2] },
    /// A row of cells above the header.
    AboveHeader,
    /// Not a number.
    Number { text: String, hint: &'static str },
    /// The unit inside the number is not that of the 単位 column.
    Unit { text: String, found: String, expected: String },
    /// A number a hundred times off the row's others, since one of them has a percent sign and another has not.
    PercentScale { text: String, others: String },
    /// A unit that is longer than units are.
    LongUnit { text: String, most: usize },
    /// Not a year; what is wrong with it, if that is known.
    Year { text: String, slip: Option<YearSlip> },
    /// A year that is counted on in an era that had ended, and the year that it was read as.
    CountedOn { text: String, year: Year },
    /// The years of a row are not all 年 or all 年度.
    MixedYears { text: String },
    /// Not a date; what is wrong with it, if that is known.
    Date { text: String, slip: Option<DateSlip> },
    /// A day that is years away from the cycle, and the one that was meant, if only the era is wrong.
    FarDay { text: String, day: NaiveDate, meant: Option<NaiveDate> },
    /// A file of `tables/` of which `cycle.toml` declares no table.
    UndeclaredTable,
    /// What a row of a table is of is not there.
    NoSuchKey { what: &'static str, text: String },
    /// A value of a year that is not what `series.csv` says, which stands elsewhere.
    OtherInSeries { text: String, listed: String, place: Origin },
    /// A number that is less or more than its column allows.
    OutOfRange { text: String, least: Option<String>, most: Option<String> },
    /// Not a word of the closed list.
    Choice { column: String, text: String, choices: Vec<Arc<str>> },
    /// An answer on a ballot of which nobody can tell whether it is for the motion.
    UnclearVote { text: String },
    /// A cell says that its row is of another than the one it is filed as: `filed` names that one.
    RowOfAnother { column: &'static str, text: String, filed: String },
    /// A proxy who is the member.
    ProxyIsMember { text: String },
    /// A cell that must be filled in is empty.
    Empty { column: Arc<str> },
    /// A code that can't name a file.
    Code { text: String },
    /// A code or number that stands twice in a list; the first is elsewhere. `differs` shows the characters in which the
    /// two differ, if they are spelled differently.
    Twice { column: String, text: String, first: Origin, differs: Option<Box<[String; 2]>> },
    /// A row that says no day on which it came, of a file of which `received.csv` says none.
    NoDay { file: Arc<str> },
    /// A ballot whose file says no member.
    BallotOfNobody { called: String },
    /// A department that the list of departments doesn't have.
    UnknownDepartment { text: String },
    /// A file of which a list says two days.
    TwoDays { text: String, days: [String; 2] },
}

impl Cause {
    /// Whether a file or a row that may report something stays unread. Nobody can say then what it doesn't report: if a
    /// row is too long to be read, its indicator is not missing. A row of sums reports nothing, so it doesn't count.
    pub fn leaves_unread(&self) -> bool {
        match self {
            Self::Refused(_)
            | Self::HeaderMissing { .. }
            | Self::AboveHeader
            | Self::HiddenSheet
            | Self::SheetLost
            | Self::BallotOfNobody { .. }
            | Self::FormOfAnother { .. }
            | Self::FormOfAnotherCycle { .. }
            | Self::FormChanged
            | Self::OfAnotherDepartment { .. }
            | Self::LastYears
            | Self::RowTooLong { .. }
            | Self::CutNumber { .. } => true,
            Self::Ambiguous { required, .. } => *required,
            Self::More { like, .. } => like.leaves_unread(),
            Self::PartlyLastYears { .. }
            | Self::SameFile { .. }
            | Self::FormOfAnotherFolder { .. }
            | Self::StrayCopy { .. }
            | Self::UnusedCorrection { .. }
            | Self::OvertakenCorrection { .. }
            | Self::TwoCorrections { .. }
            | Self::Unheaded { .. }
            | Self::SameSheet { .. }
            | Self::Renamed { .. }
            | Self::HiddenRows { .. }
            | Self::HiddenColumns { .. }
            | Self::SheetNotRead
            | Self::ExampleSheet { .. }
            | Self::ExampleRow
            | Self::TotalRow
            | Self::HeaderAgain
            | Self::NoteRow { .. }
            | Self::Comment { .. }
            | Self::TextBox { .. }
            | Self::SameColor { .. }
            | Self::ByCondition { .. }
            | Self::Struck { .. }
            | Self::FormulaWithoutResult { .. }
            | Self::FailedFormula { .. }
            | Self::TwoValues { .. }
            | Self::ForeignWorkbook { .. }
            | Self::Unseen { .. }
            | Self::Rounded { .. }
            | Self::NothingAbove { .. }
            | Self::MonthAsYear { .. }
            | Self::UnknownColumn { .. }
            | Self::AttendanceColumn { .. }
            | Self::TwoMeetings
            | Self::ColumnOfAnother { .. }
            | Self::ColumnOfAnotherYear { .. }
            | Self::ColumnUnit { .. }
            | Self::ForbiddenCharacter { .. }
            | Self::NoRows
            | Self::Number { .. }
            | Self::Unit { .. }
            | Self::PercentScale { .. }
            | Self::LongUnit { .. }
            | Self::Year { .. }
            | Self::MixedYears { .. }
            | Self::CountedOn { .. }
            | Self::FarDay { .. }
            | Self::Date { .. }
            | Self::UndeclaredTable
            | Self::NoSuchKey { .. }
            | Self::OtherInSeries { .. }
            | Self::OutOfRange { .. }
            | Self::Choice { .. }
            | Self::UnclearVote { .. }
            | Self::RowOfAnother { .. }
            | Self::ProxyIsMember { .. }
            | Self::Empty { .. }
            | Self::Code { .. }
            | Self::Twice { .. }
            | Self::TwoDays { .. }
            | Self::NoDay { .. }
            | Self::UnknownDepartment { .. } => false,
        }
    }
}
