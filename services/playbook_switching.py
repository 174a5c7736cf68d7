"""Managers decide which assistants may call. On record before it holds."""

from collections.abc import Callable
from dataclasses import dataclass

from services.domain.errors import Busy, Conflict, NotFound
from services.judging import Manner
from services.ports import AuditTrail, Deed
from services.stores.switches import Switch, Switches

SWITCHED = "playbook.switched"


@dataclass(frozen=True)
class PlaybookSwitching:
    """`known`: the ids of the playbooks that there are."""

    switches: Switches
    trail: AuditTrail
    known: Callable[[], tuple[str, ...]]

    def all(self) -> tuple[Switch, ...]:
        return tuple(self.switches.get(playbook) for playbook in self.known())

    def on(self) -> tuple[str, ...]:
        """The playbooks that may call."""
        return tuple(switch.playbook for switch in self.all() if switch.on)

    def turn(self, playbook: str, *, on: bool, manager_id: str) -> Switch:
        """The same again changes nothing. Raises NotFound, and Conflict when another manager turned
        it the other way meanwhile."""
        if playbook not in self.known():
            raise NotFound("no such playbook")
        before = self.switches.get(playbook)
        if before.on == on:
            return before
        number = before.turned + 1
        record = self.trail.append(
            Deed(
                f"playbook:{playbook}",
                SWITCHED,
                {"on": on, "turned": number},
                actor=f"user:{manager_id}",
                cause=f"switched:{number}",
            )
        )
        by = record.actor.removeprefix("user:")
        switch = Switch(playbook, record.body["on"], number, by, record.at)
        self.switches.put(switch)
        if switch.on != on:
            raise Conflict("another manager was faster")
        return switch


@dataclass(frozen=True)
class SwitchedOn:
    """How playbooks call, as far as they may."""

    manner_of: Callable[[str], Manner]
    switches: Switches

    def manner(self, playbook: str) -> Manner:
        """Raises Busy (switched_off)."""
        if not self.switches.get(playbook).on:
            raise Busy("switched_off")
        return self.manner_of(playbook)
