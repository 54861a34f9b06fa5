"""Judging one indicator: the value expected by now, the two rates, the class and the side of the baseline."""

from dataclasses import dataclass, replace
from fractions import Fraction

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
        )

    @property
    def labels(self) -> list[str]:
        return [label for label, _ in self.classes]

    @property
    def thresholds(self) -> list[Fraction]:
        return [limit for _, limit in self.classes if limit is not None]

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

    def in_unit(self, unit: str, shown_in: str, decimals: int) -> "Indicator":
        """The same with all numbers in a larger unit."""
        size = units_in(shown_in) / units_in(unit)

        def larger(quantity: Quantity | None) -> Quantity | None:
            return quantity and replace(quantity, value=quantity.value / size, decimals=decimals)

        names = ("baseline", "target", "stated", "actual")
        return replace(self, **{name: larger(getattr(self, name)) for name in names})

    @property
    def decimals(self) -> int:
        """The most that were typed among baseline, target and actual: all three print with as many."""
        return max((q.decimals for q in (self.baseline, self.target, self.actual) if q), default=0)

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


def figures(cells: dict[str, str], rules: Rules, notes: list[str], shown: tuple[str, int] | None = None) -> dict:
    """Every text that the papers print about one row; what is odd about the row goes into notes.

    shown is the unit in which it is printed, and its decimals. A rate is the same in any unit.
    """
    unread: set[str] = set()
    indicator = _read(cells, unread, notes)
    if shown:
        indicator = indicator.in_unit(cells.get(fold("単位"), "").strip(), *shown)
    # A target that cannot be read is one all the same, and a reason that cannot be read is none.
    has_target = indicator.has_target or "目標値" in unread or "目標を設定しない理由" in unread
    errors = _errors(indicator, rules)
    notes += errors
    in_question = has_target and (unread or errors)
    judgement = Judgement(*[IN_QUESTION] * 4) if in_question else judge(indicator, rules, notes)
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
    return texts | {"class": judgement.label, "side": judgement.side, "has_target": has_target}


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
        return stated.value, print_quantity(stated, max(stated.decimals, decimals)) + STATED_MARK
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


def _reaches(actual: Fraction, aim: Fraction, upwards: bool) -> bool:
    return actual >= aim if upwards else actual <= aim


def _side(change: Fraction, wanted: Fraction | int) -> str:
    """Says where a result lies that went the wrong way from its baseline."""
    if change * wanted >= 0:
        return ""
    return BELOW if change < 0 else ABOVE
