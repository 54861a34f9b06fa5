"""Has LibreOffice write one return, with cells of every kind, in three formats beside this file:

    python3 tests/load/workbooks/make.py

It needs openpyxl and LibreOffice, whose bytes differ from version to version; so the test takes the files as they are.
"""

import datetime
import subprocess
import tempfile
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font

HEADER = "取組番号 指標番号 指標名 単位 指標の型 方向 基準年度 基準値 目標年度 目標値 目標の根拠 実績年度 実績値 実績の区分 取組内容・実績 備考".split()
STRUCK = Font(strike=True)

book = openpyxl.Workbook()
sheet = book.active
sheet.title = "調査票"
sheet["A1"] = "令和４年度　調査票　（企画部）"
sheet.merge_cells("A1:D1")
for column, name in enumerate(HEADER, 1):
    sheet.cell(3, column, name)


def row(line, number, name, unit, values, words, note, formats=("General",) * 3):
    kept = ["1-1", number, name, unit, "水準", "増加", "令和２年度", values[0], "令和６年度", values[1], "総合計画", "令和４年度", values[2], "確定", words, note]
    for column, value in enumerate(kept, 1):
        cell = sheet.cell(line, column, value)
        if column in (8, 10, 13):
            cell.number_format = formats[(8, 10, 13).index(column)]
    return line


row(4, 1, "割合", "％", (0.32, 0.76, 0.55), "書式で％と見える。", datetime.date(2023, 1, 20), ("0.0%", "0%", "0.0%"))
sheet["P4"].number_format = "yyyy/m/d"
row(5, 2, "件数", "件", (1200, 9200, 5000), "一行目\n二行目　髙﨑𠮷", True, ("#,##0", "#,##0", "#,##0"))
row(6, 3, "割合（値のまま）", "％", (30.5, 80, 49), "& < > \" ' _x005F_x0041_", None, ("0.0", "0.00", "General"))
row(7, 4, "人数", "人", (1, 30, 12), "単位は書式にある。", None, ("General", '0"人"', '0"人"'))
row(8, 5, "丸めた値", "％", (10, 50, 36.94), "丸めて見える。", None, ("0", "0", "0.0"))
row(9, 6, "千単位の値", "件", (1000, 9000000, 1234567), "千で割って見える。", None, ("General", "#,##0,", "#,##0,"))
row(10, 7, "負の値", "％", (-3.2, 5, -1), "▲が付く。", None, ('0.0;"▲ "0.0', "0", '0;"▲"0'))
row(11, 8, "数式", "件", (1, 20, "=1/0"), "割り切れない。", "=NA()")
row(12, 9, "取り消した値", "件", (1, 20, 10), "取消線がある。", None)
sheet["M12"].font = STRUCK
row(13, 10, "隠れた行", "件", (1, 20, 10), "行が隠れている。", None)
sheet.row_dimensions[13].hidden = True
row(14, 11, "年の書式", "件", (1, 20, 10), "年度が日付の書式で書いてある。", None)
sheet["L14"] = datetime.date(2022, 4, 1)
sheet["L14"].number_format = '[$-411]ggge"年度"'
row(15, 12, "結合した値", "件", (7, 20, 10), "目標値と根拠が次の行まで結合してある。", None)
row(16, 13, "結合の下", "件", (7, None, 11), "上の値が及ぶ。", None)
sheet["J16"] = sheet["K16"] = None
sheet.merge_cells("J15:J16")
sheet.merge_cells("K15:K16")
row(17, 14, "零", "件", (0, 20, 0), "０が横棒に見える。", datetime.time(13, 30), ("0", "0", '0;-0;"-"'))
row(18, 15, "長い小数", "件", (1 / 3, 20, 0.1 + 0.2), "桁が長い。", None)
sheet.column_dimensions["P"].hidden = True
sheet["M5"].comment = Comment("速報です", "甲")
other = book.create_sheet("前年度")
for column, name in enumerate(HEADER, 1):
    other.cell(1, column, name)
    other.cell(2, column, "1-1" if column == 1 else 1)
other.sheet_state = "hidden"
with tempfile.TemporaryDirectory() as folder:
    source = Path(folder) / "returned.xlsx"
    book.save(source)
    for kind in ("xlsx", "xls", "ods"):
        here = Path(__file__).resolve().parent
        subprocess.run(["soffice", "--headless", "--convert-to", kind, "--outdir", here, source], check=True)
