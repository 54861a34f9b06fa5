//! What people get speaks to people: no file of the office, no word of `cycle.toml`.

use crate::program::SAMPLE;
use crate::readers::squeezed;

/// What no letter and no paper says. A mail lists its attachments, and an annex of the office names what came.
const OF_OFFICE: [&str; 7] = [".csv", ".toml", "inputs/", "submissions/", "received", "エラー", "（注意）"];

#[test]
fn no_letter_and_no_paper_speaks_of_the_offices_files() {
    let mut read = 0;
    for path in SAMPLE.ending(".pdf") {
        let text = squeezed(&path);
        read += 1;
        for word in OF_OFFICE {
            assert!(!text.contains(word), "{} says {word}", path.display());
        }
    }
    assert!(read > 400, "{read}");
}

#[test]
fn a_question_says_where_it_stands_in_the_form_and_how_to_answer() {
    let kosodate = squeezed(&SAMPLE.path("collection/letters/kosodate_疑義照会.pdf"));
    for said in [
        "（確認）",
        "2-ア-10子育て情報の届け方の改善子育て応援アプリの利用登録者数実績値16,999",
        "電子メールの本文に記入し",
    ] {
        assert!(kosodate.contains(said), "{said}: {kosodate}");
    }
}

#[test]
fn the_office_writes_to_its_own_section_as_to_itself() {
    let own = squeezed(&SAMPLE.path("feedback/letters/seisaku_助言等の通知.pdf"));
    assert!(own.contains("当課の取組") && !own.contains("貴課") && !own.contains("（通知）"), "{own}");
    let other = squeezed(&SAMPLE.path("feedback/letters/koyo_助言等の通知.pdf"));
    assert!(other.contains("貴課の取組") && other.contains("（通知）"), "{other}");
}

#[test]
fn who_must_come_in_person_is_asked_so_and_appointed_first() {
    let advisor = squeezed(&SAMPLE.path("advisory-notice/letters/advisory-01_就任依頼.pdf"));
    for said in
        ["構成員への就任及び第１回会議への出席について（依頼）", "設置する予定です", "令和元年度～令和３年度"]
    {
        assert!(advisor.contains(said), "{said}: {advisor}");
    }
    assert!(!advisor.contains("代理"), "{advisor}");
    let member = squeezed(&SAMPLE.path("committee-notice/letters/committee-02_開催通知.pdf"));
    assert!(member.contains("代理の方が出席されるときは"), "{member}");
}
