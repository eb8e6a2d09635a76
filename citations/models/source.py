"""One version of a published thing, with its bibliographic record."""

from typing import Any, Self

import pghistory
from django.db import models
from django.db.models import F, Q

from citations.enums import PLACEHOLDER, CslType, Interest, SourceClass
from citations.models.organization import Organization
from citations.models.record import TEXTS


class SourceQuerySet(models.QuerySet["Source"]):
    """Named reads of sources. Retracted ones stay visible, with their standing."""

    def with_standing(self) -> Self:
        """Add ``standing``, computed by the database from all notices."""
        return self.annotate(
            standing=models.Func(
                F("pk"),
                function="citations_standing",
                output_field=models.CharField(),
            )
        )

    def with_interest(self) -> Self:
        """Add ``vendor``: whether an organization behind it sells what it is about."""
        return self.annotate(
            vendor=models.Exists(
                Organization.objects.filter(
                    roles__source=models.OuterRef("pk"), interest=Interest.VENDOR
                )
            )
        )

    def with_link(self) -> Self:
        """Add ``dead_link``: since when the address is dead, and when it last was good.

        An object of two dates as text, ``since`` and ``last_good`` (perhaps None); None
        where the address is not dead, or a person looked and found it fine.
        """
        return self.annotate(
            dead_link=models.Func(
                F("pk"),
                function="citations_dead_link",
                output_field=models.JSONField(),
            )
        )


@pghistory.track()
class Source(models.Model):
    """One version of a published thing: a preprint and its article are two rows.

    Bibliographic fields carry the names and shapes of CSL-JSON 1.0.2; ``csl()`` gives
    the whole record.
    """

    key = models.SlugField(
        max_length=120,
        unique=True,
        help_text="Public id in every address. It can never change or be used again.",
    )
    source_class = models.CharField(max_length=16, choices=SourceClass.choices)
    primary = models.BooleanField(
        help_text="The numbers were made here, not taken from somewhere else."
    )
    csl_type = models.CharField(max_length=24, choices=CslType.choices)
    title = models.TextField()
    author = models.JSONField(
        default=list, blank=True, help_text="CSL names: family and given, or literal."
    )
    issued = models.CharField(
        max_length=10, blank=True, default="", help_text="YYYY, YYYY-MM or YYYY-MM-DD."
    )
    container_title = models.CharField(max_length=300, blank=True, default="")
    volume = models.CharField(max_length=40, blank=True, default="")
    issue = models.CharField(max_length=40, blank=True, default="")
    page = models.CharField(max_length=40, blank=True, default="")
    number = models.CharField(max_length=80, blank=True, default="")
    edition = models.CharField(max_length=40, blank=True, default="")
    version = models.CharField(max_length=80, blank=True, default="")
    publisher = models.CharField(max_length=200, blank=True, default="")
    doi = models.CharField(max_length=200, blank=True, default="")
    isbn = models.CharField(max_length=13, blank=True, default="")
    arxiv = models.CharField(max_length=30, blank=True, default="")
    arxiv_version = models.PositiveSmallIntegerField(null=True, blank=True)
    pmid = models.CharField(max_length=10, blank=True, default="")
    url = models.URLField(max_length=500, blank=True, default="")
    language = models.CharField(max_length=12, blank=True, default="en")
    licence = models.CharField(max_length=200, blank=True, default="")
    unconfirmed_fields = models.JSONField(
        default=list, blank=True, help_text="Fields nobody has seen in a record yet."
    )
    note = models.TextField(blank=True, default="")
    extra = models.JSONField(
        default=dict,
        blank=True,
        help_text=(
            "What its record holds beyond the fields above: CSL variables by name, and "
            "what CSL has no variable for under “custom”."
        ),
    )
    notices_checked_at = models.DateTimeField(
        null=True, blank=True, help_text="When somebody last looked for notices."
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
        help_text="Why the row was taken back: its address answers 410 with this.",
    )
    organizations = models.ManyToManyField(
        Organization, through="SourceOrganization", related_name="sources"
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["title", "key"]
        constraints = [
            models.CheckConstraint(
                name="source_title_is_no_placeholder",
                condition=~Q(title__iregex=PLACEHOLDER),
                violation_error_message=(
                    "A title must name something: this one is empty or stands for "
                    "“unknown”."
                ),
                violation_error_code="name-is-no-placeholder",
            ),
            models.CheckConstraint(
                name="source_key_is_a_slug",
                condition=Q(key__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
                violation_error_message=(
                    "A key holds small letters, digits and single hyphens only."
                ),
                violation_error_code="key-is-a-slug",
            ),
            models.CheckConstraint(
                name="source_class_is_known",
                condition=Q(source_class__in=SourceClass.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="source_csl_type_is_known",
                condition=Q(csl_type__in=CslType.values),
                violation_error_code="terms-are-known",
            ),
            models.CheckConstraint(
                name="source_issued_is_a_date",
                condition=Q(
                    issued__regex=(
                        r"^([0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?$"
                    )
                ),
                violation_error_message="Write a date as YYYY, YYYY-MM or YYYY-MM-DD.",
                violation_error_code="date-is-a-date",
            ),
            models.CheckConstraint(
                name="source_doi_is_normal",
                condition=Q(doi="") | Q(doi__regex=r"^10\.[0-9]{4,9}/[^\sA-Z]+$"),
                violation_error_message=(
                    "Write a DOI in small letters and bare, as in 10.1126/science.x."
                ),
                violation_error_code="identifier-is-normal",
            ),
            models.CheckConstraint(
                name="source_isbn_is_normal",
                condition=Q(isbn="") | Q(isbn__regex=r"^97[89][0-9]{10}$"),
                violation_error_message="Write an ISBN as 13 digits.",
                violation_error_code="identifier-is-normal",
            ),
            models.CheckConstraint(
                name="source_arxiv_is_normal",
                condition=Q(arxiv="")
                | Q(arxiv__regex=r"^([0-9]{4}\.[0-9]{4,5}|[a-z-]+/[0-9]{7})$"),
                violation_error_message="Write an arXiv id bare, as in 2302.06590.",
                violation_error_code="identifier-is-normal",
            ),
            models.CheckConstraint(
                name="source_pmid_is_normal",
                condition=Q(pmid="") | Q(pmid__regex=r"^[1-9][0-9]{0,8}$"),
                violation_error_message="Write a PMID as its digits.",
                violation_error_code="identifier-is-normal",
            ),
            models.CheckConstraint(
                name="source_url_is_canonical",
                condition=Q(url="") | Q(url__regex=r"^https?://[^\sA-Z/]+(/\S*)?$"),
                violation_error_message=(
                    "Write a web address with http or https and a lower-case host."
                ),
                violation_error_code="identifier-is-normal",
            ),
            models.CheckConstraint(
                name="source_merged_or_withdrawn",
                condition=Q(merged_into=None) | Q(withdrawn_reason=""),
                violation_error_code="key-is-forever",
            ),
            models.CheckConstraint(
                name="source_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                violation_error_code="key-is-forever",
            ),
            models.UniqueConstraint(
                fields=["doi"],
                condition=~Q(doi=""),
                name="source_doi_once",
                violation_error_message="Another source has this DOI.",
            ),
            models.UniqueConstraint(
                fields=["isbn", "edition"],
                condition=~Q(isbn=""),
                name="source_isbn_and_edition_once",
                violation_error_message="Another source has this ISBN and edition.",
            ),
            models.UniqueConstraint(
                fields=["arxiv", "arxiv_version"],
                condition=~Q(arxiv=""),
                name="source_arxiv_and_version_once",
                nulls_distinct=False,
                violation_error_message="Another source has this arXiv id and version.",
            ),
            models.UniqueConstraint(
                fields=["pmid"],
                condition=~Q(pmid=""),
                name="source_pmid_once",
                violation_error_message="Another source has this PMID.",
            ),
            models.UniqueConstraint(
                fields=["url", "issued", "version"],
                condition=~Q(url=""),
                name="source_url_and_version_once",
                violation_error_message=(
                    "Another source has this address, date and version."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def address(self) -> str:
        """Return where it is read: its address, else that of its DOI, else its key."""
        return self.url or (self.doi and f"https://doi.org/{self.doi}") or self.key

    def csl(self) -> dict[str, Any]:
        """Return the record as CSL-JSON 1.0.2, without empty fields.

        What ``extra`` holds is part of it wherever no field says something else.
        """
        parts = [int(part) for part in self.issued.split("-")] if self.issued else []
        record = {
            "id": self.key,
            "type": self.csl_type,
            "author": self.author,
            "issued": {"date-parts": [parts]} if parts else None,
            **{name: getattr(self, column) for name, column in TEXTS.items()},
        }
        known = {name: value for name, value in record.items() if value}
        return known | {n: v for n, v in self.extra.items() if n not in known}
