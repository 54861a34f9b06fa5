//! What a stage and its meeting are called, on forms and by people.

use super::body::Body;
use super::stage::Stage;
use crate::ground::text::running_digits;
use crate::ground::wareki;

impl Stage {
    /// What forms call the stage among all: its title, with its date where another stage of the kind has the same title.
    pub fn called_among(&self, stages: &[Self]) -> String {
        self.told_apart(stages, |stage| stage.title.clone())
    }

    /// Which meeting of its body it is, as papers print it: 「第１回」; none where that is not said.
    pub fn session_label(&self) -> Option<String> {
        self.session.map(|n| running_digits(&format!("第{n}回")))
    }

    /// What people know the meeting by: 「第１回千葉県ＩＣＴアドバイザリー会議」; its title where no body meets.
    pub fn meeting_name(&self, bodies: &[Body]) -> String {
        let body = bodies.iter().find(|body| self.body.as_ref().is_some_and(|id| id == &body.id));
        format!("{}{}", self.session_label().unwrap_or_default(), body.map_or(&self.title, |body| &body.name))
    }

    /// What reply forms call the meeting among all stages: its name, with its date where another meeting has the same name.
    pub fn called_on_replies(&self, stages: &[Self], bodies: &[Body]) -> String {
        self.told_apart(stages, |stage| stage.meeting_name(bodies))
    }

    /// Its name, with its date where another stage of the kind has the same name; its id where both are on one day.
    fn told_apart(&self, stages: &[Self], name: impl Fn(&Self) -> String) -> String {
        let own = name(self);
        let alike: Vec<&Self> =
            stages.iter().filter(|stage| stage.kind == self.kind && name(stage) == own).collect();
        let of_day = alike.iter().filter(|stage| stage.date == self.date).count();
        match alike.len() {
            0 | 1 => own,
            _ if of_day > 1 => self.id.get_ref().clone(),
            _ => format!("{own}（{}）", wareki::date(self.date)),
        }
    }
}
