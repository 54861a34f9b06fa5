//! Which fields of a row are published: each is made of columns of the return, and withheld with any of them.

use std::collections::BTreeSet;

use crate::model::publication::WithheldParts;

/// What no row says to the public: what departments wrote to the secretariat alone, or in columns that nobody declared.
pub const INTERNAL: [&str; 2] = ["note", "extra"];

/// The fields of a row of indicators, each with the columns of the return that it would tell. A rate tells the values of which
/// it is reckoned; a class does not.
const FIELDS: [(&str, &[&str]); 23] = [
    ("unit", &["単位"]),
    ("type", &["指標の型"]),
    ("direction", &["方向"]),
    ("baseline", &["基準値"]),
    ("baseline_year", &["基準年度"]),
    ("expected", &["目安値", "基準値", "目標値"]),
    ("actual", &["実績値", "定性の状況"]),
    ("actual_year", &["実績年度"]),
    ("actual_state", &["実績の区分"]),
    ("target", &["目標値"]),
    ("target_year", &["目標年度"]),
    ("basis", &["目標の根拠"]),
    ("basis_plan", &["根拠計画名"]),
    ("no_target", &["目標を設定しない理由", "理由（記述）"]),
    ("achievement", &["実績値", "目安値", "基準値", "目標値"]),
    ("progress", &["実績値", "基準値", "目標値"]),
    ("bar", &["実績値", "目安値", "基準値", "目標値"]),
    ("class_note", &["実績値", "基準値"]),
    ("status", &["定性の状況"]),
    ("activity", &["取組内容・実績"]),
    ("issue", &["課題"]),
    ("plan", &["今後の予定"]),
    ("repeat", &["再掲"]),
];

/// The columns of the return that are values of years, by the names that templates have for these.
const SERIES: [(&str, &str); 4] =
    [("baseline", "基準値"), ("actual", "実績値"), ("target", "目標値"), ("expected", "目安値")];

/// The fields of a row that are not published.
pub fn withheld_fields(withheld: &WithheldParts) -> BTreeSet<&'static str> {
    let is_withheld = |columns: &&[&str]| columns.iter().any(|column| withheld.has_column(column));
    let fields = FIELDS.iter().filter(|(_, columns)| is_withheld(columns)).map(|(field, _)| *field);
    fields.chain(INTERNAL).collect()
}

/// Whether the values of years of a series are not published.
pub fn withholds_series(withheld: &WithheldParts, series: &str) -> bool {
    SERIES.iter().any(|(name, column)| *name == series && withheld.has_column(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_withheld_with_what_it_is_reckoned_of() {
        let withheld = |toml: &str| {
            let parts: WithheldParts = toml::from_str(toml).expect("TOML");
            withheld_fields(&parts).into_iter().collect::<Vec<_>>()
        };
        assert_eq!(withheld(""), ["extra", "note"]);
        assert_eq!(withheld("columns = [\"課題\"]"), ["extra", "issue", "note"]);
        let actual = withheld("columns = [\"実績値\"]");
        assert_eq!(actual, ["achievement", "actual", "bar", "class_note", "extra", "note", "progress"]);
        let parts: WithheldParts = toml::from_str("columns = [\"実績値\"]").expect("TOML");
        assert!(withholds_series(&parts, "actual") && !withholds_series(&parts, "target"));
    }
}
