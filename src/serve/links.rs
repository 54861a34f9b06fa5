//! The addresses of the desk.

use crate::published::html_page::address;
use crate::render::job::Job;

/// A stage.
pub fn stage(id: &str) -> String {
    format!("/stages/{}", address(id))
}

/// The approval of a stage.
pub fn approval(id: &str) -> String {
    format!("{}/approval", stage(id))
}

/// What differs in a stage.
pub fn difference(id: &str) -> String {
    format!("{}/diff", stage(id))
}

/// A paper, a packet or a letter of a stage.
pub fn paper(job: &Job<'_>) -> String {
    paper_by_key(job.stage().id.get_ref(), &job.key())
}

/// The same, by the stage's id and the job's key.
pub fn paper_by_key(stage_id: &str, key: &str) -> String {
    format!("{}/show/{}", stage(stage_id), address(key))
}

/// The picture of a page, from 1; `fingerprint` changes with what it shows.
pub fn picture(job: &Job<'_>, number: usize, fingerprint: &str) -> String {
    format!("{}/pictures/{number}/{}?v={fingerprint}", stage(job.stage().id.get_ref()), address(&job.key()))
}

/// A figure on a paper, in the view of it that is open.
pub fn figure(paper: &str, view: &str, id: &str) -> String {
    format!("{paper}?view={view}&figure={}#figure", address(id))
}

/// A file that was published.
pub fn published(path: &str) -> String {
    format!("/out/{}", address(path))
}
