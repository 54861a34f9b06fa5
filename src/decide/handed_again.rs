//! Papers that a later stage hands out once more, as they were: the 議事要旨 of a meeting, sent to its members.

use crate::model::cycle::Cycle;
use crate::model::declared_paper::Paper;
use crate::model::stage::Stage;

/// Of such a paper, the stage that made it, and the paper as it is declared there. None where there is no such paper, or
/// where that one is itself printed again.
pub fn first_printed<'a>(cycle: &'a Cycle, paper: &Paper) -> Option<(&'a Stage, &'a Paper)> {
    let stage = cycle.stage(paper.of.as_ref()?.get_ref())?;
    let first = stage.paper(paper.id())?;
    (first.of.is_none() && first.decided_by.is_none()).then_some((stage, first))
}

/// Fills in what such papers leave to the first one: title, words and sheet.
pub fn fill_in(cycle: &mut Cycle) {
    let papers = cycle.settings.stages.iter().flat_map(|stage| &stage.papers);
    let firsts: Vec<Option<Paper>> =
        papers.map(|paper| first_printed(cycle, paper).map(|(_, first)| first.clone())).collect();
    let papers = cycle.settings.stages.iter_mut().flat_map(|stage| &mut stage.papers);
    for (paper, first) in papers.zip(firsts) {
        let Some(first) = first else { continue };
        paper.title = paper.title.take().or(first.title);
        paper.words = paper.words.take().or(first.words);
        paper.paper = paper.paper.or(first.paper);
        paper.landscape = paper.landscape.or(first.landscape);
    }
}

/// Whether a notice about a meeting tells what came of it, and doesn't invite to it: it hands out papers of that meeting.
pub fn reports_on_meeting(stage: &Stage) -> bool {
    let is_of = |paper: &Paper| {
        let mut from = [&paper.of, &paper.decided_by].into_iter().flatten();
        from.any(|id| id.get_ref() == stage.meeting_id())
    };
    stage.meeting.is_some() && stage.papers.iter().any(is_of)
}
