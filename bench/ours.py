"""Our side: permits issued by the application's own stores, requests signed as the carrier does."""

import hashlib
import os
import secrets
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from twilio.request_validator import RequestValidator

from bench.baseline import gunicorn
from bench.carrier import voice_form
from bench.load import post
from services.domain.permit import Binding, token
from services.domain.times import to_text
from services.domain.user import Role, Session, User
from services.ports import Deed
from services.stores.permits import Permits
from services.stores.sessions import SessionStore
from services.stores.users import StoredUser, UserStore
from tools import environment, processes

LIFE = timedelta(seconds=30)
PATH = "/webhooks/twilio/voice"
SEALED = {"k": "user:bench", "n": "", "c": ""}


@dataclass(frozen=True)
class Ours:
    port: int
    settings: Mapping[str, str]
    services: Any

    def requests(self, count: int) -> list[bytes]:
        """Signed voice requests, each with a fresh permit, agent and session."""
        with ThreadPoolExecutor(16) as pool:
            return list(pool.map(lambda _: self._request(), range(count)))

    def _request(self) -> bytes:
        permit = self._permit()
        sids = [self.settings[f"TWILIO_{name}_SID"] for name in ("ACCOUNT", "APPLICATION")]
        signed = token(permit.permit_id, self.services.asking.permit_key)
        form = voice_form(*sids, permit.agent_id, signed)
        validator = RequestValidator(self.settings["TWILIO_AUTH_TOKEN"])
        signature = validator.compute_signature(self.settings["PUBLIC_URL"] + PATH, form)
        return post(PATH, form, {"X-Twilio-Signature": signature})

    def _permit(self) -> Binding:
        """As `POST /calls` leaves it: two records in the call's chain, the permit, the marks."""
        now = datetime.now(UTC)
        permits: Permits = self.services.permit_use.permits
        agent_id, session_id = self._agent(permits, now)
        binding = new_binding(agent_id, session_id, now)
        subject, actor = f"call:{binding.call_id}", f"user:{agent_id}"
        judged = {"agent_id": agent_id, "lead_id": binding.lead_id, "verdict": "allow"}
        issued = {"permit_id": binding.permit_id, "expires_at": to_text(binding.expires_at)}
        trail = self.services.trail
        trail.append(Deed(subject, "call.judged", judged, actor=actor, cause="judged"))
        last = trail.append(Deed(subject, "permit.issued", issued, actor=actor, cause="permit"))
        permits.issue(binding, now=now, audit_seq=last.seq + 1)
        return binding

    def _agent(self, permits: Permits, now: datetime) -> tuple[str, str]:
        user = User(f"u{secrets.token_hex(8)}", Role.AGENT, 1, True, "", now)
        stored = StoredUser(user, SEALED, SEALED)
        UserStore(permits.documents).add(stored, login=secrets.token_hex(16))
        session_id = hashlib.sha256(secrets.token_bytes(16)).hexdigest()
        SessionStore(permits.documents).add(Session(session_id, user.id, 1, now, now))
        return user.id, session_id


def new_binding(agent_id: str, session_id: str, now: datetime) -> Binding:
    return Binding(
        call_id=secrets.token_hex(16),
        permit_id=secrets.token_hex(16),
        agent_id=agent_id,
        session_id=session_id,
        lead_id=f"lead-{secrets.randbelow(10**12)}",
        number_id=secrets.token_hex(8),
        number_key=secrets.token_hex(16),
        caller_id=environment.CALLER_IDS.partition(",")[0],
        kind="live_manual",
        purpose="telemarketing",
        acknowledgements=(),
        recording=False,
        decision_id="",
        asked_at=now,
        expires_at=now + LIFE,
        legal_until=now + timedelta(hours=2),
    )


@contextmanager
def running(folder: Path) -> Iterator[Ours]:
    from api.app import create_app

    port = processes.free_port_pair()
    settings = environment.ensure(folder / "env", port=port, state_dir=folder)
    os.environ.update(settings)
    with gunicorn("api.app:app", port, folder, settings):
        app = create_app()
        services = app.extensions["services"]
        yield Ours(port, settings, services)
        services.close()
