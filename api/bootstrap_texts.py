"""The composition root's part for what assistants say in this organization. Only
bootstrap_calls.py imports it.

Playbooks are read, and PyYAML with them, when the first of these is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.org_texts import OrgTexts
    from services.ports import AuditTrail, Clock, Documents
    from services.stores.text_changes import TextChanges
    from services.text_changing import TextChanging
    from services.text_trying import TextTrying


@dataclass(frozen=True)
class TextRooms:
    """Each made at its first use. `changes`: every change there has been."""

    changes: TextChanges
    org_texts: Callable[[], OrgTexts]
    changing: Callable[[], TextChanging]
    trying: Callable[[], TextTrying]


def build(main: Documents, trail: AuditTrail, clock: Clock) -> TextRooms:
    from services.stores.text_changes import TextChanges

    changes = TextChanges(main)

    @cache
    def org_texts() -> OrgTexts:
        from services.org_texts import OrgTexts
        from services.playbook_files import read

        return OrgTexts(read, changes, clock)

    @cache
    def trying() -> TextTrying:
        from services.playbook_files import sample
        from services.text_trying import TextTrying

        return TextTrying(org_texts().read, sample)

    @cache
    def changing() -> TextChanging:
        from services.playbook_files import read
        from services.text_changing import TextChanging

        return TextChanging(changes, trail, clock, read, trying().expect_good)

    return TextRooms(changes, org_texts, changing, trying)
