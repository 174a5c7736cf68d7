"""A file of leads for tests of the scrub; lists and records that know some of its numbers."""

import io
import random
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np
from law import NOON, untroubled

from services.bulk.grounds import Grounds
from services.bulk.judged import Judged
from services.bulk.scrubbing import Scrub
from services.bulk.sheets import Sheet
from services.checking.reading import GROUPS
from services.compliance.facts import DoNotCallScope, Fact, ListAnswer
from services.compliance.judge import judge
from services.compliance.model import CallKind, Purpose
from services.dnc_lists import Said

GIVEN = {"attorney": "no", "owner_occupied": "no"}


@dataclass(frozen=True)
class FewLists:
    """Lists with a few numbers each, of ten digits; every copy is of NOON's day."""

    numbers: dict[str, set[int]] = field(default_factory=dict)

    @property
    def names(self):
        return tuple(self.numbers)

    def codes(self, name, numbers):
        return np.isin(numbers, list(self.numbers[name])).astype(np.int64)

    def copies(self, name):
        return [NOON.date()] * 1_000

    def said(self, name, number):
        listed = int(number[2:]) in self.numbers[name]
        answer = ListAnswer.LISTED if listed else ListAnswer.CLEAR
        return Said(name, number[2:5], answer, NOON.date())


@dataclass(frozen=True)
class FewRecords:
    """Numbers whose owner told us never to call."""

    told: frozenset[int] = frozenset()

    def known(self, numbers):
        return np.isin(numbers, list(self.told))

    def facts(self, number, at):
        if int(number[2:]) not in self.told:
            return {}
        return {"company_do_not_call": Fact(DoNotCallScope.NUMBER, "our list", at)}


SELLER = {name: Fact(untroubled()[name], "seller", NOON) for name in GROUPS["seller"]}
LISTS = ("national", "litigator", "protected", *(f"state-{s}" for s in ("tx", "fl", "pa", "in")))


def grounds(told=(), **listed) -> Grounds:
    numbers = {name: set(listed.get(name.replace("-", "_"), ())) for name in LISTS}
    return Grounds(FewLists(numbers), FewRecords(frozenset(told)), SELLER)


def scrub(
    text, *, at=NOON, kind=CallKind.LIVE_MANUAL, ground=None, given=None, piece_rows=7, **more
):
    """A scrub of this CSV text, in small pieces."""
    sheet = Sheet(io.StringIO(text, newline=""), ("verdict", "reasons", "next_legal_time", "error"))
    purpose = Purpose.TELEMARKETING
    ground = ground or grounds()
    judged = Judged(judge, ground, kind, purpose, at, sheet.known, given or {}, **more)
    return Scrub(sheet, judged, piece_rows)


def any_rows(count, seed=3):
    """Rows of every kind, some of them unreadable, as lists of texts by COLUMNS."""
    chance = random.Random(seed)
    codes = ["312", "305", "214", "208", "480", "907", "212", "787", "800", "999", "850"]
    instants = [(NOON - timedelta(hours=h)).isoformat() for h in (1, 5, 23, 25, 200)]
    for n in range(count):
        number = f"{chance.choice(codes)}{chance.choice(['555', '976', '211', '234'])}{n % 50:04d}"
        yield [
            str(n),
            chance.choice(
                [number, f"+1{number}", f"({number[:3]}) {number[3:6]}-{number[6:]}", ""]
            ),
            chance.choice(["", "IL", "FL", "TX", "Idaho", "??"]),
            chance.choice(["", "83814", "606", "33101-1234", "x"]),
            chance.choice(["", "mobile", "landline", "Mobile", "fax"]),
            chance.choice(["", "yes", "no", "no", "no"]),
            chance.choice(["", "no", "no"]),
            chance.choice(["", "foreclosure", "probate; tax_lien"]),
            ";".join(chance.sample(instants, chance.randrange(4))),
            chance.choice(["", "", "written", "express"]),
            chance.choice(["", instants[4]]),
        ]


HEADING = [
    "id", "number", "state", "zip", "line_type", "attorney", "owner_occupied", "distress",
    "attempts", "consent", "consent_at",
]  # fmt: skip
