"""Who may open which screen: rights by group, and by nothing else."""

from typing import Any, ClassVar, TypeAlias

from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import JSONField, TextField, URLField, prefetch_related_objects
from django.http import HttpRequest

from citations.services import CONTRIBUTORS, EDITORS
from kb.admin.forms import LinesField
from kb.services import REVIEWERS

Row: TypeAlias = Any
"""A row of whatever table a screen shows, or what Django makes for it."""

EDITOR = EDITORS
REVIEWER = REVIEWERS
CONTRIBUTOR = CONTRIBUTORS
EVERYBODY = frozenset({CONTRIBUTOR, EDITOR, REVIEWER})
AUTHORS = frozenset({CONTRIBUTOR, EDITOR})


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


class Roles:
    """Rights by group: ``readers`` see a screen, ``writers`` type in it.

    Others see nothing, whatever Django's own permissions say.
    """

    readers: ClassVar[frozenset[str]] = frozenset({EDITOR, REVIEWER})
    writers: ClassVar[frozenset[str]] = frozenset({EDITOR})
    may_add: ClassVar[bool] = True
    may_change: ClassVar[bool] = True
    may_delete: ClassVar[bool] = True
    help_texts: ClassVar[dict[str, str]] = {}
    formfield_overrides: ClassVar[Any] = {
        URLField: {"assume_scheme": "https"},
        JSONField: {"form_class": LinesField},
        TextField: {"widget": AdminTextareaWidget({"rows": 3})},
    }

    def held(self, request: HttpRequest) -> set[str]:
        """Return the roles of whoever asks, as far as this screen knows them."""
        return roles(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show the app to whoever reads this screen."""
        return bool(self.held(request) & self.readers)

    def has_view_permission(self, request: HttpRequest, obj: Row = None) -> bool:
        """Let readers of the screen read."""
        return bool(self.held(request) & self.readers)

    def has_add_permission(self, request: HttpRequest, obj: Row = None) -> bool:
        """Let writers add."""
        return self.may_add and bool(self.held(request) & self.writers)

    def has_change_permission(self, request: HttpRequest, obj: Row = None) -> bool:
        """Let writers change."""
        return self.may_change and bool(self.held(request) & self.writers)

    def has_delete_permission(self, request: HttpRequest, obj: Row = None) -> bool:
        """Let writers delete, where deleting is not refused to everybody."""
        return self.may_delete and bool(self.held(request) & self.writers)
