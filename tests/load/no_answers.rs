//! Answers that say that there is none.

use crate::findings::{loaded, printed};
use crate::root::{Root, rules_folder};

pub(crate) fn an_answer_that_there_is_none_is_no_opinion() {
    let read = |text: &str| {
        let root = Root::of(&rules_folder().join("base"));
        root.remove("inputs/opinions/responses.csv");
        root.replace("inputs/opinions/nishi.csv", "市町村の手続と入口をそろえてほしい。", text);
        let (loaded, findings) = loaded(&root);
        assert_eq!(printed(&findings), "", "{text}");
        let without: Vec<String> = loaded.opinions.without_opinion.into_iter().map(|(who, _)| who).collect();
        (loaded.opinions.opinions.len(), without)
    };
    for text in [
        "意見なし",
        "特になし",
        "なし。",
        "特に意見はありません",
        "ありません",
        "無し",
        "特段の意見なし",
        "－",
        "異議なし。",
    ] {
        assert_eq!(read(text), (0, vec!["nishi".to_owned()]), "{text}");
    }
    for text in ["案内がありません。", "特になし、とは言えない。", "意見なし。ただし、入口をそろえてほしい。"]
    {
        assert_eq!(read(text), (1, Vec::new()), "{text}");
    }
}

/// Whatever is written beside what the form prints is a row: nobody who wrote something is as one who did not.
pub(crate) fn what_is_written_in_another_column_is_not_lost() {
    const HEADER: &str = "番号,受付日,提出者,種別,取組番号,意見の概要,備考\n";
    let read = |row: &str| {
        let root = Root::of(&rules_folder().join("base"));
        root.write("inputs/received.csv", "ファイル,受領日\nopinions/nishi.csv,2023-02-20\n");
        root.write("inputs/opinions/nishi.csv", format!("{HEADER}{row}\n,,西市,意見,,,\n"));
        root.remove("inputs/opinions/responses.csv");
        let (loaded, findings) = loaded(&root);
        let own = printed(&findings).lines().any(|line| line.contains("nishi.csv:2:"));
        (loaded.opinions.opinions.len(), loaded.opinions.without_opinion.len(), own)
    };
    assert_eq!(read(",,西市,意見,,,"), (0, 0, false), "the row as it was sent");
    for row in [
        ",,西市,意見,窓口を広げてほしい。,,",
        ",窓口を広げてほしい。,西市,意見,,,",
        "窓口を広げてほしい。,,西市,意見,,,",
        ",2023-02-20,西市,意見,窓口を広げてほしい。,,",
        ",,西市,意見,,,窓口を広げてほしい。",
        ",,西市,意見,1-1,,",
        "2,,西市,意見,,,",
    ] {
        assert_eq!(read(row), (1, 0, true), "{row}");
    }
    // That there is none is understood wherever it stands.
    for row in [",,西市,意見,,,特になし", ",,西市,意見,意見なし,,", ",,西市,意見,－,－,"]
    {
        assert_eq!(read(row), (0, 1, false), "{row}");
    }
}

pub(crate) fn an_opinion_on_all_measures_says_so_in_many_words() {
    for word in ["共通", "全般", "全体", "－", "取組全般について", "１－１"] {
        let root = Root::of(&rules_folder().join("base"));
        root.replace("inputs/opinions/nishi.csv", ",1-1,", &format!(",{word},"));
        let (loaded, findings) = loaded(&root);
        assert_eq!(printed(&findings), "", "{word}");
        let is_on_one = word == "１－１";
        assert_eq!(loaded.opinions.opinions[0].measure.is_empty(), !is_on_one, "{word}");
    }
}
