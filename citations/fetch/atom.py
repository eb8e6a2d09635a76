"""XML from outside, read without its dangerous parts."""

from xml.etree.ElementTree import Element, ParseError, TreeBuilder
from xml.parsers.expat import ExpatError, ParserCreate

from citations.fetch.answers import FetchError, Reason

DEEPEST = 30


def tree_of(body: bytes, who: str) -> Element:
    """Return the root of an XML document; names read ``{namespace}name``.

    A document type is refused where it begins: no entity is ever declared, so none can
    be expanded or fetched.
    """
    builder = TreeBuilder()
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise ParseError("too deep")
        builder.start(_braced(name), attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_braced(name))

    def refuse(*_: object) -> None:
        raise ParseError("a document type")

    parser = ParserCreate(namespace_separator="}")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(body, True)  # noqa: FBT003 - expat's own spelling of "the end"
        return builder.close()
    except (ExpatError, ParseError, ValueError, AssertionError):
        said = f"{who} answered with something that is no feed."
        raise FetchError(Reason.MALFORMED, said) from None


def _braced(name: str) -> str:
    return f"{{{name}" if "}" in name else name
