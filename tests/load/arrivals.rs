//! What the secretariat's lists say twice, or of which file.

use crate::findings::{findings, loaded, printed};
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

pub(crate) fn two_corrections_of_a_cell_on_a_day_leave_it_open() {
    let read = |rows: &[(&str, &str)]| {
        let root = Root::of(&rules_folder().join("base"));
        let rows: Vec<String> = rows
            .iter()
            .map(|(value, day)| format!("kikaku,1-1,1,実績値,{value},打ち間違い,企画課　高橋,{day}"))
            .collect();
        let header = "部署,取組番号,指標番号,列,値,理由,訂正者,訂正日";
        root.write("inputs/corrections.csv", format!("{header}\n{}\n", rows.join("\n")));
        let (loaded, findings) = loaded(&root);
        let corrected = loaded.submissions.files.iter().filter(|file| file.is_correction);
        let last = corrected
            .filter_map(|file| Some((file.received, file.rows.first()?)))
            .max_by_key(|(day, _)| *day);
        let is_error = printed(&findings).contains("[duplicate-entry]");
        (last.map(|(_, row)| row.actual.value().is_some()), is_error)
    };
    assert_eq!(read(&[("99.9", "2023-01-30"), ("88.8", "2023-01-30")]), (Some(false), true));
    assert_eq!(
        read(&[("99.9", "2023-01-30"), ("88.8", "2023-01-30"), ("99.9", "2023-01-30")]),
        (Some(false), true)
    );
    assert_eq!(read(&[("99.9", "2023-01-30"), ("９９．９", "2023-01-30")]), (Some(true), false));
    assert_eq!(read(&[("99.9", "2023-01-30"), ("88.8", "2023-01-31")]), (Some(true), false));
    // A later correction settles it.
    let settled = read(&[("99.9", "2023-01-30"), ("88.8", "2023-01-30"), ("77.7", "2023-01-31")]);
    assert_eq!(settled, (Some(true), true));
}

pub(crate) fn two_measures_are_not_one_of_last_years() {
    let error = |first: &str, second: &str| {
        let root = Root::of(&rules_folder().join("base"));
        let measures = root.read("inputs/measures.csv");
        let mut number = 0;
        let rows: Vec<String> = measures
            .trim_end()
            .lines()
            .map(|line| {
                number += 1;
                let former = ["旧番号", first, second].get(number - 1).copied().unwrap_or_default();
                format!("{line},{former}")
            })
            .collect();
        root.write("inputs/measures.csv", rows.join("\n") + "\n");
        printed(&findings(&root))
            .lines()
            .any(|line| line.contains("measures.csv:3:") && line.contains("[duplicate-entry]"))
    };
    assert!(error("1-2", "1-2") && error("1-1", "１－１"));
    assert!(!error("1-2", "1-1") && !error("新規", "新規") && !error("", ""));
}

pub(crate) fn many_changes_of_one_place_are_read_in_a_moment() {
    let root = Root::of(&rules_folder().join("base"));
    let header = "場所,種別,改正前,改正後,理由,出典,取組番号,決定日\n";
    let rows: String =
        (0..20_000).map(|n| format!("第１章,改定,前の文{n},後の文{n},理由,意見{n},,2023-02-01\n")).collect();
    root.write("inputs/changes.csv", format!("{header}{rows}"));
    assert_eq!(loaded(&root).0.cycle.changes.len(), 20_000);
}
