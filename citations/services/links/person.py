"""What a person does about a link: have it asked again, or say that it is fine."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from citations.enums import LinkState
from citations.models import LinkCheck, LinkWatch
from citations.models.link import TELLING
from citations.services.people import check_editor
from citations.services.refusal import row_check, sentence


@transaction.atomic
def link_check_now(*, watch: LinkWatch, author: User) -> LinkWatch:
    """Put a link at the head of the line, and return it.

    Its next check is by the next worker that is free. Refuses a link whose address no
    source has any more.
    """
    check_editor(author)
    held = LinkWatch.objects.select_for_update(of=("self",)).get(pk=watch.pk)
    if held.due_at is None:
        raise ValidationError(
            f"Nobody watches {held.address} any more: no source names it. Write the "
            "address into the source, and it is checked again."
        )
    LinkWatch.objects.filter(pk=held.pk).update(due_at=Now())
    held.refresh_from_db()
    return held


@transaction.atomic
def link_set_aside(
    *, watch: LinkWatch, seen: str, reason: str, author: User
) -> LinkWatch:
    """Record that ``author`` looked at a dead or changed link and it is fine.

    ``seen`` is the state they were shown; if a check has changed it since, they look
    again. A changed page is compared with its present text from now on. Readers are no
    longer told, and the row comes back when its state changes again.
    """
    check_editor(author)
    held = LinkWatch.objects.select_for_update(of=("self",)).get(pk=watch.pk)
    if held.state != seen:
        raise ValidationError(
            f"This link is {held.get_state_display()}; when you opened the page it was "
            "something else. Look at the newest check and decide again."
        )
    if held.state not in TELLING:
        raise ValidationError(
            f"Only a dead or changed link is set aside; this one is "
            f"{held.get_state_display()}."
        )
    if not reason.strip():
        raise sentence("Say what you saw at the address.", "reasons-are-given")
    held.fine_by, held.fine_at = author, timezone.now()
    held.fine_note = reason.strip()
    if held.state == LinkState.CHANGED:
        newest = _newest_text(held)
        held.compared_to = newest
        held.quotes_fine = newest.quotes_gone if newest else []
        held.state = LinkState.OK
    row_check(row=held)
    held.save()
    return held


def _newest_text(held: LinkWatch) -> LinkCheck | None:
    """Return the check that holds the text as it is now, None if it is too short."""
    newest = held.checks.filter(state=LinkState.CHANGED).newest_first().first()
    return newest if newest and newest.sketch else None
