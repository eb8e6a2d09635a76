"""Names of authors, typed one on each line."""

import json

from django.core.exceptions import ValidationError

from kb.admin.forms import LinesField, Value

HELP = (
    "One on each line: “Noy, Shakked” for a person, “OECD” for a body. What a line "
    "cannot hold (particles, suffixes, a comma in a name) is written as a CSL name: "
    '{"family": "Beethoven", "non-dropping-particle": "van", "given": "Ludwig"}.'
)


def line_of(name: dict[str, str]) -> str:
    """Return the line for a CSL name.

    >>> line_of({"family": "Noy", "given": "Shakked"})
    'Noy, Shakked'
    """
    family, literal = name.get("family", ""), name.get("literal", "")
    if set(name) <= {"family", "given"} and family and "," not in family:
        return f"{family}, {name.get('given', '')}".rstrip(" ")
    if set(name) == {"literal"} and "," not in literal and literal[:1] != "{":
        return literal
    return json.dumps(name, ensure_ascii=False)


def name_of(line: str) -> dict[str, str]:
    """Return the CSL name of a line; raises ``ValidationError`` if it holds none.

    >>> name_of("OECD")
    {'literal': 'OECD'}
    """
    if line.startswith("{"):
        return _csl_name(line)
    family, comma, given = (part.strip() for part in line.partition(","))
    if not comma:
        return {"literal": line}
    if not family:
        raise ValidationError(f"The line “{line}” has no family name before its comma.")
    return {"family": family, "given": given} if given else {"family": family}


def _csl_name(line: str) -> dict[str, str]:
    try:
        name = json.loads(line)
    except ValueError as error:
        raise ValidationError(f"The line “{line}” is no JSON: {error}.") from error
    if not all(isinstance(part, str) for part in name.values()):
        raise ValidationError(f"A member of the name “{line}” is no text.")
    return {str(member): str(part) for member, part in name.items()}


class NamesField(LinesField):
    """A list of CSL names, one on each line."""

    def prepare_value(self, value: Value) -> Value:
        """Return the lines that are shown for the stored names."""
        if isinstance(value, list):
            return "\n".join(line_of(name) for name in value)
        return value

    def to_python(self, value: Value) -> Value:
        """Return the names of the lines."""
        return [name_of(line) for line in super().to_python(value)]

    def has_changed(self, initial: Value, data: Value) -> bool:
        """Tell whether the lines name others than the stored names."""
        try:
            return super().has_changed(initial, data)
        except ValidationError:
            return True
