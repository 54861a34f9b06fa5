//! The arguments of `shiryo approve`.

use std::path::PathBuf;

use clap::Args;

/// `shiryo approve`
#[derive(Debug, Args)]
#[command(next_help_heading = "オプション")]
pub(super) struct ApproveArguments {
    /// 承認する段階の id（例 feedback）
    #[arg(value_name = "段階", help_heading = "引数")]
    pub stage: String,
    /// 承認した人の職・氏名（例 "総務課長　山田花子"）
    #[arg(long, value_name = "職・氏名")]
    pub by: Option<String>,
    /// 何の承認か（書かなければ 決裁。出してよいことになるのは、決裁だけ）
    #[arg(long = "for", value_name = "名", default_value = "決裁", hide_default_value = true)]
    pub purpose: String,
    /// 承認した日（書かなければ今日。例 2020-03-27）
    #[arg(long, value_name = "日付")]
    pub on: Option<chrono::NaiveDate>,
    /// 本当に記録する（書かなければ、何を承認することになるかを示すだけ）
    #[arg(long, requires = "by")]
    pub confirm: bool,
    /// What was looked at, as the desk names it: the files' fingerprint.
    #[arg(long, hide = true)]
    pub seen: Option<String>,
    /// 起案用紙（PDF）を作り、out/起案_段階.pdf に置く
    #[arg(long)]
    pub draft: bool,
    /// 前に承認したときの out/ から変わったものだけを承認する（見た違いは shiryo diff のもの）
    #[arg(long, value_name = "前の out/", conflicts_with = "issued")]
    pub since: Option<PathBuf>,
    /// 配ったもの（inputs/issued/ の記録）から変わったものだけを承認する
    #[arg(long)]
    pub issued: bool,
}
