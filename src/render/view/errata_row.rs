//! A row of a 正誤表.

use serde::Serialize;

/// What stands for a text where the paper had none.
pub const NOTHING: &str = "（記載なし）";
/// What stands for a text that is gone.
pub const STRUCK: &str = "（削る）";

/// A difference from what was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErrataRow {
    /// Of what kind it is.
    pub kind: ErrataKind,
    /// What it belongs to: 「2-ア-15　河川・道路の映像の公開」.
    pub place: String,
    /// What of it differs: 「映像を公開する監視カメラの台数　実績値」.
    pub what: String,
    /// Where it was printed, a line for each paper or annex: 「資料４　３ページ」. Of what is new, only the papers.
    pub papers: Vec<String>,
    /// The text as it was issued; 「（記載なし）」 where there was none.
    pub old: String,
    /// The text as it is now; 「（削る）」 where it is gone.
    pub new: String,
}

/// Of what kind a difference is. What was announced as 確認中 and is known now was no mistake, and neither was a count
/// that follows from its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum ErrataKind {
    /// What was issued was wrong.
    #[serde(rename = "訂正")]
    Wrong,
    /// What was issued said 確認中, and now is known.
    #[serde(rename = "確認")]
    Confirmed,
    /// A paper, an indicator or a figure is new.
    #[serde(rename = "追加")]
    Added,
    /// A paper or an indicator is gone.
    #[serde(rename = "削除")]
    Removed,
    /// A count differs because what it counts does.
    #[serde(rename = "集計")]
    Count,
}
