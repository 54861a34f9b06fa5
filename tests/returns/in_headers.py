"""Cases of the header: where it stands, how it is built, what the columns are called."""

from book import text
from returned import (
    HEADER, Table, as_csv, as_xlsx, at, book_of, case, column, csv_text, filled, good, good_book, last_year, letter, sheet_of, with_header,
)

TITLE = ["みどり県デジタル計画　調査票", "部署名　企画部企画課", ""]

#: The columns under each group of a header of two lines.
GROUPS = {"基準": ["年度", "値"], "目標": ["年度", "値", "根拠"], "実績": ["年度", "値", "区分"]}
GROUP_STARTS = {"基準": "基準年度", "目標": "目標年度", "実績": "実績年度"}


def _below(lines: list[str], table: Table | None = None) -> Table:
    """The return below lines that stand in its first column."""
    return [*(filled(取組番号=line) for line in lines), *(table or good())]


def _two_lines() -> tuple[list[str], list[str]]:
    """The header in two lines: groups and single columns above, the groups' columns below."""
    above, below = list(HEADER), [""] * len(HEADER)
    for group, names in GROUPS.items():
        start = at(GROUP_STARTS[group])
        above[start : start + len(names)] = [group, *[""] * (len(names) - 1)]
        below[start : start + len(names)] = names
    return above, below


# ── where the header stands ──────────────────────────────────────────────


@case
def title_rows_above():
    """表の上に、表題（A1:T1 を結合）、部署名、空の行を置いた。
    読み: 見出しは４行目。三行とも見えているとおり。
    指摘: none"""
    book = book_of(_below(TITLE))
    book.sheet.merges.append(f"A1:{letter('備考')}1")
    return as_xlsx(book)


@case
def header_in_row_12():
    """表の上に、依頼文と記入上の注意を11行置いた。
    読み: 見出しは12行目。三行とも見えているとおり。
    指摘: none"""
    notes = [f"{n}　記入上の注意" for n in range(1, 9)]
    return as_xlsx(book_of(_below([*TITLE, *notes])))


@case
def header_in_row_25():
    """表の上に、要領の全文を24行置いた。
    読み: 見出しは25行目（初めの30行に探す）。三行とも見えているとおり。
    指摘: none"""
    notes = [f"第{n}条　取組の実績を書くこと。" for n in range(1, 22)]
    return as_xlsx(book_of(_below([*TITLE, *notes])))


@case
def table_not_at_a1():
    """見た目のため、A列と上の二行を空けて、B3 から表を書いた。
    読み: 見出しは３行目。三行とも見えているとおり。
    指摘: none"""
    table = [[""] * (len(HEADER) + 1)] * 2 + [["", *row] for row in good()]
    book = book_of(table, names=["", *HEADER])
    book.sheet.cells = {(row, c): cell for (row, c), cell in book.sheet.cells.items() if row > 2 and c > 1}
    return as_xlsx(book)


@case
def no_header():
    """見出しの行を消し、値だけを送った。
    読み: 一行も読まない。
    指摘: header-missing kikaku.csv"""
    return as_csv(good()[1:])


@case
def data_above_header():
    """行を並べ替え、1-1/1 の行が見出しより上に来た。
    読み: 上の行は読まない。下の二行は書いたとおり。
    指摘: header-missing 1:1（見出しより上の値）"""
    header, first, *rest = good()
    return as_csv([first, header, *rest])


@case
def transposed():
    """行と列を入れ替えた表を送った（A列に見出し、指標は右へ並ぶ）。
    読み: 一行も読まない。
    指摘: header-missing kikaku.xlsx"""
    return as_xlsx(book_of([list(line) for line in zip(*good())], names=[]))


@case
def column_numbers_under_header():
    """見出しの下に、列の番号 (1) (2) (3) … の行がある様式を使った。
    読み: 番号の行は読まない。三行とも見えているとおり。
    指摘: row-not-read ２行目"""
    header, *rows = good()
    return as_xlsx(book_of([header, [f"({n})" for n in range(1, len(header) + 1)], *rows]))


@case
def second_table_below():
    """取組ごとに表を作り、一つのシートの上と下に置いた。下の表にも題と見出しがある。
    読み: 三行とも見えているとおり。
    指摘: row-not-read ５行目（題）、６行目（見出し）"""
    header, *rows = good()
    return as_xlsx(book_of([header, *rows[:2], filled(), filled(取組番号="２　町工場のデジタル化の支援"), header, rows[2]]))


@case
def joined_csv():
    """取組ごとの CSV を一つにつなぎ、二つ目の見出しが途中に残った。
    読み: 三行とも書いたとおり。
    指摘: row-not-read 4行目（見出し）"""
    header, *rows = good()
    return as_csv([header, *rows[:2], header, rows[2]])


@case
def second_table_in_other_order():
    """下の表は、目標値と実績値の列を入れ替えて作った。
    読み: 下の表は、その見出しの順に読む。三行とも見えているとおり。
    指摘: row-not-read ５行目（見出し）"""
    header, *rows = good()
    a, b = at("目標値"), at("実績値")
    other = [[*row] for row in (header, rows[2])]
    for row in other:
        row[a], row[b] = row[b], row[a]
    return as_xlsx(book_of([header, *rows[:2], filled(), *other]))


@case
def second_table_of_other_columns():
    """表の下に、取組番号、指標番号、実績値、備考だけの表を置いた。
    読み: 上の表の二行だけ。下の表は列が足りないので読まない。
    指摘: header-missing A5（足りない列）、row-not-read ５行目（見出し）"""
    header, *rows = good()
    small = [["取組番号", "指標番号", "実績値", "備考"], ["2-1", "1", "36", "速報による。"]]
    return as_xlsx(book_of([header, *rows[:2], filled(), *small], names=[]))


# ── how the header is built ──────────────────────────────────────────────


@case
def two_line_header():
    """見出しを二段にした。上段「基準」「目標」「実績」は横に結合し、下段に「年度」「値」「根拠」「区分」。
    読み: 基準＋年度は基準年度、目標＋根拠は目標の根拠、実績＋区分は実績の区分。三行とも見えているとおり。
    指摘: none"""
    above, below = _two_lines()
    book = book_of([above, below, *good()[1:]])
    book.sheet.merges += _group_merges() + _single_merges(above, below)
    return as_xlsx(book)


def _group_merges() -> list[str]:
    return [
        f"{letter(GROUP_STARTS[group])}1:{letter(HEADER[at(GROUP_STARTS[group]) + len(names) - 1])}1" for group, names in GROUPS.items()
    ]


def _single_merges(above: list[str], below: list[str]) -> list[str]:
    return [f"{letter(name)}1:{letter(name)}2" for name, under in zip(above, below) if name in HEADER and not under]


@case
def two_line_header_csv():
    """二段の見出しの表を CSV で保存した。結合が解け、上段は組の左端だけに名がある。
    読み: 上段の空きは左の名を継ぐ。三行とも書いたとおり。
    指摘: none"""
    above, below = _two_lines()
    return as_csv([above, below, *good()[1:]])


@case
def vertically_merged_header():
    """見出しのセルを、どれも上下二行ずつ結合した。
    読み: 見出しは１行目と２行目。三行とも見えているとおり。
    指摘: none"""
    header, *rows = good()
    book = book_of([header, [""] * len(header), *rows])
    book.sheet.merges += [f"{letter(name)}1:{letter(name)}2" for name in HEADER]
    return as_xlsx(book)


def _with_group(group: str, values: list[str]) -> Table:
    """The return with its actual value below 「今年度」, and before it one below another group."""
    above, below = list(HEADER), [""] * len(HEADER)
    place = at("実績値")
    above[place], below[place] = "今年度", "実績値"
    rows = [above, below, *good()[1:]]
    return [[*row[:place], other, *row[place:]] for row, other in zip(rows, [group, "実績値", *values])]


@case
def group_of_last_year():
    """見出しを二段にし、「前年度」の下と「今年度」の下に、どちらも「実績値」を置いた。
    読み: 今年度のものを実績値と読む。前年度の列は使わない。三行とも見えているとおり。
    指摘: unknown-column P2（前年度実績値）"""
    return as_xlsx(book_of(_with_group("前年度", ["44.0", "3,100", "31"]), names=[]))


@case
def group_of_nation():
    """二段の見出しの「全国平均」の下に「実績値」があり、県の実績値の列は消してしまった。
    読み: 全国の値を県の値としない。一行も読まない。
    指摘: header-missing 2:1（実績値）、unknown-column 2:16（全国平均実績値）"""
    above, below = list(HEADER), [""] * len(HEADER)
    above[at("実績値")], below[at("実績値")] = "全国平均", "実績値"
    return as_csv([above, below, *good()[1:]])


@case
def group_of_nation_above_whole_header():
    """見出しは一段で足りているが、その上の行の「全国」が「基準値」の列に掛かっている。
    読み: 基準値は全国の値なので、一行も読まない。
    指摘: header-missing 2:1（基準値）、unknown-column 2:8（全国基準値）"""
    above = filled(取組番号="県の取組", 基準値="全国", 目標年度="県")
    return as_csv([above, *good()])


@case
def group_of_unknown_kind():
    """二段の見出しの「窓口」の下に「実績値」がある。ほかに実績値の列はない。
    読み: 実績値と読む。
    指摘: header-renamed 2:16（窓口実績値を実績値と読んだ）"""
    above, below = list(HEADER), [""] * len(HEADER)
    above[at("実績値")], below[at("実績値")] = "窓口", "実績値"
    above[at("実績の区分")], below[at("実績の区分")] = "実績", "区分"
    return as_csv([above, below, *good()[1:]])


def _grouped(**groups: str) -> Table:
    """The return below a row of groups, each of which reaches to the next."""
    above = filled(取組番号="取組", 指標名="指標", 基準年度="基準", 目標年度="目標", 実績年度="実績", 再掲="その他")
    for name, group in groups.items():
        above[at(name)] = group
    return [above, *good()]


@case
def group_with_last_year_in_brackets():
    """見出しは一段で足りているが、その上の組の名が「実績（前回）」である。
    読み: 実績年度、実績値、実績の区分、取組内容・実績は前回のものなので、一行も読まない。
    指摘: header-missing A2（必須の三つの列）、unknown-column O2、P2、Q2、R2"""
    return as_xlsx(book_of(_grouped(実績年度="実績（前回）")))


@case
def group_of_ten_thousands():
    """上段の組の名が「実績（万件）」で、単位の欄は ％、件、社 である。
    読み: 5,000 は 5,000件か 5,000万件か決められないので、一行も読まない。
    指摘: header-missing 2:1（実績値）、unit-mismatch 2:16（万件）"""
    return as_csv(_grouped(実績年度="実績（万件）"))


@case
def group_of_other_things():
    """上段の組の名が、取組、指標、基準、目標、実績、その他。下段は「年度」「値」「区分」などと略してある。
    読み: 「その他」は何も言わない名。三行とも書いたとおり。
    指摘: none"""
    above, *rows = _grouped()
    for group, names in GROUPS.items():
        start = at(GROUP_STARTS[group])
        rows[0][start : start + len(names)] = names
    return as_csv([above, *rows])


@case
def years_in_names():
    """実績を二年分の列「R3実績値」「R4実績値」に書いた。行の実績年度は、どれも令和４年度。
    読み: 行の年度の列「R4実績値」を実績値と読む。「R3実績値」は使わない。
    指摘: header-renamed 1:17（R4実績値を実績値と読んだ）、unknown-column 1:16（R3実績値）"""
    place = at("実績値")
    others = ["R3実績値", "44.0", "3,100", "31"]
    table = with_header("実績値", "R4実績値")
    return as_csv([[*row[:place], other, *row[place:]] for row, other in zip(table, others)])


@case
def value_of_another_kind():
    """実績値の列の名が「実績値の対前年度増減」である。
    読み: 増減は実績値でないので、一行も読まない。
    指摘: header-missing 1:1（実績値）、unknown-column 1:16"""
    return as_csv(with_header("実績値", "実績値の対前年度増減"))


@case
def unit_of_other_scale_in_name():
    """基準値の列の名が「基準値（千社）」で、単位の欄は ％、件、社 である。
    読み: 社の行の 25 は 25社か 25,000社か決められないので、一行も読まない。
    指摘: header-missing 1:1（基準値）、unit-mismatch 1:8（千社）"""
    return as_csv(with_header("基準値", "基準値（千社）"))


@case
def header_line_breaks():
    """列の幅に合わせ、見出しの語の途中で改行した（Alt+Enter）。
    読み: 改行はないものとする。三行とも見えているとおり。
    指摘: none"""
    book = good_book()
    for name, broken in (("指標番号", "指標\n番号"), ("目標を設定しない理由", "目標を設定\nしない理由"), ("実績の区分", "実績の\n区分")):
        book.sheet.put(1, column(name), text(broken, heading=True))
    return as_xlsx(book)


@case
def header_spaces():
    """見出しの字の間に空白を入れて幅をそろえた（「単　　位」「備 考」）。
    読み: 空白はないものとする。三行とも書いたとおり。
    指摘: none"""
    table = with_header("単位", "単　　位")
    table[0][at("備考")] = "備 考 "
    return as_csv(table)


@case
def header_width_variants():
    """見出しの括弧と中点を半角で打った（「理由(記述)」「取組内容･実績」）。
    読み: 全角と半角は問わない。三行とも書いたとおり。
    指摘: none"""
    table = with_header("理由（記述）", "理由(記述)")
    table[0][at("取組内容・実績")] = "取組内容･実績"
    return as_csv(table)


@case
def header_footnotes():
    """見出しの語の後ろに、注の印を付けた（「目標値※１」「実績の区分（注２）」）。
    読み: 印はないものとし、目標値、実績の区分と読む。三行とも書いたとおり。
    指摘: none"""
    table = with_header("目標値", "目標値※１")
    table[0][at("実績の区分")] = "実績の区分（注２）"
    return as_csv(table)


@case
def header_with_unit():
    """見出し「実績値」を「実績値（％）」とした。件や社の行もある。
    読み: 実績値と読む。単位は「単位」の列のもの。
    指摘: header-renamed 1:16（実績値（％）を実績値と読んだ）"""
    return as_csv(with_header("実績値", "実績値（％）"))


# ── what the columns are called ──────────────────────────────────────────


@case
def columns_reordered():
    """シートを右から左の並びに作り直し、列の順が逆になった（備考が左端、取組番号が右端）。
    読み: 列は名で探す。三行とも見えているとおり。
    指摘: none"""
    return as_xlsx(book_of([row[::-1] for row in good()], names=HEADER[::-1]))


@case
def renamed_target_value():
    """見出し「目標値」を「対象年度目標値」に変えた。
    読み: 目標値と読む。
    指摘: header-renamed 1:10（対象年度目標値を目標値と読んだ）"""
    return as_csv(with_header("目標値", "対象年度目標値"))


@case
def renamed_indicator_name():
    """見出し「指標名」を「指標名称」に変えた。
    読み: 指標名と読む。
    指摘: header-renamed 1:3（指標名称を指標名と読んだ）"""
    return as_csv(with_header("指標名", "指標名称"))


@case
def renamed_baseline_year():
    """見出し「基準年度」を「基準年」に変えた。値は「令和２年度」のまま。
    読み: 基準年度と読む。
    指摘: header-renamed 1:7（基準年を基準年度と読んだ）"""
    return as_csv(with_header("基準年度", "基準年"))


@case
def renamed_actual_status():
    """見出し「実績の区分」を「実績区分」に変えた。
    読み: 実績の区分と読む。
    指摘: none（の の有無は、名を変えたことにならない）"""
    return as_csv(with_header("実績の区分", "実績区分"))


@case
def renamed_note():
    """見出し「備考」を「備考欄」に変えた（Excel）。
    読み: 備考と読む。
    指摘: header-renamed T1（備考欄を備考と読んだ）"""
    return as_xlsx(book_of(with_header("備考", "備考欄"), names=HEADER))


@case
def two_target_columns():
    """「目標値」の代わりに「目標値（R4）」と「目標値（R5）」の二つの列がある。
    読み: 行の目標年度は令和６年度と令和４年度。どちらの列も全ての行の年度ではないので、一行も読まない。
    指摘: header-missing 1:1（目標値）、unknown-column 1:10 と 1:11（R4、R5）"""
    table = with_header("目標値", "目標値（R4）")
    others = ["目標値（R5）", "80.0", "9,800", "45"]
    place = at("目標値") + 1
    return as_csv([[*row[:place], other, *row[place:]] for row, other in zip(table, others)])


@case
def column_missing():
    """使わないと思い、「目標の根拠」の列を消した。
    読み: 一行も読まない。
    指摘: header-missing 1:1（目標の根拠）"""
    place = at("目標の根拠")
    return as_csv([[*row[:place], *row[place + 1 :]] for row in good()])


@case
def extra_columns():
    """「担当者」と「内線」の列を右に足した。
    読み: 二つの列は使わない。三行とも見えているとおり。
    指摘: unknown-column U1（担当者）、V1（内線）"""
    more = [["担当者", "内線"], ["青木", "2101"], ["青木", "2101"], ["石川", "2102"]]
    return as_xlsx(book_of([row + extra for row, extra in zip(good(), more)]))


@case
def column_twice():
    """「実績値」の列を写して右端にも貼り、片方だけを直した。
    読み: どちらが実績値か決められないので、一行も読まない。
    指摘: header-missing 1:16 と 1:21（実績値）"""
    table = [[*row, row[at("実績値")]] for row in good()]
    table[1][-1] = "57.0"
    return as_csv(csv_text(table))


# ── which sheet it stands in ─────────────────────────────────────────────


@case
def cover_sheet_first():
    """一枚目のシートが表紙（題と部署名だけ）で、表は二枚目にある。
    読み: 二枚目の三行。
    指摘: row-not-read 表紙（読まないと言う）"""
    book = good_book()
    book.sheets.insert(0, sheet_of([[line] for line in TITLE], "表紙"))
    return as_xlsx(book)


@case
def empty_first_sheet():
    """一枚目の Sheet1 は空で、表は二枚目にある。
    読み: 二枚目の三行。
    指摘: none"""
    book = good_book()
    book.sheets.insert(0, sheet_of([], "Sheet1"))
    return as_xlsx(book)


@case
def example_sheet():
    """送った様式の「記入例」のシートが、見えるまま残っている。
    読み: 「記入例」のシートは読まない。三行とも見えているとおり。
    指摘: none"""
    example = good()[1]
    example[at("取組番号")], example[at("指標名")] = "例-1", "案内を受けた人の割合"
    book = good_book()
    book.sheets.append(sheet_of([HEADER, example], "記入例"))
    return as_xlsx(book)


@case
def sheet_named_after_example():
    """二枚のシートに分けて書き、二枚目の名を「記入例に沿った回答」とした。
    読み: 二枚を合わせて三行。名が「記入例」そのものではないシートは読む。
    指摘: none"""
    header, *rows = good()
    book = book_of([header, *rows[:2]])
    book.sheets.append(sheet_of([header, *rows[2:]], "記入例に沿った回答"))
    return as_xlsx(book)


@case
def rows_on_example_sheet():
    """取組 2-1 の行を、誤って「記入例」のシートに書いた。
    読み: 「記入例」のシートは読まないが、例でない行があると言う。
    指摘: row-not-read シート「記入例」（missing-measure 取組 2-1 も出る）"""
    header, *rows = good()
    book = book_of([header, *rows[:2]])
    example = good()[1]
    example[at("取組番号")], example[at("指標名")] = "例-1", "案内を受けた人の割合"
    book.sheets.append(sheet_of([header, example, *rows[2:]], "記入例"))
    return as_xlsx(book)


@case
def two_sheets():
    """一つのブックの二枚のシートに、取組 1-1 と 2-1 を分けて書いた。
    読み: 二枚を合わせて三行。
    指摘: none"""
    header, *rows = good()
    book = book_of([header, *rows[:2]])
    book.sheet.name = "1-1"
    book.sheets.append(sheet_of([header, *rows[2:]], "2-1"))
    return as_xlsx(book)


@case
def two_years_in_two_sheets():
    """前の年の表を写して今年のシートを作り、前の年のシートも見えるまま残した。
    読み: どちらのシートか決められないので、重なった三つの指標は使わない。
    指摘: duplicate-indicator 令和３年度!A2、A3、A4"""
    book = good_book()
    book.sheet.name = "令和４年度"
    book.sheets.append(sheet_of(last_year(), "令和３年度"))
    return as_xlsx(book)
