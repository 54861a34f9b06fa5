//! Floor 0: what everything above stands on. Findings and where they point, exact numbers, Japanese
//! text and dates, and which characters the fonts cover.
//!
//! - `address`: Addresses of electronic mail
//! - `bounded`: Work that templates decide: it could go on for ever or take all memory
//! - `code`: Codes of recipients: the names by which departments, organizations and members are known
//! - `coverage`: Which characters and variation sequences the fonts can draw
//! - `era`: Eras (元号): which days and years they have
//! - `fault`: Faults: what the machine refuses
//! - `finding`: Findings: what is wrong with the inputs, collected and never thrown
//! - `form_id`: What a form says of itself on a hidden sheet, so that its return can be matched
//! - `hash`: Hashes of what files hold
//! - `number`: Exact numbers: rationals, rounded half away from zero (四捨五入) only when they are printed
//! - `origin`: Where a value or a finding comes from
//! - `phrases`: Where a line may end: a text in pieces that stay whole, by 文節 in narrow cells, by numbers,
//!   dates and loan words everywhere
//! - `postcode`: Postcodes (郵便番号): seven digits
//! - `program`: Which program this is
//! - `shard`: Parts of a build: which of so many it is, and whose turn it is in each
//! - `spellings`: Names of a list, found in every spelling that means the same
//! - `text`: Japanese text: folding for matching, digits for running text, and characters that must not come in
//! - `wareki`: 和暦: dates and years as papers print them, in Japanese eras
//! - `watch`: What watches a run: it is told what is being done, and may show it or measure it
//! - `written_date`: Dates as people write them
//! - `written_year`: Years as people write them

pub mod address;
pub mod bounded;
pub mod code;
pub mod coverage;
pub mod era;
pub mod fault;
pub mod finding;
pub mod form_id;
pub mod hash;
pub mod number;
pub mod origin;
pub mod phrases;
pub mod postcode;
pub mod program;
pub mod shard;
pub mod spellings;
pub mod text;
pub mod wareki;
pub mod watch;
pub mod written_date;
pub mod written_year;
