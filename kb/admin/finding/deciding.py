"""The page on which a person makes a move, with all they decide on before them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from kb.admin.finding.checklist import Lack, lacks
from kb.admin.finding.moves import DECISIONS, Move
from kb.admin.house import REVIEWER, KbAdmin, acting, roles, sentences
from kb.admin.screens import REFUSED
from kb.models import Finding
from kb.selectors.review import ReviewPage, review_page
from kb.selectors.whole import FindingWhole, finding_whole

CONFIRMED = "confirmed"
REVIEW = "Review"
CHANGE = "admin:kb_finding_change"
LIST = "admin:kb_finding_changelist"


@dataclass
class Decided:
    """What a round of decisions brought: findings moved, and refusals by finding."""

    moved: list[Finding] = field(default_factory=list)
    refused: dict[int, list[str]] = field(default_factory=dict)
    forbidden: bool = False


@dataclass(frozen=True)
class Shown:
    """A finding on the page: all of it, what it lacks, and what was refused.

    ``review`` is what a reviewer needs besides, for a decision.
    """

    whole: FindingWhole
    lacks: list[Lack]
    refused: list[str]
    review: ReviewPage | None


def decide(
    admin: KbAdmin, request: HttpRequest, move: Move, findings: Iterable[Finding]
) -> Decided:
    """Make the move for each finding; one that is refused holds up no other."""
    decided = Decided()
    words = request.POST.get("words", "")
    for finding in findings:
        read = request.POST.get(f"digest-{finding.pk}", "")
        try:
            with transaction.atomic():
                moved = move.service(finding, acting(request), words, read)
                admin.log_change(request, moved, f"{move.label}. {words}".strip())
        except REFUSED as error:
            decided.refused[finding.pk] = sentences(error)
            decided.forbidden |= isinstance(error, PermissionDenied)
        else:
            decided.moved.append(moved)
            messages.success(request, f"Finding {moved} {move.done}.")
    return decided


def move_page(
    admin: KbAdmin, request: HttpRequest, move: Move, findings: QuerySet[Finding]
) -> HttpResponse:
    """Show what is decided on, or decide and lead on; refusals show it again.

    A decision on one finding is made on its review page, whichever it is.
    """
    if not admin.has_view_permission(request):
        raise PermissionDenied
    decided = Decided()
    if request.method == "POST" and CONFIRMED in request.POST:
        decided = decide(admin, request, move, findings)
        if not decided.refused:
            return HttpResponseRedirect(_next(decided.moved))
        findings = findings.filter(pk__in=decided.refused)
    elif not move.open_to(roles(request)):
        raise PermissionDenied
    status = HTTPStatus.FORBIDDEN if decided.forbidden else HTTPStatus.OK
    return _page(
        admin, request, move, [_shown(x, request, decided) for x in findings], status
    )


def one_review(admin: KbAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Show the review of one finding: to whoever may decide, and to editors."""
    if not admin.has_view_permission(request):
        raise PermissionDenied
    own = admin.get_queryset(request)
    finding = _chosen(object_id).filter(pk__in=own).first()
    if finding is None:
        return HttpResponseRedirect(reverse(LIST))
    if finding.state not in DECISIONS[0].states:
        return _does_not_apply(request, finding, REVIEW)
    shown = _shown(finding, request, Decided())
    return _page(admin, request, DECISIONS[0], [shown], HTTPStatus.OK)


def one_move(
    admin: KbAdmin, request: HttpRequest, object_id: str, move: Move
) -> HttpResponse:
    """Answer for one finding; one that is in no state for the move leads back."""
    if not admin.has_view_permission(request):
        raise PermissionDenied
    findings = _chosen(object_id).filter(pk__in=admin.get_queryset(request))
    finding = findings.first()
    if finding is None:
        return HttpResponseRedirect(reverse(LIST))
    wrong = finding.state not in move.states
    if wrong and request.method != "POST" and move.open_to(roles(request)):
        return _does_not_apply(request, finding, move.label)
    return move_page(admin, request, move, findings)


def _chosen(object_id: str) -> QuerySet[Finding]:
    """Return the finding with a row number, or none."""
    rows = Finding.objects.select_related("source", "topic", "author")
    return rows.filter(pk=unquote(object_id))


def _does_not_apply(request: HttpRequest, finding: Finding, label: str) -> HttpResponse:
    """Lead back from a move that the state of a finding does not allow."""
    messages.error(
        request,
        f"Finding {finding} is {finding.get_state_display()}: “{label}” does "
        "not apply to it. [states-move-along]",
    )
    return HttpResponseRedirect(reverse(CHANGE, args=[finding.pk]))


def _shown(finding: Finding, request: HttpRequest, decided: Decided) -> Shown:
    """Return a finding as the page shows it."""
    whole = finding_whole(finding)
    waits = finding.state in DECISIONS[0].states
    return Shown(
        whole,
        lacks(finding),
        decided.refused.get(finding.pk, []),
        review_page(whole, acting(request)) if waits else None,
    )


def _page(
    admin: KbAdmin, request: HttpRequest, move: Move, shown: list[Shown], status: int
) -> HttpResponse:
    """Return the page of a move, or of a review if it is a decision on one finding."""
    review = move in DECISIONS and len(shown) == 1
    # Who has typed a reason keeps it, though a role was lost meanwhile.
    offered = REVIEWER in roles(request) or CONFIRMED in request.POST
    context = {
        **admin.admin_site.each_context(request),
        "title": REVIEW if review else move.label,
        "opts": admin.opts,
        "move": move,
        "words": request.POST.get("words", ""),
        "action": request.POST.get("action", ""),
        "shown": shown,
        "decisions": DECISIONS if offered else (),
    }
    name = "review" if review else "move"
    page = f"admin/kb/finding/{name}.html"
    return TemplateResponse(request, page, context, status=status)


def _next(moved: list[Finding]) -> str:
    """Return where to go: to the one finding that moved, or to the list."""
    if len(moved) == 1:
        return reverse(CHANGE, args=[moved[0].pk])
    return reverse(LIST)
