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
        ("withheld.columns = [\"review/意見\"]", "公表しない欄「review/意見」は、調査票にありません"),
        ("withheld.columns = [\"指標名\"]", "「指標名」は、公表しない欄にできません"),
        ("withheld.names = [\"甲\"]", "二字以上"),
    ] {
        let said = refused(&with(&format!("\n[publication]\n{lines}\n")));
        assert!(said.len() == 1 && said[0].contains(words), "{lines}: {said:?}");
        let line = with("").lines().count() + 3;
        assert!(said[0].starts_with(&format!("inputs/cycle.toml:{line}:")), "{lines}: {said:?}");
    }
}

const TABLES: &str = "\n[[tables]]\nid = \"review\"\ntitle = \"外部評価\"\nkey = [\"measure\", \"member\"]\n\
    [[tables.columns]]\nid = \"mark\"\nname = \"評価\"\ntype = \"choice\"\nevaluation = \"外部評価\"\nchoices = [\"◎\", \"○\"]\n\
    [[tables.columns]]\nid = \"words\"\nname = \"意見\"\n";

pub(crate) fn a_column_of_a_table_is_withheld_by_its_name_or_id() {
    for column in ["review/意見", "review/words", "review／意見"] {
        let root = root();
        let publication = format!("{TABLES}\n[publication.withheld]\ncolumns = [\"{column}\"]\n");
        root.write("inputs/cycle.toml", with(&publication));
        let public = loaded(&root).0.public_part();
        let table = public.cycle.tables.iter().find(|table| table.id == "review").expect("the table");
        let own: Vec<&str> = table.columns.own().map(|column| &*column.id).collect();
        assert_eq!(own, ["mark"], "{column}");
        assert!(table.is_anonymous, "who evaluates is not told");
    }
    let key = format!("{TABLES}\n[publication.withheld]\ncolumns = [\"review/構成員\"]\n");
    assert!(refused(&with(&key))[0].contains("公表しない欄「review/構成員」"));
}
