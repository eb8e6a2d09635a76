"""The page of a queue: what waits, why, and where to work on it."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from kb.admin.screens import acting, roles
from kb.selectors.queues import QUEUES, queue_page, queues_of, waiting_in

BY_KEY = {queue.key: queue for queue in QUEUES}


def queue_view(request: HttpRequest, key: str) -> HttpResponse:
    """Show up to 50 rows of a queue of one's role, those that wait longest first."""
    queue = BY_KEY.get(key)
    if queue is None:
        raise Http404(f"There is no queue “{key}”.")
    if not queues_of([queue], roles(request)):
        raise PermissionDenied
    asked = request.GET.get("after", "")
    after = int(asked) if asked.isdecimal() and len(asked) < 19 else 0
    person = acting(request)
    (waiting,) = waiting_in([queue], person)
    context = {
        **admin.site.each_context(request),
        "title": queue.title,
        "waiting": waiting,
        "page": queue_page(queue, person, after),
        "first": not after,
    }
    return TemplateResponse(request, "admin/kb/queue.html", context)
