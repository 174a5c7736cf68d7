"""What a manager's forms on a lead's consents bring."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from services.compliance.book import current
from services.compliance.facts import (
    Consent,
    ConsentTier,
    LineUse,
    Place,
    Relationship,
    Tie,
)
from services.stores.consent_papers import Evidence, Means
from services.stores.ledgers import Line

Day = Annotated[date, Field(ge=date(2000, 1, 1))]
Maybe = Annotated[Day | None, BeforeValidator(lambda said: said or None)]
Known = Literal["", "yes", "no"]
KNOWN = {"": None, "yes": True, "no": False}
Short = Annotated[str, Field(min_length=1, max_length=300)]
Note = Annotated[str, Field(max_length=300)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    csrf_token: str = ""


class GivenForm(_Form):
    number: Annotated[int, Field(ge=1, le=100)]
    tier: ConsentTier
    given_on: Day
    until: Maybe = None
    artificial_voice: Literal["", "yes"] = ""
    signed: Known = ""
    not_a_condition: Known = ""
    names_seller: Known = ""
    names_number: Known = ""
    automated: Known = ""
    source: Short
    words: Annotated[str, Field(max_length=20_000)] = ""
    evidence_kind: Evidence = Evidence.FORM
    note: Note = ""

    def consent(self) -> Consent:
        return Consent(
            tier=self.tier,
            given_at=_midnight(self.given_on),
            artificial_voice=bool(self.artificial_voice),
            source=self.source,
            until=_midnight(self.until) if self.until else None,
            signed=KNOWN[self.signed],
            not_a_condition=KNOWN[self.not_a_condition],
            names_seller=KNOWN[self.names_seller],
            names_number=KNOWN[self.names_number],
            automated=KNOWN[self.automated],
        )


class TakenBackForm(_Form):
    """`number` 0: the person, for every number."""

    number: Annotated[int, Field(ge=0, le=100)]
    means: Means
    on: Day
    evidence_kind: Evidence = Evidence.LETTER
    note: Note = ""


class TieForm(_Form):
    kind: Tie
    on: Day
    subject: Note = ""

    def tie(self) -> Relationship:
        return Relationship(self.kind, self.on, subject=self.subject)


class LineForm(_Form):
    number: Annotated[int, Field(ge=1, le=100)]
    type: Literal["", "mobile", "landline", "voip"] = ""
    use: LineUse = LineUse.UNKNOWN
    source: Literal["lookup", "carrier", "person", "other"]
    on: Day

    def line(self) -> Line:
        return Line("", self.on, self.source, self.type, self.use)


def _state(said: object) -> object:
    text = said.strip().upper() if isinstance(said, str) else said
    if text not in current().states:
        raise ValueError("no state")
    return text


class PlaceForm(_Form):
    state: Annotated[str, BeforeValidator(_state)]
    on: Day

    def place(self) -> Place:
        return Place(self.state, verified_on=self.on)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
