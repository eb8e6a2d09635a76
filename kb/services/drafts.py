"""Writing a whole draft at once: the claim, and every part of it as it is to be."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from kb.models import (
    Bearing,
    Estimate,
    Finding,
    FindingCitation,
    FindingLink,
    Subject,
)
from kb.services.parts import Part
from kb.services.rows import row_check, rows_save

NOT_CONTENT = {"id", "finding"}


@dataclass(frozen=True)
class Parts:
    """All parts that a draft is to have, in their order, none of them stored.

    An estimate's ``subject`` is one of ``subjects``.
    """

    subjects: Sequence[Subject] = ()
    estimates: Sequence[Estimate] = ()
    citations: Sequence[FindingCitation] = ()
    bearings: Sequence[Bearing] = ()
    links: Sequence[FindingLink] = ()

    def lists(self) -> dict[str, Sequence[Part]]:
        """Return each list by its name, what others point to first."""
        return {
            "subjects": self.subjects,
            "estimates": self.estimates,
            "citations": self.citations,
            "bearings": self.bearings,
            "links": self.links,
        }


@dataclass
class PartsRefused(Exception):  # noqa: N818 - the name says what happened
    """What is wrong with parts, each by its list and its place there."""

    faults: list[tuple[str, int, ValidationError]] = field(default_factory=list)


def draft_write(*, finding: Finding, parts: Parts, author: User) -> Finding:
    """Save a draft with exactly ``parts``, and return it.

    Parts that stand there already stay as they are, with their history. Raises
    ``PartsRefused`` if a part breaks a rule by itself, else what ``rows_save`` raises.
    """
    with transaction.atomic():
        if finding._state.adding:
            finding.author = author
        rows_save(rows=[finding], author=author)
        new, gone = _compared(finding, parts)
        rows_save(rows=new, gone=gone, author=author)
    return finding


def _compared(finding: Finding, parts: Parts) -> tuple[list[Part], list[Part]]:
    """Return the parts that are to be written, and those that are to go."""
    new: list[Part] = []
    gone: list[Part] = []
    faults: list[tuple[str, int, ValidationError]] = []
    standing: dict[int, Part] = {}
    for name, wanted in parts.lists().items():
        stored: list[Part] = list(getattr(finding, name).all())
        for place, part in enumerate(wanted):
            _tie(part, finding, place, standing)
            try:
                row_check(row=part, exclude={"finding", "subject"})
            except ValidationError as error:
                faults.append((name, place, error))
                continue
            says = _content(part)
            same = next((row for row in stored if _content(row) == says), None)
            if same is None:
                new.append(part)
            else:
                stored.remove(same)
                standing[id(part)] = same
        gone = [*stored, *gone]  # what points to others goes before them
    if faults:
        raise PartsRefused(faults)
    return new, gone


def _tie(part: Part, finding: Finding, place: int, standing: dict[int, Part]) -> None:
    """Tie a part to its finding and place, and a figure to the subject that stays."""
    part.finding = finding
    if not isinstance(part, Bearing | FindingLink):
        part.position = place
    if isinstance(part, Estimate) and part.subject is not None:
        subject = standing.get(id(part.subject), part.subject)
        part.subject = subject if isinstance(subject, Subject) else None


def _content(part: Part) -> dict[str, object]:
    """Return what a part says; a figure about a new subject is like no stored one."""
    found = {
        column.attname: getattr(part, column.attname)
        for column in part._meta.concrete_fields
        if column.name not in NOT_CONTENT
    }
    if isinstance(part, Estimate) and part.subject is not None:
        found["subject_id"] = part.subject.pk or id(part.subject)
    return found
