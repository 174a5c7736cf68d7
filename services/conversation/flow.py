"""From state to state: entering, leaving, tools, and what stands before an act."""

from collections.abc import Mapping
from typing import Any

from services.conversation import ledger
from services.conversation.asking import ask
from services.conversation.effect import ToolCall
from services.conversation.event import EventKind
from services.conversation.playbook import Branch, Node, ToolSpec
from services.conversation.predicate import Term, parse
from services.conversation.reading import ahead, read
from services.conversation.slots import compare, fill, forget, missing
from services.conversation.state import Mode
from services.conversation.step import Desk
from services.conversation.values import referred

MOST_HOPS = 24  # states passed through in one turn; the linter forbids cycles that do not listen
MOST_ROWS = 20
RESET = {"silence": 0, "no_match": 0, "low_confidence": 0}


def enter(desk: Desk, name: str, *, with_words: bool = False) -> None:
    """Go to a state and on to the first that listens, asks a tool or ends. `with_words`: the turn's
    own words may already give what that state asks for."""
    for _ in range(MOST_HOPS):
        target = _arrive(desk, name, with_words=with_words)
        if target is None:
            return
        name = target
    desk.note("refused", {"state": name, "reason": "no end of states"})
    to_limit(desk)


def to_limit(desk: Desk) -> None:
    _arrive(desk, desk.book.playbook.on_limit)


def leave(desk: Desk) -> None:
    enter(desk, way_out(desk))


def way_out(desk: Desk) -> str:
    """Where the state leads now that its act is done."""
    node = desk.node
    taken = next((branch.to for branch in node.next if desk.holds(branch.when)), node.to)
    return taken or desk.book.playbook.on_limit


def early_exit(desk: Desk) -> str | None:
    """A branch that need not wait until all is collected: what a slot already says."""
    for branch in desk.node.next:
        if _speaks_of(branch, "slot") and desk.holds(branch.when):
            return branch.to
    return None


def said_exit(desk: Desk) -> str | None:
    """A branch on what was said in this turn."""
    for branch in desk.node.next:
        if _speaks_of(branch, "said") and desk.holds(branch.when):
            return branch.to
    return None


def _speaks_of(branch: Branch, root: str) -> bool:
    return any(term.root == root and not term.negated for term in _terms(branch))


def _terms(branch: Branch) -> tuple[Term, ...]:
    return parse(branch.when)


def _arrive(desk: Desk, name: str, *, with_words: bool = False) -> str | None:
    """One state: None when it listens, waits for a tool or has ended; else the next."""
    if name != desk.state.node:
        desk.put(counts={**desk.state.counts, **RESET})
    desk.put(node=name, slot=None, mode=Mode.ASK, tool=None)
    desk.note("states", name)
    if ledger.before_acting(desk.book, desk.record, desk.state, name):
        go_on(desk)
        return None
    return act(desk, with_words=with_words)


def go_on(desk: Desk) -> None:
    """Say what stands before the act, and ask for a yes."""
    for id in ledger.before_acting(desk.book, desk.record, desk.state, desk.state.node):
        desk.disclose()
        if id not in {line.disclosure for line in desk.lines}:
            desk.lines.append(ledger.line(desk.book, desk.record, desk.state, id))
    desk.put(mode=Mode.GO_ON)
    ask(desk)


def act(desk: Desk, *, with_words: bool = False) -> str | None:
    """The state's effects, words and act."""
    node = desk.node
    forget(desk, node.forget)
    if node.outcome:
        desk.put(outcome=node.outcome)
    for effect in node.effects:
        desk.do(effect)
    _say(desk, node)
    if node.end:
        desk.end(node.end, node.outcome)
        return None
    if node.tool:
        _ask_tool(desk, node.tool)
        return None
    if node.ask:
        ask(desk)
        return None
    return _collect(desk, with_words=with_words) if node.collect else way_out(desk)


def _say(desk: Desk, node: Node) -> None:
    """An ending waits for no disclosure but those that gate it."""
    gated = any(
        desk.state.node in spec.required_before for spec in desk.book.playbook.disclosures.values()
    )
    for text in node.say:
        if node.end and not gated:
            desk.say_at_once(text)
        else:
            desk.say(text)


def _ask_tool(desk: Desk, spec: ToolSpec) -> None:
    """Its answer goes on from here."""
    values = {n: referred(desk.record, desk.state, to) for n, to in spec.values.items()}
    desk.tool = ToolCall(spec.name, {n: v for n, v in values.items() if v is not None})
    desk.put(tool=spec.name)


def _collect(desk: Desk, *, with_words: bool) -> str | None:
    if with_words and desk.event.kind is EventKind.SPEECH:
        for command in read(desk, ahead(desk)):
            if command.slot in desk.node.collect and command.value is not None:
                fill(desk, command.slot, command.value, command.quote)
    return proceed(desk)


def proceed(desk: Desk) -> str | None:
    """The next thing that the state lacks is asked for; when it lacks nothing, the way out."""
    if desk.node.verify and (compared := compare(desk)) is not None:
        return compared or way_out(desk)
    if not desk.node.verify and (early := early_exit(desk)):
        return early
    slot = missing(desk)
    if slot is None:
        return way_out(desk)
    given = desk.state.slots.get(slot)
    desk.put(slot=slot, mode=Mode.CONFIRM if given else Mode.ASK)
    ask(desk)
    return None


def answered(desk: Desk, ok: bool, found: Mapping[str, Any]) -> None:
    """A tool's answer: its values and rows stand beside the record's from now on."""
    before = desk.state.found
    rows = {n: list(many)[:MOST_ROWS] for n, many in _mapping(found.get("rows")).items()}
    merged = {
        **{name: one for name, one in found.items() if name not in ("rows", "values")},
        "ok": ok,
        "rows": {**before.get("rows", {}), **rows},
        "values": {**before.get("values", {}), **_mapping(found.get("values"))},
    }
    desk.put(found=merged, tool=None)
    leave(desk)


def _mapping(found: object) -> Mapping[str, Any]:
    return found if isinstance(found, Mapping) else {}
