"""Judging one indicator: the value expected by now, the two rates, the class and the side of the baseline."""

from dataclasses import dataclass, replace
from fractions import Fraction

from declared import BREAK, COMPARED, OF_ITS_YEAR, evaluate
from values import (
    NONE,
    Quantity,
    Unreadable,
    fold,
    print_number,
    print_quantity,
    print_rate,
    read_quantity,
    read_year,
    round_half_away,
    units_in,
)

LEVEL, CUMULATIVE, SINGLE_YEAR, KEEP, DIRECTION, QUALITATIVE = "水準", "累計", "単年度", "維持", "方向", "定性"
RANGE, GRADE = "範囲", "段階"
UP, DOWN, STEADY = "増加", "減少", "維持"
UNKNOWN_RESULT = "未判明"
STOPPED = "中止"

KINDS = {LEVEL, CUMULATIVE, SINGLE_YEAR, KEEP, DIRECTION, QUALITATIVE}
DIRECTIONS = {UP, DOWN, STEADY}
CERTAINTIES = {"確定", "速報", "見込", UNKNOWN_RESULT}
STATES = {"完了", "実施中", "未着手", STOPPED}

REASONS = {"計画策定中", "統計未公表", "定性的な取組", "国・市町村が主体", "事業終了", "その他"}

#: How a cell of a choice says that there is none.
NO_CHOICE = {"", "-", "ー", "該当なし"}

#: What prints where a result is of the baseline's own year, or before it.
BASELINE_YEAR = "－（基準年度）"

#: What prints for a value that is there but cannot be read, and for all that is worked out of a row with an error.
IN_QUESTION = "確認中"

#: What follows an expected value that the department stated.
STATED_MARK = "＊"

BELOW, ABOVE = "基準値を下回る", "基準値を上回る"


@dataclass(frozen=True)
class Rules:
    """The cycle's [evaluation]: classes from the best down, and what stands for each other outcome; and its year."""

    fiscal_year: int
    classes: list[tuple[str, Fraction | None]]
    class_by: str
    met: str
    not_met: str
    states: dict[str, str]
    unknown: str
    preset: str = "line"
    rules: tuple[dict, ...] = ()
    conditions: tuple[str | None, ...] = ()
    rate_decimals: int | None = None
    rounding: str = "half-up"
    cap: Fraction | None = None
    grades: tuple[str, ...] = ()
    nodes: tuple[dict, ...] = ()

    @staticmethod
    def of(evaluation: dict, fiscal_year: int) -> "Rules":
        """Reads the table of cycle.toml."""
        return Rules(
            fiscal_year=fiscal_year,
            classes=[(c["label"], Fraction(str(c["at_least"])) if "at_least" in c else None) for c in evaluation["classes"]],
            class_by=evaluation.get("class_by", "expected"),
            met=evaluation["met"],
            not_met=evaluation["not_met"],
            states={
                "完了": evaluation["completed"],
                "実施中": evaluation["ongoing"],
                "未着手": evaluation["not_started"],
                STOPPED: STOPPED,
            },
            unknown=evaluation.get("unknown", NONE),
            preset=evaluation.get("preset", "line"),
            rules=tuple(evaluation.get("rules", [])),
            conditions=tuple(c.get("when") for c in evaluation["classes"]),
            rate_decimals=evaluation.get("rate_decimals"),
            rounding=evaluation.get("rounding", "half-up"),
            grades=tuple(evaluation.get("grades", [])),
            nodes=tuple(evaluation.get("nodes", [])),
            cap=Fraction(str(evaluation["cap"])) / 100 if "cap" in evaluation else None,
        )

    @property
    def labels(self) -> list[str]:
        return [label for label, _ in self.classes]

    @property
    def thresholds(self) -> list[Fraction]:
        return [limit for _, limit in self.classes if limit is not None]

    @property
    def is_declared(self) -> bool:
        """Does the cycle declare more than the classes of the straight line?"""
        return bool(self.nodes or self.preset != "line" or self.rules or any(self.conditions) or self.rate_decimals is not None or self.cap or self.rounding != "half-up")

    def of_rate(self, ratio: Fraction) -> str:
        """The class of an unrounded ratio."""
        return next(label for label, limit in self.classes if limit is None or ratio * 100 >= limit)

    def of_outcome(self, met: bool) -> str:
        return self.met if met else self.not_met


@dataclass(frozen=True)
class Indicator:
    """One row of a return, read. A year is None where the cell is empty."""

    kind: str
    direction: str
    baseline: Quantity | None
    baseline_year: int | None
    target: Quantity | None
    target_year: int | None
    stated: Quantity | None
    actual: Quantity | None
    actual_year: int | None
    certainty: str
    state: str
    has_reason: bool
    of_years: tuple[Quantity, ...] = ()
    expects_target_of_year: bool = False

    def in_unit(self, unit: str, shown_in: str, decimals: int) -> "Indicator":
        """The same with all numbers in a larger unit."""
        size = units_in(shown_in) / units_in(unit)

        def larger(quantity: Quantity | None) -> Quantity | None:
            return quantity and replace(quantity, value=quantity.value / size, decimals=decimals)

        names = ("baseline", "target", "stated", "actual")
        return replace(self, **{name: larger(getattr(self, name)) for name in names})

    @property
    def decimals(self) -> int:
        """The most that were typed among baseline, target, actual and the values of the years: all print with as many."""
        return max((q.decimals for q in (self.baseline, self.target, self.actual, *self.of_years) if q), default=0)

    @property
    def result_unknown(self) -> bool:
        return self.certainty == UNKNOWN_RESULT

    @property
    def has_target(self) -> bool:
        """Is it one of the N? Only a reason for having no target, and no target beside it, puts it outside."""
        return self.target is not None or not self.has_reason

    @property
    def is_in_stages(self) -> bool:
        return self.kind in (LEVEL, CUMULATIVE)

    @property
    def wants_more(self) -> bool:
        return self.direction != DOWN

    @property
    def measured_from_baseline(self) -> bool:
        return self.kind == DIRECTION or (self.is_in_stages and self.baseline is not None)

    @property
    def in_baseline_year(self) -> bool:
        """Is the result no later than the baseline that it would be held against?"""
        has_baseline = self.measured_from_baseline or (self.kind == KEEP and self.baseline is not None)
        years_known = self.actual_year is not None and self.baseline_year is not None
        return has_baseline and years_known and self.actual_year <= self.baseline_year


@dataclass(frozen=True)
class Judgement:
    """What is printed about an indicator beside its own values; by default, that nothing can be said."""

    label: str
    expected: str = NONE
    achievement: str = NONE
    progress: str = NONE
    side: str = ""
    deciding: Fraction | None = None


def figures(
    cells: dict[str, str], rules: Rules, notes: list[str], shown: tuple[str, int] | None = None, own: dict | None = None
) -> dict:
    """Every text that the papers print about one row; what is odd about the row goes into notes. For the classes of nodes,
    which are made of it: the exact rate that decides its class, and what formulas know of it.

    shown is the unit in which it is printed, and its decimals. A rate is the same in any unit.
    """
    if fold(cells.get(fold("指標の型"), "")) in (RANGE, GRADE):
        return _by_aim(cells, rules)
    unread: set[str] = set()
    indicator = _read(cells, unread, notes)
    if shown:
        indicator = indicator.in_unit(cells.get(fold("単位"), "").strip(), *shown)
    # A target that cannot be read is one all the same, and a reason that cannot be read is none.
    has_target = indicator.has_target or "目標値" in unread or "目標を設定しない理由" in unread
    errors = _errors(indicator, rules)
    notes += errors
    in_question = has_target and (unread or errors)
    known = _known(indicator, rules, cells, own or {})
    if in_question:
        judgement = Judgement(*[IN_QUESTION] * 4)
    elif rules.is_declared and has_target and indicator.kind != QUALITATIVE:
        judgement = judge_as_declared(indicator, rules, known)
    else:
        judgement = judge(indicator, rules, notes)
    texts = {
        "baseline": print_quantity(indicator.baseline, indicator.decimals),
        "target": print_quantity(indicator.target, indicator.decimals),
        "actual": print_quantity(indicator.actual, indicator.decimals),
        "expected": judgement.expected,
        "achievement": judgement.achievement,
        "progress": judgement.progress,
    }
    if indicator.kind == DIRECTION:
        texts["target"] = NONE
    if indicator.kind == QUALITATIVE:
        state = IN_QUESTION if "定性の状況" in unread else indicator.state or NONE
        texts |= {"baseline": NONE, "target": NONE, "actual": state}
    columns = {"基準値": "baseline", "目標値": "target", "実績値": "actual", "目安値": "expected"}
    texts |= {columns[column]: IN_QUESTION for column in unread if column in columns}
    judged = {"class": judgement.label, "side": judgement.side, "has_target": has_target}
    return texts | judged | {"deciding": judgement.deciding, "known": known}


def _by_aim(cells: dict[str, str], rules: Rules) -> dict:
    """What is to be within a range, or to reach a grade."""

    def cell(column: str) -> str:
        return fold(cells.get(fold(column), ""))

    unit, target, actual = cell("単位"), cell("目標値"), cell("実績値")
    if cell("指標の型") == GRADE:
        grades = [fold(grade) for grade in rules.grades]
        met = grades.index(actual) <= grades.index(target)
        shown = [rules.grades[grades.index(one)] for one in (target, actual)]
    else:
        low, high = (read_quantity(end, unit) for end in target.replace("〜", "~").split("~"))
        value = read_quantity(actual, unit)
        decimals = max(low.decimals, high.decimals, value.decimals)
        met = low.value <= value.value <= high.value
        shown = [f"{print_number(low.value, decimals)}～{print_number(high.value, decimals)}", print_number(value.value, decimals)]
    none = dict.fromkeys(("baseline", "expected", "achievement", "progress"), NONE)
    return none | {"target": shown[0], "actual": shown[1], "class": rules.of_outcome(met), "side": "", "has_target": True, "deciding": None, "known": {"type": cell("指標の型")}}


# ── reading ──────────────────────────────────────────────────────────────


def _read(cells: dict[str, str], unread: set[str], notes: list[str]) -> Indicator:
    """Reads a row's cells; a column whose cell cannot be read is named in unread and counts as empty."""

    def cell(column: str) -> str:
        return cells.get(fold(column), "").strip()

    def attempt(reader, column: str, *arguments):
        try:
            return reader(cell(column), *arguments)
        except Unreadable as error:
            unread.add(column)
            notes.append(f"{column}: {error}")
            return None

    def choice(column: str, known: set[str]) -> str:
        text = fold(cell(column))
        if text in NO_CHOICE:
            return ""
        if text not in known:
            unread.add(column)
            notes.append(f"{column}: 「{text}」は選べません")
        return text

    kind = choice("指標の型", KINDS)
    if not kind:
        unread.add("指標の型")
        notes.append("指標の型: 空です")
    direction = choice("方向", DIRECTIONS)
    unit = cell("単位")
    target = attempt(read_quantity, "目標値", unit)
    years = {column: attempt(read_year, column) for column in ("基準年度", "目標年度", "実績年度")}
    if len({year[1] for year in years.values() if year and year[1]}) > 1:
        unread |= {column for column, year in years.items() if year}
        notes.append("年と年度が混ざっています")
    return Indicator(
        kind=kind,
        direction=direction,
        baseline=attempt(read_quantity, "基準値", unit),
        baseline_year=years["基準年度"] and years["基準年度"][0],
        target=target,
        target_year=years["目標年度"] and years["目標年度"][0],
        stated=attempt(read_quantity, "目安値", unit),
        actual=attempt(read_quantity, "実績値", unit),
        actual_year=years["実績年度"] and years["実績年度"][0],
        certainty=choice("実績の区分", CERTAINTIES),
        state=choice("定性の状況", STATES),
        has_reason=bool(choice("目標を設定しない理由", REASONS)),
        expects_target_of_year=OF_ITS_YEAR in cells,
        of_years=tuple(filter(None, (attempt(read_quantity, name, unit) for name in cells if "/" in name and name.split("/")[0] in ("実績値", "目標値", "目安値")))),
    )


# ── errors ───────────────────────────────────────────────────────────────


def _errors(indicator: Indicator, rules: Rules) -> list[str]:
    """The errors that the class depends on, with which the row prints as in question."""
    if indicator.kind == QUALITATIVE:
        unsaid = not indicator.state and not indicator.result_unknown
        errors = [(unsaid, "定性の状況がない")]
    else:
        errors = _errors_of_numbers(indicator)
    start, end, now = indicator.baseline_year, indicator.target_year, indicator.actual_year
    one_year = indicator.kind == SINGLE_YEAR and None not in (indicator.target, end, now) and _has_result(indicator)
    errors += [
        (None not in (start, end) and end <= start, "目標年度が基準年度より後でない（year-order）"),
        (now is not None and now > rules.fiscal_year, "実績年度がこの年より後（year-order）"),
        (one_year and end != now, "単年度の目標が、実績と違う年度（year-order）"),
        (indicator.result_unknown and indicator.actual is not None, "未判明なのに実績値がある"),
        (indicator.target is not None and indicator.has_reason, "目標値と目標を設定しない理由が両方ある"),
    ]
    return [error for is_one, error in errors if is_one]


def _errors_of_numbers(indicator: Indicator) -> list[tuple[bool, str]]:
    """What is missing from a row that is judged by numbers, and what lies on the wrong side of its baseline."""
    judged = not indicator.has_reason
    result = _has_result(indicator)
    staged = judged and indicator.is_in_stages and None not in (indicator.target, indicator.baseline)
    one_year = judged and indicator.kind == SINGLE_YEAR and indicator.target is not None and result
    return [
        (judged and indicator.kind != DIRECTION and indicator.target is None, "目標値も理由もない（target-reason-missing）"),
        (judged and indicator.kind == DIRECTION and indicator.baseline is None, "方向の指標に基準値がない"),
        (judged and indicator.kind != KEEP and not indicator.direction, "方向がない"),
        (staged and indicator.baseline_year is None, "基準年度がない"),
        ((staged or one_year) and indicator.target_year is None, "目標年度がない"),
        (result and indicator.actual_year is None, "実績年度がない"),
        (result and not indicator.certainty, "実績の区分がない"),
        (_against_direction(indicator, indicator.target), "目標値の向きが方向と合わない（direction-conflict）"),
        (indicator.is_in_stages and _against_direction(indicator, indicator.stated, STEADY), "目安値の向きが方向と合わない（direction-conflict）"),
    ]


def _has_result(indicator: Indicator) -> bool:
    return indicator.actual is not None and not indicator.result_unknown


def _against_direction(indicator: Indicator, aim: Quantity | None, never: str = "") -> bool:
    """Does the sign of the way from the baseline differ from 方向? What is held to no direction never does."""
    if indicator.kind not in (LEVEL, CUMULATIVE, KEEP) or None in (aim, indicator.baseline):
        return False
    if not indicator.direction or indicator.direction == never or (indicator.kind, indicator.direction) == (KEEP, STEADY):
        return False
    way = aim.value - indicator.baseline.value
    return {UP: way < 0, DOWN: way > 0, STEADY: way != 0}[indicator.direction]


# ── judging ──────────────────────────────────────────────────────────────


def judge(indicator: Indicator, rules: Rules, notes: list[str]) -> Judgement:
    """Judges an indicator by its type."""
    if not indicator.has_target:
        return Judgement(rules.unknown)
    if indicator.kind == QUALITATIVE:
        return Judgement(rules.states.get(indicator.state, rules.unknown))

    actual_missing = indicator.result_unknown or indicator.actual is None
    if indicator.in_baseline_year:
        rate = NONE if actual_missing else BASELINE_YEAR
        return Judgement(rules.unknown, expected=BASELINE_YEAR, achievement=rate, progress=rate)
    if indicator.kind == DIRECTION:
        return Judgement(rules.unknown) if actual_missing else _judge_direction(indicator, rules, notes)
    if indicator.kind == KEEP or (indicator.measured_from_baseline and indicator.target.value == indicator.baseline.value):
        return Judgement(rules.unknown) if actual_missing else _judge_keep(indicator, rules)
    if not indicator.measured_from_baseline:
        return Judgement(rules.unknown) if actual_missing else _judge_ratio(indicator, rules)
    return _judge_distance(indicator, rules, actual_missing, notes)


def _judge_direction(indicator: Indicator, rules: Rules, notes: list[str]) -> Judgement:
    """方向: met where the change since the baseline has the wanted sign."""
    change = indicator.actual.value - indicator.baseline.value
    met = {UP: change > 0, DOWN: change < 0, STEADY: change == 0}[indicator.direction]
    wanted = {UP: 1, DOWN: -1, STEADY: 0}[indicator.direction]
    return Judgement(rules.of_outcome(met), side=_side(change, wanted))


def _judge_keep(indicator: Indicator, rules: Rules) -> Judgement:
    """維持, or a target equal to the baseline: met or not met, never a division."""
    met = _reaches(indicator.actual.value, indicator.target.value, indicator.wants_more)
    if indicator.baseline is None:
        return Judgement(rules.of_outcome(met))
    change = indicator.actual.value - indicator.baseline.value
    return Judgement(rules.of_outcome(met), side=_side(change, 1 if indicator.wants_more else -1))


def _judge_ratio(indicator: Indicator, rules: Rules) -> Judgement:
    """単年度, and 水準 or 累計 without a baseline: actual over target, or for lower-is-better target over actual."""
    actual, target = indicator.actual.value, indicator.target.value
    part, whole = (actual, target) if indicator.wants_more else (target, actual)
    if whole <= 0:
        return Judgement(rules.of_outcome(_reaches(actual, target, indicator.wants_more)))
    rate = print_rate(part / whole, rules.thresholds)
    return Judgement(rules.of_rate(part / whole), achievement=rate, progress=rate)


def _judge_distance(indicator: Indicator, rules: Rules, actual_missing: bool, notes: list[str]) -> Judgement:
    """水準 and 累計: the way from the baseline, over the way expected by now and over the whole way."""
    whole_way = indicator.target.value - indicator.baseline.value
    expected, text = _expected(indicator, notes)
    pending = Judgement(rules.unknown, expected=text)
    if actual_missing or expected is None:
        return pending

    way = indicator.actual.value - indicator.baseline.value
    expected_way = expected - indicator.baseline.value
    progress = way / whole_way
    if expected_way * whole_way > 0:
        achievement = way / expected_way
        label = rules.of_rate(achievement)
        achievement_text = print_rate(achievement, rules.thresholds)
    else:
        label = rules.of_outcome(_reaches(indicator.actual.value, expected, whole_way > 0))
        achievement_text = NONE
    return replace(
        pending,
        label=label if rules.class_by == "expected" else rules.of_rate(progress),
        achievement=achievement_text,
        progress=print_rate(progress, rules.thresholds),
        side=_side(way, whole_way),
    )


def _expected(indicator: Indicator, notes: list[str]) -> tuple[Fraction | None, str]:
    """The value expected by now, as published, and its text: stated, the target, or on the line between the years."""
    decimals = indicator.decimals
    if indicator.stated is not None:
        stated = indicator.stated
        return stated.value, print_quantity(stated, max(stated.decimals, decimals)) + (
            "" if indicator.expects_target_of_year else STATED_MARK
        )
    start, now, end = indicator.baseline_year, indicator.actual_year, indicator.target_year
    if now is None:
        notes.append("実績年度がなく、目安を求められない")
        return None, NONE
    baseline, target = indicator.baseline.value, indicator.target.value
    if now >= end:
        return target, print_number(target, decimals)
    due = (target - baseline) * Fraction(now - start, end - start)
    if abs(due) * 10**decimals < 100:
        decimals += 1
    return round_half_away(baseline + due, decimals), print_number(baseline + due, decimals)


# ── judging as the cycle declares ────────────────────────────────────────

_DIRECTION = "if(direction = 増加, A > B, if(direction = 減少, A < B, A = B))"
_KEPT = "if(first(direction, 増加) = 減少, A <= T, A >= T)"
_OF_TARGET = "if(direction = 減少, if(A > 0, T / A, none), if(T > 0, A / T, none))"
_OF_YEAR = "if(direction = 減少, if(A > 0, first(M, T) / A, none), if(first(M, T) > 0, A / first(M, T), none))"

#: The rules of inputs/README.md behind the declared ones.
PRESETS: dict[str, list[dict]] = {
    "none": [],
    "line": [
        {"when": "type != 単年度 and known(B) and tA <= tB", "first_year": True},
        {"when": "type = 方向", "met": _DIRECTION, "side": True},
        {"when": "type = 維持 or type != 単年度 and B = T", "met": _KEPT, "side": True},
        {"when": "type = 単年度 or not known(B)", "achievement": _OF_TARGET, "progress": _OF_TARGET, "met": "if(direction = 減少, A <= T, A >= T)"},
        {
            "expected": "if(tA >= tT, T, B + (T - B) * (tA - tB) / (tT - tB))",
            "achievement": "if((M - B) * (T - B) > 0, (A - B) / (M - B), none)",
            "progress": "(A - B) / (T - B)",
            "met": "if(T < B, A <= M, A >= M)",
            "side": True,
        },
    ],
    "ratio": [
        {"when": "type = 方向 and known(B) and tA <= tB", "first_year": True},
        {"when": "type = 方向", "met": _DIRECTION, "side": True},
        {"when": "type = 維持", "met": _KEPT, "side": True},
        {"expected": "none", "achievement": _OF_YEAR, "progress": _OF_TARGET, "met": "if(direction = 減少, A <= first(M, T), A >= first(M, T))", "side": True},
    ],
}


def judge_as_declared(indicator: Indicator, rules: Rules, known: dict) -> Judgement:
    """Judges by the first rule whose condition holds."""
    known = dict(known)
    rule = next((r for r in [*rules.rules, *PRESETS[rules.preset]] if "when" not in r or evaluate(r["when"], known) is True), None)
    if rule is None:
        return Judgement(rules.unknown)
    if rule.get("first_year"):
        rate = NONE if known["A"] is None else BASELINE_YEAR
        return Judgement(rules.unknown, expected=BASELINE_YEAR, achievement=rate, progress=rate)
    known["M"], text = _declared_expected(indicator, rules, rule, known)
    if known["A"] is None:
        return Judgement(rules.unknown, expected=text)
    for name in ("achievement", "progress"):
        known[name] = _settled(evaluate(rule[name], known), rules) if name in rule else None
    wanted = -1 if indicator.direction == DOWN else 1
    sided = rule.get("side") and known["B"] is not None and not (indicator.kind == DIRECTION and indicator.direction == STEADY)
    return Judgement(
        _declared_class(rules, rule, known),
        text,
        *(_declared_rate(known[name], rules) for name in ("achievement", "progress")),
        side=_side(known["A"] - known["B"], wanted) if sided else "",
        deciding=known["achievement" if rules.class_by == "expected" else "progress"],
    )


def _known(indicator: Indicator, rules: Rules, cells: dict[str, str], own: dict) -> dict:
    """What formulas know of an indicator before it is judged."""

    def number(quantity: Quantity | None) -> Fraction | None:
        return quantity.value if quantity else None

    now = indicator.actual_year
    unit = cells.get(fold("単位"), "")
    compared = number(read_quantity(cells.get(f"{COMPARED}/{now}", ""), unit))
    last = cells.get(f"実績値/{now - 1}", "") if now and not cells.get(f"{BREAK}/{now}") else ""
    return {
        "B": number(indicator.baseline),
        "T": number(indicator.target),
        "A": None if indicator.result_unknown else number(indicator.actual),
        "M": number(indicator.stated),
        "P": number(read_quantity(last, unit)),
        "N": own.get("comparator", compared),
        "tB": indicator.baseline_year,
        "tT": indicator.target_year,
        "tA": now,
        "Y": rules.fiscal_year,
        "type": indicator.kind or None,
        "direction": indicator.direction or None,
        "certainty": indicator.certainty or None,
    } | {f"own.{name}": value for name, value in own.items()}


def _declared_expected(indicator: Indicator, rules: Rules, rule: dict, known: dict) -> tuple[Fraction | None, str]:
    if "expected" not in rule:
        return None, NONE
    decimals = indicator.decimals
    if indicator.stated is not None:
        stated = indicator.stated
        return stated.value, print_quantity(stated, max(stated.decimals, decimals)) + (
            "" if indicator.expects_target_of_year else STATED_MARK
        )
    value = evaluate(rule["expected"], known)
    if value is None:
        return None, NONE
    if value == known["T"]:
        return value, print_number(value, decimals)
    if known["B"] is not None and abs(value - known["B"]) * 10**decimals < 100:
        decimals += 1
    value = rounded(value, decimals, rules.rounding)
    return value, print_number(value, decimals)


def rounded(value: Fraction, decimals: int, rounding: str) -> Fraction:
    if rounding == "half-up":
        return round_half_away(value, decimals)
    scaled = abs(value) * 10**decimals
    cut = Fraction(scaled.numerator // scaled.denominator, 10**decimals)
    return -cut if value < 0 else cut


def _settled(rate: Fraction | None, rules: Rules) -> Fraction | None:
    if rate is None:
        return None
    if rules.cap is not None:
        rate = min(rate, rules.cap)
    return rate if rules.rate_decimals is None else rounded(rate * 100, rules.rate_decimals, rules.rounding) / 100


def _declared_rate(rate: Fraction | None, rules: Rules) -> str:
    if rate is None:
        return NONE
    if rules.rate_decimals is not None:
        return print_number(rate * 100, rules.rate_decimals) + "%"
    return print_rate(rate, rules.thresholds)


def _declared_class(rules: Rules, rule: dict, known: dict) -> str:
    deciding = known["achievement"] if rules.class_by == "expected" else known["progress"]
    if deciding is None and "met" in rule:
        met = evaluate(rule["met"], known)
        return rules.unknown if met is None else rules.of_outcome(met)
    for (label, limit), condition in zip(rules.classes, rules.conditions):
        if condition is not None:
            belongs = evaluate(condition, known)
        elif limit is not None:
            belongs = None if deciding is None else deciding * 100 >= limit
        else:
            belongs = deciding is not None or any(rules.conditions)
        if belongs is None:
            return rules.unknown
        if belongs:
            return label
    return rules.unknown


def _reaches(actual: Fraction, aim: Fraction, upwards: bool) -> bool:
    return actual >= aim if upwards else actual <= aim


def _side(change: Fraction, wanted: Fraction | int) -> str:
    """Says where a result lies that went the wrong way from its baseline."""
    if change * wanted >= 0:
        return ""
    return BELOW if change < 0 else ABOVE
