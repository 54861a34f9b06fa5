//! 評価結果一覧: what each stage of evaluation gave the nodes of the plan's tree, counted by stage.

use std::sync::Arc;

use serde::Serialize;

use super::declared_figures::OwnFigure;
use super::field_row::{CellValue, FieldRow};
use super::review_marks::{self, Comment, Given, Stage};
use crate::decide::evaluate::rounded;
use crate::ground::number::{Exact, divide, whole};
use crate::model::column::Column;
use crate::model::plan::Category;
use crate::render::derivation::{Derivation, Items, ReadAt, Used, WorkedFormula, exact};
use crate::render::figure::{Figure, NO_VALUE, ShowsFigures, UNRESOLVED};
use crate::render::scope::Scope;

/// To how many places a mean of points is rounded.
const MEAN_DECIMALS: u32 = 1;

/// What was given, and how often.
#[derive(Debug, Serialize)]
pub struct Reviews {
    /// The stages, each with its counts.
    pub stages: Vec<ReviewStage>,
    /// The nodes, in the order of the plan.
    pub rows: Vec<ReviewRow>,
    /// What was written of them where several evaluate, in the same order.
    pub comments: Vec<ReviewComment>,
}

/// A stage of evaluation with its counts.
#[derive(Debug, Serialize)]
pub struct ReviewStage {
    /// What it is called: 「二次評価」.
    pub name: String,
    /// Whether it gave anything yet.
    pub begun: bool,
    /// Whether several may evaluate the same node, so that marks are counted.
    pub by_several: bool,
    /// Whether it gives points or ranks, of which there is a mean.
    pub in_points: bool,
    /// How many nodes have its evaluation.
    pub evaluated: Figure,
    /// How many could have one and don't.
    pub without: Figure,
    /// How often each mark was given, the best first; nothing of points.
    pub marks: Vec<MarkCount>,
}

/// A mark with how often it was given.
#[derive(Debug, Serialize)]
pub struct MarkCount {
    /// The mark: 「◎」.
    pub mark: String,
    /// How often.
    pub count: Figure,
}

/// A node with what each stage gave it.
#[derive(Debug, Serialize)]
pub struct ReviewRow {
    /// The category's id, or the measure's number.
    pub key: String,
    /// The category's label, or the measure's number.
    pub label: String,
    /// Its title.
    pub title: String,
    /// Its layer: 1 at the top.
    pub layer: u32,
    /// Whether it is a measure.
    pub is_measure: bool,
    /// The 課 that owns the measure.
    pub owner: String,
    /// What each stage gave, in the order of the stages.
    pub cells: Vec<ReviewCell>,
    /// Where the list of measures, or `cycle.toml`, has it.
    #[serde(skip)]
    place: ReadAt,
}

/// What a stage gave a node.
#[derive(Debug, Serialize)]
pub struct ReviewCell {
    /// The name of the stage.
    pub stage: String,
    /// The one mark, the points or their mean; a mark where nobody evaluated. None where marks are counted, and where the
    /// stage doesn't evaluate such nodes.
    pub value: Option<Figure>,
    /// The marks of several with how many gave each, the best first.
    pub marks: Vec<MarkCount>,
    /// 「↑」 or 「↓」 against the nearest earlier stage with the same marks; empty where both gave the same, or nothing is to
    /// be compared.
    pub change: &'static str,
    /// All of it as one text: 「Ｂ↓」, 「◎2 ○1」.
    pub text: String,
    /// The name by which annexes ask for it: `evaluation.二次評価`.
    #[serde(skip)]
    field: String,
    /// The place of the mark that all gave.
    #[serde(skip)]
    place: Option<usize>,
}

/// What somebody wrote of a node.
#[derive(Debug, Serialize)]
pub struct ReviewComment {
    /// The node, as its row says it.
    pub key: String,
    /// Its label.
    pub label: String,
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub by: String,
    /// What was given with it.
    pub given: Vec<OwnFigure>,
    /// The words, by their columns.
    pub texts: Vec<OwnFigure>,
}

impl FieldRow for ReviewRow {
    fn fields(&self) -> Vec<(&str, CellValue<'_>)> {
        let mut fields = vec![
            ("key", (&self.key).into()),
            ("label", (&self.label).into()),
            ("title", (&self.title).into()),
            ("layer", (self.layer as usize).into()),
            ("is_measure", CellValue::Blank),
            ("owner", (&self.owner).into()),
            ("cells", CellValue::Blank),
        ];
        let shown = |cell: &'_ ReviewCell| cell.change.is_empty() && cell.marks.is_empty();
        fields.extend(self.cells.iter().map(|cell| match &cell.value {
            Some(figure) if shown(cell) => (cell.field.as_str(), figure.into()),
            _ => (cell.field.as_str(), (&cell.text).into()),
        }));
        fields
    }

    fn show_nested(&self, see: &mut dyn FnMut(&Figure)) {
        for cell in &self.cells {
            cell.value.iter().for_each(&mut *see);
            cell.marks.iter().for_each(|mark| see(&mark.count));
        }
    }
}

impl ShowsFigures for Reviews {
    fn show_figures(&self, see: &mut dyn FnMut(&Figure)) {
        for stage in &self.stages {
            see(&stage.evaluated);
            see(&stage.without);
            stage.marks.iter().for_each(|mark| see(&mark.count));
        }
        self.rows.show_figures(see);
        for comment in &self.comments {
            comment.given.iter().chain(&comment.texts).for_each(|own| see(&own.value));
        }
    }
}

/// The nodes that some stage evaluates, with what each stage that the scope sees gave them. Who sees only some measures
/// sees categories only where something of them is its own.
pub fn view(scope: &Scope<'_>) -> Reviews {
    let stages = review_marks::stages(scope);
    let mut nodes = Vec::new();
    for category in scope.cycle.roots() {
        collect(scope, &stages, category, 1, &mut nodes);
    }
    let comments = review_marks::comments(scope);
    let comments = nodes.iter().flat_map(|node| comments_of(node, &comments)).collect();
    for node in &mut nodes {
        node.cells = cells(scope, &stages, node);
    }
    Reviews {
        stages: stages.iter().map(|stage| counted(scope, stage, &nodes)).collect(),
        rows: nodes,
        comments,
    }
}

/// Adds a category, its measures and what is below it, as far as a stage evaluates them.
fn collect(scope: &Scope<'_>, stages: &[Stage], category: &Category, layer: u32, nodes: &mut Vec<ReviewRow>) {
    let id = category.id.get_ref();
    let given = || stages.iter().flat_map(|stage| &stage.given).filter(|given| !given.is_of_measure);
    let is_evaluated = match (&scope.recipient, &scope.stage.measures) {
        (None, None) => given().any(|given| layer_of(scope, &given.node) == Some(layer)),
        (Some(_), _) => given().any(|given| given.node == *id),
        (None, Some(_)) => false,
    };
    if is_evaluated {
        let place = ReadAt::new(&scope.cycle.source.of(&category.id), id);
        nodes.push(row(id, (&category.label, &category.title), layer, place));
    }
    if stages.iter().any(|stage| evaluates_measures(scope, &stage.name)) {
        for measure in scope.measures.iter().filter(|m| m.category.text == *id) {
            let number = &measure.number.text;
            let owner = scope.cycle.department(&measure.owner.text);
            nodes.push(ReviewRow {
                is_measure: true,
                owner: owner.map_or(String::new(), |owner| owner.division.text.clone()),
                ..row(number, (number, &measure.title.text), layer + 1, ReadAt::of(&measure.number))
            });
        }
    }
    for child in scope.cycle.children_of(category) {
        collect(scope, stages, child, layer + 1, nodes);
    }
}

fn row(key: &str, (label, title): (&str, &str), layer: u32, place: ReadAt) -> ReviewRow {
    ReviewRow {
        key: key.into(),
        label: label.into(),
        title: title.into(),
        layer,
        is_measure: false,
        owner: String::new(),
        cells: Vec::new(),
        place,
    }
}

fn layer_of(scope: &Scope<'_>, category: &str) -> Option<u32> {
    u32::try_from(scope.cycle.above(scope.cycle.category(category)?).len() + 1).ok()
}

/// Whether a stage has a column in the return, or in a table of measures or indicators.
fn evaluates_measures(scope: &Scope<'_>, stage: &str) -> bool {
    let is_its = |column: &Column| column.evaluation.as_deref() == Some(stage);
    let of_measures = scope.tables.iter().filter(|(table, _)| table.is_of_measures());
    scope.cycle.return_columns.own().any(|column| is_its(column))
        || of_measures.flat_map(|(table, _)| table.columns.own()).any(|column| is_its(column))
}

/// Whether a stage evaluates nodes of this kind: measures, or categories of this layer.
fn evaluates(scope: &Scope<'_>, stage: &Stage, node: &ReviewRow) -> bool {
    if node.is_measure {
        return evaluates_measures(scope, &stage.name);
    }
    stage.given.iter().any(|given| !given.is_of_measure && layer_of(scope, &given.node) == Some(node.layer))
}

fn is_of(node: &ReviewRow, is_of_measure: bool, key: &str) -> bool {
    node.is_measure == is_of_measure && node.key == key
}

/// What each stage gave a node.
fn cells(scope: &Scope<'_>, stages: &[Stage], node: &ReviewRow) -> Vec<ReviewCell> {
    let mut cells: Vec<ReviewCell> = Vec::new();
    for (at, stage) in stages.iter().enumerate() {
        let mut cell = cell(scope, stage, node);
        let earlier = cells.iter().zip(stages).take(at).rev();
        let before = earlier
            .filter(|(_, other)| other.choices == stage.choices)
            .find_map(|(earlier, _)| earlier.place);
        cell.change = match (before, cell.place) {
            (Some(before), Some(now)) if now < before => "↑",
            (Some(before), Some(now)) if now > before => "↓",
            _ => "",
        };
        cell.text.push_str(cell.change);
        cells.push(cell);
    }
    cells
}

fn cell(scope: &Scope<'_>, stage: &Stage, node: &ReviewRow) -> ReviewCell {
    let kind = if node.is_measure { "measure" } else { "category" };
    let id = |what: &str| scope.own_id(&format!("evaluation/{kind}/{}/{}{what}", node.key, stage.name));
    let given: Vec<&Given> =
        stage.given.iter().filter(|given| is_of(node, given.is_of_measure, &given.node)).collect();
    let (mut value, mut marks, mut place) = (None, Vec::new(), None);
    match given.as_slice() {
        [] if evaluates(scope, stage, node) => value = Some(Figure::mark(id(""), NO_VALUE)),
        [] => {}
        [first, rest @ ..] => {
            let is_same = rest.iter().all(|other| other.figure.text == first.figure.text);
            place = first.place.filter(|_| is_same);
            match () {
                () if given.iter().any(|given| given.figure.unresolved) => {
                    (value, place) = (Some(Figure::mark(id(""), UNRESOLVED)), None);
                }
                () if is_same && !stage.is_by_several => value = Some(first.figure.clone()),
                () if stage.choices.is_empty() => value = mean(scope, id("/mean"), &given),
                () => marks = counts(stage, &given, |mark| id(&format!("/mark/{mark}")), false),
            }
        }
    }
    let counts: Vec<String> = marks.iter().map(|m| format!("{}{}", m.mark, m.count.text)).collect();
    ReviewCell {
        stage: stage.name.to_string(),
        text: value.as_ref().map_or_else(|| counts.join(" "), |value| value.text.clone()),
        value,
        marks,
        change: "",
        field: format!("evaluation.{}", stage.name),
        place,
    }
}

/// The mean of points, rounded by the cycle's rule.
fn mean(scope: &Scope<'_>, id: String, given: &[&Given]) -> Option<Figure> {
    let points: Vec<&Exact> = given.iter().filter_map(|given| given.points.as_ref()).collect();
    let number = whole(i64::try_from(points.len()).ok()?);
    let mean = divide(&points.iter().fold(whole(0), |sum, points| sum + *points), &number)?;
    let used = |(at, given): (usize, &&Given)| {
        let how = given.read().map(|read| Box::new(Derivation::Read(read)));
        Some(Used { name: format!("x{}", at + 1), value: exact(given.points.as_ref()?), id: None, how })
    };
    let uses: Vec<Used> = given.iter().enumerate().filter_map(used).collect();
    let sum = |part: fn(&Used) -> &str| uses.iter().map(part).collect::<Vec<_>>().join(" + ");
    let how = WorkedFormula {
        formula: format!("({}) ÷ {}", sum(|used| &used.name), exact(&number)),
        filled: format!("({}) ÷ {}", sum(|used| &used.value), exact(&number)),
        value: exact(&mean),
        settled: None,
        uses,
    };
    let shown = rounded(&mean, MEAN_DECIMALS, scope.cycle.settings.evaluation.rounding);
    Some(Figure::mean(id, &shown, MEAN_DECIMALS, Derivation::Reckoned(how)))
}

/// How often each mark was given, the best first; of those that nobody gave only where all are counted.
fn counts(stage: &Stage, given: &[&Given], id: impl Fn(&str) -> String, are_all: bool) -> Vec<MarkCount> {
    let count = |(place, mark): (usize, &Arc<str>)| {
        let its = given.iter().filter(|given| given.place == Some(place));
        let places: Vec<ReadAt> = its.filter_map(|given| given.read()).collect();
        (are_all || !places.is_empty()).then(|| MarkCount {
            mark: mark.to_string(),
            count: Figure::count(id(mark), Items::Places { places }),
        })
    };
    stage.choices.iter().enumerate().filter_map(count).collect()
}

/// A stage with its counts over all nodes.
fn counted(scope: &Scope<'_>, stage: &Stage, nodes: &[ReviewRow]) -> ReviewStage {
    let id = |what: &str| scope.own_id(&format!("evaluation/all/{}/{what}", stage.name));
    let is_given = |given: &&Given| given.place.is_some() || given.points.is_some();
    let of = |node: &ReviewRow| -> Vec<&Given> {
        stage.given.iter().filter(is_given).filter(|g| is_of(node, g.is_of_measure, &g.node)).collect()
    };
    let evaluable = nodes.iter().filter(|node| evaluates(scope, stage, node));
    let of_nodes: Vec<(&ReviewRow, Vec<&Given>)> = evaluable.map(|node| (node, of(node))).collect();
    let count = |what: &str, is_evaluated: bool| {
        let counted = of_nodes.iter().filter(|(_, given)| given.is_empty() != is_evaluated);
        let places = counted.map(|(node, _)| node.place.clone()).collect();
        Figure::count(id(what), Items::Places { places })
    };
    let given: Vec<&Given> = of_nodes.iter().flat_map(|(_, given)| given.iter().copied()).collect();
    ReviewStage {
        name: stage.name.to_string(),
        begun: !stage.given.is_empty(),
        by_several: stage.is_by_several,
        in_points: stage.choices.is_empty(),
        evaluated: count("evaluated", true),
        without: count("without", false),
        marks: counts(stage, &given, |mark| id(&format!("mark/{mark}")), true),
    }
}

fn comments_of(node: &ReviewRow, comments: &[Comment]) -> Vec<ReviewComment> {
    let own = comments.iter().filter(|comment| is_of(node, comment.is_of_measure, &comment.node));
    let comment = |comment: &Comment| ReviewComment {
        key: node.key.clone(),
        label: node.label.clone(),
        title: node.title.clone(),
        by: comment.by.clone(),
        given: comment.marks.clone(),
        texts: comment.words.clone(),
    };
    own.map(comment).collect()
}
