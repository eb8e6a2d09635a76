"""Watching links: which there are, what each answers, what that means."""

from citations.services.links.gather import links_gather
from citations.services.links.person import link_check_now, link_set_aside
from citations.services.links.question import Outcome, link_ask
from citations.services.links.record import link_record

__all__ = [
    "Outcome",
    "link_ask",
    "link_check_now",
    "link_record",
    "link_set_aside",
    "links_gather",
]
