"""The one way to the network: ``Net.get``."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from citations.fetch.answers import Answer, FetchError, Reason
from citations.fetch.body import body_of
from citations.fetch.dial import Clock, Deadline
from citations.fetch.pace import Pace
from citations.fetch.target import Target
from citations.fetch.transport import Limits, PinnedTransport

PRODUCT = "Attest/0.1"
AGAIN = {429, 500, 502, 503, 504}
MOVED = {301, 302, 303, 307, 308}


class Net:
    """Fetches public addresses, politely and within limits.

    ``contact`` is the operator's e-mail address, which registries ask for. A transport
    that was made for a test reaches a stub; it holds the same guard, as no argument and
    no setting takes it off.
    """

    def __init__(
        self,
        *,
        transport: httpx.BaseTransport | None = None,
        limits: Limits | None = None,
        contact: str = "",
        clock: Clock = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.limits = limits or Limits()
        self.contact = contact
        self.now = now
        self._transport = transport or PinnedTransport(limits=self.limits)
        self._clock = clock
        self._sleep = sleep
        self._pace = Pace(clock, sleep)

    def get(self, address: str, *, accept: str = "*/*") -> Answer:
        """Return the last answer for ``address``, whatever its status.

        Statuses that pass (429, 5xx) and connections that fail are tried again, after
        the time the server asks for, or 1, 2, 4 … seconds. Raises ``FetchError`` for an
        address that may not be asked, a limit that was passed, and no answer at all.
        """
        target = Target.of(address)
        end = self._clock() + self.limits.patience
        for turn in range(1, self.limits.tries):
            wait: float = 2 ** (turn - 1)
            try:
                answer = self._once(target, accept)
            except FetchError as error:
                if error.reason != Reason.UNREACHABLE:
                    raise
            else:
                if answer.status not in AGAIN:
                    return answer
                wait = self._asked_wait(answer, wait)
                if wait > self.limits.longest_wait or self._clock() + wait > end:
                    return answer
            self._sleep(wait)
        return self._once(target, accept)

    def _once(self, target: Target, accept: str) -> Answer:
        """Follow redirects to an answer; each hop is checked like the first."""
        self._pace.wait(target.host, self.limits.longest_wait)
        deadline = Deadline(self._clock, self.limits.seconds)
        hops: list[str] = []
        turns: list[int] = []
        while len(hops) <= self.limits.redirects:
            hops.append(str(target))
            response = self._transport.handle_request(
                self._request(target, accept, deadline)
            )
            headers = {name.lower(): text for name, text in response.headers.items()}
            self._pace.learn(target.host, headers)
            if response.status_code not in MOVED or "location" not in headers:
                body = self._body(response)
                status, led = response.status_code, (tuple(hops), tuple(turns))
                return Answer(status, headers, body, *led)
            turns.append(response.status_code)
            response.close()
            target = target.follow(headers["location"])
        said = f"The address redirects more than {self.limits.redirects} times."
        raise FetchError(Reason.LIMIT, said)

    def _body(self, response: httpx.Response) -> bytes:
        """Return the body; an error about it says what the server answered."""
        try:
            return body_of(response, self.limits.body)
        except FetchError as error:
            error.status = response.status_code
            raise

    def _request(
        self, target: Target, accept: str, deadline: Deadline
    ) -> httpx.Request:
        contact = f" (mailto:{self.contact})" if self.contact else ""
        return httpx.Request(
            "GET",
            str(target),
            headers={
                "Host": target.netloc,
                "User-Agent": f"{PRODUCT}{contact}",
                "Accept": accept,
                "Accept-Encoding": "identity",
                "Connection": "close",
            },
            extensions={"deadline": deadline},
        )

    def _asked_wait(self, answer: Answer, usual: float) -> float:
        """Return the seconds of ``Retry-After`` (RFC 9110, 10.2.3), else ``usual``."""
        asked = answer.headers.get("retry-after", "").strip()
        if re.fullmatch(r"[0-9]{1,9}", asked):
            return max(float(asked), usual)
        try:
            moment = parsedate_to_datetime(asked)
        except ValueError:
            return usual
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max((moment - self.now()).total_seconds(), usual)
