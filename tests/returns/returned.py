"""What the cases are made of: the good return, as a table, as CSV and as a workbook; and the list of all cases."""

import csv
import inspect
import io
import re
from collections.abc import Callable
from pathlib import Path

from book import Book, Cell, Sheet, letters, number, text

BASE = Path(__file__).resolve().parent.parent / "rules/base/inputs"

#: Columns whose cells a department types as numbers.
NUMBERS = {"指標番号", "基準値", "目標値", "目安値", "実績値"}
_NUMBER = re.compile(r"-?\d[\d,]*(\.\d+)?")

Table = list[list[str]]
Files = dict[str, bytes]

#: Every case by its name: what makes its files, below inputs/.
CASES: dict[str, Callable[[], Files]] = {}

#: Cases that are too large to be stored.
LARGE: set[str] = set()


def case(make: Callable[[], Files]) -> Callable[[], Files]:
    """Adds a case. Its name is the function's, its why.txt the docstring."""
    name = make.__name__.replace("_", "-")
    assert name not in CASES, name
    CASES[name] = make
    return make


def large(make: Callable[[], Files]) -> Callable[[], Files]:
    LARGE.add(make.__name__.replace("_", "-"))
    return make


def why(name: str) -> str:
    return inspect.cleandoc(CASES[name].__doc__) + "\n"


# ── tables ───────────────────────────────────────────────────────────────


def base_bytes(department: str = "kikaku") -> bytes:
    return (BASE / f"submissions/{department}.csv").read_bytes()


def good(department: str = "kikaku") -> Table:
    """The good return: the header, and a row for each indicator."""
    return list(csv.reader(io.StringIO(base_bytes(department).decode())))


HEADER = good()[0]


def at(name: str) -> int:
    """Where a column of the good return stands, from 0."""
    return HEADER.index(name)


def column(name: str) -> int:
    """Where a column of the good return stands in its workbook, from 1."""
    return at(name) + 1


def with_cell(row: int, name: str, value: str, table: Table | None = None) -> Table:
    """The good return with another value in one cell; rows count from 1, the header being the first."""
    table = table or good()
    table[row - 1][at(name)] = value
    return table


def with_header(name: str, other: str) -> Table:
    return with_cell(1, name, other)


def filled(**cells: str) -> list[str]:
    """A row of the return's width that holds only these cells."""
    row = [""] * len(HEADER)
    for name, value in cells.items():
        row[at(name)] = value
    return row


def last_year() -> Table:
    """The return of the year before: the same indicators, a year earlier."""
    table = good()
    for row, value in zip(table[1:], ("44.0", "3,100", "31")):
        row[at("実績年度")], row[at("実績値")], row[at("実績の区分")] = "令和３年度", value, "確定"
    table[3][at("基準年度")], table[3][at("目標年度")] = "令和２年度", "令和３年度"
    return table


# ── CSV ──────────────────────────────────────────────────────────────────


def csv_text(table: Table, delimiter: str = ",", end: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(table)
    return out.getvalue()


def csv_bytes(table: Table, encoding: str = "utf-8") -> bytes:
    return csv_text(table).encode(encoding)


def as_csv(content: Table | str | bytes, encoding: str = "utf-8") -> Files:
    """The department's CSV, in place of the good one."""
    if isinstance(content, list):
        content = csv_text(content)
    if isinstance(content, str):
        content = content.encode(encoding)
    return {"submissions/kikaku.csv": content}


def named(name: str, content: bytes) -> Files:
    """A file of another name, in place of the good one."""
    return {f"submissions/{name}": content}


def unlisted(name: str, content: bytes) -> Files:
    """A file that lies beside the good one, and of which received.csv knows nothing."""
    return named(name, content) | {"received.csv": (BASE / "received.csv").read_bytes()}


def listed(name: str) -> Files:
    """received.csv with a file of this name."""
    return {"received.csv": (BASE / "received.csv").read_bytes() + f"submissions/{name},2023-01-25\n".encode()}


# ── workbooks ────────────────────────────────────────────────────────────


def sheet_of(table: Table, name: str = "調査票", names: list[str] = HEADER) -> Sheet:
    """A sheet of the table: numbers as numbers, shown as typed; `names` says which column of the return each one is."""
    sheet = Sheet(name)
    for r, row in enumerate(table, 1):
        for c, value in enumerate(row, 1):
            name = names[c - 1] if c <= len(names) else ""
            sheet.put(r, c, _cell(value, name))
    return sheet


def _cell(value: str, name: str) -> Cell:
    if value in HEADER:
        return text(value, heading=True)
    if name in NUMBERS and _NUMBER.fullmatch(value):
        return typed(value)
    return text(value) if value else Cell()


def typed(value: str) -> Cell:
    """A number cell that shows what is given."""
    plain = value.replace(",", "")
    if "." in plain:
        return number(plain.rstrip("0").rstrip("."), "0." + "0" * len(plain.split(".")[1]))
    return number(plain, "#,##0" if "," in value else "General")


def book_of(table: Table, names: list[str] = HEADER) -> Book:
    return Book([sheet_of(table, names=names)])


def good_book() -> Book:
    return book_of(good())


def with_number(row: int, name: str, cell: Cell, table: Table | None = None) -> Book:
    """The good return as a workbook, with another cell in one place."""
    book = book_of(table or good())
    book.sheet.put(row, column(name), cell)
    return book


def as_xlsx(book: Book | bytes) -> Files:
    """The department's workbook, in place of the good CSV."""
    return named("kikaku.xlsx", book if isinstance(book, bytes) else book.bytes())


def letter(name: str) -> str:
    return letters(column(name))


def cell_at(row: int, name: str) -> str:
    return f"{letter(name)}{row}"
