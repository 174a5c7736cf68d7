"""The single-use permission to connect one agent to one number, now."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

ID_LENGTH = 32  # hex digits: 128 random bits
ASSISTANT = "assistant"  # stands for the agent of a call that no person speaks in
HOUSE = "house"  # the session of an order that came by command


@dataclass(frozen=True)
class Binding:
    """Everything that a permit is bound to; the carrier and the browser see none of it. A call of
    an `assistant` (a playbook) has no agent: `asked_by` is who ordered it."""

    call_id: str
    permit_id: str
    agent_id: str
    session_id: str
    lead_id: str
    number_id: str
    number_key: str
    caller_id: str
    kind: str
    purpose: str
    acknowledgements: tuple[str, ...]
    recording: bool
    decision_id: str
    asked_at: datetime
    expires_at: datetime
    legal_until: datetime | None
    awaits_sound: bool = False
    assistant: str = ""
    asked_by: str = ""


def token(permit_id: str, key: bytes) -> str:
    """The permit as the browser carries it: the id and its HMAC-SHA256, no data."""
    return f"{permit_id}.{_mac(permit_id, key)}"


def read(text: str, keys: Sequence[bytes]) -> str | None:
    """The id in a token that one of our keys signed; None for a forgery."""
    found, _, mac = text.partition(".")
    if len(found) != ID_LENGTH or not found.isalnum() or not text.isascii():
        return None
    genuine = [hmac.compare_digest(_mac(found, key), mac) for key in keys]
    return found if any(genuine) else None


def _mac(permit_id: str, key: bytes) -> str:
    return hmac.new(key, b"permit " + permit_id.encode(), hashlib.sha256).hexdigest()
