"""An independent second computation of every figure, from the raw returns.

    python3 tests/oracle/recompute.py ROOT CUTOFF     ROOT holds inputs/; CUTOFF is a day, 2020-02-03
    python3 tests/oracle/recompute.py --self-test     compares with answers that were worked out by hand

Prints JSON: `indicators` with their texts as the papers print them, `totals` of each category and of all, and `basis`,
the number of targets by where they come from; where the cycle classes the nodes of its tree, `nodes`. What looks odd in the returns goes to standard error. Written from the
description of the figures alone: it shares nothing with the program that it checks.

An indicator's `counted` is false for a repeated one (再掲). `indicators` of a total counts the counted ones with a
target, without those stopped (中止), which are `outside`; `known` are those among them that have a class.

`cases.json` holds one row of a return each with what is printed about it, judged by SAMPLE_EVALUATION.
`example/` is a small cycle with the whole expected output: encodings, title rows, late and corrected files, 再掲.
"""

import sys

sys.dont_write_bytecode = True

import datetime
import json
from collections import Counter
from pathlib import Path

from judge import QUALITATIVE, STOPPED, Rules, figures
from nodes import nodes
from returns import Cycle, Notes, Returned, read_cycle, read_returns
from values import fold

HERE = Path(__file__).parent

#: The classes by which the answers of cases.json were worked out.
SAMPLE_EVALUATION = {
    "class_by": "expected",
    "met": "Ａ",
    "not_met": "Ｄ",
    "completed": "Ａ",
    "ongoing": "Ｂ",
    "not_started": "Ｄ",
    "unknown": "－",
    "classes": [
        {"label": "Ａ", "at_least": 100},
        {"label": "Ｂ", "at_least": 80},
        {"label": "Ｃ", "at_least": 50},
        {"label": "Ｄ"},
    ],
}

#: The fiscal year in which they were: 令和元年度.
SAMPLE_YEAR = 2019

Key = tuple[str, str]


def main(arguments: list[str]) -> int:
    """Runs one of the two commands; returns the exit status."""
    if arguments == ["--self-test"]:
        return self_test()
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    notes = Notes()
    try:
        result = recompute(Path(arguments[0]), datetime.date.fromisoformat(arguments[1]), notes)
    except (OSError, ValueError, KeyError) as error:
        print(f"recompute: {error}", file=sys.stderr)
        return 2
    print(*notes.lines, sep="\n", end="\n" if notes.lines else "", file=sys.stderr)
    print(json.dumps(result, ensure_ascii=False, sort_keys=True, indent=1))
    return 0


def recompute(root: Path, cutoff: datetime.date, notes: Notes) -> dict:
    """Everything the papers of a stage with this cutoff print as a figure."""
    cycle = read_cycle(root)
    rules = Rules.of(cycle.evaluation, cycle.fiscal_year)
    returned = read_returns(root, cycle, cutoff, notes)
    for measure in sorted(cycle.measures.keys() - {measure for measure, _ in returned}):
        notes.add("measures.csv", f"{measure} の指標がまだない")
    indicators = {f"{measure}/{number}": _indicator((measure, number), returned, cycle, rules, notes) for measure, number in returned}
    of_nodes = {"nodes": nodes(indicators, cycle, rules)} if rules.nodes else {}
    for indicator in indicators.values():
        del indicator["deciding"], indicator["known"]
    return of_nodes | {
        "indicators": indicators,
        "totals": _totals(indicators, cycle, rules),
        "basis": _basis(indicators, returned, notes),
    }


# ── indicators ───────────────────────────────────────────────────────────


def _indicator(key: Key, returned: dict[Key, Returned], cycle: Cycle, rules: Rules, notes: Notes) -> dict:
    """One indicator: whose it is, and its figures, which for a repeated one are the original's."""
    row, department = returned[key].row, returned[key].department
    source = _original(key, returned, notes)
    odd: list[str] = []
    # What is told in words has no unit.
    shown = cycle.shown.get(fold(row.cell("再掲")) or "/".join(key)) if source and source.cell("単位") else None
    own = cycle.columns.own(source.cells) if source else {}
    texts = figures(source.cells, rules, odd, shown, own) if source else _missing_original(rules)
    if source is row:
        for line in odd:
            notes.add(row.place, line)
    return texts | {
        "measure": key[0],
        "category": cycle.measures[key[0]].cell("区分"),
        "department": department,
        "name": row.cell("指標名") or (source.cell("指標名") if source else ""),
        "unit": shown[0] if shown else row.cell("単位") or (source.cell("単位") if source else ""),
        "counted": not row.cell("再掲"),
    }


def _original(key: Key, returned: dict[Key, Returned], notes: Notes):
    """The row that holds the figures: the row itself, or the one that it repeats; None where that is missing."""
    row = returned[key].row
    repeated = fold(row.cell("再掲"))
    if not repeated:
        return row
    measure, _, number = repeated.rpartition("/")
    original = returned.get((measure, number))
    if original is None or original.row.cell("再掲"):
        notes.add(row.place, f"再掲の元「{repeated}」がない（reference-to-nothing）")
        return None
    return original.row


def _missing_original(rules: Rules) -> dict:
    """What a repeated indicator prints whose original has not come."""
    texts = ("baseline", "expected", "actual", "target", "achievement", "progress")
    return dict.fromkeys(texts, rules.unknown) | {"class": rules.unknown, "side": "", "has_target": False, "deciding": None, "known": {}}


# ── totals ───────────────────────────────────────────────────────────────


def _totals(indicators: dict[str, dict], cycle: Cycle, rules: Rules) -> dict:
    """Counts of each category, a parent's with its children's, and of all."""
    totals = {"all": _total(list(cycle.measures), list(indicators.values()), rules)}
    for category in cycle.categories:
        measures = [number for number, row in cycle.measures.items() if _within(row.cell("区分"), category, cycle)]
        totals[category] = _total(measures, [i for i in indicators.values() if i["measure"] in measures], rules)
    return totals


def _within(category: str, ancestor: str, cycle: Cycle) -> bool:
    """Is this category the other one, or below it?"""
    while category and category != ancestor:
        category = cycle.categories.get(category, "")
    return category == ancestor


def _total(measures: list[str], indicators: list[dict], rules: Rules) -> dict:
    counted = [indicator for indicator in indicators if indicator["counted"]]
    targets = [indicator for indicator in counted if indicator["has_target"] and indicator["class"] != STOPPED]
    stopped = sum(indicator["class"] == STOPPED for indicator in counted)
    classes = Counter(indicator["class"] for indicator in targets)
    known = sum(classes[label] for label in rules.labels)
    counts = {label: classes[label] for label in rules.labels} | {rules.unknown: len(targets) - known}
    return {
        "measures": len(measures),
        "indicators": len(targets),
        "known": known,
        "without_target": sum(not indicator["has_target"] for indicator in counted),
        "classes": counts | ({"outside": stopped} if stopped else {}),
    }


def _basis(indicators: dict[str, dict], returned: dict[Key, Returned], notes: Notes) -> dict[str, int]:
    """How many of the counted targets come from each source (目標の根拠)."""
    sources: Counter[str] = Counter()
    for (measure, number), value in returned.items():
        indicator = indicators[f"{measure}/{number}"]
        if not (indicator["counted"] and indicator["has_target"]) or indicator["class"] == STOPPED:
            continue
        source = fold(value.row.cell("目標の根拠"))
        if source:
            sources[source] += 1
        elif fold(value.row.cell("指標の型")) != QUALITATIVE:
            notes.add(value.row.place, "目標の根拠がない（basis-missing）")
    return dict(sources)


# ── self-test ────────────────────────────────────────────────────────────


def self_test() -> int:
    """Compares with the answers worked out by hand; prints each difference."""
    differences = _differing_cases() + _differing_example()
    for line in differences:
        print(line)
    print("self-test: " + ("all known answers agree" if not differences else f"{len(differences)} differ"))
    return 1 if differences else 0


def _differing_cases() -> list[str]:
    rules = Rules.of(SAMPLE_EVALUATION, SAMPLE_YEAR)
    cases = json.loads((HERE / "cases.json").read_text("utf-8"))
    differences = [] if cases else ["cases.json holds no case"]
    for case in cases:
        cells = {fold(column): value for column, value in case["input"].items()}
        found = figures(cells, rules, [])
        for name, text in case["expect"].items():
            if found[name] != text:
                differences.append(f"{case['name']}: {name} is {found[name]!r}, by hand {text!r}")
    return differences


def _differing_example() -> list[str]:
    known = sorted((HERE / "example").glob("expected-*.json"))
    differences = [] if known else ["example/ holds no expected output"]
    for expected in known:
        cutoff = datetime.date.fromisoformat(expected.stem.removeprefix("expected-"))
        found = recompute(HERE / "example", cutoff, Notes())
        differences += _differences(expected.name, found, json.loads(expected.read_text("utf-8")))
    return differences


def _differences(place: str, found, known) -> list[str]:
    """Where two JSON values differ, by the path to each leaf."""
    if isinstance(found, dict) and isinstance(known, dict):
        lines = []
        for name in sorted(found.keys() | known.keys()):
            lines += _differences(f"{place} {name}", found.get(name), known.get(name))
        return lines
    return [] if found == known else [f"{place} is {found!r}, by hand {known!r}"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
