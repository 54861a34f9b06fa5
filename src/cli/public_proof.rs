//! A public set as the inputs make it, and the proof that nothing withheld is in its files: for `publish`, which writes it, and
//! for `audit`, which looks at one that was written.

use std::collections::{BTreeMap, BTreeSet};

use super::exit::Exit;
use super::report;
use crate::ground::fault::Fault;
use crate::load::Loaded;
use crate::make::Workshop;
use crate::public::fingerprint::PublicFingerprint;
use crate::public::leak::{Leak, LeakSearch};
use crate::public::public_set::{self, PublicSet};
use crate::public::secret::{Disclosure, Secrets};
use crate::render::unmade::Unmade;
use crate::wording::shown::shown;

/// The set of what is public, and that part of what was loaded.
pub(super) fn public_set(
    loaded: &Loaded,
    stage: &str,
    fingerprint: &PublicFingerprint,
) -> Result<(PublicSet, Loaded), Exit> {
    let public = loaded.public_part();
    let set = {
        let workshop = Workshop::new(&public);
        let Some(stage) = public.cycle.stage(stage) else { return Err(Exit::Unusable) };
        let desk = workshop.desk(&[stage]);
        let Some(scope) = desk.scopes.get(stage.id.get_ref().as_str()) else { return Err(Exit::Unusable) };
        let shared = workshop.shared().map_err(|fault| report::fault(&fault))?;
        let shared = serde_json::from_slice(&shared).map_err(|error| report::fault(&Fault::format(error)))?;
        public_set::make(&desk, scope, &shared, fingerprint).map_err(|unmade| match unmade {
            Unmade::Fault(fault) => report::fault(&fault),
            Unmade::Troubles(troubles) => {
                for trouble in troubles {
                    say!("エラー: {} {}", trouble.origin, shown(&trouble.message));
                }
                Exit::Findings
            }
        })?
    };
    Ok((set, public))
}

/// What is withheld and stands in the files that were written.
pub(super) fn leaks(
    loaded: &Loaded,
    set: &PublicSet,
    written: &BTreeMap<String, Vec<u8>>,
) -> Result<Vec<Leak>, Exit> {
    let own: BTreeSet<&str> = loaded.library.own().collect();
    let is_page = |path: &str| {
        !own.contains(path) && (path.starts_with("public/") || path.ends_with("/public.html.j2"))
    };
    let pages = loaded.library.below("").filter(|(path, _)| is_page(path));
    let page_words: Vec<String> =
        pages.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    let secrets = Secrets::of(&Disclosure {
        cycle: &loaded.cycle,
        registers: [&loaded.register, &loaded.previous],
        opinions: &loaded.opinions,
        shown: &set.register,
        page_words: &page_words.iter().map(String::as_str).collect::<Vec<_>>(),
    });
    let search = LeakSearch::new(&secrets).map_err(|error| report::fault(&error))?;
    let mut leaks = Vec::new();
    for (path, bytes) in written {
        leaks.extend(search.find(path, bytes).map_err(|unreadable| report::fault(&unreadable))?);
    }
    Ok(leaks)
}
