"""``python -m config.embedded start|stop [folder]``: the embedded server by hand."""

import sys
from pathlib import Path

from config.embedded import EmbeddedServerError, start, stop

FOLDER = Path(__file__).parents[2] / ".postgres"
USAGE = "Usage: python -m config.embedded start|stop [folder]"


def main(arguments: list[str]) -> str:
    """Do what ``arguments`` ask and return the sentence to print."""
    match arguments:
        case [("start" | "stop") as verb, *rest] if len(rest) <= 1:
            folder = Path(rest[0]) if rest else FOLDER
        case _:
            raise SystemExit(USAGE)
    try:
        if verb == "start":
            return f"PostgreSQL accepts connections in {start(folder)}."
        return "PostgreSQL stopped." if stop(folder) else "PostgreSQL was not running."
    except EmbeddedServerError as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]) + "\n")
