//! The arguments of `shiryo publish`.

use std::path::PathBuf;

use clap::Args;

/// `shiryo publish`
#[derive(Debug, Args)]
#[command(
    about = "段階の資料と台帳を、公開するもの（HTML、CSV、JSON）にする",
    next_help_heading = "オプション",
    help_template = "{about-with-newline}\n使い方: {usage}\n\n{all-args}{after-help}",
    override_usage = "shiryo publish [オプション] <段階> --to <フォルダ>",
    after_help = "例: shiryo publish advisory --to 公開用\n資料の HTML、台帳の公表する列（CSV、JSON）、列の説明、出典と利用の条件を書きます。公表しないものは cycle.toml の [publication.withheld] に書きます（inputs/README.md）。\n書いたファイルの全てを読み直し、公表しないものが一つでもあれば、何も置きません。\n終了の状態: 0 書いた  1 公表しないものが入る、又は直すところがあるので、書かなかった  2 段階やフォルダが使えない"
)]
pub(super) struct PublicationArguments {
    /// 公開する段階の id（例 advisory。先に build しておく）
    #[arg(value_name = "段階", help_heading = "引数")]
    pub stage: String,
    /// 書くフォルダ（空か、まだないもの）
    #[arg(long, value_name = "フォルダ")]
    pub to: PathBuf,
}
