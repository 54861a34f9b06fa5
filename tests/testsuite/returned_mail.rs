//! What comes back of sent mail: sixty reports in the shapes that mail systems write, and a stage of which one message comes
//! back.

use chrono::NaiveDate;
use serde_json::Value;
use shiryo::mail::delivery_report;
use shiryo::mail::ledger_row::{DeliveryState, LedgerRow};
use shiryo::mail::returned_mail::{ReturnMeaning, judged};
use shiryo::render::artifact::MessageIdentity;

use crate::sent_once::{go, small};
use crate::smtp::Server;

/// A message that was sent to the recipient `n`.
fn row(n: usize) -> LedgerRow {
    LedgerRow {
        row: i64::try_from(n).expect("small"),
        stage: "iken".into(),
        code: format!("m{n:02}"),
        addressee: format!("第{n}市情報課長"),
        address: address(n),
        edition: String::new(),
        identity: MessageIdentity::default(),
        message_id: id(n),
        sha256: n.to_string(),
        state: DeliveryState::Sent,
        attempts: 1,
        answer: "250 ok".into(),
        changed: "2023-03-01T09:00:00".into(),
    }
}

fn address(n: usize) -> String {
    format!("joho@m{n:02}.example")
}

fn id(n: usize) -> String {
    format!("<r04.iken.m{n:02}@pref.example>")
}

/// A report by RFC 3464 in three parts: words, fields, and what is brought back.
fn standard(from: &str, fields: &str, kind: &str, back: &str) -> String {
    format!(
        "Return-Path: <>\nFrom: {from}\nTo: ict@pref.example\nDate: Wed, 1 Mar 2023 09:05:00 +0900\n\
         Subject: Undelivered Mail\nMIME-Version: 1.0\nMessage-ID: <report@relay.example>\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b1\"\n\n\
         --b1\nContent-Type: text/plain; charset=us-ascii\n\nYour message could not be delivered.\n\n\
         --b1\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; relay.example\n\n{fields}\n\n\
         --b1\nContent-Type: {kind}\n\n{back}\n\n--b1--\n"
    )
}

/// A report in plain words.
fn plain(from: &str, more: &str, body: &str) -> String {
    format!(
        "From: {from}\nTo: ict@pref.example\nDate: Wed, 1 Mar 2023 09:05:00 +0900\nSubject: returned\n\
         Message-ID: <report@relay.example>\n{more}Content-Type: text/plain; charset=utf-8\n\n{body}\n"
    )
}

/// The head of the message that was sent.
fn sent(n: usize) -> String {
    format!("From: ict@pref.example\nTo: {}\nSubject: iken\nMessage-ID: {}\n\ntext\n", address(n), id(n))
}

const NO_USER: &str = "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user here";

/// The report number `n` on the message to the recipient `n`, in one of ten shapes.
fn report(n: usize) -> String {
    let (to, id) = (address(n), id(n));
    match n % 10 {
        // With the whole message.
        0 => standard(
            "MAILER-DAEMON@relay.example",
            &format!("Final-Recipient: rfc822; {to}\nOriginal-Recipient: rfc822;{to}\n{NO_USER}"),
            "message/rfc822",
            &sent(n),
        ),
        // With its headers alone.
        1 => standard(
            "Mail Delivery System <mailer-daemon@relay.example>",
            &format!("Final-Recipient: rfc822; <{to}>\n{NO_USER}"),
            "text/rfc822-headers",
            &format!("Received: from x\nSubject: iken\nMessage-ID:\n {id}\nTo: {to}"),
        ),
        // Other spellings of the fields, and the reason in folded lines.
        2 => standard(
            "postmaster@exchange.example",
            &format!(
                "FINAL-RECIPIENT: RFC822;{}\nACTION: Failed\nSTATUS: 5.1.10\nDIAGNOSTIC-CODE: smtp;550 5.1.10\n RESOLVER.ADR.NotFound;\n\tnot found",
                to.to_uppercase()
            ),
            "message/rfc822",
            &sent(n),
        ),
        // The mailbox has another name where it ended.
        3 => standard(
            "MAILER-DAEMON@relay.example",
            &format!(
                "Original-Recipient: rfc822;{to}\nFinal-Recipient: rfc822;user{n}@store.example\n{NO_USER}"
            ),
            "message/rfc822",
            &sent(n),
        ),
        // Two mailboxes, of which the other was reached; nothing is brought back.
        4 => standard(
            "MAILER-DAEMON@relay.example",
            &format!(
                "Final-Recipient: rfc822; copy@other.example\nAction: relayed\nStatus: 2.0.0\n\n\
                 Final-Recipient: rfc822; {to}\n{NO_USER}"
            ),
            "text/plain",
            "",
        ),
        // As qmail writes it.
        5 => plain(
            "MAILER-DAEMON@relay.example",
            "",
            &format!(
                "This is the mail program at relay.example.\nIt could not deliver to these addresses.\n\n\
                 <{to}>:\nThis address does not receive mail. (#5.1.1)\n\n\
                 --- Below this line is a copy of the message.\n\nReturn-Path: <ict@pref.example>\n{}",
                sent(n)
            ),
        ),
        // As Exim writes it.
        6 => plain(
            "Mail Delivery System <Mailer-Daemon@relay.example>",
            &format!("X-Failed-Recipients: {to}\nAuto-Submitted: auto-generated\n"),
            &format!(
                "A message that ict@pref.example sent could not be delivered:\n\n  {to}\n    Unrouteable address\n\n\
                 ------ This is a copy of your message, with all headers. ------\n\n{}",
                sent(n)
            ),
        ),
        // As old servers write it.
        7 => plain(
            "Mail Delivery Subsystem <MAILER-DAEMON>",
            "",
            &format!(
                "   ----- These addresses had fatal errors -----\n<{to}>\n    (reason: 550 5.1.1 <{to}>... User unknown)\n\n\
                 \x20  ----- Transcript of the session -----\n... while talking to m.example.:\n>>> RCPT To:<{to}>\n\
                 <<< 550 5.1.1 <{to}>... User unknown\n\n   ----- Original message follows -----\n\n{}",
                sent(n)
            ),
        ),
        // In Japanese.
        8 => plain(
            "postmaster@mail.example",
            "",
            &format!(
                "次の宛先にメールを届けられませんでした。\n\n宛先：{to}\n理由：宛先のメールボックスがありません。\n\n\
                 以下は元のメッセージです：\n{}",
                sent(n)
            ),
        ),
        // Neither fields nor copy.
        _ => plain(
            "MAILER-DAEMON@relay.example",
            "",
            &format!("Could not be delivered to: <{to}>\n\n550 Unknown user {to}"),
        ),
    }
}

#[test]
fn sixty_reports_of_which_fifty_are_on_ours() {
    let rows: Vec<LedgerRow> = (1..=60).map(row).collect();
    for n in 1..=50 {
        let text = report(n).replace('\n', "\r\n");
        let read = delivery_report::read(text.as_bytes()).unwrap_or_else(|| panic!("{n}: no report\n{text}"));
        assert_eq!(read.written, NaiveDate::from_ymd_opt(2023, 3, 1), "{n}");
        let found = judged(&read, "iken", &rows);
        let ours: Vec<_> = found.iter().filter(|mail| mail.meaning == ReturnMeaning::Undelivered).collect();
        let [mail] = ours.as_slice() else { panic!("{n}: {found:?}\n{text}") };
        assert_eq!(mail.row.map(|row| row.code.as_str()), Some(format!("m{n:02}").as_str()), "{text}");
        let words =
            ["no such user", "not found", "5.1.1", "Unrouteable", "550", "メールボックスがありません"];
        assert!(words.iter().any(|words| mail.reason.contains(words)), "{n}: {}\n{text}", mail.reason);
        let others = found.iter().filter(|mail| mail.meaning != ReturnMeaning::Undelivered);
        assert!(others.clone().all(|mail| mail.address == "copy@other.example"), "{found:?}");
    }
    let delayed = "Action: delayed\nStatus: 4.4.1\nWill-Retry-Until: Fri, 3 Mar 2023 09:00:00 +0900";
    let one =
        |fields: &str, n: usize| standard("MAILER-DAEMON@relay.example", fields, "message/rfc822", &sent(n));
    let others = [
        ("away", plain("joho@m51.example", "Auto-Submitted: auto-replied\n", "I am away."), None),
        (
            "away, by the mail system",
            plain("postmaster@m52.example", "Auto-Submitted: auto-replied\n", "joho@m52.example is away."),
            None,
        ),
        ("a question", plain("joho@m53.example", "", "Message-ID: is what? joho@m53.example"), None),
        (
            "still tried",
            one(&format!("Final-Recipient: rfc822; {}\n{delayed}", address(54)), 54),
            Some(ReturnMeaning::Delayed),
        ),
        (
            "still tried, in words",
            plain(
                "MAILER-DAEMON@relay.example",
                "",
                &format!("<{}>: not reached. Delivery will be retried.", address(55)),
            ),
            Some(ReturnMeaning::Delayed),
        ),
        (
            "delivered",
            one(&format!("Final-Recipient: rfc822; {}\nAction: delivered\nStatus: 2.0.0", address(56)), 56),
            Some(ReturnMeaning::Delivered),
        ),
        (
            "handed on",
            one(&format!("Final-Recipient: rfc822; someone@home.example\n{NO_USER}"), 57),
            Some(ReturnMeaning::Beyond),
        ),
        (
            "a stranger",
            standard(
                "MAILER-DAEMON@relay.example",
                &format!("Final-Recipient: rfc822; x@y.example\n{NO_USER}"),
                "message/rfc822",
                "Message-ID: <x@y.example>\n\ntext",
            ),
            Some(ReturnMeaning::Stranger),
        ),
        (
            "before it was sent",
            plain("MAILER-DAEMON@relay.example", "", &format!("<{}>: no such user", address(58)))
                .replace("1 Mar 2023", "1 Feb 2023"),
            Some(ReturnMeaning::Stranger),
        ),
        ("nothing", String::new(), None),
    ];
    for (what, text, meaning) in others {
        let read = delivery_report::read(text.as_bytes());
        let found = read.as_ref().map(|report| judged(report, "iken", &rows));
        let meanings = found.map(|found| found.iter().map(|mail| mail.meaning).collect::<Vec<_>>());
        assert_eq!(meanings, meaning.map(|meaning| vec![meaning]), "{what}");
    }
}

#[test]
fn what_is_not_sure_is_not_guessed() {
    let by_address =
        |n: usize| plain("MAILER-DAEMON@relay.example", "", &format!("<{}>: unknown", address(n)));
    let meaning = |text: &str, rows: &[LedgerRow]| {
        judged(&delivery_report::read(text.as_bytes()).expect("a report"), "iken", rows)[0].meaning
    };
    // Two parts of one recipient's files, or two recipients who share an address.
    let two = [row(1), LedgerRow { row: 2, message_id: "<part2@pref.example>".into(), ..row(1) }];
    assert_eq!(meaning(&by_address(1), &two), ReturnMeaning::Ambiguous);
    assert_eq!(
        meaning(&report(10).replace("m10", "m01"), &two),
        ReturnMeaning::Undelivered,
        "its id is brought back"
    );
    let other = LedgerRow { stage: "inquiry".into(), ..row(1) };
    assert_eq!(meaning(&by_address(1), std::slice::from_ref(&other)), ReturnMeaning::OtherStage);
    let known = LedgerRow { state: DeliveryState::Undelivered, ..row(1) };
    assert_eq!(meaning(&by_address(1), &[known]), ReturnMeaning::KnownBefore);
    let queued = LedgerRow { attempts: 0, state: DeliveryState::Queued, ..row(1) };
    assert_eq!(meaning(&by_address(1), &[queued]), ReturnMeaning::Stranger, "it never went");
}

/// What `send` says of a message.
fn of(rows: &[Value], code: &str) -> (String, String) {
    let row = rows.iter().find(|row| row["code"] == code).expect("a row");
    let text = |key: &str| row[key].as_str().expect("a text").to_owned();
    (text("status"), text("reason"))
}

#[test]
fn what_came_back_is_known_and_goes_again_only_on_request() {
    let (root, server) = (small(), Server::good());
    let first = go(&root, &server, &[]);
    assert_eq!((first.status, server.accepted().len()), (0, 3), "{}", first.errors);
    let message = root.read("out/iken/mail/nishi.mail");
    let id = message.lines().find(|line| line.starts_with("Message-ID:")).expect("an id");
    // The report names the mailbox twice.
    let once = format!("Final-Recipient: rfc822; joho@nishi.example\n{NO_USER}");
    let fields = format!("{once}\n\n{once}");
    root.write("returns/1.eml", standard("MAILER-DAEMON@relay.example", &fields, "message/rfc822", id));
    root.write("returns/2.eml", plain("joho@kita.example", "", "Thank you."));
    root.write("returns/3.msg", "not a message");
    let folder = root.path().join("returns");
    let read = || {
        let mut command = crate::program::shiryo();
        command.args(["send", "iken", "--format", "json", "--returns"]).arg(&folder);
        command.arg("--root").arg(root.path()).arg("--out").arg(root.path().join("out"));
        let output = command.output().expect("it runs");
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice::<Vec<Value>>(&output.stdout).expect("rows")
    };
    let meanings = |rows: &[Value]| -> Vec<(String, String)> {
        let text = |row: &Value, key: &str| row[key].as_str().expect("a text").to_owned();
        rows.iter().map(|row| (text(row, "meaning"), text(row, "code"))).collect()
    };
    let pairs = |pairs: [(&str, &str); 4]| pairs.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec();
    assert_eq!(
        meanings(&read()),
        pairs([("undelivered", "nishi"), ("known-before", "nishi"), ("no-report", ""), ("no-message", "")])
    );
    assert_eq!(
        meanings(&read()),
        pairs([("known-before", "nishi"), ("known-before", "nishi"), ("no-report", ""), ("no-message", "")])
    );
    let status = root.run(&["status", "--on", "2023-03-10"]);
    let told = String::from_utf8_lossy(&status.stdout).into_owned();
    assert!(told.contains("不達 1通") && told.contains("joho@nishi.example"), "{told}");
    // Nothing goes by itself.
    let second = go(&root, &server, &[]);
    assert_eq!((second.status, server.accepted().len()), (1, 3), "{}", second.errors);
    assert_eq!(of(&second.rows, "nishi"), ("undelivered".into(), "5.1.1 550 5.1.1 no such user here".into()));
    // To the same address on request.
    let third = go(&root, &server, &["--resend", "nishi"]);
    assert_eq!((third.status, server.accepted().len()), (0, 4), "{}", third.errors);
    // To a mended address, once it came back again.
    read();
    root.replace("inputs/organizations.csv", "joho@nishi.example", "dx@nishi.example");
    assert_eq!(root.run(&["build"]).status.code(), Some(0));
    let fourth = go(&root, &server, &[]);
    assert_eq!((fourth.status, server.accepted().len()), (0, 5), "{}", fourth.errors);
    assert_eq!(server.accepted()[4]["to"][0], "dx@nishi.example");
}

#[test]
fn without_anything_sent_there_is_nothing_to_mark() {
    let root = small();
    root.write("returns/1.eml", report(10));
    let mut command = crate::program::shiryo();
    command.args(["send", "iken", "--returns"]).arg(root.path().join("returns"));
    command.arg("--root").arg(root.path()).arg("--out").arg(root.path().join("out"));
    let output = command.output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("まだ送っていません"));
    assert!(!root.path().join(crate::outbox::LEDGER).exists(), "no ledger was made");
}
