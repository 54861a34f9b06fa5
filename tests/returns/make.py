#!/usr/bin/env python3
"""Writes the cases beside this file: returns as departments really send them. See README.md.

    python3 tests/returns/make.py                  all cases
    python3 tests/returns/make.py struck-cell …    some cases
    SHIRYO_LARGE=1 python3 tests/returns/make.py   those too that are too large to be stored

Running it again gives the same bytes. It leaves every expected.txt alone.
"""

import os
import shutil
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import in_files  # noqa: E402, F401  (each of the four adds its cases)
import in_headers  # noqa: E402, F401
import in_sheets  # noqa: E402, F401
import in_shown  # noqa: E402, F401
from returned import CASES, LARGE, Files, why  # noqa: E402

HERE = Path(__file__).resolve().parent
GOOD = "submissions/kikaku.csv"
DAYS = {"kikaku": "2023-01-25", "fukushi": "2023-01-27"}


def main(chosen: list[str]) -> None:
    for name in chosen or CASES:
        if name not in LARGE or os.environ.get("SHIRYO_LARGE"):
            write(HERE / name, why(name), CASES[name]())


def write(folder: Path, reason: str, files: Files) -> None:
    """Writes one case anew, but for its expected.txt."""
    shutil.rmtree(folder / "inputs", ignore_errors=True)
    (folder / "REMOVE.txt").unlink(missing_ok=True)
    for path, content in (received(files) | files).items():
        file = folder / "inputs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    if GOOD not in files:
        (folder / "REMOVE.txt").write_text(f"inputs/{GOOD}\n")
    (folder / "why.txt").write_text(reason)


def received(files: Files) -> Files:
    """received.csv, where other files came than those of the base."""
    sent = sorted(path for path in files if path.startswith("submissions/kikaku"))
    if sent == [GOOD]:
        return {}
    lines = ["ファイル,受領日", *(f"{path},{DAYS['kikaku']}" for path in sent), f"submissions/fukushi.csv,{DAYS['fukushi']}"]
    return {"received.csv": "".join(f"{line}\n" for line in lines).encode()}


if __name__ == "__main__":
    main(sys.argv[1:])
