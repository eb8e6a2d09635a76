"""Occupations of the Standard Occupational Classification, as US files name them."""

import re

from kb.formats.dataset.items import About, Occupation, Place, Ref
from kb.formats.dataset.problem import BadCellError

CODE = re.compile(r"\d{2}-\d{4}")
ONET = {"soc_2018": "onet_soc_2019", "soc_2010": "onet_soc_2010"}
"""The taxonomy of O*NET built on each SOC: its codes on .00 are those of the SOC."""
ALL = "00-0000"
"""The line that holds all occupations together."""


def soc_of(scheme: str, code: str) -> tuple[Ref, ...]:
    """Return the code of SOC that an occupation of O*NET is, if it is one: on .00."""
    six, _dot, detail = code.partition(".")
    schemes = {onet: soc for soc, onet in ONET.items()}
    return (Ref(schemes[scheme], six),) if detail == "00" else ()


def soc_code(scheme: str, code: str) -> Ref:
    """Return a code of six digits as a code of ``scheme``; raises ``BadCellError``."""
    if not CODE.fullmatch(code):
        raise BadCellError(f"{code!r} is no SOC code, as 15-1254 is")
    return Ref(scheme, code)


def jobs_of(ref: Ref) -> About:
    """Return what a row of a table of jobs is about: an occupation, or all of them."""
    return About(group="All occupations") if ref.code == ALL else About(career=ref)


def soc_occupation(ref: Ref, title: str, at: Place, definition: str = "") -> Occupation:
    """Return an occupation or group of ``soc_2018`` or ``soc_2010``.

    Where the file that names it does not define it, the definition says what it is.
    """
    year = ref.scheme.removeprefix("soc_")
    return Occupation(
        ref=ref,
        key=f"soc-{year}-{ref.code}",
        title=title,
        definition=definition or f"{title}: code {ref.code} of the SOC of {year}.",
        at=at,
        same=(Ref(ONET[ref.scheme], f"{ref.code}.00"),),
        taxonomy=year,
        lent=not definition,
    )
