//! shiryo (資料) makes the papers of a public plan's yearly progress cycle.
//!
//! Data flows one way:
//!
//! ```text
//! inputs/ ─read→ Cycle + Submissions ─check→ Findings
//!                       └─consolidate→ Register (every value with its origin and the day it was received)
//! Register.as_of(stage.cutoff) ─plan→ Jobs ─view→ JSON ─render→ Artifact ─stage→ publish → out/
//!                                                       out/ ─audit→ mail      out/ ─impose→ print
//! ```
//!
//! [`load`] reads, checks and consolidates; [`make`] plans and renders. Both take values and return values: what
//! touches disk and clock is in [`edge`]. Mail and print read what was published ([`manifest`], [`dispatch`]), never the
//! inputs. A file uses only floors below its own: [`cli`], [`edge`], [`render`] and [`dispatch`], [`decide`],
//! [`read`], [`model`], [`ground`].

#[cfg(feature = "render")]
pub mod cli;
pub mod decide;
#[cfg(feature = "render")]
pub mod dispatch;
#[cfg(feature = "render")]
pub mod edge;
pub mod ground;
#[cfg(feature = "render")]
pub mod manifest;
pub mod model;
pub mod read;
#[cfg(feature = "render")]
pub mod render;

#[cfg(feature = "render")]
pub use build::{Built, Loaded, Stopped, load, make, rehearse};

#[cfg(feature = "render")]
mod build;
