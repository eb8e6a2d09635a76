"""Drafts of findings: made, read, written anew and deleted."""

from http import HTTPStatus
from typing import Any, ClassVar

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from rest_framework.request import Request

from kb.api.asked import LARGEST_LIMIT
from kb.api.editing.answers import FindingEdited, FindingRows, finding_document
from kb.api.editing.base import Editing, answer, answer_of, first, refusing
from kb.api.editing.people import findings_seen_by
from kb.api.editing.shapes import (
    ChangedFinding,
    FindingContent,
    NewFinding,
)
from kb.api.parameters import parameter
from kb.api.problems import Fault, Problem
from kb.enums import Scope, State
from kb.models import (
    Bearing,
    Estimate,
    Finding,
    FindingCitation,
    FindingLink,
    Subject,
)
from kb.services import (
    Parts,
    draft_write,
    row_delete,
)

OPEN = (State.DRAFT, State.IN_REVIEW)
VERSION = parameter(
    "version",
    {"type": "integer", "minimum": 1},
    "Which version is meant; the newest, if none is named.",
)


def parts_of(content: dict[str, Any], shape: Any) -> Parts:  # noqa: ANN401
    """Return the parts that the content describes, none of them stored."""

    def rows(name: str) -> list[dict[str, Any]]:
        child = shape.fields[name].child
        return [child.columns(each) for each in content.get(name, [])]

    subjects = [Subject(**row) for row in rows("subjects")]
    estimates = []
    faults = []
    for place, row in enumerate(rows("estimates")):
        about = row.pop("subject", None)
        if about is not None and about >= len(subjects):
            pointer = f"/content/estimates/{place}/subject"
            detail = f"There is no subject {about}: the first of the list is 0."
            faults.append(Fault("body", "invalid", detail, (("pointer", pointer),)))
            about = None
        subject = None if about is None else subjects[about]
        estimates.append(Estimate(subject=subject, **row))
    if faults:
        raise Problem("invalid-body", faults[0].detail, tuple(faults))
    return Parts(
        subjects,
        estimates,
        [FindingCitation(citation=each) for each in content.get("citations", [])],
        [Bearing(**row) for row in rows("bearings")],
        [FindingLink(**row) for row in rows("links")],
    )


def columns_of(content: dict[str, Any], shape: FindingContent) -> dict[str, Any]:
    """Return the columns of the finding itself."""
    found = shape.columns(content)
    return {name: value for name, value in found.items() if name not in PART_LISTS}


PART_LISTS = {"subjects", "estimates", "citations", "bearings", "links"}


class FindingEditing(Editing):
    """What the addresses of findings share."""

    asked = ("version",)
    parameters: ClassVar[dict[str, Any]] = {"version": VERSION}

    def finding(self, key: str) -> Finding:
        """Return the version of a finding that the request means."""
        rows = findings_seen_by(self.person).filter(key=key).order_by("-version")
        number = self.request.query_params.get("version")
        if number is None:
            found: Finding = first(rows[:1])
            return found
        if not number.isascii() or not number.isdigit() or len(number) > 9:
            fault = Fault("version", "invalid", "Give a whole number from 1.")
            raise Problem("invalid-parameters", f"version: {fault.detail}", (fault,))
        one: Finding = first(rows.filter(version=int(number)))
        return one


class EditedFindings(Editing):
    """Findings in work."""

    name = "editing_findings"
    needs = {"GET": Scope.READ, "POST": Scope.DRAFT}
    takes = {"POST": NewFinding}
    gives = {"GET": FindingRows, "POST": FindingEdited}
    made = HTTPStatus.CREATED
    asked = ("state", "after")
    parameters: ClassVar[dict[str, Any]] = {
        "state": parameter(
            "state",
            {"type": "string", "enum": [state.value for state in OPEN]},
            "Only those in this state.",
        ),
        "after": parameter("after", {"type": "string"}, "From `next`."),
    }

    @classmethod
    def known(cls, method: str) -> tuple[str, ...]:
        """Return the parameters of the list: a new draft has none."""
        return cls.asked if method == "GET" else ()

    def get(self, request: Request, **_: str) -> HttpResponseBase:
        """List the findings in work that you may see, by their keys."""
        state = request.query_params.get("state")
        if state is not None and state not in OPEN:
            fault = Fault("state", "not-a-choice", f"Choose from: {', '.join(OPEN)}.")
            raise Problem("invalid-parameters", f"state: {fault.detail}", (fault,))
        rows = (
            findings_seen_by(self.person)
            .filter(
                state__in=[state] if state else OPEN,
                key__gt=request.query_params.get("after", ""),
            )
            .select_related("author")
            .order_by("key")
        )
        found = list(rows[: LARGEST_LIMIT + 1])
        more = len(found) > LARGEST_LIMIT
        found = found[:LARGEST_LIMIT]
        query = f"&state={state}" if state else ""
        place = request.build_absolute_uri(request.path)
        return answer(
            {
                "next": f"{place}?after={found[-1].key}{query}" if more else None,
                "results": [
                    {
                        "key": row.key,
                        "version": row.version,
                        "state": row.state,
                        "author": row.author.get_username(),
                        "headline": row.headline,
                    }
                    for row in found
                ],
            }
        )

    def post(self, request: Request, **_: str) -> HttpResponseBase:
        """Make a draft with all its parts. It may be as incomplete as it likes."""
        return self.once(self.make)

    def make(self) -> HttpResponse:
        """Make the draft."""
        given = self.body()
        shape, content = self.given.fields["content"], given["content"]
        row = Finding(key=given["key"], **columns_of(content, shape))
        with refusing("/content"):
            made = draft_write(
                finding=row, parts=parts_of(content, shape), author=self.person
            )
        location = reverse("kb:api:edited-finding", args=[made.key])
        status = HTTPStatus.CREATED
        return answer(finding_document(made), status, row=made, location=location)


class EditedFinding(FindingEditing):
    """One finding in work."""

    name = "editing_finding"
    needs = {"GET": Scope.READ, "PUT": Scope.DRAFT, "DELETE": Scope.DRAFT}
    takes = {"PUT": ChangedFinding}
    gives = {"GET": FindingEdited, "PUT": FindingEdited}

    def get(self, request: Request, **keys: str) -> HttpResponseBase:
        """Read a version of a finding, whatever its state, with what it lacks."""
        row = self.finding(keys["key"])
        return answer(finding_document(row), row=row)

    def put(self, request: Request, **keys: str) -> HttpResponseBase:
        """Write a draft anew: what the body leaves out is empty from then on."""
        row = self.finding(keys["key"])
        given = self.body()
        shape, content = self.given.fields["content"], given["content"]
        with self.standing(row), self.reason_for(row, given.get("why")):
            for name, value in columns_of(content, shape).items():
                setattr(row, name, value)
            draft_write(finding=row, parts=parts_of(content, shape), author=self.person)
        return answer(finding_document(row), row=row)

    def delete(self, request: Request, **keys: str) -> HttpResponseBase:
        """Delete a draft that nobody has decided on."""
        row = self.finding(keys["key"])
        with self.standing(row, ""):
            row_delete(row=row, author=self.person)
        return answer_of("", HTTPStatus.NO_CONTENT, {})
