"""Tokens, answers that are kept, and lines of the feed."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kb.models import ApiToken, Change, KeptAnswer
from kb.selectors.token import digest_of
from tests.make.maker import Maker, numbered
from tests.make.people import editor

_numbers = numbered("t")
HASH = "0" * 64


class TokenMaker(Maker[ApiToken]):
    """Stores of a token what is stored of one, given its ``text``."""

    def unsaved(self, **fields: Any) -> ApiToken:
        """Return a token; ``text`` is what a program would send."""
        text = fields.pop("text", "")
        if text:
            fields |= {"prefix": text.split("_")[1], "digest": digest_of(text)}
        row = super().unsaved(**fields)
        row.expires_at = row.expires_at or row.created_at + timedelta(days=30)
        return row


api_token = TokenMaker(
    ApiToken,
    person=editor,
    name="a script",
    prefix=lambda: _numbers().replace("-", "").rjust(8, "a")[-8:],
    digest=HASH,
    scopes=lambda: ["read"],
)
kept_answer = Maker(
    KeptAnswer,
    person=editor,
    key="1",
    request_digest=HASH,
    status=201,
    expires_at=lambda: timezone.now() + timedelta(hours=24),
)
change = Maker(
    Change,
    era=1,
    transaction=1,
    happened_at=timezone.now,
    resource="career",
    key="writer",
    what="changed",
)
