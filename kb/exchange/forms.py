"""The closed list of forms in which answers leave, each by name, suffix, media type."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """A form of an answer.

    ``keenness`` is how gladly it is given where a client likes several as much: a
    browser that would take anything gets data from the API, and no long list.
    """

    name: str
    suffix: str
    media_type: str
    label: str
    keenness: float = 1.0

    @property
    def content_type(self) -> str:
        """Return the media type as a header says it."""
        plain = self.media_type.startswith("text/") or self.name in {"bibtex", "ris"}
        return f"{self.media_type}; charset=utf-8" if plain else self.media_type


FORMS: Mapping[str, Form] = {
    form.name: form
    for form in (
        Form("json", "json", "application/json", "JSON"),
        Form("ndjson", "ndjson", "application/x-ndjson", "NDJSON, a row a line"),
        Form("csv", "csv", "text/csv", "CSV"),
        Form(
            "csljson",
            "csl.json",
            "application/vnd.citationstyles.csl+json",
            "CSL-JSON",
        ),
        Form("bibtex", "bib", "application/x-bibtex", "BibTeX"),
        Form("ris", "ris", "application/x-research-info-systems", "RIS"),
        Form("text", "txt", "text/x-bibliography", "references as text"),
        Form("html", "html", "text/html", "references as HTML", 0.5),
        Form("markdown", "md", "text/markdown", "Markdown"),
        Form("jsonld", "jsonld", "application/ld+json", "JSON-LD"),
    )
}
BY_SUFFIX: Mapping[str, Form] = {form.suffix: form for form in FORMS.values()}
REFERENCES = ("csljson", "bibtex", "ris", "text", "html")
"""The forms of a list of references."""
ROWS = ("ndjson", "csv")
"""The forms of a list of rows."""


def forms(names: Iterable[str]) -> list[Form]:
    """Return the forms of these names."""
    return [FORMS[name] for name in names]
