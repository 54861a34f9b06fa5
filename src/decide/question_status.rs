//! How every question of the year stands on a day, for who follows the returns.

use chrono::NaiveDate;
use serde::Serialize;

use crate::decide::answers::{Answered, Standing};
use crate::decide::question::Question;
use crate::decide::sent_in::SentIn;
use crate::ground::wareki;

/// How a question stands. These names are kept: other programs read them.
#[derive(Serialize)]
pub struct QuestionStatus {
    /// 「opinions/opinion」
    pub question: String,
    /// The stage's title.
    pub stage: String,
    /// The form's title.
    pub form: String,
    /// The day on which it was asked.
    pub asked: NaiveDate,
    /// The last day for answers; none where no day was named.
    pub due: Option<NaiveDate>,
    /// How many were asked.
    pub recipients: usize,
    /// How many of them answered all of it.
    pub answered: usize,
    /// How many answered a part of it.
    pub partly: usize,
    /// How many sent what can't be read.
    pub unsettled: usize,
    /// How many did not answer.
    pub unanswered: usize,
    /// How many answered, all or a part of it, after the last day.
    pub late: usize,
    /// Everyone who was asked, in the order of the list.
    pub rows: Vec<RecipientStatus>,
}

/// How one who was asked stands to a question.
#[derive(Serialize)]
pub struct RecipientStatus {
    /// Its code.
    pub code: String,
    /// Its short name.
    pub name: String,
    /// `answered`, `partly`, `unsettled` or `unanswered`.
    pub state: &'static str,
    /// The days on which something came.
    pub days: Vec<NaiveDate>,
    /// The last day for its answer, where it was asked once more a later one than the question's.
    pub due: Option<NaiveDate>,
    /// Whether the last of them is after the last day.
    pub late: bool,
    /// What is open of it, where a part was answered.
    pub open: Vec<String>,
    /// The files in which it came, below the root.
    pub files: Vec<String>,
}

/// Every question that had been put by a day, or the one that is named.
pub fn of(sent: SentIn<'_>, day: NaiveDate, named: Option<&str>) -> Vec<QuestionStatus> {
    let all = Question::all(sent.cycle).into_iter();
    let meant = named.and_then(|named| Question::find(sent.cycle, named)).map(|question| question.id());
    let is_meant = |question: &Question<'_>| match named {
        Some(_) => Some(question.id()) == meant,
        None => question.stage.date <= day,
    };
    all.filter(is_meant).map(|question| status(&question, &question.standings(sent, day))).collect()
}

fn status(question: &Question<'_>, standings: &[Standing<'_>]) -> QuestionStatus {
    let rows: Vec<RecipientStatus> = standings.iter().map(recipient).collect();
    let count = |state: &str| rows.iter().filter(|row| row.state == state).count();
    QuestionStatus {
        question: question.id(),
        stage: question.stage.title.clone(),
        form: question.title.to_owned(),
        asked: question.stage.date,
        due: question.due(),
        recipients: rows.len(),
        answered: count("answered"),
        partly: count("partly"),
        unsettled: count("unsettled"),
        unanswered: count("unanswered"),
        late: rows.iter().filter(|row| row.late).count(),
        rows,
    }
}

fn recipient(standing: &Standing<'_>) -> RecipientStatus {
    let state = match &standing.state {
        Answered::Not => "unanswered",
        Answered::Partly { .. } => "partly",
        Answered::Unsettled => "unsettled",
        Answered::Whole => "answered",
    };
    RecipientStatus {
        code: standing.recipient.code().into(),
        name: standing.recipient.name().into(),
        state,
        days: standing.days.iter().copied().collect(),
        due: standing.due,
        late: standing.is_late(),
        open: standing.state.open(),
        files: standing.files.iter().map(ToString::to_string).collect(),
    }
}

impl QuestionStatus {
    /// What is said of it: a heading, the counts, and who is late, has answered in part or not at all.
    pub fn lines(&self, day: NaiveDate) -> Vec<String> {
        let due = self.due.map_or(String::new(), |due| {
            format!("　期限 {}（{}）", wareki::date_with_weekday(due), left(due, day))
        });
        let named = |label: &str, is: fn(&RecipientStatus) -> bool| {
            let rows: Vec<String> =
                self.rows.iter().filter(|row| is(row)).map(RecipientStatus::named).collect();
            (!rows.is_empty()).then(|| format!("　{label}　{}", rows.join("、")))
        };
        let counts = format!(
            "　回答 {}／{}、一部 {}、確認中 {}、未回答 {}、期限後 {}",
            self.answered, self.recipients, self.partly, self.unsettled, self.unanswered, self.late
        );
        let names = [
            named("期限後", |row| row.late),
            named("一部", |row| row.state == "partly"),
            named("確認中（届いたが読めない）", |row| row.state == "unsettled"),
            named("未回答", |row| row.state == "unanswered"),
        ];
        let head = format!("{}　{}（{}）{due}", self.stage, self.form, self.question);
        [head, counts].into_iter().chain(names.into_iter().flatten()).collect()
    }
}

impl RecipientStatus {
    /// 「働き方支援課（４月16日。番号２が残る）」
    fn named(&self) -> String {
        let days = self.days.iter().map(|day| wareki::date(*day)).collect::<Vec<_>>().join("、");
        let open = self.open.join("、");
        match (days.as_str(), open.as_str()) {
            ("", "") => self.name.clone(),
            (days, "") => format!("{}（{days}）", self.name),
            (days, open) => format!("{}（{days}。残り {open}）", self.name),
        }
    }
}

/// How far a day is from the last one: 「あと 1日」.
pub fn left(due: NaiveDate, day: NaiveDate) -> String {
    match (due - day).num_days() {
        0 => "今日まで".into(),
        left @ 1.. => format!("あと {left}日"),
        over => format!("{}日過ぎました", -over),
    }
}
