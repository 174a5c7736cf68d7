"""Rows of a list in XML: `<ac val="415"><ph val="5550100"/></ac>`, whatever the tags are called.

An element without children is a row: its text or one of its attributes is a number, of ten digits,
or of seven inside an element (or after a sibling) that says three. Of a change it bears the day and
A or D as well. A document type is refused, and with it every entity that could be defined.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from services.lists.faults import NO_NUMBER, UnreadableList
from services.lists.keeping import Kept

DEEPEST = 16
LONGEST = 1 << 20  # bytes of one tag
LONGEST_TEXT = 64


@dataclass
class _Holder:
    """An element with children. `area`: said by an attribute, here or above, or by the text of a
    child (`told`)."""

    area: str
    text: str = ""
    told: bool = False
    rows: int = 0


@dataclass
class Reader:
    """Fed block by block; tells `kept` each row."""

    kept: Kept
    _holders: list[_Holder] = field(default_factory=lambda: [_Holder("")])
    _leaf: list[str] | None = None  # names and values of the attributes of what has no child yet
    _text: str = ""

    def __post_init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.ordered_attributes = True
        self._parser.StartDoctypeDeclHandler = _refuse_document_type
        self._parser.EntityDeclHandler = _refuse_document_type
        self._parser.StartElementHandler = self._begin
        self._parser.CharacterDataHandler = self._say
        self._parser.EndElementHandler = self._end

    def read(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """Each block after its rows were told. Raises UnreadableList."""
        fed = 0
        try:
            for block in blocks:
                self._parser.Parse(block, False)
                fed += len(block)
                if fed - max(self._parser.CurrentByteIndex, 0) > LONGEST:
                    raise UnreadableList("the XML has a tag without an end")
                yield block
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise UnreadableList(f"the XML is broken in line {error.lineno}") from None

    def _begin(self, name: str, attributes: list[str]) -> None:
        if self._leaf is not None:
            said = next((v for v in self._leaf if _digits(v, 3)), self._holders[-1].area)
            self._holders.append(_Holder(said, self._text))
            if len(self._holders) > DEEPEST:
                raise UnreadableList("the XML is nested too deeply")
        self._leaf, self._text = attributes, ""

    def _say(self, text: str) -> None:
        if not text.isspace():
            if self._leaf is None:
                self._holders[-1].text = text
            else:
                self._text = (self._text + text)[: LONGEST_TEXT + 1]

    def _end(self, name: str) -> None:
        if self._leaf is None:
            self._end_holder()
        else:
            self._end_leaf(self._leaf, self._text and self._text.strip().replace(",", ""))
            self._leaf = None

    def _end_holder(self) -> None:
        ended = self._holders.pop()
        self._holders[-1].rows += ended.rows
        if ended.text.strip() or (ended.told and not ended.rows):
            self._fault(NO_NUMBER)

    def _end_leaf(self, attributes: list[str], text: str) -> None:
        holder = self._holders[-1]
        if _digits(text, 3) and not holder.area:
            holder.area, holder.told = text, True
            return
        said = [v for v in (text, *attributes) if _digits(v, 7) or _digits(v, 10)]
        area = holder.area or next((v for v in attributes if _digits(v, 3)), "")
        whole = said[0] if len(said) == 1 and len(said[0]) == 10 else area + "".join(said)
        if len(said) == 1 and len(whole) == 10:
            holder.rows += 1
            self.kept.row(int(whole), attributes[1::2], self._parser.CurrentLineNumber)
        elif text or holder.area or not area:
            self._fault(NO_NUMBER)

    def _fault(self, why: str) -> None:
        self.kept.faults.add(why, [self._parser.CurrentLineNumber])


def _digits(text: str, count: int) -> bool:
    return len(text) == count and text.isascii() and text.isdigit()


def _refuse_document_type(*_: object) -> None:
    raise UnreadableList("the XML declares a document type, which no list needs")
