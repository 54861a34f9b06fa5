"""The classes of the nodes of the plan's tree, by the rules that cycle.toml declares in [[evaluation.nodes]]."""

from fractions import Fraction

from declared import evaluate
from judge import STOPPED, Rules
from returns import Cycle
from values import print_rate


def nodes(indicators: dict[str, dict], cycle: Cycle, rules: Rules) -> dict[str, dict[str, str]]:
    """What is printed of each node for which there is a rule, by the beginning of the ids of its figures."""
    found = {}
    for category in cycle.categories:
        below = [number for number, row in cycle.measures.items() if category in _ways(row.cell("区分"), cycle)]
        _add(found, f"node/{category}", "categories", len(_ways(category, cycle)), below, indicators, cycle, rules)
    for number, row in cycle.measures.items():
        layer = len(_ways(row.cell("区分"), cycle)) + 1
        _add(found, f"node/measure/{number}", "measures", layer, [number], indicators, cycle, rules)
    return found


def _ways(category: str, cycle: Cycle) -> list[str]:
    """The category and those above it."""
    return [category, *_ways(cycle.categories[category], cycle)] if category else []


def _add(found: dict, node: str, kind: str, layer: int, measures: list[str], indicators: dict, cycle: Cycle, rules: Rules) -> None:
    of_node = [i for i in indicators.values() if i["measure"] in measures and i["counted"] and i["has_target"] and i["class"] != STOPPED]
    for rule in cycle.evaluation.get("nodes", []):
        if rule.get("of", "categories") == kind and layer in rule.get("layers", [layer]):
            found[node] = _judged(rule, of_node, rules)
            return


def _judged(rule: dict, indicators: list[dict], rules: Rules) -> dict[str, str]:
    parts = [(_part(rule, one, rules), _weight(rule, one)) for one in indicators]
    used = [(part, weight) for part, weight in parts if part is not None and weight is not None]
    counts = {"indicators": str(len(used)), "left-out": str(len(parts) - len(used))}
    weights = sum(weight for _, weight in used)
    if rule["by"] == "worst":
        places = [part for part, _ in used]
        return counts | {"class": rules.labels[int(max(places))] if places else rules.unknown}
    if not weights:
        return counts | {"class": rules.unknown}
    value = sum(part * weight for part, weight in used) / weights
    limits = [(c["label"], Fraction(str(c["at_least"])) if "at_least" in c else None) for c in rule["classes"]]
    written = value if rule["by"] == "points" else value * 100
    label = next((label for label, limit in limits if limit is None or written >= limit), rules.unknown)
    text = print_rate(written / 100, [limit for _, limit in limits if limit is not None])
    return counts | {"class": label, "value": text.replace("%", "点") if rule["by"] == "points" else text}


def _part(rule: dict, indicator: dict, rules: Rules) -> Fraction | None:
    """What one indicator gives; of the worst, the place of its class."""
    label = indicator["class"]
    if label not in rules.labels:
        return None
    match rule["by"]:
        case "share":
            return Fraction(label in rule["good"])
        case "mean":
            return indicator["deciding"]
        case "points":
            points = rule["points"].get(label)
            return None if points is None else Fraction(str(points))
        case "worst":
            return Fraction(rules.labels.index(label))
    raise ValueError(rule["by"])


def _weight(rule: dict, indicator: dict) -> Fraction | None:
    if "weight" not in rule:
        return Fraction(1)
    weight = evaluate(rule["weight"], indicator["known"])
    return weight if weight is not None and weight >= 0 else None
