//! The ZIP package of a workbook: its parts, bounded before memory is taken, and how they refer to each other.

use std::collections::BTreeMap;
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
    /// A workbook of OpenDocument, `.ods`.
    OpenDocument,
    /// Something else, or something broken: why it is not read.
    Refused(Refusal),
}

/// Looks at the names of the parts.
pub fn contents(bytes: &[u8]) -> Contents {
    const OPEN_DOCUMENT: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return Contents::Refused(Refusal::Broken);
    };
    let mut kind = Vec::new();
    if let Ok(part) = archive.by_name("mimetype") {
        // What can't be read says no kind.
        let _ = part.take(100).read_to_end(&mut kind);
    }
    let names: Vec<String> = archive.file_names().flatten().map(|name| part_name(&name)).collect();
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let below = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    match () {
        () if has("xl/workbook.bin") => Contents::Refused(Refusal::Binary),
        () if below("xl/") => Contents::Workbook,
        () if below("word/") => Contents::Refused(Refusal::Document),
        () if has("content.xml") && kind.starts_with(OPEN_DOCUMENT) => Contents::OpenDocument,
        () if has("content.xml") || below("index/") => Contents::Refused(Refusal::OtherSpreadsheet),
        () => Contents::Refused(Refusal::Other),
    }
}

/// A part's name as names of parts compare (ECMA-376, part 2, 6.3.5): without regard to case, with `/` between folders
/// and none before them, and without `%41` for A. Old tools write `xl\\workbook.xml`, others `/XL/Workbook.xml`.
fn part_name(written: &str) -> String {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.as_bytes();
    while let [first, more @ ..] = rest {
        let code = more.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = code.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(if *first == b'\\' { b'/' } else { *first }));
        rest = if byte.is_some() { &more[2..] } else { more };
    }
    String::from_utf8_lossy(&bytes).trim_start_matches('/').to_ascii_lowercase()
}

/// Where each part stands in an archive, by its name. Of two parts of one name nobody knows which is meant.
fn places(archive: &ZipArchive<Cursor<&[u8]>>, bytes: &[u8]) -> Result<BTreeMap<String, usize>, Refusal> {
    let mut places = BTreeMap::new();
    for index in 0..archive.len() {
        let name = archive.name_for_index(index).and_then(Result::ok).ok_or(Refusal::Broken)?;
        let name = part_name(&name);
        if !name.ends_with('/') && places.insert(name, index).is_some() {
            return Err(Refusal::Broken);
        }
    }
    // The archive holds of two entries of just the same name only the last; its end says how many there are.
    let declared = bytes.windows(12).rev().find(|end| end.starts_with(b"PK\x05\x06"));
    let declared = declared.map(|end| usize::from(u16::from_le_bytes([end[10], end[11]])));
    match declared {
        Some(entries) if entries > archive.len() && entries < 0xFFFF => Err(Refusal::Broken),
        _ => Ok(places),
    }
}

/// An open package.
pub(in crate::read) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Where each part stands in the archive.
    places: BTreeMap<String, usize>,
    /// How many bytes may still be unpacked.
    left: usize,
}

impl<'a> Package<'a> {
    /// Opens a package of which so many bytes may be unpacked.
    ///
    /// # Errors
    ///
    /// If it is no ZIP file, or has too many parts.
    pub(in crate::read) fn open(bytes: &'a [u8], unpacked: usize) -> Result<Self, Refusal> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Broken)?;
        if archive.len() > MOST_PARTS {
            return Err(Refusal::TooLarge);
        }
        Ok(Self { places: places(&archive, bytes)?, archive, left: unpacked })
    }

    /// A part as text, with U+FFFD for what is no UTF-8.
    ///
    /// # Errors
    ///
    /// If it isn't there, is broken, or unpacks to too much, whatever it declares.
    pub(in crate::read) fn part(&mut self, path: &str) -> Result<String, Refusal> {
        let place = *self.places.get(&part_name(path)).ok_or(Refusal::Broken)?;
        let file = self.archive.by_index(place).map_err(|_| Refusal::Broken)?;
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
        if !self.places.contains_key(&part_name(at)) {
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

    /// All parts of a kind that relations lead to, in their order.
    ///
    /// # Errors
    ///
    /// If one was lost.
    pub(super) fn all_related(&mut self, relations: &Relations, kind: &str) -> Result<Vec<String>, Refusal> {
        relations.all_of_kind(kind).map(|path| self.part(&path)).collect()
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
    pub(super) fn of_kind(&self, kind: &str) -> Option<String> {
        self.all_of_kind(kind).next()
    }

    /// The paths of all parts of a kind.
    fn all_of_kind(&self, kind: &str) -> impl Iterator<Item = String> {
        self.list.iter().filter(move |r| r.kind.ends_with(kind)).map(|r| self.path(r))
    }

    /// A target is below its part's folder, or begins at the root.
    fn path(&self, relation: &Relation) -> String {
        let target = relation.target.replace('\\', "/");
        if let Some(path) = target.strip_prefix('/') {
            return path.into();
        }
        let mut steps: Vec<&str> = self.folder.split('/').filter(|s| !s.is_empty()).collect();
        for step in target.split('/') {
            match step {
                ".." => drop(steps.pop()),
                "." | "" => {}
                step => steps.push(step),
            }
        }
        steps.join("/")
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(names: &[&str]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            writer.start_file(*name, SimpleFileOptions::default()).expect("an entry");
            writer.write_all(b"<a/>").expect("its bytes");
        }
        writer.finish().expect("an archive").into_inner()
    }

    #[test]
    fn parts_are_found_by_any_spelling_of_their_name() {
        for name in [
            "xl/workbook.xml",
            "xl\\workbook.xml",
            "/XL/Workbook.xml",
            "xl/%77orkbook.xml",
            "xl%2Fworkbook.xml",
        ] {
            let bytes = archive(&[name, "xl/"]);
            assert!(matches!(contents(&bytes), Contents::Workbook), "{name}");
            assert_eq!(
                Package::open(&bytes, 99).and_then(|mut package| package.part("xl/workbook.xml")),
                Ok("<a/>".into())
            );
        }
    }

    #[test]
    fn two_parts_of_one_name_are_damage() {
        let open = |names: &[&str]| Package::open(&archive(names), 99).map(|_| ());
        assert_eq!(open(&["xl/a.xml", "xl/b.xml"]), Ok(()));
        for other in ["XL/A.xml", "xl\\a.xml", "/xl/a.xml", "xl/%61.xml"] {
            assert_eq!(open(&["xl/a.xml", other]), Err(Refusal::Broken), "{other}");
        }
        // The writer refuses to write one name twice, so the second entry is renamed in its bytes.
        let mut bytes = archive(&["xl/a.xml", "xl/b.xml"]);
        for at in 0..bytes.len() - 8 {
            if bytes[at..].starts_with(b"xl/b.xml") {
                bytes[at + 3] = b'a';
            }
        }
        assert_eq!(Package::open(&bytes, 99).map(|_| ()), Err(Refusal::Broken));
    }
}
