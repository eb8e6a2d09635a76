"""Not asking anybody more often than they like."""

import re
import threading
from collections.abc import Callable, Mapping

from citations.fetch.answers import FetchError, Reason
from citations.fetch.dial import Clock

# Seconds between two questions, as each service asks for: arXiv API, "Rate limits";
# NCBI E-utilities, "Usage guidelines"; Crossref REST API, public pool.
INTERVALS = {
    "export.arxiv.org": 3.0,
    "eutils.ncbi.nlm.nih.gov": 0.35,
    "api.crossref.org": 0.2,
}
LONGEST = 10.0


class Pace:
    """Spaces out the questions of this process to each host."""

    def __init__(self, clock: Clock, sleep: Callable[[float], None]) -> None:
        self._clock = clock
        self._sleep = sleep
        self._intervals = dict(INTERVALS)
        self._free_at: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, longest: float) -> None:
        """Sleep until ``host`` may be asked again, and take that moment.

        Raises ``FetchError`` if others have taken the next ``longest`` seconds.
        """
        interval = self._intervals.get(host)
        if interval is None:
            return
        with self._lock:
            now = self._clock()
            start = max(now, self._free_at.get(host, now))
            if start - now > longest:
                said = f"Too many are waiting to ask {host}: try again in a minute."
                raise FetchError(Reason.BUSY, said)
            self._free_at[host] = start + interval
        if start > now:
            self._sleep(start - now)

    def learn(self, host: str, headers: Mapping[str, str]) -> None:
        """Take over what Crossref's rate headers say, within reason."""
        limit = headers.get("x-rate-limit-limit", "")
        window = re.fullmatch(
            r"([0-9]{1,4})s", headers.get("x-rate-limit-interval", "")
        )
        if re.fullmatch(r"[1-9][0-9]{0,5}", limit) and window and host in INTERVALS:
            self._intervals[host] = min(int(window[1]) / int(limit), LONGEST)
