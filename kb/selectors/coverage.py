"""How far each skill of a career is covered by findings, facet by facet."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connections, router

from careers.enums import Basis, Role
from careers.models import Career, CareerSkill
from kb.models import Facet

ANSWERED, INDIRECT, OPEN = "answered", "indirect", "open"


@dataclass(frozen=True)
class Cell:
    """What is known about one skill on one facet: state, and number of findings."""

    state: str
    findings: int


@dataclass(frozen=True)
class CoverageRow:
    """A skill of the career with its cells, in the order of the facets."""

    pair: CareerSkill
    cells: list[Cell]

    @property
    def direct(self) -> int:
        """How many direct findings there are over all facets."""
        return sum(cell.findings for cell in self.cells if cell.state == ANSWERED)


@dataclass(frozen=True)
class CoverageTable:
    """The skills of a career against the facets, and how the rows are sorted."""

    career: Career
    facets: list[Facet]
    rows: list[CoverageRow]
    sort: str


def coverage_table(career: Career, sort: str) -> CoverageTable:
    """Return the table, sorted by ``role``, ``name``, ``basis``, ``direct`` or a facet.

    Any other ``sort`` is ``role``. Three statements, however many skills there are.
    """
    facets = list(Facet.objects.all())
    pairs = CareerSkill.objects.filter(
        career=career, skill__merged_into=None, skill__withdrawn_reason=""
    ).by_role()
    found = findings_by_skill(career)
    rows = [
        CoverageRow(pair, [cell(*found[pair.skill_id, facet.pk]) for facet in facets])
        for pair in pairs
    ]
    orders = sorts(facets)
    chosen = sort if sort in orders else "role"
    return CoverageTable(career, facets, sorted(rows, key=orders[chosen]), chosen)


def findings_by_skill(career: Career) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the numbers of direct and of indirect findings by skill and facet."""
    found: dict[tuple[int, int], tuple[int, int]] = defaultdict(lambda: (0, 0))
    with connections[router.db_for_read(CareerSkill)].cursor() as cursor:
        cursor.execute(
            "SELECT p.skill_id, t.facet_id, count(*) FILTER (WHERE d.place = 1),"
            " count(*) FILTER (WHERE d.place IN (2, 3, 4))"
            " FROM careers_careerskill p"
            " CROSS JOIN LATERAL kb_directness(p.career_id, p.skill_id) d"
            " JOIN kb_finding f ON f.id = d.finding_id"
            " JOIN kb_topic t ON t.id = f.topic_id"
            " WHERE p.career_id = %s AND t.facet_id IS NOT NULL"
            " GROUP BY p.skill_id, t.facet_id",
            [career.pk],
        )
        for skill, facet, direct, indirect in cursor.fetchall():
            found[skill, facet] = (direct, indirect)
    return found


def cell(direct: int, indirect: int) -> Cell:
    """Return the state that these numbers of findings make."""
    if direct:
        return Cell(ANSWERED, direct)
    return Cell(INDIRECT, indirect) if indirect else Cell(OPEN, 0)


def sorts(
    facets: list[Facet],
) -> dict[str, Callable[[CoverageRow], tuple[object, ...]]]:
    """Return the sort keys a reader may ask for; names break every tie."""

    def by_facet(place: int) -> Callable[[CoverageRow], tuple[object, ...]]:
        def key(row: CoverageRow) -> tuple[object, ...]:
            this = row.cells[place]
            states = [ANSWERED, INDIRECT, OPEN]
            return states.index(this.state), -this.findings, row.pair.skill.name

        return key

    plain: dict[str, Callable[[CoverageRow], tuple[object, ...]]] = {
        "role": lambda row: (Role.values.index(row.pair.role), row.pair.skill.name),
        "name": lambda row: (row.pair.skill.name,),
        "basis": lambda row: (Basis.values.index(row.pair.basis), row.pair.skill.name),
        "direct": lambda row: (-row.direct, row.pair.skill.name),
    }
    return plain | {facet.key: by_facet(place) for place, facet in enumerate(facets)}
