"""A figure as a person reads it, with what it needs to be read right."""

from typing import Any

from kb.enums import Missing

SIGNED = {"percent_change", "point_change"}
MINUS = "\N{MINUS SIGN}"
LEADING = {
    *("about", "nearly", "around", "roughly", "approximately", "over", "up to"),
    *("more than", "less than", "at least", "just over"),
}
"""Qualifiers that stand before a figure; any other is said after it."""
PLURALS = {"years", "months", "weeks", "days", "hours", "minutes", "jobs", "skills"}
SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}


def number(text: str, *, signed: bool = False) -> str:
    """Return a stored decimal with thousands separators and a true minus sign.

    >>> number("1234.5", signed=True)
    '+1,234.5'
    """
    whole, _, fraction = text.lstrip("-").partition(".")
    shown = f"{int(whole):,}" + (f".{fraction}" if fraction else "")
    if text.startswith("-"):
        return MINUS + shown
    return f"+{shown}" if signed and text.strip("0.") else shown


def amount(estimate: dict[str, Any], text: str) -> str:
    """Return ``text`` with its unit: ``+15 %``, ``$90,930 a year``, ``8 skills``."""
    unit = estimate["unit"] or ""
    shown = number(text, signed=estimate["kind"] in SIGNED)
    if estimate["kind"] == "money":
        code = estimate["currency"] or ""
        symbol = SYMBOLS.get(code, f"{code} " if code else "")
        rest = unit.replace("USD", "").replace(" per hour", " an hour")
        rest = rest.replace(" per ", " a ").rstrip()
        sign = MINUS if shown.startswith(MINUS) else ""
        return f"{sign}{symbol}{shown.lstrip(MINUS)}{rest and ' ' + rest.strip()}"
    if estimate["kind"] in {"rating", "rank"} or unit.startswith("scale"):
        return shown
    if unit.startswith("percent") and unit != "percentage points":
        return f"{shown}\N{NO-BREAK SPACE}%{unit.removeprefix('percent')}"
    if unit in {"ratio", "probability", "correlation", "odds ratio"}:
        return shown
    if shown.lstrip("+" + MINUS) == "1" and unit in PLURALS:
        unit = unit.removesuffix("s")
    return f"{shown} {unit}".rstrip()


def scale(estimate: dict[str, Any]) -> str:
    """Return the words for the ends of a scale, empty where there are none."""
    low, high = estimate["scale_low"], estimate["scale_high"]
    if low is None or high is None or (estimate["unit"] or "").startswith("percent"):
        return ""
    if estimate["kind"] == "rank":
        return f"of {number(high)}"
    return f"on a scale from {number(low)} to {number(high)}"


def margin(estimate: dict[str, Any]) -> list[str]:
    """Return what says how sure the figure is: interval, error, number of cases."""
    parts = []
    if estimate["qualifier"] and estimate["qualifier"] not in LEADING:
        parts.append(estimate["qualifier"])
    if estimate["low"] is not None:
        kind = {"iqr": "middle half", "range": "range"}.get(estimate["interval"], "")
        kind = kind or f"{estimate['ci_level']}\N{NO-BREAK SPACE}% interval"
        parts.append(f"{kind} {number(estimate['low'])} to {number(estimate['high'])}")
    if estimate["se"] is not None:
        parts.append(f"standard error {number(estimate['se'])}")
    if estimate["rse"] is not None:
        rse = f"{number(estimate['rse'])}\N{NO-BREAK SPACE}%"
        parts.append(f"relative standard error {rse}")
    if estimate["n"] is not None:
        about = "about " if estimate["n_approx"] else ""
        parts.append(
            f"n = {about}{estimate['n']:,} {estimate['n_unit'] or ''}".rstrip()
        )
    return parts


def value_text(estimate: dict[str, Any]) -> str:
    """Return a figure without what says how sure it is: ``4.12 on a scale …``."""
    if estimate["value"] is None:
        return estimate["category"] or ""
    parts = [
        estimate["qualifier"] if estimate["qualifier"] in LEADING else "",
        amount(estimate, estimate["value"]),
        scale(estimate),
    ]
    return " ".join(part for part in parts if part)


def figure_text(estimate: dict[str, Any]) -> str:
    """Return a whole figure in words, as ``4.12 on a scale from 1 to 5 (n = 8 …)``.

    ``estimate`` has the members of the pair document. A missing figure gives its
    reason, never a zero.
    """
    if estimate["missing"]:
        why = str(Missing(estimate["missing"]).label)
        return f"{why}: {told}" if (told := estimate["qualifier"]) else why
    shown = value_text(estimate)
    sure = "; ".join(margin(estimate))
    return f"{shown} ({sure})" if sure else shown
