//! What is sent once more goes to those alone who have still to answer: letters, forms and mail alike.

use crate::root::{Root, rules_folder};

/// An inquiry, a second one to one organization alone, and a reminder that encloses the form.
const STAGES: &str = r#"
[[stages]]
id = "iken"
kind = "inquiry"
title = "意見照会"
date = 2023-02-22
deadline = 2023-03-03
forms = [{ id = "opinion", title = "意見回答様式", form = "opinion", to = "organizations" }]

[[stages]]
id = "mata"
kind = "notice"
title = "追加の意見照会"
date = 2023-03-01
deadline = 2023-03-08
only = ["kita"]
forms = [{ id = "opinion", title = "意見回答様式", form = "opinion", to = "organizations" }]

[[stages]]
id = "saisoku"
kind = "notice"
title = "再依頼"
date = 2023-03-06
forms = [{ id = "opinion", title = "意見回答様式", form = "opinion", to = "organizations" }]
mail = { words = "mail-opinions-reminder" }
[[stages.letters]]
id = "opinions"
title = "意見の再依頼"
to = "organizations"
only = "unreturned"
of = "iken/opinion"
words = "opinions-reminder"
documents = ["letter"]
"#;

fn root() -> Root {
    let root = Root::of(&rules_folder().join("base"));
    let sender = "sender = \"企画部企画課長\"\n";
    root.replace("inputs/cycle.toml", sender, &format!("{sender}mail = \"kikaku@pref.example\"\n"));
    let settings = root.read("inputs/cycle.toml");
    root.write("inputs/cycle.toml", settings + STAGES);
    root.remove("inputs/opinions/responses.csv");
    for (code, day) in [("nishi", "2023-03-02"), ("kita", "2023-03-04")] {
        let row = format!("番号,受付日,提出者,種別,取組番号,意見の概要\n,{day},,,,意見なし\n");
        root.write(&format!("inputs/opinions/{code}.csv"), row);
    }
    root
}

/// The codes of those for whom something lies in a folder of a stage.
fn recipients(names: &[String], folder: &str) -> Vec<String> {
    let names = names.iter().filter_map(|path| path.strip_prefix(folder)?.split(['_', '.']).next());
    names.map(Into::into).collect()
}

#[test]
fn a_form_that_goes_with_a_reminder_goes_to_whom_it_goes_to() {
    let built = root().build(&["mata", "saisoku"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let names: Vec<String> = built.files().into_iter().map(|(path, _)| path).collect();
    assert_eq!(recipients(&names, "mata/forms/"), ["kita"]);
    // 西市 has answered the first question, 北商工会 the one that it was asked after that.
    for folder in ["saisoku/letters/", "saisoku/forms/", "saisoku/mail/"] {
        assert_eq!(recipients(&names, folder), ["higashi"], "{folder} of {names:?}");
    }
}
