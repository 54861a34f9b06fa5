"""notices.py < METADATA: prints the licences of all crates that are in the program.

METADATA is what `cargo metadata --filter-platform TRIPLE` says. First a line a crate, then each text once, below the
crates that bring it. Crates without a text of their own are under one of the two that the program itself brings.
"""

import json
import re
import sys
from pathlib import Path

NAMES = re.compile(r"(licen[cs]e|unlicense|copying|copyright|notice)", re.IGNORECASE)


def crates_in_program(metadata):
    """All packages but the program itself that it links; what only tests or build scripts use is not among them."""
    root = metadata["resolve"]["root"]
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    found, todo = set(), [root]
    while todo:
        package = todo.pop()
        if package not in found:
            found.add(package)
            todo += [
                dependency["pkg"]
                for dependency in nodes[package]["deps"]
                if any(kind["kind"] is None for kind in dependency["dep_kinds"])
            ]
    crates = [package for package in metadata["packages"] if package["id"] in found - {root}]
    return sorted(crates, key=lambda crate: (crate["name"], crate["version"]))


def texts(crate):
    """What the licence files of a crate say; some keep them in a folder."""
    folder = Path(crate["manifest_path"]).parent
    named = sorted(path for path in folder.iterdir() if NAMES.match(path.name))
    files = [file for path in named for file in ([path] if path.is_file() else sorted(path.iterdir()))]
    return [file.read_text(errors="replace").strip() for file in files]


def main():
    crates = crates_in_program(json.load(sys.stdin))
    holders = {}
    for crate in crates:
        name = f"{crate['name']} {crate['version']}"
        print(f"{name}  {crate['license']}  {', '.join(crate['authors'])}".rstrip())
        for text in texts(crate):
            holders.setdefault(" ".join(text.split()), (text, []))[1].append(name)
    for text, names in holders.values():
        print(f"\n{'=' * 80}\n{', '.join(names)}\n\n{text}")


main()
