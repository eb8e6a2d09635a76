"""Which form a client gets, by the qualities in its Accept header."""

from collections.abc import Iterable

from django.http.request import MediaType
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from kb.api.problems import Fault, Problem


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


class ByQuality(BaseContentNegotiation):
    """Choose the form that the client likes best; 406 if it likes none."""

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
        header = request.META.get("HTTP_ACCEPT", "").strip() or "*/*"
        liked = {form: liking(form, header) for form in forms}
        best = max(forms, key=lambda form: liked[form])
        if not liked[best] > 0:
            detail = f"There is: {', '.join(forms)}."
            fault = Fault("Accept", "not-acceptable", detail)
            raise Problem("not-acceptable", f"No form fits. {detail}", (fault,))
        return forms[best], best
