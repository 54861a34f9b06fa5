"""A small writer of .xlsx packages: exactly the XML that a case asks for, right or wrong, and always the same bytes."""

import io
import zipfile
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MICROSOFT = "http://schemas.microsoft.com/office"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORKBOOK = f"{SPREADSHEET}.sheet.main+xml"
MACRO_WORKBOOK = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
FIRST_CUSTOM_FORMAT = 176
#: Formats that Excel writes by their number alone; the last is 「m"月"d"日"」 in Japan.
BUILT_IN_FORMATS = {"General": 0, "#,##0": 3, "yyyy/m/d": 14, "@": 49, "built-in 56": 56}
DAY = "2023-01-20T00:00:00Z"


# ── cells ────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Cell:
    """A cell as it stands in the file; `item` is the content of its shared string where that is not plain text."""

    value: str | None = None
    type: str = "n"
    formula: str | None = None
    format: str = "General"
    strike: bool = False
    quoted: bool = False
    heading: bool = False
    item: str | None = None

    @property
    def style(self) -> tuple:
        return (self.format, self.strike, self.quoted, self.heading)


def text(value: str, **more) -> Cell:
    return Cell(value, "s", **more)


def number(value: str, format: str = "General", **more) -> Cell:
    return Cell(value, "n", format=format, **more)


def rich(*runs: tuple[str, str]) -> Cell:
    """A text of several runs, each with the XML of its properties."""
    parts = [f"<r>{f'<rPr>{how}</rPr>' if how else ''}{_t(part)}</r>" for part, how in runs]
    return Cell("".join(part for part, _ in runs), "s", item="".join(parts))


def _t(value: str) -> str:
    space = ' xml:space="preserve"' if value != value.strip() or "\n" in value else ""
    return f"<t{space}>{escape(value)}</t>"


def letters(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def place(row: int, column: int) -> str:
    return f"{letters(column)}{row}"


# ── sheets and books ─────────────────────────────────────────────────────


@dataclass
class Sheet:
    """One sheet: its cells by (row, column), and what lies around them."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    state: str = "visible"
    merges: list[str] = field(default_factory=list)
    rows: dict[int, str] = field(default_factory=dict)
    columns: dict[int, str] = field(default_factory=dict)
    filter: str = ""
    protection: str = ""
    comments: dict[str, str] = field(default_factory=dict)
    threaded: bool = False
    dimension: str = ""

    def edit(self, row: int, column: int, **changes) -> None:
        """Changes a cell, keeping the rest of it."""
        self.cells[row, column] = replace(self.cells[row, column], **changes)

    def put(self, row: int, column: int, cell: Cell) -> None:
        self.cells[row, column] = cell


@dataclass
class Book:
    """A workbook and the parts of its package."""

    sheets: list[Sheet]
    date1904: bool = False
    macro: bool = False
    saved: str = DAY

    @property
    def sheet(self) -> Sheet:
        return self.sheets[0]

    def parts(self) -> dict[str, bytes]:
        """All parts of the package, in the order in which Excel writes them."""
        strings, styles = _Numbered(), _Numbered([Cell().style])
        sheets = {f"xl/worksheets/sheet{n}.xml": _sheet(sheet, strings, styles) for n, sheet in enumerate(self.sheets, 1)}
        parts = {
            "[Content_Types].xml": _content_types(self),
            "_rels/.rels": _relationships(
                ("officeDocument", "xl/workbook.xml"), ("core", "docProps/core.xml"), ("extended-properties", "docProps/app.xml")
            ),
            "xl/workbook.xml": _workbook(self),
            "xl/_rels/workbook.xml.rels": _relationships(*_workbook_targets(self)),
            **sheets,
            "xl/styles.xml": _styles(styles.found),
            "xl/sharedStrings.xml": _shared_strings(strings.found),
        }
        for n, sheet in enumerate(self.sheets, 1):
            parts |= _comment_parts(sheet, n)
        parts |= {"docProps/core.xml": _core(self.saved), "docProps/app.xml": _app()}
        return {name: (DECLARATION + xml).encode() for name, xml in parts.items()}

    def bytes(self) -> bytes:
        return package(self.parts())


def package(parts: dict[str, bytes], stored: tuple[str, ...] = ()) -> bytes:
    """A ZIP of the parts, all dated 1980-01-01."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            file.writestr(info, data, compresslevel=9)
    return out.getvalue()


class _Numbered:
    """Numbers what it is asked for, in the order of asking."""

    def __init__(self, known=()):
        self.found = {item: n for n, item in enumerate(known)}

    def __call__(self, item) -> int:
        return self.found.setdefault(item, len(self.found))


# ── the parts ────────────────────────────────────────────────────────────


def _sheet(sheet: Sheet, strings: _Numbered, styles: _Numbered) -> str:
    rows = {row: "" for row in sheet.rows}
    for (row, column), cell in sorted(sheet.cells.items()):
        rows[row] = rows.get(row, "") + _cell(place(row, column), cell, strings, styles)
    written = "".join(f'<row r="{row}"{_space(sheet.rows.get(row))}>{cells}</row>' for row, cells in sorted(rows.items()))
    columns = "".join(f'<col min="{n}" max="{n}" width="12" {more}/>' for n, more in sorted(sheet.columns.items()))
    merges = "".join(f'<mergeCell ref="{merge}"/>' for merge in sheet.merges)
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        + f'<dimension ref="{sheet.dimension or _dimension(sheet)}"/>'
        + (f"<cols>{columns}</cols>" if columns else "")
        + f"<sheetData>{written}</sheetData>"
        + sheet.protection
        + sheet.filter
        + (f'<mergeCells count="{len(sheet.merges)}">{merges}</mergeCells>' if merges else "")
        + ('<legacyDrawing r:id="rId2"/>' if sheet.comments else "")
        + "</worksheet>"
    )


def _space(attributes: str | None) -> str:
    return f" {attributes}" if attributes else ""


def _dimension(sheet: Sheet) -> str:
    if not sheet.cells:
        return "A1"
    rows, columns = zip(*sheet.cells)
    return f"{place(min(rows), min(columns))}:{place(max(rows), max(columns))}"


def _cell(at: str, cell: Cell, strings: _Numbered, styles: _Numbered) -> str:
    style = styles(cell.style)
    start = f'<c r="{at}"' + (f' s="{style}"' if style else "")
    formula = f"<f>{escape(cell.formula)}</f>" if cell.formula else ""
    if cell.type == "inlineStr":
        return f'{start} t="inlineStr"><is>{_t(cell.value)}</is></c>'
    if cell.value is None:
        return f"{start}>{formula}</c>" if formula else f"{start}/>"
    if cell.type == "s":
        return f'{start} t="s"><v>{strings(cell.item or _t(cell.value))}</v></c>'
    kind = "" if cell.type == "n" else f' t="{cell.type}"'
    return f"{start}{kind}>{formula}<v>{escape(cell.value)}</v></c>"


def _shared_strings(items: dict[str, int]) -> str:
    return f'<sst xmlns="{MAIN}" uniqueCount="{len(items)}">' + "".join(f"<si>{item}</si>" for item in items) + "</sst>"


def _styles(styles: dict[tuple, int]) -> str:
    used = dict.fromkeys(format for format, *_ in styles if format not in BUILT_IN_FORMATS)
    custom = {format: n for n, format in enumerate(used, FIRST_CUSTOM_FORMAT)}
    numbers = BUILT_IN_FORMATS | custom
    xfs = "".join(_xf(numbers[format], strike, quoted, heading) for format, strike, quoted, heading in styles)
    written = "".join(f"<numFmt numFmtId=\"{n}\" formatCode={quoteattr(format)}/>" for format, n in custom.items())
    font = '<sz val="11"/><name val="游ゴシック"/><family val="3"/><charset val="128"/>'
    return (
        f'<styleSheet xmlns="{MAIN}">'
        + (f'<numFmts count="{len(custom)}">{written}</numFmts>' if custom else "")
        + f'<fonts count="2"><font>{font}</font><font><strike/>{font}</font></fonts>'
        + '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        + '<fill><patternFill patternType="solid"><fgColor rgb="FFD9D9D9"/></patternFill></fill></fills>'
        + '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        + '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        + f'<cellXfs count="{len(styles)}">{xfs}</cellXfs>'
        + '<cellStyles count="1"><cellStyle name="標準" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _xf(format: int, strike: bool, quoted: bool, heading: bool) -> str:
    return (
        f'<xf numFmtId="{format}" fontId="{int(strike)}" fillId="{2 if heading else 0}" borderId="0" xfId="0"'
        + (' quotePrefix="1"' if quoted else "")
        + (' applyNumberFormat="1"' if format else "")
        + (' applyFont="1"' if strike else "")
        + (' applyFill="1"' if heading else "")
        + "/>"
    )


def _workbook(book: Book) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{n}"'
        + (f' state="{sheet.state}"' if sheet.state != "visible" else "")
        + f' r:id="rId{n}"/>'
        for n, sheet in enumerate(book.sheets, 1)
    )
    names = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{n}" hidden="1">{escape(sheet.name)}!$A$1:$T$4</definedName>'
        for n, sheet in enumerate(book.sheets)
        if sheet.filter
    )
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        + ('<workbookPr date1904="1"/>' if book.date1904 else "<workbookPr/>")
        + f"<sheets>{sheets}</sheets>"
        + (f"<definedNames>{names}</definedNames>" if names else "")
        + "</workbook>"
    )


def _workbook_targets(book: Book) -> list[tuple[str, str]]:
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(book.sheets) + 1)]
    targets += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    if any(sheet.threaded for sheet in book.sheets):
        targets.append(("person", "persons/person.xml"))
    return targets


_TYPES = {
    "core": f"{PACKAGE}/relationships/metadata/core-properties",
    "threadedComment": f"{MICROSOFT}/2017/10/relationships/threadedComment",
    "person": f"{MICROSOFT}/2017/10/relationships/person",
}


def _relationships(*targets: tuple[str, str]) -> str:
    written = "".join(
        f'<Relationship Id="rId{n}" Type="{_TYPES.get(kind, f"{OFFICE}/{kind}")}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{written}</Relationships>'


def _content_types(book: Book) -> str:
    types = {
        "/xl/workbook.xml": MACRO_WORKBOOK if book.macro else WORKBOOK,
        "/xl/styles.xml": f"{SPREADSHEET}.styles+xml",
        "/xl/sharedStrings.xml": f"{SPREADSHEET}.sharedStrings+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    for n, sheet in enumerate(book.sheets, 1):
        types[f"/xl/worksheets/sheet{n}.xml"] = f"{SPREADSHEET}.worksheet+xml"
        if sheet.comments:
            types[f"/xl/comments{n}.xml"] = f"{SPREADSHEET}.comments+xml"
        if sheet.threaded:
            types[f"/xl/threadedComments/threadedComment{n}.xml"] = "application/vnd.ms-excel.threadedcomments+xml"
            types["/xl/persons/person.xml"] = "application/vnd.ms-excel.person+xml"
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types.items())
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + ('<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
           if any(sheet.comments for sheet in book.sheets) else "")
        + f"{overrides}</Types>"
    )


def _core(saved: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:creator>企画課</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{DAY}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{saved}</dcterms:modified></cp:coreProperties>'
    )


def _app() -> str:
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Microsoft Excel</Application><AppVersion>16.0300</AppVersion></Properties>"
    )


# ── comments ─────────────────────────────────────────────────────────────


def _comment_parts(sheet: Sheet, n: int) -> dict[str, str]:
    """A sheet's comments: the old part, the drawing that shows it and, where threaded, the new part."""
    if not sheet.comments:
        return {}
    targets = [("comments", f"../comments{n}.xml"), ("vmlDrawing", f"../drawings/vmlDrawing{n}.vml")]
    parts = {f"xl/comments{n}.xml": _comments(sheet), f"xl/drawings/vmlDrawing{n}.vml": _drawing(sheet)}
    if sheet.threaded:
        targets.append(("threadedComment", f"../threadedComments/threadedComment{n}.xml"))
        parts |= {f"xl/threadedComments/threadedComment{n}.xml": _threads(sheet), "xl/persons/person.xml": _person()}
    return {f"xl/worksheets/_rels/sheet{n}.xml.rels": _relationships(*targets), **parts}


def _comments(sheet: Sheet) -> str:
    author = f"tc={_thread_id(1)}" if sheet.threaded else "企画課"
    start = "[スレッド化されたコメント]\n\nコメント:\n    " if sheet.threaded else ""
    written = "".join(
        f'<comment ref="{at}" authorId="0"><text>{_t(start + what)}</text></comment>' for at, what in sheet.comments.items()
    )
    return f'<comments xmlns="{MAIN}"><authors><author>{author}</author></authors><commentList>{written}</commentList></comments>'


def _drawing(sheet: Sheet) -> str:
    shapes = "".join(_shape(at, n) for n, at in enumerate(sheet.comments, 1))
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:x="urn:schemas-microsoft-com:office:excel">'
        '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>'
        f"{shapes}</xml>"
    )


def _shape(at: str, n: int) -> str:
    column, row = _position(at)
    return (
        f'<v:shape id="_x0000_s{1024 + n}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1">'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{column + 1}, 15, {row}, 2, {column + 3}, 31, {row + 4}, 1</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def _position(at: str) -> tuple[int, int]:
    """Column and row of a place with one letter, from 0."""
    return ord(at[0]) - 65, int(at[1:]) - 1


def _thread_id(n: int) -> str:
    return f"{{00000000-0000-4000-8000-{n:012d}}}"


def _threads(sheet: Sheet) -> str:
    written = "".join(
        f'<threadedComment ref="{at}" dT="2023-01-20T09:00:00.00" personId="{_thread_id(99)}" id="{_thread_id(n)}">'
        f"<text>{escape(what)}</text></threadedComment>"
        for n, (at, what) in enumerate(sheet.comments.items(), 1)
    )
    return f'<ThreadedComments xmlns="{MICROSOFT}/spreadsheetml/2018/threadedcomments" xmlns:x="{MAIN}">{written}</ThreadedComments>'


def _person() -> str:
    return (
        f'<personList xmlns="{MICROSOFT}/spreadsheetml/2018/threadedcomments">'
        f'<person displayName="企画課" id="{_thread_id(99)}" userId="kikaku" providerId="None"/></personList>'
    )
