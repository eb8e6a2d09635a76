"""What every dataset offers to the loader."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator

from kb.formats.dataset.archive import Archive
from kb.formats.dataset.fingerprint import FilePrint
from kb.formats.dataset.items import (
    Alias,
    Claim,
    Code,
    Element,
    Listing,
    Occupation,
    Origin,
    Task,
)
from kb.formats.dataset.quarantine import Quarantine


class Dataset(ABC):
    """One edition of a dataset, read from an archive.

    ``only`` names the codes to load; nothing named is everything. The generators read
    the files anew at each call and yield in the order of the files; what cannot be read
    goes to ``quarantine``. The loader calls each of them once, in the order in which
    they stand here. A dataset overrides those that it has something for.
    """

    name: str
    """The SOURCE of ``import_release``; its release is the pack ``name-edition``."""

    def __init__(
        self, archive: Archive, edition: str, only: Collection[str] = ()
    ) -> None:
        self.archive = archive
        self.edition = edition
        self.only = frozenset(only)
        self.quarantine = Quarantine()

    @property
    @abstractmethod
    def origin(self) -> Origin:
        """Return the dataset as a source."""

    @abstractmethod
    def check(self) -> list[FilePrint]:
        """Return the print of every file that is read.

        Raises ``DatasetProblem`` for files that are missing, are not what they are
        called, or belong to another edition than ``edition``.
        """

    def wanted(self, code: str) -> bool:
        """Whether the code of an occupation is to be loaded."""
        return not self.only or code in self.only

    def occupations(self) -> Iterator[Occupation]:
        """Yield the occupations; each becomes a career."""
        yield from ()

    def elements(self) -> Iterator[Element]:
        """Yield skills, fields of knowledge and technologies; each becomes a skill."""
        yield from ()

    def tasks(self) -> Iterator[Task]:
        """Yield the tasks."""
        yield from ()

    def aliases(self) -> Iterator[Alias]:
        """Yield other names."""
        yield from ()

    def codes(self) -> Iterator[Code]:
        """Yield matches with other taxonomies."""
        yield from ()

    def listings(self) -> Iterator[Listing]:
        """Yield classifications without a figure."""
        yield from ()

    def claims(self) -> Iterator[Claim]:
        """Yield figures, those that belong together as one claim."""
        yield from ()
