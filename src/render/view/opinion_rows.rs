//! Advice and opinions, put together by measure, each with what the prefecture makes of it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::field_row::{CellValue, FieldRow};
use super::indicators;
use crate::decide::speaker::{Speaker, speaker};
use crate::decide::unread;
use crate::ground::wareki;
use crate::library::view::{WhichOpinions, WhichSilent, WhoseOpinions};
use crate::model::body::Body;
use crate::model::choice::Choice;
use crate::model::opinion::{Opinion, OpinionKind};
use crate::model::value::{Cell, UNRESOLVED};
use crate::render::derivation::Items;
use crate::render::figure::Figure;
use crate::render::narrowed;
use crate::render::scope::{Scope, StageScope};

/// The opinions on one measure, or the common ones.
#[derive(Debug, Serialize)]
pub struct OpinionGroup {
    /// The measure that they are on; none for those that concern all.
    pub measure: Option<MeasureHeading>,
    /// The opinions, in the order of their numbers; of a department with what was said of it at meetings.
    pub opinions: Vec<OpinionRow>,
}

/// A measure as a heading.
#[derive(Debug, Serialize)]
pub struct MeasureHeading {
    /// The measure's number: 「2-ア-3」.
    pub number: String,
    /// The measure's title, as the plan has it.
    pub title: String,
}

/// A piece of advice or an opinion, with what the prefecture makes of it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(Default))]
pub struct OpinionRow {
    /// Its number, unique over all files.
    pub no: String,
    /// The number of the measure that it is on, or 「共通」.
    pub measure: String,
    /// 助言 or 意見.
    pub kind: &'static str,
    /// Who it is from: 「アドバイザリー会議【構成員】」.
    pub from: String,
    /// The day that it was received: 「令和２年２月７日」.
    pub date: String,
    /// What was said, in the sender's words.
    pub text: String,
    /// 対応区分: what the prefecture does with it, in a word. None until that is decided.
    pub handling: Option<&'static str>,
    /// 県の考え方: what the prefecture answers. None until there is an answer.
    pub response: Option<String>,
    /// Whether it is answered together with another of the same meaning, which need not be shown here.
    pub together: bool,
    /// Whether the recipient said it itself; never so in a paper of the whole stage.
    pub own: bool,
    /// The places of the strategy that changed because of it: 「第３章（３）ア」.
    pub changed: Vec<String>,
}

impl FieldRow for OpinionRow {
    fn fields(&self) -> Vec<(&str, CellValue<'_>)> {
        vec![
            ("no", (&self.no).into()),
            ("measure", (&self.measure).into()),
            ("kind", self.kind.into()),
            ("from", (&self.from).into()),
            ("date", (&self.date).into()),
            ("text", (&self.text).into()),
            ("handling", self.handling.into()),
            ("response", self.response.as_deref().into()),
            ("together", CellValue::Blank),
            ("own", CellValue::Blank),
            ("changed", CellValue::Blank),
        ]
    }
}

/// The opinions by measure in the printed order, then those that concern all.
pub fn view(scope: &Scope<'_>, which: WhichOpinions, whose: WhoseOpinions) -> Vec<OpinionGroup> {
    // What was said at a meeting is told to the departments that it concerns; in other lists it is no opinion.
    let is_told = scope.recipient.as_ref().is_some_and(|recipient| recipient.department().is_some());
    let said = scope.remarks.iter().filter(|_| is_told && which == WhichOpinions::All);
    let mut opinions: Vec<&Opinion> = scope.opinions.iter().chain(said).copied().collect();
    opinions.retain(|o| is_shown(which, o) && is_of(whose, scope, o));
    opinions.sort_by_key(|o| o.place());
    let of = |number: &str| -> Vec<OpinionRow> {
        opinions.iter().filter(|o| o.measure.text == number).map(|o| row(scope, o)).collect()
    };
    // Of all measures: who spoke of one need not own it. The opinions are narrowed already.
    let measures = scope.cycle.measures.iter().map(|measure| OpinionGroup {
        measure: Some(MeasureHeading {
            number: measure.number.text.clone(),
            title: measure.title.text.clone(),
        }),
        opinions: of(&measure.number.text),
    });
    let common = std::iter::once(OpinionGroup { measure: None, opinions: of("") });
    measures.chain(common).filter(|group| !group.opinions.is_empty()).collect()
}

/// Whether opinions of its kind are shown.
fn is_shown(which: WhichOpinions, opinion: &Opinion) -> bool {
    match which {
        WhichOpinions::All => true,
        WhichOpinions::Advice => opinion.counted_kind() == OpinionKind::Advice,
        WhichOpinions::Opinion => opinion.counted_kind() == OpinionKind::Opinion,
    }
}

fn is_of(whose: WhoseOpinions, scope: &Scope<'_>, opinion: &Opinion) -> bool {
    let body = scope.cycle.body(&opinion.submitter);
    match whose {
        WhoseOpinions::All => true,
        WhoseOpinions::Organizations => body.is_none(),
        WhoseOpinions::Meeting => scope.is_of_meeting(opinion),
    }
}

/// An opinion in a list by numbers, with what such a list says besides.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(Default))]
pub struct NumberedOpinion {
    /// The opinion by itself.
    #[serde(flatten)]
    pub row: OpinionRow,
    /// The title of the measure that it is on; empty where it concerns all.
    pub measure_title: String,
    /// The division that owns the measure; empty where it concerns all.
    pub owner: String,
    /// What kind of sender it is from, without a name: 「市町村」, 「市町村・協議会会員」 or 「アドバイザリー会議構成員」.
    pub submitter_kind: String,
    /// The numbers of the opinions that are put together with it and have its answer.
    pub like: Vec<String>,
}

impl FieldRow for NumberedOpinion {
    fn fields(&self) -> Vec<(&str, CellValue<'_>)> {
        let mut fields = self.row.fields();
        fields.extend([
            ("measure_title", (&self.measure_title).into()),
            ("owner", (&self.owner).into()),
            ("submitter_kind", (&self.submitter_kind).into()),
            ("like", CellValue::Blank),
        ]);
        fields
    }
}

/// The organizations of one kind that sent no opinion.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(Default))]
pub struct UnansweredRow {
    /// The kind of organization: 「市町村」, 「市町村・協議会」.
    pub kind: String,
    /// How many of them there are.
    pub count: Figure,
    /// Their names: 「Ａ市」.
    pub names: Vec<String>,
}

impl FieldRow for UnansweredRow {
    fn fields(&self) -> Vec<(&str, CellValue<'_>)> {
        vec![("kind", (&self.kind).into()), ("count", (&self.count).into()), ("names", CellValue::Blank)]
    }
}

/// All opinions in the order of their numbers; like ones stand with the one they are put together with.
pub fn in_order(scope: &Scope<'_>, which: WhichOpinions, whose: WhoseOpinions) -> Vec<NumberedOpinion> {
    // What was said at a meeting stands in that meeting's own paper alone.
    let said = scope.remarks.iter().filter(|_| whose == WhoseOpinions::Meeting);
    let all = scope.opinions.iter().chain(said).copied();
    let mut opinions: Vec<&Opinion> = all.filter(|o| is_shown(which, o) && is_of(whose, scope, o)).collect();
    opinions.sort_by_key(|o| o.place());
    // One that is put together with another stands with that, if that is on this list.
    let numbers: BTreeSet<&str> = opinions.iter().map(|o| o.number.text.as_str()).collect();
    let main = |opinion: &Opinion| scope.responses.main(opinion).filter(|main| numbers.contains(main));
    let listed = |opinion: &Opinion| {
        let measure = scope.cycle.measure(&opinion.measure.text);
        NumberedOpinion {
            row: row(scope, opinion),
            measure_title: measure.map_or(String::new(), |m| m.title.text.clone()),
            owner: measure.map_or(String::new(), |m| indicators::owner(scope.cycle, m).text),
            submitter_kind: submitter_kind(scope, opinion),
            like: opinions
                .iter()
                .filter(|other| main(other) == Some(&opinion.number.text))
                .map(|other| other.number.text.clone())
                .collect(),
        }
    };
    opinions.iter().filter(|o| main(o).is_none()).map(|o| listed(o)).collect()
}

/// What a sender is, without its name: of an organization that of which it is a member, of a meeting its members.
fn submitter_kind(scope: &Scope<'_>, opinion: &Opinion) -> String {
    let cycle = scope.cycle;
    let member = |body: &Body| match body.short == body.member {
        true => body.short.clone(),
        false => format!("{}{}", body.short, body.member),
    };
    if let Some(body) = cycle.body(&opinion.submitter) {
        return member(body);
    }
    let organization = cycle.organization(&opinion.submitter);
    let bodies = organization.into_iter().flat_map(|o| &o.memberships).map(|word| {
        let body = cycle.settings.bodies.iter().find(|body| body.membership.as_ref() == Some(word));
        body.map_or_else(|| word.clone(), member)
    });
    bodies.collect::<Vec<_>>().join("・")
}

/// The organizations that sent no answer, or that answered that they have no opinion, by what they are members of, each
/// once: 「市町村」, 「市町村・協議会」, 「協議会」.
pub fn unanswered(scope: &StageScope<'_>, which: WhichSilent) -> Vec<UnansweredRow> {
    // What came and can't be read is an answer, whatever it says.
    let unread = unread::opinions(scope.sent_in().opinions, scope.cutoff);
    let speakers: BTreeSet<&str> = scope.opinions.iter().map(|o| o.submitter.as_str()).collect();
    let silent: BTreeSet<&str> = scope.without_opinion.iter().copied().collect();
    let spoke = |code: &str| speakers.contains(code);
    let has_none = |code: &str| silent.contains(code) && !spoke(code);
    let is_meant = |code: &str| match which {
        WhichSilent::NoOpinion => has_none(code),
        WhichSilent::Unanswered => {
            !(spoke(code) || has_none(code) || unread.iter().any(|unread| unread.may_be_of(code)))
        }
    };
    let id = match which {
        WhichSilent::NoOpinion => "no-opinion",
        WhichSilent::Unanswered => "unanswered",
    };
    let mut kinds: BTreeMap<BTreeSet<&str>, (usize, String, Vec<&Cell>)> = BTreeMap::new();
    for (place, one) in scope.cycle.organizations.iter().enumerate() {
        let key = one.memberships.iter().map(String::as_str).collect();
        let kind = || (place, one.memberships.join("・"), Vec::new());
        let (_, _, names) = kinds.entry(key).or_insert_with(kind);
        names.extend(is_meant(&one.code.text).then_some(&one.name));
    }
    let mut kinds: Vec<_> = kinds.into_values().collect();
    kinds.sort_by_key(|(place, ..)| *place);
    let row = |(_, kind, cells): (usize, String, Vec<&Cell>)| UnansweredRow {
        names: cells.iter().map(|cell| cell.text.clone()).collect(),
        count: Figure::count(format!("{id}/{kind}"), Items::cells(cells)),
        kind,
    };
    kinds.into_iter().map(row).collect()
}

fn row(scope: &Scope<'_>, opinion: &Opinion) -> OpinionRow {
    let answer = scope.responses.to_one(opinion);
    OpinionRow {
        no: settled(&opinion.number),
        measure: match scope.cycle.measure(&opinion.measure.text) {
            _ if opinion.measure.is_empty() => "共通".into(),
            Some(measure) => measure.number.text.clone(),
            None => UNRESOLVED.into(),
        },
        kind: opinion.kind.value().map_or(UNRESOLVED, |k| k.label()),
        from: from(scope, opinion),
        date: opinion.received.value().map_or(String::new(), |day| wareki::date(*day)),
        text: settled(&opinion.text),
        handling: answer.and_then(|a| a.handling.value()).map(|h| h.label()),
        response: answer.map(|a| a.text.text.clone()).filter(|text| !text.is_empty()),
        together: answer.is_some() && scope.responses.is_shared(opinion),
        own: scope.recipient.as_ref().is_some_and(|one| narrowed::is_spoken_by(opinion, one, scope.cycle)),
        changed: scope.changed_by(opinion).into_iter().map(Into::into).collect(),
    }
}

/// What a cell says that must not be empty: until it is filled, nobody knows.
fn settled(cell: &Cell) -> String {
    if cell.is_empty() { UNRESOLVED.into() } else { cell.text.clone() }
}

/// Who it is from, as its row says it; not while nobody knows who is meant.
fn from(scope: &Scope<'_>, opinion: &Opinion) -> String {
    let said = match speaker(opinion, scope.cycle) {
        Speaker::Unclear { .. } => UNRESOLVED,
        _ => &opinion.from.text,
    };
    match scope.cycle.body(&opinion.submitter) {
        Some(body) => format!("{}【{said}】", body.short),
        None => said.to_owned(),
    }
}
