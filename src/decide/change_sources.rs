//! Which of the advice and the opinions that changes of the strategy name as their sources there are.

use std::collections::BTreeMap;

use crate::ground::text;
use crate::model::cycle::Cycle;
use crate::model::department_report::Reports;
use crate::model::opinion::OpinionKind;
use crate::model::submission::Opinions;

/// Notes of each source whether there is such advice or such an opinion, and puts its number as its list spells it. Within
/// a range, as 「意見14～17」, only those that there are count. Where some opinions could not be read, any may be one of them.
pub fn settle(cycle: &mut Cycle, opinions: &Opinions, reports: &Reports) {
    let mut known: BTreeMap<String, Vec<(String, Option<OpinionKind>)>> = BTreeMap::new();
    let own = opinions.all().map(|opinion| (opinion.number.text.clone(), opinion.kind.value().copied()));
    let carried = reports.carried.iter().map(|carried| (carried.label(), carried.kind.value().copied()));
    for (number, kind) in own.chain(carried) {
        known.entry(text::key(&number)).or_default().push((number, kind));
    }
    let lacks_some = opinions.findings.iter().any(|finding| finding.cause.leaves_unread());
    for change in &mut cycle.changes {
        for cited in &mut change.cited {
            let all = known.get(&text::key(&cited.number)).into_iter().flatten();
            let meant = all.clone().find(|(_, kind)| kind.is_none_or(|kind| kind == cited.kind));
            cited.is_known = meant.is_some() || lacks_some;
            if let Some((number, _)) = meant {
                cited.number.clone_from(number);
            }
        }
        change.cited.retain(|cited| cited.is_known || !cited.is_between);
    }
}
