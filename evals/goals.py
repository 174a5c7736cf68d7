"""What a caller wants to come of the talk, and the truth that he answers with."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from evals import phrasing
from evals.people import TODAY
from evals.words import CHOICES, NO, REASONS, SAYS_WHO, SPELLED_DAYS, YES
from evals.worlds import World


@dataclass(frozen=True)
class Answer:
    """`kind` as the playbooks read it, `value` canonical. `slot`: where it should stand in the end.
    `key`: the one that gives it where keys are offered."""

    kind: str
    value: str
    slot: str | None = None
    key: str = ""

    def words(self, chance: random.Random, language: str, topic: str) -> str:
        """One way to say it."""
        value = self.value
        if self.kind == "yes_no":
            return _yes_no(value, chance, language, topic)
        if self.kind == "option":
            return chance.choice(CHOICES[language][value])
        if self.kind == "open":
            return chance.choice(REASONS[language])
        if self.kind == "day":
            return _soon(date.fromisoformat(value), chance, language)
        ways = {
            "digits": lambda: phrasing.digits(value, chance, language),
            "date": lambda: phrasing.day(date.fromisoformat(value), chance, language),
            "money": lambda: phrasing.money(int(value), chance, language),
            "time": lambda: phrasing.clock(time.fromisoformat(value), chance, language),
            "email": lambda: phrasing.email(value, chance, language),
            "code": lambda: phrasing.code(value, chance, language),
            "scale": lambda: phrasing.number(int(value), language),
            "duration": lambda: _period(value, language),
        }
        return ways[self.kind]() if self.kind in ways else value


Answers = Mapping[str, Answer]
UNITS = {
    "en": {"D": "day", "W": "week", "M": "month"},
    "es": {"D": "día", "W": "semana", "M": "mes"},
}


@dataclass(frozen=True)
class Goal:
    """Answers by topic. `takes`: which of several things that are read out, counted from 0."""

    playbook: str
    answers: Answers
    takes: int = 0

    def but(self, **changed: Answer) -> "Goal":
        return replace(self, answers={**self.answers, **changed})


def yes(slot: str | None = None) -> Answer:
    return Answer("yes_no", "yes", slot, "1")


def no(slot: str | None = None) -> Answer:
    return Answer("yes_no", "no", slot, "2")


def goal(world: World, seed: int) -> Goal:
    chance = random.Random(f"goal {world.playbook} {seed}")
    made = {"real_estate": _sell, "healthcare_intake": _be_seen, "debt_collection": _pay}
    when = TODAY + timedelta(days=chance.choice((1, 2, 5, 6, 8, 12)))
    common = {
        "right_person": yes(),
        "right_number": yes(),
        "call_on": Answer("day", when.isoformat(), "call_on"),
        "call_at": Answer("time", chance.choice(("10:00", "14:30", "11:00")), "call_at"),
        "stop_asked": no(),
    }
    return Goal(world.playbook, common | made[world.playbook](world, chance), chance.randrange(2))


def _sell(world: World, chance: random.Random) -> dict[str, Answer]:
    price = chance.choice((20_000_000, 25_000_000, 31_500_000, 18_000_000))
    return {
        "owner": yes("owner"),
        "would_sell": yes("would_sell"),
        "motivation": _one("motivation", chance, ("moving", "upkeep", "inherited", "finances")),
        "timeline": _one("timeline", chance, ("at_once", "three_months", "this_year", "later")),
        "condition": _one("condition", chance, ("good", "some_work", "much_work")),
        "price": Answer("money", str(price), "price", f"{price // 100}"),
        "others_decide": chance.choice((yes("others_decide"), no("others_decide"))),
        "next_step": Answer("option", "appointment", "next_step", "2"),
    }


def _one(slot: str, chance: random.Random, ids: tuple[str, ...]) -> Answer:
    value = chance.choice(ids)
    return Answer("option", value, slot, str(ids.index(value) + 1))


def _be_seen(world: World, chance: random.Random) -> dict[str, Answer]:
    who = world.person
    born, zip_, payer = (
        who.born.isoformat(),
        who.zip,
        chance.choice(("bluecross", "aetna", "cigna")),
    )
    severity = chance.randrange(1, 9)
    return {
        "wish": Answer("option", "wish_appointment", None, "1"),
        "birth_date": Answer("date", born, None, who.born.strftime("%m%d%Y")),
        "zip": Answer("digits", zip_, None, zip_),
        "last_name": Answer("name", who.last),
        "new_name": Answer("name", f"{who.first} {who.last}", "new_name"),
        "insured": yes("insured"),
        "payer": Answer("option", payer, "payer"),
        "member_id": Answer("code", who.member_id, "member_id"),
        "complaint": Answer("open", "", None),
        "since": Answer("duration", chance.choice(("P3D", "P2W", "P1M", "P5D")), "since"),
        "severity": Answer("scale", str(severity), "severity", f"{severity:02}"),
        "address": Answer("address", who.address),
        "phone": Answer("digits", who.phone, "phone", who.phone),
        "email": Answer("email", who.email, "email"),
        "in_danger": no(),
    }


def _pay(world: World, chance: random.Random) -> dict[str, Answer]:
    who = world.person
    born, zip_ = who.born.isoformat(), who.zip
    on = TODAY + timedelta(days=chance.choice((1, 2, 5, 9, 14, 20)))
    way = chance.choice(("full", "three"))
    return {
        "birth_date": Answer("date", born, None, who.born.strftime("%m%d%Y")),
        "zip": Answer("digits", zip_, None, zip_),
        "last4": Answer("digits", who.last4, None, who.last4),
        "arrangement": Answer("option", way, "arrangement", "1" if way == "full" else "2"),
        "amount": Answer("money", "6000", "amount", "60"),
        "pay_on": Answer("day", on.isoformat(), "pay_on", on.strftime("%m%d%Y")),
        "person": no(),
    }


def _yes_no(value: str, chance: random.Random, language: str, topic: str) -> str:
    if topic in ("right_person",) and value == "yes":
        return chance.choice(SAYS_WHO[language])
    return chance.choice((YES if value == "yes" else NO)[language])


def _soon(on: date, chance: random.Random, language: str) -> str:
    ahead = (on - TODAY).days
    if ahead == 1:
        return SPELLED_DAYS[language][0]
    month = phrasing.MONTHS[language].split()[on.month - 1]
    if language == "es":
        written = f"el {on.day} de {month}"
    else:
        written = chance.choice((f"{month} {on.day}", f"{month} {phrasing._ordinal(on.day)}"))
    week = phrasing.WEEKDAYS[language].split()[on.weekday()]
    near = f"el {week}" if language == "es" else chance.choice((week, f"on {week}"))
    return chance.choice((near, written)) if ahead < 5 else written


def _period(value: str, language: str) -> str:
    count, unit = int(value[1:-1]), value[-1]
    names = {
        "en": {"D": "day", "W": "week", "M": "month"},
        "es": {"D": "día", "W": "semana", "M": "mes"},
    }
    many = "es" if (language, unit) == ("es", "M") else "s"
    name = names[language][unit] + (many if count > 1 else "")
    if count == 1:
        article = {"en": "a", "es": "una" if unit == "W" else "un"}[language]
        return f"{article} {name}"
    return f"{phrasing.number(count, language)} {name}"
