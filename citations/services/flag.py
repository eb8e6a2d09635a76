"""Raising a flag at a citation, and saying what came of it."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from citations.enums import FlagState
from citations.identifiers import NOT_PLAIN, is_plain
from citations.models import Flag
from citations.services.people import EDITORS
from citations.services.refusal import refusals, row_check, sentence

LOOKERS = (EDITORS, "reviewer")


def flag_raise(*, flag: Flag, raised_by: User | None) -> Flag:
    """Record a flag and return it; ``raised_by`` is ``None`` for a reader.

    Nothing but the flag changes. Raises ``ValidationError`` with a sentence for each
    rule it breaks.
    """
    flag.raised_by = raised_by
    flag.state, flag.resolution = FlagState.OPEN, ""
    flag.decided_by = flag.decided_at = None
    flag.text = flag.text.replace("\r\n", "\n").strip()
    _check_plain(text=flag.text, better_url=flag.better_url)
    row_check(row=flag)
    with refusals():
        flag.save(force_insert=True)
    return flag


def flag_decide(
    *, flag: Flag, state: FlagState, resolution: str, decided_by: User
) -> Flag:
    """Say what came of an open flag, and return it. It is decided once.

    Raises ``ValidationError`` if it is decided already or nothing is said, and
    ``PermissionDenied`` if ``decided_by`` is neither editor nor reviewer.
    """
    if not decided_by.groups.filter(name__in=LOOKERS).exists():
        raise PermissionDenied(
            f"{decided_by} is neither editor nor reviewer and decides on no flag."
        )
    with refusals():
        locked = Flag.objects.select_for_update().get(pk=flag.pk)
        locked.state = state
        locked.resolution = resolution.replace("\r\n", "\n").strip()
        locked.decided_by = decided_by
        locked.decided_at = timezone.now()
        _check_plain(resolution=locked.resolution)
        row_check(row=locked)
        locked.save(update_fields=["state", "resolution", "decided_by", "decided_at"])
    return locked


def _check_plain(**texts: str) -> None:
    """Refuse what cannot be stored, or would be seen otherwise than it is."""
    errors = {
        name: sentence(NOT_PLAIN, "text-is-plain")
        for name, text in texts.items()
        if not is_plain(text)
    }
    if errors:
        raise ValidationError(errors)
