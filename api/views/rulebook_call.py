"""One decision as it was recorded, beside what a change of the rulebook would say."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from api.views.rulebook_reader import Reader
from api.views.shadow_run import EFFECTS
from api.views.verdict import FindingRow
from api.views.verdict_card import recorded_row
from services.what_if import OBJECTIONS, Compared

LABELS = {name: (label, tone) for name, label, tone in EFFECTS}


@dataclass(frozen=True)
class ComparedRow:
    when: str
    effect: str
    tone: str
    was: str
    would: str
    before: tuple[FindingRow, ...]
    after: tuple[FindingRow, ...]


def compared_call(compared: Compared, reader: Reader) -> ComparedRow:
    label, tone = LABELS[compared.effect]
    return ComparedRow(
        when=reader.when(compared.decision.at),
        effect=label,
        tone=tone,
        was=_word(compared.decision.recorded),
        would=_word(compared.after) if compared.after else "Cannot be judged again",
        before=tuple(_objections(compared.decision.recorded)),
        after=tuple(_objections(compared.after)) if compared.after else (),
    )


def _word(verdict: Any) -> str:
    return "Allowed" if verdict["allowed"] else "Forbidden"


def _objections(verdict: Any) -> Iterator[FindingRow]:
    for finding in verdict["findings"]:
        if finding["finding"] in OBJECTIONS:
            yield recorded_row(finding)
