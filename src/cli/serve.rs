//! `shiryo serve`: the desk in the browser, for this machine alone. Nothing is written but approvals.

use tokio::sync::watch;

use super::args::{CommonArguments, ServeArguments};
use super::exit::Exit;
use super::report;
use crate::edge::browser;
use crate::edge::folder_watch::{self, Watched};
use crate::edge::loopback::{self, Loopback};
use crate::edge::sources;
use crate::ground::fault::Fault;
use crate::serve::gate::Gate;
use crate::serve::live::{Asker, Folders};
use crate::serve::routes::{Desktop, router};

/// Runs the command.
pub(super) fn run(common: &CommonArguments, serve: &ServeArguments) -> Exit {
    if !sources::has_inputs(&common.root) {
        return report::unreadable(&sources::UnreadableRoot::NoInputs(common.root.join("inputs")));
    }
    match answer(common, serve) {
        Ok(()) => Exit::Fine,
        Err(fault) => report::fault(&fault),
    }
}

fn answer(common: &CommonArguments, serve: &ServeArguments) -> Result<(), Fault> {
    let port = Loopback::take(serve.port)?;
    let gate = Gate::new(port.port(), loopback::random()?);
    let (told, revisions) = watch::channel(0);
    let folders = Folders { root: common.root.clone(), out: common.out.clone() };
    let asker = Asker::start(folders.clone(), told);
    let changed = asker.clone();
    folder_watch::watch(watched(common), move || changed.changed()).map_err(Fault::format)?;
    let address = gate.address();
    tell!("{address}");
    say!(
        "このアドレスを、この機械のブラウザーで開いてください（鍵が入っているので、人に渡さないでください）。終えるには Ctrl+C。"
    );
    let name: String = loopback::random()?.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let _page = if serve.no_open { None } else { browser::open(&address, &name) };
    port.answer(router(Desktop { asker, revisions, folders, gate }))
}

/// What the desk shows: inputs, templates, and what was made and sent of them.
fn watched(common: &CommonArguments) -> Vec<Watched> {
    let deep = |name: &str| Watched { folder: common.root.join(name), deep: true };
    vec![
        deep("inputs"),
        deep("templates"),
        Watched { folder: common.root.clone(), deep: false },
        Watched { folder: common.out.clone(), deep: false },
    ]
}
