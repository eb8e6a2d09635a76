# ruff: noqa: E501 - the lines of a table
"""A small O*NET release of our own, in the text edition or as a spreadsheet exports it.

Two occupations, two skills and a field of knowledge; the figures are made up.
"""

import csv
import io
import zipfile
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

RATED = (
    "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tN\t"
    "Standard Error\tLower CI Bound\tUpper CI Bound\tRecommend Suppress\t"
)
NOVEL, WEAVER = "97-1001.00", "97-2002.00"

FILES: dict[str, str] = {
    "Read Me.txt": "O*NET 99.1 Database\nA release that never was\n",
    "Occupation Data.txt": (
        "O*NET-SOC Code\tTitle\tDescription\n"
        f"{NOVEL}\tNovel Writers\tWrite novels, as a trade.\n"
        f"{WEAVER}\tHand Weavers\tWeave cloth by hand.\n"
    ),
    "Content Model Reference.txt": (
        "Element ID\tElement Name\tDescription\n"
        "2.A\tBasic Skills\tSkills to learn by\n"
        "2.A.9.a\tReading Closely\tReading what stands between the lines.\n"
        "2.B.9.e\tCutting Words\tLeaving out what is not needed.\n"
        "2.C.9.a\tStory Craft\tKnowledge of how stories are built.\n"
        "2.D.1\tRequired Level of Education\tThe education that the work asks for.\n"
    ),
    "Scales Reference.txt": (
        "Scale ID\tScale Name\tMinimum\tMaximum\n"
        "IM\tImportance\t1\t5\nLV\tLevel\t0\t7\n"
    ),
    "Skills.txt": (
        f"{RATED}Not Relevant\tDate\tDomain Source\n"
        f"{NOVEL}\t2.A.9.a\tReading Closely\tIM\t4.12\t8\t0.1250\t3.8800\t4.3700\tN\tn/a\t07/2017\tAnalyst\n"
        f"{NOVEL}\t2.A.9.a\tReading Closely\tLV\t4.25\t8\t0.2500\t3.7600\t4.7400\tN\tN\t07/2017\tAnalyst\n"
        f"{NOVEL}\t2.B.9.e\tCutting Words\tIM\t1.25\t8\t0.1250\t1.0000\t1.5000\tN\tn/a\t07/2017\tAnalyst\n"
        f"{NOVEL}\t2.B.9.e\tCutting Words\tLV\t0.38\t8\t0.1830\t0.0200\t0.7400\tY\tY\t07/2017\tAnalyst\n"
        f"{WEAVER}\t2.A.9.a\tReading Closely\tIM\t2.00\t8\t0.0000\t2.0000\t2.0000\tN\tn/a\t08/2021\tAnalyst\n"
        f"{WEAVER}\t2.A.9.a\tReading Closely\tLV\t1.88\t8\t0.4400\t1.0200\t2.7400\tY\tN\t08/2021\tAnalyst\n"
    ),
    "Knowledge.txt": (
        f"{RATED}Not Relevant\tDate\tDomain Source\n"
        f"{NOVEL}\t2.C.9.a\tStory Craft\tIM\t4.90\t21\tn/a\tn/a\tn/a\tn/a\tn/a\t05/2019\tOccupational Expert\n"
        f"{NOVEL}\t2.C.9.a\tStory Craft\tLV\t6.10\t21\tn/a\tn/a\tn/a\tn/a\tN\t05/2019\tOccupational Expert\n"
    ),
    "Education, Training, and Experience.txt": (
        "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tCategory\tData Value\tN\t"
        "Standard Error\tLower CI Bound\tUpper CI Bound\tRecommend Suppress\tDate\t"
        "Domain Source\n"
        f"{NOVEL}\t2.D.1\tRequired Level of Education\tRL\t1\t0.00\t28\t0.0000\tn/a\tn/a\tN\t08/2023\tIncumbent\n"
        f"{NOVEL}\t2.D.1\tRequired Level of Education\tRL\t2\t64.50\t28\t9.1000\t44.8000\t80.3000\tN\t08/2023\tIncumbent\n"
        f"{NOVEL}\t2.D.1\tRequired Level of Education\tRL\t3\t35.50\t28\t9.1000\t19.7000\t55.2000\tY\t08/2023\tIncumbent\n"
    ),
    "Education, Training, and Experience Categories.txt": (
        "Element ID\tElement Name\tScale ID\tCategory\tCategory Description\n"
        "2.D.1\tRequired Level of Education\tRL\t1\tn/a\n"
        "2.D.1\tRequired Level of Education\tRL\t2\tSome school\n"
        "2.D.1\tRequired Level of Education\tRL\t3\tMuch school\n"
    ),
    "Task Statements.txt": (
        "O*NET-SOC Code\tTask ID\tTask\tTask Type\tIncumbents Responding\tDate\t"
        "Domain Source\n"
        f'{NOVEL}\t9001\tWrite a "first" draft without looking back.\tCore\t28\t08/2023\tIncumbent\n'
        f"{NOVEL}\t9002\tRead proofs.\tn/a\tn/a\t08/2023\tAnalyst\n"
        f"{WEAVER}\t9003\tSet up a loom.\tSupplemental\t11\t08/2021\tIncumbent\n"
    ),
    "Emerging Tasks.txt": (
        "O*NET-SOC Code\tTask\tCategory\tOriginal Task ID\tOriginal Task\tDate\t"
        "Domain Source\n"
        f"{NOVEL}\tDictate drafts to a machine.\tNew\tn/a\tn/a\t08/2024\tAI/SME\n"
        f"{NOVEL}\tRead proofs on a screen.\tRevision\t9002\tRead proofs.\t08/2023\tIncumbent\n"
    ),
    "DWA Reference.txt": (
        "Element ID\tElement Name\tIWA ID\tIWA Title\tDWA ID\tDWA Title\n"
        "4.A.9.z\tWriting\t4.A.9.z.I01\tWrite texts.\t4.A.9.z.I01.D01\tWrite long texts.\n"
        "4.A.9.z\tWriting\t4.A.9.z.I01\tWrite texts.\t4.A.9.z.I01.D02\tCheck texts.\n"
    ),
    "Tasks to DWAs.txt": (
        "O*NET-SOC Code\tTask ID\tDWA ID\tDate\tDomain Source\n"
        f"{NOVEL}\t9001\t4.A.9.z.I01.D01\t03/2014\tAnalyst\n"
        f"{NOVEL}\t9002\t4.A.9.z.I01.D01\t03/2014\tAnalyst\n"
        f"{NOVEL}\t9002\t4.A.9.z.I01.D02\t03/2014\tAnalyst\n"
    ),
    "Job Zones.txt": (
        "O*NET-SOC Code\tJob Zone\tDate\tDomain Source\n"
        f"{NOVEL}\t3\t08/2023\tAnalyst\n{WEAVER}\t5\t08/2021\tAnalyst\n"
    ),
    "Job Zone Reference.txt": (
        "Job Zone\tName\tExperience\tEducation\tJob Training\tExamples\tSVP Range\n"
        "3\tJob Zone Three\tSome\tSome\tSome\tSome\t(6.0 to < 7.0)\n"
        "5\tJob Zone Five\tMuch\tMuch\tMuch\tMuch\t(8.0 and above)\n"
    ),
    "Alternate Titles.txt": (
        "O*NET-SOC Code\tAlternate Title\tShort Title\tSource(s)\n"
        f"{NOVEL}\tBack Room Novelist\tn/a\t08\n"
        f"{NOVEL}\tAuthor of Books (AOB)\tAOB\t10\n"
        f"{WEAVER}\tn/a\tn/a\t08\n"
    ),
    "Technology Skills.txt": (
        "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\t"
        "In Demand\n"
        f"{NOVEL}\tInk++\t43230001\tWord processing software\tY\tY\n"
        f"{NOVEL}\tInk#\t43230001\tWord processing software\tY\tN\n"
        f"{WEAVER}\tInk#\t43230001\tWord processing software\tN\tN\n"
    ),
    "Related Occupations.txt": (
        "O*NET-SOC Code\tRelated O*NET-SOC Code\tRelatedness Tier\tIndex\n"
        f"{NOVEL}\t{WEAVER}\tPrimary-Short\t1\n"
    ),
    "Level Scale Anchors.txt": (
        "Element ID\tElement Name\tScale ID\tAnchor Value\tAnchor Description\n"
        "2.A.9.a\tReading Closely\tLV\t2\tRead a shopping list\n"
        "4.A.9.z\tAn activity nobody rates\tLV\t2\tDo nothing\n"
    ),
}
"""The text edition: tabs, no quoting, ``n/a`` for what is missing."""


def as_spreadsheet(text: str) -> bytes:
    """Return a file as a spreadsheet exports it: quoted, blanks, floats, CRLF, a mark.

    A column of titles comes in before the others, as the Excel edition has it.
    """
    rows = [line.split("\t") for line in text.splitlines()]
    told = io.StringIO()
    out = csv.writer(told, delimiter="\t")
    place = rows[0].index("N") if "N" in rows[0] else None
    for number, row in enumerate(rows):
        cells = ["" if cell == "n/a" else cell for cell in row]
        if number and place is not None and cells[place]:
            cells[place] += ".0"
        extra = "Shown Title" if number == 0 else 'the "same" title'
        out.writerow([cells[0], extra, *cells[1:]])
    return b"\xef\xbb\xbf" + told.getvalue().encode()


def files(changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """Return the release with some files changed; ``None`` takes one away."""
    merged = FILES | dict(changes or {})
    return {name: text for name, text in merged.items() if text is not None}


def swapped(name: str, old: str, new: str) -> dict[str, str]:
    """Return the change that puts ``new`` for ``old`` in a file."""
    assert old in FILES[name]
    return {name: FILES[name].replace(old, new)}


def folder(where: Path, changes: Mapping[str, str | None] | None = None) -> Path:
    """Write the text edition into a folder of its own."""
    root = where / "onet"
    root.mkdir(exist_ok=True)
    for name, text in files(changes).items():
        (root / name).write_text(text, encoding="utf-8", newline="")
    return root


def packed(where: Path, changes: Mapping[str, str | None] | None = None) -> Path:
    """Write the release as a zip of spreadsheet exports, in a folder as published."""
    path = where / "onet.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in files(changes).items():
            data = text.encode() if name == "Read Me.txt" else as_spreadsheet(text)
            zipped.writestr(f"text/{name}", data)
    return path


def run(*paths: Path, release: str = "99.1", **options: Any) -> str:
    """Run ``import_release onet`` and return what it says."""
    out = StringIO()
    call_command(
        "import_release",
        "onet",
        *paths,
        **{"release": release, "author": "pack-editor"} | options,
        stdout=out,
    )
    return out.getvalue()


def approve(pack: str = "onet-99-1") -> str:
    """Have the other person approve what waits."""
    out = StringIO()
    call_command("release_approve", pack, reviewer="pack-reviewer", stdout=out)
    return out.getvalue()


def refused(*paths: Path, release: str = "99.1", **options: Any) -> str:
    """Run an import that must be refused with 2; nothing of it may stay."""
    before = counts()
    with pytest.raises(CommandError) as caught:
        run(*paths, release=release, **options)
    assert caught.value.returncode == 2
    assert counts() == before
    return str(caught.value)


def counts() -> dict[str, int]:
    """Count the rows of every table of ours, history included."""
    with connection.cursor() as cursor:
        tables = [
            name
            for name in connection.introspection.table_names(cursor)
            if name.startswith(("careers_", "citations_", "kb_"))
        ]
        found = {}
        for name in sorted(tables):
            cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608 - own tables
            found[name] = cursor.fetchone()[0]
    return found


def total(said: str) -> tuple[int, ...]:
    """Return added, changed, unchanged and retired of all tables."""
    line = next(line for line in said.splitlines() if line.startswith("all "))
    return tuple(int(word) for word in line.split()[1:])
