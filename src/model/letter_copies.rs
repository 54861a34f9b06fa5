//! Copies (写し) of letters: who gets one, and what tells it from what the stage writes to the same one otherwise.

use super::cycle::Cycle;
use super::letter::Letter;
use super::recipient::Recipient;
use super::stage::Stage;

/// What stands behind the code of one who gets copies besides what is its own: 「joho（写し）」. A code has no such letters.
const MARK: &str = "（写し）";

/// A code without the mark of copies: who it is.
pub fn without_mark(code: &str) -> &str {
    code.strip_suffix(MARK).unwrap_or(code)
}

/// Whether a code has the mark of copies.
pub fn is_marked(code: &str) -> bool {
    code.ends_with(MARK)
}

impl<'a> Recipient<'a> {
    /// Those who get a copy of a letter of a stage, in the order in which it names them; nobody who has a flaw.
    pub fn copied(cycle: &'a Cycle, stage: &Stage, letter: &Letter) -> Vec<Self> {
        let mut copied: Vec<Self> = Vec::new();
        let codes = letter.copies.iter().map(|code| code.get_ref().as_str());
        for one in codes.filter_map(|code| Self::everyone(cycle).find(|one| one.code() == code)) {
            let is_known = copied.iter().any(|known| known.code() == one.code());
            if !is_known && one.gets_copy(cycle, stage, letter) && one.flaw_in_lists(cycle).is_none() {
                copied.push(one);
            }
        }
        copied
    }

    /// Those who get a copy of any letter of a stage, each once.
    pub fn all_copied(cycle: &'a Cycle, stage: &Stage) -> Vec<Self> {
        let all = stage.letters.iter().flat_map(|letter| Self::copied(cycle, stage, letter));
        Self::each_once(all)
    }

    /// Whether it gets a copy of a letter of a stage, which does not go to it itself.
    pub fn gets_copy(&self, cycle: &'a Cycle, stage: &Stage, letter: &Letter) -> bool {
        letter.is_copied_to(self.code()) && !self.is_addressed(cycle, stage, letter)
    }

    /// Whether it gets a copy of any letter of a stage.
    pub fn gets_copies(&self, cycle: &'a Cycle, stage: &Stage) -> bool {
        stage.letters.iter().any(|letter| self.gets_copy(cycle, stage, letter))
    }

    /// Whether a letter of a stage goes to one of its code.
    pub fn is_addressed(&self, cycle: &'a Cycle, stage: &Stage, letter: &Letter) -> bool {
        Self::listed(letter.to, cycle, stage).iter().any(|(one, _)| one.code() == self.code())
    }

    /// The code of what brings it its copies: its own, with a mark where the stage writes to it otherwise too.
    pub fn code_of_copies(&self, cycle: &'a Cycle, stage: &Stage) -> String {
        let is_written_to = Self::written_to(cycle, stage).iter().any(|one| one.code() == self.code());
        format!("{}{}", self.code(), if is_written_to { MARK } else { "" })
    }
}
