//! Which program this is.

/// The hash of the program's sources, its templates and the versions of what it is built of: what another program made is
/// made again.
pub const PROGRAM: &str = env!("SHIRYO_PROGRAM");
/// The program's version: 「0.1.0」.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What papers name as what made them: 「shiryo」, or with the version and the hash, 「shiryo 0.1.0 program:246c26a64c48feea」.
pub fn creator(with_version: bool) -> String {
    match with_version {
        true => format!("shiryo {VERSION} program:{PROGRAM}"),
        false => "shiryo".into(),
    }
}
