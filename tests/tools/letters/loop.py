"""Makes plain letters of one page in a loop and prints the seconds: what a program without an annual cycle would do.

loop.py FONTS typst|weasyprint N
"""

import html
import json
import sys
import tempfile
import time
from pathlib import Path

PARAGRAPHS = [
    "本県の施策の推進につきましては、日頃から御協力をいただき、厚くお礼申し上げます。",
    "さて、本県では、計画に掲げた取組の進捗状況を取りまとめました。つきましては、別添の資料を御覧いただき、"
    "御意見がありましたら、下記により、期日までに御回答くださるようお願いします。",
]
ROWS = [
    ("提出書類", "意見回答様式"),
    ("提出期限", "令和２年３月10日（火）"),
    ("提出先", "総合企画部政策企画課（電子メール seisaku@pref.example）"),
    ("別添", "資料１　数値目標一覧、資料２　進捗状況一覧"),
]

TYPST = """
#let letter = json("letter.json")
#set document(title: "意見照会", date: datetime(year: 2020, month: 2, day: 14))
#set page(paper: "a4", margin: 25mm)
#set text(font: "BIZ UDMincho", size: 10.5pt, lang: "ja", region: "JP")
#set par(justify: true, first-line-indent: (amount: 1em, all: true))
#align(right)[政企第104号 \\ 令和２年２月14日]
#letter.addressee
#align(right)[総合企画部政策企画課長]
= 進捗状況に関する意見について（照会）
#for text in letter.paragraphs { par(text) }
#align(center)[記]
#table(columns: (6em, 1fr), stroke: 0.5pt, ..letter.rows.flatten())
"""

HTML = """<html lang="ja"><head><title>意見照会</title><style>
@font-face {{ font-family: U; src: url("{font}"); }}
@page {{ size: A4; margin: 25mm; }}
body {{ font: 10.5pt U; text-align: justify; }} .r {{ text-align: right; }} p {{ text-indent: 1em; }}
td {{ border: 0.5pt solid; }} h1 {{ font-size: 12pt; text-align: center; }}
</style></head><body><div class="r">政企第104号<br>令和２年２月14日</div><div>{addressee}</div>
<div class="r">総合企画部政策企画課長</div><h1>進捗状況に関する意見について（照会）</h1>{paragraphs}
<div style="text-align:center">記</div><table>{rows}</table></body></html>"""


def addressee(n):
    return f"第{n}市情報政策課長　様"


def loop_typst(fonts, count):
    import typst

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "letter.typ").write_text(TYPST)
        data = {"paragraphs": PARAGRAPHS, "rows": ROWS}
        compiler = None
        for n in range(count):
            (place / "letter.json").write_text(json.dumps({**data, "addressee": addressee(n)}))
            compiler = compiler or typst.Compiler(place / "letter.typ", font_paths=[fonts])
            assert compiler.compile(format="pdf", pdf_standards=["a-2a"]).startswith(b"%PDF")


def loop_weasyprint(fonts, count):
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    for n in range(count):
        text = HTML.format(
            font=(Path(fonts).resolve() / "BIZUDMincho-Regular.ttf").as_uri(),
            addressee=html.escape(addressee(n)),
            paragraphs="".join(f"<p>{text}</p>" for text in PARAGRAPHS),
            rows="".join(f"<tr><td>{name}</td><td>{text}</td></tr>" for name, text in ROWS),
        )
        pdf = weasyprint.HTML(string=text).write_pdf(font_config=configuration, pdf_variant="pdf/ua-1")
        assert pdf.startswith(b"%PDF")


def main():
    fonts, kind, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    begin = time.process_time()
    {"typst": loop_typst, "weasyprint": loop_weasyprint}[kind](fonts, count)
    print(f"{time.process_time() - begin:.3f}")


main()
