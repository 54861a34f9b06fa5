"""Cases of whole files: how the text is coded, what kind of file it is, which file it is."""

import random
import struct
import zlib

import others
from book import Cell, Sheet, package, text
from returned import (
    BASE, HEADER, Files, as_csv, as_xlsx, at, base_bytes, book_of, case, column, csv_bytes, csv_text, filled, good, good_book, large, last_year,
    listed, named, sheet_of, unlisted, with_cell,
)

BROKEN_WORD = "件数"


# ── how the text is coded ────────────────────────────────────────────────


@case
def utf8_bom():
    """Excel の「CSV UTF-8」で保存した（頭に BOM が付く）。
    読み: 見出しの一つ目は「取組番号」。三行とも書いたとおり。
    指摘: none"""
    return as_csv(good(), "utf-8-sig")


@case
def cp932():
    """Excel の「CSV（コンマ区切り）」で保存した（CP932）。
    読み: 三行とも書いたとおり。
    指摘: none"""
    return as_csv(good(), "cp932")


@case
def utf16le_bom():
    """メモ帳の「UTF-16 LE」で保存し直した（BOM あり、コンマ区切り）。
    読み: 三行とも書いたとおり。
    指摘: none"""
    return as_csv(b"\xff\xfe" + csv_bytes(good(), "utf-16-le"))


@case
def utf16be_bom():
    """メモ帳の「UTF-16 BE」で保存し直した（BOM あり、コンマ区切り）。
    読み: 三行とも書いたとおり。
    指摘: none"""
    return as_csv(b"\xfe\xff" + csv_bytes(good(), "utf-16-be"))


@case
def utf16le_no_bom():
    """業務システムが UTF-16 で書き出した（BOM なし）。
    読み: 三行とも書いたとおり。
    指摘: none"""
    return as_csv(csv_bytes(good(), "utf-16-le"))


@case
def utf16le_tab():
    """Excel の「Unicode テキスト」で保存し、名だけを .csv に変えた（UTF-16、タブ区切り）。
    読み: 三行とも書いたとおり。「1,200」は一つのセル。
    指摘: none"""
    return as_csv(b"\xff\xfe" + csv_text(good(), "\t").encode("utf-16-le"))


@case
def utf8_tab():
    """表を写してテキストに貼り、.csv の名で保存した（UTF-8、タブ区切り）。
    読み: 三行とも書いたとおり。
    指摘: none"""
    return as_csv("".join("\t".join(row) + "\n" for row in good()))


@case
def tsv_file():
    """タブ区切りのまま、.tsv の名で送った。
    読み: 三行とも書いたとおり。
    指摘: none"""
    return named("kikaku.tsv", csv_text(good(), "\t").encode())


@case
def unicode_text_as_txt():
    """Excel の「Unicode テキスト」を、.txt の名のまま送った。
    読み: 三行とも書いたとおり。
    指摘: none"""
    return named("kikaku.txt", b"\xff\xfe" + csv_text(good(), "\t").encode("utf-16-le"))


@case
def semicolon():
    """パソコンの地域の設定が違い、セミコロン区切りの CSV になった。
    読み: 三行とも書いたとおり。「1,200」は囲まれていないが、一つのセル。
    指摘: none"""
    return as_csv(csv_text(good(), ";"))


@case
def sep_line():
    """一行目に Excel への指定「sep=;」がある、セミコロン区切りの CSV。
    読み: 見出しは２行目。三行とも書いたとおり。
    指摘: none"""
    return as_csv("sep=;\r\n" + csv_text(good(), ";"))


@case
def cr_line_ends():
    """古い Mac の形で保存した（改行が CR だけ）。
    読み: 三行とも書いたとおり。
    指摘: none"""
    return as_csv(csv_text(good(), end="\r"))


@case
def quoted_line_breaks():
    """取組内容をセルの中で改行した。改行は、ファイルでは CRLF、セルの中では LF。
    読み: 2行目の取組内容は二行の文。次の指標 1-1/2 は、ファイルの3行目でなく4行目から始まる。
    指摘: none"""
    return as_csv(with_cell(2, "取組内容・実績", "件数の多い手続から\n様式を見直した。"))


@case
def trailing_empty_columns():
    """Excel で使った跡の空の列と空の行が、コンマだけになって残った。
    読み: 三行とも書いたとおり。空の列と行はないものとする。
    指摘: none"""
    table = [[*row, "", "", ""] for row in good()]
    return as_csv([*table, *[[""] * len(table[0])] * 3])


@case
def utf8_broken_byte():
    """通信の途中で、2行目の取組内容の一字が壊れた（UTF-8 の三バイト目がない）。
    読み: 壊れた字のほかは、書いたとおり。CP932 と取り違えない。
    指摘: forbidden-character 2:18（取組内容・実績）"""
    return as_csv(_without_last_byte("utf-8"))


@case
def cp932_broken_byte():
    """システムが文をバイト数で切り、2行目の取組内容の終わりの字が半分になった（CP932）。
    読み: 壊れた字のほかは、書いたとおり。
    指摘: forbidden-character 2:18（取組内容・実績）"""
    whole = csv_bytes(good(), "cp932")
    end = "見直した。".encode("cp932")
    assert whole.count(end) == 1
    return as_csv(whole.replace(end, end[:-1]))


def _without_last_byte(encoding: str) -> bytes:
    whole, word = csv_bytes(good(), encoding), BROKEN_WORD.encode(encoding)
    assert whole.count(word) == 1
    return whole.replace(word, word[:-1])


@case
def mixed_encodings():
    """UTF-8 のファイルの終わりに、ほかの人の CP932 の行をつないだ。
    読み: 一行も読まない。
    指摘: encoding 4:3（指標名）"""
    head, last = good()[:3], good()[3:]
    return as_csv(csv_bytes(head) + csv_bytes(last, "cp932"))


@case
def euc_jp():
    """古い UNIX の統計システムから EUC-JP で書き出した。
    読み: 一行も読まない。CP932 の半角カナと取り違えない。
    指摘: encoding kikaku.csv"""
    return as_csv(good(), "euc_jp")


@case
def iso_2022_jp():
    """メールの本文の文字コード（ISO-2022-JP）のまま保存した。全てのバイトが ASCII にある。
    読み: 一行も読まない。
    指摘: encoding kikaku.csv"""
    return as_csv(good(), "iso2022_jp")


@case
def utf16_lone_surrogate():
    """外字のソフトが、UTF-16 の組の片方だけを2行目の取組内容に残した。
    読み: 壊れた字のほかは、書いたとおり。
    指摘: forbidden-character 2:18（取組内容・実績）"""
    broken = csv_text(with_cell(2, "取組内容・実績", "窓口の\ud842田氏が様式を見直した。"))
    return as_csv(b"\xff\xfe" + broken.encode("utf-16-le", "surrogatepass"))


@case
def replacement_character():
    """字の合わないソフトを通り、2行目の取組内容の一字が「�」になった。
    読み: その字を「〓」とする。ほかは書いたとおり。
    指摘: forbidden-character 2:18（取組内容・実績）"""
    return as_csv(with_cell(2, "取組内容・実績", "件数の多い手続\ufffdら様式を見直した。"))


@case
def cp932_private_use():
    """CP932 の CSV の指標名に、庁内の外字（バイト F0 40）がある。
    読み: その字を「〓」とする。ほかは書いたとおり。
    指摘: forbidden-character 4:3（指標名）"""
    whole, word = csv_bytes(good(), "cp932"), "町工場の数".encode("cp932")
    assert whole.count(word) == 1
    return as_csv(whole.replace(word, b"\xf0\x40" + word))


@case
def null_byte():
    """古いデータベースが、2行目の備考の空きを NUL で埋めた。
    読み: ほかは書いたとおり。
    指摘: forbidden-character 2:20（備考）"""
    return as_csv(with_cell(2, "備考", "電算\0\0"))


@case
def unclosed_quote():
    """テキストで直すうちに、2行目の取組内容の終わりの引用符を消した。
    読み: 一行も読まない。
    指摘: row-length 2:18（取組内容・実績）"""
    content = csv_text(good())
    word = "件数の多い手続から様式を見直した。"
    return as_csv(content.replace(word, '"' + word))


@case
def comma_not_quoted():
    """テキストで直し、3行目の「9,200」を囲まずに書いた。
    読み: 3行目は読まない。ほかの二行は書いたとおり。
    指摘: row-length 3:1"""
    return as_csv(csv_text(good()).replace('"9,200"', "9,200"))


@case
def comma_not_quoted_at_the_end():
    """基準値、目標値、実績値を右端に移した CSV で、基準値 1,200 を引用符なしで書き、空の実績値を省いた。
    読み: 列の数は見出しと同じだが、1 と 200 は一つの数である。その行は読まない。ほかの二行は書いたとおり。
    指摘: row-length 3:18（1 と 200）"""
    last = ["基準値", "目標値", "実績値"]
    order = [name for name in HEADER if name not in last] + last
    rows = [[row[at(name)].replace(",", "") for name in order] for row in good()]
    rows[2][-3:] = ["1", "200", "9200"]
    return as_csv(rows)


@case
def comma_not_quoted_with_cells_left_out():
    """３行目の基準値 1,200 を引用符なしで書き、右の空のセルを省いた（列の数は見出しより少ない）。
    読み: 目標年度が 200 の行は、コンマで切れている。その行は読まない。ほかの二行は書いたとおり。
    指摘: row-length 3:8（1 と 200）"""
    lines = csv_text(good()).splitlines()
    lines[2] = lines[2].replace('"1,200"', "1,200").replace('"9,200"', "9200").replace('"5,000"', "5000").rstrip(",")
    return as_csv("\r\n".join(lines) + "\r\n")


@case
def equals_quote():
    """「1-1」が日付にならないよう、CSV に ="1-1" と書いた。
    読み: 1-1
    指摘: none"""
    return as_csv(csv_text(good()).replace("\n1-1,", '\n="1-1",'))


@case
def csv_measure_became_date():
    """CSV を Excel で開いて保存し、取組番号「2-1」が「2月1日」になった。
    読み: 4行目は、知らない取組番号の行。2-1 の行はない。
    指摘: missing-measure 取組 2-1（4:1 の「2月1日」には unknown-measure も出る）"""
    return as_csv(with_cell(4, "取組番号", "2月1日"))


@case
def empty_file():
    """送信に失敗し、０バイトのファイルになった。
    読み: 一行も読まない。
    指摘: header-missing kikaku.csv"""
    return as_csv(b"")


@case
def blank_file():
    """空白と改行だけのファイルを送った（全角の空白を含む）。
    読み: 一行も読まない。
    指摘: header-missing kikaku.csv"""
    return as_csv(" \r\n　\r\n\t\r\n\r\n")


# ── what kind of file it is ──────────────────────────────────────────────


@case
def plain_book():
    """様式を使わず、自分で作った Excel の表で送った。数は数のセル。
    読み: 見えているとおり（基準値 32.0、1,200、25）。
    指摘: none"""
    return as_xlsx(good_book())


@case
def xlsm():
    """マクロの付いた形式（.xlsm）で保存した。
    読み: 三行とも見えているとおり。マクロは動かさない。
    指摘: none"""
    book = good_book()
    book.macro = True
    return named("kikaku.xlsm", book.bytes())


@case
def xls():
    """Excel 97～2003 の形式（.xls）で送った。基準値は数のセルで、割合には％の表示形式が付いている。
    読み: 三行とも見えているとおり（基準値 32.0%、1,200、25）。
    指摘: foreign-workbook kikaku.xls（この形式で確かめられないこと）"""
    return named("kikaku.xls", others.xls(_with_numbers()))


def _with_numbers():
    """The good return, with numbers for its baselines."""
    table = good()
    for row, cell in enumerate([(0.32, "0.0%"), (1200.0, "#,##0"), (25.0, "General")], 1):
        table[row][at("基準値")] = cell
    return table


@case
def xls_empty():
    """Excel 97～2003 の形式（.xls）のブックに、シートが一枚もない。
    読み: 一行も読まない。
    指摘: header-missing kikaku.xls"""
    return named("kikaku.xls", others.xls())


@case
def xls_in_thousands():
    """.xls の実績値に、千で割って見せる表示形式が付いている。
    読み: 実績値は読まない。ほかの二行は読む。
    指摘: foreign-workbook kikaku.xls, number-format P3"""
    table = good()
    table[2][at("実績値")] = (5_000_000.0, "#,##0,")
    return named("kikaku.xls", others.xls(table))


@case
def xls_cut_off():
    """.xls のファイルが途中で切れている。
    読み: 一行も読まない。
    指摘: unreadable-file kikaku.xls"""
    return named("kikaku.xls", others.xls(_with_numbers())[:4_000])


@case
def xls_named_xlsx():
    """.xls のファイルの名だけを .xlsx に変えた。
    読み: 三行とも見えているとおり。種類は名ではなく中身で決める。
    指摘: foreign-workbook kikaku.xlsx（この形式で確かめられないこと）"""
    return as_xlsx(others.xls(_with_numbers()))


@case
def xlsb():
    """Excel のバイナリブック（.xlsb）で送った。
    読み: 一行も読まない。
    指摘: unreadable-file kikaku.xlsb（.xlsx で保存し直す）"""
    return named("kikaku.xlsb", others.xlsb())


@case
def xlsb_named_xlsx():
    """.xlsb のファイルの名だけを .xlsx に変えた。
    読み: 一行も読まない。
    指摘: unreadable-file kikaku.xlsx（.xlsx で保存し直す）"""
    return as_xlsx(others.xlsb())


@case
def password():
    """パスワードを付けて保存した（中身は CFB に包まれ、EncryptedPackage がある）。
    読み: 一行も読まない。
    指摘: unreadable-file kikaku.xlsx（パスワードを外す）"""
    return as_xlsx(others.encrypted())


@case
def pdf():
    """調査票を PDF にして送った。
    読み: 一行も読まない。
    指摘: unreadable-file kikaku.pdf"""
    return named("kikaku.pdf", others.pdf())


@case
def pdf_named_xlsx():
    """PDF のファイルの名だけを .xlsx に変えた。
    読み: 一行も読まない。PDF だと言う。
    指摘: unreadable-file kikaku.xlsx"""
    return as_xlsx(others.pdf())


@case
def docx():
    """表を Word に貼って送った。
    読み: 一行も読まない。
    指摘: unreadable-file kikaku.docx"""
    return named("kikaku.docx", others.docx(good()))


@case
def docx_named_xlsx():
    """Word のファイルの名だけを .xlsx に変えた。
    読み: 一行も読まない。ブックでないと言う。
    指摘: unreadable-file kikaku.xlsx"""
    return as_xlsx(others.docx(good()))


@case
def ods():
    """LibreOffice の表（.ods）で送った。
    読み: 三行とも見えているとおり。
    指摘: foreign-workbook kikaku.ods（この形式で確かめられないこと）"""
    return named("kikaku.ods", others.ods(good()))


@case
def ods_named_xlsx():
    """.ods のファイルの名だけを .xlsx に変えた。
    読み: 三行とも見えているとおり。種類は名ではなく中身で決める。
    指摘: foreign-workbook kikaku.xlsx（この形式で確かめられないこと）"""
    return as_xlsx(others.ods(good()))


@case
def numbers_file():
    """Mac の Numbers の書類のまま送った。
    読み: 一行も読まない。
    指摘: unreadable-file kikaku.numbers"""
    return named("kikaku.numbers", package({"Index/Document.iwa": b"\0", "Metadata/Properties.plist": b"bplist00"}))


@case
def zip_of_returns():
    """調査票を ZIP にまとめて送った。
    読み: 一行も読まない。中の kikaku.csv も読まない。
    指摘: unreadable-file kikaku.zip（取り出して置く）"""
    return named("kikaku.zip", package({"kikaku.csv": base_bytes()}))


@case
def zip_named_xlsx():
    """調査票の CSV を入れた ZIP の名だけを .xlsx に変えた。
    読み: 一行も読まない。
    指摘: unreadable-file kikaku.xlsx"""
    return as_xlsx(package({"kikaku.csv": base_bytes()}))


@case
def html_named_xlsx():
    """システムの「Excel 出力」で得た、中身が HTML のファイル。
    読み: 一行も読まない。
    指摘: unreadable-file kikaku.xlsx"""
    return as_xlsx(others.html(good()))


@case
def web_archive_named_xlsx():
    """ブラウザーで「保存」した、画像と一つになったウェブページ（MHTML）の名を .xlsx に変えた。
    読み: 一行も読まない。
    指摘: unreadable-file kikaku.xlsx（ウェブページ）"""
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n"
    return as_xlsx(head + others.html(good()) + b"\r\n--x--\r\n")


@case
def mail_named_xlsx():
    """調査票を添付した電子メールを、Outlook からそのまま保存し（.msg）、名を .xlsx に変えた。
    読み: 一行も読まない。添付された古い Excel のブックと取り違えない。
    指摘: unreadable-file kikaku.xlsx（電子メール）"""
    return as_xlsx(others.compound_file({"Workbook": others.xls(), "__properties_version1.0": b"\0" * 32}))


@case
def ichitaro():
    """一太郎の文書（.jtd）に書いて送った。
    読み: 一行も読まない。
    指摘: unreadable-file kikaku.jtd（一太郎）"""
    return named("kikaku.jtd", others.compound_file({"DocumentText": b"\0" * 32}))


@case
def word_97():
    """古い Word の文書（.doc）に書いて送った。中に Excel の表を貼ってある。
    読み: 一行も読まない。
    指摘: unreadable-file kikaku.doc（Word）"""
    return named("kikaku.doc", others.compound_file({"Workbook": others.xls(), "WordDocument": b"\0" * 32}))


@case
def left_by_systems():
    """正しい例。フォルダーを見ただけで Windows と Mac が作ったファイルが、調査票と一緒に届いた。
    読み: 三行とも書いたとおり。システムのファイルは、ないものとする。
    指摘: none"""
    thumbs = others.compound_file({"Catalog": b"\0" * 32})
    left = {"Thumbs.db": thumbs, "desktop.ini": b"[ViewState]\r\n", ".DS_Store": b"\0\0\0\1Bud1"}
    return as_csv(good()) | {f"submissions/{name}": content for name, content in left.items()}


@case
def full_width_bars():
    """メールの本文に打った表で、区切りは全角の「｜」。
    読み: 一行も読まない。
    指摘: header-missing kikaku.csv（区切り）"""
    return as_csv(csv_text(good()).replace('"', "").replace(",", "｜"))


@case
def spaces_between_cells():
    """端末の出力を貼った表で、区切りは空白。
    読み: 一行も読まない。
    指摘: header-missing kikaku.csv（区切り）"""
    return as_csv(csv_text(good(), delimiter=" "))


@case
def utf_32():
    """文字コードを UTF-32 にして保存した。
    読み: 一行も読まない。
    指摘: encoding kikaku.csv（UTF-32）"""
    return as_csv(b"\xff\xfe\0\0" + csv_text(good()).encode("utf-32-le"))


@case
def csv_named_xlsx():
    """CSV のファイルの名だけを .xlsx に変えた。
    読み: 中身のとおり CSV として読む。三行とも書いたとおり。
    指摘: none"""
    return as_xlsx(base_bytes())


@case
def xlsx_named_csv():
    """Excel のブックの名だけを .csv に変えた。
    読み: 中身のとおりブックとして読む。三行とも見えているとおり。
    指摘: none"""
    return as_csv(good_book().bytes())


@case
def screenshot():
    """画面の写し（PNG）を送った。
    読み: 一行も読まない。
    指摘: unreadable-file kikaku.png"""
    return named("kikaku.png", others.png())


@case
def truncated_xlsx():
    """通信が切れ、ブックの前半だけが届いた。
    読み: 一行も読まない。
    指摘: unreadable-file kikaku.xlsx（送り直してもらう）"""
    whole = good_book().bytes()
    return as_xlsx(whole[: len(whole) * 3 // 5])


@case
def damaged_xlsx():
    """保存した媒体が傷み、シートの中の 55 が 75 に化けた。検査の値（CRC）だけが合わない。
    読み: 一行も読まない。75 と読まない。
    指摘: unreadable-file kikaku.xlsx（送り直してもらう）"""
    name = "xl/worksheets/sheet1.xml"
    parts = good_book().parts()
    right, wrong = parts[name], parts[name].replace(b"<v>55</v>", b"<v>75</v>")
    crcs = [struct.pack("<I", zlib.crc32(xml)) for xml in (wrong, right)]
    whole = package(parts | {name: wrong})
    assert right != wrong and whole.count(crcs[0]) == 2
    return as_xlsx(whole.replace(*crcs))


@case
def folder():
    """ファイルを kikaku というフォルダに入れて置いた。
    読み: 一行も読まない。
    指摘: unreadable-file submissions/kikaku/kikaku.csv（一つ上へ移す）"""
    return named("kikaku/kikaku.csv", base_bytes())


@large
@case
def over_8_mb():
    """写真を貼り、8 MB を超えるブックになった。
    読み: 一行も読まない。
    指摘: unreadable-file kikaku.xlsx（大きすぎる）"""
    picture = random.Random(1).randbytes(9 << 20)
    return as_xlsx(package(good_book().parts() | {"xl/media/image1.jpeg": picture}))


@case
def zip_bomb():
    """細工したブック。シートは 4 KB と書いてあるが、広げると 80 MB になる。
    読み: 一行も読まない。80 MB のメモリーを使わない。
    指摘: unreadable-file kikaku.xlsx（大きすぎる）"""
    name = "xl/worksheets/sheet1.xml"
    parts = good_book().parts()
    real = parts[name]
    parts[name] = real.replace(b"</sheetData>", b" " * (80 << 20) + b"</sheetData>")
    said = struct.pack("<I", len(parts[name]))
    whole = package(parts)
    assert whole.count(said) == 2
    return as_xlsx(whole.replace(said, struct.pack("<I", 4096)))


@case
def doctype_entities():
    """細工したブック。シートの XML に DOCTYPE があり、実体が互いを十回ずつ呼ぶ。
    読み: 一行も読まない。実体を広げない。
    指摘: unreadable-file kikaku.xlsx"""
    entities = '<!ENTITY a "様式">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi")
    )
    return as_xlsx(_with_doctype(entities))


@case
def doctype_external():
    """細工したブック。シートの XML の DOCTYPE が、機械の中のファイルを指す。
    読み: 一行も読まない。指された先を開かない。
    指摘: unreadable-file kikaku.xlsx"""
    return as_xlsx(_with_doctype('<!ENTITY i SYSTEM "file:///etc/hostname">'))


def _with_doctype(entities: str) -> bytes:
    """The good book with a DOCTYPE, and its entity `i` where the first 取組内容 stood."""
    book = good_book()
    book.sheet.put(2, column("取組内容・実績"), Cell("ENTITY", "inlineStr"))
    parts, name = book.parts(), "xl/worksheets/sheet1.xml"
    xml = parts[name].decode().replace("<worksheet", f"<!DOCTYPE worksheet [{entities}]><worksheet", 1).replace("ENTITY</t>", "&i;</t>")
    return package(parts | {name: xml.encode()})


# ── which file it is ─────────────────────────────────────────────────────


@case
def two_files():
    """取組ごとに係が違い、1-1 と 2-1 を別のブックで送った。
    読み: 二つを合わせて三行。
    指摘: none"""
    header, *rows = good()
    return as_xlsx(book_of([header, *rows[:2]])) | named("kikaku_2.xlsx", book_of([header, *rows[2:]]).bytes())


@case
def one_measure_only():
    """1-1 の行だけを送り、2-1 を送っていない。
    読み: 二行。
    指摘: missing-measure 取組 2-1"""
    return as_xlsx(book_of(good()[:3]))


@case
def same_file_twice():
    """同じファイルを、名を変えて二度送った。
    読み: 一度だけ読む。三行とも書いたとおり。
    指摘: file-twice kikaku_copy.csv（kikaku.csv と同じ）"""
    return as_csv(base_bytes()) | named("kikaku_copy.csv", base_bytes())


@case
def same_book_saved_again():
    """同じブックを開いて保存し直し、もう一度送った（保存した時刻だけが違う）。
    読み: 一度だけ読む。三行とも見えているとおり。
    指摘: file-twice kikaku_2.xlsx（kikaku.xlsx とセルが全て同じ）"""
    again = good_book()
    again.saved = "2023-01-24T00:00:00Z"
    return as_xlsx(good_book()) | named("kikaku_2.xlsx", again.bytes())


@case
def copy_of_a_file():
    """事務局のフォルダーに「Copy of kikaku.csv」が残っている（中身は同じ。名の順では本物より先に来る）。
    読み: 本物の kikaku.csv だけを読む。三行とも書いたとおりで、確認中のものはない。
    指摘: file-twice Copy of kikaku.csv（kikaku.csv の写し）"""
    return as_csv(base_bytes()) | unlisted("Copy of kikaku.csv", base_bytes())


@case
def copies_by_every_program():
    """書き直す前の写しが、いろいろな名で残っている。
    読み: 本物の kikaku.csv だけを読む。写しの古い値は使わない。
    指摘: file-twice 「1_kikaku.csv」「kikaku (1).csv」「kikaku - コピー.csv」「kikakuのコピー.csv」"""
    old = csv_bytes(with_cell(2, "実績値", "11.0"))
    names = ["1_kikaku.csv", "kikaku (1).csv", "kikaku - コピー.csv", "kikakuのコピー.csv"]
    copies: Files = {}
    for name in names:
        copies |= unlisted(name, old)
    return as_csv(base_bytes()) | copies


@case
def copy_alone():
    """届いたファイルの名が「1_kikaku.csv」で、ほかに企画部のファイルはない（受領日もその名で書いた）。
    読み: 企画部の調査票。三行とも書いたとおり。
    指摘: none"""
    return named("1_kikaku.csv", base_bytes()) | {
        "received.csv": "ファイル,受領日\nsubmissions/1_kikaku.csv,2023-01-25\nsubmissions/fukushi.csv,2023-01-27\n".encode()
    }


@case
def same_content_under_an_unknown_name():
    """同じものが、知らない名（Kaikaku.csv）でも置かれている（名の順では本物より先に来る）。
    読み: 本物の kikaku.csv を読む。三行とも書いたとおり。
    指摘: file-twice、unknown-department Kaikaku.csv"""
    return as_csv(base_bytes()) | named("Kaikaku.csv", base_bytes()) | listed("Kaikaku.csv")


@case
def same_content_under_another_departments_name():
    """企画部のものを、福祉部の名でも置いた（福祉部のものはまだない）。
    読み: 企画部の調査票は kikaku.csv。三行とも書いたとおり。
    指摘: swapped-file fukushi.csv"""
    return as_csv(base_bytes()) | {"submissions/fukushi.csv": base_bytes()}


@case
def copy_of_opinions():
    """西市の意見のファイルの写しが残っている。
    読み: 本物の nishi.csv だけを読む。意見は一件で、県の考え方も付く。
    指摘: file-twice nishi (1).csv"""
    return as_csv(base_bytes()) | {"opinions/nishi (1).csv": (BASE / "opinions/nishi.csv").read_bytes()}


@case
def two_versions_same_day():
    """実績値を直した全部の行を、同じ日に別の名で送った（前のものも残っている）。
    読み: どちらの値か決められないので、重なった三つの指標は使わない。
    指摘: duplicate-indicator kikaku_teisei.csv の 2:1、3:1、4:1"""
    return as_csv(base_bytes()) | named("kikaku_teisei.csv", csv_bytes(with_cell(2, "実績値", "57.0")))


@case
def swapped_files():
    """企画部と福祉部のファイルの名を取り違えて置いた。
    読み: 名と中身が入れ替わっている。どちらの行も使わない。
    指摘: swapped-file kikaku.csv、fukushi.csv"""
    return as_csv(base_bytes("fukushi")) | {"submissions/fukushi.csv": base_bytes()}


@case
def last_years_file():
    """前の年のファイルをそのまま送った（previous/kikaku.csv と同じ内容）。
    読み: 前の年のもの。今年の値としては使わない。
    指摘: stale-file kikaku.csv"""
    return as_csv(last_year()) | {"previous/kikaku.csv": csv_bytes(last_year())}


@case
def last_years_book():
    """前の年の Excel をそのまま送った（previous/kikaku.csv と値が全て同じ）。
    読み: 前の年のもの。今年の値としては使わない。
    指摘: stale-file kikaku.xlsx"""
    return as_xlsx(book_of(last_year())) | {"previous/kikaku.csv": csv_bytes(last_year())}


@case
def targets_as_last_year():
    """正しい例。目標は前の年と同じで、実績だけが新しい（previous/kikaku.csv がある）。
    読み: 三行とも書いたとおり。
    指摘: none"""
    return as_csv(base_bytes()) | {"previous/kikaku.csv": csv_bytes(last_year())}


@case
def last_years_rows():
    """前の年の Excel に上書きして送ったが、二行の実績を直し忘れた。
    読み: 三行とも書いたとおり。
    指摘: stale-file kikaku.csv（1-1/1、1-1/2。注意）"""
    table = last_year()
    table[3] = good()[3]
    table[1][at("取組内容・実績")] = "様式を見直した。"
    return as_csv(table) | {"previous/kikaku.csv": csv_bytes(last_year())}


@case
def same_rows_in_other_order():
    """CSV で送った後、行を逆に並べ替えた Excel でもう一度送った。小数の 0 と桁のコンマの有無が違う。
    読み: 一度だけ読む。三行とも書いたとおり。
    指摘: file-twice kikaku_2.xlsx（kikaku.csv と同じ）"""
    header, *rows = with_cell(2, "基準値", "32")
    again = book_of([header, *rows[::-1]])
    return as_csv(base_bytes()) | named("kikaku_2.xlsx", again.bytes())


@case
def swapped_file_with_a_slip():
    """福祉部のファイルを企画部の名で置いた。一行の取組番号は書き誤り（9-9）。
    読み: 分かる行が全て福祉部の取組なので、一行も読まない。
    指摘: swapped-file kikaku.csv"""
    table = good("fukushi")
    slip = [*table[1]]
    slip[table[0].index("取組番号")] = "9-9"
    return as_csv([*table, slip])


# ── returned forms ───────────────────────────────────────────────────────


def _form(department: str, cycle: str) -> Files:
    """The form that is sent out, filled in: title rows, header in row 4, and the hidden sheet that says whose it is."""
    title = [filled(取組番号="みどり県デジタル計画　調査票"), filled(取組番号="企画部企画課長　提出の期限　令和５年１月27日（金）"), filled()]
    book = book_of([*title, *good()])
    book.sheets.append(sheet_of([["１　灰色の欄は書き換えないでください。"]], "記入要領"))
    hidden = Sheet("shiryo", state="veryHidden")
    for row, (name, value) in enumerate((("宛先", department), ("年度", cycle), ("照合", "3:0123456789abcdef")), 1):
        hidden.put(row, 1, text(name))
        hidden.put(row, 2, text(value))
    book.sheets.append(hidden)
    return as_xlsx(book)


@case
def form_of_other_department():
    """福祉部に送った様式をもらい、それに書いて送った（見えないシートの宛先が fukushi）。
    読み: 一行も読まない。
    指摘: form-mismatch kikaku.xlsx（宛先が違う）"""
    return _form("fukushi", "midori-r04")


@case
def form_of_other_year():
    """前の年の様式に、今年の値を書いて送った（見えないシートの年度が midori-r03）。
    読み: 一行も読まない。
    指摘: form-mismatch kikaku.xlsx（年が違う）"""
    return _form("kikaku", "midori-r03")
