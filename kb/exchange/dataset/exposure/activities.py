"""Nesta: what each detailed work activity adds to the risk of all occupations."""

import hashlib

from kb.exchange.dataset.exposure.measured import held, plain
from kb.exchange.dataset.onet.words import slug
from kb.formats.activity import activity_group
from kb.formats.dataset.dialect import Row
from kb.formats.dataset.items import About, Claim, Figure, Place

FILE = "mcc_risk_DWAs.csv"
ACTIVITY = "detailed_work_activity"
LONGEST = 70
NEEDED = (ACTIVITY, "impact", "intermediate_work_activity", "element")


def key_of(name: str) -> str:
    """Return the words of an activity as a part of a key."""
    key = slug(name)
    if len(key) <= LONGEST:
        return key
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{key[:LONGEST].rstrip('-')}-{digest}"


def activity_claim(row: Row) -> Claim:
    """Return the impact of one activity, about the activity as a group of tasks.

    The file names no code and no occupation: its words are its key, cut where they are
    too many, with the first digits of their SHA-256.
    """
    words = row.words(ACTIVITY)
    name, impact = words.rstrip("."), held(row, "impact")
    sign = "raises" if impact > 0 else "lowers"
    return Claim(
        key=f"activity-{key_of(name)}",
        topic="ai-exposure",
        headline=f"{name}: {sign} the automation risk of occupations",
        statement=(
            "The sum, over all occupations that need it, of how much their risk would "
            "differ without the tasks of this activity."
        ),
        population=f"Tasks of the work activity “{name}”, in all occupations",
        about=(About(group=activity_group(words)),),
        figures=(
            Figure(
                measure="nesta-activity-impact",
                label="Impact on automation risk",
                value=impact,
            ),
        ),
        at=Place(row.file, row.line, words),
        says=f"{words} impact {plain(impact, '0.0001')}",
        kind="modelled",
        design="model",
        places=("EU",),
        limitations=(
            "Ratings of US tasks, carried over to ESCO by a crosswalk",
            "A sum over occupations: an activity of many jobs has more room to weigh",
        ),
        note=(
            f"O*NET work activity “{row.words('intermediate_work_activity')}”, element "
            f"“{row.words('element')}”"
        ),
    )
