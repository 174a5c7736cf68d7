"""What browsers are told to refuse. The policy comes from settings alone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, request

if TYPE_CHECKING:
    from config import Settings

# The SDK picks one by the home region of the account (twilio-voice.js, eventpublisher).
INSIGHTS = tuple(f"https://eventgw{home}.twilio.com" for home in ("", ".us1", ".ie1", ".au1"))
YEAR_S = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    settings: Settings = app.extensions["settings"]
    fixed = [*_headers(settings).items()]

    @app.after_request
    def add(response: Response) -> Response:
        own = {name.lower() for name, _ in response.headers}
        wanted = fixed if request.endpoint == "static" else [*fixed, ("Cache-Control", "no-store")]
        response.headers.extend([header for header in wanted if header[0].lower() not in own])
        return response


def policy(settings: Settings) -> str:
    """The Content-Security-Policy of every page."""
    sounds = _origin(settings.twilio_sounds_url)
    prelude = settings.softphone_prelude
    connect = ["'self'", _origin(settings.twilio_signalling_url), sounds]
    connect += INSIGHTS if settings.twilio_insights else ()
    script = ["'self'"] + ([_origin(prelude)] if "://" in prelude else [])
    directives = {
        "default-src": ["'none'"],
        "script-src": script,
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": connect,
        "media-src": ["'self'", sounds, "mediastream:"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(dict.fromkeys(s))}" for name, s in directives.items())


def _headers(settings: Settings) -> dict[str, str]:
    headers = {
        "Content-Security-Policy": policy(settings),
        "Permissions-Policy": "microphone=(self), speaker-selection=(self), camera=(), "
        "geolocation=(), payment=(), usb=()",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if settings.secure:
        headers["Strict-Transport-Security"] = f"max-age={YEAR_S}; includeSubDomains"
    return headers


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
