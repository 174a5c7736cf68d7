"""An appointment as iCalendar text (RFC 5545): METHOD:PUBLISH, one VEVENT, times in UTC."""

from datetime import UTC, datetime, timedelta

from services.mail_ports import Invitation

LONGEST_LINE = 75  # octets, without the line break (RFC 5545, 3.1)
PRODUCT = "-//Cleardial//Appointments//EN"


def calendar_file(invitation: Invitation) -> str:
    """CRLF at the end of each line, long ones folded."""
    ends_at = invitation.starts_at + timedelta(minutes=invitation.minutes)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_text(invitation.uid)}",
        f"DTSTAMP:{_instant(invitation.made_at)}",
        f"DTSTART:{_instant(invitation.starts_at)}",
        f"DTEND:{_instant(ends_at)}",
        f"SUMMARY:{_text(invitation.summary)}",
        *([f"LOCATION:{_text(invitation.place)}"] if invitation.place else []),
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """TEXT (3.3.11): backslash, semicolon, comma and line breaks escaped, no other control."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lined = escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(c for c in lined if c >= " " and c != "\x7f")


def _folded(line: str) -> list[str]:
    """At most 75 octets each; a continuation starts with a space. No character is cut."""
    parts: list[str] = []
    part, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LONGEST_LINE:
            parts, part, size = [*parts, part], " ", 1
        part, size = part + character, size + octets
    return [*parts, part]
