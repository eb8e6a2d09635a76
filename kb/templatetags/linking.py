"""Addresses of pages and links in texts: hundreds on a page, so each is made once.

Django finds an address anew for every link, which was a tenth of what the page of a
career cost, and looks through a reference for addresses on every page that shows it.
"""

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import urlize
from django.utils.safestring import SafeString

register = template.Library()
KEY, OTHER = "key", "other-key"
"""What stands for the keys in an address; keys are slugs, which need no quoting."""


@lru_cache(maxsize=64)
def pattern(name: str, *keys: str) -> tuple[str, ...]:
    """Return what stands before, between and after ``keys`` in the address ``name``."""
    address = reverse(f"kb:{name}", args=keys)
    parts = []
    for key in keys:
        part, _, address = address.partition(f"/{key}/")
        parts.append(f"{part}/")
        address = f"/{address}"
    return *parts, address


@register.filter
def page(key: str, name: str) -> str:
    """Return the address of the page ``name`` of what has this key."""
    before, after = pattern(name, KEY)
    return f"{before}{key}{after}"


@register.filter
def pair_in(skill: str, career: str) -> str:
    """Return the address of the page of a skill in a career, both by their keys."""
    before, between, after = pattern("pair", KEY, OTHER)
    return f"{before}{career}{between}{skill}{after}"


@register.filter
@lru_cache(maxsize=4096)
def linked(text: str) -> SafeString:
    """Return ``text`` escaped, with the addresses in it as links."""
    return SafeString(urlize(text, nofollow=True, autoescape=True))
