//! What typst says of a template, in Japanese: what is wrong, and what to write instead. What is not known here is left as
//! typst says it.

/// The beginning of what typst says, and what that means. `{}` is the first word that typst quotes, or its end.
const SAYINGS: [(&str, &str); 34] = [
    ("unknown variable: ", "「{}」という名はありません。つづりと、#import を確かめてください"),
    ("dictionary does not contain key ", "データに「{}」という項目はありません。つづりを確かめてください"),
    ("unresolved import", "取り込む名が、そのファイルにありません。つづりを確かめてください"),
    ("module ", "{} に、その名のものがありません。つづりを確かめてください"),
    ("unknown font family: ", "書体「{}」はありません。inputs/fonts/ に置くか、名を確かめてください"),
    ("package ", "パッケージ（@preview など）は使えません。要るものは templates/lib/ に置いてください"),
    (
        "file not found ",
        "ファイルがありません。読めるのは templates/ の lib/、documents/、print/ の中だけです",
    ),
    ("path ", "templates/ の外のファイルは読めません"),
    ("file is not valid UTF-8", "読むファイルを UTF-8 で保存してください"),
    ("unclosed delimiter", "括弧が閉じていません"),
    ("unclosed string", "引用符が閉じていません"),
    ("unexpected closing ", "閉じる括弧が余っています"),
    ("the character ", "記号は半角で書いてください"),
    ("unexpected argument: ", "引数「{}」はありません。つづりを確かめてください"),
    ("unexpected argument", "引数が多すぎます"),
    ("missing argument: ", "引数「{}」が要ります"),
    ("expected ", "書くものの種類が違います"),
    ("cannot access fields on type ", "ここには項目がありません（none は、値がないことです）"),
    ("cannot directly call dictionary keys", "項目の後に ( ) は書けません"),
    ("type ", "「{}」はできません"),
    ("cannot ", "種類の違うものは、足したり比べたりできません"),
    ("array index out of bounds", "並びに、その番号のものはありません"),
    ("array is empty", "並びが空です"),
    ("label ", "{} という印は、この資料にありません"),
    ("failed to decode image", "図のファイルが壊れているか、形が違います"),
    ("failed to parse ", "読むファイルの書き方が違います"),
    ("panicked with: ", "テンプレートの panic で止まりました"),
    ("assertion failed", "テンプレートの assert で止まりました"),
    ("loop seems to be infinite", "繰り返しが終わりません。while の条件を確かめてください"),
    ("condition is always true", "繰り返しが終わりません。while の条件を確かめてください"),
    ("maximum function call depth exceeded", "関数が自分を呼び続けています"),
    ("maximum layout depth exceeded", "入れ子が深すぎます"),
    ("maximum show rule depth exceeded", "入れ子が深すぎるか、show の決まりが自分に当たり続けています"),
    (
        "layout did not converge",
        "紙面が定まりません。context の中で、自分の決めるものを訊いていないか確かめてください",
    ),
];

/// What typst says, in Japanese with typst's own words behind it; alone, if it is not known.
pub fn in_japanese(message: &str, of_plugin: bool) -> String {
    if of_plugin {
        return "plugin は使えません。テンプレートは、ほかのプログラムを動かせません。".into();
    }
    let saying = SAYINGS.iter().find_map(|(start, meaning)| Some((message.strip_prefix(start)?, meaning)));
    match saying {
        Some((rest, meaning)) => {
            format!("{}（{message}）。", meaning.replace("{}", quoted(message).unwrap_or(rest)))
        }
        // The standards of PDF have their own names.
        None if message.contains("missing alt text") => format!("図に alt を書いてください（{message}）。"),
        None if message.contains("first heading") => {
            format!("masthead か bookmark を先頭に置いてください（{message}）。")
        }
        None => message.into(),
    }
}

/// The first thing between marks: `"ownr"`, `` `body` ``.
fn quoted(message: &str) -> Option<&str> {
    let (mark, open) =
        ['"', '`'].iter().filter_map(|mark| Some((*mark, message.find(*mark)?))).min_by_key(|(_, at)| *at)?;
    let rest = &message[open + 1..];
    Some(&rest[..rest.find(mark)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said_in_japanese_with_the_name_it_is_about() {
        for (said, meant) in [
            ("unknown variable: papr", "「papr」という名はありません。"),
            ("dictionary does not contain key \"titel\"", "データに「titel」という項目はありません。"),
            ("module `document` does not contain `bdy`", "document に、その名のものがありません。"),
            ("type string has no method `foo`", "「foo」はできません"),
            ("unexpected argument: sise", "引数「sise」はありません。"),
            ("label `<nope>` does not exist in the document", "<nope> という印は、この資料にありません"),
        ] {
            let message = in_japanese(said, false);
            assert!(message.starts_with(meant) && message.contains(said), "{message}");
        }
        assert_eq!(in_japanese("something new", false), "something new");
        assert!(in_japanese("expected function, found none", true).starts_with("plugin は使えません"));
    }
}
