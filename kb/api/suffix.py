"""The suffix of a form behind an address, as in ``noy-zhang-2023.csl.json``."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class Suffix(StringConverter):
    """One or more short words: ``bib``, ``csl.json``."""

    regex = r"[a-z]+(?:\.[a-z]+)*"


register_converter(Suffix, "suffix")
SUFFIX = "<suffix:format>"
