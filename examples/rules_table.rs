//! Writes the table of rules in `inputs/README.md` out of the rules.
//!
//! `cargo run --no-default-features --example rules_table` writes it; with `-- --check` it only says whether the
//! table is the one that the rules give, and exits with 1 if it isn't.
#![expect(clippy::disallowed_methods, reason = "this command reads and writes the README")]

use std::path::Path;
use std::process::ExitCode;

use shiryo::decide::check::{RULES, Topic};

/// The table's first line; the table ends with the first empty line below it.
const TITLES: &str = "| 検査の名 | 程度 | 見付けるもの | 直し方 |";

fn main() -> ExitCode {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("inputs/README.md");
    let old = std::fs::read_to_string(&place).expect("inputs/README.md");
    let Some(new) = with_table(&old) else {
        eprintln!("{}: no line `{TITLES}`", place.display());
        return ExitCode::FAILURE;
    };
    if std::env::args().any(|argument| argument == "--check") {
        if new == old {
            return ExitCode::SUCCESS;
        }
        eprintln!(
            "{}: the table of rules is not that of the rules; run this without --check",
            place.display()
        );
        return ExitCode::FAILURE;
    }
    std::fs::write(&place, new).expect("inputs/README.md");
    ExitCode::SUCCESS
}

/// The README with the table in the place of the one that is there.
fn with_table(readme: &str) -> Option<String> {
    let begin = readme.find(TITLES)?;
    let length = readme[begin..].find("\n\n").unwrap_or(readme.len() - begin);
    Some(format!("{}{}{}", &readme[..begin], table(), &readme[begin + length..]))
}

fn table() -> String {
    let mut lines = vec![TITLES.to_owned(), "| --- | --- | --- | --- |".to_owned()];
    for topic in Topic::ALL {
        lines.push(format!("| **{}** | | | |", topic.heading()));
        for rule in RULES.iter().filter(|rule| rule.topic == topic) {
            lines.push(format!(
                "| `{}` | {} | {} | {} |",
                rule.id,
                rule.severity.label(),
                rule.what,
                rule.mend
            ));
        }
    }
    lines.join("\n")
}
