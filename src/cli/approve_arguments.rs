//! The arguments of `shiryo approve`.

use std::path::PathBuf;

use clap::Args;

/// `shiryo approve`
#[derive(Debug, Args)]
#[command(
    about = "作ったものの承認（決裁）を記録する（--confirm がなければ下見）",
    next_help_heading = "オプション",
    help_template = "{about-with-newline}\n使い方: {usage}\n\n{all-args}{after-help}",
    override_usage = "shiryo approve [オプション] <段階>",
    after_help = "例: shiryo approve feedback\n    shiryo approve feedback --by \"総務課長　山田花子\" --confirm\n    shiryo approve feedback --since 先週のout --by \"総務課長　山田花子\" --confirm\n記録は inputs/approvals.toml に加わります。cycle.toml に approval = \"required\" と書くと、承認していないものは send も print も出しません。\n終了の状態: 0 承認した（下見では、承認できる）  1 承認できないわけがある  2 段階や記録が使えない"
)]
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
