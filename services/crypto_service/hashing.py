"""Keyed hashes under which numbers and logins are found without being written down."""

import hashlib
import hmac

_LENGTH = 32  # hex digits


def number_key(k1: bytes, e164: str) -> str:
    """A number's name in documents outside the log: HMAC-SHA256 under K1, 32 hex digits."""
    return _keyed(k1, e164)


def do_not_call_key(k2: bytes, e164: str) -> str:
    """A number's name on the company's do-not-call list. It survives an erasure."""
    return _keyed(k2, e164)


def login_key(k1: bytes, email: str) -> str:
    """A sign-in name, whatever its capitals and the spaces around it."""
    return _keyed(k1, email.strip().lower())


def _keyed(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:_LENGTH]
