//! Advice and opinions, put together by measure, each with what the prefecture makes of it.

use serde::{Deserialize, Serialize};

use super::scope::Scope;
use crate::ground::wareki;
use crate::model::choice::Choice;
use crate::model::opinion::{Opinion, OpinionKind};

/// Which kinds are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Only {
    #[default]
    All,
    Advice,
    Opinion,
}

/// The opinions on one measure, or the common ones.
#[derive(Debug, Serialize)]
pub struct Group {
    /// None for what concerns all.
    pub measure: Option<MeasureRef>,
    pub opinions: Vec<Row>,
}

/// A measure as a heading.
#[derive(Debug, Serialize)]
pub struct MeasureRef {
    pub number: String,
    pub title: String,
}

/// An opinion.
#[derive(Debug, Serialize)]
pub struct Row {
    pub no: String,
    /// The number of its measure, or 共通.
    pub measure: String,
    pub kind: &'static str,
    /// Who it is from: 「アドバイザリー会議【構成員】」.
    pub from: String,
    pub date: String,
    pub text: String,
    pub handling: Option<&'static str>,
    pub response: Option<String>,
}

/// Makes the view: the measures in the printed order, then what is common.
pub fn view(scope: &Scope<'_>, only: Only) -> Vec<Group> {
    let shown = |opinion: &&&Opinion| match (only, opinion.kind.value()) {
        (Only::All, _) => true,
        (Only::Advice, kind) => kind == Some(&OpinionKind::Advice),
        (Only::Opinion, kind) => kind == Some(&OpinionKind::Opinion),
    };
    let of = |number: &str| -> Vec<Row> {
        scope
            .opinions
            .iter()
            .filter(|o| o.measure.text == number)
            .filter(shown)
            .map(|o| row(scope, o))
            .collect()
    };
    let measures = scope.measures.iter().map(|measure| Group {
        measure: Some(MeasureRef { number: measure.number.text.clone(), title: measure.title.text.clone() }),
        opinions: of(&measure.number.text),
    });
    let common = std::iter::once(Group { measure: None, opinions: of("") });
    measures.chain(common).filter(|group| !group.opinions.is_empty()).collect()
}

fn row(scope: &Scope<'_>, opinion: &Opinion) -> Row {
    let answer = scope.answer(opinion);
    Row {
        no: opinion.number.text.clone(),
        measure: if opinion.measure.is_empty() { "共通".into() } else { opinion.measure.text.clone() },
        kind: opinion.kind.value().map_or("", |k| k.label()),
        from: match scope.cycle.body(&opinion.submitter) {
            Some(body) => format!("{}【{}】", body.short, opinion.from.text),
            None => opinion.from.text.clone(),
        },
        date: opinion.received.value().map_or(String::new(), |day| wareki::date(*day)),
        text: opinion.text.text.clone(),
        handling: answer.and_then(|a| a.handling.value()).map(|h| h.label()),
        response: answer.map(|a| a.text.text.clone()).filter(|text| !text.is_empty()),
    }
}
