//! The ZIP package of a workbook: its parts, bounded before memory is taken, and how they refer to each other.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::xml::{Event, Events};
use crate::model::cause::Refusal;

/// The most parts.
const MOST_PARTS: usize = 2_000;

/// What kind of file a ZIP file is.
pub enum Contents {
    /// A workbook of Excel, `.xlsx` or `.xlsm`.
    Workbook,
    /// Something else, or something broken: why it is not read.
    Refused(Refusal),
}

/// Looks at the names of the parts.
pub fn contents(bytes: &[u8]) -> Contents {
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else { return Contents::Refused(Refusal::Broken) };
    let names = || archive.file_names().flatten();
    let has = |wanted: &str| names().any(|name| name.trim_start_matches('/') == wanted);
    let below = |folder: &str| names().any(|name| name.starts_with(folder));
    match () {
        () if has("xl/workbook.bin") => Contents::Refused(Refusal::Binary),
        () if below("xl/") => Contents::Workbook,
        () if below("word/") => Contents::Refused(Refusal::Document),
        () if has("content.xml") || below("Index/") => Contents::Refused(Refusal::OtherSpreadsheet),
        () => Contents::Refused(Refusal::Other),
    }
}

/// An open package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may still be unpacked.
    left: usize,
}

impl<'a> Package<'a> {
    /// Opens a package of which so many bytes may be unpacked.
    ///
    /// # Errors
    ///
    /// If it is no ZIP file, or has too many parts.
    pub(super) fn open(bytes: &'a [u8], unpacked: usize) -> Result<Self, Refusal> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Broken)?;
        match archive.len() > MOST_PARTS {
            true => Err(Refusal::TooLarge),
            false => Ok(Self { archive, left: unpacked }),
        }
    }

    /// A part as text, with U+FFFD for what is no UTF-8.
    ///
    /// # Errors
    ///
    /// If it isn't there, is broken, or unpacks to too much, whatever it declares.
    pub(super) fn part(&mut self, path: &str) -> Result<String, Refusal> {
        let file = self.archive.by_name(path).map_err(|_| Refusal::Broken)?;
        if usize::try_from(file.size()).map_or(true, |size| size > self.left) {
            return Err(Refusal::TooLarge);
        }
        let most = u64::try_from(self.left).unwrap_or(u64::MAX);
        let mut bytes = Vec::with_capacity(usize::try_from(file.size()).unwrap_or(0));
        file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|_| Refusal::Broken)?;
        self.left = self.left.checked_sub(bytes.len()).ok_or(Refusal::TooLarge)?;
        Ok(String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned()))
    }

    /// The path of the workbook's part.
    ///
    /// # Errors
    ///
    /// If the package's relations can't be read.
    pub(super) fn workbook(&mut self) -> Result<String, Refusal> {
        let relations = self.relations_of("")?;
        Ok(relations.of_kind("/officeDocument").unwrap_or_else(|| "xl/workbook.xml".into()))
    }

    /// Where a part refers to; nothing if it refers to nothing.
    ///
    /// # Errors
    ///
    /// If its relations are broken.
    pub(super) fn relations_of(&mut self, path: &str) -> Result<Relations, Refusal> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let at = format!("{folder}/_rels/{name}.rels");
        let at = at.trim_start_matches('/');
        let mut relations = Relations { folder: folder.into(), list: Vec::new() };
        if self.archive.index_for_name(at).is_none() {
            return Ok(relations);
        }
        let part = self.part(at)?;
        let mut events = Events::new(&part);
        while let Some(event) = events.next()? {
            if let Event::Open(tag) = event
                && tag.name() == "Relationship"
            {
                let get = |name: &str| tag.get(name).unwrap_or_default();
                // A sheet may have a link in each cell; none leads to a part.
                if get("Type").ends_with("/hyperlink") {
                    continue;
                }
                if relations.list.len() >= MOST_PARTS {
                    return Err(Refusal::TooLarge);
                }
                relations.list.push(Relation { id: get("Id"), kind: get("Type"), target: get("Target") });
            }
        }
        Ok(relations)
    }

    /// The part of a kind that relations lead to, if they lead to one; an error if it was lost.
    pub(super) fn related(&mut self, relations: &Relations, kind: &str) -> Option<Result<String, Refusal>> {
        let path = relations.of_kind(kind)?;
        Some(self.part(&path))
    }
}

/// Where a part refers to.
pub(super) struct Relations {
    folder: String,
    list: Vec<Relation>,
}

struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl Relations {
    /// The path that an id leads to.
    pub(super) fn target(&self, id: &str) -> Option<String> {
        self.list.iter().find(|r| r.id == id).map(|r| self.path(r))
    }

    /// The path of the first part of a kind, by the end of the kind's address.
    fn of_kind(&self, kind: &str) -> Option<String> {
        self.list.iter().find(|r| r.kind.ends_with(kind)).map(|r| self.path(r))
    }

    /// A target is below its part's folder, or begins at the root.
    fn path(&self, relation: &Relation) -> String {
        if let Some(path) = relation.target.strip_prefix('/') {
            return path.into();
        }
        let mut steps: Vec<&str> = self.folder.split('/').filter(|s| !s.is_empty()).collect();
        for step in relation.target.split('/') {
            match step {
                ".." => drop(steps.pop()),
                "." | "" => {}
                step => steps.push(step),
            }
        }
        steps.join("/")
    }
}
