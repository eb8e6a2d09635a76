"""The loop and the command of a worker."""

import logging
import threading
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import OperationalError
from pytest_django import Settings

from citations.enums import LinkState
from citations.models import Due, LinkCheck, LinkWatch
from citations.services import work_take
from kb.management.commands import work as command
from kb.models import FindingWatch, Quota
from kb.services import finding_restore, finding_suspend
from kb.services.work import AWAY, Done, FindingChecks, Kind, LinkChecks, Worker
from kb.services.work.kind import Queue
from tests import make
from tests.citations.fetch.stub import Web, page
from tests.citations.links.world import LEASE
from tests.side import two_sides
from tests.sql import rows, update


def run(
    *kinds: Kind, stop: threading.Event | None = None
) -> dict[tuple[str, str], int]:
    """Let a worker do what is due, and return its counts."""
    known = User.objects.filter(username="worker").first()
    actor = known or make.person(username="worker")
    worker = Worker(kinds=kinds, actor=actor, stop=stop or threading.Event())
    worker.run(once=True)
    return dict(worker.done)


def told(*arguments: str) -> tuple[str, str]:
    """Run the command, and return what it says and what it complains about."""
    out, err = StringIO(), StringIO()
    call_command("work", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


class Broken(Kind):
    """Work that always fails, in a way of the test."""

    name = "broken"

    def __init__(self, fault: Exception) -> None:
        self.fault = fault

    def queue(self) -> Queue:
        return LinkWatch.objects.all()

    def gather(self) -> int:
        return 0

    def do(self, row: Due, worker: str) -> Done | None:
        raise self.fault


class TestTheLoop:
    def test_sources_are_watched_and_asked(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        source = make.source(url="http://example.org/a")
        place = make.citation(source=source)
        make.reading(citation=place, address="http://example.net/b#c")
        web = Web(replies=[page(b"x"), page(status="403 No")])
        with caplog.at_level(logging.INFO, "attest.work"):
            done = run(LinkChecks(net=web.net(tries=1)))
        web.join()
        assert done == {("links", "ok"): 1, ("links", "blocked"): 1}
        assert len(web.requests) == 2
        assert LinkCheck.objects.count() == 2
        lines = [record.getMessage() for record in caplog.records]
        assert lines[0] == "links 2 new"
        assert lines[1].endswith("200 http://example.net/b It answers.")

    def test_a_host_is_waited_for_between_two_questions(self) -> None:
        for name in "ab":
            make.source(url=f"http://example.org/{name}")
        kind, waits = LinkChecks(net=Web().net(tries=1)), Waits()
        run(kind, stop=waits)
        assert LinkCheck.objects.count() == 2
        assert waits.asked

    def test_what_counts_no_more_is_forgotten(self) -> None:
        rows(
            "INSERT INTO kb_quota (sender, taken, expires_at) VALUES"
            " ('old', ARRAY[now()], now() - interval '1 s'),"
            " ('new', ARRAY[now()], now() + interval '1 hour')"
        )
        run()
        assert list(Quota.objects.values_list("sender", flat=True)) == ["new"]

    def test_a_worker_that_was_told_to_stop_takes_nothing(self) -> None:
        make.link_watch()
        stop = threading.Event()
        stop.set()
        assert run(LinkChecks(net=Web().net()), stop=stop) == {}
        assert not LinkWatch.objects.exclude(taken_by="").exists()

    def test_a_fault_of_ours_puts_the_row_off_and_work_goes_on(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        first, second = make.link_watch(), make.link_watch()
        assert run(Broken(ZeroDivisionError("x"))) == {("broken", "fault"): 2}
        assert "could not be done" in caplog.text
        for link in (first, second):
            link.refresh_from_db()
            assert (link.taken_by, link.attempts) == ("", 1)
        assert not LinkWatch.objects.free().exists()

    def test_without_a_database_once_ends(self) -> None:
        make.link_watch()
        with pytest.raises(AWAY):
            run(Broken(OperationalError("gone")))
        assert LinkWatch.objects.exclude(taken_by="").exists(), "until it lapses"

    @pytest.mark.real_reader
    def test_without_a_database_a_worker_waits_for_it(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        make.link_watch()
        waits = Waits(most=1)
        kind = NoDatabase(OperationalError("gone\nfar\x1b[0m"))
        actor = make.person(username="worker")
        Worker(kinds=[kind], actor=actor, stop=waits).run()
        assert waits.asked == 1
        assert "The database is away: gone far [0m" in caplog.text


class Waits(threading.Event):
    """Counts the waits; in each of them a host's time goes by."""

    def __init__(self, most: int = 99) -> None:
        super().__init__()
        self.asked = 0
        self.most = most

    def wait(self, timeout: float | None = None) -> bool:
        self.asked += 1
        rows("UPDATE citations_linkwatch SET checked_at = now() - interval '1 hour'")
        if self.asked >= self.most:
            self.set()
        return self.is_set()


class NoDatabase(Broken):
    """Work that cannot even be looked for."""

    def gather(self) -> int:
        raise self.fault


@pytest.mark.real_reader
def test_two_workers_that_do_not_see_each_other_do_not_ask_one_host() -> None:
    for name in "ab":
        make.link_watch(address=f"http://example.org/{name}")
    kind = LinkChecks(net=Web().net())

    def take(worker: str) -> Any:
        return work_take(free=kind.free(), worker=worker, lease=LEASE)

    with two_sides() as (one, other):
        one.begin()
        assert one.do(lambda: take("one")).address == "http://example.org/a"
        second = other.start(lambda: take("other"))
        other.waits_for(one, second)
        one.commit()
        assert second.result(timeout=30) is None
    assert LinkWatch.objects.exclude(taken_by="").get().taken_by == "one"


class TestFindings:
    def test_what_holds_is_said_to_hold(self) -> None:
        finding = make.published()
        make.draft()
        assert run(FindingChecks()) == {("findings", "holds"): 1}
        watch = FindingWatch.objects.get()
        assert (watch.finding, watch.state, watch.found) == (finding, "holds", "")
        assert not FindingWatch.objects.telling().exists()

    def test_what_falls_short_since_is_told(self) -> None:
        finding = make.published()
        update(finding.source, source_class="synthetic")
        assert run(FindingChecks()) == {("findings", "falls_short"): 1}
        watch = FindingWatch.objects.telling().get()
        assert finding.key in watch.found
        assert "[kind-follows-source]" in watch.found

    def test_a_quote_gone_from_the_newest_text_is_told_and_nothing_changes(
        self,
    ) -> None:
        held = make.snapshot(text=make.SAID, retrieved_from="https://example.org/a#x")
        quoted = make.quoted(make.SAID, snapshot=held)
        finding = make.published(source=held.source, citations=[quoted])
        later = {"source": held.source, "retrieved_at": "2999-01-01T00:00Z"}
        make.snapshot(**later, text="Another page.", retrieved_from="summary.html")
        assert run(FindingChecks()) == {("findings", "holds"): 1}
        again = {"retrieved_from": "https://example.org/a"}
        make.snapshot(**later, **again, text="It says another thing.")
        rows("UPDATE kb_findingwatch SET due_at = now() - interval '1 s'")
        assert run(FindingChecks()) == {("findings", "changed"): 1}
        watch = FindingWatch.objects.telling().get()
        assert quoted.key in watch.found
        assert "2999-01-01 from https://example.org/a any more" in watch.found
        finding.refresh_from_db()
        assert finding.state == "published"

    def test_what_readers_see_no_more_is_left(self) -> None:
        finding = make.published()
        run(FindingChecks())
        finding = finding_suspend(
            finding=finding, author=finding.author, reason="Doubts."
        )
        FindingChecks().gather()
        assert FindingWatch.objects.get().due_at is None
        finding_restore(
            finding=finding, reviewer=make.reviewer(), note="They are answered."
        )
        assert FindingChecks().gather() == 1
        assert FindingWatch.objects.free().exists()

    def test_what_came_too_late_is_dropped(self) -> None:
        make.published()
        kind = FindingChecks()
        kind.gather()
        row = kind.take("slow")
        assert row
        rows("UPDATE kb_findingwatch SET taken_by = 'quick'")
        assert kind.do(row, "slow") is None
        assert FindingWatch.objects.get().state == "unchecked"


class TestTheCommand:
    @pytest.fixture(autouse=True)
    def _actor(self) -> None:
        make.person(username=command.ACTOR)

    def test_with_fetching_off_it_says_so_and_links_stay_due(
        self, settings: Settings
    ) -> None:
        settings.FETCH = False
        make.link_watch()
        make.published()
        out, err = told("--once")
        assert "Links are not checked and stay due: fetching is switched off" in err
        assert out == "findings holds 1\n1 done\n"
        assert LinkWatch.objects.free().count() == 1
        assert LinkWatch.objects.get().state == LinkState.UNCHECKED

    def test_without_anything_it_could_do_it_ends_with_2(
        self, settings: Settings
    ) -> None:
        settings.FETCH = False
        with pytest.raises(CommandError, match="nothing that can be done") as caught:
            told("--kinds", "links")
        assert caught.value.returncode == 2
        assert told("--kinds", "links", "--once")[0] == "0 done\n"

    def test_a_contact_that_is_none_is_said(self, settings: Settings) -> None:
        settings.FETCH, settings.FETCH_CONTACT = True, "nobody"
        assert "FETCH_CONTACT is no e-mail address" in told("--once")[1]

    def test_with_fetching_on_it_asks_with_limits_of_its_own(
        self, settings: Settings
    ) -> None:
        settings.FETCH, settings.FETCH_CONTACT = True, "desk@attest.example"
        net = LinkChecks().net()
        assert (net.limits.tries, net.contact) == (1, "desk@attest.example")
        assert LinkChecks().net() is net

    def test_a_kind_that_does_not_exist_is_refused(self) -> None:
        with pytest.raises(CommandError, match="invalid choice: 'letters'"):
            told("--kinds", "letters")


def test_without_its_account_the_command_says_what_to_do() -> None:
    with pytest.raises(CommandError, match="loaddata people") as caught:
        told("--once")
    assert caught.value.returncode == 2
