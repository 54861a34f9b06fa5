//! `[publication]` of `cycle.toml`: what it names is there, or said to be missing at its line.

use crate::findings::loaded;
use crate::own_columns::{each_key_is_said_at_its_line, refused};
use crate::root::{Root, rules_folder};

const ALL: &str = "\n[publication]\nlicence = \"ＣＣ－ＢＹ\"\nlicence_url = \"https://licence.example/\"\n\
    papers = [\"progress\"]\n\n[publication.withheld]\ncolumns = [\"備考\"]\nmeasures = [\"１－２\"]\n\
    indicators = [\"１ー１／2\"]\nnames = [\"架空工業\"]\n";

fn root() -> Root {
    Root::of(&rules_folder().join("base"))
}

/// The base cycle with a `[publication]`.
fn with(publication: &str) -> String {
    format!("{}{publication}", root().read("inputs/cycle.toml"))
}

pub(crate) fn each_key_of_the_publication_that_is_wrong_is_said_at_its_line() {
    each_key_is_said_at_its_line(&with(ALL), "[publication]");
}

pub(crate) fn what_is_withheld_is_named_in_any_spelling() {
    let root = root();
    root.write("inputs/cycle.toml", with(ALL));
    let (loaded, _) = loaded(&root);
    let withheld = &loaded.cycle.settings.publication.withheld;
    assert!(withheld.has_measure("1-2") && withheld.has_written("1-1/2") && withheld.has_written("1-2/1"));
    let public = loaded.public_part();
    let rows: Vec<String> =
        public.register.entries().iter().map(|entry| entry.indicator.key.to_string()).collect();
    assert!(rows.contains(&"1-1/1".to_owned()), "{rows:?}");
    assert!(!rows.iter().any(|row| row == "1-1/2" || row.starts_with("1-2/")), "{rows:?}");
    assert!(public.cycle.measure("1-2").is_none() && public.cycle.measure("1-1").is_some());
}

pub(crate) fn a_measure_of_which_all_is_withheld_is_not_there() {
    let root = root();
    let all = root.read("inputs/submissions/kikaku.csv");
    let keys: Vec<String> = all
        .lines()
        .filter(|line| line.starts_with("1-1,"))
        .map(|line| format!("\"1-1/{}\"", line.split(',').nth(1).expect("a number")))
        .collect();
    let publication = format!("\n[publication.withheld]\nindicators = [{}]\n", keys.join(", "));
    root.write("inputs/cycle.toml", with(&publication));
    assert!(loaded(&root).0.public_part().cycle.measure("1-1").is_none(), "{publication}");
}

pub(crate) fn what_the_publication_names_must_be_there() {
    for (lines, words) in [
        ("papers = [\"progres\"]", "公開する資料「progres」は、どの段階の資料にもありません"),
        ("licence = \"　\"", "何も書かれていません"),
        ("licence_url = \"http://licence.example/\"", "https:// で始まるアドレス"),
        ("withheld.columns = [\"予算額\"]", "公表しない欄「予算額」は、調査票にありません"),
        ("withheld.columns = [\"指標名\"]", "「指標名」は、公表しない欄にできません"),
        ("withheld.names = [\"甲\"]", "二字以上"),
    ] {
        let said = refused(&with(&format!("\n[publication]\n{lines}\n")));
        assert!(said.len() == 1 && said[0].contains(words), "{lines}: {said:?}");
        let line = with("").lines().count() + 3;
        assert!(said[0].starts_with(&format!("inputs/cycle.toml:{line}:")), "{lines}: {said:?}");
    }
}
