"""Settings, read once at the edge. Nothing below api/ imports this module.

Each field is the environment variable of the same name in capitals. No key has a default; the
providers' URLs default to the providers' own.
"""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic import model_validator as check_all
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from config_fields import (
    E164,
    CallerIds,
    FieldIds,
    Key,
    MasterKeys,
    Name,
    Playbook,
    Rotating,
    SigningKeys,
    TollFree,
    Web,
    guarded,
    is_loopback,
    origin,
    script,
    secret,
    smtp_server,
    url,
)


class SettingsRefused(Exception):
    """The environment makes no application. One sentence per field, never a value."""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, hide_input_in_errors=True
    )

    public_url: Annotated[Web, AfterValidator(origin)]
    port: int = Field(default=8000, ge=1, le=65535)
    company_name: Name
    company_phone: E164
    company_toll_free: TollFree = ""
    company_person: str = ""  # who answers for an assistant's calls, where a person must be named
    vercel: str = ""  # set by the platform

    store: Literal["sqlite", "firestore"] = "sqlite"
    state_dir: Name = "var"
    lists_dir: str = ""  # bitmaps of do-not-call lists; none: lists/ in state_dir
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
    twilio_signalling_url: Annotated[str, url("ws", "wss")] = "wss://voice-js.roaming.twilio.com"
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
    openai_base_url: Annotated[Web, AfterValidator(guarded)] = "https://api.openai.com/v1"
    assistant_incoming: dict[E164, Playbook] = {}  # our numbers that an assistant answers
    assistant_model: Name = "gpt-5-mini"
    assistant_model_effort: Literal["unsaid", "none", "minimal", "low"] = "minimal"
    assistant_transport: Literal["gather", "relay"] = "gather"
    assistant_relay_sockets: int = Field(default=8, ge=1, le=64)  # at once, in one process
    assistant_relay_hears_health: bool = False  # true: agreements cover what relays hear
    assistant_model_hears_health: bool = False  # true: an agreement with the provider covers it

    smtp_url: Annotated[SecretStr, secret(smtp_server)] = SecretStr("")  # none: no mail is sent
    mail_from: Annotated[str, Field(pattern=r"^([^@\s<>]+@[^@\s<>]+)?$")] = ""

    rulebook_adopts: bool = False  # true: a release's rulebook needs no second person's approval

    usps_api_url: Web = "https://apis.usps.com"
    usps_client_id: str = ""  # none: an address is checked by its ZIP code alone
    usps_client_secret: SecretStr = SecretStr("")

    softphone_prelude: Annotated[str, AfterValidator(script)] = ""

    @check_all(mode="after")
    def _one_world(self) -> Self:
        """Sandbox parts never stand behind a public address, nor a file store on Vercel."""
        if self.vercel and self.store == "sqlite":
            raise ValueError("STORE must be firestore on Vercel, whose disk forgets")
        if self.store == "firestore" and not self.firestore_project:
            raise ValueError("FIRESTORE_PROJECT is missing")
        mail = self.smtp_url.get_secret_value()
        if bool(mail) != bool(self.mail_from):
            raise ValueError("SMTP_URL and MAIL_FROM belong together")
        if mail and is_loopback(mail) and not is_loopback(self.public_url):
            raise ValueError("SMTP_URL is this machine and PUBLIC_URL is not")
        if self.rulebook_adopts and not is_loopback(self.public_url):
            raise ValueError("RULEBOOK_ADOPTS is for this machine, and PUBLIC_URL is another")
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
