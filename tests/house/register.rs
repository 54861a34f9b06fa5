//! The register of language: what an official paper does not say, and what it says instead.

use std::path::Path;

/// What may not be printed, and what stands there instead.
const NOT_PRINTED: [(&str, &str); 48] = [
    ("疑義があります", "確認したい点があります"),
    ("下線の部分", "下線部分"),
    ("変更した所", "変更箇所"),
    ("なかった者", "なかった団体"),
    ("進み具合", "進捗状況"),
    ("定期に", "定期的に"),
    ("確かめ", "確認し"),
    ("前号の", "（１）の"),
    ("助言と意見", "助言及び意見"),
    ("意見と助言", "意見及び助言"),
    ("実績と課題", "実績及び課題"),
    ("目標と実績", "目標及び実績"),
    ("推進と", "推進及び"),
    ("設定と", "設定及び"),
    ("意見と指標", "意見及び指標の達成状況"),
    ("基準値と目標値", "基準値及び目標値"),
    ("保ってい", "維持してい"),
    ("でいなければ", "でない場合は"),
    ("空か「", "空欄とするか、「"),
    ("と書いて", "と記入して"),
    ("を書いて", "を記入して"),
    ("に書いて", "に記入して"),
    ("に書くか", "に記入するか"),
    ("シートの名", "シート名"),
    ("ファイルの名", "ファイル名"),
    ("変えないで", "変更しないで"),
    ("のどれか", "のいずれか"),
    ("あいさつ", "挨拶"),
    ("判明／全", "判明数／全指標数"),
    ("または", "又は"),
    ("および", "及び"),
    ("ならびに", "並びに"),
    ("もしくは", "若しくは"),
    ("あるいは", "又は"),
    ("ヶ月", "か月"),
    ("ヶ所", "か所"),
    ("ケ月", "か月"),
    ("ヵ月", "か月"),
    ("下さい", "ください"),
    ("いたします様", "いたしますよう"),
    ("出来る", "できる"),
    ("致します", "いたします"),
    ("頂き", "いただき"),
    ("なので", "であるため"),
    ("を直す", "を訂正する"),
    ("直した", "訂正した"),
    ("お尋ねしたい", "確認したい"),
    ("提出の期限", "提出期限"),
];

/// What holds words that are printed: of the program, of the sample and of a new year.
const PRINTED: [&str; 7] = [
    "templates/words",
    "templates/documents",
    "templates/lib",
    "templates/print",
    "templates/annexes",
    "templates/new/inputs/cycle.toml",
    "inputs/cycle.toml",
];

#[test]
fn nothing_is_printed_that_an_official_paper_does_not_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut said = Vec::new();
    PRINTED.iter().for_each(|place| read(&root.join(place), &mut said));
    assert!(said.len() > 90, "{}", said.len());
    let faults = said.iter().flat_map(|(place, text)| {
        let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim_start()));
        let printed = lines.filter(|(_, line)| !line.starts_with("//") && !line.starts_with('#'));
        printed.flat_map(move |(at, line)| {
            let found = NOT_PRINTED.iter().filter(move |(word, _)| line.contains(word));
            found.map(move |(word, instead)| format!("{place}:{at}: 「{word}」 for 「{instead}」"))
        })
    });
    let faults: Vec<String> = faults.collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn read(place: &Path, said: &mut Vec<(String, String)>) {
    if place.is_dir() {
        for entry in std::fs::read_dir(place).expect("a folder") {
            read(&entry.expect("an entry").path(), said);
        }
    } else if place
        .extension()
        .is_some_and(|ending| ["typ", "toml", "j2"].iter().any(|known| ending == *known))
    {
        said.push((place.display().to_string(), std::fs::read_to_string(place).expect("a template")));
    }
}
