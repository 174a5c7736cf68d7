"""Letters to a real server on loopback: taken, refused, and left in doubt."""

from datetime import UTC, datetime

import pytest

from services.domain.errors import MailOutcomeUnknown, MailRejected, MailRetryable
from services.mail_ports import Invitation, Letter
from services.mail_service import smtp
from services.mail_service.smtp import server_of

AT = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)
MADE = datetime(2026, 11, 21, 15, tzinfo=UTC)
EVENT = Invitation("call:book@cleardial", AT, 30, "Appointment; with, us", "100 W Oak St", MADE)
LETTER = Letter(
    "call.mail", "lena@example.com", "Your appointment", "¡Hasta pronto!\n", MADE, EVENT
)


def test_a_letter_arrives_with_its_text_and_its_calendar(serve, mail_to):
    server = serve()

    mail_to(server).send(LETTER)

    (letter,) = server.mailbox.letters
    assert (letter.sender, letter.to) == ("office@cleardial.example", ("lena@example.com",))
    assert letter.message["From"] == "Oak Street Practice <office@cleardial.example>"
    assert letter.text.strip() == "¡Hasta pronto!"
    assert letter.id == "<call.mail@cleardial.example>"
    assert "DTSTART:20261124T203000Z\r\nDTEND:20261124T210000Z" in letter.calendar
    assert "SUMMARY:Appointment\\; with\\, us\r\n" in letter.calendar


def test_the_same_letter_twice_is_one_in_the_mailbox(serve, mail_to):
    server = serve()
    mail = mail_to(server)

    mail.send(LETTER)
    mail.send(LETTER)

    assert [(letter.times, letter.id) for letter in server.mailbox.letters] == [
        (2, "<call.mail@cleardial.example>")
    ]


@pytest.mark.parametrize("tls, scheme", [("starttls", "smtp"), ("implicit", "smtps")])
def test_a_letter_goes_through_tls_with_a_sign_in(serve, mail_to, tls, scheme):
    server = serve(tls, sign_in=("clinic", "pass w:rd"))

    mail_to(server, scheme=scheme, user="clinic", password="pass w:rd").send(LETTER)

    assert len(server.mailbox.letters) == 1


def test_a_certificate_that_nobody_vouches_for_is_not_written_to(serve, mail_to):
    server = serve("starttls")

    with pytest.raises(MailRetryable):
        mail_to(server, trusted=False).send(LETTER)

    assert not server.mailbox.letters


def test_a_server_elsewhere_without_starttls_is_not_written_to(serve, mail_to, monkeypatch):
    server = serve()
    monkeypatch.setattr(smtp, "LOOPBACK", frozenset())

    with pytest.raises(MailRetryable):
        mail_to(server).send(LETTER)

    assert not server.mailbox.letters


@pytest.mark.parametrize(
    "fault, error",
    [
        (("220", "421 too busy"), MailRetryable),
        (("220", "554 go away"), MailRejected),
        (("220", "drop"), MailRetryable),
        (("EHLO", "drop"), MailRetryable),
        (("MAIL", "451 later"), MailRetryable),
        (("MAIL", "550 not you"), MailRejected),
        (("RCPT", "450 greylisted"), MailRetryable),
        (("RCPT", "550 no such user"), MailRejected),
        (("RCPT", "drop"), MailRetryable),
        (("DATA", "451 later"), MailRetryable),
        (("DATA", "554 no"), MailRejected),
        (("taken", "452 full"), MailRetryable),
        (("taken", "554 spam"), MailRejected),
        (("taken", "drop"), MailOutcomeUnknown),
    ],
)
def test_a_fault_says_whether_to_try_again(serve, mail_to, fault, error):
    server = serve()
    server.faults.append(fault)

    with pytest.raises(error):
        mail_to(server).send(LETTER)


def test_silence_after_the_letter_leaves_it_in_doubt(serve, mail_to, monkeypatch):
    monkeypatch.setattr(smtp, "TIMEOUT_S", 0.3)
    server = serve()
    server.faults.append(("taken", "silence"))

    with pytest.raises(MailOutcomeUnknown):
        mail_to(server).send(LETTER)


def test_a_wrong_password_waits_for_a_person(serve, mail_to):
    server = serve("starttls", sign_in=("clinic", "right"))

    with pytest.raises(MailRetryable) as waits:
        mail_to(server, user="clinic", password="wrong").send(LETTER)

    assert waits.value.after_s >= 600


def test_nobody_there_is_tried_again(serve, mail_to):
    server = serve()
    server.port = 9

    with pytest.raises(MailRetryable):
        mail_to(server).send(LETTER)


@pytest.mark.parametrize(
    "to", ["", "lena", "a b@example.com", "leña@example.com", "a@b\r\nBcc: x@y"]
)
def test_an_address_that_is_none_is_never_sent(serve, mail_to, to):
    server = serve()

    with pytest.raises(MailRejected):
        mail_to(server).send(Letter("i", to, "s", "t", MADE))

    assert not server.mailbox.letters


def test_a_line_break_in_a_subject_becomes_a_space(serve, mail_to):
    server = serve()

    mail_to(server).send(Letter("i", "a@example.com", "One\r\nBcc: x@y.z", ".\n.dots\n", MADE))

    (letter,) = server.mailbox.letters
    assert letter.message["Subject"] == "One Bcc: x@y.z"
    assert letter.message["Bcc"] is None
    assert letter.text.splitlines() == [".", ".dots"]


def test_a_url_names_server_and_sign_in():
    server = server_of("smtp://us%40er:p%2Fw@mail.example.com")

    assert (server.host, server.port, server.user, server.password) == (
        "mail.example.com", 587, "us@er", "p/w"
    )  # fmt: skip
    assert server_of("smtps://mail.example.com").port == 465
    assert "p/w" not in repr(server)
    for bad in ("http://x", "smtp://", "mail.example.com"):
        with pytest.raises(ValueError, match="smtp"):
            server_of(bad)
