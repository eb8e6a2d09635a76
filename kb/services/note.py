"""Notes among colleagues: written once, closed once, seen by no reader."""

import re

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from citations.identifiers import NOT_PLAIN, is_plain
from citations.services import CONTRIBUTORS, EDITORS, is_contributor
from kb.models import Finding, Note, NoteMention
from kb.services.people import REVIEWERS
from kb.services.refusal import refusals
from kb.services.rows import row_check

NAMED = re.compile(r"(?<![\w.@])@([\w.@+-]*\w)")


def note_write(*, note: Note, author: User) -> Note:
    """Record a note with the colleagues it names, and return it.

    Raises ``ValidationError`` if it names nobody we know or breaks a rule, and
    ``PermissionDenied`` if ``author`` has no role in evidence, or may not see the row.
    """
    _check_colleague(author)
    if is_contributor(author) and note.finding is not None:
        seen = Finding.objects.public_or_by(author)
        if not seen.contains(note.finding):
            raise PermissionDenied(f"{author} may not see {note.finding}.")
    note.author = author
    note.resolved_by = note.resolved_at = None
    note.text = note.text.replace("\r\n", "\n").strip()
    if not is_plain(note.text):
        raise ValidationError({"text": f"{NOT_PLAIN} [text-is-plain]"})
    row_check(row=note)
    people = _named(note.text)
    with refusals(str(note)):
        note.save(force_insert=True)
        for person in people:
            NoteMention.objects.create(note=note, person=person)
    return note


def note_resolve(*, note: Note, by: User) -> Note:
    """Close a note, and return it; one that is closed stays as it is."""
    _check_colleague(by)
    with refusals(str(note)):
        locked = Note.objects.select_for_update().get(pk=note.pk)
        if locked.resolved_at is None:
            locked.resolved_by = by
            locked.resolved_at = timezone.now()
            locked.save(update_fields=["resolved_by", "resolved_at"])
    return locked


def _named(text: str) -> list[User]:
    """Return the colleagues that a text names; refuse a name that nobody has."""
    names = set(NAMED.findall(text))
    people = {
        person.username: person
        for person in User.objects.filter(username__in=names, is_active=True)
    }
    unknown = sorted(names - people.keys())
    if unknown:
        raise ValidationError(
            {
                "text": f"Nobody here is called @{', @'.join(unknown)}: write the name "
                "under which they sign in."
            }
        )
    return list(people.values())


def _check_colleague(person: User) -> None:
    """Refuse whoever has no role in evidence."""
    roles = (CONTRIBUTORS, EDITORS, REVIEWERS)
    if not person.groups.filter(name__in=roles).exists():
        raise PermissionDenied(f"{person} has no role in evidence and writes no notes.")
