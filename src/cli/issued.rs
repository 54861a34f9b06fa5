//! What was issued stays as it was: a stage marked `issued` is published again only if not a byte of it differs, or
//! if it declares a correction.

use crate::decide::check::rules::issued_changed;
use crate::edge::staging::Staging;
use crate::ground::finding::Finding;
use crate::model::cycle::SourceText;
use crate::model::stage::Stage;
use crate::published::manifest::{Manifest, ManifestEntry};
use crate::render::artifact::FileKind;
use crate::render::values::Changed;

/// How many figures of a file are named.
const MOST_NAMED: usize = 5;

/// What a build would change of an issued stage.
pub(super) fn changes(
    staging: &Staging,
    source: &SourceText,
    stage: &Stage,
    old: &Manifest,
    new: &[ManifestEntry],
) -> Vec<Finding> {
    let id = stage.id.get_ref();
    let published: Vec<&ManifestEntry> = old.files.iter().filter(|f| f.about.stage == *id).collect();
    let frozen = stage.issued.is_some() && stage.correction.is_none() && !published.is_empty();
    if !frozen {
        return Vec::new();
    }
    // A paper made after the meeting was not issued with it.
    let later = |f: &&ManifestEntry| {
        f.about.kind == FileKind::Paper
            && stage.papers.iter().any(|p| p.is_later() && p.id() == f.about.document)
    };
    let published: Vec<&ManifestEntry> = published.into_iter().filter(|f| !later(f)).collect();
    let made: Vec<&ManifestEntry> =
        new.iter().filter(|f| f.about.stage == *id).filter(|f| !later(f)).collect();
    let mut paths: Vec<&str> = published.iter().chain(&made).map(|f| f.about.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    let hash = |files: &[&ManifestEntry], path: &str| {
        files.iter().find(|f| f.about.path == path).map(|f| f.sha256.clone())
    };
    let before = staging.published_values(id).unwrap_or_default();
    let after = staging.made_values(id);
    paths
        .into_iter()
        .filter(|path| !path.ends_with("values.json") && hash(&published, path) != hash(&made, path))
        // Mail may be added to what was handed out on paper.
        .filter(|path| !(path.ends_with(".eml") && hash(&published, path).is_none()))
        .map(|path| {
            let message = match (hash(&published, path), hash(&made, path)) {
                (Some(_), None) => format!("配った {path} がなくなります。"),
                (None, _) => format!("配ったものになかった {path} が加わります。"),
                _ => format!("配った {path} が変わります{}。", named(&after.changes(&before, path))),
            };
            let hint = "この段階は前のものを残しました。訂正するなら、段階に correction を書いてください。";
            issued_changed::RULE.finding(source.of(&stage.id), message, hint.into())
        })
        .collect()
}

/// 「（indicator/2-ア-1/1/actual: 12→13、ほか２）」
fn named(changed: &[Changed]) -> String {
    if changed.is_empty() {
        return "（値は同じです）".into();
    }
    let show = |text: &Option<String>| text.clone().unwrap_or_else(|| "なし".into());
    let each = |c: &Changed| format!("{}: {}→{}", c.id, show(&c.old), show(&c.new));
    let mut list: Vec<String> = changed.iter().take(MOST_NAMED).map(each).collect();
    if changed.len() > MOST_NAMED {
        list.push(format!("ほか{}", changed.len() - MOST_NAMED));
    }
    format!("（{}）", list.join("、"))
}
