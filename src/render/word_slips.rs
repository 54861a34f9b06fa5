//! What is wrong with a template of minijinja, in Japanese: where, what, and what to write instead.

use minijinja::{Error, ErrorKind};

use crate::library::trouble::Trouble;

/// The beginnings of what minijinja says, and what that means.
const SAYINGS: [(&str, &str); 17] = [
    (
        "unexpected end of input, expected end of block",
        "{% if … %} か {% for … %} などに、終わり（{% endif %}、{% endfor %}）がありません",
    ),
    ("unknown statement end", "終わりに当たる {% if … %} か {% for … %} などがありません"),
    ("unknown statement else", "{% else %} に当たる {% if … %} がありません"),
    ("unknown statement elif", "{% elif … %} に当たる {% if … %} がありません"),
    ("unknown statement", "{% の後のつづりを確かめてください（if、for、set、include など）"),
    ("unexpected character", "記号と空白は半角で書き、{{ は }} で、{% は %} で閉じてください"),
    ("unexpected end of string", "引用符が閉じていません"),
    ("unexpected end of comment", "注が閉じていません。{# は #} で閉じてください"),
    ("unexpected end of raw block", "{% raw %} に {% endraw %} がありません"),
    ("unexpected", "書く順か、記号が違います"),
    ("recursion limit exceeded", "自分を呼び続けています（include かマクロ）"),
    ("range has too many elements", "range が長すぎます"),
    ("tried to use", "種類の違うものは計算できません"),
    ("unable to calculate", "計算できません"),
    ("bad string escape", "文字の中の \\ の書き方が違います"),
    ("missing argument", "( ) の中に要るものがありません"),
    ("too many arguments", "( ) の中のものが多すぎます"),
];

/// What is wrong with a template, by its path below `templates/`.
pub fn describe(path: &str, error: &Error) -> Trouble {
    match error.line() {
        Some(line) => Trouble::at(path, line, 1, reason(error)),
        None => Trouble::in_file(path, reason(error)),
    }
}

/// What is wrong, without its place.
pub fn reason(error: &Error) -> String {
    let detail = error.detail().map_or_else(|| error.kind().to_string(), Into::into);
    match error.kind() {
        ErrorKind::UndefinedError => match named(error) {
            Some(name) => format!("「{name}」という名前の値はありません。"),
            None => "知らない名前が使われています。".into(),
        },
        ErrorKind::OutOfFuel => "終わりません（繰り返しが多すぎます）。".into(),
        ErrorKind::UnknownFilter => unknown(&detail, "整え方", "| の後"),
        ErrorKind::UnknownTest => unknown(&detail, "調べ方", "is の後"),
        ErrorKind::UnknownFunction => unknown(&detail, "関数", "( の前"),
        ErrorKind::UnknownMethod => format!("値の後に、. で関数は書けません（{detail}）。"),
        ErrorKind::TemplateNotFound => match quoted(&detail) {
            Some(name) => format!("文面「{name}」（templates/words/{name}.txt.j2）はありません。"),
            None => format!("取り込む文面がありません（{detail}）。"),
        },
        ErrorKind::SyntaxError => format!("書き方の誤り: {}", meant(&detail)),
        // What a function of ours says is said in Japanese.
        ErrorKind::InvalidOperation if !detail.is_ascii() => detail,
        _ => format!("埋め込みの誤り: {}", meant(&detail)),
    }
}

/// What minijinja says, in Japanese with its own words behind it; alone, if it is not known.
fn meant(detail: &str) -> String {
    // Of an undefined value it is known what was called.
    if let Some(name) = detail.split_once("(`").and_then(|(_, rest)| rest.split_once("` is undefined")) {
        return format!("「{}」という名はありません。", name.0);
    }
    let saying = SAYINGS.iter().find(|(start, _)| detail.starts_with(start));
    let of_kind = |words: &[&str], meaning| words.iter().any(|word| detail.contains(word)).then_some(meaning);
    let meaning = saying.map(|(_, meaning)| *meaning);
    let meaning = meaning
        .or_else(|| of_kind(&["not iterable"], "繰り返せるのは並びだけです"))
        .or_else(|| of_kind(&["not callable"], "( ) を付けられるのは関数だけです"))
        .or_else(|| of_kind(&["is not", "cannot ", "not supported"], "渡すものの種類が違います"));
    meaning.map_or_else(|| detail.to_owned(), |meaning| format!("{meaning}（{detail}）。"))
}

/// That something of this kind is not there: 「filter uper is unknown」.
fn unknown(detail: &str, kind: &str, place: &str) -> String {
    let name =
        detail.strip_suffix(" is unknown").and_then(|named| named.rsplit(' ').next()).unwrap_or(detail);
    format!("{kind}「{name}」はありません。{place}のつづりを確かめてください。")
}

/// The template that an error is about: 「tried to include non-existing template 'foot'」.
pub fn quoted(detail: &str) -> Option<&str> {
    let mark = detail.chars().find(|c| matches!(c, '"' | '\''))?;
    detail.split(mark).nth(1)
}

/// The expression that an error is about, from its first name on: 「bodies.kaigii.short」.
fn named(error: &Error) -> Option<&str> {
    let (source, range) = (error.template_source()?, error.range()?);
    // Of a chain of names the error knows only the end.
    let in_chain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '[' | ']');
    let start = source.get(..range.start)?.trim_end_matches(in_chain).len();
    source.get(start..range.end)
}
