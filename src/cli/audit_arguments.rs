//! The arguments of `shiryo audit`.

use std::path::PathBuf;

use clap::Args;

/// `shiryo audit`
#[derive(Debug, Args)]
#[command(
    help_template = "{about-with-newline}\n使い方: {usage}\n\n{all-args}{after-help}",
    override_usage = "shiryo audit [オプション] [段階]...",
    after_help = "PDF のページとタグ、Excel のセルと式、電子メール、index.html を、作った時と別に読み直し、values.json と入力に照らします。\n値（値の一覧にない数、載っていない値、ほかの行や列の値）、合計、名前、日付、ほかの宛先の名、案・確認用の表示、リンク・しおり、タグ、隠れた情報、電子メールの誤りを、所とともに示します。\n例: shiryo audit\n    shiryo audit advisory --report 監査.json\n    shiryo audit --public 公開用\nout/ には何も書きません。終了の状態: 0 誤りなし  1 誤りがある  2 読めない"
)]
pub(super) struct AuditArguments {
    /// 確かめる段階の id（書かなければ、作ったもの全て）
    #[arg(value_name = "段階", help_heading = "引数")]
    pub stages: Vec<String>,
    /// 作ったものではなく、公開用のフォルダ（shiryo publish の --to）を確かめる: 指紋、全てのファイル、公表しないもの
    #[arg(long, value_name = "フォルダ", help_heading = "オプション", conflicts_with = "stages")]
    pub public: Option<PathBuf>,
    /// 結果を、このファイルに JSON で書く
    #[arg(long, value_name = "ファイル", help_heading = "オプション")]
    pub report: Option<PathBuf>,
}
