"""Fills in a form: see the script `fill` beside this file."""

import json
import sys

import openpyxl

HEADER_ROW = 4


def main(form: str, out: str, rows: str, *others: str) -> None:
    book = openpyxl.load_workbook(form)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[HEADER_ROW] if cell.value}
    places = {}
    free = []
    last = sheet.max_row if "指標番号" in columns else HEADER_ROW
    for number in range(HEADER_ROW + 1, last + 1):
        key = tuple(sheet.cell(number, columns[name]).value for name in ("取組番号", "指標番号"))
        if all(key):
            places[key] = number
        else:
            free.append(number)
    with open(rows, encoding="utf-8") as file:
        for row in json.load(file):
            number = places.get((row["取組番号"], row["指標番号"])) or free.pop(0)
            for name, value in row.items():
                cell = sheet.cell(number, columns[name])
                if value and not cell.protection.locked:
                    cell.value = value
    for other in others:
        place, text = other.split("=", 1)
        name, cell = place.split("!")
        book[name][cell] = text
    book.save(out)


main(*sys.argv[1:])
