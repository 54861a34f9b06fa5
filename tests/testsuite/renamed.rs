//! A department that is renamed within the year: each paper calls it as it was called on its day, and what it sends is
//! found by either name.

use std::sync::LazyLock;

use crate::program::Built;
use crate::readers::squeezed;
use crate::root::Root;

const OLD: &str = "koyo,商工労働部,働き方支援課,商工労働部働き方支援課長,koyo@pref.example";

/// The sample, whose 働き方支援課 is 就業支援課 of another 部 from 1 March on. Of its two returns one has the old name, the
/// other the new one.
static RENAMED: LazyLock<Built> = LazyLock::new(|| {
    let root = Root::sample();
    let rows = root.read("inputs/departments.csv");
    let header = rows.lines().next().unwrap_or_default().to_owned();
    let rows = rows.replace(&header, &format!("{header},適用開始日,適用終了日"));
    let new = "koyo,産業労働部,就業支援課,産業労働部就業支援課長,shugyo@pref.example,2020-03-01,";
    root.write("inputs/departments.csv", rows.replace(OLD, &format!("{OLD},,2020-02-29\n{new}")));
    for (old, new) in [("koyo.csv", "働き方支援課.csv"), ("koyo_teisei.csv", "就業支援課_teisei.csv")]
    {
        let (from, to) = (format!("inputs/submissions/{old}"), format!("inputs/submissions/{new}"));
        let bytes = std::fs::read(root.path().join(&from)).expect("the return");
        root.write(&to, bytes);
        root.remove(&from);
        root.replace("inputs/received.csv", &format!("submissions/{old}"), &format!("submissions/{new}"));
    }
    let built = root.build(&["inquiry", "collection", "advisory", "committee", "feedback"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    built
});

fn text(path: &str) -> String {
    squeezed(&RENAMED.path(path))
}

#[test]
fn a_letter_is_for_the_department_as_it_is_called_on_its_day() {
    let asked = text("inquiry/letters/koyo_照会.pdf");
    assert!(asked.contains("商工労働部働き方支援課長様") && !asked.contains("就業支援課"), "{asked}");
    let told = text("feedback/letters/koyo_助言等の通知.pdf");
    assert!(told.contains("産業労働部就業支援課長様") && !told.contains("働き方支援課"), "{told}");
    let manifest = RENAMED.json("manifest.json");
    let files = manifest["files"].as_array().expect("files").iter();
    let address = |stage: &str| {
        let mut own = files.clone().filter(|f| f["kind"] == "mail" && f["recipient"]["code"] == "koyo");
        own.find(|f| f["stage"] == stage).map(|f| f["recipient"]["mail"].clone())
    };
    assert_eq!(address("inquiry"), Some("koyo@pref.example".into()));
    assert_eq!(address("feedback"), Some("shugyo@pref.example".into()));
    for stage in ["inquiry", "feedback"] {
        let output = RENAMED.root.run(&["send", stage]);
        let table = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && table.contains("計 15"), "{table}");
    }
}

#[test]
fn a_paper_prints_the_name_of_its_day_and_what_came_is_found_by_either() {
    // Both returns are the department's: nothing is missing on either day.
    let submissions = text("collection/提出状況一覧.pdf");
    assert!(submissions.contains("働き方支援課") && !submissions.contains("就業支援課"), "{submissions}");
    let before = text("advisory/資料3_数値目標一覧.pdf");
    assert!(before.contains("働き方支援課") && !before.contains("就業支援課"), "{before}");
    let after = text("committee/資料2_数値目標（案）.pdf");
    assert!(after.contains("就業支援課") && !after.contains("働き方支援課"), "{after}");
    // The correction of February, which has the new name, is in the paper of March: 15.3 for 13.8.
    let row = |path: &str| {
        let text = text(path);
        let at = text.find("テレワークを導入した県内企業の割合").expect("the indicator");
        text[at..].chars().take(60).collect::<String>()
    };
    let (old, new) = (row("advisory/資料4_進捗状況一覧.pdf"), row("committee/参考資料1_進捗状況一覧.pdf"));
    assert!(old.contains("13.8") && !old.contains("15.3"), "{old}");
    assert!(new.contains("15.3") && !new.contains("13.8"), "{new}");
}
