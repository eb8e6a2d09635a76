"""Keeping the text of a source as it was retrieved."""

import hashlib
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from citations.formats.texts import Unreadable, read_text
from citations.models import Snapshot, Source
from citations.services.people import check_editor
from citations.services.refusal import refusals, row_check, sentence

AS_RECEIVED = "snapshot-is-as-received"
AHEAD = timedelta(minutes=10)
"""How far a clock may be ahead of ours."""


def snapshot_attach(
    *,
    source: Source,
    received: bytes,
    retrieved_from: str,
    attached_by: User,
    retrieved_at: datetime | None = None,
) -> Snapshot:
    """Keep the text of what was received of ``source``, and return it.

    ``received`` is a text, a web page or a PDF. Raises ``ValidationError`` with a
    sentence if it has no text that can be read within the limits, or is attached
    already; ``PermissionDenied`` if ``attached_by`` is no editor.
    """
    return snapshot_save(
        snapshot=Snapshot(
            source=source,
            retrieved_from=retrieved_from,
            retrieved_at=retrieved_at or timezone.now(),
        ),
        received=received,
        attached_by=attached_by,
    )


def snapshot_save(
    *, snapshot: Snapshot, received: bytes, attached_by: User
) -> Snapshot:
    """Attach a snapshot that is filled in but for what was received, and return it.

    One into which ``snapshot_read`` has read these very bytes is not read again.
    """
    check_editor(attached_by)
    if not snapshot.text or snapshot.digest != hashlib.sha256(received).hexdigest():
        snapshot_read(snapshot, received)
    twins = Snapshot.objects.current().filter(
        source_id=snapshot.source_id, digest=snapshot.digest
    )
    if twin := twins.first():
        raise sentence(
            f"This very file is attached already, on {twin.attached_at:%Y-%m-%d}.",
            "stands-once",
        )
    snapshot.attached_by = attached_by
    with refusals():
        row_check(row=snapshot)
        snapshot.save()
    return snapshot


def snapshot_read(snapshot: Snapshot, received: bytes) -> Snapshot:
    """Fill in, in place, what follows from the bytes that were received."""
    if connection.in_atomic_block:
        # A PDF may take longer than a session may be idle in its transaction.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '90s'")
    try:
        read = read_text(received)
    except Unreadable as error:
        raise sentence(str(error), AS_RECEIVED) from error
    snapshot.digest = hashlib.sha256(received).hexdigest()
    snapshot.size = len(received)
    snapshot.media_type = read.media_type
    snapshot.text = read.text
    snapshot.text_digest = hashlib.sha256(read.text.encode()).hexdigest()
    snapshot.pages = read.pages
    if snapshot.retrieved_at and snapshot.retrieved_at > timezone.now() + AHEAD:
        raise ValidationError(
            {
                "retrieved_at": sentence(
                    f"{snapshot.retrieved_at:%Y-%m-%d %H:%M} UTC is yet to come: say "
                    "when it was retrieved.",
                    AS_RECEIVED,
                )
            }
        )
    return snapshot


def snapshot_withdraw(*, snapshot: Snapshot, author: User, reason: str) -> Snapshot:
    """Let nothing be quoted from a snapshot any more, and return it.

    Refused while something is: what was quoted must stay provable.
    """
    check_editor(author)
    with refusals():
        locked = Snapshot.objects.select_for_update().get(pk=snapshot.pk)
        locked.withdrawn_reason = reason.strip()
        if not locked.withdrawn_reason:
            raise ValidationError(
                {"withdrawn_reason": sentence("Say why.", "reasons-are-given")}
            )
        locked.save(update_fields=["withdrawn_reason"])
    return locked
