//! Work that templates decide: it could go on for ever or take all memory. Each piece is entered here while it runs, and
//! whoever watches the run (`edge`) sees who is at work and says who has had too much.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A piece of work, by what decides it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// For whom it is done: a stage's id, or nothing where that makes no difference.
    pub stage: String,
    /// The templates that decide it: 「templates/documents/agenda/document.typ」.
    pub templates: Vec<String>,
}

impl Work {
    /// Work that one template decides, for whomever it is done.
    pub fn of_template(path: impl Into<String>) -> Self {
        Self { stage: String::new(), templates: vec![path.into()] }
    }

    /// What it is called among all work: 「advisory: templates/documents/agenda/document.typ」.
    pub fn name(&self) -> String {
        let templates = self.templates.join("、");
        if self.stage.is_empty() { templates } else { format!("{}: {templates}", self.stage) }
    }

    /// Its own name, and that of the work that each of its templates decides alone: a packet has had too much when one
    /// of its papers has.
    fn names(&self) -> impl Iterator<Item = String> {
        let alone = |template: &String| Self { templates: vec![template.clone()], ..self.clone() }.name();
        [self.name()].into_iter().chain(self.templates.iter().map(alone))
    }
}

/// What a piece of work took too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excess {
    /// It took more than so many seconds.
    Time {
        /// The bound.
        seconds: u64,
    },
    /// The program took more than so many megabytes while it ran.
    Memory {
        /// The bound.
        megabytes: u64,
    },
    /// It nested things so deep that the program broke off.
    Depth,
}

/// Who is at work, and who is not let in any more.
struct Board {
    /// The names of what is being done, and the time that each has taken. The same name can stand here twice.
    at_work: Vec<(String, Duration)>,
    /// The names of what had too much.
    refused: Vec<(String, Excess)>,
}

static BOARD: Mutex<Board> = Mutex::new(Board { at_work: Vec::new(), refused: Vec::new() });

fn board() -> MutexGuard<'static, Board> {
    BOARD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does a piece of work.
///
/// # Errors
///
/// If it had too much before, the template that did and what it took.
pub fn within<T>(work: &Work, run: impl FnOnce() -> T) -> Result<T, (String, Excess)> {
    let name = work.name();
    {
        let mut board = board();
        let had = |name: &String| board.refused.iter().find(|(refused, _)| refused == name).cloned();
        if let Some(refused) = work.names().find_map(|name| had(&name)) {
            return Err(refused);
        }
        board.at_work.push((name.clone(), Duration::ZERO));
    }
    let done = run();
    let mut board = board();
    if let Some(at) = board.at_work.iter().position(|(entered, _)| *entered == name) {
        board.at_work.remove(at);
    }
    Ok(done)
}

/// Says that a piece of work has had too much, by its name.
pub fn refuse(name: String, excess: Excess) {
    board().refused.push((name, excess));
}

/// What has had too much.
pub fn refused() -> Vec<(String, Excess)> {
    board().refused.clone()
}

/// Shares out time that has gone by among those at work, and returns them with the time that each has taken.
pub fn share(time: Duration) -> Vec<(String, Duration)> {
    let mut board = board();
    let heads = u32::try_from(board.at_work.len()).unwrap_or(u32::MAX).max(1);
    board.at_work.iter_mut().for_each(|(_, taken)| *taken += time / heads);
    board.at_work.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(templates: &[&str]) -> Work {
        Work { stage: "kaigi".into(), templates: templates.iter().map(|t| (*t).into()).collect() }
    }

    #[test]
    fn who_had_too_much_is_not_let_in_nor_what_holds_it() {
        let seen = within(&work(&["a.typ", "b.typ"]), || {
            share(Duration::from_secs(3)).into_iter().find(|(name, _)| name == "kaigi: a.typ、b.typ")
        });
        assert!(matches!(seen, Ok(Some((_, taken))) if taken > Duration::ZERO), "{seen:?}");
        assert!(share(Duration::ZERO).iter().all(|(name, _)| name != "kaigi: a.typ、b.typ"), "it is done");
        let excess = Excess::Time { seconds: 9 };
        refuse("kaigi: b.typ".into(), excess);
        let refused = Err(("kaigi: b.typ".to_owned(), excess));
        assert_eq!(within(&work(&["b.typ"]), || ()), refused);
        assert_eq!(within(&work(&["a.typ", "b.typ"]), || ()), refused);
        assert_eq!(within(&work(&["a.typ"]), || ()), Ok(()));
        assert_eq!(within(&Work { stage: "other".into(), ..work(&["b.typ"]) }, || ()), Ok(()));
    }
}
