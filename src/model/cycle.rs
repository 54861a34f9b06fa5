//! A cycle: one year of a plan's progress management, as the secretariat declares it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use serde::Deserialize;
use toml::Spanned;

use super::ballot::Ballot;
use super::body::{Body, Member, Organization};
use super::cause::RawFinding;
use super::column::Columns;
use super::cycle_names::CycleNames;
use super::declared_column::DeclaredColumn;
use super::evaluation::Evaluation;
use super::last_tree::LastMeasure;
use super::letter::Recipients;
use super::list_flaws::ListFlaws;
use super::own_table::{DeclaredTable, OwnTable};
use super::plan::{Category, Department, Measure, Plan};
use super::publication::Publication;
use super::reply::Reply;
use super::secretariat::{HouseStyle, Secretariat};
use super::series::{SeriesBook, SeriesSettings};
use super::shown_in::DeclaredIndicator;
use super::stage::{Stage, StageKind};
use super::strategy_change::StrategyChange;
use super::submission::{Arrivals, CameBack, Received};
use super::value::Cell;
use crate::ground::origin::Origin;

/// Everything that the secretariat declares.
#[derive(Debug, Clone)]
pub struct Cycle {
    /// `cycle.toml`.
    pub settings: Settings,
    /// The columns of its returns.
    pub return_columns: Columns,
    /// The text of `cycle.toml`, to say in which line a value stands.
    pub source: SourceText,
    /// `departments.csv`, in its order; each by its last name.
    pub departments: Vec<Department>,
    /// The rows with the names that departments had before.
    pub former_departments: Vec<Department>,
    /// In the printed order.
    pub measures: Vec<Measure>,
    /// The index in `measures` of each measure, by its number.
    pub measure_index: BTreeMap<String, usize>,
    /// The names in the lists, in any spelling.
    pub names: CycleNames,
    /// `members.csv`, in its order.
    pub members: Vec<Member>,
    /// `organizations.csv`, in its order.
    pub organizations: Vec<Organization>,
    /// The index in `organizations` of each organization, by its code; of those of one code the first.
    pub organization_index: BTreeMap<String, usize>,
    /// Who of the lists gets nothing, once somebody asked.
    pub list_flaws: OnceLock<ListFlaws>,
    /// `received.csv`: which file came on which day.
    pub received: Vec<Received>,
    /// The same by file.
    pub arrivals: Arrivals,
    /// The ballots of written meetings.
    pub ballots: Vec<Ballot>,
    /// `changes.csv`: the changes of the strategy's text, in its order.
    pub changes: Vec<StrategyChange>,
    /// Whether that list, or a row of it, could not be read.
    pub lacks_changes: bool,
    /// `previous/measures.csv`: the measures as they were last year, in their order; empty where nobody knows them.
    pub last_tree: Vec<LastMeasure>,
    /// `replies/`: who comes to which meeting.
    pub replies: Vec<Reply>,
    /// The files of `replies/` and `ballots/`, those that can't be read too.
    pub came_back: Vec<CameBack>,
    /// `tables/`: the tables that it declares for itself.
    pub tables: Vec<OwnTable>,
    /// `series.csv`, and what last year's rows say of the years before.
    pub series: SeriesBook,
    /// What could not be read in the files above.
    pub findings: Vec<RawFinding>,
    /// Every text cell of the files above and of `cycle.toml`.
    pub texts: Vec<Cell>,
}

impl Cycle {
    /// The department with this code.
    pub fn department(&self, code: &str) -> Option<&Department> {
        self.departments.iter().find(|d| d.code.text == code)
    }

    /// The codes of the departments whose matters one gathers, with its own.
    pub fn gathered_by<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a str> {
        let own = self.departments.iter().filter(move |d| d.code.text == code || d.gathered_by.text == code);
        own.map(|department| department.code.text.as_str())
    }

    /// The organization with this code.
    pub fn organization(&self, code: &str) -> Option<&Organization> {
        self.organization_index.get(code).and_then(|index| self.organizations.get(*index))
    }

    /// The measure with this number.
    pub fn measure(&self, number: &str) -> Option<&Measure> {
        self.measure_index.get(number).and_then(|index| self.measures.get(*index))
    }

    /// The category with this id.
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.settings.categories.iter().find(|c| c.id.get_ref() == id)
    }

    /// The body with this id.
    pub fn body(&self, id: &str) -> Option<&Body> {
        self.settings.bodies.iter().find(|b| b.id.get_ref() == id)
    }

    /// The stage with this id.
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.settings.stages.iter().find(|s| s.id.get_ref() == id)
    }

    /// The categories at the top. One whose parent isn't there is among them, so that it doesn't vanish.
    pub fn roots(&self) -> impl Iterator<Item = &Category> {
        let known = |id: &str| self.category(id).is_some();
        let all = self.settings.categories.iter();
        all.filter(move |c| c.parent.as_ref().is_none_or(|p| !known(p.get_ref())))
    }

    /// The categories below another one, in order.
    pub fn children_of<'a>(&'a self, category: &'a Category) -> impl Iterator<Item = &'a Category> {
        let id = category.id.get_ref();
        let is_child = move |c: &&Category| c.parent.as_ref().is_some_and(|parent| parent.get_ref() == id);
        self.settings.categories.iter().filter(is_child)
    }

    /// The categories above one, the top first.
    pub fn above<'a>(&'a self, category: &'a Category) -> Vec<&'a Category> {
        let parent = |of: &&'a Category| self.category(of.parent.as_ref()?.get_ref());
        let mut above: Vec<&Category> = std::iter::successors(parent(&category), parent).collect();
        above.reverse();
        above
    }

    /// The categories that hold measures, in order: those without children, and those with measures of their own beside
    /// their children.
    pub fn holding(&self) -> impl Iterator<Item = &Category> {
        let parents = self.settings.categories.iter();
        let parents: BTreeSet<&str> =
            parents.filter_map(|c| Some(c.parent.as_ref()?.get_ref().as_str())).collect();
        let holds = move |id: &str| !parents.contains(id) || self.measures_of(id).next().is_some();
        self.settings.categories.iter().filter(move |c| holds(c.id.get_ref()))
    }

    /// The measures of a category itself, in order.
    pub fn measures_of(&self, category: &str) -> impl Iterator<Item = &Measure> {
        self.measures.iter().filter(move |m| m.category.text == category)
    }

    /// The members of a body at a stage, in the order given: those in office on the day of the meeting that the stage is
    /// about, else on its own.
    pub fn members_at<'a>(&'a self, body: &str, stage: &Stage) -> impl Iterator<Item = &'a Member> + use<'a> {
        let day = self.stage(stage.meeting_id()).map_or(stage.date, |meeting| meeting.date_as_of(stage.date));
        let body = body.to_owned();
        self.members.iter().filter(move |m| m.body.text == body && m.in_office.holds_on(day))
    }

    /// Everyone who is a member of a body at any time, in the order given.
    pub fn members_of(&self, body: &str) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(move |m| m.body.text == body)
    }

    /// The ids of the bodies to whose members a stage writes.
    pub fn bodies_written_to(&self) -> BTreeSet<&str> {
        let to_members = |stage: &&Stage| stage.recipients().any(|to| to == Recipients::Members);
        let stages = self.settings.stages.iter().filter(to_members);
        stages.filter_map(|stage| Some(stage.body.as_ref()?.get_ref().as_str())).collect()
    }

    /// The stage that asks for the returns: the first inquiry with a deadline.
    pub fn inquiry(&self) -> Option<&Stage> {
        self.settings.stages.iter().find(|s| s.kind == StageKind::Inquiry && s.deadline.is_some())
    }

    /// The last day for returns.
    pub fn deadline(&self) -> Option<chrono::NaiveDate> {
        self.inquiry()?.deadline
    }
}

/// `inputs/cycle.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Whether papers go out only after somebody approved them.
    pub approval: Option<ApprovalRule>,
    /// Which cycle it is.
    pub cycle: CycleInfo,
    /// What the plan is called.
    pub plan: Plan,
    /// Who sends the papers.
    pub secretariat: Secretariat,
    /// Settings of the house style.
    #[serde(default)]
    pub style: HouseStyle,
    /// The plan's categories, in the printed order.
    pub categories: Vec<Category>,
    /// The bodies that meet or are asked.
    #[serde(default)]
    pub bodies: Vec<Body>,
    /// In which units indicators are printed, where that is not the one of the return.
    #[serde(default)]
    pub indicators: Vec<DeclaredIndicator>,
    /// Columns of the return, where it is not the standard form.
    #[serde(default)]
    pub columns: Vec<DeclaredColumn>,
    /// Tables of its own.
    #[serde(default)]
    pub tables: Vec<DeclaredTable>,
    /// What the years of indicators are.
    #[serde(default)]
    pub series: SeriesSettings,
    /// How indicators are classed.
    pub evaluation: Evaluation,
    /// The steps of progress management.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// How mail is sent.
    #[serde(default)]
    pub mail: MailSettings,
    /// What goes to the public.
    #[serde(default)]
    pub publication: Publication,
    /// The stages of the year, in their order.
    pub stages: Vec<Stage>,
}

/// When papers may go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ApprovalRule {
    /// Once each of them is approved as it is.
    Required,
}

/// Which cycle it is.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CycleInfo {
    /// A short id, part of every document's identity.
    pub id: Spanned<String>,
    /// The western year in which the fiscal year begins.
    pub fiscal_year: i32,
    /// Printed on every page, as 「見本（数値は架空）」.
    pub banner: Option<String>,
    /// Whether papers and workbooks say in their metadata which version of the program made them.
    #[serde(default)]
    pub program_version: bool,
}

/// What holds for all mail.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MailSettings {
    /// The most megabytes (10⁶ bytes) of a message, where the recipient's own limit is not known.
    pub limit: Option<u32>,
    /// What becomes of a message that is larger.
    pub over: OverLimit,
    /// Addresses that several recipients share, on purpose.
    pub shared: Vec<Spanned<String>>,
}

/// What becomes of mail that is larger than its recipient takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OverLimit {
    /// It goes in several messages.
    #[default]
    Split,
    /// It does not go.
    Withhold,
}

/// A step of progress management: a row of the table of 資料１.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What the stages call it.
    pub id: Spanned<String>,
    /// The printed number.
    pub number: String,
    /// What it is called.
    pub title: String,
    /// What the plan says, in words of our own; may name facts as `{{ bodies.committee.short }}`.
    pub rule: Spanned<String>,
    /// Notes below what the plan says.
    #[serde(default)]
    pub notes: Vec<Spanned<String>>,
    /// What is done for it.
    #[serde(default)]
    pub responses: Vec<Response>,
}

/// What is done for a step.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// The heading.
    pub heading: Spanned<String>,
    /// A paragraph.
    pub text: Option<Spanned<String>>,
    /// A list below the paragraph.
    #[serde(default)]
    pub items: Vec<Spanned<String>>,
    /// `categories`, `body:ID` or `roster:ID`.
    pub show: Option<Spanned<String>>,
}

/// The text of a file, kept to turn the place of a byte into a line and a column.
#[derive(Debug, Clone, Default)]
pub struct SourceText {
    /// The path below the root.
    pub file: Arc<str>,
    /// The whole text.
    pub text: Arc<str>,
}

impl SourceText {
    /// The place of a byte offset.
    pub fn at(&self, offset: usize) -> Origin {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let counted = |before: usize| u32::try_from(before + 1).unwrap_or(u32::MAX);
        let line = counted(before.matches('\n').count());
        let column = counted(before.rsplit('\n').next().unwrap_or("").chars().count());
        Origin::Text { file: self.file.clone(), line, column }
    }

    /// The place of a located value.
    pub fn of<T>(&self, value: &Spanned<T>) -> Origin {
        self.at(value.span().start)
    }
}
