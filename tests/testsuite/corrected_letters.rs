//! A correction of letters: each says what changed for its recipient, and nothing of another's.

use crate::program::Built;
use crate::readers::{pages, squeeze, squeezed};
use crate::root::Root;
use crate::smtp::sent_bytes;

const CYCLE: &str = "inputs/cycle.toml";
const ISSUED: &str = "cutoff = 2020-03-25\nissued = 2020-03-27\nstep = \"4\"";

/// The letters to departments, handed out and then corrected after a change.
pub(crate) fn corrected(change: impl Fn(&Root)) -> Built {
    let root = Root::sample();
    assert_eq!(root.run(&["build", "feedback"]).status.code(), Some(0));
    root.replace(CYCLE, "cutoff = 2020-03-25\nstep = \"4\"", ISSUED);
    assert_eq!(root.run(&["build", "feedback"]).status.code(), Some(0));
    let correction =
        "correction = { date = 2020-04-01, reason = \"転記の誤りがあったため。\" }\nstep = \"4\"";
    root.replace(CYCLE, ISSUED, &ISSUED.replace("step = \"4\"", correction));
    change(&root);
    let built = root.build(&["feedback"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    built
}

/// The 正誤表 at the end of a department's letter.
fn own(built: &Built, code: &str) -> String {
    let pages = pages(&built.path(&format!("feedback/letters/{code}_助言等の通知.pdf")));
    let at = pages.iter().rposition(|page| squeeze(page).contains("正誤表")).expect("a 正誤表");
    squeeze(&pages[at..].concat())
}

fn mail(built: &Built, code: &str) -> String {
    let bytes = sent_bytes(&built.out(), &format!("feedback/mail/{code}.mail"));
    let parsed = mail_parser::MessageParser::default().parse(&bytes).expect("a message");
    format!("{}\n{}", parsed.subject().expect("a subject"), parsed.body_text(0).expect("a body"))
}

pub(crate) fn mend(root: &Root, rows: &str) {
    root.write("inputs/corrections.csv", format!("部署,取組番号,指標番号,列,値,理由,訂正者,訂正日\n{rows}"));
}

#[test]
fn what_only_one_was_told_stands_in_its_letter_alone() {
    let built = corrected(|root| mend(root, "doboku,1-イ,1,実績値,37.2,電話で確認,政策企画課,2020-02-20\n"));
    let told = own(&built, "doboku");
    for text in [
        "実績値通知文２ページ",
        "助言・意見及び指標の達成状況（Excel）",
        "36.937.2",
        "転記の誤り",
        "令和２年４月１日",
    ] {
        assert!(told.contains(text), "{text}: {told}");
    }
    // 資料２ has no results: to the others nothing is mended, and nothing of this figure is said.
    let others = std::fs::read_dir(built.path("feedback/letters")).expect("letters");
    let mut read = 0;
    for file in others {
        let name = file.expect("an entry").file_name().to_string_lossy().into_owned();
        let code = name.split('_').next().expect("a code").to_owned();
        if code != "doboku" {
            read += 1;
            let told = own(&built, &code);
            assert!(
                told.contains("値の訂正はありません") && !told.contains("37.2") && !told.contains("1-イ"),
                "{code}: {told}"
            );
        }
    }
    assert_eq!(read, 14);
    let mail = mail(&built, "doboku");
    for text in [
        "【訂正】",
        "令和２年３月27日にお送りしたものに訂正があります",
        "正誤表のとおり",
        "理由：転記の誤りがあったため。",
    ] {
        assert!(mail.contains(text), "{text}: {mail}");
    }
}

#[test]
fn what_all_were_told_stands_in_every_letter() {
    let built = corrected(|root| mend(root, "kenfuku,2-ア-1,1,目標値,95,電話で確認,政策企画課,2020-02-20\n"));
    for code in ["kenfuku", "doboku", "seisaku"] {
        let told = own(&built, code);
        assert!(told.contains("資料２") && told.contains("9095"), "{code}: {told}");
        // What follows from it stood in the letter of its department alone.
        assert_eq!(told.contains("通知文"), code == "kenfuku", "{code}: {told}");
    }
}

#[test]
fn what_is_decided_no_more_is_said_to_all() {
    for (old, new, said) in [
        ("paper = \"targets\"\nresult = \"approved\"", "paper = \"targets\"\nresult = \"rejected\"", "否決"),
        (
            "[[stages.decisions]]\npaper = \"targets\"\nresult = \"approved\"\ndate = 2020-03-16\n",
            "",
            "未決定",
        ),
    ] {
        let built = corrected(|root| {
            root.replace(CYCLE, old, new);
        });
        let errata = squeezed(&built.path("feedback/正誤表.pdf"));
        for told in [errata, own(&built, "doboku"), own(&built, "seisaku")] {
            assert!(
                told.contains("資料２数値目標題") && told.contains("数値目標（案）") && told.contains(said),
                "{said}: {told}"
            );
        }
    }
}
