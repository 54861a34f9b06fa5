//! `speaker-unclear`

use crate::decide::check::rule::{Check, Rule, Topic};
use crate::decide::speaker::{Speaker, speaker};
use crate::ground::finding::Severity;
use crate::model::opinion::Opinion;

/// What a row of advice or opinions says of who said it (提出者) is one whom the file's name lets say it.
pub const RULE: Rule = Rule {
    id: "speaker-unclear",
    severity: Severity::Error,
    asks: None,
    topic: Topic::Codes,
    what: "助言や意見の「提出者」が、そのファイルの団体でない。会議体のファイルでは、構成員一般（「構成員」「委員」）でも、名簿の構成員でもない。直るまで、提出者は「確認中」と載り、誰の発言ともせず、団体には回答しない",
    why: "ある人や団体の言葉を、ほかの人や団体のものとして載せたり、別の人に回答したりしないため。",
    mend: "ファイルの名か提出者を直す。構成員は、氏名、姓、職のどれかで一人ずつ書く",
    bad: "m20.csv（Ｔ市）に、提出者「Ａ市」の行がある",
    good: "m20.csv（Ｔ市）の提出者は「Ｔ市」",
    check: Some(check),
};

fn check(check: &mut Check<'_>) {
    let cycle = check.facts.cycle;
    let lists = ["inputs/organizations.csv", "inputs/members.csv"];
    if lists.iter().any(|list| check.facts.is_refused(list)) {
        return;
    }
    for opinion in check.facts.opinions.all().filter(|opinion| !opinion.from.is_empty()) {
        let Speaker::Unclear { named } = speaker(opinion, cycle) else { continue };
        let (said, hint) = wording(opinion, &named, check);
        check.report(&opinion.from.origin, said, hint);
    }
}

fn wording(opinion: &Opinion, named: &[&str], check: &Check<'_>) -> (String, String) {
    let from = &opinion.from.text;
    if let Some(body) = check.facts.cycle.body(&opinion.submitter) {
        return (
            format!("提出者「{from}」が、{}のどの{}か分かりません。", body.short, body.member),
            format!(
                "名簿の氏名か職を書いてください（何人かなら「、」で区切る）。名を出さないときは「{}」と書いてください。",
                body.member
            ),
        );
    }
    let code = opinion.submitter.as_str();
    let own = check.facts.cycle.organization(code);
    let own = own.map_or(code, |own| own.name.text.as_str());
    let others: Vec<&str> = named.iter().copied().filter(|name| *name != own).collect();
    let said = match (&others[..], named.contains(&own)) {
        ([], _) => format!("提出者「{from}」が、{own}（ファイル名の {code}）のことか分かりません。"),
        (_, false) => {
            format!("提出者は「{from}」ですが、ファイル名の {code} は{own}です。誰の意見か決められません。")
        }
        (_, true) => format!("提出者「{from}」に、{own}（ファイル名の {code}）のほかの団体もあります。"),
    };
    let hint = match others.is_empty() || !named.contains(&own) {
        true => format!("{own}の意見なら提出者を「{own}」に、ほかの団体の意見ならファイル名をその団体のコードにしてください。"),
        false => "団体ごとに、そのファイルの一行にしてください（同じ意見は、responses.csv の「同趣旨」でまとめられます）。".into(),
    };
    (said, hint)
}
