"""A second count of the evaluation in stages, from the returns and the tables themselves.

    python3 tests/oracle/evaluations.py ROOT CUTOFF

Prints JSON: what is counted, by the ends of the ids in values.json: all/二次評価/mark/Ａ, category/1-1/外部評価/mark/◎.
Written from inputs/README.md; it reads tables in CSV, one file each.
"""

import sys

sys.dont_write_bytecode = True

import datetime
import json
import tomllib
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path

from returns import Notes, read_cycle, read_returns, read_table
from values import fold, print_number, read_day

#: The columns that say what a row of a table is of.
KEYS = {"measure": "取組番号", "category": "区分", "member": "構成員", "department": "部署", "organization": "団体"}
PERSONS = {"member", "department", "organization"}


def main(root: Path, cutoff: datetime.date) -> dict[str, str]:
    cycle = read_cycle(root)
    settings = tomllib.loads((root / "inputs/cycle.toml").read_text("utf-8-sig"))
    stages: dict[str, dict] = {}
    for column in settings.get("columns", []):
        if "evaluation" in column:
            stage = _stage(stages, column, [])
            for (measure, _), returned in read_returns(root, cycle, cutoff, Notes()).items():
                row = returned.row
                if row.cell(column["id"]) and not row.cell("再掲"):
                    stage["given"]["measure", measure].append(row.cell(column["id"]))
    for table in settings.get("tables", []):
        for column in table["columns"]:
            if "evaluation" in column:
                _add(_stage(stages, column, table["key"]), table, column, root, settings, cutoff)
    layers = {name: {_layer(key, cycle) for kind, key in stage["given"] if kind == "category"} for name, stage in stages.items()}
    counts: dict[str, str] = {}
    for name, stage in stages.items():
        nodes = [("measure", number) for number in cycle.measures] if stage["of_measures"] else []
        nodes += [("category", id) for id in cycle.categories if _layer(id, cycle) in layers[name]]
        counts |= _counts(name, stage, nodes)
    return counts


def _stage(stages: dict, column: dict, key: list[str]) -> dict:
    stage = stages.setdefault(
        column["evaluation"],
        {"choices": column.get("choices", []), "given": defaultdict(list), "of_measures": False, "several": False},
    )
    stage["of_measures"] |= not key or "measure" in key
    stage["several"] |= bool(PERSONS & set(key))
    return stage


def _add(stage: dict, table: dict, column: dict, root: Path, settings: dict, cutoff: datetime.date) -> None:
    """The last row of each key by the cutoff."""
    names = {c["standard"]: c.get("name", c["standard"]) for c in table["columns"] if "standard" in c}
    headers = [names.get(KEYS[key], KEYS[key]) for key in table["key"]]
    titles = {fold(c["title"]): c["id"] for c in settings["categories"]}
    last: dict[tuple, str] = {}
    rows = [(read_day(row.cell("受付日")) if row.cell("受付日") else datetime.date.min, row) for row in read_table(root / f"inputs/tables/{table['id']}.csv", headers)]
    for day, row in sorted(rows, key=lambda pair: pair[0]):
        if day <= cutoff:
            of = [row.cell(header) for header in headers]
            last[tuple(titles.get(fold(one), one) for one in of)] = row.cell(column["name"])
    kind = "measure" if "measure" in table["key"] else "category"
    for key, mark in last.items():
        if mark:
            stage["given"][kind, key[table["key"].index(kind)]].append(mark)


def _layer(category: str, cycle) -> int:
    return 1 + _layer(cycle.categories[category], cycle) if category else 0


def _counts(name: str, stage: dict, nodes: list[tuple[str, str]]) -> dict[str, str]:
    given, counts = stage["given"], {}
    evaluated = sum(bool(given.get(node)) for node in nodes)
    counts[f"all/{name}/evaluated"] = str(evaluated)
    counts[f"all/{name}/without"] = str(len(nodes) - evaluated)
    of_all = Counter(mark for node in nodes for mark in given.get(node, []))
    for mark in stage["choices"]:
        counts[f"all/{name}/mark/{mark}"] = str(of_all[mark])
    for kind, key in nodes:
        marks = given.get((kind, key), [])
        if not marks or not stage["several"] and len(set(marks)) == 1:
            continue
        if stage["choices"]:
            counts |= {f"{kind}/{key}/{name}/mark/{mark}": str(n) for mark, n in Counter(marks).items()}
        else:
            mean = sum(map(Fraction, marks)) / len(marks)
            counts[f"{kind}/{key}/{name}/mean"] = print_number(mean, 1)
    return counts


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), datetime.date.fromisoformat(sys.argv[2])), ensure_ascii=False, sort_keys=True, indent=1))
