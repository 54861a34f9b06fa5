//! Texts and figures drawn by lot: names of 1 to 40 letters, rare letters, words without a place to break, long numbers.

use serde_json::{Map, Value};

/// Lots that fall the same way for the same seed.
pub(crate) struct Lots(u64);

/// What names are made of; the last have forms that few fonts draw.
const SYLLABLES: [&[&str]; 5] = [
    &[
        "推進", "県", "市", "情報", "政策", "会", "地域", "連携", "活用", "部", "課", "長", "整備", "の",
        "事業",
    ],
    &["つながり", "を", "みんな", "の", "まち", "づくり", "きょう", "ゃ", "っ"],
    &["デジタル", "ネットワーク", "セキュリティ", "プラットフォーム", "・", "データ", "ー", "ＩＣＴ", "ッ"],
    &["Civic", " ", "Tech", "Open", "-", "data", "2030", ".", "A"],
    &["𠮷", "葛\u{E0100}", "㈱", "髙", "﨑", "ﾃﾞｼﾞﾀﾙ", "ｶﾞ", "（架空）", "「仮称」", "①", "〓"],
];

/// A word without a place to break, and an address of mail.
const UNBROKEN: &str = "AbcdefghijklmnopqrstuvwxyzAbcdefghijklmnopqrstuvwxyzAbcdefghijklmnopqrstuvwxyzAb";
const MAIL: &str = "a-very-long-name-of-a-division-and-section@pref.example.invalid.jp";

/// Sentences as people write them.
const SENTENCES: [&str; 6] = [
    "令和２年３月16日（月）に開催した会議で、750箇所の整備の状況を報告した。",
    "セキュリティ対策（研修、訓練など）を、市町村と連携して進める。",
    "「使いやすさ」を高めるため、利用者アンケート（1,234人）の結果を反映する。",
    "達成率は79.96％であり、目標の1,000,000円を下回った。",
    "引き続き、導入を支援する。",
    "ＩＣＴの利活用について、第４章２（１）のとおり、県民への周知を図る。",
];

impl Lots {
    /// Lots of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        let mut lots = Lots(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1));
        lots.below(2);
        lots
    }

    /// A number below another, or 0.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let high = usize::try_from(self.0 >> 33).unwrap_or_default();
        high.checked_rem(most).unwrap_or_default()
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.below(from.len())]
    }

    /// A name of at most so many letters.
    pub(crate) fn name(&mut self, most: usize) -> String {
        let letters = [1, 2, 4, 8, 12, 20, 40][self.below(7)].min(most);
        let kind = self.below(7);
        let mut name = String::new();
        while name.chars().count() < letters {
            let kind = if kind < SYLLABLES.len() { kind } else { self.below(SYLLABLES.len()) };
            let syllable = self.pick(SYLLABLES[kind]);
            if name.chars().count() + syllable.chars().count() > letters {
                break;
            }
            name.push_str(syllable);
        }
        match name.trim_matches([' ', 'ー', 'ッ', '・', 'っ', 'ゃ']) {
            "" => "名".into(),
            name => name.to_owned(),
        }
    }

    /// A text of some sentences.
    pub(crate) fn words(&mut self) -> String {
        let count = [1, 1, 2, 5][self.below(4)];
        let mut words: String = (0..count).map(|_| self.pick(&SENTENCES)).collect();
        match self.below(12) {
            0 => words.push_str(UNBROKEN),
            1 => words.push_str(MAIL),
            2 => words = self.name(40),
            _ => {}
        }
        words
    }

    /// A number of 1 to 15 digits.
    fn number(&mut self) -> String {
        let digits = [1, 2, 3, 5, 8, 15][self.below(6)];
        let mut text = String::new();
        for left in (0..digits).rev() {
            let digit = if left + 1 == digits { 1 + self.below(9) } else { self.below(10) };
            text.push_str(&digit.to_string());
            if left > 0 && left % 3 == 0 {
                text.push(',');
            }
        }
        let decimals = ["", "", ".5", ".25"][self.below(4)];
        format!("{}{text}{decimals}", ["", "", "▲", "約"][self.below(4)])
    }

    /// The text of a figure of a field, whose sample is known.
    pub(crate) fn figure(&mut self, field: &str, sample: &str) -> String {
        match field {
            "measure" | "indicator" | "owner" | "basis" => self.name(40),
            "unit" => self.name(20),
            "baseline" | "expected" | "actual" | "target" => match self.below(8) {
                0 => "確認中".into(),
                1 => "－".into(),
                2 => self.number() + "（速報値）",
                3 if field == "actual" => self.name(40),
                _ => self.number(),
            },
            "achievement" | "progress" => match self.below(6) {
                0 => "確認中".into(),
                1 => "－".into(),
                _ => format!("{}{}.{}%", ["", "▲"][self.below(2)], self.below(2000), self.below(10)),
            },
            // Words of the program, and counts.
            _ if sample.parse::<usize>().is_ok() => {
                let most = [10, 100, 1000, 10_000][self.below(4)];
                self.below(most).to_string()
            }
            _ => sample.to_owned(),
        }
    }

    /// A text of a field, whose sample and neighbours are known.
    pub(crate) fn string(&mut self, field: &str, sample: &str, holder: &Map<String, Value>) -> String {
        match field {
            "title" if holder.contains_key("document") => self.name(40),
            // What the program counts or words itself.
            "label" if holder.contains_key("measures") => self.name(40),
            "number" if holder.contains_key("first") => {
                format!("{}-{}-{}", 1 + self.below(12), self.pick(&["ア", "コ", "１"]), 1 + self.below(150))
            }
            "title" | "name" | "measure" | "measure_title" | "indicator" | "owner" | "division"
            | "bureau" | "from" | "place" | "basis_plan" | "member" | "addressee" | "sender" | "who"
            | "what" | "sub" | "names" | "path" | "secretariat" | "subject" | "source" | "proxy"
            | "proxy_of" | "submitter_kind" | "category_title" => self.name(40),
            "affiliation" => self.name(40) + "　" + &self.name(12),
            "body" if holder.contains_key("day") || holder.contains_key("members") => self.name(40),
            "text" | "issue" | "activity" | "plan" | "note" | "response" | "message" | "purpose"
            | "reason" | "no_target" | "status" | "old" | "new" | "meaning" | "notes" | "file" => {
                self.words()
            }
            "received" if holder.contains_key("message") => self.words(),
            "received" | "corrected" => "令和６年12月25日".into(),
            "time" => "午前10時30分から午後11時30分まで".into(),
            "deadline" | "due" => "令和10年12月28日（木）".into(),
            "session" => "第123回".into(),
            "number" if sample.is_empty() => "参考資料１０".into(),
            "term" => "任期：令和６年度～令和８年度".into(),
            "handling" => "今後の参考".into(),
            "carried" => "令和５年度".into(),
            "repeat" => "再掲（2-イ-3）".into(),
            "seat" => "左40".into(),
            "class_note" => "基準値を下回る".into(),
            _ => sample.to_owned(),
        }
    }
}
