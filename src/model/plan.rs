//! The plan: categories, measures (取組), and the departments that own them.

use serde::Deserialize;
use toml::Spanned;

use super::in_force::InForce;
use super::value::Cell;

/// What the plan is called, and where it speaks of progress management.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The full name.
    pub name: String,
    /// The name in running text, as 「戦略」.
    pub short: String,
    /// The chapter and section on progress management.
    pub chapter: String,
    /// The section in that chapter.
    pub section: String,
    /// The same, as a citation: 「第４章２」.
    pub cite: String,
    /// What the government calls itself: 「県の考え方」, 「市の考え方」.
    #[serde(default = "prefecture")]
    pub government: String,
    /// The body that heads the plan inside the prefecture.
    #[serde(default)]
    pub headquarters: String,
}

fn prefecture() -> String {
    "県".into()
}

/// A category (区分) of the plan's tree. Any may hold measures.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// What the inputs call it.
    pub id: Spanned<String>,
    /// The id of the category above; none at the top.
    pub parent: Option<Spanned<String>>,
    /// The printed label, as 「（２）」 or 「ア」.
    pub label: String,
    /// The title.
    pub title: String,
    /// How many measures the plan declares for it.
    pub count: Option<Spanned<u32>>,
    /// What its measures are counted as: 事業, プロジェクト. Counts with different counters are never summed.
    #[serde(default)]
    pub counter: String,
    /// Whether the plan's tree prints its measures by name.
    #[serde(default)]
    pub list_measures: bool,
}

/// A department (部局の課) that returns and gets letters.
#[derive(Debug, Clone)]
pub struct Department {
    /// Its code, which names its files.
    pub code: Cell,
    /// 部局.
    pub bureau: Cell,
    /// 課.
    pub division: Cell,
    /// From when to when the row holds: another of the same code has the name before or after.
    pub in_force: InForce,
    /// The code of the department (部) that gets what concerns this one in letters to 部; empty where there is none.
    pub gathered_by: Cell,
    /// The addressee of its letters, without an honorific.
    pub addressee: Cell,
    /// 敬称: what stands behind the addressee; empty where that is the letter's or the house's own.
    pub honorific: Cell,
    /// The mail address; empty where none is known.
    pub mail: Cell,
    /// The most megabytes of a message that it takes; empty where that is not known.
    pub mail_limit: Cell,
}

/// A measure (取組) of the plan.
#[derive(Debug, Clone)]
pub struct Measure {
    /// 取組番号: 2-ア-1.
    pub number: Cell,
    /// 取組名.
    pub title: Cell,
    /// The id of its category.
    pub category: Cell,
    /// The code of the department that owns it.
    pub owner: Cell,
    /// 旧番号: the number that it had last year, where that is another one.
    pub former: Cell,
}
