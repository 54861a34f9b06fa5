//! Replies to invitations: who comes, as of a day, by what members, and the office for them, sent in.

use chrono::NaiveDate;
use shiryo::decide::attendance::MeetingAttendance;
use shiryo::edge::sources;
use shiryo::edge::stopwatch::Stopwatch;
use shiryo::ground::finding::Findings;
use shiryo::load::load;

use crate::findings::{findings, printed};
use crate::root::{Root, repository, rules_folder};

const OFFICE: &str = "段階,コード,出欠,代理者の氏名,代理者の職,備考,受付日\n";
const FORM: &str = "段階,会議,日時,構成員,出欠,代理者の氏名,代理者の職,備考,受付日\n";

/// The form without the stage, which says 会議 alone.
const BY_NAME: &str = "会議,日時,構成員,出欠,代理者の氏名,代理者の職,備考\n";

/// The base with an invitation to its meeting, whose members have codes; one of them is of another body too.
fn invited() -> Root {
    let root = Root::of(&rules_folder().join("base"));
    let notice = "[[stages]]\nid = \"kaigi-notice\"\nkind = \"notice\"\ntitle = \"開催通知\"\nmeeting = \"kaigi\"\n\
                  date = 2023-02-01\ndeadline = 2023-02-10\n\n[[stages.forms]]\nid = \"attendance\"\n\
                  title = \"出欠回答票\"\nform = \"attendance\"\nto = \"members\"\n\n";
    let body = "[[bodies]]\nid = \"bukai\"\nname = \"計画部会\"\nshort = \"部会\"\nmember = \"委員\"\n\n";
    let meeting = "[[stages]]\nid = \"kaigi\"";
    root.replace("inputs/cycle.toml", meeting, &format!("{notice}{meeting}"));
    root.replace("inputs/cycle.toml", "[evaluation]", &format!("{body}[evaluation]"));
    root.write(
        "inputs/members.csv",
        "コード,会議,氏名,所属・職,座長\nkaigi-01,kaigi,青木　一郎,西市　情報政策課長,◎\n\
         kaigi-02,kaigi,石川　二葉,東町　総務課長,\nkaigi-03,kaigi,,北商工会事務局長,\n\
         bukai-01,bukai,青木　一郎,西市　情報政策課長,◎\n",
    );
    root
}

/// How each member of the meeting takes part, as of a day in February: 「代理（次長）」.
fn parts(root: &Root, day: u32) -> Vec<String> {
    let sources = sources::read(root.path()).expect("a root");
    let loaded = load(&sources, &[], &Stopwatch::default(), &mut Findings::default()).expect("a cycle");
    let meeting = loaded.cycle.stage("kaigi").expect("the meeting");
    let day = NaiveDate::from_ymd_opt(2023, 2, day).expect("a day");
    let attendance = MeetingAttendance::on(&loaded.cycle, meeting, day);
    let part = |member| {
        let part = attendance.of(member);
        let proxy = part.proxy().map_or(String::new(), |proxy| format!("（{proxy}）"));
        format!("{}{proxy}", part.label())
    };
    loaded.cycle.members_of("kaigi").map(part).collect()
}

fn said(root: &Root) -> String {
    printed(&findings(root))
}

pub(crate) fn who_comes_is_what_was_answered_last_by_the_day() {
    let root = invited();
    assert_eq!(parts(&root, 17), ["未回答"; 3], "nobody has answered, and all keep their seats");
    // Its own file, its day in received.csv; then a change of mind; a proxy who is named after the meeting.
    root.write("inputs/replies/kaigi-01.csv", format!("{FORM}kaigi,,,青木　一郎,出席,,,,\n"));
    root.write(
        "inputs/replies/kaigi-01_2.csv",
        format!("{FORM}kaigi-notice,,,青木　一郎,代理,赤井　五郎,情報政策課　課長補佐,,\n"),
    );
    let received = root.read("inputs/received.csv");
    root.write(
        "inputs/received.csv",
        format!("{}\nreplies/kaigi-01.csv,2023-02-06\nkaigi-01_2,2023-02-20\n", received.trim_end()),
    );
    root.write(
        "inputs/replies/denwa.csv",
        format!(
            "{OFFICE}kaigi,kaigi-02,欠席,,,電話,2023-02-07\nkaigi,KAIGI-02,Web参加,,,電話,2023-02-09\n\
             kaigi,kaigi-03,代理,,事務局次長,電話,2023-02-08\n"
        ),
    );
    assert_eq!(said(&root), "");
    assert_eq!(parts(&root, 5), ["未回答"; 3]);
    assert_eq!(parts(&root, 8), ["出席", "欠席", "代理（事務局次長）"]);
    assert_eq!(parts(&root, 17), ["出席", "オンライン", "代理（事務局次長）"]);
    assert_eq!(parts(&root, 20)[0], "代理（情報政策課　課長補佐　赤井　五郎）");
}

pub(crate) fn what_nobody_can_tell_keeps_the_seat_and_is_said() {
    let root = invited();
    root.write(
        "inputs/replies/denwa.csv",
        format!(
            "{OFFICE}kaigi,kaigi-01,出席,,,,2023-02-07\nkaigi,kaigi-01,欠席,,,,2023-02-07\n\
             kaigi,kaigi-02,出席,見本　花子,,,2023-02-07\nkaigi,kaigi-03,欠席,,,,２月30日\n"
        ),
    );
    assert_eq!(parts(&root, 17), ["確認中"; 3]);
    let found = said(&root);
    for place in [
        "denwa.csv:3:3「出欠」: エラー[attendance-conflict]",
        "denwa.csv:4:4「代理者の氏名」: エラー[attendance-conflict]",
        "denwa.csv:5:7「受付日」: エラー[date-format]",
    ] {
        assert!(found.contains(place), "{place}\n{found}");
    }
    // A later answer settles it.
    root.write("inputs/replies/denwa2.csv", format!("{OFFICE}kaigi,kaigi-01,出席,,,,2023-02-08\n"));
    assert_eq!(parts(&root, 17)[0], "出席");
    // What can't be read at all is an answer that nobody can tell.
    root.write("inputs/replies/denwa.csv", format!("{OFFICE}kaigi,kaigi-02,調整中,,,,2023-02-07\n"));
    assert_eq!(parts(&root, 17), ["出席", "確認中", "未回答"]);
}

pub(crate) fn an_answer_counts_for_the_meeting_and_the_member_that_it_names() {
    let root = invited();
    // He is of two bodies; as a member of the other he is not invited.
    root.write("inputs/replies/bukai-01.csv", format!("{FORM}kaigi,,,青木　一郎,欠席,,,,2023-02-07\n"));
    root.write("inputs/replies/aoki.csv", format!("{FORM}kaigi,,,青木　一郎,欠席,,,,2023-02-07\n"));
    root.write("inputs/replies/kaigi-02 (1).csv", format!("{FORM}kaigi,,,石川　二葉,欠席,,,,2023-02-07\n"));
    root.write("inputs/replies/kaigi-02.csv", format!("{FORM}kaigi,,,石川　二葉,,,,,2023-02-07\n"));
    // Her form came back without an answer.
    assert_eq!(parts(&root, 17), ["未回答", "確認中", "未回答"]);
    let found = said(&root);
    for (file, words) in [
        (
            "aoki.csv: エラー[reference-to-nothing]",
            "ファイル名の「aoki」は、members.csv のコードではありません",
        ),
        ("bukai-01.csv:2:1「段階」: エラー[reference-to-nothing]", "会議「kaigi」の構成員ではありません"),
        ("kaigi-02 (1).csv: エラー[file-twice]", "kaigi-02.csv"),
        ("kaigi-02.csv:2:5「出欠」: エラー[value-missing]", "「出欠」が空です"),
    ] {
        let line = found.lines().find(|line| line.starts_with(&format!("inputs/replies/{file}")));
        assert!(line.is_some_and(|line| line.contains(words)), "{file}\n{found}");
    }
    assert_eq!(found.lines().count(), 4, "{found}");
}

pub(crate) fn a_body_whose_members_come_in_person_takes_no_proxy() {
    let root = invited();
    root.write(
        "inputs/replies/denwa.csv",
        format!("{OFFICE}kaigi,kaigi-02,代理,甲野　太郎,次長,,2023-02-08\n"),
    );
    assert_eq!(parts(&root, 17), ["未回答", "代理（次長　甲野　太郎）", "未回答"]);
    assert_eq!(said(&root), "");
    root.replace("inputs/cycle.toml", "member = \"会員\"\n", "member = \"会員\"\nproxies = false\n");
    assert_eq!(parts(&root, 17), ["未回答", "確認中", "未回答"]);
    let said = said(&root);
    assert!(said.contains("denwa.csv:2:3") && said.contains("代理の出席を認めていません"), "{said}");
}

/// What the one row of the second member's own form makes of them, and the rules that are said of it.
fn of_row(row: &str) -> (String, Vec<String>) {
    let root = invited();
    root.write("inputs/replies/kaigi-02.csv", format!("{FORM}{row},2023-02-07\n"));
    let found = said(&root);
    let of_file = found.lines().filter(|line| line.starts_with("inputs/replies/kaigi-02.csv:2:"));
    let ids =
        of_file.filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0.to_owned())).collect();
    (parts(&root, 17)[1].clone(), ids)
}

pub(crate) fn a_row_of_another_member_or_another_meeting_is_not_taken() {
    let own = ("欠席".to_owned(), Vec::new());
    for row in [
        "kaigi,,,石川　二葉,欠席,,,",
        "kaigi,,,,欠席,,,",
        "kaigi,,,石川 二葉 様,欠席,,,",
        "kaigi,,,石川,欠席,,,",
        "kaigi,,,東町　総務課長,欠席,,,",
        "kaigi,,,東町総務課長　石川二葉,欠席,,,",
        "kaigi,みどり県デジタル会議,令和５年２月17日（金）午前10時から正午まで,石川　二葉,欠席,,,",
        "kaigi,第１回会議,2023-02-17,石川　二葉,欠席,,,",
    ] {
        assert_eq!(of_row(row), own, "{row}");
    }
    let other = ("確認中".to_owned(), vec!["row-of-another".to_owned()]);
    for row in [
        "kaigi,,,青木　一郎,欠席,,,",
        "kaigi,,,北商工会事務局長,欠席,,,",
        "kaigi,,,上田　三郎,欠席,,,",
        "kaigi,,令和５年３月17日（金）午前10時から,石川　二葉,欠席,,,",
        "kaigi,,２０２３年２月１６日,石川　二葉,欠席,,,",
    ] {
        assert_eq!(of_row(row), other, "{row}");
    }
    // The office's own list: the code of one, and the name of another; and a code that is missing.
    let root = invited();
    let head = "段階,コード,構成員,出欠,受付日\n";
    root.write(
        "inputs/replies/denwa.csv",
        format!("{head}kaigi,kaigi-01,青木　一郎,出席,2023-02-07\nkaigi,kaigi-02,青木　一郎,欠席,2023-02-07\nkaigi,,事務局,欠席,2023-02-07\n"),
    );
    assert_eq!(parts(&root, 17)[..2], ["出席", "確認中"]);
    let found = said(&root);
    for place in
        ["denwa.csv:3:3「構成員」: エラー[row-of-another]", "denwa.csv:4:2「コード」: エラー[value-missing]"]
    {
        assert!(found.contains(place), "{place}\n{found}");
    }
    assert_eq!(found.lines().count(), 2, "{found}");
}

pub(crate) fn a_proxy_is_someone_else_who_is_named() {
    let rule = |id: &str| vec![id.to_owned()];
    let long = "長".repeat(300);
    for (row, part, ids) in [
        ("kaigi,,,,代理,赤井　五郎,次長,", "代理（次長　赤井　五郎）", vec![]),
        ("kaigi,,,,代理,同上,,", "代理（確認中）", rule("value-missing")),
        ("kaigi,,,,代理,調整中,次長,", "代理（次長）", rule("value-missing")),
        ("kaigi,,,,代理,赤井　五郎,〃,", "代理（赤井　五郎）", rule("value-missing")),
        (&*format!("kaigi,,,,代理,赤井　五郎,{long},"), "代理（赤井　五郎）", rule("value-missing")),
        ("kaigi,,,,出席,調整中,,", "確認中", rule("attendance-conflict")),
        ("kaigi,,,,代理,石川二葉,,", "確認中", rule("attendance-conflict")),
        ("kaigi,,,,代理,青木　一郎,,", "代理（青木　一郎）", rule("attendance-conflict")),
        // Merged cells say the answer again.
        ("kaigi,,,,欠席,欠席,欠席,", "欠席", vec![]),
    ] {
        assert_eq!(of_row(row), (part.to_owned(), ids), "{row}");
    }
    // One person for two members.
    let root = invited();
    let rows = "kaigi,kaigi-01,代理,赤井　五郎,,,2023-02-07\nkaigi,kaigi-02,代理,赤井五郎,,,2023-02-07\n";
    root.write("inputs/replies/denwa.csv", format!("{OFFICE}{rows}"));
    let found = said(&root);
    assert!(found.contains("denwa.csv:3:4「代理者の氏名」: 注意[attendance-conflict]"), "{found}");
    assert!(found.contains("青木　一郎の代理者でもあります") && found.lines().count() == 1, "{found}");
}

pub(crate) fn what_is_written_beside_an_answer_and_speaks_against_it_is_shown() {
    for (row, is_shown) in [
        ("kaigi,,,,出席,,,都合により欠席", true),
        ("kaigi,,,,出席,,,代理で次長が出席します", true),
        ("kaigi,,,,出席,,,会場に参ります", false),
        ("kaigi,,,,出席,,,", false),
        ("kaigi,,,,欠席,,,電話で連絡", false),
        ("kaigi,,,,欠席,,,オンラインなら参加します", true),
        ("kaigi,,,,オンライン,,,会場で出席します", true),
        ("kaigi,,,,代理,赤井　五郎,,本人は欠席", false),
    ] {
        let ids = of_row(row).1;
        assert_eq!(ids.len(), usize::from(is_shown), "{row} {ids:?}");
    }
}

pub(crate) fn a_form_names_its_meeting_as_people_do() {
    let root = invited();
    let received = root.read("inputs/received.csv");
    root.write("inputs/received.csv", format!("{}\nreplies/kaigi-02.csv,2023-02-06\n", received.trim_end()));
    let says = |meeting: &str| {
        root.write("inputs/replies/kaigi-02.csv", format!("{BY_NAME}{meeting},,石川　二葉,欠席,,,\n"));
        (parts(&root, 17)[1].clone(), said(&root))
    };
    let named = |name: &str| assert_eq!(says(name), ("欠席".into(), String::new()), "{name}");
    for name in ["第１回みどり県デジタル会議", " 第1回 みどり県デジタル会議　", "kaigi", "KAIGI-NOTICE"]
    {
        named(name);
    }
    // Another meeting has the same name: the day tells them apart, and the name alone says nothing.
    let another = "[[stages]]\nid = \"kaigi2\"\nkind = \"meeting\"\ntitle = \"続会\"\nbody = \"kaigi\"\n\
                   session = 1\n                   date = 2023-03-20\n\n";
    root.write("inputs/cycle.toml", format!("{}\n{another}", root.read("inputs/cycle.toml")));
    named("第１回みどり県デジタル会議（令和５年２月17日）");
    named("第１回みどり県デジタル会議(令和5年2月17日)");
    let (part, found) = says("第１回みどり県デジタル会議");
    assert_eq!(part, "確認中", "an answer came, and nobody knows of which meeting");
    assert!(found.contains("kaigi-02.csv:2:1「会議」: エラー[reference-to-nothing]"), "{found}");
    let (_, found) = says("");
    assert!(found.contains("kaigi-02.csv:2:1「会議」: エラー[value-missing]"), "{found}");
}

/// The workbook is a form as it was sent when it still had the columns 段階 and 受付日, filled in by a member.
pub(crate) fn a_form_that_went_out_before_it_lost_columns_is_read() {
    let root = invited();
    root.replace("inputs/cycle.toml", "id = \"midori-r04\"", "id = \"r01-ict\"");
    root.replace("inputs/cycle.toml", "[[stages]]\nid = \"kaigi\"", "[[stages]]\nid = \"committee\"");
    root.replace("inputs/cycle.toml", "meeting = \"kaigi\"", "meeting = \"committee\"");
    root.write(
        "inputs/members.csv",
        "コード,会議,氏名,所属・職,座長\ncommittee-04,kaigi,,健康福祉部長,◎\nkaigi-02,kaigi,石川　二葉,東町　総務課長,\n\
         kaigi-03,kaigi,,北商工会事務局長,\n",
    );
    root.write(
        "inputs/replies/committee-04.xlsx",
        std::fs::read(repository().join("tests/load/workbooks/replied.xlsx")).expect("a workbook"),
    );
    let received = root.read("inputs/received.csv");
    root.write(
        "inputs/received.csv",
        format!("{}\nreplies/committee-04.xlsx,2023-02-06\n", received.trim_end()),
    );
    // It is a form as it was sent; that it is of a meeting of another day is said of its row.
    let found = said(&root);
    assert!(!found.contains("form-mismatch") && found.lines().count() == 1, "{found}");
    assert!(found.contains("「日時」: エラー[row-of-another]"), "{found}");
    let sources = sources::read(root.path()).expect("a root");
    let loaded = load(&sources, &[], &Stopwatch::default(), &mut Findings::default()).expect("a cycle");
    let [reply] = loaded.cycle.replies.as_slice() else { panic!("one reply") };
    assert_eq!((reply.stage.text.as_str(), reply.member.text.as_str()), ("committee", "committee-04"));
    assert_eq!((reply.attendance.cell.text.as_str(), reply.proxy()), ("代理", "健康福祉部次長".into()));
}

/// A post is that of who holds it on the day of the meeting (17 February).
pub(crate) fn a_post_means_who_holds_it_on_the_day() {
    let root = invited();
    root.write(
        "inputs/members.csv",
        "コード,会議,氏名,所属・職,座長,就任日,退任日\nkaigi-01,kaigi,青木　一郎,総務課長,◎,,2023-02-16\n\
         kaigi-02,kaigi,石川　二葉,総務課長,◎,2023-02-17,\n",
    );
    let rows = "kaigi,総務課長,オンライン,,,,2023-02-06\n";
    root.write("inputs/replies/denwa.csv", format!("{OFFICE}{rows}"));
    assert_eq!((parts(&root, 17), said(&root)), (vec!["未回答".into(), "オンライン".into()], String::new()));
}
