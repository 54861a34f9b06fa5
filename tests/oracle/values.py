"""Reading numbers, years and days as departments write them; printing figures as the papers do."""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

#: What a figure that does not exist prints as.
NONE = "－"

#: Entries that say "no value", none of which is a zero. The dashes and dots differ only to the eye.
NO_VALUE = {"", "-", "－", "―", "ー", "…", "※", "未定", "調査中", "該当なし"}

#: Words kept around a number, as they print.
PREFIX = "約"
SUFFIXES = {"以上": "以上", "程度": "程度", "(速報値)": "（速報値）"}

#: The year before the first year of each era.
ERAS = {"令": 2018, "平": 1988, "昭": 1925, "大": 1911, "明": 1867, "R": 2018, "H": 1988, "S": 1925, "T": 1911, "M": 1867}

_YEAR_OF_ERA = r"(?P<era>令和?|平成?|昭和?|大正?|明治?|[RHSTM])\.?(?P<of_era>元|\d{1,2})"
_YEAR = re.compile(rf"(?:{_YEAR_OF_ERA}|(?P<common>\d{{4}}))(?P<kind>年度?)?", re.IGNORECASE)
_DAY = re.compile(
    rf"(?:{_YEAR_OF_ERA}|(?P<common>\d{{4}}))[年./-](?P<month>\d{{1,2}})[月./-](?P<day>\d{{1,2}})日?(?:\([日月火水木金土]\))?",
    re.IGNORECASE,
)
_SIGN = re.compile(r"[▲△−-]")
_PLAIN = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+))?")
_LARGE = [("兆", 10**12), ("億", 10**8), ("万", 10**4)]


class Unreadable(ValueError):
    """A cell that cannot be used as what its column holds."""


@dataclass(frozen=True)
class Quantity:
    """A number as typed: its exact value, its decimals and the words around it."""

    value: Fraction
    decimals: int
    prefix: str = ""
    suffix: str = ""


def fold(text: str) -> str:
    """Makes full-width and half-width writing equal and drops spaces; for matching, never for printing."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def has_value(text: str) -> bool:
    """Tells whether a cell holds a value rather than one of the ways to say that there is none."""
    return text.strip() not in NO_VALUE


# ── numbers ──────────────────────────────────────────────────────────────


def read_quantity(text: str, unit: str) -> Quantity | None:
    """Reads "約１，２００人", "▲3.5％", "12.3（速報値）" or "3億8598万7000円"; None where there is no value."""
    if not has_value(text):
        return None
    folded = re.sub(r"^(全国|県内)?第?", "", fold(text)) if fold(unit) == "位" else fold(text)
    rest, prefix, suffix = _strip_words(folded, fold(unit))
    sign = -1 if _SIGN.match(rest) else 1
    value, decimals = _read_magnitude(rest[1:] if sign < 0 else rest, text)
    return Quantity(sign * value, decimals, prefix, suffix)


def _strip_words(rest: str, unit: str) -> tuple[str, str, str]:
    """Parts "約100人以上" into the number, the word before it and the words after it; the unit goes, once."""
    prefix = PREFIX if rest.startswith(PREFIX) else ""
    rest = rest.removeprefix(PREFIX)
    suffix = ""
    while True:
        word = next((word for word in SUFFIXES if rest.endswith(word)), None)
        if word:
            rest, suffix = rest.removesuffix(word), SUFFIXES[word] + suffix
        elif unit and rest.endswith(unit):
            rest, unit = rest.removesuffix(unit), ""
        else:
            return rest, prefix, suffix


def _read_magnitude(rest: str, text: str) -> tuple[Fraction, int]:
    """Reads a number without sign, with or without 兆, 億 and 万: its value and its decimals."""
    total = Fraction(0)
    large = False
    for name, size in _LARGE:
        head, found, tail = rest.partition(name)
        if found:
            total += _read_plain(head, text)[0] * size
            rest, large = tail, True
    if large and not rest:
        if total.denominator != 1:
            raise Unreadable(f"「{text}」は数値として読めません")
        return total, 0
    value, decimals = _read_plain(rest, text)
    if large and value >= 10**4:
        raise Unreadable(f"「{text}」は数値として読めません")
    return total + value, decimals


def _read_plain(digits: str, text: str) -> tuple[Fraction, int]:
    """Reads "1,234.50" as 1234.5 with two decimals; commas only where they part thousands."""
    match = _PLAIN.fullmatch(digits)
    if not match or not digits.isascii():
        raise Unreadable(f"「{text}」は数値として読めません")
    part = match["part"] or ""
    return Fraction(match["whole"].replace(",", "") + "." + (part or "0")), len(part)


# ── years and days ───────────────────────────────────────────────────────


def read_year(text: str) -> tuple[int, str] | None:
    """Reads "平成30年度", "H30" or "2018年": the year and its kind (年, 年度 or unsaid)."""
    if not has_value(text):
        return None
    match = _YEAR.fullmatch(fold(text))
    if not match:
        raise Unreadable(f"「{text}」は年度として読めません")
    return _common_year(match), match["kind"] or ""


def read_day(text: str) -> datetime.date:
    """Reads "2020-02-07", "令和２年２月７日" or "R2.2.7"."""
    match = _DAY.fullmatch(fold(text))
    if not match:
        raise Unreadable(f"「{text}」は日付として読めません")
    return datetime.date(_common_year(match), int(match["month"]), int(match["day"]))


def _common_year(match: re.Match) -> int:
    if match["common"]:
        return int(match["common"])
    of_era = 1 if match["of_era"] == "元" else int(match["of_era"])
    return ERAS[match["era"][0].upper()] + of_era


# ── printing ─────────────────────────────────────────────────────────────


def units_in(unit: str) -> Fraction:
    """How many of the plain unit one of this is: of 百万円 a million."""
    size = Fraction(1)
    for letter in fold(unit):
        if letter not in "十百千万億兆":
            break
        size *= {"十": 10, "百": 100, "千": 1000, "万": 10**4, "億": 10**8, "兆": 10**12}[letter]
    return size


def round_half_away(value: Fraction, decimals: int) -> Fraction:
    """Rounds 四捨五入: a half goes away from zero."""
    scaled = abs(value) * 10**decimals
    rounded = Fraction((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator), 10**decimals)
    return -rounded if value < 0 else rounded


def print_number(value: Fraction, decimals: int) -> str:
    """Prints ▲1,234.50: rounded once, a comma each three digits, no sign on a zero."""
    rounded = round_half_away(value, decimals)
    whole, part = divmod(int(abs(rounded) * 10**decimals), 10**decimals)
    digits = f"{whole:,}" + (f".{part:0{decimals}}" if decimals else "")
    return "▲" + digits if rounded < 0 else digits


def print_quantity(quantity: Quantity | None, decimals: int) -> str:
    """Prints a number with the words that were typed around it."""
    if quantity is None:
        return NONE
    return quantity.prefix + print_number(quantity.value, decimals) + quantity.suffix


def print_rate(ratio: Fraction, thresholds: list[Fraction]) -> str:
    """Prints a ratio in percent: one decimal, or as many as keep it on its side of each class threshold.

    Where more than six would be needed, it prints as less than the threshold.
    """
    percent = ratio * 100
    for decimals in range(1, 7):
        crossed = [limit for limit in thresholds if (percent >= limit) != (round_half_away(percent, decimals) >= limit)]
        if not crossed:
            return print_number(percent, decimals) + "%"
    return f"{float(crossed[0]):g}%未満"
