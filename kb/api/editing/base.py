"""What the addresses for writing have in common: who, whether, once, and on what."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from json import dumps
from typing import Any, ClassVar

import pghistory
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Model
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag
from rest_framework.request import Request

from kb.api.asked import misspelt, refuse
from kb.api.base import Resource
from kb.api.bearer import REALM, BearerAuthentication, unauthorized
from kb.api.editing.refusal import shape_refused, told
from kb.api.editing.schema import EditingSchema
from kb.api.problems import Problem
from kb.api.strict import LARGEST, StrictJSONParser
from kb.enums import Scope
from kb.models import ApiToken
from kb.selectors.history import version_token
from kb.selectors.resting import something_public_rests_on
from kb.services import (
    KeyBusyError,
    KeyReusedError,
    PartsRefused,
    StaleEditError,
    answer_keep,
    answer_kept,
    unchanged,
)

ONCE = "Idempotency-Key"
KEY = re.compile(r"[\x21-\x7e]{1,128}")
KEPT_HEADERS = ("ETag", "Location")
Document = dict[str, Any]


class Editing(Resource):
    """An address that answers to a person's token, and writes through the services."""

    authentication_classes = (BearerAuthentication,)
    parser_classes = (StrictJSONParser,)
    http_method_names = ["get", "head", "post", "put", "delete", "options"]
    schema = EditingSchema()
    needs: ClassVar[Mapping[str, Scope]] = {}
    """The scope that each method needs; HEAD needs what GET needs."""
    takes: ClassVar[Mapping[str, type[Any]]] = {}
    """What each method's body is: a serializer."""
    gives: ClassVar[Mapping[str, type[Any]]] = {}
    """What each method's answer is: a serializer; nothing for 204."""
    guarded: ClassVar[frozenset[str]] = frozenset({"PUT", "DELETE"})
    """Methods that change a row, and therefore need If-Match."""
    asked: ClassVar[tuple[str, ...]] = ()
    """Parameters that the address knows."""

    @classmethod
    def known(cls, method: str) -> tuple[str, ...]:
        """Return the parameters that the address knows for one of its methods."""
        return cls.asked

    def initial(self, request: Request, *args: Any, **keys: Any) -> None:  # noqa: ANN401
        """Let in who may, before anything of the body is believed."""
        super().initial(request, *args, **keys)
        method = "GET" if request.method == "HEAD" else str(request.method)
        if method not in self.needs:
            return
        if request.auth is None:
            raise unauthorized("Send a token: Authorization: Bearer attest_….")
        if self.needs[method] not in self.token.scopes:
            scope = self.needs[method].value
            raise Problem(
                "insufficient-scope",
                f"The token “{self.token.name}” lacks the scope {scope}.",
                headers={
                    "WWW-Authenticate": (
                        f'{REALM}, error="insufficient_scope", scope="{scope}"'
                    )
                },
            )
        refuse(misspelt(request.query_params, self.known(method)))
        check_length(request)

    @property
    def token(self) -> ApiToken:
        """The token that the request brought."""
        token: Any = self.request.auth
        found: ApiToken = token
        return found

    @property
    def person(self) -> User:
        """Whoever acts, by their token."""
        return self.token.person

    def finalize_response(
        self,
        request: Request,
        response: Any,  # noqa: ANN401
        *args: Any,  # noqa: ANN401
        **keys: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Return the answer, which is for whoever asked and nobody else."""
        final = super().finalize_response(request, response, *args, **keys)
        final.headers["Cache-Control"] = "private, no-store"
        patch_vary_headers(final, ["Authorization"])
        return final

    def body(self) -> Any:  # noqa: ANN401 - what a serializer found valid
        """Return what the body says, by the serializer of the method."""
        serializer = self.takes[str(self.request.method)](data=self.request.data)
        if not serializer.is_valid():
            raise shape_refused(serializer.errors)
        self.given = serializer
        return serializer.validated_data

    def once(self, work: Callable[[], HttpResponse]) -> HttpResponseBase:
        """Do ``work``, or answer again what it was answered under the same key."""
        key = self.request.META.get("HTTP_IDEMPOTENCY_KEY")
        if key is None:
            with transaction.atomic():
                return work()
        if not KEY.fullmatch(key):
            detail = f"{ONCE} has 1 to 128 visible ASCII characters."
            raise Problem("malformed-request", detail)
        digest = digest_of(self.request)
        with transaction.atomic():
            try:
                kept = answer_kept(person=self.person, key=key, digest=digest)
            except KeyBusyError:
                detail = f"A request with this {ONCE} is being worked on: try again."
                headers = {"Retry-After": "1"}
                raise Problem("in-progress", detail, headers=headers) from None
            except KeyReusedError:
                detail = f"This {ONCE} was used for another request: take a new one."
                raise Problem("key-reused", detail) from None
            if kept is not None:
                headers = {**kept.headers, "Idempotency-Replayed": "true"}
                return answer_of(kept.body, kept.status, headers)
            done = work()
            answer_keep(
                person=self.person,
                key=key,
                digest=digest,
                status=done.status_code,
                headers={n: done.headers[n] for n in KEPT_HEADERS if n in done.headers},
                body=done.content.decode(),
            )
        return done

    @contextmanager
    def standing(self, row: Model, root: str = "/content") -> Any:  # noqa: ANN401
        """Hold ``row`` as If-Match names it while the block writes.

        428 without If-Match; 412, with the ETag that stands, if it names another
        version. What the services refuse in the block is told as a problem.
        """
        wanted = self.request.META.get("HTTP_IF_MATCH", "")
        if not wanted:
            detail = "Send If-Match with the ETag of what you read."
            raise Problem("version-required", detail, headers={"ETag": tag_of(row)})
        seen = version_token(type(row), row.pk)
        # Whoever compresses an answer on its way makes its tag a weak one. It names a
        # version of the row, whatever the bytes are.
        tags = {each.removeprefix("W/") for each in parse_etags(wanted)}
        if "*" not in tags and tag(seen) not in tags:
            raise overtaken(row)
        try:
            with refusing(root), unchanged(row=row, seen=seen):
                yield
        except StaleEditError:
            raise overtaken(row) from None

    def reason_for(self, row: Model, why: str | None) -> Any:  # noqa: ANN401
        """Return a context in which the history is told ``why``.

        Raises a problem if something public rests on the row and nobody says why.
        """
        if why and why.strip():
            return pghistory.context(reason=why.strip())
        if something_public_rests_on(row):
            detail = "Published findings rest on this: say why you change it."
            raise told(ValidationError(detail, code="reasons-are-given"), "/why")
        return pghistory.context()


def overtaken(row: Model) -> Problem:
    """Return the problem of a change to a version that no longer stands."""
    detail = "Somebody wrote at it since you read it: read it again."
    return Problem("overtaken", detail, headers={"ETag": tag_of(row)})


@contextmanager
def refusing(root: str = "") -> Any:  # noqa: ANN401
    """Tell what the services refuse as a problem, with pointers below ``root``."""
    try:
        yield
    except (ValidationError, PermissionDenied, PartsRefused) as error:
        raise told(error, root) from error


def check_length(request: Request) -> None:
    """Refuse a body that is too long before it is read, then read it whole."""
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    if request.META.get("HTTP_CONTENT_ENCODING", "identity") != "identity":
        detail = "Send the body as it is, without Content-Encoding."
        raise Problem("unsupported-media-type", detail)
    if not length.isdecimal() or int(length) > LARGEST:
        raise Problem("too-large", f"A body has {LARGEST:,} bytes at most.")
    try:
        len(request._request.body)
    except RequestDataTooBig:
        raise Problem("too-large", f"A body has {LARGEST:,} bytes at most.") from None


def digest_of(request: Request) -> str:
    """Return the SHA-256 of what makes a request the same request."""
    head = f"{request.method} {request.get_full_path()} "
    match = request.META.get("HTTP_IF_MATCH", "")
    return hashlib.sha256(
        head.encode() + match.encode() + b"\n" + request._request.body
    ).hexdigest()


def tag(token: str) -> str:
    """Return the entity tag of a version of a row with all its parts."""
    return quote_etag(hashlib.sha256(token.encode()).hexdigest()[:32])


def tag_of(row: Model) -> str:
    """Return the entity tag of a row as it stands."""
    return tag(version_token(type(row), row.pk))


def answer(
    document: Document,
    status: int = HTTPStatus.OK,
    *,
    row: Model | None = None,
    location: str = "",
) -> HttpResponse:
    """Return a document, with the ETag of ``row`` and where it is found."""
    headers = {"ETag": tag_of(row)} if row is not None else {}
    if location:
        headers["Location"] = location
    text = dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False)
    return answer_of(text, status, headers)


def answer_of(text: str, status: int, headers: Mapping[str, str]) -> HttpResponse:
    """Return an answer whose JSON is already written; without text, an empty one."""
    found = HttpResponse(text, status=status, headers=dict(headers))
    if text:
        found.headers["Content-Type"] = "application/json"
    else:
        del found.headers["Content-Type"]
    return found


def first(rows: Iterable[Model]) -> Any:  # noqa: ANN401 - a row of whatever table
    """Return the first of ``rows``; a problem if there is none."""
    for row in rows:
        return row
    raise Problem("not-found", "There is none here that you may see.")
