//! A body whose members change within the year: each meeting has those of its day, and one leads it who is there.

use std::path::Path;
use std::sync::LazyLock;

use crate::program::Built;
use crate::readers::squeezed;
use crate::root::Root;

/// The sample's committee, in which the head of general affairs (○) leaves after the written meeting and before the one in
/// March, to which the chair does not come.
static CHANGED: LazyLock<Built> = LazyLock::new(|| {
    let root = Root::sample();
    let members = root.read("inputs/members.csv");
    let header = members.lines().next().unwrap_or_default().to_owned();
    let mut changed = String::new();
    for line in members.lines() {
        let days = match line.split(',').next() {
            Some("committee-02") => ",,2020-03-13",
            _ if line == header => ",就任日,退任日",
            _ => ",,",
        };
        let marked = line.replace("総務部長,,somu", "総務部長,○,somu");
        changed.push_str(&format!("{marked}{days}\n"));
    }
    let row = "committee-15,committee,,乙川　次郎,,総務部長,○,somu-bucho@pref.example,,2020-03-14,\n";
    changed = changed.replace("committee-03,", &format!("{row}committee-03,"));
    root.write("inputs/members.csv", changed);
    for file in ["committee-01.xlsx", "committee-02.xlsx", "committee-02_2.csv"] {
        root.remove(&format!("inputs/replies/{file}"));
        let received = root.read("inputs/received.csv");
        let others = received.lines().filter(|line| !line.contains(file)).collect::<Vec<_>>();
        root.write("inputs/received.csv", others.join("\n") + "\n");
    }
    let office = root.read("inputs/replies/jimukyoku.csv");
    let rows = "committee,committee-01,総合企画部長,欠席,,,,2020-03-10\n\
                committee,committee-15,総務部長,出席,,,,2020-03-16\n";
    root.write("inputs/replies/jimukyoku.csv", format!("{}\n{rows}", office.trim_end()));
    let built = root.build(&["written", "committee-notice", "committee", "committee-result"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    built
});

fn recipients(stage: &str, kind: &str) -> Vec<String> {
    let manifest = CHANGED.json("manifest.json");
    let files = manifest["files"].as_array().expect("files").iter();
    let own = files.filter(|file| file["stage"] == stage && file["kind"] == kind);
    own.filter_map(|file| file["recipient"]["code"].as_str()).map(Into::into).collect()
}

fn text(path: &str) -> String {
    squeezed(&CHANGED.path(path))
}

#[test]
fn letters_go_to_those_who_are_members_on_the_day_of_the_meeting() {
    let has = |stage: &str, code: &str| {
        let letters = recipients(stage, "letter").iter().any(|one| one == code);
        assert_eq!(letters, recipients(stage, "mail").iter().any(|one| one == code), "{stage} {code}");
        letters
    };
    assert!(has("written", "committee-02") && !has("written", "committee-15"));
    // The notice went out while the one who left was in office, and is for a day on which another is.
    for stage in ["committee-notice", "committee-result"] {
        assert!(!has(stage, "committee-02") && has(stage, "committee-15"), "{stage}");
    }
    let letter = text("committee-notice/letters/committee-15_開催通知.pdf");
    assert!(letter.contains("乙川次郎様"), "{letter}");
    assert!(!CHANGED.messages.contains("mail-shared-address"), "{}", CHANGED.messages);
}

#[test]
fn each_meeting_has_the_members_of_its_day_and_one_who_leads_it() {
    // The vote of January was that of the one who was in office.
    let tally = text("written/書面開催の結果報告.pdf");
    assert!(tally.contains("総務部長") && !tally.contains("乙川"), "{tally}");
    let roster = text("committee/出席者名簿.pdf");
    assert!(roster.contains("乙川次郎") && roster.contains("◎：委員長○：職務代理者"), "{roster}");
    assert!(roster.contains("委員長職務代理"), "{roster}");
    // Fourteen are members; one of them is absent besides the chair.
    assert!(roster.contains("欠席２名"), "{roster}");
    let agenda = text("committee/次第.pdf");
    assert!(agenda.contains("進行乙川次郎（委員長職務代理）"), "{agenda}");
    let seats = text("committee/座席表.pdf");
    assert!(seats.contains("○乙川次郎（委員長職務代理）"), "{seats}");
    assert!(!seats.contains("総合企画部長"), "the chair is absent: {seats}");
    let minutes = text("committee/議事要旨.pdf");
    assert!(minutes.contains("会議の進行乙川次郎（委員長職務代理）"), "{minutes}");
    assert!(Path::new(&CHANGED.path("committee/packet.pdf")).exists());
}
