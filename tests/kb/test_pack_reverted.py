"""A pack that goes back to what is published after its change was refused."""

from pathlib import Path

from kb.enums import State
from kb.models import Finding, Release, Statement
from kb.services import release_reject
from tests import make
from tests.kb.test_pack import _people_and_vocabulary, approve, load, mend, pack

__all__ = ["_people_and_vocabulary", "pack"]

CHANGES = (
    ("findings/knitting.yaml", "- One town", "- One small town"),
    ("statements.yaml", "Knitters gave", "Some knitters gave"),
)


def change(pack: Path, *, back: bool = False) -> None:
    """Change a finding and a statement; or change them back."""
    for file, old, new in CHANGES:
        mend(pack, file, *((new, old) if back else (old, new)))


def refuse() -> None:
    """Refuse the release that waits."""
    release = Release.objects.in_review().get()
    release_reject(release=release, reviewer=make.reviewer(), reason="Not so.")


def seen() -> tuple[list[str], list[str]]:
    """Return what readers see of both."""
    return (
        Finding.objects.published().get(key="knitting-matters").limitations,
        [statement.text[:12] for statement in Statement.objects.published()],
    )


FIRST = (["One town"], ["Knitters gav"])
SECOND = (["One small town"], ["Some knitter"])


def test_it_loads_cleanly_and_nothing_waits(pack: Path) -> None:
    load(pack)
    approve()
    change(pack)
    load(pack)
    refuse()
    change(pack, back=True)
    assert "Nothing to review." in load(pack)
    assert not Release.objects.in_review().exists()
    assert seen() == FIRST
    refused = Finding.objects.get(state=State.DRAFT)
    assert (refused.version, refused.reviews.get().note) == (2, "Not so.")


def test_the_change_may_come_again_after_all(pack: Path) -> None:
    load(pack)
    approve()
    change(pack)
    load(pack)
    refuse()
    change(pack, back=True)
    load(pack)
    change(pack)
    load(pack)
    approve()
    assert seen() == SECOND
    change(pack, back=True)
    load(pack)
    approve()
    assert seen() == FIRST
    assert "Nothing to review." in load(pack)


def test_what_was_refused_comes_again_if_the_pack_insists(pack: Path) -> None:
    load(pack)
    approve()
    change(pack)
    load(pack)
    refuse()
    load(pack)
    approve()
    assert seen() == SECOND
