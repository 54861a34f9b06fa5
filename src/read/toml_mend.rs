//! What to write instead in a line that is no TOML: it fits what stands there.

/// How to write a line that is no TOML, by what stands in it, and else by what the reader says of it in English.
pub(super) fn of_line(line: &str, message: &str) -> String {
    match of_letters(code(line)) {
        Some(mend) => format!("{mend}。"),
        None => format!("{}。", of_message(message)),
    }
}

/// A line without the comment behind its value.
fn code(line: &str) -> &str {
    let mut quote = None;
    for (at, c) in line.char_indices() {
        match (c, quote) {
            ('#', None) => return &line[..at],
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            _ => {}
        }
    }
    line
}

/// A line without its texts in quotes, and whether the last of them is open.
fn outside_quotes(code: &str) -> (String, bool) {
    let (mut outside, mut quote) = (String::new(), None);
    for c in code.chars() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            (c, None) => outside.push(c),
            _ => {}
        }
    }
    (outside, quote.is_some())
}

fn of_letters(code: &str) -> Option<&'static str> {
    let (outside, is_open) = outside_quotes(code);
    let value = outside.split_once('=').map_or("", |(_, value)| value.trim());
    let has = |letters: &[char]| outside.contains(letters);
    let in_digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let day: Vec<&str> = value.split('-').collect();
    Some(match () {
        () if is_open => "引用符（\" か '）を閉じてください",
        () if has(&['“', '”', '＂', '‘', '’', '＇', '「', '『', '〝', '„']) => {
            "文字は、半角の引用符「\"」で囲んでください（全角の引用符や「」は使えません）"
        }
        () if has(&['＝']) => "「＝」を半角の「=」にしてください",
        () if has(&['［', '］', '【', '】', '｛', '｝']) => {
            "括弧は半角の「[ ]」「{ }」で書いてください"
        }
        () if has(&['＃']) || outside.contains("//") => "注釈は、半角の「#」の後に書いてください",
        () if value.contains('年') || is_slashed_day(value) => {
            "日付は、引用符を付けずに 2020-02-07 のように書いてください"
        }
        () if day.len() == 3 && day.iter().all(|part| in_digits(part)) => match value.len() {
            10 => "その日は暦にありません。日付を確かめてください",
            _ => "日付は、月と日を二桁にして 2020-02-07 のように書いてください",
        },
        () if outside.chars().any(|c| matches!(c, '０'..='９')) => "数は半角の数字で書いてください",
        () if has(&['、', '，']) => "並びの項目は、半角の「,」一つで区切ってください",
        () if has(&['\u{3000}', '\u{A0}', '\u{200B}', '\u{FEFF}']) => {
            "全角の空白か見えない文字があります。消すか、半角の空白にしてください"
        }
        () if outside.trim_start().starts_with(|c: char| matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ')) => {
            "項目の名は、半角の英数字と _ で書いてください"
        }
        () if outside.trim_end().ends_with('=') && code.trim_end().ends_with('=') => {
            "「=」の後に値を書いてください。値がなければ、この行を消してください"
        }
        () if value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false") => {
            "true と false は小文字で書いてください"
        }
        () if !value.is_empty() && value.split(',').all(in_digits) && value.contains(',') => {
            "数は、桁区切りの「,」を付けずに書いてください"
        }
        () if in_digits(value) && value.len() > 1 && value.starts_with('0') => "数の頭の 0 を消してください",
        () if outside.matches('[').count() > outside.matches(']').count() => {
            "括弧「[」を「]」で閉じるか、項目を「,」で区切ってください"
        }
        () if outside.matches('{').count() > outside.matches('}').count() => {
            "括弧「{」を「}」で閉じるか、項目を「,」で区切ってください"
        }
        () if outside.matches('=').count() > 1 && !has(&['{']) => "項目は、一行に一つだけ書いてください",
        () if code.contains('\\') => {
            "「\\」は「\\\\」と書くか、文字を ' で囲んでください（ファイルの場所は「/」でも書けます）"
        }
        () if !outside.contains('=') && (has(&[':', '：'])) => {
            "「項目 = 値」の形で、「:」でなく「=」で書いてください"
        }
        () if !value.is_empty() && !value.is_ascii() => "文字は、半角の引用符「\"」で囲んでください",
        () => return None,
    })
}

/// Whether a value is 2020/2/7 or 2020.2.7.
fn is_slashed_day(value: &str) -> bool {
    let parts: Vec<&str> = value.split(['/', '.']).collect();
    parts.len() == 3 && parts.iter().all(|part| part.chars().all(|c| c.is_ascii_digit()) && !part.is_empty())
}

/// How to write what the reader says is wrong, where the line itself does not show it.
fn of_message(message: &str) -> &'static str {
    let has = |words: &[&str]| words.iter().any(|word| message.contains(word));
    match () {
        () if has(&[
            "must be quoted",
            "opening quote",
            "missing value",
            "invalid value",
            "invalid string",
        ]) =>
        {
            "文字は引用符で囲み、数と日付は半角で書いてください"
        }
        () if has(&["with no value", "assignment", "`=`", "key-value"]) => {
            "「項目 = 値」の形で書いてください"
        }
        () if has(&["unclosed", "opening", "unterminated"]) => "括弧か引用符を閉じてください",
        () if has(&["comma"]) => "並びの項目は「,」一つで区切ってください",
        () if has(&["key"]) => "項目の名は、半角の英数字と _ で書いてください",
        () if has(&["zero", "sign", "digit", "radix", "integer", "float"]) => {
            "数は半角の数字だけで書いてください"
        }
        () => "この行の書き方を確かめてください",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mend_fits_what_stands_there() {
        for (line, mend) in [
            ("short = \"計画", "引用符（\" か '）を閉じて"),
            ("short = 計画\"", "引用符（\" か '）を閉じて"),
            ("short = '計画", "引用符（\" か '）を閉じて"),
            ("short = “計画”", "半角の引用符「\"」で囲んで"),
            ("short = ＂計画＂", "半角の引用符「\"」で囲んで"),
            ("short = 「計画」", "半角の引用符「\"」で囲んで"),
            ("short = 計画", "半角の引用符「\"」で囲んで"),
            ("fiscal_year ＝ 2022", "「＝」を半角の「=」"),
            ("fiscal_year: 2022", "「:」でなく「=」"),
            ("fiscal_year = ２０２２", "半角の数字"),
            ("fiscal_year　= 2022", "全角の空白か見えない文字"),
            ("\u{200B}fiscal_year = 2022", "全角の空白か見えない文字"),
            ("ｆiscal_year = 2022", "項目の名は、半角の英数字"),
            ("fiscal_year = 2022 ＃年度", "半角の「#」の後に"),
            ("fiscal_year = 2022 // 年度", "半角の「#」の後に"),
            ("fiscal_year = 2,022", "桁区切りの「,」を付けずに"),
            ("fiscal_year =", "「=」の後に値を"),
            ("fiscal_year = 2022 id = \"x\"", "一行に一つだけ"),
            ("deadline = 2023/1/27", "2020-02-07 のように"),
            ("deadline = 令和5年1月27日", "2020-02-07 のように"),
            ("deadline = 2023-1-27", "月と日を二桁に"),
            ("deadline = 2023-02-30 # 金曜", "その日は暦にありません"),
            ("session = 01", "頭の 0 を消して"),
            ("new = True", "小文字で"),
            ("papers = [\"a\"、\"b\"]", "半角の「,」一つで"),
            ("papers = [\"a\"", "「]」で閉じるか"),
            ("[plan", "「]」で閉じるか"),
            ("［plan］", "括弧は半角の"),
            ("logo = \"C:\\計画\"", "「\\」は「\\\\」と"),
        ] {
            let said = of_line(line, "");
            assert!(said.contains(mend), "{line}: {said}");
        }
        // What stands in a text or in a comment is not looked at.
        assert_eq!(
            of_line("short = \"令和２年＝\" # 「」", "comma"),
            "並びの項目は「,」一つで区切ってください。"
        );
    }
}
