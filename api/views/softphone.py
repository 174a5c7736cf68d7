"""What the softphone's page is told: where the SDK is, its options, and the words for codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from api.views import words
from api.views.workspace import OwedCall

if TYPE_CHECKING:
    from config import Settings

SDK = "/static/vendor/twilio.min.js"
TWILIO = "wss://voice-js.roaming.twilio.com"
TWILIO_SOUNDS = "https://sdk.twilio.com/js/client/sounds/releases/1.0.0"
PUBLIC: dict[str, Any] = {
    "enableImprovedSignalingErrorPrecision": True,
    "logLevel": "error",
    "appName": "cleardial",
}
SOUNDS = {name: name for name in ("incoming", "outgoing", "disconnect")}
SOUNDS |= {f"dtmf{key}": f"dtmf-{key}" for key in "0123456789"}
SOUNDS |= {"dtmfs": "dtmf-star", "dtmfh": "dtmf-hash"}  # the SDK's names and its files


def softphone(settings: Settings, call: OwedCall | None) -> dict[str, Any]:
    """The JSON of the workspace. In production the options are the SDK's public ones alone."""
    return {
        "sdk": SDK,
        "prelude": settings.softphone_prelude or None,
        "options": PUBLIC | _redirected(settings),
        "call": call and _resumed(call),
        "words": {
            "phases": words.PHASES,
            "causes": words.CAUSES,
            "refusals": words.REFUSALS,
        },
    }


def _resumed(call: OwedCall) -> dict[str, Any]:
    taken = {} if call.take is None else {"take": call.take}
    return {"call_id": call.call_id, "state": call.state, "owed": call.owed} | taken


def _redirected(settings: Settings) -> dict[str, Any]:
    """Options that point the SDK at something else than Twilio."""
    options: dict[str, Any] = {}
    if settings.twilio_signalling_url != TWILIO:
        options["chunderw"] = urlsplit(settings.twilio_signalling_url).netloc
    if settings.twilio_sounds_url != TWILIO_SOUNDS:
        options["sounds"] = {
            name: f"{settings.twilio_sounds_url}/{file}.mp3" for name, file in SOUNDS.items()
        }
    if not settings.twilio_insights:
        options["publishEvents"] = False
    return options
