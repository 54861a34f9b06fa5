//! What templates see. A document or an annex names the views that it needs; each is made here out of what its
//! scope may see, formatted to the last character, and a template only lays it out.
//!
//! - `agenda`: The items of the agenda, with the papers that belong to each
//! - `change_reason`: Why something of the strategy changes
//! - `changed_indicators`: What changed of the measures' indicators between two days
//! - `changed_measures`: What changed of the plan's tree since last year
//! - `changed_passages`: What changed of the strategy's own text between two days
//! - `changes`: 新旧対照表: what changed of the strategy: its own text, its measures, and their targets
//! - `compared_text`: A text beside what it was: in pieces, of which some differ
//! - `comparison`: What a 正誤表 compares: the figures of a stage as they were issued, and as they are now
//! - `crosstab`: Counts of indicators in rows and columns
//! - `declared_figures`: The figures of the columns that a cycle declares: of its own, and of each year
//! - `declared_table`: The tables that a cycle declares for itself
//! - `errata`: 正誤表: what is not as it was issued, each with the papers and pages on which it stood
//! - `errata_lines`: The rows of a 正誤表 that are about indicators
//! - `errata_row`: A row of a 正誤表
//! - `field_names`: The names by which figures, templates and annexes know values of years and declared columns
//! - `field_row`: Rows of tables, as an annex's columns ask for them: by the names of their fields
//! - `figure_names`: What a figure is called in words, for those who know no ids
//! - `followup`: 対応状況一覧: what departments made of each piece of advice and each opinion, and how many stand how
//! - `indicator_row`: The rows of tables of indicators, as papers and annexes get them
//! - `indicators`: Indicators with their judgement
//! - `legend`: The legend of the classes (Ａ～Ｄ): what each means, made from the cycle's own `[evaluation]`
//! - `measures`: The measures with their departments
//! - `nodes`: The nodes of the plan's tree with the classes that `[[evaluation.nodes]]` gives them
//! - `opinion_rows`: Advice and opinions, put together by measure, each with what the prefecture makes of it
//! - `origins`: Where every value of the register comes from
//! - `outline`: 概要 of the progress on one page
//! - `public_comments`: What the public wrote, or any other numbered table: its rows, and how often each choice stands in it
//! - `questions`: What is asked of departments about what they sent
//! - `receipts`: 受付簿: every question of the year so far, whom it was put to, and when the answer came
//! - `review_marks`: What each stage of evaluation gave, as it stands in the columns that say so
//! - `reviews`: 評価結果一覧: what each stage of evaluation gave the nodes of the plan's tree, counted by stage
//! - `roster`: Rosters and seats
//! - `row_figures`: The figures of one indicator: what was returned of it and what is made of that
//! - `sheet_content`: A view as a sheet of a workbook shows it
//! - `shown_view`: A view as the template of a paper gets it: of rows of indicators only the fields that its document asks
//!   for
//! - `steps`: The steps of progress management: what the plan says, when, and what is done; made from the
//!   cycle, so that the schedule is that of its stages
//! - `submissions`: Who has returned by the cutoff, who has not, and what is asked of the returns
//! - `tally_result`: The result of a written meeting
//! - `year_rows`: The years of indicators as a sheet of a workbook shows them: a row for each series, a column for each year

pub mod agenda;
pub mod change_reason;
pub mod changed_indicators;
pub mod changed_measures;
pub mod changed_passages;
pub mod changes;

pub mod compared_text;
pub mod comparison;
pub mod crosstab;
pub mod declared_figures;
mod declared_table;
pub mod errata;
pub mod errata_lines;
pub mod errata_row;
pub mod field_names;
pub mod field_row;
pub mod figure_names;
pub mod followup;
pub mod indicator_row;
pub mod indicators;
pub mod legend;
pub mod measures;
pub mod nodes;
pub mod opinion_rows;
pub mod origins;
pub mod outline;
pub mod public_comments;
pub mod questions;
pub mod receipts;
mod review_marks;
pub mod reviews;
pub mod roster;
mod row_figures;
pub mod sheet_content;
pub mod shown_view;
pub mod steps;
pub mod submissions;
pub mod tally_result;
pub mod year_rows;

use serde::Serialize;

use self::agenda::AgendaLine;
use self::changes::ChangeTable;

use self::comparison::FiguresNow;
use self::crosstab::Crosstab;
use self::declared_table::{OwnTableLine, OwnTableView};
use self::errata::Errata;
use self::followup::FollowUpTable;
use self::indicator_row::{IndicatorGroup, IndicatorRow};
use self::legend::Legend;
use self::measures::MeasureRow;
use self::nodes::NodeRow;
use self::opinion_rows::{NumberedOpinion, OpinionGroup, UnansweredRow};
use self::origins::OriginRow;
use self::outline::Outline;
use self::public_comments::Comments;
use self::questions::QuestionRow;
use self::receipts::ReceiptRow;
use self::reviews::Reviews;
use self::roster::{Roster, SeatPlan};
use self::steps::StepRow;
use self::submissions::SubmissionTable;
use self::tally_result::{MotionRow, TallyResult};
use self::year_rows::YearTable;
use super::artifact::FileKind;
use super::figure::{Figure, ShowsFigures, figures_by_id};
use super::handout::Handout;
use super::scope::{Scope, StageScope};
use super::sight::Sight;
use super::word_facts;
use crate::decide::decisions;
use crate::library::document::ScopeKind;
use crate::library::trouble::Trouble;
use crate::library::view::{GroupIndicators, GroupOpinions, ViewSpec, WhichIndicators};
use crate::model::declared_paper::Paper;

/// A view with what it shows. Templates get it serialized; annexes and `values.json` ask it by type.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum View {
    /// Indicators with their values and classes, in one list.
    Indicators(Vec<IndicatorRow>),
    /// Indicators below the headings of their categories.
    IndicatorGroups(Vec<IndicatorGroup>),
    /// How many indicators are in each class, or have each basis, by category or by department.
    Crosstab(Box<Crosstab>),
    /// What the classes mean: 「Ａ　達成率 100％以上」.
    Legend(Legend),
    /// 概要 of the progress: how many indicators stand well, and those of the last class.
    Outline(Box<Outline>),
    /// The members of a body.
    Roster(Roster),
    /// The seats of a meeting.
    Seats(SeatPlan),
    /// The steps of progress management as the plan sets them out, with what is done for each.
    Steps(Vec<StepRow>),
    /// The items of an agenda.
    Agenda(Vec<AgendaLine>),
    /// The plan's measures, each with the department that owns it.
    Measures(Vec<MeasureRow>),
    /// The nodes of the plan's tree with their classes.
    Nodes(Vec<NodeRow>),
    /// The years of indicators, a row for each series.
    Years(YearTable),
    /// What each stage of evaluation gave the nodes of the plan's tree.
    Reviews(Box<Reviews>),
    /// Opinions in the order of their numbers.
    Opinions(Vec<NumberedOpinion>),
    /// Opinions by the measures that they are on.
    OpinionGroups(Vec<OpinionGroup>),
    /// The organizations that sent no answer when they were asked for opinions.
    Unanswered(Vec<UnansweredRow>),
    /// Which departments have returned, and which have not.
    Submissions(SubmissionTable),
    /// What is asked of the departments about their returns.
    Questions(Vec<QuestionRow>),
    /// Every question so far, with whom it was put to and when the answer came.
    Receipts(Vec<ReceiptRow>),
    /// What departments made of advice and opinions.
    FollowUp(FollowUpTable),
    /// The motions of a written meeting.
    Motions(Vec<MotionRow>),
    /// The result of a written meeting.
    Tally(TallyResult),
    /// Where every value of the register comes from: file, line and column.
    Origins(Vec<OriginRow>),
    /// The rows of a table of the cycle's own.
    Table(Vec<OwnTableLine>),
    /// All tables of the cycle's own.
    Tables(Vec<OwnTableView>),
    /// A numbered table with its counts.
    Comments(Box<Comments>),
    /// What is not as it was issued, old and new.
    Errata(Errata),
    /// What changed of the strategy since an earlier stage, old and new.
    Changes(ChangeTable),
}

impl ShowsFigures for View {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        match self {
            View::Indicators(rows) => rows.show_figures(see),
            View::IndicatorGroups(groups) => groups.show_figures(see),
            View::Crosstab(crosstab) => crosstab.show_figures(see),
            View::Outline(outline) => outline.show_figures(see),
            View::Roster(roster) => roster.show_figures(see),
            View::Steps(rows) => rows.show_figures(see),
            View::Nodes(rows) => rows.show_figures(see),
            View::Years(table) => table.show_figures(see),
            View::Reviews(reviews) => reviews.show_figures(see),
            View::Comments(comments) => comments.show_figures(see),
            View::Unanswered(rows) => rows.show_figures(see),
            View::Table(rows) => rows.show_figures(see),
            View::Tables(tables) => tables.iter().for_each(|table| table.rows.show_figures(see)),
            View::Submissions(table) => table.show_figures(see),
            View::FollowUp(table) => table.show_figures(see),
            View::Tally(result) => result.show_figures(see),
            View::Changes(table) => table.rows.show_figures(see),
            View::Legend(_)
            | View::Seats(_)
            | View::Agenda(_)
            | View::Measures(_)
            | View::Opinions(_)
            | View::OpinionGroups(_)
            | View::Questions(_)
            | View::Receipts(_)
            | View::Motions(_)
            | View::Origins(_)
            | View::Errata(_) => {}
        }
    }
}

/// Makes the view that a document or an annex declares, of what the scope may see.
///
/// # Errors
///
/// If the scope lacks what the view needs, as a roster without a body, or if the view is one of all recipients and the
/// scope a single one's.
pub fn make(spec: &ViewSpec, sight: Sight<'_, '_>) -> Result<View, Trouble> {
    let scope: &Scope<'_> = &sight;
    Ok(match spec {
        ViewSpec::Indicators { group: GroupIndicators::None, only, .. } => {
            View::Indicators(indicators::rows(scope, *only))
        }
        ViewSpec::Indicators { group: GroupIndicators::Category, only, .. } => {
            View::IndicatorGroups(indicators::groups(scope, *only))
        }
        ViewSpec::Crosstab { rows, columns } => {
            View::Crosstab(Box::new(crosstab::view(scope, *rows, *columns)))
        }
        ViewSpec::Legend {} => View::Legend(legend::view(scope)),
        ViewSpec::Outline {} => View::Outline(Box::new(outline::view(scope))),
        ViewSpec::Roster { body } => View::Roster(roster::view(scope, body.as_deref())?),
        ViewSpec::Seats {} => View::Seats(roster::seats(sight.whole("seats")?)?),
        ViewSpec::Steps {} => View::Steps(steps::view(scope)?),
        ViewSpec::Agenda {} => View::Agenda(agenda::view(scope)),
        ViewSpec::Measures {} => View::Measures(measures::view(scope)),
        ViewSpec::Nodes {} => View::Nodes(nodes::view(scope)),
        ViewSpec::Years {} => View::Years(year_rows::table(indicators::rows(scope, WhichIndicators::All))),
        ViewSpec::Reviews {} => View::Reviews(Box::new(reviews::view(scope))),
        ViewSpec::Opinions { only, of, group: GroupOpinions::Measure } => {
            View::OpinionGroups(opinion_rows::view(scope, *only, *of))
        }
        ViewSpec::Opinions { only, of, group: GroupOpinions::None } => {
            View::Opinions(opinion_rows::in_order(scope, *only, *of))
        }
        ViewSpec::Unanswered { only } => {
            View::Unanswered(opinion_rows::unanswered(sight.whole("unanswered")?, *only))
        }
        ViewSpec::Submissions {} => View::Submissions(submissions::view(scope)),
        ViewSpec::Questions {} => View::Questions(questions::questions(scope)),
        ViewSpec::Receipts {} => View::Receipts(receipts::view(sight.whole("receipts")?)),
        ViewSpec::FollowUp { remarks } => View::FollowUp(followup::view(sight.whole("followup")?, *remarks)?),
        ViewSpec::Motions {} => View::Motions(tally_result::motions(scope)),
        ViewSpec::Tally {} => View::Tally(tally_result::view(sight.whole("tally")?)?),
        ViewSpec::Origins {} => View::Origins(origins::view(scope)),
        ViewSpec::Tables {} => View::Tables(declared_table::all(scope)),
        ViewSpec::Comments { table } => {
            View::Comments(Box::new(public_comments::view(scope, table.as_deref())?))
        }
        ViewSpec::Table { table } => View::Table(declared_table::view(scope, table)?),
        ViewSpec::Errata {} => {
            let all = sight.whole("errata")?;
            View::Errata(errata::view(all, &figures_now(all)?)?)
        }
        ViewSpec::Changes {} => View::Changes(changes::view(scope)?),
    })
}

/// What the stage's papers and annexes show now. An indicator's figures are there also where no paper shows them, as in
/// letters.
fn figures_now(scope: &StageScope<'_>) -> Result<FiguresNow, Trouble> {
    let mut now = figures_of(scope, &scope.stage.papers.iter().collect::<Vec<_>>())?;
    let was_issued = |id: &str| scope.issued.is_some_and(|issued| issued.holds(FileKind::Annex, id));
    for annex in &scope.stage.annexes {
        let spec = scope.library.annex(annex)?;
        let handout = Handout::of_annex(annex, scope.library);
        let name = was_issued(annex.annex.get_ref()).then(|| handout.called());
        for sheet in spec.sheets.iter().filter(|_| spec.scope != ScopeKind::Recipient) {
            let view = make(&sheet.view, Sight::Whole(scope))?;
            figures_by_id(&view).iter().for_each(|(id, figure)| now.add(id.clone(), figure, name));
        }
        if name.is_none() && spec.scope != ScopeKind::Recipient {
            now.added.push(handout);
        }
    }
    for (id, figure) in figures_by_id(indicators::rows(scope, WhichIndicators::All).as_slice()) {
        now.add(id, &figure, None);
    }
    Ok(now)
}

/// What some of the stage's papers show now.
///
/// # Errors
///
/// What is wrong with a template.
pub fn figures_of(scope: &StageScope<'_>, papers: &[&Paper]) -> Result<FiguresNow, Trouble> {
    let mut now = FiguresNow::default();
    let was_issued = |id: &str| scope.issued.is_some_and(|issued| issued.holds(FileKind::Paper, id));
    for paper in papers.iter().copied() {
        let own = scope.of_paper(paper);
        let mark = scope.mark_of(paper, &own);
        let spec = scope.library.document(paper.document.get_ref())?;
        let handout = Handout::of_paper(paper, &spec);
        let name = was_issued(paper.id()).then(|| handout.called());
        // The 正誤表 itself prints no figures of its own.
        let views = spec.views.values().filter(|view| !matches!(view, ViewSpec::Errata {}));
        let views = views.map(|view| make(view, Sight::Whole(&own))).collect::<Result<Vec<_>, _>>()?;
        let put = decisions::put_before(scope.cycle, paper).map(|(_, put)| put);
        let words = decisions::words_of(paper, put)
            .map(|words| scope.words.render(words.get_ref(), &word_facts::of_paper(&own, paper)))
            .transpose()?;
        let said = words.iter().flat_map(figures_by_id);
        for (id, figure) in figures_by_id(views.as_slice()).into_iter().chain(said) {
            now.add(id + &mark, &figure, name);
        }
        if name.is_none() && !paper.is_later() {
            now.added.push(handout);
        }
    }
    Ok(now)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::field_row::FieldRow;
    use super::opinion_rows::OpinionRow;
    use super::*;

    /// The names by which papers know a row's fields, and those by which annexes do.
    fn names(row: &(impl FieldRow + Serialize)) -> (BTreeSet<String>, BTreeSet<String>) {
        let Ok(Value::Object(object)) = serde_json::to_value(row) else { panic!("a row is an object") };
        (object.into_iter().map(|(name, _)| name).collect(), offered(row))
    }

    fn offered(row: &impl FieldRow) -> BTreeSet<String> {
        row.fields().into_iter().map(|(name, _)| name.to_owned()).collect()
    }

    #[test]
    fn annexes_know_a_rows_fields_by_the_names_that_papers_know() {
        for (papers, annexes) in [
            names(&StepRow::default()),
            names(&AgendaLine::default()),
            names(&MeasureRow::default()),
            names(&OpinionRow::default()),
            names(&NumberedOpinion::default()),
            names(&UnansweredRow::default()),
            names(&QuestionRow::default()),
            names(&ReceiptRow::default()),
            names(&MotionRow::default()),
            names(&OriginRow::default()),
        ] {
            assert_eq!(papers, annexes);
        }
        let (mut papers, annexes) = names(&IndicatorRow::default());
        // Annexes know the columns that a department added by their headers.
        papers.remove("extra");
        assert_eq!(papers, annexes);
    }
}
