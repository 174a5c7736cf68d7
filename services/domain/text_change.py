"""An organization's own words in place of ours: proposed by one manager, approved by another."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Place = tuple[str, str]  # language, text id


class Standing(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Forms:
    """The forms of one text as they are spoken; "" leaves a form out."""

    say: str
    again: str = ""
    help: str = ""
    plain: str = ""


@dataclass(frozen=True)
class TextChange:
    """Change `number` of a playbook's texts, from 1. `forms` is None where our own words come back.
    Instants are texts; `in_force_from` holds once it is approved. `sha256`: of `say`."""

    playbook: str
    number: int
    language: str
    text_id: str
    forms: Forms | None
    standing: Standing
    by: str
    at: str
    decided_by: str = ""
    decided_at: str = ""
    in_force_from: str = ""
    restores: int | None = None
    sha256: str = ""

    @property
    def place(self) -> Place:
        return self.language, self.text_id


def in_force(changes: Iterable[TextChange], at: str) -> dict[Place, TextChange]:
    """The newest approved change of each text that holds at this instant; later approval wins over
    earlier where both have begun."""
    standing = [c for c in changes if c.standing is Standing.APPROVED and c.in_force_from <= at]
    ordered = sorted(standing, key=lambda change: (change.in_force_from, change.number))
    return {change.place: change for change in ordered}
