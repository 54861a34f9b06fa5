//! `shiryo new`: lays out a cycle to fill in, from nothing or from last year's.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::args::{CommonArguments, NewArguments};
use super::exit::Exit;
use super::report;
use crate::decide::left_open::left_open;
use crate::decide::sent_in::SentIn;
use crate::decide::tree_changes;
use crate::edge::sources::UnreadableRoot;
use crate::edge::stopwatch::Stopwatch;
use crate::edge::{new_root, sources};
use crate::ground::finding::Findings;
use crate::library::store::Library;
use crate::load::load;
use crate::model::column::Column;
use crate::model::cycle::Cycle;
use crate::model::department_report::CarriedOpinion;
use crate::model::plan::Measure;
use crate::read::cycle::CYCLE;
use crate::read::input::InputFile;
use crate::read::own_tables::{self, TABLES};
use crate::read::table_row::TableRow;
use crate::read::{carried, last_year, lists, strategy_changes, table};
use crate::render::form;

/// The skeleton in the built-in templates.
const SKELETON: &str = "new/";
/// The prose in the templates.
const WORDS: &str = "words/";
/// What a new year keeps of the old one's inputs.
const KEPT: [&str; 6] =
    ["cycle.toml", "departments.csv", "measures.csv", "members.csv", "organizations.csv", "series.csv"];

/// Runs the command.
pub(super) fn run(common: &CommonArguments, new: &NewArguments) -> Exit {
    if new.words {
        return write_words(new);
    }
    let files = match &new.from {
        None => skeleton(),
        Some(old) => match carried_over(old) {
            Ok(files) => files,
            Err(exit) => return exit,
        },
    };
    if new_root::is_occupied(&new.folder) {
        say!("エラー: {} には、もうファイルがあります。空のフォルダを指してください。", new.folder.display());
        return Exit::Unusable;
    }
    match new_root::lay_out(&new.folder, &files) {
        Err(fault) => {
            say!("エラー: {fault}");
            Exit::Unusable
        }
        Ok(()) => {
            if common.format == crate::cli::args::OutputFormat::Terminal {
                next_steps(new, files.len());
            }
            Exit::Fine
        }
    }
}

/// Writes the built-in words out for those who want to change them; one that is there stays as it is.
fn write_words(new: &NewArguments) -> Exit {
    if !sources::has_inputs(&new.folder) {
        let message = format!("{} に inputs/ がありません。", new.folder.display());
        return report::unable(
            &message,
            "inputs/ のあるフォルダを指すか、先に shiryo new で置いてください。",
        );
    }
    let library = Library::new(&[], Vec::new());
    let all = library.below(WORDS).map(|(path, bytes)| (format!("templates/{path}"), bytes.to_vec()));
    match new_root::add(&new.folder, &all.collect::<Vec<_>>()) {
        Err(fault) => report::fault(&fault),
        Ok(added) => {
            let place = new.folder.join("templates").join(WORDS);
            say!("{} に {added} の文面を書き出しました（もうあったものは、そのままです）。", place.display());
            say!("  → 変えるものだけを残し、ほかは消してください。ないものは、組み込みの文面が使われます。");
            Exit::Fine
        }
    }
}

fn next_steps(new: &NewArguments, files: usize) {
    let folder = new.folder.display();
    say!("{folder} に {files} のファイルを置きました。");
    match new.from {
        None => say!("  → {folder}/inputs/cycle.toml の〔…〕を書き換えてください。"),
        Some(_) => say!(
            "  → {folder}/inputs/cycle.toml の id、年度、日付、文書番号、会議の回を、新しい年のものにしてください。\n  → 前の年の指標と取組は inputs/previous/ にあり、様式に写され、新旧対照表（since = \"previous\"）の改正前になります。\n  → 取組の番号を変えるときは、{folder}/inputs/measures.csv の旧番号に、前の年の番号を書いてください。\n  → 対応の終わらなかった助言・意見は inputs/carried.csv にあり、次の対応報告書でもう一度訊きます。"
        ),
    }
    say!("  → shiryo check --root {folder}");
}

/// The built-in skeleton.
fn skeleton() -> Vec<(String, Vec<u8>)> {
    let library = Library::new(&[], Vec::new());
    library.below(SKELETON).map(|(path, bytes)| (path[SKELETON.len()..].to_owned(), bytes.to_vec())).collect()
}

/// The cycle's file for the next year: another id, so that forms of the two years are told apart, and nothing issued.
fn next_cycle(cycle: &Cycle) -> String {
    let id = &cycle.settings.cycle.id;
    let (before, after) = cycle.source.text.split_at(id.span().end.saturating_sub(1));
    let text = format!("{before}-next{after}");
    let of_old = |line: &&str| {
        !["issued", "correction"]
            .iter()
            .any(|key| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('=')))
    };
    text.lines().filter(of_old).map(|line| format!("{line}\n")).collect()
}

/// Last year's declarations and lists, its fonts and templates, and its register and its tree as `inputs/previous/`.
fn carried_over(old: &std::path::Path) -> Result<Vec<(String, Vec<u8>)>, Exit> {
    let sources = sources::read(old).map_err(|reason| match reason {
        UnreadableRoot::NoInputs(_) => report::unable(
            &reason.to_string(),
            "--from で、前の年の inputs/ のあるフォルダを指してください。",
        ),
        reason => report::unreadable(&reason),
    })?;
    let mut findings = Findings::default();
    let loaded = load(&sources, &[], &Stopwatch::default(), &mut findings)
        .map_err(|reason| report::not_loaded(&reason))?;
    let kept = |path: &str| KEPT.iter().any(|name| path.strip_prefix("inputs/") == Some(*name));
    let is_of_carried = |path: &str| {
        let tables = loaded.cycle.settings.tables.iter().filter(|table| table.carried);
        path.starts_with(TABLES)
            && tables.into_iter().any(|table| own_tables::is_of(path, table.id.get_ref()))
    };
    let declared = sources.inputs.iter().filter(|f| kept(&f.path) || is_of_carried(&f.path));
    let own = declared.chain(&sources.fonts).chain(&sources.templates);
    let mut files: Vec<(String, Vec<u8>)> = own.map(|f| (f.path.to_string(), f.bytes.to_vec())).collect();
    for (_, bytes) in files.iter_mut().filter(|(path, _)| path == CYCLE) {
        *bytes = next_cycle(&loaded.cycle).into_bytes();
    }
    let last = loaded.cycle.settings.stages.iter().map(|s| s.last_cutoff()).max();
    let register = last.map(|day| loaded.register.as_of(day));
    let rows = register.map(|snapshot| snapshot.rows).unwrap_or_default();
    let departments: BTreeSet<&str> = rows.iter().map(|r| r.indicator.department.as_str()).collect();
    for code in departments {
        let own: Vec<_> = rows.iter().map(|r| &*r.indicator).filter(|i| i.department == code).collect();
        let bytes =
            form::whole_return(&loaded.cycle.return_columns, &own).map_err(|error| report::fault(&error))?;
        files.push((format!("inputs/previous/{code}.csv"), bytes));
    }
    let sent = SentIn {
        cycle: &loaded.cycle,
        submissions: &loaded.submissions,
        opinions: &loaded.opinions,
        reports: &loaded.reports,
    };
    let open = left_open(sent, last.unwrap_or(NaiveDate::MAX));
    if !open.is_empty() {
        let bytes = asked_again(&open).map_err(|error| report::fault(&error))?;
        files.push((carried::CARRIED.into(), bytes));
    }
    for (path, bytes) in next_lists(&sources.inputs, &loaded.cycle).map_err(|error| report::fault(&error))? {
        files.retain(|(known, _)| known != path);
        files.push((path.into(), bytes));
    }
    Ok(files)
}

/// What is asked again next year, as a list.
fn asked_again(open: &[CarriedOpinion]) -> Result<Vec<u8>, csv::Error> {
    let row = |one: &CarriedOpinion| {
        let words = [&one.from, &one.sender, &one.text, &one.state.cell, &one.report, &one.when];
        let keys = [&one.year.cell, &one.number, &one.kind.cell, &one.measure, &one.department];
        // The last column is for remarks.
        let cells = keys.into_iter().chain(words).map(|cell| cell.text.clone());
        cells.chain([String::new()]).collect()
    };
    form::whole_list(&carried::columns(), &open.iter().map(row).collect::<Vec<_>>())
}

/// The lists that begin anew: the measures without the numbers that they had before, the tree as it now was, and nothing
/// that came in or was decided.
fn next_lists(inputs: &[InputFile], cycle: &Cycle) -> Result<Vec<(&'static str, Vec<u8>)>, csv::Error> {
    let mut lists = vec![
        ("inputs/received.csv", form::whole_list(&lists::received_columns(), &[])?),
        ("inputs/changes.csv", form::whole_list(&strategy_changes::columns(), &[])?),
    ];
    let was = |measure: &Measure| {
        let category = &measure.category.text;
        vec![
            measure.number.text.clone(),
            measure.title.text.clone(),
            category.clone(),
            tree_changes::category_name(cycle, category),
            measure.owner.text.clone(),
            tree_changes::owner_name(cycle, &measure.owner.text),
            String::new(),
        ]
    };
    let tree: Vec<Vec<String>> = cycle.measures.iter().map(was).collect();
    lists.push(("inputs/previous/measures.csv", form::whole_list(&last_year::columns(), &tree)?));
    let file = inputs.iter().find(|file| &*file.path == "inputs/measures.csv");
    if let Some(file) = file.filter(|_| cycle.measures.iter().any(|measure| !measure.former.is_empty())) {
        let columns = lists::measure_columns();
        let row = |row: &TableRow| {
            let kept = |column: &Arc<Column>| match &*column.name {
                "旧番号" => String::new(),
                name => row.text(name).to_owned(),
            };
            columns.iter().map(kept).collect()
        };
        let rows: Vec<Vec<String>> = table::read(file, &columns).rows.iter().map(row).collect();
        lists.push(("inputs/measures.csv", form::whole_list(&columns, &rows)?));
    }
    Ok(lists)
}
