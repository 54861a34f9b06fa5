//! A PDF as its tags tell it to someone who can't see it: its headings, paragraphs and tables in reading order, each cell
//! with its place and with the cells that head it.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::pdf_words::DrawnPiece;

/// How deep the tags are followed: a broken file may have circles.
const DEPTH: usize = 64;
/// Tags within a paragraph or a cell.
const INLINE: [&[u8]; 11] = [
    b"Span",
    b"Strong",
    b"Em",
    b"Link",
    b"Quote",
    b"Code",
    b"Reference",
    b"NonStruct",
    b"Annot",
    b"Ruby",
    b"Warichu",
];

/// A PDF as its tags tell it.
#[derive(Debug, Default)]
pub struct TaggedPdf {
    /// Headings, paragraphs and cells, in reading order.
    pub blocks: Vec<TaggedBlock>,
    /// Of each page, what is drawn on it and belongs to no tag: the page's number, a running title.
    pub of_sheets: Vec<Vec<String>>,
    /// How many tables there are.
    pub tables: usize,
    /// The pictures that have no words for those who can't see them.
    pub silent_pictures: usize,
    /// The pieces of text that are neither tagged nor marked as the sheet's.
    pub untagged: Vec<String>,
}

/// A heading, a paragraph or a cell.
#[derive(Debug, Clone, Default)]
pub struct TaggedBlock {
    /// What its tag is.
    pub kind: BlockKind,
    /// Its lines, each with the page on which it stands, from 1.
    pub lines: Vec<(usize, String)>,
    /// The page on which it begins, from 1; none of what is on no page.
    pub page: Option<usize>,
    /// Where it stands in a table.
    pub cell: Option<CellPlace>,
    /// The cells that head it, by their places among the blocks: those of its column, and those of its row.
    pub heads: Vec<usize>,
    /// Whether it is a picture.
    pub is_picture: bool,
    /// The words for those who can't see a picture.
    pub said: Option<String>,
}

/// What the tag of a block is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph or the like.
    #[default]
    Text,
    /// A heading of this rank, from 1.
    Heading(u8),
    /// A line of a table of contents.
    Contents,
    /// A cell that heads a column.
    ColumnHead,
    /// A cell that heads a row, or rows.
    RowHead,
    /// A cell.
    Cell,
}

/// The place of a cell in a table: all from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellPlace {
    /// The place of the table among those of the file.
    pub table: usize,
    /// Its first row.
    pub row: usize,
    /// Its first column.
    pub column: usize,
    /// How many rows it spans.
    pub rows: usize,
    /// How many columns it spans.
    pub columns: usize,
}

impl TaggedBlock {
    /// What it says, its lines one after another.
    pub fn text(&self) -> String {
        self.lines.iter().map(|(_, line)| line.as_str()).collect()
    }

    /// The pages on which it stands.
    pub fn pages(&self) -> BTreeSet<usize> {
        self.lines.iter().map(|(page, _)| *page).collect()
    }
}

impl TaggedPdf {
    /// Reads the tags of a PDF, and lays what is drawn on its pages into them.
    pub fn of(document: &Document, drawn: Vec<Vec<DrawnPiece>>) -> Self {
        let pages = document.get_pages();
        let numbers: BTreeMap<ObjectId, usize> =
            pages.values().zip(1..).map(|(page, number)| (*page, number)).collect();
        let mut walk = Walk::new(document, numbers);
        let root = document.catalog().and_then(|catalog| catalog.get_deref(b"StructTreeRoot", document));
        if let Ok(root) = root.and_then(Object::as_dict) {
            walk.kids(root, &Around::default(), DEPTH);
        }
        walk.name_heads();
        let mut tagged = walk.tagged;
        for (number, pieces) in (1..).zip(drawn) {
            tagged.lay(number, pieces, &walk.owners);
        }
        tagged
    }

    fn lay(&mut self, page: usize, pieces: Vec<DrawnPiece>, owners: &BTreeMap<(usize, i64), usize>) {
        let mut sheet: Vec<String> = Vec::new();
        let mut last = None;
        for DrawnPiece { text, tag, goes_on, is_of_sheet } in pieces {
            let owner = tag.and_then(|tag| owners.get(&(page, i64::from(tag)))).copied();
            let goes_on = goes_on && last == Some(owner);
            last = Some(owner);
            match owner {
                Some(owner) => put(&mut self.blocks[owner].lines, page, text, goes_on),
                None if text.trim().is_empty() => {}
                None => {
                    if !is_of_sheet {
                        self.untagged.push(text.clone());
                    }
                    match sheet.last_mut().filter(|_| goes_on) {
                        Some(line) => line.push_str(&text),
                        None => sheet.push(text),
                    }
                }
            }
        }
        self.of_sheets.push(sheet);
    }

    /// The cells that head a block, however far: the heads of its heads too.
    pub fn all_heads(&self, block: usize) -> BTreeSet<usize> {
        let mut all = BTreeSet::new();
        let mut open = self.blocks[block].heads.clone();
        while let Some(head) = open.pop() {
            if head != block && all.insert(head) {
                open.extend(&self.blocks[head].heads);
            }
        }
        all
    }
}

fn put(lines: &mut Vec<(usize, String)>, page: usize, text: String, goes_on: bool) {
    match lines.last_mut().filter(|(of, _)| goes_on && *of == page) {
        Some((_, line)) => line.push_str(&text),
        None => lines.push((page, text)),
    }
}

/// Where an element of the tags stands.
#[derive(Clone, Copy, Default)]
struct Around {
    page: Option<ObjectId>,
    /// The block that it belongs to.
    block: Option<usize>,
    /// Whether that is a cell or a heading: then all that is in it belongs to it.
    is_closed: bool,
    table: Option<usize>,
}

/// The tags while they are walked.
struct Walk<'a> {
    document: &'a Document,
    /// The number of each page.
    numbers: BTreeMap<ObjectId, usize>,
    tagged: TaggedPdf,
    /// The block of each marked piece of a page.
    owners: BTreeMap<(usize, i64), usize>,
    /// The names of cells, and the names of those that head them.
    names: BTreeMap<Vec<u8>, usize>,
    headed: Vec<(usize, Vec<Vec<u8>>)>,
    /// Of each table, its row and the places that cells of rows above still take.
    rows: Vec<Rows>,
}

#[derive(Default)]
struct Rows {
    row: usize,
    /// The columns that are taken, each up to a row.
    taken: BTreeMap<usize, usize>,
}

impl<'a> Walk<'a> {
    fn new(document: &'a Document, numbers: BTreeMap<ObjectId, usize>) -> Self {
        Self {
            document,
            numbers,
            tagged: TaggedPdf::default(),
            owners: BTreeMap::new(),
            names: BTreeMap::new(),
            headed: Vec::new(),
            rows: Vec::new(),
        }
    }

    fn kids(&mut self, element: &'a Dictionary, around: &Around, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        let Ok(kids) = element.get_deref(b"K", self.document) else { return };
        match kids.as_array() {
            Ok(kids) => kids.iter().for_each(|kid| self.kid(kid, around, depth)),
            Err(_) => self.kid(kids, around, depth),
        }
    }

    fn kid(&mut self, kid: &'a Object, around: &Around, depth: usize) {
        let Ok((_, kid)) = self.document.dereference(kid) else { return };
        if let Ok(tag) = kid.as_i64() {
            return self.leaf(around.page, tag, around);
        }
        let Ok(kid) = kid.as_dict() else { return };
        let page = kid.get(b"Pg").and_then(Object::as_reference).ok().or(around.page);
        match kid.get(b"S").and_then(Object::as_name) {
            Ok(kind) => self.element(kind, kid, &Around { page, ..*around }, depth),
            Err(_) => {
                if let Ok(tag) = kid.get(b"MCID").and_then(Object::as_i64) {
                    self.leaf(page, tag, around);
                }
            }
        }
    }

    /// A piece of a page belongs to the block around it, or to one of its own.
    fn leaf(&mut self, page: Option<ObjectId>, tag: i64, around: &Around) {
        let Some(page) = page.and_then(|page| self.numbers.get(&page)).copied() else { return };
        let block = around.block.unwrap_or_else(|| self.open(BlockKind::Text, None));
        self.tagged.blocks[block].page.get_or_insert(page);
        self.owners.insert((page, tag), block);
    }

    fn open(&mut self, kind: BlockKind, cell: Option<CellPlace>) -> usize {
        self.tagged.blocks.push(TaggedBlock { kind, cell, ..TaggedBlock::default() });
        self.tagged.blocks.len() - 1
    }

    fn element(&mut self, kind: &[u8], element: &'a Dictionary, around: &Around, depth: usize) {
        let mut own = *around;
        match kind {
            b"Table" => {
                own = Around { table: Some(self.tagged.tables), block: None, is_closed: false, ..own };
                self.tagged.tables += 1;
                self.rows.push(Rows::default());
            }
            b"TH" | b"TD" => {
                let block = self.cell(kind, element, around.table);
                (own.block, own.is_closed) = (Some(block), true);
            }
            b"Figure" => {
                let said = element.get(b"Alt").and_then(lopdf::decode_text_string).ok();
                self.tagged.silent_pictures += usize::from(said.is_none());
                let block =
                    self.open(BlockKind::Text, around.block.and_then(|block| self.tagged.blocks[block].cell));
                (self.tagged.blocks[block].is_picture, self.tagged.blocks[block].said) = (true, said);
                (own.block, own.is_closed) = (Some(block), true);
            }
            _ if around.is_closed || INLINE.contains(&kind) => {}
            [b'H', rank @ b'1'..=b'6'] => {
                own.block = Some(self.open(BlockKind::Heading(rank - b'0'), None));
                own.is_closed = true;
            }
            b"TOCI" => {
                own.block = Some(self.open(BlockKind::Contents, None));
                own.is_closed = true;
            }
            b"P" | b"Caption" | b"Lbl" | b"LBody" | b"Note" | b"Formula" | b"BlockQuote" => {
                own.block = Some(self.open(BlockKind::Text, None));
            }
            _ => own.block = None,
        }
        self.kids(element, &own, depth);
        if let (b"TR", Some(rows)) = (kind, around.table.and_then(|table| self.rows.get_mut(table))) {
            rows.row += 1;
        }
    }

    /// Opens a cell at the next place of its row that is free.
    fn cell(&mut self, kind: &[u8], element: &'a Dictionary, table: Option<usize>) -> usize {
        let attributes = self.attributes(element);
        let span = |key: &[u8]| {
            let given = attributes.iter().find_map(|one| one.get(key).and_then(Object::as_i64).ok());
            given.and_then(|span| usize::try_from(span).ok()).unwrap_or(1).max(1)
        };
        let (down, across) = (span(b"RowSpan"), span(b"ColSpan").min(10_000));
        let place = table.and_then(|table| {
            let rows = self.rows.get_mut(table)?;
            let row = rows.row;
            let is_free = |column: &usize| rows.taken.get(column).is_none_or(|end| *end <= row);
            let column = (0..).find(is_free)?;
            rows.taken.extend((column..column + across).map(|column| (column, row + down)));
            Some(CellPlace { table, row, column, rows: down, columns: across })
        });
        let scope = attributes.iter().find_map(|one| one.get(b"Scope").and_then(Object::as_name).ok());
        let kind = match (kind, scope) {
            (b"TD", _) => BlockKind::Cell,
            (_, Some(b"Row")) => BlockKind::RowHead,
            _ => BlockKind::ColumnHead,
        };
        let names = attributes.iter().find_map(|one| one.get(b"Headers").and_then(Object::as_array).ok());
        let names = names.into_iter().flatten().filter_map(|name| Some(name.as_str().ok()?.to_vec()));
        let names: Vec<Vec<u8>> = names.collect();
        let block = self.open(kind, place);
        if let Ok(name) = element.get(b"ID").and_then(Object::as_str) {
            self.names.insert(name.to_vec(), block);
        }
        self.headed.push((block, names));
        block
    }

    /// The attributes of an element, each kind of them by itself.
    fn attributes(&self, element: &'a Dictionary) -> Vec<&'a Dictionary> {
        let document = self.document;
        let Ok(attributes) = element.get_deref(b"A", document) else { return Vec::new() };
        let each = match attributes.as_array() {
            Ok(each) => each.iter().collect(),
            Err(_) => vec![attributes],
        };
        let each = each.into_iter().filter_map(|one| document.dereference(one).ok());
        each.filter_map(|(_, one)| one.as_dict().ok()).collect()
    }

    /// Puts the places of heads where their names stood.
    fn name_heads(&mut self) {
        for (block, names) in std::mem::take(&mut self.headed) {
            self.tagged.blocks[block].heads =
                names.iter().filter_map(|name| self.names.get(name)).copied().collect();
        }
    }
}
