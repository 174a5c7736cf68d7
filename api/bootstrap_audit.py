"""The composition root's part for the audit commands. Only bootstrap.py imports it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.bootstrap_calls import Ground
    from services.audit_export import AuditExport
    from services.checkpoints import Checkpoints
    from services.erasure import Erasure
    from services.users import Users


@dataclass(frozen=True)
class AuditRooms:
    audit_export: AuditExport
    erasure: Erasure


def build(ground: Ground, checkpoints: Checkpoints, users: Users) -> AuditRooms:
    from services.audit_export import AuditExport
    from services.erasure import Erasure
    from services.stores.calls import Calls
    from services.stores.ledgers import Ledgers
    from services.stores.patients import Patients
    from services.stores.wishes import Wishes

    def forget(person: str) -> None:
        """What stands outside the log and under no key of the person."""
        kind, _, id_ = person.partition(":")
        if kind == "lead":
            ground.leads.change(id_, numbers=[], deleted=True)
        if kind == "user":
            users.forget(id_)
        patients = Patients(ground.main, ground.vault, ground.index.key)
        for kept in (patients, Wishes(ground.main), Ledgers(ground.main)):
            kept.forget(person)

    calls = Calls(ground.main)
    erasure = Erasure(ground.trail, ground.vault, ground.index, calls, (forget,))
    return AuditRooms(AuditExport(checkpoints), erasure)
