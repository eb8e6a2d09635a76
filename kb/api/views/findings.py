"""Findings, alone and as the page of a pair shows them."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast
from django.http import QueryDict
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from careers.models import Career, Skill
from citations.models import Source
from kb.api.answering import instead, json_answer
from kb.api.as_of import AS_OF, time_of, wrong_time
from kb.api.asked import misspelt, outdated, refuse
from kb.api.base import DetailResource, ListResource, Resource, Rows
from kb.api.cited import Cited, Citing, place
from kb.api.estimate import estimated
from kb.api.forms import form_of
from kb.api.members import release_key, standing, vendor
from kb.api.nearness import directness, level, marks, shown
from kb.api.nearness import place as place_of_level
from kb.api.objects import List, Sql
from kb.api.problems import Fault, Problem
from kb.api.rows import Numbers, document
from kb.api.schema import ResourceSchema
from kb.api.shapes.findings import FindingAnswer, SuspendedFindingAnswer
from kb.api.shapes.rests import RestsOnAnswer
from kb.enums import State
from kb.exchange.forms import REFERENCES
from kb.filters import FindingFilters
from kb.models import Finding, FindingCitation
from kb.selectors.address import finding_at, no_more
from kb.selectors.chain import finding_as_of

KEY = {"type": "string"}
TOGETHER = (
    "career and skill go together: they name the page whose findings are asked for. "
    "For findings that measured one of them use subjects__career or subjects__skill."
)
MANY = 10_000
"""Findings of which nearly every source may be one that they cite."""
OF_A_PAIR = "Needs career and skill: directness is how near a finding is to a pair."


def key_of_release(*_: int) -> Sql:
    """Return the key of the release that brought a finding."""
    return release_key("release__")


def standing_of_source(*_: int) -> Sql:
    """Return the standing of a finding's source."""
    return standing("source__")


def vendor_of_source(*_: int) -> Sql:
    """Return whether somebody behind a finding's source sells what it is about."""
    return vendor("source__")


class CitingFinding(Citing):
    """A finding cites each place that it rests on."""

    single = False

    @staticmethod
    def cited(rows: Rows) -> Cited:
        """Return the places, in the order of the finding."""
        places = FindingCitation.objects.filter(finding__in=rows.values("pk"))
        found = places.order_by("position", "id")
        return Cited(found, "citation__source__", "citation__key", "citation__locator")

    @classmethod
    def places(cls) -> Sql:
        """Return the places of one finding."""
        places = FindingCitation.objects.filter(finding=OuterRef("pk"))
        one = place("citation__source__", F("citation__key"), F("citation__locator"))
        return List(places.order_by("position", "id").values(json=one))


class Findings(CitingFinding, ListResource):
    """List published findings with their figures.

    With career and skill: those that the page of the pair shows, each with its
    directness and the reason for it.
    """

    name = "findings_list"
    serializer_class = FindingAnswer
    filters = FindingFilters
    orderings = {"key": "key", "published_at": "published_at", "directness": "place"}
    extra = {
        "career": (KEY, "Key of a career: the page of this career and `skill`."),
        "skill": (KEY, "Key of a skill: the page of `career` and this skill."),
    }
    computed = {
        "release_key": key_of_release,
        "standing": standing_of_source,
        "vendor": vendor_of_source,
        "marks": marks,
        "directness": directness,
        "level": level,
        "place": place_of_level,
    }

    @staticmethod
    def cited(rows: Rows) -> Cited:
        """Return the sources that the findings cite, each once."""
        places = FindingCitation.objects.filter(
            citation__source=OuterRef("pk"), finding__in=rows.order_by().values("pk")
        ).order_by()
        if estimated(rows) < MANY:
            return Cited(Source.objects.filter(Exists(places)))
        # A join would be made anew, of all there is, for every batch.
        sources = Source.objects.alias(cited=Subquery(places.values("pk")[:1]))
        return Cited(sources.filter(cited__isnull=False))

    @staticmethod
    def visible(*pair: int) -> Rows:
        """Return all published findings, or those that the page of a pair shows."""
        published = Finding.objects.published()
        return published.filter(shown(*pair)) if pair else published

    def faults(self, request: Request) -> list[Fault]:
        """Return what is wrong with the naming of a pair."""
        return unpaired(request.query_params)

    def numbers(self, request: Request) -> Numbers:
        """Return the numbers of career and skill, nothing if none are named."""
        given = request.query_params
        if "career" not in given:
            return ()
        return pair_of(given["career"], given["skill"])


def unpaired(given: QueryDict) -> list[Fault]:
    """Return what is wrong where a pair is named by half, or needed and not named."""
    halves = [name for name in ("career", "skill") if name in given]
    if len(halves) == 2:
        return []
    asks = [name for name in given if name.startswith("directness")]
    if "directness" in given.get("ordering", ""):
        asks.append("ordering")
    return [
        *(Fault(name, "needs-other", TOGETHER) for name in halves),
        *(Fault(name, "needs-other", OF_A_PAIR) for name in asks),
    ]


def pair_of(career: str, skill: str) -> tuple[int, int]:
    """Return the row numbers of both; raises a problem for a key that is not there."""
    careers = Career.objects.current().filter(key=career).order_by()
    skills = Skill.objects.current().filter(key=skill).order_by()
    found = dict(
        careers.values_list(Value("career"), "pk").union(
            skills.values_list(Value("skill"), "pk")
        )
    )
    refuse(
        not_current(name, model, key)
        for name, model, key in (("career", Career, career), ("skill", Skill, skill))
        if name not in found
    )
    return found["career"], found["skill"]


def not_current(name: str, model: type[Career | Skill], key: str) -> Fault:
    """Return the fault of a key that no row bears, or none that stands."""
    what = no_more(model, [key]).get(key)
    if what is not None:
        return outdated(name, key, what)
    return Fault(name, "unknown-key", f"There is no {name} {key}.")


class OneFinding(CitingFinding, DetailResource):
    """Read a finding. One that was suspended tells why, and gives no figure."""

    name = "findings_read"
    serializer_class = FindingAnswer
    computed = {"marks": marks, "directness": directness}
    visible = staticmethod(Findings.visible)

    def describe(self, schema: ResourceSchema) -> dict[str, Any]:
        """Return the schema of both answers, told apart by their state."""
        published = schema.chosen(schema.shape(FindingAnswer))
        return {"anyOf": [*published["anyOf"], schema.shape(SuspendedFindingAnswer)]}

    def elsewhere(self, request: Request, key: str) -> HttpResponseBase:
        """Answer that it is suspended, was withdrawn, or never was public."""
        found = finding_at(key)
        if isinstance(found, Finding) and found.state == State.SUSPENDED:
            if form_of(request).name in REFERENCES:
                rows = Finding.objects.filter(pk=found.pk)
                return self.leave_one(request, rows) or instead(request, None)
            return json_answer(suspended(found))
        return instead(request, found)


class FindingChain(Resource):
    """Read the chain of references of a finding down to the primary sources.

    With as_of: as it stood then, or at the end of that day, of the version that readers
    had, with the citations, relations, records and notices recorded here by then.
    """

    name = "findings_chain"
    serializer_class = RestsOnAnswer
    extra = AS_OF

    def get(self, request: Request, **keys: str) -> HttpResponseBase:
        """Answer the chain as it is, or as it stood."""
        given = request.query_params
        said = given.get("as_of")
        faults = wrong_time(said) if said else []
        refuse([*misspelt(given, ["as_of"]), *faults])
        key = keys["key"]
        found = finding_at(key)
        if not isinstance(found, Finding):
            return instead(request, found)
        chain = finding_as_of(key, time_of(said) if said else None, said)
        if chain is None:
            raise Problem("not-found", f"{key} was not published here on {said}.")
        return json_answer(chain)


def suspended(finding: Finding) -> str:
    """Return the JSON of a finding that was taken from readers."""
    rows = Finding.objects.filter(pk=finding.pk).order_by()
    json = Cast(document(SuspendedFindingAnswer()), TextField())
    return str(rows.values_list(json, flat=True).get())
