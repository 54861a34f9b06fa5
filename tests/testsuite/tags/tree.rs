//! The tag tree of a PDF: what a screen reader goes through, with the words of each part and where they stand.

use std::collections::BTreeMap;
use std::path::Path;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};

/// An element of the tree.
#[derive(Debug, Default, Clone)]
pub(crate) struct Node {
    pub(crate) role: String,
    /// Of a header cell: whether it names its row or its column.
    pub(crate) scope: Option<String>,
    /// How many header cells it refers to.
    pub(crate) headers: usize,
    /// How many columns it reaches over.
    pub(crate) columns: usize,
    /// And how many rows.
    pub(crate) rows: usize,
    pub(crate) alt: Option<String>,
    pub(crate) said: Option<String>,
    /// Whether what it links to is there. None: it is no link.
    pub(crate) leads: Option<bool>,
    /// Its own words, without those of the elements in it.
    pub(crate) text: String,
    /// Where its first letter stands: page, and the place from the left and from the top.
    pub(crate) place: Option<(usize, f32, f32)>,
    pub(crate) kids: Vec<Node>,
}

impl Node {
    /// An element without more.
    pub(crate) fn of(role: &str, kids: Vec<Node>) -> Self {
        Self { role: role.to_owned(), columns: 1, rows: 1, kids, ..Self::default() }
    }

    /// The elements below it of some roles, in their order, not within each other.
    pub(crate) fn all<'n>(&'n self, roles: &[&str], found: &mut Vec<&'n Node>) {
        for kid in &self.kids {
            if roles.contains(&kid.role.as_str()) {
                found.push(kid);
            }
            kid.all(roles, found);
        }
    }

    /// Its words and those of the elements in it.
    pub(crate) fn words(&self) -> String {
        let own = self.said.clone().unwrap_or_else(|| self.text.clone());
        let below =
            if self.said.is_some() { String::new() } else { self.kids.iter().map(Node::words).collect() };
        own + &below
    }

    /// Where its first letter stands.
    pub(crate) fn first_place(&self) -> Option<(usize, f32, f32)> {
        self.place.or_else(|| self.kids.iter().find_map(Node::first_place))
    }
}

/// Reads the tree of a PDF.
pub(crate) fn tree(path: &Path) -> Node {
    let document = Document::load(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let pages: BTreeMap<ObjectId, usize> =
        document.get_pages().into_iter().map(|(number, id)| (id, number as usize)).collect();
    let drawn = pages.iter().map(|(id, number)| (*number, pieces(&document, *id))).collect();
    let reader = Reader { document: &document, pages, drawn };
    let root = document.catalog().and_then(|catalog| catalog.get_deref(b"StructTreeRoot", &document));
    let root = root.and_then(Object::as_dict).expect("a tagged PDF");
    let kids = reader.kids(root, None);
    kids.into_iter().next().map(|(_, kid)| kid).expect("a root")
}

/// What a page draws, by the numbers of its marks: words and their place.
type Pieces = BTreeMap<i64, (String, f32, f32)>;

struct Reader<'d> {
    document: &'d Document,
    pages: BTreeMap<ObjectId, usize>,
    drawn: BTreeMap<usize, Pieces>,
}

impl Reader<'_> {
    /// The elements in one, each with its id.
    fn kids(&self, element: &Dictionary, own: Option<&mut Node>) -> Vec<(ObjectId, Node)> {
        let held = match element.get(b"K").map(|kids| self.document.dereference(kids)) {
            Ok(Ok((_, Object::Array(kids)))) => kids.clone(),
            _ => element.get(b"K").into_iter().cloned().collect(),
        };
        let page = element.get(b"Pg").and_then(Object::as_reference).ok();
        let mut nodes = Vec::new();
        let mut own = own;
        for kid in held {
            match &kid {
                Object::Integer(mark) => {
                    if let (Some(node), Some(page)) = (own.as_deref_mut(), page) {
                        self.read(node, page, *mark);
                    }
                }
                Object::Reference(id) => {
                    let element = self.document.get_dictionary(*id).expect("an element");
                    nodes.push((*id, self.node(element)));
                }
                Object::Dictionary(part) => {
                    let Some(node) = own.as_deref_mut() else { continue };
                    if let (Ok(mark), Ok(page)) = (
                        part.get(b"MCID").and_then(Object::as_i64),
                        part.get(b"Pg").and_then(Object::as_reference),
                    ) {
                        self.read(node, page, mark);
                    } else if let Ok(link) = part.get_deref(b"Obj", self.document).and_then(Object::as_dict) {
                        node.leads = Some(self.leads(link));
                    }
                }
                _ => {}
            }
        }
        nodes
    }

    fn read(&self, node: &mut Node, page: ObjectId, mark: i64) {
        let number = self.pages[&page];
        if let Some((text, x, y)) = self.drawn[&number].get(&mark) {
            node.text.push_str(text);
            node.place.get_or_insert((number, *x, *y));
        }
    }

    fn node(&self, element: &Dictionary) -> Node {
        let role = element.get(b"S").and_then(Object::as_name).map(String::from_utf8_lossy).expect("a role");
        let text = |key: &[u8]| element.get(key).ok().and_then(|text| lopdf::decode_text_string(text).ok());
        let mut node = Node { alt: text(b"Alt"), said: text(b"ActualText"), ..Node::of(&role, Vec::new()) };
        let attributes = element.get_deref(b"A", self.document).ok();
        let attributes = attributes.and_then(|list| list.as_array().ok()).into_iter().flatten();
        for attribute in attributes.filter_map(|attribute| attribute.as_dict().ok()) {
            if let Ok(scope) = attribute.get(b"Scope").and_then(Object::as_name) {
                node.scope = Some(String::from_utf8_lossy(scope).into_owned());
            }
            let span = |key: &[u8]| attribute.get(key).and_then(Object::as_i64).ok();
            node.headers += attribute.get(b"Headers").and_then(Object::as_array).map_or(0, Vec::len);
            node.columns = span(b"ColSpan").map_or(node.columns, |span| span as usize);
            node.rows = span(b"RowSpan").map_or(node.rows, |span| span as usize);
        }
        let kids = self.kids(element, Some(&mut node));
        node.kids = kids.into_iter().map(|(_, kid)| kid).collect();
        node
    }

    /// Whether a link leads to an address, or to a page of this PDF.
    fn leads(&self, link: &Dictionary) -> bool {
        let action = link.get_deref(b"A", self.document).and_then(Object::as_dict).ok();
        let address = action.and_then(|action| action.get(b"URI").and_then(Object::as_str).ok());
        let target = link.get_deref(b"Dest", self.document).ok().or_else(|| action?.get(b"D").ok());
        match (address, target) {
            (Some(address), _) => {
                [&b"mailto:"[..], b"https://", b"http://"].iter().any(|scheme| address.starts_with(scheme))
            }
            (_, Some(Object::Array(to))) => to
                .first()
                .and_then(|page| page.as_reference().ok())
                .is_some_and(|page| self.pages.contains_key(&page)),
            _ => false,
        }
    }
}

/// What a page draws, by the numbers of its marks.
fn pieces(document: &Document, page: ObjectId) -> Pieces {
    let content = Content::decode(&document.get_page_content(page)).expect("operations");
    let fonts = document.get_page_fonts(page).expect("fonts").into_iter();
    let encodings: BTreeMap<_, _> =
        fonts.map(|(name, font)| (name, font.get_font_encoding(document).expect("an encoding"))).collect();
    let mut pen = Pen { at: IDENTITY, text: IDENTITY, kept: Vec::new() };
    let (mut open, mut encoding): (Vec<Option<i64>>, Option<&Encoding<'_>>) = (Vec::new(), None);
    let mut pieces = Pieces::new();
    for Operation { operator, operands } in &content.operations {
        pen.moves(operator, operands);
        match operator.as_str() {
            "BDC" | "BMC" => {
                let properties = operands.get(1).and_then(|properties| properties.as_dict().ok());
                open.push(properties.and_then(|p| p.get(b"MCID").and_then(Object::as_i64).ok()));
            }
            "EMC" => drop(open.pop()),
            "Tf" => encoding = operands[0].as_name().ok().and_then(|font| encodings.get(font)),
            "Tj" | "TJ" => {
                let Some(mark) = open.iter().rev().find_map(|mark| *mark) else { continue };
                let (x, y) = pen.place();
                let piece = pieces.entry(mark).or_insert((String::new(), x, -y));
                decode(&mut piece.0, encoding.expect("a font"), operands);
            }
            _ => {}
        }
    }
    pieces
}

fn decode(text: &mut String, encoding: &Encoding<'_>, operands: &[Object]) {
    for operand in operands {
        match operand {
            Object::String(bytes, _) => {
                text.push_str(&Document::decode_text(encoding, bytes).expect("letters"))
            }
            Object::Array(items) => decode(text, encoding, items),
            _ => {}
        }
    }
}

type Matrix = [f32; 6];
const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Where the next letter comes.
struct Pen {
    at: Matrix,
    text: Matrix,
    kept: Vec<Matrix>,
}

impl Pen {
    fn moves(&mut self, operator: &str, operands: &[Object]) {
        let matrix = || -> Matrix {
            let numbers: Vec<f32> = operands.iter().filter_map(|n| n.as_float().ok()).collect();
            numbers.try_into().unwrap_or(IDENTITY)
        };
        match operator {
            "q" => self.kept.push(self.at),
            "Q" => self.at = self.kept.pop().unwrap_or(IDENTITY),
            "cm" => self.at = times(matrix(), self.at),
            "BT" => self.text = IDENTITY,
            "Tm" => self.text = matrix(),
            _ => {}
        }
    }

    /// From the left and from below.
    fn place(&self) -> (f32, f32) {
        let whole = times(self.text, self.at);
        (whole[4], whole[5])
    }
}

fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}
