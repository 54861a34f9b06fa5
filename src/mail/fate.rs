//! Whether a message may go, by what the ledger knows. It goes once; what was changed since goes only as a declared
//! correction; and a recipient, a stage, a letter or a year under a new name is no new one until someone says so.

use super::due_message::DueMessage;
use super::ledger_row::{DeliveryState, LedgerRow};
use super::objection::Objection;

/// What is to become of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is sent. Its row in the ledger, if it has one: nothing of it arrived yet, or it is sent again on request.
    Send(Option<LedgerRow>),
    /// It was sent before.
    Done(LedgerRow),
    /// It must not go.
    Withheld(Vec<Objection>),
    /// The server refused it: it goes again only if that is asked for.
    Refused(LedgerRow),
    /// It may have arrived: it goes again only if that is asked for.
    Unknown(LedgerRow),
    /// It did not reach its recipient: it goes to the same address again only if that is asked for.
    Undelivered(LedgerRow),
    /// The recipient has no address.
    NoAddress,
}

impl DueMessage<'_> {
    /// What is to become of it; `records` is all that the ledger holds.
    pub fn fate(&self, records: &[LedgerRow]) -> Fate {
        let near: Vec<&LedgerRow> = records
            .iter()
            .filter(|row| row.may_be_to(self.recipient, self.shared) && !self.is_apart(row))
            .collect();
        let is_superseded = |row: &LedgerRow| near.iter().any(|later| self.supersedes(later, row));
        let is_done = |row: &&&LedgerRow| {
            row.state == DeliveryState::Sent
                && row.is_to(self.recipient)
                && self.is_held_by(row)
                && !is_superseded(row)
        };
        if let Some(row) = near.iter().find(is_done) {
            return Fate::Done((*row).clone());
        }
        let (own, others): (Vec<&LedgerRow>, Vec<&LedgerRow>) =
            near.iter().copied().filter(|row| !is_superseded(row)).partition(|row| self.is_its_row(row));
        let arrived: Vec<&LedgerRow> = others.into_iter().filter(|row| row.may_have_arrived()).collect();
        if arrived.iter().any(|row| self.went_otherwise(row)) {
            return Fate::Withheld(vec![Objection::ChangedSinceSent]);
        }
        if let Some(row) = arrived.iter().find(|row| self.is_alike(row)).filter(|_| !self.again) {
            return Fate::Withheld(vec![Objection::sent_before(row)]);
        }
        if let Some(row) = arrived.iter().find(|row| self.is_beside(row)).filter(|_| !self.again) {
            return Fate::Withheld(vec![Objection::other_letter(row)]);
        }
        match own.into_iter().max_by_key(|row| row.may_have_arrived()) {
            None => Fate::Send(None),
            Some(row) => self.after(row),
        }
    }

    /// What is to become of it if nothing but its own row counts.
    fn after(&self, row: &LedgerRow) -> Fate {
        match (row.state, self.is_held_by(row)) {
            (DeliveryState::Queued, _) => Fate::Send(Some(row.clone())),
            // What was refused or came back never arrived: mended, it goes.
            (DeliveryState::Refused | DeliveryState::Undelivered, same) if self.again || !same => {
                Fate::Send(Some(row.clone()))
            }
            (DeliveryState::Refused, _) => Fate::Refused(row.clone()),
            (DeliveryState::Undelivered, _) => Fate::Undelivered(row.clone()),
            (DeliveryState::Unknown | DeliveryState::Sending, true) if self.again => {
                Fate::Send(Some(row.clone()))
            }
            (DeliveryState::Unknown | DeliveryState::Sending, true) => Fate::Unknown(row.clone()),
            _ => Fate::Withheld(vec![Objection::ChangedSinceSent]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::published::manifest::ManifestEntry;
    use crate::render::artifact::{About, FileKind, FileRecipient, Message, MessageIdentity};

    fn recipient() -> FileRecipient {
        FileRecipient {
            code: "koyo".into(),
            addressee: "雇用労働課長".into(),
            honorific: "様".into(),
            mail: "koyo@pref.example".into(),
        }
    }

    /// The identity of the letter `notice`, which the stage declares beside `reminder`.
    fn identity(content: &str) -> MessageIdentity {
        MessageIdentity {
            year: 2019,
            letters: vec!["notice".into()],
            numbers: vec!["政企第123号".into()],
            declared: vec!["notice".into(), "reminder".into()],
            part: 1,
            parts: 1,
            content: content.into(),
        }
    }

    fn message(edition: &str) -> Message {
        Message {
            id: "<1@pref.example>".into(),
            edition: edition.into(),
            from: "ict@pref.example".into(),
            subject: "通知".into(),
            date: chrono::NaiveDate::MIN,
            attachments: Vec::new(),
            bytes: 1,
            identity: identity("a"),
        }
    }

    /// A row of a message like it.
    fn row(content: &str, state: DeliveryState) -> LedgerRow {
        LedgerRow {
            row: 1,
            stage: "feedback".into(),
            code: "koyo".into(),
            addressee: "雇用労働課長".into(),
            address: "koyo@pref.example".into(),
            edition: String::new(),
            identity: identity(content),
            message_id: "<1@pref.example>".into(),
            sha256: content.into(),
            state,
            attempts: 1,
            answer: String::new(),
            changed: "2020-03-27T09:00:00".into(),
        }
    }

    /// The fate's name, of a message with the content `a`.
    fn decided(message: &Message, records: &[LedgerRow], again: bool) -> &'static str {
        decided_to(recipient(), message, records, again)
    }

    fn decided_to(
        recipient: FileRecipient,
        message: &Message,
        records: &[LedgerRow],
        again: bool,
    ) -> &'static str {
        let entry = ManifestEntry {
            about: About {
                path: "feedback/mail/koyo.mail".into(),
                stage: "feedback".into(),
                kind: FileKind::Mail,
                order: 0,
                document: "mail".into(),
                number: None,
                title: "通知".into(),
                date: None,
                pages: 0,
                recipient: Some(recipient.clone()),
                made_from: Vec::new(),
                names: Vec::new(),
                contents: Vec::new(),
                message: Some(message.clone()),
            },
            sha256: "another header".into(),
            bytes: 1,
        };
        let shared = ["shared@pref.example".to_owned()];
        let due = DueMessage { entry: &entry, message, recipient: &recipient, shared: &shared, again };
        match due.fate(records) {
            Fate::Send(_) => "send",
            Fate::Done(_) => "done",
            Fate::Withheld(objections) => match objections.as_slice() {
                [Objection::SentBefore { .. }] => "asked",
                [Objection::OtherLetterSent { .. }] => "another",
                [Objection::ChangedSinceSent] => "changed",
                other => panic!("{other:?}"),
            },
            Fate::Refused(_) => "refused",
            Fate::Unknown(_) => "unknown",
            Fate::Undelivered(_) => "undelivered",
            Fate::NoAddress => "no address",
        }
    }

    #[test]
    fn a_message_goes_once_and_changed_only_as_a_correction() {
        use DeliveryState::{Queued, Refused, Sending, Sent, Undelivered, Unknown};
        assert_eq!(decided(&message(""), &[], false), "send");
        for (state, content, first, again) in [
            (Queued, "a", "send", "send"),
            (Queued, "b", "send", "send"),
            (Sent, "a", "done", "done"),
            (Sent, "b", "changed", "changed"),
            (Refused, "a", "refused", "send"),
            (Refused, "b", "send", "send"),
            (Undelivered, "a", "undelivered", "send"),
            (Undelivered, "b", "send", "send"),
            (Unknown, "a", "unknown", "send"),
            (Unknown, "b", "changed", "changed"),
            (Sending, "a", "unknown", "send"),
            (Sending, "b", "changed", "changed"),
        ] {
            let records = [row(content, state)];
            assert_eq!(decided(&message(""), &records, false), first, "{state:?} {content}");
            assert_eq!(decided(&message(""), &records, true), again, "{state:?} {content}");
        }
        // A correction goes whatever became of what it corrects.
        for state in [Queued, Sent, Refused, Unknown, Sending] {
            assert_eq!(decided(&message("c20200401"), &[row("b", state)], false), "send", "{state:?}");
        }
    }

    /// A row of a message that was sent, and then something was given another name.
    fn renamed(change: impl Fn(&mut LedgerRow)) -> LedgerRow {
        let mut row = row("b", DeliveryState::Sent);
        change(&mut row);
        row
    }

    #[test]
    fn what_has_another_name_now_does_not_go_until_someone_says_so() {
        for (what, row) in [
            ("the code", renamed(|row| row.code = "rodo".into())),
            ("the address", renamed(|row| row.address = "rodo@pref.example".into())),
            (
                "the code and the address",
                renamed(|row| (row.code, row.address) = ("rodo".into(), "rodo@pref.example".into())),
            ),
            ("the code and the name", renamed(|row| (row.code, row.addressee) = ("x".into(), "x".into()))),
            ("the stage", renamed(|row| row.stage = "notice".into())),
            ("the year", renamed(|row| row.identity.year = 2018)),
            (
                "the stage and the letter",
                renamed(|row| (row.stage, row.identity.letters) = ("x".into(), vec!["x".into()])),
            ),
            (
                "the stage and the number, of a message that reads the same",
                renamed(|row| {
                    (row.stage, row.code) = ("x".into(), "x".into());
                    (row.identity.numbers, row.identity.content) = (Vec::new(), "a".into());
                }),
            ),
        ] {
            assert_eq!(decided(&message(""), std::slice::from_ref(&row), false), "asked", "{what}");
            assert_eq!(decided(&message(""), std::slice::from_ref(&row), true), "send", "{what}");
            // What surely did not arrive does not count.
            for state in [DeliveryState::Refused, DeliveryState::Undelivered] {
                let refused = LedgerRow { state, ..row.clone() };
                assert_eq!(decided(&message(""), &[refused], false), "send", "{what}");
            }
            // Its own row waits, but what arrived counts.
            let waiting = super::tests::row("a", DeliveryState::Queued);
            assert_eq!(decided(&message(""), &[waiting, row], false), "asked", "{what}");
        }
    }

    #[test]
    fn what_people_hold_is_what_came_last() {
        let of = |number: i64, edition: &str, content: &str, state| LedgerRow {
            row: number,
            edition: edition.into(),
            ..row(content, state)
        };
        use DeliveryState::{Queued, Refused, Sent, Unknown};
        let (first, back) = (of(1, "", "a", Sent), message("c20200406"));
        for (state, fate) in [(Sent, "send"), (Unknown, "send"), (Queued, "done"), (Refused, "done")] {
            let between = of(2, "c20200401", "b", state);
            assert_eq!(decided(&back, &[first.clone(), between.clone()], false), fate, "{state:?}");
            // What came before it took nothing's place.
            let before = LedgerRow { changed: "2020-03-26T09:00:00".into(), ..between };
            assert_eq!(decided(&back, &[first.clone(), before], false), "done", "{state:?}");
        }
        // A correction that changed nothing for this recipient, and the very correction that was sent.
        assert_eq!(decided(&back, &[first.clone(), of(2, "c20200401", "a", Sent)], false), "done");
        let records = [of(1, "c20200406", "a", Sent), of(2, "c20200401", "b", Sent)];
        assert_eq!(decided(&back, &records, false), "done");
        // Another recipient's, and another letter's, say nothing of it.
        let another = LedgerRow { code: "kanko".into(), ..of(2, "c20200401", "b", Sent) };
        assert_eq!(decided(&back, &[first.clone(), another], false), "done");
        let mut another = of(2, "c20200401", "b", Sent);
        (another.identity.letters, another.identity.numbers) = (vec!["reminder".into()], Vec::new());
        assert_eq!(decided(&back, &[first, another], false), "done");
    }

    #[test]
    fn the_same_letter_in_other_company_or_other_parts_is_no_new_one() {
        for (what, row) in [
            ("another id of the letter", renamed(|row| row.identity.letters = vec!["tsuchi".into()])),
            ("with another letter", renamed(|row| row.identity.letters.push("reminder".into()))),
            ("in two parts", renamed(|row| row.identity.parts = 2)),
            ("without letters, as an earlier version wrote it", renamed(|row| row.identity.letters.clear())),
            ("of no year, as an earlier version wrote it", renamed(|row| row.identity.year = 0)),
        ] {
            let row = LedgerRow {
                identity: MessageIdentity { numbers: Vec::new(), ..row.identity.clone() },
                ..row
            };
            assert_eq!(decided(&message(""), &[row], true), "changed", "{what}");
        }
    }

    #[test]
    fn what_is_another_matter_goes() {
        let is_other = |row: &mut LedgerRow| row.identity.numbers = vec!["政企第91号".into()];
        for (what, row) in [
            ("another stage", {
                renamed(|row| {
                    is_other(row);
                    row.stage = "inquiry".into();
                })
            }),
            ("another recipient", {
                renamed(|row| {
                    (row.code, row.address, row.addressee) =
                        ("kanko".into(), "kanko@pref.example".into(), "観光課長".into());
                })
            }),
        ] {
            assert_eq!(decided(&message(""), &[row], false), "send", "{what}");
        }
        // An address that is shared on purpose is no recipient; the code and the name are.
        let shared = |row: &mut LedgerRow| {
            (row.code, row.address, row.addressee) =
                ("kanko".into(), "shared@pref.example".into(), "観光課長".into());
        };
        let recipient = FileRecipient { mail: "Shared@pref.example".into(), ..recipient() };
        assert_eq!(decided_to(recipient, &message(""), &[renamed(shared)], false), "send");
    }

    #[test]
    fn a_second_letter_of_a_stage_waits_until_someone_says_that_it_is_no_contradiction() {
        let of_reminder = |change: fn(&mut LedgerRow)| {
            renamed(|row| {
                row.identity.letters = vec!["reminder".into()];
                row.identity.numbers = vec!["政企第91号".into()];
                change(row);
            })
        };
        let first = of_reminder(|_| {});
        assert_eq!(decided(&message(""), std::slice::from_ref(&first), false), "another");
        assert_eq!(decided(&message(""), std::slice::from_ref(&first), true), "send");
        let elsewhere = of_reminder(|row| row.address = "rodo@pref.example".into());
        assert_eq!(decided(&message(""), &[elsewhere], false), "another", "under an address of before");
        // As a declared correction it goes, and so it does after what did not arrive, another year's, or another's.
        assert_eq!(decided(&message("c20200401"), &[first], false), "send");
        for other in [
            of_reminder(|row| row.state = DeliveryState::Refused),
            of_reminder(|row| row.state = DeliveryState::Undelivered),
            of_reminder(|row| row.identity.year = 2018),
            of_reminder(|row| {
                (row.code, row.address, row.addressee) =
                    ("kanko".into(), "kanko@pref.example".into(), "観光課長".into());
            }),
        ] {
            assert_eq!(decided(&message(""), &[other], false), "send");
        }
        // Its own row that waits changes nothing.
        let waiting = row("a", DeliveryState::Queued);
        assert_eq!(decided(&message(""), &[waiting, of_reminder(|_| {})], false), "another");
    }
}
