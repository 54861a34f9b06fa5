//! The columns of a return (調査票), in the order in which departments know them.
//!
//! A column more is one more line here, and a field of [`Indicator`](super::indicator::Indicator).

use super::column::{Column, Columns, Holds, OnForm};
use super::indicator::{Basis, Certainty, Direction, IndicatorKind, NoTargetReason, QualitativeState};

impl Columns {
    /// The columns of a return.
    pub fn of_return() -> Self {
        Self::new(indicator().into_iter().chain(target()).chain(actual()).chain(account()))
    }
}

/// Which indicator it is.
fn indicator() -> [Column; 7] {
    [
        Column::new("取組番号", Holds::MeasureNumber)
            .required()
            .key()
            .on_form(OnForm::Locked)
            .example("例-1"),
        Column::new("取組名", Holds::Words).on_form(OnForm::Locked).width(24.0).example("窓口の案内の改善"),
        Column::new("指標番号", Holds::Ordinal)
            .required()
            .key()
            .on_form(OnForm::Locked)
            .hint("取組ごとに 1、2、3 と付けます。")
            .example("1"),
        carried_over("指標名", Holds::Words).required().width(24.0).example("オンラインで案内を受けた人数"),
        carried_over("単位", Holds::Words)
            .required()
            .hint("％、件、人 など。値の欄には付けません。")
            .example("人"),
        carried_over("指標の型", Holds::choice::<IndicatorKind>()).required().example("累計"),
        carried_over("方向", Holds::choice::<Direction>()).required().example("増加"),
    ]
}

/// Where it stood, and where it is to get.
fn target() -> [Column; 10] {
    [
        carried_over("基準年度", Holds::Year).required().example("平成29年度"),
        carried_over("基準値", Holds::Number).required().example("1,200"),
        carried_over("目標年度", Holds::Year).required().example("令和３年度"),
        carried_over("目標値", Holds::Number).required().example("3,000"),
        carried_over("目標の根拠", Holds::choice::<Basis>()).required().example("個別計画"),
        carried_over("根拠計画名", Holds::Words).width(18.0),
        Column::new("目標を設定しない理由", Holds::choice::<NoTargetReason>()).width(18.0),
        Column::new("理由（記述）", Holds::Words).width(18.0),
        Column::new("目安値", Holds::Number),
        Column::new("目安の理由", Holds::Words).width(18.0),
    ]
}

/// What was reached.
fn actual() -> [Column; 4] {
    [
        Column::new("実績年度", Holds::Year).required().example("平成30年度"),
        Column::new("実績値", Holds::Number).required().example("1,650"),
        Column::new("実績の区分", Holds::choice::<Certainty>()).required().example("確定"),
        Column::new("定性の状況", Holds::choice::<QualitativeState>()),
    ]
}

/// What is told of it.
fn account() -> [Column; 6] {
    [
        Column::new("自己評価", Holds::Words),
        Column::new("取組内容・実績", Holds::Words)
            .width(36.0)
            .example("案内の画面を新しくし、夜間も受けられるようにした。"),
        Column::new("課題", Holds::Words).width(36.0).example("高齢の利用者に、使い方を伝える機会が少ない。"),
        Column::new("今後の予定", Holds::Words).width(36.0),
        carried_over("再掲", Holds::IndicatorNumber)
            .hint("ほかの取組の指標を再び載せるとき、2-ア-3/1 のように書き、値は空にします。"),
        Column::new("備考", Holds::Words).width(18.0),
    ]
}

/// A column that says what the indicator is or aims at, which is the same next year.
fn carried_over(name: &str, holds: Holds) -> Column {
    Column::new(name, holds).on_form(OnForm::CarriedOver)
}
