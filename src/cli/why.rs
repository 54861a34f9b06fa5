//! `--why`: which files a build made anew, and why.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::published::manifest::{Manifest, ManifestEntry};
use crate::render::recipe::Remake;

/// The input files that are named as a cause at most.
const MOST_NAMED: usize = 5;

/// What a build made anew.
#[derive(Debug, Default)]
pub(super) struct Why {
    /// Of each file that was made, by its path below `out/`, why.
    pub made: BTreeMap<String, Remake>,
    /// The inputs that are new, gone or changed since the last build.
    pub changed: Vec<String>,
}

/// A file that was made anew, as `--format json` prints it; the keys are stable.
#[derive(Debug, Serialize)]
pub(super) struct MadeFile<'a> {
    path: &'a str,
    #[serde(serialize_with = "word")]
    cause: &'a Remake,
    /// What the cause is about: inputs, or a template.
    files: Vec<&'a str>,
}

impl Why {
    /// The files of the stages that were made anew, in the order of their paths.
    pub(super) fn files<'a>(&'a self, manifest: &'a Manifest, stages: &'a [String]) -> Vec<MadeFile<'a>> {
        let of_it = manifest.files.iter().filter(|file| stages.contains(&file.about.stage));
        let made = of_it.filter_map(|file| Some((file, self.made.get(&file.about.path)?)));
        made.map(|(file, cause)| self.file(file, cause)).collect()
    }

    fn file<'a>(&'a self, file: &'a ManifestEntry, cause: &'a Remake) -> MadeFile<'a> {
        let files = match cause {
            Remake::Template(path) => vec![path.as_str()],
            Remake::House | Remake::Data => self.inputs(file),
            _ => Vec::new(),
        };
        MadeFile { path: &file.about.path, cause, files }
    }

    /// The changed inputs that a file is made from; where none of them is, all that changed.
    fn inputs<'a>(&'a self, file: &ManifestEntry) -> Vec<&'a str> {
        let own: Vec<&str> = self
            .changed
            .iter()
            .filter(|path| file.about.made_from.contains(path))
            .map(String::as_str)
            .collect();
        match own.is_empty() {
            true => self.changed.iter().map(String::as_str).collect(),
            false => own,
        }
    }
}

impl MadeFile<'_> {
    /// 「advisory/資料4_進捗状況一覧.pdf: inputs/submissions/kyoiku.csv が変わりました」
    pub(super) fn line(&self) -> String {
        let named = self.files.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join("、");
        let more = match self.files.len().saturating_sub(MOST_NAMED) {
            0 => String::new(),
            more => format!("ほか{more}件"),
        };
        let because = match self.cause {
            Remake::New => "まだないものでした".to_owned(),
            Remake::Asked => "全て作り直すことにしました".to_owned(),
            Remake::Touched => "out/ のファイルが、なくなったか、書き換えられていました".to_owned(),
            Remake::Program => "プログラムが変わりました".to_owned(),
            Remake::Fonts => "書体が変わりました".to_owned(),
            Remake::Template(_) => format!("templates/{named} が変わりました"),
            Remake::House | Remake::Data if self.files.is_empty() => "載るものが変わりました".to_owned(),
            Remake::House | Remake::Data => format!("{named}{more} が変わりました"),
        };
        format!("{}: {because}", self.path)
    }
}

/// The word for a cause, as programs read it.
fn word<S: Serializer>(cause: &&Remake, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(match cause {
        Remake::New => "new",
        Remake::Asked => "asked",
        Remake::Touched => "touched",
        Remake::Program => "program",
        Remake::Fonts => "fonts",
        Remake::House => "house",
        Remake::Template(_) => "template",
        Remake::Data => "data",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_what_changed() {
        let line = |cause: &Remake, files| MadeFile { path: "advisory/packet.pdf", cause, files }.line();
        assert_eq!(
            line(&Remake::Data, vec!["inputs/a.csv", "inputs/b.csv"]),
            "advisory/packet.pdf: inputs/a.csv、inputs/b.csv が変わりました"
        );
        assert!(
            line(&Remake::Data, vec!["a", "b", "c", "d", "e", "f", "g"]).ends_with("eほか2件 が変わりました")
        );
        assert!(line(&Remake::Data, Vec::new()).ends_with("載るものが変わりました"));
        assert!(
            line(&Remake::Template("lib/main.typ".into()), vec!["lib/main.typ"])
                .ends_with("templates/lib/main.typ が変わりました")
        );
        assert!(line(&Remake::Touched, Vec::new()).contains("書き換え"));
    }
}
