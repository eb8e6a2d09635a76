"""Notes by what they are about, and by whom they name."""

from django.contrib.auth.models import User
from django.db.models import Model, QuerySet

from kb.models import Note
from kb.models.note import ABOUT


def noted_as(row: Model) -> str:
    """Return under which name notes point to rows like this; empty if to none."""
    name = str(row._meta.model_name)
    return name if name in ABOUT else ""


def notes_on(row: Model) -> list[Note]:
    """Return the notes on a row, the newest first."""
    notes = Note.objects.filter(**{noted_as(row): row.pk})
    return list(notes.select_related("author", "resolved_by"))


def notes_naming(person: User) -> QuerySet[Note]:
    """Return the open notes that name ``person``: what waits among theirs."""
    return Note.objects.open().mentioning(person).with_object()
