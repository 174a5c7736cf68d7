"""The sandbox's mailbox: letters go in by SMTP and are read as a page."""

import asyncio
import smtplib
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage

import pytest

from sandbox.server import start
from sandbox.settings import Settings


def letter(subject="Your appointment", text="At noon.\n<b>Bring your card.</b>"):
    made = EmailMessage()
    made["From"], made["To"] = "Oak St <office@cleardial.example>", "lena@example.com"
    made["Subject"], made["Message-ID"] = subject, "<a@b>"
    made.set_content(text)
    made.add_attachment(b"BEGIN:VCALENDAR\r\n", maintype="text", subtype="calendar")
    return made


def send(port, made):
    with smtplib.SMTP("127.0.0.1", port, timeout=5) as client:
        client.send_message(made)


@pytest.fixture
def mail_settings():
    return Settings(
        public_url="http://127.0.0.1:9", account_sid="AC" + "a" * 32, auth_token="t" * 32,
        api_key_sid="SK" + "b" * 32, api_key_secret="k" * 32, application_sid="AP" + "c" * 32,
        caller_ids=("+12025550100",), smtp_port=0,
    )  # fmt: skip


async def read(running, path):
    import aiohttp

    async with aiohttp.ClientSession() as session, session.get(running.url + path) as answer:
        return answer.status, await answer.text()


def elsewhere(story):
    """On a thread of its own: a browser's driver may keep a loop on this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(story())).result()


def test_a_letter_is_read_where_it_arrived(mail_settings):
    async def story():
        running = await start(mail_settings)
        assert "Nothing has arrived yet" in (await read(running, "/mailbox"))[1]
        await asyncio.to_thread(send, running.mail_port, letter())
        await asyncio.to_thread(send, running.mail_port, letter())
        page = await read(running, "/mailbox")
        file = await read(running, "/mailbox/0.ics")
        missing = await read(running, "/mailbox/7.ics")
        await running.stop()
        return page, file, missing

    page, file, missing = elsewhere(story)
    assert page[0] == 200
    assert "Your appointment" in page[1]
    assert "&lt;b&gt;Bring your card." in page[1]
    assert "came 2 times" in page[1]
    assert file == (200, "BEGIN:VCALENDAR\r\n")
    assert missing[0] == 404
