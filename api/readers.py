"""Who reads a page, by which clock, and how people are called on it: once for each request."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import TypeVar, cast

from flask import g

from api.auth import current_user
from api.container import services, settings
from api.parsing import Malformed, fields
from api.views.call_rows import Clocked, Names
from api.views.rulebook_reader import Reader
from services.compliance.clock import zone

Made = TypeVar("Made")


def names() -> Names:
    """Each name is read once."""
    people = services().people
    return _once("names", lambda: Names(cache(people.user), cache(people.lead)))


def clocked() -> Clocked:
    """The company's zone, and one now for the whole page."""
    return _once("clocked", lambda: Clocked(company_zone(), services().clock.now()))


def company_zone() -> str:
    """The IANA zone of the company's own number."""
    return services().outlooks.zone_of(settings().company_phone)


def reader() -> Reader:
    return _once("reader", lambda: Reader(f"user:{current_user().user_id}", names(), clocked()))


def typed_instant(name: str) -> datetime:
    """A field of the form, in the company's zone; nothing typed means now. Raises Malformed."""
    typed = fields().get(name, [""])[0]
    try:
        there = datetime.fromisoformat(typed) if typed else None
    except ValueError:
        raise Malformed({name}) from None
    if there is None:
        return clocked().now
    if there.tzinfo is not None or not 2000 <= there.year < 2200:
        raise Malformed({name})
    return there.replace(tzinfo=zone(company_zone())).astimezone(UTC)


def _once(name: str, make: Callable[[], Made]) -> Made:
    held = f"readers.{name}"
    if held not in g:
        setattr(g, held, make())
    return cast(Made, g.get(held))
