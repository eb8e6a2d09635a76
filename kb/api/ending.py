"""How an address says, long before, that it will change or end."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.http import http_date


@dataclass(frozen=True)
class Deprecation:
    """Since when an address should not be used, until when it answers, and why."""

    since: datetime
    sunset: datetime
    link: str
    """Where it is explained what to use instead."""

    def headers(self) -> dict[str, str]:
        """Return Deprecation (RFC 9745), Sunset (RFC 8594) and the link."""
        return {
            "Deprecation": f"@{self.since.timestamp():.0f}",
            "Sunset": http_date(self.sunset.timestamp()),
            "Link": f'<{self.link}>; rel="deprecation"; type="text/html"',
        }
