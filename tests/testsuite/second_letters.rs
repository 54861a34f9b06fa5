//! A second letter of one stage to one recipient, and what people hold in hand by the ledger: a letter that contradicts one
//! that was sent goes only as a correction, and a correction corrects what was sent.

use crate::root::Root;
use crate::sent_once::{ALL, addresses, build, go, small};
use crate::smtp::Server;

const CYCLE: &str = "inputs/cycle.toml";

/// The small stage as an answer: one letter to those who had an opinion, another to those who had none.
fn answers() -> Root {
    let root = small();
    root.replace(CYCLE, "id = \"iken\"\nkind = \"inquiry\"", "id = \"iken\"\nkind = \"notice\"");
    root.replace(
        CYCLE,
        "id = \"request\"\ntitle = \"意見照会\"\nto = \"organizations\"\nnumber = \"企第10号\"\n",
        "id = \"answer\"\ntitle = \"回答\"\nto = \"organizations\"\nonly = \"with-opinions\"\nnumber = \"企第10号\"\n\
         words = \"plain\"\ndocuments = [\"letter\"]\n\n[[stages.letters]]\nid = \"result\"\ntitle = \"結果\"\n\
         to = \"organizations\"\nonly = \"without-opinions\"\nnumber = \"企第11号\"\n",
    );
    speaks(&root, "nishi", "西市", 1);
    build(&root);
    root
}

fn speaks(root: &Root, code: &str, name: &str, number: u32) {
    root.write(
        format!("inputs/opinions/{code}.csv").as_str(),
        format!("番号,受付日,提出者,種別,取組番号,意見の概要\n{number},2023-02-20,{name},意見,1-1,入口をそろえてほしい。\n"),
    );
}

#[test]
fn whose_opinion_turns_up_gets_no_answer_after_a_letter_that_there_is_none() {
    let (root, server) = (answers(), Server::good());
    let first = go(&root, &server, &[]);
    assert_eq!((first.status, first.count("sent")), (0, 3), "{}", first.errors);
    // One opinion turns up, another goes: both kinds of letters change.
    speaks(&root, "higashi", "東町", 2);
    root.remove("inputs/opinions/nishi.csv");
    build(&root);
    let second = go(&root, &server, &[]);
    assert_eq!(addresses(&server).len(), 3, "{:?}", second.rows);
    for (code, number) in [("nishi", "企第10号"), ("higashi", "企第11号")] {
        let row = second.rows.iter().find(|row| row["code"] == code).expect("a row");
        let why = row["reason"].as_str().unwrap_or_default();
        assert!(row["status"] == "withheld" && why.contains(number) && why.contains("correction"), "{row}");
    }
    // What was sent lies in out/ no longer, so that nobody could say what a correction corrects.
    root.replace(
        CYCLE,
        "title = \"意見照会\"\ndate = 2023-03-01\n",
        "title = \"意見照会\"\ndate = 2023-03-01\ncorrection = { date = 2023-03-03, reason = \"意見の見落とし\" }\n\
         issued = 2023-03-01\n",
    );
    let output = root.run(&["build"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("issued-lost") && said.contains("送った"), "{said}");
}

#[test]
fn what_was_handed_out_is_what_was_sent_and_not_what_was_made_since() {
    let (root, server) = (small(), Server::good());
    assert_eq!(go(&root, &server, &[]).count("sent"), 3);
    let words = "templates/words/plain.txt.j2";
    let wrong = root.read(words);
    let mend = || root.replace(words, "意見を照会します。", "意見を照会いたします。");
    mend();
    build(&root);
    let held = go(&root, &server, &[]);
    assert_eq!((held.count("withheld"), server.accepted().len()), (3, 3), "{:?}", held.rows);
    let issued = "date = 2023-03-01\nissued = 2023-03-01\n";
    let corrected = format!("{issued}correction = {{ date = 2023-03-03, reason = \"文の誤り\" }}\n");
    root.replace(CYCLE, "date = 2023-03-01\n", &corrected);
    let output = root.run(&["build"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    let place = "に送った電子メールは、out/ にあるものと違います";
    assert!(said.contains("エラー[issued-lost] 「") && said.contains(place), "{said}");
    assert!(!root.path().join("inputs/issued/iken").exists(), "no record of what nobody got");
    // As the finding says: what was sent is made once more, written down, and then corrected.
    root.write(words, &wrong);
    root.replace(CYCLE, &corrected, "date = 2023-03-01\n");
    build(&root);
    let again = go(&root, &server, &[]);
    assert_eq!((again.count("sent"), server.accepted().len()), (3, 3), "{:?}", again.rows);
    root.replace(CYCLE, "date = 2023-03-01\n", issued);
    build(&root);
    mend();
    root.replace(CYCLE, issued, &corrected);
    build(&root);
    let last = go(&root, &server, &[]);
    assert_eq!((last.status, last.count("sent")), (0, 3), "{}", last.errors);
    let (first, second) = (addresses(&server), ALL.map(str::to_owned));
    assert_eq!(first, [second.clone(), second].concat());
}
