//! What printing needs to know of a stage, kept in the manifest: who comes to its meeting and sits where, what goes with
//! its letters, and how many copies there are to be.

use serde::{Deserialize, Serialize};

use super::scope::Scope;
use super::view::roster::{self, Place, Placed};
use crate::ground::text::running_digits;
use crate::ground::wareki;
use crate::model::body::Body;
use crate::model::declared_paper::Paper;
use crate::model::printing::Staple;
use crate::model::stage::{ERRATA, Stage, StageKind};

/// A meeting, or another stage of which something is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// The stage's own title: 「助言・意見への回答」.
    #[serde(default)]
    pub title: String,
    /// The body's name, or the stage's title.
    pub body: String,
    /// Which session of the body it is: 「第１回」. None where the stage declares none.
    pub session: Option<String>,
    /// The day of the meeting: 「令和２年２月７日（金）」.
    pub day: String,
    /// When it begins and ends, as the stage says it: 「午後２時から午後４時まで」.
    pub time: Option<String>,
    /// Where it is held, as the stage says it: 「県庁本庁舎５階　大会議室」.
    pub place: Option<String>,
    /// What a member of the body is called: 「構成員」, 「委員」.
    pub member: String,
    /// What stands behind a name: 様 or 殿.
    pub honorific: String,
    /// Whether its members come together, and so have seats, proxies and name cards. Not so in a written meeting.
    pub gathers: bool,
    /// The body's members in the order of its roster; empty for a stage without a body.
    pub people: Vec<Person>,
    /// How many copies of the packet the secretariat gets.
    pub secretariat: u32,
    /// How many copies observers get: where the stage doesn't say, one for each of their seats.
    pub observers: u32,
    /// How many copies are kept to spare.
    pub spare: u32,
    /// Whether the packet is printed in colour.
    pub colour: bool,
    /// Whether the packet is printed on one side of the paper only.
    pub single_sided: bool,
    /// Where its sheets are held together.
    pub staple: Staple,
    /// The ids of the papers that go with each of its letters, in order.
    #[serde(default)]
    pub enclosed: Vec<String>,
    /// The ids of its other papers that are no part of the packet, but for those that are made on a later day.
    #[serde(default)]
    pub others: Vec<String>,
}

/// A member of the body as printing knows one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The member's name; the post where the roster gives no name.
    pub name: String,
    /// The member's affiliation and post; empty where the post stands as the name.
    pub affiliation: String,
    /// ◎ for the chair, else empty.
    pub mark: String,
    /// Who comes instead, by post and name; none if the member comes, or if the meeting is a written one.
    pub proxy: Option<String>,
    /// Whether it is not known yet whether the member comes. The seat is kept.
    #[serde(default)]
    pub is_open: bool,
    /// Where the member sits or takes part.
    pub seat: Seat,
}

/// Where a member sits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "at", content = "label")]
pub enum Seat {
    /// In the room, with the seat's name: 「座長席」, 「左１」. None where the stage draws no seats.
    Room(Option<String>),
    /// Takes part from afar.
    Online,
    /// Doesn't take part.
    Absent,
}

impl Seat {
    /// The seat as the cover of the member's copy prints it: 「左１」, 「オンライン」.
    pub fn label(&self) -> Option<&str> {
        match self {
            Seat::Room(label) => label.as_deref(),
            Seat::Online => Some("オンライン"),
            Seat::Absent => None,
        }
    }
}

/// What printing needs to know of the scope's stage.
pub fn of(scope: &Scope<'_>) -> Meeting {
    let stage = scope.stage;
    let body = stage.body.as_ref().and_then(|id| scope.cycle.body(id.get_ref()));
    let print = &stage.print;
    Meeting {
        title: stage.title.clone(),
        body: body.map_or(&stage.title, |body| &body.name).clone(),
        session: stage.session_label(),
        day: wareki::date_with_weekday(stage.date),
        time: stage.time.clone(),
        place: stage.place.clone(),
        member: body.map_or("構成員", |body| &body.member).to_owned(),
        honorific: scope.cycle.settings.style.honorific.clone(),
        gathers: gathers(scope),
        people: body.map_or(Vec::new(), |body| people(scope, body)),
        secretariat: print.secretariat,
        observers: print.observers.or(stage.seating.as_ref().map(|s| s.observers)).unwrap_or_default(),
        spare: print.spare,
        colour: print.colour,
        single_sided: print.single_sided,
        staple: print.staple,
        enclosed: stage.enclosed().into_iter().map(Into::into).collect(),
        others: others(stage),
    }
}

/// What is neither bound into the packet nor goes with letters. A 正誤表 goes where the packet that it corrects went.
fn others(stage: &Stage) -> Vec<String> {
    let enclosed = stage.enclosed();
    let is_other = |paper: &&Paper| match stage.has_packet() {
        true => paper.id() == ERRATA || !paper.is_bound() && !paper.is_later(),
        false => !paper.is_later(),
    };
    let others = stage.papers.iter().filter(is_other).map(Paper::id);
    others.filter(|id| !enclosed.contains(id)).map(Into::into).collect()
}

/// A written meeting has members and no room.
fn gathers(scope: &Scope<'_>) -> bool {
    scope.stage.kind != StageKind::Written
}

fn people(scope: &Scope<'_>, body: &Body) -> Vec<Person> {
    let drawn = scope.stage.seating.is_some();
    let label = |place| match place {
        Place::Left(n) => running_digits(&format!("左{n}")),
        Place::Right(n) => running_digits(&format!("右{n}")),
        _ => format!("{}席", body.chair),
    };
    let person = |Placed { member, place, part, .. }| {
        let only_post = member.name.is_empty();
        Person {
            name: if only_post { &member.affiliation } else { &member.name }.text.clone(),
            affiliation: if only_post { String::new() } else { member.affiliation.text.clone() },
            mark: member.chair.text.clone(),
            proxy: part.proxy().filter(|_| gathers(scope)).map(Into::into),
            is_open: gathers(scope) && part.is_open(),
            seat: match place {
                _ if !gathers(scope) => Seat::Room(None),
                Place::Absent => Seat::Absent,
                Place::Online => Seat::Online,
                _ => Seat::Room(drawn.then(|| label(place))),
            },
        }
    };
    roster::placed(scope, body).map(person).collect()
}
