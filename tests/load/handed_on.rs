//! What later stages hand on: one decision under one title, and nothing by a number that is none.

use crate::decisions::meeting;
use crate::findings::loaded;

/// What is said of the titles of decided papers where a later stage hands them out once more.
fn titles(first: &str, second: &str) -> Vec<String> {
    let root = meeting(
        "kind = \"meeting\"\ndecisions = [{ paper = \"policy\", result = \"approved\", date = 2023-03-01 }]",
        first,
    );
    let again = format!(
        "\n[[stages]]\nid = \"again\"\nkind = \"notice\"\ntitle = \"結果の通知\"\ndate = 2023-03-14\n\n\
         [[stages.papers]]\nid = \"policy\"\ndocument = \"prose\"\ndecided_by = \"second\"\n{second}\n"
    );
    let cycle = root.read("inputs/cycle.toml");
    root.write("inputs/cycle.toml", cycle + &again);
    let (_, findings) = loaded(&root);
    findings.iter().map(|f| f.message.clone()).filter(|message| message.contains("の題が、「")).collect()
}

pub(crate) fn one_decision_has_one_title() {
    let same: [(&str, &str); 3] =
        [("", ""), ("title = \"方針\"", ""), ("title = \"新方針\"", "title = \"新方針\"")];
    for (first, second) in same {
        assert_eq!(titles(first, second), Vec::<String>::new(), "{first} {second}");
    }
    for (first, second, said) in [
        ("title = \"新方針\"", "", "「決定」では「新方針」、「結果の通知」では「方針」"),
        (
            "",
            "title = \"方針（令和５年度）\"",
            "「決定」では「方針」、「結果の通知」では「方針（令和５年度）」",
        ),
    ] {
        let found = titles(first, second);
        assert!(found.len() == 1 && found[0].contains(said), "{said}: {found:?}");
    }
}

pub(crate) fn no_number_means_no_measure() {
    let root = meeting("kind = \"meeting\"", "");
    let cycle = root.read("inputs/cycle.toml");
    let about = |numbers: &str| {
        let notice = format!(
            "\n[[stages]]\nid = \"about\"\nkind = \"notice\"\ntitle = \"回答\"\ndate = 2023-03-14\nmeasures = [{numbers}]\n"
        );
        root.write("inputs/cycle.toml", cycle.clone() + &notice);
        let (loaded, findings) = loaded(&root);
        let stage = loaded.cycle.stage("about").expect("the stage");
        let said = findings.iter().any(|f| f.rule == "reference-to-nothing");
        ([stage.is_about(""), stage.is_about("1-1")], said)
    };
    assert_eq!(about("\"\""), ([false, false], true));
    assert_eq!(about("\"1-1\"").0, [false, true]);
}
