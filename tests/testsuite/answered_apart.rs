//! A letter of answers says only what is so of its recipient: whose words they are, what is settled, what was told before.

use crate::answered::{KAIGI, NISHI, TOGETHER, holds, root};
use crate::readers::squeezed;
use crate::root::Root;

/// The notice about two measures in the program's own words.
fn about_two() -> Root {
    let root = root();
    root.replace(
        "inputs/cycle.toml",
        "measures = [\"1-2\"]",
        "measures = [\"1-1\", \"1-2\"]\nonly = [\"nishi\", \"higashi\", \"fukushi\"]",
    );
    let settings = root.read("inputs/cycle.toml");
    let settings = settings
        .replace(
            "number = \"企第13号\"\nwords = \"kotae\"",
            "number = \"企第13号\"\nwords = \"matter-department\"",
        )
        .replace(
            "number = \"企第14号\"\nwords = \"kotae\"",
            "number = \"企第14号\"\nwords = \"matter-organizations\"",
        );
    root.write("inputs/cycle.toml", settings);
    root
}

#[test]
fn a_letter_about_some_measures_says_of_them_only_what_is_its_recipients() {
    let built = about_two().build(&["zuiji"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let read = |path: &str| squeezed(&built.path(path));
    let (one, two) = (
        "「手続のオンライン化」に関する御意見について（回答）",
        "「見守りの仕組みづくり」に関する御意見について（回答）",
    );
    let others = "ほかにお寄せいただいた御意見";
    holds(
        &read("zuiji/letters/nishi_回答.pdf"),
        &[one, "ありがとうございました", others],
        &["見守りの仕組み"],
    );
    holds(&read("zuiji/letters/higashi_回答.pdf"), &[two], &["手続のオンライン化", others]);
    let fukushi = read("zuiji/letters/fukushi_通知.pdf");
    let said = [
        "「見守りの仕組みづくり」に関する意見について（通知）",
        "寄せられた意見を、県の考え方とともに",
        "速やかに対応",
    ];
    holds(&fukushi, &said, &["での助言", "手続のオンライン化"]);
}

#[test]
fn nothing_settled_is_not_answered_and_a_finding_says_so() {
    let root = about_two();
    let answers = root.read("inputs/opinions/responses.csv");
    root.write(
        "inputs/opinions/responses.csv",
        answers.replace("1,2023-03-01,反映,まとめた考え方です。,\n", ""),
    );
    let built = root.build(&["zuiji"]);
    assert!(built.messages.contains("（No.1、No.2）"), "{}", built.messages);
    let higashi = squeezed(&built.path("zuiji/letters/higashi_回答.pdf"));
    let said = [
        "御意見について（御礼）",
        "現在、検討しておりますので",
        "検討中です。まとまり次第、改めてお知らせします。",
    ];
    holds(&higashi, &said, &["（回答）", "取りまとめましたので", TOGETHER]);
    let fukushi = squeezed(&built.path("zuiji/letters/fukushi_通知.pdf"));
    holds(&fukushi, &["今後の取組の参考"], &["県の考え方とともに", "速やかに"]);
}

#[test]
fn a_later_letter_cites_the_one_that_answered_before() {
    let root = root();
    root.replace("inputs/cycle.toml", "measures = [\"1-2\"]\n", "");
    root.write(
        "templates/words/kotae.txt.j2",
        "御意見について（回答）\n\n先のもの「{{ recipient.told|join(\"、\") }}」、ほか{{ recipient.untold }}件、検討中{{ recipient.pending }}件です。\n",
    );
    let built = root.build(&["kotae", "zuiji"]);
    let read = |path: &str| squeezed(&built.path(path));
    holds(
        &read("kotae/letters/nishi_御意見への回答.pdf"),
        &["先のもの「」、ほか０件、検討中１件です。"],
        &[],
    );
    let cited = "先のもの「令和５年３月24日付け企第10号」、ほか０件、検討中１件です。";
    holds(&read("zuiji/letters/nishi_回答.pdf"), &[cited], &[]);
}

#[test]
fn what_names_another_is_nobodys_until_it_is_cleared() {
    let root = root();
    root.write("inputs/opinions/nishi.csv", NISHI.replace(",西市,", ",東町,"));
    let both = "7,2023-02-17,青木会員、石川会員,助言,,二人の助言です。\n8,2023-02-17,黒田会員,質問,,黒田の助言です。\n";
    root.write("inputs/opinions/kaigi.csv", format!("{KAIGI}{both}"));
    let built = root.build(&["kotae", "zuiji"]);
    assert_eq!(built.status, 1, "{}", built.messages);
    let read = |path: &str| squeezed(&built.path(path));
    for path in ["nishi_御意見への回答.pdf", "nishi_結果の通知.pdf"] {
        assert!(!built.path(&format!("kotae/letters/{path}")).exists(), "{path}");
    }
    holds(&read("kotae/letters/higashi_御意見への回答.pdf"), &["意見１件"], &["西の"]);
    for member in ["aoki", "ishikawa"] {
        let letter = read(&format!("kotae/letters/{member}_助言への回答.pdf"));
        let (own, heard) = (letter.find("二人の助言です。"), letter.find("会議の助言です。"));
        assert!(own.is_some() && own < heard, "{letter}");
        // As many as there are rows, of whatever kind.
        let count =
            if member == "aoki" { "助言４件、意見０件" } else { "助言３件、意見０件" };
        holds(&letter, &[count, "黒田の助言です。"], &["黒田会員"]);
    }
}
