//! What printing a meeting's packet needs to know of it, kept in the manifest: who comes and sits where, and how many
//! copies there are to be.

use serde::{Deserialize, Serialize};

use super::scope::Scope;
use super::view::roster::{self, Place};
use crate::ground::text::running_digits;
use crate::ground::wareki;
use crate::model::body::{Body, Member};
use crate::model::printing::Staple;
use crate::model::stage::StageKind;

/// A meeting, or another stage of which something is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// The body's name, or the stage's title.
    pub body: String,
    /// 「第１回」
    pub session: Option<String>,
    /// 「令和２年２月７日（金）」
    pub day: String,
    pub time: Option<String>,
    pub place: Option<String>,
    /// What a member is called: 構成員.
    pub member: String,
    /// 様 or 殿.
    pub honorific: String,
    /// Whether its members come together: then they have seats, proxies, name cards.
    pub gathers: bool,
    /// In the roster's order.
    pub people: Vec<Person>,
    /// Copies besides those of the members.
    pub secretariat: u32,
    pub observers: u32,
    pub spare: u32,
    pub colour: bool,
    pub single_sided: bool,
    pub staple: Staple,
}

/// A member as printing knows one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name, or the post where only that is shown.
    pub name: String,
    /// Empty where the name is the post.
    pub affiliation: String,
    /// ◎ or nothing.
    pub mark: String,
    /// Who comes instead.
    pub proxy: Option<String>,
    pub seat: Seat,
}

/// Where a member sits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "at", content = "label")]
pub enum Seat {
    /// In the room; 「座長席」「左１」, or nothing where no seats are drawn.
    Room(Option<String>),
    Online,
    Absent,
}

impl Seat {
    /// As a cover prints it.
    pub fn label(&self) -> Option<&str> {
        match self {
            Seat::Room(label) => label.as_deref(),
            Seat::Online => Some("オンライン"),
            Seat::Absent => None,
        }
    }
}

/// What printing needs to know of a stage.
pub fn of(scope: &Scope<'_>) -> Meeting {
    let stage = scope.stage;
    let body = stage.body.as_ref().and_then(|id| scope.cycle.body(id.get_ref()));
    let print = &stage.print;
    Meeting {
        body: body.map_or(&stage.title, |body| &body.name).clone(),
        session: stage.session.map(|n| running_digits(&format!("第{n}回"))),
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
    }
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
    let person = |(member, place): (&Member, Place)| {
        let only_post = member.name.is_empty();
        Person {
            name: if only_post { &member.affiliation } else { &member.name }.text.clone(),
            affiliation: if only_post { String::new() } else { member.affiliation.text.clone() },
            mark: member.chair.text.clone(),
            proxy: roster::proxy(member).filter(|_| gathers(scope)).map(Into::into),
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
