#!/usr/bin/env python3
"""見本の出欠の回答（inputs/replies/*.xlsx）を作る。

送った様式に、書く欄だけを書き込む。様式の列や見えないシートが変わったときに、作り直す。

    cargo run --release -- build kanjikai-notice committee-notice
    python3 tests/tools/replies/fill.py out inputs/replies
"""

import re
import sys
import zipfile
from pathlib import Path

# 置く名: 段階、出欠、代理者の氏名、代理者の職、備考
REPLIES = {
    "kanjikai-03.xlsx": ("kanjikai-notice", "出席", "", "", ""),
    "kanjikai-04.xlsx": ("kanjikai-notice", "代理", "", "危機情報課副課長", "当日は訓練のため"),
    "kanjikai-08.xlsx": ("kanjikai-notice", "欠席", "", "", ""),
    "kanjikai-11.xlsx": ("kanjikai-notice", "出席", "", "", ""),
    "committee-01.xlsx": ("committee-notice", "出席", "", "", ""),
    "committee-02.xlsx": ("committee-notice", "オンライン", "", "", ""),
    "committee-04.xlsx": ("committee-notice", "代理", "", "健康福祉部次長", ""),
    "committee-08.xlsx": ("committee-notice", "オンライン", "", "", "出先機関から参加"),
    "committee-11.xlsx": ("committee-notice", "欠席", "", "", ""),
    "committee-13.xlsx": ("committee-notice", "代理", "", "警察本部総務部参事官", ""),
}
SHEET = "xl/worksheets/sheet1.xml"
ROW = 5
# 出欠は D、代理者の氏名は E、代理者の職は F、備考は G。
COLUMNS = "DEFG"


def filled(xml: str, values: tuple[str, ...]) -> str:
    for column, value in zip(COLUMNS, values):
        if value:
            empty = rf'<c r="{column}{ROW}"( s="\d+")?/>'
            cell = rf'<c r="{column}{ROW}"\1 t="inlineStr"><is><t>{value}</t></is></c>'
            xml, count = re.subn(empty, cell, xml)
            assert count == 1, (column, value)
    return xml


def main(out: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for name, (stage, *values) in REPLIES.items():
        form = out / stage / "forms" / f"{Path(name).stem}_出欠回答票.xlsx"
        with zipfile.ZipFile(form) as sent, zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as reply:
            for part in sent.namelist():
                data = sent.read(part)
                if part == SHEET:
                    data = filled(data.decode(), tuple(values)).encode()
                reply.writestr(zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
