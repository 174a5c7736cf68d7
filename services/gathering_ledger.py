"""What was agreed, withdrawn, tried and said before: from our own ledgers, and the CRM's dates."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from services.compliance.facts import (
    Answer,
    Attempt,
    Conversation,
    Debt,
    Fact,
    Relationship,
    Revocation,
    Tie,
)
from services.compliance.model import Purpose
from services.domain.account import Account, in_question
from services.domain.days import lead_day
from services.domain.lead import Lead
from services.domain.times import from_text
from services.gathering_person import at_work, midnight
from services.gathering_reading import CRM, OURS, Asked, Known
from services.stores import attempts, consents, revocations
from services.stores.accounts import Accounts
from services.stores.consents import CONSENTS
from services.stores.revocations import REVOCATIONS

ACCOUNTS = "the creditor's accounts"


def known_of_ledger(asked: Asked, known: Known, accounts: Accounts) -> dict[str, Fact[Any]]:
    at, dialable = asked.at, bool(asked.number.key)
    agreed = consents.held(known.of_number(CONSENTS, asked)) if dialable else None
    withdrawn = (
        *revocations.held(known.found[REVOCATIONS, asked.person]),
        *revocations.held(known.of_number(REVOCATIONS, asked)),
    )
    tried = None if known.calls is None else tuple(_attempts(asked, known))
    talks = None if known.calls is None else tuple(_talks(asked, known))
    return {
        "consents": Fact(agreed, OURS, at),
        "revocations": Fact(tuple(dict.fromkeys(withdrawn)) if dialable else None, OURS, at),
        "relationships": _ties(asked, known, withdrawn),
        "attempts": Fact(tried, OURS, at),
        "conversations": Fact(talks, OURS, at),
        "debt": _debt(asked, known, accounts),
    }


def _attempts(asked: Asked, known: Known) -> Iterator[Attempt]:
    """Where a number rings is known of today's alone."""
    work = {number.key for number in asked.lead.numbers if at_work(known.wished, number)}
    for key, rows in (known.calls or {}).items():
        tried = (attempts.attempt(row, same_number=key == asked.number.key) for row in rows)
        yield from (replace(one, at_work=key in work) for one in tried if one)


def _talks(asked: Asked, known: Known) -> Iterator[Conversation]:
    for key, rows in (known.calls or {}).items():
        held = (attempts.conversation(row, same_number=key == asked.number.key) for row in rows)
        yield from (talk for talk in held if talk)


def _ties(
    asked: Asked, known: Known, withdrawn: tuple[Revocation, ...]
) -> Fact[tuple[Relationship, ...]]:
    """A relationship ends with the first wish to hear no more that comes after it."""
    by_crm, ours = _by_crm(asked.lead), known.ledger.relationships
    said = tuple(_ended(one, withdrawn) for one in (*by_crm, *ours))
    if by_crm:
        source = f"{CRM} and {OURS}" if ours else CRM
        return Fact(said, source, asked.lead.fetched_at)
    return Fact(said, OURS, asked.at)


def _ended(tie: Relationship, withdrawn: tuple[Revocation, ...]) -> Relationship:
    days = [lead_day(one.at) for one in withdrawn if lead_day(one.at) >= tie.on]
    return tie if tie.ended_on else replace(tie, ended_on=min(days, default=None))


def _by_crm(lead: Lead) -> list[Relationship]:
    dated = ((Tie.INQUIRY, lead.inquired_on), (Tie.TRANSACTION, lead.dealt_on))
    return [Relationship(kind, on) for kind, on in dated if on]


def _debt(asked: Asked, known: Known, accounts: Accounts) -> Fact[Debt]:
    """Of several debts the one that a call is about. Not read for calls that collect none."""
    if asked.purpose is not Purpose.DEBT:
        return Fact(None, ACCOUNTS)
    account = in_question(accounts.of_lead(asked.lead.id))
    if account is None:
        return Fact(None, ACCOUNTS)
    return Fact(debt(account, _first_talk(known)), ACCOUNTS, midnight(account.as_of))


def debt(account: Account, first_talk: date | None) -> Debt:
    days = [day for day in (account.first_contact_on, first_talk) if day]
    return Debt(
        id=account.id,
        first_contact_on=min(days, default=None),
        notice_on=account.notice_on,
        disputed_on=account.disputed_on,
        verified_on=account.verified_on,
        time_barred=Answer(account.time_barred),
        secured_by_home=account.secured_by_home,
    )


def _first_talk(known: Known) -> date | None:
    """A call that came in, or whose purpose nobody kept, may have been about the debt."""
    rows = (row for rows in (known.calls or {}).values() for row in rows)
    talks = (row.get("talked_at") for row in rows if row.get("purpose") in (None, "", Purpose.DEBT))
    return min((lead_day(from_text(at)) for at in talks if at), default=None)
