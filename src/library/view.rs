//! The views that documents and annexes may ask for, with what they choose.

use serde::Deserialize;

/// A view as `document.toml` and annex files ask for it.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "view", rename_all = "lowercase", deny_unknown_fields)]
pub enum ViewSpec {
    /// Indicators with their judgement, one row each.
    Indicators {
        /// Whether the rows stand below the headings of their categories.
        #[serde(default)]
        group: GroupIndicators,
        /// Which indicators are shown: all, those with a target, those without.
        #[serde(default)]
        only: WhichIndicators,
        /// The fields of a row that a paper's template gets; all if none is named. Annexes name theirs as columns.
        #[serde(default)]
        fields: Vec<String>,
    },
    /// Counts of indicators: categories by classes, or by where targets come from.
    Crosstab {
        /// What has a row each: the categories or the departments.
        #[serde(default)]
        rows: RowAxis,
        /// What has a column each: the classes or the bases of targets.
        columns: ColumnAxis,
    },
    /// What the classes mean, made from the rules in force.
    Legend {},
    /// 概要 of the progress: how many indicators stand well, and those of the last class.
    Outline {},
    /// The members of a body.
    Roster {
        /// The id of the body; none for the one that meets at the stage.
        body: Option<String>,
    },
    /// The seats of the stage's meeting.
    Seats {},
    /// The steps of progress management with their schedule.
    Steps {},
    /// The items of the stage's agenda.
    Agenda {},
    /// The measures with their departments.
    Measures {},
    /// The nodes of the plan's tree with the classes that `[[evaluation.nodes]]` gives them.
    Nodes {},
    /// The years of indicators: a row for each series, a column for each year.
    Years {},
    /// What each stage of evaluation gave the nodes of the plan's tree.
    Reviews {},
    /// Advice and opinions by measure.
    Opinions {
        /// Whether only advice (助言), only opinions (意見) or both are shown.
        #[serde(default)]
        only: WhichOpinions,
        /// Whether the rows stand below the headings of their measures.
        #[serde(default)]
        group: GroupOpinions,
        /// Whose opinions are shown: everyone's, the meeting's, the organizations'.
        #[serde(default)]
        of: WhoseOpinions,
    },
    /// The organizations that sent no opinion.
    Unanswered {
        /// Whether those are shown that sent no answer, or those that answered that they have none.
        #[serde(default)]
        only: WhichSilent,
    },
    /// Who has returned, who has not.
    Submissions {},
    /// What is asked of the returns.
    Questions {},
    /// 受付簿: every question so far, whom it was put to, and when the answer came.
    Receipts {},
    /// 対応状況一覧: what departments made of advice and opinions.
    FollowUp {
        /// Whether what was said at meetings (発言) stands in it too.
        #[serde(default = "shown")]
        remarks: bool,
    },
    /// The motions of a written meeting.
    Motions {},
    /// The result of a written meeting.
    Tally {},
    /// Where every value comes from.
    Origins {},
    /// The rows of a table that the cycle declares for itself.
    Table {
        /// The table's id in `cycle.toml`.
        table: String,
    },
    /// All tables that the cycle declares for itself, each with its rows.
    Tables {},
    /// A numbered table, as of public comments, with its counts.
    Comments {
        /// The table's id in `cycle.toml`; the first numbered one if none is named.
        table: Option<String>,
    },
    /// The figures that are not what was issued.
    Errata {},
    /// What changed of measures and targets since an earlier stage.
    Changes {},
}

fn shown() -> bool {
    true
}

/// Which organizations without an opinion are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhichSilent {
    /// Those that sent no answer.
    #[default]
    Unanswered,
    /// Those that answered that they have no opinion (意見なし).
    NoOpinion,
}

/// How rows of indicators are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupIndicators {
    /// One list.
    #[default]
    None,
    /// Below the headings of their categories.
    Category,
}

/// Which indicators are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhichIndicators {
    /// All of them.
    #[default]
    All,
    /// Those that are counted, and those not resolved yet.
    WithTarget,
    /// Those that are said to have no target (目標なし), with the reason.
    WithoutTarget,
}

/// What the rows of a cross-tab are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RowAxis {
    /// The categories of the plan.
    #[default]
    Category,
    /// The departments that own a measure.
    Department,
}

/// What the columns of a cross-tab are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnAxis {
    /// The classes, and what is not known.
    Class,
    /// Where targets come from: 総合計画, 個別計画, 他県参考, 独自.
    Basis,
}

/// Which kinds of opinions are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WhichOpinions {
    /// All of them.
    #[default]
    All,
    /// Advice (助言) alone.
    Advice,
    /// Opinions (意見) alone.
    Opinion,
}

/// Whose opinions are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WhoseOpinions {
    /// Everyone's.
    #[default]
    All,
    /// Of the stage's meeting: from its body, from its day on, until the body meets again.
    Meeting,
    /// Of municipalities and members.
    Organizations,
}

/// How opinions are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupOpinions {
    /// By the measure that they are on.
    #[default]
    Measure,
    /// In the order of their numbers.
    None,
}
