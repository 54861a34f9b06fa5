//! Who said an opinion: what its row says, compared with whose file it stands in.

use shiryo::decide::speaker::{Speaker, speaker};

use crate::findings::loaded;
use crate::root::{Root, rules_folder};

/// Who is read in a row of a file: names of members, 「会議」 of nobody by name, 「団体」, or 「？」 with the organizations named.
fn read(root: &Root, file: &str, from: &str) -> String {
    let head = "番号,受付日,提出者,種別,取組番号,意見の概要\n";
    let row = format!("91,2023-02-20,\"{from}\",意見,1-1,案内を増やしてほしい。\n");
    root.write(&format!("inputs/opinions/{file}.csv"), format!("{head}{row}"));
    let (loaded, findings) = loaded(root);
    let opinion = loaded.opinions.opinions.iter().find(|o| o.number.text == "91").expect("the row");
    let (said, is_unclear) = match speaker(opinion, &loaded.cycle) {
        Speaker::Meeting => ("会議".to_owned(), false),
        Speaker::Members(members) => {
            let names = members.iter().map(|member| member.called().replace('　', ""));
            (names.collect::<Vec<_>>().join("+"), false)
        }
        Speaker::Organization => ("団体".to_owned(), false),
        Speaker::Unclear { named } => (format!("？{}", named.join("+")), true),
    };
    let told = findings.iter().any(|finding| finding.rule == "speaker-unclear");
    assert_eq!(told, is_unclear, "{from}: {said}");
    root.remove(&format!("inputs/opinions/{file}.csv"));
    said
}

pub(crate) fn a_row_of_a_body_names_exactly_those_who_said_it() {
    let root = Root::of(&rules_folder().join("base"));
    root.replace(
        "inputs/cycle.toml",
        "member = \"会員\"",
        "member = \"会員\"\ngroup_names = { \"学識経験を有する者\" = \"有識者\" }",
    );
    root.write(
        "inputs/members.csv",
        "会議,氏名,所属・職,座長\nkaigi,青木　一郎,西大学　教授,◎\nkaigi,山口　徹,株式会社まち　代表取締役,\n\
         kaigi,山口　徹也,東大学　准教授,\nkaigi,小池　ひろよ,観光協会　事務局長,\nkaigi,,総務部長,\nkaigi,,教育庁教育次長,\n",
    );
    for (from, who) in [
        ("会員", "会議"),
        ("会議会員", "会議"),
        ("各会員", "会議"),
        ("会員一同", "会議"),
        ("会員Ａ", "会議"),
        ("有識者", "会議"),
        ("青木一郎", "青木一郎"),
        ("青木　会員", "青木一郎"),
        ("青木氏", "青木一郎"),
        ("座長", "青木一郎"),
        ("青木座長", "青木一郎"),
        ("会議の座長", "青木一郎"),
        ("西大学 青木教授", "青木一郎"),
        ("山口徹会員", "山口徹"),
        ("山口徹也様", "山口徹也"),
        ("総務部長", "総務部長"),
        ("総務部長（代理：総務部次長）", "総務部長"),
        ("教育次長", "教育庁教育次長"),
        ("青木一郎（代読：小池ひろよ）", "青木一郎"),
        ("会員（小池ひろよ）", "小池ひろよ"),
        ("青木会員、小池会員", "青木一郎+小池ひろよ"),
        ("小池ひろよと山口徹", "小池ひろよ+山口徹"),
        ("山口会員", "？"),
        ("小池ひろ代", "？"),
        ("小池座長", "？"),
        ("副座長", "？"),
        ("青木会員ほか", "？"),
        ("小池ひろよ（青木一郎の代読）", "？"),
        ("青木一郎（小池ひろよ）", "？"),
        ("会員（代読：小池ひろよ）", "？"),
        ("部長", "？"),
        ("黒田会員", "？"),
    ] {
        assert_eq!(read(&root, "kaigi", from), who, "{from}");
    }
}

pub(crate) fn a_row_of_an_organization_names_it_and_no_other() {
    let root = Root::of(&rules_folder().join("base"));
    root.replace("inputs/cycle.toml", "count = 3\n", "count = 7\n");
    let list = root.read("inputs/organizations.csv");
    let more = "a,会員Ａ,会員,会員Ａ会長,a@a.example\nai,会員ＡＩ,会員,会員ＡＩ会長,a@ai.example\n\
                machi,（株）まち,会員,まち社長,a@machi.example\nkumiai,西市商店会,会員,西市商店会長,a@kumiai.example\n";
    root.write("inputs/organizations.csv", format!("{list}{more}"));
    for (file, from, who) in [
        ("nishi", "西市", "団体"),
        ("nishi", "西市情報政策課長", "団体"),
        ("nishi", "みどり県西市役所", "団体"),
        ("nishi", "nishi", "団体"),
        ("machi", "株式会社まち", "団体"),
        ("machi", "まち㈱　企画部", "団体"),
        ("a", "会員Ａ", "団体"),
        ("a", "会員Ａ　事務局", "団体"),
        ("a", "会員ＡＩ", "？会員ＡＩ"),
        ("ai", "会員Ａ", "？会員Ａ"),
        ("a", "会員ＡＢ", "？"),
        ("nishi", "東町", "？東町"),
        ("nishi", "西市商店会", "？西市商店会"),
        ("kumiai", "西市", "？西市"),
        ("nishi", "西市・東町", "？西市+東町"),
        ("nishi", "情報政策課", "？"),
    ] {
        assert_eq!(read(&root, file, from), who, "{file} {from}");
    }
}

/// The rows are of 20 February; who left before then, or came after, has said nothing on that day.
pub(crate) fn one_who_spoke_was_in_office_then() {
    let root = Root::of(&rules_folder().join("base"));
    root.write(
        "inputs/members.csv",
        "コード,会議,氏名,所属・職,座長,就任日,退任日\nk-01,kaigi,青木　一郎,総務部長,◎,,2023-02-19\n\
         k-02,kaigi,石川　二葉,総務部長,◎,2023-02-20,\nk-03,kaigi,,西市長,,2023-02-21,\nk-04,kaigi,,東市長,○,,\n",
    );
    for (from, who) in [
        ("座長", "石川二葉"),
        ("青木一郎", "？"),
        ("西市長", "？"),
        ("職務代理者", "東市長"),
        ("会員", "会議"),
    ] {
        assert_eq!(read(&root, "kaigi", from), who, "{from}");
    }
}
