//! Prints findings in the format that was asked for, and says why a command can't go on.

use std::fmt::Display;
use std::path::Path;

use super::args::OutputFormat;
use super::exit::Exit;
use super::why::MadeFile;
use crate::edge::held_out::HeldOut;
use crate::edge::out_place::MisplacedOut;
use crate::edge::sources::{Sources, UnreadableRoot};
use crate::ground::bounded::Excess;
use crate::ground::fault::Fault;
use crate::ground::finding::Findings;
use crate::ground::shard::Shard;
use crate::library::trouble::Trouble;
use crate::read::cycle::UnusableCycle;
use crate::wording::shown::{shown, shown_path};
use crate::wording::{json, short, terminal};

/// Prints all findings, and which files were `made` anew if that was asked.
pub(super) fn print_with(
    findings: &Findings,
    made: Option<&[MadeFile<'_>]>,
    format: OutputFormat,
    sources: &Sources,
) {
    match (made, format) {
        (Some(made), OutputFormat::Json) => tell_json!(&json::list_with(findings, made)),
        (made, _) => {
            print(findings, format, sources);
            made.into_iter().flatten().for_each(|file| say!("{}", file.line()));
        }
    }
}

/// Prints all findings: those for people to standard error, JSON to standard output.
pub(super) fn print(findings: &Findings, format: OutputFormat, sources: &Sources) {
    match format {
        OutputFormat::Json => tell_json!(&json::list(findings)),
        OutputFormat::Short => findings.iter().for_each(|finding| say!("{}", short::line(finding))),
        OutputFormat::Terminal if findings.is_empty() => {}
        OutputFormat::Terminal => say!("{}", terminal::text(findings, sources).trim_end()),
    }
}

/// The exit status that findings ask for.
pub(super) fn exit(findings: &Findings) -> Exit {
    if findings.has_errors() { Exit::Findings } else { Exit::Fine }
}

/// Says why nothing can be made.
pub(super) fn not_loaded(reason: &UnusableCycle) -> Exit {
    reason.lines().iter().for_each(|line| say!("エラー: {}", shown(line)));
    Exit::Unusable
}

/// Says why a root can't be read.
pub(super) fn unreadable(reason: &UnreadableRoot) -> Exit {
    match reason {
        UnreadableRoot::NoInputs(_) => {
            say!("エラー: {}", shown(&reason.to_string()));
            say!("  → inputs/ のあるフォルダで動かすか、--root で指してください。");
            Exit::Unusable
        }
        UnreadableRoot::TooLarge => unable(&reason.to_string(), "cycle.toml を元に戻してください。"),
        UnreadableRoot::Fault(refused) => fault(refused),
    }
}

/// Says what the machine refused.
pub(super) fn fault(fault: &(impl Display + ?Sized)) -> Exit {
    say!("故障: {}", shown(&fault.to_string()));
    Exit::Fault
}

/// Says why what was made can't be opened.
pub(super) fn unopened(reason: &Fault) -> Exit {
    match reason {
        Fault::OnlyPart { .. } => unable(
            &reason.to_string(),
            "全ての部分を shiryo merge で合わせてから、合わせたフォルダを --out で指してください。",
        ),
        _ => fault(reason),
    }
}

/// Says why `--out` can't be used.
pub(super) fn misplaced(reason: &MisplacedOut) -> Exit {
    match reason {
        MisplacedOut::Fault(refused) => fault(refused),
        MisplacedOut::HoldsPart { .. } => unable(
            &reason.to_string(),
            "部分ごとに別のフォルダを --out で指し、全てそろったら shiryo merge で合わせてください（その部分が要らなければ、フォルダを消してください）。",
        ),
        MisplacedOut::HoldsWhole { .. } => unable(
            &reason.to_string(),
            "部分は、その部分だけのフォルダに作ります。--out で、新しいフォルダを指してください（例 parts/1）。",
        ),
        MisplacedOut::OfAnother { .. } => unable(
            &reason.to_string(),
            "--out で、この一年のフォルダを指してください（書かなければ、今の場所の out/）。その資料が要らなければ、フォルダの名を変えるか消してください。",
        ),
        _ => unable(
            &reason.to_string(),
            "inputs/ と templates/ の外の、作ったものだけを置くフォルダを指してください（例 out）。",
        ),
    }
}

/// Says that a command was cut off when it changed `out/`, if one was; commands that write nothing leave it so.
pub(super) fn unfinished(out: &Path) {
    if HeldOut::is_unfinished(out) {
        say!(
            "{} に、置き終わっていないものがあります（前の作業が途中で止まっています）。次の build、print、send が、初めに残りを置きます。",
            shown_path(out)
        );
    }
}

/// Says what an earlier command had made, and somebody took away before it was in its place.
pub(super) fn lost(out: &Path, lost: &[String]) {
    for path in lost {
        say!(
            "{}: 前の作業が途中で止まり、置き終わる前に、作ったものがなくなりました。build で、この段階を作り直してください。",
            shown_path(&out.join(path))
        );
    }
}

/// Says what took too much when a run ends for it.
pub(super) fn past_bounds(past: &[(String, Excess)]) {
    for (name, excess) in past {
        let Trouble { origin, message } = Trouble::excess(name, *excess);
        say!("エラー: {} {}", shown(&origin.to_string()), shown(&message));
    }
    if past.is_empty() {
        say!("エラー: メモリーが足りません（--memory で増やせます）。");
    }
    say!("  → 何も作らず、前のものを残しました。");
}

/// Says that a part was not made, since not all of it could be.
pub(super) fn no_part(shard: Shard) -> Exit {
    say!("部分 {shard} は、作れないものがあるので、置きませんでした。");
    say!(
        "  → 上のエラーを直してから、全ての部分を作り直してください（配った段階の記録がないときは、先に shiryo build で、分けずに作ります）。"
    );
    Exit::Findings
}

/// Says that nothing was published.
pub(super) fn nothing_published(out: &Path) -> Exit {
    say!("エラー: {} に、作られたものがありません。", shown_path(out));
    say!("  → 先に shiryo build を行うか、--out で指してください。");
    Exit::Unusable
}

/// Says why a command can't do what it was asked.
pub(super) fn unable(message: &str, hint: &str) -> Exit {
    say!("エラー: {}", shown(message));
    say!("  → {}", shown(hint));
    Exit::Unusable
}
