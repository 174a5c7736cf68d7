"""The people who are called, as the sandbox lets us meet them."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from tests.browser.ears import Heard
from tests.serve import Served

FULL_SCALE = 32768


class Callee:
    """The person at one number (E.164) of one Podio item."""

    def __init__(self, house: Served, item_id: int, number: str) -> None:
        self.house = house
        self.item_id = item_id
        self.number = number

    def behaves(self, **how: object) -> "Callee":
        """Fields of sandbox/callees.yaml, from now on."""
        self.house.sandbox("PUT", f"/control/callees/{self.number}", how)
        return self

    @property
    def leg(self) -> Mapping[str, Any]:
        """The newest call to this number, as the carrier has it."""
        calls = self.house.sandbox("GET", "/control/calls")["calls"]
        return next(call for call in calls if call["to"] == self.number)

    @property
    def called(self) -> int:
        """How often this number was called."""
        calls = self.house.sandbox("GET", "/control/calls")["calls"]
        return sum(call["to"] == self.number for call in calls)

    def hears(self, seconds: float = 2.0) -> Heard:
        sid = self.leg["sid"]
        found = self.house.sandbox("GET", f"/control/heard/{sid}?seconds={seconds}")["heard"]
        return Heard(found["pitch"], found["rms"] / FULL_SCALE)

    def hangs_up(self) -> None:
        self.house.sandbox("DELETE", f"/control/calls/{self.leg['sid']}")


def activities(house: Served) -> list[Mapping[str, Any]]:
    """Every Call Activity item of the sandbox's Podio."""
    return list(house.sandbox("GET", "/control/podio/items?app=calls"))


def value(item: Mapping[str, Any], field: str) -> Any:
    """The first value of an item's field, by external id."""
    found = next((f for f in item["fields"] if f["external_id"] == field), None)
    return found["values"][0] if found else None


def eventually(what: Callable[[], Any], *, within_s: float = 15.0) -> Any:
    """The first true answer of `what`. Raises AssertionError with the last false one."""
    deadline = time.monotonic() + within_s
    while not (found := what()):
        assert time.monotonic() < deadline, f"still {found!r} after {within_s:g} s"
        time.sleep(0.1)
    return found
