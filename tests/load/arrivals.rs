//! Which files `received.csv` means.

use crate::findings::{loaded, printed};
use crate::root::{Root, rules_folder};

/// A root in which a department's return and its report have one name.
fn root(received: &str) -> Root {
    let root = Root::of(&rules_folder().join("base"));
    root.write(
        "inputs/reports/kikaku.csv",
        "番号,取組番号,種別,意見の概要,対応の状況,対応の内容,時期\n1,1-1,意見,市町村の手続と入口をそろえてほしい。,対応中,市町村と検討を始めた。,2023年4月\n",
    );
    root.write("inputs/received.csv", format!("ファイル,受領日\n{received}\n"));
    root
}

pub(crate) fn a_name_that_several_files_have_asks_for_the_folder() {
    let read = |received: &str| {
        let (loaded, findings) = loaded(&root(received));
        let submission = loaded.submissions.returns().find(|file| &*file.department == "kikaku").cloned();
        let submission = submission.expect("a return");
        let report = &loaded.reports.files[0];
        let asks = printed(&findings).lines().any(|line| {
            line.contains("received.csv:2:") && line.contains("submissions/kikaku.csv、reports/kikaku.csv")
                || line.contains("received.csv:2:")
                    && line.contains("reports/kikaku.csv、submissions/kikaku.csv")
        });
        (submission.waits, report.waits, asks)
    };
    for name in ["kikaku.csv", "kikaku", "Ｋｉｋａｋｕ.csv", "C:\\調査票\\kikaku.csv"] {
        assert_eq!(read(&format!("{name},2023-04-10")), (true, true, true), "{name}");
        // Whose day is noted has it.
        let both = format!("{name},2023-04-10\nsubmissions/kikaku.csv,2023-01-10");
        assert_eq!(read(&both), (false, true, true), "{name}");
    }
    // A folder says which, also without the ending; the one that is not listed doesn't wait.
    for name in ["reports/kikaku", "./reports/kikaku.csv", "inputs\\reports\\KIKAKU.csv"] {
        assert_eq!(read(&format!("{name},2023-04-10")), (false, false, false), "{name}");
    }
}

pub(crate) fn a_copy_of_an_opinion_that_is_listed_is_read() {
    let root = Root::of(&rules_folder().join("base"));
    let second = root.read("inputs/opinions/nishi.csv").replace("\n1,2023-02-20", "\n2,");
    root.write("inputs/opinions/nishi (1).csv", second);
    assert_eq!(loaded(&root).0.opinions.opinions.len(), 1);
    root.write("inputs/received.csv", "ファイル,受領日\nopinions/nishi (1).csv,2023-02-21\n");
    assert_eq!(loaded(&root).0.opinions.opinions.len(), 2);
}
