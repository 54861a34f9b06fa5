//! What a meeting said and decided goes to its members: its own papers once more, as they were.

use crate::readers::{squeezed, workbook_text};
use crate::root::Root;

const STAGE: &str = "committee-result";

#[test]
fn members_get_what_their_meeting_said_and_decided_as_it_was() {
    let root = Root::sample();
    // An answer that comes after the 議事要旨 changes it nowhere.
    root.write(
        "inputs/replies/committee-07_2.csv",
        "会議,構成員,出欠\n千葉県ＩＣＴ利活用推進委員会,農林水産部長,欠席\n",
    );
    root.write(
        "inputs/received.csv",
        root.read("inputs/received.csv") + "replies/committee-07_2.csv,2020-03-25\n",
    );
    let built = root.build(&["committee", STAGE]);
    let path = |file: &str| built.path(file);
    let gist = squeezed(&path("committee/議事要旨.pdf"));
    assert!(gist.contains("出席13名"), "{gist}");
    let again = squeezed(&path(&format!("{STAGE}/別添1_議事要旨.pdf")));
    assert_eq!(again.replacen("別添１", "", 1), gist);
    let minutes = |stage: &str| squeezed(&path(&format!("{stage}/別紙_主な意見.pdf")));
    assert_eq!(minutes(STAGE), minutes("committee"));
    let remarks = squeezed(&path(&format!("{STAGE}/別添2_会議での意見と県の考え方.pdf")));
    for said in
        ["次回の会議で紹介してほしい", "次回の推進委員会で", "設定の時期は、関係する計画の策定に合わせて"]
    {
        assert!(remarks.contains(said), "{said}: {remarks}");
    }
    // The chair sends it, and so gets none.
    let letters = built.ending("_結果の通知.pdf");
    assert_eq!(letters.len(), 13, "{letters:?}");
    for letter in letters {
        let text = squeezed(&letter);
        for said in [
            "政企第122号",
            "において承認されました",
            "別添１のとおり（別紙を含む。）",
            "別添３、別添４及び別添５",
        ] {
            assert!(text.contains(said), "{}: {said}: {text}", letter.display());
        }
    }
}

#[test]
fn what_the_members_asked_for_is_asked_of_the_departments_and_followed_up() {
    let built = Root::sample().build(&["feedback", "followup"]);
    let form = workbook_text(&built.path("feedback/forms/norin_対応報告書.xlsx"));
    for said in [
        "県の考え方",
        "次回の会議で紹介してほしい",
        "〔反映〕次回の推進委員会で",
        "提出期限　令和２年４月17日（金）",
    ] {
        assert!(form.contains(said), "{said}: {form}");
    }
    let list = squeezed(&built.path("followup/助言・意見への対応状況一覧.pdf"));
    for said in ["次回の会議で紹介してほしい", "作業時間と収量の変化を、事例として", "同じ趣旨No.26"]
    {
        assert!(list.contains(said), "{said}: {list}");
    }
    // What asks for nothing is asked of nobody.
    assert!(!list.contains("異論はない"), "{list}");
}

#[test]
fn who_spoke_hears_what_became_of_it_and_hears_it_again_a_year_later() {
    let root = Root::sample();
    root.write(
        "inputs/carried.csv",
        "年度,番号,種別,取組番号,部署,提出者,提出元,助言・意見の概要,対応の状況,対応の内容,時期\n\
         平成30年度,7,意見,2-ア-15,,ＡＤ市,m30,川の水位も見たい。,対応予定,水位計を選ぶ。,令和元年度\n",
    );
    let built = root.build(&["outcome", "outcome-committee"]);
    let list = squeezed(&built.path("outcome/資料_助言・意見への対応状況一覧.pdf"));
    assert!(list.contains("川の水位も見たい") && !list.contains("発言"), "{list}");
    assert!(!list.contains("No.26"), "what was said at the committee is its members': {list}");
    let whole = squeezed(&built.path("outcome-committee/資料_助言・意見への対応状況一覧.pdf"));
    assert!(whole.contains("次回の会議で紹介してほしい"), "{whole}");
    let letters = built.ending("対応の状況の通知.pdf");
    let to = |stage: &str| letters.iter().filter(|path| path.starts_with(built.path(stage))).count();
    // Eight bodies and the one of the year before, and seven advisors; the members without their chair.
    assert_eq!((to("outcome"), to("outcome-committee")), (16, 13), "{letters:?}");
    let letter = squeezed(&built.path("outcome/letters/m30_対応の状況の通知.pdf"));
    assert!(letter.contains("No.H30-7") && !letter.contains("No.22"), "{letter}");
    let letter = squeezed(&built.path("outcome/letters/k11_対応の状況の通知.pdf"));
    assert!(letter.contains("No.22、No.23") && letter.contains("政企第124号で県の考え方"), "{letter}");
}
