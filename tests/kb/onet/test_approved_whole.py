"""A release of a thousand findings and more: read once, published as it was read."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from kb.models import Estimate, Finding, Release
from kb.selectors import release_digest
from tests.kb.onet import release
from tests.kb.onet.release import FILES, NOVEL, RATED, WEAVER
from tests.sql import refused

MANY = 510


def large(where: Path) -> Path:
    """Write a release with 1,020 ratings."""
    elements = [(f"2.A.{n}", f"Skill number {n}") for n in range(100, 100 + MANY)]
    named = "".join(f"{code}\t{name}\tMade up.\n" for code, name in elements)
    rows = "".join(
        f"{of}\t{code}\t{name}\tIM\t3.00\t8\t0.1\t2.9\t3.1\tN\tn/a\t07/2017\tAnalyst\n"
        for of in (NOVEL, WEAVER)
        for code, name in elements
    )
    header = f"{RATED}Not Relevant\tDate\tDomain Source\n"
    return release.folder(
        where,
        {
            "Content Model Reference.txt": FILES["Content Model Reference.txt"] + named,
            "Skills.txt": header + rows,
        },
    )


def test_a_large_release_is_published_whole(tmp_path: Path) -> None:
    release.run(large(tmp_path))
    assert f"{2 * MANY + 4} findings published" in release.approve()
    call_command("audit", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_what_changes_after_it_was_read_is_not_published(tmp_path: Path) -> None:
    """In one transaction past the service, between the reviews and the publication."""
    release.run(large(tmp_path))
    with refused("four-eyes", settled=False), transaction.atomic():
        publish_changed()
    assert not Finding.objects.published().exists()
    release.approve()
    assert Finding.objects.published().count() == 2 * MANY + 4


def publish_changed() -> None:
    """Approve all of it by SQL, with one figure that nobody has read."""
    one = Release.objects.get()
    one.state, one.digest = "approved", release_digest(one)
    one.reviewer = User.objects.get(username="pack-reviewer")
    one.decided_at = timezone.now()
    one.save()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kb_review (finding_id, release_id, reviewer_id, decision,"
            " digest, note, decided_at) SELECT id, %s, %s, 'approve', '', '', %s"
            " FROM kb_finding",
            [one.pk, one.reviewer_id, one.decided_at],
        )
        first = Estimate.objects.order_by("pk").first()
        assert first is not None
        Estimate.objects.filter(pk=first.pk).update(n=9)
        Finding.objects.update(state="published")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
