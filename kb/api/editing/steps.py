"""The steps of a finding on its way: to reviewers, to readers, and back."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from kb.api.editing.answers import FindingEdited, finding_document
from kb.api.editing.base import answer
from kb.api.editing.findings import FindingEditing
from kb.api.editing.shapes import Decided, Nothing, Reasoned
from kb.enums import Scope
from kb.models import Finding
from kb.services import (
    finding_publish,
    finding_reject,
    finding_restore,
    finding_return,
    finding_revise,
    finding_submit,
    finding_suspend,
    finding_take_back,
    finding_withdraw,
)


@dataclass(frozen=True)
class Step:
    """Something that is done with a version of a finding, by a service."""

    name: str
    scope: Scope
    body: type[Any]
    does: str
    service: Callable[[Finding, User, dict[str, Any]], Finding]


def decided(service: Callable[..., Finding]) -> Callable[..., Finding]:
    """Return the step that takes a decision on the digest that was read."""
    return lambda finding, person, given: service(
        finding=finding,
        reviewer=person,
        digest=given["digest"],
        note=given.get("note") or "",
    )


def written(service: Callable[..., Finding]) -> Callable[..., Finding]:
    """Return the step that an author takes without a word."""
    return lambda finding, person, _given: service(finding=finding, author=person)


def reasoned(service: Callable[..., Finding]) -> Callable[..., Finding]:
    """Return the step that needs a reason."""
    return lambda finding, person, given: service(
        finding=finding, author=person, reason=given["reason"]
    )


STEPS = (
    Step(
        "submit",
        Scope.DRAFT,
        Nothing,
        "Hand a draft to reviewers.",
        written(finding_submit),
    ),
    Step(
        "take-back",
        Scope.DRAFT,
        Nothing,
        "Take a finding out of review, back to a draft.",
        written(finding_take_back),
    ),
    Step(
        "revise",
        Scope.DRAFT,
        Nothing,
        "Begin the next version of a decided finding, as a draft beside it.",
        written(finding_revise),
    ),
    Step(
        "suspend",
        Scope.DRAFT,
        Reasoned,
        "Take a published finding from readers until somebody has looked into it.",
        reasoned(finding_suspend),
    ),
    Step(
        "withdraw",
        Scope.DRAFT,
        Reasoned,
        "Take a published finding from readers for good; its address says why.",
        reasoned(finding_withdraw),
    ),
    Step(
        "approve",
        Scope.REVIEW,
        Decided,
        "Show a finding to readers: by another person, on the content that was read.",
        decided(finding_publish),
    ),
    Step(
        "ask-for-changes",
        Scope.REVIEW,
        Decided,
        "Ask the author for changes, with a note; it is a draft again.",
        decided(finding_return),
    ),
    Step(
        "reject",
        Scope.REVIEW,
        Decided,
        "Refuse a finding for good, with a note.",
        decided(finding_reject),
    ),
    Step(
        "restore",
        Scope.REVIEW,
        Decided,
        "Give a suspended finding back to readers as it was.",
        decided(finding_restore),
    ),
)


class FindingStep(FindingEditing):
    """A step of a finding on its way."""

    gives = {"POST": FindingEdited}
    guarded = frozenset({"POST"})
    made = HTTPStatus.OK
    step: ClassVar[Step]

    def post(self, request: Request, **keys: str) -> HttpResponseBase:
        """Take the step."""
        return self.once(lambda: self.take(keys["key"]))

    def take(self, key: str) -> HttpResponse:
        """Take the step with the version that If-Match names."""
        row = self.finding(key)
        given = self.body()
        with self.standing(row, ""):
            moved = self.step.service(row, self.person, given)
        return answer(finding_document(moved), row=moved)


def step_view(step: Step) -> type[FindingStep]:
    """Return the address of a step."""

    def post(self: FindingStep, request: Request, **keys: str) -> HttpResponseBase:
        return FindingStep.post(self, request, **keys)

    post.__doc__ = step.does
    return type(
        f"Finding{step.name.title().replace('-', '')}",
        (FindingStep,),
        {
            "__doc__": step.does,
            "name": f"editing_finding_{step.name.replace('-', '_')}",
            "needs": {"POST": step.scope},
            "takes": {"POST": step.body},
            "step": step,
            "post": post,
        },
    )
