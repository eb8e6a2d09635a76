"""Bringing something in, as an editor does it on the screen."""

from typing import Any

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile

from citations.models import ImportBatch, ImportRow
from tests import make
from tests.screen import Answer, address, signed_in, told


class Desk:
    """An editor before the screens of capture."""

    def __init__(self, person: User | None = None) -> None:
        self.person = person or make.editor()
        self.client = signed_in(self.person)
        self.batch: ImportBatch

    def paste(self, text: str) -> list[ImportRow]:
        """Paste text, and return the rows that come of it."""
        answer = self.send({"pasted": text})
        assert answer.status_code == 302, told(answer)
        return self.staged()

    def upload(self, content: bytes, name: str = "references.bib") -> list[ImportRow]:
        """Upload a file, and return the rows that come of it."""
        answer = self.send({"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 302, told(answer)
        return self.staged()

    def send(self, fields: dict[str, Any]) -> Answer:
        """Send the form of the first screen."""
        return self.client.post(address("citations_importbatch_add"), fields)

    def staged(self) -> list[ImportRow]:
        """Return the rows of the newest batch, in their order."""
        self.batch = ImportBatch.objects.latest("pk")
        return self.rows()

    def rows(self) -> list[ImportRow]:
        """Return the rows as they are stored."""
        return list(self.batch.rows.order_by("position"))

    def press(self, button: str, query: str = "", **fields: Any) -> list[str]:
        """Press a button of the batch; return the sentences that come of it."""
        place = address("citations_importbatch_change", self.batch.pk)
        answer = self.client.post(place + query, {"do": button, **fields}, follow=True)
        assert answer.status_code == 200
        self.batch.refresh_from_db()
        return [str(message) for message in answer.context["messages"]]

    def page(self, query: str = "") -> str:
        """Return the page of the batch."""
        place = address("citations_importbatch_change", self.batch.pk)
        answer = self.client.get(place + query)
        assert answer.status_code == 200
        return str(answer.content.decode())

    def open(self, row: ImportRow) -> Answer:
        """Open a row."""
        return self.client.get(address("citations_importrow_change", row.pk))

    def save(self, row: ImportRow, **fields: Any) -> Answer:
        """Save a row as its form shows it, with ``fields`` typed over."""
        page = self.open(row)
        shown = {
            name: "" if value is None else value
            for name, value in page.context["form"].initial.items()
            if value is not False
        }
        shown["author"] = page.context["form"]["author"].value() or ""
        if isinstance(shown["author"], list):
            shown["author"] = (
                page.context["form"].fields["author"].prepare_value(shown["author"])
            )
        place = address("citations_importrow_change", row.pk)
        return self.client.post(place, shown | fields, follow=True)


def bibtex(key: str, **fields: str) -> str:
    """Return a BibTeX entry of a plainly made-up article."""
    held = {
        "title": "A made-up study of typing",
        "author": "Made, Anna and Up, Bo",
        "year": "2023",
        "journal": "Journal of Typing",
    } | fields
    lines = "".join(
        f"  {name} = {{{value}}},\n" for name, value in held.items() if value
    )
    return f"@article{{{key},\n{lines}}}\n"
