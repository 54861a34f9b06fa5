//! What a meeting decided about its papers, and what that makes of them.

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use super::toml_date::{date, optional_date};

/// What stands at the end of a title until the paper is decided.
pub const DRAFT: &str = "（案）";

/// A title without 「（案）」 at its end, whichever brackets it is written in.
///
/// ```
/// use shiryo::model::decision::without_draft;
/// assert_eq!(without_draft("方針（案）"), "方針");
/// assert_eq!(without_draft("方針(案)"), "方針");
/// assert_eq!(without_draft("方針（案）について"), "方針（案）について");
/// ```
pub fn without_draft(title: &str) -> &str {
    let title = title.trim_end();
    let bare = title.strip_suffix(['）', ')']).and_then(|left| left.trim_end().strip_suffix('案'));
    let bare = bare.and_then(|left| left.trim_end().strip_suffix(['（', '(']));
    bare.map_or(title, str::trim_end)
}

/// Whether a title calls its paper a draft, wherever in it: 「方針（案）」, 「方針［素案］」, 「方針（たたき台）について」.
///
/// ```
/// use shiryo::model::decision::is_called_draft;
/// assert!(is_called_draft("方針（素案）の概要") && is_called_draft("（案）"));
/// assert!(!is_called_draft("提案について（概要）"));
/// ```
pub fn is_called_draft(title: &str) -> bool {
    const OPENING: [char; 6] = ['（', '(', '［', '[', '【', '〔'];
    const CLOSING: [char; 6] = ['）', ')', '］', ']', '】', '〕'];
    let pieces = title.split(CLOSING).filter_map(|piece| piece.rsplit_once(OPENING));
    pieces.map(|(_, inside)| inside.trim()).any(|inside| inside.ends_with('案') || inside == "たたき台")
}

/// Whether a title is that of a paper that can be decided on: it ends in 「（案）」, and without it no draft is left in it.
pub fn can_be_put(title: &str) -> bool {
    let bare = without_draft(title);
    bare != title.trim_end() && !bare.is_empty() && !is_called_draft(bare)
}

/// A decision about one paper of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The id of the paper, one of those that the stage `approves`.
    pub paper: Spanned<String>,
    /// What was decided.
    pub result: Resolution,
    /// The day of the decision.
    #[serde(deserialize_with = "date")]
    pub date: NaiveDate,
    /// Of an amended paper, the last day whose returns it uses: the amendment came after the meeting's own cutoff.
    #[serde(default, deserialize_with = "optional_date")]
    pub cutoff: Option<NaiveDate>,
    /// Of an amended paper of prose, its words as they were amended, of `templates/words/`.
    pub words: Option<Spanned<String>>,
    /// What else is to be said of it, as what was amended.
    #[serde(default)]
    pub note: String,
    /// Whether nothing speaks against it; found out when everything is read. Until then nothing counts as decided.
    #[serde(skip)]
    pub holds: bool,
}

/// What a meeting decides about a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Resolution {
    /// 承認
    Approved,
    /// 修正の上承認
    Amended,
    /// 否決
    Rejected,
    /// 継続審議
    Continued,
}

impl Resolution {
    /// Whether the paper is final with it.
    pub fn is_final(self) -> bool {
        matches!(self, Resolution::Approved | Resolution::Amended)
    }

    /// What minutes and letters call it: 「修正の上承認」.
    pub fn label(self) -> &'static str {
        match self {
            Resolution::Approved => "承認",
            Resolution::Amended => "修正の上承認",
            Resolution::Rejected => "否決",
            Resolution::Continued => "継続審議",
        }
    }

    /// How the paper says who decided: 「…委員会承認」, 「…委員会において修正の上承認」.
    pub fn after(self, body: &str) -> String {
        match self {
            Resolution::Approved => format!("{body}承認"),
            Resolution::Amended => format!("{body}において修正の上承認"),
            Resolution::Rejected => format!("{body}において否決"),
            Resolution::Continued => format!("{body}において継続審議"),
        }
    }
}

/// What was decided about a paper that is printed again after the meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finality {
    /// Who decides: the body's full name.
    pub body: String,
    /// The decision; none as long as there is none.
    pub decision: Option<Decision>,
}

/// A title with 「（案）」 at its end, once.
pub fn draft(title: &str) -> String {
    format!("{}{DRAFT}", without_draft(title))
}

impl Finality {
    /// The title of what was decided, which is no draft any more; what was not decided stays one, whatever is declared.
    pub fn title(&self, title: &str) -> String {
        if self.is_final() { without_draft(title).into() } else { draft(title) }
    }

    /// Whether the paper is final.
    pub fn is_final(&self) -> bool {
        self.decision.as_ref().is_some_and(|decision| decision.result.is_final())
    }
}
