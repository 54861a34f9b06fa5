//! An answer that came and can't be read is none that nobody gave: its sender is not taken for silent.

use shiryo::decide::answers::asked_of;
use shiryo::decide::asked::{Reported, reported};
use shiryo::decide::attendance::MeetingAttendance;
use shiryo::decide::ballot_box::BallotBox;
use shiryo::decide::sent_in::SentIn;
use shiryo::decide::tally::CountedVote;
use shiryo::load::Loaded;

use crate::answers::{four_questions_and, standings};
use crate::findings::{loaded, printed};
use crate::root::Root;

/// The cycle with four questions, and a meeting with its invitation.
pub(crate) fn five_questions() -> Root {
    four_questions_and(
        r#"
[[stages]]
id = "annai"
kind = "notice"
title = "開催通知"
meeting = "atsumari"
date = 2023-03-13
deadline = 2023-03-20
forms = [{ id = "attendance", title = "出欠回答票", form = "attendance", to = "members" }]

[[stages]]
id = "atsumari"
kind = "meeting"
title = "会議"
body = "kaigi"
date = 2023-03-27
purpose = "確認"
"#,
    )
}

fn received(root: &Root, file: &str, day: &str) {
    let list = root.read("inputs/received.csv");
    root.write("inputs/received.csv", format!("{list}{file},{day}\n"));
}

/// Files of which nothing can be read: another kind of file, a damaged workbook, a table of something else, and nothing.
const BROKEN: [(&str, &[u8]); 5] = [
    ("csv", b"%PDF-1.4"),
    ("xlsx", b"PK\x03\x04"),
    ("csv", "い,ろ\nは,に\n".as_bytes()),
    ("xlsx", b""),
    ("csv", b"\xff\xfe\xff\xff\x00\x01"),
];

pub(crate) fn what_came_and_cannot_be_read_is_no_silence() {
    for (ending, bytes) in BROKEN {
        for (folder, code, question, day, stands) in [
            ("replies", "m3", "annai/attendance", "2023-03-14", "m3 03-14 確認中"),
            ("ballots", "m3", "shomen/ballot", "2023-02-22", "m3 02-22 確認中"),
            ("opinions", "kita", "iken/opinion", "2023-03-02", "kita 03-02 確認中"),
        ] {
            let root = five_questions();
            let file = format!("{folder}/{code}.{ending}");
            root.write(&format!("inputs/{file}"), bytes);
            received(&root, &file, day);
            let (loaded, findings) = loaded(&root);
            let all = standings(&loaded, question, "2023-03-27");
            assert_eq!(all.last().map(String::as_str), Some(stands), "{file} {bytes:?}");
            // It is no answer before the day on which it came, and a finding says what is wrong.
            let before = standings(&loaded, question, "2023-02-21");
            assert_eq!(before.last().map(String::as_str), Some(&*format!("{code} -")), "{file}");
            assert!(printed(&findings).contains(&file), "{}", printed(&findings));
            let meeting = loaded.cycle.stage("shomen").expect("the meeting");
            let ballots = BallotBox::of(&loaded.cycle, meeting, "2023-02-28".parse().expect("a day"));
            let vote = ballots.vote(0, "上田　三郎");
            assert_eq!(matches!(vote, Some(CountedVote::Unsettled)), folder == "ballots", "{file}");
            if folder == "replies" {
                assert_eq!(parts(&loaded), ["未回答", "未回答", "確認中"], "{file} {bytes:?}");
            }
        }
    }
    // A row that names no meeting that there is, and a form that came back empty.
    for row in ["atsumaru,出席", "atsumari,"] {
        let root = five_questions();
        root.write("inputs/replies/m3.csv", format!("段階,出欠,受付日\n{row},2023-03-14\n"));
        received(&root, "replies/m3.csv", "2023-03-14");
        let (loaded, _) = loaded(&root);
        assert_eq!(standings(&loaded, "annai/attendance", "2023-03-27")[2], "m3 03-14 確認中", "{row}");
        assert_eq!(parts(&loaded), ["未回答", "未回答", "確認中"], "{row}");
    }
}

/// How the members take part in the meeting.
fn parts(loaded: &Loaded) -> Vec<&'static str> {
    let meeting = loaded.cycle.stage("atsumari").expect("the meeting");
    let attendance = MeetingAttendance::on(&loaded.cycle, meeting, meeting.date);
    loaded.cycle.members_of("kaigi").map(|member| attendance.of(member).label()).collect()
}

pub(crate) fn what_is_read_holds_whatever_else_cannot_be() {
    for (day, part, stands) in [
        ("2023-03-13", "欠席", "m3 03-13+03-14"),
        // What came later could be another answer.
        ("2023-03-15", "確認中", "m3 03-14+03-15 確認中"),
    ] {
        let root = five_questions();
        root.write("inputs/replies/m3.csv", "段階,出欠,受付日\natsumari,欠席,2023-03-14\n");
        root.write("inputs/replies/m3_2.csv", b"%PDF-1.4");
        received(&root, "replies/m3_2.csv", day);
        let (loaded, _) = loaded(&root);
        assert_eq!(parts(&loaded), ["未回答", "未回答", part], "{day}");
        assert_eq!(standings(&loaded, "annai/attendance", "2023-03-27")[2], stands, "{day}");
    }
    let root = five_questions();
    root.write("inputs/opinions/nishi_2.csv", b"%PDF-1.4");
    received(&root, "opinions/nishi_2.csv", "2023-03-02");
    let (loaded, _) = loaded(&root);
    assert_eq!(standings(&loaded, "iken/opinion", "2023-03-06")[0], "nishi 03-01+03-02");
}

pub(crate) fn an_answer_without_a_day_has_come() {
    for day in ["", "２月30日"] {
        let root = five_questions();
        root.write(
            "inputs/opinions/kita.csv",
            format!("番号,受付日,提出者,種別,取組番号,意見の概要\n9,{day},北商工会,意見,,見守ってほしい。\n"),
        );
        root.write(
            "inputs/ballots.csv",
            format!("段階,議案,構成員,回答,受付日\nshomen,1,上田　三郎,承認する,{day}\nshomen,2,上田　三郎,承認する,{day}\n"),
        );
        root.write("inputs/replies/m3.csv", format!("段階,出欠,受付日\natsumari,欠席,{day}\n"));
        let (loaded, _) = loaded(&root);
        for (question, stands) in [
            ("iken/opinion", "kita  確認中"),
            ("shomen/ballot", "m3  確認中"),
            ("annai/attendance", "m3  確認中"),
        ] {
            let all = standings(&loaded, question, "2023-03-27");
            assert_eq!(all.last().map(String::as_str), Some(stands), "{day}");
        }
    }
}

pub(crate) fn a_list_of_the_office_that_cannot_be_read_may_hold_anyones_answer() {
    let root = five_questions();
    root.write("inputs/replies/m1.csv", "段階,出欠,受付日\natsumari,出席,2023-03-14\n");
    root.write("inputs/replies/denwa.csv", "コード,段階,ご回答,受付日\nm2,atsumari,出席,2023-03-15\n");
    root.write("inputs/ballots.csv", "い,ろ\nは,に\n");
    received(&root, "replies/denwa.csv", "2023-03-15");
    let (loaded, _) = loaded(&root);
    assert_eq!(parts(&loaded), ["出席", "確認中", "確認中"]);
    let ballots = standings(&loaded, "shomen/ballot", "2023-02-28");
    assert_eq!(ballots, ["m1  確認中", "m2  確認中", "m3  確認中"]);
    // A list without rows holds nobody's.
    let root = five_questions();
    root.write("inputs/replies/denwa.csv", "コード,段階,出欠,受付日\n");
    let (loaded, _) = crate::findings::loaded(&root);
    assert_eq!(parts(&loaded), ["未回答"; 3]);
}

pub(crate) fn a_report_that_cannot_be_read_reports_nobody_knows_what() {
    for (ending, bytes) in BROKEN {
        let root = five_questions();
        root.remove("inputs/reports/kikaku.csv");
        root.write(&format!("inputs/reports/kikaku.{ending}"), bytes);
        let list = root.read("inputs/received.csv");
        root.write(
            "inputs/received.csv",
            list.replace("reports/kikaku.csv", &format!("reports/kikaku.{ending}")),
        );
        let (loaded, _) = loaded(&root);
        let Loaded { cycle, submissions, opinions, reports, .. } = &loaded;
        let sent = SentIn { cycle, submissions, opinions, reports };
        let on = |day: &str| -> Vec<String> {
            let day = day.parse().expect("a day");
            let asked = asked_of(sent, "kikaku", day);
            let said = reported(&asked, reports, "kikaku", day).into_iter();
            let said = said.map(|(number, said)| match said {
                Reported::Disputed => format!("{number} 確認中"),
                Reported::Row(row) => format!("{number} {}", row.state.cell.text),
            });
            said.collect()
        };
        assert_eq!(on("2023-03-21"), Vec::<String>::new());
        assert_eq!(on("2023-03-22"), ["1 確認中", "2 確認中"], "{ending}");
        // A later one that can be read holds for what it says.
        assert_eq!(on("2023-03-30"), ["1 対応済み", "2 確認中"], "{ending}");
        assert_eq!(standings(&loaded, "hokoku/report", "2023-03-30"), ["kikaku 03-22+03-30! 確認中"]);
    }
}
