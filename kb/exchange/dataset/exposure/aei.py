"""Anthropic Economic Index: what share of conversations is about which task."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from hashlib import sha256

from kb.exchange.dataset.exposure.measured import Measured, held, plain
from kb.exchange.dataset.here import onet_titles, tasks_by_words
from kb.formats.dataset.archive import Archive
from kb.formats.dataset.dialect import Row, Table
from kb.formats.dataset.fingerprint import FilePrint, check_edition, file_print
from kb.formats.dataset.items import (
    About,
    Claim,
    Figure,
    Origin,
    Place,
    Publisher,
    Ref,
)
from kb.formats.dataset.problem import BadCellError, DatasetProblem

DATE = re.compile(r"\d{4}(-\d\d){0,2}")
TASKS = "onet_task_mappings.csv"
KNOWN = {"2025-02-10": {TASKS: 3_514}}
KEYS = {"2025-02-10": "aei-2025-02"}
BASE = "conversations with Claude that the vendor classified"
TO_READ = (
    "Conversations with one assistant, classified by its vendor's model",
    "Tasks are those of O*NET 20.1, matched here by their words",
)


class EconomicIndex(Measured):
    """Shares of conversations by task text, and their sum in each occupation.

    A text that several occupations have is one share: it is said of all of them, and
    marked.
    """

    name = "aei"
    files = TASKS

    @classmethod
    def fits(cls, archive: Archive) -> bool:
        """Whether the shares by task are there."""
        return TASKS in archive

    @property
    def origin(self) -> Origin:
        """Return the release of the index as a source."""
        return Origin(
            key=KEYS.get(self.edition, f"aei-{self.edition}"),
            title=f"Anthropic Economic Index, release of {self.edition}",
            source_class="vendor_survey",
            author="Anthropic",
            issued=self.edition if DATE.fullmatch(self.edition) else "",
            version=self.edition,
            url="https://huggingface.co/datasets/Anthropic/EconomicIndex",
            licence="CC BY (data), MIT (code)",
            attribution=(
                f"Anthropic Economic Index, release of {self.edition}, by Anthropic: "
                "data under CC BY. Tasks are those of O*NET, by USDOL/ETA."
            ),
            publisher=Publisher("anthropic", "Anthropic", "vendor"),
            unconfirmed_fields=("url",),
        )

    def check(self) -> list[FilePrint]:
        """Refuse a cut file; say what must be imported first."""
        prints = [file_print(self._table)]
        check_edition(
            dataset="Anthropic Economic Index",
            edition=self.edition,
            prints=prints,
            known=KNOWN,
        )
        if not self._tasks:
            raise DatasetProblem(
                "The index names tasks of O*NET by their words, and none is here: "
                "import onet first."
            )
        return prints

    def claims(self) -> Iterator[Claim]:
        """Yield the share of each text, then the sum of each occupation."""
        rows = self._table.rows(self.quarantine.of(TASKS))
        yield from self.quarantine.each(rows, self._of_text)
        for code, parts in sorted(self._by_code.items()):
            if self.wanted(code.code):
                yield self._of_occupation(code, parts)

    def _of_text(self, row: Row) -> Claim | None:
        words, share = row.words("task_name"), held(row, "pct", (0, 100))
        if words == "none":
            raise BadCellError("conversations about no task; no occupation has them")
        about = self._tasks.get(words.lower())
        if not about:
            raise BadCellError("no task of the O*NET releases here has these words")
        if not any(one.career and self.wanted(one.career.code) for one in about):
            return None
        shared = len(about) > 1
        title = self._titles[next(one.career for one in about if one.career)]
        others = " and others" if shared else ""
        return Claim(
            key=f"task-{sha256(words.lower().encode()).hexdigest()[:16]}",
            topic="ai-adoption",
            headline=f"A task of {title}{others}: {plain(share, '0.001')} percent",
            statement="The vendor's model matched this share of conversations to it.",
            population=f"Conversations with Claude about the task: {words}",
            about=tuple(about),
            figures=(
                Figure(
                    measure="aei-conversation-share",
                    label="Share of conversations about the task",
                    value=share,
                    base=BASE,
                    qualifier=(
                        "shared: several occupations have a task of these words, and "
                        "the share is of all of them together"
                        if shared
                        else ""
                    ),
                ),
            ),
            at=Place(row.file, row.line, words[:120]),
            says=f"{share:f} percent",
            kind="observed",
            design="administrative",
            places=("WW",),
            limitations=TO_READ,
        )

    def _of_occupation(self, ref: Ref, parts: list[tuple[Decimal, bool, int]]) -> Claim:
        total = sum((share for share, _shared, _line in parts), Decimal(0))
        shared = any(one for _share, one, _line in parts)
        title = self._titles[ref]
        return Claim(
            key=ref.code.replace(".", "-"),
            topic="ai-adoption",
            headline=f"{title}: {plain(total)} percent of conversations",
            statement=(
                "The shares of all its tasks, added up here; the index itself gives "
                "them by task."
            ),
            population=f"Conversations with Claude about tasks of {title} ({ref.code})",
            about=(About(career=ref),),
            figures=(
                Figure(
                    measure="aei-conversation-share",
                    label="Share of conversations about its tasks, added up here",
                    value=total,
                    n=len(parts),
                    n_unit="tasks with conversations",
                    base=BASE,
                    qualifier=(
                        "computed here; some texts are shared with other occupations "
                        "and count in full in each"
                        if shared
                        else "computed here"
                    ),
                ),
            ),
            at=Place(TASKS, parts[0][2], f"tasks of {ref.code}"),
            says=f"{total:f} percent, the sum of {len(parts)} rows",
            kind="observed",
            design="administrative",
            places=("WW",),
            limitations=TO_READ,
        )

    @cached_property
    def _by_code(self) -> dict[Ref, list[tuple[Decimal, bool, int]]]:
        """Share, whether it is shared, and line of each text, by occupation."""
        found: dict[Ref, list[tuple[Decimal, bool, int]]] = defaultdict(list)
        for row in self._table.rows():
            about = self._tasks.get(row.text("task_name").lower(), [])
            refs = {one.career for one in about if one.career}
            try:
                share = held(row, "pct", (0, 100))
            except BadCellError:
                continue  # the row is in quarantine by then
            for ref in refs:
                found[ref].append((share, len(about) > 1, row.line))
        return found

    @cached_property
    def _titles(self) -> dict[Ref, str]:
        return onet_titles()

    @cached_property
    def _tasks(self) -> dict[str, list[About]]:
        return tasks_by_words()

    @cached_property
    def _table(self) -> Table:
        return Table(self.archive, TASKS, ("task_name", "pct"))
