"""Who asks: the person whose token the request brings."""

import pghistory
from django.contrib.auth.models import User
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from kb.api.problems import Problem
from kb.models import ApiToken
from kb.selectors.token import TokenError, token_holding
from kb.services import token_used
from kb.views.sender import client_address

REALM = 'Bearer realm="Attest"'


class BearerAuthentication(BaseAuthentication):
    """``Authorization: Bearer attest_…`` (RFC 6750); no cookie and no password."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Return the person and the token; ``None`` if the request brings none."""
        header = request.META.get("HTTP_AUTHORIZATION", "")
        if not header:
            return None
        kind, _, text = header.partition(" ")
        if kind.lower() != "bearer":
            raise unauthorized("Send a token: Authorization: Bearer attest_….")
        try:
            token = token_holding(text.strip())
        except TokenError as error:
            raise unauthorized(str(error), ', error="invalid_token"') from None
        token_used(token=token)
        address = client_address(request._request)
        pghistory.context(token=token.prefix, address=address)
        return token.person, token

    def authenticate_header(self, request: Request) -> str:
        """Return how one signs in."""
        return REALM


def unauthorized(detail: str, more: str = "") -> Problem:
    """Return the problem of a request that nobody known stands behind."""
    return Problem("unauthorized", detail, headers={"WWW-Authenticate": REALM + more})
