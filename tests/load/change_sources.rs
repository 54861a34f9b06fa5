//! `changes.csv` as people write it: under which names its columns stand, and what its sources name.

use shiryo::model::choice::Choice;

use crate::findings::{loaded, printed};
use crate::root::{Root, rules_folder};

/// A change of each kind below a header.
fn read(header: &str) -> (Vec<[String; 4]>, String) {
    let root = Root::of(&rules_folder().join("base"));
    root.write(
        "inputs/changes.csv",
        format!("{header}\n第１章,改定,前の文,後の文,わけ,意見1,1-1,2023-02-01\n第２章,削除,去る文,,わけ,,,2023-02-01\n"),
    );
    let (loaded, findings) = loaded(&root);
    let changes = loaded.cycle.changes.iter().filter(|change| change.kind.value().is_some());
    let texts = changes.map(|c| [&c.place, &c.old, &c.new, &c.reason].map(|cell| cell.text.clone()));
    (texts.collect(), printed(&findings))
}

pub(crate) fn the_columns_of_changes_have_many_names() {
    let own = read("場所,種別,改正前,改正後,理由,出典,取組番号,決定日").0;
    assert_eq!(own.len(), 2);
    for header in [
        "箇所,種類,旧,新,理由,出典,取組番号,決定日",
        "箇所,種類,現行,改正案,変更理由,根拠,取組番号,決定日",
        "改正箇所,区分,改定前,改定後,改定理由,出典,取組番号,決定日",
        "場所,種別,現行,改正後（案）,理由,出典,取組番号,決定日",
        "場所,種別,変更前,変更後（案）,変更の理由,出典,取組番号,決定日",
        "場所,種別,現行の文,修正案,修正理由,出典,取組番号,決定日",
    ] {
        let (texts, said) = read(header);
        assert_eq!(texts, own, "{header}\n{said}");
        assert!(said.contains("[header-renamed]") && !said.contains("エラー"), "{header}\n{said}");
    }
    // Two columns that may both be the text before: nobody knows which is meant.
    let (texts, said) = read("場所,種別,旧,現行,改正後,理由,取組番号,決定日");
    assert!(texts.is_empty() && said.contains("エラー"), "{said}");
    // A column's own name is its own, whatever else may be called so.
    let (texts, _) = read("場所,種別,改正前,改正後,理由,旧,取組番号,決定日");
    assert_eq!(texts, own);
}

pub(crate) fn a_source_names_what_there_is() {
    let read = |source: &str| {
        let root = Root::of(&rules_folder().join("base"));
        root.write(
            "inputs/opinions/nishi.csv",
            "番号,受付日,提出者,種別,取組番号,意見の概要\n1,2023-02-20,西市,意見,1-1,入口をそろえてほしい。\n3,2023-02-20,西市,意見,1-2,夜も開けてほしい。\n",
        );
        let header = "年度,番号,種別,取組番号,部署,提出者,助言・意見の概要";
        root.write(
            "inputs/carried.csv",
            format!("{header}\n令和３年度,7,助言,1-1,kikaku,会員,図がほしい。\n"),
        );
        let header = "場所,種別,改正前,改正後,理由,出典,取組番号,決定日";
        root.write(
            "inputs/changes.csv",
            format!("{header}\n第１章,改定,甲,乙,理由,{source},1-1,2023-02-01\n"),
        );
        let (loaded, findings) = loaded(&root);
        let change = &loaded.cycle.changes[0];
        let named = change.cited.iter().filter(|cited| cited.is_known);
        let named: Vec<String> = named.map(|cited| cited.kind.label().to_owned() + &cited.number).collect();
        let said = printed(&findings);
        let said = said.lines().filter(|line| line.contains("changes.csv"));
        let rules = said.filter_map(|line| line.split(['[', ']']).nth(1).map(str::to_owned)).collect();
        (named.join(" "), change.follows_from_nothing(), rules)
    };
    let nothing: Vec<String> = Vec::new();
    let missing = vec!["reference-to-nothing".to_owned()];
    let other_measure = vec!["change-mismatch".to_owned()];
    for (source, named, is_nothing, rules) in [
        ("御意見１番", "意見1", false, &nothing),
        ("西市の意見1及び社会情勢の変化", "意見1", false, &nothing),
        ("助言R3-7", "助言R3-7", false, &nothing),
        ("助言ｒ３－７", "助言R3-7", false, &nothing),
        ("意見3件", "", false, &nothing),
        ("意見99", "", true, &missing),
        ("99番の御意見", "", true, &missing),
        ("助言1", "", true, &missing),
        ("意見3", "意見3", false, &other_measure),
        // Of a range only its ends must be there.
        ("意見1～3", "意見1 意見3", false, &other_measure),
        ("意見1～4", "意見1 意見3", true, &vec!["change-mismatch".into(), "reference-to-nothing".into()]),
    ] {
        assert_eq!(read(source), (named.to_owned(), is_nothing, rules.clone()), "{source}");
    }
}
