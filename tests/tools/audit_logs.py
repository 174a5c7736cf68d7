"""Logs of many shapes, made by the real services, and what a forger may do to their exports."""

import hashlib
import io
import json
import random
from datetime import UTC, datetime, timedelta

from services.audit_export import AuditExport
from services.audit_trail import Trail
from services.checkpoints import Checkpoints
from services.crypto_service.signing import Ed25519Signer
from services.crypto_service.vault import PersonVault
from services.crypto_service.wrapping import MasterKey, Wrapping
from services.db_service.open import open_databases
from services.domain.canonical import canonical
from services.domain.checkpoint import key_id
from services.ports import Deed, Personal

HOUSE, FORGER = Ed25519Signer((b"s" * 32,)), Ed25519Signer((b"f" * 32,))
KEYS = set(HOUSE.public_keys)


class SetClock:
    def __init__(self):
        self.at = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)

    def now(self):
        return self.at


def export_of(folder, seed):
    """The lines of a random log, all of it under checkpoints."""
    chance, clock = random.Random(seed), SetClock()
    main, log, keys = open_databases(folder)
    trail = Trail(log, clock, PersonVault(keys, Wrapping((MasterKey("m", b"m" * 32),))))
    checkpoints = Checkpoints(log, clock, HOUSE, most=chance.choice([3, 50]))
    for n in range(chance.randint(2, 16)):
        clock.at += timedelta(seconds=chance.randint(-60, 400))
        subject = chance.choice(["security", "call:" + "0a" * 16, f"lead:{n % 5}"])
        personal = {"name": Personal("lead:1", "Añe")} if chance.random() < 0.3 else {}
        body = {"n": n, "words": chance.choice(["", "é\u2028", '"\\']), "list": [{"a": None}]}
        deed = Deed(subject, "call.asked", body, actor="user:ana", cause=str(n), personal=personal)
        trail.append(deed)
        if chance.random() < 0.3:
            checkpoints.take()
    file = io.BytesIO()
    clock.at += timedelta(minutes=5)
    AuditExport(checkpoints).write(file)
    for database in (main, log, keys):
        database.close()
    return tuple(file.getvalue().splitlines(keepends=True))


def parsed(lines):
    return [json.loads(line) for line in lines]


def written(values, signer=HOUSE):
    """An export of these lines with a trailer of its own, as the application would write it over
    a store that somebody has changed."""
    lines = [canonical(value) + b"\n" for value in values if value["kind"] != "trailer"]
    public = signer.public_keys[0]
    trailer = {
        "kind": "trailer",
        "digest": hashlib.sha256(b"".join(lines)).hexdigest(),
        "key": key_id(public),
        "public": public,
    }
    trailer["signature"] = signer.sign(canonical(trailer))
    return [*lines, canonical(trailer) + b"\n"]


def places(values, kind):
    return [n for n, value in enumerate(values) if value["kind"] == kind]
