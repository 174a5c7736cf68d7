"""How a person who is called answers in words: by rules on what he hears."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

USUAL_WAIT_S, USUAL_CONFIDENCE = 0.6, 0.92
MOST_LINES = 400


@dataclass(frozen=True)
class Rule:
    """When `hears` (a pattern, case ignored) is in what was said, the person says or presses, after
    `waits_s`. With `after_words` he cuts in after so many words of that utterance. `times`: how
    often the rule holds. `hangs_up`: then he is gone. Neither words nor keys: he is silent."""

    hears: str = ""
    says: str = ""
    presses: str = ""
    after_words: int | None = None
    waits_s: float = USUAL_WAIT_S
    times: int | None = None
    hangs_up: bool = False
    confidence: float = USUAL_CONFIDENCE

    def __post_init__(self) -> None:
        re.compile(self.hears)

    def fits(self, text: str) -> bool:
        return re.search(self.hears, text, re.IGNORECASE) is not None


def rules(rows: Sequence[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """Raises ValueError, TypeError or re.error for a row that is no rule."""
    return tuple(Rule(**row) for row in rows)


@dataclass
class Persona:
    """One person in one call. `otherwise`: what he says when no rule fits, in turn; silence when
    there is nothing. `lines`: who said what, for whoever looks."""

    rules: tuple[Rule, ...]
    otherwise: tuple[str, ...] = ()
    lines: list[dict[str, str]] = field(default_factory=list)
    _used: dict[int, int] = field(default_factory=dict)
    _since: list[str] = field(default_factory=list)  # what was heard since he last spoke
    _turns: int = 0

    def hear(self, text: str) -> None:
        self._since.append(text)
        self.note("caller", text)

    def note(self, by: str, text: str) -> None:
        if len(self.lines) < MOST_LINES:
            self.lines.append({"by": by, "text": text})

    def cut_in(self, text: str, *, keys_only: bool) -> Rule | None:
        """What he does in the middle of this utterance."""
        return self._take(text, cutting=True, keys_only=keys_only)

    def answer(self, asked: str, *, keys_only: bool) -> Rule | None:
        """What he does once everything is said: by the question first, then by all that he heard.
        None: he waits and says nothing."""
        for text in (asked, " ".join(self._since)):
            if text and (rule := self._take(text, cutting=False, keys_only=keys_only)):
                self._since.clear()
                return rule
        if keys_only or not self.otherwise:
            return None
        self._since.clear()
        self._turns += 1
        return Rule(says=self.otherwise[(self._turns - 1) % len(self.otherwise)])

    def _take(self, text: str, *, cutting: bool, keys_only: bool) -> Rule | None:
        for place, rule in enumerate(self.rules):
            spent = rule.times is not None and self._used.get(place, 0) >= rule.times
            wrong = (rule.after_words is not None) is not cutting
            deaf = keys_only and not (rule.presses or rule.hangs_up)
            if not (spent or wrong or deaf) and rule.fits(text):
                self._used[place] = self._used.get(place, 0) + 1
                return replace(rule, says="") if keys_only else rule
        return None


def machine(greeting: Sequence[str]) -> Persona:
    """A recorder: its greeting is heard once, then it listens."""
    return Persona((Rule(says=" ".join(greeting), waits_s=0, times=1),))
