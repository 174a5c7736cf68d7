"""The form in which managers write house rules."""

from dataclasses import dataclass

from api.parsing import Fields
from api.schemas.house_rules import Draft
from api.views.rulebook import RuleRow
from services.compliance.model import CallKind, Purpose
from services.compliance.speech import DAYS
from services.house_rules import KINDS, PURPOSES, said


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class DayRow:
    number: int
    name: str
    opens: str
    closes: str
    closed: bool


@dataclass(frozen=True)
class HouseForm:
    """`rules` with `texts`, the same ones as the form carries them along; `typed`: what stands in
    the fields of the rule that is being written."""

    rules: tuple[RuleRow, ...]
    texts: tuple[str, ...]
    note: str
    typed: dict[str, str]
    days: tuple[DayRow, ...]
    kinds: tuple[Choice, ...]
    purposes: tuple[Choice, ...]
    faults: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether somebody has begun to write a rule."""
        return bool(self.faults) or not self.rules


def form_of(draft: Draft, typed: Fields, faults: tuple[str, ...]) -> HouseForm:
    return HouseForm(
        rules=tuple(RuleRow(r.id, r.sentence, said(r)) for r in draft.rules),
        texts=draft.texts(),
        note=draft.note,
        typed={name: values[0] for name, values in typed.items()},
        days=tuple(_day(typed, n, name) for n, name in enumerate(DAYS)),
        kinds=_choices(KINDS, typed.get("kinds", [])),
        purposes=_choices(PURPOSES, typed.get("purposes", [])),
        faults=faults,
    )


def _day(typed: Fields, number: int, name: str) -> DayRow:
    opens, closes = (typed.get(f"{edge}_{number}", [""])[0] for edge in ("opens", "closes"))
    return DayRow(number, name, opens, closes, f"closed_{number}" in typed)


def _choices(
    words: dict[CallKind, str] | dict[Purpose, str], chosen: list[str]
) -> tuple[Choice, ...]:
    return tuple(Choice(kind.value, label, kind.value in chosen) for kind, label in words.items())
