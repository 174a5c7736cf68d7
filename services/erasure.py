"""Erasing a person: what was sealed for him can be read by nobody, and every chain still holds.

The company's do-not-call list keeps its hash under K2: whoever asked not to be called stays so.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from services.domain.errors import Conflict, NotFound
from services.ports import AuditTrail, Deed, Vault
from services.stores.calls import Calls
from services.stores.number_index import NumberIndex

PERSON = re.compile(r"(lead|number|user|patient):[A-Za-z0-9_.-]+")


class PersonKeys(Vault, Protocol):
    def holds(self, person: str) -> bool:
        """Whether anything was ever sealed for the person, or he was erased."""


@dataclass(frozen=True)
class Erasure:
    """`also`: what else must forget the person by his id; twice must be once."""

    trail: AuditTrail
    vault: PersonKeys
    index: NumberIndex
    calls: Calls
    also: tuple[Callable[[str], None], ...] = ()

    def erase(self, person: str, *, actor: str) -> None:
        """Record it, then do it; again after a crash is as good as once. `person`: `lead:<id>`,
        `number:<id>`, `user:<id>` or `patient:<id>`.

        Raises NotFound when nothing was sealed for him; Conflict while a call with him is open
        or owes its disposition.
        """
        if not PERSON.fullmatch(person) or not self.vault.holds(person):
            raise NotFound("nothing was ever sealed for this person")
        self._expect_no_call(person)
        self.trail.append(Deed(person, "person.erased", {}, actor=actor, cause="erased"))
        self.index.forget(person)
        for forget in self.also:
            forget(person)
        self.vault.erase(person)

    def _expect_no_call(self, person: str) -> None:
        kind, _, id_ = person.partition(":")
        found = {"lead": self.calls.of_lead, "user": self.calls.of_agent}.get(kind)
        if found and any(c.data["open"] or c.data["owed"] for c in found(id_)):
            raise Conflict("a call with this person is open or owes its disposition")
