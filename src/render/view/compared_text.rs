//! A text beside what it was: in pieces, of which some differ.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde::Serialize;

/// A piece of a text, changed or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparedText {
    /// The letters of the piece: 「85」 of 「85台」.
    pub text: String,
    /// Whether the other side has something else here; such a piece is underlined.
    pub changed: bool,
}

/// A text of one piece, all of it changed; no piece where there is no text.
pub fn all_changed(text: &str) -> Vec<ComparedText> {
    let piece = (!text.is_empty()).then(|| ComparedText { text: text.into(), changed: true });
    piece.into_iter().collect()
}

/// What stands where the other side's text has no fellow: 「（新設）」, 「（削る）」.
pub fn mark(text: &str) -> Vec<ComparedText> {
    vec![ComparedText { text: text.into(), changed: false }]
}

/// Two texts with what differs. No word, no date and no number is cut: of 「700台」 and 「750台」 it is all, of 「受ける。」 and
/// 「受けることとする。」 the whole 「受ける」.
pub fn segments(old: &str, new: &str) -> (Vec<ComparedText>, Vec<ComparedText>) {
    let (old, new) = (words(old), words(new));
    let same = same_words(&old, &new);
    let of_old = same.iter().map(|(at, _, long)| (*at, *long)).collect::<Vec<_>>();
    let of_new = same.iter().map(|(_, at, long)| (*at, *long)).collect::<Vec<_>>();
    (pieces(&old, &of_old), pieces(&new, &of_new))
}

/// What a letter is, as far as words end between two of different kinds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letter {
    Digit,
    Hiragana,
    Katakana,
    Latin,
    Ideograph,
    Other,
}

fn kind(c: char) -> Letter {
    match c {
        '0'..='9' | '０'..='９' => Letter::Digit,
        'ぁ'..='ゟ' => Letter::Hiragana,
        'ァ'..='ヿ' | 'ｦ'..='ﾟ' => Letter::Katakana,
        'A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Letter::Latin,
        '々' | '〆' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => {
            Letter::Ideograph
        }
        _ => Letter::Other,
    }
}

/// Dates, and numbers with what they count.
static WHOLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let digits = "[0-9０-９]+";
    let day = format!("{digits}月(?:{digits}日)?");
    let date = format!("(?:令和|平成|昭和)?(?:{digits}|元)年度?(?:{day})?|{day}|{digits}日");
    let counted = concat!(
        "％|%|(?:百万|千|万|億|兆)?円|(?:万|億)?人|名|者|団体|法人|企業|事業者?所?|取組|機関|施設|市町村|件|[箇か]所|か[月国年]",
        "|箇[月国年]|校|園|台|基|局|社|店|回|条|項|号|章|節|編|つ|時間|時|分|秒|週間?|年間|歳|世帯|戸|棟|本|枚|冊|点|種類?",
        "|業務|分野|地区|路線|駅|便|ポイント|トン|キロ|メートル|度|倍|割|位",
    );
    Regex::new(&format!("(?:{date})(?:（[月火水木金土日]）)?|第?{digits}(?:[.,．，]{digits})*(?:{counted})"))
        .ok()
});

/// A text cut into dates, numbers, words with the hiragana that follow them, and other letters one by one.
fn words(text: &str) -> Vec<&str> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let is_joined = |i: usize| {
        let (before, here) = (kind(letters[i - 1].1), kind(letters[i].1));
        match (before, here) {
            (Letter::Other, Letter::Digit) => {
                // 「1,200」 and 「4.5」 are one number, 「▲3」 too; in 「1-3」 stand two.
                let follows = (i >= 2).then(|| kind(letters[i - 2].1));
                match letters[i - 1].1 {
                    '▲' | '△' => true,
                    '-' | '−' => follows.is_none_or(|before| before == Letter::Other),
                    point => is_point(point) && follows == Some(Letter::Digit),
                }
            }
            (Letter::Digit, Letter::Other) => {
                let is_inside = letters.get(i + 1).is_some_and(|(_, next)| kind(*next) == Letter::Digit);
                is_point(letters[i].1) && is_inside
            }
            (Letter::Other, _) | (_, Letter::Other) => false,
            (Letter::Digit, here) => here == Letter::Digit,
            (_, Letter::Hiragana) => true,
            (before, here) => before == here,
        }
    };
    let starts = (0..letters.len()).filter(|i| *i == 0 || !is_joined(*i)).map(|i| letters[i].0);
    let whole: Vec<Range<usize>> = WHOLE
        .as_ref()
        .map(|whole| whole.find_iter(text).map(|found| found.range()).collect())
        .unwrap_or_default();
    let starts = starts.chain(whole.iter().map(|run| run.end)).chain([text.len()]);
    let is_inside = |at: usize| whole.iter().any(|run| run.start < at && at < run.end);
    let starts: BTreeSet<usize> = starts.filter(|at| !is_inside(*at)).collect();
    let starts: Vec<usize> = starts.into_iter().collect();
    starts.windows(2).map(|ends| &text[ends[0]..ends[1]]).collect()
}

fn is_point(c: char) -> bool {
    matches!(c, '.' | ',' | '．' | '，')
}

/// The runs of words that both have, in their order: where each begins here and there, and how many words it has. What
/// stands the same between two changes is left to them where it is short: a particle, a comma.
fn same_words(old: &[&str], new: &[&str]) -> Vec<(usize, usize, usize)> {
    /// How many letters a run between two changes needs to be told apart.
    const LEAST: usize = 4;
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = old[head..].iter().rev().zip(new[head..].iter().rev());
    let tail = rest.take_while(|(a, b)| a == b).count();
    let (inner_old, inner_new) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let is_long = |(at, _, long): &(usize, usize, usize)| {
        inner_old[*at..at + long].iter().map(|word| word.chars().count()).sum::<usize>() >= LEAST
    };
    let inner = common_runs(inner_old, inner_new).into_iter().filter(is_long);
    let inner = inner.map(|(a, b, long)| (head + a, head + b, long));
    [(0, 0, head)].into_iter().chain(inner).chain([(old.len() - tail, new.len() - tail, tail)]).collect()
}

/// The longest sequence of words that both have, in runs: where each begins here and there, and how many words it has. Of
/// very long texts none is looked for.
pub fn common_runs(old: &[&str], new: &[&str]) -> Vec<(usize, usize, usize)> {
    const MOST: usize = 4_000_000;
    let width = new.len() + 1;
    if old.len().saturating_mul(width) > MOST {
        return Vec::new();
    }
    // How long the sequence is from here and there on.
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = match old[i] == new[j] {
                true => longest[(i + 1) * width + j + 1] + 1,
                false => longest[(i + 1) * width + j].max(longest[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j, mut runs) = (0, 0, Vec::<(usize, usize, usize)>::new());
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            match runs.last_mut() {
                Some((a, b, long)) if *a + *long == i && *b + *long == j => *long += 1,
                _ => runs.push((i, j, 1)),
            }
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    runs
}

/// A text in pieces: the runs that are the same, and what stands between them.
fn pieces(words: &[&str], same: &[(usize, usize)]) -> Vec<ComparedText> {
    let mut pieces: Vec<ComparedText> = Vec::new();
    let mut push = |words: &[&str], changed| {
        if !words.is_empty() {
            pieces.push(ComparedText { text: words.concat(), changed });
        }
    };
    let mut end = 0;
    for (at, long) in same {
        push(&words[end..*at], true);
        push(&words[*at..at + long], false);
        end = at + long;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(segments: &[ComparedText]) -> String {
        segments.iter().map(|s| if s.changed { format!("[{}]", s.text) } else { s.text.clone() }).collect()
    }

    #[test]
    fn only_what_differs_is_marked_and_no_word_or_number_is_cut() {
        for (old, new, old_marked, new_marked) in [
            ("85台", "90台", "[85台]", "[90台]"),
            ("700箇所", "750箇所", "[700箇所]", "[750箇所]"),
            ("1,200人", "1,300人", "[1,200人]", "[1,300人]"),
            ("61.7%", "61.8%", "[61.7%]", "[61.8%]"),
            ("▲3件", "3件", "[▲3件]", "[3件]"),
            ("10件実施する", "12件実施する", "[10件]実施する", "[12件]実施する"),
            ("第２章", "第３章", "[第２章]", "[第３章]"),
            ("３億円を", "５億円を", "[３億円]を", "[５億円]を"),
            ("３月６日（金）まで", "３月９日（月）まで", "[３月６日（金）]まで", "[３月９日（月）]まで"),
            ("12", "112", "[12]", "[112]"),
            ("1-2", "1-3", "1-[2]", "1-[3]"),
            ("-5度", "5度", "[-5度]", "[5度]"),
            ("令和２年度末", "令和３年度末", "[令和２年度]末", "[令和３年度]末"),
            ("８、９月", "８、10月", "８、[９月]", "８、[10月]"),
            ("", "8", "", "[8]"),
            ("同じ", "同じ", "同じ", "同じ"),
            ("システムを作る。", "システムズを作る。", "[システムを]作る。", "[システムズを]作る。"),
            ("窓口をを設ける。", "窓口を設ける。", "[窓口をを]設ける。", "[窓口を]設ける。"),
            (
                "電子的に受ける。",
                "電子的に受けることとする。",
                "電子的に[受ける]。",
                "電子的に[受けることとする]。",
            ),
            ("ＩＣＴを使う", "ＩＴを使う", "[ＩＣＴを]使う", "[ＩＴを]使う"),
        ] {
            let (before, after) = segments(old, new);
            assert_eq!(
                (marked(&before), marked(&after)),
                (old_marked.into(), new_marked.into()),
                "{old} {new}"
            );
        }
    }

    #[test]
    fn what_stands_unchanged_between_two_changes_is_not_marked() {
        let old = "事業者に対し、実験を行う場所を調整する。";
        let new = "事業者に対し、施設の一覧を示して実験を行う場所を調整するとともに、時期を示す。";
        let (before, after) = segments(old, new);
        assert_eq!(marked(&before), "事業者に対し、実験を行う場所を[調整する]。");
        assert_eq!(
            marked(&after),
            "事業者に対し、[施設の一覧を示して]実験を行う場所を[調整するとともに、時期を示す]。"
        );
        // A comma that two changes have in common does not break the line below them.
        let (before, after) = segments("窓口、電話で受ける。", "庁舎、郵送で受ける。");
        assert_eq!(
            (marked(&before), marked(&after)),
            ("[窓口、電話で]受ける。".into(), "[庁舎、郵送で]受ける。".into())
        );
    }

    #[test]
    fn the_pieces_make_up_the_texts() {
        let texts =
            ["", "、", "一二三、四五六。", "一、1,000.5、二", "ア1ａ亜あ", "。。、、", "4.", ",5", "あ\n亜"];
        for (old, new) in texts.iter().flat_map(|old| texts.iter().map(move |new| (*old, *new))) {
            let (before, after) = segments(old, new);
            let joined = |pieces: &[ComparedText]| pieces.iter().map(|p| p.text.as_str()).collect::<String>();
            assert_eq!((joined(&before), joined(&after)), (old.into(), new.into()));
            assert_eq!(old == new, !before.iter().chain(&after).any(|piece| piece.changed), "{old} {new}");
        }
    }
}
