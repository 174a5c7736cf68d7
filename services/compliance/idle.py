"""Rules that bind no call of a kind and purpose in a state, whatever the facts: a table of theirs.

Such a rule's row says so before the rule itself does: it speaks of other kinds and purposes.
"""

from functools import lru_cache

from services.compliance.book import Book
from services.compliance.case import Case, Rule, Ruling
from services.compliance.cures import cured
from services.compliance.model import CallKind, FindingKind, Purpose
from services.compliance.register import code_rules
from services.compliance.rule_list import RULES

Part = Rule | tuple[Ruling, ...]


def rulings(case: Case) -> list[Ruling]:
    """What every rule says, in the book's order; of what it cannot know, what to do about it."""
    asked = (case.question.kind, case.question.purpose)
    table = _table(case.book, *asked, tuple(case.reach.states))
    parts = table.parts
    if parts is None:
        parts = table.parts = tuple(_part(rule, case) for rule in RULES)
    found = (one for part in parts for one in (part if isinstance(part, tuple) else part(case)))
    return [cured(one) for one in found]


class _Table:
    """`parts`: one for every rule, None until a case has asked. Whole when another thread sees
    it: each that finds none makes its own, and all are the same."""

    parts: tuple[Part, ...] | None = None


@lru_cache(maxsize=4_096)
def _table(book: Book, kind: CallKind, purpose: Purpose, states: tuple[str, ...]) -> _Table:
    return _Table()


def _part(rule: Rule, case: Case) -> Part:
    """The rule's findings where they follow from its rows alone, else the rule."""
    found = tuple(rule(case))
    return found if found and all(_idle(one, case) for one in found) else rule


def _idle(one: Ruling, case: Case) -> bool:
    finding, row = one.finding, code_rules().get(one.finding.rule)
    alone = finding.finding is FindingKind.NOT_APPLICABLE and not finding.inputs
    return alone and row is not None and not case.moment.speaks_of(row)
