"""What waits for whoever opens the front page of the admin."""

from typing import Any

from django import template

from kb.admin.screens import roles
from kb.selectors.queues import QUEUES, Waiting, queues_of, waiting_in

register = template.Library()


@register.simple_tag(takes_context=True)
def waiting(context: dict[str, Any]) -> list[Waiting]:
    """Return the queues of this person's roles, with how much waits in each."""
    request = context["request"]
    return waiting_in(queues_of(QUEUES, roles(request)), request.user)
