//! Progress on a terminal; silent elsewhere.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::edge::stopwatch::Stopwatch;
use crate::ground::watch::{Observer, Phase};
use crate::wording::shown::shown;

/// A stopwatch with a progress bar.
pub(super) struct Progress {
    bar: ProgressBar,
    pub watch: Stopwatch,
}

impl Progress {
    /// A bar on standard error, which draws nothing where that is no terminal.
    pub(super) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{bar:30} {pos}／{len} {wide_msg}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        Self { bar, watch: Stopwatch::default() }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Observer for Progress {
    fn during(&self, phase: Phase, work: &mut dyn FnMut()) {
        let said = match phase {
            Phase::Reading => Some("入力を読んでいます"),
            Phase::Checking => Some("入力を調べています"),
            Phase::Mail => Some("電子メールを作っています"),
            Phase::Publishing => Some("置いています"),
            // The files say their own names.
            Phase::Preparing | Phase::Compiling | Phase::Exporting | Phase::Workbooks => None,
        };
        if let Some(said) = said {
            self.bar.set_message(said);
            self.bar.tick();
        }
        self.watch.during(phase, work);
    }

    fn making(&self, name: &str, work: &mut dyn FnMut()) {
        self.watch.making(name, work);
    }

    fn expect_files(&self, files: usize) {
        self.bar.set_length(files as u64);
    }

    fn done(&self, path: &str) {
        self.bar.set_message(shown(path));
        self.bar.inc(1);
    }
}
