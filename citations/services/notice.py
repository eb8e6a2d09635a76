"""Recording what happened to a source after it appeared."""

import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from citations.enums import NoticeKind
from citations.identifiers import normal_doi
from citations.models import Source, SourceNotice
from citations.services.people import check_editor
from citations.services.refusal import refusals, row_check


def notice_record(
    *,
    source: Source,
    kind: NoticeKind,
    issued_on: datetime.date,
    reason: str,
    recorded_by: User,
    doi: str = "",
) -> SourceNotice:
    """Record a notice and return it.

    In the same transaction the database suspends every published finding that rests on
    the source alone, or gives it back if the notice is a reinstatement.
    """
    return notice_save(
        notice=SourceNotice(
            source=source, kind=kind, issued_on=issued_on, reason=reason, doi=doi
        ),
        recorded_by=recorded_by,
    )


def notice_save(*, notice: SourceNotice, recorded_by: User) -> SourceNotice:
    """Record a notice that is filled in but for who records it; see ``notice_record``.

    Raises ``ValidationError`` with a sentence for each rule it breaks, and
    ``PermissionDenied`` if ``recorded_by`` is no editor.
    """
    check_editor(recorded_by)
    notice.recorded_by = recorded_by
    notice.doi = normal_doi(notice.doi)
    with refusals():
        row_check(row=notice)
        Source.objects.filter(pk=notice.source_id).update(
            notices_checked_at=timezone.now()
        )
        notice.save()
    return notice
