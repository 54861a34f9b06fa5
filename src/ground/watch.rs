//! What watches a run: it is told what is being done, and may show it or measure it.

/// What a run is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Files into sheets, returns and lists.
    Reading,
    /// The rules.
    Checking,
    /// Fonts, templates, and the data of each paper.
    Preparing,
    /// Typst's layout.
    Compiling,
    /// PDF out of what was laid out.
    Exporting,
    /// Annexes and forms.
    Workbooks,
    /// Messages with their attachments.
    Mail,
    /// Putting the files into `out/`.
    Publishing,
}

/// Watches a run.
pub trait Observer: Sync {
    /// Runs a piece of work of a phase, exactly once.
    fn during(&self, phase: Phase, work: &mut dyn FnMut());
    /// Runs the work that makes a file, exactly once; `name` is what findings call it, one for the letters to all recipients.
    fn making(&self, _name: &str, work: &mut dyn FnMut()) {
        work();
    }
    /// How many files will be made.
    fn expect_files(&self, _files: usize) {}
    /// A file is done; `path` is its path below `out/`.
    fn done(&self, _path: &str) {}
}

/// Runs a piece of work of a phase and returns what it gave.
pub fn during<T>(observer: &dyn Observer, phase: Phase, work: impl FnOnce() -> T) -> T {
    watched(|work| observer.during(phase, work), work)
}

/// Makes a file and returns it.
pub fn making<T>(observer: &dyn Observer, name: &str, work: impl FnOnce() -> T) -> T {
    watched(|work| observer.making(name, work), work)
}

fn watched<T>(watch: impl FnOnce(&mut dyn FnMut()), work: impl FnOnce() -> T) -> T {
    let (mut work, mut done) = (Some(work), None);
    watch(&mut || done = work.take().map(|work| work()));
    done.expect("an observer runs the work it is given")
}
