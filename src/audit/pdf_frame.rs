//! What holds a PDF together and is on none of its pages: tags, title, bookmarks, links, attachments.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::audit_report::{AuditFault, FaultKind};
use super::known_inputs::KnownInputs;
use super::number_tokens::squeezed;
use crate::mail::contents::CODE;
use crate::published::tagged_pdf::{BlockKind, TaggedPdf};
use crate::render::artifact::About;

/// The most bookmarks that are followed: a broken file may have circles.
const MOST: usize = 100_000;
/// What the metadata of a file have: anything else was put there by somebody else.
const INFO: [&[u8]; 8] =
    [b"Title", b"Author", b"Subject", b"Keywords", b"Creator", b"Producer", b"CreationDate", b"ModDate"];

/// Looks at what holds a PDF together.
pub fn look(about: &About, document: &Document, pdf: &TaggedPdf, known: &KnownInputs) -> Vec<AuditFault> {
    let frame =
        Frame { about, document, pages: document.get_pages().into_iter().map(|(n, id)| (id, n)).collect() };
    let mut faults = frame.for_readers(pdf);
    faults.extend(frame.bookmarks(pdf));
    faults.extend(frame.links(known));
    faults.extend(frame.hidden());
    faults.extend(frame.metadata(known));
    faults
}

struct Frame<'a> {
    about: &'a About,
    document: &'a Document,
    /// The pages and their numbers.
    pages: BTreeMap<ObjectId, u32>,
}

impl<'a> Frame<'a> {
    fn fault(&self, kind: FaultKind, found: impl Into<String>, expected: impl Into<String>) -> AuditFault {
        AuditFault::of(&self.about.path, kind, found, expected)
    }

    fn catalog(&self) -> Option<&'a Dictionary> {
        self.document.catalog().ok()
    }

    fn part(&self, of: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        of.get_deref(key, self.document).ok()
    }

    fn dictionary(&self, of: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        self.part(of, key).and_then(|part| part.as_dict().ok())
    }

    /// What somebody needs who can't see the pages.
    fn for_readers(&self, pdf: &TaggedPdf) -> Vec<AuditFault> {
        let tag = |found: &str, expected: &str| self.fault(FaultKind::Tag, found, expected);
        let mut faults = Vec::new();
        let catalog = self.catalog();
        let says = |of: &[u8], key: &[u8]| {
            let part = catalog.and_then(|catalog| self.dictionary(catalog, of))?;
            self.part(part, key)?.as_bool().ok()
        };
        if says(b"MarkInfo", b"Marked") != Some(true) || pdf.blocks.is_empty() {
            faults.push(tag("タグがない", "タグ付きの PDF"));
        }
        if says(b"ViewerPreferences", b"DisplayDocTitle") != Some(true) {
            faults.push(tag("題名が窓に出ない設定", "DisplayDocTitle"));
        }
        let language = catalog.and_then(|catalog| self.part(catalog, b"Lang")?.as_str().ok());
        if !language.is_some_and(|language| language.starts_with(b"ja")) {
            faults.push(tag("文書の言語が日本語でない", "ja"));
        }
        if let Some(text) = pdf.untagged.first() {
            faults.push(tag(&format!("タグの外の文字「{text}」"), "タグの中"));
        }
        if pdf.silent_pictures > 0 {
            faults.push(tag(&format!("説明のない図 {}", pdf.silent_pictures), "代替テキスト"));
        }
        faults.extend(self.tables_without_heads(pdf));
        faults.extend(self.ranks(pdf));
        faults
    }

    fn tables_without_heads(&self, pdf: &TaggedPdf) -> Vec<AuditFault> {
        let mut headed = BTreeSet::new();
        let mut all = BTreeMap::new();
        for block in &pdf.blocks {
            let Some(cell) = block.cell else { continue };
            all.entry(cell.table).or_insert(block.page.unwrap_or(1));
            if matches!(block.kind, BlockKind::ColumnHead | BlockKind::RowHead) {
                headed.insert(cell.table);
            }
        }
        let bare = all.into_iter().filter(|(table, _)| !headed.contains(table));
        bare.map(|(_, page)| self.fault(FaultKind::Tag, "見出しのセルがない表", "TH").on(page)).collect()
    }

    /// Headings go down by one rank at a time.
    fn ranks(&self, pdf: &TaggedPdf) -> Vec<AuditFault> {
        let mut last = 0;
        let mut faults = Vec::new();
        for block in &pdf.blocks {
            let BlockKind::Heading(rank) = block.kind else { continue };
            if rank > last + 1 {
                let found = format!("見出し「{}」の段が飛ぶ（H{last}の次が H{rank}）", block.text());
                faults.push(self.fault(FaultKind::Tag, found, "").on(block.page.unwrap_or(1)));
            }
            last = rank;
        }
        faults
    }

    /// Each bookmark leads to a page that says its words.
    fn bookmarks(&self, pdf: &TaggedPdf) -> Vec<AuditFault> {
        let Some(root) = self.catalog().and_then(|catalog| self.dictionary(catalog, b"Outlines")) else {
            return vec![self.fault(FaultKind::Link, "しおりがない", "")];
        };
        let mut said: BTreeMap<usize, String> = BTreeMap::new();
        for block in &pdf.blocks {
            block
                .lines
                .iter()
                .for_each(|(page, line)| said.entry(*page).or_default().push_str(&squeezed(line)));
        }
        let mut faults = Vec::new();
        let mut open: Vec<&Dictionary> = self.dictionary(root, b"First").into_iter().collect();
        let mut seen = 0;
        while let Some(item) = open.pop() {
            seen += 1;
            if seen > MOST {
                break;
            }
            open.extend([b"Next".as_slice(), b"First"].iter().filter_map(|key| self.dictionary(item, key)));
            let title = item.get(b"Title").and_then(lopdf::decode_text_string).unwrap_or_default();
            let page = self.destination(item).and_then(|page| usize::try_from(page).ok());
            let says = |page: usize| said.get(&page).is_some_and(|said| said.contains(&squeezed(&title)));
            // A paper's bookmark has its number before its title; a packet's cover bears other words.
            let begins = |page: usize| {
                self.about
                    .contents
                    .iter()
                    .any(|paper| paper.first == page && (paper.is_cover || title.ends_with(&paper.title)))
            };
            if !page.is_some_and(|page| says(page) || begins(page)) {
                let found = format!("しおり「{title}」の行き先に、その見出しがない");
                faults.push(self.fault(FaultKind::Link, found, ""));
            }
        }
        faults
    }

    /// The page to which a bookmark or a link leads.
    fn destination(&self, item: &'a Dictionary) -> Option<u32> {
        let direct = self.part(item, b"Dest");
        let action = || self.part(self.dictionary(item, b"A")?, b"D");
        let place = direct.or_else(action)?.as_array().ok()?;
        self.pages.get(&place.first()?.as_reference().ok()?).copied()
    }

    /// Links lead to a page of the file, or to an address that the inputs have.
    fn links(&self, known: &KnownInputs) -> Vec<AuditFault> {
        let mut faults = Vec::new();
        for (id, number) in &self.pages {
            let Ok(page) = self.document.get_dictionary(*id) else { continue };
            let Some(annotations) = self.part(page, b"Annots").and_then(|all| all.as_array().ok()) else {
                continue;
            };
            let each =
                annotations.iter().filter_map(|one| self.document.dereference(one).ok()?.1.as_dict().ok());
            let number = usize::try_from(*number).unwrap_or(1);
            for annotation in each {
                if annotation.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Link") {
                    faults.push(self.fault(FaultKind::Hidden, "リンクでない注釈", "").on(number));
                    continue;
                }
                let action = self.dictionary(annotation, b"A");
                let address = action.and_then(|action| action.get(b"URI").and_then(Object::as_str).ok());
                let is_fine = match address {
                    Some(address) => known.has_address(&String::from_utf8_lossy(address)),
                    None => self.destination(annotation).is_some(),
                };
                if !is_fine {
                    let address = address.map(|address| String::from_utf8_lossy(address).into_owned());
                    let found = format!("行き先のないリンク {}", address.unwrap_or_default());
                    faults.push(self.fault(FaultKind::Link, found.trim(), "").on(number));
                }
            }
        }
        faults
    }

    /// Attachments, scripts and actions, which no paper has.
    fn hidden(&self) -> Vec<AuditFault> {
        let Some(catalog) = self.catalog() else { return Vec::new() };
        let names = self.dictionary(catalog, b"Names");
        let attached = names.is_some_and(|names| names.has(b"EmbeddedFiles")) || catalog.has(b"AF");
        let acts = catalog.has(b"OpenAction") || catalog.has(b"AA") || catalog.has(b"AcroForm");
        let scripts = names.is_some_and(|names| names.has(b"JavaScript"));
        [(attached, "添付ファイルがある"), (acts || scripts, "開いたときの動作や記入欄がある")]
            .into_iter()
            .filter(|(is_there, _)| *is_there)
            .map(|(_, found)| self.fault(FaultKind::Hidden, found, "ない"))
            .collect()
    }

    /// The metadata say what the paper says, and the recipient's code of a letter.
    fn metadata(&self, known: &KnownInputs) -> Vec<AuditFault> {
        let info = self.document.trailer.get_deref(b"Info", self.document).and_then(Object::as_dict);
        let Ok(info) = info else { return vec![self.fault(FaultKind::Tag, "題名がない", "")] };
        let mut faults = Vec::new();
        for (key, value) in info {
            let text = lopdf::decode_text_string(value).unwrap_or_default();
            let is_fine = match key.as_slice() {
                b"Title" => known.says(&text) || squeezed(&text).contains(&squeezed(&self.about.title)),
                b"Author" | b"Subject" => text.split('　').all(|part| known.says(part)),
                b"Keywords" => {
                    let code = self.about.recipient.as_ref().map(|recipient| recipient.code.as_str());
                    text.strip_prefix(CODE) == code
                }
                key => INFO.contains(&key),
            };
            if !is_fine {
                let key = String::from_utf8_lossy(key);
                faults.push(self.fault(FaultKind::Hidden, format!("文書の属性 {key}「{text}」"), ""));
            }
        }
        if !info.has(b"Title") {
            faults.push(self.fault(FaultKind::Tag, "題名がない", ""));
        }
        faults
    }
}
