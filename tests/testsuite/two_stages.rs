//! A small cycle of two stages, a meeting and letters that are mailed: it is built in a moment.

use crate::root::{Root, rules_folder};

/// A stage of letters that are mailed, laid beside the meeting of the rules' base cycle.
const LETTERS: &str = r#"
[[stages]]
id = "request"
kind = "notice"
title = "意見照会"
date = 2023-03-01
cutoff = 2023-02-20
step = "2"
purpose = "意見の聴取"
mail = { words = "request-mail" }

[[stages.letters]]
id = "request"
title = "意見照会"
to = "organizations"
number = "企第１号"
words = "request"
documents = ["letter"]
"#;

/// The rules' base cycle with a second stage.
pub(crate) fn two_stages() -> Root {
    let root = Root::of(&rules_folder().join("base"));
    let sender = "sender = \"企画部企画課長\"\n";
    root.replace("inputs/cycle.toml", sender, &format!("{sender}mail = \"kikaku@pref.example\"\n"));
    let text = root.read("inputs/cycle.toml");
    root.write("inputs/cycle.toml", text + LETTERS);
    root.write(
        "templates/words/request.txt.j2",
        "意見について（照会）\n\n御意見を伺います。\n記\n１　資料　なし\n以上\n",
    );
    root.write("templates/words/request-mail.txt.j2", "意見について（照会）\n\n添付のとおりです。\n");
    root
}
