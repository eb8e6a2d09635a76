"""Whose token it is."""

from django.http.response import HttpResponseBase
from rest_framework.request import Request

from kb.api.editing.answers import Holder
from kb.api.editing.base import Editing, answer
from kb.api.editing.people import roles_of
from kb.enums import Scope


class WhoAmI(Editing):
    """Whose token it is, and what it may do."""

    name = "editing"
    needs = {"GET": Scope.READ}
    gives = {"GET": Holder}

    def get(self, request: Request, **_: str) -> HttpResponseBase:
        """Read whose token this is, what it may do, and when it ends."""
        return answer(
            {
                "person": self.person.get_username(),
                "roles": sorted(roles_of(self.person)),
                "token": self.token.name,
                "scopes": self.token.scopes,
                "expires_at": self.token.expires_at,
            }
        )
