//! Every paper of both cycles, set but not exported.

use shiryo::edge::stopwatch::Stopwatch;
use shiryo::ground::finding::Findings;
use shiryo::load::load;
use shiryo::make::Workshop;
use shiryo::render::typst::compile::{self, Set};
use shiryo::render::typst::world::Typesetter;

use crate::root::{Root, repository};

/// Gives the name and the pages of each PDF of the sample and of the second cycle.
pub(crate) fn each_paper(mut see: impl FnMut(&str, &Set)) {
    for root in [Root::sample(), Root::of(&repository().join("tests/cases/minato"))] {
        // The packet holds the papers once more.
        papers_of(&root, &[], |identity| !identity.ends_with("packet.pdf"), &mut see);
    }
}

/// Gives the name and the pages of those PDFs of some stages, or of all, that are wanted.
pub(crate) fn papers_of(
    root: &Root,
    stages: &[String],
    wanted: impl Fn(&str) -> bool,
    mut see: impl FnMut(&str, &Set),
) {
    let sources = shiryo::edge::sources::read(root.path()).expect("a cycle");
    let watch = Stopwatch::default();
    let loaded = load(&sources, &[], &watch, &mut Findings::default()).expect("a cycle");
    let workshop = Workshop::new(&loaded);
    let setter = Typesetter::new(&loaded.library, workshop.shared().expect("the shared data"));
    let stages = loaded.stages(stages);
    let desk = workshop.desk(&stages);
    for job in desk.jobs(&stages) {
        let Ok(Some(prepared)) = desk.prepare(&job) else { continue };
        if !wanted(&prepared.identity) {
            continue;
        }
        let world = setter.world(prepared.json);
        let set =
            compile::set(&world).unwrap_or_else(|troubles| panic!("{}: {troubles:?}", prepared.identity));
        see(&prepared.identity, &set);
    }
}
