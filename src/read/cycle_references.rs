//! What `cycle.toml` points to, in the spelling of what it points to: 「KANJIKAI-02」 becomes `kanjikai-02`.
//!
//! A field of the cycle that names something is settled here and nowhere else. What names nothing stays as written: a
//! rule says so.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use crate::ground::spellings::Spellings;
use crate::ground::text::fold;
use crate::model::body::Body;
use crate::model::cycle::{Cycle, Settings};
use crate::model::enclosed_papers::PACKET;
use crate::model::stage::Stage;

/// What a question is called that a stage asks without a form.
const WITHOUT_FORM: [&str; 3] = ["return", "opinion", "ballot"];
/// What 新旧対照表 compares with that is no stage.
const NO_STAGES: [&str; 2] = ["previous", "proposed"];

fn settle<'a>(names: &Spellings, written: impl IntoIterator<Item = &'a mut Spanned<String>>) {
    written.into_iter().for_each(|text| names.settle(text.get_mut()));
}

/// The ids of a list.
fn ids<'a>(all: impl Iterator<Item = &'a Spanned<String>>) -> Spellings {
    all.map(|id| id.get_ref().as_str()).collect()
}

/// Settles what the cycle names of itself, and the templates of which it makes its papers.
pub fn own(settings: &mut Settings, templates: &BTreeSet<String>) {
    let below = |folder: &str| -> Spellings {
        templates.iter().filter_map(|path| path.strip_prefix(folder)).collect()
    };
    let (documents, words, annexes) = (below("documents/"), below("words/"), below("annexes/"));
    for stage in &mut settings.stages {
        settle(&documents, stage.papers.iter_mut().map(|paper| &mut paper.document));
        settle(&documents, stage.letters.iter_mut().flat_map(|letter| &mut letter.documents));
        settle(&words, stage.letters.iter_mut().map(|letter| &mut letter.words));
        settle(&words, stage.papers.iter_mut().filter_map(|paper| paper.words.as_mut()));
        settle(&words, stage.decisions.iter_mut().filter_map(|decision| decision.words.as_mut()));
        settle(&words, stage.mail.iter_mut().map(|mail| &mut mail.words));
        settle(&annexes, stage.annexes.iter_mut().map(|annex| &mut annex.annex));
    }

    let categories = ids(settings.categories.iter().map(|category| &category.id));
    settle(&categories, settings.categories.iter_mut().filter_map(|category| category.parent.as_mut()));
    let rules = &mut settings.evaluation;
    let classes: Spellings = rules.classes.iter().map(|class| class.label.as_str()).collect();
    let labels = [&mut rules.met, &mut rules.not_met, &mut rules.completed];
    settle(&classes, labels.into_iter().chain([&mut rules.ongoing, &mut rules.not_started]));
    settle(&classes, rules.nodes.iter_mut().flat_map(|rule| &mut rule.good));
    let mut shown = Spellings::from_iter(["categories"]);
    for body in &settings.bodies {
        let all = ["body", "roster"].map(|what| format!("{what}:{}", body.id.get_ref()));
        all.iter().for_each(|name| shown.add(name, name));
    }
    let responses = settings.steps.iter_mut().flat_map(|step| &mut step.responses);
    settle(&shown, responses.filter_map(|response| response.show.as_mut()));

    let bodies = ids(settings.bodies.iter().map(|body| &body.id));
    let steps = ids(settings.steps.iter().map(|step| &step.id));
    stages(&mut settings.stages, &bodies, &steps);
}

/// Settles what stages name: bodies, steps, one another, and their papers.
fn stages(stages: &mut [Stage], bodies: &Spellings, steps: &Spellings) {
    let names = ids(stages.iter().map(|stage| &stage.id));
    let mut earlier = names.clone();
    NO_STAGES.iter().for_each(|name| earlier.add(name, name));
    let mut questions = Spellings::default();
    for stage in stages.iter() {
        let forms = stage.forms.iter().map(|form| form.id.get_ref().as_str()).chain(WITHOUT_FORM);
        let forms = forms.map(|form| format!("{}/{form}", stage.id.get_ref()));
        forms.for_each(|question| questions.add(&question, &question));
    }
    let papers_of = |stage: &Stage| (stage.id.get_ref().clone(), papers(stage));
    let all_papers: BTreeMap<String, Spellings> = stages.iter().map(papers_of).collect();
    for stage in stages {
        settle(bodies, &mut stage.body);
        settle(steps, &mut stage.step);
        settle(&names, &mut stage.meeting);
        settle(&earlier, &mut stage.since);
        settle(&questions, stage.letters.iter_mut().filter_map(|letter| letter.of.as_mut()));
        for paper in &mut stage.papers {
            settle(&names, &mut paper.decided_by);
            settle(&names, &mut paper.of);
            let before = paper.decided_by.as_ref().or(paper.of.as_ref());
            let before = before.and_then(|id| all_papers.get(id.get_ref()));
            before.into_iter().for_each(|names| settle(names, &mut paper.id));
        }
        let mut papers = papers(stage);
        let matters = stage.agenda.iter_mut().flat_map(|item| &mut item.items);
        settle(&papers, matters.flat_map(|matter| &mut matter.papers));
        settle(&papers, &mut stage.approves);
        settle(&papers, stage.decisions.iter_mut().map(|decision| &mut decision.paper));
        papers.add(PACKET, PACKET);
        settle(&papers, stage.mail.iter_mut().flat_map(|mail| &mut mail.papers));
    }
}

fn papers(stage: &Stage) -> Spellings {
    stage.papers.iter().map(|paper| paper.id()).collect()
}

/// Settles what the cycle names of the lists: who alone gets something of a notice, the measures that alone it is about,
/// and the headings of rosters.
pub fn of_lists(cycle: &mut Cycle) {
    let mut codes: Spellings = cycle.departments.iter().map(|one| one.code.text.as_str()).collect();
    for (code, name) in cycle.organizations.iter().map(|one| (&one.code.text, &one.name.text)) {
        codes.add(code, code);
        codes.add(name, code);
    }
    cycle.members.iter().map(|one| &one.code.text).for_each(|code| codes.add(code, code));
    for stage in &mut cycle.settings.stages {
        let mut members = Spellings::default();
        let body = stage.body_id().unwrap_or_default();
        let own = cycle.members.iter().filter(|one| one.body.text == body);
        own.for_each(|one| members.add(one.called(), &one.code.text));
        let copied = stage.letters.iter_mut().flat_map(|letter| &mut letter.copies);
        for one in stage.only.iter_mut().flatten().chain(copied).map(Spanned::get_mut) {
            let known = codes.find(one).or_else(|| members.find(one));
            if let Some(code) = known.or_else(|| cycle.names.department(one)).filter(|code| !code.is_empty())
            {
                *one = code.into();
            }
        }
        settle(&cycle.names.measures, stage.measures.iter_mut().flatten());
    }
    let Cycle { settings, names, .. } = &mut *cycle;
    let withheld = &mut settings.publication.withheld;
    settle(&names.measures, &mut withheld.measures);
    for indicator in withheld.indicators.iter_mut().map(Spanned::get_mut) {
        if let Some((measure, number)) = indicator.rsplit_once(['/', '／']) {
            let measure = names.measures.find(measure).unwrap_or(measure);
            *indicator = format!("{measure}/{}", fold(number));
        }
    }
    for Body { id, group_names, .. } in &mut cycle.settings.bodies {
        let own = cycle.members.iter().filter(|one| one.body.text == *id.get_ref());
        let headings: Spellings = own.map(|one| one.group.text.as_str()).collect();
        let settled = std::mem::take(group_names).into_iter().map(|(mut heading, short)| {
            headings.settle(&mut heading);
            (heading, short)
        });
        *group_names = settled.collect();
    }
}
