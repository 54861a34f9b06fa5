//! Who leads a meeting instead of its chair.

use super::attendance::{MeetingAttendance, Part};
use crate::model::body::{Body, Member};

/// Who leads a meeting instead of its chair: the one whose answer says so (職務代理), else the one marked ○ where the chair
/// is absent. None where the chair leads, or nobody is known to.
pub fn acting<'a>(attendance: &MeetingAttendance, members: &[&'a Member]) -> Option<&'a Member> {
    let part = |member: &Member| attendance.of(member);
    let said = || members.iter().copied().filter(|member| part(member) == Part::Acting);
    if let Some(one) = said().next() {
        return Some(one).filter(|_| said().count() == 1);
    }
    let is_chair_away = members.iter().any(|member| member.is_chair() && part(member) == Part::Absent);
    let deputy = members.iter().copied().find(|member| member.is_deputy());
    deputy.filter(|member| is_chair_away && matches!(part(member), Part::Present | Part::Online))
}

/// As what one leads who is not the chair: 「委員長職務代理」.
pub fn acting_as(body: &Body) -> String {
    format!("{}職務代理", body.chair)
}
