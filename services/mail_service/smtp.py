"""Letters by SMTP, one connection each: they are few, and a kept one would be cold every time.

`smtp://` upgrades by STARTTLS and refuses a server that cannot, except on this machine;
`smtps://` speaks TLS from the start.
"""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from services.domain.errors import MailOutcomeUnknown, MailRejected, MailRetryable
from services.mail_ports import Letter
from services.mail_service.message import message

TIMEOUT_S = 15.0  # for each answer of the server
RETRY_S = 60.0
PORTS = {"smtp": 587, "smtps": 465}
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class Server:
    """Where letters go. `trust`: None for the machine's own certificates."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    trust: ssl.SSLContext | None = None


def server_of(url: str) -> Server:
    """`smtp://user:password@host:587`, user and password percent-encoded. Raises ValueError."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("must be smtp://host or smtps://host")
    port = parts.port or PORTS[parts.scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user + password).isascii():
        raise ValueError("user and password must be ASCII")
    return Server(parts.scheme, parts.hostname, port, user, password)


@dataclass(frozen=True)
class SmtpMail:
    """`sender`: our address; `name`: as whom we write."""

    server: Server
    sender: str
    name: str

    def send(self, letter: Letter) -> None:
        """Raises MailRetryable, MailOutcomeUnknown, MailRejected."""
        made = message(letter, sender=self.sender, name=self.name)
        try:
            client = self._connected()
        except smtplib.SMTPAuthenticationError as error:
            raise MailRetryable(15 * RETRY_S) from error  # a person may mend the settings
        except smtplib.SMTPResponseException as error:
            raise _refusal(error.smtp_code, "not_accepted") from error
        except (OSError, smtplib.SMTPException) as error:
            raise MailRetryable(RETRY_S) from error
        try:
            self._hand_over(client, made)
        finally:
            _leave(client)

    def _connected(self) -> smtplib.SMTP:
        server, context = self.server, self.server.trust or ssl.create_default_context()
        client: smtplib.SMTP
        if server.scheme == "smtps":
            client = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_S, context=context)
        else:
            client = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
        try:
            self._introduce(client, context)
        except BaseException:
            client.close()
            raise
        return client

    def _introduce(self, client: smtplib.SMTP, context: ssl.SSLContext) -> None:
        client.ehlo_or_helo_if_needed()
        if self.server.scheme == "smtp":
            if client.has_extn("starttls"):
                client.starttls(context=context)
                client.ehlo()
            elif self.server.host not in LOOPBACK:
                raise smtplib.SMTPNotSupportedError("the server offers no STARTTLS")
        if self.server.user:
            client.login(self.server.user, self.server.password)

    def _hand_over(self, client: smtplib.SMTP, made: EmailMessage) -> None:
        """Until DATA is asked for, nothing is sent; after it, silence says nothing."""
        sender, to = self.sender, str(made["To"].addresses[0].addr_spec)
        steps: tuple[Callable[[str], tuple[int, bytes]], ...] = (client.mail, client.rcpt)
        for say, whom in zip(steps, (sender, to), strict=True):
            try:
                code, _ = say(whom)
            except (OSError, smtplib.SMTPException) as error:
                raise MailRetryable(RETRY_S) from error
            if code >= 300:
                raise _refusal(code, "refused")
        try:
            code, _ = client.data(made.as_bytes())
        except smtplib.SMTPDataError as error:
            raise _refusal(error.smtp_code, "refused") from error
        except (OSError, smtplib.SMTPException) as error:
            raise MailOutcomeUnknown("the server fell silent") from error
        if code >= 300:
            raise _refusal(code, "refused")


def _refusal(code: int, word: str) -> MailRetryable | MailRejected:
    """RFC 5321, 4.2.1: 4yz is for now, 5yz for good; 530 asks for a sign-in (RFC 4954, 6)."""
    if code == 530:
        return MailRetryable(15 * RETRY_S)
    return MailRejected(f"{word}:{code}") if 500 <= code < 600 else MailRetryable(RETRY_S)


def _leave(client: smtplib.SMTP) -> None:
    """A goodbye that is not heard changes nothing."""
    try:
        client.quit()
    except (OSError, smtplib.SMTPException):
        client.close()
