//! Faults: what the machine refuses. What is wrong with an input is a finding; what is wrong with a template is a
//! trouble.

use std::error::Error;
use std::path::{Path, PathBuf};

/// What the machine refused. Its text is for people; the machine's own error is its source.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A file or a folder can't be read or written: 「out/manifest.json: Permission denied」
    #[error("{}: {error}", place.display())]
    Disk {
        /// The file or the folder.
        place: PathBuf,
        /// What the machine said.
        #[source]
        error: std::io::Error,
    },
    /// Another run is at work in the folder.
    #[error("{}: ほかの shiryo が動いています。", .0.display())]
    Busy(PathBuf),
    /// A run was cut off when it put its files in place: nobody knows which are the old ones.
    #[error("{}: 前の作業が途中で止まり、置き終わっていません。shiryo build を行うと、残りを置きます。", .0.display())]
    CutOff(PathBuf),
    /// A file of this name could lie outside `out/` or be hidden in it: it is not written.
    #[error("{0}: この名前では置けません。")]
    Name(String),
    /// The manifest names this path, which may lead out of `out/`: it is not read.
    #[error("{0}: out/ の中のファイルではありません。")]
    Outside(String),
    /// A file that this program did not make is where one of its own should be: it is kept.
    #[error("{}: shiryo の作っていないファイルがあるので、置けません。よそへ移してから、もう一度行ってください。", .0.display())]
    InTheWay(PathBuf),
    /// The manifest, or a commit to `out/`, is there and can't be read. Nobody knows then what the files are.
    #[error(
        "{}: 読めません。out/ の名を変えてから、全ての段階を作り直してください（配ったもの、送ったものの記録は inputs/issued/ にあるので、失われません）。",
        place.display()
    )]
    BrokenManifest {
        /// The manifest's file.
        place: PathBuf,
        /// What is wrong with its JSON.
        #[source]
        error: serde_json::Error,
    },
    /// A part of what was handed out is gone from its record, or was changed: `inputs/issued/advisory/values.json`.
    #[error(
        "{0}: 配ったものの記録が、欠けているか、書き換えられています。バックアップから inputs/issued/ を元に戻してください。"
    )]
    BrokenRecord(String),
    /// The manifest was edited by hand. What it says of the stages that are not made now can't be trusted.
    #[error(
        "manifest.json が、作られた後に書き換えられています。段階を書かずに shiryo build を行い、全ての段階を作り直してください（配った段階があれば、作られたときの manifest.json を戻してください）。"
    )]
    EditedManifest,
    /// What lies there is one part of a build, which nothing can be done with by itself.
    #[error("{} にあるのは、{part}だけです。", place.display())]
    OnlyPart {
        /// The folder.
        place: PathBuf,
        /// The part in it: 「feedback の部分 3/8」.
        part: String,
    },
    /// A file of `out/` is not what was made.
    #[error("{0} が、作られた後に変わっています。shiryo build で作り直してください。")]
    ChangedFile(String),
    /// A port of this machine can't be had.
    #[error("ポート {port} で待てません（{error}）。--port で別の番号を書くか、書かずに動かしてください。")]
    Port {
        /// Its number.
        port: u16,
        /// What the machine said.
        #[source]
        error: std::io::Error,
    },
    /// A library can't read or write a file's format: JSON, CSV, Excel, PDF.
    #[error("ファイルを書けないか、読めません（{0}）。")]
    Format(#[source] Box<dyn Error + Send + Sync>),
}

impl Fault {
    /// Makes a fault of what the machine said of a file: `fs::read(&place).map_err(Fault::at(&place))`.
    pub fn at(place: &Path) -> impl Fn(std::io::Error) -> Self {
        move |error| Self::Disk { place: place.to_owned(), error }
    }

    /// Makes a fault of what a library says of a format.
    pub fn format(error: impl Error + Send + Sync + 'static) -> Self {
        Self::Format(Box::new(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_names_the_file_and_keeps_what_the_machine_said() {
        let fault = Fault::at(Path::new("out/values.json"))(std::io::Error::other("no room"));
        assert_eq!(fault.to_string(), "out/values.json: no room");
        assert_eq!(fault.source().map(ToString::to_string).as_deref(), Some("no room"));
    }
}
