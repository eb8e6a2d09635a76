"""The CHECKs of notes, and what they must refuse."""

from tests import make
from tests.constraints.attack import Attack, each, not_blank, number_of
from tests.constraints.brought import NOW, UNSEEN

EDITOR = number_of(make.editor)
SKILL = number_of(make.skill)

CHECKS: dict[str, Attack] = {
    "note_is_about_one_thing": Attack(
        make.note,
        ({"skill_id": SKILL}, {"career_id": None}),
        (
            {"career_id": None, "skill_id": SKILL},
            {"career_id": None, "finding_id": number_of(make.finding)},
            {"career_id": None, "source_id": number_of(make.source)},
            {"career_id": None, "citation_id": number_of(make.citation)},
        ),
        base={"finding_id": None, "source_id": None, "citation_id": None}
        | {"skill_id": None},
    ),
    "note_says_something": not_blank(make.note, "text"),
    "note_is_plain_and_short": Attack(
        make.note,
        ({"text": "x" * 2001}, *each("text", tuple(f"a{c}b" for c in UNSEEN))),
        each("text", ("\u00e4" * 2000, "a\tb\nc", "@ada: \u4f1a\u8a08")),
    ),
    "note_is_closed_by_somebody": Attack(
        make.note,
        (
            {"resolved_by_id": EDITOR, "resolved_at": None},
            {"resolved_by_id": None, "resolved_at": NOW},
        ),
        ({"resolved_by_id": EDITOR, "resolved_at": NOW},),
    ),
}
