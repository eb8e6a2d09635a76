"""In which form a request wants its answer, in which style, and with what beside it."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, ClassVar

from django.http import QueryDict
from django.http.request import MediaType
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from citations.formats import STYLES
from kb.api.asked import not_a_choice
from kb.api.negotiation import Rendering
from kb.api.problems import Fault, Problem
from kb.exchange.forms import FORMS, REFERENCES, Form

FORMATTING = ("format", "style", "include")
"""The parameters that shape an answer and choose nothing."""
INCLUDED = ("bib", "citation", "bibtex", "ris", "csljson")
USUAL_STYLE = "apa"
RECORD = {
    "type": "object",
    "required": ["id", "type"],
    "properties": {"id": {"type": "string"}, "type": {"type": "string"}},
}
SHAPES: dict[str, dict[str, Any]] = {
    "csljson": {"type": "array", "items": RECORD},
}
"""What clients find that read every media type ending in ``+json`` as JSON."""


@cache
def renderers(names: tuple[str, ...]) -> tuple[BaseRenderer, ...]:
    """Return what writes the forms of these names; the same ones serve all requests."""
    own = [Rendering(FORMS[name]) for name in names if name != "json"]
    return (JSONRenderer(), *own)


class Formed:
    """An address that answers in several forms."""

    forms: ClassVar[tuple[str, ...]] = ("json",)
    """The names of the forms in which it answers, but for references."""
    cites: ClassVar[bool] = False
    """Whether it has references too."""

    def get_renderers(self) -> list[BaseRenderer]:
        """Return what writes each form."""
        return list(renderers(self.forms_here()))

    @classmethod
    def formatting(cls) -> tuple[str, ...]:
        """Return the parameters that shape the answer."""
        if cls.cites:
            return FORMATTING
        return ("format",) if len(cls.forms) > 1 else ()

    @classmethod
    def forms_here(cls) -> tuple[str, ...]:
        """Return the names of all forms."""
        return (*cls.forms, *REFERENCES) if cls.cites else cls.forms


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


def forming_parameters(
    names: Sequence[str], forms: Sequence[str]
) -> list[dict[str, Any]]:
    """Return the schema of those of ``FORMATTING`` that ``names`` lists."""
    told = {
        "format": (
            {"type": "string", "enum": list(forms), "default": "json"},
            "Form of the answer; stronger than Accept. A suffix instead of the last "
            "slash (`.bib`, `.csl.json`) is stronger still.",
        ),
        "style": (
            {"type": "string", "enum": list(STYLES), "default": USUAL_STYLE},
            "Style of references, for `format=text`, `format=html` and `include`.",
        ),
        "include": (
            {
                "type": "array",
                "items": {"type": "string", "enum": list(INCLUDED)},
            },
            "Puts members beside each row of JSON: `bib` (the reference as text), "
            "`citation` (as it stands in a sentence), `bibtex`, `ris`, `csljson` (an "
            "object). Of a finding each is a list, in the order of `citations`.",
        ),
    }
    found: list[dict[str, Any]] = []
    for name in names:
        schema, description = told[name]
        one = {"in": "query", "name": name, "description": description}
        plain = {"style": "form", "explode": False} if name == "include" else {}
        found.append(one | {"schema": schema} | plain)
    return found


def form_contents(forms: Sequence[str]) -> dict[str, Any]:
    """Return the media type of every form but JSON: text, or JSON of another kind."""
    return {
        FORMS[name].media_type: {
            "schema": SHAPES.get(name, {"type": "string"})
            | {"description": FORMS[name].label}
        }
        for name in forms
        if name != "json"
    }
