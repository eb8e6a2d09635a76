"""Workers ask registries about sources: recorded answers, leases, back-off, off."""

import threading
from datetime import timedelta

import httpx
import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection

from citations.enums import RegistryState
from citations.fetch import Net
from citations.models import NoticeWatch, Source
from citations.services import NoticeLook, notice_watch_now, notice_watch_record
from kb.models import Finding
from kb.services.work import NoticeChecks, Worker
from tests import make
from tests.citations.fetch.stub import NOW, answering, recorded
from tests.sql import rows, update, value

RETRACTED = "10.1016/s0140-6736(97)11096-0"
NOT_FOUND = httpx.Response(404)


@pytest.fixture(autouse=True)
def _accounts() -> None:
    make.person(username="worker")
    make.person("editor", username="notice-clerk")


def telling(*names: str) -> Net:
    """Return a net that gives recorded answers in turn."""
    net, _ = answering(*[httpx.Response(200, content=recorded(name)) for name in names])
    return net


def run(kind: NoticeChecks) -> dict[tuple[str, str], int]:
    """Let a worker do what is due, and return its counts."""
    actor = User.objects.get(username="worker")
    worker = Worker(kinds=[kind], actor=actor, stop=threading.Event())
    worker.run(once=True)
    return dict(worker.done)


def silent() -> NoticeChecks:
    """Return a kind whose registries know nothing."""
    return NoticeChecks(net=answering(*[NOT_FOUND] * 8)[0])


def test_a_retraction_reaches_readers_by_the_loop_alone() -> None:
    finding = make.published(source=make.source(doi=RETRACTED))
    done = run(NoticeChecks(net=telling("crossref_retracted.json")))
    assert done == {("notices", "told"): 1}
    finding.refresh_from_db()
    assert finding.state == "suspended"
    watch = NoticeWatch.objects.get()
    assert watch.checked_at is not None
    assert watch.due_at == watch.checked_at + timedelta(days=7)
    assert "2 notices" in watch.sentence
    assert "New: 2." in watch.sentence
    assert (watch.taken_by, watch.taken_until, watch.attempts) == ("", None, 0)
    recorders = finding.source.notices.values_list("recorded_by__username", flat=True)
    assert set(recorders) == {"notice-clerk"}


def test_the_history_names_the_program_and_holds_every_answer() -> None:
    make.source(doi=RETRACTED)
    run(NoticeChecks(net=telling("crossref_retracted.json")))
    rows("UPDATE citations_noticewatch SET due_at = now() - interval '1 s'")
    run(NoticeChecks(net=telling("crossref_retracted.json")))
    found = rows(
        "SELECT e.state, u.username FROM citations_noticewatchevent e"
        " JOIN pghistory_context c ON c.id = e.pgh_context_id"
        " JOIN auth_user u ON u.id = (c.metadata ->> 'user')::int ORDER BY e.pgh_id"
    )
    assert found == [(state, "worker") for state in ("unchecked", "told", "told")]


def test_nothing_is_held_open_while_a_registry_is_asked() -> None:
    """A fetch may take a minute: no lock and no transaction waits for it."""
    make.source(doi=RETRACTED)
    before = len(connection.savepoint_ids)
    depth: list[int] = []

    def answer(_request: httpx.Request) -> httpx.Response:
        depth.append(len(connection.savepoint_ids))
        return httpx.Response(200, content=recorded("crossref_retracted.json"))

    net = Net(transport=httpx.MockTransport(answer), contact="desk@attest.example")
    assert run(NoticeChecks(net=net)) == {("notices", "told"): 1}
    assert depth == [before]


def test_only_what_a_registry_may_know_is_asked_about() -> None:
    make.source()
    named = make.source(doi="10.1000/x", pmid="7", arxiv="2302.06590")
    gone = make.source(doi="10.1000/y", withdrawn_reason="Twice here.")
    kind = silent()
    assert kind.gather() == 1
    assert kind.gather() == 0
    assert NoticeWatch.objects.get().source == named
    update(gone, withdrawn_reason="")
    update(named, withdrawn_reason="It never was one.")
    assert kind.gather() == 1
    assert NoticeWatch.objects.get(source=named).due_at is None
    update(named, withdrawn_reason="")
    assert kind.gather() == 1, "what stands again is asked about again"


def test_what_was_asked_by_hand_is_not_asked_at_once() -> None:
    make.source(doi="10.1000/x")
    rows("UPDATE citations_source SET notices_checked_at = now() - interval '1 day'")
    kind = silent()
    assert kind.gather() == 1
    assert not NoticeWatch.objects.free().exists()
    assert value("SELECT due_at - now() < '6 days 1 hour' FROM citations_noticewatch")


def test_silence_is_told_and_asked_again_ever_later() -> None:
    make.source(doi="10.1000/x")
    waits = []
    for _ in range(7):
        rows("UPDATE citations_noticewatch SET due_at = now() - interval '1 s'")
        assert run(silent()) == {("notices", "silent"): 1}
        watch = NoticeWatch.objects.get()
        assert watch.due_at is not None
        assert watch.checked_at is not None
        waits.append((watch.due_at - watch.checked_at).days)
    assert waits == [1, 2, 4, 8, 16, 30, 30]
    assert watch.sentence == "Neither Crossref nor DataCite knows 10.1000/x."
    assert watch.source.notices_checked_at is None, "nothing known is not no notice"
    update(watch.source, doi=RETRACTED)
    rows("UPDATE citations_noticewatch SET due_at = now() - interval '1 s'")
    run(NoticeChecks(net=telling("crossref_retracted.json")))
    watch.refresh_from_db()
    assert (watch.state, watch.times_silent) == (RegistryState.TOLD, 0)


def test_a_worker_that_was_given_up_writes_nothing() -> None:
    finding = make.published(source=make.source(doi=RETRACTED))
    kind = NoticeChecks(net=telling("crossref_retracted.json"))
    kind.gather()
    row = kind.take("slow")
    assert row
    rows("UPDATE citations_noticewatch SET taken_by = 'quick'")
    assert kind.do(row, "slow") is None
    assert Finding.objects.get(pk=finding.pk).state == "published"
    assert not finding.source.notices.exists()


def test_the_row_of_a_killed_worker_is_free_when_its_time_is_over() -> None:
    finding = make.published(source=make.source(doi=RETRACTED))
    kind = NoticeChecks(net=telling("crossref_retracted.json"))
    kind.gather()
    assert kind.take("killed")
    assert kind.take("other") is None
    rows("UPDATE citations_noticewatch SET taken_until = now() - interval '1 s'")
    assert run(kind) == {("notices", "told"): 1}
    assert Finding.objects.get(pk=finding.pk).state == "suspended"


def test_what_a_rule_refuses_is_a_sentence_and_nothing_is_taken_over() -> None:
    source = make.source(doi=RETRACTED)
    kind = silent()
    kind.gather()
    row = kind.take("here")
    assert isinstance(row, NoticeWatch)
    blank = make.notice.unsaved(source=source, kind="retraction", reason=" ")
    fine = make.notice.unsaved(source=source, kind="correction")
    watch = notice_watch_record(
        watch=row,
        look=NoticeLook((fine, blank), NOW, "The registry tells of 2 notices."),
        author=make.editor(),
        worker="here",
    )
    assert watch is not None
    assert watch.state == RegistryState.REFUSED
    assert "Not taken over: " in watch.sentence
    assert not source.notices.exists()
    source.refresh_from_db()
    assert source.notices_checked_at is None


def test_an_editor_has_a_source_asked_about_now() -> None:
    watch = make.notice_watch()
    update(watch, due_at="2999-01-01T00:00Z")
    notice_watch_now(watch=watch, author=make.editor())
    assert NoticeWatch.objects.free().exists()
    with pytest.raises(PermissionDenied):
        notice_watch_now(watch=watch, author=make.reviewer())


def test_a_merged_source_is_asked_about_no_more() -> None:
    old, new = make.source(doi="10.1000/x"), make.source(doi="10.1000/y")
    kind = silent()
    kind.gather()
    Source.objects.filter(pk=old.pk).update(merged_into=new)
    kind.gather()
    assert list(NoticeWatch.objects.free().values_list("source", flat=True)) == [new.pk]
