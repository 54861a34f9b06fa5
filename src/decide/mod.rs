//! Floor 3: what follows from the data. Rules, the register, judging, totals.
//!
//! - `answers`: Who has answered what the year asks, each question alike
//! - `asked`: What a department is asked to report on, and what it has reported by a day
//! - `attendance`: Who comes to a meeting, as of a day: the one place that says so for rosters, seats, cards and copies
//! - `ballot_box`: The ballots of a written meeting that had come by a day, by motion and member, and what they count to
//! - `change_sources`: Which of the advice and the opinions that changes of the strategy name as their sources there are
//! - `check`: The rules that inputs must keep
//! - `consolidate`: From returns to the register
//! - `decisions`: What was decided about papers: as the secretariat writes it, or by the votes of a written meeting
//! - `evaluate`: Judging an indicator: the value expected by now, the two rates, the class
//! - `flaw`: What keeps a row from being judged
//! - `handed_again`: Papers that a later stage hands out once more, as they were: the 議事要旨 of a meeting, sent to its
//!   members
//! - `indicator_facts`: What the formulas of `[evaluation]` know of an indicator
//! - `left_open`: What a year leaves open of advice and opinions, which the next one asks again
//! - `mentions`: Which recipients a text names: by code, as a reader would take it for one, by full addressee, by an
//!   organization's name, by mail address
//! - `nameable`: How a recipient can be named
//! - `node_class`: Classing a node of the plan's tree by its indicators
//! - `presiding`: Who leads a meeting instead of its chair
//! - `public_part`: What of a cycle is published: all but the measures and indicators that `[publication]` withholds
//! - `question`: What the year asks, of whom, and by when
//! - `question_status`: How every question of the year stands on a day, for who follows the returns
//! - `rate_text`: How a rate prints: in percent, and never on another side of a class's threshold than it is
//! - `reckoning`: How a value of a judgement was reckoned, so that a reader can follow it
//! - `sent_in`: What was sent in, of whatever kind, in one hand
//! - `speaker`: Who said a piece of advice or an opinion: what its row says, compared with whose file it stands in
//! - `strategy_place`: Where in the strategy a passage stands, before and behind others
//! - `strategy_text`: Which passages of the strategy change between two days
//! - `superseded`: Rows that a later return or a correction replaced
//! - `tally`: Counting the ballots of a written meeting
//! - `totals`: Counts per category, per basis: each total is the sum of its parts because it is made by adding
//!   them
//! - `tree_changes`: What changed of the plan's tree since last year: measures that are new, gone, renamed or moved
//! - `unread`: Answers that came and can't be read. Who sent one has answered: nobody knows what

pub mod answers;
pub mod asked;
pub mod attendance;
pub mod ballot_box;
pub mod change_sources;
pub mod check;
pub mod consolidate;
pub mod decisions;
pub mod evaluate;
pub mod flaw;
pub mod handed_again;
pub mod indicator_facts;
pub mod left_open;
pub mod mentions;
pub mod nameable;
pub mod node_class;
pub mod presiding;
pub mod public_part;
pub mod question;
pub mod question_status;
pub mod rate_text;
pub mod reckoning;
pub mod sent_in;
pub mod speaker;
mod strategy_place;
pub mod strategy_text;
pub mod superseded;
pub mod tally;
pub mod totals;
pub mod tree_changes;
pub mod unread;
