"""What a shadow run says in the end: how many decisions, by which rules, as in which calls."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from services.ports import Data
from services.what_if import TURNS, Compared, Effect

EXAMPLES, MOST_RULES = 5, 40  # that a record keeps


@dataclass
class Tally:
    """What a shadow run says in the end. `rules`: (rule, adds or lifts) to what came of it."""

    effects: Counter[Effect] = field(default_factory=Counter)
    rules: dict[tuple[str, str], "RuleTally"] = field(
        default_factory=lambda: defaultdict(RuleTally)
    )

    def count(self, compared: Compared) -> None:
        self.effects[compared.effect] += 1
        if compared.after is None:
            return
        for effect, rules in (("adds", compared.added), ("lifts", compared.lifted)):
            for rule in rules:
                self.rules[rule, effect].count(compared)

    def told(self) -> Data:
        """As a record keeps it: ids and counts, nothing personal."""
        grouped = sorted(self.rules.items(), key=lambda item: (-item[1].decisions, item[0]))
        return {
            "decisions": sum(self.effects.values()),
            "effects": {effect.value: count for effect, count in self.effects.items()},
            "rules": [
                {"rule": rule, "effect": effect} | found.told()
                for (rule, effect), found in grouped[:MOST_RULES]
            ],
        }


@dataclass
class RuleTally:
    """How often one rule would speak otherwise, how often that turns the verdict, and some calls
    to look at, those first."""

    decisions: int = 0
    turned: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    turns: int = 0

    def count(self, compared: Compared) -> None:
        self.decisions += 1
        turns = compared.effect in TURNS
        self.turns += turns
        calls = self.turned if turns else self.others
        if len(calls) < EXAMPLES and compared.decision.call_id not in calls:
            calls.append(compared.decision.call_id)

    def told(self) -> Data:
        calls = [*self.turned, *self.others][:EXAMPLES]
        return {"count": self.decisions, "turned": self.turns, "calls": calls}
