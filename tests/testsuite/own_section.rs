//! Nobody gets a letter from themselves: the sender's own section gets a 事務連絡, or nothing.

use serde_json::Value;

use crate::program::{Built, SAMPLE};
use crate::readers::squeezed;
use crate::root::Root;
use crate::smtp::{eml, read_mail};
use crate::two_stages::two_stages;

/// The entries of the manifest of a kind and a recipient.
fn entries(built: &Built, kind: &str, code: &str) -> Vec<Value> {
    let manifest = built.json("manifest.json");
    let files = manifest["files"].as_array().expect("files").iter();
    files.filter(|f| f["kind"] == kind && f["recipient"]["code"] == code).cloned().collect()
}

#[test]
fn the_senders_own_section_gets_a_memo() {
    for (path, number) in [
        ("feedback/letters/seisaku_助言等の通知.pdf", "政企第123号"),
        ("inquiry/letters/seisaku_照会.pdf", "政企第78号"),
    ] {
        let printed = |path: &str| squeezed(&SAMPLE.path(path)).replacen("見本（数値は架空）", "", 1);
        let memo = printed(path);
        assert!(memo.starts_with("事務連絡"), "{path}: {memo}");
        assert!(memo.contains("総合企画部政策企画課長様総合企画部政策企画課情報化推進班"), "{path}: {memo}");
        assert!(!memo.contains("政企第") && !memo.contains("公印"), "{path}: {memo}");
        let other = printed(&path.replace("seisaku", "joho"));
        assert!(other.starts_with(number) && !other.contains("事務連絡"), "{path}: {other}");
        assert!(other.contains("総合企画部政策企画課長（公印省略）"), "{path}: {other}");
    }
    // It is mailed as it is; what is sent to whom is not told by the number.
    let message = &entries(&SAMPLE, "mail", "seisaku");
    assert_eq!(message.len(), 3, "the inquiry, the matter of one measure, the feedback");
    let read = read_mail(&[eml(&SAMPLE.out(), "feedback/mail/seisaku.mail")]).remove(0);
    // Its letter, form and annex, and the three papers that were decided.
    assert_eq!(read["attachments"].as_array().map(Vec::len), Some(6), "{read}");
}

#[test]
fn the_senders_own_section_is_left_out_where_the_stage_says_so() {
    let root = Root::sample();
    let text = root.read("inputs/cycle.toml").replace("own_section = \"memo\"", "own_section = \"omit\"");
    root.write("inputs/cycle.toml", text);
    let built = root.build(&["feedback"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    for (kind, own, other) in [("letter", 0, 1), ("mail", 0, 1), ("form", 1, 1), ("annex", 1, 1)] {
        assert_eq!(entries(&built, kind, "seisaku").len(), own, "{kind}");
        assert_eq!(entries(&built, kind, "joho").len(), other, "{kind}");
    }
    let output = built.root.run(&["send", "feedback"]);
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && table.contains("計 14") && !table.contains("seisaku"), "{table}");
}

#[test]
fn the_chair_who_invites_is_not_invited() {
    let notice =
        |code: &str| squeezed(&SAMPLE.path(&format!("committee-notice/letters/{code}_開催通知.pdf")));
    assert!(
        entries(&SAMPLE, "letter", "committee-01").iter().all(|file| file["stage"] != "committee-notice")
    );
    let sender = "千葉県ＩＣＴ利活用推進委員会委員長総合企画部長（公印省略）";
    // The deputy of the chair's bureau is another.
    for code in ["committee-02", "committee-14"] {
        assert!(notice(code).contains(sender), "{}", notice(code));
    }
    let advisors = squeezed(&SAMPLE.path("advisory-notice/letters/advisory-01_就任依頼.pdf"));
    assert!(advisors.contains("総合企画部政策企画課長（公印省略）"), "{advisors}");
}

/// The first words of the letter to a department of the small cycle, whose sender is 企画部企画課長.
fn letter(change: impl Fn(&Root), code: &str) -> String {
    let root = two_stages();
    root.replace("inputs/cycle.toml", "to = \"organizations\"", "to = \"departments\"");
    change(&root);
    let built = root.build(&["request"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    squeezed(&built.path(&format!("request/letters/{code}_意見照会.pdf")))
}

#[test]
fn the_own_section_is_known_however_it_is_written() {
    let as_is = |_: &Root| {};
    assert!(letter(as_is, "kikaku").starts_with("事務連絡"));
    assert!(letter(as_is, "fukushi").starts_with("企第１号"));
    let addressee = |new: &'static str| {
        move |root: &Root| {
            root.replace("inputs/departments.csv", "企画部企画課長,", &format!("{new},"));
        }
    };
    // In other spaces, without the bureau, by another post of the same section.
    for own in ["企画部　企画課長", "企画課長", "企画部企画課統計班長"] {
        assert!(letter(addressee(own), "kikaku").starts_with("事務連絡"), "{own}");
    }
    // A governor's letter to the section that writes it is none to oneself, nor is one to a section of a like name.
    let governor = |root: &Root| {
        root.replace("inputs/cycle.toml", "sender = \"企画部企画課長\"", "sender = \"みどり県知事\"");
    };
    assert!(letter(governor, "kikaku").starts_with("企第１号"));
    let like = |root: &Root| {
        root.replace("inputs/departments.csv", "地域福祉課,福祉部地域福祉課長", "企画課,福祉部企画課長");
    };
    assert!(letter(like, "fukushi").starts_with("企第１号"));
}

#[test]
fn a_member_who_is_the_sender_gets_a_memo() {
    let root = two_stages();
    root.replace("inputs/cycle.toml", "to = \"organizations\"", "to = \"members\"");
    root.replace(
        "inputs/cycle.toml",
        "step = \"2\"\npurpose = \"意見の聴取\"\nmail",
        "body = \"kaigi\"\nmail",
    );
    root.write(
        "inputs/members.csv",
        "会議,コード,グループ,氏名,よみ,所属・職,座長,備考\n\
         kaigi,k-1,,青木　一郎,,企画部　企画課長,◎,\nkaigi,k-2,,石川　二葉,,東町　総務課長,,\n",
    );
    let built = root.build(&["request"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let letter = |code: &str| squeezed(&built.path(&format!("request/letters/{code}_意見照会.pdf")));
    assert!(letter("k-1").starts_with("事務連絡") && letter("k-2").starts_with("企第１号"));
}
