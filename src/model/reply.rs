//! Replies (出欠の回答): whether a member comes to a meeting, and who comes instead.

use chrono::NaiveDate;

use super::choice::{Choice, choice};
use super::no_answer::is_no_name;
use super::value::{Cell, Field};

/// What one member answered to the invitation to one meeting.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The id of the meeting.
    pub stage: Cell,
    /// The member's code: that of the file's name or of the form, or what the secretariat wrote into the row.
    pub member: Cell,
    /// How the member takes part.
    pub attendance: Field<Attendance>,
    /// The name of who comes instead.
    pub proxy_name: Cell,
    /// The post of who comes instead.
    pub proxy_post: Cell,
    /// 備考, for the secretariat. No paper prints it.
    pub note: Cell,
    /// The day on which it came: of the row, else of the file. Nobody knows it where it has no value.
    pub received: Field<NaiveDate>,
}

impl Reply {
    /// Who comes instead, as papers print it: 「健康福祉部次長　甲野　太郎」.
    pub fn proxy(&self) -> String {
        let parts = [&self.proxy_post, &self.proxy_name].map(|cell| cell.text.as_str());
        parts
            .into_iter()
            .filter(|text| !text.is_empty() && !is_no_name(text))
            .collect::<Vec<_>>()
            .join("\u{3000}")
    }

    /// Whether it says that someone else comes, be it that nobody knows yet who.
    pub fn has_proxy(&self) -> bool {
        !(self.proxy_name.is_empty() && self.proxy_post.is_empty())
    }

    /// Whether it says the same as another.
    pub fn says_like(&self, other: &Self) -> bool {
        self.attendance.reading == other.attendance.reading && self.proxy() == other.proxy()
    }
}

choice! {
    /// 出欠: how a member takes part.
    Attendance {
        Present = "出席",
        Absent = "欠席",
        Proxy = "代理",
        Online = "オンライン",
        /// Comes, and leads the meeting instead of the chair. No form offers it: the secretariat writes it.
        Acting = "職務代理",
    }
}

impl Attendance {
    /// Those of which a member chooses one on the form.
    pub const ON_FORM: [Self; 4] = [Self::Present, Self::Absent, Self::Proxy, Self::Online];
}
