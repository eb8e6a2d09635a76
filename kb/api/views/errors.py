"""What an address of a problem type says, and addresses that lead nowhere."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import resolve
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kb.api.base import Resource
from kb.api.problems import ADDRESS, NOT_FOUND, TYPES, Problem


@extend_schema(exclude=True)
class ProblemTypeResource(Resource):
    """Read what a type of problem means."""

    name = "problems_read"

    def get(self, request: Request, **keys: str) -> Response:
        """Answer the type that a problem document named."""
        kind = TYPES.get(keys["key"])
        if kind is None:
            raise Problem("not-found", NOT_FOUND)
        return Response(
            {
                "type": ADDRESS.format(kind.name),
                "title": kind.title,
                "status": kind.status,
                "meaning": kind.meaning,
            }
        )


@extend_schema(exclude=True)
class Nowhere(Resource):
    """An address of the API at which nothing is."""

    name = "nowhere"
    http_method_names = [*Resource.http_method_names, "post", "put", "patch", "delete"]

    def initial(self, request: Request, *args: Any, **keys: Any) -> None:  # noqa: ANN401
        """Answer before anything is negotiated: nothing here has a form."""

    def get(self, request: Request, **_: str) -> HttpResponseBase:
        """Lead to the address with a slash, if that is one; else say that none is."""
        path = request.path_info
        if not path.endswith("/") and leads_somewhere(f"{path}/"):
            query = request.META.get("QUERY_STRING", "")
            location = f"{request.path}/?{query}" if query else f"{request.path}/"
            return HttpResponse(
                status=HTTPStatus.PERMANENT_REDIRECT, headers={"Location": location}
            )
        raise Problem("not-found", NOT_FOUND)

    options = post = put = patch = delete = get  # type: ignore[assignment]


def leads_somewhere(path: str) -> bool:
    """Tell whether an address of the API is a resource; ``Nowhere`` takes all else."""
    return getattr(resolve(path).func, "cls", None) is not Nowhere
