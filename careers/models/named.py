"""What careers and skills have in common: a key for ever, a name, a meaning."""

from django.db import models
from django.db.models import Q

from careers.enums import PLACEHOLDER, Match

PLACEHOLDER_SENTENCE = (
    "A name must name something: this one is empty or stands for “unknown”."
)
BLANK = r"^\s*$"


class Named(models.Model):
    """An identity: its key is public and is never used again for anything else."""

    key = models.SlugField(
        max_length=120,
        unique=True,
        help_text="Public id in every address. It can never change or be used again.",
    )
    name = models.CharField(
        max_length=200, help_text="What people call it, without a placeholder."
    )
    definition = models.TextField(help_text="What it means, in our own words.")
    note = models.TextField(
        blank=True, default="", help_text="What a curator should know."
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
        help_text="The row that took this one's place: its address answers 308.",
    )
    withdrawn_reason = models.TextField(
        blank=True,
        default="",
        help_text="Why it was taken back: its address answers 410 with this reason.",
    )

    class Meta:
        abstract = True
        ordering = ["name", "key"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_name_is_no_placeholder",
                condition=~Q(name__iregex=PLACEHOLDER),
                violation_error_message=PLACEHOLDER_SENTENCE,
                violation_error_code="name-is-no-placeholder",
            ),
            models.CheckConstraint(
                name="%(class)s_key_is_a_slug",
                condition=Q(key__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
                violation_error_message=(
                    "A key holds small letters, digits and single hyphens only."
                ),
                violation_error_code="key-is-a-slug",
            ),
            models.CheckConstraint(
                name="%(class)s_is_defined",
                condition=~Q(definition__iregex=PLACEHOLDER),
                violation_error_message="Say in words what it means.",
                violation_error_code="text-is-not-blank",
            ),
            models.CheckConstraint(
                name="%(class)s_merged_or_withdrawn",
                condition=Q(merged_into=None) | Q(withdrawn_reason=""),
                violation_error_message="A merged row is not withdrawn as well.",
                violation_error_code="key-is-forever",
            ),
            models.CheckConstraint(
                name="%(class)s_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=models.F("id")),
                violation_error_message="A row cannot be merged into itself.",
                violation_error_code="key-is-forever",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Alias(models.Model):
    """Another name that leads to the same row."""

    name = models.CharField(max_length=200)
    language = models.CharField(
        max_length=12, default="en", help_text="BCP 47 tag of the name's language."
    )

    class Meta:
        abstract = True
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_name_is_no_placeholder",
                condition=~Q(name__iregex=PLACEHOLDER),
                violation_error_message=PLACEHOLDER_SENTENCE,
                violation_error_code="name-is-no-placeholder",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Code(models.Model):
    """Where our row stands in a public taxonomy, as of one release of it."""

    code = models.CharField(
        max_length=200,
        blank=True,
        default="",
        help_text="The code as the taxonomy writes it; empty only if none was found.",
    )
    title = models.CharField(max_length=300, blank=True, default="")
    uri = models.URLField(max_length=300, blank=True, default="")
    release = models.CharField(
        max_length=40, help_text="Release in which the code was seen, such as 29.3."
    )
    match = models.CharField(max_length=8, choices=Match.choices)
    evidence = models.TextField(
        blank=True, default="", help_text="Why the match holds, in words."
    )

    class Meta:
        abstract = True
        ordering = ["scheme", "code"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_match_is_known",
                condition=Q(match__in=Match.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="%(class)s_found_or_none",
                condition=(
                    (Q(match=Match.NONE) & Q(code="") & ~Q(evidence__regex=BLANK))
                    | (~Q(match=Match.NONE) & ~Q(code__regex=BLANK))
                ),
                violation_error_message=(
                    "A match has a code; a search that found none says where it looked."
                ),
                violation_error_code="code-or-none",
            ),
            models.CheckConstraint(
                name="%(class)s_release_is_named",
                condition=~Q(release__regex=BLANK),
                violation_error_code="code-or-none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code or 'none found'} ({self.match})"
