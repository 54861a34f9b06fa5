//! The command line.

use std::path::PathBuf;
use std::thread::available_parallelism;

use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::approve_arguments::ApproveArguments;
use super::audit_arguments::AuditArguments;
use super::diff_arguments::DiffArguments;
use super::publication_arguments::PublicationArguments;
use super::run_record::RunRecord;
use super::wrong_arguments::WrongArguments;
use crate::edge::template_guard::TemplateBounds;
use crate::ground::shard::Shard;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "shiryo",
    version,
    about = "計画の進捗管理の一年分の資料・別紙・通知文を作ります",
    long_about = "各部署の調査票（CSV、Excel）を取りまとめ、会議ごとの資料（PDF）、別紙（Excel）、\n各部署への通知文を作り、電子メールで送り、印刷の用意をします。入力の書き方は inputs/README.md にあります。",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    help_template = "{about-with-newline}\n使い方: {usage}\n\n{all-args}{after-help}",
    subcommand_help_heading = "コマンド",
    next_help_heading = "共通のオプション",
    subcommand_value_name = "コマンド",
    override_usage = "shiryo [オプション] <コマンド>",
    after_help = "終了の状態: 0 問題なし  1 誤りのある入力があった（作れるものは作った）\n            2 cycle.toml かコマンドの書き方が使えない  3 プログラムか機械の故障"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub common: CommonArguments,
    #[command(subcommand)]
    pub command: Command,
}

impl Arguments {
    /// Reads the command line; a wrong one is said in Japanese.
    ///
    /// # Errors
    ///
    /// What is wrong with it. Help and version are no errors: they are printed, and the program ends.
    pub(super) fn read() -> Result<Self, WrongArguments> {
        Self::try_parse().map_err(|error| {
            if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
                error.exit();
            }
            WrongArguments(error)
        })
    }
}

/// The options of all commands.
#[derive(Debug, Args)]
pub(super) struct CommonArguments {
    /// inputs/ と、あれば templates/ のあるフォルダ（書かなければ今の場所）
    #[arg(long, global = true, value_name = "フォルダ", default_value = ".", hide_default_value = true)]
    pub root: PathBuf,
    /// 作ったものを置くフォルダ（書かなければ今の場所の out/）
    #[arg(long, global = true, value_name = "フォルダ", default_value = "out", hide_default_value = true)]
    pub out: PathBuf,
    /// 同時に動かす数（1～256。書かなければコアの数）
    #[arg(long, global = true, value_name = "数", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// 一つの資料や文面に使える時間（秒。書かなければ 180）
    #[arg(long, global = true, value_name = "秒", default_value = "180", hide_default_value = true, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub paper_time: u64,
    /// 資料を作る間に使えるメモリー（MB。書かなければ 16384。ただし空きの４分の３まで）
    #[arg(long, global = true, value_name = "MB", value_parser = clap::value_parser!(u64).range(64..=16_777_216))]
    pub memory: Option<u64>,
    /// What took too much in the run that began this one anew: its name, and `time`, `memory` or `depth`.
    #[arg(long, global = true, hide = true, num_args = 2, action = clap::ArgAction::Append)]
    pub past_bounds: Vec<String>,
    /// Whether the run that began this one anew could not tell what took too much.
    #[arg(long, global = true, hide = true)]
    pub one_by_one: bool,
    /// What the run says of itself for the log of the year.
    #[arg(skip)]
    pub record: RunRecord,
    /// 知らせの形
    #[arg(
        long,
        global = true,
        value_name = "形",
        default_value = "terminal",
        hide_default_value = true,
        hide_possible_values = true,
        help = "知らせの形: terminal（読みやすく）、short（一件一行）、json"
    )]
    pub format: OutputFormat,
    /// この説明を表示する
    #[arg(short, long, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// 版を表示する
    #[arg(short = 'V', long, global = true, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

impl CommonArguments {
    /// How many files are made at once.
    pub(super) fn threads(&self) -> usize {
        match self.jobs {
            _ if self.one_by_one => 1,
            Some(jobs) => jobs.into(),
            None => available_parallelism().map_or(1, Into::into),
        }
    }

    /// What templates may take.
    pub(super) fn template_bounds(&self) -> TemplateBounds {
        let past = self.past_bounds.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone()));
        TemplateBounds {
            seconds: self.paper_time,
            megabytes: self.memory,
            past: past.collect(),
            one_by_one: self.one_by_one,
            options: ["--past-bounds", "--one-by-one"],
        }
    }
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputFormat {
    Terminal,
    Short,
    Json,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 段階の資料・別紙・通知文を作る
    #[command(
        help_template = "{about-with-newline}\n使い方: {usage}\n\n{all-args}",
        override_usage = "shiryo build [オプション] [段階]..."
    )]
    Build(BuildArguments),
    /// build --shard で作った部分を、一つに合わせる
    #[command(
        help_template = "{about-with-newline}\n使い方: {usage}\n\n{all-args}{after-help}",
        override_usage = "shiryo merge [オプション] <部分のフォルダ>...",
        after_help = "全ての部分が、今の入力から、同じ版で作られ、そのまま残っているときだけ合わせます。できるものは、分けずに build したものと一バイトも違いません。"
    )]
    Merge(MergeArguments),
    /// 入力を調べ、直すところを知らせる（何も作らない）
    #[command(
        help_template = "{about-with-newline}\n使い方: {usage}\n\n{all-args}",
        override_usage = "shiryo check [オプション] [段階]..."
    )]
    Check(CheckArguments),
    /// 前に作ったもの、又は配ったものと、今のものとの違いを見る（値、文、宛先、ファイル）
    Diff(DiffArguments),
    /// 作ったものを、よその人のように読み直して確かめる（値、合計、名前、日付、宛先、タグなど）
    Audit(AuditArguments),
    /// 資料の値が、どの欄から、どう計算されたかを見る
    #[command(
        help_template = "{about-with-newline}\n使い方: {usage}\n\n{all-args}{after-help}",
        override_usage = "shiryo explain [オプション] <値の id>\n        shiryo explain [オプション] <資料> <刷られた値>",
        after_help = "例: shiryo explain 資料４ 61.7%\n    shiryo explain indicator/2-ア-3/1/achievement --stage advisory\n--format json では、木の全体を JSON で書きます。"
    )]
    Explain(ExplainArguments),
    /// 調査票と、ほかの問いに誰が答えたか、届かなかった電子メールを見る
    #[command(
        help_template = "{about-with-newline}\n使い方: {usage}\n\n{all-args}",
        override_usage = "shiryo status [オプション]"
    )]
    Status(StatusArguments),
    Approve(ApproveArguments),
    Publish(PublicationArguments),
    /// 作ったものを電子メールで送る（--confirm がなければ下見）
    #[command(
        help_template = "{about-with-newline}\n使い方: {usage}\n\n{all-args}{after-help}",
        override_usage = "shiryo send [オプション] <段階>",
        after_help = "利用者名とパスワードは、環境変数 SHIRYO_SMTP_USER と SHIRYO_SMTP_PASSWORD で渡します。\n終了の状態: 0 全て送った（下見では、送れないものがない）  1 送らなかったもの、拒まれたもの、不明のものがある\n            2 送れる状態ではない  3 サーバーにつながらない、記録できない、途中で止められた（もう一度打てば残りを送る）"
    )]
    Send(SendArguments),
    /// 紙面、値の由来、直すところ、宛先ごとの通知文と電子メールを、ブラウザーで見る（この機械だけ）
    #[command(
        help_template = "{about-with-newline}\n使い方: {usage}\n\n{all-args}{after-help}",
        override_usage = "shiryo serve [オプション]",
        after_help = "端末に示すアドレスには、その回だけの鍵が入っています。ほかの機械や、この機械のほかの利用者からは見られません。\n入力や雛形を保存すると、見ている紙面がそのまま新しくなります。書き込むのは、確かめてからの承認だけです。"
    )]
    Serve(ServeArguments),
    /// 印刷用のファイルと印刷計画を作る（--printer で印刷もする）
    #[command(
        help_template = "{about-with-newline}\n使い方: {usage}\n\n{all-args}",
        override_usage = "shiryo print [オプション] <段階>"
    )]
    Print(PrintArguments),
    /// 新しい一年の入力を置く
    #[command(
        help_template = "{about-with-newline}\n使い方: {usage}\n\n{all-args}",
        override_usage = "shiryo new [オプション] <フォルダ>"
    )]
    New(NewArguments),
}

/// `shiryo build`
#[derive(Debug, Default, Args)]
pub(super) struct BuildArguments {
    /// 作る段階の id（書かなければすべて。例 advisory feedback）
    #[arg(value_name = "段階", help_heading = "引数")]
    pub stages: Vec<String>,
    /// 宛先を分けて、その一つの部分だけを作る（例 3/8。ほかの部分とは別の --out に。全てできたら merge で合わせる）
    #[arg(long, value_name = "番号/数", help_heading = "オプション")]
    pub shard: Option<Shard>,
    /// 全て作り直し、時間の内訳、時間のかかった資料、組版だけを行ったときの時間を表示する
    #[arg(long, help_heading = "オプション")]
    pub timings: bool,
    /// 作り直したファイルと、そのわけを表示する
    #[arg(long, help_heading = "オプション")]
    pub why: bool,
    /// 変わっていないものも、全て作り直す
    #[arg(long, help_heading = "オプション")]
    pub anew: bool,
    /// What `--timings` compares with.
    #[arg(long, hide = true)]
    pub bare: bool,
}

/// `shiryo merge`
#[derive(Debug, Args)]
pub(super) struct MergeArguments {
    /// 部分の入っているフォルダ（全て。例 parts/*）
    #[arg(value_name = "部分のフォルダ", help_heading = "引数", required = true)]
    pub parts: Vec<PathBuf>,
}

/// `shiryo explain`
#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// 値の id（out/段階/values.json にある）か、資料の番号又は題名（例 資料４）
    #[arg(value_name = "値の id か資料", help_heading = "引数")]
    pub figure: String,
    /// その資料に刷られた値（例 61.7%）
    #[arg(value_name = "刷られた値", help_heading = "引数")]
    pub text: Option<String>,
    /// この段階だけを見る（段階の id）
    #[arg(long, value_name = "段階", help_heading = "オプション")]
    pub stage: Option<String>,
    /// 数えたものの一つ一つも、欄まで示す
    #[arg(long, help_heading = "オプション")]
    pub all: bool,
}

/// `shiryo status`
#[derive(Debug, Args)]
pub(super) struct StatusArguments {
    /// この日の時点で見る（書かなければ今日。例 2020-01-09）
    #[arg(long, value_name = "日付", help_heading = "オプション")]
    pub on: Option<chrono::NaiveDate>,
    /// この問いだけを見る（「段階の id/様式の id」。例 opinions/opinion）
    #[arg(long, value_name = "問い", help_heading = "オプション")]
    pub question: Option<String>,
}

/// `shiryo send`
#[derive(Debug, Args)]
#[command(next_help_heading = "オプション")]
pub(super) struct SendArguments {
    /// 送る段階の id（例 feedback）
    #[arg(value_name = "段階", help_heading = "引数")]
    pub stage: String,
    /// 本当に送る（書かなければ、何が誰に行くかを示すだけ）
    #[arg(long, requires = "smtp")]
    pub confirm: bool,
    /// サーバー（smtp://、starttls://、smtps:// のどれかで始める）
    #[arg(long, value_name = "URL")]
    pub smtp: Option<String>,
    /// サーバーの証明書を確かめる認証局の証明書（PEM。書かなければ、この機械が信頼するもの）
    #[arg(long, value_name = "ファイル")]
    pub ca: Option<PathBuf>,
    /// 送付簿（書かなければ、inputs/issued/ledger.sqlite）
    #[arg(long, value_name = "ファイル")]
    pub ledger: Option<PathBuf>,
    /// 送付簿を、前の場所から移したと認める（写しからは送らない）
    #[arg(long)]
    pub moved: bool,
    /// この宛先にだけ送る（コード。いくつでも）
    #[arg(long, value_name = "コード", num_args = 1..)]
    pub only: Vec<String>,
    /// 不明か拒否となった宛先、別のコードや宛先で、又は同じ段階の別の通知文を送ってある宛先に、もう一度送る（コード。いくつでも）
    #[arg(long, value_name = "コード", num_args = 1..)]
    pub resend: Vec<String>,
    /// 送る代わりに、添付の入った電子メール（.eml）を、この空のフォルダに書く（手で送るとき。送付簿には載らない）
    #[arg(long, value_name = "フォルダ", conflicts_with_all = ["confirm", "returns"])]
    pub write: Option<PathBuf>,
    /// 届かなかったという知らせ（.eml）のあるフォルダを読み、不達を送付簿に記録する（何も送らない）
    #[arg(long, value_name = "フォルダ", conflicts_with_all = ["confirm", "only", "resend"])]
    pub returns: Option<PathBuf>,
    /// 同時につなぐ数（1～8。書かなければ 1）
    #[arg(long, value_name = "数", default_value = "1", hide_default_value = true, value_parser = clap::value_parser!(u8).range(1..=8))]
    pub connections: u8,
    /// １分に送る数の上限（1～60000。書かなければ 120）
    #[arg(long, value_name = "数", default_value = "120", hide_default_value = true, value_parser = clap::value_parser!(u32).range(1..=60_000))]
    pub per_minute: u32,
    /// 一時的な障害のときに、やり直す回数（0～10。書かなければ 3）
    #[arg(long, value_name = "数", default_value = "3", hide_default_value = true, value_parser = clap::value_parser!(u32).range(0..=10))]
    pub retries: u32,
    /// やり直すまでの秒数。次からは倍になる（0～3600。書かなければ 10）
    #[arg(long, value_name = "秒", default_value = "10", hide_default_value = true, value_parser = clap::value_parser!(u64).range(0..=3600))]
    pub retry_wait: u64,
    /// つなぐ、宛先を告げる、中身を送る、のそれぞれを待つ秒数（1～600。書かなければ 60）
    #[arg(long, value_name = "秒", default_value = "60", hide_default_value = true, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub timeout: u64,
    /// 今日の日付（書かなければ、この機械の日付。例 2020-03-27）
    #[arg(long, value_name = "日付")]
    pub on: Option<chrono::NaiveDate>,
}

/// `shiryo serve`
#[derive(Debug, Args)]
#[command(next_help_heading = "オプション")]
pub(super) struct ServeArguments {
    /// 待つポート（書かなければ、空いている番号）
    #[arg(long, value_name = "番号", default_value = "0", hide_default_value = true)]
    pub port: u16,
    /// ブラウザーを開かず、アドレスを示すだけにする
    #[arg(long)]
    pub no_open: bool,
}

/// `shiryo print`
#[derive(Debug, Args)]
#[command(next_help_heading = "オプション")]
pub(super) struct PrintArguments {
    /// 印刷する段階の id（例 advisory）
    #[arg(value_name = "段階", help_heading = "引数")]
    pub stage: String,
    /// この名のプリンター（CUPS）に渡す（書かなければ、印刷しない）
    #[arg(long, value_name = "名")]
    pub printer: Option<String>,
    /// 一式の刷り方
    #[arg(
        long,
        value_name = "刷り方",
        default_value = "plain",
        hide_default_value = true,
        hide_possible_values = true,
        help = "一式の刷り方: plain（１面に１ページ）、2up（１面に２ページ）、booklet（冊子）"
    )]
    pub layout: LayoutArgument,
}

/// How the packet is laid on sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LayoutArgument {
    Plain,
    #[value(name = "2up")]
    TwoUp,
    Booklet,
}

/// `shiryo new`
#[derive(Debug, Args)]
pub(super) struct NewArguments {
    /// 置くフォルダ（空か、まだないもの。--words では、inputs/ のあるフォルダ）
    #[arg(value_name = "フォルダ", help_heading = "引数")]
    pub folder: PathBuf,
    /// 前の年のフォルダ（計画、部署、名簿、指標を引き継ぐ）
    #[arg(long, value_name = "フォルダ", help_heading = "オプション")]
    pub from: Option<PathBuf>,
    /// 組み込みの文面を、そのフォルダの templates/words/ に書き出す（直して使うため。もうあるものは残す）
    #[arg(long, help_heading = "オプション", conflicts_with = "from")]
    pub words: bool,
}

/// `shiryo check`
#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// 調べる段階の id（書かなければすべて）
    #[arg(value_name = "段階", help_heading = "引数")]
    pub stages: Vec<String>,
    /// 検査の説明を表示する（例 number-format。all で一覧）
    #[arg(long, value_name = "検査", help_heading = "オプション")]
    pub explain: Option<String>,
}
