//! Meetings that are put off or called off: each paper knows what was known on its day, and the members are told.

use std::sync::LazyLock;

use crate::program::Built;
use crate::readers::{squeezed, workbook_text};
use crate::root::Root;

/// The words of a notice that a meeting is put off.
const POSTPONED: &str = "postponement-notice";

/// A stage that tells the members of a meeting what became of it; `more` stands below its letter.
fn notice(id: &str, meeting: &str, date: &str, words: &str, more: &str) -> String {
    format!(
        "[[stages]]\nid = \"{id}\"\nkind = \"notice\"\ntitle = \"変更の通知\"\nmeeting = \"{meeting}\"\n\
         date = {date}\nmail = {{ words = \"mail-change\" }}\n\n[[stages.letters]]\nid = \"notice\"\n\
         title = \"変更の通知\"\nto = \"members\"\nwords = \"{words}\"\ndocuments = [\"letter\"]\n{more}\n"
    )
}

/// The sample, whose advisory meeting was put off on 1 February from the 7th to the 12th, and whose 幹事会 was called off.
static CHANGED: LazyLock<Built> = LazyLock::new(|| {
    let root = Root::sample();
    let meeting = "session = 1\ndate = 2020-02-07";
    let later = "session = 1\ndate = 2020-02-12\n\
                 postponed = [{ from = 2020-02-07, on = 2020-02-01, reason = \"大雪のため\" }]";
    root.replace("inputs/cycle.toml", meeting, later);
    let kanjikai = "body = \"kanjikai\"\ndate = 2020-01-27";
    root.replace("inputs/cycle.toml", kanjikai, &format!("{kanjikai}\ncancelled = {{ on = 2020-01-24 }}"));
    let form = "report_by = 2020-02-07\n\n[[stages.forms]]\nid = \"attendance\"\ntitle = \"出欠回答票\"\n\
                form = \"attendance\"\nto = \"members\"\nfile = \"xlsx\"\n";
    let stages = notice("kanjikai-changed", "kanjikai", "2020-01-24", "cancellation-notice", "")
        + &notice("advisory-changed", "advisory", "2020-02-03", POSTPONED, form);
    root.replace(
        "inputs/cycle.toml",
        "[[stages]]\nid = \"advisory\"\n",
        &format!("{stages}[[stages]]\nid = \"advisory\"\n"),
    );
    let office = root.read("inputs/replies/jimukyoku.csv");
    let row = "advisory,advisory-02,今泉　貴史,欠席,,,,2020-02-03\n";
    root.write("inputs/replies/jimukyoku.csv", format!("{}\n{row}", office.trim_end()));
    let stages = [
        "advisory-notice",
        "kanjikai-notice",
        "kanjikai",
        "kanjikai-changed",
        "advisory-changed",
        "advisory",
    ];
    let built = root.build(&stages);
    assert_eq!(built.status, 0, "{}", built.messages);
    built
});

fn text(path: &str) -> String {
    squeezed(&CHANGED.path(path))
}

#[test]
fn what_is_dated_before_knows_the_first_day_and_what_comes_later_both() {
    let invitation = text("advisory-notice/letters/advisory-01_就任依頼.pdf");
    assert!(
        invitation.contains("令和２年２月７日（金）") && !invitation.contains("２月12日"),
        "{invitation}"
    );
    let asked =
        |stage: &str| workbook_text(&CHANGED.path(&format!("{stage}/forms/advisory-01_出欠回答票.xlsx")));
    assert!(asked("advisory-notice").contains("令和２年２月７日（金）"));
    assert!(asked("advisory-changed").contains("令和２年２月12日（水）"));
    let agenda = text("advisory/次第.pdf");
    assert!(agenda.contains("令和２年２月12日（水）"), "{agenda}");
    let management = text("advisory/資料1_千葉県ＩＣＴ利活用戦略の進捗管理について.pdf");
    assert!(management.contains("アドバイザリー会議（２月７日（金）から延期）"), "{management}");
    assert!(management.contains("推進委員会幹事会（中止）"), "{management}");
}

#[test]
fn the_members_are_told() {
    let letter = text("advisory-changed/letters/advisory-02_変更の通知.pdf");
    assert!(letter.contains("第１回千葉県ＩＣＴアドバイザリー会議の延期について（通知）"), "{letter}");
    assert!(letter.contains("大雪のため、下記のとおり延期する"), "{letter}");
    assert!(letter.contains("変更前の日時令和２年２月７日（金）"), "{letter}");
    assert!(letter.contains("変更後の日時令和２年２月12日（水）午後２時から午後４時まで"), "{letter}");
    let letter = text("kanjikai-changed/letters/kanjikai-02_変更の通知.pdf");
    assert!(
        letter.contains("中止することとしました") && letter.contains("令和２年１月27日（月）"),
        "{letter}"
    );
    assert!(!letter.contains("、、"), "no reason is given: {letter}");
    let output = CHANGED.root.run(&["send", "kanjikai-changed"]);
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && table.contains("計 12"), "{table}");
    assert!(!CHANGED.messages.contains("meeting-change"), "{}", CHANGED.messages);
}

#[test]
fn nothing_is_made_of_a_meeting_that_was_called_off() {
    assert!(!CHANGED.path("kanjikai").join("packet.pdf").exists());
    let manifest = CHANGED.json("manifest.json");
    let files = manifest["files"].as_array().expect("files");
    assert!(files.iter().all(|file| file["stage"] != "kanjikai" || file["kind"] == "values"), "{files:?}");
    // The invitation that went out before stands.
    assert!(CHANGED.path("kanjikai-notice/letters/kanjikai-02_開催通知.pdf").exists());
}

#[test]
fn an_answer_to_the_first_invitation_is_none_to_the_second() {
    // All seven had answered for the 7th; one answered again for the 12th.
    let roster = text("advisory/構成員名簿.pdf");
    assert!(roster.contains("欠席１名") && !roster.contains("出席"), "{roster}");
}

/// The sample, whose advisory meeting was put off on 1 February and got a new day on the 5th, so that two notices went
/// out, and whose 幹事会 was put off on 24 January and has no day yet.
static UNDATED: LazyLock<Built> = LazyLock::new(|| {
    let root = Root::sample();
    let advisory = "session = 1\ndate = 2020-02-07";
    let later = "session = 1\ndate = 2020-02-14\n\
                 postponed = [{ from = 2020-02-07, on = 2020-02-01, reason = \"大雪のため\", settled = 2020-02-05 }]";
    root.replace("inputs/cycle.toml", advisory, later);
    let kanjikai = "body = \"kanjikai\"\ndate = 2020-01-27";
    let open = "\npostponed = [{ from = 2020-01-27, on = 2020-01-24, reason = \"感染症の拡大を防ぐため\", undecided = true }]";
    root.replace("inputs/cycle.toml", kanjikai, &format!("{kanjikai}{open}"));
    let form = "report_by = 2020-02-10\n\n[[stages.forms]]\nid = \"attendance\"\ntitle = \"出欠回答票\"\n\
                form = \"attendance\"\nto = \"members\"\nfile = \"xlsx\"\n";
    let notices = notice("kanjikai-off", "kanjikai", "2020-01-24", POSTPONED, "")
        + &notice("advisory-off", "advisory", "2020-02-03", POSTPONED, "")
        + &notice("advisory-on", "advisory", "2020-02-06", POSTPONED, form);
    let advisory = "[[stages]]\nid = \"advisory\"\n";
    root.replace("inputs/cycle.toml", advisory, &format!("{notices}{advisory}"));
    let built = root.build(&["advisory-off", "advisory-on", "kanjikai-off", "kanjikai", "advisory"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    built
});

fn undated(path: &str) -> String {
    squeezed(&UNDATED.path(path))
}

#[test]
fn a_meeting_without_a_new_day_is_put_off_and_nothing_of_it_is_made() {
    let letter = undated("kanjikai-off/letters/kanjikai-02_変更の通知.pdf");
    assert!(letter.contains("感染症の拡大を防ぐため、下記のとおり延期する"), "{letter}");
    assert!(letter.contains("変更前の日時令和２年１月27日（月）"), "{letter}");
    assert!(letter.contains("変更後の日時未定（決まり次第、改めてお知らせします。）"), "{letter}");
    assert!(!letter.contains("場所"), "the old place does not hold: {letter}");
    let manifest = UNDATED.json("manifest.json");
    let files = manifest["files"].as_array().expect("files");
    assert!(files.iter().all(|file| file["stage"] != "kanjikai" || file["kind"] == "values"), "{files:?}");
    assert!(!UNDATED.messages.contains("meeting-change"), "{}", UNDATED.messages);
    let schedule = undated("advisory/資料1_千葉県ＩＣＴ利活用戦略の進捗管理について.pdf");
    assert!(schedule.contains("未定推進委員会幹事会（１月27日（月）から延期）"), "{schedule}");
}

#[test]
fn a_day_that_was_settled_later_is_unknown_before_and_told_after() {
    let before = undated("advisory-off/letters/advisory-02_変更の通知.pdf");
    assert!(before.contains("変更後の日時未定") && !before.contains("２月14日"), "{before}");
    let after = undated("advisory-on/letters/advisory-02_変更の通知.pdf");
    assert!(after.contains("アドバイザリー会議の開催日時について（通知）"), "{after}");
    assert!(after.contains("先に延期をお知らせしました"), "{after}");
    assert!(after.contains("変更後の日時令和２年２月14日（金）午後２時から午後４時まで"), "{after}");
    let form = workbook_text(&UNDATED.path("advisory-on/forms/advisory-01_出欠回答票.xlsx"));
    assert!(form.contains("令和２年２月14日（金）"), "{form}");
}
