"""What the redactor finds, wrongly finds and takes away of generated lines."""

from collections import Counter
from dataclasses import dataclass, field

from services.conversation.redaction import spans
from tests.evals.identifier_lines import Line


@dataclass
class Redacted:
    """By kind: how many `there` were, how many `found` whole. `masked` spans, `right` ones among
    them; `clean` characters, `lost` ones among them. `missed`, `false`: what to read."""

    there: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    masked: int = 0
    right: int = 0
    clean: int = 0
    lost: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def recall(self) -> dict[str, float]:
        return {kind: self.found[kind] / total for kind, total in self.there.items()}

    @property
    def precision(self) -> float:
        return self.right / self.masked

    @property
    def lost_share(self) -> float:
        return self.lost / self.clean


def counted(made: list[Line]) -> Redacted:
    result = Redacted()
    for line in made:
        _count(line, result)
    return result


def _count(line: Line, result: Redacted) -> None:
    masked = spans(line.text)
    dark = {at for start, end, _ in masked for at in range(start, end)}
    due = {at for start, end, _ in line.spots for at in range(start, end)}
    for start, end, kind in line.spots:
        result.there[kind] += 1
        shown = [at for at in range(start, end) if at not in dark and line.text[at].isalnum()]
        result.found[kind] += not shown
        if shown:
            result.missed.append(f"{kind}: {line.text}")
    for start, end, label in masked:
        right = any(start < spot_end and spot_start < end for spot_start, spot_end, _ in line.spots)
        result.masked += 1
        result.right += right
        if not right:
            result.false.append(f"{label}: {line.text}")
    result.clean += len(line.text) - len(due)
    result.lost += len(dark - due)
