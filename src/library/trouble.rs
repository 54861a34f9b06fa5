//! What is wrong with a template, or with a text that it is filled in from.

use crate::decide::check::rules::{reference_to_nothing, template_error};
use crate::ground::bounded::Excess;
use crate::ground::finding::{Finding, Findings};
use crate::ground::origin::Origin;

/// One message and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Where it is: a line of a template, a template as a whole, or a place in the inputs.
    pub origin: Origin,
    /// What is wrong, in Japanese as the secretariat reads it: 「UTF-8 で保存してください。」
    pub message: String,
}

/// Adds troubles to findings, but for those that a check of the declarations has said already: that a template is
/// not there.
pub fn report(troubles: Vec<Finding>, findings: &mut Findings) {
    let said = findings.iter().any(|f| f.rule == reference_to_nothing::RULE.id);
    findings.extend(troubles.into_iter().filter(|f| !(said && f.message == NOT_THERE)));
    findings.sort();
}

/// What is said of a template that is not there.
pub const NOT_THERE: &str = "見つかりません。";

impl Trouble {
    /// With a template file, by its path below `templates/`.
    pub fn in_file(path: &str, message: impl Into<String>) -> Self {
        Self { origin: Origin::File(format!("templates/{path}").into()), message: message.into() }
    }

    /// At a place of a template file; line and column count from 1.
    pub fn at(path: &str, line: usize, column: usize, message: impl Into<String>) -> Self {
        let number = |n| u32::try_from(n).unwrap_or(u32::MAX);
        let file = format!("templates/{path}").into();
        let origin = Origin::Text { file, line: number(line), column: number(column) };
        Self { origin, message: message.into() }
    }

    /// With work that took too much; `name` says whose, and which templates decide it.
    pub fn excess(name: &str, excess: Excess) -> Self {
        let message = match excess {
            Excess::Time { seconds } => format!(
                "{seconds}秒たっても終わらないので、止めました。繰り返しを減らしてください（本当に長くかかるものなら、--paper-time で延ばせます）。"
            ),
            Excess::Memory { megabytes } => format!(
                "メモリーが {megabytes} MB で足りないので、止めました。繰り返し、長い文字、大きな図を減らしてください（本当に要るなら、--memory で増やせます）。"
            ),
            Excess::Depth => "入れ子が深すぎて、途中で止まりました。入れ子を減らしてください。".into(),
        };
        match name.rsplit_once(": ").map_or(name, |(_, templates)| templates) {
            template if !template.contains('、') => Self { origin: Origin::File(template.into()), message },
            templates => Self {
                origin: Origin::None,
                message: format!("{message}使っているテンプレートは {templates} です。"),
            },
        }
    }

    /// As a finding, with the file that could not be made for it.
    pub fn finding(self, made: &str) -> Finding {
        template_error::RULE.finding(
            self.origin,
            self.message,
            format!("直るまで {made} は作れず、この段階は前のものを残します。"),
        )
    }
}
