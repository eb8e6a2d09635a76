"""``manage.py format_references FILE --style apa``: a file as references."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from citations.formats import STYLES, UnknownStyle, format_reference
from citations.formats.files import UnknownFormat, read_file
from citations.formats.reading import Reading, tells_nothing

REFUSED = 2


class Command(BaseCommand):
    """Write a reference for every good entry; say what is wrong with the others."""

    help = "Format the entries of a CSL-JSON, BibTeX or RIS file as references."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, the style, and how to write the answer."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--style", required=True, help=", ".join(STYLES))
        parser.add_argument("--html", action="store_true", help="Escaped HTML.")
        parser.add_argument(
            "--json", action="store_true", help="A list of {id, text}, each by itself."
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        """Exit with 2 and a sentence if nothing can be read or the style is unknown."""
        style, html = options["style"], options["html"]
        if style not in STYLES:
            raise CommandError(str(UnknownStyle(style)), returncode=REFUSED)
        reading = readable(options["file"], telling=True)
        for problem in reading.problems:
            self.stderr.write(str(problem))
        if options["json"]:
            answer = [
                {"id": record["id"], "text": format_reference(record, style, html=html)}
                for record in reading.records
            ]
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
            return
        for number, record in enumerate(reading.records, start=1):
            text = format_reference(record, style, html=html, number=number)
            self.stdout.write(" ".join(text.split()))


def readable(path: Path, *, telling: bool = False) -> Reading:
    """Return what a file holds, or raise ``CommandError`` with exit code 2.

    If ``telling``, only what a reference can be made of; all else is a problem.
    """
    try:
        reading = read_file(path)
    except UnknownFormat as error:
        raise CommandError(str(error), returncode=REFUSED) from error
    except OSError as error:
        raise CommandError(
            f"{path} cannot be read: {error.strerror}.", returncode=REFUSED
        ) from error
    if telling:
        keep_telling(reading)
    if not reading.records:
        sentences = [str(problem) for problem in reading.problems]
        nothing = f"{path} holds no entry: there is nothing to write."
        raise CommandError("\n".join([*sentences, nothing]), returncode=REFUSED)
    return reading


def keep_telling(reading: Reading) -> None:
    """Turn records of which nothing can be cited into problems."""
    records, origins = reading.records, reading.origins
    reading.records, reading.origins = [], []
    for record, (place, given) in zip(records, origins, strict=True):
        if tells_nothing(record):
            sentence = f"“{record['id']}” has no title, no name and no identifier."
            reading.note(place, sentence, given)
        else:
            reading.add(record, place, given)
