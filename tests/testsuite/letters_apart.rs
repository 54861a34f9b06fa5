//! What letters show: nothing of another recipient, and no figure that the stage or another letter shows with another
//! value.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use shiryo::edge::stopwatch::Stopwatch;
use shiryo::ground::finding::Findings;
use shiryo::library::view::ViewSpec;
use shiryo::load::{Loaded, load};
use shiryo::make::Workshop;
use shiryo::model::letter::Recipients;
use shiryo::model::recipient::Recipient;
use shiryo::model::stage::Stage;
use shiryo::render::figure::{Figure, figures_by_id};
use shiryo::render::scope::{RecipientScope, StageScope};
use shiryo::render::sight::Sight;
use shiryo::render::view;
use shiryo::render::word_facts;

use crate::root::Root;
use crate::views::VIEWS;

fn sample() -> Loaded {
    let root = Root::sample();
    // Stages that have letters have something to compare with, too.
    for title in ["title = \"取りまとめ\"\n", "title = \"フィードバック\"\n", "title = \"推進委員会\"\nbody"]
    {
        let text = root.read("inputs/cycle.toml");
        root.write("inputs/cycle.toml", text.replacen(title, &format!("since = \"previous\"\n{title}"), 1));
    }
    let sources = shiryo::edge::sources::read(root.path()).expect("the sample");
    load(&sources, &[], &Stopwatch::default(), &mut Findings::default()).expect("a cycle")
}

/// Every department, the members of the stage's body, and two organizations.
fn recipients<'a>(loaded: &'a Loaded, stage: &Stage) -> Vec<Recipient<'a>> {
    let all = |kind| Recipient::all(kind, &loaded.cycle, stage);
    let organizations = all(Recipients::Organizations).into_iter().take(2);
    let members = all(Recipients::Members).into_iter();
    all(Recipients::Departments).into_iter().chain(organizations).chain(members).collect()
}

fn show(declared: &str, sight: Sight<'_, '_>) -> Option<view::View> {
    view::make(&toml::from_str::<ViewSpec>(declared).expect("a view"), sight).ok()
}

/// The figures of every view of a scope.
fn figures(sight: Sight<'_, '_>) -> Vec<(String, Figure)> {
    VIEWS.iter().filter_map(|declared| show(declared, sight)).flat_map(|view| figures_by_id(&view)).collect()
}

/// Notes what figures show, by id: 「28」 and 「28事業」 are the same.
fn note(shown: &mut BTreeMap<String, BTreeSet<String>>, figures: Vec<(String, Figure)>) {
    for (id, figure) in figures.into_iter().filter(|(_, figure)| !figure.mark) {
        shown.entry(id).or_default().insert(figure.number.unwrap_or(figure.text));
    }
}

/// The words of a stage's letters to a recipient.
fn letters(own: &RecipientScope<'_>, stage: &Stage) -> Vec<(String, Figure)> {
    let words = stage.letters.iter().filter_map(|letter| {
        own.words.render(letter.words.get_ref(), &word_facts::of_letter(own, letter)).ok()
    });
    words.flat_map(|words| figures_by_id(&words)).collect()
}

#[test]
fn no_figure_of_a_letter_is_another_ones_with_another_value() {
    let loaded = sample();
    let workshop = Workshop::new(&loaded);
    let mut own_figures = 0;
    for stage in &loaded.cycle.settings.stages {
        let scope = StageScope::of(workshop.known(), stage);
        let mut shown = BTreeMap::new();
        note(&mut shown, figures(Sight::Whole(&scope)));
        let of_stage: BTreeSet<String> = shown.keys().cloned().collect();
        for recipient in recipients(&loaded, stage) {
            let own = scope.for_recipient(&recipient);
            let mut of_letter = figures(Sight::Own(&own));
            of_letter.extend(letters(&own, stage));
            let mine = format!("recipient/{}/", recipient.code());
            for (id, _) in &of_letter {
                assert!(!id.starts_with("recipient/") || id.starts_with(&mine), "{}: {id}", recipient.code());
                assert!(!id.starts_with(&mine) || !of_stage.contains(id), "{id}");
                own_figures += usize::from(id.starts_with(&mine));
            }
            note(&mut shown, of_letter);
        }
        let two: Vec<_> = shown.iter().filter(|(_, values)| values.len() > 1).collect();
        assert!(two.is_empty(), "{}: {two:?}", stage.title);
    }
    assert!(own_figures > 1000, "only {own_figures}");
}

/// A roster without what its members answered.
fn without_answers(mut roster: Value) -> Value {
    roster["attendance"] = Value::Null;
    for group in roster["groups"].as_array_mut().expect("groups") {
        for member in group["members"].as_array_mut().expect("members") {
            (member["proxy"], member["attendance"]) = (Value::Null, "出席".into());
        }
    }
    roster
}

/// The numbers of the opinions that a view shows, below headings or in one list.
fn numbers(json: &Value) -> Vec<String> {
    let inner =
        |value: &Value| if value["opinions"].is_array() { numbers(&value["opinions"]) } else { vec![] };
    let rows = json.as_array().expect("a list").iter();
    rows.flat_map(|row| row["no"].as_str().map_or_else(|| inner(row), |number| vec![number.into()])).collect()
}

/// The numbers that a changed passage gives as its sources: 8 and 14 of 「助言８、意見14」.
fn sources(passage: &Value) -> Vec<String> {
    let reasons = passage["reasons"].as_array().expect("reasons").iter();
    let words = reasons.filter_map(|reason| reason["source"].as_str());
    let numbers = words.map(shiryo::ground::text::half_width_digits).flat_map(|words| {
        let parts = words.split(|c: char| !c.is_ascii_digit()).map(str::to_owned);
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>()
    });
    numbers.collect()
}

/// Whether an opinion is a recipient's business: on its measures or on all, its own, or its body's.
fn concerns(loaded: &Loaded, recipient: &Recipient<'_>, number: &str) -> bool {
    let mut all = loaded.opinions.all();
    let opinion = all.find(|opinion| opinion.number.text == number).expect("it is there");
    let measure = loaded.cycle.measure(&opinion.measure.text);
    match recipient {
        Recipient::Department(one) | Recipient::Bureau(one) => {
            measure.is_none_or(|m| m.owner.text == one.code.text)
        }
        Recipient::Organization(one) => opinion.submitter == one.code.text,
        Recipient::Member(one) => opinion.submitter == one.body.text,
    }
}

#[test]
fn a_view_in_a_letter_shows_what_all_may_know_or_the_recipients_own_or_is_refused() {
    let loaded = sample();
    let workshop = Workshop::new(&loaded);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for stage in &loaded.cycle.settings.stages {
        let scope = StageScope::of(workshop.known(), stage);
        for recipient in recipients(&loaded, stage) {
            let own = scope.for_recipient(&recipient);
            let code = recipient.department().map_or("", |department| department.code.text.as_str());
            for declared in VIEWS.iter().copied().chain(["view = \"errata\""]) {
                let name = declared.split('"').nth(1).expect("a name");
                let Some(view) = show(declared, Sight::Own(&own)) else { continue };
                let json = serde_json::to_value(&view).expect("JSON");
                assert!(!json.to_string().contains("@pref.example"), "{name}: an address");
                match name {
                    "unanswered" | "tally" | "errata" | "seats" => panic!("{name} in a letter"),
                    // The paper that all get shows the same; a legend explains what the recipient's rows have.
                    "roster" | "agenda" | "motions" | "legend" => {
                        let all = show(declared, Sight::Whole(&scope)).expect("the stage has it too");
                        // Who comes, only the papers of the stage say.
                        let part = |json: Value| match name {
                            "legend" => json["classes"].clone(),
                            "roster" => without_answers(json),
                            _ => json,
                        };
                        assert_eq!(part(json), part(serde_json::to_value(&all).expect("JSON")), "{name}");
                    }
                    "changes" => {
                        let measures = json["measures"].as_array().expect("measures");
                        let rows: Vec<&Value> =
                            json["rows"].as_array().expect("rows").iter().chain(measures).collect();
                        let owner = |row: &Value| {
                            let measures = loaded.cycle.measures.iter();
                            let number = row["number"].as_str().expect("a number");
                            measures.filter(|m| m.number.text == number).map(|m| m.owner.text.as_str()).next()
                        };
                        assert!(rows.iter().all(|row| owner(row) == Some(code)), "{json}");
                        *seen.entry("a change").or_default() += rows.len();
                        // A passage is of a department's measures or of none; others see those that they brought about.
                        let passages = json["passages"].as_array().expect("passages");
                        let is_own = |row: &Value| match code.is_empty() {
                            true => sources(row).iter().any(|no| concerns(&loaded, &recipient, no)),
                            false => row["number"] == "" || owner(row) == Some(code),
                        };
                        assert!(passages.iter().all(is_own), "{json}");
                        *seen.entry("a passage").or_default() += passages.len();
                    }
                    "opinions" => {
                        let own = numbers(&json).into_iter().filter(|no| concerns(&loaded, &recipient, no));
                        let (own, all) = (own.count(), numbers(&json).len());
                        assert_eq!(own, all, "{}: {json}", recipient.code());
                        *seen.entry(if code.is_empty() { "one's words" } else { "words" }).or_default() +=
                            all;
                    }
                    _ => {}
                }
                *seen.entry(name).or_default() += 1;
            }
        }
    }
    let views = ["roster", "agenda", "motions", "legend", "steps", "changes"];
    for name in views.into_iter().chain(["a change", "a passage", "words", "one's words"]) {
        assert!(seen.get(name).is_some_and(|times| *times > 0), "no {name}: {seen:?}");
    }
}
