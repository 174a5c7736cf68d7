"""Who is called, where, on which line, and what he told us: by the CRM and by our own records."""

from datetime import UTC, date, datetime, time
from typing import Any

from services.compliance.book import current
from services.compliance.facts import Answer, Estate, Fact, LineUse, Place, Told
from services.compliance.numbering import Kind, area_code_of
from services.compliance.places import state_code
from services.domain.lead import Address, Lead, LeadNumber
from services.gathering_reading import CRM, OURS, Asked, Known
from services.stores.ledgers import Line
from services.stores.wishes import Wished

WORK = "work"  # the CRM's label of a number, and the scope of a wish


def known_of_person(asked: Asked, known: Known) -> dict[str, Fact[Any]]:
    lead, seen = asked.lead, asked.lead.fetched_at
    line = known.ledger.line(asked.number.key) if asked.number.key else None
    return {
        "address": Fact(place(lead.address), CRM, seen),
        "stated_location": Fact(known.ledger.stated, OURS, asked.at),
        "line_type": _type(asked.number, line, seen),
        "line_use": _use(line, asked.at),
        "told_us": Fact(told(known.wished, asked.number), OURS, asked.at),
        "attorney": _represented(Fact(attorney(lead), CRM, seen), known.wished),
        "owner_occupied": Fact(_answer(lead.owner_occupied), CRM, seen),
        "distress": Fact(lead.distress, CRM, seen),
        "estate": Fact(estate(lead), CRM, seen),
    }


def told(wished: Wished, number: LeadNumber) -> Told:
    """What of it may bind this number: "not at work" binds the number on which it was said, and
    those that the CRM calls so."""
    there = at_work(wished, number)
    binding = (r.scope for r in wished.restrictions if r.scope != WORK or there)
    return Told(frozenset(binding), frozenset(said.flag for said in wished.flags))


def at_work(wished: Wished, number: LeadNumber) -> bool:
    """Whether the number rings where the person works: by the CRM's label, or by his own "not at
    work" said on it."""
    said = any(r.scope == WORK and r.number_key == number.key for r in wished.restrictions)
    return said or number.label.strip().lower() == WORK


def place(address: Address) -> Place:
    """No finer than the law needs: the state, and three digits of the ZIP."""
    postal = address.postal_code.strip()
    zip3 = postal[:3] if postal[:5].isascii() and postal[:5].isdigit() and len(postal) >= 5 else ""
    return Place(state_code(address.state, current().states), zip3, address.verified_on)


def line_type(number: LeadNumber) -> str | None:
    """The CRM's `mobile` is believed, for it can only forbid; its `home` proves nothing."""
    labelled = "mobile" if number.label.strip().lower() == "mobile" else None
    return number.line_type or labelled


def attorney(lead: Lead) -> Answer | None:
    if lead.attorney is None:
        return None
    return Answer.YES if lead.attorney else Answer.NO


def estate(lead: Lead) -> Estate:
    listed = _answer(lead.listed) or Answer.UNKNOWN
    return Estate(lead.role or "", lead.redemption_ends, lead.sale_on, listed)


def state_of(number: str | None) -> str | None:
    """The state of an E.164 number's area code."""
    area = current().area_codes.get(area_code_of(number) or "")
    return area.place if area and area.kind is Kind.US else None


def reach(asked: Asked, stated: str) -> tuple[str, ...]:
    """The states where the person may be, by the address, by his own word and by the area code."""
    book = current()
    named = [place(asked.lead.address).state, state_code(stated, book.states)]
    named += [state_of(asked.number.e164) or ""]
    return tuple(dict.fromkeys(state for state in named if state in book.states))


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _type(number: LeadNumber, line: Line | None, seen: datetime | None) -> Fact[str]:
    """A lookup of ours goes before the CRM's word, unless the CRM says that it is a mobile."""
    said = line_type(number)
    if line and line.type and said != "mobile":
        return Fact(line.type, line.source, midnight(line.on))
    return Fact(said, CRM, seen)


def _use(line: Line | None, at: datetime) -> Fact[LineUse]:
    if line is None or line.use is LineUse.UNKNOWN:
        return Fact(LineUse.UNKNOWN, OURS, at)
    return Fact(line.use, line.source, midnight(line.on))


def _represented(known: Fact[Answer], wished: Wished) -> Fact[Answer]:
    """An attorney whom the person named himself goes before what the CRM says; a word of the CRM's
    that is missing or old stays as old."""
    named = any(said.flag == "attorney" for said in wished.flags)
    if not named or known.value is Answer.YES:
        return known
    return Fact(Answer.YES, OURS, known.as_of)


def _answer(text: str | None) -> Answer | None:
    words = {answer.value: answer for answer in Answer}
    return words.get((text or "").lower())
