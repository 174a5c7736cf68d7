"""What judges, since when and by whose leave, as managers read it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.views.rulebook_reader import Reader
from api.views.shadow_run import Run, run_of
from services.domain.rulebook_change import (
    Change,
    History,
    Standing,
    What,
    may_approve,
    valid_runs,
)
from services.house_rules import rules_from, said

SHORT = 12


@dataclass(frozen=True)
class RuleRow:
    """One house rule. `mark`: new, gone or "" beside what is in force."""

    name: str
    sentence: str
    does: str
    mark: str = ""


@dataclass(frozen=True)
class Proposal:
    """`mine`: by whoever reads it. `may_approve`: this reader may, now."""

    number: int
    title: str
    by: str
    note: str
    rules: tuple[RuleRow, ...]
    house: bool
    run: Run | None
    mine: bool
    may_approve: bool


@dataclass(frozen=True)
class ChangeRow:
    number: int
    title: str
    state: str
    tone: str
    since: str
    who: str
    may_roll_back: bool = False
    may_propose: str = ""  # the version that can be proposed again


@dataclass(frozen=True)
class InForceCard:
    """What is in force now, of one kind."""

    title: str
    note: str


@dataclass(frozen=True)
class RulebookPage:
    law: InForceCard
    house: InForceCard
    rules: tuple[RuleRow, ...]
    proposals: tuple[Proposal, ...]
    history: tuple[ChangeRow, ...]
    trouble: str = ""
    own: str = ""


def rulebook_page(history: History, reader: Reader, own: str, trouble: str) -> RulebookPage:
    now = history.in_force(reader.now)
    rules = _rows(history, now.house)
    return RulebookPage(
        law=law_card(history, now.version, reader, own),
        house=house_card(history, now.house, reader),
        rules=tuple(rule_rows(rules)),
        proposals=tuple(proposal(change, history, reader) for change in history.open()),
        history=tuple(_changes(history, reader)),
        trouble=trouble,
        own=own[:SHORT],
    )


def law_card(history: History, number: int, reader: Reader, own: str) -> InForceCard:
    change = history.changes.get(number)
    if change is None:
        return InForceCard(
            "Nothing yet", "The first judgement puts this release's rulebook in force."
        )
    mine = " It is this release's own." if change.version == own else ""
    return InForceCard(f"Rulebook {change.version[:SHORT]}", f"{_leave(change, reader)}{mine}")


def house_card(history: History, number: int, reader: Reader) -> InForceCard:
    change = history.changes.get(number)
    rules = len(change.rules) if change else 0
    title = (
        "One house rule" if rules == 1 else f"{rules} house rules" if rules else "No house rules"
    )
    return InForceCard(title, _leave(change, reader) if change else "The law alone decides.")


def _leave(change: Change, reader: Reader) -> str:
    """By whose leave, since when."""
    if change.adopted:
        since = f"since {reader.when(change.in_force_from)}" if change.in_force_from else ""
        return f"In force {since or 'from the beginning'}, without a second person."
    since = reader.when(change.in_force_from)
    return (
        f"In force since {since}. Proposed by {reader.name(change.by)}, "
        f"approved by {reader.name(change.decided_by)}."
    )


def proposal(change: Change, history: History, reader: Reader) -> Proposal:
    now = history.in_force(reader.now)
    house = change.what is What.HOUSE_RULES
    runs = valid_runs(change, now) or change.runs
    return Proposal(
        number=change.number,
        title=title_of(change),
        by=reader.name(change.by),
        note=change.note,
        rules=tuple(compared_rows(_rows(history, now.house), change.rules)) if house else (),
        house=house,
        run=run_of(runs[-1], reader, stale=not valid_runs(change, now)) if runs else None,
        mine=change.by == reader.actor,
        may_approve=may_approve(change, reader.actor, now),
    )


def title_of(change: Change) -> str:
    if change.what is What.VERSION:
        return f"Rulebook {change.version[:SHORT]}"
    count = len(change.rules)
    return "No house rules" if not count else f"{count} house rule{'s' if count > 1 else ''}"


def rule_rows(rows: Iterable[Mapping[str, Any]], mark: str = "") -> Iterator[RuleRow]:
    for rule in rules_from(rows):
        yield RuleRow(rule.id, rule.sentence, said(rule), mark)


def compared_rows(
    before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]
) -> Iterator[RuleRow]:
    """The rules that are proposed, then those that would end."""
    held, wanted = list(before), list(after)
    for row in wanted:
        yield from rule_rows([row], "" if row in held else "new")
    yield from rule_rows([row for row in held if row not in wanted], "gone")


def _rows(history: History, number: int) -> tuple[Mapping[str, Any], ...]:
    return history.changes[number].rules if number else ()


def _changes(history: History, reader: Reader) -> Iterator[ChangeRow]:
    """Newest first."""
    for change in sorted(history.changes.values(), key=lambda c: -c.number):
        if change.standing is not Standing.PROPOSED:
            yield _change_row(change, history, reader)


def _change_row(change: Change, history: History, reader: Reader) -> ChangeRow:
    state, tone = _state(change, history, reader.now)
    back = history.before(change.number) is not None and change.standing is Standing.APPROVED
    idle = tone == "grey" and change.what is What.VERSION
    return ChangeRow(
        number=change.number,
        title=title_of(change),
        state=state,
        tone=tone,
        since=reader.when(change.in_force_from) or ("the beginning" if change.adopted else ""),
        who=_who(change, reader),
        may_roll_back=back,
        may_propose=change.version if idle else "",
    )


def _state(change: Change, history: History, now: str) -> tuple[str, str]:
    if change.standing is Standing.REJECTED:
        return "Rejected", "grey"
    if change.standing is Standing.ROLLED_BACK:
        return "Taken back", "grey"
    if history.number_at(change.what, now) == change.number:
        return "In force", "may"
    return ("Approved, begins later", "notice") if change.in_force_from > now else ("Over", "grey")


def _who(change: Change, reader: Reader) -> str:
    if change.adopted:
        return "Came with Cleardial"
    word = "rejected" if change.standing is Standing.REJECTED else "approved"
    who = f"Proposed by {reader.name(change.by)}, {word} by {reader.name(change.decided_by)}"
    if change.rolled_back_by:
        back = f"{reader.name(change.rolled_back_by)}, {reader.when(change.rolled_back_at)}"
        who += f"; taken back by {back}"
    return who
