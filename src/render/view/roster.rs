//! Rosters and seats.

use serde::Serialize;

use crate::decide::attendance::Part;
use crate::decide::presiding;
use crate::library::trouble::Trouble;
use crate::model::body::{Body, Member};
use crate::model::stage::StageKind;
use crate::render::body_figures;
use crate::render::figure::{Figure, ShowsFigures};
use crate::render::filled_text::FilledText;
use crate::render::meeting_attendance;
use crate::render::scope::Scope;

/// The members of a body as a paper lists them.
#[derive(Debug, Serialize)]
pub struct Roster {
    /// The body's name, as it heads the roster.
    pub body: String,
    /// 「任期：令和元年度～令和３年度」
    pub term: Option<String>,
    /// Whether its members are not appointed yet: the roster then lists candidates. At its own meeting they are members.
    pub candidates: bool,
    /// Whether the one marked ◎ is a candidate for the chair, whom the meeting is still to elect.
    pub chair_is_candidate: bool,
    /// How many members the roster lists: 「７名」.
    pub count: Figure,
    /// How many of them come to the stage's meeting: 「出席12名（うち代理２名）、欠席１名」. None where they were not
    /// asked, or it is another body's roster.
    pub attendance: Option<FilledText>,
    /// Whether a member is marked as the chair.
    pub has_chair: bool,
    /// What the member marked ◎ is called: 「座長」.
    pub chair: String,
    /// What the member marked ○ is called: 「職務代理者」. None where nobody is marked so.
    pub deputy: Option<String>,
    /// As what one leads the meeting who is not the chair: 「委員長職務代理」. None where the chair leads.
    pub acting_as: Option<String>,
    /// The members below their headings.
    pub groups: Vec<RosterGroup>,
}

impl ShowsFigures for Roster {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        see(&self.count);
        self.attendance.iter().for_each(|text| text.show_figures(see));
    }
}

/// Members under one heading.
#[derive(Debug, Serialize)]
pub struct RosterGroup {
    /// The heading: 「戦略策定に係る有識者懇談会委員」. None where the body has no groups.
    pub title: Option<String>,
    /// The members below it, in the order of the list.
    pub members: Vec<RosterMember>,
}

/// A member as the roster prints it.
#[derive(Debug, Serialize)]
pub struct RosterMember {
    /// The member's number, counted from 1 over the whole roster.
    pub no: String,
    /// ◎ for the chair, ○ for who leads without the chair, else empty.
    pub mark: String,
    /// Whether the member leads the meeting instead of the chair.
    pub acts: bool,
    /// The member's name; empty where only the post is shown.
    pub name: String,
    /// 所属・職: 「千葉大学統合情報センター　教授」.
    pub affiliation: String,
    /// 備考, as the list of members gives it.
    pub note: String,
    /// Who comes instead, by post and name as far as they are known; none if the member comes.
    pub proxy: Option<String>,
    /// How the member takes part: 出席, 職務代理, 代理, オンライン, 欠席; 未回答 without an answer, 確認中 where it can't be told.
    pub attendance: &'static str,
}

/// The seats of a meeting.
#[derive(Debug, Serialize)]
pub struct SeatPlan {
    /// How the tables stand: 「ロの字」 or 「コの字」.
    pub layout: &'static str,
    /// Who sits in the chair's seat, opposite the secretariat: who leads instead, where the chair does not come; none where
    /// nobody in the room leads.
    pub chair: Option<SeatLabel>,
    /// Who sits at the chair's left hand, beginning next to the chair. The first member sits here.
    pub left: Vec<SeatLabel>,
    /// Who sits at the chair's right hand, beginning next to the chair; the second member sits here, and so in turn.
    pub right: Vec<SeatLabel>,
    /// Who sits at the secretariat's table, one a seat.
    pub secretariat: Vec<String>,
    /// How many seats observers have; 0 draws none.
    pub observers: u32,
    /// Who takes part from afar.
    pub online: Vec<SeatLabel>,
}

/// A seat as the plan labels it.
#[derive(Debug, Clone, Serialize)]
pub struct SeatLabel {
    /// Who sits there: the member or the proxy; the post of a member without a name.
    pub name: String,
    /// ◎ for the chair, else empty.
    pub mark: String,
    /// The line below the name: the first part of the affiliation, or 「（庄司　昌彦 代理）」 where a proxy sits
    /// there.
    pub sub: String,
}

/// The roster of a body; of the stage's, if none is named.
pub fn view(scope: &Scope<'_>, body: Option<&str>) -> Result<Roster, Trouble> {
    let body = match body {
        Some(id) => {
            scope.cycle.body(id).ok_or_else(|| at_stage(scope, &format!("会議体「{id}」はありません。")))?
        }
        None => stage_body(scope)?,
    };
    let attendance = meeting_attendance::of(scope, body);
    let meets = scope.stage.kind == StageKind::Meeting && scope.stage.body_id() == Some(body.id.get_ref());
    let mut groups: Vec<RosterGroup> = Vec::new();
    let members: Vec<&Member> = scope.cycle.members_at(body.id.get_ref(), scope.stage).collect();
    let acting = presiding::acting(&attendance, &members);
    for (no, member) in (1..).zip(members.iter().copied()) {
        let title = Some(member.group.text.clone()).filter(|t| !t.is_empty());
        if groups.last().is_none_or(|g| g.title != title) {
            groups.push(RosterGroup { title, members: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            let acts = acting.is_some_and(|one| std::ptr::eq(one, member));
            group.members.push(RosterMember { acts, ..person(no, member, &attendance.of(member)) });
        }
    }
    Ok(Roster {
        body: body.name.clone(),
        term: body.term.as_ref().map(|term| format!("任期：{}", body_figures::print_term(*term.get_ref()))),
        candidates: body.candidates && !meets,
        chair_is_candidate: body.candidates,
        count: body_figures::roster_count(scope, body),
        attendance: meeting_attendance::summary(scope, body),
        chair: body.chair.clone(),
        has_chair: members.iter().any(|member| member.is_chair()),
        deputy: members.iter().any(|member| member.is_deputy()).then(|| body.deputy.clone()),
        acting_as: acting.map(|_| presiding::acting_as(body)),
        groups,
    })
}

fn stage_body<'a>(scope: &Scope<'a>) -> Result<&'a Body, Trouble> {
    let body = scope.stage.body.as_ref().and_then(|id| scope.cycle.body(id.get_ref()));
    body.ok_or_else(|| at_stage(scope, "この段階に会議体（body）がありません。"))
}

fn at_stage(scope: &Scope<'_>, message: &str) -> Trouble {
    Trouble { origin: scope.cycle.source.of(&scope.stage.id), message: message.into() }
}

fn person(no: u32, member: &Member, part: &Part) -> RosterMember {
    RosterMember {
        no: no.to_string(),
        mark: member.chair.text.clone(),
        acts: false,
        name: member.name.text.clone(),
        affiliation: member.affiliation.text.clone(),
        note: member.note.text.clone(),
        proxy: part.proxy().map(Into::into),
        attendance: part.label(),
    }
}

/// Where a member of a meeting sits or is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Opposite the secretariat.
    Chair,
    /// At the chair's left hand, counted from 1 beginning at the chair.
    Left(usize),
    /// At the chair's right hand, counted in the same way.
    Right(usize),
    /// Takes part from afar.
    Online,
    /// Doesn't take part.
    Absent,
}

/// A member of a meeting: where they sit, and how they take part.
pub struct Placed<'a> {
    /// The member.
    pub member: &'a Member,
    /// Where the member sits or is.
    pub place: Place,
    /// How the member takes part.
    pub part: Part,
    /// Whether the member leads the meeting instead of the chair.
    pub acts: bool,
}

/// The members of a body with their places: who leads opposite the secretariat, the others at its left and right in
/// turn. Who has not answered keeps the seat.
pub fn placed<'a>(scope: &Scope<'a>, body: &'a Body) -> impl Iterator<Item = Placed<'a>> {
    let attendance = meeting_attendance::of(scope, body);
    let (mut has_chair, mut left, mut right) = (false, 0, 0);
    let members: Vec<&Member> = scope.cycle.members_at(body.id.get_ref(), scope.stage).collect();
    let acting = presiding::acting(&attendance, &members);
    members.into_iter().map(move |member| {
        let part = attendance.of(member);
        let acts = acting.is_some_and(|one| std::ptr::eq(one, member));
        let leads = acting.map_or(member.is_chair(), |_| acts);
        let place = match part {
            Part::Absent => Place::Absent,
            Part::Online => Place::Online,
            _ if leads && !has_chair => {
                has_chair = true;
                Place::Chair
            }
            _ if left <= right => {
                left += 1;
                Place::Left(left)
            }
            _ => {
                right += 1;
                Place::Right(right)
            }
        };
        Placed { member, place, part, acts }
    })
}

/// The seats of the stage's meeting.
pub fn seats(scope: &Scope<'_>) -> Result<SeatPlan, Trouble> {
    let body = stage_body(scope)?;
    let seating = scope
        .stage
        .seating
        .as_ref()
        .ok_or_else(|| at_stage(scope, "この段階に座席（seating）がありません。"))?;
    let mut seats = SeatPlan {
        layout: seating.layout.label(),
        chair: None,
        left: Vec::new(),
        right: Vec::new(),
        secretariat: seating.secretariat.clone(),
        observers: seating.observers,
        online: Vec::new(),
    };
    for Placed { member, place, part, acts } in placed(scope, body) {
        let seat = seat(member, part.proxy(), acts.then(|| presiding::acting_as(body)));
        match place {
            Place::Absent => {}
            Place::Online => seats.online.push(seat),
            Place::Chair => seats.chair = Some(seat),
            Place::Left(_) => seats.left.push(seat),
            Place::Right(_) => seats.right.push(seat),
        }
    }
    Ok(seats)
}

fn seat(member: &Member, proxy: Option<&str>, acting_as: Option<String>) -> SeatLabel {
    let post = member.affiliation.text.clone();
    let (name, sub) = match member.name.is_empty() {
        true => (post, String::new()),
        false => (member.name.text.clone(), post.split(['、', '\u{3000}']).next().unwrap_or("").to_owned()),
    };
    let mark = member.chair.text.clone();
    match proxy {
        Some(proxy) => SeatLabel { name: proxy.to_owned(), mark, sub: format!("（{name} 代理）") },
        None => SeatLabel { name, mark, sub: acting_as.map_or(sub, |role| format!("（{role}）")) },
    }
}
