//! Returns (調査票) out of tables: one row an indicator.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::astray;
use super::book::Book;
use super::comma_cut;
use super::corrections::Corrections;
use super::ditto_words::copy_words;
use super::filing;
use super::header::KnownNames;
use super::input::InputFile;
use super::left_out;
use super::row;
use super::row_lists::RowLists;
use super::sent_back;
use super::sent_before::{self, LastYear};
use super::table;
use crate::ground::form_id::FormId;
use crate::ground::hash::sha256;
use crate::ground::origin::Origin;
use crate::model::cause::{Cause, RawFinding, Refusal};
use crate::model::cycle::Cycle;
use crate::model::indicator::{Indicator, ReturnSource};
use crate::model::raw_findings::RawFindings;
use crate::model::stage::{FormKind, Stage};
use crate::model::submission::{Arrival, Submission, Submissions};

/// Reads returns of which nothing else is known: no corrections, nothing of last year.
pub fn read_all<'f>(files: impl IntoIterator<Item = &'f InputFile>, cycle: &Cycle) -> Submissions {
    let mut returns = Returns::new(cycle, Corrections::default(), &Submissions::default());
    files.into_iter().for_each(|file| returns.add(file));
    returns.finish()
}

/// Reads returns one after the other; a file's bytes are needed no longer than it is read.
pub struct Returns<'a> {
    cycle: &'a Cycle,
    names: KnownNames,
    corrections: Corrections,
    last_year: LastYear,
    /// Whether they are last year's, which may be of measures that another department owns now.
    are_last_years: bool,
    /// What each file holds, to find one that was sent twice.
    contents: BTreeMap<[u8; 32], Arc<str>>,
    all: Submissions,
}

impl<'a> Returns<'a> {
    /// A reader of a cycle's returns, which knows last year's and the corrections to be made.
    pub fn new(cycle: &'a Cycle, corrections: Corrections, last_year: &Submissions) -> Self {
        let last_year = LastYear::of(last_year);
        let names = KnownNames::of(&cycle.return_columns);
        Self {
            cycle,
            names,
            corrections,
            last_year,
            are_last_years: false,
            contents: BTreeMap::new(),
            all: Submissions::default(),
        }
    }

    /// A reader of last year's returns.
    pub fn last_years(cycle: &'a Cycle) -> Self {
        let names = KnownNames::of(&cycle.return_columns.of_last_year());
        let reader = Self::new(cycle, Corrections::default(), &Submissions::default());
        Self { are_last_years: true, names, ..reader }
    }

    /// The paths of the files to read, in their order. A stray copy is not read: it becomes a finding, unless
    /// `received.csv` says that it came.
    pub fn to_read(&mut self, mut paths: Vec<Arc<str>>) -> Vec<Arc<str>> {
        let is_code = |name: &str| self.cycle.names.department(name).is_some();
        let is_department = |path: &str| is_code(&self.department(path, None));
        let copies = sent_back::stray_copies(&paths, is_code, self.cycle);
        paths.retain(|path| !copies.contains_key(path));
        filing::rightly_named_first(&mut paths, is_code, is_department);
        self.all.findings.extend(copies.into_iter().map(|(path, of)| filing::finding(path, of)));
        paths
    }

    /// Notes a file that the machine refuses to open or to read.
    pub fn add_unopened(&mut self, path: &Arc<str>) {
        let submission = self.submission(path, &[], None);
        self.refuse(&submission, Cause::Refused(Refusal::Unopened));
        self.all.files.push(submission);
    }

    /// What is known of a file before it is read.
    fn submission(&self, path: &Arc<str>, bytes: &[u8], id: Option<&FormId>) -> Submission {
        let arrival = self.cycle.arrivals.of(path);
        Submission {
            file: path.clone(),
            sha256: sha256(bytes),
            received: match arrival {
                Arrival::On(day) => Some(day),
                Arrival::Unlisted | Arrival::Unknown => None,
            },
            waits: arrival == Arrival::Unknown,
            is_correction: false,
            rows: Vec::new(),
            department: self.department(path, id),
        }
    }

    /// Reads a file.
    pub fn add(&mut self, file: &InputFile) {
        let opened = sent_back::open(file, &self.names);
        if let Some(astray) = astray::finding(file, &opened, (FormKind::Return, &self.names), self.cycle) {
            return self.all.findings.push(astray);
        }
        let (book, refusal) = match opened {
            Ok(book) => (book, None),
            Err(refusal) => (Book::default(), Some(refusal)),
        };
        let mut submission = self.submission(&file.path, &file.bytes, book.id.as_ref());
        match refusal {
            Some(refusal) => {
                self.all.findings.push(table::refused(file, refusal, Some(&submission.department)));
            }
            None => self.read(book, &mut submission),
        }
        self.all.files.push(submission);
    }

    fn read(&mut self, book: Book, submission: &mut Submission) {
        if let Some(cause) = sent_back::mismatch(&book, &submission.department, self.cycle) {
            return match cause {
                Cause::FormOfAnother { .. } => self.misfiled(submission, cause),
                _ => self.refuse(submission, cause),
            };
        }
        let department = submission.department.clone();
        let mut table = table::of_sheets(&submission.file, &book.sheets, &self.names, Some(&department));
        // A sheet may be as large as what is made of it.
        drop(book);
        table.texts.clear();
        table.texts.shrink_to_fit();
        comma_cut::drop_cut_rows(&mut table, &department);
        copy_words(&mut table, &self.names.columns, &department);
        let mut findings = RawFindings::default();
        table.findings.into_iter().for_each(|finding| findings.push(finding));
        let source = ReturnSource {
            received: submission.received,
            sha256: submission.sha256.clone(),
            corrections: Vec::new(),
        };
        left_out::fill(&mut table.rows, &self.names.columns, &self.cycle.names);
        let all = RowLists::of(self.cycle);
        let lists = RowLists { series: all.series.filter(|_| !self.are_last_years), ..all };
        let mut rows = Vec::new();
        for record in &table.rows {
            let mut of_row = Vec::new();
            rows.push(row::indicator(record, &department, source.clone(), lists, &mut of_row));
            of_row.into_iter().for_each(|finding| findings.push(finding));
        }
        if let Some(cause) = self.of_another(&rows, &department) {
            return self.misfiled(submission, cause);
        }
        let contents = sent_before::contents(&rows);
        if let Some(first) = self.contents.get(&contents).filter(|_| !rows.is_empty()) {
            let cause = Cause::SameFile { first: first.clone() };
            return self.misfiled(submission, cause);
        }
        self.contents.insert(contents, submission.file.clone());
        match self.last_year.compare(&rows) {
            None => {}
            Some(Cause::LastYears) => return self.refuse(submission, Cause::LastYears),
            Some(partly) => self.refuse(submission, partly),
        }
        for (record, row) in table.rows.iter().zip(&rows) {
            self.corrections.note(submission, &row.key, record);
        }
        self.all.findings.extend(findings.finish());
        submission.rows = rows.into_iter().map(Arc::new).collect();
    }

    /// Says why a file's rows are not taken, or must be looked at.
    fn refuse(&mut self, submission: &Submission, cause: Cause) {
        let origin = Origin::File(submission.file.clone());
        self.all.findings.push(RawFinding { origin, department: Some(submission.department.clone()), cause });
    }

    /// Says that a file was put away wrongly. That is the secretariat's matter: it is no question to the department.
    fn misfiled(&mut self, submission: &Submission, cause: Cause) {
        let origin = Origin::File(submission.file.clone());
        self.all.findings.push(RawFinding { origin, department: None, cause });
    }

    /// Whether rows are another department's: all whose measure is known, if they are most of them.
    fn of_another(&self, rows: &[Indicator], department: &str) -> Option<Cause> {
        let owners: Vec<&str> = rows
            .iter()
            .filter_map(|r| Some(self.cycle.measure(&r.key.measure)?.owner.text.as_str()))
            .collect();
        let owner = *owners.first()?;
        // A slip in one number does not make a file another's; a lone known row beside it says too little.
        let (known, unknown) = (owners.len(), rows.len() - owners.len());
        let most = unknown == 0 || known >= 2 && known > unknown;
        let swapped = !self.are_last_years
            && owner != department
            && self.cycle.department(department).is_some()
            && most
            && owners.iter().all(|other| *other == owner);
        let division = self.cycle.department(owner).map_or(owner, |d| d.division.text.as_str());
        swapped.then(|| Cause::OfAnotherDepartment {
            owner: owner.into(),
            division: division.into(),
            rows: known,
            unknown,
        })
    }

    /// The department that a file is of: its name begins with a code or with the name of a department or division; else
    /// the form says so itself.
    fn department(&self, path: &str, id: Option<&FormId>) -> String {
        sent_back::whose(path, id, |name| self.cycle.names.department(name).map(Into::into))
    }

    /// All returns, corrected.
    pub fn finish(mut self) -> Submissions {
        let last = self.cycle.settings.stages.iter().map(Stage::last_cutoff).max();
        self.all.files.sort_by(|a, b| a.file.cmp(&b.file));
        self.corrections.apply(&mut self.all, self.cycle, last);
        self.all
    }
}
