"""Cases of what stands in a sheet: hidden and struck-out things, formulas, formats, rows that are no indicators, odd packages."""

import re
from dataclasses import replace

from book import MAIN, OFFICE, Book, Cell, number, package, rich, text
from returned import (
    HEADER, Files, Table, as_xlsx, at, book_of, case, cell_at, column, filled, good, good_book, letter, sheet_of,
    with_cell, with_number,
)

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
EXAMPLE = ["記入例", "1", "オンラインで案内を受けた人の割合", "％", "水準", "増加", "令和２年度", "10.0", "令和６年度", "30.0", "個別計画",
           "", "", "", "令和４年度", "20.0", "見込", "案内の画面を新しくした。", "", ""]
DATE, MONTH_AND_DAY = "yyyy/m/d", 'm"月"d"日"'
#: What the cell P2 of the good return holds in its sheet's part.
_ACTUAL_55 = "<v>55</v>"
#: How the runs of a text look, as Excel writes it.
_FONT = '<rFont val="游ゴシック"/><family val="3"/><charset val="128"/>'
STRUCK, RED = f'<strike/><sz val="11"/>{_FONT}', f'<sz val="11"/><color rgb="FFFF0000"/>{_FONT}'
#: 2022-04-01 where days count from 1900, and where they count from 1904; 2023-01-02 and 2023-02-01 from 1900.
APRIL_2022, APRIL_2022_FROM_1904, JANUARY_2, FEBRUARY_1 = "44652", "43190", "44928", "44958"


def _actual(cell: Cell, row: int = 2) -> Files:
    """The good return with another cell for an 実績値."""
    return as_xlsx(with_number(row, "実績値", cell))


def _with_row(row: int, cells: list[str], table: Table | None = None) -> Table:
    """The good return, or another, with one more row, at this place."""
    table = table or good()
    table.insert(row - 1, cells)
    return table


def _changed(book: Book, part: str, *changes: tuple[str, str]) -> bytes:
    """The book's package with one part's text changed."""
    parts = book.parts()
    xml = parts[part].decode()
    for old, new in changes:
        assert old in xml, old
        xml = xml.replace(old, new)
    return package(parts | {part: xml.encode()})


# ── hidden things ────────────────────────────────────────────────────────


@case
def hidden_row():
    """見直し中の行（1-1/2）を「非表示」にしたまま送った。
    読み: 隠れた行も読み、人に確かめてもらう。
    指摘: hidden-cells ３行目"""
    book = good_book()
    book.sheet.rows[3] = 'hidden="1"'
    return as_xlsx(book)


@case
def filtered_row():
    """単位を「％」で絞り込んだまま送った（オートフィルターで３・４行目が隠れている）。
    読み: 隠れた行も読み、人に確かめてもらう。
    指摘: hidden-cells ３行目、４行目"""
    book = good_book()
    book.sheet.rows |= {3: 'hidden="1"', 4: 'hidden="1"'}
    filters = f'<filterColumn colId="{at("単位")}"><filters><filter val="％"/></filters></filterColumn>'
    book.sheet.filter = f'<autoFilter ref="A1:{letter("備考")}4">{filters}</autoFilter>'
    return as_xlsx(book)


@case
def collapsed_group():
    """３行目をグループにして畳んだまま送った。
    読み: 隠れた行も読み、人に確かめてもらう。
    指摘: hidden-cells ３行目"""
    book = good_book()
    book.sheet.rows |= {3: 'outlineLevel="1" hidden="1"', 4: 'collapsed="1"'}
    return as_xlsx(book)


@case
def row_without_height():
    """３行目の高さを 0 にしたまま送った（ht="0.0"）。
    読み: 隠れた行も読み、人に確かめてもらう。
    指摘: hidden-cells ３行目"""
    book = good_book()
    book.sheet.rows[3] = 'ht="0.0" customHeight="1"'
    return as_xlsx(book)


@case
def rows_hidden_by_default():
    """行を初めから隠すシート（zeroHeight）で、３行目のほかには高さがある。
    読み: 隠れた行も読み、人に確かめてもらう。
    指摘: hidden-cells ３行目"""
    book = good_book()
    book.sheet.rows = {row: 'ht="18" customHeight="1"' for row in (1, 2, 4)}
    hidden = '<sheetFormatPr defaultRowHeight="18" zeroHeight="1"/><sheetData>'
    return as_xlsx(_changed(book, "xl/worksheets/sheet1.xml", ("<sheetData>", hidden)))


@case
def hidden_column():
    """「目標の根拠」の列を「非表示」にしたまま送った。
    読み: 隠れた列も読み、人に確かめてもらう。
    指摘: hidden-cells K列（目標の根拠）"""
    book = good_book()
    book.sheet.columns[column("目標の根拠")] = 'hidden="1"'
    return as_xlsx(book)


@case
def hidden_empty_rows():
    """正しい例。表の下の、何も書いていない行（６～９行目）を隠した。
    読み: 三行とも見えているとおり。
    指摘: none"""
    book = good_book()
    book.sheet.rows |= {row: 'hidden="1"' for row in range(6, 10)}
    return as_xlsx(book)


@case
def hidden_sheet():
    """見直す前の表を、非表示のシート「旧」に残した。同じ指標が載っている。
    読み: 見えているシートの三行。「旧」は読まない。
    指摘: hidden-cells シート「旧」"""
    return as_xlsx(_with_old_sheet("hidden"))


@case
def very_hidden_sheet():
    """見直す前の表を、マクロでしか出せないシート「旧」に残した（veryHidden）。
    読み: 見えているシートの三行。「旧」は読まない。
    指摘: hidden-cells シート「旧」"""
    return as_xlsx(_with_old_sheet("veryHidden"))


def _with_old_sheet(state: str) -> Book:
    book = good_book()
    old = sheet_of(with_cell(2, "目標値", "70.0"), "旧")
    old.state = state
    book.sheets.append(old)
    return book


@case
def hidden_by_format():
    """まだ見せたくない実績値を、表示形式「;;;」で見えなくした。値 36 は残っている。
    読み: 見えていない値を読み、人に確かめてもらう。
    指摘: hidden-cells P4（実績値）"""
    return _actual(number("36", ";;;"), row=4)


# ── struck-out things, comments ──────────────────────────────────────────


@case
def struck_row():
    """やめる指標の行（2-1/1）を消さず、取り消し線を引いた。
    読み: 残すのか消すのか決められないので、その行の値は使わない（確認中）。
    指摘: struck-through ４行目"""
    book = good_book()
    for name in HEADER:
        book.sheet.edit(4, column(name), strike=True)
    return as_xlsx(book)


@case
def struck_cell():
    """実績値 55.0 に取り消し線を引いた。新しい値は書いていない。
    読み: その値は使わない（確認中）。
    指摘: struck-through P2（実績値）"""
    book = good_book()
    book.sheet.edit(2, column("実績値"), strike=True)
    return as_xlsx(book)


@case
def struck_part():
    """実績値のセルで、前の値「52.0」にだけ取り消し線を引き、続けて「55.0」と書いた。
    読み: 「52.055.0」とも 52.0 とも読まない。その値は使わない（確認中）。
    指摘: struck-through P2（実績値）"""
    return _actual(rich(("52.0", STRUCK), ("55.0", RED)))


@case
def struck_text_part():
    """取組内容の一部「件数の多い」にだけ取り消し線を引いた。
    読み: 線のある字を残すのか決められないので、人に確かめてもらう。
    指摘: struck-through R2（取組内容・実績）"""
    struck = rich(("件数の多い", STRUCK), ("手続から様式を見直した。", ""))
    return as_xlsx(with_number(2, "取組内容・実績", struck))


@case
def struck_empty_cell():
    """正しい例。空の備考のセルに、取り消し線の書式だけが残った。
    読み: 三行とも見えているとおり。
    指摘: none"""
    book = good_book()
    book.sheet.edit(3, column("備考"), strike=True)
    return as_xlsx(book)


@case
def rich_text():
    """正しい例。取組内容の一部を赤字にした（セルの文字が二つに分かれている）。
    読み: つないで「件数の多い手続から様式を見直した。」
    指摘: none"""
    red = rich(("件数の多い手続から", ""), ("様式を見直した。", RED))
    return as_xlsx(with_number(2, "取組内容・実績", red))


@case
def comment():
    """実績値のセルにメモ（コメント）を付けた。
    読み: 55.0。メモは値にしない。
    指摘: cell-comment P2（12月末の速報。２月に直すかもしれない。）"""
    return as_xlsx(_with_comment(threaded=False))


@case
def threaded_comment():
    """実績値のセルに、新しい Excel の返信できるコメントを付けた。
    読み: 55.0。コメントは値にせず、一度だけ知らせる（古い形の写しにある断り書きは出さない）。
    指摘: cell-comment P2（12月末の速報。２月に直すかもしれない。）"""
    return as_xlsx(_with_comment(threaded=True))


def _with_comment(threaded: bool) -> Book:
    book = good_book()
    book.sheet.comments[cell_at(2, "実績値")] = "12月末の速報。２月に直すかもしれない。"
    book.sheet.threaded = threaded
    return book


# ── raised digits ────────────────────────────────────────────────────────


RAISED, LOWERED = (f'<vertAlign val="{how}"/><sz val="11"/>{_FONT}' for how in ("superscript", "subscript"))


@case
def raised_digit():
    """実績値に、上付きの注の番号を付けて 55¹ と書いた（セルの文字は「55」と、上付きの「1」）。
    読み: 551 と読まない。その値は使わない（確認中）。
    指摘: number-format P2（実績値、55¹）"""
    return _actual(rich(("55", ""), ("1", RAISED)))


@case
def raised_digit_in_year():
    """実績年度に、上付きの注の番号を付けて「令和４年度¹」と書いた。
    読み: 年度と読まない。
    指摘: year-format O2（実績年度）"""
    return as_xlsx(with_number(2, "実績年度", rich(("令和４年度", ""), ("1", RAISED))))


@case
def raised_digit_in_key():
    """取組番号に、上付きの注の番号を付けて 2-1¹ と書いた。
    読み: 取組 2-11 とも 2-1 とも読まない。
    指摘: unknown-measure A4（2-1¹）"""
    return as_xlsx(with_number(4, "取組番号", rich(("2-1", ""), ("1", RAISED))))


@case
def raised_font():
    """実績値のセル全体が上付きで、注の番号の「1」だけがある。
    読み: 1 と読まない。その値は使わない（確認中）。
    指摘: number-format P4（実績値、¹）"""
    book = with_number(4, "実績値", number("1", strike=True))
    return as_xlsx(_changed(book, "xl/styles.xml", ("<strike/>", '<vertAlign val="superscript"/>')))


@case
def raised_in_words():
    """正しい例。取組内容に CO₂ を下付きの字で、備考に注の番号を上付きの字で書いた。
    読み: 文字の列では、そのまま「CO2を減らした。」
    指摘: none"""
    book = with_number(2, "取組内容・実績", rich(("CO", ""), ("2", LOWERED), ("を減らした。", "")))
    book.sheet.put(2, column("備考"), rich(("速報による。", ""), ("1", RAISED)))
    return as_xlsx(book)


# ── formulas ─────────────────────────────────────────────────────────────


@case
def formula_with_value():
    """実績値を数式 ROUND(110/200*100,1) で書いた。結果 55 が保存されている。
    読み: 55.0（保存された結果を、見えているとおりに）。
    指摘: none"""
    return _actual(number("55", "0.0", formula="ROUND(110/200*100,1)"))


@case
def formula_with_text():
    """指標名を数式 "支援した"&"町工場の数" で書いた。結果の文字が保存されている。
    読み: 支援した町工場の数。
    指摘: none"""
    return as_xlsx(with_number(4, "指標名", Cell("支援した町工場の数", "str", formula='"支援した"&"町工場の数"')))


@case
def formula_without_value():
    """プログラムで作ったブックの実績値が数式で、結果が保存されていない。
    読み: 計算しない。その値は使わない（確認中）。
    指摘: formula-value P2（実績値）"""
    return _actual(number(None, "0.0", formula="ROUND(110/200*100,1)"))


@case
def formula_na():
    """実績値がまだないので =NA() と書いた。
    読み: その値は使わない（確認中）。「#N/A」を文字として読まない。
    指摘: formula-value P2（実績値）"""
    return _actual(Cell("#N/A", "e", formula="NA()"))


@case
def formula_ref():
    """元のシートを消し、実績値の数式が #REF! になった。
    読み: その値は使わない（確認中）。
    指摘: formula-value P2（実績値）"""
    return _actual(Cell("#REF!", "e", formula="#REF!*100"))


@case
def pasted_error():
    """#DIV/0! になった数式を、値として貼り付けた（数式はない）。
    読み: その値は使わない（確認中）。
    指摘: formula-value P2（実績値）"""
    return _actual(Cell("#DIV/0!", "e"))


# ── number formats ───────────────────────────────────────────────────────


@case
def percent_format():
    """実績値を％の書式（0.0%）のセルに 0.985 と入れた。見えるのは 98.5%。単位は％。
    読み: 98.5
    指摘: none"""
    return _actual(number("0.985", "0.0%"))


@case
def percent_format_other_unit():
    """単位が社の実績値のセルに、％の書式が残っている（0.36、見えるのは 36.0%）。
    読み: その値は使わない（確認中）。
    指摘: unit-mismatch P4（実績値）"""
    return _actual(number("0.36", "0.0%"), row=4)


@case
def percent_as_text():
    """実績値を、文字で「55.0%」と打った。単位は％。
    読み: 55.0
    指摘: none"""
    return _actual(text("55.0%"))


@case
def percent_literal():
    """書式が 0.0"%"（％は飾りの文字）のセルに 55 と入れた。見えるのは 55.0%。
    読み: 55.0（5500 でも 0.55 でもない）
    指摘: none"""
    return _actual(number("55", '0.0"%"'))


@case
def date_in_number_column():
    """目標値に「1-2」と打ち、Excel が日付（1月2日）に変えた。
    読み: 44928 と読まない。その値は使わない（確認中）。
    指摘: number-format J4（目標値）"""
    return as_xlsx(with_number(4, "目標値", number(JANUARY_2, MONTH_AND_DAY)))


@case
def date_in_measure_column():
    """取組番号に「2-1」と打ち、Excel が日付（2月1日）に変えた（書式は番号 56 だけで、中身がファイルにない）。
    読み: ４行目は、知らない取組番号の行。2-1 の行はない。
    指摘: missing-measure 取組 2-1（A4 の「2月1日」には unknown-measure も出る）"""
    return as_xlsx(with_number(4, "取組番号", number(FEBRUARY_1, "built-in 56")))


@case
def date_in_year_column():
    """実績年度に、日付 2022/4/1 を入れた。
    読み: 年度とも年とも決めない。44652 と読まない。
    指摘: year-format O2（実績年度、2022/4/1）"""
    return as_xlsx(with_number(2, "実績年度", number(APRIL_2022, DATE)))


@case
def date_1904():
    """Mac で作った、1904年から数えるブック。実績年度に、日付 2022/4/1 を入れた。
    読み: 2022/4/1（1900年から数えると 2018/3/31 になり、誤り）。年度とも年とも決めない。
    指摘: year-format O2（実績年度、2022/4/1）"""
    book = with_number(2, "実績年度", number(APRIL_2022_FROM_1904, DATE))
    book.date1904 = True
    return as_xlsx(book)


@case
def years_as_numbers():
    """2行目の基準年度、目標年度、実績年度を、数のセルに 2020、2024、2022 と入れた。
    読み: 令和２年度、令和６年度、令和４年度。
    指摘: none"""
    book = good_book()
    for name, year in (("基準年度", "2020"), ("目標年度", "2024"), ("実績年度", "2022")):
        book.sheet.put(2, column(name), number(year))
    return as_xlsx(book)


@case
def rounded_display():
    """実績値のセルは 36.94 だが、書式 0.0 なので 36.9 と見える。
    読み: 36.9（見えているとおり）
    指摘: rounded-display P2（実績値、見え 36.9、中身 36.94）"""
    return _actual(number("36.94", "0.0"))


@case
def float_noise():
    """実績値を 0.1+0.2 と計算して貼り付けた。中身は 0.30000000000000004 だが、Excel では 0.3 と見える。
    読み: 0.3
    指摘: tenfold P2"""
    return _actual(number(repr(0.1 + 0.2)))


@case
def apostrophe_number():
    """実績値を、アポストロフィーを付けて文字として打った（'55.0）。
    読み: 55.0
    指摘: none"""
    return _actual(text("55.0", quoted=True))


@case
def unit_in_format():
    """実績値のセルの書式が 0"社" で、36社 と見える。単位は社。
    読み: 36
    指摘: none"""
    return _actual(number("36", '0"社"'), row=4)


@case
def other_unit_in_format():
    """実績値のセルの書式が 0"人" で、36人 と見える。単位は社。
    読み: その値は使わない（確認中）。
    指摘: unit-mismatch P4（実績値）"""
    return _actual(number("36", '0"人"'), row=4)


def _growth(cell: Cell) -> Files:
    """The good return with a rate of growth, so that a baseline below zero makes sense."""
    return as_xlsx(with_number(2, "基準値", cell, with_cell(2, "指標名", "オンラインの申請の伸び率")))


@case
def triangle_negative():
    """負の数に▲を付ける書式（0.0;"▲ "0.0）のセルに -3.2 と入れた。▲ 3.2 と見える。
    読み: -3.2
    指摘: none"""
    return _growth(number("-3.2", '0.0;"▲ "0.0'))


@case
def accounting_negative():
    """負の数を括弧で表す書式（0.0_);(0.0)）のセルに -3.2 と入れた。(3.2) と見える。
    読み: -3.2（括弧はセルの書式によるので、内数ではない）
    指摘: none"""
    return _growth(number("-3.2", "0.0_);(0.0)"))


@case
def typed_parenthesis():
    """内数のつもりで、実績値を文字で「（12）」と打った。
    読み: 負の数とも内数とも決められないので、その値は使わない（確認中）。
    指摘: number-format P4（実績値）"""
    return _actual(text("（12）"), row=4)


@case
def red_negative():
    """負の数を、符号なしの赤字で表す書式（0.0;[Red]0.0）のセルに -3.2 と入れた。3.2 と見える。
    読み: 見えている 3.2 と中身の -3.2 の符号が違うので、使わない（確認中）。
    指摘: number-format H2（基準値）"""
    return _growth(number("-3.2", "0.0;[Red]0.0"))


@case
def thousands_format():
    """千で割って見せる書式（#,##0,）のセルに 5000000 と入れた。5,000 と見える。単位は件。
    読み: 5,000 か 5,000,000 か決められないので、使わない（確認中）。
    指摘: number-format P3（実績値）"""
    return _actual(number("5000000", "#,##0,"), row=3)


@case
def thousands_and_decimals_format():
    """千で割り、小数一桁で見せる書式（#,##0,.0）のセルに 5000000 と入れた。5,000.0 と見える。
    読み: 5,000.0 か 5,000,000 か決められないので、使わない（確認中）。
    指摘: number-format P3（実績値）"""
    return _actual(number("5000000", "#,##0,.0"), row=3)


@case
def condition_in_second_section():
    """書式の二つ目の区切りに条件がある（0;[>1000]0,;0）。
    読み: どう見えるか決められないので、使わない（確認中）。
    指摘: number-format P3（実績値）"""
    return _actual(number("5000", "0;[>1000]0,;0"), row=3)


@case
def mask_format():
    """番号の書式（00-00）のセルに 3600 と入れた。36-00 と見える。
    読み: 3600 と読まない。その値は使わない（確認中）。
    指摘: number-format P4（実績値）"""
    return _actual(number("3600", "00-00"), row=4)


@case
def minus_in_format():
    """書式に、いつも付く「-」がある（-0）。36 が -36 と見える。
    読み: 36 とも -36 とも決められないので、使わない（確認中）。
    指摘: number-format P4（実績値）"""
    return _actual(number("36", "-0"), row=4)


@case
def parenthesis_format():
    """書式に、いつも付く括弧がある（(#,##0)）。36 が (36) と見える。
    読み: 負の数とも内数とも決められないので、使わない（確認中）。
    指摘: number-format P4（実績値）"""
    return _actual(number("36", "(#,##0)"), row=4)


@case
def words_for_a_number():
    """実績値のセルに、前の値 36 が残り、書式（"調査中"）で「調査中」と見せている。
    読み: 36 とも調査中とも決められないので、使わない（確認中）。
    指摘: number-format P4（実績値、調査中）"""
    return _actual(number("36", '"調査中"'), row=4)


@case
def negative_as_words():
    """負の数を「なし」と見せる書式（0.0;"なし"）のセルに -3.2 と入れた。
    読み: 使わない（確認中）。
    指摘: number-format H2（基準値、なし）"""
    return _growth(number("-3.2", '0.0;"なし"'))


@case
def negative_not_shown():
    """負の数を見せない書式（0.0;;0.0）のセルに -3.2 と入れた。何も見えない。
    読み: 使わない（確認中）。
    指摘: number-format H2（基準値）"""
    return _growth(number("-3.2", "0.0;;0.0"))


@case
def unit_in_brackets():
    """実績値のセルの書式が 0[$千円] で、36千円 と見える。単位は社。
    読み: その値は使わない（確認中）。
    指摘: unit-mismatch P4（実績値）"""
    return _actual(number("36", "0[$千円]"), row=4)


@case
def yen_format():
    """正しい例。単位が円の指標の実績値が、通貨の書式（"¥"#,##0）で ¥36 と見える。
    読み: 36
    指摘: none"""
    return as_xlsx(with_number(4, "実績値", number("36", '"¥"#,##0;"¥"-#,##0'), with_cell(4, "単位", "円")))


@case
def hidden_words():
    """まだ見せたくない取組内容を、表示形式「;;;」で見えなくした。文字は残っている。
    読み: 見えていない文字を読み、人に確かめてもらう。
    指摘: hidden-cells R4（取組内容・実績）"""
    return as_xlsx(with_number(4, "取組内容・実績", text("専門家を町工場に派遣した。", format=";;;")))


# ── zeros that nobody sees ───────────────────────────────────────────────


@case
def zero_without_digit():
    """実績値のセルに 0 があるが、書式 #,### なので何も見えない。
    読み: 見えていないので、値なし。
    指摘: rounded-display P4（実績値）"""
    return _actual(number("0", "#,###"), row=4)


@case
def zero_section_empty():
    """実績値のセルに 0 があるが、書式 0;-0;;@ なので何も見えない。
    読み: 見えていないので、値なし。
    指摘: rounded-display P4（実績値）"""
    return _actual(number("0", "0;-0;;@"), row=4)


@case
def zeros_not_shown():
    """シートの設定で「ゼロ値を表示する」を外した。実績値のセルの 0 は見えない。
    読み: 見えていないので、値なし。
    指摘: rounded-display P4（実績値）"""
    book = with_number(4, "実績値", number("0"))
    view = '<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews><sheetData>'
    return as_xlsx(_changed(book, "xl/worksheets/sheet1.xml", ("<sheetData>", view)))


@case
def zero_as_words():
    """実績値のセルの 0 を、書式（0;-0;"調査中"）で「調査中」と見せている。
    読み: 0 とも調査中とも決められないので、使わない（確認中）。
    指摘: number-format P4（実績値、調査中）"""
    return _actual(number("0", '0;-0;"調査中"'), row=4)


@case
def zero_as_dash():
    """実績値のセルの 0 が、桁区切りの書式（番号 41、負の数も揃える）で「-」と見える。
    読み: 0（会計の書式では 0 のこと）。人に確かめてもらう。
    指摘: rounded-display P4（実績値）"""
    return _actual(number("0", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '), row=4)


# ── days and times ───────────────────────────────────────────────────────


@case
def time_in_number_column():
    """延べ時間を、時刻の書式（[h]:mm）のセルに 36:15 と入れた。中身は 1.510416…。
    読み: 1.510416… とも 36 とも読まない。その値は使わない（確認中）。
    指摘: number-format P4（実績値、36:15）"""
    return _actual(number("1.5104166666666667", "[h]:mm"), row=4)


@case
def day_zero():
    """実績値のセルに 0 があり、日付の書式なので 1900/1/0 と見える。
    読み: 0 と読まない。その値は使わない（確認中）。
    指摘: number-format P4（実績値）"""
    return _actual(number("0", DATE), row=4)


@case
def day_below_zero():
    """実績値のセルに -5 があり、日付の書式なので ##### と見える。
    読み: -5 と読まない。その値は使わない（確認中）。
    指摘: number-format P4（実績値）"""
    return _actual(number("-5", DATE), row=4)


@case
def moment_in_year_column():
    """実績年度に、日付と時刻 2022/4/1 12:00 を入れた。
    読み: 44652.5 と読まない。
    指摘: year-format O2（実績年度）"""
    return as_xlsx(with_number(2, "実績年度", number(APRIL_2022 + ".5", "yyyy/m/d h:mm")))


@case
def time_in_words():
    """正しい例。備考に、説明会の時刻 13:30 を、時刻のセルで書いた。
    読み: 13:30（0.5625 ではない）
    指摘: none"""
    return as_xlsx(with_number(2, "備考", number("0.5625", "h:mm")))


@case
def footnote_in_number():
    """実績値に、注の印を付けて「55.0※１」と打った。
    読み: 55.01 と読まない。その値は使わない（確認中）。
    指摘: number-format P2（実績値）"""
    return _actual(text("55.0※１"))


# ── rows that are no indicators ──────────────────────────────────────────


@case
def left_in_example():
    """様式の「記入例」の行を消さずに、その下に書いた。
    読み: ２行目は読まない。三行とも見えているとおり。
    指摘: left-in-example ２行目"""
    return as_xlsx(book_of(_with_row(2, EXAMPLE)))


@case
def pasted_example():
    """「記入例」のシートの行を写して書き始め、取組番号「例-1」の行が残った。
    読み: ５行目は読まない。三行とも見えているとおり。
    指摘: left-in-example ５行目"""
    return as_xlsx(book_of(_with_row(5, ["例-1", *EXAMPLE[1:]])))


@case
def subtotal_row():
    """取組 1-1 の後ろに「小計」の行を入れた。
    読み: ４行目は読まない。三行とも見えているとおり。
    指摘: row-not-read ４行目（小計）"""
    return as_xlsx(book_of(_with_row(4, filled(取組番号="小計", 実績値="5,055"))))


@case
def total_row():
    """表の終わりに「合計」の行を入れた。取組番号は空で、指標名の欄に「合　計」とある。
    読み: ５行目は読まない。三行とも見えているとおり。
    指摘: row-not-read ５行目（合　計）"""
    return as_xlsx(book_of(_with_row(5, filled(指標名="合　計", 実績値="5,091"))))


@case
def section_heading_row():
    """取組の区分ごとに、「２　仕事を支える」という見出しの行（A4:T4 を結合）を入れた。
    読み: ４行目は読まない。三行とも見えているとおり。
    指摘: row-not-read ４行目（２　仕事を支える）"""
    book = book_of(_with_row(4, filled(取組番号="２　仕事を支える")))
    book.sheet.merges.append(f"A4:{letter('備考')}4")
    return as_xlsx(book)


@case
def name_begins_as_example():
    """指標名を左端に移した表で、指標名が「記載例を改めた様式の割合」である。
    読み: 取組番号と指標番号があるので、指標の行。三行とも見えているとおり。
    指摘: none"""
    place = at("指標名")
    rows = [[row[place], *row[:place], *row[place + 1 :]] for row in good()]
    rows[1][0] = "記載例を改めた様式の割合"
    return as_xlsx(book_of(rows, names=rows[0]))


@case
def value_without_keys():
    """５行目は実績値の「41」だけで、取組番号も指標番号もない。
    読み: 三行は見えているとおり。どの指標の値か分からない行があることを知らせる。
    指摘: value-missing ５行目（取組番号、指標番号など）"""
    return as_xlsx(book_of([*good(), filled(実績値="41")]))


@case
def continued_without_header():
    """指標が多いので、続きを「調査票 (2)」のシートに、見出しを付けずに書いた。
    読み: 続きのシートは読まない。初めの二行は見えているとおり。
    指摘: header-missing 調査票 (2)"""
    book = book_of(good()[:3])
    book.sheets.append(sheet_of(good()[3:], "調査票 (2)"))
    return as_xlsx(book)


@case
def note_in_other_column():
    """表の下の注を、C列（指標名）に書いた。
    読み: ５行目は読まない。三行とも見えているとおり。
    指摘: row-not-read C5"""
    return as_xlsx(book_of([*good(), filled(指標名="※ 数は12月末の見込みである。")]))


@case
def blank_rows_between():
    """取組の間に、空の行を二つ入れた。
    読み: 空の行はないものとする。三行とも見えているとおり。
    指摘: none"""
    header, *rows = good()
    return as_xlsx(book_of([header, *rows[:2], filled(), filled(), rows[2]]))


@case
def notes_under_table():
    """表の下に「※１　実績は12月末の見込みである。」などの注を書いた。
    読み: ６行目と７行目は読まない。三行とも見えているとおり。
    指摘: row-not-read ６行目、７行目"""
    notes = ("※１　実績は12月末の見込みである。", "（注）割合は小数第一位まで。")
    return as_xlsx(book_of([*good(), filled(), *(filled(取組番号=note) for note in notes)]))


@case
def duplicate_key():
    """1-1/1 の行を写して直すうちに、指標番号を変え忘れた行が残った。
    読み: 1-1 の指標 1 の二つの行は、どちらも使わない。
    指摘: duplicate-indicator A5（初めは A2）"""
    extra = good()[1]
    extra[at("指標名")], extra[at("実績値")] = "オンラインで予約できる窓口の割合", "41.0"
    return as_xlsx(book_of([*good(), extra]))


# ── merged cells and dittos ──────────────────────────────────────────────


@case
def merged_measure():
    """二つの指標にまたがって、取組番号のセル（A2:A3）を結合した。
    読み: ３行目の取組番号も 1-1。
    指摘: none"""
    book = book_of(with_cell(3, "取組番号", ""))
    book.sheet.merges.append("A2:A3")
    return as_xlsx(book)


@case
def merged_years():
    """三つの指標に共通の実績年度を、一つのセル（O2:O4）に結合した。
    読み: 三行とも令和４年度。
    指摘: none"""
    table = with_cell(4, "実績年度", "", with_cell(3, "実績年度", ""))
    book = book_of(table)
    book.sheet.merges.append(f"{cell_at(2, '実績年度')}:{cell_at(4, '実績年度')}")
    return as_xlsx(book)


@case
def merged_lines():
    """見やすいように、一つの指標の全てのセルを、二行ずつ結合した（A2:A3、B2:B3、…）。
    読み: 三つの指標。二行目を別の指標としない。
    指摘: none"""
    header, *rows = good()
    book = book_of([header, *(line for row in rows for line in (row, filled()))])
    for row in (2, 4, 6):
        book.sheet.merges += [f"{cell_at(row, name)}:{cell_at(row + 1, name)}" for name in HEADER]
    return as_xlsx(book)


@case
def merged_to_the_end():
    """備考の列を、２行目から 9,990行目まで結合した。
    読み: 三行とも同じ備考。表の下の行は、ないものとする。
    指摘: none"""
    book = book_of(with_cell(2, "備考", "12月末の見込み"))
    book.sheet.merges.append(f"{cell_at(2, '備考')}:{cell_at(9_990, '備考')}")
    return as_xlsx(book)


@case
def ditto():
    """取組内容を、３行目は「同上」、４行目は「〃」と書いた。
    読み: ３行目も４行目も「件数の多い手続から様式を見直した。」
    指摘: none"""
    return as_xlsx(book_of(with_cell(4, "取組内容・実績", "〃", with_cell(3, "取組内容・実績", "同上"))))


@case
def ditto_in_number():
    """３行目の実績値を「同上」と書いた。
    読み: 55.0 を写さない。その値は使わない（確認中）。
    指摘: number-format P3（実績値）"""
    return _actual(text("同上"), row=3)


@case
def ditto_in_first_row():
    """行を並べ替え、初めの行の取組内容が「同上」になった。
    読み: 写すものがない。見出しの「取組内容・実績」を写さない。
    指摘: ditto R2（取組内容・実績）"""
    return as_xlsx(book_of(with_cell(2, "取組内容・実績", "同上")))


@case
def ditto_below_example():
    """２行目の下に「記入例」の行（単位は「社」）があり、その下の行の単位を「同上」とした。
    読み: 記入例の単位も、その上の「％」も写さない。単位は確認中。
    指摘: ditto D4（単位）、left-in-example ３行目"""
    return as_xlsx(book_of(_with_row(3, EXAMPLE, with_cell(3, "単位", "同上"))))


@case
def ditto_below_total():
    """２行目の下に「小計」の行があり、その下の行の単位を「〃」とした。
    読み: 小計の行の上の「％」を写さない。単位は確認中。
    指摘: ditto D4（単位）、row-not-read ３行目（小計）"""
    return as_xlsx(book_of(_with_row(3, filled(指標名="小計", 単位="億円"), with_cell(3, "単位", "〃"))))


# ── characters ───────────────────────────────────────────────────────────


@case
def phonetic():
    """日本語入力で打った指標名に、ふりがな（rPh）が付いている。
    読み: 支援した町工場の数。ふりがなを続けて読まない。
    指摘: none"""
    name = "支援した町工場の数"
    kana = '<rPh sb="0" eb="2"><t>シエン</t></rPh><rPh sb="4" eb="5"><t>マチ</t></rPh><rPh sb="5" eb="7"><t>コウジョウ</t></rPh>'
    cell = Cell(name, "s", item=f'<t>{name}</t>{kana}<phoneticPr fontId="0"/>')
    return as_xlsx(with_number(4, "指標名", cell))


@case
def escaped_return():
    """ほかのシステムから貼った取組内容の改行が、ファイルでは _x000D_ と改行になっている。
    読み: 二行の文。「_x000D_」という字は読まない。
    指摘: none"""
    return as_xlsx(with_number(2, "取組内容・実績", text("件数の多い手続から_x000D_\n様式を見直した。")))


@case
def private_use():
    """庁内の外字（U+E000）で、備考に担当者の名を書いた。
    読み: その字を「〓」とする。ほかは書いたとおり。
    指摘: forbidden-character T2（備考）"""
    return as_xlsx(book_of(with_cell(2, "備考", "担当は\ue000原")))


@case
def right_to_left_override():
    """備考の担当者の名に、並びを逆にする見えない字（U+202E）が混じった。
    読み: その字を「〓」とする。ほかは書いたとおり。
    指摘: forbidden-character T2（備考）"""
    return as_xlsx(book_of(with_cell(2, "備考", "担当は\u202e青木")))


@case
def variants_in_names():
    """正しい例。備考の担当者の名に、異体字（葛と U+E0100）と、UTF-16 で二つになる字（𠮷）がある。
    読み: 「担当は葛\U000e0100城と𠮷田」。一字も変えない。
    指摘: none"""
    return as_xlsx(book_of(with_cell(2, "備考", "担当は葛\U000e0100城と𠮷田")))


@case
def full_width_key():
    """取組番号を「１－１」と全角で打った。
    読み: 取組 1-1
    指摘: none"""
    return as_xlsx(book_of(with_cell(2, "取組番号", "１－１")))


# ── sizes ────────────────────────────────────────────────────────────────


@case
def far_empty_cell():
    """シートの右下の端（XFD1048576）に、書式だけのセルがある。
    読み: 三行とも見えているとおり。端までの大きさのメモリーを使わない。
    指摘: none"""
    book = good_book()
    book.sheet.put(LAST_ROW, LAST_COLUMN, Cell(format="0.0"))
    return as_xlsx(book)


@case
def far_cell():
    """シートの右下の端（XFD1048576）に、誤って「あ」と打った。
    読み: 一行も読まない。端までの大きさのメモリーを使わない。
    指摘: unreadable-file kikaku.xlsx（大きすぎる）"""
    book = good_book()
    book.sheet.put(LAST_ROW, LAST_COLUMN, text("あ"))
    return as_xlsx(book)


@case
def cell_outside_sheet():
    """細工したブック。Excel にない場所（XFE1048577）のセルがある。
    読み: 一行も読まない。場所を回り込ませて、ほかのセルと取り違えない。
    指摘: unreadable-file kikaku.xlsx"""
    book = good_book()
    book.sheet.put(LAST_ROW + 1, LAST_COLUMN + 1, text("あ"))
    return as_xlsx(book)


@case
def many_rows():
    """12,000行のデータベースの出力を、そのまま送った。
    読み: 一行も読まない（10,000行を超える）。
    指摘: unreadable-file kikaku.xlsx（大きすぎる）"""
    book = good_book()
    for row in range(2, 12_002):
        book.sheet.put(row, 1, text("1-1"))
        book.sheet.put(row, 2, number(str(row - 1)))
    return as_xlsx(book)


@case
def many_empty_rows():
    """正しい例。罫線の書式を12,000行まで引いた。値があるのは三行だけ。
    読み: 三行とも見えているとおり。
    指摘: none"""
    book = good_book()
    for row in range(5, 12_002):
        book.sheet.put(row, 1, Cell(format="@"))
    return as_xlsx(book)


@case
def long_string():
    """取組内容に 40,000字の文がある（Excel の一つのセルは 32,767字まで。ほかのプログラムが書いた）。
    読み: 一行も読まない。
    指摘: unreadable-file kikaku.xlsx（大きすぎる）"""
    return as_xlsx(with_number(2, "取組内容・実績", text("様式を見直した。" * 5_000)))


@case
def many_cells():
    """細工したブック。21枚のシートに 10,000 ずつ、合わせて 21万のセルがある。
    読み: 一行も読まない（ブック全体で 20万セルを超える）。
    指摘: unreadable-file kikaku.xlsx（大きすぎる）"""
    book = good_book()
    book.sheets += [sheet_of([], f"控え{n}") for n in range(1, 22)]
    rows = "<row>" + "<c><v>1</v></c>" * 200 + "</row>"
    full = f'<worksheet xmlns="{MAIN}"><sheetData>{rows * 50}</sheetData></worksheet>'
    parts = book.parts()
    return as_xlsx(package(parts | {f"xl/worksheets/sheet{n}.xml": full.encode() for n in range(2, 23)}))


# ── damage ───────────────────────────────────────────────────────────────


@case
def cell_twice():
    """壊れたブック。実績値のセル P2 が二つあり、55.0 と 65.0 である。
    読み: どちらとも決められないので、一行も読まない。
    指摘: unreadable-file kikaku.xlsx（壊れている）"""
    book, end = good_book(), '<c r="Q2"'
    return as_xlsx(_changed(book, "xl/worksheets/sheet1.xml", (end, f'<c r="P2"><v>65</v></c>{end}')))


@case
def row_twice():
    """壊れたブック。３行目が二つある。
    読み: どちらとも決められないので、一行も読まない。
    指摘: unreadable-file kikaku.xlsx（壊れている）"""
    book, end = good_book(), '<row r="4"'
    return as_xlsx(_changed(book, "xl/worksheets/sheet1.xml", (end, f'<row r="3"><c r="P3"><v>1</v></c></row>{end}')))


@case
def sheet_lost():
    """二枚目のシート「追加」の名はあるが、その中身への関係（r:id="rId9"）がない。
    読み: ほかのシートの三行は見えているとおり。「追加」の中身がないことを知らせる。
    指摘: unreadable-file シート「追加」"""
    book = good_book()
    book.sheets.append(sheet_of(good(), "追加"))
    return as_xlsx(_changed(book, "xl/workbook.xml", ('r:id="rId2"', 'r:id="rId9"')))


@case
def value_twice_in_cell():
    """壊れたブック。実績値のセル P2 の中に、値が二つ（55 と 65）ある。
    読み: どちらとも決められないので、その値は使わない（確認中）。5565 と読まない。
    指摘: unreadable-file P2（値が二つ）"""
    return as_xlsx(_changed(good_book(), "xl/worksheets/sheet1.xml", (_ACTUAL_55, f"{_ACTUAL_55}<v>65</v>")))


@case
def text_beside_value():
    """壊れたブック。実績値のセル P2 に、数 55 と、セルの中の文字「65」（is）がある。
    読み: どちらが見えているか決められないので、その値は使わない（確認中）。
    指摘: unreadable-file P2（値が二つ）"""
    return as_xlsx(_changed(good_book(), "xl/worksheets/sheet1.xml", (_ACTUAL_55, f"<is><t>65</t></is>{_ACTUAL_55}")))


@case
def sheet_without_part():
    """二枚目のシート「追加」の名はあるが、中身への関係の名が空（r:id=""）。
    読み: ほかのシートの三行は見えているとおり。「追加」の中身がないことを知らせる。
    指摘: unreadable-file シート「追加」"""
    book = good_book()
    book.sheets.append(sheet_of(good(), "追加"))
    return as_xlsx(_changed(book, "xl/workbook.xml", ('r:id="rId2"', 'r:id=""')))


@case
def macro_sheet_without_part():
    """正しい例。古い Excel のマクロのシート「Module1」の名だけが、隠れて残った（r:id=""）。
    読み: 三行とも見えているとおり。
    指摘: none"""
    book = good_book()
    book.sheets.append(sheet_of([], "Module1"))
    book.sheets[1].state = "veryHidden"
    return as_xlsx(_changed(book, "xl/workbook.xml", ('r:id="rId2"', 'r:id=""')))


@case
def two_parts_of_one_name():
    """壊れたブック。シートの中身が「xl/worksheets/sheet1.xml」と「XL\\Worksheets\\Sheet1.xml」の二つある。
    読み: どちらとも決められないので、一行も読まない。
    指摘: unreadable-file kikaku.xlsx（壊れている）"""
    parts = good_book().parts()
    return as_xlsx(package(parts | {"XL\\Worksheets\\Sheet1.xml": parts["xl/worksheets/sheet1.xml"]}))


# ── packages as other programs write them ────────────────────────────────


@case
def inline_strings():
    """帳票のソフトが、文字をセルの中に書いた（inlineStr）。共有の文字列の一覧は空。
    読み: 三行とも見えているとおり。
    指摘: none"""
    book = good_book()
    for at_cell, cell in book.sheet.cells.items():
        if cell.type == "s":
            book.sheet.cells[at_cell] = replace(cell, type="inlineStr")
    return as_xlsx(book)


@case
def without_references():
    """帳票のソフトが、行とセルの番地（r）を書かなかった。
    読み: 左から順のセル。三行とも見えているとおり。
    指摘: none"""
    parts, name = good_book().parts(), "xl/worksheets/sheet1.xml"
    return as_xlsx(package(parts | {name: re.sub(rb'(<(?:row|c)) r="\w+"', rb"\1", parts[name])}))


@case
def wrong_dimension():
    """帳票のソフトが、シートの範囲（dimension）を A1 としか書かなかった。
    読み: 三行とも見えているとおり。
    指摘: none"""
    book = good_book()
    book.sheet.dimension = "A1"
    return as_xlsx(book)


@case
def absolute_targets():
    """ほかのソフトが、シートの場所を「/xl/worksheets/sheet1.xml」と頭から書いた。
    読み: 三行とも見えているとおり。
    指摘: none"""
    return as_xlsx(_changed(good_book(), "xl/_rels/workbook.xml.rels", ('Target="', 'Target="/xl/')))


@case
def prefixed_names():
    """帳票のソフトが、XML の要素に x: の接頭辞を付けた（<x:row>、<x:c>）。
    読み: 三行とも見えているとおり。
    指摘: none"""
    parts = good_book().parts()
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"):
        xml = re.sub(rb"<(/?)(?=\w)", rb"<\1x:", parts[name])
        parts[name] = xml.replace(f' xmlns="{MAIN}"'.encode(), f' xmlns:x="{MAIN}"'.encode())
    return as_xlsx(package(parts))


@case
def strict_open_xml():
    """Excel の「完全 Open XML ブック」で保存した（名前空間が違う）。
    読み: 三行とも見えているとおり。
    指摘: none"""
    parts = good_book().parts()
    strict = {
        MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
        f"{OFFICE}/": "http://purl.oclc.org/ooxml/officeDocument/relationships/",
        f'"{OFFICE}"': '"http://purl.oclc.org/ooxml/officeDocument/relationships"',
        "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties":
            "http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
    }
    for name, xml in parts.items():
        for old, new in strict.items():
            xml = xml.replace(old.encode(), new.encode())
        parts[name] = xml
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<workbook ", b'<workbook conformance="strict" ')
    return as_xlsx(package(parts))


@case
def protected_sheet():
    """シートの保護をかけたまま送った（ファイルのパスワードではない）。
    読み: 三行とも見えているとおり。
    指摘: none"""
    book = good_book()
    book.sheet.protection = '<sheetProtection password="CC1A" sheet="1" objects="1" scenarios="1"/>'
    return as_xlsx(book)


@case
def empty_shared_strings():
    """帳票のソフトが、空のセルを、番号のない共有の文字列（<c t="s"><v/></c>）と書いた。
    読み: 空のセル。三行とも見えているとおり。
    指摘: none"""
    parts, name = good_book().parts(), "xl/worksheets/sheet1.xml"
    return as_xlsx(package(parts | {name: re.sub(rb'<c r="(\w+)"/>', rb'<c r="\1" t="s"><v/></c>', parts[name])}))


@case
def parts_in_capitals():
    """帳票のソフトが、ZIP の中の名を「/XL/Workbook.xml」「xl%2Fstyles.xml」のように書いた。
    読み: 大文字と小文字、頭の /、%2F は問わない。三行とも見えているとおり。
    指摘: none"""
    other = {"xl/workbook.xml": "/XL/Workbook.xml", "xl/styles.xml": "xl%2Fstyles.xml", "xl/worksheets/sheet1.xml": "XL\\worksheets/Sheet1.XML"}
    return as_xlsx(package({other.get(name, name): data for name, data in good_book().parts().items()}))


# ── words that are numbers or days ───────────────────────────────────────


@case
def days_and_numbers_in_words():
    """正しい例。文字の欄に、日付と数をそのまま打った。取組内容は和暦の日付、備考は組み込みの書式56の日付とコンマの付いた数。
    読み: 見えているとおり、「R4.4.1」「4月1日」「1,234,567」。
    指摘: none"""
    book = with_number(2, "取組内容・実績", number(APRIL_2022, "[$-411]ge.m.d;@"))
    book.sheet.put(2, column("備考"), number(APRIL_2022, "built-in 56"))
    book.sheet.put(3, column("備考"), number("1234567", "#,##0"))
    book.sheet.put(4, column("備考"), number(APRIL_2022, '[$-411]ggge"年"m"月"d"日";@'))
    return as_xlsx(book)


@case
def year_shown_by_its_era():
    """実績年度に日付 2022/4/1 を入れ、書式 ggge"年度" で「令和4年度」と見せた。
    読み: 見えているとおり、令和４年度。
    指摘: none"""
    return as_xlsx(with_number(2, "実績年度", number(APRIL_2022, '[$-411]ggge"年度"')))


@case
def thousands_in_words():
    """備考に 1234567 と打ち、千単位の書式で「1,235千円」と見せた。
    読み: 見えているとおり「1,235千円」とし、セルの値と違うことを知らせる。
    指摘: rounded-display T2（備考、1,235千円 と 1234567）"""
    return as_xlsx(with_number(2, "備考", number("1234567", '#,##0,"千円"')))


@case
def kanji_digits_in_words():
    """備考に 12 と打ち、漢数字の書式 [DBNum1] で見せた。
    読み: 見えている字が決められないので、確認中。
    指摘: number-format T2（備考）"""
    return as_xlsx(with_number(2, "備考", number("12", "[>10][DBNum1]0;0")))


# ── one matter said once ─────────────────────────────────────────────────


@case
def notes_beside_table():
    """表の右の、見出しのない二つの列に、どの行にも書き込みがある。
    読み: 三行とも見えているとおり。右の書き込みは載らない。
    指摘: unknown-column U2（三か所）、V3（一か所）"""
    book = good_book()
    for row in (2, 3, 4):
        book.sheet.put(row, len(HEADER) + 1, text(f"確認済み{row}"))
    book.sheet.put(3, len(HEADER) + 2, text("課長に説明"))
    return as_xlsx(book)


@case
def sheet_of_years_and_numbers():
    """二枚目のシートに、年度と数だけの参考の表（2018、10、11、12…）を付けた。
    読み: 調査票の三行は見えているとおり。参考の表は読まない。
    指摘: row-not-read シート「推移」（参考）"""
    book = good_book()
    rows = [[str(2010 + n), *(str(n * 10 + place) for place in range(12))] for n in range(9)]
    book.sheets.append(sheet_of(rows, "推移", names=["実績値"] * 13))
    return as_xlsx(book)


@case
def sheet_of_days_and_telephones():
    """二枚目のシートに、日付、電話番号、人数の表を付けた。見出しは「日付」「電話」など。
    読み: 調査票の三行は見えているとおり。二枚目は読まない。
    指摘: row-not-read シート「受付」（参考）"""
    book = good_book()
    rows = [["日付", "電話", *(f"窓口{n}" for n in range(10))]]
    rows += [[f"2022-04-{n:02}", "03-1234-5678", *("1" for _ in range(10))] for n in range(1, 9)]
    book.sheets.append(sheet_of(rows, "受付", names=[]))
    return as_xlsx(book)


@case
def kept_copy_of_sheet():
    """控えのシート「調査票 (2)」に、同じ行が別の順で残っている。
    読み: 一枚目の三行だけ。違いがないので、どちらかを選ぶまでもない。
    指摘: file-twice シート「調査票 (2)」（注意）"""
    book = good_book()
    header, *rows = good()
    book.sheets.append(sheet_of([header, *reversed(rows)], "調査票 (2)"))
    return as_xlsx(book)


@case
def changed_copy_of_sheet():
    """控えのシート「前の案」に、実績値が一つだけ違う行がある。
    読み: どちらが正しいか決められないので、同じ番号の行は使わない。
    指摘: duplicate-indicator 三行とも"""
    book = good_book()
    book.sheets.append(sheet_of(with_cell(2, "実績値", "56.0"), "前の案"))
    return as_xlsx(book)


@case
def indicator_called_average():
    """指標名が「平均」の行。取組番号、型、年度、値がそろい、指標番号だけを書き忘れた。
    読み: 合計の行ではないので、指標番号が空の行として知らせる。
    指摘: value-missing ５行目（指標番号）"""
    row = good()[1]
    row[at("指標番号")], row[at("指標名")] = "", "平均"
    return as_xlsx(book_of([*good(), row]))


@case
def subtotal_of_measure():
    """取組 1-1 の「小計」の行。取組番号と実績値はあるが、指標の型がない。
    読み: 合計の行なので読まない。三行とも見えているとおり。
    指摘: row-not-read ４行目（小計）"""
    return as_xlsx(book_of(_with_row(4, filled(取組番号="1-1", 指標名="小計", 実績値="5,055"))))


# ── what is seen beside the cells, and what is not seen in them ──────────


def _with_shape(words: str, hidden: str = "") -> bytes:
    """The good return with a text box over P2:Q3."""
    parts, drawing = good_book().parts(), "http://schemas.openxmlformats.org/drawingml/2006"
    text_box = (
        f'<xdr:wsDr xmlns:xdr="{drawing}/spreadsheetDrawing" xmlns:a="{drawing}/main"><xdr:twoCellAnchor>'
        "<xdr:from><xdr:col>15</xdr:col><xdr:row>1</xdr:row></xdr:from><xdr:to><xdr:col>16</xdr:col><xdr:row>2</xdr:row></xdr:to>"
        f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="図形" {hidden}/></xdr:nvSpPr>'
        f"<xdr:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
    )
    relation = f'<Relationship Id="rId1" Type="{OFFICE}/drawing" Target="../drawings/drawing1.xml"/>'
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
    return package(parts | {"xl/worksheets/_rels/sheet1.xml.rels": relations.encode(), "xl/drawings/drawing1.xml": text_box.encode()})


@case
def text_box():
    """実績値のセルの上に、「12月末の数です」と書いたテキスト ボックスを置いた。
    読み: 55.0。図形の字は値にしない。
    指摘: cell-comment P2（図形）"""
    return as_xlsx(_with_shape("12月末の数です"))


@case
def shape_without_words():
    """正しい例。字のない丸を表の上に置いた。見えない図形に「下書き」とある。
    読み: 三行とも見えているとおり。
    指摘: none"""
    return as_xlsx(_with_shape("下書き", 'hidden="1"'))


@case
def white_letters():
    """実績値 55.0 の字を白くして、見えなくした。
    読み: 見えていない値を読み、人に確かめてもらう。
    指摘: hidden-cells P2（実績値）"""
    book = good_book()
    book.sheet.edit(2, column("実績値"), strike=True)
    return as_xlsx(_changed(book, "xl/styles.xml", ("<strike/>", '<color rgb="FFFFFFFF"/>')))


@case
def white_part_of_text():
    """備考の「見せない」の字だけを、テーマの白にした。
    読み: 見えていない字も読み、人に確かめてもらう。
    指摘: hidden-cells T2（備考）"""
    white = f'<color theme="0"/><sz val="11"/>{_FONT}'
    return as_xlsx(with_number(2, "備考", rich(("12月末の数。", ""), ("見せない", white))))


@case
def colored_letters():
    """正しい例。実績値の字を赤にした。
    読み: 三行とも見えているとおり。
    指摘: none"""
    book = good_book()
    book.sheet.edit(2, column("実績値"), strike=True)
    return as_xlsx(_changed(book, "xl/styles.xml", ("<strike/>", '<color rgb="FFFF0000"/>')))
