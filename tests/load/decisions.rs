//! What becomes of papers that a meeting decides on: by what is written, and by the votes of a written meeting.

use shiryo::load::Loaded;
use shiryo::model::decision::{Resolution, without_draft};

use crate::findings::loaded;
use crate::root::{Root, rules_folder};

/// A meeting that decides on two papers, and a later stage that prints both again.
pub(crate) fn meeting(head: &str, decided: &str) -> Root {
    let root = Root::of(&rules_folder().join("base"));
    let stages = format!(
        r#"
[[stages]]
id = "second"
{head}
body = "kaigi"
title = "第２回のデジタル会議"
date = 2023-03-01
approves = ["policy", "targets"]
agenda = [{{ text = "議事", items = [
  {{ text = "方針について", papers = ["policy"] }},
  {{ text = "目標について", papers = ["targets", "policy"] }},
] }}]

[[stages.papers]]
id = "policy"
document = "prose"
words = "policy-draft"
title = "方針（案）"
[[stages.papers]]
document = "targets"
title = "数値目標 (案)"

[[stages]]
id = "decided"
kind = "notice"
title = "決定"
date = 2023-03-13

[[stages.papers]]
id = "policy"
document = "prose"
decided_by = "second"
{decided}
[[stages.papers]]
document = "targets"
decided_by = "second"
"#
    );
    let cycle = root.read("inputs/cycle.toml");
    root.write("inputs/cycle.toml", cycle + &stages);
    root
}

/// The two titles as the later stage prints them, each with what was decided.
fn printed(loaded: &Loaded) -> Vec<(String, Option<Resolution>)> {
    let stage = loaded.cycle.stage("decided").expect("the stage");
    let paper = |id: &str| {
        let paper = stage.paper(id).expect("a paper");
        let finality = paper.finality.as_ref().expect("a final paper");
        assert_eq!(finality.body, "みどり県デジタル会議");
        (paper.title_or("その資料の題"), finality.decision.as_ref().map(|decision| decision.result))
    };
    ["policy", "targets"].map(paper).into()
}

fn decided(decisions: &str) -> (Vec<(String, Option<Resolution>)>, Vec<String>) {
    let root = meeting(&format!("kind = \"meeting\"\ndecisions = [{decisions}]"), "");
    let (loaded, findings) = loaded(&root);
    (printed(&loaded), findings.iter().map(|f| format!("{}: {}", f.rule, f.message)).collect())
}

pub(crate) fn what_is_decided_is_no_draft_and_all_else_stays_one() {
    use Resolution::{Amended, Approved, Continued, Rejected};
    let on = |paper: &str, result: &str, day: &str| {
        format!("{{ paper = \"{paper}\", result = \"{result}\", date = 2023-{day} }},")
    };
    let policy = |result: &str| on("policy", result, "03-01");
    let both = |result: &str| policy(result) + &on("targets", "approved", "03-01");
    let cases = [
        (both("approved"), ("方針", Some(Approved)), ("数値目標", Some(Approved))),
        // One of two.
        (policy("approved"), ("方針", Some(Approved)), ("数値目標（案）", None)),
        (both("rejected"), ("方針（案）", Some(Rejected)), ("数値目標", Some(Approved))),
        (both("continued"), ("方針（案）", Some(Continued)), ("数値目標", Some(Approved))),
        (both("amended"), ("方針", Some(Amended)), ("数値目標", Some(Approved))),
        // From before the meeting; after the stage that prints it; twice; of a paper that was not put.
        (on("policy", "approved", "02-28"), ("方針（案）", None), ("数値目標（案）", None)),
        (on("policy", "approved", "03-14"), ("方針（案）", None), ("数値目標（案）", None)),
        (policy("approved") + &policy("rejected"), ("方針（案）", None), ("数値目標（案）", None)),
        (on("polcy", "approved", "03-01"), ("方針（案）", None), ("数値目標（案）", None)),
        (String::new(), ("方針（案）", None), ("数値目標（案）", None)),
    ];
    for (decisions, policy, targets) in cases {
        let (printed, findings) = decided(&decisions);
        let wanted = [policy, targets].map(|(title, result)| (title.to_owned(), result));
        assert_eq!(printed, wanted, "{decisions}");
        let drafts = wanted.iter().filter(|(title, _)| title.ends_with("（案）")).count();
        let said = findings
            .iter()
            .filter(|f| f.contains("「（案）」のまま作ります") || f.contains("「未決定」"))
            .count();
        assert_eq!(said, drafts, "each draft is said: {findings:?}");
    }
}

pub(crate) fn an_amendment_says_what_it_changed() {
    let amended = |more: &str| {
        format!(
            "{{ paper = \"policy\", result = \"amended\", date = 2023-03-01{more} }}, {{ paper = \"targets\", result = \"approved\", date = 2023-03-01 }}"
        )
    };
    let said = |root: &Root| -> Vec<String> {
        let (_, findings) = loaded(root);
        findings.iter().map(|finding| finding.message.clone()).collect()
    };
    let head = |more: &str| format!("kind = \"meeting\"\ndecisions = [{}]", amended(more));
    let bare = said(&meeting(&head(""), ""));
    assert_eq!(
        bare,
        ["資料「policy」は修正の上承認ですが、修正の内容がなく、会議に諮ったままのものを載せます。"]
    );
    // A cutoff amends figures, not prose.
    assert_eq!(said(&meeting(&head(", cutoff = 2023-03-08"), "")), bare);
    assert!(said(&meeting(&head(", words = \"policy-draft\""), "")).is_empty());
    // There is one text of what was decided: that of the decision.
    let two = said(&meeting(&head(", words = \"policy-draft\""), "words = \"policy\""));
    assert!(
        matches!(&two[..], [one] if one.contains("（words）") && one.contains("決定は使わず")),
        "{two:?}"
    );
    for decision in [
        r#"{ paper = "policy", result = "approved", date = 2023-03-01, words = "policy" }"#,
        r#"{ paper = "targets", result = "amended", date = 2023-03-01, cutoff = 2023-03-08, words = "policy" }"#,
    ] {
        let (printed, said) = decided(decision);
        assert_eq!(printed.iter().filter(|(_, result)| result.is_some()).count(), 0, "{decision}");
        assert!(said.iter().any(|said| said.contains("の決定の words は")), "{said:?}");
    }
    let unknown = meeting(&head(", words = \"hoshin-2\""), "");
    assert!(said(&unknown).iter().any(|said| said.contains("hoshin-2")));
}

pub(crate) fn an_amendment_has_nothing_of_after_the_paper_that_shows_it() {
    let amended = |cutoff: &str| {
        let decisions = format!(
            "{{ paper = \"targets\", result = \"amended\", date = 2023-03-02, cutoff = 2023-{cutoff} }}"
        );
        let (printed, findings) = decided(&decisions);
        let is_said = findings.iter().any(|f| f.contains("締切（令和５年３月13日）より後です"));
        (printed[1].0.clone(), is_said)
    };
    assert_eq!(amended("03-13"), ("数値目標".to_owned(), false));
    assert_eq!(amended("03-14"), ("数値目標（案）".to_owned(), true));
    assert_eq!(amended("04-10"), ("数値目標（案）".to_owned(), true));
}

pub(crate) fn a_paper_is_what_the_last_meeting_decided_on_it() {
    // A second meeting decides on the policy too.
    let decided = |day: &str, date: &str, result: &str, by: &str| {
        let root = meeting(
            r#"kind = "meeting"
decisions = [{ paper = "policy", result = "approved", date = 2023-03-03 }]"#,
            "",
        );
        let other = format!(
            r#"
[[stages]]
id = "other"
kind = "meeting"
body = "kaigi"
title = "臨時会議"
date = 2023-{day}
approves = ["policy"]
decisions = [{{ paper = "policy", result = "{result}", date = 2023-{date} }}]
papers = [{{ id = "policy", document = "prose", words = "policy-draft", title = "方針（案）" }}]
"#
        );
        let cycle = root.read("inputs/cycle.toml");
        let cycle = cycle.replacen("decided_by = \"second\"", &format!("decided_by = \"{by}\""), 1);
        root.write("inputs/cycle.toml", cycle + &other);
        let (loaded, findings) = loaded(&root);
        let said = findings.iter().find(|f| f.message.contains("でも決定しています"));
        (printed(&loaded).remove(0).1, said.map(|f| f.hints.concat()))
    };
    use Resolution::{Approved, Rejected};
    for (day, date, result, by, printed, is_said) in [
        ("03-10", "03-10", "rejected", "second", None, true),
        ("03-10", "03-10", "approved", "second", None, true),
        ("03-10", "03-10", "continued", "second", None, true),
        ("03-10", "03-10", "rejected", "other", Some(Rejected), false),
        // On one day, whichever is named.
        ("03-01", "03-03", "rejected", "second", None, true),
        ("03-01", "03-03", "rejected", "other", None, true),
        // The earlier one doesn't matter, nor one of after the paper, nor one that is no decision.
        ("03-01", "03-02", "rejected", "second", Some(Approved), false),
        ("03-14", "03-14", "rejected", "second", Some(Approved), false),
        ("03-10", "03-09", "rejected", "second", Some(Approved), false),
    ] {
        let (result, hint) = decided(day, date, result, by);
        assert_eq!((result, hint.is_some()), (printed, is_said), "{day} {date} {by}");
        assert!(by != "second" || hint.is_none_or(|hint| hint.contains("\"other\"")));
    }
}

pub(crate) fn a_title_that_stays_a_draft_is_not_decided_on() {
    let decision = r#"{ paper = "targets", result = "approved", date = 2023-03-01 }"#;
    let with = |put: &str, own: &str| {
        let root = meeting(&format!("kind = \"meeting\"\ndecisions = [{decision}]"), "");
        let cycle = root.read("inputs/cycle.toml").replace("title = \"数値目標 (案)\"", put);
        root.write("inputs/cycle.toml", cycle + own);
        let (loaded, findings) = loaded(&root);
        let is_said = findings.iter().any(|f| {
            f.rule == "decision-conflict" && (f.message.contains("の題（title）") && f.message.contains("案"))
        });
        (printed(&loaded).remove(1).1, is_said)
    };
    for (put, is_decided) in [
        ("数値目標（案）", true),
        ("数値目標(案)", true),
        ("提案一覧（案）", true),
        ("数値目標（令和５年度）（案）", true),
        ("数値目標（案）一覧（案）", false),
        ("数値目標（案）（案）", false),
        ("数値目標（素案）（案）", false),
        ("数値目標【たたき台】（案）", false),
        ("数値目標（素案）", false),
        ("（案）", false),
        ("数値目標", false),
    ] {
        let result = with(&format!("title = \"{put}\""), "");
        assert_eq!((result.0.is_some(), !result.1), (is_decided, is_decided), "{put}");
    }
    assert_eq!(with("", ""), (None, true), "no title");
    for (own, is_decided) in [
        ("計画の数値目標", true),
        ("計画の数値目標（案）", true),
        ("計画の数値目標（素案）", false),
        ("計画の数値目標（案）一覧", false),
        ("計画の数値目標（案）（案）", false),
        ("（案）", false),
    ] {
        let result = with("title = \"数値目標 (案)\"", &format!("title = \"{own}\"\n"));
        assert_eq!((result.0.is_some(), !result.1), (is_decided, is_decided), "own: {own}");
    }
}

pub(crate) fn a_written_meeting_decides_when_its_votes_are_in() {
    let decide = |result: &str, date: &str, votes: Option<&str>, counts: &str| {
        let decisions =
            format!("decisions = [{{ paper = \"targets\", result = \"{result}\", date = 2023-03-{date} }}]");
        let root = meeting(&format!("kind = \"written\"\ndeadline = 2023-03-08\n{decisions}"), "");
        let cycle = root.read("inputs/cycle.toml");
        let counts = format!("{counts}\n[[stages]]\nid = \"decided\"");
        root.write("inputs/cycle.toml", cycle.replace("[[stages]]\nid = \"decided\"", &counts));
        // They come on the 7th.
        root.write("inputs/ballots.csv", ballots(&[[votes; 3], [votes; 3]]));
        let (loaded, findings) = loaded(&root);
        let is_said = findings.iter().any(|f| f.message.contains("までに届いた書面の回答がありません"));
        (printed(&loaded).remove(1).1, is_said)
    };
    use Resolution::{Approved, Continued};
    let tally = "[[stages.papers]]\ndocument = \"tally\"\ntitle = \"結果\"\ndate = 2023-03-10\n";
    let form = "[[stages.forms]]\nid = \"ballot\"\ntitle = \"回答書\"\nform = \"ballot\"\nto = \"members\"\n";
    let yes = Some("承認する");
    for (result, date, votes, counts, decided, is_said) in [
        ("approved", "07", yes, tally, Some(Approved), false),
        ("approved", "09", yes, "", Some(Approved), false),
        // Before the votes came.
        ("approved", "06", yes, tally, None, true),
        ("rejected", "06", yes, "", None, true),
        ("approved", "08", None, tally, None, true),
        ("approved", "08", None, form, None, true),
        ("continued", "08", None, tally, Some(Continued), false),
        // Where votes are neither asked for nor reported on, the office counts by hand.
        ("approved", "08", None, "", Some(Approved), false),
    ] {
        assert_eq!(
            decide(result, date, votes, counts),
            (decided, is_said),
            "{result} {date} {votes:?} {counts}"
        );
    }
}

pub(crate) fn the_votes_of_a_written_meeting_decide_where_nothing_is_written() {
    use Resolution::{Approved, Rejected};
    let (yes, no) = ("承認する", "承認しない");
    // The votes of three members on two motions: the second is on the policy too.
    type Votes = [Option<&'static str>; 3];
    let cases: [(Votes, Votes, _, _); 8] = [
        ([Some(yes), Some(yes), None], [Some(yes), Some(yes), None], Some(Approved), Some(Approved)),
        ([Some(yes), Some(yes), None], [Some(no), Some(no), Some(yes)], Some(Rejected), Some(Rejected)),
        ([Some(no), Some(no), None], [Some(yes), Some(yes), None], Some(Rejected), Some(Approved)),
        // A tie is the chair's; of one that a motion leaves open nothing is decided.
        ([Some(yes), Some(no), None], [Some(yes), Some(yes), None], None, Some(Approved)),
        // Too few.
        ([Some(yes), Some(yes), Some(yes)], [Some(yes), None, None], None, None),
        ([None, None, None], [None, None, None], None, None),
        // While nobody can tell how one votes, nothing is decided.
        ([Some(yes), Some(yes), Some("保留")], [Some(yes), Some(yes), None], None, Some(Approved)),
        // What comes after the deadline doesn't count.
        ([Some(yes), Some("遅い"), None], [Some(yes), Some("遅い"), None], None, None),
    ];
    for (first, second, policy, targets) in cases {
        let root = meeting("kind = \"written\"\ndeadline = 2023-03-08", "");
        root.write("inputs/ballots.csv", ballots(&[first, second]));
        let (loaded, _) = loaded(&root);
        let results: Vec<_> = printed(&loaded).into_iter().map(|(_, result)| result).collect();
        assert_eq!(results, [policy, targets], "{first:?} {second:?}");
        let decision = loaded.cycle.stage("second").expect("it").decision("targets");
        assert!(decision.is_none_or(|decision| decision.date.to_string() == "2023-03-08"));
    }
}

pub(crate) fn ballots_that_came_back_as_forms_are_votes_too() {
    let root = meeting("kind = \"written\"\ndeadline = 2023-03-08", "");
    let members = "会議,氏名,所属・職,コード\nkaigi,青木　一郎,西市,m1\nkaigi,石川　二葉,東町,m2\nkaigi,上田　三郎,北商工会,m3\n";
    root.write("inputs/members.csv", members);
    // One vote in the list, one as a form: two of three are a quorum.
    root.write(
        "inputs/ballots.csv",
        "段階,議案,構成員,回答,受付日\nsecond,2,青木　一郎,承認する,2023-03-07\n",
    );
    let form = "会議,議案,件名,回答,理由,意見,受付日\nsecond,2,,承認する,,,2023-03-08\n";
    root.write("inputs/ballots/m2_回答書.csv", form);
    let (loaded, _) = loaded(&root);
    assert_eq!(printed(&loaded)[1], ("数値目標".to_owned(), Some(Resolution::Approved)));
}

fn ballots(motions: &[[Option<&str>; 3]]) -> String {
    let mut rows = "段階,議案,構成員,回答,受付日\n".to_owned();
    for (motion, votes) in (1..).zip(motions) {
        for (member, vote) in ["青木　一郎", "石川　二葉", "上田　三郎"].into_iter().zip(votes)
        {
            let day = if *vote == Some("遅い") { "2023-03-09" } else { "2023-03-07" };
            let vote = vote.map(|vote| if vote == "遅い" { "承認する" } else { vote });
            vote.into_iter().for_each(|vote| rows += &format!("second,{motion},{member},{vote},{day}\n"));
        }
    }
    rows
}

pub(crate) fn a_decision_against_the_votes_is_not_used_and_the_chair_decides_a_tie() {
    let decide = |result: &str, votes: [Option<&str>; 3]| {
        let decisions =
            format!("decisions = [{{ paper = \"targets\", result = \"{result}\", date = 2023-03-08 }}]");
        let root = meeting(&format!("kind = \"written\"\ndeadline = 2023-03-08\n{decisions}"), "");
        root.write("inputs/ballots.csv", ballots(&[votes, votes]));
        let (loaded, findings) = loaded(&root);
        let is_said = findings.iter().any(|f| f.message.contains("よる書面の表決の結果は"));
        (printed(&loaded).remove(1).0, is_said)
    };
    let (yes, no) = (Some("承認する"), Some("承認しない"));
    for (result, votes, title, is_said) in [
        ("approved", [yes, yes, no], "数値目標", false),
        ("approved", [yes, no, no], "数値目標（案）", true),
        ("rejected", [yes, yes, no], "数値目標（案）", true),
        ("rejected", [no, no, yes], "数値目標（案）", false),
        ("approved", [yes, no, None], "数値目標", false),
        ("approved", [yes, None, None], "数値目標（案）", true),
        ("continued", [yes, None, None], "数値目標（案）", false),
        // The office may count by hand.
        ("approved", [None, None, None], "数値目標", false),
    ] {
        assert_eq!(decide(result, votes), (title.to_owned(), is_said), "{result} {votes:?}");
    }
}

pub(crate) fn only_the_end_of_a_title_is_the_mark_of_a_draft() {
    for (title, bare) in [
        ("方針（案）", "方針"),
        ("方針(案)", "方針"),
        ("方針 （ 案 ） ", "方針"),
        ("方針（案）について", "方針（案）について"),
        ("方針案", "方針案"),
        ("方針（素案）", "方針（素案）"),
        ("（案）", ""),
    ] {
        assert_eq!(without_draft(title), bare);
    }
}
