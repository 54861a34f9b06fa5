"""A cycle of 500 invented indicators, for the two computations to agree on.

    python3 tests/oracle/invent.py SEED ROOT     writes ROOT; the same seed writes the same bytes

Every type, both directions, values of all sizes and spellings, rates close to a threshold, stated 目安, rows with an
error that the class depends on, repeats, and rows that a second return replaces before or after the cutoff.
"""

import csv
import random
import sys
from fractions import Fraction
from pathlib import Path

DEPARTMENTS = 5
MEASURES = 50
INDICATORS = 500
FISCAL_YEAR = 2019

COLUMNS = (
    "取組番号 指標番号 指標名 単位 指標の型 方向 基準年度 基準値 目標年度 目標値 目標の根拠 目標を設定しない理由 理由（記述） "
    "目安値 目安の理由 実績年度 実績値 実績の区分 定性の状況 取組内容・実績 再掲 備考"
).split()

CYCLE = """\
[cycle]
id = "invented-{seed}"
fiscal_year = {year}

[plan]
name = "架空県計画"
short = "計画"
chapter = "第１章　進め方"
section = "１　進捗管理"
cite = "第１章１"

[secretariat]
division = "企画部企画課"
sender = "企画部企画課長"

[[categories]]
id = "1"
label = "１"
title = "暮らし"
count = 25
counter = "事業"

[[categories]]
id = "2"
label = "２"
title = "仕事"
count = 25
counter = "事業"

[evaluation]
class_by = "{class_by}"
met = "{best}"
not_met = "{last}"
completed = "{best}"
ongoing = "{second}"
not_started = "{last}"
{classes}
[[stages]]
id = "notice"
kind = "notice"
title = "結果の通知"
date = 2020-03-27
cutoff = 2020-03-02

[[stages.letters]]
id = "notice"
title = "結果の通知"
to = "departments"
words = "invented"
report_by = 2020-04-17
documents = ["letter", "feedback"]

[[stages.annexes]]
annex = "indicators"
number = "別紙"
"""

WORDS = """\
結果について（通知）

　このことについて、別紙のとおり通知します。
"""

#: The paper of all indicators, which one cycle in five sets: it takes longer than all the rest.
PAPER = """
[[stages.papers]]
document = "progress"
number = "資料"
"""

#: Thresholds and labels of the classes; the seed chooses.
CLASSES = [
    (["Ａ", "Ｂ", "Ｃ", "Ｄ"], ["100", "80", "50"]),
    (["達成", "順調", "遅れ"], ["100", "66.7"]),
    (["◎", "○", "△", "▲", "×"], ["120", "100", "79.95", "33.3"]),
]


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    Inventor(int(arguments[0])).write(Path(arguments[1]))
    return 0


class Inventor:
    """Invents a cycle from a seed."""

    def __init__(self, seed: int):
        self.seed = seed
        self.random = random.Random(seed)
        self.labels, self.thresholds = CLASSES[seed % len(CLASSES)]

    def write(self, root: Path) -> None:
        inputs, words = root / "inputs", root / "templates" / "words"
        (inputs / "submissions").mkdir(parents=True)
        words.mkdir(parents=True)
        (words / "invented.txt.j2").write_text(WORDS, "utf-8")
        (inputs / "cycle.toml").write_text(self._cycle(), "utf-8")
        codes = [f"bu{n}" for n in range(DEPARTMENTS)]
        departments = [[code, "架空部", f"第{n}課", f"架空部第{n}課長", f"{code}@pref.example"] for n, code in enumerate(codes)]
        _write(inputs / "departments.csv", ["コード", "部局", "課", "宛名", "電子メール"], departments)
        measures = [f"{1 + n // 25}-{n % 25 + 1}" for n in range(MEASURES)]
        owner = {measure: codes[n % DEPARTMENTS] for n, measure in enumerate(measures)}
        rows = [[measure, f"取組{n}", measure[0], owner[measure]] for n, measure in enumerate(measures)]
        _write(inputs / "measures.csv", ["取組番号", "取組名", "区分", "担当"], rows)
        received = []
        for code in codes:
            own = [measure for measure in measures if owner[measure] == code]
            keys = [(measure, str(n + 1)) for measure in own for n in range(INDICATORS // MEASURES)]
            self._return(inputs, f"{code}.csv", self._rows(keys), "2020-01-31", received)
            again = sorted(self.random.sample(keys, 8))
            self._return(inputs, f"{code}_2.csv", self._rows(again[:4]), "2020-03-02", received)
            self._return(inputs, f"{code}_3.csv", self._rows(again[4:]), "2020-03-03", received)
        _write(inputs / "received.csv", ["ファイル", "受領日"], received)

    def _return(self, inputs: Path, name: str, rows: list[dict], day: str, received: list) -> None:
        _write(inputs / "submissions" / name, COLUMNS, [[row.get(column, "") for column in COLUMNS] for row in rows])
        received.append([f"submissions/{name}", day])

    def _cycle(self) -> str:
        classes = ""
        for n, label in enumerate(self.labels):
            classes += f'\n[[evaluation.classes]]\nlabel = "{label}"\nmeaning = "その{n}"\n'
            if n < len(self.thresholds):
                classes += f'at_least = "{self.thresholds[n]}"\n'
        # A measure in five shows its first indicator in thousands, with up to two decimals.
        shown = "".join(
            f'\n[[indicators]]\nnumber = "{1 + n // 25}-{n % 25 + 1}/1"\nshown_in = "千件"\ndecimals = {n % 3}\n' for n in range(0, MEASURES, 5)
        )
        paper = PAPER if self.seed % 5 == 0 else ""
        return CYCLE.format(
            seed=self.seed,
            year=FISCAL_YEAR,
            class_by="target" if self.seed % 4 == 3 else "expected",
            best=self.labels[0],
            second=self.labels[1],
            last=self.labels[-1],
            classes=classes,
        ) + shown + paper

    # ── rows ─────────────────────────────────────────────────────────────

    def _rows(self, keys: list[tuple[str, str]]) -> list[dict]:
        originals = [keys[0]]
        rows = []
        for key in keys:
            name = {"取組番号": key[0], "指標番号": key[1], "指標名": f"指標の{key[0].replace('-', 'の')}の{key[1]}番"}
            if len(rows) > 3 and self.random.random() < 0.03:
                rows.append(name | {"再掲": "/".join(self.random.choice(originals))})
            else:
                originals.append(key)
                rows.append(name | self._row())
        return rows

    def _row(self) -> dict:
        """One indicator: of some type, sound or with a slip in it."""
        kinds = [self._level] * 10 + [self._near_threshold] * 3 + [self._ratio] * 4 + [self._kept] * 3
        kinds += [self._direction_only, self._qualitative, self._without_target]
        row = self.random.choice(kinds)()
        if self.random.random() < 0.2:
            self._slip(row)
        return row

    def _level(self) -> dict:
        direction = self.random.choice(["増加", "減少"])
        places, size = self.random.choice([0, 0, 1, 2]), 10 ** self.random.randint(0, 6)
        low, high = sorted((self._value(size, places), self._value(size, places)))
        start, aim = (low, high) if direction == "増加" else (high, low)
        begin = self.random.randint(2014, 2017)
        actual = start + (aim - start) * Fraction(self.random.randint(-30, 160), 100)
        row = self._numbers(direction, start, aim, _cut(actual, places), places)
        row |= {
            "指標の型": self.random.choice(["水準", "累計"]),
            "基準年度": self._year(begin),
            "目標年度": self._year(self.random.randint(2018, 2023)),
            "実績年度": self._year(self.random.randint(2017, FISCAL_YEAR)),
        }
        if self.random.random() < 0.12:
            stated = start + (aim - start) * Fraction(self.random.randint(0, 9), 10)
            more = places + self.random.randint(0, 1)
            row |= {"目安値": self._typed(_cut(stated, more), more), "目安の理由": "後の年に伸びるため。"}
        return row

    def _near_threshold(self) -> dict:
        """From zero, so that the rate is the actual value over a round 目安: a hair beside a threshold."""
        size = 10 ** self.random.randint(2, 9)
        limit = Fraction(self.random.choice(self.thresholds)) / 100
        actual = _cut(limit * size + self.random.choice([-1, -1, 0, 1]), 0)
        row = self._numbers("増加", Fraction(0), Fraction(2 * size), actual, 0)
        row |= {"指標の型": "水準", "基準年度": "平成29年度", "実績年度": "平成30年度", "目標年度": "令和元年度"}
        return row

    def _ratio(self) -> dict:
        """単年度, or 水準 without a baseline; also with a divisor of zero or below."""
        direction = self.random.choice(["増加", "減少"])
        places, size = self.random.choice([0, 1]), 10 ** self.random.randint(0, 4)
        values = [self._value(size, places), self._value(size, places)]
        if self.random.random() < 0.2:
            values[self.random.randint(0, 1)] *= self.random.choice([0, -1])
        row = self._numbers(direction, None, *values, places)
        one_year = self.random.random() < 0.6
        year = self.random.randint(2017, FISCAL_YEAR)
        aim = year if one_year else self.random.randint(2018, 2023)
        row |= {"指標の型": "単年度" if one_year else "水準", "目標年度": self._year(aim), "実績年度": self._year(year)}
        if one_year and self.random.random() < 0.5:
            row |= {"基準年度": self._year(2016), "基準値": self._typed(self._value(size, places), places)}
        return row

    def _kept(self) -> dict:
        """維持 with any direction or none, or a level whose target is its baseline."""
        places = self.random.choice([0, 1])
        start = self._value(100, places)
        aim, kind = start, "水準"
        direction = self.random.choice(["増加", "減少", "維持"])
        if self.random.random() < 0.6:
            kind, direction = "維持", self.random.choice(["増加", "減少", "維持", ""])
            change = {"増加": 1, "減少": -1}.get(direction, self.random.choice([-1, 0, 1]))
            aim = start + change * self.random.choice([0, 5])
        actual = aim + _cut(Fraction(self.random.randint(-30, 30), 10), places)
        row = self._numbers(direction, start, aim, actual, places)
        row |= {"指標の型": kind, "基準年度": self._year(2016), "目標年度": self._year(2021)}
        row["実績年度"] = self._year(self.random.randint(2016, FISCAL_YEAR))
        return row

    def _direction_only(self) -> dict:
        direction = self.random.choice(["増加", "減少", "維持"])
        start = self._value(100, 1)
        actual = start + self.random.choice([-1, 0, 0, 1]) * Fraction(3, 2)
        row = self._numbers(direction, start, None, actual, 1)
        row |= {"指標の型": "方向", "基準年度": self._year(2017)}
        row["実績年度"] = self._year(self.random.randint(2017, FISCAL_YEAR))
        return row

    def _qualitative(self) -> dict:
        state = self.random.choice(["完了", "実施中", "未着手", "中止"])
        return {"指標の型": "定性", "目標の根拠": "個別計画", "実績年度": self._year(2019), "実績の区分": "見込", "定性の状況": state}

    def _without_target(self) -> dict:
        row = self._level()
        row |= {"目標値": self.random.choice(["", "－", "未定"]), "目標の根拠": "", "目標を設定しない理由": "計画策定中"}
        return row

    def _slip(self, row: dict) -> None:
        """Something that departments get wrong, or do not know yet."""
        slips = [
            {"実績の区分": ""},
            {"実績の区分": "未判明"},
            {"実績の区分": "未判明", "実績値": self.random.choice(["", "－", "調査中"])},
            {"実績値": "…", "実績の区分": "速報"},
            {"実績値": "1,2OO"},
            {"基準値": "不明です"},
            {"方向": ""},
            {"方向": self.random.choice(["増加", "減少", "維持"])},
            {"目標年度": self._year(self.random.randint(2013, 2018))},
            {"実績年度": self.random.choice(["", self._year(2020), "先年"])},
            {"目標値": ""},
            {"目標を設定しない理由": self.random.choice(["統計未公表", "まだです"])},
            {"指標の型": self.random.choice(["単年度", "維持", "方向", ""])},
            {"基準値": "", "基準年度": ""},
            {"基準年度": ""},
        ]
        if row["指標の型"] == "定性":
            slips = [{"定性の状況": ""}, {"定性の状況": "", "実績の区分": "未判明"}, {"定性の状況": "途中"}]
        slip = self.random.choice(slips)
        row |= slip
        if slip.get("指標の型") == "方向":
            row |= {"目標値": "", "目標年度": "", "目安値": ""}

    # ── cells ────────────────────────────────────────────────────────────

    def _numbers(self, direction: str, start, aim, actual, places: int) -> dict:
        cells = {"単位": "件", "方向": direction, "目標の根拠": self.random.choice(["総合計画", "個別計画", "他県参考"])}
        for column, value in (("基準値", start), ("目標値", aim), ("実績値", actual)):
            if value is not None:
                cells[column] = self._typed(value, places)
        cells["実績の区分"] = self.random.choice(["確定", "速報", "見込"])
        return cells

    def _value(self, size: int, places: int) -> Fraction:
        return Fraction(self.random.randint(1, 10 * size * 10**places), 10**places)

    def _typed(self, value: Fraction, places: int) -> str:
        """A number as somebody types it; at times with fewer decimals, where that leaves it the same."""
        if places and value.denominator == 1 and self.random.random() < 0.3:
            places = 0
        whole, part = divmod(int(abs(value) * 10**places), 10**places)
        text = f"{whole:,}" if self.random.random() < 0.7 else str(whole)
        text += f".{part:0{places}}" if places else ""
        sign = self.random.choice("▲△−-") if value < 0 else ""
        if self.random.random() < 0.05:
            text = text.translate(str.maketrans("0123456789,.", "０１２３４５６７８９，．"))
        if value >= 0 and self.random.random() < 0.05:
            text = self.random.choice(["約{}", "{}以上", "{}件", "{}（速報値）"]).format(text)
        return sign + text

    def _year(self, year: int) -> str:
        era = f"令和{'元' if year == 2019 else year - 2018}" if year >= 2019 else f"平成{year - 1988}"
        short = f"R{year - 2018}" if year >= 2019 else f"H{year - 1988}"
        return self.random.choice([f"{era}年度", f"{year}年度", short, str(year)])


def _cut(value: Fraction, places: int) -> Fraction:
    """The value with so many decimals, the rest cut off."""
    return Fraction(int(value * 10**places), 10**places)


def _write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
