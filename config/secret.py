"""The secret key: an operator's, or one made for this checkout."""

import os
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key


def secret_key(env: environ.Env, kept_in: Path, *, debug: bool) -> str:
    """Return ``SECRET_KEY``; in development one that is made once and kept.

    Raises ``ImproperlyConfigured`` in production without ``SECRET_KEY``.
    """
    given: str = env.str("SECRET_KEY", default="")
    if given:
        return given
    if not debug:
        raise ImproperlyConfigured("Set SECRET_KEY: with DEBUG off none is made up.")
    if not kept_in.exists():
        make(kept_in)
    return kept_in.read_text().strip()


def make(path: Path) -> None:
    """Write a new key to ``path``, whole or not at all; the first writer wins."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.touch(mode=0o600)
    unfinished.write_text(get_random_secret_key())
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()
