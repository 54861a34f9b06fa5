//! The steps of progress management: what the plan says, when, and what is done; made from the cycle, so that the
//! schedule is that of its stages.

use serde::Serialize;
use toml::Spanned;

use super::field_row::{CellValue, FieldRow};
use super::roster::{self, Roster};
use crate::ground::wareki;
use crate::library::trouble::Trouble;
use crate::model::cycle::{Response, Step};
use crate::model::plan::Category;
use crate::model::rescheduled::UNDATED;
use crate::model::stage::Stage;
use crate::render::body_figures;
use crate::render::derivation::Items;
use crate::render::figure::{Figure, ShowsFigures};
use crate::render::filled_text::FilledText;
use crate::render::scope::Scope;
use crate::render::word_facts;

/// A step of progress management, as the plan sets it out.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(Default))]
pub struct StepRow {
    /// The number that the plan gives it: 「（１）」.
    pub number: String,
    /// What the step is called: 「戦略の進捗状況の確認・取りまとめ」.
    pub title: String,
    /// What the plan says of it, with its facts filled in.
    pub rule: FilledText,
    /// Remarks below that, one a paragraph.
    pub notes: Vec<FilledText>,
    /// The stages that belong to it, in their order.
    pub schedule: Vec<ScheduleLine>,
    /// The things that are done for it.
    pub responses: Vec<StepResponse>,
}

impl FieldRow for StepRow {
    fn fields(&self) -> Vec<(&str, CellValue<'_>)> {
        vec![
            ("number", (&self.number).into()),
            ("title", (&self.title).into()),
            ("rule", self.rule.plain().into()),
            ("notes", CellValue::Blank),
            ("schedule", CellValue::Blank),
            ("responses", CellValue::Blank),
        ]
    }

    fn show_nested(&self, see: &mut dyn FnMut(&Figure)) {
        self.rule.show_figures(see);
        self.notes.show_figures(see);
        self.responses.show_figures(see);
    }
}

/// A stage as a line of a step's schedule.
#[derive(Debug, Serialize)]
pub struct ScheduleLine {
    /// When it is: 「12月４日（水）」, or what the stage says instead, 「１月27日～（書面開催）」; 「未定」.
    pub date: String,
    /// What the stage is called: 「庁内照会」, and what became of its day: 「推進委員会（２月７日（金）から延期）」.
    pub title: String,
    /// What the stage is for: 「数値目標等の設定」.
    pub purpose: String,
}

/// One of the things that are done for a step.
#[derive(Debug, Serialize)]
pub struct StepResponse {
    /// What is done, in a few words, as its heading.
    pub heading: FilledText,
    /// What is done, in sentences; none where the points say it all.
    pub text: Option<FilledText>,
    /// What is done, in points.
    pub items: Vec<FilledText>,
    /// The plan's categories with their counts, where `cycle.toml` asks to show them.
    pub tree: Option<Vec<CategoryBranch>>,
    /// How a body is made up, where `cycle.toml` asks to show it: 「有識者５名、実践者２名」.
    pub facts: Option<Vec<FilledText>>,
    /// The members of a body, where `cycle.toml` asks to show them.
    pub roster: Option<Roster>,
}

impl ShowsFigures for StepResponse {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        self.heading.show_figures(see);
        self.text.iter().for_each(|text| text.show_figures(see));
        self.items.show_figures(see);
        self.tree.iter().for_each(|tree| tree.show_figures(see));
        self.facts.iter().for_each(|facts| facts.show_figures(see));
        self.roster.iter().for_each(|roster| roster.show_figures(see));
    }
}

/// A category of the plan's tree, or a measure that is listed by name.
#[derive(Debug, Serialize)]
pub struct CategoryBranch {
    /// The category's label 「ア」; of a measure the last part of its number.
    pub label: String,
    /// The title of the category or measure.
    pub title: String,
    /// How many measures a category holds itself: 「28事業」. None for one that holds none, and for a measure.
    pub count: Option<Figure>,
    /// The categories below it, and its measures where they are listed by name.
    pub children: Vec<CategoryBranch>,
}

impl ShowsFigures for CategoryBranch {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        self.count.iter().for_each(&mut *see);
        self.children.show_figures(see);
    }
}

/// The steps that the cycle declares, in their order.
pub fn view(scope: &Scope<'_>) -> Result<Vec<StepRow>, Trouble> {
    scope.cycle.settings.steps.iter().map(|step| one(scope, step)).collect()
}

fn one(scope: &Scope<'_>, step: &Step) -> Result<StepRow, Trouble> {
    let stages = scope.cycle.settings.stages.iter();
    let of_step = |stage: &&Stage| stage.step.as_ref().is_some_and(|s| s.get_ref() == step.id.get_ref());
    Ok(StepRow {
        number: step.number.clone(),
        title: step.title.clone(),
        rule: expand(scope, &step.rule)?,
        notes: step.notes.iter().map(|note| expand(scope, note)).collect::<Result<_, _>>()?,
        schedule: stages.filter(of_step).map(|stage| entry(scope, stage)).collect(),
        responses: step.responses.iter().map(|r| answer(scope, r)).collect::<Result<_, _>>()?,
    })
}

fn entry(scope: &Scope<'_>, stage: &Stage) -> ScheduleLine {
    let day = stage.known_date_as_of(scope.date).map(wareki::short_date_with_weekday);
    let change = stage.change_as_of(scope.date).map_or(String::new(), |change| format!("（{change}）"));
    ScheduleLine {
        date: day.map_or_else(|| UNDATED.into(), |day| stage.when.clone().unwrap_or(day)),
        title: format!("{}{change}", stage.title),
        purpose: stage.purpose.clone(),
    }
}

fn answer(scope: &Scope<'_>, response: &Response) -> Result<StepResponse, Trouble> {
    let show = response.show.as_ref().map_or("", |s| s.get_ref().as_str());
    let (what, id) = show.split_once(':').unwrap_or((show, ""));
    Ok(StepResponse {
        heading: expand(scope, &response.heading)?,
        text: response.text.as_ref().map(|text| expand(scope, text)).transpose()?,
        items: response.items.iter().map(|item| expand(scope, item)).collect::<Result<_, _>>()?,
        tree: (what == "categories").then(|| tree(scope)),
        facts: (what == "body").then(|| body_facts(scope, id)),
        // The body's members, whoever comes to which meeting.
        roster: match what {
            "roster" => Some(Roster { attendance: None, ..roster::view(scope, Some(id))? }),
            _ => None,
        },
    })
}

/// The plan's tree with the count of each category.
fn tree(scope: &Scope<'_>) -> Vec<CategoryBranch> {
    scope.cycle.roots().map(|root| branch(scope, root)).collect()
}

fn branch(scope: &Scope<'_>, category: &Category) -> CategoryBranch {
    let id = category.id.get_ref();
    let mut children: Vec<CategoryBranch> =
        scope.cycle.children_of(category).map(|child| branch(scope, child)).collect();
    let measures: Vec<_> = scope.cycle.measures_of(id).collect();
    if category.list_measures {
        children.extend(measures.iter().map(|measure| CategoryBranch {
            label: measure.number.text.rsplit('-').next().unwrap_or("").into(),
            title: measure.title.text.clone(),
            count: None,
            children: Vec::new(),
        }));
    }
    let numbers = || measures.iter().map(|measure| measure.number.text.clone()).collect();
    CategoryBranch {
        label: category.label.clone(),
        title: category.title.clone(),
        // The plan's count, whoever reads it.
        count: (!measures.is_empty()).then(|| {
            Figure::counted(format!("total/{id}/measures"), Items::measures(numbers()), &category.counter)
        }),
        children,
    }
}

/// 「有識者５名、実践者２名」, 「任期３年（令和元年度～令和３年度）」
fn body_facts(scope: &Scope<'_>, id: &str) -> Vec<FilledText> {
    let Some(body) = scope.cycle.body(id) else { return Vec::new() };
    let groups = body_figures::groups(scope, body);
    let term = body.term.as_ref().zip(body_figures::years(scope, body)).map(|(term, years)| {
        let years = FilledText::default().words("任期").figure(years);
        years.words(&format!("（{}）", body_figures::print_term(*term.get_ref())))
    });
    Some(groups).filter(|groups| !groups.plain().is_empty()).into_iter().chain(term).collect()
}

/// Fills in the facts that a text of `cycle.toml` names.
fn expand(scope: &Scope<'_>, text: &Spanned<String>) -> Result<FilledText, Trouble> {
    scope.words.expand(text, &scope.cycle.source, &word_facts::of_stage(scope))
}
