"""Making and revoking the tokens by which programs write."""

import datetime
import secrets
import string
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from citations.services import CONTRIBUTORS, EDITORS
from kb.models import ApiToken
from kb.models.token import LONGEST_DAYS
from kb.selectors.token import SECRET, SIGN, checked, digest_of
from kb.services.people import ADMINISTRATORS, REVIEWERS
from kb.services.refusal import refusals
from kb.services.rows import row_check

HOLDERS = (CONTRIBUTORS, EDITORS, REVIEWERS)
SEEN_EVERY = datetime.timedelta(minutes=1)
NAMES = string.ascii_lowercase + string.digits
LETTERS = string.ascii_letters + string.digits


def token_create(
    *, person: User, name: str, scopes: Iterable[str], days: int
) -> tuple[ApiToken, str]:
    """Make a token for ``person`` and return it with its text, which is not stored.

    Only the person themselves may: whoever could make one for somebody else could
    review their own work. Raises ``PermissionDenied`` if they have no role to use it
    with, and ``ValidationError`` for each rule that it breaks.
    """
    if not person.groups.filter(name__in=HOLDERS).exists():
        raise PermissionDenied(f"{person} has no role that writes: no use for a token.")
    prefix = "".join(secrets.choice(NAMES) for _ in range(8))
    secret = "".join(secrets.choice(LETTERS) for _ in range(SECRET))
    text = checked(f"{SIGN}{prefix}_{secret}")
    now = timezone.now()
    token = ApiToken(
        person=person,
        name=name.strip(),
        prefix=prefix,
        digest=digest_of(text),
        scopes=sorted(set(scopes)),
        created_at=now,
        expires_at=now + datetime.timedelta(days=min(max(days, 1), LONGEST_DAYS)),
    )
    with refusals(name):
        row_check(row=token)
        token.save()
    return token, text


def token_revoke(*, token: ApiToken, by: User) -> ApiToken:
    """End a token at once and return it: its person may, and who keeps the accounts."""
    keeper = by.is_superuser or by.groups.filter(name=ADMINISTRATORS).exists()
    if token.person_id != by.pk and not keeper:
        raise PermissionDenied(f"“{token.name}” is a token of {token.person}.")
    with refusals(str(token)):
        locked = ApiToken.objects.select_for_update().get(pk=token.pk)
        if locked.revoked_at is None:
            locked.revoked_at = timezone.now()
            locked.save(update_fields=["revoked_at"])
    return locked


def token_used(*, token: ApiToken) -> None:
    """Keep in mind that the token was used: to the minute, so that reads stay reads."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > SEEN_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
