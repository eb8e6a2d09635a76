"""Numbers that are written in words, for a person to look at: English only.

Nothing is refused for them: “one of the two firms” is no figure. The database finds the
number words of a quote by itself (``kb_worded``), where their value counts.
"""

import re

UNITS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    "fifteen|sixteen|seventeen|eighteen|nineteen"
)
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
NUMBER = re.compile(
    rf"\b(?:(?:{TENS})(?:[- ](?:one|{UNITS}))?|{UNITS}|zero|dozens?|hundreds?|"
    r"thousands?|(?:m|b|tr)illions?|half|halves|halv(?:ed?|ing)|thirds?|quarters?|"
    r"fifths?|tenths?|twice|thrice|doubl(?:e[ds]?|ing)|tripl(?:e[ds]?|ing)|"
    r"quadrupl(?:e[ds]?|ing)|\w+fold)\b(?: per ?cent\b| percentage points?\b)?",
    re.IGNORECASE,
)
SIGN = re.compile(r"\b(?:minus|negative|plus)(?= ?\{)", re.IGNORECASE)


def number_words(text: str) -> list[str]:
    """Return the number words of a text, and sign words before a slot, once each.

    >>> number_words("Half of them earn minus {a:1:value}, twice as many do not.")
    ['Half', 'minus', 'twice']
    >>> number_words("Employers ask for it in one place or another.")
    []
    """
    found = [*NUMBER.finditer(text), *SIGN.finditer(text)]
    found.sort(key=lambda match: match.start())
    return list(dict.fromkeys(match[0] for match in found))
