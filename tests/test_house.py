"""What the house asks of every file, whoever writes it."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
APPS = ("careers", "citations", "kb")
LONGEST = 300
# The closed list of design.md, from top to bottom, and what Django itself names.
MODULES = {
    "apps", "management", "urls",
    "views", "api", "admin",
    "exchange", "filters", "charts", "feeds",
    "services", "rules", "selectors", "checks", "models",
    "fetch", "formats", "enums", "identifiers",
    "migrations", "templatetags", "__init__",
}  # fmt: skip
CODE = {".py", ".html", ".js", ".css"}
# Built from parts, or this file would find itself.
REGISTRIES = ("py" + "pi.org", "python" + "hosted", "npm" + "js.", "deb.de" + "bian")
MACHINES = re.compile(r"(^|[^\w.])/(?:wor" + r"k|ro" + r"ot|hom" + r"e/\w+)/")
MARKS = "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X"))
LEFT_OPEN = re.compile(rf"(#|//|/\*|<!--).*\b({MARKS})\b|# type" + r": ignore(?!\[)")


def house_files() -> list[Path]:
    """Return every file that is, or is about to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return sorted(path for path in paths if path.is_file())


def text_of(path: Path) -> str:
    """Return the text of a file, nothing for one that is none."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def places(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    """Return ``file:line`` for every line that ``pattern`` finds."""
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_is_longer_than_a_reader_bears() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in house_files()
        if path.suffix in CODE and "migrations" not in path.parts
        if (count := len(text_of(path).splitlines())) > LONGEST
    }
    assert not long, "Split by noun, into a package of the same name."


@pytest.mark.parametrize("app", APPS)
def test_an_app_has_only_rooms_of_the_plan(app: str) -> None:
    rooms = {
        path.stem
        for path in (ROOT / app).iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert rooms <= MODULES


def test_nothing_names_a_registry() -> None:
    pattern = re.compile("|".join(map(re.escape, REGISTRIES)))
    assert places(pattern, house_files()) == []


def test_nothing_names_a_place_on_one_machine() -> None:
    code = [path for path in house_files() if "fixtures" not in path.parts]
    assert places(MACHINES, code) == []


def test_nothing_is_left_open() -> None:
    code = [path for path in house_files() if path.suffix in CODE]
    assert places(LEFT_OPEN, code) == []


def test_every_package_is_pinned_by_hash_and_by_nothing_else() -> None:
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    pin = re.compile(r"[a-z0-9][a-z0-9._-]*==\S+( ; .+)? \\")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    strange = [x for x in lines if not (pin.fullmatch(x) or digest.fullmatch(x))]
    assert strange == []


def test_every_package_that_is_asked_for_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    pinned = (ROOT / "requirements.txt").read_text()
    names = [re.split(r"[\[~=<> ]", line, maxsplit=1)[0].lower() for line in asked]
    missing = [name for name in names if f"\n{name}==" not in f"\n{pinned}"]
    assert missing == []


def test_every_variable_of_the_settings_is_described() -> None:
    code = "".join(text_of(path) for path in (ROOT / "config").glob("*.py"))
    asked = set(re.findall(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"', code))
    asked |= set(re.findall(r'environment\.get\("([A-Z_]+)"\)', code))
    described = (ROOT / "docs" / "operations.md").read_text()
    assert asked
    assert [name for name in sorted(asked) if f"`{name}`" not in described] == []


def test_every_command_of_the_readme_exists() -> None:
    commands = re.findall(
        r"^make (\w+)", (ROOT / "README.md").read_text(), re.MULTILINE
    )
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert {"run", "test"} <= set(commands) <= set(targets)
