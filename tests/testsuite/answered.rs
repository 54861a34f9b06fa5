//! Everyone who spoke is answered, each what it said itself and nothing of another's: small cases whose letters are known
//! before they are made.

use std::sync::LazyLock;

use serde_json::Value;

use crate::program::Built;
use crate::readers::{squeeze, squeezed};
use crate::root::{Root, rules_folder};

/// A notice that answers organizations and members, and one about a single measure.
const STAGES: &str = r#"
[[stages]]
id = "kotae"
kind = "notice"
title = "意見への回答"
date = 2023-03-24
purpose = "回答"
body = "kaigi"
mail = { words = "kotae-mail", papers = ["responses"] }

[[stages.papers]]
document = "responses"
number = "資料１"

[[stages.letters]]
id = "answer"
title = "御意見への回答"
to = "organizations"
only = "with-opinions"
number = "企第10号"
words = "kotae"
documents = ["letter", "answers"]

[[stages.letters]]
id = "result"
title = "結果の通知"
to = "organizations"
only = "without-opinions"
number = "企第11号"
words = "kekka"
documents = ["letter"]

[[stages.letters]]
id = "advice"
title = "助言への回答"
to = "members"
number = "企第12号"
words = "kotae"
documents = ["letter", "answers"]

[[stages]]
id = "zuiji"
kind = "notice"
title = "一つの取組の通知"
date = 2023-03-27
purpose = "回答"
body = "kaigi"
measures = ["1-2"]

[[stages.letters]]
id = "department"
title = "通知"
to = "departments"
number = "企第13号"
words = "kotae"
documents = ["letter", "feedback"]

[[stages.letters]]
id = "answer"
title = "回答"
to = "organizations"
number = "企第14号"
words = "kotae"
documents = ["letter", "answers"]
"#;

/// What is said: 西市 and 東町 say the same, 北商工会 has no opinion, 南村 says nothing; a member is named in one piece of
/// advice, nobody in the other. The answer to the fourth opinion is settled after the letters.
pub(crate) const NISHI: &str = "\
番号,受付日,提出者,種別,取組番号,意見の概要
1,2023-02-20,西市,意見,1-1,西の意見です。
4,2023-02-20,西市,意見,,西の急ぎの意見です。
";
const HIGASHI: &str = "\
番号,受付日,提出者,種別,取組番号,意見の概要
2,2023-02-21,東町,意見,1-2,\"東の意見#read(\"\"x\"\")です。{{ 1+1 }}\"
";
const KITA: &str = "番号,受付日,提出者,種別,取組番号,意見の概要\n,2023-02-22,,,,意見なし\n";
pub(crate) const KAIGI: &str = "\
番号,受付日,提出者,種別,取組番号,意見の概要
5,2023-02-17,会員,助言,1-1,会議の助言です。
6,2023-02-17,青木一郎会員,助言,,青木の助言です。
";
const RESPONSES: &str = "\
番号,決定日,対応区分,県の考え方,同趣旨
1,2023-03-01,反映,まとめた考え方です。,
2,2023-03-01,,,1
4,2023-03-28,反映困難,遅れた考え方です。,
5,2023-03-01,今後の参考,助言への考え方です。,
6,2023-03-01,記載済み,青木への考え方です。,
";

pub(crate) fn root() -> Root {
    let root = Root::of(&rules_folder().join("base"));
    let sender = "sender = \"企画部企画課長\"\n";
    root.replace("inputs/cycle.toml", sender, &format!("{sender}mail = \"kikaku@pref.example\"\n"));
    root.replace("inputs/cycle.toml", "count = 3\n", "count = 4\n");
    let settings = root.read("inputs/cycle.toml");
    root.write("inputs/cycle.toml", settings + STAGES);
    let organizations = root.read("inputs/organizations.csv");
    root.write(
        "inputs/organizations.csv",
        organizations + "minami,南村,会員,南村総務課長,somu@minami.example\n",
    );
    root.write(
        "inputs/members.csv",
        "コード,会議,グループ,氏名,よみ,所属・職,座長,電子メール,備考\n\
         aoki,kaigi,,青木　一郎,,西大学　教授,◎,aoki@member.example,\n\
         ishikawa,kaigi,,石川　二葉,,東大学　教授,,ishikawa@member.example,\n",
    );
    for (name, text) in
        [("nishi", NISHI), ("higashi", HIGASHI), ("kita", KITA), ("kaigi", KAIGI), ("responses", RESPONSES)]
    {
        root.write(&format!("inputs/opinions/{name}.csv"), text);
    }
    root.write(
        "templates/words/kotae.txt.j2",
        "御意見について（回答）\n\n助言{{ recipient.advice }}件、意見{{ recipient.opinions }}件に回答します。\n",
    );
    root.write(
        "templates/words/kekka.txt.j2",
        "意見の照会の結果について（通知）\n\n{% if recipient.no_opinion %}御回答の御礼です。{% else %}お知らせです。{% endif %}\n",
    );
    root.write("templates/words/kotae-mail.txt.j2", "意見について（回答）\n\n添付のとおりです。\n");
    root
}

static SMALL: LazyLock<Built> = LazyLock::new(|| {
    let built = root().build(&["kotae", "zuiji"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    built
});

fn letter(path: &str) -> String {
    squeezed(&SMALL.path(path))
}

/// Holds that a text has all of some pieces, and none of others.
pub(crate) fn holds(text: &str, pieces: &[&str], others: &[&str]) {
    for piece in pieces {
        assert!(text.contains(&squeeze(piece)), "no {piece}: {text}");
    }
    for other in others {
        assert!(!text.contains(&squeeze(other)), "{other}: {text}");
    }
}

pub(crate) const TOGETHER: &str = "（同じ趣旨のほかの意見と併せて取りまとめました。）";

#[test]
fn two_that_say_the_same_are_answered_in_the_same_words_and_neither_hears_of_the_other() {
    let nishi = letter("kotae/letters/nishi_御意見への回答.pdf");
    let answered = ["〔反映〕", "まとめた考え方です。", TOGETHER];
    holds(&nishi, &["助言０件、意見２件", "西の意見です。"], &["東", "会議の助言", "青木"]);
    holds(&nishi, &answered, &[]);
    let higashi = letter("kotae/letters/higashi_御意見への回答.pdf");
    let hostile = "東の意見#read(\"x\")です。{{ 1+1 }}";
    holds(&higashi, &["助言０件、意見１件", hostile], &["西", "会議の助言", "青木"]);
    holds(&higashi, &answered, &[]);
}

#[test]
fn what_is_not_settled_by_the_cutoff_is_still_being_considered() {
    let nishi = letter("kotae/letters/nishi_御意見への回答.pdf");
    holds(
        &nishi,
        &["西の急ぎの意見です。検討中です。まとまり次第、改めてお知らせします。"],
        &["遅れた考え方", "反映困難"],
    );
}

#[test]
fn to_have_no_opinion_is_an_answer_and_to_say_nothing_is_none() {
    let kita = letter("kotae/letters/kita_結果の通知.pdf");
    holds(&kita, &["御回答の御礼です。"], &["お知らせです。", "別紙"]);
    let minami = letter("kotae/letters/minami_結果の通知.pdf");
    holds(&minami, &["お知らせです。"], &["御礼", "別紙"]);
    for path in ["kotae/letters/kita_御意見への回答.pdf", "kotae/letters/nishi_結果の通知.pdf"] {
        assert!(!SMALL.path(path).exists(), "{path}");
    }
}

#[test]
fn what_nobody_is_named_for_is_the_meetings_and_what_one_said_by_name_is_that_ones() {
    let aoki = letter("kotae/letters/aoki_助言への回答.pdf");
    holds(&aoki, &["助言２件、意見０件", "いただいた御助言", "青木への考え方です。"], &["西の", "東の"]);
    let (own, heard) = (aoki.find("青木の助言です。"), aoki.find("会議の助言です。"));
    assert!(own.is_some() && own < heard, "its own first: {aoki}");
    let ishikawa = letter("kotae/letters/ishikawa_助言への回答.pdf");
    holds(&ishikawa, &["助言１件、意見０件", "会議の助言です。"], &["青木", "いただいた", "西の", "東の"]);
}

#[test]
fn the_list_of_all_names_nobody() {
    let all = letter("kotae/資料1_助言・意見と県の考え方.pdf");
    let said = ["西の意見です。", "西の急ぎの意見です。", "会議の助言です。", "青木の助言です。"];
    holds(&all, &said, &["西市", "東町", "北商工会", "南村", "青木一郎"]);
    holds(&all, &["会議会員", "同じ趣旨の意見　No.2"], &["遅れた"]);
}

/// An opinion without a number is nobody's, and an answer that names itself or one that names it back takes none away.
#[test]
fn an_opinion_without_a_number_and_answers_that_go_round_take_no_opinion_away() {
    let root = root();
    let row = ",2023-02-01,南村,意見,,番号のない意見です。\n";
    let head = "番号,受付日,提出者,種別,取組番号,意見の概要\n";
    root.write("inputs/opinions/minami.csv", format!("{head}{row}"));
    let answers = root.read("inputs/opinions/responses.csv");
    let (head, _) = answers.split_once('\n').expect("a header");
    let round = "1,2023-03-01,,,2\n2,2023-03-01,,,1\n4,2023-03-01,,,4\n";
    root.write("inputs/opinions/responses.csv", format!("{head}\n{round}"));
    let built = root.build(&["kotae"]);
    assert_eq!(built.status, 1, "{}", built.messages);
    let list = squeezed(&built.path("kotae/資料1_助言・意見と県の考え方.pdf"));
    let said = ["西の意見です。", "西の急ぎの意見です。", "東の意見", "会議の助言です。", "青木の助言です。"];
    holds(&list, &said, &[]);
    holds(&list, &["番号のない意見です。"], &[]);
}

/// Rows on opinion 1, with which 2 is put together, on 青木's advice, and one decided after the letters.
const CHANGES: &str = "\
場所,種別,改正前,改正後,理由,出典,取組番号,決定日
第２章１,改定,窓口を置く。,窓口を二つ置く。,理由の一。,意見1,1-1,2023-03-10
第２章２,改定,案内を配る。,案内を送る。,理由の二。,助言6,,2023-03-10
第２章３,改定,年に一度調べる。,年に二度調べる。,理由の三。,意見4,,2023-03-28
";

#[test]
fn who_changed_the_strategy_is_told_so() {
    let root = root();
    root.write("inputs/changes.csv", CHANGES);
    let body = "purpose = \"回答\"\nbody = \"kaigi\"\n";
    root.replace("inputs/cycle.toml", body, &format!("{body}since = \"kaigi\"\n"));
    let list = "document = \"responses\"\nnumber = \"資料１\"\n";
    let changes = "[[stages.papers]]\ndocument = \"changes\"\nnumber = \"資料２\"\n";
    root.replace("inputs/cycle.toml", list, &format!("{list}{changes}"));
    let told = "番号{{ recipient.changed|join(\"、\") }}により改めました。";
    let words =
        format!("御意見について（回答）\n\n回答します。{{% if recipient.changed %}}{told}{{% endif %}}\n");
    root.write("templates/words/kotae.txt.j2", words);
    let built = root.build(&["kotae", "zuiji"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let letter = |path: &str| squeezed(&built.path(path));
    for (code, title, said, unsaid) in [
        ("nishi", "御意見への回答", ["番号１により", "計画の第２章１を改めました"], "第２章２"),
        ("higashi", "御意見への回答", ["番号２により", "計画の第２章１を改めました"], "第２章２"),
        ("aoki", "助言への回答", ["番号６により", "計画の第２章２を改めました"], "第２章１"),
    ] {
        holds(&letter(&format!("kotae/letters/{code}_{title}.pdf")), &said, &[unsaid, "第２章３"]);
    }
    for path in ["kotae/letters/ishikawa_助言への回答.pdf", "zuiji/letters/higashi_回答.pdf"] {
        holds(&letter(path), &["回答します。"], &["改めました"]);
    }
}

#[test]
fn a_notice_about_one_measure_goes_to_its_department_and_to_who_spoke_of_it() {
    let manifest = SMALL.json("manifest.json");
    let files = manifest["files"].as_array().expect("files").iter();
    let of_stage = files.filter(|f| f["stage"] == "zuiji" && f["kind"] == "letter");
    let codes: Vec<&str> = of_stage.filter_map(|f| f["recipient"]["code"].as_str()).collect();
    assert_eq!(codes, ["fukushi", "higashi"]);
    let fukushi = letter("zuiji/letters/fukushi_通知.pdf");
    // Its other measure is 2-2, and what is for all is not about this one.
    holds(&fukushi, &["見守りの機器を使う世帯の数", "東の意見"], &["記録の様式の統一", "西の", "青木の"]);
    let higashi = letter("zuiji/letters/higashi_回答.pdf");
    holds(&higashi, &["東の意見", "まとめた考え方です。"], &["西", "見守りの機器"]);
}

#[test]
fn codes_narrow_a_notice_further() {
    let root = root();
    root.replace(
        "inputs/cycle.toml",
        "measures = [\"1-2\"]",
        "measures = [\"1-1\", \"1-2\"]\nonly = [\"nishi\"]",
    );
    let built = root.build(&["zuiji"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    assert!(built.path("zuiji/letters/nishi_回答.pdf").exists());
    for path in ["zuiji/letters/higashi_回答.pdf", "zuiji/letters/fukushi_通知.pdf"] {
        assert!(!built.path(path).exists(), "{path}");
    }
}

#[test]
fn nothing_holds_the_answers_back_and_each_goes_to_its_own() {
    let output = SMALL.root.run(&["send", "kotae"]);
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && table.contains("計 6"), "{table}");
    let manifest = SMALL.json("manifest.json");
    let files = manifest["files"].as_array().expect("files").iter();
    let attached = |file: &Value| file["message"]["attachments"].as_array().map_or(0, Vec::len);
    let mails: Vec<usize> =
        files.filter(|f| f["stage"] == "kotae" && f["kind"] == "mail").map(attached).collect();
    assert_eq!(mails, [2; 6], "a letter and the list each");
}

/// A department's first return, its correction before the meeting, and one after it.
fn decided(result: &str) -> String {
    let root = root();
    let own = root.read("inputs/submissions/fukushi.csv");
    root.write("inputs/submissions/fukushi_2.csv", own.replace(",520,", ",600,"));
    root.write("inputs/submissions/fukushi_3.csv", own.replace(",520,", ",777,"));
    let received = root.read("inputs/received.csv");
    root.write(
        "inputs/received.csv",
        received + "submissions/fukushi_2.csv,2023-02-10\nsubmissions/fukushi_3.csv,2023-03-20\n",
    );
    let purpose = "purpose = \"進捗状況の報告、意見の聴取\"\n";
    let decision = "\n[[stages.decisions]]\npaper = \"targets\"\nresult = \"RESULT\"\ndate = 2023-02-17\n";
    root.replace(
        "inputs/cycle.toml",
        purpose,
        &format!("{purpose}approves = [\"targets\"]\n{}", decision.replace("RESULT", result)),
    );
    root.replace(
        "inputs/cycle.toml",
        "number = \"資料２\"\n",
        "number = \"資料２\"\n[[stages.papers]]\ndocument = \"targets\"\nnumber = \"資料３\"\ntitle = \"数値目標（案）\"\n",
    );
    let settings = root.read("inputs/cycle.toml");
    root.write(
        "inputs/cycle.toml",
        settings
            + r#"
[[stages]]
id = "kekka"
kind = "notice"
title = "各課への通知"
date = 2023-03-28
purpose = "通知"
since = "proposed"

[[stages.papers]]
document = "targets"
number = "資料１"
decided_by = "kaigi"

[[stages.letters]]
id = "notice"
title = "通知"
to = "departments"
number = "企第15号"
words = "kotae"
documents = ["letter", "decided"]
"#,
    );
    let built = root.build(&["kekka"]);
    let fukushi = squeezed(&built.path("kekka/letters/fukushi_通知.pdf"));
    let kikaku = squeezed(&built.path("kekka/letters/kikaku_通知.pdf"));
    holds(&kikaku, &["76.0", "変更はありません。"], &["見守り"]);
    fukushi
}

#[test]
fn a_department_hears_what_was_decided_of_its_targets_and_what_of_them_is_not_as_it_proposed() {
    let fukushi = decided("approved");
    // What came after the meeting was not decided on.
    holds(
        &fukushi,
        &["令和５年２月17日　みどり県デジタル会議承認", "600世帯", "520世帯"],
        &["777", "（案）"],
    );
    holds(&fukushi, &["目標値", "当初の提出"], &["オンライン", "変更はありません。"]);
}

#[test]
fn what_was_not_decided_is_a_draft_in_letters_too() {
    // What came after the meeting is none of what was put to it.
    let fukushi = decided("continued");
    holds(&fukushi, &["数値目標（案）", "継続審議", "案の内容", "600世帯"], &["777", "承認"]);
}
