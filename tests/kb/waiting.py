"""A row for each queue, that waits there for one person."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model

from kb.services import finding_return, finding_suspend, release_approve
from tests import make


def returned(person: User) -> Model:
    """Return a draft of ``person`` that a reviewer gave back."""
    finding = make.in_review(author=person)
    return finding_return(finding=finding, reviewer=make.reviewer(), note="Say where.")


def suspended(_person: User) -> Model:
    """Return a finding that an editor took from readers."""
    finding = make.published()
    return finding_suspend(finding=finding, author=make.editor(), reason="Doubts.")


def retracted(_person: User) -> Model:
    """Return a retracted source with a draft on it."""
    notice = make.notice()
    make.finding(source=notice.source)
    return notice.source


def homeless(_person: User) -> Model:
    """Return a career with a page whose code is in the older edition alone."""
    pair = make.pair()
    for edition in ("98.1", "99.1"):
        release = make.dataset_release(edition=edition)
        release_approve(release=release, reviewer=make.reviewer())
    make.career_code(
        career=pair.career,
        scheme="onet_soc_2019",
        code=f"97-{pair.career.pk}",
        release="98.1",
        match="exact",
    )
    return pair.career


def twin(maker: Any, **fields: Any) -> Callable[[User], Model]:
    """Return a maker of a row that an older one is like."""

    def made(_person: User) -> Model:
        maker(**fields)
        row: Model = maker(**fields)
        return row

    return made


def fallen(_person: User) -> Model:
    """Return a statement whose finding was taken from readers."""
    statement = make.stated()
    cited = statement.findings.first()
    assert cited is not None
    finding_suspend(finding=cited.finding, author=make.editor(), reason="Doubts.")
    return statement


def named(person: User) -> Model:
    """Return the open note in which ``person`` is named."""
    return make.note_mention(person=person).note


ENTRIES: dict[str, Callable[[User], Model]] = {
    "waiting": lambda _person: make.in_review(),
    "releases": lambda _person: make.release(),
    "mine": lambda person: make.finding(author=person),
    "changes-asked": returned,
    "suspended": suspended,
    "needs-a-home": homeless,
    "retracted": retracted,
    "review-due": lambda _person: make.published(),
    "statements-waiting": lambda _person: make.stated_in_review(),
    "notes": named,
    "flags": lambda _person: make.flag(),
    "falls-short": lambda _person: make.finding_watch(
        state="falls_short", found="It has no subject. [measures-a-subject]."
    ),
    "statements": fallen,
    "dead-links": lambda _person: make.link_watch(
        state="dead", times_gone=3, gone_since=make.LONG_AGO, sentence="It is gone."
    ),
    "quarantined": lambda _person: make.import_row(
        status="faulty", decision="wait", reason="It has no title."
    ),
    "unverified": lambda _person: make.draft(),
    "twin-sources": twin(make.source, title="On Work: a study"),
    "twin-organizations": twin(make.organization, name="The On-Work Fund, Inc."),
    "twin-skills": twin(make.skill, name="Data-Bases"),
    "twin-careers": twin(make.career, name="Web developer"),
}
