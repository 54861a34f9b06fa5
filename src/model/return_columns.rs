//! The columns of a return (調査票), in the order in which departments know them.
//!
//! A column more is one more line here, and a field of [`Indicator`](super::indicator::Indicator).

use super::choice::Choice;
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
            .width(8.0)
            .hint("記入済みの行では変更しないでください。指標を追加する行では、その取組の番号を記入してください。")
            .example("例-1"),
        Column::new("取組名", Holds::Words).on_form(OnForm::Locked).width(18.0).example("窓口の案内の改善"),
        Column::new("指標番号", Holds::Ordinal)
            .required()
            .key()
            .on_form(OnForm::Locked)
            .width(6.0)
            .hint("取組ごとに、1、2、3 と番号を付けてください。記入済みの行では変更しないでください。")
            .example("1"),
        carried_over("指標名", Holds::Words)
            .required()
            .width(19.0)
            .hint("何を測る指標かが分かる名称を記入してください。")
            .example("オンラインで案内を受けた人数"),
        carried_over("単位", Holds::Words)
            .required()
            .width(8.0)
            .hint("「％」、「件」、「人」などと記入してください。値の欄には付けません。")
            .example("人"),
        carried_over("指標の型", Holds::one_of(IndicatorKind::ALWAYS.iter().map(|kind| kind.label())))
            .required()
            .width(8.0)
            .hint(
                "一覧から選択してください。水準（ある時点の値）、累計（積み上げた数）、単年度（その年度だけの数）、\
                 維持（現在の水準を保つもの）、方向（増減の向きだけを定めるもの）、定性（数で測れないもの）",
            )
            .example("累計"),
        carried_over("方向", Holds::choice::<Direction>())
            .required()
            .width(6.0)
            .hint("望ましい向きを一覧から選択してください。定性の指標では空欄とします。")
            .example("増加"),
    ]
}

/// Where it stood, and where it is to get.
fn target() -> [Column; 10] {
    [
        carried_over("基準年度", Holds::Year).required().example("平成29年度"),
        carried_over("基準値", Holds::Number).required().width(10.0).example("1,200"),
        carried_over("目標年度", Holds::Year)
            .required()
            .hint("目標を達成する年度を、⟨基準年度⟩と同じように記入してください。単年度の指標では、実績と同じ年度とします。")
            .example("令和３年度"),
        carried_over("目標値", Holds::Number)
            .required()
            .width(10.0)
            .hint(
                "数字だけを記入してください（例　3,000）。目標を設定しないときは空欄とし、その理由を選択してください。\
                 方向及び定性の指標では空欄とします。",
            )
            .example("3,000"),
        carried_over("目標の根拠", Holds::choice::<Basis>())
            .required()
            .width(10.0)
            .hint("⟨目標値⟩の根拠を一覧から選択してください。")
            .example("個別計画"),
        carried_over("根拠計画名", Holds::Words)
            .width(15.0)
            .hint("⟨目標の根拠⟩が総合計画又は個別計画のときは、その計画の名称を記入してください。")
            .example("窓口改善計画"),
        Column::new("目標を設定しない理由", Holds::choice::<NoTargetReason>())
            .width(14.0)
            .hint("⟨目標値⟩がないときは、理由を一覧から選択してください。⟨目標値⟩があるときは空欄とします。"),
        Column::new("理由（記述）", Holds::Words)
            .width(14.0)
            .hint("⟨目標を設定しない理由⟩が「その他」のときは、その内容を記入してください。"),
        Column::new("目安値", Holds::Number)
            .width(8.0)
            .hint("⟨実績年度⟩における目安を、計算によらず自ら示すときに限り、数字だけを記入してください。"),
        Column::new("目安の理由", Holds::Words)
            .width(14.0)
            .hint("⟨目安値⟩を記入したときは、その理由を記入してください。"),
    ]
}

/// What was reached.
fn actual() -> [Column; 4] {
    [
        Column::new("実績年度", Holds::Year)
            .required()
            .width(10.0)
            .hint("⟨実績値⟩の年度を、⟨基準年度⟩と同じように記入してください。")
            .example("平成30年度"),
        Column::new("実績値", Holds::Number).required().width(9.0).example("1,650"),
        Column::new("実績の区分", Holds::choice::<Certainty>())
            .required()
            .width(8.0)
            .hint("一覧から選択してください。年度の途中の値は「見込」とします。")
            .example("確定"),
        Column::new("定性の状況", Holds::choice::<QualitativeState>())
            .width(8.0)
            .hint("⟨指標の型⟩が「定性」のときに、一覧から選択してください。"),
    ]
}

/// What is told of it.
fn account() -> [Column; 6] {
    [
        Column::new("自己評価", Holds::Words)
            .width(9.0)
            .hint("担当課としての評価を記入してください（任意）。会議の資料には掲載しません。")
            .example("おおむね順調"),
        Column::new("取組内容・実績", Holds::Words)
            .width(30.0)
            .hint("行ったこと及びその結果を、20字から90字程度で記入してください。会議の資料に掲載します。")
            .example("案内の画面を新しくし、夜間も受けられるようにした。"),
        Column::new("課題", Holds::Words)
            .width(24.0)
            .hint("⟨課題⟩を、20字から90字程度で記入してください。会議の資料に掲載します。")
            .example("高齢の利用者に、使い方を伝える機会が少ない。"),
        Column::new("今後の予定", Holds::Words)
            .width(24.0)
            .hint("今後予定していることを、その時期とともに記入してください。")
            .example("令和２年度に、各地域で説明会を開く。"),
        carried_over("再掲", Holds::IndicatorNumber)
            .width(9.0)
            .hint("ほかの取組の指標を再び掲載するときは、「2-ア-3/1」のように元の番号を記入し、値は空欄としてください。"),
        Column::new("備考", Holds::Words)
            .width(12.0)
            .hint("値の条件など、事務局に伝えることがあれば記入してください。"),
    ]
}

/// A column that says what the indicator is or aims at, which is the same next year.
fn carried_over(name: &str, holds: Holds) -> Column {
    Column::new(name, holds).on_form(OnForm::CarriedOver)
}
