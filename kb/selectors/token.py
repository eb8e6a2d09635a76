"""Whose token it is that a request brings."""

import hashlib
import re
from hmac import compare_digest
from zlib import crc32

from django.utils import timezone

from kb.models import ApiToken

SIGN = "attest_"
SECRET = 40
FORM = re.compile(rf"{SIGN}([a-z0-9]{{8}})_[A-Za-z0-9]{{{SECRET}}}[0-9a-f]{{8}}")
NOBODY = "0" * 64


class TokenError(Exception):
    """Why a token opens nothing, in a sentence that may be told."""


def checked(text: str) -> str:
    """Return ``text`` with the checksum by which a mistyped token is known."""
    return f"{text}{crc32(text.encode()):08x}"


def digest_of(text: str) -> str:
    """Return what is stored of a token.

    A plain SHA-256: 238 random bits need no slow hash, which would only make each
    request slow.
    """
    return hashlib.sha256(text.encode()).hexdigest()


def token_holding(text: str) -> ApiToken:
    """Return the living token with this text, with its person.

    Raises ``TokenError``. Who guesses learns nothing: only the whole of a token tells
    that it has expired or was revoked.
    """
    found = FORM.fullmatch(text)
    if found is None or checked(text[:-8]) != text:
        raise TokenError("This is no token of this site; was it cut in copying?")
    token = (
        ApiToken.objects.using("default")
        .select_related("person")
        .filter(prefix=found[1])
        .first()
    )
    same = compare_digest(token.digest if token else NOBODY, digest_of(text))
    if token is None or not same or not token.person.is_active:
        raise TokenError("The token is not known here.")
    if token.revoked_at is not None:
        raise TokenError(f"The token was revoked on {token.revoked_at:%Y-%m-%d}.")
    if token.expires_at <= timezone.now():
        raise TokenError(f"The token expired on {token.expires_at:%Y-%m-%d}.")
    return token
