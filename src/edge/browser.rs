//! Opens the desk in the browser of whoever runs the program. Programs' arguments can be read by other users of the machine,
//! so the browser gets a page of the user's own, which leads on to the address with the key.
#![expect(clippy::disallowed_methods, reason = "this is where processes are started and the disk is written")]

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The page that leads on; it is gone when this is dropped.
pub struct LeadingPage(PathBuf);

impl Drop for LeadingPage {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Opens an address in the browser; none if there is no browser, or the page can't be written. `name` is one that nobody
/// can guess.
pub fn open(address: &str, name: &str) -> Option<LeadingPage> {
    let page = LeadingPage(std::env::temp_dir().join(format!("shiryo-{name}.html")));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&page.0).ok()?;
    let text = format!(
        "<!DOCTYPE html><html lang=\"ja\"><meta charset=\"utf-8\"><title>資料</title><meta http-equiv=\"refresh\" content=\"0;url={address}\"><p><a href=\"{address}\">開く</a></p></html>\n"
    );
    file.write_all(text.as_bytes()).ok()?;
    start(&page.0)?;
    Some(page)
}

fn start(page: &Path) -> Option<()> {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut command = Command::new(program);
    command.arg(page).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().ok().map(drop)
}
