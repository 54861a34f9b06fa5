//! shiryo (資料) makes the papers of a public plan's yearly progress cycle.
//!
//! Data flows one way:
//!
//! ```text
//! inputs/ ─read→ Cycle + Submissions ─check→ Findings
//!                       └─consolidate→ Register (every value with its origin and the day it was received)
//! Register.as_of(stage.cutoff) ─list→ Jobs ─view→ JSON ─render→ Artifact ─stage→ publish → out/
//!                                                       out/ ─check→ mail      out/ ─impose→ print
//! ```
//!
//! A PDF that lies in `out/` and was made of the same data, templates, fonts and program stays there
//! ([`recipe`](render::recipe)).
//!
//! [`load`](load::load) reads, checks and consolidates; [`make`](make::make) lists the jobs and renders them. What touches disk,
//! clock, network and printer is in [`edge`]. Mail and print read what was published ([`published`]), never the inputs.
//!
//! A build may be made in parts, each of some of the recipients ([`shard`](ground::shard)): the jobs of a part are listed by
//! [`job_list`](render::job_list::of_shard), and `shiryo merge` publishes what the parts made.
//!
//! A file uses only floors below its own. From the top:
//!
//! | floor | holds |
//! | --- | --- |
//! | [`cli`] | one file a command |
//! | [`serve`] | the desk in the browser |
//! | [`load`], [`make`] | the two halves of the pipeline |
//! | [`wording`] | findings in the words of each format |
//! | [`edge`] | disk, clock, network, printer |
//! | [`audit`] | what was made, read again as a stranger has it |
//! | [`mail`], [`print`], [`diff`], [`public`] | messages, print files, what changed, and what goes to the public, out of what was made |
//! | [`published`] | the manifest of `out/` and its page |
//! | [`render`] | from a job to an artifact |
//! | [`library`] | what templates declare, and the store that serves them |
//! | [`decide`] | judging, consolidating, the rules |
//! | [`read`] | sheets out of bytes, the cycle and the returns out of sheets |
//! | [`model`] | what a cycle consists of |
//! | [`ground`] | numbers, dates, text, findings |
//!
//! The feature `render` brings typst and everything that sets papers. Without it [`load`] and all floors that it
//! needs build in a minute or two, and after a change they are tested in seconds.

#[cfg(feature = "render")]
pub mod audit;
#[cfg(feature = "render")]
pub mod cli;
pub mod decide;
#[cfg(feature = "render")]
pub mod diff;
pub mod edge;
pub mod ground;
pub mod library;
pub mod load;
#[cfg(feature = "render")]
pub mod mail;
#[cfg(feature = "render")]
pub mod make;
pub mod model;
#[cfg(feature = "render")]
pub mod print;
#[cfg(feature = "render")]
pub mod public;
#[cfg(feature = "render")]
pub mod published;
pub mod read;
#[cfg(feature = "render")]
pub mod render;
#[cfg(feature = "render")]
pub mod serve;
pub mod wording;
