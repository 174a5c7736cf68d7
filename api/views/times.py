"""Instants as people of a place say them. Zones are IANA names."""

from datetime import datetime

from services.compliance.clock import city, local, zone
from services.compliance.speech import clock_time, day_name
from services.domain.times import from_text

MINUTE, HOUR, DAY = 60, 3600, 86_400


def clock(at: datetime, zone_name: str) -> str:
    """`2:46 PM`"""
    return clock_time(local(at, zone_name).minute)


def when(at: datetime, zone_name: str, now: datetime) -> str:
    """`2:46 PM` today, `Tue 2:46 PM` within a week, else `Nov 3, 2:46 PM`."""
    there, today = at.astimezone(zone(zone_name)).date(), local(now, zone_name).day
    if there == today:
        return clock(at, zone_name)
    near = abs((there - today).days) < 7
    day = day_name(there)[:3] if near else f"{there:%b} {there.day},"
    return f"{day} {clock(at, zone_name)}"


def when_there(at: datetime, zone_name: str, now: datetime) -> str:
    return f"{when(at, zone_name, now)} in {city(zone_name)}"


def ago(at: datetime | None, now: datetime) -> str:
    """`2 min ago`; "" when nobody said."""
    return f"{age(int((now - at).total_seconds()))}" if at else ""


def age(seconds: int) -> str:
    if seconds < MINUTE:
        return "just now"
    for unit, length in (("d", DAY), ("h", HOUR), ("min", MINUTE)):
        if seconds >= length:
            return f"{seconds // length} {unit} ago"
    return ""


def talk(seconds: int) -> str:
    """`3:12`"""
    return f"{seconds // 60}:{seconds % 60:02d}"


def instant(text: str | None) -> datetime | None:
    return from_text(text) if text else None


def day(at: datetime, zone_name: str) -> str:
    """`2026-11-20`"""
    return local(at, zone_name).day.isoformat()
