"""In which form a request wants its answer, in which style, and with what beside it."""

from collections.abc import Iterator

from django.http import QueryDict
from django.http.request import MediaType
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from citations.formats import STYLES
from kb.api.asked import not_a_choice
from kb.api.negotiation import Rendering
from kb.api.problems import Fault, Problem
from kb.exchange.forms import FORMS, Form

FORMATTING = ("format", "style", "include")
"""The parameters that shape an answer and choose nothing."""
INCLUDED = ("bib", "citation", "bibtex", "ris", "csljson")
USUAL_STYLE = "apa"


def renderers(names: tuple[str, ...]) -> list[BaseRenderer]:
    """Return what writes the forms of these names."""
    own = [Rendering(FORMS[name]) for name in names if name != "json"]
    return [JSONRenderer(), *own]


def form_of(request: Request) -> Form:
    """Return the form that was negotiated."""
    renderer = request.accepted_renderer
    return renderer.form if isinstance(renderer, Rendering) else FORMS["json"]


def wrong_forming(given: QueryDict) -> Iterator[Fault]:
    """Yield what is wrong with the style, or with what is to be included."""
    style = given.get("style")
    if style and style not in STYLES:
        yield not_a_choice("style", style, list(STYLES))
    for name in given.get("include", "").split(","):
        if name not in INCLUDED and given.get("include"):
            yield not_a_choice("include", name, list(INCLUDED))
            return


def style_of(request: Request) -> str:
    """Return the style: from ``style``, else from the parameter of a range in Accept.

    Raises a problem for a style in Accept that there is not.
    """
    given = request.query_params.get("style")
    if given:
        return given
    for one in map(MediaType, request.META.get("HTTP_ACCEPT", "").split(",")):
        style = str(one.params.get("style", "")).strip('"')
        if style and style not in STYLES:
            detail = f"There is no style {style}. There is: {', '.join(STYLES)}."
            fault = Fault("Accept", "not-acceptable", detail)
            raise Problem("not-acceptable", detail, (fault,))
        if style:
            return style
    return USUAL_STYLE


def included_in(given: QueryDict) -> tuple[str, ...]:
    """Return what is to stand beside each row, in our order."""
    asked = given.get("include", "").split(",")
    return tuple(name for name in INCLUDED if name in asked)
