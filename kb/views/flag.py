"""The form by which a reader says that a citation is wrong. It needs no account."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from citations.enums import FlagKind
from citations.identifiers import NOT_PLAIN, is_plain
from citations.models import Citation, Flag
from citations.models.flag import MOST_URL
from citations.services import flag_raise
from kb.models import Finding
from kb.selectors.citation import cited_place
from kb.services import QuotaSpent, reader_flag_raise
from kb.views.answers import instead
from kb.views.sender import sender_of

if TYPE_CHECKING:
    FlagForm: TypeAlias = forms.ModelForm[Flag]
else:
    FlagForm = forms.ModelForm

LURE = "website"
"""A field that people do not see and programs fill in."""


class ReaderForm(FlagForm):
    """What is wrong, in the reader's words."""

    kind = forms.ChoiceField(
        label="What is wrong?",
        choices=FlagKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is wrong."},
    )

    better_url = forms.URLField(
        label="Web address of a better source",
        max_length=MOST_URL,
        required=False,
        assume_scheme="https",
        help_text="Only if you know one; it begins with https://.",
    )

    class Meta:
        model = Flag
        fields = ("kind", "text", "better_url")
        labels: ClassVar[dict[str, str]] = {
            "text": "What did you see, and where?",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "text": "At most 2,000 characters. Name nobody who would not want to be.",
        }
        error_messages: ClassVar[dict[str, dict[str, str]]] = {
            "text": {"required": "Say in a few words what you saw."}
        }

    def clean(self) -> dict[str, Any] | None:
        """Refuse what nobody could read as it is stored."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("text", "better_url"):
            if not is_plain(str(cleaned.get(name) or "")):
                self.add_error(name, NOT_PLAIN)
        return cleaned

    def _post_clean(self) -> None:
        """Leave the rules to the service, which says them all."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, citation: str) -> HttpResponseBase:
    """Ask what is wrong with a place that readers see, and record it.

    What is said is shown to nobody but colleagues.
    """
    place = cited_place(citation)
    if place is None:
        return instead(request, None, "kb:flag")
    asked = request.POST if request.method == "POST" else request.GET
    finding = _finding(place, str(asked.get("finding", "")))
    form = ReaderForm(request.POST if request.method == "POST" else None)
    context = {"place": place, "finding": finding, "form": form, "lure": LURE}
    if request.method != "POST" or not form.is_valid():
        status = HTTPStatus.BAD_REQUEST if form.is_bound else HTTPStatus.OK
        return render(request, "kb/flag.html", context, status=status)
    try:
        _record(request, form.cleaned_data, place)
    except QuotaSpent as spent:
        return _later(request, context, spent)
    except ValidationError as error:
        _add_errors(form, error)
        return render(request, "kb/flag.html", context, status=HTTPStatus.BAD_REQUEST)
    done = reverse("kb:flagged", args=[place.key])
    answer = HttpResponseRedirect(f"{done}?finding={finding.key}" if finding else done)
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


@never_cache
@require_safe
def flagged(request: HttpRequest, citation: str) -> HttpResponseBase:
    """Thank, and say what happens next."""
    place = cited_place(citation)
    if place is None:
        return instead(request, None, "kb:flagged")
    finding = _finding(place, request.GET.get("finding", ""))
    return render(request, "kb/flagged.html", {"place": place, "finding": finding})


def _record(request: HttpRequest, said: dict[str, str], place: Citation) -> None:
    """Record a flag, unless a program filled in what people do not see."""
    if request.POST.get(LURE):
        return
    row = Flag(
        citation=place,
        kind=said["kind"],
        text=said["text"],
        better_url=said["better_url"],
    )
    if request.user.is_authenticated:
        flag_raise(flag=row, raised_by=request.user)
    else:
        reader_flag_raise(flag=row, address=sender_of(request))


def _add_errors(form: ReaderForm, error: ValidationError) -> None:
    """Put what the service refused beside the fields that are to blame."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, found in error.message_dict.items():
        form.add_error(name if name in form.fields else None, found)


def _later(
    request: HttpRequest, context: dict[str, Any], spent: QuotaSpent
) -> HttpResponse:
    """Show the form again, with what was typed, and say when to send it."""
    minutes = -(-spent.seconds // 60)
    told = context | {"minutes": minutes}
    status = HTTPStatus.TOO_MANY_REQUESTS
    answer = render(request, "kb/flag.html", told, status=status)
    answer.headers["Retry-After"] = str(spent.seconds)
    return answer


def _finding(place: Citation, key: str) -> Finding | None:
    """Return the published finding that the reader came from, if it cites the place."""
    if not is_plain(key):
        return None
    found = Finding.objects.published().filter(citations__citation=place)
    return found.filter(key=key[:120]).first()
