"""Snapshots of all that is public, to be fetched whole."""

from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kb.api.asked import misspelt, refuse
from kb.api.base import Resource
from kb.api.problems import NOT_FOUND, Problem
from kb.api.schema import ResourceSchema, Schema
from kb.exchange.snapshot import MANIFEST, SnapshotError, manifest_of

MOST = 200


class FileAnswer(serializers.Serializer[Any]):
    """A file of a snapshot."""

    name = serializers.CharField()
    url = serializers.CharField()
    rows = serializers.IntegerField()
    bytes = serializers.IntegerField()
    sha256 = serializers.CharField()
    media_type = serializers.CharField()
    about = serializers.CharField()


class SnapshotAnswer(serializers.Serializer[Any]):
    """All that was public at one moment, in files."""

    name = serializers.CharField()
    made_at = serializers.DateTimeField()
    version = serializers.IntegerField(help_text="Of the format of the files.")
    schema = serializers.DictField(
        child=serializers.CharField(), help_text="Of the tables, by app."
    )
    rows_sha256 = serializers.CharField(
        help_text="Equal for equal knowledge bases, whenever they are written out."
    )
    changes_cursor = serializers.CharField(
        help_text="`since` of the feed of changes, to go on from here."
    )
    files = FileAnswer(many=True)


class SnapshotsAnswer(serializers.Serializer[Any]):
    """The snapshots that are there, the newest first."""

    results = SnapshotAnswer(many=True)


class Snapshots(Resource):
    """List the snapshots that can be fetched, the newest first."""

    name = "snapshots_list"
    serializer_class = SnapshotsAnswer

    def get(self, request: Request, **_: str) -> HttpResponseBase:
        """Answer the manifest of each."""
        refuse(misspelt(request.query_params, ()))
        return Response({"results": [document(found) for found in newest_first()]})


class OneSnapshot(Resource):
    """Read what a snapshot holds, and where each file is."""

    name = "snapshots_read"
    serializer_class = SnapshotAnswer

    def get(self, request: Request, **keys: str) -> HttpResponseBase:
        """Answer its manifest."""
        refuse(misspelt(request.query_params, ()))
        return Response(document(snapshot_at(keys["key"])))


class FileSchema(ResourceSchema):
    """The operation of a file."""

    def answer(self) -> Schema:
        """Return that a file is whatever its manifest says it is."""
        content = {"application/octet-stream": {"schema": {"type": "string"}}}
        return {"description": self.get_summary(), "content": content}


class SnapshotFile(Resource):
    """Fetch a file of a snapshot. ETag is its SHA-256."""

    name = "snapshots_file"
    schema = FileSchema()

    def get(self, request: Request, **keys: str) -> HttpResponseBase:
        """Answer the file, or 304 if the client holds it."""
        refuse(misspelt(request.query_params, ()))
        manifest = snapshot_at(keys["key"])
        told = {file["name"]: file for file in manifest["files"]}.get(keys["file"])
        if told is None:
            raise Problem("not-found", NOT_FOUND)
        tag = quote_etag(told["sha256"])
        known = get_conditional_response(request._request, etag=tag)
        if known is not None and known.status_code == HTTPStatus.NOT_MODIFIED:
            return known
        place = settings.SNAPSHOTS_DIR / manifest["name"] / told["name"]
        try:
            file = place.open("rb")
        except OSError:
            raise Problem("not-found", NOT_FOUND) from None
        answer = FileResponse(
            file,
            as_attachment=True,
            filename=f"{manifest['name']}-{told['name']}",
            content_type=told["media_type"],
        )
        answer.headers["ETag"] = tag
        return answer


def newest_first() -> list[dict[str, Any]]:
    """Return the manifests of the snapshots that are whole."""
    folder: Path = settings.SNAPSHOTS_DIR
    if not folder.is_dir():
        return []
    named = sorted(
        (each for each in folder.iterdir() if not each.name.startswith(".")),
        reverse=True,
    )
    return [manifest for each in named[:MOST] if (manifest := read(each)) is not None]


def read(folder: Path) -> dict[str, Any] | None:
    """Return the manifest in a folder, ``None`` where there is none."""
    try:
        return manifest_of(folder) | {"name": folder.name}
    except SnapshotError:
        return None


def snapshot_at(key: str) -> dict[str, Any]:
    """Return the manifest of the snapshot with this name; a problem without one."""
    manifest = read(settings.SNAPSHOTS_DIR / key)
    if manifest is None or not (settings.SNAPSHOTS_DIR / key / MANIFEST).is_file():
        raise Problem("not-found", NOT_FOUND)
    return manifest


def document(manifest: dict[str, Any]) -> dict[str, Any]:
    """Return a manifest with the address of each file."""
    shown = ("name", "made_at", "version", "schema", "rows_sha256", "changes_cursor")
    return {name: manifest[name] for name in shown} | {
        "files": [
            file
            | {
                "url": reverse(
                    "kb:api:snapshot-file", args=[manifest["name"], file["name"]]
                )
            }
            for file in manifest["files"]
        ]
    }
