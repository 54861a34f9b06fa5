//! Members of a body that is written to, and who have no codes.

use crate::findings::{findings, printed};
use crate::root::{Root, rules_folder};

/// The base, with a stage that writes to the members of `kaigi`, and with a list of members.
fn members(csv: &str) -> String {
    let root = Root::of(&rules_folder().join("base"));
    let bad = Root::of(&rules_folder().join("recipient-code/bad"));
    root.write("inputs/cycle.toml", bad.read("inputs/cycle.toml"));
    root.write("inputs/members.csv", csv);
    printed(&findings(&root))
}

pub(crate) fn a_missing_column_of_codes_is_one_finding_with_a_code_for_each() {
    let found = members(
        "会議,氏名,所属・職,座長,電子メール\n\
         kaigi,青木　一郎,西市　情報政策課長,◎,aoki@nishi.example\n\
         kaigi,,東町　総務課長,,aoki@nishi.example\n\
         bukai,江川　四郎,公募,,\n\
         kaigi,青木一郎,公募,,\n",
    );
    // The body that nobody writes to needs none; what else is wrong with the rows is said as well.
    let expected = [
        (
            "inputs/members.csv: エラー[recipient-code]",
            "「青木　一郎」に kaigi-01、「東町　総務課長」に kaigi-02、「青木一郎」に kaigi-03",
        ),
        ("inputs/members.csv:3:5「電子メール」: エラー[mail-shared-address]", "「青木　一郎」"),
        ("inputs/members.csv:5:2「氏名」: エラー[recipient-addressee]", "「青木一郎」"),
    ];
    let own: Vec<&str> = found.lines().filter(|line| !line.contains("bukai")).collect();
    assert_eq!(own.len(), expected.len(), "{found}");
    for ((start, words), line) in expected.iter().zip(own) {
        assert!(line.starts_with(start) && line.contains(words), "{line}");
    }
}

pub(crate) fn an_empty_column_of_codes_and_one_member_are_said_too() {
    let header = "コード,会議,氏名,所属・職,座長\n";
    let found = members(&format!("{header},kaigi,青木　一郎,公募,◎\n,kaigi,石川　二葉,公募,\n"));
    assert_eq!(found.lines().count(), 1, "{found}");
    assert!(
        found.contains("（なければ足して）、「青木　一郎」に kaigi-01、「石川　二葉」に kaigi-02"),
        "{found}"
    );
    // A code that somebody has is proposed to nobody else.
    let found = members(&format!(
        "{header}kaigi-02,kaigi,石川　二葉,公募,◎\n,kaigi,青木　一郎,公募,\n,kaigi,上田　三郎,公募,\n"
    ));
    assert!(found.contains("kaigi-02-2") && found.contains("kaigi-03"), "{found}");
    let found = members("会議,氏名,所属・職,座長\nkaigi,青木　一郎,公募,◎\n");
    assert_eq!(found.lines().count(), 1, "{found}");
    assert!(found.contains("「青木　一郎」") && found.contains("「kaigi-01」"), "{found}");
}
