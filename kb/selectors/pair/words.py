"""What the page says in words, built from what is known and from nothing else."""

from typing import Any

Document = dict[str, Any]
INDIRECT = ("same_skill", "related", "same_career")
ONLY = {
    "same_skill": "Measured for {skill} in other work, not in this career",
    "related": "Measured only for neighbouring skills in this career",
    "same_career": "Measured only for the career as a whole",
}


def coverage(levels: set[str]) -> str:
    """Return how a facet is covered by findings at these levels of directness."""
    if "direct" in levels:
        return "answered"
    return "indirect" if levels & set(INDIRECT) else "open"


def answer(document: Document, by_facet: dict[str, list[Document]]) -> list[Document]:
    """Return the answer: one sentence on the whole, then one per facet that has any."""
    skill = document["skill"]["name"]
    said = [{"facet": "overall", "text": _overall(document, by_facet)}]
    for facet in document["facets"]:
        findings = by_facet.get(facet["key"], [])
        text = _facet(skill, findings)
        if text:
            said.append({"facet": facet["key"], "text": text})
    return said


def _overall(document: Document, by_facet: dict[str, list[Document]]) -> str:
    skill, career = document["skill"]["name"], inner(document["career"]["name"])
    facets = document["facets"]
    answered = [inner(f["label"]) for f in facets if f["coverage"] == "answered"]
    indirect = [inner(f["label"]) for f in facets if f["coverage"] == "indirect"]
    near = [
        f
        for f in document["findings"]
        if f["directness"]["level"] in {"direct", "same_skill"}
    ]
    if not near:
        start = f"Nobody has looked yet: no finding here is about {skill}."
    elif answered:
        close = all(
            f["directness"]["close_match"]
            for f in document["findings"]
            if f["directness"]["level"] == "direct"
        )
        on = f", measured on a close match of {with_article(career)}" if close else ""
        start = f"There is direct evidence on {_list(answered)}{on}."
    else:
        start = (
            f"There is evidence on {skill}, but none of it was measured in this career."
        )
    if indirect:
        start += f" Only indirect evidence bears on {_list(indirect)}."
    return start


def _facet(skill: str, findings: list[Document]) -> str:
    """Return a sentence that leads with the nearest finding's own headline."""
    for level in ("direct", *INDIRECT):
        here = [f for f in findings if f["directness"]["level"] == level]
        if here:
            break
    else:
        return ""
    if level == "direct":
        close = all(f["directness"]["close_match"] for f in here)
        lead = "Measured on a close match of this career" if close else "Measured here"
    else:
        lead = ONLY[level].format(skill=skill)
    told = _figure(here[0]) + here[0]["headline"].rstrip(".")
    more = len(here) - 1
    rest = f" ({more} more such {'finding' if more == 1 else 'findings'} below)"
    return f"{lead}: {told}{rest if more else ''}."


def _figure(finding: Document) -> str:
    """Return the figure that is about this very skill, where a finding has several."""
    for estimate in finding["estimates"]:
        if (
            estimate["about"] == "this"
            and finding["directness"]["level"] != "same_career"
        ):
            return f"{estimate['label']}: {estimate['text']} – "  # noqa: RUF001
    return ""


def gaps(document: Document) -> list[str]:
    """Return what the evidence does not show, from the gaps in it."""
    skill, career = document["skill"]["name"], inner(document["career"]["name"])
    said = []
    direct = [f for f in document["findings"] if f["directness"]["level"] == "direct"]
    if not direct:
        said.append(f"No finding measured {skill} in {with_article(career)}.")
    elif all(f["directness"]["close_match"] for f in direct):
        said.append(
            "All direct evidence was measured on an occupation that only matches "
            f"{with_article(career)} closely."
        )
    for facet in document["facets"]:
        if facet["coverage"] == "open":
            said.append(f"{facet['question']} Nobody looked yet.")
        elif facet["coverage"] == "indirect":
            said.append(f"{facet['question']} Only indirect evidence.")
        elif facet["roots"] == 1:
            said.append(f"{facet['question']} Everything rests on one primary source.")
    near = [f for f in document["findings"] if f["directness"]["level"] != "general"]
    second_hand = [f for f in near if "secondary_only" in f["marks"]]
    if second_hand:
        said.append(
            f"Read at second hand only: {len(second_hand)} of {len(near)} findings, "
            "leaving the context aside."
        )
    return said


def inner(name: str) -> str:
    """Return a name as it stands inside a sentence; AI and HR keep their capitals."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def with_article(noun: str) -> str:
    """Return a noun with its article: a developer, an accountant."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def _list(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
