"""Files that are no returns: other programs' formats, as small as they can be and still be what they say."""

import random
import struct
import zlib

from book import DECLARATION, package

SECTOR = 512
#: Streams below this size would lie in another stream.
SMALLEST_STREAM = 4096
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


# ── compound files (.xls, and what a password makes of a workbook) ───────


def compound_file(streams: dict[str, bytes]) -> bytes:
    """A compound file (CFB, version 3). The streams' names come in order of length, as its directory wants them."""
    bodies = [body.ljust(SMALLEST_STREAM, b"\0") for body in streams.values()]
    directory_sectors = -(-(len(streams) + 1) // 4)
    starts, following = [], [END] if directory_sectors == 1 else [2, END]
    sectors = [FAT, *following]
    for body in bodies:
        starts.append(len(sectors))
        count = -(-len(body) // SECTOR)
        sectors += [*range(len(sectors) + 1, len(sectors) + count), END]
    fat = struct.pack("<128I", *sectors, *[FREE] * (128 - len(sectors)))
    directory = _directory(dict(zip(streams, zip(starts, map(len, bodies)))))
    padded = b"".join(body.ljust(-(-len(body) // SECTOR) * SECTOR, b"\0") for body in bodies)
    return _compound_header() + fat + directory.ljust(directory_sectors * SECTOR, b"\0") + padded


def _compound_header() -> bytes:
    magic = bytes.fromhex("D0CF11E0A1B11AE1")
    versions = struct.pack("<16xHHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    counts = struct.pack("<IIIIIIIII", 0, 1, 1, 0, SMALLEST_STREAM, END, 0, END, 0)
    return magic + versions + counts + struct.pack("<109I", 0, *[FREE] * 108)


def _directory(streams: dict[str, tuple[int, int]]) -> bytes:
    entries = [_entry("Root Entry", 5, FREE, 1, END, 0)]
    for n, (name, (start, size)) in enumerate(streams.items(), 1):
        entries.append(_entry(name, 2, n + 1 if n < len(streams) else FREE, FREE, start, size))
    entries += [_entry("", 0, FREE, FREE, 0, 0)] * (-len(entries) % 4)
    return b"".join(entries)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    coded = name.encode("utf-16-le") + (b"\0\0" if name else b"")
    return coded.ljust(64, b"\0") + struct.pack("<HBBIII16xI16xIQ", len(coded), kind, 1, FREE, right, child, 0, start, size)


def xls(table: list[list[str | tuple[float, str]]] = []) -> bytes:
    """An Excel 97–2003 book with one table, whose cells are texts, or numbers with the code of their format."""
    cells = [(r, c, cell) for r, row in enumerate(table) for c, cell in enumerate(row) if cell]
    formats = sorted({cell[1] for _, _, cell in cells if isinstance(cell, tuple)})
    font = _record(0x31, struct.pack("<HHHHHBBBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 128, 0, 1, 0) + b"A")
    looks = [_record(0x41E, struct.pack("<H", 164 + n) + _unicode(code)) for n, code in enumerate(formats)]
    looks += [_record(0xE0, struct.pack("<HH16x", 0, format)) for format in [0, *range(164, 164 + len(formats))]]
    beginning = _beginning(0x0005) + font + b"".join(looks)
    name = "調査票".encode("utf-16-le")
    # The sheet begins behind the record that says where it begins, and behind the end of the book.
    place = len(beginning) + 4 + 8 + len(name) + 4
    listed = _record(0x85, struct.pack("<IBBBB", place, 0, 0, len(name) // 2, 1) + name)
    sheet = _beginning(0x0010) + b"".join(_xls_cell(r, c, cell, formats) for r, c, cell in cells)
    return compound_file({"Workbook": beginning + listed + _record(0x0A) + sheet + _record(0x0A)})


def _xls_cell(row: int, column: int, cell: str | tuple[float, str], formats: list[str]) -> bytes:
    if isinstance(cell, str):
        return _record(0x204, struct.pack("<HHH", row, column, 0) + _unicode(cell))
    return _record(0x203, struct.pack("<HHHd", row, column, 1 + formats.index(cell[1]), cell[0]))


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _beginning(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _unicode(value: str) -> bytes:
    units = value.encode("utf-16-le")
    return struct.pack("<HB", len(units) // 2, 1) + units


def encrypted() -> bytes:
    """A workbook saved with a password. The content is noise: nobody has the key."""
    xml = '<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption"><keyData cipherAlgorithm="AES"/></encryption>'
    info = struct.pack("<HHI", 4, 4, 0x40) + (DECLARATION + xml).encode().ljust(SMALLEST_STREAM - 8)
    body = struct.pack("<Q", SMALLEST_STREAM - 16) + random.Random(1).randbytes(SMALLEST_STREAM - 8)
    return compound_file({"EncryptionInfo": info, "EncryptedPackage": body})


# ── other packages ───────────────────────────────────────────────────────


_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def _opened(main: str, kind: str) -> dict[str, bytes]:
    """The two parts that say which part of an Office package is the main one."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/></Types>'
    )
    relationships = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONSHIP}" Target="{main}"/></Relationships>'
    )
    return {"[Content_Types].xml": (DECLARATION + types).encode(), "_rels/.rels": (DECLARATION + relationships).encode()}


def xlsb() -> bytes:
    """A binary workbook: the records that begin and end a book."""
    book = bytes.fromhex("83 01 00 84 01 00")
    return package(_opened("xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.main") | {"xl/workbook.bin": book})


def docx(table: list[list[str]]) -> bytes:
    """A Word document with one table."""
    rows = "".join(f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>' for cell in row)}</w:tr>" for row in table)
    document = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body><w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl><w:p/></w:body></w:document>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return package(_opened("word/document.xml", kind) | {"word/document.xml": (DECLARATION + document).encode()})


def ods(table: list[list[str]]) -> bytes:
    """An OpenDocument spreadsheet with one table."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    space = "urn:oasis:names:tc:opendocument:xmlns"
    rows = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in table)
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0"'
        f' office:version="1.2"><office:body><office:spreadsheet><table:table table:name="調査票">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    parts = {
        "mimetype": kind.encode(),
        "content.xml": (DECLARATION + content).encode(),
        "META-INF/manifest.xml": (DECLARATION + manifest).encode(),
    }
    return package(parts, stored=("mimetype",))


def _ods_cell(value: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'


# ── pages and pictures ───────────────────────────────────────────────────


def pdf() -> bytes:
    """A PDF of one page that says "Return"."""
    drawing = b"BT /F1 12 Tf 72 770 Td (Return) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for n, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, content)
    table = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return out + b"xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, table, count, len(out))


def png() -> bytes:
    """A white picture of 16 by 16 points."""
    lines = (b"\0" + b"\xff" * 2) * 16
    header = struct.pack(">IIBBBBB", 16, 16, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def html(table: list[list[str]]) -> bytes:
    """The page that many web systems hand out as an "Excel file"."""
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in table)
    return f'<html><head><meta charset="utf-8"></head><body><table border="1">\n{rows}</table></body></html>\n'.encode()
