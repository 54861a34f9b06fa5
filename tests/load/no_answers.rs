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
