"""RFC 5545 to the byte: folded, escaped, in UTC."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from services.mail_ports import Invitation
from services.mail_service.calendar_file import calendar_file

AT = datetime(2026, 3, 8, 1, 30, tzinfo=timezone(timedelta(hours=-6)))
MADE = datetime(2026, 3, 1, tzinfo=UTC)


def made(summary="Appointment", place=""):
    return calendar_file(Invitation("u1", AT, 45, summary, place, MADE))


def test_the_whole_file():
    assert made(place="Suite 5").split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Cleardial//Appointments//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:u1",
        "DTSTAMP:20260301T000000Z",
        "DTSTART:20260308T073000Z",
        "DTEND:20260308T081500Z",
        "SUMMARY:Appointment",
        "LOCATION:Suite 5",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@given(st.text(max_size=300))
def test_no_text_breaks_the_file(summary):
    lines = made(summary=summary).split("\r\n")

    assert all(len(line.encode("utf-8", "surrogatepass")) <= 75 for line in lines)
    unfolded = made(summary=summary).replace("\r\n ", "")
    assert unfolded.count("BEGIN:VEVENT") == 1 + summary.count("BEGIN:VEVENT")
    assert [line for line in lines if line and line[0] != " " and ":" not in line] == []
