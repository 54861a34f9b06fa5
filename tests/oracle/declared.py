"""What a cycle declares of its returns and of its judging: columns, rules in formulas, classes by conditions.

Written from inputs/README.md. A formula is read by Python's own parser, once its signs are Python's.
"""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from values import Unreadable, fold, read_quantity, read_year

#: What a formula comes to: a number, a word, a truth, or None where something in it is not known.
Value = Fraction | str | bool | None

#: Says in a row's cells that its 目安値 is the target of its year, which nobody stated.
OF_ITS_YEAR = "年度別の目標値"

_SIGNS = {"×": "*", "÷": "/", "≦": "<=", "≤": "<=", "≧": ">=", "≥": ">=", "≠": "!=", "−": "-", "＝": "=", "＋": "+", "－": "-", "（": "(", "）": ")"}
YEAR_IN_NAME = re.compile(r"(?:令和|平成|R|H)(?:元|\d{1,2})(?:年度?)?|(?:19|20)\d\d(?:年度?)?", re.IGNORECASE)


# ── columns ──────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Columns:
    """The [[columns]] of cycle.toml, and the cycle's fiscal year."""

    declared: list[dict] = field(default_factory=list)
    fiscal_year: int = 0

    def standard(self, cells: dict[str, str]) -> dict[str, str]:
        """A row's cells by the names of the standard form; those of years and of own columns by their ids."""
        known = dict(cells)
        for column in self.declared:
            name = column.get("standard") or column["id"]
            names = [column.get("name", name), *column.get("also", [])]
            if "years" in column:
                known |= {f"{name}/{year}": text for year, text in self._by_year(cells, names).items()}
            elif not column.get("use", True):
                known[fold(name)] = self._value(column, known)
            else:
                found = next((cells[fold(one)] for one in names if fold(one) in cells), "")
                words = {fold(own): word for own, word in column.get("words", {}).items()}
                known[fold(name)] = words.get(fold(found), found)
        return known

    def _value(self, column: dict, known: dict[str, str]) -> str:
        value = column.get("value", "")
        if column["standard"] == "目標を設定しない理由" and known.get(fold("目標値"), "").strip():
            return ""
        years = {"当年度": self.fiscal_year, "前年度": self.fiscal_year - 1}
        return f"{years[value]}年度" if value in years else value

    def _by_year(self, cells: dict[str, str], names: list[str]) -> dict[int, str]:
        """The cells of a column of years: 実績（令和４年度）, R4実績."""
        short = {fold(name).removesuffix("値") for name in names} | {fold(name) for name in names}
        found = {}
        for header, text in cells.items():
            year = YEAR_IN_NAME.search(header)
            rest = re.sub(r"\(.*?\)", "", header.replace(year.group(), "")) if year else header
            if year and rest in short:
                found[read_year(year.group())[0]] = text
        return found

    def own(self, cells: dict[str, str]) -> dict[str, Value]:
        """What formulas know of the own columns: own.cost, own.cost.2023."""
        found: dict[str, Value] = {}
        for column in self.declared:
            if "id" in column:
                names = [name for name in cells if name in (fold(column["id"]), column["id"]) or name.startswith(column["id"] + "/")]
                for name in names:
                    found[name.replace("/", ".").replace("-", "_")] = _own_value(column, cells[name])
        return found


#: What stands before a year in the name of a cell: of a break in the series, and of what it is compared with.
BREAK, COMPARED = "区切り", "比較"


def with_series(cells: dict[str, str], series: dict[str, str]) -> dict[str, str]:
    """A row's cells with the years of inputs/series.csv, where the return has none; and what it is judged by, out of its
    years, where the return doesn't say that either."""
    known = dict(cells)
    for name, text in series.items():
        if not known.get(name, "").strip():
            known[name] = text

    def is_empty(column: str) -> bool:
        return not known.get(fold(column), "").strip()

    actual_year, stated_end = (_year(known.get(fold(column), "")) for column in ("実績年度", "目標年度"))
    if is_empty("実績値"):
        known[fold("実績値")] = known.get(f"実績値/{actual_year}", "")
    years = sorted(int(name.split("/")[1]) for name, text in known.items() if name.startswith("目標値/") and text.strip())
    if is_empty("目標値") and years:
        end = stated_end or (actual_year if known.get(fold("指標の型")) == "単年度" else years[-1])
        known[fold("目標値")] = known.get(f"目標値/{end}", "")
        known[fold("目標年度")] = f"{end}年度"
        on_the_way = known.get(fold("指標の型")) in ("水準", "累計") and actual_year and actual_year < end
        if on_the_way and is_empty("目安値") and known.get(f"目標値/{actual_year}", "").strip():
            known[fold("目安値")] = known[f"目標値/{actual_year}"]
            known[OF_ITS_YEAR] = "○"
    if is_empty("目安値"):
        known[fold("目安値")] = known.get(f"目安値/{actual_year}", "")
    return known


def _year(text: str) -> int | None:
    try:
        read = read_year(text)
    except Unreadable:
        return None
    return read[0] if read else None


def _own_value(column: dict, text: str) -> Value:
    if column.get("type") in ("number", "money", "score", "rank"):
        try:
            quantity = read_quantity(text, column.get("unit", ""))
        except Unreadable:
            return None
        return quantity.value if quantity else None
    return text.strip() or None


# ── formulas ─────────────────────────────────────────────────────────────


def evaluate(formula: str, known: dict[str, Value]) -> Value:
    """What a formula comes to; None where something in it is not known, or it would divide by zero."""
    text = "".join(_SIGNS.get(letter, letter) for letter in formula)
    text = re.sub(r"(\d+(?:\.\d+)?)[%％]", r"(\1/100)", text)
    text = re.sub(r"(?<![<>!=])=(?!=)", "==", text)
    text = re.sub(r"\bown\.([\w.]+)", r"own['\1']", text)
    text = re.sub(r"\bif\(", "if_(", text)
    return _value(ast.parse(text.strip(), mode="eval").body, known)


def _value(node: ast.expr, known: dict[str, Value]) -> Value:
    def of(part: ast.expr) -> Value:
        return _value(part, known)

    match node:
        case ast.Constant(value=value):
            return Fraction(str(value))
        case ast.Name(id="none"):
            return None
        case ast.Name(id=name):
            return known.get(name) if name.isascii() else name
        case ast.Subscript(slice=ast.Constant(value=name)):
            return known.get(f"own.{name}")
        case ast.UnaryOp(op=ast.USub(), operand=part):
            value = of(part)
            return None if value is None else -value
        case ast.UnaryOp(op=ast.Not(), operand=part):
            value = of(part)
            return None if value is None else not value
        case ast.BoolOp(op=op, values=parts):
            decides = isinstance(op, ast.Or)
            values = [of(part) for part in parts]
            if decides in values:
                return decides
            return None if None in values else not decides
        case ast.BinOp(left=left, op=op, right=right):
            return _computed(op, of(left), of(right))
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _compared(op, of(left), of(right))
        case ast.Call(func=ast.Name(id=name), args=parts):
            return _called(name, parts, of)
    raise ValueError(ast.dump(node))


def _computed(op: ast.operator, left: Value, right: Value) -> Value:
    if left is None or right is None:
        return None
    match op:
        case ast.Add():
            return left + right
        case ast.Sub():
            return left - right
        case ast.Mult():
            return left * right
        case ast.Div():
            return left / right if right else None
    raise ValueError(op)


def _compared(op: ast.cmpop, left: Value, right: Value) -> Value:
    if left is None or right is None:
        return None
    outcomes = {
        ast.Eq: lambda: left == right, ast.NotEq: lambda: left != right, ast.Lt: lambda: left < right,
        ast.LtE: lambda: left <= right, ast.Gt: lambda: left > right, ast.GtE: lambda: left >= right,
    }
    return outcomes[type(op)]()


def _called(name: str, parts: list[ast.expr], of: Callable[[ast.expr], Value]) -> Value:
    if name == "if_":
        condition = of(parts[0])
        return None if condition is None else of(parts[1] if condition else parts[2])
    values = [of(part) for part in parts]
    if name == "known":
        return values[0] is not None
    if name == "first":
        return next((value for value in values if value is not None), None)
    if None in values:
        return None
    return {"min": min, "max": max, "abs": lambda all: abs(all[0])}[name](values)
