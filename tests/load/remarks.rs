//! What members say at a meeting (発言) is kept apart from the advice and opinions that somebody answers.

use shiryo::decide::answers::asked_of;
use shiryo::decide::sent_in::SentIn;

use crate::findings::loaded;
use crate::root::{Root, rules_folder};

pub(crate) fn only_what_a_body_says_is_a_remark() {
    let root = Root::of(&rules_folder().join("base"));
    let head = "番号,受付日,提出者,種別,取組番号,意見の概要\n";
    let rows = "71,2023-02-17,会員,発言,1-1,入口で迷った。\n72,2023-02-17,会員,助言,1-1,案内を増やすとよい。\n73,2023-02-17,会員,発言,,特になし\n";
    root.write("inputs/opinions/kaigi_2.csv", format!("{head}{rows}"));
    // An organization has no meeting: what it calls a remark is an opinion still, and is not lost.
    root.write(
        "inputs/opinions/nishi_2.csv",
        format!("{head}74,2023-02-20,西市,発言,1-1,町でも困っている。\n"),
    );
    let (loaded, findings) = loaded(&root);
    assert_eq!(findings.iter().count(), 0);
    let numbers = |opinions: &[shiryo::model::opinion::Opinion]| -> Vec<String> {
        let own = opinions.iter().map(|opinion| opinion.number.text.clone());
        own.filter(|number| number.starts_with('7')).collect()
    };
    assert_eq!(numbers(&loaded.opinions.remarks), ["71"]);
    assert_eq!(numbers(&loaded.opinions.opinions), ["72", "74"]);
    // What is settled about a remark is asked of its department; of the others nothing is.
    let asked = |answers: &str| -> Vec<String> {
        root.write(
            "inputs/opinions/responses.csv",
            format!("番号,決定日,対応区分,県の考え方\n1,2023-03-01,今後の参考,検討します。\n{answers}"),
        );
        let (loaded, findings) = crate::findings::loaded(&root);
        assert_eq!(findings.iter().count(), 0);
        let shiryo::load::Loaded { cycle, submissions, opinions, reports, .. } = &loaded;
        let sent = SentIn { cycle, submissions, opinions, reports };
        asked_of(sent, "kikaku", chrono::NaiveDate::MAX).iter().map(|one| one.number.clone()).collect()
    };
    assert_eq!(asked(""), ["1", "72", "74"]);
    assert_eq!(asked("71,2023-03-01,反映,次回の会議で紹介します。\n"), ["1", "71", "72", "74"]);
    // But its number is as unique as theirs, and its measure is there.
    let wrong = format!("{head}71,2023-02-17,会員,発言,9-9,また迷った。\n");
    root.write("inputs/opinions/kaigi_3.csv", wrong);
    let (_, findings) = crate::findings::loaded(&root);
    let rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["duplicate-entry", "reference-to-nothing"]);
}
