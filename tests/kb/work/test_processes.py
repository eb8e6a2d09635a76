"""Workers in processes of their own: several at once, stopped, and killed.

Nothing sleeps: a test knows that a worker is in the middle of a row because the page
that it asks says so on a pipe, and waits there for a word.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.db import connection

from citations.models import LinkCheck, LinkWatch
from kb.models import FindingWatch
from tests import make
from tests.sql import database_url, rows

ROOT = Path(__file__).parents[3]
Process = subprocess.Popen[str]

pytestmark = pytest.mark.real_reader


@pytest.fixture(autouse=True)
def _actor() -> None:
    make.person(username="worker")


def links(count: int) -> list[LinkWatch]:
    """Return watched links of hosts of their own."""
    return [
        make.link_watch(address=f"http://host-{n}.example.org/page")
        for n in range(count)
    ]


@contextmanager
def working(*command: str, **environment: str) -> Iterator[Process]:
    """Run a program of ours, with pipes to it; end it if it has not ended."""
    with subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def worker() -> AbstractContextManager[Process]:
    """Run a worker over the links of this test's database."""
    name = str(connection.settings_dict["NAME"])
    return working("-m", "tests.kb.work.process", name)


def is_asking(process: Process) -> str:
    """Return the address that a worker asks, once it is in the middle of it."""
    assert process.stdout
    line = process.stdout.readline()
    assert line.startswith("asked "), process.stderr and process.stderr.read()
    return str(line.split()[1])


def let_go(process: Process) -> list[str]:
    """Let the worker go on, and return what else it asked when it has ended."""
    out, err = process.communicate("\n", timeout=60)
    assert process.returncode == 0, err
    return [line.split()[1] for line in out.splitlines()]


def test_several_workers_do_each_row_once() -> None:
    watched = links(24)
    with worker() as one, worker() as two, worker() as three:
        asked = [is_asking(each) for each in (one, two, three)]
        held = LinkWatch.objects.exclude(taken_by="")
        assert set(held.values_list("address", flat=True)) == set(asked)
        assert len(set(held.values_list("taken_by", flat=True))) == 3
        for each in (one, two, three):
            asked += let_go(each)
    assert sorted(asked) == sorted(link.address for link in watched)
    assert LinkCheck.objects.count() == 24
    assert LinkWatch.objects.filter(state="ok", taken_by="").count() == 24


def test_the_history_names_the_program_and_the_process() -> None:
    links(1)
    with worker() as one:
        is_asking(one)
        let_go(one)
    found = rows(
        "SELECT u.username, c.metadata ->> 'worker' FROM citations_linkwatchevent e"
        " JOIN pghistory_context c ON c.id = e.pgh_context_id"
        " JOIN auth_user u ON u.id = (c.metadata ->> 'user')::int"
        " WHERE e.state = 'ok'"
    )
    assert found == [("worker", LinkCheck.objects.get().worker)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_told_to_stop_finishes_the_row_in_hand(number: signal.Signals) -> None:
    links(3)
    with worker() as one:
        address = is_asking(one)
        one.send_signal(number)
        one.send_signal(number)
        assert let_go(one) == [], "it takes no other"
    assert LinkCheck.objects.get().address == address
    assert LinkWatch.objects.filter(state="unchecked", taken_by="").count() == 2


def test_a_worker_that_is_killed_loses_nothing() -> None:
    (link,) = links(1)
    with worker() as one:
        is_asking(one)
        one.kill()
        one.wait(timeout=60)
    link.refresh_from_db()
    assert f":{one.pid}:" in link.taken_by
    assert not LinkCheck.objects.exists()
    rows("UPDATE citations_linkwatch SET taken_until = now() - interval '1 s'")
    with worker() as two:
        assert is_asking(two) == link.address
        let_go(two)
    assert f":{two.pid}:" in LinkCheck.objects.get().worker


def test_the_row_of_a_killed_worker_keeps_nobody_from_the_rest() -> None:
    links(3)
    with worker() as one:
        lost = is_asking(one)
        one.kill()
        one.wait(timeout=60)
    with worker() as two:
        done = {is_asking(two), *let_go(two)}
    assert lost not in done
    assert len(done) == 2


def test_the_command_waits_for_work_and_ends_with_0_when_told() -> None:
    finding = make.published()
    with working(
        *("manage.py", "work", "--kinds", "findings"), DATABASE_URL=database_url()
    ) as command:
        assert command.stderr
        for line in command.stderr:
            if " holds " in line:
                break
        command.send_signal(signal.SIGTERM)
        out, _ = command.communicate(timeout=60)
    assert command.returncode == 0
    assert out.splitlines() == ["findings holds 1", "1 done"]
    assert FindingWatch.objects.get().finding == finding
