"""Reading a body within its limit, packed or not."""

import zlib
from collections.abc import Iterable

import httpx

from citations.fetch.answers import FetchError, Reason

WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}


def body_of(response: httpx.Response, limit: int) -> bytes:
    """Return the unpacked body, at most ``limit`` bytes, and close the response.

    Nothing packed is asked for, but some servers pack all the same: gzip and deflate
    are unpacked piece by piece, so that a bomb stops at the limit.
    """
    try:
        packing = response.headers.get("content-encoding", "").strip().lower()
        length = response.headers.get("content-length", "")
        if length.isdecimal() and len(length) < 20 and int(length) > limit:
            raise _too_large(limit)
        return _collected(_unpacked(_pieces(response), packing, limit), limit)
    finally:
        response.close()


def _pieces(response: httpx.Response) -> Iterable[bytes]:
    stream = response.stream
    return stream if isinstance(stream, httpx.SyncByteStream) else ()


def _collected(pieces: Iterable[bytes], limit: int) -> bytes:
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > limit:
            raise _too_large(limit)
    return bytes(body)


def _unpacked(pieces: Iterable[bytes], packing: str, limit: int) -> Iterable[bytes]:
    """Yield ``pieces`` unpacked, never more than ``limit`` + 1 bytes of one."""
    if packing in {"", "identity"}:
        yield from pieces
        return
    if packing not in WINDOWS:
        said = f"The answer is packed as “{packing[:40]}”, which nobody asked for."
        raise FetchError(Reason.MALFORMED, said)
    unpacker = zlib.decompressobj(WINDOWS[packing])
    try:
        for piece in pieces:
            yield unpacker.decompress(piece, limit + 1)
    except zlib.error as error:
        said = f"The answer says it is {packing} and is not."
        raise FetchError(Reason.MALFORMED, said) from error
    if not unpacker.eof:
        raise FetchError(Reason.MALFORMED, "The answer breaks off in the middle.")


def _too_large(limit: int) -> FetchError:
    return FetchError(Reason.LIMIT, f"The answer is larger than {limit:,} bytes.")
