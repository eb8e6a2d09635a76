"""The files of an O*NET release: their columns, and the rows of those we have seen."""

from kb.formats.dataset.archive import Archive
from kb.formats.dataset.dialect import Table

CODE, ELEMENT, SCALE = "O*NET-SOC Code", "Element ID", "Scale ID"
RATED = (
    *(CODE, ELEMENT, SCALE, "Data Value", "N", "Standard Error", "Lower CI Bound"),
    *("Upper CI Bound", "Recommend Suppress", "Date", "Domain Source"),
)

REQUIRED: dict[str, tuple[str, ...]] = {
    "Occupation Data.txt": (CODE, "Title", "Description"),
    "Content Model Reference.txt": (ELEMENT, "Element Name", "Description"),
    "Scales Reference.txt": (SCALE, "Scale Name", "Minimum", "Maximum"),
    "Task Statements.txt": (CODE, "Task ID", "Task", "Task Type", "Date"),
    "Job Zones.txt": (CODE, "Job Zone", "Date", "Domain Source"),
    "Job Zone Reference.txt": ("Job Zone", "Name", "SVP Range"),
    "Alternate Titles.txt": (CODE, "Alternate Title", "Short Title"),
    "Technology Skills.txt": (CODE, "Example", "Commodity Title", "Hot Technology"),
}
"""What every release has, since the oldest that we read."""

OPTIONAL: dict[str, tuple[str, ...]] = {
    "Skills.txt": (*RATED, "Not Relevant"),
    "Knowledge.txt": (*RATED, "Not Relevant"),
    "Abilities.txt": (*RATED, "Not Relevant"),
    "Work Styles.txt": (CODE, ELEMENT, SCALE, "Data Value", "Date", "Domain Source"),
    "Education, Training, and Experience.txt": (*RATED, "Category"),
    "Education, Training, and Experience Categories.txt": (
        *(ELEMENT, SCALE, "Category", "Category Description"),
    ),
    "Level Scale Anchors.txt": (ELEMENT, SCALE, "Anchor Value", "Anchor Description"),
    "Related Occupations.txt": (
        *(CODE, "Related O*NET-SOC Code", "Relatedness Tier", "Index"),
    ),
    "Career Changers Matrix.txt": (CODE, "Related O*NET-SOC Code", "Index"),
    "Career Starters Matrix.txt": (CODE, "Related O*NET-SOC Code", "Index"),
    "Sample of Reported Titles.txt": (CODE, "Reported Job Title"),
    "Emerging Tasks.txt": (
        *(CODE, "Task", "Category", "Original Task ID", "Date", "Domain Source"),
    ),
    "DWA Reference.txt": ("DWA ID", "DWA Title"),
    "Tasks to DWAs.txt": (CODE, "Task ID", "DWA ID", "Date", "Domain Source"),
}
"""What a release may have; a folder without it brings none of that."""

RATINGS = ("Skills.txt", "Knowledge.txt", "Abilities.txt", "Work Styles.txt")
EDUCATION = "Education, Training, and Experience.txt"

KNOWN = {
    "24.2": {
        "Occupation Data.txt": 1_110,
        "Content Model Reference.txt": 585,
        "Task Statements.txt": 19_695,
        "Job Zones.txt": 969,
        "Alternate Titles.txt": 58_255,
        "Technology Skills.txt": 29_016,
        "Career Changers Matrix.txt": 8_348,
        "Career Starters Matrix.txt": 8_580,
        "Sample of Reported Titles.txt": 9_218,
        "Emerging Tasks.txt": 352,
        "DWA Reference.txt": 2_067,
        "Tasks to DWAs.txt": 23_091,
    },
    "29.3": {
        "Occupation Data.txt": 1_016,
        "Content Model Reference.txt": 627,
        "Task Statements.txt": 18_796,
        "Job Zones.txt": 923,
        "Alternate Titles.txt": 56_560,
        "Technology Skills.txt": 32_681,
        "Related Occupations.txt": 18_460,
        "Sample of Reported Titles.txt": 7_796,
        "Emerging Tasks.txt": 295,
        "DWA Reference.txt": 2_087,
        "Tasks to DWAs.txt": 23_233,
        "Skills.txt": 61_530,
        "Knowledge.txt": 58_014,
        "Work Styles.txt": 14_064,
        "Education, Training, and Experience.txt": 36_209,
    },
    "30.1": {
        "Skills.txt": 62_580,
        "Knowledge.txt": 59_004,
        "Abilities.txt": 92_976,
        "Technology Skills.txt": 32_773,
        "Alternate Titles.txt": 56_505,
    },
}
"""Rows of each release, counted in the files (24.2, 29.3) or as published (30.1)."""


def table_of(archive: Archive, name: str) -> Table:
    """Return a file of the release as a table, with the columns it must have."""
    return Table(archive, name, (REQUIRED | OPTIONAL)[name])


def present(archive: Archive) -> list[str]:
    """Return the files that are here and are read."""
    return [name for name in (*REQUIRED, *OPTIONAL) if name in archive]
