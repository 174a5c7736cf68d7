"""The fields of settings: what a value must be like. Only config.py and the edge import it."""

import base64
import binascii
import ipaddress
import re
import socket
from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode


def is_loopback(url: str) -> bool:
    """Whether the URL's host means this machine, however it is spelled."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        try:
            address = ipaddress.ip_address(socket.inet_aton(host))  # 127.1, 0x7f000001
        except (OSError, ValueError):
            return False
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_loopback or address.is_unspecified


def bytes32(text: str) -> bytes:
    """The 32 bytes of `text`, base64url with or without padding. Raises ValueError."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("must be base64url") from None
    if len(raw) != 32:
        raise ValueError("must be 32 bytes in base64url")
    return raw


def named_key(text: str) -> tuple[str, bytes]:
    """`keyid:base64url` as (keyid, 32 bytes). Raises ValueError."""
    key_id, colon, key = text.partition(":")
    if not colon or not re.fullmatch(r"[a-z0-9_-]{1,32}", key_id):
        raise ValueError("must be keyid:base64url")
    return key_id, bytes32(key)


def _strong(text: str) -> None:
    if len(text) < 32:
        raise ValueError("must be at least 32 characters")


def smtp_server(text: str) -> str:
    """The host of `smtp://user:password@host:587`; "" for none. Raises ValueError."""
    parts = urlsplit(text)
    if text and (parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path):
        raise ValueError("must be smtp://user:password@host:587, or smtps://")
    return parts.hostname or ""


def _list(value: object) -> object:
    return [v for v in map(str.strip, value.split(",")) if v] if isinstance(value, str) else value


def secret(check: Callable[[str], object]) -> AfterValidator:
    def checked(value: SecretStr) -> SecretStr:
        check(value.get_secret_value())
        return value

    return AfterValidator(checked)


def url(*schemes: str) -> AfterValidator:
    def checked(text: str) -> str:
        parts = urlsplit(text)
        if parts.scheme not in schemes or not parts.hostname or "@" in parts.netloc:
            raise ValueError(f"must be a URL of scheme {' or '.join(schemes)}, without a user")
        if parts.query or parts.fragment:
            raise ValueError("must have no query and no fragment")
        return text.rstrip("/")

    return AfterValidator(checked)


def guarded(text: str) -> str:
    if text.startswith("http:") and not is_loopback(text):
        raise ValueError("must be https, unless it is this machine")
    return text


def origin(text: str) -> str:
    if urlsplit(text).path:
        raise ValueError("must have no path")
    return guarded(text)


def script(text: str) -> str:
    if text and not re.fullmatch(r"/(?!/)[\w./-]+", text) and not is_loopback(text):
        raise ValueError("must be a path of ours or a script on this machine")
    return text


Key = Annotated[SecretStr, secret(_strong)]
OneOrTwo = Field(min_length=1, max_length=2)  # two at a time while one replaces the other
Rotating = Annotated[tuple[Key, ...], NoDecode, BeforeValidator(_list), OneOrTwo]
MasterKeys = Annotated[
    tuple[Annotated[SecretStr, secret(named_key)], ...], NoDecode, BeforeValidator(_list), OneOrTwo
]
SigningKeys = Annotated[
    tuple[Annotated[SecretStr, secret(bytes32)], ...], NoDecode, BeforeValidator(_list), OneOrTwo
]
E164 = Annotated[str, Field(pattern=r"^\+[1-9]\d{7,14}$")]
TollFree = Annotated[str, Field(pattern=r"^(\+18(00|33|44|55|66|77|88)\d{7})?$")]
CallerIds = Annotated[tuple[E164, ...], NoDecode, BeforeValidator(_list), Field(min_length=1)]
Web = Annotated[str, url("http", "https")]
FieldIds = Annotated[dict[str, int], Field(min_length=1)]
Name = Annotated[str, Field(min_length=1)]
Playbook = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
