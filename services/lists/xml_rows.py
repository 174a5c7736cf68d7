"""Rows of a list in XML: `<ac val="415"><ph val="5550100"/></ac>`, whatever the tags are called.

An element without children is a row: its text or one of its attributes is a number, of ten digits,
or of seven inside an element (or after a sibling) that says three. Of a change it bears the day and
A or D as well. A document type is refused, and with it every entity that could be defined.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol
from xml.parsers import expat

from services.lists.change_rows import Change, day_of
from services.lists.faults import NO_CHANGE, NO_NUMBER, Faults, UnreadableList

DEEPEST = 16
LONGEST = 1 << 20  # bytes of one tag
LONGEST_TEXT = 64
AREA, NUMBER = re.compile(r"\d{3}", re.ASCII), re.compile(r"\d{7}|\d{10}", re.ASCII)


class Kept(Protocol):
    """What becomes of a row."""

    def number(self, number: int, line: int) -> None: ...

    def change(self, change: Change) -> None: ...


@dataclass
class _Element:
    """`area`: said by an attribute, here or above, or by the text of a child (`told`)."""

    attributes: dict[str, str]
    area: str
    text: str = ""
    leaf: bool = True
    told: bool = False
    rows: int = 0


@dataclass
class Reader:
    """Fed block by block; tells `kept` each row."""

    kept: Kept
    faults: Faults
    changes: bool
    _open: list[_Element] = field(default_factory=lambda: [_Element({}, "")])

    def read(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """Each block after its rows were told. Raises UnreadableList."""
        parser, fed = self._parser(), 0
        try:
            for block in blocks:
                parser.Parse(block, False)
                fed += len(block)
                if fed - max(parser.CurrentByteIndex, 0) > LONGEST:
                    raise UnreadableList("the XML has a tag without an end")
                yield block
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise UnreadableList(f"the XML is broken in line {error.lineno}") from None

    def _parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.EntityDeclHandler = _refuse_document_type
        parser.StartElementHandler = self._begin
        parser.CharacterDataHandler = self._say
        parser.EndElementHandler = lambda name: self._end(parser.CurrentLineNumber)
        return parser

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        parent = self._open[-1]
        parent.leaf = False
        if len(self._open) > DEEPEST:
            raise UnreadableList("the XML is nested too deeply")
        area = next((v for v in attributes.values() if AREA.fullmatch(v)), parent.area)
        self._open.append(_Element(attributes, area))

    def _say(self, text: str) -> None:
        element = self._open[-1]
        if element.text or not text.isspace():
            element.text = (element.text + text)[: LONGEST_TEXT + 1]

    def _end(self, line: int) -> None:
        element, parent = self._open.pop(), self._open[-1]
        parent.rows += element.rows
        text = element.text.strip().replace(",", "")
        if not element.leaf:
            if text or (element.told and not element.rows):
                self.faults.add(NO_NUMBER, [line])
        elif AREA.fullmatch(text) and not parent.area:
            parent.area, parent.told = text, True
        elif number := _number(text, element, parent):
            parent.rows += 1
            self._row(number, element, line)
        elif text or parent.area or not element.area:
            self.faults.add(NO_NUMBER, [line])

    def _row(self, number: int, element: _Element, line: int) -> None:
        if not self.changes:
            self.kept.number(number, line)
            return
        said = element.attributes.values()
        days = [day for value in said if (day := day_of(value.partition("T")[0]))]
        signs = [value.upper() for value in said if value.upper() in ("A", "D")]
        if len(days) == len(signs) == 1:
            self.kept.change(Change(number, days[0], signs[0] == "A", line))
        else:
            self.faults.add(NO_CHANGE, [line])


def _number(text: str, element: _Element, parent: _Element) -> int | None:
    digits = [v for v in (text, *element.attributes.values()) if NUMBER.fullmatch(v)]
    if len(digits) != 1:
        return None
    whole = digits[0] if len(digits[0]) == 10 else (parent.area or element.area) + digits[0]
    return int(whole) if len(whole) == 10 else None


def _refuse_document_type(*_: object) -> None:
    raise UnreadableList("the XML declares a document type, which no list needs")
