//! 対応状況一覧: what departments made of each piece of advice and each opinion, and how many stand how.

use std::collections::BTreeMap;

use serde::Serialize;

use super::opinion_rows::MeasureHeading;
use crate::decide::answers::asked_of;
use crate::decide::asked::{Asked, Reported, reported};
use crate::decide::question::Question;
use crate::ground::text::running_digits;
use crate::ground::wareki;
use crate::library::trouble::Trouble;
use crate::model::choice::Choice;
use crate::model::department_report::ReportState;
use crate::model::opinion::OpinionKind;
use crate::model::plan::Department;
use crate::model::stage::FormKind;
use crate::model::value::UNRESOLVED;
use crate::render::derivation::{Items, ReadAt};
use crate::render::figure::{Figure, ShowsFigures};
use crate::render::scope::StageScope;

/// What stands where nothing was reported.
const UNREPORTED: &str = "未報告";

/// What came of the advice and the opinions.
#[derive(Debug, Serialize)]
pub struct FollowUpTable {
    /// The day up to which the table counts: 「令和２年４月24日」.
    pub as_of: String,
    /// The last day for reports; none where no day was named.
    pub due: Option<String>,
    /// The states that the counts have a column for, in their order: 「対応済み」 … 「未報告」.
    pub states: Vec<&'static str>,
    /// How many stand how: of the advice, of the opinions, and in all. What is asked of several departments counts once for
    /// each.
    pub counts: Vec<FollowUpCounts>,
    /// What is on a measure, in the printed order of the measures.
    pub of_measures: Vec<RespondedOpinion>,
    /// What concerns all, each with what every department made of it.
    pub common: Vec<RespondedOpinion>,
}

/// How many of a kind stand how.
#[derive(Debug, Serialize)]
pub struct FollowUpCounts {
    /// 助言, 意見 or 計.
    pub label: &'static str,
    /// A count for each state.
    pub counts: Vec<Figure>,
    /// All of them.
    pub total: Figure,
}

/// A piece of advice or an opinion with what came of it.
#[derive(Debug, Serialize)]
pub struct RespondedOpinion {
    /// Its number; of one that was carried over with its year, 「R1-3」.
    pub no: String,
    /// The numbers of those that are put together with it.
    pub like: Vec<String>,
    /// Of one that was carried over the year that it is from: 「令和元年度」.
    pub carried: Option<String>,
    /// The measure that it is on; none if it concerns all.
    pub measure: Option<MeasureHeading>,
    /// 助言 or 意見.
    pub kind: &'static str,
    /// What it says.
    pub text: String,
    /// 対応区分; none until that is decided, and of what was carried over.
    pub handling: Option<&'static str>,
    /// 県の考え方; none until there is one, and of what was carried over.
    pub response: Option<String>,
    /// What each department that was asked reported.
    pub reports: Vec<ReportLine>,
}

/// What a department reported.
#[derive(Debug, Serialize)]
pub struct ReportLine {
    /// The department: 「健康福祉政策課」.
    pub owner: String,
    /// 対応の状況, 「確認中」 where it can't be known, or 「未報告」.
    pub state: &'static str,
    /// 対応の内容; empty where nothing was written.
    pub text: String,
    /// 時期; empty where nothing was written.
    pub when: String,
}

impl ShowsFigures for FollowUpTable {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        self.counts.iter().flat_map(|row| row.counts.iter().chain([&row.total])).for_each(see);
    }
}

/// Makes the view; `remarks` tells whether what was said at meetings (発言) stands in it too.
///
/// # Errors
///
/// If no stage up to this one asks departments for reports.
pub fn view(scope: &StageScope<'_>, remarks: bool) -> Result<FollowUpTable, Trouble> {
    let sent = scope.sent_in();
    let asked_each = Question::last_of_each(sent, FormKind::Report, Some(scope.stage));
    let (_, first) = asked_each.first().ok_or_else(|| Trouble {
        origin: scope.cycle.source.of(&scope.stage.id),
        message: "対応状況一覧は、対応報告書（form = \"report\"）を送った段階より後の段階に置いてください。"
            .into(),
    })?;
    let mut all: BTreeMap<(usize, usize), RespondedOpinion> = BTreeMap::new();
    let mut tally: Tally = BTreeMap::new();
    for (recipient, question) in &asked_each {
        let Some(department) = recipient.department() else { continue };
        let code = department.code.text.as_str();
        let mut asked = asked_of(sent, code, question.stage.cutoff());
        if !remarks {
            asked.retain(|one| one.kind != Some(OpinionKind::Remark));
            let is_remark = |number: &str| scope.remarks.iter().any(|remark| remark.number.text == number);
            asked.iter_mut().for_each(|one| one.like.retain(|number| !is_remark(number)));
        }
        let reported = reported(&asked, sent.reports, code, scope.cutoff);
        for one in &asked {
            let of_it = reported.get(&one.number);
            let line = line(department, of_it);
            tally.entry((one.kind, line.state)).or_default().push(place_of(one, of_it));
            let response = all.entry(place(scope, one)).or_insert_with(|| response(scope, one));
            response.reports.push(line);
        }
    }
    let states: Vec<&str> = ReportState::ALL.iter().map(|(_, label)| *label).collect();
    let states: Vec<&str> = [states, vec![UNRESOLVED, UNREPORTED]].concat();
    let (common, of_measures) = all.into_values().partition(|response| response.measure.is_none());
    Ok(FollowUpTable {
        as_of: wareki::date(scope.cutoff),
        due: first.due().map(wareki::date_with_weekday),
        counts: counts(scope, &states, &tally),
        states,
        of_measures,
        common,
    })
}

/// By kind and state what stands so: the reports, or what nobody has reported on yet.
type Tally = BTreeMap<(Option<OpinionKind>, &'static str), Vec<ReadAt>>;

/// What says how something stands: the report, or the number of what was asked about.
fn place_of(one: &Asked<'_>, reported: Option<&Reported<'_>>) -> ReadAt {
    let asked = one.opinion.map(|opinion| &opinion.number);
    let asked = asked.or_else(|| one.carried.map(|carried| &carried.number));
    match reported {
        Some(Reported::Row(row)) => ReadAt::of(&row.state.cell),
        Some(Reported::Disputed) | None => asked.map(ReadAt::of).unwrap_or_default(),
    }
}

/// Where a response stands: by its measure, what was carried over before this year's.
fn place(scope: &StageScope<'_>, one: &Asked<'_>) -> (usize, usize) {
    let measures = scope.measures.iter().position(|measure| measure.number.text == one.measure.text);
    let carried = &scope.reports.carried;
    let own = match (one.carried, one.opinion) {
        (Some(own), _) => carried.iter().position(|carried| carried.label() == own.label()),
        (None, Some(own)) => {
            let place = scope
                .opinions
                .iter()
                .chain(&scope.remarks)
                .position(|opinion| opinion.number.text == own.number.text);
            place.map(|place| carried.len() + place)
        }
        (None, None) => None,
    };
    (measures.unwrap_or(usize::MAX), own.unwrap_or(usize::MAX))
}

fn response(scope: &StageScope<'_>, one: &Asked<'_>) -> RespondedOpinion {
    let answer = one.opinion.and_then(|opinion| scope.responses.to_one(opinion));
    let measure = scope.measures.iter().find(|measure| measure.number.text == one.measure.text);
    RespondedOpinion {
        no: one.number.clone(),
        like: one.like.iter().map(|number| (*number).to_owned()).collect(),
        carried: one.carried.map(|carried| match carried.year.value() {
            Some(year) => year.print(),
            None => carried.year.cell.text.clone(),
        }),
        measure: measure.map(|measure| MeasureHeading {
            number: measure.number.text.clone(),
            title: measure.title.text.clone(),
        }),
        kind: one.kind.map_or(UNRESOLVED, OpinionKind::label),
        text: one.text.to_owned(),
        handling: answer.and_then(|answer| answer.handling.value()).map(|handling| handling.label()),
        response: answer.map(|answer| answer.text.text.clone()).filter(|text| !text.is_empty()),
        reports: Vec::new(),
    }
}

fn line(department: &Department, reported: Option<&Reported<'_>>) -> ReportLine {
    let owner = department.division.text.clone();
    match reported {
        None => ReportLine { owner, state: UNREPORTED, text: String::new(), when: String::new() },
        Some(Reported::Disputed) => {
            ReportLine { owner, state: UNRESOLVED, text: String::new(), when: String::new() }
        }
        Some(Reported::Row(row)) => ReportLine {
            owner,
            state: row.state.value().map_or(UNRESOLVED, |state| state.label()),
            text: row.text.text.clone(),
            when: running_digits(&row.when.text),
        },
    }
}

/// A row for each kind, and their sum.
fn counts(scope: &StageScope<'_>, states: &[&'static str], tally: &Tally) -> Vec<FollowUpCounts> {
    // Advice and opinions always have their row; what is neither has one where there is any.
    let has_row = |kind: &Option<OpinionKind>| {
        matches!(kind, Some(OpinionKind::Advice | OpinionKind::Opinion))
            || tally.keys().any(|(known, _)| known == kind)
    };
    let kinds =
        OpinionKind::ALL.iter().map(|(kind, label)| (Some(*kind), *label)).chain([(None, UNRESOLVED)]);
    let kinds = kinds.filter(|(kind, _)| has_row(kind));
    let row = |label: &'static str, of: Vec<Vec<ReadAt>>| {
        let id = |what: &str| scope.own_id(&format!("followup/{label}/{what}"));
        FollowUpCounts {
            label,
            total: Figure::count(id("total"), Items::Places { places: of.concat() }),
            counts: (states.iter().zip(of))
                .map(|(state, places)| Figure::count(id(state), Items::Places { places }))
                .collect(),
        }
    };
    let of =
        |kind| states.iter().map(|state| tally.get(&(kind, *state)).cloned().unwrap_or_default()).collect();
    let mut rows: Vec<(&'static str, Vec<Vec<ReadAt>>)> =
        kinds.map(|(kind, label)| (label, of(kind))).collect();
    let of_state = |i: usize| rows.iter().filter_map(|(_, of)| of.get(i)).flatten().cloned().collect();
    let sums = (0..states.len()).map(of_state).collect();
    rows.push(("計", sums));
    rows.into_iter().map(|(label, of)| row(label, of)).collect()
}
