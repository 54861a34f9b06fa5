//! Which program this is.

/// The hash of the program's sources, its templates and the versions of what it is built of: what another program made is
/// made again.
pub const PROGRAM: &str = env!("SHIRYO_PROGRAM");
