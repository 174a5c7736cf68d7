"""A mail server on loopback, in a thread of its own."""

import asyncio
import ssl
import threading
from datetime import UTC, datetime

import pytest

from sandbox.edge import certificate
from sandbox.mail.mailbox import Mailbox
from sandbox.mail.smtp import MailServer
from services.mail_service.smtp import Server, SmtpMail

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)


@pytest.fixture(scope="session")
def trust():
    """(the server's context, one that trusts nobody else). The certificate is of this run."""
    made = certificate.make()
    blind = ssl.create_default_context()
    blind.check_hostname, blind.verify_mode = False, ssl.CERT_NONE
    return made.context, blind


@pytest.fixture
def serve(trust):
    """serve(tls="starttls" | "implicit" | None, sign_in=None) -> a running MailServer."""
    running = []

    def serve(tls=None, sign_in=None):
        server = MailServer(
            Mailbox(), lambda: NOW, context=trust[0] if tls else None, sign_in=sign_in,
            implicit_tls=tls == "implicit",
        )  # fmt: skip
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        asyncio.run_coroutine_threadsafe(server.start(), loop).result(5)
        running.append((server, loop, thread))
        return server

    yield serve
    for server, loop, thread in running:
        asyncio.run_coroutine_threadsafe(server.stop(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


@pytest.fixture
def mail_to(trust):
    def mail_to(server, *, scheme="smtp", user="", password="", trusted=True):
        context = trust[1] if trusted else None
        where = Server(scheme, "127.0.0.1", server.port, user, password, context)
        return SmtpMail(where, "office@cleardial.example", "Oak Street Practice")

    return mail_to
