//! Letters to 部, each about the measures of all of its 課 and of nobody else's.

use std::sync::LazyLock;

use crate::program::Built;
use crate::readers::squeezed;
use crate::root::Root;

/// The sample with a row for 健康福祉部, which gathers for its three divisions, and 商工労働部, whose first division does.
fn gathering() -> Root {
    let root = Root::sample();
    let rows = root.read("inputs/departments.csv");
    let gathered = |code: &str| match code {
        "kenfuku" | "kaigo" | "kosodate" => "健康福祉部健康福祉部",
        "koyo" | "kanko" => "sangyo",
        _ => "",
    };
    let rows: Vec<String> = rows
        .trim_start_matches('\u{feff}')
        .lines()
        .enumerate()
        .map(|(i, line)| match i {
            0 => format!("{line},取りまとめ"),
            _ => format!("{line},{}", gathered(line.split(',').next().unwrap_or_default())),
        })
        .collect();
    let bureau = "kenfuku-bu,健康福祉部,健康福祉部,健康福祉部長,kenfuku-bucho@pref.example,";
    root.write("inputs/departments.csv", format!("{}\n{bureau}\n", rows.join("\n")));
    root
}

static BUREAUS: LazyLock<Built> = LazyLock::new(|| {
    let root = gathering();
    let stage = "\n[[stages]]\nid = \"bureaus\"\nkind = \"notice\"\ntitle = \"部への通知\"\ndate = 2020-03-30\n\
                 cutoff = 2020-03-25\nmail = { words = \"to-bureau\" }\n\n[[stages.letters]]\nid = \"notice\"\n\
                 title = \"通知\"\nto = \"bureaus\"\nnumber = \"政企第130号\"\nwords = \"to-bureau\"\n\
                 documents = [\"letter\", \"feedback\"]\n";
    root.write("inputs/cycle.toml", format!("{}{stage}", root.read("inputs/cycle.toml")));
    let words =
        "{{ recipient.name }}の取組について（通知）\n\n　{{ recipient.divisions|join(\"、\") }}の分です。\n";
    root.write("templates/words/to-bureau.txt.j2", words);
    let built = root.build(&["bureaus"]);
    assert_eq!(built.status, 0, "{}", built.messages);
    built
});

#[test]
fn a_bureau_gets_one_letter_with_what_is_of_its_divisions_alone() {
    let mut letters: Vec<String> =
        BUREAUS.ending(".pdf").iter().map(|path| path.display().to_string()).collect();
    letters.retain(|path| path.contains("/letters/"));
    assert_eq!(letters.len(), 2, "{letters:?}");
    let measures = BUREAUS.root.read("inputs/measures.csv");
    for (code, name, own) in [
        ("kenfuku-bu", "健康福祉部長様", ["kenfuku", "kaigo", "kosodate"]),
        ("sangyo", "商工労働部産業振興課長様", ["sangyo", "koyo", "kanko"]),
    ] {
        let text = squeezed(&BUREAUS.path(&format!("bureaus/letters/{code}_通知.pdf")));
        assert!(text.contains(name), "{text}");
        for row in measures.lines().skip(1) {
            let columns: Vec<&str> = row.split(',').collect();
            let [_, title, _, owner] = columns[..4] else { panic!("{row}") };
            // Each measure has an indicator, which stands in the enclosure under the measure's name.
            let title: String = title.chars().filter(|c| !c.is_whitespace()).collect();
            assert_eq!(text.contains(&title), own.contains(&owner), "{code}: {title} of {owner}");
        }
    }
    let output = BUREAUS.root.run(&["send", "bureaus"]);
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && table.contains("計 2"), "{table}");
}

#[test]
fn a_bureau_is_reminded_and_asked_of_those_of_its_divisions_alone_that_it_concerns() {
    let root = gathering();
    for letter in ["id = \"reminder\"\ntitle = \"再依頼\"", "id = \"questions\"\ntitle = \"疑義照会\""]
    {
        let own = format!("{letter}\nto = \"departments\"\nonly");
        let cycle = root.read("inputs/cycle.toml");
        // The first is that of the stage of the returns.
        root.write("inputs/cycle.toml", cycle.replacen(&own, &own.replace("departments", "bureaus"), 1));
    }
    // 高齢者支援課 has sent nothing; there is something to ask 子育て応援課.
    std::fs::remove_file(root.path().join("inputs/submissions/kaigo.csv")).expect("it goes");
    let received = root.read("inputs/received.csv");
    let kept: Vec<&str> = received.lines().filter(|line| !line.contains("submissions/kaigo.csv")).collect();
    root.write("inputs/received.csv", kept.join("\n") + "\n");
    let built = root.build(&["collection"]);
    let mut letters: Vec<String> =
        built.ending(".pdf").iter().map(|path| path.display().to_string().replace('\\', "/")).collect();
    letters.retain(|path| path.contains("/letters/"));
    assert_eq!(letters.len(), 2, "{letters:?} {}", built.messages);
    let divisions = ["健康福祉政策課", "高齢者支援課", "子育て応援課"];
    for (title, named) in [("再依頼", "高齢者支援課"), ("疑義照会", "子育て応援課")] {
        let text = squeezed(&built.path(&format!("collection/letters/kenfuku-bu_{title}.pdf")));
        assert!(text.contains("健康福祉部長様") && text.contains("貴部の"), "{text}");
        for division in divisions {
            assert_eq!(text.contains(division), division == named, "{title}: {division} in {text}");
        }
    }
    let output = built.root.run(&["send", "collection"]);
    let table = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && table.contains("計 1"), "both go in one message: {table}");
}

#[test]
fn a_division_gathers_under_a_department_that_is_there_and_nobody_fills_in_a_form_for_others() {
    let root = Root::sample();
    let rows = root.read("inputs/departments.csv");
    let rows: Vec<String> = rows.lines().map(|line| format!("{line},")).collect();
    let rows = rows.join("\n").replacen("電子メール,", "電子メール,取りまとめ", 1);
    root.write("inputs/departments.csv", rows.replace("joho@pref.example,", "joho@pref.example,somubu"));
    let checked = root.run(&["check"]);
    let said = String::from_utf8_lossy(&checked.stderr).into_owned();
    assert!(said.contains("departments.csv:3:6「取りまとめ」: エラー[unknown-department]"), "{said}");
    root.replace(
        "inputs/cycle.toml",
        "form = \"return\"\nto = \"departments\"",
        "form = \"return\"\nto = \"bureaus\"",
    );
    let checked = root.run(&["check"]);
    let said = String::from_utf8_lossy(&checked.stderr).into_owned();
    assert_eq!(checked.status.code(), Some(2), "{said}");
    assert!(said.contains("様式は部ごとには作れません"), "{said}");
}
