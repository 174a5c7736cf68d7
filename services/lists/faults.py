"""Rows of a list file that cannot be taken: which lines, and never what stands in them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

SHOWN = 10  # line numbers named for each reason

NO_NUMBER = "no telephone number"
NO_CHANGE = "no change: number, date, A or D"
TOO_LATE = "dated after the day of the list"


class UnreadableList(ValueError):
    """The file is not such a list, and nothing of it was taken."""


@dataclass
class _Lines:
    count: int = 0
    first: list[int] = field(default_factory=list)


@dataclass
class Faults:
    """All bad rows of one file, by reason."""

    _reasons: dict[str, _Lines] = field(default_factory=dict)

    def add(self, why: str, lines: Iterable[int]) -> None:
        """`lines` count from 1, each once."""
        reason = self._reasons.setdefault(why, _Lines())
        for line in lines:
            reason.count += 1
            if len(reason.first) < SHOWN:
                reason.first.append(line)

    def refuse(self) -> None:
        """Raises UnreadableList when there are any."""
        found = [_said(why, lines) for why, lines in self._reasons.items() if lines.count]
        if found:
            raise UnreadableList("; ".join(found))


def _said(why: str, lines: _Lines) -> str:
    more = " ..." if lines.count > SHOWN else ""
    rows = "row is" if lines.count == 1 else "rows are"
    return f"{lines.count} {rows} (line {', '.join(map(str, lines.first))}{more}) {why}"
