"""Reading the cycle and what departments returned by a day."""

import csv
import datetime
import io
import re
import tomllib
import zipfile
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from xml.etree import ElementTree

from declared import BREAK, COMPARED, Columns, with_series
from values import Unreadable, fold, read_day, read_year

#: Columns in which 同上 and 〃 do not stand for the cell above.
_NOT_COPIED = {fold(name) for name in ("指標番号", "基準年度", "基準値", "目標年度", "目標値", "目安値", "実績年度", "実績値")}

_DITTO = {"同上", "〃"}


@dataclass(frozen=True)
class Row:
    """One row of a table: where it stands, and its cells by folded column name."""

    place: str
    cells: dict[str, str]

    def cell(self, column: str) -> str:
        return self.cells.get(fold(column), "").strip()


@dataclass(frozen=True)
class Returned:
    """One row of a return, with who sent it."""

    row: Row
    department: str


@dataclass(frozen=True)
class Cycle:
    """What is known before any return: the evaluation, the categories and the measures in their order."""

    evaluation: dict
    fiscal_year: int
    categories: dict[str, str]  # id → parent's id, or ""
    measures: dict[str, Row]  # folded 取組番号 → its row of measures.csv
    departments: set[str]
    columns: Columns
    shown: dict[str, tuple[str, int]]  # 取組番号/指標番号 → the unit in which it is printed, and its decimals
    series: dict[tuple[str, str], dict[str, str]]  # 取組番号, 指標番号 → the cells of series.csv


@dataclass
class Notes:
    """What looked odd on the way; printed for the reader, no part of the figures."""

    lines: list[str] = field(default_factory=list)

    def add(self, place: str, message: str) -> None:
        self.lines.append(f"{place}: {message}")


def read_cycle(root: Path) -> Cycle:
    """Reads cycle.toml, departments.csv and measures.csv."""
    inputs = root / "inputs"
    settings = tomllib.loads((inputs / "cycle.toml").read_text("utf-8-sig"))
    measures = read_table(inputs / "measures.csv", ["取組番号", "区分", "担当"])
    return Cycle(
        evaluation=settings["evaluation"],
        fiscal_year=settings["cycle"]["fiscal_year"],
        categories={category["id"]: category.get("parent", "") for category in settings["categories"]},
        measures={fold(row.cell("取組番号")): row for row in measures},
        shown={
            declared["number"]: (declared["shown_in"], declared.get("decimals", 0))
            for declared in reversed(settings.get("indicators", []))
        },
        columns=Columns(settings.get("columns", []), settings["cycle"]["fiscal_year"]),
        series=_series(root, settings.get("series", {}).get("comparators", ["全国"])[0]),
        departments={row.cell("コード") for row in read_table(inputs / "departments.csv", ["コード"])},
    )


def read_returns(root: Path, cycle: Cycle, cutoff: datetime.date, notes: Notes) -> dict[tuple[str, str], Returned]:
    """The rows received by the cutoff, by (取組番号, 指標番号); of one key, the file received last counts."""
    rows: dict[tuple[str, str], Returned] = {}
    for day, path in _received_files(root, notes):
        if day > cutoff:
            continue
        department = path.stem.split("_")[0]
        if department not in cycle.departments:
            notes.add(path.name, "部局のコードにない（unknown-department）")
            continue
        try:
            rows |= _rows_of(path, department, cycle, notes)
        except Unreadable as error:
            notes.add(path.name, f"{error}。数えない")
    return rows


def _received_files(root: Path, notes: Notes) -> list[tuple[datetime.date, Path]]:
    """The returns with the day each was received, from the first to the last."""
    inputs = root / "inputs"
    days = {row.cell("ファイル"): read_day(row.cell("受領日")) for row in read_table(inputs / "received.csv", ["ファイル", "受領日"])}
    found = []
    for path in sorted(path for path in (inputs / "submissions").iterdir() if path.suffix in (".csv", ".xlsx")):
        name = path.relative_to(inputs).as_posix()
        if name in days:
            found.append((days[name], path))
        else:
            notes.add(name, "received.csv に受領日がない。数えない")
    return sorted(found)


def _rows_of(path: Path, department: str, cycle: Cycle, notes: Notes) -> dict[tuple[str, str], Returned]:
    """The usable rows of one file by their key."""
    rows: dict[tuple[str, str], Returned] = {}
    names = {column["standard"]: column for column in cycle.columns.declared if "standard" in column}
    called = [names.get(name, {}).get("name", name) for name in ("取組番号", "指標名")]
    counted: dict[str, int] = {}
    for row in read_table(path, called):
        row = Row(row.place, cycle.columns.standard(row.cells))
        if not names.get("指標番号", {}).get("use", True):
            measure = fold(row.cell("取組番号"))
            counted[measure] = counted.get(measure, 0) + 1
            row.cells[fold("指標番号")] = str(counted[measure])
        key = (fold(row.cell("取組番号")), fold(row.cell("指標番号")))
        measure = cycle.measures.get(key[0])
        if measure is None:
            notes.add(row.place, f"取組番号「{key[0]}」は measures.csv にない。数えない（unknown-measure）")
        elif measure.cell("担当") != department:
            notes.add(row.place, f"{key[0]} の担当は {measure.cell('担当')}。数えない（measure-owner-conflict）")
        elif key in rows:
            notes.add(row.place, f"{key[0]}/{key[1]} が二度ある。初めのものを使う（duplicate-indicator）")
        else:
            rows[key] = Returned(Row(row.place, with_series(row.cells, cycle.series.get(key, {}))), department)
    return rows


def _series(root: Path, comparator: str) -> dict[tuple[str, str], dict[str, str]]:
    """The cells of inputs/series.csv by indicator: 実績値/2022, 区切り/2022, 比較/2022. The last 改定日 of a year holds."""
    path = root / "inputs/series.csv"
    found: dict[tuple[str, str], dict[str, str]] = {}
    rows = read_table(path, ["取組番号", "種別"]) if path.exists() else []
    for row in sorted(rows, key=lambda row: row.cell("改定日")):
        of = found.setdefault((fold(row.cell("取組番号")), fold(row.cell("指標番号")) or "1"), {})
        year, kind = read_year(row.cell("年度"))[0], row.cell("種別")
        if row.cell("区切り") in ("有", "○"):
            of[f"{BREAK}/{year}"] = row.cell("区切り")
        if row.cell("値"):
            of[f"{COMPARED if kind == comparator else kind + '値'}/{year}"] = row.cell("値")
    return found


def read_table(path: Path, wanted: list[str]) -> list[Row]:
    """Reads a CSV whose header is the first row that holds all wanted names, below any title rows."""
    header: list[str] = []
    rows: list[Row] = []
    for line, values in lines_of(path):
        place = f"{path.name}:{line}"
        folded = [fold(value) for value in values]
        if not header:
            header = folded if {fold(name) for name in wanted} <= set(folded) else []
        elif not rows and _is_second_line(folded):
            header = _below(header, folded)
        elif folded and folded[0].startswith("※") and not any(folded[1:]):
            continue
        elif any(folded):
            above = rows[-1].cells if rows else {}
            rows.append(Row(place, _cells(header, values, above)))
    if not header:
        raise Unreadable(f"{path}: 見出し（{'、'.join(wanted)}）がない（header-missing）")
    return rows


def lines_of(path: Path) -> list[tuple[int, list[str]]]:
    """The rows of a CSV file or of a workbook's first sheet, each with its line."""
    if path.suffix == ".xlsx":
        return list(enumerate(_sheet(path), 1))
    reader = csv.reader(io.StringIO(_decode(path.read_bytes(), path), newline=""))
    lines, line = [], 1
    for values in reader:
        lines.append((line, values))
        line = reader.line_num + 1
    return lines


def _sheet(path: Path) -> list[list[str]]:
    """The cells of a workbook's first sheet as text."""
    name = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as package:
        texts = []
        if "xl/sharedStrings.xml" in package.namelist():
            texts = ["".join(item.itertext()) for item in ElementTree.fromstring(package.read("xl/sharedStrings.xml"))]
        sheet = ElementTree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in sheet.iter(f"{name}row"):
        cells: list[str] = []
        for cell in row.iter(f"{name}c"):
            column = 0
            for letter in filter(str.isalpha, cell.get("r", "")):
                column = column * 26 + ord(letter) - ord("A") + 1
            value = "".join(cell.itertext())
            cells += [""] * (column - len(cells) - 1)
            cells.append(texts[int(value)] if cell.get("t") == "s" and value else value)
        rows.append(cells)
    return rows


def _is_second_line(folded: list[str]) -> bool:
    """Does a row name years below the groups of a header?"""
    return bool(folded) and not folded[0] and sum(bool(re.fullmatch(r"[RH]\d+(年度)?", cell)) for cell in folded) > 2


def _below(header: list[str], second: list[str]) -> list[str]:
    """The names of a header of two lines: R5 below 実績 is 実績R5."""
    names, group = [], ""
    for above, below in zip_longest(header, second, fillvalue=""):
        group = above or group
        names.append(group + below if below else above)
    return names


def _cells(header: list[str], values: list[str], above: dict[str, str]) -> dict[str, str]:
    """One row's cells by name, with 同上 and 〃 in text columns replaced by the cell above."""
    cells = dict(zip(header, values))
    for name, value in cells.items():
        if value.strip() in _DITTO and name not in _NOT_COPIED:
            cells[name] = above.get(name, "")
    return cells


def _decode(data: bytes, path: Path) -> str:
    """Text by its byte order mark, else strict UTF-8, else CP932."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(f"{path}: 文字コードが分からない（encoding）")
