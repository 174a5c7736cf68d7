"""Questions and facts for tests of the law: everything known and clear unless a test says so."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from services.compliance.book import current
from services.compliance.facts import (
    Answer,
    Attempt,
    Conversation,
    Debt,
    Dialing,
    Disconnected,
    DoNotCallScope,
    Estate,
    Fact,
    Facts,
    HealthMessage,
    LineUse,
    ListAnswer,
    ListCopy,
    NationalList,
    Place,
    Reassigned,
    Recording,
    Registration,
    Script,
    StateList,
    Told,
)
from services.compliance.judge import judge
from services.compliance.model import CallKind, Purpose, Question

NOON = datetime(2026, 11, 18, 18, tzinfo=UTC)  # Wednesday, noon in Chicago
CHICAGO = "+13125550144"
SCRIPT = Script(
    "real_estate", 1, "0" * 64, identification=True, opt_out_delay_s=0, ai_disclosure=True,
    number_said=True, purpose_said=True, debt_collector_said=True, opt_out_offered=True,
)  # fmt: skip


def fact(value, at=NOON, source="Podio"):
    return Fact(value, source, at - timedelta(hours=2))


def clear(number=CHICAGO, at=NOON, **known) -> Facts:
    """Nothing is in the way of this number. `known` replaces values by the facts' names."""
    code = number[2:5] if number else ""
    values = {
        "address": Place(),
        "line_type": "landline",
        "company_do_not_call": DoNotCallScope.NONE,
        "national_list": NationalList(code, ListAnswer.CLEAR, at.date()),
        "consents": (),
        "attempts": (),
        "attorney": Answer.NO,
        "owner_occupied": Answer.NO,
        "distress": frozenset(),
        "script": SCRIPT,
        "told_us": Told(),
    }
    return known_at(at, values | untroubled(at) | known)


def untroubled(at=NOON) -> dict:
    """All that no test of an older rule speaks of: known, and in nobody's way."""
    day = at.date()
    return {
        "stated_location": Place(),
        "line_use": LineUse.RESIDENTIAL,
        "estate": Estate(role="owner", listed=Answer.NO),
        "revocations": (),
        "relationships": (),
        "conversations": (Conversation(at - timedelta(days=50)),),
        "debt": Debt("d-1", first_contact_on=day, notice_on=day, time_barred=Answer.NO),
        "state_lists": tuple(StateList(s, ListAnswer.CLEAR, day) for s in current().states),
        "reassigned": Reassigned(Disconnected.NO, day - timedelta(days=60), day),
        "litigator": ListCopy(ListAnswer.CLEAR, day),
        "protected_line": ListCopy(ListAnswer.CLEAR, day),
        "registrations": tuple(
            Registration(s, day - timedelta(days=400), bonded=True) for s in current().states
        ),
        "emergencies": (),
        "proclaimed": (),
        "exemptions": frozenset(),
        "house_rules": (),
        "dialing": Dialing(ring_s=25, person_within_s=0, answered=0, abandoned=0),
        "recording": Recording(),
        "health": HealthMessage(),
    }


def known_at(at, values) -> Facts:
    """These values as facts that the CRM has told two hours before."""
    if values["attempts"] is not None:
        values["attempts"] = tuple(map(attempt, values["attempts"]))
    return Facts(**{name: fact(value, at) for name, value in values.items()})


def attempt(made) -> Attempt:
    """An attempt given as itself, or as its instant alone."""
    return made if isinstance(made, Attempt) else Attempt(made)


def confirmed(facts, at) -> Facts:
    """The CRM has said so again at `at`, and somebody has looked what is proclaimed."""
    crm = ("address", "line_type", "attorney", "owner_occupied", "distress")
    names = (*crm, "emergencies", "proclaimed")
    return replace(facts, **{name: replace(getattr(facts, name), as_of=at) for name in names})


def question(number=CHICAGO, at=NOON, *, kind=CallKind.LIVE_MANUAL, **more) -> Question:
    return Question(kind, more.pop("purpose", Purpose.TELEMARKETING), number, at, **more)


def ask(number=CHICAGO, at=NOON, *, acknowledged=(), purpose=None, kind=None, **known):
    """The verdict on a clear number, but for what the test says."""
    asked = question(
        number,
        at,
        kind=kind or CallKind.LIVE_MANUAL,
        purpose=purpose or Purpose.TELEMARKETING,
        acknowledgements=frozenset(acknowledged),
    )
    return judge(asked, clear(number, at, **known))


def of(verdict, rule):
    """The finding of one rule, None when the verdict has none."""
    return next((f for f in verdict.findings if f.rule == rule), None)


def at_wall(text, zone):
    """An instant by the wall clock of a zone, as `2026-11-22 08:00`."""
    from zoneinfo import ZoneInfo

    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def copy_of(days_old, code="312", answer=ListAnswer.CLEAR, at=NOON):
    return NationalList(code, answer, at.date() - timedelta(days=days_old))
