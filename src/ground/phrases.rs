//! Where a line may end: a text in pieces that stay whole, by 文節 in narrow cells, by numbers, dates and loan words
//! everywhere.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// Opening brackets: a line doesn't end behind one.
const OPENING: &str = "「『（【〔《〈［｛";
/// Marks that fill the left half of their square. At the end of a box they would lose the other.
const HALF: &str = "」』）】〕》〉］｝、。，．";
/// What else a line doesn't begin with.
const JOINED: &str = "：；！？・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ％";
/// A last piece of fewer letters is not left alone.
const SHORT: usize = 3;
/// So many ASCII letters in a row, as in an address, may end a line anywhere; in a column too short for them, fewer.
const LONG: usize = 24;
const LONG_IN_A_CELL: usize = 10;

/// Dates with their weekday, numbers of papers, numbers with what they count, loan words and names in Latin letters, none
/// longer than a line; and long addresses.
static RUN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let digits = "[0-9０-９]{1,12}(?:[-.,．，][0-9０-９]{1,12}){0,4}";
    let year = "(?:令和|平成|昭和)?(?:[0-9０-９]+|元)年";
    let day = "[0-9０-９]+日(?:（[月火水木金土日](?:・祝)?）)?";
    let date = format!(
        "{year}(?:度[末中]?|間|末)?(?:[0-9０-９]+月(?:{day}|[末中])?)?|[0-9０-９]+月(?:{day}|[末中])"
    );
    let unit = "(?:[かカヶヵケ箇](?:所|月|国|年)|ポイント|つ|[％%]|[一-鿿]{0,3})";
    let paper = "(?:参考資料|資料|議案|別紙|別表)第?[0-9０-９]{1,3}(?:の[0-9０-９]{1,3})?号?";
    let number = format!("(?:第|約|[▲±+]|様式第)?{digits}(?:の[0-9０-９]+)?{unit}");
    let words = "[ァ-ヴー]{2,20}|[Ａ-Ｚａ-ｚ]{2,20}|[A-Za-z][0-9A-Za-z@._+/-]{0,20}[0-9A-Za-z]";
    Regex::new(&format!("[!-~]{{{LONG},}}|{date}|{paper}|{number}|{words}")).ok()
});

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Letters that stay on one line.
    Whole {
        /// The letters.
        text: &'t str,
        /// How they part on a line that is too short for them.
        parts: Vec<Piece<'t>>,
    },
    /// Letters between which a line may end as the rules of Japanese let it.
    Free(&'t str),
}

impl<'t> Piece<'t> {
    /// Its letters.
    pub fn text(&self) -> &'t str {
        match self {
            Piece::Whole { text, .. } | Piece::Free(text) => text,
        }
    }
}

/// A text in its 文節, each with its runs. Brackets and marks at a piece's ends stand outside of it: within, they would
/// lose their half em.
///
/// 「避難所情報の公開（速報）」 is 避難所情報の, 公開, then the bracket （ and 速報, then ）.
pub fn phrases(text: &str) -> Vec<Piece<'_>> {
    let mut start = 0;
    let ends = phrase_ends(text).into_iter();
    let texts = ends.map(|end| &text[std::mem::replace(&mut start, end)..end]);
    texts.flat_map(|phrase| closed_in(phrase, parts)).collect()
}

/// A text whose runs alone stay whole, and its last letters: in running text a line may end within a 文節.
pub fn runs(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for run in found_runs(text).into_iter().chain(last_letters(text)) {
        if run.is_empty() || run.start < start {
            continue;
        }
        pieces.extend(free(&text[start..run.start]));
        pieces.extend(closed_in(&text[run.clone()], |_| Vec::new()));
        start = run.end;
    }
    pieces.extend(free(&text[start..]));
    pieces
}

/// Where the 文節 of a text end, as places in bytes; the last is the end of the text. None is within a run.
pub fn phrase_ends(text: &str) -> Vec<usize> {
    let runs = found_runs(text);
    let in_a_run = |at: usize| runs.iter().any(|run| run.start < at && at < run.end);
    let mut at = 0;
    let phrases = budoux::parse(budoux::models::default_japanese_model(), text);
    let by_model = phrases.iter().map(|phrase| {
        at += phrase.len();
        at
    });
    let before_brackets = text.char_indices().filter(|(_, c)| OPENING.contains(*c)).map(|(at, _)| at);
    let long: Vec<&Range<usize>> = runs.iter().filter(|run| is_long(&text[run.start..run.end])).collect();
    let around_long = long.iter().flat_map(|run| [run.start, run.end]);
    let ends = by_model.chain(before_brackets).chain(around_long);
    let mut ends: Vec<usize> = ends.filter(|at| *at > 0 && !in_a_run(*at)).collect();
    ends.sort_unstable();
    ends.dedup();
    ends.retain(|at| *at == text.len() || may_end(&text[..*at], &text[*at..]));
    // A short last piece joins the one before.
    while let [.., before, _] = ends[..] {
        if text[before..].chars().count() >= SHORT || long.iter().any(|run| run.end == before) {
            break;
        }
        ends.remove(ends.len() - 2);
    }
    ends
}

/// The parts of a 文節 that is longer than its line: its words, as far as the letters tell them.
///
/// 「救急搬送情報の共有」 is 救急, 搬送, 情報の共有: of letters from China two make a word, with the 仮名 behind them.
fn parts(phrase: &str) -> Vec<Piece<'_>> {
    let mut ends = word_ends(phrase);
    if ends.len() > 1 {
        ends.pop_if(|end| phrase[*end..].chars().count() < SHORT);
    }
    ends.push(phrase.len());
    let mut start = 0;
    let texts = ends.into_iter().map(|end| &phrase[std::mem::replace(&mut start, end)..end]);
    texts.flat_map(|part| closed_in(part, |_| Vec::new())).collect()
}

/// Where the words of a 文節 end before its end.
fn word_ends(phrase: &str) -> Vec<usize> {
    let mut runs = found_runs(phrase);
    let is_long = |run: &Range<usize>| run.len() >= LONG_IN_A_CELL;
    // A long number parts behind its commas: 「123,456,／789,000」.
    let numbers: Vec<_> =
        runs.extract_if(.., |run| is_long(run) && phrase[run.clone()].contains(',')).collect();
    runs.retain(|run| !is_long(run) || !phrase[run.clone()].is_ascii());
    let letters: Vec<(usize, Script)> = phrase.char_indices().map(|(at, c)| (at, Script::of(c))).collect();
    let mut ends = Vec::new();
    for same in letters.chunk_by(|(_, one), (_, next)| one == next) {
        let (start, script) = same[0];
        if script != Script::Hiragana {
            ends.push(start);
        }
        match script {
            Script::Kanji => ends.extend((2..same.len().saturating_sub(1)).step_by(2).map(|nth| same[nth].0)),
            Script::Ascii if same.len() >= LONG_IN_A_CELL => ends.extend(same.iter().map(|(at, _)| *at)),
            _ => {}
        }
    }
    let inside = |run: &Range<usize>, at: usize| run.start < at && at < run.end;
    ends.retain(|at| !numbers.iter().any(|number| inside(number, *at)));
    ends.extend(numbers.iter().flat_map(|number| {
        phrase[number.clone()].match_indices(',').map(|(at, _)| number.start + at + 1).collect::<Vec<_>>()
    }));
    ends.sort_unstable();
    ends.dedup();
    let in_a_run = |at: usize| runs.iter().any(|run| inside(run, at));
    ends.retain(|at| *at > 0 && !in_a_run(*at) && may_end(&phrase[..*at], &phrase[*at..]));
    ends
}

/// What kind of letter one is.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Script {
    Kanji,
    Hiragana,
    Katakana,
    Ascii,
    Other,
}

impl Script {
    fn of(letter: char) -> Self {
        match letter {
            '一'..='鿿' | '々' | '〆' => Script::Kanji,
            'ぁ'..='ゟ' => Script::Hiragana,
            'ァ'..='ヿ' => Script::Katakana,
            '!'..='~' => Script::Ascii,
            _ => Script::Other,
        }
    }
}

/// The last two letters of a sentence: with its 「。」 they make the shortest last line.
fn last_letters(text: &str) -> Option<Range<usize>> {
    let body = text.strip_suffix('。')?;
    let mut starts = body.char_indices().rev().skip(SHORT - 2);
    let (start, _) = starts.find(|(at, _)| *at == 0 || may_end(&body[..*at], &body[*at..]))?;
    (start > 0).then_some(start..body.len())
}

fn free(text: &str) -> Option<Piece<'_>> {
    (!text.is_empty()).then_some(Piece::Free(text))
}

/// A whole piece between the brackets and marks at its ends.
fn closed_in<'t>(text: &'t str, parts: impl Fn(&'t str) -> Vec<Piece<'t>>) -> Vec<Piece<'t>> {
    let outside = |c: char| OPENING.contains(c) || HALF.contains(c);
    let (head, rest) = text.split_at(text.len() - text.trim_start_matches(outside).len());
    let (body, tail) = rest.split_at(rest.trim_end_matches(outside).len());
    free(head).into_iter().chain(whole(body, parts(body))).chain(free(tail)).collect()
}

/// A piece, or its letters each by itself if it is a long address.
fn whole<'t>(text: &'t str, parts: Vec<Piece<'t>>) -> Vec<Piece<'t>> {
    match text {
        "" => Vec::new(),
        _ if is_long(text) => {
            (0..text.len()).map(|at| Piece::Whole { text: &text[at..=at], parts: Vec::new() }).collect()
        }
        // What would part into itself parts anywhere.
        _ if parts.iter().all(|part| matches!(part, Piece::Free(_)) || part.text() == text) => {
            vec![Piece::Whole { text, parts: Vec::new() }]
        }
        _ => vec![Piece::Whole { text, parts }],
    }
}

fn is_long(text: &str) -> bool {
    text.len() >= LONG && text.is_ascii()
}

fn found_runs(text: &str) -> Vec<Range<usize>> {
    RUN.as_ref().map(|run| run.find_iter(text).map(|found| found.range()).collect()).unwrap_or_default()
}

/// Whether a line may end between two parts of a text.
fn may_end(before: &str, after: &str) -> bool {
    !after.starts_with(|c| HALF.contains(c) || JOINED.contains(c))
        && !before.ends_with(|c| OPENING.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a text, whole ones in 〈〉.
    fn shown(pieces: &[Piece<'_>]) -> String {
        let show = |piece: &Piece<'_>| match piece {
            Piece::Whole { text, .. } => format!("<{text}>"),
            Piece::Free(text) => (*text).to_owned(),
        };
        pieces.iter().map(show).collect()
    }

    #[test]
    fn a_text_is_broken_between_its_phrases() {
        for (text, expected) in [
            ("避難所情報の迅速な共有", "<避難所情報の><迅速な共有>"),
            ("保育業務の電子化支援", "<保育業務の><電子化支援>"),
            ("見直した。", "<見直した>。"),
            ("ＩＣＴを活用した庁内業務の効率化", "<ＩＣＴを><活用した><庁内業務の><効率化>"),
            ("予算と（速報値）を確認した。", "<予算と>（<速報値）を><確認した>。"),
            ("令和２年３月16日（月）に開催", "<令和２年３月16日（月）に開催>"),
            ("750箇所を整備", "<750箇所を整備>"),
            ("宛先はkanko-2020、Wi-Fiの整備", "<宛先は><kanko-2020>、<Wi-Fiの整備>"),
            (
                "見abcdefghijklmnopqrstuvwxを",
                "<見><a><b><c><d><e><f><g><h><i><j><k><l><m><n><o><p><q><r><s><t><u><v><w><x><を>",
            ),
            ("", ""),
            ("目", "<目>"),
        ] {
            assert_eq!(shown(&phrases(text)), expected, "{text}");
        }
    }

    #[test]
    fn running_text_keeps_its_runs_together() {
        for (text, expected) in [
            ("令和２年３月16日（月）に開催する。", "<令和２年３月16日（月>）に開催<する>。"),
            ("第３回は93団体のアドバイザーが", "<第３回>は<93団体>の<アドバイザー>が"),
            ("３月末までに1,234.5か所", "<３月末>までに<1,234.5か所>"),
            ("令和元年度から令和３年度まで", "<令和元年度>から<令和３年度>まで"),
            ("資料１及び参考資料２のとおり", "<資料１>及び<参考資料２>のとおり"),
            ("何もない", "何もない"),
            ("確認しました。", "確認しま<した>。"),
            ("行っちゃった。", "行っ<ちゃった>。"),
        ] {
            assert_eq!(shown(&runs(text)), expected, "{text}");
        }
    }

    #[test]
    fn a_long_phrase_parts_between_its_words() {
        for (phrase, expected) in [
            ("救急搬送情報の共有", "<救急><搬送><情報の共有>"),
            ("健康福祉政策課", "<健康><福祉><政策課>"),
            ("情報セキュリティ対策の", "<情報><セキュリティ><対策の>"),
            ("令和２年10月16日から", "<令和２年10月16日から>"),
            ("電子化", "<電子化>"),
            ("123,456,789,000円", "<123,><456,><789,><000円>"),
            ("abcdefghijを", "<a><b><c><d><e><f><g><h><ijを>"),
        ] {
            assert_eq!(shown(&parts(phrase)), expected, "{phrase}");
        }
    }

    #[test]
    fn no_letter_is_lost() {
        for text in [
            "「（『）」",
            "。。。",
            "ー",
            "a",
            "https://pref.example/very/long/address/that/goes/on",
            "１２３％",
            "（）",
        ] {
            let joined = |pieces: Vec<Piece<'_>>| -> String { pieces.iter().map(Piece::text).collect() };
            assert_eq!(joined(phrases(text)), text);
            assert_eq!(joined(runs(text)), text);
        }
    }
}
