//! `shiryo check`: reads everything, prints every finding, writes nothing.

use super::args::{Check, Common};
use super::{Exit, explain, report};
use crate::edge::sources;
use crate::edge::stopwatch::Stopwatch;
use crate::ground::finding::Findings;

/// Runs the command.
pub fn run(common: &Common, check: &Check) -> Exit {
    if let Some(rule) = &check.explain {
        return explain::run(rule);
    }
    let sources = match sources::read(&common.root) {
        Ok(sources) => sources,
        Err(unreadable) => return report::unreadable(&unreadable),
    };
    let mut findings = Findings::default();
    match crate::load(&sources, &check.stages, &Stopwatch::default(), &mut findings) {
        Err(stopped) => report::stopped(&stopped),
        Ok(loaded) => {
            crate::rehearse(&loaded, &check.stages, &mut findings);
            report::print(&findings, common.format, &sources);
            if findings.is_empty() && common.format == super::args::Format::Terminal {
                say!("直すところはありません。");
            }
            report::exit(&findings)
        }
    }
}
