"""What waits for whom: every queue of the admin's front page, in its order.

To add one: write a file here with a ``Queue`` (see ``queue.py``: rows of a person, and
an entry for each row with its reason), name it in ``QUEUES``, give it its two lines in
``tests/permissions.csv`` (``GET,queue,<key>,…``) and, in ``tests/kb/test_queues.py``, a
maker that puts one row into it. Its conditions must begin at an index: it is counted at
every visit of the front page, in one statement with all others.
"""

from kb.selectors.queues.changes import CHANGES
from kb.selectors.queues.due import DUE
from kb.selectors.queues.duplicates import (
    TWIN_CAREERS,
    TWIN_ORGANIZATIONS,
    TWIN_SKILLS,
    TWIN_SOURCES,
)
from kb.selectors.queues.homeless import HOMELESS
from kb.selectors.queues.links import LINKS, VERDICTS
from kb.selectors.queues.mine import MINE
from kb.selectors.queues.queue import (
    Entry,
    Page,
    Queue,
    Waiting,
    queue_page,
    queues_of,
    waiting_in,
)
from kb.selectors.queues.releases import RELEASES
from kb.selectors.queues.retracted import RETRACTED
from kb.selectors.queues.suspended import SUSPENDED
from kb.selectors.queues.told import FLAGS, NOTES
from kb.selectors.queues.unproved import (
    QUARANTINED,
    STATEMENTS,
    STATEMENTS_WAITING,
    UNVERIFIED,
)
from kb.selectors.queues.waiting import WAITING

QUEUES: tuple[Queue, ...] = (
    WAITING,
    STATEMENTS_WAITING,
    RELEASES,
    MINE,
    CHANGES,
    NOTES,
    FLAGS,
    SUSPENDED,
    RETRACTED,
    VERDICTS,
    STATEMENTS,
    DUE,
    LINKS,
    QUARANTINED,
    UNVERIFIED,
    HOMELESS,
    TWIN_SOURCES,
    TWIN_ORGANIZATIONS,
    TWIN_SKILLS,
    TWIN_CAREERS,
)
"""All queues, in the order of the front page."""

__all__ = [
    "QUEUES",
    "Entry",
    "Page",
    "Queue",
    "Waiting",
    "queue_page",
    "queues_of",
    "waiting_in",
]
