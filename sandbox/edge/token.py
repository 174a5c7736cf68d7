"""The access token of a browser, checked as the carrier's edge does.

Source: twilio.com/docs/iam/access-tokens; error codes as the Voice SDK maps them.
"""

import time
from dataclasses import dataclass
from typing import Any

import jwt

from sandbox.clock import Clock
from sandbox.settings import Settings

CONTENT_TYPE = "twilio-fpa;v=1"
LONGEST_S, SKEW_S = 24 * 60 * 60, 60
INVALID, EXPIRED, TOO_LONG = 31204, 31205, 31207


class TokenRefused(Exception):
    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True)
class Grant:
    """`application_sid` is None when the token may not call out."""

    identity: str
    ttl_s: int
    application_sid: str | None


def check(settings: Settings, clock: Clock, token: str) -> Grant:
    """Raises TokenRefused."""
    try:
        if jwt.get_unverified_header(token).get("cty") != CONTENT_TYPE:
            raise TokenRefused(INVALID, "JWT token invalid: cty")
        options: Any = {"verify_exp": False, "verify_nbf": False, "require": ["exp", "iss", "sub"]}
        claims = jwt.decode(
            token,
            settings.api_key_secret,
            algorithms=["HS256"],
            issuer=settings.api_key_sid,
            subject=settings.account_sid,
            options=options,
        )
    except jwt.InvalidTokenError as error:
        raise TokenRefused(INVALID, f"JWT token invalid: {type(error).__name__}") from None
    return _granted(claims, _now(claims, clock))


def _now(claims: dict[str, Any], clock: Clock) -> float:
    """The sandbox's instant; the wall's when the token was stamped by the wall. The carrier's
    library knows no other clock, so a rehearsal's tokens may bear either time."""
    here, wall = clock.now().timestamp(), time.time()
    began = float(claims.get("nbf", claims["exp"] - LONGEST_S))
    return min((here, wall), key=lambda now: abs(now - began))


def _granted(claims: dict[str, Any], now: float) -> Grant:
    if claims["exp"] <= now:
        raise TokenRefused(EXPIRED, "JWT token expired")
    if claims.get("nbf", now) > now + SKEW_S:
        raise TokenRefused(INVALID, "JWT token invalid: not yet valid")
    if claims["exp"] - claims.get("nbf", now) > LONGEST_S:
        raise TokenRefused(TOO_LONG, "JWT token expiration is too long")
    grants = claims.get("grants") or {}
    identity, voice = grants.get("identity"), grants.get("voice")
    if not isinstance(identity, str) or not identity.replace("_", "a").isalnum():
        raise TokenRefused(INVALID, "JWT token invalid: identity")
    if not isinstance(voice, dict):
        raise TokenRefused(INVALID, "JWT token invalid: no voice grant")
    outgoing = voice.get("outgoing") or {}
    return Grant(identity, int(claims["exp"] - now), outgoing.get("application_sid"))
