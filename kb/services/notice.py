"""What a notice would do, before it is recorded; and recording what was looked at."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pghistory
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from citations.enums import Standing
from citations.formats.retraction_watch import Faulty, Record
from citations.models import Source
from citations.services import NoticeImport, check_editor, notices_import
from kb.selectors import reach
from kb.selectors.reach import Pages, Some

CHANGED = (
    "Things changed since you looked: what it would do now is below. Look again, then "
    "confirm."
)


@dataclass(frozen=True)
class Reach:
    """What recording would do to findings on one source, and to pages.

    Statements that cite what falls are ``silenced``; those that return are ``spoken``.

    ``digest`` names exactly that: a confirmation that names another is refused. Of
    ``pages``, what falls leaves them and what comes back returns to them.
    """

    source: Source
    before: Standing
    after: Standing
    falls: Some
    returns: Some
    waits: Some
    stays: Some
    silenced: Some
    spoken: Some
    taken_from: Some
    pages: Pages
    digest: str


@dataclass(frozen=True)
class ImportReach:
    """What an import did, and how many findings fell and came back by it."""

    done: NoticeImport
    fell: int
    returned: int


def notice_weigh(
    *, source: Source, record: Callable[[], object], recorded_by: User
) -> Reach:
    """Try ``record``, which writes notices about ``source``; look, and undo it.

    Nothing is written, and nothing is guessed: the database itself says what falls.
    Raises whatever ``record`` raises.
    """
    check_editor(recorded_by)
    with transaction.atomic():
        mark = transaction.savepoint()
        found, falls, returns = _recorded(source, record)
        back = reach.pages_with(returns, source)
        transaction.savepoint_rollback(mark)
    if returns:
        return found(back)
    return found(reach.pages_with(falls, source))


def notice_confirm(
    *, source: Source, record: Callable[[], object], seen: str, recorded_by: User
) -> Reach:
    """Do ``record`` if it does what was seen; ``seen`` is the digest of a ``Reach``.

    Raises ``ValidationError``, and nothing is written, if anything changed meanwhile.
    """
    check_editor(recorded_by)
    with transaction.atomic():
        found, _falls, _returns = _recorded(source, record)
        done = found(Pages())
        if done.digest != seen:
            raise ValidationError(CHANGED, code="stale")
    return done


def notices_import_weigh(
    *, records: Iterable[Record | Faulty], author: User, dry_run: bool
) -> ImportReach:
    """Take over a table of notices, and count what falls and comes back by it.

    With ``dry_run`` all of it is undone again.
    """
    with pghistory.context(user=author.pk), transaction.atomic():
        mark = transaction.savepoint()
        before = reach.all_fallen()
        done = notices_import(records=records, author=author)
        after = reach.all_fallen()
        if dry_run:
            transaction.savepoint_rollback(mark)
    return ImportReach(done, len(after - before), len(before - after))


def _recorded(
    source: Source, record: Callable[[], object]
) -> tuple[Callable[[Pages], Reach], set[int], set[int]]:
    """Do ``record``; return what makes its reach, what fell, and what came back."""
    # Taken first, as the trigger will: nobody else's notice comes between.
    Source.objects.select_for_update().get(pk=source.pk)
    standing = Standing(reach.standing_of(source))
    before, findings = reach.fallen(source), reach.touched(source)
    silent = reach.fallen_statements(findings)
    record()
    now, after = Standing(reach.standing_of(source)), reach.fallen(source)
    silent_now = reach.fallen_statements(findings)
    falls, returns = after - before, before - after
    lists = {
        "falls": reach.named(falls),
        "returns": reach.named(returns),
        "waits": reach.named(before & after),
        "stays": reach.staying(source),
        "silenced": reach.sentences(silent_now - silent),
        "spoken": reach.sentences(silent - silent_now),
        "taken_from": reach.taken_from(source),
    }
    moved = (falls, returns, silent_now - silent, silent - silent_now)
    told = repr((standing, now, *map(sorted, moved)))
    digest = hashlib.sha256(told.encode()).hexdigest()

    def found(pages: Pages) -> Reach:
        return Reach(
            source=source,
            before=standing,
            after=now,
            pages=pages,
            digest=digest,
            **lists,
        )

    return found, falls, returns
