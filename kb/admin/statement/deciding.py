"""The page on which a person makes a move, with all they decide on before them."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from kb.admin.finding.checklist import by_rule
from kb.admin.finding.moves import Move
from kb.admin.house import KbAdmin, acting, roles, sentences
from kb.admin.screens import REFUSED
from kb.enums import State
from kb.models import Statement
from kb.rules.asked import statement_lacks
from kb.selectors.difference import change_of_statement
from kb.selectors.statement import statement_whole

CHANGE = "admin:kb_statement_change"
LIST = "admin:kb_statement_changelist"


def one_move(
    admin: KbAdmin, request: HttpRequest, number: int, move: Move
) -> HttpResponse:
    """Show what is decided on, or decide and lead on; a refusal shows it again.

    A statement that is in no state for the move leads back.
    """
    if not admin.has_view_permission(request):
        raise PermissionDenied
    rows = Statement.objects.select_related("career", "skill", "facet", "author")
    statement = rows.filter(pk=number).first()
    if statement is None:
        return HttpResponseRedirect(reverse(LIST))
    if request.method == "POST":
        return _made(admin, request, move, statement)
    if move.role not in roles(request):
        raise PermissionDenied
    if statement.state not in move.states:
        messages.error(
            request,
            f"Statement {statement} is {statement.get_state_display()}: "
            f"“{move.label}” does not apply to it. [states-move-along]",
        )
        return HttpResponseRedirect(reverse(CHANGE, args=[statement.pk]))
    return _page(admin, request, move, statement)


def _made(
    admin: KbAdmin, request: HttpRequest, move: Move, statement: Statement
) -> HttpResponse:
    """Make the move and lead to what it brought."""
    words, read = request.POST.get("words", ""), request.POST.get("digest", "")
    try:
        with transaction.atomic():
            moved = move.service(statement, acting(request), words, read)
            admin.log_change(request, moved, f"{move.label}. {words}".strip())
    except REFUSED as error:
        return _page(admin, request, move, statement, error)
    messages.success(request, f"Statement {moved} {move.done}.")
    return HttpResponseRedirect(reverse(CHANGE, args=[moved.pk]))


def _page(
    admin: KbAdmin,
    request: HttpRequest,
    move: Move,
    statement: Statement,
    error: Exception | None = None,
) -> HttpResponse:
    whole = statement_whole(statement)
    open_ = statement.state in {State.DRAFT, State.IN_REVIEW}
    context = {
        **admin.admin_site.each_context(request),
        "title": move.label,
        "opts": admin.opts,
        "move": move,
        "words": request.POST.get("words", ""),
        "whole": whole,
        "change": change_of_statement(whole) if open_ else None,
        "lacks": by_rule(statement_lacks([statement])),
        "refused": sentences(error) if error else [],
    }
    forbidden = isinstance(error, PermissionDenied)
    status = HTTPStatus.FORBIDDEN if forbidden else HTTPStatus.OK
    page = "admin/kb/statement/move.html"
    return TemplateResponse(request, page, context, status=status)
