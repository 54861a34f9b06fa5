//! Indicators judged by the rules that `cycle.toml` declares.

use shiryo::decide::evaluate::{self, Expected, Judgement, Rate, Verdict};
use shiryo::ground::number::Exact;
use shiryo::load::Loaded;

use crate::findings::{findings, loaded, printed};
use crate::own_columns::{each_key_is_said_at_its_line, refused};
use crate::root::{Root, rules_folder};

/// The base cycle, with these lines at the beginning of its `[evaluation]`, and these instead of its classes.
fn root(evaluation: &str, classes: Option<&str>) -> Root {
    let root = Root::of(&rules_folder().join("base"));
    let cycle = root.read("inputs/cycle.toml");
    let (before, after) = cycle.split_once("[evaluation]\n").expect("an evaluation");
    let rest = match classes {
        None => after.to_owned(),
        Some(classes) => {
            let begin = after.find("[[evaluation.classes]]").expect("classes");
            let end = after.rfind("[[evaluation.classes]]").expect("classes");
            let end = after[end..].find("\n\n").map_or(after.len(), |length| end + length);
            format!("{}{classes}{}", &after[..begin], &after[end..])
        }
    };
    let (keys, tables) = evaluation
        .split_once("[[")
        .map_or((evaluation, String::new()), |(keys, tables)| (keys, format!("[[{tables}")));
    let begin = rest.find("[[evaluation.classes]]").expect("classes");
    root.write(
        "inputs/cycle.toml",
        format!("{before}[evaluation]\n{keys}\n{}{tables}\n{}", &rest[..begin], &rest[begin..]),
    );
    root
}

fn judged(loaded: &Loaded, key: &str) -> Judgement {
    let mut rows = loaded.submissions.files.iter().flat_map(|file| &file.rows);
    let row = rows.find(|row| row.key.is(key)).unwrap_or_else(|| panic!("no {key}"));
    let settings = &loaded.cycle.settings;
    evaluate::judge(row, &settings.evaluation, settings.cycle.fiscal_year)
}

fn share(n: i64, of: i64) -> Rate {
    Rate::Share(Exact::new(n.into(), of.into()))
}

pub(crate) fn most_cities_divide_the_actual_value_by_the_target() {
    let (loaded, _) = loaded(&root("preset = \"ratio\"", None));
    // 55.0 of 76.0 is 72 %: Ｃ. 5,000 of 9,200 is 54 %: Ｃ. 36 of 40 is 90 %: Ｂ. 270 of 520 is 52 %.
    for (key, rate, class) in [
        ("1-1/1", share(55, 76), 2),
        ("1-1/2", share(25, 46), 2),
        ("2-1/1", share(9, 10), 1),
        ("1-2/1", share(27, 52), 2),
    ] {
        let judgement = judged(&loaded, key);
        assert_eq!((&judgement.achievement, judgement.verdict), (&rate, Verdict::Class(class)), "{key}");
        assert_eq!(judgement.expected, Expected::None, "{key}");
    }
    // Fewer is better: 40 is what is to be reached, and 50 of it are there.
    let fewer = root("preset = \"ratio\"", None);
    fewer.replace(
        "inputs/submissions/kikaku.csv",
        "社,単年度,増加,令和３年度,25,令和４年度,40,",
        "社,単年度,減少,令和３年度,60,令和４年度,40,",
    );
    fewer.replace("inputs/submissions/kikaku.csv", "令和４年度,36,見込", "令和４年度,50,見込");
    assert_eq!(judged(&load(&fewer), "2-1/1").achievement, share(4, 5));
}

fn load(root: &Root) -> Loaded {
    loaded(root).0
}

pub(crate) fn a_class_may_be_a_condition_with_a_tolerance_or_over_two_rates() {
    let classes = "[[evaluation.classes]]\nlabel = \"Ａ\"\nwhen = \"achievement >= 1 and progress >= 50%\"\nrule = \"目安に達し、目標まで半ばを過ぎた\"\n\n\
                   [[evaluation.classes]]\nlabel = \"Ｂ\"\nwhen = \"abs(A - T) <= 10% * T\"\n\n\
                   [[evaluation.classes]]\nlabel = \"Ｄ\"\n";
    let root = root("", Some(classes));
    let (loaded, findings) = loaded(&root);
    assert!(!printed(&findings).contains("class-order"), "{}", printed(&findings));
    // (55 − 32) ÷ (54 − 32) is more than 1, and 23 of 44 more than a half.
    assert_eq!(judged(&loaded, "1-1/1").verdict, Verdict::Class(0));
    // 36 is within a tenth of 40.
    assert_eq!(judged(&loaded, "2-1/1").verdict, Verdict::Class(1));
    // (270 − 120) ÷ (320 − 120) is less than 1, and 270 far from 520.
    assert_eq!(judged(&loaded, "1-2/1").verdict, Verdict::Class(2));
    // The boundary itself: 36 is 10 % off, and with 9 % it is outside.
    root.replace("inputs/cycle.toml", "10% * T", "9% * T");
    assert_eq!(judged(&load(&root), "2-1/1").verdict, Verdict::Class(2));
}

pub(crate) fn a_rate_may_be_capped_and_rounded_before_it_is_classed() {
    let root = root("cap = 90\n", None);
    assert_eq!(judged(&load(&root), "1-1/1").achievement, share(9, 10), "104.5 % counts as 90 %");
    // 31.96 of 40 is 79.9 %: rounded it is 80 %, which is Ｂ; cut off it is 79 %, which is Ｃ.
    for (rounding, expected, class) in [("half-up", share(80, 100), 1), ("down", share(79, 100), 2)] {
        let root = self::root(&format!("rate_decimals = 0\nrounding = \"{rounding}\"\n"), None);
        root.replace("inputs/submissions/kikaku.csv", "令和４年度,36,見込", "令和４年度,31.96,見込");
        let judgement = judged(&load(&root), "2-1/1");
        assert_eq!(
            (judgement.achievement, judgement.verdict),
            (expected, Verdict::Class(class)),
            "{rounding}"
        );
    }
}

pub(crate) fn a_declared_rule_comes_before_those_of_the_preset() {
    let rule = "[[evaluation.rules]]\nwhen = \"type = 単年度\"\nachievement = \"A / own.nation\"\nprogress = \"A / T\"\n\n";
    let root = root(rule, None);
    let cycle = root.read("inputs/cycle.toml");
    root.write(
        "inputs/cycle.toml",
        cycle + "\n[[columns]]\nid = \"nation\"\nname = \"全国平均\"\ntype = \"number\"\nunit = \"社\"\n",
    );
    let rows = root.read("inputs/submissions/kikaku.csv");
    let with_nation: String = rows
        .lines()
        .enumerate()
        .map(|(at, line)| match at {
            0 => format!("{line},全国平均\n"),
            3 => format!("{line},30\n"),
            _ => format!("{line},\n"),
        })
        .collect();
    root.write("inputs/submissions/kikaku.csv", &with_nation);
    let judgement = judged(&load(&root), "2-1/1");
    assert_eq!(
        (judgement.achievement, judgement.progress, judgement.verdict),
        (share(6, 5), share(9, 10), Verdict::Class(0))
    );
    // The others are judged by the straight line.
    assert_eq!(judged(&load(&root), "1-1/1").achievement, share(23, 22));
    // What divides by zero has no rate and no class, and neither has what is compared with nothing.
    for value in ["0", ""] {
        root.write("inputs/submissions/kikaku.csv", with_nation.replace(",30\n", &format!(",{value}\n")));
        let judgement = judged(&load(&root), "2-1/1");
        assert_eq!((judgement.achievement, judgement.verdict), (Rate::None, Verdict::Unknown), "「{value}」");
    }
}

pub(crate) fn what_is_wrong_with_a_formula_is_said_at_its_line() {
    for (rule, said) in [
        ("achievement = \"A / C\"", "5字目：「C」という名はありません"),
        ("achievement = \"(A - B\"", "括弧が閉じていません"),
        ("when = \"A and B\"", "条件を書いて"),
        ("when = \"own.cost > 1\"", "「own.cost」は、[[columns]] にありません"),
        ("achievment = \"A / T\"", "achievment"),
        ("met = 5", "文字"),
    ] {
        let root = root(&format!("[[evaluation.rules]]\n{rule}\n\n"), None);
        let cycle = root.read("inputs/cycle.toml");
        let line = cycle.lines().position(|line| line == rule).expect("the line") + 1;
        let found = refused(&cycle);
        let at = format!("inputs/cycle.toml:{line}:");
        assert!(
            found.len() == 1 && found[0].starts_with(&at) && found[0].contains(said),
            "{rule}: {found:?}"
        );
    }
    assert!(printed(&findings(&root("", None))).is_empty());
}

/// A row of the return, in place of 2-1's.
fn with_row(evaluation: &str, row: &str) -> Root {
    let root = root(evaluation, None);
    let rows = root.read("inputs/submissions/kikaku.csv");
    let kept: String =
        rows.lines().filter(|line| !line.starts_with("2-1,")).map(|line| format!("{line}\n")).collect();
    root.write("inputs/submissions/kikaku.csv", format!("{kept}{row}\n"));
    root
}

pub(crate) fn a_target_may_be_a_range_or_a_grade() {
    let range = |target: &str, actual: &str| {
        let row = format!(
            "2-1,1,室温,度,範囲,,,,令和６年度,{target},独自,,,,令和４年度,{actual},確定,温度計を置いた。,,"
        );
        with_row("ranges = true\n", &row)
    };
    // 18 to 28, both ends within it.
    for (actual, class) in [("18", 0), ("28", 0), ("23.5", 0), ("17.9", 3), ("28.1", 3)] {
        let loaded = load(&range("18～28", actual));
        assert_eq!(judged(&loaded, "2-1/1").verdict, Verdict::Class(class), "{actual}");
        assert_eq!(judged(&loaded, "2-1/1").achievement, Rate::None);
    }
    let mut rows = load(&range("18～28度", "20")).submissions.files;
    let row =
        rows.iter_mut().flat_map(|file| &file.rows).find(|row| row.key.is("2-1/1")).expect("the row").clone();
    assert_eq!(row.target.value().map(|target| row.print(target)), Some("18～28".into()));
    for wrong in ["28～18", "18～", "18～暑い"] {
        let said = printed(&findings(&range(wrong, "20")));
        assert!(said.contains("number-format") && said.contains("40～60"), "{wrong}: {said}");
    }

    let grade = |target: &str, actual: &str| {
        let row = format!(
            "2-1,1,格付,,段階,,,,令和６年度,{target},独自,,,,令和４年度,{actual},確定,審査を受けた。,,"
        );
        with_row("grades = [\"AAA\", \"AA\", \"A\", \"B\"]\n", &row)
    };
    for (target, actual, class) in [("AA", "AAA", 0), ("AA", "AA", 0), ("AA", "A", 3), ("A", "B", 3)] {
        assert_eq!(
            judged(&load(&grade(target, actual)), "2-1/1").verdict,
            Verdict::Class(class),
            "{target} {actual}"
        );
    }
    let said = printed(&findings(&grade("AA", "C")));
    assert!(said.contains("unknown-choice") && said.contains("AAA、AA、A、B"), "{said}");
    assert_eq!(printed(&findings(&grade("AA", "A"))), "");

    // Where the cycle declares neither, no form offers them and none is read.
    let row = "2-1,1,室温,度,範囲,増加,,,令和６年度,18,独自,,,,令和４年度,20,確定,温度計を置いた。,,";
    let said = printed(&findings(&with_row("", row)));
    assert!(
        said.contains("unknown-choice") && said.contains("水準、累計、単年度、維持、方向、定性 のどれか"),
        "{said}"
    );
}

pub(crate) fn a_place_in_an_order_is_kept_or_not() {
    let rank = |actual: &str| {
        with_row(
            "",
            &format!(
                "2-1,1,県内順位,位,維持,減少,,,令和６年度,全国３位,独自,,,,令和４年度,{actual},確定,順位を調べた。,,"
            ),
        )
    };
    for (actual, class) in [("全国１位", 0), ("第3位", 0), ("４位", 3), ("12", 3)] {
        let root = rank(actual);
        assert_eq!(judged(&load(&root), "2-1/1").verdict, Verdict::Class(class), "{actual}");
        assert_eq!(printed(&findings(&root)), "", "{actual}");
    }
}

pub(crate) fn each_key_of_the_evaluation_that_is_wrong_is_said_at_its_line() {
    let base = Root::of(&rules_folder().join("base")).read("inputs/cycle.toml");
    let (before, after) = base.split_once("[evaluation]\n").expect("an evaluation");
    let (own, rest) = after.split_at(after.find("# ── 進捗管理の手順").expect("the next part"));
    let own = own.replacen("label = ", "when = \"achievement >= 1\"\nrule = \"目安に達した\"\nlabel = ", 1);
    let declared = "preset = \"ratio\"\nclass_by = \"target\"\nranges = true\ngrades = [\"Ａ\", \"Ｂ\"]\nrounding = \"down\"\nrate_decimals = 1\ncap = 120\nunknown = \"未\"\n";
    let rule = "[[evaluation.rules]]\nwhen = \"type = 単年度\"\nexpected = \"none\"\nachievement = \"A / T\"\nprogress = \"A / T\"\nmet = \"A >= T\"\nfirst_year = false\nside = true\n\n[[evaluation.notes]]\ntext = \"注\"\nwhen = \"type = 単年度\"\n";
    each_key_is_said_at_its_line(
        &format!("{before}{rest}\n[evaluation]\n{declared}{own}{rule}"),
        "[evaluation]",
    );
}
