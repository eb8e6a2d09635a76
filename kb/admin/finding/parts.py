"""The parts of a finding, each on its page."""

from django.http import HttpRequest

from kb.admin.finding.place import PlaceInline
from kb.admin.house import AUTHORS, KbInline, Row
from kb.models import Bearing, Estimate, FindingCitation, FindingLink, Subject

ORDER = "Order on the page."


class SubjectInline(KbInline):
    """What was measured."""

    model = Subject
    writers = AUTHORS
    joined = ("career", "skill", "task")
    verbose_name_plural = "subjects: what was really measured"
    autocomplete_fields = ("career", "skill", "task")
    fields = (("skill", "career"), ("task", "position"), "group")
    help_texts = {
        "skill": "With a career in the same row this is direct evidence for the pair.",
        "career": "The occupation as the study names it, not as our page does.",
        "task": "A task of that career.",
        "position": ORDER,
    }


class EstimateInline(KbInline):
    """Its figures."""

    model = Estimate
    writers = AUTHORS
    verbose_name = "figure"
    verbose_name_plural = "figures"
    autocomplete_fields = ("measure",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *("label", ("measure", "subject")),
                    *(("value", "category", "missing"), ("confirmation", "position")),
                )
            },
        ),
        (
            "How sure",
            {
                "fields": (
                    ("low", "high", "interval", "ci_level"),
                    *(("se", "rse", "quantile"), ("n", "n_unit", "n_approx")),
                )
            },
        ),
        (
            "Of what, where, when",
            {
                "fields": (
                    *("base", ("currency", "price_year", "area")),
                    *(("period_start", "period_end"), ("qualifier", "comparison")),
                )
            },
        ),
    )
    help_texts = {
        "measure": "What the number means; it carries unit and scale.",
        "value": "In the measure's unit.",
        "category": "Or a word, for a measure of kind category.",
        "missing": "Or the reason why there is neither. Missing is never zero.",
        "confirmation": "How this very figure was confirmed; a reading must say the "
        "same.",
        "position": ORDER,
        "low": "Low end of the interval, in the measure's unit.",
        "high": "Its high end.",
        "interval": "What low and high are.",
        "ci_level": "Percent, as 95; for a confidence interval only.",
        "se": "Standard error, in the measure's unit.",
        "rse": "Relative standard error, in percent.",
        "quantile": "In percent: 50 is the median.",
        "n": "How many cases.",
        "n_unit": "What was counted: job analysts, postings.",
        "n_approx": "The source rounds it.",
        "currency": "ISO 4217 code, as USD.",
        "price_year": "Year of the prices; else the end of the period counts.",
        "area": "Country code or place.",
        "period_start": "YYYY, YYYY-MM or YYYY-MM-DD.",
        "period_end": "The same.",
        "qualifier": "As “about” or “up to”.",
        "comparison": "With what it is compared.",
    }

    def get_formset(self, request: HttpRequest, obj: Row = None, **kwargs: Row) -> Row:
        """Offer the subjects of this finding, read once for all figures."""
        formset = super().get_formset(request, obj, **kwargs)
        field = formset.form.base_fields.get("subject")
        if field is not None:
            own = Subject.objects.filter(finding=obj) if obj else Subject.objects.none()
            rows = own.select_related("career", "skill", "task")
            field.queryset = own
            field.choices = [
                ("", "all of them (a new subject can be chosen once it is saved)"),
                *((row.pk, str(row)) for row in rows),
            ]
        return formset


class CitationInline(KbInline):
    """Where it stands."""

    model = FindingCitation
    writers = AUTHORS
    joined = ("finding", "citation__source")
    verbose_name = "citation"
    verbose_name_plural = "citations: where it stands"
    autocomplete_fields = ("citation",)
    fields = (("citation", "position"),)
    help_texts = {
        "citation": "A place in a source, with its readings. Use + for a new place.",
        "position": ORDER,
    }


class BearingInline(KbInline):
    """Where it bears without having measured."""

    model = Bearing
    writers = AUTHORS
    joined = ("finding", "career", "skill")
    verbose_name_plural = "bearings: what it did not measure and yet bears on"
    autocomplete_fields = ("career", "skill")
    fields = (("career", "skill"), "reason")
    help_texts = {
        "career": "A career, or …",
        "skill": "… a skill.",
        "reason": "Why; it never counts as direct evidence.",
    }
    classes = ("collapse",)


class LinkInline(KbInline):
    """Other findings beside it."""

    model = FindingLink
    writers = AUTHORS
    joined = ("finding",)
    verbose_name = "link"
    verbose_name_plural = "links: findings that conflict, agree or qualify"
    fields = (("kind", "to_key"), "note")
    help_texts = {
        "kind": "Read: this finding … that one.",
        "note": "How the two hang together.",
    }
    classes = ("collapse",)


PARTS = (
    SubjectInline,
    EstimateInline,
    CitationInline,
    PlaceInline,
    BearingInline,
    LinkInline,
)
