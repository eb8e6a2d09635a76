"""What a newer load of the same edition no longer holds."""

from pathlib import Path

from django.contrib.auth.models import User
from django.core.management import call_command

from kb.models import Finding, Release, Retirement
from kb.services import finding_revise, finding_withdraw, release_reject
from tests import make
from tests.kb.onet import release
from tests.kb.onet.release import WEAVER
from tests.screen import address, signed_in

KEY = "onet-99-1-97-2002-00-2-a-9-a"
ROWS = [
    line + "\n"
    for line in release.FILES["Skills.txt"].splitlines()
    if line.startswith(f"{WEAVER}\t2.A.9.a")
]
WITHOUT = {"Skills.txt": release.FILES["Skills.txt"].replace("".join(ROWS), "")}


def retired(said: str) -> tuple[int, int, int, int]:
    """Return what the load did to findings: added, changed, unchanged, retired."""
    line = next(one for one in said.splitlines() if one.startswith("findings "))
    added, changed, unchanged, gone = map(int, line.split()[1:])
    return added, changed, unchanged, gone


def states() -> list[tuple[int, str]]:
    """Return the versions of the finding that comes and goes, with their states."""
    return list(
        Finding.objects.filter(key=KEY)
        .order_by("version")
        .values_list("version", "state")
    )


def page(path: str = f"/findings/{KEY}/") -> tuple[int, str]:
    """Return status and words of the page of that finding."""
    answer = signed_in(make.person("reader")).get(path)
    return answer.status_code, " ".join(answer.content.decode().split())


def reject() -> None:
    """Have the other person refuse what waits."""
    release_reject(
        release=Release.objects.get(pack="onet-99-1", state="in_review"),
        reviewer=reviewer(),
        reason="A file is missing.",
    )


def reviewer() -> User:
    """Return who approves by command."""
    return User.objects.get(username="pack-reviewer")


def published(where: Path) -> None:
    """Load the whole release and have it approved."""
    release.run(release.folder(where))
    release.approve()


def test_what_readers_see_stands_until_the_load_is_approved(tmp_path: Path) -> None:
    published(tmp_path)
    said = release.run(release.folder(tmp_path, WITHOUT))
    assert retired(said) == (0, 0, 6, 1)
    assert "quarantined: 0" in said
    assert "Release onet-99-1 2 waits for review." in said
    assert states() == [(1, "published")]
    assert page()[0] == 200
    again = release.run(release.folder(tmp_path, WITHOUT))
    assert release.total(again)[:2] == (0, 0)
    assert release.total(again)[3] == 0
    assert Retirement.objects.count() == 1
    assert "1 findings withdrawn that it no longer holds." in release.approve()
    assert states() == [(1, "withdrawn")]
    status, told = page()
    assert status == 410
    assert "no longer holds it: its files came again as onet-99-1 2." in told
    before = release.counts()
    assert release.total(release.run(release.folder(tmp_path, WITHOUT)))[:2] == (0, 0)
    assert release.counts() == before
    call_command("audit", verbosity=0)


def test_the_reviewer_is_told_what_goes(tmp_path: Path) -> None:
    published(tmp_path)
    release.run(release.folder(tmp_path, WITHOUT))
    waiting = Release.objects.get(pack="onet-99-1", number=2)
    path = address("kb_release_approve", waiting.pk)
    answer = signed_in(make.person("reviewer")).get(path)
    assert "1 findings no longer held" in " ".join(answer.content.decode().split())


def test_an_approval_names_what_goes(tmp_path: Path) -> None:
    published(tmp_path)
    release.run(release.folder(tmp_path, WITHOUT))
    waiting = Release.objects.get(pack="onet-99-1", number=2)
    client = signed_in(make.person("reviewer"))
    path = address("kb_release_approve", waiting.pk)
    digest = client.get(path).context["page"].digest
    Retirement.objects.get().delete()
    answer = client.post(path, {"digest": digest, "approve": "Approve"})
    waiting.refresh_from_db()
    assert waiting.state == "in_review", answer.content
    assert states() == [(1, "published")]


def test_what_comes_back_before_the_approval_was_never_gone(tmp_path: Path) -> None:
    published(tmp_path)
    release.run(release.folder(tmp_path, WITHOUT))
    assert retired(release.run(release.folder(tmp_path))) == (0, 0, 7, 0)
    assert not Retirement.objects.exists()
    assert "withdrawn" not in release.approve()
    assert states() == [(1, "published")]


def test_what_comes_back_afterwards_is_a_new_version(tmp_path: Path) -> None:
    published(tmp_path)
    release.run(release.folder(tmp_path, WITHOUT))
    release.approve()
    assert retired(release.run(release.folder(tmp_path))) == (0, 1, 6, 0)
    assert states() == [(1, "withdrawn"), (2, "in_review")]
    assert page()[0] == 410
    release.approve()
    assert states() == [(1, "withdrawn"), (2, "published")]
    assert page()[0] == 200
    first, second = (one.citations.get() for one in Finding.objects.filter(key=KEY))
    assert first.citation == second.citation
    assert release.total(release.run(release.folder(tmp_path)))[:2] == (0, 0)
    call_command("audit", verbosity=0)


def test_what_an_editor_withdrew_does_not_come_back(tmp_path: Path) -> None:
    published(tmp_path)
    finding = Finding.objects.get(key=KEY)
    author = make.person("editor", username="another")
    finding_withdraw(finding=finding, author=author, reason="Misread by its publisher.")
    assert release.total(release.run(release.folder(tmp_path)))[:2] == (0, 0)
    assert states() == [(1, "withdrawn")]


def test_a_refused_load_retires_nothing(tmp_path: Path) -> None:
    published(tmp_path)
    release.run(release.folder(tmp_path, WITHOUT))
    reject()
    assert states() == [(1, "published")]
    assert retired(release.run(release.folder(tmp_path, WITHOUT)))[3] == 1
    release.approve()
    assert states() == [(1, "withdrawn")]


def test_what_nobody_decided_on_goes_at_once(tmp_path: Path) -> None:
    release.run(release.folder(tmp_path))
    assert retired(release.run(release.folder(tmp_path, WITHOUT)))[3] == 1
    assert states() == [(1, "rejected")]
    assert "no longer holds it" in Finding.objects.get(key=KEY).state_reason
    assert retired(release.run(release.folder(tmp_path, WITHOUT))) == (0, 0, 6, 0)
    assert retired(release.run(release.folder(tmp_path))) == (0, 1, 6, 0)
    assert states() == [(1, "rejected"), (2, "in_review")]
    assert "7 findings published" in release.approve()


def test_drafts_of_a_refused_load_go_too(tmp_path: Path) -> None:
    release.run(release.folder(tmp_path))
    reject()
    assert states() == [(1, "draft")]
    assert retired(release.run(release.folder(tmp_path, WITHOUT)))[3] == 1
    assert states() == [(1, "rejected")]
    assert "6 findings published" in release.approve()


def test_some_codes_tell_nothing_of_the_others(tmp_path: Path) -> None:
    published(tmp_path)
    said = release.run(release.folder(tmp_path, WITHOUT), only=[release.NOVEL])
    assert retired(said)[3] == 0
    assert not Retirement.objects.exists()


def test_an_interest_keeps_what_goes(tmp_path: Path) -> None:
    published(tmp_path)
    release.run(release.folder(tmp_path, WITHOUT))
    publisher = Finding.objects.get(key=KEY).source.organizations.get()
    make.declared_interest(person=reviewer(), organization=publisher)
    assert f"its reviewer has an interest: {KEY}" in release.approve()
    assert states() == [(1, "published")]
    assert retired(release.run(release.folder(tmp_path, WITHOUT)))[3] == 1


def test_a_version_of_ones_own_is_not_run_over(tmp_path: Path) -> None:
    published(tmp_path)
    finding = Finding.objects.get(key=KEY)
    author = make.person("editor", username="another")
    draft = finding_revise(finding=finding, author=author)
    change = release.swapped("Skills.txt", "\tLV\t1.88\t", "\tLV\t1.90\t")
    said = release.run(release.folder(tmp_path, change))
    assert "quarantined: 1 in Skills.txt" in said
    assert states() == [(1, "published"), (2, "draft")]
    draft.delete()
    assert retired(release.run(release.folder(tmp_path, change)))[1] == 1
    assert states() == [(1, "published"), (2, "in_review")]
