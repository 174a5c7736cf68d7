"""Files of leads judged as a whole, by the rulebook in force and on everything that we know."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import TextIOWrapper
from typing import IO, Any

from services.bulk.columns import COLUMNS
from services.bulk.grounds import Grounds
from services.bulk.judged import Judge, Judged
from services.bulk.our_lists import OurLists
from services.bulk.our_records import OurRecords
from services.bulk.scrubbing import ADDED, Scrub
from services.bulk.sheets import Sheet
from services.compliance.facts import Dialing, Fact
from services.compliance.model import CallKind, Purpose, Question
from services.dnc_lists import DncLists
from services.gathering import Gathering
from services.gathering_call import SETTINGS, dialing, feigns, known_of_seller, recorded
from services.gathering_person import state_of
from services.lists.names import ALWAYS_KEPT
from services.ports import Documents
from services.scrub_records import ScrubRecords
from services.stores.leads import Leads
from services.stores.number_index import NumberIndex
from services.stores.seller import Seller, SellerBook

PIECE = 1 << 20  # bytes


class NotGiven(ValueError):
    """A value for all rows that cannot be. The text names the column and the cure."""


@dataclass(frozen=True)
class Manner:
    """What the rows are asked for, all at one instant (aware). Raises ValueError for one of which
    no question can be asked."""

    kind: CallKind
    purpose: Purpose
    at: datetime

    def __post_init__(self) -> None:
        Question(self.kind, self.purpose, None, self.at)


@dataclass(frozen=True)
class Scrubs:
    documents: Documents
    lists: DncLists
    index: NumberIndex
    leads: Leads
    gathering: Gathering
    listed_key: Callable[[str], str]
    judge: Judge
    records: ScrubRecords

    def take(
        self,
        file: IO[bytes],
        manner: Manner,
        given: Mapping[str, str],
        through: Callable[[Scrub], None],
        *,
        actor: str,
    ) -> Scrub:
        """The scrub of this CSV in UTF-8, which can be read twice: read to its end by `through`,
        and then on record. Raises as `open`, UnicodeDecodeError."""
        sha256 = _sha256(file)
        text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
        try:
            done = self.open(text, manner, given)
            through(done)
        finally:
            text.detach()
        self.records.keep(done.summary(), manner, sha256, actor=actor)
        return done

    def open(self, file: Iterable[str], manner: Manner, given: Mapping[str, str]) -> Scrub:
        """The scrub of this CSV. `given`: one text for every row, for columns that the file lacks.
        Raises SheetRefused, NotGiven, StoreUnavailable."""
        sheet = Sheet(file, ADDED)
        values = {name: _read(name, text) for name, text in given.items()}
        grounds = self._grounds(manner)
        judged = Judged(
            *(self.judge, grounds, manner.kind, manner.purpose, manner.at),
            columns=sheet.known,
            given={name: one for name, one in values.items() if name not in sheet.known},
        )
        return Scrub(sheet, judged)

    def _grounds(self, manner: Manner) -> Grounds:
        seller = SellerBook(self.documents).current()
        records = OurRecords(
            *(self.documents, self.index, self.leads, self.gathering, self.listed_key),
            kind=manner.kind,
            purpose=manner.purpose,
        )
        recording = Fact(recorded(manner.kind), SETTINGS, manner.at)
        same = {**known_of_seller(seller), "recording": recording}
        lists = OurLists(self.lists, seller.lists_not_kept - ALWAYS_KEPT)
        return Grounds(lists, records, same, partial(self._dialing, manner, seller))

    def _dialing(
        self, manner: Manner, seller: Seller, number: str, states: tuple[str, ...]
    ) -> Fact[Dialing]:
        """What the person would see who may be in these `states`."""
        local = feigns(self.gathering.caller_id, (state_of(number), *states), seller)
        return Fact(dialing(feigns_presence=local), SETTINGS, manner.at)


def _sha256(file: IO[bytes]) -> str:
    """In hex; the file is read from its beginning again."""
    digest = hashlib.sha256()
    for piece in iter(partial(file.read, PIECE), b""):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def _read(name: str, text: str) -> Any:
    column = COLUMNS.get(name)
    if column is None:
        raise NotGiven(f"{name} is no column; there are {', '.join(COLUMNS)}")
    try:
        return column.read(text.strip())
    except (ValueError, KeyError):
        raise NotGiven(f"{name}: {column.cure}") from None
