//! What speaks against sending a message.

use thiserror::Error;

use super::ledger_row::LedgerRow;

/// Why a message must not leave. Its text is what people read of it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Objection {
    /// The manifest doesn't say to whom the message goes or what it brings.
    #[error("宛先か添付の記録がありません")]
    NotRecorded,
    /// The manifest was edited by hand.
    #[error("manifest.json が、作られた後に書き換えられています")]
    EditedManifest,
    /// The recipient's address is none.
    #[error("「{0}」は電子メールの宛先として読めません")]
    NoAddress(String),
    /// Another recipient has the same address, and the cycle doesn't allow it.
    #[error("「{0}」は、ほかの宛先の電子メールでもあります")]
    SharedAddress(String),
    /// A file is gone.
    #[error("{0} がありません")]
    Missing(String),
    /// A file is not what was published.
    #[error("{0} が、作られた後に変わっています")]
    Changed(String),
    /// An attachment was never published.
    #[error("{0} は作られたものにありません")]
    NotPublished(String),
    /// An attachment was published anew after the message was written.
    #[error("{0} が、電子メールに添えたものと違います")]
    OtherThanAttached(String),
    /// An attachment belongs to another recipient.
    #[error("{0} は、ほかの宛先のものです")]
    OfAnother(String),
    /// An attachment can't be read, so nobody knows who is named in it.
    #[error("{path} の中身を確かめられません（{why}）")]
    Unreadable {
        /// The attachment.
        path: String,
        /// What its format's library says.
        why: String,
    },
    /// A letter's metadata name another recipient.
    #[error("{path} は、コード「{code}」あての通知文です")]
    LetterToAnother {
        /// The letter.
        path: String,
        /// The code of the other recipient.
        code: String,
    },
    /// A letter's metadata name no recipient.
    #[error("{0} に、宛先のコードがありません")]
    LetterWithoutCode(String),
    /// A letter's addressee line names someone else.
    #[error("{path} の宛名が「{addressee}」ではありません")]
    OtherAddressee {
        /// The letter.
        path: String,
        /// Whom it should name.
        addressee: String,
    },
    /// Another recipient is named in an attachment.
    #[error("{path} に、ほかの宛先「{name}」（コード「{code}」）の名、コード、電子メールのどれかがあります")]
    NamesAnother {
        /// The attachment, or the message itself.
        path: String,
        /// The addressee of the other recipient.
        name: String,
        /// The code of the other recipient; empty for a member without one.
        code: String,
    },
    /// None of the attachments is the recipient's own.
    #[error("この宛先のための添付がありません")]
    NothingOwn,
    /// The message was written by version 0.1, with its enclosures in it.
    #[error("前の版の形の電子メールです。shiryo build で、この段階を作り直してください")]
    OldForm,
    /// The file is no message.
    #[error("電子メールとして読めません")]
    NoMessage,
    /// The message's headers name other addresses than the recipient's.
    #[error("電子メールの宛先が「{0}」だけではありません")]
    OtherAddresses(String),
    /// The message's id is not the one in the manifest.
    #[error("電子メールの番号（Message-ID）が違います")]
    OtherId,
    /// The message brings other files than the manifest says.
    #[error("電子メールの添付が、作られたものと違います")]
    OtherAttachments,
    /// It was sent, and changed since.
    #[error(
        "送った後に変わっています。訂正として送るには、cycle.toml の段階に correction を書いて（もう書いてあれば、その date を改めて）作り直してください"
    )]
    ChangedSinceSent,
    /// The same letter went to the same recipient under another code, to another address, or from a stage of another
    /// name.
    #[error(
        "段階「{stage}」、コード「{code}」（{address}）として {at} に送っています。宛先に確かめ、もう一度送るなら --resend を付けてください"
    )]
    SentBefore {
        /// The stage as whose message it went.
        stage: String,
        /// The code that the recipient had.
        code: String,
        /// The address that it went to.
        address: String,
        /// When.
        at: String,
    },
    /// Another letter of the same stage went to the recipient.
    #[error(
        "この段階の別の通知文{numbers}を、{at} に送っています。前のものを改めるなら、cycle.toml の段階に correction を書いて作り直し、別の用件なら --resend を付けてください"
    )]
    OtherLetterSent {
        /// Its document numbers, in brackets: 「（政企第124号）」; empty where it has none.
        numbers: String,
        /// When.
        at: String,
    },
    /// No message was written, for this reason.
    #[error("{0}")]
    NotWritten(String),
}

impl Objection {
    /// That the ledger holds this row of what seems to be the same letter to the same recipient.
    pub fn sent_before(row: &LedgerRow) -> Self {
        Self::SentBefore {
            stage: row.stage.clone(),
            code: row.code.clone(),
            address: row.address.clone(),
            at: row.changed.clone(),
        }
    }

    /// That the ledger holds this row of another letter of the stage to the same recipient.
    pub fn other_letter(row: &LedgerRow) -> Self {
        let numbers = match row.identity.numbers.as_slice() {
            [] => String::new(),
            numbers => format!("（{}）", numbers.join("、")),
        };
        Self::OtherLetterSent { numbers, at: row.changed.clone() }
    }
}
