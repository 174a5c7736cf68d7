"""A letter as a MIME message: plain text, and the appointment as a calendar part."""

from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from services.domain.errors import MailRejected
from services.mail_ports import Letter
from services.mail_service.calendar_file import calendar_file

FILE = "appointment.ics"


def message(letter: Letter, *, sender: str, name: str) -> EmailMessage:
    """Headers are fit for SMTP without extensions; the text is UTF-8. Raises MailRejected for an
    address that no server would take."""
    made = EmailMessage(policy=policy.SMTP)
    try:
        made["From"] = Address(name, addr_spec=sender)
        made["To"] = Address(addr_spec=letter.to)
    except (ValueError, IndexError) as error:
        raise MailRejected("bad_address") from error
    if not letter.to.isascii():
        raise MailRejected("bad_address")
    made["Subject"] = " ".join(letter.subject.split())
    made["Date"] = format_datetime(letter.made_at)
    made["Message-ID"] = f"<{letter.id}@{sender.partition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"  # RFC 3834
    made.set_content(letter.text)
    if letter.invitation:
        made.add_attachment(
            calendar_file(letter.invitation).encode(),
            maintype="text",
            subtype="calendar",
            filename=FILE,
            params={"method": "PUBLISH", "charset": "utf-8"},
        )
    return made
