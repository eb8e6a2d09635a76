"""A work activity in words: all that a file of figures about activities knows."""

BEFORE, AFTER = "The work activity “", "”"


def activity_group(title: str) -> str:
    """Return an activity as the group of tasks that a finding measured.

    >>> activity_group("Read maps.")
    'The work activity “Read maps”'
    """
    return f"{BEFORE}{title.rstrip('.')}{AFTER}"
