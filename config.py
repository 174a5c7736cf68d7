"""Settings, read once at the edge. Nothing below api/ imports this module.

Each field is the environment variable of the same name in capitals. No key has a default; the
providers' URLs default to the providers' own.
"""

import base64
import binascii
import ipaddress
import re
import socket
from collections.abc import Callable
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic import model_validator as check_all
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict, SettingsError


class SettingsRefused(Exception):
    """The environment makes no application. One sentence per field, never a value."""


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


def _list(value: object) -> object:
    return [v for v in map(str.strip, value.split(",")) if v] if isinstance(value, str) else value


def _secret(check: Callable[[str], object]) -> AfterValidator:
    def checked(value: SecretStr) -> SecretStr:
        check(value.get_secret_value())
        return value

    return AfterValidator(checked)


def _url(*schemes: str) -> AfterValidator:
    def checked(text: str) -> str:
        parts = urlsplit(text)
        if parts.scheme not in schemes or not parts.hostname or "@" in parts.netloc:
            raise ValueError(f"must be a URL of scheme {' or '.join(schemes)}, without a user")
        if parts.query or parts.fragment:
            raise ValueError("must have no query and no fragment")
        return text.rstrip("/")

    return AfterValidator(checked)


def _guarded(text: str) -> str:
    if text.startswith("http:") and not is_loopback(text):
        raise ValueError("must be https, unless it is this machine")
    return text


def _origin(text: str) -> str:
    if urlsplit(text).path:
        raise ValueError("must have no path")
    return _guarded(text)


def _script(text: str) -> str:
    if text and not re.fullmatch(r"/(?!/)[\w./-]+", text) and not is_loopback(text):
        raise ValueError("must be a path of ours or a script on this machine")
    return text


Key = Annotated[SecretStr, _secret(_strong)]
OneOrTwo = Field(min_length=1, max_length=2)  # two at a time while one replaces the other
Rotating = Annotated[tuple[Key, ...], NoDecode, BeforeValidator(_list), OneOrTwo]
MasterKeys = Annotated[
    tuple[Annotated[SecretStr, _secret(named_key)], ...], NoDecode, BeforeValidator(_list), OneOrTwo
]
SigningKeys = Annotated[
    tuple[Annotated[SecretStr, _secret(bytes32)], ...], NoDecode, BeforeValidator(_list), OneOrTwo
]
E164 = Annotated[str, Field(pattern=r"^\+[1-9]\d{7,14}$")]
TollFree = Annotated[str, Field(pattern=r"^(\+18(00|33|44|55|66|77|88)\d{7})?$")]
CallerIds = Annotated[tuple[E164, ...], NoDecode, BeforeValidator(_list), Field(min_length=1)]
Web = Annotated[str, _url("http", "https")]
FieldIds = Annotated[dict[str, int], Field(min_length=1)]
Name = Annotated[str, Field(min_length=1)]


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    public_url: Annotated[Web, AfterValidator(_origin)]
    port: int = Field(default=8000, ge=1, le=65535)
    company_name: Name
    company_phone: E164
    company_toll_free: TollFree = ""
    company_person: str = ""  # who answers for an assistant's calls, where a person must be named
    vercel: str = ""  # set by the platform

    store: Literal["sqlite", "firestore"] = "sqlite"
    state_dir: Name = "var"
    firestore_project: str = ""
    firestore_service_account: SecretStr = SecretStr("")  # Google's key file, as JSON text
    firestore_main_database: Name = "(default)"
    firestore_audit_database: Name = "audit"
    firestore_keys_database: Name = "keys"

    session_secret: Rotating
    master_key: MasterKeys
    number_index_key: Key
    do_not_call_key: Key
    audit_signing_key: SigningKeys
    cron_secret: Rotating

    twilio_account_sid: str = Field(pattern=r"^AC[0-9a-f]{32}$")
    twilio_auth_token: Rotating
    twilio_api_key_sid: str = Field(pattern=r"^SK[0-9a-f]{32}$")
    twilio_api_key_secret: Key
    twilio_application_sid: str = Field(pattern=r"^AP[0-9a-f]{32}$")
    twilio_caller_ids: CallerIds
    twilio_api_url: Web = "https://api.twilio.com"
    twilio_signalling_url: Annotated[str, _url("ws", "wss")] = "wss://voice-js.roaming.twilio.com"
    twilio_sounds_url: Web = "https://sdk.twilio.com/js/client/sounds/releases/1.0.0"
    twilio_insights: bool = True

    podio_api_url: Web = "https://api.podio.com"
    podio_client_id: Name
    podio_client_secret: SecretStr = Field(min_length=1)
    podio_leads_app_id: int
    podio_leads_app_token: SecretStr = Field(min_length=1)
    podio_calls_app_id: int
    podio_calls_app_token: SecretStr = Field(min_length=1)
    podio_hook_secret: Rotating
    podio_lead_fields: FieldIds
    podio_activity_fields: FieldIds

    openai_api_key: SecretStr = SecretStr("")  # none: the rules read every turn alone
    openai_base_url: Annotated[Web, AfterValidator(_guarded)] = "https://api.openai.com/v1"
    assistant_model: Name = "gpt-5-mini"
    assistant_model_effort: Literal["unsaid", "none", "minimal", "low"] = "minimal"
    assistant_model_hears_health: bool = False  # true: an agreement with the provider covers it

    usps_api_url: Web = "https://apis.usps.com"
    usps_client_id: str = ""  # none: an address is checked by its ZIP code alone
    usps_client_secret: SecretStr = SecretStr("")

    softphone_prelude: Annotated[str, AfterValidator(_script)] = ""

    @check_all(mode="after")
    def _one_world(self) -> Self:
        """Sandbox parts never stand behind a public address, nor a file store on Vercel."""
        if self.vercel and self.store == "sqlite":
            raise ValueError("STORE must be firestore on Vercel, whose disk forgets")
        if self.store == "firestore" and not self.firestore_project:
            raise ValueError("FIRESTORE_PROJECT is missing")
        for name in PROVIDER_URLS:
            if is_loopback(getattr(self, name)) and not is_loopback(self.public_url):
                raise ValueError(f"{name.upper()} is this machine and PUBLIC_URL is not")
        return self

    @property
    def secure(self) -> bool:
        return self.public_url.startswith("https:")


PROVIDER_URLS = (
    "twilio_api_url",
    "twilio_signalling_url",
    "twilio_sounds_url",
    "podio_api_url",
    "softphone_prelude",
)


def load() -> Settings:
    """The settings of this environment. Raises SettingsRefused."""
    try:
        return Settings()
    except SettingsError as refusal:
        name = str(refusal).partition('"')[2].partition('"')[0].upper()
        raise SettingsRefused(f"{name} does not fit: must be JSON.") from None
    except ValidationError as refusal:
        raise SettingsRefused(" ".join(sorted(_sentences(refusal)))) from None


def _sentences(refusal: ValidationError) -> set[str]:
    return {_sentence(error["loc"], error["type"], error["msg"]) for error in refusal.errors()}


def _sentence(loc: tuple[int | str, ...], kind: str, message: str) -> str:
    said = message.removeprefix("Value error, ")
    if not loc:
        return f"{said}."
    name = str(loc[0]).upper()
    return f"{name} is missing." if kind == "missing" else f"{name} does not fit: {said}."
