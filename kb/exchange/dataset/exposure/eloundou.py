"""Eloundou and others: exposure to language models, by people and by GPT-4."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from kb.exchange.dataset.exposure.measured import Measured, held, plain
from kb.formats.dataset.archive import Archive
from kb.formats.dataset.dialect import Row, Table
from kb.formats.dataset.fingerprint import FilePrint, check_edition, file_print
from kb.formats.dataset.items import (
    About,
    Claim,
    Figure,
    Listing,
    Occupation,
    Origin,
    Place,
    Publisher,
    Ref,
    Task,
)
from kb.formats.dataset.problem import BadCellError

LABELS, SCORES = "full_labelset.tsv", "occ_level.csv"
CODE = "O*NET-SOC Code"
RATERS = {
    "human": ("human_exposure_agg", "human_rating", "human raters"),
    "gpt4": ("gpt4_exposure", "dv_rating", "GPT-4 as rater"),
}
"""The column of labels, the stem of the scores, and the rater in words."""
DEGREES = ("alpha", "beta", "gamma")
JUDGED = {"E0", "E1", "E2"}
KNOWN = {"2024": {LABELS: 19_265, SCORES: 923}}
TAXONOMY = "27.2"
"""The release of O*NET whose tasks were rated, as the paper says."""


class Eloundou(Measured):
    """Scores of occupations and labels of tasks; the raters are kept apart.

    A score is the share of tasks labelled E1, plus half (beta) or all (gamma) of those
    labelled E2; a core task counts twice a supplemental one.
    """

    name = "eloundou"
    files = f"{LABELS} and {SCORES}"

    @classmethod
    def fits(cls, archive: Archive) -> bool:
        """Whether the scores or the labels are there."""
        return LABELS in archive or SCORES in archive

    @property
    def origin(self) -> Origin:
        """Return the data of the paper as a source."""
        return Origin(
            key="eloundou-data",
            title="GPTs-are-GPTs: occupation-level exposure (occ_level.csv)",
            source_class="peer_reviewed",
            author="Eloundou, T.; Manning, S.; Mishkin, P.; Rock, D.",
            issued="2024",
            version=self.edition,
            url="https://github.com/openai/GPTs-are-GPTs",
            licence="MIT",
            attribution=(
                "Exposure to language models: Eloundou, Manning, Mishkin and Rock, "
                "“GPTs are GPTs” (2024), data under the MIT License. Tasks are those "
                "of O*NET, by USDOL/ETA, under CC BY 4.0."
            ),
            publisher=Publisher(
                "openai", "OpenAI", "vendor", "https://github.com/openai"
            ),
        )

    def check(self) -> list[FilePrint]:
        """Refuse a file that is missing, cut off, or has other columns."""
        self.archive.require([LABELS, SCORES])
        prints = [file_print(self._labels), file_print(self._scores)]
        check_edition(
            dataset="Eloundou", edition=self.edition, prints=prints, known=KNOWN
        )
        return prints

    def occupations(self) -> Iterator[Occupation]:
        """Yield the occupations of O*NET that were rated."""

        def occupation(row: Row) -> Occupation | None:
            code, title = row.words(CODE), row.words("Title")
            if not self.wanted(code):
                return None
            return Occupation(
                ref=Ref("onet_soc_2019", code),
                key="onet-" + code.replace(".", "-"),
                title=title,
                definition=f"{title}: code {code} of O*NET-SOC 2019.",
                at=Place(row.file, row.line, code),
                taxonomy=TAXONOMY,
                lent=True,
            )

        bad = self.quarantine.of(SCORES)
        yield from self.quarantine.each(self._scores.rows(bad), occupation)

    def tasks(self) -> Iterator[Task]:
        """Yield the tasks that were labelled."""

        def task(row: Row) -> Task | None:
            code = row.words(CODE)
            if not self.wanted(code):
                return None
            return Task(
                key=self._task(row),
                career=Ref("onet_soc_2019", code),
                statement=row.words("Task"),
                at=Place(row.file, row.line, row.text("Task ID")),
                lent=True,
            )

        bad = self.quarantine.of(LABELS)
        yield from self.quarantine.each(self._labels.rows(bad), task)

    def listings(self) -> Iterator[Listing]:
        """Yield the label of each task by each rater."""
        for rater, (column, _stem, _words) in RATERS.items():

            def label(
                row: Row, rater: str = rater, column: str = column
            ) -> Listing | None:
                code, told = row.words(CODE), row.words(column)
                if told not in JUDGED:
                    raise BadCellError(f"{column} is {told!r}, not E0, E1 or E2")
                if not self.wanted(code):
                    return None
                core = row.text("Task Type") == "Core"
                return Listing(
                    kind="exposure",
                    at=Place(row.file, row.line, f"{self._task(row)[10:]} {rater}"),
                    career=Ref("onet_soc_2019", code),
                    task=self._task(row),
                    label=told,
                    marks=(rater, "core") if core else (rater,),
                )

            yield from self.quarantine.each(self._labels.rows(), label)

    def claims(self) -> Iterator[Claim]:
        """Yield six scores of each occupation: three degrees by two raters."""
        yield from self.quarantine.each(self._scores.rows(), self._claim)

    def _claim(self, row: Row) -> Claim | None:
        code, title = row.words(CODE), row.words("Title")
        if not self.wanted(code):
            return None
        human, model = held(row, "human_rating_beta"), held(row, "dv_rating_beta")
        told = f"{plain(human)} (people), {plain(model)} (GPT-4)"
        count = self._tasks_of[code]
        return Claim(
            key=code.replace(".", "-"),
            topic="ai-exposure",
            headline=f"{title}: LLM exposure {told}",
            statement=(
                "Counting tasks that need extra software as half, people and GPT-4 "
                "judged the tasks of this occupation apart."
            ),
            population=f"O*NET tasks of {title} ({code})",
            about=(About(career=Ref("onet_soc_2019", code)),),
            figures=tuple(
                Figure(
                    measure=f"eloundou-{degree}-{rater}",
                    label=f"Exposure {degree}, {words}",
                    value=held(row, f"{stem}_{degree}", (0, 1)),
                    n=count or None,
                    n_unit="tasks" if count else "",
                    base="weighted O*NET tasks of the occupation",
                )
                for rater, (_column, stem, words) in RATERS.items()
                for degree in DEGREES
            ),
            at=Place(row.file, row.line, code),
            says=f"{title}: beta {told}",
            period_start="2023",
            period_end="2023",
            limitations=(
                "Potential speed-up, not replacement",
                "Vendor staff among the authors",
                "Raters disagree: keep them apart",
            ),
        )

    def _task(self, row: Row) -> str:
        """Return the key of a task: ``14707.0`` in the file is task 14707."""
        number = row.integer("Task ID")
        if number is None:
            raise BadCellError("Task ID is empty")
        return f"onet-task-{number}"

    @cached_property
    def _tasks_of(self) -> Counter[str]:
        """How many tasks of each occupation were labelled."""
        return Counter(row.text(CODE) for row in self._labels.rows())

    @cached_property
    def _labels(self) -> Table:
        columns = [column for column, _stem, _words in RATERS.values()]
        needed = (CODE, "Task ID", "Task", "Task Type", "Title", *columns)
        return Table(self.archive, LABELS, needed)

    @cached_property
    def _scores(self) -> Table:
        stems = [stem for _column, stem, _words in RATERS.values()]
        scores = [f"{stem}_{degree}" for stem in stems for degree in DEGREES]
        return Table(self.archive, SCORES, (CODE, "Title", *scores))
