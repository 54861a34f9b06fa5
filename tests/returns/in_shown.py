"""Cases of what is seen over the cells and changes how they are seen: old text boxes, diagrams, conditional formats."""

from book import OFFICE, Book, Cell, number, package
from returned import Files, as_csv, as_xlsx, at, book_of, case, column, good, good_book, letter, with_cell

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
MICROSOFT = "http://schemas.microsoft.com/office"


def _relations(*targets: tuple[str, str]) -> bytes:
    written = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{written}</Relationships>'.encode()


# ── over the cells ───────────────────────────────────────────────────────


@case
def text_box_of_older_program():
    """古い形式のブックから変換した調査票。実績値の上に、VML の図形「48.0 に訂正済み」がある。改行は閉じていない <br>。
    読み: 55.0。図形の字は値にしない。
    指摘: cell-comment P2（図形）"""
    shapes = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:x="urn:schemas-microsoft-com:office:excel">'
        '<v:shape id="_x0000_s1025" type="#_x0000_t202" style="position:absolute;margin-left:9pt">'
        '<v:textbox><div style="text-align:left"><font size="220">48.0 に<br>\n    訂正済み</font></div></v:textbox>'
        '<x:ClientData ObjectType="Rect"><x:Anchor>\n  15, 15, 1, 2, 16, 31, 2, 1</x:Anchor></x:ClientData></v:shape></xml>'
    )
    parts = good_book().parts()
    relations = _relations(("vmlDrawing", "../drawings/vmlDrawing1.vml"))
    added = {"xl/worksheets/_rels/sheet1.xml.rels": relations, "xl/drawings/vmlDrawing1.vml": shapes.encode()}
    return as_xlsx(package(parts | added))


@case
def diagram_over_table():
    """表の上に、「２月に」「再集計」と書いた図（SmartArt）を置いた。
    読み: 三行とも見えているとおり。図の字は値にしない。
    指摘: cell-comment P2（図形）"""
    drawing = (
        f'<xdr:wsDr xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main"><xdr:twoCellAnchor>'
        "<xdr:from><xdr:col>15</xdr:col><xdr:row>1</xdr:row></xdr:from><xdr:to><xdr:col>16</xdr:col><xdr:row>2</xdr:row></xdr:to>"
        '<xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="図表"/></xdr:nvGraphicFramePr><a:graphic>'
        f'<a:graphicData uri="{DRAWING}/diagram"><dgm:relIds xmlns:dgm="{DRAWING}/diagram" xmlns:r="{OFFICE}" r:dm="rId1"/>'
        "</a:graphicData></a:graphic></xdr:graphicFrame></xdr:twoCellAnchor></xdr:wsDr>"
    )
    points = "".join(
        f"<dgm:pt><dgm:t><a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p></dgm:t></dgm:pt>" for words in ("２月に", "再集計")
    )
    data = (
        f'<dgm:dataModel xmlns:dgm="{DRAWING}/diagram" xmlns:a="{DRAWING}/main"><dgm:ptLst><dgm:pt type="doc"/>{points}'
        '<dgm:pt type="pres"/></dgm:ptLst></dgm:dataModel>'
    )
    added = {
        "xl/worksheets/_rels/sheet1.xml.rels": _relations(("drawing", "../drawings/drawing1.xml")),
        "xl/drawings/drawing1.xml": drawing.encode(),
        "xl/drawings/_rels/drawing1.xml.rels": _relations(("diagramData", "../diagrams/data1.xml")),
        "xl/diagrams/data1.xml": data.encode(),
    }
    return as_xlsx(package(good_book().parts() | added))


# ── conditional formats ──────────────────────────────────────────────────

_STRUCK = "<font><strike/><color rgb=\"FF9C0006\"/></font>"
_WHITE = '<font><color theme="0"/></font>'
_NOTHING = '<numFmt numFmtId="176" formatCode=";;;"/>'


def _with_rule(book: Book, look: str, cells: str, rule: str) -> Files:
    """The book with a conditional format that changes the look of some cells."""
    parts = book.parts()
    styles = parts["xl/styles.xml"].decode().replace("</styleSheet>", f"<dxfs><dxf>{look}</dxf></dxfs></styleSheet>")
    part = "xl/worksheets/sheet1.xml"
    formats = f'</sheetData><conditionalFormatting sqref="{cells}">{rule}</conditionalFormatting>'
    sheet = parts[part].decode().replace("</sheetData>", formats)
    return as_xlsx(package(parts | {"xl/styles.xml": styles.encode(), part: sheet.encode()}))


def _formula(formula: str) -> str:
    return f'<cfRule type="expression" dxfId="0" priority="1"><formula>{formula}</formula></cfRule>'


@case
def struck_by_condition():
    """備考に「取消」と書くと行に取消線が引かれる様式。３行目の備考に「取消」とある。
    読み: ３行目の値は使わない（確認中）。ほかの行は見えているとおり。
    指摘: struck-through ３行目"""
    book = book_of(with_cell(3, "備考", "取消"))
    return _with_rule(book, _STRUCK, f"A2:{letter('備考')}4", _formula(f'${letter("備考")}2="取消"'))


@case
def whitened_by_condition():
    """実績値が 40 より小さければ字を白くする条件付き書式。４行目の 36 が見えない。
    読み: 見えていない値を読み、人に確かめてもらう。
    指摘: hidden-cells P4（実績値）"""
    cells = f"{letter('実績値')}2:{letter('実績値')}4"
    rule = '<cfRule type="cellIs" dxfId="0" priority="1" operator="lessThan"><formula>40</formula></cfRule>'
    return _with_rule(good_book(), _WHITE, cells, rule)


@case
def hidden_by_condition_of_day():
    """期日を過ぎると実績値を表示形式「;;;」で隠す条件付き書式（TODAY()）。働いているかは、開く日による。
    読み: 値を読み、見えているか人に確かめてもらう。
    指摘: hidden-cells P2～P4（実績値）"""
    cells = f"{letter('実績値')}2:{letter('実績値')}4"
    return _with_rule(good_book(), _NOTHING, cells, _formula("TODAY()&gt;DATE(2023,1,27)"))


@case
def condition_that_does_not_hold():
    """正しい例。備考に「取消」とあれば取消線を引き、０なら字を白くする条件付き書式。どの行も当たらない。
    読み: 三行とも見えているとおり。
    指摘: none"""
    rules = _formula(f'${letter("備考")}2="取消"')
    rules += f'<cfRule type="expression" dxfId="0" priority="2"><formula>{letter("取組番号")}2=0</formula></cfRule>'
    return _with_rule(good_book(), _STRUCK, f"A2:{letter('備考')}4", rules)


@case
def bars_without_numbers():
    """実績値を「棒のみ表示」のデータ バーにして、数を見えなくした。
    読み: 見えていない値を読み、人に確かめてもらう。
    指摘: hidden-cells P2～P4（実績値）"""
    cells = f"{letter('実績値')}2:{letter('実績値')}4"
    bar = '<cfRule type="dataBar" priority="1"><dataBar showValue="0"><cfvo type="min"/><cfvo type="max"/></dataBar></cfRule>'
    return _with_rule(good_book(), _WHITE, cells, bar)


@case
def newer_rule_by_itself():
    """新しい版の Excel だけが知る形（x14）の条件付き書式。３行目の実績値 5,000 が、青地に青い字で見えない。
    読み: 見えていない値を読み、人に確かめてもらう。
    指摘: hidden-cells P3（実績値）"""
    blue = '<font><color rgb="FF0070C0"/></font><fill><patternFill><bgColor rgb="FF0070C0"/></patternFill></fill>'
    at = f"{letter('実績値')}2"
    rule = (
        f'</sheetData><extLst><ext><x14:conditionalFormattings xmlns:x14="{MICROSOFT}/spreadsheetml/2009/9/main">'
        f'<x14:conditionalFormatting xmlns:xm="{MICROSOFT}/excel/2006/main"><x14:cfRule type="expression" priority="1">'
        f"<xm:f>{at}&gt;1000</xm:f><x14:dxf>{blue}</x14:dxf></x14:cfRule><xm:sqref>{at}:{letter('実績値')}4</xm:sqref>"
        "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
    )
    parts = good_book().parts()
    part = "xl/worksheets/sheet1.xml"
    return as_xlsx(package(parts | {part: parts[part].decode().replace("</sheetData>", rule).encode()}))


@case
def black_letters_on_black():
    """実績値 55.0 のセルを黒く塗りつぶした。字の色は変えていない。
    読み: 見えていない値を読み、人に確かめてもらう。
    指摘: hidden-cells P2（実績値）"""
    book = good_book()
    book.sheet.edit(2, column("実績値"), heading=True)
    # Only this cell is to be black, not the header.
    for name in good()[0]:
        book.sheet.edit(1, column(name), heading=False)
    parts = book.parts()
    styles = parts["xl/styles.xml"].decode().replace('rgb="FFD9D9D9"', 'theme="1"')
    return as_xlsx(package(parts | {"xl/styles.xml": styles.encode()}))


# ── one slip in a whole column ───────────────────────────────────────────


def _column(name: str, *values: str) -> list[list[str]]:
    """The good return with other values in a column."""
    table = good()
    for row, value in zip(table[1:], values):
        row[at(name)] = value
    return table


@case
def column_rounded():
    """実績値の列の表示形式が「0」で、36.94 などが丸めて見えている。三行とも。
    読み: 見えている値。列で一つの指摘。
    指摘: rounded-display P2～P4（実績値）"""
    book = good_book()
    for row, value in zip((2, 3, 4), ("54.94", "5000.4", "36.2")):
        book.sheet.put(row, column("実績値"), number(value, "0"))
    return as_xlsx(book)


@case
def column_of_formulas_without_results():
    """実績値が三行とも数式で、結果がファイルに入っていない。
    読み: 値は使わない（確認中）。列で一つの指摘。
    指摘: formula-value P2～P4（実績値）"""
    book = good_book()
    for row in (2, 3, 4):
        book.sheet.put(row, column("実績値"), Cell(None, formula=f"集計!B{row}"))
    return as_xlsx(book)


@case
def column_left_empty():
    """「実績の区分」の列が三行とも空のまま。
    読み: 区分がないので判定しない（確認中）。列で一つの指摘。
    指摘: value-missing 2～4行目（実績の区分）"""
    return as_csv(_column("実績の区分", "", "", ""))


@case
def column_of_years_without_era():
    """目標年度を「6年度」「8年度」「4年度」と、元号を付けずに書いた。
    読み: 何年度か分からない（確認中）。列で一つの指摘。
    指摘: year-format 2～4行目（目標年度）"""
    return as_csv(_column("目標年度", "6年度", "8年度", "4年度"))


@case
def column_in_other_unit():
    """単位は「件」なのに、実績値に「55人」「5,000人」「36人」と書いた。
    読み: 値は使わない（確認中）。列で一つの指摘。
    指摘: unit-mismatch 2～4行目（実績値）"""
    table = _column("単位", "件", "件", "件")
    for row, value in zip(table[1:], ("55人", "5,000人", "36人")):
        row[at("実績値")] = value
    return as_csv(table)


@case
def keys_without_hyphen():
    """取組番号の「-」が、どの行でも落ちた（11、11、21）。
    読み: どの取組か分からないので、使わない。列で一つの指摘。取組の行がないとは言わない。
    指摘: unknown-measure 2～4行目（取組番号）"""
    return as_csv(_column("取組番号", "11", "11", "21"))


@case
def years_to_come_in_every_row():
    """実績年度を、どの行も来年度（令和５年度、R5、2023年度）と書いた。
    読み: まだ来ていない年度なので判定しない（確認中）。列で一つの指摘。4行目は単年度なので、目標年度とも違う。
    指摘: year-order 2～4行目（実績年度）、4:9（目標年度）"""
    return as_csv(_column("実績年度", "令和５年度", "R5", "2023年度"))


@case
def two_of_three_rows():
    """実績の区分が二行で空。
    読み: 行ごとに知らせる。
    指摘: value-missing 2:17、4:17（実績の区分）"""
    return as_csv(_column("実績の区分", "", "見込", ""))


@case
def numbered_header():
    """正しい例。見出しに様式の番号が付いている（①取組番号、…、⑯実績値）。
    読み: 三行とも見えているとおり。
    指摘: none"""
    table = good()
    table[0] = [f"{chr(0x245F + n)}{name}" for n, name in enumerate(table[0], 1)]
    return as_csv(table)
