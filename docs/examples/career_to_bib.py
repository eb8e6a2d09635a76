"""python career_to_bib.py http://127.0.0.1:8000 backend-developer backend.bib."""

import json
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen


def read(address: str) -> Any:  # noqa: ANN401
    """Return one answer; wait as long as the server asks to."""
    try:
        with urlopen(address, timeout=60) as answer:
            return json.load(answer)
    except HTTPError as error:
        if error.code != 429:
            problem = json.load(error)
            sys.exit(f"{problem['title']}: {problem['detail']}")
        time.sleep(float(error.headers.get("Retry-After", "1")))
        return read(address)


def main(base: str, career: str, target: str) -> None:
    """Follow the pages of the list, and keep the BibTeX of each row."""
    asked = {"subjects__career": career, "include": "bibtex", "limit": 200}
    address = f"{base.rstrip('/')}/api/v1/citations/?{urlencode(asked)}"
    entries = []
    while address:
        page = read(address)
        entries += [row["bibtex"] for row in page["results"]]
        address = page["next"]
    Path(target).write_text("\n".join(entries), encoding="utf-8")
    print(f"{len(entries)} entries in {target}")


if __name__ == "__main__":
    main(*sys.argv[1:4])
