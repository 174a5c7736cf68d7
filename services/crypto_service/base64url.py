"""Bytes as text without padding (RFC 4648, section 5)."""

import base64


def encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Raises ValueError for what `encode` never wrote."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
