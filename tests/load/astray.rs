//! Forms that were put into the folder of another kind of form.

use shiryo::model::column::Columns;
use shiryo::model::stage::FormKind;

use crate::findings::{loaded, printed};
use crate::root::{Root, repository, rules_folder};

const ALL: [FormKind; 5] =
    [FormKind::Return, FormKind::Opinion, FormKind::Ballot, FormKind::Report, FormKind::Attendance];

/// A form of a kind as text: its columns, and a row of examples.
fn as_text(kind: FormKind) -> String {
    let columns = match kind {
        FormKind::Return => Columns::of_return(),
        FormKind::Opinion => Columns::of_opinions(),
        FormKind::Ballot => Columns::of_ballot_form(),
        FormKind::Report => Columns::of_report_form("県"),
        FormKind::Attendance => Columns::of_replies(),
    };
    let names: Vec<&str> = columns.iter().map(|column| &*column.name).collect();
    let cells: Vec<&str> = columns.iter().map(|column| &*column.example).collect();
    format!("{}\n{}\n", names.join(","), cells.join(","))
}

/// What is said of a file that stands in a folder of the base, and whether anything of it counts there.
fn put(bytes: &[u8], kind: FormKind, name: &str) -> (Vec<String>, bool) {
    let root = Root::of(&rules_folder().join("base"));
    let path = format!("inputs/{}/{name}", kind.folder());
    root.write(&path, bytes);
    let received = root.read("inputs/received.csv");
    root.write("inputs/received.csv", format!("{}\n{path},2023-02-01\n", received.trim_end()));
    let (loaded, findings) = loaded(&root);
    let counts = loaded.submissions.files.iter().any(|file| *file.file == *path)
        || loaded.reports.files.iter().any(|file| *file.file == *path)
        || loaded.opinions.came_back.iter().chain(&loaded.cycle.came_back).any(|file| *file.file == *path);
    let said = printed(&findings);
    (said.lines().filter(|line| line.starts_with(&path)).map(Into::into).collect(), counts)
}

pub(crate) fn a_form_in_another_folder_is_named_with_its_own() {
    for of in ALL {
        for into in ALL.into_iter().filter(|into| *into != of) {
            let (said, counts) = put(as_text(of).as_bytes(), into, "x99.csv");
            let [line] = said.as_slice() else { panic!("{of:?} {into:?}: {said:?}") };
            let named = format!("エラー[form-mismatch] このファイルは{}です。", of.label());
            let mend = format!("inputs/{}/ に移してください", of.folder());
            assert!(line.contains(&named) && line.contains(&mend) && !counts, "{of:?} {into:?}: {line}");
        }
    }
}

pub(crate) fn a_workbook_in_another_folder_is_named_with_its_own() {
    for (of, place) in [
        (FormKind::Ballot, "ballots/committee-02_回答書.xlsx"),
        (FormKind::Report, "reports/norin_対応報告書.xlsx"),
        (FormKind::Attendance, "replies/kanjikai-03.xlsx"),
    ] {
        let (folder, name) = place.split_once('/').expect("a folder");
        assert_eq!(folder, of.folder());
        let bytes = std::fs::read(repository().join("inputs").join(place)).expect("a form that came back");
        for into in ALL.into_iter().filter(|into| *into != of) {
            let (said, counts) = put(&bytes, into, name);
            let [line] = said.as_slice() else { panic!("{of:?} {into:?}: {said:?}") };
            assert!(line.contains(of.label()) && line.contains(of.folder()) && !counts, "{line}");
        }
    }
}

pub(crate) fn a_form_in_its_own_folder_or_no_form_is_not_astray() {
    for kind in ALL {
        let (said, _) = put(as_text(kind).as_bytes(), kind, "x99.csv");
        assert!(said.iter().all(|line| !line.contains("[form-mismatch]")), "{kind:?}: {said:?}");
        // Without a column that it can't do without it is nobody knows what.
        for text in ["日程,場所\n１月,県庁\n", "番号,対応の状況\n1,対応中\n", "議案,回答\n1,承認する\n"]
        {
            let (said, _) = put(text.as_bytes(), kind, "x99.csv");
            assert!(said.iter().all(|line| !line.contains("[form-mismatch]")), "{kind:?} {text}: {said:?}");
        }
    }
}
