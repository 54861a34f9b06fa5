//! `shiryo check`: reads everything, prints every finding, writes nothing.

use super::args::{CheckArguments, CommonArguments};
use super::exit::Exit;
use super::{report, rule_page};
use crate::edge::sources;
use crate::edge::stopwatch::Stopwatch;
use crate::ground::finding::Findings;
use crate::load::load;
use crate::make::rehearse;

/// Runs the command.
pub(super) fn run(common: &CommonArguments, check: &CheckArguments) -> Exit {
    if let Some(rule) = &check.explain {
        return rule_page::run(rule);
    }
    let sources = match sources::read(&common.root) {
        Ok(sources) => sources,
        Err(reason) => return report::unreadable(&reason),
    };
    report::unfinished(&common.out);
    let mut findings = Findings::default();
    match load(&sources, &check.stages, &Stopwatch::default(), &mut findings) {
        Err(reason) => report::not_loaded(&reason),
        Ok(loaded) => {
            rehearse(&loaded, &check.stages, &mut findings);
            report::print(&findings, common.format, &sources);
            if findings.is_empty() && common.format == crate::cli::args::OutputFormat::Terminal {
                say!("直すところはありません。");
            }
            report::exit(&findings)
        }
    }
}
