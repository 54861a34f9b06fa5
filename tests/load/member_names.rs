//! Members who are named where their code is meant.

use chrono::NaiveDate;
use shiryo::decide::attendance::MeetingAttendance;
use shiryo::decide::ballot_box::BallotBox;

use crate::findings::{loaded, printed};
use crate::root::{Root, repository};

/// How a member of a meeting of the sample takes part, and what is said of the replies.
fn part(root: &Root, meeting: &str, code: &str) -> (String, String) {
    let (loaded, findings) = loaded(root);
    let stage = loaded.cycle.stage(meeting).expect("a meeting");
    let attendance = MeetingAttendance::on(&loaded.cycle, stage, NaiveDate::MAX);
    let member = loaded.cycle.members.iter().find(|member| member.code.text == code).expect("a member");
    let found = printed(&findings);
    let own = found.lines().filter(|line| line.starts_with("inputs/replies/")).collect::<Vec<_>>().join("\n");
    (attendance.of(member).label().to_owned(), own)
}

/// The sample without the replies of its own, with one of a member to the committee.
fn replied(name: &str, row: &str) -> Root {
    let root = Root::of(repository());
    std::fs::remove_dir_all(root.path().join("inputs/replies")).expect("replies");
    let list = root.read("inputs/received.csv");
    let list: Vec<&str> = list.lines().filter(|line| !line.contains("replies/")).collect();
    root.write("inputs/received.csv", format!("{}\nreplies/{name},2020-03-10\n", list.join("\n")));
    root.write(&format!("inputs/replies/{name}"), format!("会議,構成員,出欠\n{row}\n"));
    root
}

pub(crate) fn a_file_is_whose_name_or_post_it_has() {
    for name in [
        "committee-02.csv",
        "総務部長.csv",
        "総務部長_2.csv",
        "総務部長　様.csv",
        "【回答】総務部長.csv",
        "出欠回答票_総務部長.csv",
        "committee-02欠席.csv",
        "回答_committee-02.csv",
        "出欠 (総務部長).csv",
    ] {
        let root = replied(name, "committee,,欠席");
        assert_eq!(part(&root, "committee", "committee-02"), ("欠席".into(), String::new()), "{name}");
    }
    for name in [
        "庄司.csv",
        "庄司昌彦.csv",
        "庄司　昌彦様.csv",
        "庄司構成員.csv",
        "回答（庄司）.csv",
        "advisory-01_庄司.csv",
    ] {
        let root = replied(name, "advisory,,出席");
        assert_eq!(part(&root, "advisory", "advisory-01"), ("出席".into(), String::new()), "{name}");
    }
    // Two names, and what is nobody's.
    for name in ["回答_総務部長_病院局長.csv", "部長.csv", "総務.csv", "山田.csv", "committee-020.csv"]
    {
        let root = replied(name, "committee,,欠席");
        let (part, said) = part(&root, "committee", "committee-02");
        assert_ne!(part, "欠席", "{name}");
        assert!(said.contains("は、members.csv のコードではありません"), "{name} {said}");
    }
}

pub(crate) fn a_row_of_the_office_names_a_member_by_post_or_name() {
    let rows = |body: &str, row: &str| {
        let root = replied("denwa.csv", "");
        root.write("inputs/replies/denwa.csv", format!("段階,コード,構成員,出欠\n{row}\n"));
        part(&root, body, if body == "committee" { "committee-02" } else { "advisory-01" })
    };
    for row in [
        "committee,committee-02,,欠席",
        "committee,総務部長,,欠席",
        "committee,総務　部長様,,欠席",
        "committee,,総務部長,欠席",
        "committee-notice,総務部長,,欠席",
    ] {
        assert_eq!(rows("committee", row), ("欠席".into(), String::new()), "{row}");
    }
    for row in [
        "advisory,庄司,,出席",
        "アドバイザリー会議,庄司　昌彦,,出席",
        "千葉県ＩＣＴアドバイザリー会議,庄司構成員,,出席",
        "advisory,,庄司昌彦,出席",
    ] {
        assert_eq!(rows("advisory", row), ("出席".into(), String::new()), "{row}");
    }
    let (_, said) = rows("committee", "committee,部長,,欠席");
    assert!(said.contains("denwa.csv:2:2「コード」: エラー[reference-to-nothing] 「部長」は"), "{said}");
    let (_, said) = rows("committee", "committee,,,欠席");
    assert!(said.contains("denwa.csv:2:2「コード」: エラー[value-missing]"), "{said}");
}

pub(crate) fn a_ballot_names_its_member_and_its_meeting_as_people_do() {
    let until = NaiveDate::from_ymd_opt(2020, 2, 3).expect("a day");
    for row in [
        "written,1,病院局長,承認しない",
        "written,1,committee-11,承認しない",
        "written,議案１,ＣＯＭＭＩＴＴＥＥ－１１,承認しない",
        "推進委員会,第１号議案,病院局長　様,承認しない",
        "WRITTEN,１,病院局長,承認しない",
    ] {
        let root = Root::of(repository());
        let list = root.read("inputs/ballots.csv");
        root.write("inputs/ballots.csv", format!("{}\n{row},,,2020-01-30\n", list.trim_end()));
        let (loaded, findings) = loaded(&root);
        let stage = loaded.cycle.stage("written").expect("a stage");
        let vote = BallotBox::of(&loaded.cycle, stage, until).vote(0, "病院局長");
        assert!(format!("{vote:?}").contains("Valid(Against)"), "{row} {vote:?}");
        assert!(!printed(&findings).contains("inputs/ballots.csv"), "{row}");
    }
    for name in ["病院局長.csv", "病院局長_回答書.csv", "回答書_病院局長.csv"] {
        let root = Root::of(repository());
        root.write(&format!("inputs/ballots/{name}"), "会議,議案,件名,回答\n推進委員会,１,,承認する\n");
        root.write(
            "inputs/received.csv",
            root.read("inputs/received.csv") + &format!("ballots/{name},2020-01-30\n"),
        );
        let (loaded, findings) = loaded(&root);
        let stage = loaded.cycle.stage("written").expect("a stage");
        let vote = BallotBox::of(&loaded.cycle, stage, until).vote(0, "病院局長");
        assert!(format!("{vote:?}").contains("Valid(For)"), "{name} {vote:?} {}", printed(&findings));
    }
}
