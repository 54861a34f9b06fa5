//! Words of closed lists, as departments write them.

use std::sync::Arc;

use crate::ground::text;
use crate::model::cause::Cause;
use crate::model::choice::Choice;
use crate::model::value::{NoValue, Reading};

/// Reads a word of a closed list; an empty cell or a dash holds none.
pub fn choice<T: Choice>(column: &str, written: &str) -> (Reading<T>, Option<Cause>) {
    if let Some(reason) = no_value(written) {
        return (Reading::Absent(reason), None);
    }
    let labels = || T::ALL.iter().map(|(_, label)| *label);
    match place_of_word(written, labels()).and_then(|place| T::ALL.get(place)) {
        Some((value, _)) => (Reading::Value(*value), None),
        None => {
            let (text, choices) = (text::excerpt(written), labels().map(Into::into).collect());
            (Reading::Unreadable, Some(Cause::Choice { column: column.into(), text, choices }))
        }
    }
}

/// Whether a cell holds one of some words, or says that there is none.
pub fn is_choice(written: &str, words: &[Arc<str>]) -> bool {
    no_value(written).is_some() || place_of_word(written, words.iter().map(|word| &**word)).is_some()
}

/// Which of some words is written, from 0.
pub(super) fn place_of_word<'a>(written: &str, mut words: impl Iterator<Item = &'a str>) -> Option<usize> {
    // Longer than any word of a list.
    let folded = if written.len() > 300 { String::new() } else { word_key(written) };
    words.position(|word| word_key(word) == folded)
}

/// A word of a list as such words compare: [`text::fold`]ed, without what people write at its end or leave out. 見込み,
/// 見込値 and 見込 are one word, 承認します and 承認する, 記載済 and 記載済み, 国、市町村が主体 and 国・市町村が主体.
fn word_key(word: &str) -> String {
    let mut key = text::fold(word).replace(['、', ',', '/'], "・").replace("ずみ", "済み");
    key = key
        .replace("込み", "込")
        .replace("済み", "済")
        .replace("しません", "しない")
        .replace("します", "する");
    let shorter = key.trim_end_matches(['。', '.']);
    let shorter =
        ["である", "です", "する", "値"].iter().find_map(|end| shorter.strip_suffix(end)).unwrap_or(shorter);
    shorter.to_owned()
}

/// How a cell of a choice says that there is none: a word as 未定 is none of its list.
pub fn no_value(written: &str) -> Option<NoValue> {
    let reason = NoValue::of(&text::fold(written))?;
    matches!(reason, NoValue::Empty | NoValue::Dash | NoValue::NotApplicable).then_some(reason)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::ballot::Vote;
    use crate::model::indicator::{
        Basis, Certainty, Direction, IndicatorKind, NoTargetReason, QualitativeState,
    };
    use crate::model::opinion::{Handling, OpinionKind};
    use crate::model::reply::Attendance;

    fn assert_distinct<T: Choice>() {
        let keys: BTreeSet<String> = T::ALL.iter().map(|(_, label)| word_key(label)).collect();
        assert_eq!(keys.len(), T::ALL.len(), "{keys:?}");
    }

    #[test]
    fn no_two_words_of_a_list_are_one() {
        assert_distinct::<Vote>();
        assert_distinct::<Attendance>();
        assert_distinct::<Basis>();
        assert_distinct::<Certainty>();
        assert_distinct::<Direction>();
        assert_distinct::<IndicatorKind>();
        assert_distinct::<NoTargetReason>();
        assert_distinct::<QualitativeState>();
        assert_distinct::<Handling>();
        assert_distinct::<OpinionKind>();
    }

    #[test]
    fn a_word_is_itself_in_all_spellings() {
        for (written, word) in
            [("見込み", "見込"), ("確定値", "確定"), ("見込み値。", "見込"), ("速報　値", "速報")]
        {
            assert_eq!(word_key(written), word_key(word), "{written}");
        }
        let vote = |written: &str| choice::<Vote>("回答", written).0;
        for written in ["承認", "承認します。", "承認する"] {
            assert_eq!(vote(written), Reading::Value(Vote::For), "{written}");
        }
        assert_eq!(vote("承認しません"), Reading::Value(Vote::Against));
        assert_eq!(vote("賛成"), Reading::Unreadable);
        let reason = choice::<NoTargetReason>("目標を設定しない理由", "国､市町村が主体").0;
        assert_eq!(reason, Reading::Value(NoTargetReason::OthersAct));
        assert_eq!(choice::<Handling>("対応区分", "記載ずみ").0, Reading::Value(Handling::AlreadyWritten));
    }
}
