//! Each folder's `mod.rs` tells what its files hold.

use crate::source::files;

#[test]
fn each_folder_names_its_files() {
    let files = files();
    let unnamed: Vec<&str> = files
        .iter()
        .filter_map(|file| {
            let (folder, name) = file.path.rsplit_once('/')?;
            // The files of rules are called by the ids of rules, and `RULES` lists them.
            let door = files.iter().find(|door| door.path == format!("{folder}/mod.rs"))?;
            let is_named = name == "mod.rs"
                || folder.ends_with("/rules")
                || door.text.contains(&format!("//! - `{}`: ", name.trim_end_matches(".rs")));
            (!is_named).then_some(file.path.as_str())
        })
        .collect();
    assert!(unnamed.is_empty(), "not in their folder's mod.rs: {unnamed:?}");
}
