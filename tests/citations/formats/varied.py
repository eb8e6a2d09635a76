"""A thousand records of every type, the same in every run, with what is awkward."""

import random
from typing import Any

from citations.formats.csl import TYPES

Record = dict[str, Any]
SEED = 20_261_122
WORDS = (
    *("work", "skill", "évidence", "Größe", "données", "über", "naïve", "Łódź", "труд"),
    *("仕事", "AI & jobs", "50% more", "a_b", "C#", "{x}", "$5", "“quoted”", "it's"),
    *("R&D", "~ten", "x^2", "1–2", "Übung", "São", "Å", "O*NET", "back\\slash"),  # noqa: RUF001
)
FAMILIES = ("Noy", "Zhang", "O'Neil", "García Márquez", "Müller", "Ångström", "李", "Ó")
GIVEN = ("Shakked", "W.", "Jean-Paul", "Ana María", "M. L.", "Ø")
BODIES = ("Bureau of Labor Statistics", "Smith and Sons, Inc.", "OECD")
TEXTS = {
    "container-title": "Journal of {}",
    "publisher": "Press of {}",
    "note": "On {}.",
    "collection-title": "Studies in {}",
}
NUMBERS = {
    "volume": "12",
    "issue": "3",
    "page": "187-192",
    "number": "7",
    "edition": "2",
}


def varied(count: int) -> list[Record]:
    """Return ``count`` records: all types in turn, each with some of all fields."""
    chance = random.Random(SEED)  # noqa: S311 - the same in every run
    kinds = sorted(TYPES)
    return [one(chance, kinds[place % len(kinds)], place) for place in range(count)]


def one(chance: random.Random, kind: str, place: int) -> Record:
    """Return one record."""
    record: Record = {
        "id": f"varied-{place}",
        "type": kind,
        "title": " ".join(chance.sample(WORDS, 4)),
        "author": [name(chance) for _ in range(chance.randint(1, 4))],
        "issued": {"date-parts": [[2023, 7, 13][: chance.randint(1, 3)]]},
        "DOI": f"10.1000/varied.{place}",
        "URL": f"https://example.org/{place}?a=b_c&d=%20#e~f",
    }
    for field, form in TEXTS.items():
        if chance.random() < 0.5:
            record[field] = form.format(chance.choice(WORDS))
    for field, value in NUMBERS.items():
        if chance.random() < 0.4:
            record[field] = value
    if chance.random() < 0.2:
        record["status"] = "retracted"
        record["custom"] = {"standing": {"is": "retracted", "words": "Retracted"}}
    if chance.random() < 0.2:
        record["locator"] = "Table 3"
    return record


def name(chance: random.Random) -> dict[str, str]:
    """Return a person or, now and then, a body."""
    if chance.random() < 0.15:
        return {"literal": chance.choice(BODIES)}
    person = {"family": chance.choice(FAMILIES), "given": chance.choice(GIVEN)}
    if chance.random() < 0.2:
        person["non-dropping-particle"] = "van der"
    return person
