"""The product as it answers, and the ceiling: raw WSGI over the same statements."""

import io
import json
from collections.abc import Callable, Iterable
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections

from careers.models import Career, Skill
from config.wsgi import application
from kb.selectors.pair import rows
from kb.selectors.pair.references import cited_sources
from tests.bench.rounds import Call

CITATIONS = """
SELECT json_build_object('id', c.key, 'locator', c.locator, 'source', json_build_object(
  'key', s.key, 'title', s.title, 'doi', s.doi, 'standing', citations_standing(s.id)),
  'readings', (SELECT json_agg(json_build_object('read', r.read, 'confirmation',
    r.confirmation)) FROM citations_reading r WHERE r.citation_id = c.id))
FROM citations_citation c JOIN citations_source s ON s.id = c.source_id
WHERE EXISTS (SELECT 1 FROM kb_findingcitation l
              JOIN kb_finding f ON f.id = l.finding_id WHERE l.citation_id = c.id
                AND f.state = 'published')
ORDER BY c.key LIMIT 50
"""
"""What the list of citations cannot do without, as one statement."""


def product(path: str) -> Call:
    """Return a call that asks the whole product for ``path``, by its WSGI door."""

    def call() -> bytes:
        status: list[str] = []

        def start(line: str, _headers: Any, _info: Any = None) -> Callable[..., Any]:
            status.append(line)
            return lambda _data: None

        body = _body(application(_environ(path), start))
        if not status[0].startswith("200"):
            raise RuntimeError(f"{path} answered {status[0]}: {body[:200]!r}")
        return body

    return call


def pair_ceiling(career: str, skill: str) -> Call:
    """Return a call that runs the statements of a pair's page, and only those."""
    ids = {
        "career": Career.objects.get(key=career).pk,
        "skill": Skill.objects.get(key=skill).pk,
    }
    frame = {"any": True, "releases": [1]}
    connection = _connect()

    def call() -> bytes:
        found = _rows(connection, rows.FINDINGS, ids)
        sources = {"sources": list(cited_sources(found))}
        answer = [
            _rows(connection, rows.SUBJECTS, ids),
            found,
            _rows(connection, rows.REFERENCES, sources),
            _rows(connection, rows.NEIGHBOURS, ids),
            _rows(connection, rows.FRAME, frame),
        ]
        return json.dumps(answer, default=str).encode()

    return call


def citations_ceiling() -> Call:
    """Return a call that runs one statement for the first page of citations."""
    connection = _connect()

    def call() -> bytes:
        with connection.cursor() as cursor:
            cursor.execute(CITATIONS)
            return json.dumps([row[0] for row in cursor.fetchall()]).encode()

    return call


OPEN: list[psycopg.Connection[Any]] = []
"""Connections of the ceilings, until ``hang_up``."""


def hang_up() -> None:
    """Close what the ceilings opened: a database in use cannot be removed."""
    while OPEN:
        OPEN.pop().close()


def _connect() -> psycopg.Connection[Any]:
    """Open a connection as the reading role of the product, past Django."""
    at = connections["reader"].settings_dict
    connection = psycopg.connect(
        host=at["HOST"],
        port=at["PORT"] or None,
        user=at["USER"],
        password=at["PASSWORD"] or None,
        dbname=at["NAME"],
        autocommit=True,
        prepare_threshold=0,
    )
    OPEN.append(connection)
    return connection


def _rows(
    connection: psycopg.Connection[Any], query: str, parameters: dict[str, Any]
) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _body(chunks: Iterable[bytes]) -> bytes:
    try:
        return b"".join(chunks)
    finally:
        close = getattr(chunks, "close", None)
        if close:
            close()


def _environ(path: str) -> dict[str, Any]:
    path, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": (settings.ALLOWED_HOSTS or ["localhost"])[0],
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.version": (1, 0),
    }
