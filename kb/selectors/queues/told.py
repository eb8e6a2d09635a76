"""What somebody said and nobody has answered: flags at citations, and notes."""

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse

from citations.models import Flag
from kb.models import Note
from kb.selectors.queues.queue import CONTRIBUTOR, EDITOR, REVIEWER, Entry, Queue

LONGEST = 300


def flags(_person: User) -> QuerySet[Flag]:
    """Return the flags that nobody has looked into."""
    return Flag.objects.open().with_people()


def flag_entry(flag: Flag) -> Entry:
    """Return a flag, by whom, and what it says."""
    said = flag.text if len(flag.text) <= LONGEST else f"{flag.text[:LONGEST]}…"
    by = flag.raised_by or "A reader"
    return Entry(
        str(flag.citation),
        f"{by} says: {flag.get_kind_display()}. {said}".rstrip(".") + ".",
        reverse("admin:citations_flag_change", args=[flag.pk]),
    )


def notes(person: User) -> QuerySet[Note]:
    """Return the open notes in which a colleague names ``person``."""
    return Note.objects.open().mentioning(person).with_object()


def note_entry(note: Note) -> Entry:
    """Return what a note is about, and what it says."""
    said = note.text if len(note.text) <= LONGEST else f"{note.text[:LONGEST]}…"
    return Entry(
        str(note.about),
        f"{note.author} writes: {said}".rstrip(".") + ".",
        reverse("admin:kb_note_change", args=[note.pk]),
    )


FLAGS = Queue(
    key="flags",
    title="Flags",
    meaning="Somebody says that a citation is wrong. A flag changes nothing by itself: "
    "look into it, and say what came of it.",
    groups=frozenset({EDITOR}),
    rows=flags,
    entry=flag_entry,
)
NOTES = Queue(
    key="notes",
    title="Notes to you",
    meaning="A colleague names you, and the note is not closed.",
    groups=frozenset({CONTRIBUTOR, EDITOR, REVIEWER}),
    rows=notes,
    entry=note_entry,
)
