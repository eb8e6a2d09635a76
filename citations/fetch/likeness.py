"""How much of one text stands in another, told from small sketches of both.

Of all runs of five words the sketch keeps the 128 whose hashes are smallest; two
sketches tell which share of the runs both texts have (Broder 1997, “On the resemblance
and containment of documents”), to about nine points in nineteen cases of twenty.
"""

import re
from hashlib import blake2b

RUN = 5
KEPT = 128
WIDTH = 8
FEWEST = 20
MOST = 50_000
WORD = re.compile(r"\w+")


def sketch(text: str) -> bytes:
    """Return the sketch of a text, empty for one too short to compare.

    Capitals and punctuation do not count; of very long texts the first 50,000 words do.
    """
    words = WORD.findall(text.casefold())[:MOST]
    if len(words) < FEWEST:
        return b""
    runs = {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    hashes = sorted(
        blake2b(run.encode(errors="replace"), digest_size=WIDTH).digest()
        for run in runs
    )
    return b"".join(hashes[:KEPT])


def likeness(before: bytes, now: bytes) -> int:
    """Return how many percent of both texts together stand in both.

    >>> likeness(sketch("one two three " * 9), sketch("One, two, three. " * 9))
    100
    """
    first, second = _hashes(before), _hashes(now)
    smallest = sorted(first | second)[:KEPT]
    if not smallest:
        return 100
    return round(
        100 * sum(x in first and x in second for x in smallest) / len(smallest)
    )


def _hashes(kept: bytes) -> set[bytes]:
    return {kept[at : at + WIDTH] for at in range(0, len(kept), WIDTH)}
