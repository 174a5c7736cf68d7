"""What the sandbox is told, by the environment names that the application reads too."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent


class SettingMissing(Exception):
    """Names the setting that is missing; says nothing of values."""


@dataclass(frozen=True)
class Settings:
    """`port` 0 takes a free one. `speed` 10 makes people ring and answer ten times as fast."""

    public_url: str
    account_sid: str
    auth_token: str
    api_key_sid: str
    api_key_secret: str
    application_sid: str
    caller_ids: tuple[str, ...]
    port: int = 0
    tls_port: int | None = None
    spki_file: Path | None = None
    callees: Path = HERE / "callees.yaml"
    speed: float = 1.0
    podio: Mapping[str, str] = field(default_factory=dict)  # PODIO_* as they stand
    smtp_port: int | None = None  # where letters are taken; None: nowhere
    voice: str = "auto"  # auto: espeak-ng when it is there; tone: tones only
    ears: str = ""  # pocketsphinx: the carrier makes out what is said aloud
    band: str = "wide"  # what it hears of invented people; mulaw: what a telephone leaves of it

    @property
    def voice_url(self) -> str:
        return f"{self.public_url}/webhooks/twilio/voice"

    @property
    def application_status_url(self) -> str:
        return f"{self.public_url}/webhooks/twilio/agent"

    @property
    def incoming_url(self) -> str:
        return f"{self.public_url}/webhooks/twilio/incoming"


def from_environment(environ: Mapping[str, str]) -> Settings:
    """Raises SettingMissing. Of a secret with two values the first one is the carrier's."""

    def need(name: str) -> str:
        if not environ.get(name):
            raise SettingMissing(f"{name} is not set")
        return environ[name]

    tls = environ.get("SANDBOX_TLS_PORT")
    smtp = environ.get("SANDBOX_SMTP_PORT")
    spki = environ.get("SANDBOX_SPKI_FILE")
    return Settings(
        public_url=need("PUBLIC_URL").rstrip("/"),
        account_sid=need("TWILIO_ACCOUNT_SID"),
        auth_token=need("TWILIO_AUTH_TOKEN").split(",")[0].strip(),
        api_key_sid=need("TWILIO_API_KEY_SID"),
        api_key_secret=need("TWILIO_API_KEY_SECRET"),
        application_sid=need("TWILIO_APPLICATION_SID"),
        caller_ids=tuple(number.strip() for number in need("TWILIO_CALLER_IDS").split(",")),
        port=int(environ.get("SANDBOX_PORT") or int(environ.get("PORT", "8000")) + 1),
        tls_port=int(tls) if tls else None,
        spki_file=Path(spki) if spki else None,
        callees=Path(environ.get("SANDBOX_CALLEES") or HERE / "callees.yaml"),
        speed=float(environ.get("SANDBOX_SPEED", "1")),
        podio={name: value for name, value in environ.items() if name.startswith("PODIO_")},
        smtp_port=int(smtp) if smtp else None,
        voice=environ.get("SANDBOX_VOICE", "auto"),
        ears=environ.get("SANDBOX_EARS", ""),
        band=environ.get("SANDBOX_BAND", "wide"),
    )
