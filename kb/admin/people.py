"""Who asks, in what role, and how a refusal is told to them."""

from typing import Any, TypeAlias

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, OperationalError
from django.db.models import prefetch_related_objects
from django.http import HttpRequest

Row: TypeAlias = Any
"""A row of whatever table a screen shows, or what Django makes for it."""

EDITOR = "editor"
REVIEWER = "reviewer"
REFUSED = (
    ValidationError,
    PermissionDenied,
    DataError,
    IntegrityError,
    OperationalError,
)


def roles(request: HttpRequest) -> set[str]:
    """Return the groups of whoever asks; a superuser has no role by being one."""
    if not request.user.is_authenticated:
        return set()
    prefetch_related_objects([request.user], "groups")
    return {group.name for group in request.user.groups.all()}


def acting(request: HttpRequest) -> User:
    """Return the account behind a request that the admin has let in."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user


def sentences(error: Exception) -> list[str]:
    """Return what to tell a person about a refusal."""
    match error:
        case ValidationError():
            return list(error.messages)
        case DataError():
            return ["A value is out of range or not text that can be stored."]
        case OperationalError():
            return ["Somebody else is writing the same rows: save again."]
        case IntegrityError():
            told = getattr(error.__cause__, "diag", None)
            return [getattr(told, "message_primary", None) or str(error.args[0])]
    return [str(error) or "Your role does not let you do this."]
