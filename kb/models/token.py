"""Keys by which a person's programs write, and what they were answered."""

from typing import Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from kb.enums import Scope

LONGEST_DAYS = 366
DIGEST = r"^[0-9a-f]{64}$"


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Named reads of tokens."""

    def living(self) -> Self:
        """Keep those that let somebody in today."""
        return self.filter(revoked_at=None, expires_at__gt=Now())


# When it was last used is no change of the token, and its digest is nobody's business.
@pghistory.track(exclude=["digest", "last_used_at"])
class ApiToken(models.Model):
    """A key of one person for one program. Only the hash of its secret is stored.

    It gives no right: it lets a program use, within its scopes, what its person may do
    at that moment. Nothing of it changes but that it is used, and revoked once.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="api_tokens",
        editable=False,
    )
    name = models.CharField(
        max_length=80, help_text="Which program it is for, and where that runs."
    )
    prefix = models.CharField(
        max_length=8,
        unique=True,
        editable=False,
        validators=[RegexValidator(r"^[a-z0-9]{8}$")],
        help_text="What stands after attest_: names the token, and opens nothing.",
    )
    digest = models.CharField(
        max_length=64, editable=False, help_text="SHA-256 of the whole token."
    )
    scopes = ArrayField(
        models.CharField(max_length=8, choices=Scope.choices),
        help_text="What the program may do of all that you may do.",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = "API token"
        ordering = ["person", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"],
                condition=Q(revoked_at=None),
                name="apitoken_name_once",
                violation_error_message=(
                    "You have a token of this name: revoke it first, or name this one "
                    "otherwise."
                ),
            ),
            models.CheckConstraint(
                name="apitoken_scopes_are_known",
                condition=Q(scopes__contained_by=Scope.values, scopes__len__gt=0),
                violation_error_message="Choose at least one scope.",
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="apitoken_has_a_name",
                condition=Q(name__regex=r"\S"),
                violation_error_message="Say which program the token is for.",
                violation_error_code="token-is-bounded",
            ),
            models.CheckConstraint(
                name="apitoken_is_a_hash",
                condition=Q(digest__regex=DIGEST) & Q(prefix__regex=r"^[a-z0-9]{8}$"),
                violation_error_code="token-is-bounded",
            ),
            models.CheckConstraint(
                name="apitoken_ends",
                condition=Q(expires_at__gt=F("created_at"))
                & Q(
                    expires_at__lte=models.Func(
                        F("created_at"),
                        template="%(expressions)s + interval '366 days'",
                        output_field=models.DateTimeField(),
                    )
                ),
                violation_error_message="A token ends within a year.",
                violation_error_code="token-is-bounded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (attest_{self.prefix}…)"


class KeptAnswer(models.Model):
    """What a POST with an Idempotency-Key was answered, to be answered again.

    It is written in the transaction of what the request did, so that one is never there
    without the other. It has no history, and goes when it has expired.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    key = models.CharField(max_length=128)
    request_digest = models.CharField(
        max_length=64, help_text="SHA-256 of method, address and body."
    )
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True, default="")
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="keptanswer_once"),
            models.CheckConstraint(
                name="keptanswer_is_of_a_request",
                condition=Q(request_digest__regex=DIGEST)
                & Q(status__gte=200, status__lt=300),
                violation_error_code="answer-is-given-once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} until {self.expires_at}"
