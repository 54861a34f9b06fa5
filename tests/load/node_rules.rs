//! Nodes of the plan's tree classed by their indicators.

use shiryo::decide::evaluate;
use shiryo::decide::node_class;
use shiryo::ground::number::Exact;

use crate::findings::loaded;
use crate::own_columns::{each_key_is_said_at_its_line, refused};
use crate::root::{Root, rules_folder};

/// The base cycle judged by actual over target, with a rule for nodes.
fn root(rule: &str) -> Root {
    let root = Root::of(&rules_folder().join("base"));
    let cycle =
        root.read("inputs/cycle.toml").replace("[evaluation]\n", "[evaluation]\npreset = \"ratio\"\n");
    root.write("inputs/cycle.toml", format!("{cycle}\n[[evaluation.nodes]]\ntitle = \"施策の評価\"\n{rule}"));
    root
}

/// What the rule makes of these indicators: the class, the value, how many are used and left out.
fn judged(rule: &str, keys: &[&str]) -> (Option<String>, Option<Exact>, usize, usize) {
    let (loaded, _) = loaded(&root(rule));
    let settings = &loaded.cycle.settings;
    let year = settings.cycle.fiscal_year;
    let all: Vec<_> = loaded.submissions.files.iter().flat_map(|file| &file.rows).collect();
    let row = |key: &&str| all.iter().find(|row| row.key.is(key)).unwrap_or_else(|| panic!("no {key}"));
    let rows: Vec<_> = keys.iter().map(row).collect();
    let judgements: Vec<_> =
        rows.iter().map(|row| evaluate::judge(row, &settings.evaluation, year)).collect();
    let indicators = rows.iter().map(|row| &****row).zip(&judgements);
    let node = node_class::judge(&settings.evaluation.nodes[0], &settings.evaluation, year, indicators);
    (node.class.map(Into::into), node.value, node.parts.len(), node.left_out.len())
}

/// Two classes parted by a threshold.
fn parted(at_least: &str) -> String {
    format!(
        "[[evaluation.nodes.classes]]\nlabel = \"良\"\nat_least = {at_least}\n\n[[evaluation.nodes.classes]]\nlabel = \"可\"\n"
    )
}

/// 36 of 40 is 90 %: Ｂ. 55 of 76 is 72 %: Ｃ.
const TWO: [&str; 2] = ["2-1/1", "1-1/1"];

pub(crate) fn a_node_is_classed_by_share_mean_points_or_the_worst() {
    let exact = |n: i64, of: i64| Some(Exact::new(n.into(), of.into()));
    let good = "by = \"share\"\ngood = [\"Ａ\", \"Ｂ\"]\n";
    // A share on the threshold reaches it.
    for (at_least, class) in [("50", "良"), ("\"50.1\"", "可")] {
        let found = judged(&format!("{good}{}", parted(at_least)), &TWO);
        assert_eq!(found, (Some(class.into()), exact(1, 2), 2, 0), "{at_least}");
    }
    // (36/40 + 55/76) / 2 = 617/760, which is 81.18 %.
    for (at_least, class) in [("81", "良"), ("\"81.2\"", "可")] {
        let found = judged(&format!("by = \"mean\"\n{}", parted(at_least)), &TWO);
        assert_eq!(found, (Some(class.into()), exact(617, 760), 2, 0), "{at_least}");
    }
    let points = "by = \"points\"\npoints = { \"Ａ\" = 3, \"Ｂ\" = 2, \"Ｃ\" = 1 }\n";
    for (at_least, class) in [("\"1.5\"", "良"), ("2", "可")] {
        let found = judged(&format!("{points}{}", parted(at_least)), &TWO);
        assert_eq!(found, (Some(class.into()), exact(3, 2), 2, 0), "{at_least}");
    }
    assert_eq!(judged("by = \"worst\"\n", &TWO), (Some("Ｃ".into()), None, 2, 0));
}

pub(crate) fn indicators_weigh_what_is_declared_and_what_lacks_something_is_left_out() {
    let exact = |n: i64, of: i64| Some(Exact::new(n.into(), of.into()));
    let good = "by = \"share\"\ngood = [\"Ａ\", \"Ｂ\"]\n";
    // 40 of 40 + 76.
    let found = judged(&format!("{good}weight = \"T\"\n{}", parted("34")), &TWO);
    assert_eq!(found, (Some("良".into()), exact(10, 29), 2, 0));
    // No weight, a negative one, and weights that sum to nothing.
    for (weight, used, left_out) in [("none", 0, 2), ("0 - 1", 0, 2), ("0", 2, 0)] {
        let found = judged(&format!("{good}weight = \"{weight}\"\n{}", parted("34")), &TWO);
        assert_eq!(found, (None, None, used, left_out), "{weight}");
    }
    // Ｃ has no points.
    let found = judged(&format!("by = \"points\"\npoints = {{ \"Ｂ\" = 2 }}\n{}", parted("2")), &TWO);
    assert_eq!(found, (Some("良".into()), exact(2, 1), 1, 1));
    // What is told in words has a class and no rate: Ｂ is 実施中.
    let of_words = ["2-1/1", "2-2/1"];
    assert_eq!(
        judged(&format!("by = \"mean\"\n{}", parted("90")), &of_words),
        (Some("良".into()), exact(9, 10), 1, 1)
    );
    assert_eq!(judged("by = \"worst\"\n", &[]), (None, None, 0, 0));
}

pub(crate) fn a_rule_for_nodes_that_contradicts_itself_is_said() {
    for (rule, said) in [
        ("by = \"share\"\n".to_owned() + &parted("1"), "good に"),
        ("by = \"points\"\n".to_owned() + &parted("1"), "points に"),
        ("by = \"mean\"\n".to_owned(), "[[evaluation.nodes.classes]] に"),
        ("by = \"worst\"\n".to_owned() + &parted("1"), "classes は書きません"),
        ("by = \"worst\"\nweight = \"T\"\n".to_owned(), "weight は書きません"),
        ("by = \"mean\"\ngood = [\"Ａ\"]\n".to_owned() + &parted("1"), "good は"),
        ("by = \"share\"\ngood = [\"Ｚ\"]\n".to_owned() + &parted("1"), "「Ｚ」は"),
        ("by = \"mean\"\n".to_owned() + &parted("80").replace("可", "良"), "二度あります"),
        (
            "by = \"mean\"\n".to_owned()
                + &parted("80")
                + "\n[[evaluation.nodes.classes]]\nlabel = \"不可\"\n",
            "高い順",
        ),
        ("by = \"mean\"\nweight = \"own.nothing\"\n".to_owned() + &parted("80"), "own.nothing"),
    ] {
        let found = refused(&root(&rule).read("inputs/cycle.toml"));
        assert!(found.len() == 1 && found[0].contains(said), "{rule}: {found:?}");
    }
}

pub(crate) fn each_key_of_a_rule_for_nodes_that_is_wrong_is_said_at_its_line() {
    let points =
        "of = \"categories\"\nlayers = [2]\nby = \"points\"\npoints = { \"Ａ\" = 3 }\nweight = \"T\"\n\n";
    let classes = "[[evaluation.nodes.classes]]\nlabel = \"良\"\nat_least = 2\nmeaning = \"よい\"\n\n[[evaluation.nodes.classes]]\nlabel = \"可\"\n";
    let share = "\n[[evaluation.nodes]]\ntitle = \"政策の評価\"\nby = \"share\"\ngood = [\"Ａ\"]\n\n[[evaluation.nodes.classes]]\nlabel = \"可\"\n";
    let cycle = root(&format!("{points}{classes}{share}")).read("inputs/cycle.toml");
    each_key_is_said_at_its_line(&cycle, "[[evaluation.nodes]]");
}
