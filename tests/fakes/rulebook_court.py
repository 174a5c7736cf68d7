"""What judges, on real stores, a real trail and real interpreters of kept rulebooks."""

import base64
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from law import clear, question
from scripted_carrier import TickingClock

from services.audit_trail import Trail
from services.compliance.version import hash_of, rulebook_files, rulebook_version
from services.crypto_service.vault import PersonVault
from services.crypto_service.wrapping import MasterKey, Wrapping
from services.db_service.open import open_databases
from services.decisions import Decisions
from services.domain.times import to_text
from services.judging import decision_body
from services.ports import Deed, Personal
from services.replaying import Replaying
from services.rulebook_changes import RulebookChanges
from services.rulebook_fitness import RulebookFitness
from services.rulebook_in_force import RulebookInForce
from services.rulebook_judge import JudgeInForce
from services.rulebook_releases import RulebookReleases
from services.rulebook_service.shelf import KeptInterpreters
from services.rulebook_zip import rulebook_zip
from services.rulebooks import RULEBOOKS, Rulebooks
from services.shadow_running import ShadowRunning, Span
from services.stores.rulebook_force import RulebookForce
from services.what_if import WhatIf

NOON = datetime(2026, 11, 18, 18, tzinfo=UTC)
ANA, MARK, IDA = "user:ana", "user:mark", "user:ida"
HOURS = "services/compliance/tables/hours.toml"
DALLAS = "+12145550144"
NOTHING = {
    "decisions": 0, "effects": {}, "rules": [], "since": "", "until": "", "whole": True,
}  # fmt: skip


@dataclass
class Court:
    """`own` may be set to another version: then this code's is not the one of the release."""

    databases: tuple
    own: str = field(default_factory=rulebook_version)

    def __post_init__(self) -> None:
        self.main, self.audit, keys = self.databases
        self.clock = TickingClock(NOON)
        self.vault = PersonVault(keys, Wrapping((MasterKey("m1", b"m" * 32),)))
        self.trail = Trail(self.audit, self.clock, self.vault)
        self.books = Rulebooks(self.main, self.clock)
        self.force = RulebookForce(self.main)
        self.decisions = Decisions(self.audit, self.trail)
        self.replaying = Replaying(lambda: KeptInterpreters(self.books.proved))
        self.shelf = KeptInterpreters(self.books.proved)
        self.build()

    def build(self, adopts=False) -> None:
        """As a process builds it when it starts."""
        self.shelf.close()
        self.shelf = KeptInterpreters(self.books.proved)
        self.fitness = RulebookFitness(lambda: self.own, self.shelf.of, self.force, self.clock)
        self.changes = RulebookChanges(self.trail, self.clock, self.force, self.fitness.expect)
        self.releases = RulebookReleases(self.books, self.changes, self.clock, adopts)
        self.in_force = RulebookInForce(
            self.force, lambda: self.own, self.releases.bring, self.seconds
        )
        self.judge = JudgeInForce(self.in_force, lambda: self.own, self.shelf.of, self.fitness)
        what_if = WhatIf(lambda: self.own, self.shelf.of, self.fitness)
        self.shadow = ShadowRunning(self.changes, self.decisions, what_if, self.clock)

    def seconds(self) -> float:
        return self.clock.now().timestamp()

    def actions(self) -> list[str]:
        return [record.action.removeprefix("rulebook.") for record in self.trail.chain("rulebook")]

    def keep(self, files) -> str:
        """Keep a rulebook of these files, as an earlier release has; its version."""
        files = sorted(files.items())
        text = base64.b64encode(rulebook_zip(files)).decode()
        self.main.create(RULEBOOKS, hash_of(files), {"zip": text, "kept_at": ""})
        return hash_of(files)

    def keep_other(self, opens="13:00") -> str:
        """This code's rulebook, but that Texas opens later on weekdays."""
        files = dict(rulebook_files())
        later = re.compile(r'(rule = "ST-TX-HOURS".*?weekdays = ")[0-9:]+', re.S)
        text, found = later.subn(rf"\g<1>{opens}", files[HOURS].decode(), count=1)
        assert found
        return self.keep(files | {HOURS: text.encode()})

    def run(self, number: int, by: str = ANA) -> None:
        """A shadow run over nothing."""
        now = self.changes.history().in_force(self.now)
        self.changes.keep_run(number, by, now, NOTHING)

    def approve(self, number: int, *, run_by=ANA, by=MARK, since=None):
        self.run(number, run_by)
        return self.changes.approve(number, by, since=since or self.clock.now())

    @property
    def now(self) -> str:
        return to_text(self.clock.now())

    def version_now(self) -> str:
        self.in_force.forget()
        return self.in_force.at(self.clock.now()).version

    def decide_a_call(self, call_id: str, number="+13125550144", lead="lead:l1", **known):
        """Judge and record, as asking does."""
        at = self.clock.now()
        verdict = self.judge(question(number, at), clear(number, at, **known))
        named = {"number": Personal(lead, number or "")}
        deed = Deed(
            f"call:{call_id}", "call.judged", decision_body(verdict), actor="user:u1",
            cause="judged", personal=named,
        )  # fmt: skip
        return self.trail.append(deed)

    def lately(self) -> Span:
        now = self.clock.now()
        return Span(now - timedelta(days=30), now + timedelta(minutes=1))


@contextmanager
def in_session(folder):
    """A court on stores of its own."""
    databases = open_databases(folder)
    made = Court(databases)
    yield made
    made.shelf.close()
    for database in databases:
        database.close()
