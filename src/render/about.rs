//! What the manifest will say of a file, taken from the scope that it is made of.

use super::artifact::{About, FileKind, FileRecipient};
use super::scope::Scope;
use crate::model::recipient::Recipient;

/// What the manifest will say of a file that is made from this scope. `document` is the paper's id, or the name of
/// the letter, form or annex. Pages, contents and message are filled in by whoever sets the file.
pub fn about(
    scope: &Scope<'_>,
    kind: FileKind,
    document: &str,
    path: String,
    number: Option<String>,
    title: String,
) -> About {
    let rows = scope.rows.iter().map(|r| r.figures.file.to_string());
    let opinions =
        scope.opinions.iter().chain(&scope.remarks).filter_map(|o| o.number.origin.file().map(Into::into));
    let mut made_from: Vec<String> = rows.chain(opinions).collect();
    made_from.push(scope.cycle.source.file.to_string());
    made_from.sort();
    made_from.dedup();
    About {
        path,
        stage: scope.stage.id.get_ref().clone(),
        kind,
        order: order(scope, kind, document),
        document: document.to_owned(),
        number,
        title,
        date: Some(scope.date),
        pages: 0,
        recipient: scope.recipient.as_ref().map(|own| recipient(scope, own)),
        made_from,
        names: names(scope, kind, document),
        contents: Vec::new(),
        message: None,
    }
}

/// The codes of those whom the scope's own texts name: an opinion of Ａ村 brings its name. Asked of what is mailed only.
fn names(scope: &Scope<'_>, kind: FileKind, document: &str) -> Vec<String> {
    let mailed = || {
        let papers = scope.stage.mail.iter().flat_map(|mail| &mail.papers);
        papers.into_iter().any(|id| id.get_ref() == document)
    };
    let mut texts: Vec<&str> = match scope.recipient.is_some() || kind != FileKind::Values && mailed() {
        true => scope.texts().filter(|text| !text.is_empty()).collect(),
        false => Vec::new(),
    };
    if texts.is_empty() {
        return Vec::new();
    }
    texts.sort_unstable();
    texts.dedup();
    scope.mentions.in_any(&texts).into_iter().map(|one| one.key().to_owned()).collect()
}

/// A recipient of the scope's stage as the manifest names one: code, addressee, honorific and mail address. In a scope of
/// copies it is known by their code.
pub fn recipient(scope: &Scope<'_>, recipient: &Recipient<'_>) -> FileRecipient {
    FileRecipient {
        code: scope.copy_code.as_deref().unwrap_or_else(|| recipient.code()).into(),
        addressee: recipient.addressee().into(),
        honorific: scope.honorific(recipient),
        mail: recipient.mail().text.clone(),
    }
}

/// The file's place, from 0: of a paper or an annex that in its stage's declaration, of a recipient's file that of
/// the recipient in the list of departments, organizations or members.
fn order(scope: &Scope<'_>, kind: FileKind, document: &str) -> usize {
    let stage = scope.stage;
    let cycle = scope.cycle;
    let place = match (&scope.recipient, kind) {
        (Some(Recipient::Department(own) | Recipient::Bureau(own)), _) => {
            cycle.departments.iter().position(|d| d.code == own.code)
        }
        (Some(Recipient::Organization(own)), _) => cycle.organization_index.get(&own.code.text).copied(),
        (Some(Recipient::Member(own)), _) => {
            cycle.members_of(&own.body.text).position(|m| m.code == own.code)
        }
        (None, FileKind::Paper) => stage.papers.iter().position(|p| p.id() == document),
        (None, _) => stage.annexes.iter().position(|a| a.annex.get_ref() == document),
    };
    place.unwrap_or_default()
}
