//! Ballots come back as the forms that were sent, beside `ballots.csv`.

use chrono::NaiveDate;
use shiryo::decide::ballot_box::BallotBox;
use shiryo::decide::tally::{CountedVote, MotionOutcome};
use shiryo::model::ballot::Vote;

use crate::findings::{loaded, printed};
use crate::root::{Root, repository};

const HEADER: &str = "会議,議案,件名,回答,理由,意見";

/// The vote of a member of the sample's written meeting on its one motion, as of a day, and what is said of the ballots.
fn vote(root: &Root, member: &str, day: &str) -> (Option<CountedVote>, String) {
    let (loaded, findings) = loaded(root);
    let stage = loaded.cycle.stage("written").expect("the stage");
    let day: NaiveDate = day.parse().expect("a day");
    let said = printed(&findings);
    let own = said.lines().filter(|line| line.contains("inputs/ballots/"));
    let said = own.map(|line| line.split(" → ").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    (BallotBox::of(&loaded.cycle, stage, day).vote(0, member), said)
}

/// The sample with a form of the member who has not answered, which came on a day.
fn returned(name: &str, rows: &str, received: &str) -> Root {
    let root = Root::of(repository());
    root.write(&format!("inputs/ballots/{name}"), format!("{rows}\n"));
    let list = root.read("inputs/received.csv");
    root.write("inputs/received.csv", format!("{list}{received}\n"));
    root
}

fn row(answer: &str) -> String {
    format!("{HEADER}\n推進委員会,１,アドバイザリー会議への報告内容について,{answer}")
}

pub(crate) fn a_ballot_comes_back_as_the_form_that_was_sent() {
    let day = "ballots/committee-11_回答書.csv,2020-01-30";
    let name = "committee-11_回答書.csv";
    let of = |root: &Root, until: &str| vote(root, "病院局長", until);
    assert_eq!(of(&Root::of(repository()), "2020-02-03"), (None, String::new()), "no answer came");
    let root = returned(name, &row("承認しない,費用を示してほしい。,"), day);
    assert_eq!(of(&root, "2020-02-03"), (Some(CountedVote::Valid(Vote::Against)), String::new()));
    assert_eq!(of(&root, "2020-01-29").0, None, "it had not come by then");
    // In other spellings, the meeting by its id, and a paper without a mark.
    let root = returned("Committee-11.csv", &row("承認,,"), "ballots/Committee-11.csv,R2.1.30");
    assert_eq!(of(&root, "2020-02-03"), (Some(CountedVote::Valid(Vote::For)), String::new()));
    let root = returned(name, &format!("{HEADER}\nwritten,1,,,,"), day);
    assert_eq!(of(&root, "2020-02-03"), (Some(CountedVote::Invalid), String::new()));
    // The secretariat may write the day into the file.
    let rows = format!("{HEADER},受付日\n推進委員会,１,,承認する,,,2020-01-30");
    assert_eq!(
        of(&returned(name, &rows, ""), "2020-02-03"),
        (Some(CountedVote::Valid(Vote::For)), String::new())
    );
}

pub(crate) fn a_ballot_under_anothers_name_is_not_read() {
    // The sample's workbook is that of committee-02, as the program sent it and another filled it in.
    let root = Root::of(repository());
    let place = "inputs/ballots/committee-02_回答書.xlsx";
    assert_eq!(vote(&root, "総務部長", "2020-02-03"), (Some(CountedVote::Valid(Vote::For)), String::new()));
    let bytes = std::fs::read(root.path().join(place)).expect("the ballot");
    root.write("inputs/ballots/committee-11.xlsx", &bytes);
    let (vote, said) = vote(&root, "病院局長", "2020-02-03");
    assert_eq!(vote, Some(CountedVote::Unsettled), "something came, and nobody can tell what it says");
    assert_eq!(
        said,
        "inputs/ballots/committee-11.xlsx: エラー[form-mismatch] この様式は「committee-02」あてのものです。"
    );
}

pub(crate) fn what_a_ballot_does_not_say_is_a_finding_and_no_vote() {
    let day = "ballots/committee-11.csv,2020-01-30";
    let of = |root: &Root| vote(root, "病院局長", "2020-02-03");
    let said = |(vote, said): (Option<CountedVote>, String), expected: &str| {
        assert_eq!((vote, said.as_str()), (Some(CountedVote::Unsettled), expected));
    };
    said(
        of(&returned("committee-11.csv", &row("承認する,,"), "")),
        "inputs/ballots/committee-11.csv:2:1: エラー[value-missing] 「受付日」がなく、いつ届いたかが分かりません。",
    );
    said(
        of(&returned("byoin.csv", &row("承認する,,"), "ballots/byoin.csv,2020-01-30")),
        "inputs/ballots/byoin.csv: エラー[reference-to-nothing] ファイル名の「byoin」は、members.csv のコードではないので、誰の回答か分かりません。",
    );
    said(
        of(&returned("committee-11.csv", &row("承認する,,").replace("推進委員会", "懇談会"), day)),
        "inputs/ballots/committee-11.csv:2:1「会議」: エラー[reference-to-nothing] 書面開催の段階「懇談会」はありません。",
    );
    said(
        of(&returned("committee-11.csv", "回答\n承認する", day)),
        "inputs/ballots/committee-11.csv: エラー[header-missing] 見出しの行が見付かりません。",
    );
    let (vote, said) = of(&returned("committee-11.csv", &row("保留,,"), day));
    assert_eq!(vote, Some(CountedVote::Unsettled), "it came back, and nobody can tell what it says");
    assert_eq!(
        said,
        "inputs/ballots/committee-11.csv:2:4「回答」: エラー[unknown-choice] 「回答」の「保留」は、承認するのかしないのか分かりません。この回答も、その議案の結果も、結果の報告に「確認中」と載ります。"
    );
}

pub(crate) fn of_two_ballots_of_a_member_the_later_holds_and_those_of_one_day_wait() {
    use CountedVote::{Invalid, Unsettled, Valid};
    let member = "防災危機管理部長";
    let until = NaiveDate::from_ymd_opt(2020, 2, 3).expect("a day");
    // The list has 承認する of 29 January; a form comes too.
    for (answer, day, counted, result, is_said) in [
        ("承認する", "2020-01-29", Valid(Vote::For), MotionOutcome::Carried, false),
        ("承認しない", "2020-01-29", Unsettled, MotionOutcome::Unsettled, true),
        ("承認しない", "2020-01-31", Valid(Vote::Against), MotionOutcome::Carried, false),
        ("承認しない", "2020-01-28", Valid(Vote::For), MotionOutcome::Carried, false),
        // What can't be told waits; what has no mark takes nothing back.
        ("保留", "2020-01-31", Unsettled, MotionOutcome::Unsettled, false),
        ("保留", "2020-01-28", Valid(Vote::For), MotionOutcome::Carried, false),
        ("", "2020-01-29", Valid(Vote::For), MotionOutcome::Carried, false),
        ("", "2020-01-31", Valid(Vote::For), MotionOutcome::Carried, false),
    ] {
        let received = format!("ballots/committee-03.csv,{day}");
        let root = returned("committee-03.csv", &row(&format!("{answer},,")), &received);
        let (loaded, findings) = loaded(&root);
        let stage = loaded.cycle.stage("written").expect("the stage");
        let ballots = BallotBox::of(&loaded.cycle, stage, until);
        assert_eq!(ballots.vote(0, member), Some(counted), "{answer} of {day}");
        let members: Vec<_> = loaded.cycle.members_of("committee").collect();
        let tally = ballots.count(0, &members, Default::default());
        assert_eq!(
            (members.len(), tally.returned.len(), tally.result),
            (14, 13, result),
            "{answer} of {day}"
        );
        let said = printed(&findings);
        let line = said.lines().find(|line| line.contains("[ballot-twice]"));
        assert_eq!(line.is_some(), is_said, "{answer} of {day}: {said}");
        let names_both = |line: &str| {
            line.starts_with("inputs/ballots/committee-03.csv:2:4「回答」")
                && line.contains("初めは inputs/ballots.csv:3:4「回答」 の「承認する」")
        };
        assert!(line.is_none_or(names_both), "{line:?}");
    }
    // Both without a mark: invalid.
    let root = returned("committee-03.csv", &row(",,"), "ballots/committee-03.csv,2020-01-29");
    root.replace("inputs/ballots.csv", "防災危機管理部長,承認する", "防災危機管理部長,");
    assert_eq!(vote(&root, member, "2020-02-03"), (Some(Invalid), String::new()));
}

pub(crate) fn a_copy_of_a_ballot_is_not_read_twice() {
    let root = Root::of(repository());
    let bytes = std::fs::read(root.path().join("inputs/ballots/committee-02_回答書.xlsx")).expect("a ballot");
    root.write("inputs/ballots/committee-02_回答書 (1).xlsx", &bytes);
    let (vote, said) = vote(&root, "総務部長", "2020-02-03");
    assert_eq!(vote, Some(CountedVote::Valid(Vote::For)));
    assert!(said.contains("(1).xlsx: エラー[file-twice]") && said.lines().count() == 1, "{said}");
}

pub(crate) fn a_day_in_received_is_the_day_of_an_opinion_without_one() {
    let rows = "提出者,種別,取組番号,意見の概要,番号,受付日\nＡＤ市,意見,,夜も開いてほしい。,901,";
    let root = Root::of(repository());
    root.write("inputs/opinions/m30.csv", format!("{rows}\n"));
    let day = |root: &Root| {
        let (loaded, findings) = loaded(root);
        let said = printed(&findings).lines().filter(|line| line.contains("m30")).count();
        let opinion = loaded.opinions.opinions.iter().find(|o| o.number.text == "901").expect("it");
        (opinion.received.value().map(ToString::to_string), said)
    };
    assert_eq!(day(&root), (None, 1), "nobody knows when it came");
    let list = root.read("inputs/received.csv");
    root.write("inputs/received.csv", format!("{list}opinions/m30.csv,2020-03-02\n"));
    assert_eq!(day(&root), (Some("2020-03-02".into()), 0));
}
