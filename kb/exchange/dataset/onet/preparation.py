"""Job zones, and what people in an occupation say about education and training."""

from decimal import Decimal

from kb.exchange.dataset.onet.files import CODE, ELEMENT, SCALE, table_of
from kb.exchange.dataset.onet.ratings import interval, missing_of, rating, says, who_of
from kb.exchange.dataset.onet.words import short, slug
from kb.formats.dataset.archive import Archive
from kb.formats.dataset.dialect import Row
from kb.formats.dataset.items import About, Claim, Figure, Place, Ref
from kb.formats.dataset.problem import BadCellError

CATEGORIES = "Education, Training, and Experience Categories.txt"
BASE = "answers of those who were asked in the occupation"


def categories(archive: Archive) -> dict[tuple[str, str, int], str]:
    """Return the words of each answer, by element, scale and number."""
    if CATEGORIES not in archive:
        return {}
    return {
        (row.text(ELEMENT), row.text(SCALE), row.integer("Category") or 0): row.text(
            "Category Description"
        )
        for row in table_of(archive, CATEGORIES).rows()
    }


def education_claim(
    rows: list[Row],
    *,
    scheme: str,
    titles: dict[str, str],
    names: dict[str, str],
    answers: dict[tuple[str, str, int], str],
) -> Claim:
    """Return how the answers on one element spread; raises ``BadCellError``."""
    first = rows[0]
    code, element = first.text(CODE), first.text(ELEMENT)
    if code not in titles or element not in names:
        raise BadCellError(f"the code {code} or {element} matches nothing")
    title, name = titles[code], names[element]
    date, who = first.month("Date"), who_of(first)
    return Claim(
        key=f"{slug(code)}-{slug(element)}",
        topic="education-level",
        headline=short(f"{name}: what {title} say in O*NET", f"{name} for {code}"),
        statement=f"O*NET asked how people in the work of {title} see {name}.",
        population=f"{who[0].upper()}{who[1:]} of {title}",
        about=(About(career=Ref(scheme, code)),),
        figures=tuple(_answer(row, name, answers) for row in rows),
        at=Place(first.file, first.line, f"{code}, {element}"),
        says=says(rows, f"{code} {title}, {element} {name}"),
        kind="observed",
        design="survey",
        period_start=date,
        period_end=date,
        limitations=("Answers for the occupation as a whole",),
    )


def _answer(row: Row, name: str, answers: dict[tuple[str, str, int], str]) -> Figure:
    """Return the share of one answer, or a rating where the element has one."""
    scale, category = row.text(SCALE), row.integer("Category")
    if category is None:
        return rating(row, name)
    words = answers.get((row.text(ELEMENT), scale, category), f"answer {category}")
    words = words or f"answer {category} (its words are blank in the file)"
    label = f"{name}: {words}"
    if len(label) > 200:
        label = f"{label[:197]}…"
    n = row.integer("N")
    why, qualifier = missing_of(row)
    return Figure(
        "onet-answer-share",
        label,
        value=None if why else row.number("Data Value"),
        missing=why,
        qualifier=qualifier,
        base=BASE,
        n=n,
        n_unit=who_of(row) if n else "",
        **interval(row, shown=not why),
    )


def zones(archive: Archive) -> dict[int, str]:
    """Return the SVP range of each zone, half-open: ``6.0 to < 7.0``."""
    return {
        row.integer("Job Zone") or 0: row.text("SVP Range").strip("()")
        for row in table_of(archive, "Job Zone Reference.txt").rows()
    }


def zone_claim(
    row: Row, *, scheme: str, titles: dict[str, str], ranges: dict[int, str]
) -> Claim:
    """Return the job zone of an occupation with its SVP range."""
    code, zone, date = row.text(CODE), row.integer("Job Zone"), row.month("Date")
    if code not in titles:
        raise BadCellError(f"the code {code} matches nothing in this release")
    title = titles[code]
    figures = [
        Figure(
            "onet-job-zone",
            f"Job zone of {title}"[:200],
            value=None if zone is None else Decimal(zone),
            missing="not_rated" if zone is None else "",
        )
    ]
    if zone in ranges:
        told = f"SVP range of job zone {zone}"
        figures.append(Figure("svp-range", told, category=ranges[zone]))
    who = who_of(row)
    return Claim(
        key=f"{slug(code)}-job-zone",
        topic="job-zone",
        headline=short(
            f"{title}: O*NET job zone {zone or 'not rated'}", f"{code}: job zone {zone}"
        ),
        statement=f"O*NET puts {title} ({code}) into job zone {zone or 'not rated'}.",
        population=f"{who[0].upper()}{who[1:]} assigning {title} to a zone",
        about=(About(career=Ref(scheme, code)),),
        figures=tuple(figures),
        at=Place(row.file, row.line, code),
        says=f"{code} {title}: zone {zone}, {row.text('Date')}, "
        f"{row.text('Domain Source')}",
        period_start=date,
        period_end=date,
        limitations=("One zone for the whole occupation",),
    )
