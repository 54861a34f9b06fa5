//! `--timings`: where a run's time went, by phase and by paper. No test says how long anything takes.

use crate::root::Root;

#[test]
fn timings_name_the_papers_and_the_phases() {
    let root = Root::sample();
    let run = root.run(&["build", "decided", "--timings"]);
    assert!(run.status.success());
    let said = String::from_utf8(run.stderr).expect("UTF-8");
    let listed = |line: &str| said.lines().any(|said| said.trim_start().starts_with(line));
    for phase in ["読み取り:", "検査:", "組版（typst）:", "PDF の書き出し:", "全体（時計で）:"]
    {
        assert!(listed(phase), "{phase}\n{said}");
    }
    // The stage has three papers, each made once.
    let papers = said.lines().filter(|line| line.contains("推進委員会で承認された方針等の「"));
    assert_eq!(papers.filter(|line| line.contains("（1件）: ")).count(), 3, "{said}");
}
