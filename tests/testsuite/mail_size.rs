//! Messages that are larger than their recipient takes.

use crate::mail::{rehearsal, withheld};
use crate::program::Built;
use crate::root::Root;
use crate::smtp::{eml, read_mail};

#[test]
fn what_is_larger_than_the_recipient_takes_is_divided_or_held_back() {
    let root = Root::sample();
    // Three papers, of half a megabyte to one, do not go into one message of two.
    root.replace(
        "inputs/cycle.toml",
        "\"targets\", \"progress\"] }",
        "\"targets\", \"progress\", \"more\"] }",
    );
    let (list, more) = (
        "[[stages.papers]]\ndocument = \"opinions\"",
        "id = \"more\"\ndocument = \"progress\"\nnumber = \"資料３\"\ntitle = \"進捗状況一覧その２\"\n",
    );
    root.replace("inputs/cycle.toml", list, &format!("[[stages.papers]]\n{more}{list}"));
    let limited = root.read("inputs/organizations.csv");
    let limited = limited.lines().map(|line| {
        let limit = match line.split_once(',').map_or("", |(code, _)| code) {
            "コード" => "受信上限",
            "m01" => "2",
            "m02" => "9",
            _ => "",
        };
        format!("{line},{limit}\n")
    });
    root.write("inputs/organizations.csv", limited.collect::<String>());
    let built = root.build(&["opinions"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let parts = ["opinions/mail/m01_1.mail", "opinions/mail/m01_2.mail"].map(|path| eml(&built.out(), path));
    let read = read_mail(&parts);
    assert!(read[0]["subject"].as_str().unwrap().ends_with("（１／２）"), "{}", read[0]["subject"]);
    assert!(read[1]["subject"].as_str().unwrap().ends_with("（２／２）"), "{}", read[1]["subject"]);
    let names: Vec<&str> = read
        .iter()
        .flat_map(|part| part["attachments"].as_array().unwrap())
        .map(|attachment| attachment["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "意見照会.pdf",
            "意見回答様式.xlsx",
            "資料1_数値目標一覧.pdf",
            "資料2_進捗状況一覧.pdf",
            "資料3_進捗状況一覧その２.pdf"
        ]
    );
    assert!(parts.iter().all(|part| std::fs::metadata(part).expect("a part").len() < 2_000_000));
    assert!(built.path("opinions/mail/m02.mail").exists() && built.path("opinions/mail/m03.mail").exists());
    let (status, rows) = rehearsal(&built.root, "opinions");
    assert_eq!((status, rows.len()), (0, 127));

    let Built { root, .. } = built;
    root.replace("inputs/cycle.toml", "[style]", "[mail]\nover = \"withhold\"\n\n[style]");
    let built = root.build(&["opinions"]);
    assert_eq!(built.status, 1);
    assert!(
        built.messages.contains("[mail-size]") && built.messages.contains("Ａ市情報政策課長"),
        "{}",
        built.messages
    );
    let held = withheld(&built.root, "opinions");
    assert!(held.len() == 1 && held[0].0 == "m01", "{held:?}");
}
