"""What every dataset is made of, whatever its files look like.

A reader of a dataset turns rows of files into these; ``kb.services.dataset`` writes
them. Careers and skills are named by a code in a scheme (``Ref``), never by our keys: a
code that is here already leads to the row that has it.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple


class Ref(NamedTuple):
    """A code in a taxonomy: ``scheme`` is one of ``careers.enums.Scheme``."""

    scheme: str
    code: str


class Place(NamedTuple):
    """Where something stands: file, line, and the key of the row as the file has it."""

    file: str
    line: int
    row: str


Side = Literal["career", "skill"]


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation of a taxonomy; becomes a Career with this exact code.

    ``key`` is taken if no career has the code. ``kin`` are other schemes in which the
    same code means the same occupation, ``same`` other codes that do. ``uri`` is its
    address, if it has one. ``taxonomy`` is the edition of the scheme, where it is not
    that of the dataset. What is ``lent`` is only referred to: a career that is here
    keeps its words and its codes.
    """

    ref: Ref
    key: str
    title: str
    definition: str
    at: Place
    kin: tuple[str, ...] = ()
    uri: str = ""
    same: tuple[Ref, ...] = ()
    taxonomy: str = ""
    lent: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """A skill, field of knowledge or technology; becomes a Skill with this exact code.

    ``kind`` is one of ``careers.enums.SkillKind``.
    """

    ref: Ref
    key: str
    name: str
    definition: str
    kind: str
    at: Place
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a career or skill."""

    side: Side
    of: Ref
    name: str
    at: Place
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Code:
    """A career or skill stands in another taxonomy too, with a SKOS match.

    ``of`` is the row that has it, ``ref`` the code there, as of ``release``.
    ``evidence`` says in words why: who matched, with what confidence, by what path.
    """

    side: Side
    of: Ref
    ref: Ref
    release: str
    match: str
    title: str
    at: Place
    evidence: str = ""
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A thing done in an occupation; ``key`` is the same in every release.

    A task that is here keeps its words if this one is ``lent``.
    """

    key: str
    career: Ref
    statement: str
    at: Place
    lent: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A classification without a figure; ``kind`` is one of ``kb.enums.ListingKind``.

    From a career or skill to a career, a skill, a task, or to words alone (``label``).
    ``rank`` is its place in an order of the file, ``marks`` what the file says of it in
    words of ours (``hot``, ``in_demand``, ``core``).
    """

    kind: str
    at: Place
    career: Ref | None = None
    skill: Ref | None = None
    to_career: Ref | None = None
    to_skill: Ref | None = None
    task: str = ""
    label: str = ""
    rank: int | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, as ``kb.models.Estimate`` has it: a value, a category, or a reason.

    ``measure`` is the key of a Measure. Numbers are in its unit; ``ci_level``, ``rse``
    and ``quantile`` are in percent. A number of cases has its unit.
    """

    measure: str
    label: str
    value: Decimal | None = None
    category: str = ""
    missing: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    interval: str = ""
    ci_level: Decimal | None = None
    se: Decimal | None = None
    rse: Decimal | None = None
    n: int | None = None
    n_unit: str = ""
    base: str = ""
    quantile: Decimal | None = None
    currency: str = ""
    price_year: int | None = None
    area: str = ""
    period_start: str = ""
    period_end: str = ""
    qualifier: str = ""
    comparison: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What a claim measured; ``task`` is the key of a ``Task``."""

    career: Ref | None = None
    skill: Ref | None = None
    task: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Figures that belong together; becomes a Finding with one Citation.

    ``key`` names it within every load of this edition. ``says`` is what stands at
    ``at``, in words; it names the skill and the career, as ``headline`` does. Numbers
    in ``headline`` and ``statement`` are those of its figures.
    """

    key: str
    topic: str
    headline: str
    statement: str
    population: str
    about: tuple[About, ...]
    figures: tuple[Figure, ...]
    at: Place
    says: str
    kind: str = "rated"
    design: str = "expert_rating"
    direction: str = "neutral"
    places: tuple[str, ...] = ("US",)
    period_start: str = ""
    period_end: str = ""
    comparison: str = ""
    limitations: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Publisher:
    """The organization behind a dataset; ``interest`` as in ``citations.enums``."""

    key: str
    name: str
    interest: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The dataset as a source: one edition, its terms, and who publishes it.

    ``key`` is that of the Source; where one has it already, that row is used as it is.
    ``issued`` is YYYY, YYYY-MM or YYYY-MM-DD; ``attribution`` is shown wherever a row
    of the dataset is.
    """

    key: str
    title: str
    source_class: str
    author: str
    issued: str
    version: str
    url: str
    licence: str
    attribution: str
    publisher: Publisher
    unconfirmed_fields: tuple[str, ...] = field(default=())
