//! What is wrong with a command line, in Japanese.

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// A command line that can't be read, said in Japanese.
#[derive(Debug, thiserror::Error)]
#[error("{}", describe(.0))]
pub(super) struct WrongArguments(#[source] pub(super) clap::Error);

fn describe(error: &clap::Error) -> String {
    let said = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let argument = said(ContextKind::InvalidArg);
    let mut message = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("コマンド「{}」はありません。", said(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => format!("「{argument}」というオプションはありません。"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "コマンドを書いてください（build、merge、check、diff、explain、status、send、print、new のどれか）。"
                .into()
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match said(ContextKind::InvalidValue) {
            value if value.is_empty() => format!("「{argument}」に値がありません。"),
            value => format!("「{argument}」に「{value}」は書けません。"),
        },
        ErrorKind::MissingRequiredArgument => {
            format!("{} も書いてください。", said(ContextKind::InvalidArg).replace(['<', '>'], ""))
        }
        ErrorKind::ArgumentConflict => format!("「{argument}」は一度だけ書いてください。"),
        _ => format!("「{argument}」の書き方が違います。"),
    };
    if error.kind() == ErrorKind::ValueValidation {
        message.push_str(match argument.rsplit_once('<') {
            Some((_, "日付>")) => "2020-01-09 のように書いてください。",
            Some((_, "番号/数>")) => {
                "「3/8」（８つに分けた３つ目）のように、１から数までの番号と、分ける数（9999 まで）を書いてください。"
            }
            Some((_, "数>" | "秒>")) => "説明にある範囲の整数を書いてください。",
            _ => "",
        });
    }
    let valid = said(ContextKind::ValidValue);
    if !valid.is_empty() {
        message.push_str(&format!("書けるのは {valid} です。"));
    }
    for kind in [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg] {
        let suggested = said(kind);
        if !suggested.is_empty() {
            message.push_str(&format!("「{suggested}」のことですか。"));
        }
    }
    format!("エラー: {message}\n  → 使い方は shiryo --help で見られます。")
}
