//! The arguments of `shiryo diff`.

use std::path::PathBuf;

use clap::Args;

/// `shiryo diff`
#[derive(Debug, Args)]
#[command(
    help_template = "{about-with-newline}\n使い方: {usage}\n\n{all-args}{after-help}",
    override_usage = "shiryo diff [オプション] [前の out/] [今の out/]\n        shiryo diff [オプション] --issued",
    after_help = "例: shiryo diff                                       この前の build が変えたところ\n    shiryo diff 先週のout\n    shiryo diff --issued --stage advisory --html 変更箇所.html --paper 変更箇所一覧.pdf\n違うところがあっても、終了の状態は 0 です。--format json では、違いの全体を JSON で書きます。"
)]
pub(super) struct DiffArguments {
    /// 前に作ったものの入っているフォルダ（前の --out。書かなければ、この前の build が変える前のもの）
    #[arg(value_name = "前の out/", help_heading = "引数", display_order = 1, conflicts_with = "issued")]
    pub old: Option<PathBuf>,
    /// 後に作ったものの入っているフォルダ（書かなければ --out）
    #[arg(value_name = "今の out/", help_heading = "引数", display_order = 2)]
    pub new: Option<PathBuf>,
    /// 配ったもの（inputs/issued/ の記録）と比べる
    #[arg(long, help_heading = "オプション")]
    pub issued: bool,
    /// この段階だけを比べる（段階の id。いくつでも）
    #[arg(long = "stage", value_name = "段階", num_args = 1.., help_heading = "オプション")]
    pub stages: Vec<String>,
    /// 違いの一覧を、ブラウザーで読む一つのファイルに書く
    #[arg(long, value_name = "ファイル", help_heading = "オプション")]
    pub html: Option<PathBuf>,
    /// 変更箇所一覧（PDF。Ａ４で１枚か２枚）を書く
    #[arg(long, value_name = "ファイル", help_heading = "オプション")]
    pub paper: Option<PathBuf>,
}
