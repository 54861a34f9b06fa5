//! What typst has no tags for, as those hear it who can't see the page: lists, and words that are read otherwise than they
//! are drawn.
//!
//! A template marks such a part as a figure whose alternative text says what it is. Here, after the export, it becomes that:
//!
//! | mark | is |
//! | --- | --- |
//! | `=Span -3.0` | a word read 「-3.0」 |
//! | `=Lbl:1 １` | what an item begins with, at a depth of a list, read 「１」 |
//! | `=LBody:1` | what an item says, if it stands beside its label and not in its paragraph |
//! | `=P` | what belongs to the item before |
//!
//! Words that stand by themselves without being a paragraph for typst, as an addressee, become one. Items that follow each
//! other make a list; deeper ones belong to the item before them.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Error, Object, ObjectId, StringFormat};

/// What begins the alternative text of a figure that is none.
const MARK: char = '=';

/// A PDF whose marked figures have become what they are marked as.
///
/// # Errors
///
/// If the PDF can't be read or written again.
pub(super) fn with_roles(bytes: Vec<u8>) -> Result<Vec<u8>, Error> {
    let mut document = Document::load_mem(&bytes)?;
    let marks: BTreeMap<ObjectId, Mark> =
        document.objects.iter().filter_map(|(id, object)| Some((*id, Mark::of(object)?))).collect();
    document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok()).for_each(stand_alone);
    for (id, mark) in &marks {
        mark.put(document.get_dictionary_mut(*id)?);
    }
    let mut lists = Lists { document, marks };
    let ids = lists.document.objects.keys().copied();
    let parents: Vec<ObjectId> = ids.filter(|id| lists.holds_items(*id)).collect();
    for parent in parents {
        lists.gather(parent)?;
    }
    let mut out = Vec::with_capacity(bytes.len());
    lists.document.save_to(&mut out)?;
    Ok(out)
}

/// What a figure is marked as.
struct Mark {
    role: String,
    /// Of which list, if of one, and how deep in it: `pairs`, `1`.
    list: Option<String>,
    /// How it is read, if otherwise than it is drawn.
    said: Option<String>,
}

impl Mark {
    fn of(object: &Object) -> Option<Self> {
        let element = object.as_dict().ok()?;
        if element.get(b"S").ok()?.as_name().ok()? != b"Figure" {
            return None;
        }
        let alt = lopdf::decode_text_string(element.get(b"Alt").ok()?).ok()?;
        let mark = alt.strip_prefix(MARK)?;
        let (place, said) = mark.split_once(' ').map_or((mark, None), |(place, said)| (place, Some(said)));
        let (role, list) = place.split_once(':').map_or((place, None), |(role, list)| (role, Some(list)));
        Some(Self { role: role.to_owned(), list: list.map(str::to_owned), said: said.map(str::to_owned) })
    }

    /// Makes the figure what it is marked as.
    fn put(&self, element: &mut Dictionary) {
        element.remove(b"Alt");
        // Where a figure stands on its page: no word says that of itself.
        element.remove(b"A");
        element.set("S", name(&self.role));
        if let Some(said) = &self.said {
            let wide = said.encode_utf16().flat_map(u16::to_be_bytes);
            let text = [0xFE, 0xFF].into_iter().chain(wide).collect();
            element.set("ActualText", Object::String(text, StringFormat::Hexadecimal));
        }
    }
}

/// Makes a paragraph of words that stand by themselves.
fn stand_alone(element: &mut Dictionary) {
    let is = |element: &Dictionary, key: &[u8], name: &[u8]| matches!(element.get(key).and_then(Object::as_name), Ok(found) if found == name);
    let attributes = element.get(b"A").and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    let is_block = attributes.iter().filter_map(|a| a.as_dict().ok()).any(|a| is(a, b"Placement", b"Block"));
    if is_block && is(element, b"S", b"Span") {
        element.remove(b"A");
        element.set("S", name("P"));
    }
}

/// An item of a list.
struct Item {
    list: String,
    label: Option<ObjectId>,
    body: Vec<ObjectId>,
}

/// Makes lists of a document's marked items.
struct Lists {
    document: Document,
    marks: BTreeMap<ObjectId, Mark>,
}

impl Lists {
    /// What an element holds: elements, and pieces of its page.
    fn kids(&self, id: ObjectId) -> Vec<Object> {
        match self.document.get_dictionary(id).and_then(|element| element.get(b"K")) {
            Ok(Object::Array(kids)) => kids.clone(),
            Ok(kid) => vec![kid.clone()],
            Err(_) => Vec::new(),
        }
    }

    fn role(&self, id: ObjectId) -> Option<&[u8]> {
        self.document.get_dictionary(id).ok()?.get(b"S").ok()?.as_name().ok()
    }

    /// The parts in the cells of a grid, if it holds nothing else.
    fn in_cells(&self, kid: &Object) -> Option<Vec<Object>> {
        let grid = kid.as_reference().ok().filter(|id| self.role(*id) == Some(b"Div"))?;
        let part = |kid: &Object| match self.part(kid) {
            Some(_) => Some(vec![kid.clone()]),
            None => self.in_cells(kid),
        };
        let parts: Vec<_> = self.kids(grid).iter().map(part).collect::<Option<_>>()?;
        (!parts.is_empty()).then(|| parts.concat())
    }

    /// The mark of a list's part.
    fn part(&self, kid: &Object) -> Option<(ObjectId, &Mark)> {
        let id = kid.as_reference().ok()?;
        self.marks.get(&id).filter(|mark| mark.role != "Span").map(|mark| (id, mark))
    }

    /// The label in a paragraph that is an item.
    fn label_in(&self, paragraph: ObjectId) -> Option<ObjectId> {
        let kids = if self.role(paragraph) == Some(b"P") { self.kids(paragraph) } else { Vec::new() };
        kids.iter().find_map(|kid| self.part(kid).filter(|(_, mark)| mark.role == "Lbl").map(|(id, _)| id))
    }

    /// Whether items stand among what an element holds.
    fn holds_items(&self, id: ObjectId) -> bool {
        let is_item = |kid: &Object| {
            let is_labelled = kid.as_reference().is_ok_and(|id| self.label_in(id).is_some());
            is_labelled || self.part(kid).is_some() || self.in_cells(kid).is_some()
        };
        let own = Object::Reference(id);
        self.label_in(id).is_none() && self.in_cells(&own).is_none() && self.kids(id).iter().any(is_item)
    }

    /// Makes lists of the items among what an element holds.
    fn gather(&mut self, parent: ObjectId) -> Result<(), Error> {
        let mut kept = Vec::new();
        let mut items: Vec<Item> = Vec::new();
        let kids = self.kids(parent).into_iter();
        for kid in kids.flat_map(|kid| self.in_cells(&kid).unwrap_or_else(|| vec![kid])).collect::<Vec<_>>() {
            if !self.joins(&kid, &mut items)? {
                self.close(&mut items, parent, &mut kept)?;
                kept.push(kid);
            }
        }
        self.close(&mut items, parent, &mut kept)?;
        self.hold(parent, kept)
    }

    /// Whether an element is an item, or a part of the last one.
    fn joins(&mut self, kid: &Object, items: &mut Vec<Item>) -> Result<bool, Error> {
        let Ok(id) = kid.as_reference() else { return Ok(false) };
        if let Some(label) = self.label_in(id) {
            // What is left of the paragraph is what the item says.
            let rest =
                self.kids(id).into_iter().filter(|kid| kid.as_reference().ok() != Some(label)).collect();
            let element = self.document.get_dictionary_mut(id)?;
            element.set("S", name("LBody"));
            element.set("K", Object::Array(rest));
            items.push(Item { list: self.list_of(label), label: Some(label), body: vec![id] });
            return Ok(true);
        }
        let Some((id, role)) = self.part(kid).map(|(id, mark)| (id, mark.role.clone())) else {
            return Ok(false);
        };
        let waiting = items.last_mut().filter(|item| item.body.is_empty() == (role == "LBody"));
        match (role.as_str(), waiting) {
            ("Lbl", _) => items.push(Item { list: self.list_of(id), label: Some(id), body: Vec::new() }),
            (_, Some(item)) => item.body.push(id),
            ("LBody", None) => items.push(Item { list: self.list_of(id), label: None, body: vec![id] }),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn list_of(&self, id: ObjectId) -> String {
        self.marks.get(&id).and_then(|mark| mark.list.clone()).unwrap_or_default()
    }

    /// Ends the lists that are open.
    fn close(
        &mut self,
        items: &mut Vec<Item>,
        parent: ObjectId,
        kept: &mut Vec<Object>,
    ) -> Result<(), Error> {
        let items = std::mem::take(items);
        // 次第 after its 日時 and 場所 is a list by itself.
        for list in items.chunk_by(|one, next| named(&one.list) == named(&next.list)) {
            kept.push(Object::Reference(self.list(list, parent)?));
        }
        Ok(())
    }

    /// A list of items, the deeper ones as lists in the items before them.
    fn list(&mut self, items: &[Item], parent: ObjectId) -> Result<ObjectId, Error> {
        let list = self.element("L", parent);
        let mut entries = Vec::new();
        let mut rest = items;
        while let [item, after @ ..] = rest {
            let deeper = after.iter().take_while(|next| next.list > item.list).count();
            let (below, next) = after.split_at(deeper);
            entries.push(Object::Reference(self.item(item, below, list)?));
            rest = next;
        }
        self.hold(list, entries)?;
        Ok(list)
    }

    fn item(&mut self, item: &Item, below: &[Item], list: ObjectId) -> Result<ObjectId, Error> {
        let id = self.element("LI", list);
        let body = item.body.first().copied().unwrap_or_else(|| self.element("LBody", id));
        let mut held = self.kids(body);
        held.extend(item.body.iter().skip(1).copied().map(Object::Reference));
        if !below.is_empty() {
            held.push(Object::Reference(self.list(below, body)?));
        }
        self.hold(body, held)?;
        let parts = item.label.into_iter().chain([body]).map(Object::Reference);
        self.hold(id, parts.collect())?;
        Ok(id)
    }

    fn element(&mut self, role: &str, parent: ObjectId) -> ObjectId {
        let mut element = Dictionary::new();
        element.set("Type", name("StructElem"));
        element.set("S", name(role));
        element.set("P", Object::Reference(parent));
        self.document.add_object(element)
    }

    /// Puts kids into an element.
    fn hold(&mut self, parent: ObjectId, kids: Vec<Object>) -> Result<(), Error> {
        for kid in kids.iter().filter_map(|kid| kid.as_reference().ok()) {
            self.document.get_dictionary_mut(kid)?.set("P", Object::Reference(parent));
        }
        self.document.get_dictionary_mut(parent)?.set("K", Object::Array(kids));
        Ok(())
    }
}

fn name(role: &str) -> Object {
    Object::Name(role.into())
}

/// The name of a list, without the depth.
fn named(list: &str) -> &str {
    list.trim_end_matches(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document of elements, each a role, an alternative text and its kids.
    enum Part {
        Of(&'static str, Vec<Part>),
        Marked(&'static str),
    }
    use Part::{Marked, Of};

    fn put(document: &mut Document, part: &Part) -> ObjectId {
        let mut element = Dictionary::new();
        element.set("Type", name("StructElem"));
        let (role, kids) = match part {
            Of(role, kids) => (*role, kids.iter().map(|kid| Object::Reference(put(document, kid))).collect()),
            Marked(mark) => {
                element.set("Alt", lopdf::text_string(mark));
                ("Figure", vec![Object::Integer(0)])
            }
        };
        element.set("S", name(role));
        element.set("K", Object::Array(kids));
        document.add_object(element)
    }

    /// What becomes of a document: 「Document(P L(LI(Lbl LBody)))」.
    fn made(parts: Vec<Part>) -> String {
        let mut document = Document::with_version("1.7");
        let root = put(&mut document, &Of("Document", parts));
        document.trailer.set("Root", Object::Reference(root));
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("it is written");
        let document = Document::load_mem(&with_roles(bytes).expect("it is read")).expect("it is read again");
        let root = document.trailer.get(b"Root").and_then(Object::as_reference).expect("a root");
        shown(&document, root)
    }

    fn shown(document: &Document, id: ObjectId) -> String {
        let element = document.get_dictionary(id).expect("an element");
        let role = String::from_utf8_lossy(element.get(b"S").and_then(Object::as_name).expect("a role"))
            .into_owned();
        let said =
            element.get(b"ActualText").ok().map(|said| lopdf::decode_text_string(said).expect("a text"));
        let kids = element.get(b"K").and_then(Object::as_array).expect("kids");
        let kids: Vec<String> =
            kids.iter().filter_map(|kid| Some(shown(document, kid.as_reference().ok()?))).collect();
        let said = said.map(|said| format!("「{said}」")).unwrap_or_default();
        if kids.is_empty() { role + &said } else { format!("{role}{said}({})", kids.join(" ")) }
    }

    fn item(mark: &'static str) -> Part {
        Of("P", vec![Marked(mark)])
    }

    #[test]
    fn paragraphs_with_a_label_are_items_and_the_deeper_ones_belong_to_them() {
        let parts = vec![
            Of("P", vec![]),
            item("=Lbl:0"),
            item("=Lbl:1"),
            item("=Lbl:1"),
            item("=Lbl:0"),
            Of("P", vec![]),
        ];
        assert_eq!(
            made(parts),
            "Document(P L(LI(Lbl LBody(L(LI(Lbl LBody) LI(Lbl LBody)))) LI(Lbl LBody)) P)"
        );
    }

    #[test]
    fn the_cells_of_a_grid_are_items_too_and_lists_of_other_names_are_apart() {
        let cell = |mark| Of("Div", vec![Marked(mark)]);
        let grid = || Of("Div", vec![cell("=Lbl:pairs0 日時"), cell("=LBody:pairs0")]);
        let parts = vec![grid(), grid(), item("=Lbl:0"), Marked("=P"), Of("Div", vec![cell("=LBody:0")])];
        let pair = "LI(Lbl「日時」 LBody)";
        assert_eq!(made(parts), format!("Document(L({pair} {pair}) L(LI(Lbl LBody(P)) LI(LBody)))"));
    }

    #[test]
    fn a_word_is_read_as_it_is_said_and_a_figure_stays_one() {
        let chart = Of("Figure", vec![]);
        assert_eq!(
            made(vec![Of("P", vec![Marked("=Span -3.0")]), chart]),
            "Document(P(Span「-3.0」) Figure)"
        );
    }
}
