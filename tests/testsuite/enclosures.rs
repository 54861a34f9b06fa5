//! What letters name goes with them, by mail and on paper: no paper, form or annex is named that isn't there, and none goes
//! along that no letter names.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;
use shiryo::print::letter_sets::orders;
use shiryo::print::print_plan::{PacketLayout, PrintPlan};
use shiryo::published::manifest::{Manifest, ManifestEntry};
use shiryo::render::artifact::FileKind;

use crate::program::{Built, MINATO, SAMPLE};
use crate::readers::{pages, squeeze, squeezed};
use crate::root::{Root, repository};

fn manifest(built: &Built) -> Manifest {
    serde_json::from_value(built.json("manifest.json")).expect("a manifest")
}

/// The lines of a letter without what it encloses, and the whole as one text.
fn letter(built: &Built, entry: &ManifestEntry) -> (Vec<String>, String) {
    let pages = pages(&built.path(&entry.about.path));
    let lines = |page: &str| page.lines().map(squeeze).collect::<Vec<_>>();
    let all: Vec<String> = pages.iter().flat_map(|page| lines(page)).collect();
    let end = all.iter().position(|line| line == "以上").unwrap_or_else(|| lines(&pages[0]).len());
    (all[..end].to_vec(), all.concat())
}

/// The numbers of papers that a text names: 「資料１」, 「参考資料２」, 「議案第１号」.
fn numbers_in(text: &str, known: &BTreeSet<String>) -> BTreeSet<String> {
    let digits = |at: usize| -> String { text[at..].chars().take_while(|c| c.is_numeric()).collect() };
    let mut found = BTreeSet::new();
    for kind in ["参考資料", "資料", "議案", "別添"] {
        for (at, _) in
            text.match_indices(kind).filter(|(at, _)| !(kind == "資料" && text[..*at].ends_with("参考")))
        {
            let at = at + kind.len();
            let number = digits(if text[at..].starts_with('第') { at + '第'.len_utf8() } else { at });
            if !number.is_empty() {
                found.extend(
                    [format!("{kind}{number}"), format!("{kind}第{number}号")]
                        .into_iter()
                        .filter(|name| text.contains(name.as_str())),
                );
            }
        }
    }
    // A number that is none of these forms, as 「資料」 alone, counts where the stage has it.
    found.extend(
        known
            .iter()
            .filter(|number| !number.contains(char::is_numeric) && text.contains(number.as_str()))
            .cloned(),
    );
    found
}

/// What is wrong with what goes with the letters of a build.
fn complaints(built: &Built) -> Vec<String> {
    let manifest = manifest(built);
    let mut wrong = Vec::new();
    for stage in manifest.meetings.keys() {
        let of_kind = |kind| manifest.of_stage(stage).filter(move |entry| entry.about.kind == kind);
        let number = |entry: &ManifestEntry| entry.about.number.as_deref().map(squeeze);
        let known: BTreeSet<String> = of_kind(FileKind::Paper).filter_map(number).collect();
        let plan = PrintPlan::new(&manifest, stage, PacketLayout::Plain);
        let packet: BTreeSet<String> = plan
            .packet
            .iter()
            .flat_map(|packet| &packet.entry.about.contents)
            .filter_map(|paper| paper.number.as_deref().map(squeeze))
            .collect();
        for entry in of_kind(FileKind::Letter) {
            let recipient = entry.about.recipient.as_ref().expect("a recipient");
            let (lines, whole) = letter(built, entry);
            let text = lines.concat();
            let mut complain = |what: String| wrong.push(format!("{}: {what}", entry.about.path));
            let named: BTreeSet<String> = lines.iter().flat_map(|line| numbers_in(line, &known)).collect();
            for number in (1..9)
                .map(|n| format!("別紙{n}"))
                .filter(|number| text.contains(&half(number)) || text.contains(number.as_str()))
            {
                let own = whole.replace(&text, "");
                if !half(&own).contains(&number) {
                    complain(format!("{number} is not enclosed"));
                }
            }
            let brought: Vec<&ManifestEntry> = of_kind(FileKind::Mail)
                .filter(|mail| mail.about.recipient.as_ref() == Some(recipient))
                .flat_map(|mail| &mail.about.message.as_ref().expect("a message").attachments)
                .map(|attached| manifest.file(&attached.path).expect("it was published"))
                .collect();
            if of_kind(FileKind::Mail).next().is_some() && !recipient.mail.is_empty() {
                by_mail(&text, &named, &packet, &brought).into_iter().for_each(&mut complain);
            }
            on_paper(&text, &named, &packet, &plan).into_iter().for_each(&mut complain);
        }
    }
    wrong
}

fn names(text: &str, title: &str) -> bool {
    text.contains(&squeeze(title))
}

fn half(text: &str) -> String {
    text.chars()
        .map(|c| if ('０'..='９').contains(&c) { char::from_u32(u32::from(c) - 0xFEE0).unwrap() } else { c })
        .collect()
}

/// Compares what a letter names with what its mail brings.
fn by_mail(
    text: &str,
    named: &BTreeSet<String>,
    packet: &BTreeSet<String>,
    brought: &[&ManifestEntry],
) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut numbers = BTreeSet::new();
    for entry in brought {
        let about = &entry.about;
        match about.kind {
            FileKind::Paper => numbers.extend(about.number.as_deref().map(squeeze)),
            FileKind::Packet => numbers.extend(packet.iter().cloned()),
            FileKind::Form | FileKind::Annex
                if !names(text, &about.title)
                    && !about.number.as_ref().is_some_and(|number| names(text, number)) =>
            {
                wrong.push(format!("{} is brought and not named", about.title));
            }
            _ => {}
        }
    }
    let is_form = |title: &str| {
        brought.iter().any(|entry| entry.about.kind == FileKind::Form && entry.about.title == title)
    };
    for title in ["調査票", "出欠回答票", "意見回答様式", "対応報告書"] {
        if text.contains(&format!("別添の{title}")) && !is_form(title) {
            wrong.push(format!("{title} is named and not brought"));
        }
    }
    wrong.extend(named.difference(&numbers).map(|number| format!("{number} is named and not brought")));
    wrong.extend(numbers.difference(named).map(|number| format!("{number} is brought and not named")));
    wrong
}

/// Compares what a letter names with what is printed for its recipient.
fn on_paper(
    text: &str,
    named: &BTreeSet<String>,
    packet: &BTreeSet<String>,
    plan: &PrintPlan<'_>,
) -> Vec<String> {
    let mut printed = BTreeSet::new();
    for name in &plan.sets.enclosed {
        match name.as_str() {
            "一式" => printed.extend(packet.iter().cloned()),
            name => drop(printed.insert(squeeze(name))),
        }
    }
    let mut wrong: Vec<String> = Vec::new();
    wrong.extend(named.difference(&printed).map(|number| format!("{number} is named and not printed")));
    wrong.extend(printed.difference(named).map(|number| format!("{number} is printed and not named")));
    let form = plan.sets.not_printed.iter().filter(|title| !title.split('　').any(|part| names(text, part)));
    wrong.extend(form.map(|title| format!("{title} is to be printed and not named")));
    wrong
}

#[test]
fn what_letters_name_goes_with_them_and_nothing_else() {
    for built in [&*SAMPLE, &*MINATO] {
        let wrong = complaints(built);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn the_scan_sees_what_is_missing_and_what_is_too_much() {
    let root = Root::sample();
    root.replace(
        "inputs/cycle.toml",
        "papers = [\"policy\", \"targets\", \"changes\"] }",
        "papers = [\"policy\"] }",
    );
    root.replace("inputs/cycle.toml", "words = \"mail-notice\" }", "words = \"mail-notice\", papers = [\"map\"] }\n\n[[stages.papers]]\nid = \"map\"\ndocument = \"prose\"\nwords = \"charter\"\nnumber = \"資料９\"\ntitle = \"案内図\"");
    let text =
        std::fs::read_to_string(repository().join("templates/words/meeting-notice.txt.j2")).expect("words");
    root.write(
        "templates/words/meeting-notice.txt.j2",
        text.replace(
            "４　資料　別添のとおり（{{ meeting.enclosed|join(\"、\") }}）",
            "４　資料　別添のとおり",
        ),
    );
    let built = root.build(&["feedback", "kanjikai-notice"]);
    let wrong = complaints(&built);
    for said in [
        "資料２ is named and not brought",
        "資料２ is named and not printed",
        "資料９ is brought and not named",
        "資料９ is printed and not named",
    ] {
        assert!(wrong.iter().any(|line| line.ends_with(said)), "{said}: {}", wrong.join("\n"));
    }
}

fn print(root: &Root, stage: &str) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_shiryo"))
        .env_clear()
        .args(["print", stage, "--format", "json", "--root"])
        .arg(root.path())
        .arg("--out")
        .arg(root.path().join("out"))
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn each_recipient_gets_the_letter_and_then_what_it_encloses() {
    let root = Root::sample();
    // Papers of their own form, and one that is printed on one side.
    root.replace(
        "inputs/cycle.toml",
        "since = \"proposed\"\n",
        "since = \"proposed\"\nprint = { colour = true }\n",
    );
    let built = root.build(&["feedback", "decided", "kanjikai-notice", "written"]);
    let jobs = print(&built.root, "feedback");
    let job = |n: usize, key: &str| jobs[n][key].clone();
    assert_eq!(
        (job(0, "sides"), job(0, "colour"), job(0, "in_sets")),
        ("one".into(), false.into(), true.into())
    );
    for (n, what, sides) in
        [(1, "資料１", "long-edge"), (2, "資料２", "short-edge"), (3, "資料３", "short-edge")]
    {
        assert!(job(n, "what").as_str().expect("words").starts_with(what), "{}", jobs[n]);
        assert_eq!(
            (job(n, "copies"), job(n, "sides"), job(n, "colour")),
            // Colour is wanted, but none of these bears any.
            (15.into(), sides.into(), false.into())
        );
    }
    let manifest = manifest(&built);
    let plan = PrintPlan::new(&manifest, "feedback", PacketLayout::Plain);
    let orders = orders(&plan.jobs, &plan.sets);
    assert_eq!(orders.len(), 15 * 4);
    for set in orders.chunks(4) {
        assert_eq!(
            set.iter().map(|(n, _, copies)| (*n, *copies)).collect::<Vec<_>>(),
            [(1, 1), (2, 1), (3, 1), (4, 1)]
        );
    }
    // The heading is the stage's, what isn't printed is named, and few sheets have words.
    let shown = |stage: &str| squeezed(&built.path(&format!("{stage}/print/印刷計画.pdf")));
    let plan = shown("feedback");
    for text in [
        "各部署へのフィードバック令和２年３月27日（金）",
        "「助言・意見及び指標の達成状況」「対応報告書」（Excelなど）",
        "資料１、資料２、資料３をこの順に添え、宛先ごとに組にする（15組）",
    ] {
        assert!(plan.contains(text), "{text}: {plan}");
    }
    print(&built.root, "kanjikai-notice");
    let plan = shown("kanjikai-notice");
    assert!(
        plan.contains("推進委員会幹事会の開催通知令和２年１月15日（水）") && plan.contains("「出欠回答票」"),
        "{plan}"
    );
    assert!(plan.contains("0.1未満44g") && !plan.contains("0.0"), "{plan}");
    // A stage without letters prints its papers.
    let jobs = print(&built.root, "decided");
    assert_eq!(jobs.as_array().map(Vec::len), Some(3));
    assert!(jobs[0]["what"] == "千葉県ＩＣＴ利活用戦略進捗管理方針" && jobs[0]["copies"] == 1, "{jobs}");
    // A vote's letter goes with the packet of its member.
    print(&built.root, "written");
    assert!(
        shown("written").contains("一式をこの順に添え、宛先ごとに組にする（14組）"),
        "{}",
        shown("written")
    );
}

#[test]
fn who_sends_the_invitations_gets_no_form() {
    let codes = |stage: &str, folder: &str| -> BTreeSet<String> {
        let files = std::fs::read_dir(SAMPLE.path(&format!("{stage}/{folder}"))).expect("a folder");
        let names = files.map(|file| file.expect("an entry").file_name().to_string_lossy().into_owned());
        names.filter_map(|name| Some(name.split_once('_')?.0.to_owned())).collect()
    };
    for (stage, count) in [("kanjikai-notice", 11), ("committee-notice", 13), ("inquiry", 15)] {
        assert_eq!(codes(stage, "forms"), codes(stage, "letters"), "{stage}");
        assert_eq!(codes(stage, "forms").len(), count, "{stage}");
    }
}
