"""Follows every figure that was published down to the cells that were typed, and computes it again on the way up.

Usage: trees.py ROOT OUT. Reads ROOT/inputs and OUT/*/values.json. A line for each figure that doesn't hold; then as JSON
how many of each kind held. Exits with 1 if one didn't.
"""

import functools
import json
import re
import sys
import tomllib
import zipfile
from collections import Counter
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

from declared import YEAR_IN_NAME, evaluate
from judge import rounded
from returns import lines_of
from values import NONE, Unreadable, fold, has_value, read_day, read_quantity, read_year, round_half_away, units_in


class Stage:
    """The figures of a stage: what it printed, what stands in their places, and what these came of."""

    def __init__(self, root: Path, values: dict, settings: dict):
        self.root = root
        self.evaluation = evaluation = settings.get("evaluation", {})
        self.records = values["used"] | values["marks"] | values["values"]
        self.printed = values["values"]
        shown = settings.get("indicators", [])
        self.shown_in = {one["number"]: one["shown_in"] for one in shown if "shown_in" in one}
        columns = settings.get("columns", []) + [one for table in settings.get("tables", []) for one in table["columns"]]
        self.words = {(typed, word) for one in columns for typed, word in one.get("words", {}).items()}
        self.units = {one["id"]: one["unit"] for one in columns if "id" in one and "unit" in one}
        self.labels = [one["label"] for one in evaluation.get("classes", [])] or ["Ａ", "Ｂ", "Ｃ", "Ｄ"]
        self.above = {one["id"]: one.get("parent") for one in settings.get("categories", [])}
        self.unknown = evaluation.get("unknown", NONE)
        self.rounds = evaluation.get("rounding", "half-up") == "half-up"
        self.problems: list[str] = []
        self.held: Counter[str] = Counter()

    def check(self) -> None:
        for name, record in self.records.items():
            how = record.get("how")
            if how is None:
                if name in self.printed:
                    self.wrong(name, "nothing says how it came")
                continue
            found = len(self.problems)
            self.derived(name, record, how)
            if len(self.problems) == found and name in self.printed:
                self.held[next(iter(how))] += 1

    def wrong(self, name: str, what: str) -> None:
        self.problems.append(f"{name}: {what}")

    def derived(self, name: str, record: dict, how: dict) -> None:
        """One figure by what it says of itself."""
        if "read" in how:
            self.read(name, record, how["read"])
        elif "counted" in how:
            self.counted(name, record["number"], how["counted"])
        elif "gathered" in how:
            self.gathered(name, record, how["gathered"])
        else:
            self.reckoned(name, record, how["reckoned"])

    # ── cells ──

    def read(self, name: str, record: dict, read: dict) -> None:
        self.place(name, read)
        typed, text = read["typed"], record["text"]
        column = name.partition("@")[0].rpartition("/")[2]
        if "number" in read and not re.fullmatch(r"[A-ZＡ-Ｚ]", typed):
            unit = self.typed_unit(name, column)
            number = Fraction(read["number"])
            if number != self.as_typed(re.split("[～~]", typed)[0], unit):
                self.wrong(name, f"「{typed}」 was read as {read['number']}")
            if record["number"] is not None:
                self.shown(name, record, number)
        elif text in ("", NONE, "確認中") or (column == "class" and text == self.unknown):
            pass
        elif column.endswith("-year"):
            year = YEAR_IN_NAME.search(fold(typed))
            if year is None or read_year(year.group())[0] != read_year(text)[0]:
                self.wrong(name, f"「{typed}」 became 「{text}」")
        elif column == "unit" and text == self.shown_in.get(self.key(name)):
            pass
        elif fold(typed) != fold(text) and not self.is_worded(typed, text):
            self.wrong(name, f"「{typed}」 became 「{text}」")

    def place(self, name: str, read: dict) -> None:
        """Is that what stands there?"""
        if not read["file"]:
            return self.wrong(name, "it is read nowhere")
        path = self.root / read["file"]
        if path.suffix == ".toml":
            line = path.read_text("utf-8-sig").splitlines()[read["line"] - 1]
            typed = re.sub(r"\D", "", read["typed"]) or read["typed"]
            known = [typed, read["typed"], "当年度", "前年度"]
            return None if any(one in line for one in known) else self.wrong(name, f"{line!r} is not 「{read['typed']}」")
        if read["typed"] == read.get("header"):
            return None
        found = cells(path, read.get("sheet")).get((read.get("line"), read.get("column")), "")
        # A place that is counted says only where it is.
        if read["typed"] and fold(found) != fold(read["typed"]) and not (path.suffix == ".xlsx" and self.is_number_of(found, read["typed"])):
            self.wrong(name, f"{read['file']}:{read.get('line')}:{read.get('column')} has 「{found}」, not 「{read['typed']}」")

    @staticmethod
    def is_number_of(found: str, typed: str) -> bool:
        """A workbook holds the number that a cell shows with its format."""
        try:
            shown = read_quantity(typed, "")
            return shown is not None and round_half_away(Fraction(found), shown.decimals) == shown.value
        except (Unreadable, ValueError):
            return False

    @staticmethod
    def sibling(name: str, column: str) -> str:
        """The id of another figure of the same indicator."""
        plain, at, day = name.partition("@")
        return plain.rsplit("/", 1)[0] + "/" + column + at + day

    def size(self, name: str) -> Fraction:
        """How many of what was typed one of what is printed is."""
        return units_in(self.shown_in.get(self.key(name), ""))

    @staticmethod
    def key(name: str) -> str:
        """The key of the indicator that a figure is of: 2-ア-3/1."""
        return "/".join(name.split("/")[1:3])

    def typed_unit(self, name: str, column: str) -> str:
        """The unit in which a number was typed: the declared one of an own column, else that of its row."""
        if column.startswith("own."):
            return self.units.get(column.split(".")[1], "")
        unit = self.records.get(self.sibling(name, "unit"), {})
        return unit.get("how", {}).get("read", {}).get("typed", "")

    @staticmethod
    def as_typed(typed: str, unit: str) -> Fraction | None:
        sizes = {unit: Fraction(1), "": Fraction(1), "円": units_in(unit)}
        for one, size in sizes.items():
            try:
                quantity = read_quantity(typed, one)
            except Unreadable:
                continue
            return quantity.value / size if quantity else None
        return None

    def is_worded(self, typed: str, text: str) -> bool:
        """A day prints in its own way, and a declared word stands for another."""
        if (typed, text) in self.words:
            return True
        try:
            return read_day(typed) == read_day(text)
        except Unreadable:
            return False

    def shown(self, name: str, record: dict, exact: Fraction) -> None:
        """The figure as it is printed, of its exact value: rounded, in the unit in which it is shown."""
        number = Fraction(record["number"])
        decimals = len(record["number"].partition(".")[2])
        size = Fraction(1) if "%" in record["text"] else self.size(name)
        if number != round_half_away(exact / size, decimals) and self.rounds:
            self.wrong(name, f"{exact} is printed as {record['number']}")

    # ── reckonings ──

    def reckoned(self, name: str, record: dict, reckoned: dict) -> None:
        known = {}
        for used in reckoned["uses"]:
            known[used["name"]] = self.used(name, used)
        value = self.computed(reckoned, known)
        told = reckoned["value"]
        if value is None or value != (told == "true" if told in ("true", "false") else Fraction(told)):
            self.wrong(name, f"{reckoned['formula']} is {value}, not {told}")
        elif name.endswith("/class"):
            pass
        elif "settled" in reckoned and Fraction(reckoned["settled"]) != self.settled(name, record, Fraction(told)):
            self.wrong(name, f"{told} is {self.settled(name, record, Fraction(told))} after rounding, not {reckoned['settled']}")
        elif record["number"] is not None:
            self.shown(name, record, Fraction(reckoned.get("settled", told)))

    def settled(self, name: str, record: dict, value: Fraction) -> Fraction:
        """What a value is after the rounding that is declared for it, and the cap of rates."""
        rounding = self.evaluation.get("rounding", "half-up")
        if "%" not in record["text"]:
            size = self.size(name)
            return rounded(value / size, len(record["number"].partition(".")[2]), rounding) * size
        if "cap" in self.evaluation:
            value = min(value, Fraction(self.evaluation["cap"]) / 100)
        if "rate_decimals" in self.evaluation:
            value = rounded(value * 100, self.evaluation["rate_decimals"], rounding) / 100
        return value

    def computed(self, reckoned: dict, known: dict):
        formula, of = reckoned["formula"], list(known.values())
        if formula.endswith(" ÷ 判明"):
            return of[0] / of[1]
        if formula.endswith("の過半数"):
            return of[0] // 2 + 1
        if formula.endswith("の三分の二以上"):
            return -(-2 * of[0] // 3)
        if formula.endswith("の全員"):
            return of[0]
        return evaluate(formula.replace("値", "v"), known | {"v": known.get("値"), "from_": known.get("from")} | self.own(known)) if "from" not in known else known["to"] - known["from"] + 1

    @staticmethod
    def own(known: dict) -> dict:
        return {"own": {name.removeprefix("own."): value for name, value in known.items() if name.startswith("own.")}}

    def used(self, name: str, used: dict):
        """What a name stood for, as a formula takes it. It must be what the figure says that it names."""
        text = used["value"]
        try:
            value = Fraction(text)
        except ValueError:
            value = None if text == NONE else text
        if "how" in used:
            self.nested(name, used, value)
        elif "id" in used:
            self.agrees(name, used, value)
        return value

    def nested(self, name: str, used: dict, value) -> None:
        how = used["how"]
        if "counted" in how:
            self.counted(f"{name} {used['name']}", str(value), how["counted"])
        elif "gathered" in how:
            self.gathered(f"{name} {used['name']}", {"text": "", "number": None, "exact": value}, how["gathered"])

    def agrees(self, name: str, used: dict, value) -> None:
        record = self.records.get(used["id"])
        if record is None:
            return self.wrong(name, f"{used['name']} is {used['id']}, which nothing tells")
        how = record.get("how") or {}
        if value is None or isinstance(value, str):
            if value is not None and fold(value) != fold(record["text"]):
                self.wrong(name, f"{used['name']} is 「{value}」, but 「{record['text']}」 is printed")
            return None
        if used["name"] in ("tA", "tB", "tT"):
            exact = {Fraction(read_year(record["text"])[0])}
        elif "reckoned" in how:
            exact = {Fraction(how["reckoned"].get("settled", how["reckoned"]["value"]))}
        else:
            exact = {Fraction(how["read"]["number"])} if "number" in how.get("read", {}) else set()
        if used["name"] != "U" and value not in exact:
            self.wrong(name, f"{used['name']} is {value}, but {used['id']} is {sorted(exact)}")

    # ── counts ──

    def counted(self, name: str, number: str, counted: dict) -> None:
        of = counted.get("of", counted.get("places", []))
        if str(len(of)) != number:
            self.wrong(name, f"{len(of)} are listed, {number} is printed")
        if "places" in counted:
            return [self.place(name, place) for place in counted["places"]] and None
        if len(set(of)) != len(of):
            self.wrong(name, "something is counted twice")
        plain = name.partition("@")[0].partition(" ")[0].split("/")
        for key in of:
            item = self.records.get(counted["figures"].replace("*", key))
            if item is None:
                self.wrong(name, f"it counts {key}, of which nothing is told")
            elif plain[-2:] == ["class", self.unknown]:
                if item["text"] not in (self.unknown, "確認中"):
                    self.wrong(name, f"{key} is {item['text']}")
            elif plain[-2] in ("class", "basis") and item["text"] != plain[-1] and plain[-1] != "根拠の記載なし":
                self.wrong(name, f"{key} is {item['text']}")
            elif plain[-1] == "known" and item["text"] not in self.labels:
                self.wrong(name, f"the class of {key} is {item['text']}")
        return None

    def gathered(self, name: str, record: dict, gathered: dict) -> None:
        for part in gathered["parts"]:
            if part["id"] not in self.records:
                self.wrong(name, f"it is made of {part['id']}, of which nothing is told")
        texts = [self.records[part["id"]]["text"] for part in gathered["parts"] if part["id"] in self.records]
        if gathered["by"] == "worst":
            worst = max((self.labels.index(text) for text in texts), default=None)
            if worst is not None and record["text"] != self.labels[worst]:
                self.wrong(name, f"the worst is {self.labels[worst]}")
            return
        for part in gathered["parts"]:
            self.weighed(name, part)
            self.given(name, gathered["by"], part)
        weights = [Fraction(part["weight"]) for part in gathered["parts"]]
        values = [Fraction(part["value"]) for part in gathered["parts"]]
        value = sum(weight * value for weight, value in zip(weights, values)) / sum(weights)
        if value != Fraction(gathered["value"]) or record.get("exact", value) != value:
            self.wrong(name, f"the mean is {value}, not {gathered['value']}")
        if gathered["by"] == "mean":
            for part in gathered["parts"]:
                self.agrees(name, {"name": part["id"], "id": part["id"]}, Fraction(part["value"]))
        if record["number"] is not None:
            self.shown(name, record, value)

    def declared_weights(self, name: str) -> set[str]:
        """The formulas that cycle.toml gives for the weights of a node's indicators; empty where all weigh the same."""
        category = name.split("/")[1]
        of, layer, at = "measures" if category == "measure" else "categories", 0, category
        while at is not None and of == "categories":
            layer, at = layer + 1, self.above.get(at)
        rules = [rule for rule in self.evaluation.get("nodes", []) if rule.get("of", "categories") == of]
        own = [rule for rule in rules if of == "measures" or layer in rule.get("layers", [layer])]
        return {"".join(fold(rule.get("weight", "")).split()) for rule in own}

    def weighed(self, name: str, part: dict) -> None:
        """The weight that the formula of cycle.toml gives, if there is one: else all weigh the same."""
        weight = Fraction(part["weight"])
        formula = part["weighed"]["reckoned"]["formula"] if "weighed" in part else ""
        if "".join(fold(formula).split()) not in self.declared_weights(name):
            self.wrong(name, f"{part['id']} is weighed by 「{formula}」, which cycle.toml does not say")
        if "weighed" not in part:
            return None if weight == 1 else self.wrong(name, f"nothing says why {part['id']} weighs {weight}")
        of = part["weighed"]["reckoned"]
        self.reckoned(f"{name} {part['id']}", {"text": "", "number": None}, of)
        if Fraction(of["value"]) != weight:
            self.wrong(name, f"{part['id']} weighs {of['value']}, not {weight}")
        return None

    def given(self, name: str, by: str, part: dict) -> None:
        """The points that cycle.toml gives the class of an indicator, which is what is printed of it."""
        if by != "points":
            return None
        read = part["points"]["read"]
        self.place(name, read)
        line = (self.root / read["file"]).read_text("utf-8-sig").splitlines()[read["line"] - 1]
        label = re.search(r'([^\s{,"]+)"?\s*=\s*"?$', line[: read["column"] - 1])
        if label is None or label.group(1) != self.records[part["id"]]["text"]:
            self.wrong(name, f"{part['id']} is not {label and label.group(1)}, which has {read['typed']} points")
        written = re.match(r'"?([^\s,"}]+)', line[read["column"] - 1 :])
        if written is None or written.group(1) != read["typed"]:
            self.wrong(name, f"cycle.toml has {written and written.group(1)} points, not {read['typed']}")
        if not Fraction(read["typed"]) == Fraction(read["number"]) == Fraction(part["value"]):
            self.wrong(name, f"{part['id']} has {part['value']} points, not {read['typed']}")
        return None


@functools.cache
def cells(path: Path, sheet: str | None) -> dict[tuple[int, int], str]:
    """The cells of a file by line and column."""
    if sheet is not None:
        return dict(_of_sheet(path, sheet))
    return {(line, column): text for line, row in lines_of(path) for column, text in enumerate(row, 1)}


def _of_sheet(path: Path, sheet: str):
    main, of = ("{http://schemas.openxmlformats.org/%s}" % part for part in ("spreadsheetml/2006/main", "officeDocument/2006/relationships"))
    with zipfile.ZipFile(path) as package:
        def part(name):
            return ElementTree.fromstring(package.read(name))
        texts = []
        if "xl/sharedStrings.xml" in package.namelist():
            items = part("xl/sharedStrings.xml").iter(f"{main}si")
            texts = ["".join(run.text or "" for run in item.iter(f"{main}t")) for item in items]
        book = next(one for one in part("xl/workbook.xml").iter(f"{main}sheet") if one.get("name") == sheet)
        files = {one.get("Id"): one.get("Target") for one in part("xl/_rels/workbook.xml.rels")}
        place = files[book.get(f"{of}id")].removeprefix("/xl/")
        for cell in part(f"xl/{place}").iter(f"{main}c"):
            letters, line = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r")).groups()
            column = functools.reduce(lambda number, letter: number * 26 + ord(letter) - ord("A") + 1, letters, 0)
            value = "".join(one.text or "" for one in cell.iter() if one.tag in (f"{main}v", f"{main}t"))
            yield (int(line), column), texts[int(value)] if cell.get("t") == "s" else value


def main(root: Path, out: Path) -> int:
    settings = tomllib.loads((root / "inputs/cycle.toml").read_text("utf-8-sig"))
    held: Counter[str] = Counter()
    wrong = 0
    for path in sorted(out.glob("*/values.json")):
        stage = Stage(root, json.loads(path.read_text("utf-8")), settings)
        stage.check()
        held += stage.held
        wrong += len(stage.problems)
        for problem in stage.problems:
            print(f"{path.parent.name} {problem}")
    print(json.dumps(held, ensure_ascii=False))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
