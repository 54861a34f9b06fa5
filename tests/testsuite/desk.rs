//! `shiryo serve`: the desk in the browser: what it shows, to whom, and how it follows what is saved.

use std::fs;
use std::process::Child;

use serde_json::{Value, json};

use crate::open_desk::{Desk, drive};
use crate::program::{SAMPLE, shiryo};
use crate::readers;
use crate::root::Root;
use crate::two_stages::two_stages;

const RETURN: &str = "inputs/submissions/kenfuku.csv";
const PROGRESS: &str = "/stages/advisory/show/paper/progress";
const LETTER: &str = "/stages/feedback/show/letter/notice/kenfuku";
/// Of this indicator the sample's return has the baseline 44.2, the actual value 44.7 and the target 42.0.
const ACTUAL: &str = "indicator/2-ア-3/1/actual";

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

#[test]
fn a_chief_follows_figures_to_their_cells_and_sees_what_is_saved() {
    let root = Root::sample();
    let desk = Desk::open(&root, &SAMPLE);
    let counted = "total/all/class/Ｄ";
    let steps = json!({
        "stage": "アドバイザリー会議",
        "paper": "資料４",
        "figures": [ACTUAL, "indicator/2-ア-3/1/achievement", counted],
        "change": { "figure": ACTUAL, "file": RETURN, "old": "44.7", "new": "43.1" },
        "search": "救急搬送",
        "letter": LETTER,
    });
    let seen = drive(&["morning", &desk.address, root.path().to_str().expect("UTF-8"), &steps.to_string()]);
    // The key is not in the address any more.
    assert_eq!(seen["opened"], "/");
    assert_eq!(seen["stages"].as_array().map(Vec::len), Some(20), "{}", seen["stages"]);
    assert!(text(&seen["stages"][0]).contains("未送付 15通"), "{}", seen["stages"][0]);
    assert_eq!(seen["paper"], "資料４　進捗状況一覧");
    let pages = readers::pages(&SAMPLE.path("advisory/資料4_進捗状況一覧.pdf")).len();
    assert_eq!(seen["pages"], pages);

    let typed = text(&seen["trees"][ACTUAL]);
    assert!(typed.contains("inputs/submissions/kenfuku.csv 6行19列「実績値」に「44.7」"), "{typed}");
    // The whole row, as the department sent it: what stands beside the value too.
    assert!(typed.contains("高齢者の搬送が増え、照会の回数と搬送の距離が共に伸びている。"), "{typed}");
    // (44.7 - 44.2) ÷ (43.47 - 44.2), with what is expected by now rounded as it is shown.
    let computed = text(&seen["trees"]["indicator/2-ア-3/1/achievement"]);
    for part in [
        "▲68.5%",
        "(A − B) ÷ (M − B)",
        "(44.7 − 44.2) ÷ (43.47 − 44.2)",
        "「基準値」に「44.2」",
        "「目標値」に「42.0」",
    ] {
        assert!(computed.contains(part), "{part} is missing: {computed}");
    }
    let tree = text(&seen["trees"][counted]);
    assert!(tree.contains("次の 7 を数えた"), "{tree}");
    for measure in ["2-ア-2", "2-ア-3", "2-ア-9", "2-ア-13", "2-ア-28", "2-イ-5", "2-ウ-12"] {
        assert!(tree.contains(measure), "{measure} is missing: {tree}");
    }

    assert!(text(&seen["before"]).ends_with("44.7"), "{}", seen["before"]);
    assert!(text(&seen["after"]).ends_with("43.1"), "{}", seen["after"]);
    let again = seen["drawn_again"].as_array().expect("pages");
    assert!(!again.is_empty() && again.len() < 8, "only pages that show it are drawn again: {again:?}");
    assert!(text(&seen["next"]).starts_with("参考資料１"), "{}", seen["next"]);
    assert!(
        text(&seen["findings"])
            .contains("累計なのに、実績値 12,180 が基準値 12,400 より小さくなっています。")
    );
    assert!(text(&seen["last-year"]).contains("ありません。"), "{}", seen["last-year"]);
    assert!(text(&seen["returns"]).contains("提出 15／15"), "{}", seen["returns"]);
    assert!(text(&seen["sending"]).contains("まだ何も送っていません。"), "{}", seen["sending"]);
    assert!(text(&seen["log"]).contains("まだありません。"), "{}", seen["log"]);
    assert!(text(&seen["search"]).contains("救急搬送情報の共有"), "{}", seen["search"]);
    let letter = text(&seen["letter"]);
    for part in ["kenfuku@pref.example", "宛先と中身の検査　問題なし", "件名", "添付"] {
        assert!(letter.contains(part), "{part} is missing: {letter}");
    }
    // What a build would change now, with the cell that is why, and its figures lead to their origins.
    let difference = text(&seen["difference"]);
    for part in ["実績値：「44.7」が「43.1」になった", "▲68.5%", "資料の値だけを比べています"]
    {
        assert!(difference.contains(part), "{part} is missing: {difference}");
    }
    assert!(text(&seen["differing"]).contains("に「43.1」"), "{}", seen["differing"]);
}

#[test]
fn what_differs_from_before_is_told_at_the_desk() {
    let built = Root::sample().build(&["advisory"]);
    built.root.replace(RETURN, "44.7", "43.1");
    let again = built.root.run(&["build", "advisory"]);
    assert_ne!(again.status.code(), Some(3), "{}", String::from_utf8_lossy(&again.stderr));
    let desk = Desk::open(&built.root, &built);
    let way = "/stages/advisory/diff";
    let page = desk.get(way);
    assert!(page.contains("<del>44.7</del>") && page.contains("<ins>43.1</ins>"), "{page}");
    // What an approval of the differences names.
    let mut command = shiryo();
    command.args(["diff", "--root"]).arg(built.root.path()).arg("--out").arg(built.out());
    let told = String::from_utf8(command.output().expect("the program runs").stdout).expect("UTF-8");
    let fingerprint =
        told.split("違いの指紋 ").nth(1).and_then(|rest| rest.lines().next()).expect("it is told");
    assert!(page.contains(fingerprint), "{fingerprint} {page}");
    // A figure leads to where it came from, as the paper prints it.
    let href =
        page.split("<th scope=\"row\"><a href=\"").nth(1).and_then(|rest| rest.split(['"', '#']).next());
    assert!(desk.get(href.expect("a link")).contains("id=\"figure\""));
    assert!(desk.get(&format!("{way}?with=issued")).contains("配ったものの記録（"));
    assert!(desk.get(&format!("{way}?with=now")).contains("違うところはありません。"));
    assert!(desk.get("/stages/advisory").contains(&format!("href=\"{way}\"")));
    assert_eq!(desk.ask("GET", "/stages/nothing/diff", &[("Cookie", &desk.cookie)]).status, 404);
    let seen = drive(&["access", &desk.address, way, "/stages/advisory/diff?with=issued"]);
    assert_eq!((&seen["looked"], &seen["found"]), (&json!(4), &json!([])));
}

#[test]
fn what_the_chief_approves_at_the_desk_goes_out_and_nothing_before() {
    let root = Root::sample();
    let cycle = root.read("inputs/cycle.toml");
    root.write("inputs/cycle.toml", format!("approval = \"required\"\n{cycle}"));
    let built = root.build(&["feedback"]);
    let letters = built.ending(".mail").len();
    let send = |folder: &str| {
        let folder = built.root.path().join(folder);
        let output = built.root.run(&["send", "feedback", "--write", folder.to_str().expect("UTF-8")]);
        let written = fs::read_dir(&folder).map_or(0, Iterator::count);
        (output.status.code(), written, String::from_utf8(output.stderr).expect("UTF-8"))
    };
    let (status, written, said) = send("before");
    assert_eq!((status, written), (Some(2), 0), "{said}");
    assert!(said.contains("承認されていないものがある"), "{said}");
    let desk = Desk::open(&built.root, &built);
    let seen = drive(&["approve", &desk.address, "/stages/feedback/approval", "総務課長　見本"]);
    assert!(text(&seen["before"]).contains("承認済み 0／"), "{}", seen["before"]);
    assert!(text(&seen["asked"]).contains("本当に承認しますか"), "{}", seen["asked"]);
    assert!(text(&seen["asked"]).contains("総務課長　見本"), "{}", seen["asked"]);
    assert!(built.root.read("inputs/approvals.toml").contains("by = \"総務課長　見本\""));
    assert!(!text(&seen["after"]).contains("未承認"), "{}", seen["after"]);
    let (status, written, said) = send("after");
    assert_eq!((status, written), (Some(0), letters), "{said}");
}

/// What is looked at is approved, and nothing that was made since; and who does not say so twice approves nothing.
#[test]
fn an_approval_is_of_what_was_seen() {
    let built = Root::sample().build(&["feedback"]);
    let desk = Desk::open(&built.root, &built);
    let way = "/stages/feedback/approval";
    let page = desk.get(way);
    let seen = page.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let seen = seen.expect("it is named");
    let own = format!("http://127.0.0.1:{}", desk.port);
    let post = |origin: &str, form: &str| desk.post(way, origin, form).status;
    let approvals = built.root.path().join("inputs/approvals.toml");
    assert_eq!(post(&own, &format!("by=%E8%AA%B2%E9%95%B7&seen={seen}")), 200);
    assert_eq!(post(&own, &format!("by=%E8%AA%B2%E9%95%B7&seen={}&sure=1", "0".repeat(64))), 200);
    assert_eq!(post("http://shiryo.example", &format!("by=%E8%AA%B2%E9%95%B7&seen={seen}&sure=1")), 403);
    assert!(!approvals.exists());
    assert_eq!(post(&own, &format!("by=%E8%AA%B2%E9%95%B7&seen={seen}&sure=1")), 200);
    assert!(approvals.exists());
}

#[test]
fn no_page_keeps_anyone_out() {
    let desk = Desk::open(&SAMPLE.root, &SAMPLE);
    let open = format!("{PROGRESS}?view=pages&figure=total/all/known");
    let (words, small) = (format!("{PROGRESS}?view=text"), format!("{PROGRESS}?view=small"));
    let pages = [
        "/",
        "/stages/opinions",
        "/stages/feedback/approval",
        &open,
        &words,
        &small,
        LETTER,
        "/findings",
        "/last-year",
        "/returns",
        "/sending",
        "/log",
        "/search?q=%E6%95%91%E6%80%A5",
        "/nothing",
    ];
    let seen = drive(&[&["access", &desk.address], &pages[..]].concat());
    assert_eq!(seen["looked"], pages.len() * 2);
    assert_eq!(seen["found"], json!([]));
}

#[test]
fn who_has_no_key_gets_nothing() {
    let desk = Desk::open(&SAMPLE.root, &SAMPLE);
    let ways =
        ["/", "/findings", PROGRESS, "/events", "/desk.js", "/out/manifest.json", "/search?q=1", "/nothing"];
    let wrong = format!("shiryo-{}={}", desk.port, "0".repeat(64));
    let other_name = desk.cookie.replacen("shiryo-", "shiryo-1", 1);
    for way in ways {
        for cookie in [None, Some(wrong.as_str()), Some(other_name.as_str())] {
            let headers: Vec<(&str, &str)> = cookie.into_iter().map(|cookie| ("Cookie", cookie)).collect();
            let answer = desk.ask("GET", way, &headers);
            assert_eq!(answer.status, 403, "{way} {cookie:?}");
            assert!(!answer.body.contains("ＩＣＴ") && answer.body.len() < 200, "{way}: {}", answer.body);
        }
    }
    for key in ["", "?key=", &format!("?key={}", "0".repeat(64))] {
        let answer = desk.ask("GET", &format!("/open{key}"), &[]);
        assert_eq!(answer.status, 403, "{key}");
        assert!(!answer.head.contains("set-cookie"), "{}", answer.head);
    }
}

#[test]
fn another_site_gets_nothing_though_the_browser_has_the_cookie() {
    let desk = Desk::open(&SAMPLE.root, &SAMPLE);
    let own = format!("http://127.0.0.1:{}", desk.port);
    let other_port = format!("127.0.0.1:{}", desk.port ^ 1);
    let cookie = ("Cookie", desk.cookie.as_str());
    let ask = |method, headers: &[(&str, &str)]| desk.ask(method, "/", &[&[cookie], headers].concat()).status;
    // The same with nothing wrong about it.
    assert_eq!(ask("GET", &[("Origin", &own), ("Sec-Fetch-Site", "same-origin")]), 200);
    assert_eq!(ask("GET", &[("Sec-Fetch-Site", "none")]), 200);
    for headers in [
        ("Host", "shiryo.example"),
        ("Host", "127.0.0.1"),
        ("Host", &other_port),
        ("Host", &format!("127.0.0.1:{}.shiryo.example", desk.port)),
        ("Origin", "http://shiryo.example"),
        ("Origin", "null"),
        ("Origin", &format!("https://127.0.0.1:{}", desk.port)),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ] {
        assert_eq!(ask("GET", &[headers]), 403, "{headers:?}");
    }
    assert_eq!(ask("POST", &[]), 403, "what may write says where it comes from");
    let twice = desk.ask("GET", "/", &[cookie, ("Host", "a.example"), ("Host", &own["http://".len()..])]);
    assert!([400, 403].contains(&twice.status), "{}", twice.status);
}

#[test]
fn pages_load_nothing_from_elsewhere() {
    let desk = Desk::open(&SAMPLE.root, &SAMPLE);
    for way in ["/", PROGRESS, "/desk.css", "/nothing"] {
        let answer = desk.ask("GET", way, &[("Cookie", &desk.cookie)]);
        let policy = answer.head.lines().find_map(|line| line.strip_prefix("content-security-policy: "));
        let policy = policy.expect("a policy");
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{policy}");
        assert!(answer.head.contains("x-content-type-options: nosniff"), "{}", answer.head);
        let links = answer.body.match_indices("http").map(|(at, _)| &answer.body[at..]);
        let outside: Vec<&str> =
            links.filter(|rest| rest.starts_with("http://") || rest.starts_with("https://")).collect();
        assert!(outside.is_empty(), "{way}: {:?}", outside.first());
    }
}

#[test]
fn the_desk_listens_on_this_machine_alone() {
    let desk = Desk::open(&SAMPLE.root, &SAMPLE);
    let port = format!(":{:04X}", desk.port);
    let listens = |table: &str| -> Vec<String> {
        let table =
            fs::read_to_string(format!("/proc/{}/net/{table}", desk.program.id())).unwrap_or_default();
        let places = table.lines().filter_map(|line| line.split_whitespace().nth(1));
        places.filter(|place| place.ends_with(&port)).map(str::to_owned).collect()
    };
    let places = listens("tcp");
    // 127.0.0.1 as the kernel writes it.
    assert!(!places.is_empty() && places.iter().all(|place| place.starts_with("0100007F:")), "{places:?}");
    assert!(listens("tcp6").is_empty());
}

#[test]
fn only_what_was_made_is_handed_out() {
    let desk = Desk::open(&SAMPLE.root, &SAMPLE);
    let ask = |way: &str| desk.ask("GET", way, &[("Cookie", &desk.cookie)]);
    let paper =
        ask("/out/advisory/%E8%B3%87%E6%96%994_%E9%80%B2%E6%8D%97%E7%8A%B6%E6%B3%81%E4%B8%80%E8%A6%A7.pdf");
    assert_eq!(paper.status, 200);
    assert!(paper.body.starts_with("%PDF-"));
    for way in [
        "/out/../inputs/cycle.toml",
        "/out/%2e%2e/inputs/cycle.toml",
        "/out/..%2finputs%2fcycle.toml",
        "/out//etc/passwd",
        "/out/.shiryo/memory.json",
    ] {
        assert_ne!(ask(way).status, 200, "{way}");
    }
}

#[test]
fn a_cycle_that_cannot_be_read_is_said_and_comes_back() {
    let root = Root::sample();
    let desk = Desk::open(&root, &SAMPLE);
    let cycle = root.read("inputs/cycle.toml");
    root.write("inputs/cycle.toml", format!("{cycle}\n[stage\n"));
    let page = desk.wait("/", "入力を読めないので、紙面を作れません");
    assert!(page.contains("cycle.toml:") && page.contains("括弧「[」を「]」で閉じる"), "{page}");
    root.write("inputs/cycle.toml", cycle);
    desk.wait("/", "アドバイザリー会議");
    // A template, too, is followed, and what is wrong with it is said where it would stand.
    root.write("templates/documents/progress/document.typ", "#let body(shared, paper) = paper.nothing\n");
    let page = desk.wait(PROGRESS, "この資料は、今は作れません");
    assert!(page.contains("document.typ:1:"), "{page}");
    root.remove("templates/documents/progress/document.typ");
    desk.wait(PROGRESS, "<image ");
}

/// Against `values.json`, which knows from the layout on which page each figure stands.
#[test]
fn every_printed_figure_can_be_chosen_on_its_page() {
    let desk = Desk::open(&SAMPLE.root, &SAMPLE);
    let values = SAMPLE.json("advisory/values.json");
    let values = values["values"].as_object().expect("values");
    for (way, file) in [
        (PROGRESS, "advisory/資料4_進捗状況一覧.pdf"),
        ("/stages/advisory/show/packet", "advisory/packet.pdf"),
    ] {
        let shown = desk.get(way);
        let pages: Vec<&str> = shown.split("<section id=\"p").skip(1).collect();
        let mut chosen = 0;
        for (id, value) in values {
            let places = value["papers"][file].as_array().map_or(&[][..], Vec::as_slice);
            for place in places.iter().filter_map(Value::as_str) {
                let number: usize = place.parse().expect("a page");
                let spot = format!("figure={}#figure\" aria-label", encoded(id));
                assert!(pages[number - 1].contains(&spot), "{way} {place}: {id} {}", value["text"]);
                chosen += 1;
            }
        }
        assert!(chosen > 1_000, "{way}: {chosen}");
    }
}

/// As it stands in an address.
fn encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_./".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// The most memory that a program has taken, in megabytes.
fn megabytes(program: &Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", program.id())).expect("its status");
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("its most");
    let kilobytes: u64 = most.trim().trim_end_matches(" kB").trim().parse().expect("a number");
    kilobytes / 1024
}

/// On a small cycle: what an edit left behind would be seen after so many.
#[test]
fn five_hundred_edits_take_no_more_memory_than_a_few() {
    const RETURN: &str = "inputs/submissions/kikaku.csv";
    let built = two_stages().build(&[]);
    let desk = Desk::open(&built.root, &built);
    let original = built.root.read(RETURN);
    let page = "/stages/kaigi/show/paper/progress?view=pages";
    let edit = |number: u32| {
        let value = format!("5{}.{}", number % 7, number % 10);
        built.root.write(RETURN, original.replacen("55.0", &value, 1));
        let page = desk.wait(page, &format!("{value}\""));
        let picture = page.split("<image href=\"").nth(1).and_then(|rest| rest.split('"').next());
        assert!(desk.get(picture.expect("a page")).starts_with("<svg"));
    };
    (1..=100).for_each(edit);
    let few = megabytes(&desk.program);
    (101..=600).for_each(edit);
    let many = megabytes(&desk.program);
    assert!(many <= few + few / 10, "{few} MB after 100 edits, {many} MB after 600");
}

/// A letter after each edit, and every tenth time all of 資料４ with its pictures.
#[test]
fn a_desk_over_a_year_stays_small() {
    const MOST_MEGABYTES: u64 = 400;
    let root = Root::sample();
    let desk = Desk::open(&root, &SAMPLE);
    let original = root.read(RETURN);
    for edit in 1..=40 {
        let value = format!("{}.{}", 41 + edit % 3, edit % 10);
        root.write(RETURN, original.replacen("44.7", &value, 1));
        let page = desk.wait(LETTER, &format!("実績値　{value}\""));
        if edit % 10 == 0 {
            let page = [page, desk.get(PROGRESS)].concat();
            let pictures = page.split("<image href=\"").skip(1).filter_map(|rest| rest.split('"').next());
            pictures.for_each(|picture| assert!(desk.get(picture).starts_with("<svg")));
        }
    }
    let most = megabytes(&desk.program);
    assert!(most < MOST_MEGABYTES, "{most} MB");
}
