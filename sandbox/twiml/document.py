"""Text into verbs, or a TwimlError with the carrier's code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from sandbox.twiml.grammar import (
    BOOLEANS,
    CONFERENCE_EVENTS,
    GRAMMAR,
    INPUTS,
    LANGUAGE,
    LARGEST_BYTES,
    LONGEST_HINT,
    LONGEST_LABEL,
    MODELS,
    MOST_HINTS,
    NUMBERS,
    SECONDS_OR_AUTO,
)

XML_TYPES = frozenset({"text/xml", "application/xml", "text/html"})


class TwimlError(Exception):
    """11200 retrieval, 11750 too large, 12100 not XML, 12200 schema, 12300 content type."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code, self.message = code, message


@dataclass(frozen=True)
class Verb:
    name: str
    attributes: Mapping[str, str]
    text: str = ""
    children: tuple["Verb", ...] = ()

    def flag(self, name: str, default: bool) -> bool:
        value = self.attributes.get(name)
        return default if value is None else value.lower() == "true"

    def number(self, name: str, default: int) -> int:
        return int(self.attributes.get(name, default))


def check_content_type(content_type: str) -> None:
    if content_type.partition(";")[0].strip().lower() not in XML_TYPES:
        raise TwimlError(12300, f"Invalid Content-Type {content_type!r}")


def parse(text: str) -> tuple[Verb, ...]:
    """The verbs of a Response. Raises TwimlError."""
    if len(text.encode()) > LARGEST_BYTES:
        raise TwimlError(11750, "TwiML response body too large")
    if "<!DOCTYPE" in text:
        raise TwimlError(12100, "Document parse failure: a document type is not allowed")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 no entities without a document type
    except ElementTree.ParseError as error:
        raise TwimlError(12100, f"Document parse failure: {error}") from None
    if root.tag != "Response":
        raise TwimlError(12100, f"Document parse failure: <{root.tag}> is no <Response>")
    return _verb(root).children


def _verb(node: ElementTree.Element) -> Verb:
    element = GRAMMAR[node.tag]
    text = (node.text or "").strip()
    stray = "".join(child.tail or "" for child in node).strip()
    if stray or (text and not element.text):
        raise TwimlError(12200, f"text is not allowed in <{node.tag}>")
    for child in node:
        if child.tag not in element.children:
            raise TwimlError(12200, f"<{child.tag}> is not allowed in <{node.tag}>")
    for name, value in node.attrib.items():
        _check_attribute(node.tag, name, value)
    return Verb(node.tag, dict(node.attrib), text, tuple(_verb(child) for child in node))


def _check_attribute(tag: str, name: str, value: str) -> None:
    wrong = f"attribute {name}={value!r} is not allowed in <{tag}>"
    if name not in GRAMMAR[tag].attributes:
        raise TwimlError(12200, wrong)
    if name in BOOLEANS and value.lower() not in {"true", "false"}:
        raise TwimlError(12200, wrong)
    if name in NUMBERS and not value.isdigit():
        raise TwimlError(12200, wrong)
    check = _CHECKS.get(name)
    if check is not None and not check(value):
        raise TwimlError(12200, wrong)


def _hints(value: str) -> bool:
    hints = value.split(",")
    return len(hints) <= MOST_HINTS and all(len(hint) <= LONGEST_HINT for hint in hints)


_CHECKS: Mapping[str, Callable[[str], object]] = {
    "input": INPUTS.__contains__,
    "language": LANGUAGE.fullmatch,
    "speechModel": MODELS.fullmatch,
    "speechTimeout": SECONDS_OR_AUTO.fullmatch,
    "hints": _hints,
    "statusCallbackEvent": lambda value: set(value.split()) <= CONFERENCE_EVENTS,
    "participantLabel": lambda value: len(value) <= LONGEST_LABEL,
}
