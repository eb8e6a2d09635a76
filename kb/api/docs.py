"""The schema of the API, and the page on which a person tries it."""

from typing import Any

from django.templatetags.static import static
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

from kb.api.asked import misspelt, refuse
from kb.api.fresh import Fresh
from kb.api.negotiation import ByQuality


class Schema(Fresh, SpectacularAPIView):
    """The schema, as YAML or JSON by what Accept asks for."""

    authentication_classes = ()
    content_negotiation_class = ByQuality

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **keys: Any) -> Response:  # noqa: ANN401
        """Answer the schema."""
        refuse(misspelt(request.query_params, ()))
        answer: Response = super().get(request, *args, **keys)  # type: ignore[no-untyped-call]
        return answer


class Docs(Fresh, SpectacularSwaggerSplitView):
    """Swagger UI, all of it from this site, with nothing inline.

    Its own page has a style of five lines inline, which our Content-Security-Policy
    refuses; ours has the same page with that style in a file.
    """

    authentication_classes = ()
    content_negotiation_class = ByQuality
    template_name = "kb/api/docs.html"
    url_name = "kb:api:schema"

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **keys: Any) -> Response:  # noqa: ANN401
        """Answer the page; with ``script`` in the query, the script that starts it."""
        refuse(
            fault
            for fault in misspelt(request.query_params, ("script",))
            if fault.code != "empty"
        )
        answer: Response = super().get(request, *args, **keys)  # type: ignore[no-untyped-call]
        answer.data |= {
            "page_css": static("kb/api/docs.css"),
            "schema_url": self._get_schema_url(request),  # type: ignore[no-untyped-call]
        }
        return answer
