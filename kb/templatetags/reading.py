"""Filters that turn stored terms, dates and codes into what a person reads."""

import calendar
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.db.models import TextChoices
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from careers.enums import Basis, Match, Role, Scheme, SkillKind
from citations.enums import (
    Confirmation,
    Interest,
    LocatorLabel,
    OrganizationRole,
    Read,
    RelationKind,
    SourceClass,
    Standing,
)
from citations.formats.fragment import text_fragment
from citations.models import Citation
from kb.enums import (
    Actor,
    Design,
    Directness,
    Kind,
    LinkKind,
    Mark,
    MeasureKind,
    Towards,
)
from kb.formats.places import NAMES
from kb.selectors.figures import plain
from kb.selectors.pair.figure import amount, margin, number, scale

register = template.Library()
register.filter("plain", plain)

VOCABULARIES: dict[str, type[TextChoices]] = {
    "actor": Actor,
    "basis": Basis,
    "class": SourceClass,
    "confirmation": Confirmation,
    "design": Design,
    "interest": Interest,
    "kind": Kind,
    "level": Directness,
    "link": LinkKind,
    "locator": LocatorLabel,
    "mark": Mark,
    "match": Match,
    "measure": MeasureKind,
    "organization": OrganizationRole,
    "read": Read,
    "relation": RelationKind,
    "role": Role,
    "scheme": Scheme,
    "skill": SkillKind,
    "standing": Standing,
    "towards": Towards,
}

LABELS = {
    name: {str(term.value): str(term.label) for term in terms}
    for name, terms in VOCABULARIES.items()
}
LABELS["mark"] = {
    term: words if (name := term.replace("_", " ")) in words else f"{name}: {words}"
    for term, words in LABELS["mark"].items()
}

COVERAGE = {
    "answered": "answered",
    "indirect": "only indirectly",
    "searched": "searched, nothing found",
    "open": "nobody looked yet",
}

COVERED = {"answered": "direct", "indirect": "indirect"}


@register.filter
def label(term: str | None, vocabulary: str) -> str:
    """Return the whole label of a term, the term itself where it is not known."""
    return LABELS[vocabulary].get(term or "", term or "")


@register.filter
def short(text: str) -> str:
    """Return what stands before the colon of a label: the word without its meaning."""
    return text.partition(":")[0]


@register.filter
def meaning(text: str) -> str:
    """Return what stands after the colon of a label, all of it without a colon."""
    word, _, explained = text.partition(": ")
    return explained or word


@register.filter
def coverage(state: str) -> str:
    """Return in words how far a facet is answered."""
    return COVERAGE.get(state, state)


@register.filter
def covered(state: str) -> str:
    """Return in one word how far a facet is answered, for a cell of a table."""
    return COVERED.get(state, "open")


@register.filter
def countries(places: Iterable[str]) -> str:
    """Return country codes in words; a code without a name here stays a code."""
    return ", ".join(NAMES.get(place, place) for place in places)


@register.filter
def place_name(place: str) -> str:
    """Return the name of one place, its code where it has none here."""
    return NAMES.get(place, place) or "place not stated"


@register.filter
def amount_only(figure: Mapping[str, Any]) -> str:
    """Return a figure's amount alone, or why there is none: for cells of a table."""
    if figure["value"] is None:
        return bare(figure)
    whole = dict(figure)
    return amount(whole, str(figure["value"])).removesuffix(" a year")


@register.filter
def on_scale(figure: Mapping[str, Any]) -> str:
    """Return a figure beside its drawn scale: the number, or the word instead of it."""
    if figure["value"] is None or not figure.get("track"):
        return bare(figure)
    whole = dict(figure)
    exact = Decimal(str(figure["value"]))
    shown = number(format(round(exact, 4).normalize(), "f"))
    if "0 to 1" in (whole["unit"] or ""):
        return shown
    told = amount(whole, str(figure["value"]))
    return f"{told} {scale(whole)}" if figure["kind"] == "rank" else told


@register.filter
def rating(figure: Mapping[str, Any]) -> str:
    """Return a rating beside its drawn scale: the number, or why there is none."""
    if figure["value"] is None:
        return str(figure["text"])
    return number(str(figure["value"]))


@register.filter
def listed(mark: str) -> str:
    """Return a mark of a dataset's row in words."""
    return mark.replace("_", " ")


@register.filter
def lines(outline: Mapping[str, Any]) -> Any:  # noqa: ANN401 - what the document holds
    """Return the items of an outline: in a template, ``.items`` is the method."""
    return outline["items"]


@register.filter
def named(figure: Mapping[str, Any]) -> str:
    """Return what a figure is called, without the word that it is."""
    told = f": {figure['category']}"
    return str(figure["label"]).removesuffix(told if figure["category"] else "")


@register.filter
def sureness(figure: Mapping[str, Any]) -> str:
    """Return what says how sure a figure is: interval, error, number of cases."""
    return "; ".join(margin(dict(figure)))


@register.filter
def bare(figure: Mapping[str, Any]) -> str:
    """Return a figure's text without what says how sure it is."""
    return str(figure["text"]).removesuffix(f" ({sureness(figure)})")


@register.filter
def quote_link(citation: Citation) -> str:
    """Return the address that shows a quote in its source; nothing for no web page."""
    return text_fragment(citation.source.url, citation.quote)


@register.filter
def measured(reason: str) -> str:
    """Return what was measured, from the reason of a directness."""
    return reason.partition(". Studied: ")[0].removeprefix("Measured: ")


@register.filter
def circumstances(figure: Mapping[str, Any]) -> SafeString:
    """Return what a figure is a figure of: base, contrast, quantile, place and time."""
    parts: list[str | SafeString] = [
        figure["base"] and f"of {figure['base'].removeprefix('of ')}",
        figure["comparison"] and f"compared with {figure['comparison']}",
        figure["quantile"] and percentile(figure["quantile"]),
        figure["area"] and countries([figure["area"]]),
        span(figure["period"]),
        figure["year"] and f"prices of {figure['year']}",
    ]
    return format_html_join("; ", "{}", ((part,) for part in parts if part))


def percentile(quantile: str) -> str:
    """Return a quantile given in percent as people say it."""
    return "median" if quantile == "50" else f"{quantile}th percentile"


@register.filter
def mark_tone(mark: str) -> str:
    """Return the tone of a mark's frame; the words of the mark say the same."""
    return "bad" if mark in {Mark.SYNTHETIC, Mark.CONFLICTING} else "warn"


@register.filter
def standing_tone(standing: str) -> str:
    """Return the tone of a standing's frame; its words say the same."""
    if standing in {Standing.RETRACTED, Standing.WITHDRAWN}:
        return "bad"
    return "warn" if standing in {Standing.CONCERN, Standing.CORRECTED} else ""


@register.filter
def in_words(date: str) -> str:
    """Return ``2023-01-27`` as ``27 January 2023``, ``2023-01`` as ``January 2023``."""
    year, *rest = date.split("-")
    if not rest:
        return year
    month = calendar.month_name[int(rest[0])]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"


@register.filter
def when(date: str | None) -> SafeString:
    """Return a date of any precision as a ``time`` element; nothing for no date."""
    if not date:
        return SafeString("")
    return format_html('<time datetime="{}">{}</time>', date, in_words(date))


@register.filter
def span(period: Mapping[str, Any] | None) -> SafeString:
    """Return a period with ``start`` and ``end`` as one or two ``time`` elements."""
    ends = [(period or {}).get("start"), (period or {}).get("end")]
    dates = list(dict.fromkeys(date for date in ends if date))
    return format_html_join(" to ", "{}", ((when(date),) for date in dates))
