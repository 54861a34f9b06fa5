//! Corrections of the secretariat: the return stays as it came, and papers before the correction stay as they were.

use serde_json::json;

use crate::root::Root;

const HEAD: &str = "部署,取組番号,指標番号,列,値,理由,訂正者,訂正日\n";

#[test]
fn a_correction_holds_from_its_day_on_and_says_where_it_is_from() {
    let root = Root::sample();
    let before = root.read("inputs/submissions/doboku.csv");
    let corrections = format!("{HEAD}doboku,1-イ,1,実績値,37.2,電話で確認,政策企画課　担当,2020-02-20\n");
    root.write("inputs/corrections.csv", corrections);
    let built = root.build(&["advisory", "feedback"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    let actual = |stage: &str| {
        let values = built.json(&format!("{stage}/values.json"));
        let value = &values["values"]["indicator/1-イ/1/actual"];
        (value["text"].as_str().expect("a text").to_owned(), value["how"]["read"].clone())
    };
    let (text, read) = actual("advisory");
    assert_eq!(text, "36.9");
    let returned = json!({
        "file": "inputs/submissions/doboku.csv", "line": 2, "column": 19, "header": "実績値",
        "typed": "36.9", "number": "36.9", "received": "2020-01-10",
    });
    assert_eq!(read, returned);
    let (text, read) = actual("feedback");
    assert_eq!(text, "37.2");
    let corrected = json!({
        "file": "inputs/corrections.csv", "line": 2, "column": 5, "header": "実績値（訂正）",
        "typed": "37.2", "number": "37.2", "corrected": "2020-02-20", "by": "政策企画課　担当",
    });
    assert_eq!(read, corrected);
    assert_eq!(built.root.read("inputs/submissions/doboku.csv"), before, "the return is not touched");
    // The row's other values are still the return's.
    let values = built.json("feedback/values.json");
    let baseline = &values["values"]["indicator/1-イ/1/baseline"]["how"]["read"];
    assert_eq!(baseline["file"], "inputs/submissions/doboku.csv");
    assert_eq!((&baseline["column"], &baseline["received"]), (&9.into(), &"2020-01-10".into()));
}

#[test]
fn a_correction_mends_the_error_of_the_return() {
    let root = Root::sample();
    root.replace("inputs/submissions/doboku.csv", ",36.9,", ",3G.9,");
    let wrong = String::from_utf8(root.run(&["check"]).stderr).expect("UTF-8");
    assert!(wrong.contains("doboku.csv:2:19「実績値」: エラー[number-format]"), "{wrong}");
    root.write(
        "inputs/corrections.csv",
        format!("{HEAD}doboku,1-イ,1,実績値,36.9,電話で確認,政策企画課　担当,2020-02-20\n"),
    );
    let mended = root.run(&["check"]);
    assert_eq!(mended.status.code(), Some(0), "{}", String::from_utf8_lossy(&mended.stderr));
}
