//! The columns of the other tables that have a form: opinions, ballots, reports on opinions, and replies.

use std::sync::Arc;

use super::ballot::Vote;
use super::choice::Choice;
use super::column::{Column, Columns, Holds, OnForm};
use super::department_report::ReportState;
use super::opinion::OpinionKind;
use super::reply::Attendance;
use super::stage::FormKind;

impl FormKind {
    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            FormKind::Return => "調査票",
            FormKind::Opinion => "意見の回答書",
            FormKind::Ballot => "書面開催の回答書",
            FormKind::Report => "対応報告書",
            FormKind::Attendance => "出欠の回答票",
        }
    }

    /// The folder below `inputs/` where it is put when it is back.
    pub fn folder(self) -> &'static str {
        match self {
            FormKind::Return => "submissions",
            FormKind::Opinion => "opinions",
            FormKind::Ballot => "ballots",
            FormKind::Report => "reports",
            FormKind::Attendance => "replies",
        }
    }
}

impl Columns {
    /// The columns of advice and opinions.
    pub fn of_opinions() -> Self {
        Self::new([
            Column::new("番号", Holds::OpinionNumber).required().on_form(OnForm::ByOffice).example("例"),
            Column::new("受付日", Holds::Date).required().on_form(OnForm::ByOffice),
            Column::new("提出者", Holds::Words)
                .required()
                .on_form(OnForm::Locked)
                .width(18.0)
                .example("例の市"),
            Column::new("種別", Holds::choice::<OpinionKind>())
                .required()
                .on_form(OnForm::Locked)
                .width(7.0)
                .example("意見"),
            Column::new("取組番号", Holds::MeasureNumber)
                .required()
                .hint("意見に関係する取組の番号を御記入ください。全体に関する意見の場合は、空欄としてください。")
                .example("例-1"),
            Column::new("意見の概要", Holds::Words)
                .required()
                .width(80.0)
                .hint("一行に一つの意見を御記入ください。意見がない場合は、一行目に「意見なし」と御記入ください。")
                .example("夜間も案内を受けられるようにしてほしい。"),
            Column::new("備考", Holds::Words).on_form(OnForm::Absent),
        ])
    }

    /// The columns of the form on which a member votes. The first says on which meeting's motions: a body may meet more
    /// than once a year.
    pub fn of_ballot_form() -> Self {
        Self::new([
            Column::new("会議", Holds::Name).required().on_form(OnForm::Locked).width(14.0).example("例"),
            Column::new("議案", Holds::Ordinal).required().on_form(OnForm::Locked).width(6.0).example("例"),
            Column::new("件名", Holds::Words)
                .on_form(OnForm::Locked)
                .width(30.0)
                .example("会議の運営について"),
            Column::new("回答", Holds::choice::<Vote>())
                .required()
                .width(12.0)
                .hint("「承認する」又は「承認しない」を、一覧から選択してください。")
                .example("承認する"),
            Column::new("理由", Holds::Words)
                .width(40.0)
                .hint("承認しない場合に、その理由を御記入ください。"),
            Column::new("意見", Holds::Words)
                .width(40.0)
                .hint("意見があれば、賛否にかかわらず御記入ください。"),
            Column::new("受付日", Holds::Date).on_form(OnForm::Absent),
            Column::new("備考", Holds::Words).on_form(OnForm::Absent),
        ])
    }

    /// The columns of replies to an invitation. コード and 段階 are the secretariat's: in a file that is not a member's own
    /// they say whose a row is, and of which meeting.
    pub fn of_replies() -> Self {
        let locked = |name: &str, holds| Column::new(name, holds).on_form(OnForm::Locked);
        Self::new([
            locked("会議", Holds::Name).key().width(18.0).example("例"),
            locked("日時", Holds::Words).width(17.0).example("令和２年２月７日（金）午後２時から"),
            locked("構成員", Holds::Words).width(13.0).example("例の部長"),
            Column::new("出欠", Holds::one_of(Attendance::ON_FORM.map(Choice::label)))
                .required()
                .hint("「出席」、「欠席」、「代理」又は「オンライン」を、一覧から選択してください。")
                .example("代理"),
            Column::new("代理者の氏名", Holds::Words)
                .width(14.0)
                .hint("出欠が「代理」の場合に御記入ください。")
                .example("甲野　太郎"),
            Column::new("代理者の職", Holds::Words)
                .width(15.0)
                .hint("出欠が「代理」の場合に御記入ください。")
                .example("例の部次長"),
            Column::new("備考", Holds::Words).width(16.0).hint("連絡事項があれば御記入ください。"),
            Column::new("受付日", Holds::Date).on_form(OnForm::Absent),
            Column::new("コード", Holds::Name).on_form(OnForm::Absent),
            Column::new("段階", Holds::Name).on_form(OnForm::Absent),
        ])
    }

    /// The columns of the replies that were asked for when the form itself named the stage (段階), before all others.
    pub fn of_replies_by_stage() -> Self {
        let stage = Column::new("段階", Holds::Name).on_form(OnForm::Locked);
        let others = Self::of_replies();
        let others = others.iter().filter(|column| !column.is("段階")).map(|column| (**column).clone());
        Self::new([stage].into_iter().chain(others))
    }

    /// The columns of the form on which a department reports what came of advice and opinions, and of what the government
    /// answered to them: 「県の考え方」, 「市の考え方」.
    pub fn of_report_form(government: &str) -> Self {
        let answer = Column::new(&format!("{government}の考え方"), Holds::Words)
            .on_form(OnForm::Locked)
            .width(30.0)
            .example("〔反映〕夜間の案内の方法を検討します。");
        let others = Self::of_report_form_without_answers();
        let of = |column: &Arc<Column>| (**column).clone();
        let asked = |column: &&Arc<Column>| column.on_form == OnForm::Asked;
        let (known, asked): (Vec<_>, Vec<_>) = others.iter().partition(|column| !asked(column));
        Self::new(known.into_iter().map(of).chain([answer]).chain(asked.into_iter().map(of)))
    }

    /// The columns of the reports that were asked for when the form did not say what was answered, before all others.
    pub fn of_report_form_without_answers() -> Self {
        Self::new([
            Column::new("番号", Holds::OpinionNumber)
                .required()
                .on_form(OnForm::Locked)
                .width(7.0)
                .example("例"),
            Column::new("取組番号", Holds::MeasureNumber)
                .on_form(OnForm::Locked)
                .width(9.0)
                .example("例-1"),
            Column::new("種別", Holds::choice::<OpinionKind>())
                .on_form(OnForm::Locked)
                .width(6.0)
                .example("意見"),
            Column::new("助言・意見の概要", Holds::Words)
                .on_form(OnForm::Locked)
                .width(34.0)
                .example("夜間も案内を受けられるようにしてほしい。"),
            Column::new("対応の状況", Holds::choice::<ReportState>())
                .required()
                .width(10.0)
                .example("対応予定"),
            Column::new("対応の内容", Holds::Words)
                .required()
                .width(34.0)
                .hint("行ったこと又は行う予定のことを記入してください。対応しないときは、その理由を記入してください。")
                .example("夜間の案内を試行する。"),
            Column::new("時期", Holds::Words)
                .width(10.0)
                .hint("対応した時期又は対応する予定の時期を記入してください。")
                .example("令和３年度"),
        ])
    }
}
