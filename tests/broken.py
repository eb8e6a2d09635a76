"""Findings that break one rule of publication, each beside one that breaks none."""

from collections.abc import Callable, Mapping
from typing import Any

from tests import make
from tests.sql import update

Fields = Mapping[str, Any]


def money(**estimate: Any) -> Fields:
    """Return a finding on pay, which is whole unless ``estimate`` says otherwise."""
    measure = make.measure(kind="money", unit="USD a year")
    whole = {"currency": "USD", "area": "US", "price_year": 2024}
    return {"estimates": [{"measure": measure, "value": 90930} | whole | estimate]}


def rating(**estimate: Any) -> Fields:
    """Return a finding on a rating from 1 to 5."""
    scale = {"scale_low": 1, "scale_high": 5}
    measure = make.measure(kind="rating", unit="points", **scale)
    return {"estimates": [{"measure": measure, "value": 4} | estimate]}


def share(**estimate: Any) -> Fields:
    """Return a finding on a share."""
    measure = make.measure(kind="share", unit="percent")
    return {"estimates": [{"measure": measure, "value": 26} | estimate]}


def of_kind(source_class: str, kind: str) -> Fields:
    """Return a finding of a kind from a source of a class."""
    return {"source": make.source(source_class=source_class), "kind": kind}


def at(locator: str) -> Fields:
    """Return a finding that rests on two places, of which one is given."""
    source = make.source()
    places = [make.citation(source=source), make.citation(source=source)]
    for place in places:
        make.reading(citation=place)
    update(places[1], locator=locator)
    return {"source": source, "citations": places}


def unread() -> Fields:
    """Return a finding on a place that nobody has looked at."""
    return {"citations": [make.citation()], "estimates": [{"confirmation": "none"}]}


def retracted(kind: str) -> Fields:
    """Return a finding on a source with a notice."""
    source = make.source()
    make.notice(source=source, kind=kind)
    return {"source": source}


def claimed_by(kind: str) -> Fields:
    """Return a claim that a source with a notice makes, and another reports."""
    return {**retracted(kind), "citations": [make.reading().citation]}


def quoted(words: str) -> Fields:
    """Return a finding that time fell by 40 percent, on a place with a quote."""
    return {"citations": [make.quoted(words)]}


def pair(words: str) -> Fields:
    """Return a finding on knitting by knitters that tells of ``words``."""
    subject = {
        "career": make.career(name="Knitter"),
        "skill": make.skill(name="Knitting"),
    }
    return {"subjects": [subject], "statement": words}


# What breaks which rule, and what differs from it in one thing and breaks none.
BROKEN: list[tuple[str, Callable[[], Fields], Callable[[], Fields]]] = [
    ("measures-a-subject", lambda: {"subjects": []}, dict),
    ("has-an-estimate", lambda: {"estimates": []}, dict),
    ("population-is-named", lambda: {"population": " - "}, dict),
    ("population-is-named", lambda: {"population": ""}, dict),
    ("citation-has-a-locator", lambda: at(""), lambda: at("p. 5")),
    ("rests-on-a-standing-source", lambda: {"citations": []}, dict),
    ("rests-on-a-standing-source", unread, dict),
    (
        "rests-on-a-standing-source",
        lambda: retracted("retraction"),
        lambda: retracted("concern"),
    ),
    (
        "rests-on-a-standing-source",
        lambda: retracted("withdrawal"),
        lambda: retracted("correction"),
    ),
    (
        "rests-on-a-standing-source",
        lambda: claimed_by("retraction"),
        lambda: claimed_by("concern"),
    ),
    (
        "figure-is-confirmed",
        lambda: {"estimates": [{"confirmation": "dataset"}]},
        lambda: {"estimates": [{"confirmation": "primary"}]},
    ),
    ("figure-is-confirmed", lambda: {"estimates": [{"confirmation": "none"}]}, dict),
    (
        "kind-follows-source",
        lambda: of_kind("synthetic", "observed"),
        lambda: of_kind("synthetic", "synthetic"),
    ),
    (
        "kind-follows-source",
        lambda: of_kind("synthetic", "opinion"),
        lambda: of_kind("opinion", "synthetic"),
    ),
    (
        "kind-follows-source",
        lambda: of_kind("opinion", "rated"),
        lambda: of_kind("opinion", "opinion"),
    ),
    ("money-has-currency-place-and-year", lambda: money(currency=""), money),
    ("money-has-currency-place-and-year", lambda: money(area=""), money),
    ("money-has-currency-place-and-year", lambda: money(area=" "), money),
    (
        "money-has-currency-place-and-year",
        lambda: money(price_year=None),
        lambda: money(price_year=None, period_end="2024-05"),
    ),
    (
        "money-has-currency-place-and-year",
        lambda: money(price_year=None, period_start="2024-05"),
        lambda: {**money(price_year=None), "period_end": "2024"},
    ),
    (
        "money-has-currency-place-and-year",
        lambda: money(currency="", value=None, category="well paid"),
        lambda: money(currency="", value=None, missing="suppressed"),
    ),
    ("share-names-its-base", lambda: share(base="-"), lambda: share(base="all jobs")),
    ("share-names-its-base", share, lambda: share(base="all jobs")),
    ("figure-is-on-its-scale", lambda: rating(value=8), rating),
    ("figure-is-on-its-scale", lambda: rating(value="0.9999"), rating),
    (
        "figure-is-on-its-scale",
        lambda: rating(low=3, high=6, interval="range"),
        lambda: rating(low=3, high=5, interval="range"),
    ),
    (
        "figure-is-on-its-scale",
        lambda: {
            "estimates": [{"measure": make.measure(kind="probability"), "value": 2}]
        },
        lambda: {
            "estimates": [{"measure": make.measure(kind="probability"), "value": 1}]
        },
    ),
    (
        "figure-is-on-its-scale",
        lambda: {
            "estimates": [{"measure": make.measure(kind="correlation"), "value": -2}]
        },
        lambda: {
            "estimates": [{"measure": make.measure(kind="correlation"), "value": -1}]
        },
    ),
    (
        "number-occurs-in-quote",
        lambda: quoted("Time on the task rose by 40% in one group."),
        lambda: quoted("Time on the task fell by 40% in one group."),
    ),
    ("digits-are-held", lambda: {"headline": "Saves 41 %"}, dict),
    (
        "digits-are-held",
        lambda: {"statement": "It saves 400 hours."},
        lambda: {"statement": "It saves 40 %."},
    ),
    ("sentence-lost-nothing", lambda: {"headline": "Reliability above ."}, dict),
    ("sentence-lost-nothing", lambda: {"statement": ""}, dict),
    (
        "direct-subject-is-named",
        lambda: pair("People with the tool wrote faster."),
        lambda: pair("Knitters with the tool were faster at knitting."),
    ),
    (
        "direct-subject-is-named",
        lambda: pair("Weavers were faster at knitting."),
        lambda: pair("A knitter was faster at knitting."),
    ),
    (
        "direct-subject-is-named",
        lambda: pair("Knitters were faster at crocheting."),
        lambda: pair("Of KNITTING, by knitters."),
    ),
]
