"""Which form a client gets: by suffix, by ``format``, or by what Accept likes best."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.http.request import MediaType
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from kb.api.asked import not_a_choice
from kb.api.problems import Fault, Problem
from kb.exchange.forms import BY_SUFFIX, FORMS, Form


def liking(form: str, header: str) -> float:
    """Return how much a client likes a media type, 0 for not at all.

    The range that fits most closely decides (RFC 9110, 12.5.1). Parameters of a range,
    such as ``charset``, do not matter: every form here has but one variant.
    """
    main, _, sub = form.partition("/")
    fitting = [
        ((one.main_type != "*") + (one.sub_type != "*"), one.quality)
        for one in map(MediaType, header.split(","))
        if one.main_type in {main, "*"} and one.sub_type in {sub, "*"}
    ]
    return max(fitting, default=(0, 0.0))[1]


@lru_cache(maxsize=1024)
def best_liked(forms: tuple[tuple[str, float], ...], header: str) -> str | None:
    """Return the media type that fits best, ``None`` if none is liked at all.

    ``forms`` gives with each how gladly it is given: that decides between forms that
    the client likes as much, or leaves to us. Programs send the same header each time.
    """
    liked = {form: liking(form, header) * keen for form, keen in forms}
    best = max(liked, key=lambda form: liked[form])
    return best if liked[best] > 0 else None


class Rendering(BaseRenderer):
    """A form of our own, in which answers come already written."""

    charset = None

    def __init__(self, form: Form) -> None:
        self.form = form
        self.media_type = form.media_type
        self.format = form.name

    def render(self, data: Any, *_: object, **__: object) -> Any:  # noqa: ANN401
        """Return what was written."""
        return data


class ByQuality(BaseContentNegotiation):
    """Choose the form that was asked for by name, else the one liked best.

    An unknown suffix or nothing acceptable is 406, an unknown ``format`` is 400; each
    names the choices.
    """

    def select_parser(
        self, request: Request, parsers: Iterable[BaseParser]
    ) -> BaseParser | None:
        """Return the parser for the body's media type, ``None`` where none fits."""
        wanted = str(request.content_type).partition(";")[0].strip().lower()
        found = (parser for parser in parsers if parser.media_type == wanted)
        return next(found, None)

    def select_renderer(
        self,
        request: Request,
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        """Return the renderer of the form, and its media type."""
        forms = {str(renderer.media_type): renderer for renderer in renderers}
        asked = request.query_params.get("format", "")
        if format_suffix:
            return named(forms, by_suffix(forms, format_suffix))
        if asked and any(isinstance(one, Rendering) for one in forms.values()):
            return named(forms, by_name(forms, asked))
        keen = tuple(
            (name, form.form.keenness if isinstance(form, Rendering) else 1.0)
            for name, form in forms.items()
        )
        header = request.META.get("HTTP_ACCEPT", "").strip() or "*/*"
        best = best_liked(keen, header)
        if best is None:
            detail = f"There is: {', '.join(forms)}."
            fault = Fault("Accept", "not-acceptable", detail)
            raise Problem("not-acceptable", f"No form fits. {detail}", (fault,))
        return forms[best], best


Forms = Mapping[str, BaseRenderer]


def named(forms: Forms, form: Form) -> tuple[BaseRenderer, str]:
    """Return the renderer of a form that this address has."""
    return forms[form.media_type], form.media_type


def by_suffix(forms: Forms, suffix: str) -> Form:
    """Return the form of a suffix; a problem if this address has none such."""
    form = BY_SUFFIX.get(suffix)
    if form is not None and form.media_type in forms:
        return form
    here = [one.suffix for one in FORMS.values() if one.media_type in forms]
    detail = f"There is: {', '.join(f'.{suffix}' for suffix in here)}."
    fault = Fault("suffix", "not-acceptable", detail, (("choices", here),))
    raise Problem("not-acceptable", f"No form .{suffix} here. {detail}", (fault,))


def by_name(forms: Forms, name: str) -> Form:
    """Return the form of a name or suffix; a problem if this address has none such."""
    form = FORMS.get(name) or BY_SUFFIX.get(name)
    if form is not None and form.media_type in forms:
        return form
    here = [one.name for one in FORMS.values() if one.media_type in forms]
    fault = not_a_choice("format", name, here)
    raise Problem("invalid-parameters", f"format: {fault.detail}", (fault,))
