"""The managers' own words and switches, on a real store and a real trail."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from scripted_carrier import TickingClock

from services.audit_trail import Trail
from services.crypto_service.vault import PersonVault
from services.crypto_service.wrapping import MasterKey, Wrapping
from services.org_texts import OrgTexts
from services.playbook_files import known, read, sample
from services.playbook_switching import PlaybookSwitching, SwitchedOn
from services.stores.switches import Switches
from services.stores.text_changes import TextChanges
from services.text_changing import TextChanging
from services.text_trying import TextTrying


@dataclass
class Office:
    main: object
    trail: Trail
    clock: TickingClock

    def __post_init__(self) -> None:
        self.changes = TextChanges(self.main)
        self.texts = OrgTexts(read, self.changes, self.clock)
        self.trying = TextTrying(self.texts.read, sample)
        self.changing = TextChanging(
            self.changes, self.trail, self.clock, read, self.trying.expect_good
        )
        switches = Switches(self.main)
        self.switching = PlaybookSwitching(switches, self.trail, known)
        self.switched_on = SwitchedOn(lambda playbook: playbook, switches)

    def actions(self, subject: str) -> list[str]:
        return [record.action for record in self.trail.chain(subject)]


@pytest.fixture
def office(databases):
    main, audit, keys = databases
    clock = TickingClock(datetime(2026, 11, 18, 18, tzinfo=UTC))
    vault = PersonVault(keys, Wrapping((MasterKey("m1", b"m" * 32),)))
    return Office(main, Trail(audit, clock, vault), clock)
